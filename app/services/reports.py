"""Reports (báo cáo): frozen, signed, numbered; the office's order of NĐ 30/2020.

The person signs first, the clerk's number and date come after (form fields prepared beforehand),
then the organisation's signature covers the whole file. A signed report never changes.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from itertools import product
from pathlib import Path

from app.crash import point
from app.domain import codec
from app.domain.calendar import add_months, is_due_month, last_safe_day, period_range
from app.domain.errors import WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.plan import DeadlineRule, Period
from app.domain.ports import SignerInfo
from app.domain.report import Narrative, ReportSnapshot
from app.domain.views import DueReport, PlanState, ReportState, ReportView, Review
from app.models.book import Book
from app.models.repo import Conn, Row, live
from app.reports.periods import period_label
from app.services import rows
from app.services.access import EVERYONE, LEADERS, OFFICE, WRITERS, allowed
from app.services.outcomes import ServiceFault
from app.services.setup import DEVICE_CERT, DEVICE_KEY
from app.services.snapshots import snapshot
from app.signing.identity import DeviceIdentity, Identity, device_signer, load_p12

FROZEN, SIGNED, NUMBERED, PACKED = ReportState
WORDS = "report_words"  # row of the local table: words of reports not yet made


@allowed(EVERYONE)
def reports(book: Book) -> tuple[ReportView, ...]:
    """Every report of the book, the latest period first."""
    with book.read() as conn:
        found = [_view(conn, row) for row in live(conn, "report")]
    return tuple(sorted(found, key=lambda view: (view.end, view.start), reverse=True))


@allowed(EVERYONE)
def due(book: Book) -> tuple[DueReport, ...]:
    """The year's reports up to the next ones due, by deadline; a plan without a calendar owes the month's."""
    with book.read() as conn:
        return due_reports(conn, book.clock.now().date())


def due_reports(conn: Conn, today: date) -> tuple[DueReport, ...]:
    plan = rows.current_plan(conn)
    if plan is None or plan["state"] != PlanState.ISSUED.value:
        return ()
    made = {(row["period"], row["end"]): row for row in live(conn, "report", plan=plan["id"])}
    duties = [row for row in _duties(conn, plan) if row["period"] in _DATED]
    wanted = [(row["id"], Period(row["period"]), row["recipient"], _rule(row)) for row in duties]
    if not any(period is Period.MONTH for _, period, _, _ in wanted):
        wanted.append(("", Period.MONTH, "", DeadlineRule()))
    found: list[DueReport] = []
    limit = add_months(today.year, today.month, 1)
    issued = rows.as_date(plan["issued_on"]) or today  # nothing was owed before the plan's date
    years = range(plan["year"], (plan["year_to"] or plan["year"]) + 1)
    for duty_id, period, recipient, rule in wanted:
        for year, month in product(years, range(1, 13)):
            start, end = period_range(period, year, month)
            safe = last_safe_day(rule, end)
            asked = min(end, safe or end)  # the report of the school year is due before August
            if not _owes(period, rule, month) or (asked.year, asked.month) > limit:
                continue
            if end < issued or (period in _REVIEWS and asked < issued):
                continue
            row = made.get((period.value, end.isoformat()))
            found.append(
                DueReport(
                    duty_id=duty_id,
                    period=period,
                    label=period_label(period, start, end),
                    recipient=recipient or "",
                    last_safe_day=safe,
                    days_left=(safe - today).days if safe else None,
                    state=ReportState(row["state"]) if row else None,
                    report_id=row["id"] if row else "",
                    year=end.year,
                    month=end.month,
                )
            )
    return tuple(sorted(found, key=lambda due: (due.last_safe_day or date.max, due.year, due.month)))


_REVIEWS = (Period.PRELIMINARY, Period.FINAL)
_DATED = frozenset(
    period.value
    for period in (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR, Period.SCHOOL_YEAR)
) | {period.value for period in _REVIEWS}


def _owes(period: Period, rule: DeadlineRule, month: int) -> bool:
    """Whether a report of that kind is due for a period ending in `month`; a review has its own month."""
    if period in _REVIEWS:
        return rule.month == month
    return is_due_month(period, month)


def _duties(conn: Conn, plan: Row) -> list[Row]:
    """The reports (chế độ báo cáo) the plan binds the school to; what was set aside does not."""
    return [row for row in live(conn, "duty", plan=plan["id"]) if row["review"] != Review.SET_ASIDE.value]


def _rule(row: Row) -> DeadlineRule:
    plain = row["rule"]
    return codec.from_plain(DeadlineRule, plain) if plain else DeadlineRule()


@allowed(WRITERS)
def keep_words(book: Book, key: str, narrative: Narrative | None) -> None:
    """Keep what is being written for a report not yet made (None: forget it), on this PC alone."""
    words = {name: codec.plain(kept) for name, kept in kept_words(book).items() if name != key}
    if narrative is not None and narrative != Narrative():
        words[key] = codec.plain(narrative)
    rows.put_local(book, {WORDS: codec.dumps(words).encode()})


@allowed(EVERYONE)
def kept_words(book: Book) -> dict[str, Narrative]:
    """Words written for reports not yet made, by the key they were kept under."""
    plain = rows.local_value(book, WORDS)
    return {key: codec.from_plain(Narrative, words) for key, words in json.loads(plain or b"{}").items()}


@allowed(WRITERS)
def freeze(
    book: Book,
    year: int,
    month: int,
    narrative: Narrative | None = None,
    period: Period = Period.MONTH,
) -> ReportView:
    """Make the report of the period that ends in that month, from the figures as they are now.

    Made again before signing it takes the new figures; a signed one is refused (REPORT_SIGNED), and
    so is a period still to come (PERIOD_NOT_BEGUN).
    """
    from app.reports.pdf import render_report
    from app.signing.pdf import prepare_fields

    start, end = period_range(period, year, month)
    if start > book.clock.now().date():
        raise WorldError(ServiceFault.PERIOD_NOT_BEGUN, label=period_label(period, start, end))
    with book.read() as conn:
        plan = rows.current_plan(conn)
        if plan is None or plan["state"] != PlanState.ISSUED.value:
            raise WorldError(ServiceFault.NO_PLAN)
        old = [
            row
            for row in live(conn, "report", plan=plan["id"], period=period.value)
            if rows.as_date(row["end"]) == end
        ]
        if old and old[0]["state"] != FROZEN.value:
            raise WorldError(ServiceFault.REPORT_SIGNED, label=old[0]["label"])
        rules = [_rule(row) for row in _duties(conn, plan) if row["period"] == period.value]
    rule = min(rules, key=lambda rule: last_safe_day(rule, end) or date.max, default=None)
    if narrative is None:
        narrative = codec.from_plain(Narrative, old[0]["narrative"]) if old else Narrative()
    report_id = old[0]["id"] if old else new_id()
    frozen = snapshot(book, report_id, period, year, month, rule, narrative)
    rendered = render_report(frozen)
    prepared = prepare_fields(rendered.pdf, rendered.fields)
    point("report.1-rendered")
    changes = Changes(Action.DRAFT_REPORT)
    changes.put(
        "report",
        report_id,
        {
            "plan": plan["id"],
            "period": period.value,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "cut_off": frozen.window.cut_off.isoformat(),
            "last_safe_day": rows.iso(frozen.window.last_safe_day),
            "label": frozen.window.label,
            "state": FROZEN.value,
            "snapshot_sha": book.blobs.add(BytesIO(codec.dumps(frozen).encode())).sha,
            "symbol": frozen.symbol,
            "number": "",
            "issued_on": None,
            "fields": {
                "boxes": codec.plain(rendered.fields),
                "pages": rendered.pages,
                "targets": len(frozen.targets),
                "tasks": len(frozen.tasks),
                "evidence": len(frozen.evidence),
            },
            "pdf_sha": book.blobs.add(BytesIO(prepared)).sha,
            "signed_sha": "",
            "narrative": codec.plain(narrative),
            "revision": frozen.revision,
        },
    )
    point("report.2-stored")
    rows.apply(book, changes.done(), frozen.window.label)
    return report(book, report_id)


@allowed(EVERYONE)
def report(book: Book, report_id: str) -> ReportView:
    with book.read() as conn:
        return _view(conn, rows.one(conn, "report", report_id))


def _view(conn: Conn, row: Row) -> ReportView:
    packages = sorted(live(conn, "package", report=row["id"]), key=lambda p: p["made_at"])
    last = packages[-1] if packages else None
    plain = row["fields"] or {}
    return ReportView(
        id=row["id"],
        label=row["label"],
        period=Period(row["period"]),
        start=rows.a_date(row["start"]),
        end=rows.a_date(row["end"]),
        cut_off=rows.a_date(row["cut_off"]),
        last_safe_day=rows.as_date(row["last_safe_day"]),
        state=ReportState(row["state"]),
        number=row["number"] or "",
        symbol=row["symbol"] or "",
        issued_on=rows.as_date(row["issued_on"]),
        signed_by=row["signed_by"] or "",
        signed_at=datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None,
        pages=int(plain.get("pages", 0)),
        targets=int(plain.get("targets", 0)),
        tasks=int(plain.get("tasks", 0)),
        evidence=int(plain.get("evidence", 0)),
        package_name=last["file_name"] if last else "",
        package_folder=last["folder"] if last else "",
        narrative=codec.from_plain(Narrative, row["narrative"] or {}),
    )


def frozen_snapshot(book: Book, row: Row) -> ReportSnapshot:
    """The snapshot a report was made from."""
    with book.blobs.open(row["snapshot_sha"]) as source:
        return codec.loads(ReportSnapshot, source.read().decode())


@allowed(EVERYONE)
def pdf(book: Book, report_id: str) -> bytes:
    """The report's PDF as it now is: prepared, signed, or signed and numbered."""
    with book.read() as conn:
        return pdf_of(book, rows.one(conn, "report", report_id))


def pdf_of(book: Book, row: Row) -> bytes:
    """The PDF as it was when `row` was read."""
    with book.blobs.open(row["signed_sha"] or row["pdf_sha"]) as source:
        return source.read()


@allowed(EVERYONE)
def page_image(book: Book, report_id: str, page: int, width: int) -> bytes:
    """PNG of one page, `width` pixels wide."""
    from app.evidence.thumbs import page_image as draw

    return draw(pdf(book, report_id), page, width)


@allowed(EVERYONE)
def open_pdf(book: Book, report_id: str) -> Path:
    """A read-only temporary copy of the PDF to hand to the viewer."""
    from app.evidence import copies
    from app.services.evidence import COPIES

    with book.read() as conn:
        row = rows.one(conn, "report", report_id)
    sha = row["signed_sha"] or row["pdf_sha"]
    name = f"Bao-cao-{row['end']}.pdf"
    return copies.materialise(book.blobs, book.profile / COPIES, report_id, sha, name)


def device_identity(book: Book) -> Identity:
    """This PC's own certificate ("máy này")."""
    key, cert = rows.local_value(book, DEVICE_KEY), rows.local_value(book, DEVICE_CERT)
    if key is None or cert is None:
        raise WorldError(ServiceFault.GONE)
    return device_signer(DeviceIdentity(key, cert))


def identity(book: Book, p12: Path | None, password: str | None) -> Identity:
    """The certificate file given, or this PC's own when there is none."""
    return load_p12(p12, password or "") if p12 else device_identity(book)


@allowed(EVERYONE)
def this_device(book: Book) -> SignerInfo:
    """What is known of this PC's certificate."""
    return device_identity(book).info


@allowed(LEADERS)
def sign(book: Book, report_id: str, p12: Path | None = None, password: str | None = None) -> ReportView:
    """The person signs (PAdES-B-B) with a .p12, or with this PC's certificate when none is given."""
    from app.signing.pdf import PERSON_FIELD, sign_pdf

    with book.read() as conn:
        row = rows.one(conn, "report", report_id)
    if row["state"] != FROZEN.value:
        raise WorldError(ServiceFault.REPORT_SIGNED, label=row["label"])
    who = identity(book, p12, password)
    now = book.clock.now()
    signed = sign_pdf(pdf(book, report_id), who, PERSON_FIELD, now)
    changes = Changes(Action.SIGN_REPORT)
    changes.put(
        "report",
        report_id,
        {
            "state": SIGNED.value,
            "signed_sha": book.blobs.add(BytesIO(signed)).sha,
            "signed_by": who.info.name,
            "signed_at": now.isoformat(timespec="seconds"),
        },
    )
    rows.apply(book, changes.done(), row["label"])
    return report(book, report_id)


@allowed(OFFICE)
def number(
    book: Book,
    report_id: str,
    number: str,
    on: date,
    seal_p12: Path | None = None,
    password: str | None = None,
) -> ReportView:
    """Enter the clerk's number and date into the prepared fields, then seal the whole file.

    The seal is the organisation's .p12, or this PC's certificate, which is shown as such.
    """
    from app.reports.texts import date_words, number_words
    from app.signing.pdf import SEAL_FIELD, fill_number, sign_pdf

    if not number.strip():
        raise WorldError(ServiceFault.NUMBER_EMPTY)
    with book.read() as conn:
        row = rows.one(conn, "report", report_id)
    if row["state"] == FROZEN.value:
        raise WorldError(ServiceFault.REPORT_NOT_SIGNED, label=row["label"])
    if row["number"]:
        raise WorldError(ServiceFault.REPORT_NUMBERED, label=row["label"], number=row["number"])
    who = identity(book, seal_p12, password)
    filled = fill_number(pdf(book, report_id), number_words(number), date_words(on))
    sealed = sign_pdf(filled, who, SEAL_FIELD, book.clock.now())
    changes = Changes(Action.NUMBER_REPORT)
    changes.put(
        "report",
        report_id,
        {
            "state": NUMBERED.value,
            "number": number_words(number),
            "issued_on": on.isoformat(),
            "signed_sha": book.blobs.add(BytesIO(sealed)).sha,
        },
    )
    rows.apply(book, changes.done(), row["label"])
    return report(book, report_id)

"""What each command of `app.cli` does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app import wording
from app.cli import DOES_NOT_HOLD, OK, Context, Usage
from app.domain.calendar import period_range
from app.domain.errors import WorldError
from app.domain.org import FirstRun, School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Operator, Period
from app.domain.report import TaskState
from app.domain.views import PastAnswer, ReportView
from app.services import backups, evidence, home, months, packages, plan_papers, plans, setup, targets
from app.services import journal as journals
from app.services import reports as papers
from app.services.outcomes import ServiceFault

# What a person can say of a task; a task is moved by a new date.
SETTABLE = tuple(state.value for state in TaskState if state is not TaskState.MOVED)


@contextmanager
def opened(context: Context) -> Iterator[Any]:
    """The book of the profile, opened with the password and closed again."""
    setup.has_school(context.profile)  # finishes a restore that was cut off
    account = setup.accounts(context.profile)[0].id
    book = setup.open_school(context.profile, account, context.secret("Password"), context.clock)
    try:
        yield book
        setup.check_if_due(book)
    finally:
        setup.close(book)


def _month(context: Context, book: Any) -> tuple[int, int]:
    """The month asked for, or this month inside the plan's year."""
    text = context.args.month
    if not text:
        view = home.home(book).month
        return view.year, view.month
    try:
        year, month = text.split("-")
        return int(year), date(int(year), int(month), 1).month
    except ValueError:
        raise Usage(f"not a month (YYYY-MM): {text}") from None


def init(context: Context) -> int:
    args = context.args
    if args.sample:
        secret = context.secret("Password for the sample")
        created = setup.create_sample(context.profile, context.clock, secret, context.progress)
    else:
        missing = [n for n in ("name", "symbol", "place", "superior", "principal") if not getattr(args, n)]
        if missing:
            raise Usage("init needs " + ", ".join(f"--{name}" for name in missing))
        school = School(
            kind=SchoolKind(args.kind),
            name=args.name,
            symbol=args.symbol,
            place=args.place,
            superior=Superior(SuperiorKind(args.superior_kind), args.superior, args.office),
            principal=args.principal,
        )
        answers = FirstRun(school, context.secret("New password"), args.year)
        created = setup.create_school(context.profile, answers, context.clock)
    code = "-".join(created.recovery_groups)
    context.show(
        created,
        f"Book made in {context.profile}\nRecovery code (keep it on paper, it is shown once): {code}\n"
        f"This PC's certificate: SHA-256 {created.device_fingerprint}",
    )
    return OK


def password(context: Context) -> int:
    if context.args.recovery:
        code = context.secret("Recovery code")
        book = setup.open_with_recovery(context.profile, code, context.secret("New password"), context.clock)
        setup.close(book)
    else:
        account = setup.accounts(context.profile)[0].id
        old = context.secret("Password")
        book = setup.open_school(context.profile, account, old, context.clock)
        try:
            setup.change_password(book, old, context.secret("New password"))
        finally:
            setup.close(book)
    context.show({"changed": True}, "Password changed.")
    return OK


def plan(context: Context) -> int:
    args = context.args
    if args.what == "import":
        if args.file is None:
            raise Usage("plan import needs a FILE")
        if args.dry_run or (args.json and not setup.has_school(context.profile)):
            draft = plans.read_file(args.file, context.progress)
            context.show(draft, _draft_text(draft))
            return OK
        with opened(context) as book:
            view = plans.import_plan(book, args.file, context.progress)
            draft = plans.draft(book, view.id)
            context.show(draft, f"{_draft_text(draft)}\nPlan {view.id} is a draft; next: plan issue")
            return OK
    if args.what == "export" and args.out is None:
        raise Usage("plan export needs --out FOLDER")
    with opened(context) as book:
        drafts = plans.drafts(book)
        plan_id = drafts[0] if args.what == "issue" and drafts else plans.current_plan(book)
        if not plan_id:
            raise WorldError(ServiceFault.NO_PLAN)
        if args.what == "export":
            made = plan_papers.write(book, plan_id, args.out, progress=context.progress)
            paths = [str(path) for path in made]
            context.show(paths, "\n".join(paths))
            return OK
        if args.what == "issue":
            plans.issue(book, plan_id)
        view = plans.plan(book, plan_id)
        number = f"{view.number}/{view.symbol}" if view.number else "(no number yet)"
        lines = [f"{view.subject} · {number} · {view.state.value}"]
        lines += [f"  [{item.review.value:9}] {item.kind.value:6} {item.words}" for item in view.items]
        context.show(view, "\n".join(lines))
    return OK


def _draft_text(draft: Any) -> str:
    header = draft.header
    lines = [
        f"{header.title} {header.subject} · {header.number or '(no number)'}/{header.symbol} · "
        f"{header.issued_on or header.date_words or '(no date)'}",
        f"{len(draft.bases)} bases, {len(draft.targets)} targets, {len(draft.tasks)} tasks, "
        f"{len(draft.duties)} report duties, {len(draft.unused)} paragraphs not used",
    ]
    for flag in draft.flags:
        lines.append(f"  flag {flag.kind.value}: {' | '.join(flag.values) or flag.sides[0].words[:80]}")
    return "\n".join(lines)


def month(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        year, number = _month(context, book)
        view = months.month(book, year, number)
        ticks = [(_row(view.rows, row).id, _state(value)) for row, value in _pairs(args.set)]
        if args.past and view.past:
            months.answer_past(book, [row.id for row in view.past], PastAnswer(args.past))
        for task_id, state in ticks:
            months.set_state(book, [task_id], state, args.cause, args.remedy, args.new_date)
        view = months.month(book, year, number)
        lines = [
            f"{number}/{year}: {view.done} done, {view.partly} partly, {view.not_done} not done, "
            f"{view.open} open, {view.evidence} evidence"
        ]
        for index, task in enumerate(view.rows, 1):
            lines.append(
                f"{index:3} [{task.state.value:8}] {task.words} · {'; '.join(task.products)} · "
                f"{'; '.join(task.leads)} · {task.evidence_count} evidence"
            )
        if view.past:
            lines.append(f"{len(view.past)} tasks of months before the plan's date ask for --past")
        context.show(view, "\n".join(lines))
    return OK


def _state(text: str) -> TaskState:
    if text not in SETTABLE:
        raise Usage(f"not a state: {text}; one of {', '.join(SETTABLE)}")
    return TaskState(text)


def _pairs(texts: list[str]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for text in texts:
        row, _, value = text.partition("=")
        if not row.isdecimal() or not value:
            raise Usage(f"expected ROW=VALUE: {text}")
        found.append((int(row), value))
    return found


def _row(rows: Any, number: int) -> Any:
    if not 1 <= number <= len(rows):
        raise Usage(f"no row {number}")
    return rows[number - 1]


def measure(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        year, number = _month(context, book)
        view = targets.targets(book, year, number)
        pairs = [(_row(view, row), value) for row, value in _pairs(args.set)]
        figures = [(row.id, _figure(value, row)) for row, value in pairs]
        for target_id, figure in figures:
            targets.measure(book, target_id, year, number, **figure)
        view = targets.targets(book, year, number)
        lines = [
            f"{index:3} [{row.status.value:12}] {row.words} · {row.planned}"
            + (f" · {row.numerator:g}/{row.denominator:g}" if row.denominator is not None else "")
            for index, row in enumerate(view, 1)
        ]
        context.show(view, "\n".join(lines))
    return OK


def _figure(text: str, row: Any) -> dict[str, Any]:
    if text in ("yes", "no"):
        return {"done": text == "yes"}
    top, slash, bottom = text.replace(",", ".").partition("/")
    try:
        if slash:
            return {"numerator": float(top), "denominator": float(bottom)}
        milestone = row.clauses and row.clauses[0].operator is Operator.MILESTONE
        return {"done": bool(float(top))} if milestone else {"value": float(top)}
    except ValueError:
        raise Usage(f"expected 18/20, 3, yes or no: {text}") from None


def attach(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        year, number = _month(context, book)
        task = _row(months.month(book, year, number).rows, args.row)
        done = evidence.attach(book, "occurrence", task.id, args.files, context.progress)
        lines = [f"stored {name}" for name in done.added]
        lines += [f"already stored: {name} is in {title}" for name, title in done.already]
        for name, notice in done.refused:
            why = wording.say(notice)
            lines.append(f"refused {name}: {why.text} {why.next_step} [{why.code}]")
        context.show(done, "\n".join(lines))
        return OK if not done.refused else DOES_NOT_HOLD


def report(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        year, number = _month(context, book)
        view = papers.freeze(book, year, number, period=Period(args.period))
        text = f"Report {view.label}: {view.pages} pages, {view.tasks} tasks, {view.targets} targets"
        if args.out:
            _write(args.out, papers.pdf(book, view.id))
            text += f"\n{args.out}"
        context.show(view, text)
    return OK


def _write(path: Path, data: bytes) -> None:
    from app.files import world_errors, write_atomic

    with world_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data)


def _report(context: Context, book: Any) -> ReportView:
    year, number = _month(context, book)
    period = Period(context.args.period)
    _, end = period_range(period, year, number)
    for view in papers.reports(book):
        if view.period is period and view.end == end:
            return view
    raise Usage("no such report; make it first with: report")


def sign(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        view = _report(context, book)
        if view.state.value == "frozen":
            secret = context.secret("Password of the certificate file") if args.p12 else None
            view = papers.sign(book, view.id, args.p12, secret)
        if args.number:
            secret = context.secret("Password of the seal's certificate file") if args.seal else None
            on = args.date or context.clock.now().date()
            view = papers.number(book, view.id, args.number, on, args.seal, secret)
        number = f", number {view.number}/{view.symbol}" if view.number else ""
        context.show(view, f"Signed by {view.signed_by} at {view.signed_at}{number}")
    return OK


def pack(context: Context) -> int:
    args = context.args
    with opened(context) as book:
        view = _report(context, book)
        secret = context.secret("Password of the certificate file") if args.p12 else None
        made = packages.pack(book, view.id, args.to, context.progress, args.p12, secret, args.resume)
        context.show(made, f"{made.path}\n{made.files} files, {made.size} bytes, identity {made.identity}")
    return OK


def verify(context: Context) -> int:
    args = context.args
    trusted = tuple(_certificate(path) for path in args.trust)
    if args.no_book or not setup.has_school(context.profile):
        verdict = packages.verify(args.package, context.clock, None, context.progress, trusted)
    else:
        with opened(context) as book:
            verdict = packages.verify(args.package, context.clock, book, context.progress, trusted)
    sentence = wording.say(verdict.headline)
    lines = [sentence.text]
    for finding in verdict.findings:
        mark = "+" if finding.good else "!" if finding.note else "x"
        lines.append(f"  {mark} {wording.say(finding.notice).text}")
    if sentence.next_step:
        lines.append(sentence.next_step)
    context.show(verdict, "\n".join(lines))
    return OK if verdict.holds else DOES_NOT_HOLD


def _certificate(path: Path) -> bytes:
    try:
        return packages.read_certificate(path)
    except WorldError as error:
        if error.outcome is ServiceFault.NOT_A_CERTIFICATE:
            raise Usage(f"not a certificate: {path}") from None
        raise


def backup(context: Context) -> int:
    with opened(context) as book:
        made = backups.backup(book, context.args.to, context.progress)
        context.show(made, f"{made.path}\n{made.evidence_files} evidence files, {made.size} bytes, verified")
    return OK


def restore(context: Context) -> int:
    code = context.secret("Recovery code")
    done = backups.restore(context.args.archive, code, context.profile, context.clock, context.progress)
    lines = [f"Restored {done.school} into {context.profile}: {done.evidence_files} evidence files"]
    lines += [f"  damaged: {name}" for name in done.damaged]
    if done.moved_aside:
        lines.append(f"The book that was there is kept in {done.moved_aside}")
    context.show(done, "\n".join(lines))
    return OK if not done.damaged else DOES_NOT_HOLD


def journal(context: Context) -> int:
    what = context.args.what
    with opened(context) as book:
        if what == "undo":
            changed = journals.undo(book)
            context.show(changed, f"Undone: {changed.subject}")
            return OK
        if what == "history":
            lines = journals.history(book)
            text = "\n".join(f"{line.at:%Y-%m-%d %H:%M} {line.action:14} {line.subject}" for line in lines)
            context.show(lines, text)
            return OK
        check = journals.verify(book)
        problems = [wording.say(problem).text for problem in check.problems]
        whole = check.replay_equal and not problems
        text = f"{check.ops} entries of {check.devices} device(s): " + ("whole" if whole else "NOT whole")
        context.show(check, "\n".join([text, *problems]))
    return OK if whole else DOES_NOT_HOLD


def demo(context: Context) -> int:
    from app.demo import run

    return run(context.args.out, context)

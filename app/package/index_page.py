"""`MO-TOI.html` (mở tôi trước): a contents page that opens on any PC, without a script or a network.

The words and the layout stand in `resources/templates/mo-toi.html`: a page with named pieces between
`<!--[name]-->` and `<!--[/name]-->`, each filled by `string.Template`. Every value is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from string import Template
from urllib.parse import quote

from app.domain.text import nfc
from app.package import texts
from app.package.manifest import Claim, ClaimKind, Goi, Item
from app.paths import resources

TEMPLATE = "mo-toi.html"
_PIECE = re.compile(r"[ \t]*<!--\[(\w+)\]-->\n?(.*?)<!--\[/\1\]-->\n?", re.DOTALL)


def template() -> tuple[str, dict[str, str]]:
    """The page with one `$name` per piece, and the pieces."""
    text = (resources() / "templates" / TEMPLATE).read_text("utf-8")
    pieces = {found.group(1): found.group(2) for found in _PIECE.finditer(text)}
    return _PIECE.sub(lambda found: f"${{{found.group(1)}}}", text), pieces


def render(goi: Goi) -> bytes:
    """The page for `goi`, whose items are all of the package's files but this page; UTF-8, NFC."""
    page, pieces = template()
    items = {item.entry: item for item in goi.items}
    lists = {
        kind.value: "".join(
            _claim(pieces, number, claim, items)
            for number, claim in enumerate((c for c in goi.claims if c.kind == kind), 1)
        )
        or pieces["none"]
        for kind in ClaimKind
    }
    values: dict[str, object] = dict.fromkeys(pieces, "")
    values |= {key: escape(value) for key, value in _heading(goi).items()}
    values |= lists
    values["file"] = "".join(_fill(pieces["file"], _file(item)) for item in goi.items)
    values["revised"] = _fill(pieces["revised"], {"revision": goi.revision}) if goi.revision > 1 else ""
    return nfc(Template(page).substitute(values)).encode("utf-8")


def _fill(piece: str, values: Mapping[str, object]) -> str:
    return Template(piece).substitute({key: escape(str(value)) for key, value in values.items()})


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _heading(goi: Goi) -> dict[str, str]:
    word = texts.SUPERIOR_WORDS.get(goi.superior.kind, "")
    return {
        "school": goi.school.name,
        "superior": ", ".join(filter(None, [goi.superior.office, f"{word} {goi.superior.name}".strip()])),
        "period": goi.window.label,
        "from_day": _day(goi.window.start),
        "to_day": _day(goi.window.end),
        "cut_off": _day(goi.window.cut_off),
        "plan": " ".join(filter(None, [goi.plan.title, goi.plan.number])),
        "number": goi.number or "…",
        "frozen_at": goi.frozen_at.strftime("%H:%M %d/%m/%Y"),
        "package_id": goi.id,
        "files": str(len(goi.items)),
    }


def _claim(pieces: Mapping[str, str], number: int, claim: Claim, items: Mapping[str, Item]) -> str:
    proofs = "".join(
        _fill(pieces["proof"], {"href": quote(entry), "title": items[entry].title, "code": items[entry].code})
        for entry in claim.proofs
    )
    shown = claim.figures
    filled = {
        "number": number,
        "words": claim.words,
        "state": texts.STATE_WORDS.get(claim.state, claim.state),
        "planned": shown.planned if shown else "",
        "achieved": (shown.cumulative or shown.achieved) if shown else "",
        "cause": claim.work.cause if claim.work else "",
    }
    safe = {key: escape(str(value)) for key, value in filled.items()}
    return Template(pieces[f"{claim.kind}_row"]).substitute(safe, proofs=proofs or pieces["no_proof"])


def _file(item: Item) -> dict[str, object]:
    return {
        "href": quote(item.entry),
        "entry": item.entry,
        "title": item.title,
        "code": item.code,
        "name": item.name,
        "size": f"{item.size:,}".replace(",", "."),
        "sha": item.sha256,
    }

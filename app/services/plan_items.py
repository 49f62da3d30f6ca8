"""The items of a plan as lines of its review, each beside its source and its flags."""

from __future__ import annotations

from typing import Any

from app.domain import codec
from app.domain.plan import Binds, PlanDraft
from app.domain.views import ItemKind, PlanItem, Review
from app.models.repo import Conn, Row, live
from app.services import rows


def review_items(conn: Conn, plan_id: str, draft: PlanDraft) -> tuple[PlanItem, ...]:
    """Targets, tasks and report duties, each kind in the plan's order."""
    found: list[PlanItem] = []
    for row in live(conn, "target", plan=plan_id):
        found.append(
            PlanItem(
                **_common(ItemKind.TARGET, row, draft),
                clauses=rows.clauses(row),
                binds=Binds(row["binds"]),
                number=row["number"] or "",
                group=row["grouping"] or "",
            )
        )
    for row in live(conn, "task", plan=plan_id):
        found.append(
            PlanItem(
                **_common(ItemKind.TASK, row, draft),
                schedule=rows.schedule(row),
                products=rows.words(row, "products"),
                leads=rows.words(row, "leads"),
                group=row["grouping"] or "",
            )
        )
    for row in live(conn, "duty", plan=plan_id):
        found.append(
            PlanItem(
                **_common(ItemKind.DUTY, row, draft),
                group=row["period"],
                leads=(row["recipient"],) if row["recipient"] else (),
                detail=codec.dumps(row["rule"]),
            )
        )
    return tuple(found)


def _common(kind: ItemKind, row: Row, draft: PlanDraft) -> dict[str, Any]:
    source_words = row.get("source_words") or row["words"] or ""
    flags = tuple(
        flag
        for flag in draft.flags
        if any(
            side.block == row["source_block"] and (side.words in source_words or source_words in side.words)
            for side in flag.sides
        )
    )
    return {
        "kind": kind,
        "id": row["id"],
        "review": Review(row["review"]),
        "words": row["words"] or "",
        "source_words": source_words,
        "source_block": row["source_block"],
        "source_line": row["source_line"] or 0,
        "source_page": row.get("source_page") or 0,
        "flags": flags,
    }

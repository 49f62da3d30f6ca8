"""Ruled tables of a PDF page: rules → cells, merged cells by the borders that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.intake.readers.pdf_page import Page, Rule, Run

_NEAR = 3.0  # points within which two rules are one
_MAX_RULES = 2_000


@dataclass(frozen=True)
class Box:
    """One place of a ruled grid and the text in it."""

    left: float
    right: float
    bottom: float
    top: float
    across: bool  # no border on its left: the cell beside it reaches over it
    down: bool  # no border above it
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Ruled:
    """A ruled grid on one page; rows from the top."""

    columns: tuple[float, ...]  # x of every column border
    top: float
    bottom: float
    rows: tuple[tuple[Box, ...], ...]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one ruled line as one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.low)):
        for at in range(len(out) - 1, -1, -1):
            other = out[at]
            if rule.at - other.at > _NEAR:
                continue
            if rule.low <= other.high + _NEAR and other.low <= rule.high + _NEAR:
                out[at] = Rule(other.at, min(rule.low, other.low), max(rule.high, other.high))
                break
        else:
            out.append(rule)
    return out


def _touch(across: Rule, upright: Rule) -> bool:
    return (
        across.low - _NEAR <= upright.at <= across.high + _NEAR
        and upright.low - _NEAR <= across.at <= upright.high + _NEAR
    )


def _groups(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another, directly or through others."""
    left = list(range(len(upright)))
    open_across = set(range(len(across)))
    out = []
    while left:
        ups, queue, sides = {left[0]}, [left[0]], set[int]()
        while queue:
            up = queue.pop()
            for side in [s for s in open_across if _touch(across[s], upright[up])]:
                open_across.discard(side)
                sides.add(side)
                new = [u for u in left if u not in ups and _touch(across[side], upright[u])]
                ups.update(new)
                queue += new
        left = [u for u in left if u not in ups]
        out.append(([across[s] for s in sides], [upright[u] for u in ups]))
    return out


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def ruled_tables(page: Page) -> tuple[list[Ruled], list[Run]]:
    """(tables of two columns or more, from the top; the runs outside them)."""
    if len(page.across) + len(page.upright) > _MAX_RULES:
        return [], list(page.runs)
    runs = list(page.runs)
    tables: list[Ruled] = []
    for across, upright in _groups(_merged(page.across), _merged(page.upright)):
        xs, ys = _places([r.at for r in upright]), _places([r.at for r in across])
        if len(xs) < 3 or len(ys) < 2:
            continue
        inside = [
            r for r in runs if xs[0] <= (r.left + r.right) / 2 <= xs[-1] and ys[0] <= r.middle <= ys[-1]
        ]
        if inside:
            taken = set(map(id, inside))
            runs = [run for run in runs if id(run) not in taken]
            tables.append(_table(xs, ys, across, upright, inside))
    return sorted(tables, key=lambda t: -t.top), runs


def _table(
    xs: list[float], ys: list[float], across: list[Rule], upright: list[Rule], runs: list[Run]
) -> Ruled:
    rows: list[tuple[Box, ...]] = []
    for low, high in zip(reversed(ys[:-1]), reversed(ys[1:]), strict=True):
        row: list[Box] = []
        for left, right in pairwise(xs):
            x, y = (left + right) / 2, (low + high) / 2
            has_left = any(abs(r.at - left) <= _NEAR and r.low <= y <= r.high for r in upright)
            has_top = any(abs(r.at - high) <= _NEAR and r.low <= x <= r.high for r in across)
            inside = tuple(
                r
                for r in runs
                if left <= (r.left + min(r.right, right)) / 2 < right and low <= r.middle < high
            )
            row.append(
                Box(left, right, low, high, not has_left and bool(row), not has_top and bool(rows), inside)
            )
        rows.append(tuple(row))
    return Ruled(tuple(xs), ys[-1], ys[0], _gathered(rows))


def _gathered(rows: list[tuple[Box, ...]]) -> tuple[tuple[Box, ...], ...]:
    """The text of a merged cell moved to its first place."""
    grid = [list(row) for row in rows]
    for y, row in enumerate(grid):
        for x, box in enumerate(row):
            if not (box.across or box.down):
                continue
            home_y, home_x = y, x
            while grid[home_y][home_x].across and home_x > 0:
                home_x -= 1
            while grid[home_y][home_x].down and home_y > 0:
                home_y -= 1
            home = grid[home_y][home_x]
            grid[home_y][home_x] = Box(
                home.left, max(home.right, box.right), min(home.bottom, box.bottom), home.top,
                home.across, home.down, home.runs + box.runs,
            )  # fmt: skip
            grid[y][x] = Box(box.left, box.right, box.bottom, box.top, box.across, box.down)
    return tuple(tuple(row) for row in grid)

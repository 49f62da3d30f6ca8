"""`python3 dev.py bench intake [--misses] [--raise-floor | --unseen]`: the plan reader against labels.

Precision and recall of each kind in each document and in all; the matching rule is in tests/corpus/README.md.
The bars are issue 3's: each kind 0.95 in all, and no document under 0.90. `--raise-floor` writes what is
better than before into tests/corpus/floor.json, below which a test fails; `--unseen` measures on the held-out
plans of tests/corpus_unseen instead, which have no floor.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable

from tests.corpus.scoring import HEADER, HERE, KINDS, NAMES, UNSEEN_NAMES, Score, header_misses, score

FLOOR = HERE / "floor.json"
ALL_BAR, ONE_BAR = 0.95, 0.90
Figures = dict[str, dict[str, list[float]]]


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def figures(scores: dict[str, dict[str, Score]]) -> Figures:
    """Document → kind → [precision, recall], rounded down to three places."""
    return {
        name: {kind: [_down(one.precision), _down(one.recall)] for kind, one in kinds.items()}
        for name, kinds in scores.items()
    }


def _down(share: float) -> float:
    return math.floor(share * 1000) / 1000


def read_floor() -> Figures:
    found: Figures = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    return found


def raise_floor(now: Figures) -> None:
    """Write the better of the old floor and `now`."""
    old = read_floor()
    lines = []
    for name, kinds in now.items():
        best = {
            kind: [max(pair) for pair in zip(shares, old.get(name, {}).get(kind, (0, 0)), strict=True)]
            for kind, shares in kinds.items()
        }
        lines.append(f"  {json.dumps(name)}: {json.dumps(best)}")
    FLOOR.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def row(name: str, kinds: dict[str, Score], bar: float) -> str:
    cells = (
        f"{one.precision:5.2f}{one.recall:6.2f}{'  ' if min(one.precision, one.recall) >= bar else ' *'}"
        for one in kinds.values()
    )
    return f"{name:21}" + " ".join(cells)


def main(arguments: list[str]) -> int:
    unseen = "--unseen" in arguments
    scores = {name: score(name) for name in (UNSEEN_NAMES if unseen else NAMES)}
    everything = {kind: total(kinds[kind] for kinds in scores.values()) for kind in KINDS}
    print("precision, recall (* under the bar)")
    print(" " * 21 + " ".join(f"{kind:13}" for kind in KINDS) + " header")
    for name, kinds in scores.items():
        right = len(HEADER) - len(header_misses(name))
        print(f"{row(name, kinds, ONE_BAR)} {right}/{len(HEADER)}")
    print(row("all", everything, ALL_BAR))
    counts = (
        f"{kind} {one.matched} of {one.labelled}, {one.found} found" for kind, one in everything.items()
    )
    print("; ".join(counts))
    if "--misses" in arguments:
        print_misses(scores)
    if "--raise-floor" in arguments and not unseen:
        raise_floor(figures(scores))
    shares = [min(one.precision, one.recall) >= ALL_BAR for one in everything.values()]
    shares += [
        min(one.precision, one.recall) >= ONE_BAR for kinds in scores.values() for one in kinds.values()
    ]
    return int(not all(shares))


def print_misses(scores: dict[str, dict[str, Score]]) -> None:
    for name, kinds in scores.items():
        print(f"\n== {name}")
        for line in header_misses(name):
            print(f"header    ~ {line}")
        for kind, one in kinds.items():
            for line in one.missed:
                print(f"{kind:9} - {line}")
            for line in one.false:
                print(f"{kind:9} + {line}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

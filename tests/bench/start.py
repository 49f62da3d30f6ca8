"""`python3 dev.py bench start`: start-up against the limits, as ratios of medians in one run.

1. password screen painted ≤ 1.4 × a bare PySide6 window; 2. from the derived key to this month's rows
≤ 2 × a bare process with SQLAlchemy and one query; 3. memory at the password screen ≤ 2.4 × bare.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Xlib.display import Display

from app.domain.clock import SystemClock
from app.services import setup
from app.store import keyring
from tests.bench.probe import Start, measure, warm

RUNS = 9
HERE = Path(__file__).parent
PASSWORD = "Do thoi gian 2026"
BARS = {"paint": 1.4, "memory": 2.4, "rows": 2.0}


def seconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=warm())
    return time.perf_counter() - started


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        profile, key = Path(folder) / "Hồ sơ Trường mẫu", Path(folder) / "key"
        setup.create_sample(profile, SystemClock(), PASSWORD)
        key.write_bytes(keyring.unlock(profile, setup.FIRST_ACCOUNT, PASSWORD))
        screen = Display()
        app, bare, rows, query = [], [], [], []
        for turn in range(RUNS + 1):
            pair = (
                measure(screen, [sys.executable, str(HERE / "bare.py")]),
                measure(screen, [sys.executable, "-m", "app", "--profile", str(profile)]),
            )
            times = (
                seconds(str(HERE / "bare_query.py")),
                seconds("-m", "tests.bench.month_rows", str(profile), str(key)),
            )
            if turn:  # the first turn warms the caches
                bare.append(pair[0])
                app.append(pair[1])
                query.append(times[0])
                rows.append(times[1])
    return report(app, bare, rows, query)


def report(app: list[Start], bare: list[Start], rows: list[float], query: list[float]) -> int:
    figures = {
        "paint": ([s.paint for s in app], [s.paint for s in bare], "s"),
        "memory": ([s.megabytes for s in app], [s.megabytes for s in bare], "MB"),
        "rows": (rows, query, "s"),
    }
    missed = 0
    for name, (ours, limit, unit) in figures.items():
        ratio = statistics.median(ours) / statistics.median(limit)
        missed += ratio > BARS[name]
        print(
            f"{name:7} ours {statistics.median(ours):7.3f} {unit} [{min(ours):.3f}-{max(ours):.3f}]  "
            f"bare {statistics.median(limit):7.3f} {unit}  ratio {ratio:.2f}  bar {BARS[name]}"
            f"{'' if ratio <= BARS[name] else '  MISSED'}"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m app demo`: the whole job on the sample school through the commands a person would type."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from app.cli import OK, Context, main
from app.paths import resources
from app.services import setup

PASSWORD = "MauSoCDS2026"  # noqa: S105 - the sample's, shown to everybody
MONTH = "2026-11"


class Stopped(Exception):
    """A command did not end well; its message is already printed."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run(out: Path, context: Context) -> int:
    """Do the job; results and the book lie in `out`, which is made anew."""
    if out.exists():
        shutil.rmtree(out)
    results = out / "ket-qua"
    results.mkdir(parents=True)
    profile = out / "Hồ sơ Trường mẫu"
    try:
        recovery = _steps(profile, results)
    except Stopped as stopped:
        return stopped.code
    print(f"\nEverything went through. The book: {profile}\nThe results: {results}")
    for path in sorted(results.rglob("*")):
        if path.is_file():
            print(f"  {path.relative_to(out)}  {path.stat().st_size:,} bytes")
    print(f"Password of the sample: {PASSWORD}; recovery code: {recovery}")
    return OK


def _steps(profile: Path, results: Path) -> str:
    sample = resources() / "sample"
    school = setup.sample_answers(PASSWORD).school
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "created.json"
        _do(
            profile, "init", "--name", school.name, "--symbol", school.symbol, "--place", school.place,
            "--superior-kind", school.superior.kind.value, "--superior", school.superior.name,
            "--office", school.superior.office, "--principal", school.principal, "--year", "2026",
            secrets=[PASSWORD], keep=made,
        )  # fmt: skip
        recovery = _recovery(made.read_text(encoding="utf-8"))
    plan = str(sample / "ke-hoach-mau.md")
    files = [str(path) for path in sorted((sample / "minh-chung").iterdir())]
    _do(profile, "plan", "import", plan)
    _do(profile, "plan", "issue")
    _do(profile, "month", MONTH, "--past", "done")
    _do(profile, "month", MONTH, "--set", "1=done")
    _do(profile, "month", MONTH, "--set", "2=partly", "--cause", "waiting_superior")
    _do(profile, "attach", MONTH, "1", *files)
    _do(profile, "measure", MONTH, "--set", "1=612/612", "--set", "2=171/184")
    _do(profile, "report", MONTH, "--out", str(results / "bao-cao-chua-ky.pdf"))
    _do(profile, "sign", MONTH, "--number", "15", "--date", "2026-11-19")
    _do(profile, "pack", MONTH, "--to", str(results))
    package = next(results.glob("*.asice"))
    _do(profile, "verify", str(package))
    (results / "usb").mkdir()
    _do(profile, "backup", "--to", str(results / "usb"))
    archive = next((results / "usb").glob("*.socds"))
    restored = profile.with_name("Hồ sơ khôi phục trên máy khác")
    _do(restored, "restore", str(archive), secrets=[recovery])
    _do(restored, "journal", "verify")
    return recovery


def _recovery(printed: str) -> str:
    line = next(line for line in printed.splitlines() if "Recovery code" in line)
    return line.rpartition(": ")[2]


def _do(profile: Path, *words: str, secrets: list[str] | None = None, keep: Path | None = None) -> None:
    """Run one command with its passwords on a pipe, as a script of the school's would."""
    print(f"\n$ python -m app {' '.join(words)}", flush=True)
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        pipe.write("\n".join(secrets or [PASSWORD]))
    argv = [*words, "--profile", str(profile), "--password-fd", str(reading)]
    if keep is None:
        code = main(argv)
    else:
        from contextlib import redirect_stdout

        with keep.open("w", encoding="utf-8") as sink, redirect_stdout(sink):
            code = main(argv)
        print(keep.read_text(encoding="utf-8"), end="")
    if code != OK:
        raise Stopped(code)

"""The command line: the whole job without a window (`python -m app --help`).

A composition root like `bootstrap`: it calls the use cases directly and never imports `jobs` or Qt.
Passwords come from the terminal or `--password-fd`, never from the command line.

Exit codes: 0 done · 1 the world's fault, said in a sentence with a next step · 2 wrong usage ·
3 a check found that something does not hold · 4 our own fault (a report is written) · 130 stopped.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from getpass import getpass
from pathlib import Path
from typing import Any

from app import __version__, wording
from app.domain import codec
from app.domain.clock import SystemClock
from app.domain.errors import Cancelled, WorldError
from app.domain.org import SchoolKind, SuperiorKind
from app.domain.plan import Period
from app.domain.views import Cause
from app.logfile import log_file, start_log
from app.paths import default_profile

OK, WORLD, USAGE, DOES_NOT_HOLD, OURS, STOPPED = 0, 1, 2, 3, 4, 130

Command = Callable[["Context"], int]

PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR, Period.SCHOOL_YEAR)
OUR_FAULT = (
    "Chương trình gặp lỗi ngoài dự kiến; sổ vẫn như ở lần ghi gần nhất.\n"
    "Làm lại một lần nữa. Nếu vẫn lỗi, gửi tệp này cho người hỗ trợ: {log}"
)


class Usage(Exception):
    """What was typed does not fit; the text says what would. Exit code 2."""


class Context:
    """One run: the parsed arguments, the clock, where to write."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.clock = SystemClock()
        self.profile: Path = args.profile or default_profile()
        self._secrets: list[str] | None = None

    def secret(self, prompt: str) -> str:
        """The next password: a line of `--password-fd`, otherwise asked at the terminal."""
        if self.args.password_fd is None:
            try:
                return getpass(f"{prompt}: ")
            except EOFError:
                raise Usage(f"{prompt}: no terminal to ask at; use --password-fd") from None
        if self._secrets is None:
            self._secrets = _lines(self.args.password_fd)
        if not self._secrets:
            raise Usage(f"{prompt}: no line left on --password-fd")
        return self._secrets.pop(0)

    def show(self, value: Any, text: str) -> None:
        """Print `value` as JSON with --json, `text` otherwise."""
        if self.args.json:
            print(json.dumps(codec.plain(value), ensure_ascii=False, indent=2))
        elif text:
            print(text)

    def progress(self, done: int, total: int) -> None:
        """A percentage on an interactive terminal, nothing elsewhere."""
        if sys.stderr.isatty() and total:
            end = "\n" if done >= total else ""
            print(f"\r{done * 100 // total:3d} %", end=end, file=sys.stderr, flush=True)


def _lines(descriptor: int) -> list[str]:
    try:
        with os.fdopen(descriptor, encoding="utf-8") as source:
            return source.read().splitlines()
    except (OSError, ValueError) as error:  # a closed or negative descriptor, not UTF-8
        raise Usage(f"--password-fd {descriptor}: {error}") from None


def parser() -> argparse.ArgumentParser:
    """Every command and option."""
    from app import commands as run

    top = argparse.ArgumentParser(
        prog="python -m app",
        description="So CDS: a school's digital-transformation plan (ke hoach chuyen doi so), evidence "
        "and reports, offline. Without a command the window opens.",
        epilog="Exit codes: 0 done, 1 a fault outside the program (said in Vietnamese with a next step), "
        "2 wrong usage, 3 a check does not hold, 4 a fault of the program, 130 stopped.",
    )
    top.add_argument("--version", action="version", version=f"So CDS {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _book_commands(commands, run)
    _work_commands(commands, run)
    _paper_commands(commands, run)
    _safety_commands(commands, run)
    return top


def _command(
    commands: Any, name: str, run: Command, help_text: str, *, book: bool = True
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text, allow_abbrev=False
    )
    made.add_argument("--json", action="store_true", help="print the result as JSON")
    made.add_argument(
        "--password-fd", type=int, metavar="N",
        help="read passwords, one a line in the order asked, from this file descriptor",
    )  # fmt: skip
    made.add_argument(
        "--profile", type=Path, metavar="FOLDER",
        help="the book's folder (default: SOCDS_PROFILE or the usual place)" if book else argparse.SUPPRESS,
    )  # fmt: skip
    made.set_defaults(run=run)
    return made


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def _book_commands(commands: Any, run: Any) -> None:
    init = _command(
        commands, "init", run.init, "make the book of a school (lap so); prints the recovery code"
    )
    init.add_argument("--sample", action="store_true", help="make the invented sample school instead")
    init.add_argument("--kind", default=SchoolKind.PRIMARY.value, choices=_values(SchoolKind))
    init.add_argument("--name", help="full name of the school, as on paper")
    init.add_argument("--symbol", help="symbol in document numbers, e.g. TH in 05/BC-TH")
    init.add_argument("--place", help="place name in the letterhead (dia danh)")
    init.add_argument(
        "--superior-kind", default=SuperiorKind.WARD.value, choices=_values(SuperiorKind),
        help="phuong, xa, dac_khu or so_gddt",
    )  # fmt: skip
    init.add_argument("--superior", help="name of the superior without the word of its kind")
    init.add_argument(
        "--office", default="", help="office the reports go through, e.g. Phong Van hoa - Xa hoi"
    )
    init.add_argument("--principal", help="full name of the principal (hieu truong)")
    init.add_argument("--year", type=int, default=date.today().year, help="plan year")
    password = _command(
        commands, "password", run.password, "change the password, or reset it by recovery code"
    )
    password.add_argument("--recovery", action="store_true", help="use the printed recovery code")


def _work_commands(commands: Any, run: Any) -> None:
    plan = _command(commands, "plan", run.plan, "plans: import FILE, show, issue, export")
    plan.add_argument("what", choices=("import", "show", "issue", "export"))
    plan.add_argument("file", nargs="?", type=Path, help="the plan file (import)")
    plan.add_argument(
        "--dry-run", action="store_true", help="read the file without a book; nothing is stored"
    )
    plan.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where export writes Word, PDF and Excel files"
    )
    month = _command(commands, "month", run.month, "a month's checklist (viec thang); record states")
    month.add_argument("month", nargs="?", help="YYYY-MM (default: this month)")
    month.add_argument("--set", action="append", default=[], metavar="ROW=STATE",
                       help="row number and done, partly or not_done")  # fmt: skip
    month.add_argument("--past", choices=("done", "wont_do", "moved"),
                       help="answer for all tasks of months before the plan's date")  # fmt: skip
    month.add_argument("--cause", default=Cause.UNKNOWN.value, choices=_values(Cause),
                       help="cause for partly/not_done (default: unknown)")  # fmt: skip
    month.add_argument("--remedy", default="", help="remedy for partly/not_done")
    month.add_argument("--new-date", type=date.fromisoformat, help="new date YYYY-MM-DD for partly/not_done")
    measure = _command(commands, "measure", run.measure, "targets (chi tieu): list, or record figures")
    measure.add_argument("month", nargs="?", help="YYYY-MM (default: this month)")
    measure.add_argument("--set", action="append", default=[], metavar="ROW=VALUE",
                         help="row number and 18/20, 3, yes or no")  # fmt: skip
    attach = _command(commands, "attach", run.attach, "attach evidence files (minh chung) to a month's task")
    attach.add_argument("month", help="YYYY-MM")
    attach.add_argument("row", type=int, help="row number in `month`")
    attach.add_argument("files", nargs="+", type=Path)


def _period(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--period", default=Period.MONTH.value, choices=[period.value for period in PERIODS],
        help="the period that holds MONTH",
    )  # fmt: skip


def _paper_commands(commands: Any, run: Any) -> None:
    report = _command(
        commands, "report", run.report, "make a month's report (bao cao) from the figures as they are"
    )
    report.add_argument("month", nargs="?", help="YYYY-MM (default: this month)")
    _period(report)
    report.add_argument("--out", type=Path, help="also write the PDF here")
    sign = _command(commands, "sign", run.sign, "sign the report, then optionally enter number and date")
    sign.add_argument("month", nargs="?", help="YYYY-MM (default: this month)")
    _period(sign)
    sign.add_argument("--p12", type=Path, help="certificate file (default: this PC's own certificate)")
    sign.add_argument("--number", help="document number given by the clerk")
    sign.add_argument("--date", type=date.fromisoformat, help="document date YYYY-MM-DD (default: today)")
    sign.add_argument("--seal", type=Path, help="the organisation's certificate file for the seal")
    pack = _command(commands, "pack", run.pack, "write the signed report and its evidence as one package")
    pack.add_argument("month", nargs="?", help="YYYY-MM (default: this month)")
    _period(pack)
    pack.add_argument("--to", type=Path, required=True, help="folder or stick to write to")
    pack.add_argument("--p12", type=Path, help="certificate file (default: this PC's own certificate)")
    pack.add_argument("--resume", action="store_true", help="continue a half-written package found there")
    verify = _command(commands, "verify", run.verify, "check a package and say what holds and what does not")
    verify.add_argument("package", type=Path)
    verify.add_argument("--trust", type=Path, action="append", default=[], metavar="CERT",
                        help="certificate (PEM or DER) of an authority or known signer")  # fmt: skip
    verify.add_argument(
        "--no-book", action="store_true", help="do not open the school's book for its devices"
    )


def _safety_commands(commands: Any, run: Any) -> None:
    backup = _command(commands, "backup", run.backup, "write an encrypted backup and verify it (sao luu)")
    backup.add_argument("--to", type=Path, required=True, help="folder or stick to write to")
    restore = _command(
        commands, "restore", run.restore, "restore a backup with the recovery code (khoi phuc)"
    )
    restore.add_argument("archive", type=Path)
    journal = _command(commands, "journal", run.journal, "the journal (nhat ky): verify, history, undo")
    journal.add_argument("what", choices=("verify", "history", "undo"))
    demo = _command(
        commands, "demo", run.demo, "the whole job on the sample school, without a window", book=False
    )
    demo.add_argument("--out", type=Path, default=Path("out") / "demo", help="folder for the results")


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    top = parser()
    args = top.parse_args(argv)
    if args.command is None:
        top.print_help()
        return USAGE
    context = Context(args)
    try:
        code: int = args.run(context)
        return code
    except Usage as error:
        return _misused(args, str(error))
    except WorldError as error:
        return _tell(error, args.json)
    except (KeyboardInterrupt, Cancelled):
        print("stopped; nothing was left half-written", file=sys.stderr)
        return STOPPED
    except Exception:
        return _our_fault(log_file(context.profile))


def _misused(args: argparse.Namespace, text: str) -> int:
    if args.json:
        print(json.dumps({"error": {"usage": text}}, ensure_ascii=False, indent=2))
    else:
        print(f"python -m app {args.command}: {text}", file=sys.stderr)
    return USAGE


def _our_fault(log: Path) -> int:
    """Where it happened goes to the log file, which names no people and no files."""
    start_log(log)
    logging.getLogger("app").exception("a command failed")
    print(OUR_FAULT.format(log=log), file=sys.stderr)
    return OURS


def _tell(error: WorldError, as_json: bool) -> int:
    sentence = wording.say(error)
    if as_json:
        body = {
            "outcome": error.outcome.value,
            "say": sentence.text,
            "do": sentence.next_step,
            "code": sentence.code,
        }
        print(json.dumps({"error": body}, ensure_ascii=False, indent=2))
    else:
        print(f"{sentence.text}\n{sentence.next_step} [{sentence.code}]", file=sys.stderr)
    return WORLD

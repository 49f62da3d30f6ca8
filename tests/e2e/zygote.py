"""A process that has the program loaded and forks one child per command.

A child starts in a hundredth of the time of `python -m app`, and may be killed like any process.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from typing import Any, NoReturn

# What commands load lazily.
HEAVY = (
    "app.commands", "app.intake.draft", "app.package.verify", "app.reports.pdf", "app.signing.pdf",
    "app.store.restore", "pyhanko.sign.signers", "pypdfium2", "reportlab.pdfgen.canvas",
)  # fmt: skip


def become(order: dict[str, Any]) -> NoReturn:
    """Run one command as `python -m app` would, and end."""
    for number, name in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    reading, writing = os.pipe()
    os.write(writing, order["secrets"].encode())
    os.close(writing)
    os.environ.update(order["env"])
    from app.__main__ import main

    sys.argv = ["app", *order["words"], "--password-fd", str(reading)]
    code: Any = 1
    try:
        code = main()
    except SystemExit as stopped:  # argparse
        code = stopped.code
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def serve() -> None:
    """One order a line on standard input, one exit code a line on standard output."""
    for name in HEAVY:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()

"""Old formats through LibreOffice where it is installed: time-limited, own profile, no macros."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from app.domain.errors import WorldError
from app.domain.ports import Progress
from app.intake.outcomes import IntakeFault

LIMIT_SECONDS = 90
_STEP_SECONDS = 0.2
_WINDOWS = ("LibreOffice/program/soffice.com", "LibreOffice/program/soffice.exe")
# Macros never run (MacroSecurityLevel 3 with none trusted), and nothing is fetched from elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def soffice() -> str | None:
    """The LibreOffice program of this computer, if any."""
    if found := shutil.which("soffice") or shutil.which("libreoffice"):
        return found
    roots = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)"))
    places = (Path(root, tail) for root in roots if root for tail in _WINDOWS)
    return next((str(place) for place in places if place.is_file()), None)


def convert(path: Path, have: str, want: str, folder: Path, progress: Progress) -> Path:
    """`path` (its content of kind `have`) as a file of kind `want` in `folder`.

    Raises WorldError: IntakeFault.OLD_WORD or OLD_EXCEL without LibreOffice, NOT_CONVERTED when it
    fails or takes longer than `LIMIT_SECONDS`; Cancelled through `progress`.
    """
    program = soffice()
    if program is None:
        raise WorldError(IntakeFault.OLD_WORD if have == "doc" else IntakeFault.OLD_EXCEL, path=str(path))
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source = folder / f"plan.{have}"
    shutil.copyfile(path, source)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--convert-to", want, "--outdir", str(folder), str(source)]
    _run(command, progress)
    made = folder / f"plan.{want}"
    if not made.is_file():
        raise WorldError(IntakeFault.NOT_CONVERTED, path=str(path))
    return made


def _run(command: list[str], progress: Progress) -> None:
    """Run until it ends, is cancelled or overstays; its children end with it."""
    end = time.monotonic() + LIMIT_SECONDS
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        while process.poll() is None and (left := end - time.monotonic()) > 0:
            progress(int(LIMIT_SECONDS - left), LIMIT_SECONDS)
            try:
                process.wait(_STEP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, check=False, capture_output=True)
    else:
        os.killpg(process.pid, 9)
    process.wait()

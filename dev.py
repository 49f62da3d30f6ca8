"""The one door for developers: `python3 dev.py run | test | bench | pictures | lock`.

Standard library only, so that a bare Debian with Python and git is enough: it makes `.venv`, installs what
the lock files name (by hash) and, as root on Debian or Ubuntu, the system packages that are missing.
Each step prints one line; what a quiet step printed is shown only when it fails.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
UV_VERSION = "0.13.9"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's widgets on X11 load: shared library → Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# What the tests call: program → Debian package.
TEST_PROGRAMS = {
    "7z": "p7zip-full",
    "Xvfb": "xvfb",
    "chromium": "chromium",
    "openbox": "openbox",
    "openssl": "openssl",
    "pdfsig": "poppler-utils",
    "softhsm2-util": "softhsm2",
    "unzip": "unzip",
    "xauth": "xauth",
    "xdotool": "xdotool",
}
SCREEN = "-screen 0 1366x768x24"


def dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


class Stop(Exception):
    """A sentence for the developer, then exit code 1."""


def say(step: str) -> None:
    print(f"dev: {step}", flush=True)


def quietly(step: str, command: Sequence[str], env: dict[str, str] | None = None) -> None:
    """Run one setup step; show its output only when it fails."""
    say(step)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout, flush=True)
        raise Stop(f"this step failed with code {done.returncode}: {step}")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: bool, programs: bool) -> list[str]:
    """Debian names of what the system lacks; nothing is needed outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if libraries:
        missing += [package for name, package in QT_LIBRARIES.items() if not loads(name)]
    if programs:
        missing += [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]
    return missing


def install_packages(packages: list[str]) -> None:
    """Install system packages as root on Debian or Ubuntu; elsewhere say what to install."""
    if not packages:
        return
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise Stop(f"please install what Debian calls: {names}")
    if os.geteuid() != 0:
        raise Stop(f"please run as root: apt-get install {names}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    quietly("reading the list of system packages", [apt, *wait, "-qq", "update"], env)
    quietly(
        f"installing system packages: {names}",
        [apt, *wait, "-qq", "-y", "--no-install-recommends", "install", *packages],
        env,
    )


def python() -> Path:
    """The interpreter of `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """Make `.venv` unless it already runs with this Python version."""
    version = dotted(sys.version_info[:2])
    if python().exists():
        probe = "import sys; print('%d.%d' % sys.version_info[:2])"
        answer = subprocess.run([python(), "-c", probe], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == version:
            return
        shutil.rmtree(VENV)
    quietly(f"making .venv with Python {version}", [sys.executable, "-m", "venv", str(VENV)])


def install_lock(lock: Path) -> None:
    """Install a lock file by hash; its own SHA-256 is the stamp that saves doing it twice."""
    stamp = VENV / f"{lock.name}.installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--only-binary=:all:"]
    quietly(
        f"installing {lock.name}",
        [str(python()), "-m", "pip", "install", *options, "--require-hashes", "-r", str(lock)],
    )
    stamp.write_text(digest)


def prepare(*locks: Path, libraries: bool = False, programs: bool = False) -> None:
    install_packages(missing_packages(libraries, programs))
    still = missing_packages(libraries, programs)
    if still:
        raise Stop(f"still missing after installation: {' '.join(still)}")
    make_venv()
    for lock in locks:
        install_lock(lock)


def call(*arguments: str) -> int:
    """Run the venv's Python in the repository and hand its exit code on."""
    return subprocess.call([python(), *arguments], cwd=ROOT)


def call_on_screen(*arguments: str) -> int:
    """The same under a private screen of an office laptop's size, where the system has Xvfb."""
    xvfb = shutil.which("xvfb-run")
    if xvfb is None:
        return call(*arguments)
    return subprocess.call([xvfb, "-a", "-s", SCREEN, python(), *arguments], cwd=ROOT)


def has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: list[str]) -> int:
    """Open the window; without a display do the whole job on the sample school by command."""
    display = has_display()
    prepare(RUNTIME_LOCK, libraries=display)
    is_command = bool(arguments) and not arguments[0].startswith("-")
    if display or is_command:
        return call("-m", "app", *arguments)
    say("no display: the sample school from plan to verified package, on the command line")
    return call("-m", "app", "demo", "--out", str(Path("out", "demo")))


def test(arguments: list[str]) -> int:
    """ruff, mypy, then pytest, whose summary is the last thing printed; `--all` adds the slow tests."""
    prepare(RUNTIME_LOCK, DEV_LOCK, libraries=True, programs=True)
    checks = {
        "ruff check": ["-m", "ruff", "check", "--quiet", "."],
        "ruff format": ["-m", "ruff", "format", "--quiet", "--check", "."],
        "mypy": ["-m", "mypy", "--no-error-summary"],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if call(*command):
            failed.append(name)
    if failed:
        say(f"FAILED: {', '.join(failed)}")
    chosen = [argument for argument in arguments if argument != "--all"]
    if "--all" not in arguments:
        chosen = ["-m", "not slow", *chosen]
    workers = min(os.cpu_count() or 1, 4)
    if workers > 1 and not {"-n", "-s", "--pdb"} & set(chosen):
        chosen = ["-n", str(workers), "--dist", "worksteal", *chosen]
    say("pytest")
    return call("-m", "pytest", *chosen) or int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Run a module of tests/bench, by default `start`."""
    prepare(RUNTIME_LOCK, DEV_LOCK, libraries=True, programs=True)
    name, *rest = arguments or ["start"]
    return call_on_screen("-m", f"tests.bench.{name}", *rest)


def pictures(arguments: list[str]) -> int:
    """Take the README's pictures into docs/pictures."""
    prepare(RUNTIME_LOCK, DEV_LOCK, libraries=True, programs=True)
    return call_on_screen("-m", "tests.pictures", *arguments)


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml into the two lock files, with hashes of every platform; may take `--upgrade`."""
    install_packages(missing_packages(libraries=False, programs=False))
    with tempfile.TemporaryDirectory() as folder:
        quietly("making a throw-away venv", [sys.executable, "-m", "venv", folder])
        scripts = Path(folder, "Scripts" if os.name == "nt" else "bin")
        quietly("installing uv", [str(scripts / "python"), "-m", "pip", "-q", "install", f"uv=={UV_VERSION}"])
        base = [str(scripts / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        base += ["--python-version", dotted(OLDEST), "--only-binary", ":all:", "--no-annotate"]
        base += ["--custom-compile-command", "python3 dev.py lock", *arguments]
        quietly(f"resolving {RUNTIME_LOCK.name}", [*base, "pyproject.toml", "-o", RUNTIME_LOCK.name])
        dev = ["--group", "pyproject.toml:dev", "-c", RUNTIME_LOCK.name, "-o", DEV_LOCK.name]
        quietly(f"resolving {DEV_LOCK.name}", [*base, *dev])
    return 0


COMMANDS = {"run": run, "test": test, "bench": bench, "pictures": pictures, "lock": lock}


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["--help"]
    if name not in COMMANDS:
        print(__doc__)
        for known, command in COMMANDS.items():
            print(f"  {known:9} {command.__doc__}")
        return 0 if name in ("-h", "--help") else 2
    try:
        if not OLDEST <= sys.version_info[:2] <= NEWEST:
            raise Stop(f"Python {dotted(OLDEST)} to {dotted(NEWEST)} is needed")
        return COMMANDS[name](rest)
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

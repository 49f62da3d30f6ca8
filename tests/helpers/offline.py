"""Tests never leave this computer: a connection or name look-up to anywhere else raises.

Built on Python's audit events, so it holds for every library that uses Python's sockets. Qt's own
sockets and child processes are outside its reach.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any


class WentOnline(BaseException):
    """Code under test tried to reach another computer; no `except Exception` may hide it."""


def is_here(host: object) -> bool:
    """Whether a host, as given to a socket call, is this computer."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a string is a Unix socket's path
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    if not is_here(host):
        raise WentOnline(f"{event} to {host!r}: tests work offline, use 127.0.0.1")


def install() -> None:
    """For the life of the process: audit hooks cannot be removed."""
    sys.addaudithook(_guard)

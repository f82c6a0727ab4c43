"""The lines of this process to people's machines, as the system has them: one that nobody reads is cut off.

The server has no word for it. Where the system does not tell which lines a process has (Windows), nothing is done here.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

_LISTS = (Path("/proc/self/fd"), Path("/dev/fd"))


def cut_off(client: tuple[str, int]) -> bool:
    """Ends the line of a client, with all that waits to go out on it; False where there is none."""
    ended = False
    for line in _lines():
        with contextlib.suppress(OSError):
            if line.getpeername()[:2] == client:
                line.shutdown(socket.SHUT_RDWR)
                ended = True
    return ended


def leave_unread_after(port: int, seconds: float) -> int:
    """From now on the system itself ends lines to ``port`` on which nothing went out for so long; how many it was told
    of, those that listen counted. What they take has it from them."""
    option: int | None = getattr(socket, "TCP_USER_TIMEOUT", None)
    told = 0
    if option is None:
        return told
    for line in _lines():
        with contextlib.suppress(OSError):
            if line.getsockname()[1] == port:
                line.setsockopt(socket.IPPROTO_TCP, option, int(seconds * 1000))
                told += 1
    return told


def _lines() -> Iterator[socket.socket]:
    """Every line over a network that this process has, under a second number of its own: closing it closes no other."""
    place = next((each for each in _LISTS if each.is_dir()), None)
    for each in list(place.iterdir()) if place else ():
        try:
            number = os.dup(int(each.name))
        except (OSError, ValueError):
            continue
        try:
            line = socket.socket(fileno=number)
        except OSError:  # a file
            os.close(number)
            continue
        with line:
            if line.family in (socket.AF_INET, socket.AF_INET6) and line.type == socket.SOCK_STREAM:
                yield line

"""Ending the program of a site from another window: it is asked by a small file, and ends as after Ctrl-C."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.desk.opening import home_of
from prongsai.flow.site.desk.running import LOCK, STOP, Running, refuse_served, running, written
from prongsai.language.text import Text
from prongsai.outside.alive import hold
from prongsai.outside.files import write_whole
from prongsai.outside.options import read_options

Found = TypeVar("Found")
# A request that is being answered comes to its end first; a start makes the tables before it answers.
PATIENCE = 60.0
_BETWEEN = 0.25


def stop_desk(folder: Path | None, *, patience: float = PATIENCE) -> Running | None:
    """Asks the program of the site to end and waits until it has; None where none runs.

    ``Refused`` where it does not end, and for a site that is served to many, which the machine starts and stops.
    """
    if not (folder or read_options().home).is_dir():
        return None  # and nothing is made there
    home = home_of(folder)
    refuse_served(read_options())
    if _ended(home):
        return None
    end = time.monotonic() + patience
    found = _awaited(lambda: running(home), end)
    if found is None:
        if _ended(home):
            return None
        raise _goes_on(home)
    write_whole(home / STOP, f"{found.process} {secrets.token_hex(8)}".encode())
    if _awaited(lambda: _ended(home), end) is None:
        (home / STOP).unlink(missing_ok=True)
        raise _goes_on(home)
    return found


def _ended(home: Path) -> bool:
    held = hold(home / LOCK)
    if held is not None:
        held.close()
    return held is not None


def _awaited(ask: Callable[[], Found], end: float) -> Found | None:
    """What is asked for, as soon as it is there; None where it does not come in time."""
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(_BETWEEN)
    return None


def _goes_on(home: Path) -> Refused:
    told = written(home)
    number = "" if told is None else f" {told.process}"
    return Refused(
        [
            Problem(
                "",
                Text(
                    th=f"โปรแกรมที่เปิดไว้ (กระบวนการ{number}) ยังไม่หยุด ให้ลองอีกครั้ง หรือเริ่มเครื่องใหม่",
                    en=f"the program that was started (process{number}) has not ended: try again, or restart the PC",
                ),
            )
        ]
    )

"""Copies of the site that a backup or a restore left because it was killed: found by name, and taken away."""

from __future__ import annotations

import contextlib
import logging
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from prongsai.outside.at_work import is_gone

log = logging.getLogger("prongsai")
# Whoever works writes more often than that; and a clock that was set back by a little ends nothing.
STILL = 300.0  # seconds
_TASKS = frozenset({"backup", "restore"})
_OF_DATABASE = re.compile(r"\.prongsai\.sqlite3\.(?P<process>\d{1,10})\.(?:copy|part)(?:-wal|-shm|-journal)?")
_OF_BACKUP = re.compile(r"\.(?P<name>.+)\.(?P<process>\d{1,10})\.part")
# How every archive of ours begins: a zip whose first entry is a table.
_ARCHIVE = re.compile(rb"PK\x03\x04.{26}rows/", re.DOTALL)


def left_behind(folder: Path, *, name: str = "") -> list[Path]:
    """What lies in a folder, of the site's database or of a backup, and was written by a process that is gone.

    Of a backup called ``name`` also one that was not yet begun. Nothing that was touched within the last five minutes.
    """
    return sorted(_found(folder, name))


def take_away(folder: Path, *, name: str = "") -> list[Path]:
    """Removes what ``left_behind`` finds; what was removed. One that may not be removed stays."""
    gone = []
    for file in left_behind(folder, name=name):
        with contextlib.suppress(OSError):  # Windows removes nothing that is held open
            file.unlink()
            gone.append(file)
    if gone:
        log.info("removed what a broken-off backup or restore left: %s", ", ".join(file.name for file in gone))
    return gone


def megabytes(files: Iterable[Path]) -> int:
    """How much room files take; one that is gone meanwhile takes none."""
    total = 0
    for file in files:
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total // 1_000_000


def _found(folder: Path, name: str) -> Iterator[Path]:
    try:
        files = list(folder.iterdir())
    except OSError:
        return
    for file in files:
        of_database = _OF_DATABASE.fullmatch(file.name)
        told = of_database or _OF_BACKUP.fullmatch(file.name)
        if told is None or file.is_symlink() or not file.is_file() or not _is_still(file):
            continue
        ours = of_database is not None or told["name"] == name or _is_archive(file)
        if ours and is_gone(int(told["process"]), _TASKS):
            yield file


def _is_still(file: Path) -> bool:
    try:
        return time.time() - file.stat().st_mtime > STILL
    except OSError:
        return False


def _is_archive(file: Path) -> bool:
    try:
        with file.open("rb") as begun:
            return _ARCHIVE.match(begun.read(64)) is not None
    except OSError:
        return False

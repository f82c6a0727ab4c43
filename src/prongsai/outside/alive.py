"""Which processes that share a folder are alive: each holds a lock that ends with it, however it ends; and
that one which serves for another ends with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = "alive"
EVERY = 1.0  # seconds
_lock = threading.Lock()
_mine: dict[tuple[Path, int], tuple[str, sqlite3.Connection]] = {}


def my_name(folder: Path) -> str:
    """The name under which others can ask for this process; it holds a lock in ``folder`` from now on."""
    with _lock:
        held = _mine.get((folder, os.getpid()))
        if held is None:
            name = secrets.token_hex(12)
            place = folder / FOLDER
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = name, _connection(place / name, wait=5.0)
            held[1].execute("BEGIN EXCLUSIVE")
            _mine[folder, os.getpid()] = held
        return held[0]


def died(folder: Path, name: str) -> bool:
    """Whether the process of that name held its lock in this folder and holds it no more.

    False for one that works, and for one of another folder, of which nothing is known here.
    """
    file = folder / FOLDER / name
    if not name.isalnum() or not file.exists() or name in {held for held, _ in _mine.values()}:
        return False
    try:
        # SQLite's own lock of an empty file: the same on every system, and the system lets it go.
        with contextlib.closing(_connection(file, wait=0.0)) as trial:
            trial.execute("BEGIN EXCLUSIVE")
            trial.rollback()
    except sqlite3.OperationalError:
        return False
    return True


def hold(file: Path) -> sqlite3.Connection | None:
    """A lock that one process at a time holds, until it closes it or ends, however it ends; None where another does."""
    held = _connection(file, wait=0.0)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        held.close()
        return None
    return held


def forget_the_dead(folder: Path) -> None:
    """Takes away the locks of processes that are gone."""
    place = folder / FOLDER
    for file in place.iterdir() if place.is_dir() else ():
        if died(folder, file.name):
            file.unlink(missing_ok=True)


def _connection(file: Path, *, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=wait, isolation_level=None, check_same_thread=False)


def end_with_parent(end: Callable[[int], object] = os._exit) -> None:
    """From now on this process ends within some seconds of the one that started it; of one that serves alone nothing
    is asked. What it was doing stands in rows, and the next start goes on with it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    first = os.getppid()

    def watch() -> None:
        # On POSIX an orphan is given to another; on Windows the number stays, and the handle tells.
        while os.getppid() == first and parent.is_alive():
            time.sleep(EVERY)
        end(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()

"""What the program does by itself outlives kill -9 of the web and of the worker, and its page says what happened."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_worker_comes_back import answers, children_of, served

from prongsai.flow.jobs.known import BEATS as KNOWN

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are found in /proc")
DONE = "SELECT count(*) FROM records_beat WHERE last_done IS NOT NULL"
BEATS = len(KNOWN)


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "prongsai.sqlite3", timeout=20)) as database, database:
        try:
            return database.execute(question).fetchall()
        except sqlite3.OperationalError:
            return []  # its tables are still being made


def wait_for(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


@contextlib.contextmanager
def working(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "worker", "--folder", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "DATABASE_URL": "", "PYTHONUTF8": "1"},
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def set_beat(folder: Path, values: str) -> None:
    rows(folder, f"UPDATE records_beat SET {values} WHERE name = 'drafts'")


def leave_in_the_middle(folder: Path, process: int, end: Callable[[], None]) -> None:
    """Stops what works, writes that it has a beat, as in the middle of it, and ends it."""
    os.kill(process, signal.SIGSTOP)
    locks = [file for file in (folder / "alive").iterdir() if file.name.isalnum()]  # not what SQLite has beside them
    name = max(locks, key=lambda file: file.stat().st_mtime).name
    set_beat(folder, f"lease = '{name}', leased_until = '2999-01-01 00:00:00'")
    end()


LEFT = "SELECT lease = '', problem, tries FROM records_beat WHERE name = 'drafts'"


def test_what_a_killed_worker_had_is_freed_by_the_next_one_which_does_it(tmp_path: Path) -> None:
    with working(tmp_path) as process:
        wait_for(lambda: rows(tmp_path, DONE) == [(BEATS,)])
        leave_in_the_middle(tmp_path, process.pid, process.kill)
        process.wait()
    with working(tmp_path):
        wait_for(lambda: rows(tmp_path, LEFT) == [(1, "ended", 0)])
        # It waits for its pause, since it may be what ends processes; then its turn comes.
        set_beat(tmp_path, "last_done = NULL, due_at = '2020-01-01 00:00:00'")
        wait_for(lambda: rows(tmp_path, DONE) == [(BEATS,)])
    assert rows(tmp_path, LEFT) == [(1, "ended", 0)]


def test_what_a_killed_web_process_had_is_freed_by_the_one_that_takes_its_place(tmp_path: Path) -> None:
    server, port = served(tmp_path)
    try:
        assert answers(f"http://127.0.0.1:{port}/health")
        wait_for(lambda: rows(tmp_path, DONE) == [(BEATS,)])
        workers = children_of(server.pid)
        web = workers[-1]
        leave_in_the_middle(tmp_path, web, lambda: os.kill(web, signal.SIGKILL))
        wait_for(lambda: rows(tmp_path, LEFT)[:1] == [(1, "ended", 0)])
        assert answers(f"http://127.0.0.1:{port}/health")
    finally:
        server.terminate()
        server.wait(30)

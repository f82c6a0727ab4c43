"""A site whose worker was killed answers again by itself."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are found in /proc")
PATIENCE = 60.0  # seconds


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            if int(words[1]) == parent:
                found.append(int(entry.name))
    return found


def answers(address: str) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return int(page.status) == 200
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def served(tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {
        key: value for key, value in os.environ.items() if not key.startswith(("PRONGSAI_", "DJANGO_", "DATABASE"))
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "serve", "--folder", str(tmp_path), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**known, "PYTHONUTF8": "1"},
    )
    return server, port


def test_site_answers_again_after_its_worker_was_killed(tmp_path: Path) -> None:
    server, port = served(tmp_path)
    try:
        assert answers(f"http://127.0.0.1:{port}/health")
        workers = children_of(server.pid)
        assert workers
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while set(workers) & set(children_of(server.pid)) and time.monotonic() < end:
            time.sleep(0.05)

        assert answers(f"http://127.0.0.1:{port}/health")
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(30)


def test_workers_of_a_master_that_was_killed_end_and_leave_the_port(tmp_path: Path) -> None:
    server, port = served(tmp_path)
    workers: list[int] = []
    try:
        assert answers(f"http://127.0.0.1:{port}/health")
        workers = children_of(server.pid)
        assert workers
        server.kill()
        server.wait(30)
        end = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < end:
            time.sleep(0.1)
        assert [worker for worker in workers if Path(f"/proc/{worker}").exists()] == []
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", port))
    finally:
        server.kill()
        for worker in workers:
            with contextlib.suppress(OSError):
                os.kill(worker, signal.SIGKILL)

"""A site that is served to many: drips, a crowd and whoever writes keep nobody from reading."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from prongsai.flow.site.serving import CONNECTIONS, MOST_CONNECTIONS, processes, threads
from prongsai.flow.site.showcase import PASSWORD
from prongsai.outside.options import Options

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stops a process as Ctrl-C does")
SIGN_IN = "/accounts/login/"


class Browser:
    """Somebody with a browser."""

    def __init__(self, port: int) -> None:
        self.at = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.at + path, timeout=30) as answer:
            return str(answer.read().decode())

    def sign_in(self, email: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(SIGN_IN))
        assert token is not None
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD})
        asked = urllib.request.Request(self.at + SIGN_IN, sent.encode(), {"Referer": self.at + SIGN_IN})
        with self.opener.open(asked, timeout=30) as answer:
            assert SIGN_IN not in answer.geturl()
            return str(answer.read().decode())


def free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextlib.contextmanager
def served(folder: Path, database: str = "") -> Iterator[int]:
    """The demo on a port, until it is stopped."""
    port = free()
    process = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "serve", "--demo", "--folder", str(folder), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database, "PRONGSAI_MODE": "desk"},
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                Browser(port).get("/health")
                break
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.2)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, b"")


@contextlib.contextmanager
def silent(port: int, count: int) -> Iterator[None]:
    """So many who connect, begin to ask and say no more."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count + 200:
        pytest.skip(f"this account may open {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count + 200), hard))
    lines = []
    try:
        for _ in range(count):
            lines.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            lines[-1].sendall(b"GET /health HTTP/1.1\r\nX: ")
        yield
    finally:
        for line in lines:
            line.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextlib.contextmanager
def drips(port: int, count: int) -> Iterator[None]:
    """So many who announce a long form and send a letter of it now and then."""
    stop = threading.Event()
    head = f"POST {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 90000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]

    def drip() -> None:
        while not stop.wait(0.3):
            for line in lines:
                with contextlib.suppress(OSError):
                    line.sendall(b"x")

    for line in lines:
        line.sendall(head.encode())
    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield
    finally:
        stop.set()
        dripping.join()
        for line in lines:
            line.close()


def test_drips_and_a_writer_keep_nobody_from_reading(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        officer = Browser(port)
        home = officer.sign_in("mae-sot@example.org")
        pages = list(dict.fromkeys(re.findall(r'href="(/a/[^"#?]+/)"', home)))[:8]
        assert len(pages) > 4
        # Somebody writes for long: whatever a page wanted to write would wait twenty seconds.
        with (
            drips(port, 40),
            contextlib.closing(sqlite3.connect(tmp_path / "prongsai.sqlite3", isolation_level=None)) as writer,
        ):
            writer.execute("UPDATE usersessions_usersession SET last_seen_at = datetime('now', '-30 minutes')")
            writer.execute("BEGIN IMMEDIATE")
            for page in pages:
                start = time.monotonic()
                assert "</html>" in officer.get(page)
                assert time.monotonic() - start < 10, page
            writer.execute("ROLLBACK")


def test_a_thousand_who_say_nothing_keep_nobody_out(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        officer = Browser(port)
        with silent(port, 1_100):
            start = time.monotonic()
            assert "</html>" in officer.get(SIGN_IN)
            assert time.monotonic() - start < 5


def test_a_crowd_takes_four_connections_of_a_process(tmp_path: Path, postgres: Callable[[str], str]) -> None:
    import psycopg

    database = postgres("crowd")
    with served(tmp_path, database) as port, psycopg.connect(database, autocommit=True) as looking:
        officer = Browser(port)
        officer.sign_in("mae-sot@example.org")
        with ThreadPoolExecutor(30) as crowd:
            pages = [crowd.submit(officer.get, "/") for _ in range(120)]
            most = 0
            while not all(page.done() for page in pages):
                count = looking.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchone()
                assert count is not None
                most = max(most, count[0])
            assert all("</html>" in page.result() for page in pages)
        assert 1 < most <= CONNECTIONS * processes(Options(database_url=database))


@pytest.mark.parametrize("cores", [1, 2, 8, 64, None])
def test_connections_of_a_site_stay_below_forty(monkeypatch: pytest.MonkeyPatch, cores: int | None) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    server = Options(database_url="postgres://x/y")
    # One more process: the worker; in each two threads work behind the scenes.
    assert (processes(server) + 1) * (threads(server) + 2) <= MOST_CONNECTIONS
    assert (processes(Options()), threads(Options())) == (1, 8)

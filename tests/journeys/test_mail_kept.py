"""Mail outlives the site: killed in the middle of sending, stopped or without a mail server, nothing is lost."""

from __future__ import annotations

import contextlib
import datetime
import http.cookiejar
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed (requirements/dev.txt)")
from mailing import Takes, free_port, server, silent

EMAIL, PASSWORD = "anan@example.org", "กระดาษเปียกฝน9"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process is killed as POSIX systems do it")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": "", "COLUMNS": "100", **more}


def run(folder: Path, *words: str, given: str = "", **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", *words, "--folder", str(folder)],
        input=given, capture_output=True, encoding="utf-8", env=environment(**more), timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    words = ("user", "add", EMAIL, "--role", "administrator", "--name", "Anan", "--password-stdin")
    assert "added" in run(tmp_path, *words, given=PASSWORD)
    return tmp_path


@contextlib.contextmanager
def serving(folder: Path, mail_port: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "serve", "--port", str(port), "--folder", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=environment(PRONGSAI_MAIL_URL=f"smtp://127.0.0.1:{mail_port}?starttls=no"),
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"

    def up() -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health") as answer:
            return int(answer.status) == 200
        return False

    try:
        wait_for(up)
        yield address, process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """At once, with all that belongs to it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def ask_for_a_link(address: str) -> float:
    """Asks for a new password in a browser of its own; how long the answer took."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{address}/accounts/password/reset/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "email": EMAIL}).encode()
    began = time.monotonic()
    answer = browser.open(f"{address}/accounts/password/reset/", form)
    assert answer.url == f"{address}/accounts/password/reset/done/"
    return time.monotonic() - began


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "prongsai.sqlite3", timeout=20)) as database, database:
        return database.execute(question).fetchall()


def hurry(folder: Path) -> None:
    """Time passes: leases are over, and what waits is due."""
    rows(folder, "UPDATE records_waitingmail SET lease_until = NULL, due_at = '2026-01-01 00:00:00'")


LEASED = "SELECT count(*) FROM records_waitingmail WHERE lease_until IS NOT NULL AND tries = 1"


def test_mail_of_a_site_that_was_killed_while_it_sent_goes_out_at_the_next_start(site: Path) -> None:
    with silent() as port, serving(site, port) as (address, process):
        assert ask_for_a_link(address) < 5  # the mail server has said nothing yet
        wait_for(lambda: rows(site, LEASED) == [(1,)])
        kill(process)
    assert rows(site, LEASED) == [(1,)]

    there = Takes()
    with server(there) as port:
        mail = {"PRONGSAI_MAIL_URL": f"smtp://127.0.0.1:{port}?starttls=no"}
        assert run(site, "worker", "--once", **mail) == ""  # another may still be at it
        hurry(site)
        with serving(site, port) as (address, _):
            wait_for(lambda: bool(there.taken))
            wait_for(lambda: rows(site, LEASED) == [(0,)])
            ((to, letter),) = there.taken
            (link,) = re.findall(r"^(http://\S+)/accounts/password/reset/key/", letter_text(letter), re.MULTILINE)
            assert (to, link) == (EMAIL, address)


def letter_text(letter: str) -> str:
    from email import message_from_string

    body = message_from_string(letter).get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def test_doctor_tells_of_mail_that_waits_and_the_worker_sends_it(site: Path) -> None:
    with serving(site, free_port()) as (address, _):
        ask_for_a_link(address)
        wait_for(lambda: rows(site, "SELECT tries FROM records_waitingmail WHERE problem <> ''") == [(1,)])
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
    said = run(site, "doctor")
    found = re.search(r"✓ 1 mail\(s\) wait, since (\S+) \S+; 1 tried in vain \(ConnectionRefusedError\)", said)
    assert found is not None, said
    assert abs(datetime.date.fromisoformat(found[1]) - today) <= datetime.timedelta(days=1)
    rows(site, "UPDATE records_waitingmail SET asked_at = '2026-01-01 00:00:00'")
    assert "✗ 1 mail(s) wait, since 2026-01-01 07:00" in run(site, "doctor")
    assert "✗ อีเมลรอส่ง 1 ฉบับ ตั้งแต่ 2026-01-01 07:00" in run(site, "doctor", PRONGSAI_LANG="th")

    hurry(site)
    there = Takes()
    with server(there) as port:
        mail = {"PRONGSAI_MAIL_URL": f"smtp://127.0.0.1:{port}?starttls=no"}
        assert run(site, "worker", "--once", PRONGSAI_SITE="https://ita.example.go.th", **mail) == "1 mail(s) sent"
        assert run(site, "worker", "--once", **mail) == ""
    ((to, letter),) = there.taken
    assert to == EMAIL
    assert "https://ita.example.go.th/accounts/password/reset/key/" in letter_text(letter)
    assert "✓ no mail waits" in run(site, "doctor")


def test_a_backup_leaves_mail_that_waits_where_it_is(site: Path, tmp_path: Path) -> None:
    with serving(site, free_port()) as (address, _):
        ask_for_a_link(address)
    assert rows(site, "SELECT count(*) FROM records_waitingmail") == [(1,)]
    run(site, "backup", str(tmp_path / "kept.zip"))
    run(tmp_path / "again", "restore", str(tmp_path / "kept.zip"))
    assert rows(tmp_path / "again", "SELECT count(*) FROM records_person") == [(1,)]
    assert rows(tmp_path / "again", "SELECT count(*) FROM records_waitingmail") == [(0,)]

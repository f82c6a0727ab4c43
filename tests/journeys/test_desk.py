"""A double-click on an office PC: one program of a site, opened in the browser however often it is asked."""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the browser of these tests is a shell script")
PATIENCE = 60.0


def free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def listened_to(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def told(process: subprocess.Popen[str]) -> str:
    """What a program said until it ended well."""
    assert process.wait(60) == 0
    assert process.stdout is not None
    return process.stdout.read()


class Desk:
    """A PC with a folder of data and a browser that writes down what it was to open."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "ข้อมูล ของ หน่วยงาน"
        self.port = free()
        self._opened = place / "opened"
        self._browser = place / "browser"
        self._browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self._opened}"\n', "utf-8")
        self._browser.chmod(0o755)
        self._started: list[subprocess.Popen[str]] = []

    def click(self, *words: str, shell: str = "") -> subprocess.Popen[str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("PRONGSAI_", "DJANGO_", "DATABASE"))
        }
        call = [sys.executable, "-m", "prongsai", *(words or ("desk", "open")), "--folder", str(self.folder)]
        process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" {shell}', "sh", *call],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=kept
            | {
                "BROWSER": str(self._browser),
                "PRONGSAI_PORT": str(self.port),
                "PRONGSAI_LANG": "en",
                "PYTHONUTF8": "1",
            },
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def opened(self) -> list[str]:
        return self._opened.read_text("utf-8").splitlines() if self._opened.exists() else []

    def opens(self, count: int) -> list[str]:
        until(lambda: len(self.opened()) >= count, f"opened only {self.opened()}")
        return self.opened()

    def says(self) -> dict[str, object]:
        said: dict[str, object] = json.loads((self.folder / "desk.json").read_bytes())
        return said

    def crash(self, process: subprocess.Popen[str]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        until(lambda: not listened_to(self.port), "the port is still taken")  # its other processes end a moment later

    def close(self) -> None:
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                self.crash(process)
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    pc = Desk(tmp_path)
    yield pc
    pc.close()


def test_first_click_starts_it_a_second_one_opens_it_and_nothing_is_left_when_it_ends(desk: Desk) -> None:
    address = f"http://127.0.0.1:{desk.port}/"
    first = desk.click()
    assert desk.opens(1) == [address]
    with urllib.request.urlopen(address + "health", timeout=5) as answer:  # it answered before it was opened
        assert json.loads(answer.read()) == {"status": "ok"}
    assert desk.says() == {"address": address, "process": first.pid}

    second = desk.click()

    assert second.wait(30) == 0
    assert desk.opened() == [address, address]
    assert second.stdout is not None
    assert second.stdout.read() == f"It runs already at {address}\n"
    os.kill(first.pid, signal.SIGTERM)
    assert first.wait(30) == 0
    assert not (desk.folder / "desk.json").exists()


def test_stop_ends_it_cleanly_and_says_where_none_runs(desk: Desk) -> None:
    assert told(desk.click("desk", "stop")) == "It does not run.\n"
    assert not desk.folder.exists()
    address = f"http://127.0.0.1:{desk.port}/"
    first = desk.click()
    desk.opens(1)
    (desk.folder / "desk.stop").write_text("1 of another program", encoding="utf-8")

    assert told(desk.click("desk", "stop")) == f"Stopped what ran at {address}\n"

    # As after Ctrl-C, and nothing of it is left.
    assert told(first) == f"Open {address}  (Ctrl-C stops it)\n"
    assert not listened_to(desk.port)
    assert not [name for name in ("desk.json", "desk.stop") if (desk.folder / name).exists()]
    assert told(desk.click("desk", "stop")) == "It does not run.\n"


def test_stop_ends_what_was_started_in_a_window_and_a_crash_is_nothing_that_runs(desk: Desk) -> None:
    crashed = desk.click()
    desk.opens(1)
    desk.crash(crashed)
    assert told(desk.click("desk", "stop")) == "It does not run.\n"

    window = desk.click("serve")
    until(lambda: desk.says()["process"] == window.pid, "nothing says where it listens")
    assert told(desk.click("desk", "stop")) == f"Stopped what ran at http://127.0.0.1:{desk.port}/\n"
    assert told(window).endswith("Stopped.\n")


def test_of_several_clicks_at_the_same_moment_one_starts_it_and_all_open_it(desk: Desk) -> None:
    clicks = [desk.click() for _ in range(3)]

    assert desk.opens(3) == [f"http://127.0.0.1:{desk.port}/"] * 3
    until(lambda: sum(click.poll() is None for click in clicks) == 1, "more than one serves")
    assert sorted(click.poll() or 0 for click in clicks) == [0, 0, 0]
    assert desk.says()["process"] in [click.pid for click in clicks if click.poll() is None]


def test_after_a_crash_it_starts_again_also_where_another_program_has_the_port_now(desk: Desk) -> None:
    crashed = desk.click()
    desk.opens(1)
    desk.crash(crashed)
    assert desk.says()["process"] == crashed.pid

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status": "ok", "proof": "' + b"0" * 64 + b'"}')

        def log_message(self, *_given: object) -> None:
            pass

    other = http.server.ThreadingHTTPServer(("127.0.0.1", desk.port), Other)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        again = desk.click()
        address = desk.opens(2)[1]
    finally:
        other.shutdown()
        other.server_close()

    assert address != f"http://127.0.0.1:{desk.port}/"
    assert desk.says() == {"address": address, "process": again.pid}


def test_program_of_another_folder_is_not_taken_for_this_one(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "other"
    place.mkdir()
    other = Desk(place)
    other.port = desk.port
    try:
        other.click()
        other.opens(1)
        desk.folder.mkdir()
        (desk.folder / "desk.json").write_bytes((other.folder / "desk.json").read_bytes())

        desk.click()

        assert desk.opens(1) != other.opened()
    finally:
        other.close()


def test_what_was_started_in_a_window_is_found(desk: Desk) -> None:
    desk.click("serve")
    until(lambda: (desk.folder / "desk.json").exists(), "nothing says where it listens")

    assert desk.click().wait(60) == 0
    assert desk.opened() == [f"http://127.0.0.1:{desk.port}/"]


def test_without_a_window_words_go_to_a_file_and_no_file_lies_where_libraries_write(desk: Desk) -> None:
    process = desk.click(shell="<&- >&- 2>&-")

    assert desk.opens(1) == [f"http://127.0.0.1:{desk.port}/"]
    log = desk.folder / "prongsai.log"
    assert f"Open http://127.0.0.1:{desk.port}/" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o077 == 0
    if Path("/proc/self/fd").exists():
        lying = [str(Path(f"/proc/{process.pid}/fd/{number}").readlink()) for number in (0, 1, 2)]
        assert lying == [os.devnull, str(log), str(log)]


def test_what_goes_wrong_without_a_window_is_shown_in_the_browser(desk: Desk) -> None:
    desk.folder.mkdir()
    (desk.folder / "secret-key").write_text("no key", "utf-8")

    assert desk.click("desk", "open", "--windowless").wait(60) == 2

    (page,) = desk.opened()
    shown = Path(page.removeprefix("file://"))
    try:
        assert "the secret key: found several lines, blanks" in shown.read_text("utf-8")
    finally:
        shown.unlink()

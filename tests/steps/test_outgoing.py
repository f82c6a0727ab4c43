"""Answers go out as they are read: what nobody reads is ended, and no number of such downloads eats the machine."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from test_front import Asked, all_of

from prongsai.outside.serving import outgoing
from prongsai.outside.serving.front import Front, Patience
from prongsai.outside.serving.lines import cut_off

LONG = 1_000_000
QUICK = Patience(most_bytes=1_000, seconds=0.3, bytes_a_second=200_000, answer=0.5, going=3 * LONG, stands=0.2)


def long(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("X-Kind", "long")])
    return [b"x" * LONG]


class Reads(Asked):
    """A request whose answer is read: ``pause`` seconds before each piece; none after the first ``most``."""

    def __init__(self, *, after: float = 0.0, pause: float = 0.0, most: int = 1_000) -> None:
        super().__init__((after, b""))
        self.pause, self.most, self.pieces_read, self.whole = pause, most, 0, False

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body" and self.status == 200:
            await asyncio.sleep(self.pause if self.pieces_read < self.most else 60)
            self.pieces_read += 1
            self.whole = not message.get("more_body")
        await super().send(message)


def test_a_long_answer_goes_out_whole_in_pieces_and_says_how_long_it_is() -> None:
    front = Front(long, threads=1, patience=QUICK)
    (read,) = all_of(front, Reads())
    assert (read.status, len(read.body), read.whole) == (200, LONG, True)
    assert read.pieces_read > 10
    assert (read.headers[b"content-length"], read.headers[b"x-kind"]) == (b"1000000", b"long")
    assert front._outgoing.held == 0


def test_an_answer_that_nobody_reads_is_ended_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[tuple[str, int]] = []
    monkeypatch.setattr(outgoing, "cut_off", cut.append)
    front = Front(long, threads=1, patience=QUICK)
    unread, drip, slow = all_of(front, Reads(most=2), Reads(pause=0.4), Reads(pause=0.1))
    assert (unread.whole, drip.whole, slow.whole) == (False, False, True)
    assert max(unread.took, drip.took) < 1.2
    assert slow.took > 1.2  # a slow line that keeps its pace
    assert cut == [("192.0.2.1", 4711)] * 2
    assert front._outgoing.held == 0


def test_of_more_than_there_is_room_for_the_newest_is_asked_for_later() -> None:
    front = Front(long, threads=1, patience=QUICK)
    asked = all_of(front, *(Reads(most=0) for _ in range(3)), Reads(after=0.1))
    assert [one.status for one in asked] == [200, 200, 200, 503]
    assert asked[3].headers[b"retry-after"] == b"10"
    assert "ดาวน์โหลดไฟล์ขนาดใหญ่พร้อมกันจำนวนมาก" in asked[3].body.decode()
    assert front._outgoing.held == 0


def test_one_that_stands_still_gives_way_to_one_that_is_read() -> None:
    front = Front(long, threads=1, patience=QUICK)
    asked = all_of(front, *(Reads(most=0) for _ in range(3)), Reads(after=0.28))
    assert [one.whole for one in asked] == [False, False, False, True]
    assert asked[0].took < 0.45  # before its time


def test_one_that_is_longer_than_all_the_room_goes_out_alone() -> None:
    front = Front(long, threads=1, patience=Patience(most_bytes=1_000, going=10))
    (read,) = all_of(front, Reads())
    assert read.whole


def test_a_line_is_cut_off_by_the_address_of_its_other_end() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as there,
        socket.create_connection(there.getsockname()) as one,
        there.accept()[0],
        socket.create_connection(there.getsockname()) as other,
        there.accept()[0] as kept,
    ):
        assert cut_off(one.getsockname()) == (os.name == "posix")
        if os.name == "posix":
            assert one.recv(1) == b""
        kept.sendall(b"x")
        assert other.recv(1) == b"x"
        assert not cut_off(("192.0.2.1", 4711))


SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from prongsai.flow.site.serving import ON_A_LINE
from prongsai.outside.serving.front import Front, Patience

def work(environ, start):
    start("200 OK", [])
    return [b"x" * (18_000_000 if environ["PATH_INFO"] == "/long" else 2)]

application = Front(work, threads=4, patience=Patience(most_bytes=1000, answer=2.0, going=90_000_000, stands=0.5))
if __name__ == "__main__":
    Granian("served:application", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI,
        log_enabled=False, http1_settings=HTTP1Settings(max_buffer_size=ON_A_LINE)).serve()
"""


@pytest.fixture
def served(tmp_path: Any) -> Iterator[int]:
    """The port of the server that a site has, with a front that is impatient."""
    (tmp_path / "served.py").write_text(SERVER, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = int(trial.getsockname()[1])
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "served.py"), str(port)], env=os.environ | {"PYTHONPATH": path}, cwd=tmp_path
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def ask(port: int, path: str = "/long") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return line


def read(line: socket.socket) -> int:
    """So many bytes come."""
    count = 0
    with contextlib.suppress(OSError):
        while count < 18_000_000 and (piece := line.recv(1_000_000)):
            count += len(piece)
    return count


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="lines of a process as Linux tells them")
def test_the_real_server_holds_little_for_those_who_do_not_read_and_ends_them(served: int) -> None:
    with contextlib.ExitStack() as lines:
        unread = [lines.enter_context(ask(served)) for _ in range(5)]
        time.sleep(1.0)
        honest = lines.enter_context(ask(served))
        assert read(honest) >= 18_000_000, "whoever reads has it while others hold theirs"
        time.sleep(4.0)
        came = [read(line) for line in unread]
        assert all(0 < count < 18_000_000 for count in came), came
        assert lines.enter_context(ask(served, "/short")).recv(100).startswith(b"HTTP/1.1 200")

"""Requests come in whole before anybody works on them: who drips, sends too much or leaves costs nobody anything."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prongsai.outside.serving.front import Front, Patience

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/a/ก/",
    "query_string": b"q=%E0",
    "http_version": "1.1",
    "scheme": "https",
    "server": ("prongsai.example", 443),
    "client": ("192.0.2.1", 4711),
    "headers": [(b"content-type", b"text/plain"), (b"x-one", b"1"), (b"x-one", b"2"), (b"x_one", b"3"),
                (b"cookie", b"a=1"), (b"cookie", b"b=2")],
}  # fmt: skip
QUICK = Patience(most_bytes=1_000, seconds=0.3, bytes_a_second=100, at_once=8)


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("201 Created", [("X-Path", environ["PATH_INFO"]), ("X-One", environ.get("HTTP_X_ONE", ""))])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]


class Asked:
    """One request: pieces that come with pauses; what is answered."""

    def __init__(self, *pieces: tuple[float, bytes], ends: bool = True, leaves: bool = False, **scope: Any) -> None:
        self.pieces, self.ends, self.leaves = list(pieces), ends, leaves
        self.scope = {**SCOPE, **scope}
        self.status, self.body, self.headers = 0, b"", {}
        self.took = 0.0

    async def receive(self) -> dict[str, Any]:
        if not self.pieces:
            if self.leaves:
                return {"type": "http.disconnect"}
            await asyncio.sleep(60)
        pause, data = self.pieces.pop(0)
        await asyncio.sleep(pause)
        more = bool(self.pieces) or not self.ends
        return {"type": "http.request", "body": data, "more_body": more}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]

    async def through(self, front: Front) -> Asked:
        start = time.monotonic()
        await front(self.scope, self.receive, self.send)
        self.took = time.monotonic() - start
        return self


def all_of(front: Front, *asked: Asked) -> tuple[Asked, ...]:
    async def together() -> tuple[Asked, ...]:
        return tuple(await asyncio.gather(*(one.through(front) for one in asked)))

    return asyncio.run(together())


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=5))
def test_whatever_the_pieces_the_application_has_the_whole(pieces: list[bytes]) -> None:
    (asked,) = all_of(Front(echo, threads=1, patience=QUICK), Asked(*((0.0, piece) for piece in pieces)))
    assert (asked.status, asked.body) == (201, b"POST " + b"".join(pieces))
    assert asked.headers[b"x-path"].decode("latin-1").encode("latin-1").decode() == "/a/ก/"
    assert asked.headers[b"x-one"] == b"1,2"


def test_application_sees_what_wsgi_has() -> None:
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        seen.update(environ)
        return echo(environ, start)

    all_of(Front(look, threads=1, patience=QUICK), Asked((0, b"abc")))
    assert (seen["CONTENT_LENGTH"], seen["CONTENT_TYPE"], seen["QUERY_STRING"]) == ("3", "text/plain", "q=%E0")
    assert (seen["REMOTE_ADDR"], seen["SERVER_NAME"], seen["SERVER_PORT"]) == ("192.0.2.1", "prongsai.example", "443")
    assert (seen["wsgi.url_scheme"], seen["HTTP_COOKIE"]) == ("https", "a=1; b=2")


def test_drips_hold_no_thread_and_are_ended() -> None:
    front = Front(echo, threads=1, patience=QUICK)
    drips = [Asked(*[(0.1, b"x")] * 20) for _ in range(6)]
    *slow, quick = all_of(front, *drips, Asked((0, b"quick")))
    assert [one.status for one in slow] == [408] * 6
    assert max(one.took for one in slow) < 2
    assert (quick.status, quick.body) == (201, b"POST quick")
    assert quick.took < 0.3


def test_one_that_never_sends_another_byte_is_ended() -> None:
    (asked,) = all_of(Front(echo, threads=1, patience=QUICK), Asked((0, b"x"), ends=False))
    assert asked.status == 408
    assert asked.took < 2


def test_slow_line_that_keeps_its_pace_comes_through() -> None:
    pieces = [(0.15, b"x" * 50)] * 6  # 0.9 seconds in all, which is more than the first patience
    (asked,) = all_of(Front(echo, threads=1, patience=QUICK), Asked(*pieces))
    assert (asked.status, len(asked.body)) == (201, 305)


def test_too_much_is_refused_whether_it_was_announced_or_not() -> None:
    front = Front(echo, threads=1, patience=QUICK)
    said = Asked((0, b""), ends=False, headers=[(b"content-length", b"1001")])
    came = Asked(*[(0, b"x" * 400)] * 3)
    assert [one.status for one in all_of(front, said, came)] == [413, 413]
    assert "ใหญ่เกินไป" in came.body.decode()


def test_who_leaves_is_not_answered() -> None:
    (asked,) = all_of(Front(echo, threads=1, patience=QUICK), Asked((0, b"x"), ends=False, leaves=True))
    assert (asked.status, asked.body) == (0, b"")


def test_of_too_many_at_once_the_oldest_gives_way() -> None:
    front = Front(echo, threads=1, patience=Patience(most_bytes=1_000, seconds=5.0, at_once=3))
    drips = [Asked(*[(0.2, b"x")] * 5) for _ in range(5)]
    asked = all_of(front, *drips)
    assert [one.status for one in asked] == [408, 408, 201, 201, 201]
    assert max(one.took for one in asked[:2]) < 0.5


def test_no_more_threads_than_were_given() -> None:
    most, now, lock = [0], [0], threading.Lock()

    def work(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.05)
        with lock:
            now[0] -= 1
        return echo(environ, start)

    asked = all_of(Front(work, threads=2, patience=QUICK), *(Asked((0, b"x")) for _ in range(6)))
    assert [one.status for one in asked] == [201] * 6
    assert most == [2]


def test_answer_is_closed_in_its_thread_also_when_it_breaks() -> None:
    closed: list[str] = []

    class Pieces:
        def __iter__(self) -> Any:
            yield b"a"
            raise ZeroDivisionError

        def close(self) -> None:
            closed.append(threading.current_thread().name)

    def broken(_environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        start("200 OK", [])
        return Pieces()

    asked = Asked((0, b"x"))
    with contextlib.suppress(ZeroDivisionError):
        all_of(Front(broken, threads=1, patience=QUICK), asked)
    assert [name.startswith("request") for name in closed] == [True]
    assert asked.status == 0


def test_a_burst_buys_no_pause() -> None:
    """Whoever sends much at once and then nothing is ended as a drip is."""
    patience = Patience(most_bytes=1_000_000, seconds=0.3, bytes_a_second=100)
    (asked,) = all_of(Front(echo, threads=1, patience=patience), Asked((0, b"x" * 100_000), ends=False))
    assert asked.status == 408
    assert asked.took < 2


def test_of_more_bytes_than_there_is_room_for_the_oldest_gives_way() -> None:
    patience = Patience(most_bytes=1_000, seconds=5.0, bytes_a_second=1, held=1_500)
    front = Front(echo, threads=1, patience=patience)
    asked = all_of(front, *(Asked((0.1 * at, b"x" * 700), (0.6, b"y")) for at in range(4)))
    assert [one.status for one in asked] == [408, 408, 201, 201]
    assert front._held == 0


def test_requests_that_wait_for_a_thread_are_counted_too() -> None:
    def slow(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        time.sleep(0.5)
        return echo(environ, start)

    patience = Patience(most_bytes=1_000, seconds=5.0, held=1_500)
    front = Front(slow, threads=1, patience=patience)
    asked = all_of(front, *(Asked((0.05 * at, b"x" * 700)) for at in range(3)))
    assert [one.status for one in asked] == [201, 201, 503]
    assert "ให้ลองอีกครั้ง" in asked[2].body.decode()
    assert front._held == 0


def test_what_takes_long_waits_without_a_thread_and_pages_go_on() -> None:
    working, most = 0, 0
    lock = threading.Lock()

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        nonlocal working, most
        if environ["PATH_INFO"] == "/long":
            with lock:
                working += 1
                most = max(most, working)
            time.sleep(0.2)
            with lock:
                working -= 1
        return echo(environ, start)

    front = Front(
        application,
        threads=2,
        patience=Patience(most_bytes=1_000, at_once=64, turn=0.5),
        long=lambda _method, path: path == "/long",
    )
    sign_ins = [Asked((0, b""), path="/long") for _ in range(12)]
    pages = [Asked((0.02, b""), path="/page") for _ in range(12)]
    all_of(front, *sign_ins, *pages)
    assert most == 1, "one thread stays for pages"
    assert all(page.status == 201 and page.took < 0.2 for page in pages)
    assert {asked.status for asked in sign_ins} == {201, 503}
    refused = [asked for asked in sign_ins if asked.status == 503]
    assert all(asked.took < 1 and asked.headers[b"retry-after"] == b"5" for asked in refused)
    assert front._held == 0

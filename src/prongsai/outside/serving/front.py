"""What stands between the server and the application: whoever sends slowly keeps nobody waiting.

A request comes in whole, without a thread, before a thread takes it to the application; its answer is complete before
the thread is free and goes out without one, as ``outgoing`` says. So many threads as there are, none ever waits for
somebody's line.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from prongsai.outside.serving.lines import leave_unread_after
from prongsai.outside.serving.outgoing import Answer, NoRoom, Outgoing

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Patience:
    """How long a request may take to come in, and how large it may be.

    After ``seconds`` it must have come at ``bytes_a_second`` on average: a slow line sends a file, a drip does not.
    No pause may be longer than ``seconds``. ``at_once``: so many may be coming in at a time; the one that has been
    coming longest gives way. ``held``: so many bytes may lie here at once, coming and waiting for a thread; of more the
    oldest that is still coming gives way, else the newest. ``answer``: seconds after which an answer must go out at the
    same pace. ``going``: so many bytes of long answers may lie here at once; of more the one that was not read for
    ``stands`` seconds is ended, else the newest is to ask again. ``turn``: seconds that what takes long waits for its
    turn.
    """

    most_bytes: int
    seconds: float = 15.0
    bytes_a_second: int = 8_000
    at_once: int = 128
    held: int = 400_000_000
    answer: float = 120.0
    going: int = 120_000_000
    stands: float = 5.0
    turn: float = 5.0


class TooSlow(Exception):
    """A request that did not come in."""


class TooLarge(Exception):
    """A request with more bytes than any may have."""


class Full(Exception):
    """There is no room for what comes in."""


class Busy(Exception):
    """Too much that takes long was asked for before."""


class Gone(Exception):
    """Whoever asked has left."""


class Front:
    """An ASGI application that gives whole requests to a WSGI application, so many at a time.

    ``long``: which requests take long, by method and path. Of them ``long_at_once`` have a thread at a time, and always
    fewer than there are: whoever asks for a page never waits behind a queue of them. They wait without a thread.
    """

    def __init__(
        self,
        application: Application,
        *,
        threads: int,
        patience: Patience,
        long: Callable[[str, str], bool] = lambda _method, _path: False,
        long_at_once: int = 2,
    ) -> None:
        self.application = application
        self.patience = patience
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._long, self._turns = long, asyncio.Semaphore(max(1, min(long_at_once, threads - 1)))
        self._coming: dict[asyncio.Task[Any], float] = {}
        self._held = 0
        self._outgoing = Outgoing(
            room=patience.going,
            seconds=patience.answer,
            bytes_a_second=patience.bytes_a_second,
            stands=patience.stands,
        )
        self._told = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        if not self._told and scope.get("server"):
            # When the first one asks, the server listens.
            self._told = True
            leave_unread_after(int(scope["server"][1]), self.patience.answer)  # the server says numbers as text
        try:
            body, count = await self._whole(scope, receive)
        except Full:
            await _refuse(send, 503, "ขณะนี้มีผู้ส่งข้อมูลจำนวนมาก ให้ลองอีกครั้งในอีกสักครู่", "Too much is coming in. Try again.")
            return
        except TooLarge:
            await _refuse(
                send,
                413,
                "ไฟล์หรือข้อความที่ส่งใหญ่เกินไป ไม่มีสิ่งใดถูกบันทึก ให้ย้อนกลับไปหน้าก่อน แล้วลดขนาดไฟล์ หรือส่งครั้งละน้อยไฟล์ลง",
                "What was sent is too large, and nothing was saved. Go back, then make the file smaller, or send fewer "
                "at a time.",
            )
            return
        except TooSlow:
            await _refuse(send, 408, "ส่งข้อมูลไม่ครบในเวลาที่กำหนด ให้ลองอีกครั้ง", "It did not come in within time. Try again.")
            return
        except OSError:
            await _refuse(
                send,
                503,
                "ที่เก็บข้อมูลของเครื่องเต็ม จึงรับไฟล์ไม่ได้ ให้ลองอีกครั้งในอีกไม่กี่นาที หากยังไม่ได้ โปรดแจ้งผู้ดูแลระบบ",
                "The machine has no room for what was sent. Try again in a few minutes, or tell whoever keeps it.",
            )
            return
        except Gone:
            return
        try:
            with body:
                asked = _environ(scope, body)
                takes_long = self._long(scope["method"], scope["path"])
                answer = await (self._in_turn(asked) if takes_long else self._worked_on(asked))
        except Busy:
            await _refuse(
                send,
                503,
                "ขณะนี้มีผู้เข้าสู่ระบบพร้อมกันจำนวนมาก ให้ลองอีกครั้งในอีกสักครู่",
                "Many people sign in at this moment. Try again shortly.",
                (b"retry-after", b"5"),
            )
            return
        finally:
            self._held -= count
        client = scope.get("client")
        try:
            await self._outgoing.hand_over(send, answer, (client[0], int(client[1])) if client else None)
        except NoRoom:
            await _refuse(
                send,
                503,
                "ขณะนี้มีผู้ดาวน์โหลดไฟล์ขนาดใหญ่พร้อมกันจำนวนมาก ให้ลองอีกครั้งในอีกสักครู่",
                "Many large files are on their way at this moment. Try again shortly.",
                (b"retry-after", b"10"),
            )

    async def _worked_on(self, asked: dict[str, Any]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answered, asked)

    async def _in_turn(self, asked: dict[str, Any]) -> Answer:
        """The answer to what takes long. ``Busy`` where its turn does not come in time."""
        try:
            await asyncio.wait_for(self._turns.acquire(), self.patience.turn)
        except TimeoutError:
            raise Busy from None
        try:
            return await self._worked_on(asked)
        finally:
            self._turns.release()

    async def _whole(self, scope: Message, receive: Receive) -> tuple[IO[bytes], int]:
        """The request's body and how many bytes it has, which are held until it is answered."""
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if said.isdigit() and len(said) < 20 and int(said) > self.patience.most_bytes:
            raise TooLarge
        body: IO[bytes] = tempfile.SpooledTemporaryFile(256_000)  # noqa: SIM115 — closed by whoever answers
        task = asyncio.current_task()
        assert task is not None
        start, count, whole = time.monotonic(), 0, False
        if len(self._coming) >= self.patience.at_once:
            self._make_room()
        self._coming[task] = start
        try:
            while True:
                due = start + max(self.patience.seconds, count / self.patience.bytes_a_second)
                pause = min(due - time.monotonic(), self.patience.seconds)
                message = await asyncio.wait_for(receive(), max(0.05, pause))
                if message["type"] == "http.disconnect":
                    raise Gone
                piece = len(message.get("body", b""))
                count += piece
                self._held += piece
                if count > self.patience.most_bytes:
                    raise TooLarge
                if self._held > self.patience.held and not self._make_room(besides=task):
                    raise Full
                body.write(message.get("body", b""))
                if not message.get("more_body"):
                    body.seek(0)
                    whole = True
                    return body, count
                if time.monotonic() > start + max(self.patience.seconds, count / self.patience.bytes_a_second):
                    raise TooSlow
        except (TimeoutError, asyncio.CancelledError) as late:
            raise TooSlow from late
        finally:
            self._coming.pop(task, None)
            if not whole:
                body.close()
                self._held -= count

    def _make_room(self, besides: asyncio.Task[Any] | None = None) -> bool:
        """Ends the one that has been coming longest; False where there is none ``besides``."""
        oldest = next((task for task in self._coming if task is not besides), None)
        if oldest is None:
            return False
        del self._coming[oldest]
        oldest.cancel()
        return True

    def _answered(self, environ: dict[str, Any]) -> Answer:
        """The whole answer, in a thread."""
        began: list[Any] = [500, []]

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], None]:
            began[:] = [int(status[:3]), headers]
            return written.append

        written: list[bytes] = []
        pieces = self.application(environ, start)
        try:
            written.extend(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in began[1]]
        return began[0], headers, b"".join(written)


def _environ(scope: Message, body: IO[bytes]) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333)."""
    server = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = scope["client"][0], str(scope["client"][1])
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        if b"_" in name:
            continue  # it would pass for the header with a dash
        held = environ.get(key)
        said = value.decode("latin-1")
        environ[key] = said if held is None else f"{held}{'; ' if key == 'HTTP_COOKIE' else ','}{said}"
    # What came is what there is, whatever was announced.
    environ["CONTENT_LENGTH"] = str(body.seek(0, io.SEEK_END))
    body.seek(0)
    return environ


async def _refuse(send: Send, status: int, th: str, en: str, *more: tuple[bytes, bytes]) -> None:
    said = f"<!doctype html><html lang=th><meta charset=utf-8><title>{status}</title><p>{th}</p><p lang=en>{en}</p>"
    body = said.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

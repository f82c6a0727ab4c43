"""Answers on their way out: a piece at a time, as the other side reads; what nobody reads is ended.

The server takes a whole answer at once, however long it is, and keeps it until it is read. Of pieces it takes the next
one only when there is room for it: so we know how far an answer got, and hold no more of them than there is room for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from prongsai.outside.serving.lines import cut_off

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

# A page goes out whole.
PIECE = 64_000


class NoRoom(Exception):
    """Too many long answers are on their way out."""


@dataclass
class _Going:
    """An answer on its way: its bytes, and when it last went on."""

    size: int
    went_on: float


class Outgoing:
    """The long answers of a process. ``room``: so many bytes of them may be held at once.

    Of more the one that stands still longest gives way, if it does so for ``stands`` seconds; else the new one is not
    taken. After ``seconds`` an answer must go out at ``bytes_a_second`` on average.
    """

    def __init__(self, *, room: int, seconds: float, bytes_a_second: int, stands: float) -> None:
        self._room, self._seconds, self._pace, self._stands = room, seconds, bytes_a_second, stands
        self._going: dict[asyncio.Task[Any], _Going] = {}

    @property
    def held(self) -> int:
        """Bytes of the answers that are on their way."""
        return sum(going.size for going in self._going.values())

    async def hand_over(self, send: Send, answer: Answer, client: tuple[str, int] | None) -> None:
        """Sends an answer, or as much of it as is read; one that is not read ends with its line.

        ``NoRoom``, before anything is sent, where too much is on its way.
        """
        status, headers, body = answer
        if len(body) <= PIECE:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await asyncio.wait_for(
                send({"type": "http.response.body", "body": body, "more_body": False}), self._seconds
            )
            return
        self._make_room(len(body))
        task = asyncio.current_task()
        assert task is not None
        going = self._going[task] = _Going(len(body), time.monotonic())
        # Whoever gets half of it must see that it is half.
        if not any(name == b"content-length" for name, _ in headers):
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        try:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await self._pieces(send, body, going)
        except (TimeoutError, asyncio.CancelledError):
            if client is not None:
                cut_off(client)
        finally:
            self._going.pop(task, None)

    async def _pieces(self, send: Send, body: bytes, going: _Going) -> None:
        begun = time.monotonic()
        for at in range(0, len(body), PIECE):
            due = begun + max(self._seconds, at / self._pace)
            piece = {"type": "http.response.body", "body": body[at : at + PIECE], "more_body": True}
            await asyncio.wait_for(send(piece), max(0.05, min(due - time.monotonic(), self._seconds)))
            going.went_on = time.monotonic()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _make_room(self, size: int) -> None:
        """Ends those that stand still until ``size`` bytes have room. One always has."""
        now = time.monotonic()
        while self._going and self.held + size > self._room:
            task, going = min(self._going.items(), key=lambda held: held[1].went_on)
            if now - going.went_on < self._stands:
                raise NoRoom
            del self._going[task]
            task.cancel()

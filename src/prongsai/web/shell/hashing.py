"""Argon2, two at a time: each takes tens of megabytes and a core, and whoever signs in by the hundred gets no more."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE, WAITING, PATIENCE = 2, 4, 5.0


# Addresses below which a form may bring a password: what is sent there waits for its turn before it has a thread.
_PASSWORDS = ("/accounts/", "/join/", "/people/accounts/")


def takes_a_password(method: str, path: str) -> bool:
    """Whether a request may have a password looked at or kept."""
    return method == "POST" and path.startswith(_PASSWORDS)


class Busy(Exception):
    """Too many passwords are being looked at; whoever asked may come again in some seconds."""


_turns = threading.BoundedSemaphore(AT_ONCE)
# Who waits has a thread: a few may, so that pages go on being served.
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)


@contextlib.contextmanager
def turn() -> Iterator[None]:
    """Meanwhile this thread is one of the two. Raises ``Busy`` after some seconds, or at once where several wait."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()


class Argon2InTurn(Argon2PasswordHasher):
    """Django's own, in turn."""

    def encode(self, password: str, salt: str) -> str:
        """A password's hash. Raises ``Busy``."""
        with turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether a password is the one. Raises ``Busy``."""
        with turn():
            return super().verify(password, encoded)

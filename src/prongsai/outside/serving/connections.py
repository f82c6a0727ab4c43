"""Connections of the database kept from request to request, whichever thread serves it."""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS


class KeptConnections:
    """As many connections as there ever were requests at once; a request takes one and gives it back.

    Django keeps a connection with its thread. The server ends threads that have nothing to do, without telling Python,
    so that theirs stayed open for ever: seven more after each quiet half minute.
    """

    def __init__(self) -> None:
        self._free: list[Any] = []
        self._lock = threading.Lock()

    def serve(self) -> None:
        """From now on each request of this process takes a kept connection."""
        request_started.connect(self._take, weak=False)
        request_finished.connect(self._give, weak=False)

    def _take(self, **_: object) -> None:
        if connections.all(initialized_only=True):
            return  # left by a request whose answer was never closed
        with self._lock:
            kept = self._free.pop() if self._free else None
        if kept is None:
            kept = connections.create_connection(DEFAULT_DB_ALIAS)
            kept.inc_thread_sharing()  # one thread at a time, but not always the same
        connections[DEFAULT_DB_ALIAS] = kept
        kept.close_if_unusable_or_obsolete()

    def _give(self, **_: object) -> None:
        if not connections.all(initialized_only=True):
            return
        kept = connections[DEFAULT_DB_ALIAS]
        if not kept.allow_thread_sharing:
            return  # the thread's own, made outside of any request
        del connections[DEFAULT_DB_ALIAS]
        with self._lock:
            self._free.append(kept)

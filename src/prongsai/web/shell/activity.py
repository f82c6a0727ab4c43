"""When a signed-in person was last here, for their own list of where they are signed in; written now and then."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

EVERY = datetime.timedelta(minutes=10)
_MOST = 20_000  # sessions that a process remembers


class SeenNow:
    """Writes a session's time, address and browser at most every ten minutes, and not where the database is busy.

    What this process wrote or saw to be fresh it does not ask for again; the row decides for all processes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._due: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; before it, the session's row where it is due."""
        key = request.session.session_key
        if key and time.monotonic() >= self._due.get(key, 0.0) and request.user.is_authenticated:
            if len(self._due) >= _MOST:
                self._due.clear()
            self._due[key] = time.monotonic() + EVERY.total_seconds()
            _write(request, key)
        return self.get_response(request)


def _write(request: HttpRequest, key: str) -> None:
    seen = timezone.now()
    most = UserSession._meta.get_field("user_agent").max_length
    browser = request.META.get("HTTP_USER_AGENT", "")[:most]
    rows = UserSession.objects.filter(session_key=key)
    try:
        last = rows.values_list("last_seen_at", flat=True).first()
        if last is None:
            _at_once(lambda: UserSession.objects.create_from_request(request))
        elif last <= seen - EVERY:
            _at_once(
                lambda: rows.filter(last_seen_at=last).update(
                    last_seen_at=seen, ip=get_adapter().get_client_ip(request), user_agent=browser
                )
            )
    except DatabaseError:
        return  # somebody else writes: the next page in ten minutes will do


def _at_once(write: Callable[[], object]) -> None:
    """Writes without waiting for whoever is writing."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            with transaction.atomic():
                cursor.execute("SET LOCAL lock_timeout = '50ms'")
                write()
            return
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            write()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")

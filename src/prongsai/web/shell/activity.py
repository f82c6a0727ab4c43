"""When a signed-in person was last here: written now and then, and a session that nobody used for long ends."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from prongsai.flow.people.who import scope_of_user
from prongsai.records.scope import Scope
from prongsai.web.shell.words import both

EVERY = datetime.timedelta(minutes=10)
AGAIN = 60.0  # seconds after which a write that gave way is tried again
_MOST = 20_000  # sessions that a process remembers


class SeenNow:
    """Ends a session that nobody used for long; writes the time, address and browser of the others.

    Written at most every ten minutes, and not where the database is busy. What this process wrote or saw to be fresh
    it does not ask for again; the row decides for all processes.
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
            now = timezone.now()
            last = UserSession.objects.filter(session_key=key).values_list("last_seen_at", flat=True).first()
            if last is not None and _too_long(request.user, now - last):
                _end(request, key)
            else:
                kept = _write(request, key, last)
                # From when the row was written, which another process may have done some minutes ago.
                age = now - last if last is not None and now - last < EVERY else datetime.timedelta()
                self._due[key] = time.monotonic() + ((EVERY - age).total_seconds() if kept else AGAIN)
        return self.get_response(request)


def _too_long(user: object, idle: datetime.timedelta) -> bool:
    """Whether nobody was here for as long as this person's sessions last; roles are asked for only where it matters."""
    if idle < min(_limits()):
        return False
    return idle >= longest_idle(scope_of_user(user, timezone.localdate()))


def _limits() -> tuple[datetime.timedelta, datetime.timedelta]:
    minutes = settings.OPTIONS.idle_minutes, settings.OPTIONS.idle_minutes_over_areas
    return datetime.timedelta(minutes=minutes[0]), datetime.timedelta(minutes=minutes[1])


def longest_idle(who: Scope) -> datetime.timedelta:
    """How long a session lasts that nobody uses, by what this person holds."""
    usual, over_areas = _limits()
    return over_areas if any(holding.agency is None for holding in who.holdings) else usual


def least_left(who: Scope) -> int:
    """Seconds for which a session surely goes on after any request of this person: its row may be ten minutes old."""
    return int((longest_idle(who) - EVERY).total_seconds())


def left(request: HttpRequest, who: Scope, now: datetime.datetime) -> int:
    """Seconds that this session goes on without another request."""
    key = request.session.session_key
    last = UserSession.objects.filter(session_key=key).values_list("last_seen_at", flat=True).first()
    return least_left(who) if last is None else int((last + longest_idle(who) - now).total_seconds())


def _end(request: HttpRequest, key: str) -> None:
    UserSession.objects.filter(session_key=key).delete()
    request.timed_out = True  # type: ignore[attr-defined]  # a name of ours on Django's request
    logout(request)
    messages.info(
        request,
        both(
            "ไม่มีการใช้งานนานเกินกำหนด ระบบจึงออกจากระบบให้ เข้าสู่ระบบอีกครั้งเพื่อทำต่อ",
            "Nobody used this session for long, so it has ended. Sign in again to go on.",
        ),
    )


def _write(request: HttpRequest, key: str, last: datetime.datetime | None) -> bool:
    """Whether the row is fresh now; False where somebody else writes and it is not."""
    seen = timezone.now()
    most = UserSession._meta.get_field("user_agent").max_length
    browser = request.META.get("HTTP_USER_AGENT", "")[:most]
    try:
        if last is None:
            _at_once(lambda: UserSession.objects.create_from_request(request))
        elif last <= seen - EVERY:
            _at_once(
                lambda: UserSession.objects.filter(session_key=key, last_seen_at=last).update(
                    last_seen_at=seen, ip=get_adapter().get_client_ip(request), user_agent=browser
                )
            )
    except DatabaseError:
        return False
    return True


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

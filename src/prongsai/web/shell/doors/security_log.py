"""Who came in, who did not, what was refused: one line of JSON each, for whoever looks after the site.

A line holds what happened, when, the person's number (null where it is nobody's), the path, and the network address
where the settings ask for it. No address of mail, password, code or text is ever in one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

What = Literal[
    "signed-in",
    "sign-in-failed",
    "locked-out",
    "signed-out",
    "timed-out",
    "second-factor-added",
    "second-factor-removed",
    "second-factor-renewed",
    "second-factor-failed",
    "password-changed",
    "refused",
    "too-often",
]
log = logging.getLogger("prongsai.security")
LONGEST = 200  # of a path
# Answers that refuse: 401 to an OpenID sign-in that failed, 403 also for a form that is too old, 429 for what was asked
# too often.
REFUSED: dict[int, What] = {401: "sign-in-failed", 403: "refused", 429: "too-often"}
# Parts of addresses that open something.
SECRET = ("key",)


def tell(what: What, request: HttpRequest | None, *, person: int | None = None, **more: str) -> None:
    """Writes a line. ``person``: whose doing it is; whoever is signed in where None."""
    user = getattr(request, "user", None)
    if person is None and user is not None and user.is_authenticated:
        person = user.pk
    line: dict[str, object] = {"at": timezone.now().isoformat(timespec="seconds"), "what": what, "person": person}
    if request is not None:
        line["path"] = path_of(request)
        if settings.OPTIONS.log_addresses:
            line["address"] = request.META.get("REMOTE_ADDR", "")
    log.info(json.dumps(line | more))


def path_of(request: HttpRequest) -> str:
    """The path, without what stands in it as a secret."""
    path, match = request.path, request.resolver_match
    for name in SECRET:
        if match is not None and name in match.kwargs:
            path = path.replace(str(match.kwargs[name]), "…")
    return path[:LONGEST]


class RefusalsTold:
    """Tells of each answer that refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, told of where it refuses."""
        response = self.get_response(request)
        if response.status_code in REFUSED:
            tell(REFUSED[response.status_code], request)
        return response


def locked_out(request: HttpRequest) -> None:
    """Tells that an account takes no more tries for now."""
    tell("locked-out", request, person=_number(request.POST.get("login", "")) or _half_way(request))


def _half_way(request: HttpRequest) -> int | None:
    """Whose second step of signing in this is; None at any other."""
    from allauth.account.utils import url_str_to_user_pk

    pending = request.session.get("account_login") or {}
    return int(url_str_to_user_pk(pending["user_pk"])) if pending.get("user_pk") else None


def _number(email: str) -> int | None:
    from prongsai.flow.people.who import number_of  # tables are there once the applications are

    return number_of(email)


def listen() -> None:
    """From now on every sign-in, failure, sign-out and change of a second factor is told of."""
    from allauth.account import signals as account
    from allauth.mfa import signals as factor
    from django.contrib.auth import signals as auth

    def on(signal: Any, what: What) -> None:
        def told(request: HttpRequest | None = None, user: Any = None, authenticator: Any = None, **_: object) -> None:
            more = {"factor": str(authenticator.type)} if authenticator is not None else {}
            tell(what, request, person=user.pk if user is not None else None, **more)

        signal.connect(told, weak=False, dispatch_uid=f"security_log.{what}.{id(signal)}")

    def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: object) -> None:
        tell("sign-in-failed", request, person=_number(str(credentials.get("email") or "")))

    def left(request: HttpRequest | None = None, user: Any = None, **_: object) -> None:
        if user is not None:
            tell("timed-out" if getattr(request, "timed_out", False) else "signed-out", request, person=user.pk)

    on(auth.user_logged_in, "signed-in")
    auth.user_login_failed.connect(failed, weak=False, dispatch_uid="security_log.failed")
    auth.user_logged_out.connect(left, weak=False, dispatch_uid="security_log.left")
    on(factor.authenticator_added, "second-factor-added")
    on(factor.authenticator_removed, "second-factor-removed")
    on(factor.authenticator_reset, "second-factor-renewed")
    on(factor.authentication_failed, "second-factor-failed")
    for signal in (account.password_changed, account.password_set, account.password_reset):
        on(signal, "password-changed")

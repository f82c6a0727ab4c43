"""Who came in, was refused or left, kept by person where the settings say so. Accounts alone: what anybody may open
without one writes nothing."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from prongsai.flow.people.who import number_of
from prongsai.flow.privacy.sign_ins import SignInOutcome, write_down

log = logging.getLogger("prongsai.accounts")


def _write(outcome: SignInOutcome, request: HttpRequest | None, person: int | None) -> None:
    # Of an address that is nobody's there is no person; what was typed may be a password in the wrong field.
    if person is not None:
        address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
        write_down(settings.OPTIONS, person=person, outcome=outcome, address=address, now=timezone.now())


def listen() -> None:
    """From now on every sign-in, refusal and sign-out of an account is kept, where the settings say so."""
    from allauth.mfa import signals as factor
    from django.contrib.auth import signals as auth

    def came(request: HttpRequest | None = None, user: Any = None, **_: object) -> None:
        _write("in", request, user.pk)

    def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: object) -> None:
        _write("refused", request, number_of(str(credentials.get("email") or "")))

    def wrong_code(request: HttpRequest | None = None, user: Any = None, **_: object) -> None:
        _write("refused", request, user.pk if user is not None else None)

    def left(request: HttpRequest | None = None, user: Any = None, **_: object) -> None:
        try:
            _write("ended" if getattr(request, "timed_out", False) else "out", request, user.pk if user else None)
        except DatabaseError:
            # Nobody stays signed in because the disk is full.
            log.exception("that somebody signed out could not be kept")

    auth.user_logged_in.connect(came, weak=False, dispatch_uid="sign_in_log.in")
    auth.user_login_failed.connect(refused, weak=False, dispatch_uid="sign_in_log.refused")
    factor.authentication_failed.connect(wrong_code, weak=False, dispatch_uid="sign_in_log.code")
    auth.user_logged_out.connect(left, weak=False, dispatch_uid="sign_in_log.out")

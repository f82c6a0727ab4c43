"""How allauth behaves here: nobody signs up alone, and lock-out counts per account, never per address."""

from __future__ import annotations

import contextlib
import logging
import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from prongsai.flow.people import mail
from prongsai.flow.people.who import key_of_tries
from prongsai.web.shell.accounts import notices
from prongsai.web.shell.accounts.passkeys import passkeys_work
from prongsai.web.shell.doors.security_log import locked_out
from prongsai.web.shell.hashing import Busy
from prongsai.web.shell.languages import signed_in
from prongsai.web.shell.words import both

log = logging.getLogger("prongsai.accounts")

# What the library calls the count of wrong passwords.
_APP, _FAILED = "allauth.account", "login_failed"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": both("บัญชีนี้ถูกปิดไว้ โปรดติดต่อผู้ประสานงาน", "This account is closed; ask your coordinator."),
        "email_password_mismatch": both(
            "อีเมลหรือรหัสผ่านไม่ถูกต้อง ตรวจตัวพิมพ์เล็กใหญ่และภาษาของแป้นพิมพ์ แล้วลองอีกครั้ง",
            "The e-mail address or the password is wrong. Check capitals and keyboard language, and try again.",
        ),
        "enter_current_password": both("พิมพ์รหัสผ่านปัจจุบันให้ถูกต้อง", "Type your present password."),
        "incorrect_code": both(
            "รหัสไม่ถูกต้องหรือหมดเวลาแล้ว ใช้รหัสล่าสุดจากแอป", "Wrong or outdated code; use the newest one."
        ),
        "incorrect_password": both("รหัสผ่านไม่ถูกต้อง", "The password is wrong."),
        "invalid_password_reset": both("ลิงก์ตั้งรหัสผ่านใช้ไม่ได้แล้ว ขอลิงก์ใหม่", "The link no longer works; ask for a new one."),
        "too_many_login_attempts": both(
            "ใส่รหัสผิดหลายครั้งเกินไป บัญชีนี้เข้าสู่ระบบได้อีกครั้งภายใน 10 นาที หรือตั้งรหัสผ่านใหม่ทางอีเมลเพื่อเข้าได้ทันที",
            "Too many wrong tries. Sign in again within 10 minutes, or at once with a new password set by mail.",
        ),
        "rate_limited": both("ลองบ่อยเกินไป รอ 10 นาทีแล้วลองใหม่", "Too many tries; wait ten minutes."),
        "same_as_current": both("ค่าใหม่ต้องต่างจากค่าเดิม", "The new value must differ from the old one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited, see ``web.people.joining``."""
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tells a person by mail that their account was changed, after the answer."""
        mail.ask_notice(template_prefix, user, now=timezone.now())

    def post_login(self, request: HttpRequest, user: Any, **named: Any) -> Any:
        """As the library's, in the person's language from the next page on; the privacy notice first, where it is new
        to them."""
        response = super().post_login(request, user, **named)
        signed_in(request, response, user)
        notices.ask(request, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        """As the library's, which lets the row with network address and browser stand: it goes as well."""
        key = request.session.session_key
        super().logout(request)
        UserSession.objects.filter(session_key=key).delete()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Never: who asks for a page does not wait for a mail server, see ``flow.people.mail``."""
        log.error("a mail about %s was to be sent at once: it is not", template_prefix)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm that it is oneself; a key only where keys work."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        with_key = context.request is None or passkeys_work(context.request)
        return [method for method in methods if with_key or method["id"] != "mfa_reauthenticate:webauthn"]

    def validation_error(self, code: str, *arguments: Any) -> ValidationError:
        """As the library's; where an account takes no more tries, the log is told."""
        if code == "too_many_login_attempts":
            locked_out(context.request)
        error: ValidationError = super().validation_error(code, *arguments)
        return error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the account alone: the library's counts anew for each name of the site, and asks for a request."""
        return key_of_tries(credentials.get("email", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try. ``Busy`` where others are counted at the same moment, which is no try too many."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = ratelimit.consume(request, app=_APP, action=_FAILED, key=key)
        if self._login_failed_rl_usage:
            return
        if self._tries_are_left(request, key):
            raise Busy
        raise self.validation_error("too_many_login_attempts")

    def _tries_are_left(self, request: HttpRequest, key: str) -> bool:
        now = time.time()
        for rate in ratelimit.get_rates(app=_APP, action=_FAILED):
            place = ratelimit.get_cache_key(request, app=_APP, action=_FAILED, rate=rate, key=key)
            if not ratelimit.apply_rate(cache.get(place, []), now, rate, dry_run=True)[0]:
                return False
        return True

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """As the library's. A password that nobody had the time or a database to look at was no wrong one."""
        self._login_failed_rl_usage = None
        try:
            return super().authenticate(request, **credentials)
        except (Busy, DatabaseError):
            # Where nothing can be written, nothing can be taken back either.
            with contextlib.suppress(DatabaseError):
                self._rollback_login_failed_rl_usage()
            raise

    def set_password(self, user: Any, password: str) -> None:
        """Sets it, and lets in at once whoever was locked out by another's wrong tries."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(context.request, email=user.email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor's words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": both("ปิดการยืนยันตัวตนสองขั้นตอนไม่ได้", "The second factor cannot be removed."),
        "cannot_generate_recovery_codes": both(
            "ต้องเปิดการยืนยันตัวตนสองขั้นตอนก่อน จึงสร้างรหัสสำรองได้", "Recovery codes need a second factor first."
        ),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }


class OpenIdAdapter(DefaultSocialAccountAdapter):
    """Signing in with an OpenID provider works for people who were invited under that e-mail address."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The provider, with our checks of what it says."""
        from prongsai.web.shell.accounts.openid import Provider

        return Provider(request, app=super().get_provider(request, provider, client_id).app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: a stranger with a valid account elsewhere is still a stranger."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connects a verified address to the person who proved that it is theirs.

        An account that was opened with a printed slip names any address its owner liked: such a one is connected only
        by its owner, signed in.
        """
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        known = EmailAddress.objects.filter(email__in=verified, verified=True, user__is_active=True).first()
        if known is None:
            raise ImmediateHttpResponse(
                render(request, "account/signup_closed.html", {"through_openid": True}, status=403)
            )
        sociallogin.connect(request, known.user)

"""What mail says: made from its purpose when it is sent, with the link or code that it brings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from prongsai.language.calendar import english_date, full_date
from prongsai.outside.options import read_options
from prongsai.records.actions.people import code_hash, mailed_code, still_invites
from prongsai.records.models import Invitation, Person, WaitingMail

INVITATION, NEW_PASSWORD = "invitation", "account/email/password_reset_key"
# What an administrator does with somebody's account, and the text that tells them of it.
DONE_BY_ADMINISTRATORS: Mapping[str, str] = {
    "close": "people/email/account_closed",
    "open": "people/email/account_opened",
    "password": "people/email/password_given",
    "reset-2fa": "people/email/second_factor_reset",
    "sessions": "people/email/sessions_ended",
    "rename": "people/email/renamed",
}
# What a person is told of: the names of the texts, ours and as the account library knows them.
NOTICES = frozenset(
    {
        *DONE_BY_ADMINISTRATORS.values(),
        "account/email/password_changed",
        "account/email/password_reset",
        "account/email/password_set",
        "mfa/email/recovery_codes_generated",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
        "socialaccount/email/account_connected",
        "socialaccount/email/account_disconnected",
    }
)


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out."""

    to: str
    subject: str
    body: str


class OtherKey(Exception):
    """The code of an invitation cannot be made again: it follows from a secret key that is not this site's any more."""


def letter_of(row: WaitingMail, *, now: datetime.datetime) -> Letter | None:
    """The mail of a row; None where it has no purpose any more: the account is closed, the invitation was used or is
    too old, or whoever made it has a closed account. ``OtherKey`` where it cannot be written while somebody waits."""
    if row.invitation is not None:
        return _invitation(row.invitation, now)
    person = row.person
    if person is None:
        return None
    if row.purpose in DONE_BY_ADMINISTRATORS.values():
        # Also whoever was shut out: nobody else tells them.
        at = localtime(row.asked_at)
        th, en = f"{full_date(at.date())} เวลา {at:%H.%M} น.", f"{english_date(at.date())}, {at:%H:%M} (Thai time)"
        return _written(row.purpose, person, name=person.name, at_th=th, at_en=en)
    if not person.is_active:
        return None
    if row.purpose == NEW_PASSWORD:
        return _written(row.purpose, person, password_reset_url=_new_password(person))
    return _written(row.purpose, person)


def _written(purpose: str, person: Person, **said: str) -> Letter:
    address = EmailAddress.objects.get_primary_email(person) or person.email
    subject = " ".join(render_to_string(f"{purpose}_subject.txt", said).split())
    return Letter(address, subject, render_to_string(f"{purpose}_message.txt", said).strip())


def _new_password(person: Person) -> str:
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return site_address() + path


def _invitation(invitation: Invitation, now: datetime.datetime) -> Letter | None:
    if invitation.used_at is not None or invitation.expires_at <= now or not still_invites(invitation):
        return None
    code = mailed_code(invitation)
    if code_hash(code) != invitation.code_hash:
        raise OtherKey
    where = invitation.agency.name if invitation.agency else "ITA"
    by, link = invitation.made_by.name if invitation.made_by else "", site_address() + reverse("join")
    # The moment itself is over already: at midnight the last day is the one before.
    last = localtime(invitation.expires_at - datetime.timedelta(microseconds=1))
    body = (
        f"{by} เชิญท่านเข้าร่วมงานประเมิน ITA ของ {where} ในระบบโปร่งใส\n\n"
        f"1. เปิด {link}\n2. พิมพ์รหัส  {code}\n\n"
        f"รหัสใช้ได้ครั้งเดียว ถึงวันที่ {full_date(last.date())} เวลา {last:%H.%M} น. หากไม่ทราบเรื่องนี้ ไม่ต้องทำอะไร\n\n"
        f"{by} invites you to the ITA work of {where} in Prongsai.\n\n"
        f"1. Open {link}\n2. Type the code  {code}\n\n"
        f"It works once, until {english_date(last.date())}, {last:%H:%M} (Thai time). "
        f"If you did not expect this, do nothing.\n"
    )
    return Letter(invitation.email, f"คำเชิญเข้าระบบโปร่งใส / Invitation to Prongsai: {where}", body)


def site_address() -> str:
    """Where links in mail lead: the site's own address, else where it listens.

    It is never what a browser said of itself, so that nobody can have mail lead elsewhere.
    """
    options = read_options()
    if options.site:
        return options.site
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 — is not listened on here
    return f"http://{f'[{host}]' if ':' in host else host}:{options.port}"

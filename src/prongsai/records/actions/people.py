"""People come in: invited, and accepted with the code of an invitation."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from prongsai.records.actions.accounts import name_of_person, wrong_password
from prongsai.records.actions.grants import Area as Area
from prongsai.records.actions.grants import NotPossible as NotPossible
from prongsai.records.actions.grants import not_oneself, not_twice, right_place, standing_unit
from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, Grant, Invitation, Person, Unit
from prongsai.records.roles import UNIT_ROLES, Role
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import gone, witness

# Nothing that is read for something else when copied from paper: no I, L, O, U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS_IN_CODE = 12
DAYS_VALID = 14


@dataclass(frozen=True)
class Invited:
    """An invitation and its code, which is shown or mailed and never kept."""

    invitation: Invitation
    code: str


def code_hash(code: str) -> str:
    """The hash of a code as somebody typed it: case, spaces, dashes and look-alike letters do not count."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    return hashlib.sha256(b"prongsai invitation " + plain.encode()).hexdigest()


def mailed_code(invitation: Invitation) -> str:
    """The code of an invitation that goes by mail: it follows from the invitation and the machine's secret key.

    So it can be made whenever the mail is sent, and stands nowhere before.
    """
    says = f"{invitation.pk} {invitation.made_at.astimezone(datetime.UTC).isoformat()}"
    number = int.from_bytes(salted_hmac("prongsai.invitation-by-mail", says, algorithm="sha256").digest()[:8], "big")
    return _grouped("".join(LETTERS[number >> 5 * at & 31] for at in range(LETTERS_IN_CODE)))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


@transaction.atomic
def invite(
    *,
    by: Person | None,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    email: str,
    unit: Unit | None = None,
    now: datetime.datetime,
) -> Invited:
    """An invitation to a role, in a ``unit`` where one is named; printed, or with ``email`` sent there: its code is
    ``mailed_code``."""
    turnstile(agency)
    right_place(role, agency, area)
    if unit is not None and role not in UNIT_ROLES:
        raise NotPossible(
            "บทบาทนี้ดูแลทั้งหน่วยงาน ให้เลือกส่วนราชการเป็น “ทั้งหน่วยงาน”", "This role is of the whole agency: choose no unit."
        )
    standing_unit(unit, agency)
    if by is not None and email.strip().lower() == by.email:
        not_oneself(by, by)
    code = _grouped("".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE)))
    invitation = Invitation.objects.create(
        code_hash=code_hash(code),
        email=email.strip().lower(),
        role=role,
        agency=agency,
        unit=unit,
        area_kind=area.kind if area else "",
        area=area.value if area else "",
        made_by=by,
        made_at=now,
        expires_at=now + datetime.timedelta(days=DAYS_VALID),
    )
    if email:
        code = mailed_code(invitation)  # of its number, which it has only now
        invitation.code_hash = code_hash(code)
        invitation.save(update_fields=["code_hash"])
    # Addresses stay out of the history, which cannot forget.
    detail = {"by": "mail" if email else "slip", "number": invitation.pk}
    detail |= {"unit": unit.name} if unit is not None else {}
    rows = [witness(invitation)]
    record(agency=agency, person=by, action="invite", about=role, detail=detail, witnessed=rows, now=now)
    return Invited(invitation, code)


@transaction.atomic
def withdraw(*, by: Person | None, invitation: Invitation, now: datetime.datetime) -> None:
    """An invitation that nobody used stops working."""
    turnstile(invitation.agency)
    kept: Invitation | None = _locked(invitation)
    if kept is None:
        raise NotPossible("คำเชิญนี้มีผู้ถอนไปแล้ว", "Somebody took this invitation back already.")
    if kept.used_at is not None:
        raise NotPossible("คำเชิญนี้มีผู้ใช้แล้ว ให้สิ้นสุดบทบาทแทน", "This invitation was used; end the role instead.")
    detail, rows = {"number": kept.pk}, [gone(kept)]
    kept.delete()
    record(
        agency=invitation.agency,
        person=by,
        action="withdraw-invitation",
        about=invitation.role,
        detail=detail,
        witnessed=rows,
        now=now,
    )


def _locked(invitation: Invitation) -> Invitation | None:
    """The invitation as it is now, held until the transaction ends; None where it was taken back meanwhile."""
    rows = Invitation.objects.within(SYSTEM).select_for_update()
    held: Invitation | None = rows.filter(pk=invitation.pk).first()
    return held


def invitation_of(code: str, *, now: datetime.datetime) -> Invitation:
    """The invitation that a code opens. ``NotPossible`` where there is none, it was used or it is too old, and
    where whoever invited has a closed account: what they began while somebody else had it must not go on."""
    invitation: Invitation | None = (
        Invitation.objects.within(SYSTEM)
        .select_related("agency", "unit", "made_by")
        .filter(code_hash=code_hash(code), used_at=None, expires_at__gt=now)
        .first()
    )
    if invitation is None:
        raise NotPossible(
            "ไม่พบคำเชิญตามรหัสนี้ รหัสอาจพิมพ์ผิด ใช้ไปแล้ว หรือหมดอายุ (14 วัน) ขอรหัสใหม่จากผู้ที่เชิญท่าน",
            "No invitation has this code. It may be mistyped, used, or older than 14 days: ask for a new one.",
        )
    if not still_invites(invitation):
        raise NotPossible(
            "คำเชิญนี้ใช้ไม่ได้แล้ว เพราะบัญชีของผู้ที่เชิญท่านปิดอยู่ ขอคำเชิญใหม่จากผู้ประสานงาน ITA ของหน่วยงานหรือผู้ดูแลระบบ",
            "This invitation works no more: the account of whoever invited you is closed. "
            "Ask the agency's coordinator or an administrator for a new one.",
        )
    if invitation.unit is not None and invitation.unit.valid_to is not None:
        raise NotPossible(
            f"“{invitation.unit.name}” ตามคำเชิญนี้ปิดหรือรวมกับส่วนราชการอื่นไปแล้ว ขอคำเชิญใหม่จากผู้ประสานงาน ITA ของหน่วยงาน",
            f"“{invitation.unit.name}”, which the invitation names, is closed or was merged: ask for a new invitation.",
        )
    return invitation


def still_invites(invitation: Invitation) -> bool:
    """Whether whoever made it may still invite: nobody did (the command line), or their account is open."""
    return invitation.made_by is None or invitation.made_by.is_active


@transaction.atomic
def accept(
    *,
    code: str,
    person: Person | None,
    email: str,
    name: str,
    position: str,
    password: str,
    now: datetime.datetime,
    today: datetime.date,
) -> Person:
    """Takes the role of an invitation, for ``person`` who is signed in or for a new person.

    An address counts as proven only where the code was sent there.
    """
    invitation = invitation_of(code, now=now)
    turnstile(invitation.agency)
    _locked(invitation)
    invitation = invitation_of(code, now=now)  # as it is now: used or taken back meanwhile, it opens nothing
    if person is None:
        person = _new_person(invitation, email=email, name=name, position=position, password=password)
    elif invitation.email and invitation.email != person.email:
        raise NotPossible(
            "คำเชิญนี้ส่งถึงอีเมลอื่น ออกจากระบบแล้วใส่รหัสอีกครั้ง",
            "This invitation was sent to another address. Sign out and enter the code again.",
        )
    else:
        not_oneself(invitation.made_by, person)
    if invitation.email:
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
    invitation.used_at, invitation.used_by = now, person
    invitation.save(update_fields=["used_at", "used_by"])
    grant = Grant(
        person=person,
        role=invitation.role,
        agency=invitation.agency,
        unit=invitation.unit,
        area_kind=invitation.area_kind,
        area=invitation.area,
        starts=today,
        given_by=invitation.made_by,
    )
    not_twice(grant)
    grant.save()
    detail = {"number": invitation.pk}
    record(
        agency=invitation.agency,
        person=person,
        action="accept-invitation",
        about=invitation.role,
        detail=detail,
        witnessed=(witness(grant), witness(invitation)),
        now=now,
    )
    return person


def _new_person(invitation: Invitation, *, email: str, name: str, position: str, password: str) -> Person:
    address = invitation.email or email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise _account_there()
    name = name_of_person(name)
    wrong = wrong_password(password, Person(email=address, name=name))
    if wrong:
        raise NotPossible.for_all(wrong)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(address, password, name=name, position=position.strip())
            EmailAddress.objects.create(user=person, email=address, verified=False, primary=True)
    except IntegrityError:
        raise _account_there() from None  # somebody joined with it at this very moment
    return person


def _account_there() -> NotPossible:
    return NotPossible(
        "มีบัญชีของอีเมลนี้อยู่แล้ว เข้าสู่ระบบก่อน แล้วใส่รหัสคำเชิญอีกครั้ง",
        "There is an account with this address. Sign in first, then enter the code again.",
    )

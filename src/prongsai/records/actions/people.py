"""People and their roles: invited, accepted, given, ended."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from prongsai.language.text import Text
from prongsai.records.actions.history import record
from prongsai.records.models import Agency, Grant, Invitation, Person, Unit
from prongsai.records.roles import Role
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, gone, witness

# Nothing that is read for something else when copied from paper: no I, L, O, U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS_IN_CODE = 12
DAYS_VALID = 14


class NotPossible(Exception):
    """A change that cannot be made; ``text`` says why and what to do."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(th=th, en=en)


@dataclass(frozen=True)
class Area:
    """What a role over many agencies reaches. ``value`` is empty for ``all``, ``province/district`` for a district."""

    kind: str
    value: str = ""


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
    *, by: Person | None, role: Role, agency: Agency | None, area: Area | None, email: str, now: datetime.datetime
) -> Invited:
    """An invitation to a role; printed, or with ``email`` sent there: its code is ``mailed_code``."""
    _one_place(agency, area)
    code = _grouped("".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE)))
    invitation = Invitation.objects.create(
        code_hash=code_hash(code),
        email=email.strip().lower(),
        role=role,
        agency=agency,
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
    rows = [witness(invitation)]
    record(agency=agency, person=by, action="invite", about=role, detail=detail, witnessed=rows, now=now)
    return Invited(invitation, code)


@transaction.atomic
def withdraw(*, by: Person | None, invitation: Invitation, now: datetime.datetime) -> None:
    """An invitation that nobody used stops working."""
    kept = Invitation.objects.within(SYSTEM).select_for_update().get(pk=invitation.pk)
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


def invitation_of(code: str, *, now: datetime.datetime) -> Invitation:
    """The invitation that a code opens. ``NotPossible`` where there is none, it was used or it is too old."""
    invitation: Invitation | None = (
        Invitation.objects.within(SYSTEM)
        .select_related("agency", "made_by")
        .filter(code_hash=code_hash(code), used_at=None, expires_at__gt=now)
        .first()
    )
    if invitation is None:
        raise NotPossible(
            "ไม่พบคำเชิญตามรหัสนี้ รหัสอาจพิมพ์ผิด ใช้ไปแล้ว หรือหมดอายุ (14 วัน) ขอรหัสใหม่จากผู้ที่เชิญคุณ",
            "No invitation has this code. It may be mistyped, used, or older than 14 days: ask for a new one.",
        )
    return invitation


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
    Invitation.objects.within(SYSTEM).select_for_update().get(pk=invitation.pk)
    invitation = invitation_of(code, now=now)
    if person is None:
        person = _new_person(invitation, email=email, name=name, position=position, password=password)
    elif invitation.email and invitation.email != person.email:
        raise NotPossible(
            "คำเชิญนี้ส่งถึงอีเมลอื่น ออกจากระบบแล้วใส่รหัสอีกครั้ง",
            "This invitation was sent to another address. Sign out and enter the code again.",
        )
    if invitation.email:
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
    invitation.used_at, invitation.used_by = now, person
    invitation.save(update_fields=["used_at", "used_by"])
    grant = Grant.objects.create(
        person=person,
        role=invitation.role,
        agency=invitation.agency,
        area_kind=invitation.area_kind,
        area=invitation.area,
        starts=today,
        given_by=invitation.made_by,
    )
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
        raise NotPossible(
            "มีบัญชีของอีเมลนี้อยู่แล้ว เข้าสู่ระบบก่อน แล้วใส่รหัสคำเชิญอีกครั้ง",
            "There is an account with this address. Sign in first, then enter the code again.",
        )
    try:
        validate_password(password, Person(email=address, name=name))
    except ValidationError as error:
        said = " ".join(str(message) for message in error.messages)
        raise NotPossible(said, said) from None
    person = Person.objects.create_user(address, password, name=name.strip(), position=position.strip())
    EmailAddress.objects.create(user=person, email=address, verified=False, primary=True)
    return person


@transaction.atomic
def give_role(
    *,
    by: Person | None,
    person: Person,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    manner: str,
    unit: Unit | None,
    starts: datetime.date,
    ends: datetime.date | None,
    now: datetime.datetime,
) -> Grant:
    """A further role for somebody who has an account: their own, acting, or delegated, from a day to a day."""
    _one_place(agency, area)
    if ends is not None and ends < starts:
        raise NotPossible("วันสิ้นสุดอยู่ก่อนวันเริ่ม", "The last day is before the first.")
    if unit is not None and (agency is None or unit.agency_id != agency.pk):
        raise NotPossible("ส่วนราชการนี้ไม่ได้อยู่ในหน่วยงาน", "The unit is not one of this agency.")
    grant: Grant = Grant.objects.create(
        person=person,
        role=role,
        manner=manner,
        agency=agency,
        unit=unit,
        area_kind=area.kind if area else "",
        area=area.value if area else "",
        starts=starts,
        ends=ends,
        given_by=by,
    )
    detail = {"whom": person.name, "manner": manner, "starts": str(starts), "ends": str(ends) if ends else None}
    rows = [witness(grant)]
    record(agency=agency, person=by, action="give-role", about=role, detail=detail, witnessed=rows, now=now)
    return grant


@transaction.atomic
def end_role(
    *,
    by: Person | None,
    grant: Grant,
    last_day: datetime.date,
    orphan: bool,
    today: datetime.date,
    now: datetime.datetime,
) -> None:
    """A role ends after ``last_day``; one that has not begun is taken away.

    The last coordinator of an agency stays until there is another, unless ``orphan`` allows it.
    """
    _keep_a_coordinator([grant], last_day, orphan=orphan, today=today)
    rows = [_end(grant, last_day)]
    detail = {"whom": grant.person.name, "last_day": str(last_day)}
    record(agency=grant.agency, person=by, action="end-role", about=grant.role, detail=detail, witnessed=rows, now=now)


@transaction.atomic
def leave(
    *,
    by: Person | None,
    person: Person,
    agency: Agency,
    last_day: datetime.date,
    orphan: bool,
    today: datetime.date,
    now: datetime.datetime,
) -> int:
    """Somebody leaves an agency: all their roles in it end after ``last_day``. Gives how many there were."""
    grants = list(
        Grant.objects.within(SYSTEM)
        .select_related("person")
        .filter(person=person, agency=agency)
        .exclude(ends__lte=last_day)
    )
    if not grants:
        raise NotPossible("คนนี้ไม่มีบทบาทที่จะสิ้นสุด", "This person has no role here that could end.")
    _keep_a_coordinator(grants, last_day, orphan=orphan, today=today)
    rows = [_end(grant, last_day) for grant in grants]
    detail = {"whom": person.name, "last_day": str(last_day), "roles": sorted(grant.role for grant in grants)}
    record(agency=agency, person=by, action="leave", about=person.name, detail=detail, witnessed=rows, now=now)
    return len(grants)


def _end(grant: Grant, last_day: datetime.date) -> Witness:
    if grant.starts > last_day:
        row = gone(grant)
        grant.delete()
        return row
    grant.ends = last_day
    grant.save(update_fields=["ends"])
    return witness(grant)


def _keep_a_coordinator(grants: list[Grant], last_day: datetime.date, *, orphan: bool, today: datetime.date) -> None:
    ending = [grant for grant in grants if grant.role == "coordinator" and grant.agency_id is not None]
    if orphan or not ending:
        return
    agency = ending[0].agency
    if agency is None:
        return
    # Two coordinators who end each other's role at once would both see the other still there.
    Agency.objects.within(SYSTEM).select_for_update().get(pk=agency.pk)
    others = (
        Grant.objects.within(SYSTEM)
        .filter(agency=agency, role="coordinator", person__is_active=True, starts__lte=max(last_day, today))
        .exclude(pk__in=[grant.pk for grant in ending])
        .exclude(ends__lte=last_day)
    )
    if not others.exists():
        raise NotPossible(
            "เป็นผู้ประสานงานคนสุดท้าย เชิญผู้รับช่วงให้เข้ามาก่อน แล้วจึงสิ้นสุดบทบาทนี้",
            "This is the last coordinator. Invite a successor first, then end this role.",
        )


def _one_place(agency: Agency | None, area: Area | None) -> None:
    if (agency is None) == (area is None):
        raise ValueError("a role is held in one agency or over one area")
    # An empty name would reach every agency whose own is not known.
    if area is not None and area.kind != "all" and not all(part.strip() for part in area.value.split("/")):
        raise NotPossible("ระบุชื่อพื้นที่", "Name the area.")
    if area is not None and area.kind == "district" and area.value.count("/") != 1:
        raise NotPossible("ระบุอำเภอเป็น จังหวัด/อำเภอ", "Write a district as province/district.")

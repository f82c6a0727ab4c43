"""People of the site, as the command line makes, changes and lists them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from prongsai.files.problems import Problem, Refused
from prongsai.flow.people.role_names import role_named
from prongsai.language.text import Text

if TYPE_CHECKING:
    from prongsai.records.models import Agency, Person


def is_there(email: str) -> bool:
    """Whether somebody has that address."""
    return _person(email) is not None


def add_person(*, email: str, name: str, role: str, agency: str | None, password: str, today: datetime.date) -> Text:
    """Makes a person with a role; says so. ``Refused`` for what cannot be, and for somebody who is there already."""
    from allauth.account.models import EmailAddress
    from django.db import transaction

    from prongsai.records.models import Person

    problems: list[Problem] = []
    role, where = _role_in(role, agency, problems)
    if is_there(email):
        problems.append(_there(email))
    else:
        problems += _wrong_address(email) + _wrong_password(password, Person(email=email.lower(), name=name))
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        person = Person.objects.create_user(email, password, name=name)
        # Whoever keeps the machine vouches for the address: signing in with OpenID needs one that is proven.
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        _give(person, role, where, today)
    return Text(th=f"เพิ่ม {email} เป็น {role}", en=f"{email} added as {role}")


def give_role(*, email: str, role: str, agency: str | None, today: datetime.date) -> Text:
    """Gives somebody who is there one role more; says whether it was new. ``Refused`` where nobody has the address."""
    from django.db import transaction

    problems: list[Problem] = []
    role, where = _role_in(role, agency, problems)
    person = _person(email)
    if person is None:
        problems.append(_nobody(email))
    if problems or person is None:
        raise Refused(problems)
    with transaction.atomic():
        new = _give(person, role, where, today)
    if not new:
        return Text(th=f"{email} เป็น {role} อยู่แล้ว ไม่มีอะไรเปลี่ยน", en=f"{email} is {role} already; nothing was changed")
    return Text(th=f"ให้บทบาท {role} แก่ {email} แล้ว", en=f"{email} is now {role} as well")


def set_password(*, email: str, password: str) -> Text:
    """Gives somebody another password and ends their sessions; ``Refused`` where nobody has the address."""
    from allauth.usersessions.models import UserSession
    from django.db import transaction

    from prongsai.flow.site.start import now
    from prongsai.records.actions.history import record

    person = _person(email)
    problems = [_nobody(email)] if person is None else _wrong_password(password, person)
    if problems or person is None:
        raise Refused(problems)
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        sessions = list(UserSession.objects.filter(user_id=person.pk))
        for session in sessions:
            session.end()
        record(agency=None, person=None, action="set-password", detail={"whom": person.name}, now=now())
    count = len(sessions)
    return Text(
        th=f"เปลี่ยนรหัสผ่านของ {email} แล้ว และให้ออกจากระบบ {count} เครื่อง",
        en=f"{email} has another password; {count} session(s) ended",
    )


def people() -> list[tuple[str, str, str]]:
    """E-mail address, name and roles of everybody."""
    from prongsai.records.models import Grant, Person
    from prongsai.records.scope import SYSTEM

    roles: dict[int, list[str]] = {}
    for grant in Grant.objects.within(SYSTEM).select_related("agency").order_by("pk"):
        where = grant.agency.name if grant.agency else (grant.area or "*")
        roles.setdefault(grant.person_id, []).append(f"{grant.role} ({where})")
    everybody = Person.objects.order_by("email")
    return [(person.email, person.name, ", ".join(roles.get(person.pk, []))) for person in everybody]


def nobody_has(email: str) -> Refused:
    """The refusal of an address that nobody has."""
    return Refused([_nobody(email)])


def is_there_already(email: str) -> Refused:
    """The refusal to add somebody twice."""
    return Refused([_there(email)])


def _person(email: str) -> Person | None:
    from prongsai.records.models import Person

    return Person.objects.filter(email=email.strip().lower()).first()


def _role_in(role: str, agency: str | None, problems: list[Problem]) -> tuple[str, Agency | None]:
    from prongsai.records.models import Agency
    from prongsai.records.scope import SYSTEM

    try:
        role = role_named(role)
    except Refused as refused:
        problems += refused.problems
    where = Agency.objects.within(SYSTEM).filter(code=agency).first() if agency else None
    if agency and where is None:
        problems.append(Problem("--agency", Text(th=f"ไม่พบหน่วยงานรหัส {agency}", en=f"there is no agency {agency}")))
    return role, where


def _give(person: Person, role: str, where: Agency | None, today: datetime.date) -> bool:
    from prongsai.flow.site.start import now
    from prongsai.records.actions.history import record
    from prongsai.records.models import Grant
    from prongsai.records.scope import SYSTEM
    from prongsai.records.witness import witness

    held = Grant.objects.within(SYSTEM).filter(person=person, role=role, agency=where).exclude(ends__lt=today)
    if held.filter(area_kind="" if where else "all").exists():
        return False
    grant = Grant.objects.create(person=person, role=role, agency=where, area_kind="" if where else "all", starts=today)
    detail, rows = {"whom": person.name}, [witness(grant)]
    record(agency=where, person=None, action="give-role", about=role, detail=detail, witnessed=rows, now=now())
    return True


def _wrong_address(email: str) -> list[Problem]:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        text = Text(th=f"“{email}” ไม่ใช่ที่อยู่อีเมล", en=f"“{email}” is not an e-mail address")
        return [Problem("EMAIL", text)]
    return []


def _wrong_password(password: str, person: Person) -> list[Problem]:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import translation

    said: dict[str, list[str]] = {}
    for language in ("th", "en"):
        with translation.override(language):
            try:
                validate_password(password, person)
            except ValidationError as error:
                said[language] = list(error.messages)
    pairs = zip(said.get("th", ()), said.get("en", ()), strict=True)
    return [Problem("", Text(th=th, en=en)) for th, en in pairs]


def _nobody(email: str) -> Problem:
    return Problem(
        "EMAIL",
        Text(
            th=f"ไม่มีผู้ใช้ {email} ดูรายชื่อด้วย prongsai user list",
            en=f"nobody has the address {email}; prongsai user list shows who is there",
        ),
    )


def _there(email: str) -> Problem:
    return Problem(
        "EMAIL",
        Text(
            th=f"มีผู้ใช้ {email} อยู่แล้ว ไม่มีอะไรเปลี่ยน หากต้องการให้บทบาทเพิ่ม ให้ใส่ --existing "
            "หากต้องการเปลี่ยนรหัสผ่าน ใช้ prongsai user password",
            en=f"{email} is there already and nothing was changed: --existing gives the role as well, "
            "prongsai user password another password",
        ),
    )

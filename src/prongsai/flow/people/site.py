"""People of the site, as the command line makes, changes and lists them."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prongsai.files.problems import Problem, Refused
from prongsai.flow.people.role_names import ROLE_NAMES, role_named
from prongsai.language.calendar import english_date, full_date
from prongsai.language.text import Language, Text, shortened
from prongsai.records.roles import OWN_ROLES, Role, is_role

if TYPE_CHECKING:
    from prongsai.records.models import Agency, Person

MOST_AGENCIES = 10  # that a message names


def is_there(email: str) -> bool:
    """Whether somebody has that address."""
    return _person(email) is not None


def add_person(*, email: str, name: str, role: str, agency: str | None, password: str, today: datetime.date) -> Text:
    """Makes a person with a role; says so. ``Refused`` for what cannot be, and for somebody who is there already."""
    from allauth.account.models import EmailAddress
    from django.db import IntegrityError, transaction

    from prongsai.records.actions.accounts import name_of_person, wrong_password
    from prongsai.records.actions.grants import NotPossible
    from prongsai.records.models import Person

    problems: list[Problem] = []
    known, where = _role_in(role, agency, problems)
    try:
        name = name_of_person(name)
    except NotPossible as refused:
        problems.append(Problem("--name", refused.text))
    if is_there(email):
        problems.append(_there(email))
    else:
        problems += _wrong_address(email)
        problems += [Problem("", text) for text in wrong_password(password, Person(email=email.lower(), name=name))]
    if problems or known is None:
        raise Refused(problems)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email, password, name=name)
            # Whoever keeps the machine vouches for the address: signing in with OpenID needs one that is proven.
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
            _give(person, known, where, today)
    except IntegrityError:
        if not is_there(email):
            raise
        raise Refused([_there(email)]) from None  # somebody made it at this very moment
    return Text(th=f"เพิ่ม {email} เป็น{ROLE_NAMES[known].th}แล้ว", en=f"{email} added as {known}")


def give_role(*, email: str, role: str, agency: str | None, today: datetime.date) -> Text:
    """Gives somebody who is there one role more, from today or from the day after the one that they hold; says which.

    ``Refused`` where nobody has the address, or the role is one of an agency and none is named.
    """
    problems: list[Problem] = []
    known, where = _role_in(role, agency, problems)
    person = _person(email)
    if person is None:
        problems.append(_nobody(email))
    if problems or person is None or known is None:
        raise Refused(problems)
    with _in_words("EMAIL"):
        first = _give(person, known, where, today)
    name = ROLE_NAMES[known].th
    if first is None:
        return Text(th=f"{email} เป็น{name}อยู่แล้ว ไม่มีอะไรเปลี่ยน", en=f"{email} is {known} already; nothing was changed")
    if first > today:
        return Text(
            th=f"{email} เป็น{name}อยู่แล้วและจะสิ้นสุด จึงให้บทบาทนี้ต่อตั้งแต่ {full_date(first)}",
            en=f"{email} is {known} until a day that is set; the role goes on from {english_date(first)}",
        )
    return Text(th=f"ให้บทบาท{name}แก่ {email} แล้ว", en=f"{email} is now {known} as well")


def check_role(role: str, agency: str | None) -> None:
    """``Refused`` where there is no such role or agency, or the role is one of an agency and none is named."""
    problems: list[Problem] = []
    _role_in(role, agency, problems)
    if problems:
        raise Refused(problems)


def set_password(*, email: str, password: str) -> Text:
    """Gives somebody another password and ends their sessions; ``Refused`` where nobody has the address."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    person = _known(email)
    wrong = accounts.wrong_password(password, person)
    if wrong:
        raise Refused([Problem("", text) for text in wrong])
    count = accounts.set_password(by=None, person=person, password=password, now=now())
    _tell("password", email)
    return Text(
        th=f"เปลี่ยนรหัสผ่านของ {email} แล้ว และให้ออกจากระบบ {count} เครื่อง",
        en=f"{email} has another password; {count} session(s) ended",
    )


def close_account(*, email: str, orphan: bool, today: datetime.date) -> Text:
    """Nobody signs in with that address any more, and all sessions end. ``Refused`` for the last coordinator of an
    agency, unless ``orphan`` allows it, and for the last administrator."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    with _in_words("EMAIL"):
        count = accounts.close_account(by=None, person=_known(email), orphan=orphan, today=today, now=now())
    _tell("close", email)
    return Text(
        th=f"ปิดบัญชี {email} แล้ว และให้ออกจากระบบ {count} เครื่อง",
        en=f"the account {email} is closed; {count} session(s) ended",
    )


def open_account(*, email: str) -> Text:
    """Lets in again whoever was shut out."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    with _in_words("EMAIL"):
        accounts.open_account(by=None, person=_known(email), now=now())
    _tell("open", email)
    return Text(th=f"เปิดบัญชี {email} แล้ว", en=f"the account {email} is open")


def reset_second_factor(*, email: str) -> Text:
    """Takes away every second factor of somebody who lost theirs, and ends their sessions."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    with _in_words("EMAIL"):
        count = accounts.reset_second_factor(by=None, person=_known(email), now=now())
    _tell("reset-2fa", email)
    return Text(
        th=f"ล้างการยืนยันตัวตนสองขั้นตอนของ {email} แล้ว และให้ออกจากระบบ {count} เครื่อง",
        en=f"{email} has no second factor any more; {count} session(s) ended",
    )


def end_sessions(*, email: str) -> Text:
    """Signs somebody out everywhere."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    count = accounts.end_sessions(by=None, person=_known(email), now=now())
    _tell("sessions", email)
    return Text(th=f"ให้ {email} ออกจากระบบ {count} เครื่อง", en=f"{count} session(s) of {email} ended")


def rename(*, email: str, name: str) -> Text:
    """Gives somebody another name to show."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import accounts

    with _in_words("NAME"):
        accounts.rename(by=None, person=_known(email), name=name, now=now())
    _tell("rename", email)
    return Text(th=f"เปลี่ยนชื่อที่แสดงของ {email} แล้ว", en=f"{email} has another name")


def sessions(*, email: str) -> list[tuple[datetime.datetime, datetime.datetime, str, str]]:
    """Where somebody is signed in: since when, last seen, network address and browser; the latest first."""
    from prongsai.flow.site.start import now
    from prongsai.records.queries.accounts import sessions_of

    found = sessions_of(_known(email), now())
    return [(session.created_at, session.last_seen_at, session.ip, session.user_agent) for session in found]


def people(language: Language) -> list[tuple[str, str, str, bool]]:
    """E-mail address, name and roles of everybody, and whether the account is closed. In Thai roles have their names,
    in English the words that ``prongsai user add`` takes."""
    from prongsai.records.models import Grant, Person
    from prongsai.records.scope import SYSTEM

    roles: dict[int, list[str]] = {}
    for grant in Grant.objects.within(SYSTEM).select_related("agency").order_by("pk"):
        where = grant.agency.name if grant.agency else (grant.area or "*")
        roles.setdefault(grant.person_id, []).append(f"{_role_word(grant.role, language)} ({where})")
    everybody = Person.objects.order_by("email")
    return [
        (person.email, person.name, ", ".join(roles.get(person.pk, [])), not person.is_active) for person in everybody
    ]


def _role_word(role: str, language: Language) -> str:
    return ROLE_NAMES[role].th if language == "th" and is_role(role) else role


def nobody_has(email: str) -> Refused:
    """The refusal of an address that nobody has."""
    return Refused([_nobody(email)])


def is_there_already(email: str) -> Refused:
    """The refusal to add somebody twice."""
    return Refused([_there(email)])


def _person(email: str) -> Person | None:
    from prongsai.records.models import Person

    return Person.objects.filter(email=email.strip().lower()).first()


def _known(email: str) -> Person:
    person = _person(email)
    if person is None:
        raise nobody_has(email)
    return person


def _tell(step: str, email: str) -> None:
    """The person learns by mail what was done; the site or its worker sends it, for a command ends at once."""
    from prongsai.flow.people.told import tell
    from prongsai.flow.site.start import now

    tell(step, _known(email), now=now(), wake=False)


@contextlib.contextmanager
def _in_words(place: str) -> Iterator[None]:
    """What is not possible, as the command line says it."""
    from prongsai.records.actions.grants import NotPossible

    try:
        yield
    except NotPossible as refused:
        raise Refused([Problem(place, refused.text)]) from None


def _role_in(role: str, agency: str | None, problems: list[Problem]) -> tuple[Role | None, Agency | None]:
    from prongsai.records.models import Agency
    from prongsai.records.scope import SYSTEM

    known: Role | None = None
    try:
        known = role_named(role)
    except Refused as refused:
        problems += refused.problems
    where = Agency.objects.within(SYSTEM).filter(code=agency).first() if agency else None
    if agency and where is None:
        problems.append(
            Problem(
                "--agency",
                Text(
                    th=f"ไม่พบหน่วยงานรหัส {shortened(agency)} {_there_are('th')}",
                    en=f"there is no agency {shortened(agency)}; {_there_are('en')}",
                ),
            )
        )
    elif where is None and known in OWN_ROLES:
        problems.append(
            Problem(
                "--agency",
                Text(
                    th=f"บทบาท{ROLE_NAMES[known].th}เป็นของหน่วยงาน ต้องระบุรหัสหน่วยงานด้วย --agency {_there_are('th')}",
                    en=f"{known} is a role of an agency: name its code with --agency; {_there_are('en')}",
                ),
            )
        )
    return known, where


def _there_are(language: Language) -> str:
    from prongsai.records.models import Agency
    from prongsai.records.scope import SYSTEM

    agencies = Agency.objects.within(SYSTEM).order_by("name", "pk")
    some = ", ".join(f"{code} ({name})" for code, name in agencies.values_list("code", "name")[:MOST_AGENCIES])
    more = agencies.count() - MOST_AGENCIES
    if not some:
        return Text(
            th="ยังไม่มีหน่วยงานในระบบ ให้นำเข้าไฟล์ของหน่วยงานก่อนด้วย prongsai import",
            en="there is none yet: prongsai import takes an agency's file in",
        ).say(language)
    if more > 0:
        return Text(th=f"ที่มีคือ {some} และอีก {more} แห่ง", en=f"there are {some} and {more} more").say(language)
    return Text(th=f"ที่มีคือ {some}", en=f"there are {some}").say(language)


def _give(person: Person, role: Role, where: Agency | None, today: datetime.date) -> datetime.date | None:
    """Gives a role without end from the first day on that the person does not hold it; None where they do."""
    from prongsai.flow.site.start import now
    from prongsai.records.actions import grants
    from prongsai.records.models import Grant

    wanted = Grant(person=person, role=role, agency=where, area_kind="" if where else "all", starts=today)
    first = grants.day_to_give_anew(wanted)
    if first is None:
        return None
    grants.give_role(
        by=None,
        person=person,
        role=role,
        agency=where,
        area=None if where else grants.Area("all"),
        manner="own",
        unit=None,
        starts=first,
        ends=None,
        now=now(),
    )
    return first


def _wrong_address(email: str) -> list[Problem]:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from prongsai.records.models import Person

    try:
        validate_email(email)
    except ValidationError:
        shown = shortened(email)
        text = Text(th=f"“{shown}” ไม่ใช่ที่อยู่อีเมล", en=f"“{shown}” is not an e-mail address")
        return [Problem("EMAIL", text)]
    most = Person._meta.get_field("email").max_length
    if most is not None and len(email) > most:
        text = Text(th=f"อีเมลยาวได้ไม่เกิน {most} ตัวอักษร", en=f"an address has at most {most} characters")
        return [Problem("EMAIL", text)]
    return []


def _nobody(email: str) -> Problem:
    email = shortened(email)
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

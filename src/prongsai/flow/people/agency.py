"""An agency's people: who is here, inviting, joining, ending a role, handing over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.flow.year import stored as years
from prongsai.outside import mail
from prongsai.records.actions import people as actions
from prongsai.records.actions.people import Area, Invited, NotPossible
from prongsai.records.models import Agency, Grant, Invitation, MadeDocument, Person, TextBlock, Unit
from prongsai.records.queries import people as queries
from prongsai.records.roles import ROLES, Role
from prongsai.records.scope import Scope
from prongsai.screens.year import Phase

__all__ = ["Area", "Handover", "Invited", "NotPossible", "Roster", "Sent"]


@dataclass(frozen=True)
class Roster:
    """Who holds a role in the agency, who looks in from above, who was invited, which roles the reader may give."""

    grants: tuple[Grant, ...]
    over: tuple[Grant, ...]
    invitations: tuple[Invitation, ...]
    may_give: tuple[Role, ...]


@dataclass(frozen=True)
class Sent:
    """An invitation that was made. ``code`` is empty where it went by mail: who can read the mail has it."""

    invitation: Invitation
    code: str


@dataclass(frozen=True)
class Handover:
    """What a successor needs to know, of the newest year."""

    year: years.StoredYear | None
    open_phases: tuple[Phase, ...]
    documents: tuple[MadeDocument, ...]
    texts: tuple[TextBlock, ...]
    roster: Roster


def roster(scope: Scope, agency: Agency | None, *, now: datetime.datetime, today: datetime.date) -> Roster:
    """The people of an agency; of the areas where None."""
    may_give = tuple(role for role in ROLES if role in scope.may_give(agency))
    if agency is None:
        grants, over = queries.area_grants(today), []
    else:
        grants, over = queries.grants_in(scope, agency, today), queries.grants_over(agency, today)
    return Roster(
        tuple(grants), tuple(over), tuple(queries.open_invitations(agency, now)) if may_give else (), may_give
    )


def held_by(person: Person, today: datetime.date) -> tuple[Grant, ...]:
    """A person's own roles."""
    return tuple(queries.grants_of(person, today))


def invite(
    scope: Scope,
    *,
    by: Person,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    email: str,
    link: str,
    now: datetime.datetime,
) -> Sent:
    """Invites by mail, or for a slip where there is no address. An invitation that cannot be sent is taken back."""
    _may_give(scope, role, agency)
    made = actions.invite(by=by, role=role, agency=agency, area=area, email=email, now=now)
    if not email:
        return Sent(made.invitation, made.code)
    where = agency.name if agency else "ITA"
    body = (
        f"{by.name} เชิญคุณเข้าร่วมงานประเมิน ITA ของ {where} ในระบบโปร่งใส\n\n"
        f"1. เปิด {link}\n2. พิมพ์รหัส  {made.code}\n\n"
        f"รหัสใช้ได้ครั้งเดียว ภายใน {actions.DAYS_VALID} วัน หากไม่ทราบเรื่องนี้ ไม่ต้องทำอะไร\n\n"
        f"{by.name} invites you to the ITA work of {where} in Prongsai.\n\n"
        f"1. Open {link}\n2. Type the code  {made.code}\n\nIt works once, within {actions.DAYS_VALID} days. "
        f"If you did not expect this, do nothing.\n"
    )
    if not mail.send(
        to=made.invitation.email, subject=f"คำเชิญเข้าระบบโปร่งใส / Invitation to Prongsai: {where}", body=body
    ):
        actions.withdraw(by=by, invitation=made.invitation, now=now)
        raise NotPossible(
            "ส่งอีเมลไม่สำเร็จ จึงยังไม่มีคำเชิญ ตรวจที่อยู่อีเมล หรือเลือกพิมพ์ใบรหัสแทน",
            "The mail could not be sent, so nobody was invited. Check the address, or print a slip instead.",
        )
    return Sent(made.invitation, "")


def withdraw(scope: Scope, *, by: Person, agency: Agency | None, number: int, now: datetime.datetime) -> None:
    """Takes an open invitation of the agency back. KeyError where there is no such one."""
    for each in queries.open_invitations(agency, now):
        if each.pk == number:
            _may_give(scope, each.role, agency)
            actions.withdraw(by=by, invitation=each, now=now)
            return
    raise KeyError(number)


def opened_by(code: str, *, now: datetime.datetime) -> Invitation:
    """The invitation of a code."""
    return actions.invitation_of(code, now=now)


def join(
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
    """Takes the invitation's role."""
    return actions.accept(
        code=code, person=person, email=email, name=name, position=position, password=password, now=now, today=today
    )


def give(
    scope: Scope,
    *,
    by: Person,
    agency: Agency,
    person: int,
    role: Role,
    manner: str,
    unit: int | None,
    starts: datetime.date,
    ends: datetime.date | None,
    now: datetime.datetime,
    today: datetime.date,
) -> Grant:
    """Gives a further role to one of the agency's people. KeyError where they are not."""
    _may_give(scope, role, agency)
    known = {each.person_id: each.person for each in queries.grants_in(scope, agency, today)}
    where = Unit.objects.within(scope).filter(agency=agency, pk=unit).first() if unit else None
    return actions.give_role(
        by=by,
        person=known[person],
        role=role,
        agency=agency,
        area=None,
        manner=manner,
        unit=where,
        starts=starts,
        ends=ends,
        now=now,
    )


def end(
    scope: Scope,
    *,
    by: Person,
    agency: Agency | None,
    grant: int,
    last_day: datetime.date,
    now: datetime.datetime,
    today: datetime.date,
) -> Grant:
    """Ends a role. KeyError where the agency has no such one."""
    grants = queries.grants_in(scope, agency, today) if agency else queries.area_grants(today)
    found = {each.pk: each for each in grants}[grant]
    _may_give(scope, found.role, agency)
    orphan = agency is None or scope.may("give-role", agency)
    actions.end_role(by=by, grant=found, last_day=last_day, orphan=orphan, today=today, now=now)
    return found


def leave(
    scope: Scope,
    *,
    by: Person,
    agency: Agency,
    person: int,
    last_day: datetime.date,
    now: datetime.datetime,
    today: datetime.date,
) -> Person:
    """Somebody leaves the agency. KeyError where they are not in it."""
    grants = [each for each in queries.grants_in(scope, agency, today) if each.person_id == person]
    if not grants:
        raise KeyError(person)
    for each in grants:
        _may_give(scope, each.role, agency)
    gone = grants[0].person
    orphan = scope.may("give-role", agency)
    actions.leave(by=by, person=gone, agency=agency, last_day=last_day, orphan=orphan, today=today, now=now)
    return gone


def handover(scope: Scope, agency: Agency, *, now: datetime.datetime, today: datetime.date) -> Handover:
    """The pack for whoever takes over."""
    found = years.year(scope, agency, None, today)
    documents: list[MadeDocument] = []
    texts: list[TextBlock] = []
    if found is not None:
        documents = list(
            MadeDocument.objects.within(scope)
            .filter(round=found.round, state="ready")
            .defer("data")
            .select_related("made_by")[:50]
        )
        texts = list(TextBlock.objects.within(scope).filter(round=found.round).select_related("changed_by"))
    phases = tuple(each for each in found.phases if each.state != "past") if found else ()
    return Handover(found, phases, tuple(documents), tuple(texts), roster(scope, agency, now=now, today=today))


def _may_give(scope: Scope, role: str, agency: Agency | None) -> None:
    if role not in scope.may_give(agency):
        raise NotPossible(
            "คุณให้หรือสิ้นสุดบทบาทนี้ไม่ได้ ติดต่อผู้ดูแลระบบ", "This role is not yours to give or end; ask an administrator."
        )

"""An agency's people: who is here, inviting, joining, ending a role, handing over."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from prongsai.criteria.names import level_mark
from prongsai.flow.files.naming import document_words
from prongsai.flow.office.units import full_name, standing
from prongsai.flow.people import mail
from prongsai.flow.year import stored as years
from prongsai.language.text import Text
from prongsai.publish.assemble.own_words import PARTS, fields, filled
from prongsai.records.actions import grants
from prongsai.records.actions import people as actions
from prongsai.records.actions.grants import Area, NotPossible
from prongsai.records.actions.people import Invited
from prongsai.records.models import Agency, Grant, Invitation, MadeDocument, Person, TextBlock, Unit
from prongsai.records.queries import people as queries
from prongsai.records.queries.machine.mail import Unsent, invitations_unsent
from prongsai.records.queries.units import now_of, units_in
from prongsai.records.roles import ROLES, UNIT_ROLES, Role
from prongsai.records.scope import Scope
from prongsai.screens.agency.due import open_measures, plan_state
from prongsai.screens.people.roster import (
    Handover,
    HeldRole,
    OpenInvitation,
    Roster,
    UnsentMail,
    WorkDone,
    handover_pack,
)

__all__ = ["Area", "Handover", "Invited", "NotPossible", "Roster", "Sent"]

MOST_DOCUMENTS = 50  # of a handover pack


@dataclass(frozen=True)
class Sent:
    """An invitation that was made. ``code`` is empty where it went by mail: who can read the mail has it."""

    invitation: OpenInvitation
    code: str


def roster(scope: Scope, agency: Agency | None, *, now: datetime.datetime, today: datetime.date) -> Roster:
    """The people of an agency; of the areas where None."""
    may_give = tuple(role for role in ROLES if role in scope.may_give(agency))
    if agency is None:
        held, over = queries.area_grants(today), []
    else:
        held, over = queries.grants_in(scope, agency, today), queries.grants_over(agency, today)
    named = units_in(agency) if agency is not None else {}
    return Roster(
        held=tuple(_held(grant, named) for grant in held),
        over=tuple(_held(grant) for grant in over),
        invitations=_open_invitations(agency, now, named) if may_give else (),
        may_give=may_give,
        may_orphan=_may_orphan(scope, agency),
    )


def _held(grant: Grant, units: Mapping[int, Unit] | None = None) -> HeldRole:
    return HeldRole(
        id=grant.pk,
        person=grant.person_id,
        name=str(grant.person),
        email=grant.person.email,
        position=grant.person.position,
        role=grant.role,
        manner=grant.manner,
        unit=_named(grant.unit, units or {}),
        unit_over=_over(grant.unit, units or {}) if grant.role in UNIT_ROLES else None,
        agency=grant.agency.name if grant.agency else "",
        area_kind=grant.area_kind,
        area=grant.area,
        starts=grant.starts,
        ends=grant.ends,
    )


def _named(unit: Unit | None, units: Mapping[int, Unit]) -> str:
    """A unit with those above it, where they are at hand."""
    if unit is None:
        return ""
    return full_name(units, unit) if unit.pk in units else unit.name


def _over(unit: Unit | None, units: Mapping[int, Unit]) -> Text | None:
    """That a role counts no more, its unit being closed or merged; None where it stands."""
    if unit is None or unit.valid_to is None:
        return None
    into = now_of(units, unit)
    if into.pk != unit.pk:
        return Text(th=f"รวมเข้ากับ {into.name} แล้ว ให้บทบาทใหม่", en=f"merged into {into.name}: give the role anew")
    return Text(th="ปิดแล้ว ให้บทบาทใหม่", en="closed: give the role anew")


def _open_invitations(
    agency: Agency | None, now: datetime.datetime, units: Mapping[int, Unit]
) -> tuple[OpenInvitation, ...]:
    found = queries.open_invitations(agency, now)
    unsent = invitations_unsent(row.pk for row in found)
    return tuple(_invitation(row, units, unsent=_mail_of(unsent.get(row.pk))) for row in found)


def _mail_of(unsent: Unsent | None) -> UnsentMail | None:
    if unsent is None:
        return None
    if not unsent.due:
        return UnsentMail(state="given-up", tries=unsent.tries, last_try=unsent.last_try)
    return UnsentMail(state="failing" if unsent.tries else "waiting", tries=unsent.tries, last_try=unsent.last_try)


def _invitation(
    invitation: Invitation, units: Mapping[int, Unit] | None = None, *, unsent: UnsentMail | None = None
) -> OpenInvitation:
    return OpenInvitation(
        id=invitation.pk,
        role=invitation.role,
        email=invitation.email,
        agency=invitation.agency.name if invitation.agency else "",
        unit=_named(invitation.unit, units or {}),
        unit_over=_over(invitation.unit, units or {}),
        area_kind=invitation.area_kind,
        area=invitation.area,
        made_by=invitation.made_by.name if invitation.made_by else "",
        expires_at=invitation.expires_at,
        unsent=unsent,
        stopped=not actions.still_invites(invitation),
    )


def held_by(person: Person, today: datetime.date) -> tuple[HeldRole, ...]:
    """A person's own roles."""
    return tuple(_held(grant) for grant in queries.grants_of(person, today))


def units(scope: Scope, agency: Agency) -> list[tuple[int, str]]:
    """Number and name of the agency's units that stand, each behind those above it, in the order of the tree."""
    named = units_in(agency) if scope.may("work", agency) else {}
    return [(unit.pk, full_name(named, unit)) for unit in standing(named)]


def _unit(scope: Scope, agency: Agency | None, number: int | None) -> Unit | None:
    """The unit of a number; ``NotPossible`` where the agency has none: without it a role would hold in all of it."""
    if number is None:
        return None
    found: Unit | None = Unit.objects.within(scope, "invite").filter(agency=agency, pk=number).first()
    if found is None:
        raise NotPossible(
            "ไม่พบส่วนราชการที่เลือก อาจมีผู้ลบไปแล้ว ให้เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง",
            "The unit that was chosen is not there any more: open the page anew and choose again.",
        )
    return found


def invite(
    scope: Scope,
    *,
    by: Person,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    email: str,
    unit: int | None = None,
    now: datetime.datetime,
) -> Sent:
    """Invites by mail, or for a slip where there is no address. Whether the mail is out stands in the roster."""
    _may_give(scope, role, agency)
    where = _unit(scope, agency, unit)
    with transaction.atomic():
        made = actions.invite(by=by, role=role, agency=agency, area=area, email=email, unit=where, now=now)
        if email:
            mail.ask_invitation(made.invitation, now=now)
    return Sent(_invitation(made.invitation, unsent=UnsentMail() if email else None), "" if email else made.code)


def withdraw(scope: Scope, *, by: Person, agency: Agency | None, number: int, now: datetime.datetime) -> None:
    """Takes an open invitation of the agency back. KeyError where there is no such one."""
    for invitation in queries.open_invitations(agency, now):
        if invitation.pk == number:
            _may_give(scope, invitation.role, agency)
            actions.withdraw(by=by, invitation=invitation, now=now)
            return
    raise KeyError(number)


def opened_by(code: str, *, now: datetime.datetime) -> OpenInvitation:
    """The invitation of a code. ``NotPossible`` where it cannot be used."""
    return _invitation(actions.invitation_of(code, now=now))


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
    """Gives a further role to one of the agency's people; ``NotPossible`` where they are no more."""
    _may_give(scope, role, agency)
    known = {held.person_id: held.person for held in queries.grants_in(scope, agency, today)}
    if person not in known:
        raise _no_more()
    where = _unit(scope, agency, unit)
    return grants.give_role(
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
    orphan: bool = False,
    now: datetime.datetime,
    today: datetime.date,
) -> Grant:
    """Ends a role; ``NotPossible`` where the agency has no such one any more. ``orphan``: also where no coordinator
    remains, which counts only of those who may allow it."""
    here = queries.grants_in(scope, agency, today) if agency else queries.area_grants(today)
    ended = next((held for held in here if held.pk == grant), None)
    if ended is None:
        raise _no_more()
    _may_give(scope, ended.role, agency)
    orphan = orphan and _may_orphan(scope, agency)
    grants.end_role(by=by, grant=ended, last_day=last_day, orphan=orphan, today=today, now=now)
    return ended


def leave(
    scope: Scope,
    *,
    by: Person,
    agency: Agency,
    person: int,
    last_day: datetime.date,
    orphan: bool = False,
    now: datetime.datetime,
    today: datetime.date,
) -> Person:
    """Somebody leaves the agency; ``NotPossible`` where they are not in it any more. ``orphan`` as in ``end``."""
    theirs = [held for held in queries.grants_in(scope, agency, today) if held.person_id == person]
    if not theirs:
        raise _no_more()
    for held in theirs:
        _may_give(scope, held.role, agency)
    gone = theirs[0].person
    orphan = orphan and _may_orphan(scope, agency)
    grants.leave(by=by, person=gone, agency=agency, last_day=last_day, orphan=orphan, today=today, now=now)
    return gone


def handover(scope: Scope, agency: Agency, *, now: datetime.datetime, today: datetime.date) -> Handover:
    """The pack for whoever takes over."""
    people = roster(scope, agency, now=now, today=today)
    stored = years.year(scope, agency, None, today)
    if stored is None:
        return handover_pack(None, people)
    made = MadeDocument.objects.within(scope).filter(round=stored.round, state="ready")
    written = TextBlock.objects.within(scope).filter(round=stored.round).select_related("changed_by")
    known = fields(stored.dossier) if stored.dossier is not None else {}
    plan = plan_state(today, stored)
    return handover_pack(
        stored,
        people,
        plan_year=plan.year if plan is not None else None,
        late=plan.late if plan is not None else 0,
        open_measures=open_measures(today, stored),
        made_at=stored.result.made_at if stored.result else None,
        level=_level_of(stored),
        documents=[
            WorkDone(name=document_words(row.kind, row.format, row.version), at=row.ready_at, by=str(row.made_by or ""))
            for row in made.select_related("made_by")[:MOST_DOCUMENTS]
        ],
        texts=[
            WorkDone(
                name=PARTS.get(row.part, Text(th="", en="")),
                at=row.changed_at,
                by=str(row.changed_by or ""),
                text=filled(row.text, known),
            )
            for row in written
        ],
    )


def _level_of(stored: years.StoredYear) -> str:
    """The level of the newest result, with what stands beside one by rules that are not confirmed."""
    if stored.result is None or stored.scorecard is None:
        return ""
    level = stored.scorecard.level
    mark = level_mark(stored.criteria, level.name) if level.basis == "computed" else None
    return f"{stored.result.level} {mark.th}" if mark is not None else stored.result.level


def _may_orphan(scope: Scope, agency: Agency | None) -> bool:
    # Whoever gives every role of the agency can give it a coordinator again.
    return agency is not None and scope.may("give-role", agency)


def _may_give(scope: Scope, role: str, agency: Agency | None) -> None:
    if role not in scope.may_give(agency):
        raise NotPossible(
            "ท่านให้หรือสิ้นสุดบทบาทนี้ไม่ได้ ติดต่อผู้ดูแลระบบ", "This role is not yours to give or end; ask an administrator."
        )


def _no_more() -> NotPossible:
    """What the page showed a moment ago is over: somebody else ended it meanwhile."""
    return NotPossible(
        "มีผู้อื่นสิ้นสุดหรือถอนบทบาทนี้ไปก่อนแล้ว ไม่มีอะไรเปลี่ยน กลับไปดูรายชื่อปัจจุบัน",
        "Somebody else ended or took this role away meanwhile; nothing was changed. Look at the list as it is now.",
    )

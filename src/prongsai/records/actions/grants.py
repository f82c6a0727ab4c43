"""Roles of people: given, ended, and what no change of them may do."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from prongsai.language.calendar import english_date, full_date
from prongsai.language.text import Text
from prongsai.records.actions.coverage import ONE_DAY, Span, first_day_left
from prongsai.records.actions.history import record, shown, turnstile
from prongsai.records.models import Agency, Grant, Person, Unit
from prongsai.records.roles import OWN_ROLES, Role
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet
from prongsai.records.witness import Witness, gone, witness


class NotPossible(Exception):
    """A change that cannot be made; ``text`` says why and what to do, ``texts`` each reason alone."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.texts: tuple[Text, ...] = (Text(th=th, en=en),)

    @classmethod
    def for_all(cls, reasons: Sequence[Text]) -> NotPossible:
        """For several reasons at once, as everything that is wrong with a password."""
        refused = cls(reasons[0].th, reasons[0].en)
        refused.texts = tuple(reasons)
        return refused

    @property
    def text(self) -> Text:
        """All reasons in one text."""
        return Text(th=" ".join(why.th for why in self.texts), en=" ".join(why.en for why in self.texts))


@dataclass(frozen=True)
class Area:
    """What a role over many agencies reaches. ``value`` is empty for ``all``, ``province/district`` for a district."""

    kind: str
    value: str = ""


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
    """A further role for somebody who has an account: their own, acting, or delegated, from a day to a day, which
    must be known for who acts.

    Nobody gives themselves one, nobody holds one twice on a day, and a closed account gets none.
    """
    turnstile(agency)
    right_place(role, agency, area)
    not_oneself(by, person)
    if manner == "acting" and ends is None:
        raise NotPossible(
            "การรักษาราชการแทนต้องมีวันสิ้นสุด ให้ระบุวันสุดท้าย หากยังไม่ทราบ ให้ระบุวันที่คาดไว้แล้วให้บทบาทใหม่เมื่อถึงวันนั้น",
            "Who acts for another does so until a day: give the last day. Where it is not known yet, give the day that "
            "is expected, and the role anew when it comes.",
        )
    if ends is not None and ends < starts:
        raise NotPossible("วันสิ้นสุดอยู่ก่อนวันเริ่ม", "The last day is before the first.")
    standing_unit(unit, agency)
    if not person.is_active:
        raise NotPossible("บัญชีนี้ปิดอยู่ ให้เปิดบัญชีก่อน", "This account is closed; open it first.")
    grant = Grant(
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
    not_twice(grant)
    grant.save()
    detail = {"whom": shown(person), "manner": manner, "starts": str(starts), "ends": str(ends) if ends else None}
    detail |= {"unit": unit.name} if unit is not None else {}
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
    """A role ends after ``last_day``, sooner than it would; one that has not begun is taken away.

    The last coordinator of an agency stays until there is another, unless ``orphan`` allows it; the last administrator
    of the site stays.
    """
    turnstile(grant.agency)
    # As it is now: two may end it at once, and the second must not make it longer or bring it back.
    kept: Grant | None = _locked(Grant.objects.within(SYSTEM).filter(pk=grant.pk)).first()
    if kept is None:
        raise NotPossible(
            "บทบาทนี้มีผู้อื่นถอนออกไปแล้ว ไม่มีอะไรเปลี่ยน", "Somebody else took this role away meanwhile; nothing was changed."
        )
    if kept.ends is not None and kept.ends <= last_day:
        day = kept.ends
        raise NotPossible(
            f"บทบาทนี้สิ้นสุด {full_date(day)} อยู่แล้ว หากต้องการให้ต่อ ให้ผู้อื่นให้บทบาทใหม่ตั้งแต่วันถัดไป",
            f"This role ends on {english_date(day)} anyway. To go on after it, somebody else gives it anew.",
        )
    keep_holders([kept], last_day, orphan=orphan, today=today)
    rows = [_end(kept, last_day)]
    detail = {"whom": shown(kept.person), "last_day": str(last_day)}
    record(agency=grant.agency, person=by, action="end-role", about=kept.role, detail=detail, witnessed=rows, now=now)


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
    turnstile(agency)
    theirs = Grant.objects.within(SYSTEM).filter(person=person, agency=agency).exclude(ends__lte=last_day)
    grants = list(_locked(theirs).order_by("pk"))
    if not grants:
        raise NotPossible("คนนี้ไม่มีบทบาทที่จะสิ้นสุด", "This person has no role here that could end.")
    keep_holders(grants, last_day, orphan=orphan, today=today)
    rows = [_end(grant, last_day) for grant in grants]
    detail = {"whom": shown(person), "last_day": str(last_day), "roles": sorted(grant.role for grant in grants)}
    record(agency=agency, person=by, action="leave", about=shown(person), detail=detail, witnessed=rows, now=now)
    return len(grants)


def _locked(grants: ScopedSet[Grant]) -> ScopedSet[Grant]:
    return grants.select_related("person").select_for_update(of=("self",))


def _end(grant: Grant, last_day: datetime.date) -> Witness:
    if grant.starts > last_day:
        row = gone(grant)
        grant.delete()
        return row
    grant.ends = last_day
    grant.save(update_fields=["ends"])
    return witness(grant)


def keep_holders(grants: Iterable[Grant], last_day: datetime.date, *, orphan: bool, today: datetime.date) -> None:
    """``NotPossible`` where a day from ``today`` on would be left without a coordinator of an agency, or without an
    administrator of the site, by ``grants`` that end after ``last_day``. ``orphan`` allows the first, never the second.

    Holds the agencies' rows until the transaction ends: two who end each other's role see each other.
    """
    ending = list(grants)
    numbers = {grant.pk for grant in ending}
    agencies = {grant.agency_id for grant in ending if grant.role == "coordinator" and grant.agency_id is not None}
    # In one order, so that nobody waits for somebody who waits for them; see ``turnstile``, which the caller asked.
    held_rows = Agency.objects.within(SYSTEM).select_for_update(no_key=True)
    for agency in held_rows.filter(pk__in=agencies).order_by("pk"):
        held = Grant.objects.within(SYSTEM).filter(agency=agency, role="coordinator")
        day = None if orphan else _first_day_left(held, numbers, last_day, today)
        if day is not None:
            raise NotPossible(
                f"เป็นผู้ประสานงานคนสุดท้ายของ {agency.name} ตั้งแต่ {full_date(day)} จะไม่มีผู้ประสานงาน "
                "เชิญผู้รับช่วงให้เข้ามาก่อน หรือให้บทบาทที่ครอบคลุมวันนั้น แล้วจึงสิ้นสุดบทบาทนี้",
                f"This is the last coordinator of {agency.name}: from {english_date(day)} on there would be none. "
                "Invite a successor first, or give the role for that day, then end this one.",
            )
    if any(grant.role == "administrator" and grant.area_kind == "all" for grant in ending):
        over = Grant.objects.within(SYSTEM).filter(role="administrator", area_kind="all")
        list(over.select_for_update(of=("self",)).order_by("pk"))
        day = _first_day_left(over, numbers, last_day, today)
        if day is not None:
            raise NotPossible(
                f"เป็นผู้ดูแลระบบคนสุดท้าย ตั้งแต่ {full_date(day)} จะไม่มีผู้ดูแลระบบ ให้บทบาทแก่ผู้รับช่วงก่อน",
                f"This is the last administrator: from {english_date(day)} on there would be none. "
                "Give the role to a successor first.",
            )


def _first_day_left(
    held: ScopedSet[Grant], ending: Collection[int], last_day: datetime.date, today: datetime.date
) -> datetime.date | None:
    rows = held.filter(person__is_active=True).exclude(ends__lt=today).values_list("pk", "starts", "ends")
    before = [(number, Span(starts, ends)) for number, starts, ends in rows]
    after = [span.until(last_day) if number in ending else span for number, span in before]
    return first_day_left([span for _, span in before], after, today)


def right_place(role: Role, agency: Agency | None, area: Area | None) -> None:
    """``NotPossible`` where the role is not held in such a place: in one agency, or over one area that has a name.

    An agency's own roles are held in an agency; over an area they would be held in every one of it.
    """
    if (agency is None) == (area is None):
        raise ValueError("a role is held in one agency or over one area")
    if agency is None and role in OWN_ROLES:
        raise NotPossible("บทบาทนี้เป็นของหน่วยงาน ต้องระบุหน่วยงาน", "This role is held in an agency: name the agency.")
    # An empty name would reach every agency whose own is not known.
    if area is not None and area.kind != "all" and not all(part.strip() for part in area.value.split("/")):
        raise NotPossible("ระบุชื่อพื้นที่", "Name the area.")
    if area is not None and area.kind == "district" and area.value.count("/") != 1:
        raise NotPossible("ระบุอำเภอเป็น จังหวัด/อำเภอ", "Write a district as province/district.")


def standing_unit(unit: Unit | None, agency: Agency | None) -> None:
    """``NotPossible`` where a unit is not one of the agency that stands: as it is now, whatever was read before."""
    if unit is None:
        return
    held: Unit | None = Unit.objects.within(SYSTEM).filter(pk=unit.pk, agency=agency).first() if agency else None
    if held is None:
        raise NotPossible("ส่วนราชการนี้ไม่ได้อยู่ในหน่วยงาน", "The unit is not one of this agency.")
    if held.valid_to is not None:
        raise NotPossible(
            f"“{held.name}” ปิดหรือรวมกับส่วนราชการอื่นไปแล้ว ให้เลือกส่วนราชการที่ยังเปิดอยู่",
            f"“{held.name}” is closed or was merged: choose a unit that stands.",
        )


def not_oneself(by: Person | None, person: Person) -> None:
    """``NotPossible`` where somebody would give themselves a role."""
    if by is not None and by.pk == person.pk:
        raise NotPossible(
            "ไม่มีผู้ใดให้บทบาทแก่ตนเองได้ ให้ผู้อื่นที่มีสิทธิเป็นผู้ให้",
            "Nobody gives themselves a role: somebody else who may give it has to.",
        )


def not_twice(grant: Grant) -> None:
    """``NotPossible`` where the person holds that role in that place already on a day of ``grant``, not saved yet.

    A section is a place of its own. Holds the person's row until the transaction ends.
    """
    # Two who give each other a role in two agencies are both named by the other's row: that does not wait.
    Person.objects.select_for_update(no_key=True).get(pk=grant.person_id)
    wanted = Span(grant.starts, grant.ends)
    for held in same_roles(grant):
        if wanted.meets(Span(held.starts, held.ends)):
            ends_th = f"ถึง {full_date(held.ends)}" if held.ends else "โดยไม่มีกำหนดสิ้นสุด"
            ends_en = f"until {english_date(held.ends)}" if held.ends else "without end"
            raise NotPossible(
                f"มีบทบาทนี้อยู่แล้ว ตั้งแต่ {full_date(held.starts)} {ends_th} ให้เลือกวันที่ไม่ซ้อนกัน หรือสิ้นสุดบทบาทเดิมก่อน",
                f"They hold this role already, from {english_date(held.starts)} {ends_en}. "
                "Choose days that do not overlap, or end that role first.",
            )


def same_roles(grant: Grant) -> list[Grant]:
    """The rows in which the person holds the role of ``grant`` in its place, by their days."""
    place: dict[str, object] = {"agency": grant.agency, "area_kind": grant.area_kind, "area": grant.area}
    if grant.role == "section-owner":
        place["unit"] = grant.unit
    held = Grant.objects.within(SYSTEM).filter(person_id=grant.person_id, role=grant.role, **place)
    return list(held.exclude(pk=grant.pk).order_by("starts", "pk"))


def day_to_give_anew(grant: Grant) -> datetime.date | None:
    """The first day from ``grant.starts`` on from which the person can hold that role without end; None: they do."""
    spans = [Span(held.starts, held.ends) for held in same_roles(grant)]
    later = [span for span in spans if span.last is None or span.last >= grant.starts]
    if any(span.last is None for span in later):
        return None
    return max([grant.starts, *(span.last + ONE_DAY for span in later if span.last is not None)])

"""Who signs for an agency: shown, kept, changed and taken away."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence

from prongsai.files.incoming import CONTROL
from prongsai.flow.year.stored import year
from prongsai.language.calendar import full_date
from prongsai.language.text import Text
from prongsai.language.typed_days import day_of
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.kinds import lacking
from prongsai.publish.signatories import (
    LONGEST,
    MANNERS,
    MOST_POSITION,
    Signatory,
    places_in,
    plain_position,
    signatory_for,
    typed_of,
)
from prongsai.records.actions.papers import signatories as actions
from prongsai.records.models import Agency, AgencySignatory, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.signatories import (
    MANNER_NAMES,
    KeptSignatory,
    SignatoriesPage,
    SignatoryForm,
)

MOST_ROWS = 200  # of an agency
_FIELDS = ("position", "name", "manner", "own_position", "starts", "ends")
# The papers whose places of signature say what an agency calls those who sign.
_USUAL = ("memo", "order")


def page(scope: Scope, agency: Agency, *, today: datetime.date, form: SignatoryForm | None = None) -> SignatoriesPage:
    """Those who sign for an agency; with ``form`` as it was typed."""
    rows = _rows(scope, agency)
    kept = [_kept(row, today, [signatory_in(other) for other in _beside(row, rows)]) for row in rows]
    order = ("now", "later", "past")
    return SignatoriesPage(
        kept=tuple(sorted(kept, key=lambda each: order.index(each.state))),
        form=form or SignatoryForm(),
        positions=_usual_positions(scope, agency, today) if scope.may("edit-agency", agency) else (),
        may_change=scope.may("edit-agency", agency),
    )


def form_of(scope: Scope, agency: Agency, number: int) -> SignatoryForm | None:
    """One who signs, to be changed; None where there is none in scope."""
    row = AgencySignatory.objects.within(scope).filter(agency=agency, pk=number).first()
    return _form(row) if row is not None else None


def save(
    scope: Scope,
    agency: Agency,
    number: int | None,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> SignatoryForm:
    """Who signs is kept as ``sent``: a form that is ``saved``, or one with what stands in the way.

    ``number`` None: a new one. PermissionError where the scope may not."""
    _may(scope, agency)
    typed = {key: CONTROL.sub(" ", sent.get(key, "")).strip() for key in _FIELDS}
    form = dataclasses.replace(SignatoryForm(number=number, opened=sent.get("opened", "")), **typed)  # type: ignore[arg-type]  # these fields are text
    if number is not None and form_of(scope, agency, number) is None:
        return dataclasses.replace(form, gone=True)
    signing, wrong = _read(form)
    if number is None and AgencySignatory.objects.within(scope).filter(agency=agency).count() >= MOST_ROWS:
        wrong.append(
            Text(
                th=f"หน่วยงานมีรายการผู้ลงนามครบ {MOST_ROWS} รายการแล้ว ให้ลบรายการเก่าก่อน",
                en=f"there are {MOST_ROWS} already: take old ones away first",
            )
        )
    if wrong or signing is None:
        return dataclasses.replace(form, wrong=tuple(wrong))
    try:
        row = actions.keep_signatory(
            agency=agency, pk=number, opened=form.opened, signing=signing, person=person, now=now
        )
    except actions.Overlapping as clash:
        return dataclasses.replace(form, wrong=(_clash(clash.other),))
    except actions.SignatoryChanged as changed:
        return _conflict(form, changed.now, today)
    beside = actions.in_the_same_days(agency, signing, but=row.pk)
    return dataclasses.replace(form, saved=True, beside=tuple(typed_of(signatory_in(other)) for other in beside))


def remove(
    scope: Scope,
    agency: Agency,
    number: int,
    opened: str,
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> SignatoryForm:
    """Who signs is taken away, name and all: a form that is ``saved``, or one with what somebody else did meanwhile."""
    _may(scope, agency)
    try:
        actions.remove_signatory(agency=agency, pk=number, opened=opened, person=person, now=now)
    except actions.SignatoryChanged as changed:
        form = _form(changed.now) if changed.now is not None else SignatoryForm(number=number)
        return _conflict(form, changed.now, today)
    return SignatoryForm(number=number, saved=True)


def _may(scope: Scope, agency: Agency) -> None:
    if not scope.may("edit-agency", agency):
        raise PermissionError("edit-agency")


def _read(form: SignatoryForm) -> tuple[actions.Signing | None, list[Text]]:
    """What is to be kept of a form, and all that is wrong with it."""
    wrong: list[Text] = []
    if not form.position:
        wrong.append(Text(th="ให้ระบุตำแหน่งตามที่ปรากฏใต้ลายมือชื่อในเอกสาร", en="write the position as documents have it"))
    if not form.name:
        wrong.append(Text(th="ให้ระบุชื่อและสกุลของผู้ลงนาม", en="write the name"))
    elif set("()") & set(form.name):
        wrong.append(
            Text(
                th="ชื่อผู้ลงนามมีวงเล็บ ให้พิมพ์เฉพาะชื่อและสกุล โปรแกรมใส่วงเล็บให้ในเอกสาร",
                en="write the name without brackets: documents put them",
            )
        )
    if form.manner not in MANNER_NAMES:
        wrong.append(Text(th="ให้เลือกฐานะของผู้ลงนามจากรายการ", en="choose from the list how they sign"))
    elif form.manner != "own" and not form.own_position:
        wrong.append(
            Text(
                th=f"ผู้ที่{form.manner}ต้องระบุตำแหน่งของตนเองด้วย เช่น รองนายกเทศมนตรี",
                en="who signs for another has a position of their own: write it",
            )
        )
    elif form.manner == "own" and form.own_position:
        wrong.append(
            Text(
                th=f"ระบุตำแหน่งของผู้ลงนามแทนไว้ แต่ยังไม่ได้เลือกว่า {' '.join(MANNERS)} ให้เลือกฐานะ หรือลบตำแหน่งนั้น",
                en="there is a position of who signs for another: choose in which manner, or take it away",
            )
        )
    for what, text, most in (
        (Text(th="ชื่อผู้ลงนาม", en="the name"), form.name, LONGEST),
        (Text(th="ตำแหน่งที่ลงนาม", en="the position"), form.position, MOST_POSITION),
        (Text(th="ตำแหน่งของผู้ลงนามแทน", en="the own position"), form.own_position, MOST_POSITION),
    ):
        if len(text) > most:
            wrong.append(
                Text(
                    th=f"{what.th}ยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {most} ตัวอักษร",
                    en=f"{what.en} has {len(text):,} letters; at most {most} can be taken",
                )
            )
    starts, ends = _day(form.starts), _day(form.ends)
    if starts is None:
        wrong.append(
            Text(
                th="ให้ระบุวันที่เริ่มลงนามได้ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568",
                en="give the first day, as “1 ตุลาคม 2568” or 1/10/2568",
            )
        )
    if form.ends and ends is None:
        wrong.append(
            Text(
                th="ไม่เข้าใจวันสุดท้าย ให้พิมพ์ เช่น 30 กันยายน 2569 หรือ 30/9/2569 หรือเว้นว่างเมื่อยังไม่สิ้นสุด",
                en="cannot read the last day: write “30 กันยายน 2569” or 30/9/2569, or nothing where there is none",
            )
        )
    if starts is not None and ends is not None and ends < starts:
        wrong.append(
            Text(
                th=f"วันสุดท้าย {full_date(ends)} อยู่ก่อนวันเริ่ม {full_date(starts)} ให้ตรวจวันที่ทั้งสอง",
                en="the last day is before the first: check both",
            )
        )
    signed = signatory_for(form.position, _as_typed(form)) if not wrong else None
    if isinstance(signed, Text):  # brackets in the own position that have no pair
        wrong.append(signed)
    if wrong or starts is None:
        return None, wrong
    signing = actions.Signing(
        position=form.position,
        name=form.name,
        manner=form.manner,
        own_position=form.own_position,
        starts=starts,
        ends=ends,
    )
    return signing, []


def _as_typed(form: SignatoryForm) -> str:
    return form.name if form.manner == "own" else f"{form.name} ({form.own_position} {form.manner})"


def _day(typed: str) -> datetime.date | None:
    return day_of(typed) if typed else None


def _clash(other: AgencySignatory) -> Text:
    until = f"ถึง {full_date(other.ends)}" if other.ends else "และยังไม่มีวันสุดท้าย"
    who = typed_of(signatory_in(other))
    return Text(
        th=f"{who} ลงนามในตำแหน่ง “{other.position}” ในฐานะเดียวกันตั้งแต่ {full_date(other.starts)} {until} "
        "ให้ใส่วันสุดท้ายของรายการนั้นก่อน หรือแก้วันที่ของรายการนี้",
        en=f"{who} signs for “{other.position}” in the same manner in some of these days: end that first",
    )


def _conflict(form: SignatoryForm, row: AgencySignatory | None, today: datetime.date) -> SignatoryForm:
    if row is None:
        return dataclasses.replace(form, gone=True)
    # What was typed stays; sent again it stands instead of the other's.
    return dataclasses.replace(form, other=_kept(row, today, ()), opened=actions.stamp(row))


def _rows(scope: Scope, agency: Agency) -> list[AgencySignatory]:
    return list(AgencySignatory.objects.within(scope).filter(agency=agency).select_related("changed_by"))


def _beside(row: AgencySignatory, rows: Iterable[AgencySignatory]) -> list[AgencySignatory]:
    def touch(other: AgencySignatory) -> bool:
        return (other.ends is None or other.ends >= row.starts) and (row.ends is None or other.starts <= row.ends)

    same = [other for other in rows if plain_position(other.position) == plain_position(row.position)]
    return [other for other in same if other.pk != row.pk and touch(other)]


def signatory_in(row: AgencySignatory) -> Signatory:
    """Who signs, as papers have them."""
    manner = next((each for each in MANNERS if each == row.manner), None)
    if manner is None:
        return Signatory(row.position, row.name, starts=row.starts, ends=row.ends)
    return Signatory(row.position, row.name, manner, row.own_position, row.starts, row.ends)


def _kept(row: AgencySignatory, today: datetime.date, beside: Sequence[Signatory]) -> KeptSignatory:
    one = signatory_in(row)
    return KeptSignatory(
        number=row.pk,
        position=row.position,
        name=row.name,
        manner=MANNER_NAMES.get(row.manner, MANNER_NAMES["own"]),
        own_position=row.own_position,
        starts=row.starts,
        ends=row.ends,
        state="now" if one.counts_on(today) else "later" if row.starts > today else "past",
        beside=tuple(map(typed_of, beside)),
        by=row.changed_by.name if row.changed_by else "",
        at=row.changed_at,
    )


def _form(row: AgencySignatory) -> SignatoryForm:
    return SignatoryForm(
        number=row.pk,
        position=row.position,
        name=row.name,
        manner=row.manner,
        own_position=row.own_position,
        starts=full_date(row.starts),
        ends=full_date(row.ends) if row.ends else "",
        opened=actions.stamp(row),
    )


def _usual_positions(scope: Scope, agency: Agency, today: datetime.date) -> tuple[str, ...]:
    found = year(scope, agency, None, today)
    dossier = found.dossier if found is not None else None
    if dossier is None:
        return ()
    named = [place for kind in _USUAL if lacking(dossier, kind) is None for place in places_in(report(dossier, kind))]
    return tuple(dict.fromkeys(named))

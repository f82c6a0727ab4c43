"""What an agency says of itself: shown, and kept with a line of history."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

from prongsai.criteria.agency_kinds import agency_kinds, provinces
from prongsai.criteria.country.place_names import district_named, province_named
from prongsai.files.incoming import CONTROL
from prongsai.flow.documents import particulars as papers
from prongsai.flow.office.hosts import MOST_HOSTS, host_of
from prongsai.flow.office.units import standing
from prongsai.flow.year.stored import years_of
from prongsai.language.calendar import full_date
from prongsai.language.exact import arabic
from prongsai.language.text import Text
from prongsai.language.typed_days import day_of
from prongsai.records.actions.office import particulars as actions
from prongsai.records.actions.office.particulars import Said
from prongsai.records.models import Agency, Person
from prongsai.records.queries.units import units_in
from prongsai.records.scope import Scope
from prongsai.screens.agency.office.particulars import FIELD_NAMES, AgencyPage

MOST_SIZE, MOST_DISTRICT, MOST_PEOPLE = 10, 100, 99_999_999
# Address, telephone and mail have their one home in the papers of a year.
_OF_PAPERS = ("address", "phone", "email")


def page(scope: Scope, agency: Agency, *, today: datetime.date) -> AgencyPage:
    """What is kept of an agency now."""
    said, row = actions.said_of(agency)
    # The running year has papers only once it has a result: those of the newest that has one are shown until then.
    pages = (papers.page(scope, agency, year, today=today) for year in years_of(scope, agency))
    of_year = next((each for each in pages if each is not None), None)
    fields = [each for each in of_year.fields if each.key in _OF_PAPERS] if of_year is not None else []
    return AgencyPage(
        typed=_typed(said),
        kinds=tuple(agency_kinds().items()),
        provinces=provinces(),
        papers=tuple((each.label, each.value) for each in fields),
        year=of_year.year if of_year is not None else None,
        units=len(standing(units_in(agency))),
        may_change=scope.may("edit-agency", agency),
        opened=actions.stamp(said),
        by=str(row.changed_by or "") if row else "",
        at=row.changed_at if row else None,
    )


def save(
    scope: Scope,
    agency: Agency,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> AgencyPage:
    """Keeps what was ``sent``: a page that is ``saved``, or one with what is wrong, or with what somebody else saved.

    PermissionError where the scope may not."""
    if not scope.may("edit-agency", agency):
        raise PermissionError("edit-agency")
    shown = page(scope, agency, today=today)
    typed = {key: _plain(sent.get(key, "")) for key in FIELD_NAMES}
    said, wrong = _read(typed, actions.said_of(agency)[0], today)
    if wrong:
        return dataclasses.replace(shown, typed=typed, wrong=wrong, opened=sent.get("opened", ""))
    try:
        changed = actions.keep_particulars(
            agency=agency, opened=sent.get("opened", ""), said=said, person=person, now=now
        )
    except actions.AgencySaidOtherwise:
        shown = page(scope, agency, today=today)
        mine = _typed(said)
        others = tuple((FIELD_NAMES[key], value) for key, value in shown.typed.items() if value != mine[key])
        return dataclasses.replace(shown, typed=typed, conflict=True, others=others)
    return dataclasses.replace(shown, saved=True, changed=changed)


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(CONTROL.sub(" ", line).split()) for line in lines)))


def _typed(said: Said) -> dict[str, str]:
    return {
        "kind": said.kind,
        "size": said.size,
        "province": said.province,
        "district": said.district,
        "domains": "\n".join(said.domains),
        "staff": "" if said.staff is None else str(said.staff),
        "staff_on": full_date(said.staff_on) if said.staff_on else "",
        "visitors": "" if said.visitors is None else str(said.visitors),
    }


def _read(typed: Mapping[str, str], kept: Said, today: datetime.date) -> tuple[Said, dict[str, Text]]:
    """What is to be kept, and what is wrong by field. What stands already is kept as it is, whatever it is."""
    wrong: dict[str, Text] = {}
    kind, province = typed["kind"], typed["province"]
    if kind != kept.kind and kind not in agency_kinds():
        wrong["kind"] = Text(th="ให้เลือกประเภทจากรายการ", en="choose from the list")
    for key, most in (("size", MOST_SIZE), ("district", MOST_DISTRICT)):
        if len(typed[key]) > most:
            count = len(typed[key])
            wrong[key] = Text(
                th=f"ยาว {count:,} ตัวอักษร รับได้ไม่เกิน {most} ตัวอักษร", en=f"{count:,} letters; at most {most} can be taken"
            )
    if province and province != kept.province:
        known = province_named(province)
        if known is None:
            wrong["province"] = Text(
                th=f"ไม่พบจังหวัด “{province[:60]}” ให้พิมพ์ชื่อเต็มตามรายการ เช่น นครราชสีมา หรือ กทม.",
                en=f"there is no province “{province[:60]}”: write its full name, as in the list",
            )
        province = known or province
    district = typed["district"] if typed["district"] == kept.district else district_named(typed["district"])
    domains = _hosts(typed["domains"], wrong)
    staff, visitors = (_count(key, typed[key], wrong) for key in ("staff", "visitors"))
    staff_on = day_of(typed["staff_on"]) if typed["staff_on"] else None
    if typed["staff_on"] and staff_on is None:
        wrong["staff_on"] = Text(
            th="ไม่เข้าใจวันที่ ให้พิมพ์ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568", en="cannot read the day: write 1/10/2568"
        )
    elif staff_on is not None and staff_on > today and staff_on != kept.staff_on:
        wrong["staff_on"] = Text(
            th=f"{full_date(staff_on)} ยังมาไม่ถึง ให้ระบุวันที่นับจริง",
            en="that day is still to come: give the day of the count",
        )
    elif (staff is None) != (staff_on is None) and "staff" not in wrong:
        key = "staff_on" if staff_on is None else "staff"
        wrong[key] = Text(th="ให้ระบุทั้งจำนวนบุคลากรและวันที่นับ", en="give both the number of staff and the day of the count")
    said = Said(
        kind=kind,
        size=typed["size"],
        province=province,
        district=district,
        domains=domains,
        staff=staff,
        staff_on=staff_on,
        visitors=visitors,
    )
    return said, wrong


def _hosts(typed: str, wrong: dict[str, Text]) -> tuple[str, ...]:
    read = [host_of(each) for each in typed.replace(",", "\n").split()]
    refused = [each for each in read if isinstance(each, Text)]
    hosts = tuple(dict.fromkeys(each for each in read if isinstance(each, str)))
    if refused:
        wrong["domains"] = refused[0]
    elif len(hosts) > MOST_HOSTS:
        wrong["domains"] = Text(th=f"ระบุได้ไม่เกิน {MOST_HOSTS} เว็บไซต์", en=f"at most {MOST_HOSTS} web sites")
    return hosts


def _count(key: str, typed: str, wrong: dict[str, Text]) -> int | None:
    if not typed:
        return None
    plain = str(arabic(typed)).replace(",", "").replace(" ", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 12) or int(plain) > MOST_PEOPLE:
        wrong[key] = Text(
            th=f"“{typed[:40]}” ไม่ใช่จำนวนคน ให้พิมพ์ตัวเลข 0 ถึง {MOST_PEOPLE:,}",
            en=f"give a number from 0 to {MOST_PEOPLE:,}",
        )
        return None
    return int(plain)

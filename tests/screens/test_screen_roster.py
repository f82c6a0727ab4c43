"""Who holds a role, and what a successor needs to know."""

from __future__ import annotations

import datetime

from screen_years import empty, year

from prongsai.criteria.country.holidays import holidays_of
from prongsai.criteria.deadlines import PhaseDays
from prongsai.language.text import Text
from prongsai.screens.agency.due import now_of
from prongsai.screens.people.roster import HeldRole, Roster, WorkDone, handover_pack
from prongsai.screens.year import phases_on

DAY = datetime.date(2026, 7, 1)
MADE = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)


def role(number: int, person: int, name: str) -> HeldRole:
    """A role of somebody."""
    return HeldRole(id=number, person=person, name=name, role="coordinator", starts=DAY)


def test_everybody_is_listed_once_however_many_roles_they_hold() -> None:
    here = Roster(held=(role(1, 7, "Anan"), role(2, 8, "Boon"), role(3, 7, "Anan")))

    assert here.people == [(7, "Anan"), (8, "Boon")]
    assert [held.id for held in here.roles_of(7)] == [1, 3]
    assert here.held_role(2) == role(2, 8, "Boon")
    assert here.held_role(9) is None


def test_handover_of_an_agency_without_a_year_names_its_people_only() -> None:
    pack = handover_pack(None, Roster(held=(role(1, 7, "Anan"),)))

    assert (pack.result, pack.open_phases, pack.documents, pack.texts) == (None, (), (), ())
    assert pack.roster.people == [(7, "Anan")]


def test_handover_says_the_newest_result_and_what_was_made() -> None:
    made = WorkDone(name="brief.docx v1", at=MADE, by="Anan")
    pack = handover_pack(year("rangsit"), Roster(), made_at=MADE, level="ผ่านดีเยี่ยม", documents=[made])

    assert pack.result is not None
    assert (pack.result.year, pack.result.total, pack.result.level, pack.result.version) == (
        2568,
        "99.70",
        "ผ่านดีเยี่ยม",
        1,
    )
    assert pack.documents == (made,)


def test_handover_leaves_out_phases_that_are_over() -> None:
    calendar = [
        PhaseDays(code="a", name=Text(th="ก", en="a"), starts=DAY, ends=DAY - datetime.timedelta(days=1)),
        PhaseDays(code="b", name=Text(th="ข", en="b"), starts=DAY, ends=DAY + datetime.timedelta(days=9)),
    ]
    of_year = empty(phases=phases_on(DAY, calendar, holidays_of((), DAY.year, DAY.year)))

    assert [phase.code for phase in handover_pack(of_year, Roster()).open_phases] == ["b"]
    assert now_of(of_year).phase == of_year.phases[1]

"""The rules of a board: which state its periods give an item, what is due, what two people changed at once."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.board import (
    DONE,
    PATTERNS,
    STATES,
    Pattern,
    PeriodState,
    State,
    asked_in,
    codes_of,
    due_of,
    elements_of,
    is_due,
    is_late,
    merged,
    pattern_of,
    period_days,
    proposed,
    state_of,
)
from prongsai.criteria.editions import edition, editions
from prongsai.language.calendar import closes, fiscal_year, opens

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
STATE = st.sampled_from(STATES)
PERIOD = st.builds(PeriodState, STATE, st.booleans())
FIELDS = st.dictionaries(st.sampled_from("abc"), st.text("xyz", max_size=2), min_size=3)


@pytest.mark.parametrize("name", editions())
def test_every_edition_asks_for_its_disclosure_items_and_names_their_elements(name: str) -> None:
    rules = edition(name)
    asked = asked_in(rules)
    assert asked and all(item.startswith("o") for item in asked)
    for item in asked:
        named = elements_of(rules.items[item])
        assert len({each for each, _ in named}) == len(named) == len(rules.items[item].elements)
        for kind in ("province", "city-municipality"):
            own = elements_of(rules.items[item], kind)
            assert [each for each, element in named if not element.kinds or kind in element.kinds] == [
                each for each, _ in own
            ]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(year=st.integers(2560, 2600))
def test_periods_fill_the_fiscal_year_without_a_gap(pattern: Pattern, year: int) -> None:
    codes = codes_of(pattern)
    days = [period_days(year, code) for code in codes]
    assert pattern_of(codes) == pattern
    if not codes:
        return
    assert days[0] is not None and days[-1] is not None
    assert (days[0].starts, days[-1].ends) == (opens(year), closes(year))
    for before, after in itertools.pairwise(days):
        assert before is not None and after is not None
        assert after.starts == before.ends + datetime.timedelta(days=1) and fiscal_year(after.starts) == year
    assert len({each.name.th for each in days if each is not None}) == len(codes)


@pytest.mark.parametrize("code", ["", "m0", "m13", "q5", "h3", "x1", "m", "m1 ", "mm"])
def test_what_is_no_period_has_no_days(code: str) -> None:
    assert period_days(2569, code) is None


def test_names_of_periods_say_their_months() -> None:
    names = [period_days(2569, code) for code in ("m1", "q2", "h2")]
    assert [each.name.th for each in names if each] == [
        "ต.ค. 2568",
        "ไตรมาสที่ 2 (ม.ค. 2569–มี.ค. 2569)",
        "6 เดือนหลัง (เม.ย. 2569–ก.ย. 2569)",
    ]
    assert next(each.name.en for each in names if each) == "Oct 2025"


@given(own=STATE)
def test_an_item_without_periods_has_its_own_state(own: State) -> None:
    assert state_of(own, ()) == own


@given(own=STATE, periods=st.lists(PERIOD, min_size=1))
def test_an_item_is_done_only_when_every_period_that_is_due_is(own: State, periods: list[PeriodState]) -> None:
    state = state_of(own, periods)
    if own == "not-applicable":
        assert state == own
        return
    asked = [each for each in periods if each.is_due and each.state != "not-applicable"]
    if state in DONE and state != "not-applicable":
        assert asked and all(each.state in DONE for each in asked)
        assert state == min((each.state for each in asked), key=STATES.index)
    if asked and all(each.state in DONE for each in asked):
        assert state in DONE


@given(own=STATE, periods=st.lists(PERIOD, min_size=1), at=st.integers(0, 50))
def test_a_period_that_goes_further_never_takes_an_item_back(own: State, periods: list[PeriodState], at: int) -> None:
    at %= len(periods)
    order = STATES.index
    if periods[at].state in ("entered", "not-applicable"):
        return
    further = STATES[order(periods[at].state) + 1]
    moved = [*periods[:at], PeriodState(further, periods[at].is_due), *periods[at + 1 :]]
    assert order(state_of(own, moved)) >= order(state_of(own, periods))


@given(today=DAYS, own=st.none() | DAYS, deadline=st.none() | DAYS, ends=DAYS)
def test_no_day_is_ever_invented(
    today: datetime.date, own: datetime.date | None, deadline: datetime.date | None, ends: datetime.date
) -> None:
    assert due_of(own, deadline, ends) in (own, deadline, None)
    assert due_of(None, None, ends) is None and not is_late(today, None, "to-do")
    if is_due(today, own, deadline, ends) and own is None:
        assert ends < today and (deadline is None or ends <= deadline)
    for state in STATES:
        late = is_late(today, due_of(own, deadline, ends), state)
        assert not late or state not in DONE


@given(base=FIELDS, mine=FIELDS, kept=FIELDS)
def test_nothing_that_somebody_changed_is_lost(
    base: dict[str, str], mine: dict[str, str], kept: dict[str, str]
) -> None:
    made = merged(base, mine, kept)
    assert set(made.values) == set(mine)
    for name, value in made.values.items():
        if mine[name] == base[name]:
            assert value == kept[name]
        elif kept[name] in (base[name], mine[name]):
            assert value == mine[name] and name not in made.clashes
        else:
            assert made.clashes[name] == kept[name] and value == mine[name]


@given(base=FIELDS, mine=FIELDS, kept=FIELDS)
def test_saving_again_over_what_stands_there_never_clashes(
    base: dict[str, str], mine: dict[str, str], kept: dict[str, str]
) -> None:
    first = merged(base, mine, kept)
    again = merged(kept, first.values, kept)
    assert again.clashes == {} and again.values == first.values


def test_the_explanation_names_elements_and_places() -> None:
    assert proposed([(2, "หน้า 7"), (1, "หน้า 3")], 3) == "องค์ประกอบที่ ๑ หน้า ๓, ที่ ๒ หน้า ๗"
    assert proposed([(1, ""), (2, "")], 2) == "แสดงข้อมูลครบทุกองค์ประกอบ"
    assert proposed([(1, "")], 2) == "องค์ประกอบที่ ๑"
    assert proposed([], 2) == ""
    # Names of files and addresses keep their figures.
    assert proposed([(1, "หน้า 3 ไฟล์ o1_v2.pdf"), (12, "ข้อ 2.1 www.a.go.th/9")], 20) == (
        "องค์ประกอบที่ ๑ หน้า ๓ ไฟล์ o1_v2.pdf, ที่ ๑๒ ข้อ ๒.๑ www.a.go.th/9"
    )

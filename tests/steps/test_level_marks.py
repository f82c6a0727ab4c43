"""A level by rules that were only carried over says so wherever it stands; what is confirmed or announced does not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from prongsai.assess.computation import work
from prongsai.assess.score import scorecard
from prongsai.criteria.editions import edition, editions
from prongsai.criteria.names import LEVEL_NOT_CONFIRMED, level_mark
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.write import make
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.screens.agency.figure import figure_page
from prongsai.screens.agency.results import results_page
from prongsai.screens.figures import possible_levels, shown_level
from prongsai.screens.year import Year

MARK = LEVEL_NOT_CONFIRMED.th
WHOLES = {"IIT": "90.00", "EIT": "91.00", "EIT1": "90.00", "EIT2": "92.00", "OIT": "93.00"}


def round_of(year: int, **published: Any) -> Round:
    told = {"total": "91.50", "instruments": WHOLES, **published}
    data = {"format": "prongsai/round@1", "year": year, "agency": {"name": "เทศบาลตำบลตัวอย่าง"}, "published": told}
    return read_data(data)


def shown(one: Round) -> Any:
    criteria = edition(one.facts.criteria)
    return shown_level(criteria, scorecard(work(criteria, one.facts)))


@pytest.mark.parametrize("name", editions())
def test_only_levels_of_2569_are_carried_over(name: str) -> None:
    criteria = edition(name)
    marks = {level_mark(criteria, step.name) for step in criteria.levels.steps}
    assert marks == ({LEVEL_NOT_CONFIRMED} if name == "nacc-2569" else {None})
    assert level_mark(criteria, "ผ่านดีมาก") is None


def test_pill_is_marked_where_the_rules_gave_the_level() -> None:
    assert (shown(round_of(2569)).name.th, shown(round_of(2569)).mark) == ("ผ่านดี", LEVEL_NOT_CONFIRMED)
    assert (shown(round_of(2568)).name.th, shown(round_of(2568)).mark) == ("ผ่านดี", None)


def test_what_was_announced_is_not_marked_and_what_the_rules_give_beside_it_is() -> None:
    same, other = shown(round_of(2569, level="ผ่านดี")), shown(round_of(2569, level="ผ่าน"))
    assert (same.mark, same.by_rules) == (None, None)
    assert (other.mark, other.by_rules.th[:6], other.by_rules_mark) == (None, "ผ่านดี", LEVEL_NOT_CONFIRMED)
    assert shown(round_of(2568, level="ผ่าน")).by_rules_mark is None


def test_possible_levels_and_pages_are_marked() -> None:
    one = round_of(2569, instruments={"IIT": "90.00"})
    criteria = edition("nacc-2569")
    done = work(criteria, one.facts)
    possible = possible_levels(criteria, scorecard(done))
    assert len(possible) == 2
    assert all(name.th.endswith(MARK) for name in possible)
    whole = round_of(2569)
    done = work(criteria, whole.facts)
    dossier = dossier_of(whole)
    year = Year(
        year=2569, criteria=criteria, file=whole, computation=done, scorecard=scorecard(done), dossier=dossier,
        findings=dossier.findings,
    )  # fmt: skip
    page, figure = results_page(year), figure_page(year, "level")
    assert page.level is not None and page.level.mark == LEVEL_NOT_CONFIRMED
    assert figure is not None and figure.level is not None and figure.level.mark == LEVEL_NOT_CONFIRMED
    assert dossier.findings.level is not None
    assert any("ยังไม่ยืนยันสำหรับปี 2569" in sentence.say("th") for sentence in dossier.findings.level.sentences)


@pytest.mark.parametrize("kind", ["brief", "results", "book"])
def test_documents_mark_it(kind: str) -> None:
    def told(one: Round, *, draft: bool) -> str:
        (made,) = make([one], ["x"], kind, ("html",), draft=draft)
        return re.sub("<[^>]*>", "", made.data.decode()).replace("\u00a0", " ")

    assert MARK in told(round_of(2569), draft=True)
    assert MARK not in told(round_of(2568), draft=True)
    assert f"ผ่านดี” {MARK}" not in told(round_of(2569, level="ผ่านดี"), draft=True)
    # In what is to be signed a star stands for it.
    if kind != "results":
        assert MARK not in told(round_of(2569), draft=False) and "”*" in told(round_of(2569), draft=False)


def test_the_level_of_an_earlier_year_is_marked_in_the_history() -> None:
    one = round_of(2569)
    told = {"total": "91.50", "instruments": WHOLES}
    later = read_data(
        {
            "format": "prongsai/round@1",
            "year": 2569,
            "agency": {"name": "เทศบาลตำบลตัวอย่าง"},
            "published": {"total": "91.50", "instruments": WHOLES, "level": "ผ่านดี"},
            "history": {"2568": {"published": told}},
        }
    )
    years = dossier_of(later).findings.years
    assert [year.level_mark for year in years if year.year == 2568] == [None]
    assert [year.level_mark for year in dossier_of(one).findings.years] == [LEVEL_NOT_CONFIRMED]

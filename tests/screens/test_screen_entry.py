"""The form of announced scores: prefilled, each field with its problem, beside what the rules make of the others."""

from __future__ import annotations

import dataclasses

import pytest
from screen_years import year

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import figure_ids
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.entry import LevelField, TypedScores, beside_computed, typed_scores
from prongsai.screens.agency.intake.entry_fields import ScoreField, form_key

MAE_SOT = year("mae-sot")
RULES = MAE_SOT.criteria
PUBLISHED = {
    "published": {
        "total": "87.15",
        "level": "ผ่าน",
        "instruments": {"IIT": "95.52"},
        "indicators": {"1": "95.24", "10": "80.00"},
    }
}


def field(form: TypedScores, key: str) -> ScoreField:
    """The field of that key."""
    return next(asked for asked in form.fields if asked.key == key)


def test_form_asks_for_every_figure_of_the_edition_and_the_respondents_of_each_part() -> None:
    form = typed_scores(RULES, {}, {})

    assert [(group.head.en, len(group.fields), group.folded) for group in form.groups] == [
        ("Overall", 1, False),
        ("Number of respondents", 3, False),
        ("Instruments", 5, False),
        ("Indicators", 16, False),
        ("Sub-indicators", 7, True),
        ("Questions of IIT", 15, True),
        ("Questions of EIT part 1", 9, True),
        ("Questions of EIT part 2", 9, True),
        ("Items of OIT", 28, True),
    ]
    assert {"ind-6", "ind-6-EIT1", "sub-9-1", "IIT-i15", "EIT2-e9", "OIT-o28", "people-EIT2"} <= {
        asked.key for asked in form.fields
    }
    assert (form.typed, form.wrong, form.differing, form.version) == (0, 0, 0, 0)


@pytest.mark.parametrize("name", sorted(editions()))
def test_each_field_has_a_key_and_a_place_of_its_own_and_no_figure_is_left_out(name: str) -> None:
    criteria = edition(name)
    form = typed_scores(criteria, {}, {})

    keys = [asked.key for asked in form.fields]
    places = [asked.place for asked in form.fields]
    assert len(set(keys)) == len(keys) and len(set(places)) == len(places)
    assert {asked.figure for asked in form.fields} - {None} == set(figure_ids(criteria)) - {"level"}


def test_marks_are_those_of_the_rules_and_one_that_stands_otherwise_stays() -> None:
    now = {
        "disclosure": [
            {"item": "o1", "score": "100.00"},
            {"item": "o2", "score": "37.50", "urls": ["https://a.example"]},
        ]
    }
    form = typed_scores(RULES, now, {"OIT-o3": "40", "OIT-o4": "๑๐๐"})

    assert (field(form, "OIT-o1").value, field(form, "OIT-o1").kept) == ("100", "100.00")
    assert (field(form, "OIT-o2").value, field(form, "OIT-o2").kept) == ("37.50", "37.50")
    assert field(form, "OIT-o3").problem == Text(th="เลือกคะแนนจากรายการ", en="choose a mark of the list")
    assert field(form, "OIT-o4").kept == "100"


@pytest.mark.parametrize(
    ("value", "kept"),
    [("188", 188), ("๑,๒๓๔ คน", 1234), ("0", 0), ("95.5", None), ("-3", None), ("1,23", None), ("99999999999", None)],
)
def test_respondents_are_a_whole_number_of_people(value: str, kept: int | None) -> None:
    people = field(typed_scores(RULES, {}, {"people-IIT": value}), "people-IIT")

    assert people.kept == kept and (people.problem is None) is (kept is not None)


def test_field_shows_what_is_announced_until_something_is_typed() -> None:
    form = typed_scores(RULES, PUBLISHED, {"ind-1": " ๙๖.๑๑ ", "total": ""}, version=3)

    values = {asked.key: asked.value for asked in form.fields if asked.value}
    assert values == {"IIT": "95.52", "ind-1": "๙๖.๑๑", "ind-10": "80.00"}
    assert (form.level.chosen, form.level.value, form.typed, form.version) == ("ผ่าน", "ผ่าน", 4, 3)


def test_wrong_value_is_said_at_its_field_alone_and_a_very_long_one_is_cut() -> None:
    form = typed_scores(RULES, PUBLISHED, {"ind-1": "952.4", "ind-2": "x" * 900})

    assert [asked.key for asked in form.fields if asked.problem] == ["ind-1", "ind-2"]
    assert (form.wrong, len(field(form, "ind-2").value)) == (2, 200)


@pytest.mark.parametrize(
    ("typed", "says", "value"),
    [
        ({"level": "other"}, "type the level as printed, or choose one", ""),
        ({"level": "other", "level-printed": " ระดับ  B "}, None, "ระดับ B"),
        ({"level": "ผ่าน", "level-printed": "B"}, "choose “as printed”, or clear the text", "ผ่าน"),
        ({"level": "ไม่มีระดับนี้"}, "choose a level of the list", "ไม่มีระดับนี้"),
        ({"level": "other", "level-printed": "ก" * 61}, "longer than 60 characters", "ก" * 61),
        ({"level": ""}, None, ""),
    ],
)
def test_level_is_chosen_or_printed(typed: dict[str, str], says: str | None, value: str) -> None:
    form = typed_scores(RULES, PUBLISHED, typed)

    assert (form.level.problem.en if form.level.problem else None) == says
    assert (form.level.value, form.wrong) == (value, int(says is not None))


def test_level_that_the_rules_do_not_know_stands_as_it_was_printed() -> None:
    level = typed_scores(RULES, {"published": {"level": "ระดับ B"}}, {}).level

    assert (level.chosen, level.printed, level.problem) == ("other", "ระดับ B", None)


def test_figures_stand_beside_what_their_parts_give() -> None:
    assert MAE_SOT.scorecard is not None
    form = beside_computed(typed_scores(RULES, PUBLISHED, {}), RULES, MAE_SOT.scorecard)

    given = {asked.key: asked.computed for asked in form.fields if asked.computed}
    assert given["IIT"] == "95.52"
    assert field(form, "IIT").source == Text(th="คำนวณจากตัวชี้วัดได้", en="its indicators give")
    assert field(form, "total").source == Text(th="คำนวณจากเครื่องมือได้", en="its instruments give")
    assert (form.level.by_rules, form.level.differs) == (Text(th="ตามเกณฑ์ได้ “ผ่าน”", en="by the rules “Pass”"), False)
    wrong = {form_key(gap.figure) for gap in MAE_SOT.scorecard.differences}
    assert {asked.key for asked in form.fields if asked.differs} == wrong & {asked.key for asked in form.fields}


def test_level_that_is_not_certain_names_all_that_it_may_be() -> None:
    card = MAE_SOT.scorecard
    assert card is not None
    open_level = dataclasses.replace(card, level=dataclasses.replace(card.level, possible=("ผ่าน", "ผ่านดี")))
    level = beside_computed(typed_scores(RULES, PUBLISHED, {}), RULES, open_level).level

    assert level.by_rules == Text(th="ตามเกณฑ์อาจเป็น ผ่าน หรือ ผ่านดี", en="by the rules perhaps Pass or Good pass")


def test_problems_of_no_field_count_as_wrong() -> None:
    form = TypedScores(level=LevelField(), general=(Problem("", Text(th="ก", en="a")),))

    assert form.wrong == 1

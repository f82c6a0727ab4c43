"""The form of announced scores: prefilled, each field with its problem, beside what the rules make of the others."""

from __future__ import annotations

import dataclasses

import pytest
from screen_years import year

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.entry import LevelField, ScoreField, TypedScores, beside_computed, typed_scores

MAE_SOT = year("mae-sot")
RULES = MAE_SOT.criteria
PUBLISHED = {
    "total": "87.15",
    "level": "ผ่าน",
    "instruments": {"IIT": "95.52"},
    "indicators": {"1": "95.24", "10": "80.00"},
}


def field(form: TypedScores, key: str) -> ScoreField:
    """The field of that key."""
    return next(asked for asked in form.fields if asked.key == key)


def test_form_asks_for_the_total_every_instrument_part_and_indicator() -> None:
    form = typed_scores(RULES, {}, {})

    assert [head.en for head, _ in form.groups] == ["Overall", "Instruments", "Indicators"]
    assert [asked.key for asked in form.fields] == [
        *("total", "IIT", "EIT", "EIT1", "EIT2", "OIT"),
        *(f"ind-{number}" for number in range(1, 11)),
    ]
    assert (form.typed, form.wrong, form.differing, form.version) == (0, 0, 0, 0)


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
    level = typed_scores(RULES, {"level": "ระดับ B"}, {}).level

    assert (level.chosen, level.printed, level.problem) == ("other", "ระดับ B", None)


def test_figures_stand_beside_what_their_parts_give() -> None:
    assert MAE_SOT.scorecard is not None
    form = beside_computed(typed_scores(RULES, PUBLISHED, {}), RULES, MAE_SOT.scorecard)

    given = {asked.key: asked.computed for asked in form.fields if asked.computed}
    assert given["IIT"] == "95.52"
    assert field(form, "IIT").source == Text(th="คำนวณจากตัวชี้วัดได้", en="its indicators give")
    assert field(form, "total").source == Text(th="คำนวณจากเครื่องมือได้", en="its instruments give")
    assert (form.level.by_rules, form.level.differs) == (Text(th="ตามเกณฑ์ได้ “ผ่าน”", en="by the rules “Pass”"), False)
    wrong = {gap.figure.replace(":", "-") for gap in MAE_SOT.scorecard.differences}
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

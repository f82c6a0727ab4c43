"""The scorecard as JSON: every figure of the edition, as the format says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_facts import answered, facts_of, published

from prongsai.assess.score import score
from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.editions import edition, editions

NOW = edition("nacc-2568")
UNKNOWN = {"score": None, "basis": None, "computed": None, "exact": None, "certainty": None, "rests_on": []}


def data(name: str = "nacc-2568", **facts: Any) -> dict[str, Any]:
    criteria = edition(name)
    made = to_json(score(criteria, facts_of(criteria, **facts)), criteria)
    return json.loads(json.dumps(made, ensure_ascii=False))


@pytest.mark.parametrize("name", editions())
def test_json_has_every_figure_with_nulls_where_nothing_is_known(name: str) -> None:
    criteria = edition(name)
    made = data(name)

    assert made["total"] == UNKNOWN
    assert next(iter(made["instruments"])) == "IIT"
    assert list(made["indicators"]) == list(criteria.indicators)
    assert list(made["sub_indicators"]) == list(criteria.sub_indicators)
    assert list(made["items"]) == list(criteria.part_ids())
    count = 1 + sum(len(made[key]) for key in ("instruments", "indicators", "sub_indicators"))
    count += sum(len(one) for key in ("items", "part_indicators") for one in made[key].values())
    assert count == len(score(criteria, facts_of(criteria)).figures)


def test_json_has_the_keys_of_the_format() -> None:
    assert list(data()) == [
        "format",
        "agency",
        "year",
        "criteria",
        "criteria_revision",
        "criteria_checksum",
        "total",
        "level",
        "instruments",
        "indicators",
        "part_indicators",
        "sub_indicators",
        "items",
        "differences",
        "warnings",
    ]
    assert (data()["format"], data()["year"], data()["criteria"]) == ("prongsai/scorecard@1", 2568, "nacc-2568")
    assert data()["agency"] == {"name": "เทศบาลตัวอย่าง"}
    assert list(data()["instruments"]) == ["IIT", "EIT", "EIT1", "EIT2", "OIT"]
    assert list(data()["part_indicators"]) == ["EIT1", "EIT2"]


def test_json_shows_published_digits_and_keeps_the_computed_figure() -> None:
    told = published(
        items={"EIT1": {"e2": "99.79"}},
        part_indicators={"EIT1": {"6": "99.81"}},
        instruments={"IIT": "99.93", "EIT1": "99.82", "EIT2": "100", "OIT": "99.38"},
        total="99.70",
        level="ผ่านดีเยี่ยม",
    )
    made = data(told=told, answers={"EIT1": answered(560, {"e2": [1, 0, 0, 0, 1, 558]})}, marks={"o2": "50"})

    assert made["total"] == {
        "score": "99.70",
        "basis": "published",
        "computed": "99.70",
        "exact": "12463/125",
        "certainty": "confirmed",
        "rests_on": [],
    }
    assert made["instruments"]["EIT2"]["score"] == "100"
    assert made["instruments"]["EIT"]["basis"] == "computed"
    assert made["items"]["EIT1"]["e2"]["exact"] == "1397/14"
    assert made["items"]["EIT1"]["e2"]["respondents"] == 560
    assert made["items"]["OIT"]["o2"]["score"] == "50.00"
    assert made["part_indicators"]["EIT1"]["6"]["score"] == "99.81"
    assert made["level"]["name"] == made["level"]["computed"] == "ผ่านดีเยี่ยม"
    assert made["level"]["possible"] == ["ผ่านดีเยี่ยม"]


def test_json_has_sub_questions_beside_their_item() -> None:
    made = data("nacc-2564", answers={"IIT": answered(10, {"i26.1": [10, 0], "i26.2": [6, 4]})})
    items = made["items"]["IIT"]

    assert (items["i26"]["score"], items["i26.1"]["score"], items["i26.2"]["score"]) == ("80.00", "100.00", "60.00")


def test_json_lists_differences_and_warnings_as_they_are() -> None:
    made = data(
        told=published(instruments={"EIT1": "90.00", "EIT2": "90.00", "EIT": "91.00"}),
        answers={"IIT": answered(5, {"i1": [0, 0, 0, 0, 0, 5]})},
    )

    assert made["differences"] == [
        {"figure": "EIT", "published": "91.00", "computed": "90.00", "explainable": "0.01", "affects": []}
    ]
    assert len(made["warnings"]) == 1
    assert "IIT" in made["warnings"][0]


def test_json_says_why_the_level_is_open() -> None:
    made = data(told=published(instruments={"IIT": "99.29", "EIT": "90.00", "OIT": "99.00"}))

    assert made["level"] == {
        "name": None,
        "basis": None,
        "computed": None,
        "possible": ["ผ่านดี", "ผ่าน"],
        "certainty": None,
        "reason": "ยังไม่ทราบ EIT1, EIT2 จึงอาจเป็น ผ่านดี หรือ ผ่าน",
    }

"""Every worked example beside an edition comes out as its expectation says."""

from __future__ import annotations

from typing import Any

import pytest

from prongsai.assess.score import score
from prongsai.collect.facts import Agency, Answers, Disclosure, Facts, PartAnswers, Published
from prongsai.criteria.editions import edition, editions, folder_of
from prongsai.files.strict_yaml import read_yaml


def _cases() -> list[Any]:
    found = []
    for name in editions():
        folder = folder_of(name).joinpath("cases")
        files = sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else []
        for file in files:
            cases = read_yaml(file.read_bytes(), file.name)
            assert isinstance(cases, list)
            found += [pytest.param(name, case, id=f"{name}-{file.name}-{at}") for at, case in enumerate(cases, 1)]
    return found


def _facts(name: str, case: dict[str, Any]) -> Facts:
    answers = {
        part: PartAnswers(given.get("respondents"), {item: Answers(**each) for item, each in given["items"].items()})
        for part, given in case.get("answers", {}).items()
    }
    marks = [Disclosure(**mark) for mark in case.get("disclosure", [])]
    return Facts(
        agency=Agency(name="เทศบาลตัวอย่าง"),
        year=edition(name).year,
        criteria=name,
        staff=None,
        visitors=None,
        answers=answers,
        disclosure={mark.item: mark for mark in marks},
        published=Published(**case.get("published", {})),
        history={},
        assessor=(),
    )


@pytest.mark.parametrize(("name", "case"), _cases())
def test_worked_example_comes_out_as_expected(name: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "answers", "disclosure", "published", "expect"}
    assert case["expect"]
    card = score(edition(name), _facts(name, case))
    shown = {one: card.level.name if one == "level" else _shown(card.figures[one].shown) for one in case["expect"]}
    assert shown == case["expect"], case["name"]


def _shown(value: object) -> str | None:
    return None if value is None else f"{value:.2f}"


@pytest.mark.parametrize("name", ["nacc-2564", "nacc-2565", "nacc-2568"])
def test_worked_examples_have_names_of_their_own(name: str) -> None:
    names = [param.values[1]["name"] for param in _cases() if param.values[0] == name]
    assert names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["nacc-2564", "nacc-2565"])
def test_edition_has_the_published_form_of_2564(name: str) -> None:
    criteria = edition(name)
    fields = [question for item in criteria.items_of("IIT") for question in item.sub_questions or (item.question,)]
    assert len(fields) == 51  # every answer field of the published form
    assert [len(one.items) for one in criteria.sub_indicators.values()] == [9, 8, 7, 4, 5, 8, 2]
    negative = {one.id for one in fields if one is not None and one.direction == "negative"}
    assert negative == {"i9", "i10", "i11.2", "i16", "i17", "i18.1", "i18.2", "i18.3", "i19", "i22"}

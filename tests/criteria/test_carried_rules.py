"""Rules of an earlier year carried over to one whose own are not announced: the same rules, and every value says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.editions import (
    UnknownEdition,
    carried_from,
    carried_id,
    edition,
    edition_as_kept,
    edition_files,
    editions,
    family,
    folder_of,
    same_body,
    year_in,
)
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.keeping.new import provisional_files
from prongsai.criteria.shapes import Criteria, Origin
from prongsai.files.problems import Refused
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install


def origins(value: Any) -> Iterator[Origin]:
    if isinstance(value, Origin):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from origins(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from origins(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from origins(getattr(value, each.name))


def carried(name: str, year: int) -> Criteria:
    return known.edition(carried_id(name, year))


@pytest.mark.parametrize("name", editions())
def test_every_value_of_carried_rules_says_so_and_none_is_confirmed(name: str) -> None:
    rules = carried(name, 2580)

    found = list(origins(rules))
    assert len(found) > 50
    assert [origin for origin in found if origin.note is None or f"ปี {year_in(name)}" not in origin.note.th] == []
    assert {origin.certainty for origin in found} <= {"inferred", "recollection", "unknown"}
    assert (rules.year, rules.carried_from) == (2580, name)
    assert rules.notice is not None and "ชั่วคราว" in rules.notice.th and str(year_in(name)) in rules.notice.th


@pytest.mark.parametrize("name", editions())
def test_carried_rules_score_as_those_of_their_year_and_invent_no_day(name: str) -> None:
    own, rules = edition(name), carried(name, 2580)

    assert list(rules.items) == list(own.items) and list(rules.indicators) == list(own.indicators)
    assert {step: method.name for step, method in rules.methods.items()} == {
        step: method.name for step, method in own.methods.items()
    }
    assert [instrument.weight for instrument in rules.instruments.values()] == [
        instrument.weight for instrument in own.instruments.values()
    ]
    assert [(phase.starts, phase.ends) for phase in rules.phases] == [(None, None)] * len(own.phases)


def test_carried_rules_are_read_back_from_their_own_files_alone() -> None:
    rules = carried("nacc-2569", 2570)
    files = known.files_of(rules)

    assert files is not None
    assert edition_as_kept(rules.id, {name: text.decode() for name, text in files.items()}, rules.checksum) == rules


def test_notice_of_the_rules_that_are_carried_over_stays() -> None:
    own = dataclasses.replace(edition("nacc-2569"), notice=edition("nacc-2569").body)
    top = provisional_files(own, edition_files(folder_of("nacc-2569")), 2570)["edition.yaml"].decode()

    assert own.body.th in top.splitlines()[7] and "หลักเกณฑ์ชั่วคราว" in top.splitlines()[7]


def test_a_year_has_its_own_rules_or_the_newest_before_it() -> None:
    assert known.rules_of_year("nacc-2567", 2568).id == "nacc-2568"
    assert known.rules_of_year("nacc-2566", 2570).id == "nacc-2570-from-2569"
    assert known.rules_of_year("nacc-2570-from-2569", 2571).id == "nacc-2571-from-2569"
    for body, year in (("nacc-2569", 2560), ("school-2569", 2570)):
        with pytest.raises(UnknownEdition):
            known.rules_of_year(body, year)


@pytest.mark.parametrize("name", ["nacc-2568-from-2569", "nacc-2569-from-2569", "school-2570-from-2569", "x-from-2569"])
def test_no_rules_are_carried_back_or_from_a_body_that_is_not_here(name: str) -> None:
    with pytest.raises(UnknownEdition):
        known.edition(name)


def test_no_edition_says_itself_that_it_is_carried_over(tmp_path: Path) -> None:
    files = known.files_of(carried("nacc-2569", 2570))
    assert files is not None
    folder = tmp_path / "nacc-2570-from-2569"
    folder.mkdir()
    for name, content in files.items():
        if not name.startswith("../"):
            (folder / name).write_bytes(content)

    said = [problem.text.en for problem in check_edition(folder, known=lambda name: edition(name))]
    assert said[0] == "carried_from stands only in rules that the program itself carries over: take the line out"


def test_nothing_is_installed_under_the_id_of_carried_rules(tmp_path: Path) -> None:
    folder = tmp_path / "nacc-2570-from-2569"
    folder.mkdir()
    with pytest.raises(Refused) as refused:
        install(folder, tmp_path / "home")

    assert "nacc-2570" in refused.value.problems[0].text.th


@given(
    body=st.from_regex(r"[a-z]{2,8}(-[a-z]{2,6})?", fullmatch=True), base=st.integers(2560, 2590), on=st.integers(1, 9)
)
def test_an_id_of_carried_rules_tells_its_body_its_year_and_where_they_come_from(body: str, base: int, on: int) -> None:
    own = f"{body}-{base}"
    name = carried_id(own, base + on)

    assert carried_from(name) == own and year_in(name) == base + on
    assert carried_from(own) is None
    assert family(name) == family(own)
    assert same_body(name, base + on) == f"{body}-{base + on}"
    assert carried_id(name, base + on) == carried_id(f"{body}-{base + on}", base + on)

"""Loading editions: every shipped one is sound, says where each value comes from, and cannot change unnoticed."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.editions import UnknownEdition, default_edition, edition, edition_from, editions
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.shapes import CERTAINTIES, Origin
from prongsai.files.problems import Refused

SHIPPED = Path(str(resources.files("prongsai.criteria"))) / "editions"


def walk(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Every value of an edition with its place."""
    yield place, value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from walk(below, f"{place}.{key}")
    elif isinstance(value, tuple):
        for number, below in enumerate(value):
            yield from walk(below, f"{place}.{number}")


@pytest.mark.parametrize("name", editions())
def test_edition_shipped_has_nothing_wrong(name: str) -> None:
    assert [problem.say("en") for problem in check_edition(name)] == []


@pytest.mark.parametrize("name", editions())
def test_edition_shipped_every_record_has_a_source(name: str) -> None:
    criteria = edition(name)
    origins = [(place, value) for place, value in walk(criteria) if isinstance(value, Origin)]
    assert len(origins) > 100
    for place, origin in origins:
        assert origin.certainty in CERTAINTIES, place
        assert origin.source, place
        assert set(origin.source) <= set(criteria.sources), place


@pytest.mark.parametrize("name", editions())
def test_edition_shipped_is_whole(name: str) -> None:
    criteria = edition(name)
    assert criteria.id == name
    assert default_edition(criteria.year) == name
    assert len(criteria.indicators) == 10
    assert {item for one in criteria.indicators.values() for item in one.items} == set(criteria.items)
    for item in criteria.items.values():
        questions = (item.question,) if item.question else item.sub_questions
        assert questions, item.id
        assert criteria.indicators[item.indicator].instrument == item.instrument
    assert criteria.demographics
    assert criteria.recommendations


def test_edition_2568_holds_what_is_known() -> None:
    criteria = edition("nacc-2568")
    assert {name: one.weight for name, one in criteria.instruments.items()} == {"IIT": 30, "EIT": 30, "OIT": 40}
    assert criteria.part_ids() == ("IIT", "EIT1", "EIT2", "OIT")
    assert criteria.instrument_of_part("EIT2").id == "EIT"
    assert [len(criteria.items_of(name)) for name in ("IIT", "EIT", "OIT")] == [15, 9, 28]
    i2 = criteria.items["i2"]
    assert i2.question is not None
    assert i2.question.scale is not None
    assert i2.question.options[0] == "ไม่มี"
    assert i2.question.scale.points[0] == Decimal(100)
    assert criteria.sub_indicators["9.2"].items == ("o5", "o6", "o7", "o8", "o9", "o10", "o11")
    assert criteria.items["o12"].sub_indicator == "9.3"
    assert "{year}" in criteria.items["o12"].wording
    assert criteria.levels.tested == ("IIT", "EIT1", "EIT2", "OIT")
    assert criteria.levels.steps[0].name == "ผ่านดีเยี่ยม"


def test_edition_2568_weights_say_which_are_fitted() -> None:
    criteria = edition("nacc-2568")
    origins = {item.id: item.weight_origin for item in criteria.items.values() if item.weight_origin is not None}
    assert {item for item, origin in origins.items() if origin.certainty == "confirmed"} == {"o2", "o27"}
    assert len(origins) == 28
    fitted = origins["o6"]
    assert fitted.note is not None
    assert "not official" in fitted.note.en


def test_edition_2568_results_day_is_the_only_known_one() -> None:
    known = {phase.id: str(phase.starts) for phase in edition("nacc-2568").phases if phase.starts}
    assert known == {"results": "2025-08-15", "awards": "2025-08-15"}


def test_edition_2566_has_two_parts_of_eit_and_says_what_of_it_is_known() -> None:
    criteria = edition("nacc-2566")
    eit = criteria.instruments["EIT"]
    assert criteria.part_ids() == ("IIT", "EIT1", "EIT2", "OIT")
    assert (eit.origin.certainty, eit.weight) == ("confirmed", 30)
    assert "bangkok-2566" in eit.origin.source
    assert criteria.methods["combined_instrument"].origin.certainty == "confirmed"
    assert criteria.methods["combined_indicator"].origin.certainty == "inferred"
    # Whether the levels test the parts was not found; the total rests on weights that are inferred.
    for year in ("nacc-2566", "nacc-2567"):
        tested = edition(year).levels
        assert tested.tested == ("IIT", "EIT", "OIT")
        assert tested.tested_origin.certainty == "inferred"
        assert tested.tested_origin.note is not None and "is not known" in tested.tested_origin.note.en
    assert {criteria.instruments[name].origin.certainty for name in ("IIT", "OIT")} == {"inferred"}


def test_edition_2566_calendar_is_what_was_found() -> None:
    days = {phase.id: str(phase.starts) for phase in edition("nacc-2566").phases}
    assert days == {
        "announcement": "2022-12-06",
        "field-survey": "2023-03-20",
        "levels": "2023-06-08",
        "results": "2023-08-10",
        "results-of-units": "2023-09-05",
    }


def test_edition_2568_elements_each_have_their_own_mark() -> None:
    items = edition("nacc-2568").items
    assert all(item.elements for item in items.values() if item.instrument == "OIT")
    assert [one.origin.certainty for one in items["o3"].elements][-1] == "confirmed"
    assert {one.origin.certainty for one in items["o5"].elements} == {"recollection"}
    assert [one.kinds for one in items["o1"].elements][2] == ("province",)


def test_edition_recommendation_follows_the_years_own_codes() -> None:
    shared, moved = edition("nacc-2568").recommendations, edition("nacc-2567").recommendations
    assert shared["i1"].refs == ("o8", "o9")
    assert moved["i1"].issue == shared["i1"].issue
    assert moved["i1"].refs == ("o10", "o11")


def test_edition_unknown_names_those_there_are() -> None:
    with pytest.raises(UnknownEdition) as caught:
        edition("nacc-2500")
    assert caught.value.known == editions()
    assert "nacc-2568" in caught.value.problems[0].text.th


def test_edition_is_loaded_once() -> None:
    assert edition("nacc-2568") is edition("nacc-2568")


def test_checksum_does_not_see_layout_but_sees_content(tmp_path: Path) -> None:
    folder = tmp_path / "nacc-2568"
    shutil.copytree(SHIPPED / "nacc-2568", folder)
    scoring = folder / "scoring.yaml"
    text = scoring.read_text("utf-8")
    scoring.write_text("# a comment\n\n" + text, "utf-8")
    assert edition_from(folder).checksum == edition("nacc-2568").checksum
    scoring.write_text(text.replace("total: 70", "total: 71"), "utf-8")
    assert edition_from(folder).checksum != edition("nacc-2568").checksum


def test_edition_loads_without_the_optional_files(tmp_path: Path) -> None:
    folder = tmp_path / "nacc-2568"
    folder.mkdir()
    for name in ("edition.yaml", "scoring.yaml", "wording.yaml"):
        shutil.copy(SHIPPED / "nacc-2568" / name, folder)
    criteria = edition_from(folder)
    assert criteria.crosswalk is None
    assert not criteria.demographics
    assert len(criteria.items) == 52


def test_edition_own_sources_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "nacc-2568"
    shutil.copytree(SHIPPED / "nacc-2568", folder)
    links = folder / "links.yaml"
    links.write_text(links.read_text("utf-8").replace("source: [practice]", "source: [handbook]"), "utf-8")
    with pytest.raises(Refused, match="no source “handbook”"):
        edition_from(folder)
    own = "sources: {handbook: {title: {th: คู่มือ, en: Handbook}, address: example.org}}\n"
    (folder / "sources.yaml").write_text(own, "utf-8")
    assert edition_from(folder).sources["handbook"].address == "example.org"


def test_edition_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nacc-9/scoring.yaml: the file scoring.yaml is missing"):
        edition_from(tmp_path / "nacc-9")


def test_agency_kinds_are_named_in_both_languages() -> None:
    kinds = agency_kinds()
    assert kinds["city-municipality"].th == "เทศบาลนคร"
    assert len({kind.th for kind in kinds.values()}) == len(kinds)
    assert all(kind.en for kind in kinds.values())

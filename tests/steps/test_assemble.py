"""How documents are put together: kinds, profiles, digits, what a file must hold."""

from __future__ import annotations

import dataclasses
import re

import pytest
from tests.steps.documents import document, headings, source, whole

from prongsai.publish.assemble import compose
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.part_makers import part_maker, part_names
from prongsai.publish.assemble.part_use import PartUse
from prongsai.publish.assemble.profiles import digits_of, profile_of, profiles
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Paragraph, Ref, text_runs

ALL = [
    "book", "results", "analysis", "measures", "progress", "memo", "brief", "order", "announcement",
    "committee", "minutes", "letter", "circular", "no-gift", "answers"]  # fmt: skip


def test_kinds_are_those_that_the_command_line_promises() -> None:
    assert list(kinds()) == ALL


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("rangsit", set()),
        ("mae-sot", set()),
        ("trang", {"answers"}),
        ("mae-sai", {"results", "analysis", "answers"}),
    ],
)
def test_kind_that_a_file_has_no_data_for_is_named_with_what_to_add(name: str, without: set[str]) -> None:
    found = {kind: lack for kind in kinds() if (lack := lacking(source(name), kind)) is not None}
    assert set(found) == without
    assert all(re.search("ให้(กรอก|นำเข้า).+ก่อน$", lack.th) and lack.en.endswith("first") for lack in found.values())


def test_digits_are_the_kinds_own_else_the_profiles() -> None:
    assert digits_of(source("rangsit"), "memo") == "thai"
    assert digits_of(source("rangsit"), "book") == "arabic"
    assert digits_of(source("trang"), "book") == "thai"
    assert digits_of(source("trang"), "answers") == "arabic"


def test_profile_that_does_not_exist_is_the_standard_one() -> None:
    given = source("trang")
    assert given.document is not None
    other = dataclasses.replace(given, document=dataclasses.replace(given.document, profile="no-such"))
    assert profile_of(other).id == "standard"


def test_any_agency_may_use_any_profile() -> None:
    made = {name: report(source("rangsit"), "book", name) for name in profiles()}
    assert {name for name, book in made.items() if not book.blocks} == set()


def test_document_names_the_rules_it_rests_on_unless_it_ends_with_a_signature() -> None:
    assert document("rangsit", "results").made_from.startswith("เกณฑ์ nacc-2568 ฉบับแก้ไขที่")
    assert document("mae-sot", "order").printed_source == ""


def test_measures_of_an_agency_without_a_plan_are_proposals() -> None:
    given = dataclasses.replace(source("mae-sot"), plan=None)
    assert given.proposals
    assert any("ข้อเสนอ" in each for each in headings(report(given, "measures")))
    assert not any("ร่างข้อเสนอ" in each for each in headings(document("mae-sot", "measures")))


def test_booklet_promises_measures_only_where_it_has_some() -> None:
    given = dataclasses.replace(source("mae-sot"), plan=None, document=None)
    assert report(given, "book", "standard").title.endswith("สู่มาตรการประจำปีงบประมาณ พ.ศ. 2569")
    assert "มาตรการ" not in report(given, "book", "trang").title


def test_brief_is_the_one_page_in_the_digits_asked_for() -> None:
    made = document("rangsit", "brief", "thai")
    assert made.kind == "brief"
    assert "๙๙.๗๐" in whole(made)


def test_reference_to_a_figure_that_is_not_there_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def stray(source: Dossier, figures: Figures, options: object) -> list[Block]:
        return [Heading(1, text_runs("ก")), Paragraph((Ref("nowhere"),))]

    kind = dataclasses.replace(kinds()["results"], parts=(PartUse("results", {}),))
    monkeypatch.setattr(compose, "kinds", lambda: {"results": kind})
    monkeypatch.setattr(compose, "part_maker", lambda name: stray)
    with pytest.raises(ValueError, match="nowhere"):
        report(source("rangsit"), "results")


def test_part_takes_heading_and_level_of_who_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use = PartUse("results", {"heading": "ผลของ{agency} ปี {year-1}–{year}", "level": "2"})
    monkeypatch.setattr(compose, "kinds", lambda: {"results": dataclasses.replace(kinds()["results"], parts=(use,))})
    first = next(block for block in report(source("trang"), "results").blocks if isinstance(block, Heading))
    assert first == Heading(2, text_runs("ผลของเทศบาลนครตรัง ปี 2563–2564"))


def test_every_part_is_the_function_of_its_own_name() -> None:
    assert [part_maker(name).__name__ for name in part_names()] == list(part_names())


def test_part_that_does_not_exist_is_a_mistake_of_its_name() -> None:
    with pytest.raises(KeyError, match="no_such_part"):
        part_maker("no_such_part")


@pytest.mark.parametrize("kind", ["memo", "progress"])
def test_document_without_scores_asks_for_no_outcome(kind: str) -> None:
    asked = dataclasses.replace(source("mae-sai"), outcome=None)
    assert report(asked, kind) == report(source("mae-sai"), kind)

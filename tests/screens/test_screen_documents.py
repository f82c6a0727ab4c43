"""What can be made of a year, how what was made stands, and whether it is still of today's result and words."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from screen_years import example, year, year_of

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.publish.assemble.kinds import kinds
from prongsai.screens.agency.papers.documents import (
    NOTHING,
    PATIENCE,
    Chosen,
    Documents,
    KeptDocument,
    document_page,
    documents_page,
    listed_of,
)
from prongsai.screens.agency.papers.own_words import KeptWords

NOW = datetime.datetime(2026, 6, 1, 9, 0, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(seconds=1)


def made(**fields: Any) -> KeptDocument:
    """A brief that was asked for just now."""
    return KeptDocument(**({"number": 7, "kind": "brief", "format": "html", "version": 1, "asked_at": NOW} | fields))


def words_at(changed_at: datetime.datetime) -> dict[str, KeptWords]:
    """Words that were written then."""
    return {"results": KeptWords(text="ก", changed_at=changed_at)}


def page(name: str = "mae-sot", **fields: Any) -> Documents:
    """The page of an example's year."""
    return documents_page(2568, year(name).dossier, (), {}, NOW, **fields)


def test_year_without_a_result_offers_nothing_and_says_why() -> None:
    empty = documents_page(2568, None, (), {}, NOW)

    assert [choice.id for choice in empty.choices] == list(kinds())
    assert {choice.lacks for choice in empty.choices} == {NOTHING}
    assert (empty.words, empty.made, empty.busy, empty.profile) == ((), (), False, "standard")


def test_kind_that_lacks_data_says_what_is_missing() -> None:
    file = dataclasses.replace(example("mae-sot"), memo=None, plan=None)
    lacks = {choice.id: choice.lacks for choice in documents_page(2568, year_of(file).dossier, (), {}, NOW).choices}

    assert lacks["brief"] is None
    assert lacks["memo"] is None  # drawn up from the result
    assert lacks["progress"] is not None
    assert "plan" in lacks["progress"].en


def test_page_starts_with_the_profile_that_the_file_names() -> None:
    file = example("trang")
    assert file.document is not None
    for name, shown in (("trang", "trang"), ("nonsense", "standard"), (None, "standard")):
        named = dataclasses.replace(file, document=dataclasses.replace(file.document, profile=name))
        assert documents_page(2564, year_of(named).dossier, (), {}, NOW).profile == shown


def test_choice_that_was_refused_stays_with_what_stands_in_the_way() -> None:
    why = Problem("", Text(th="เลือกชนิดเอกสาร", en="choose a kind of document"))
    refused = page(chosen=Chosen(kind="odd", format="pdf"), problems=[why], may_make=True)

    assert (refused.chosen, refused.problems) == (Chosen(kind="odd", format="pdf"), (why,))
    assert (refused.may_make, refused.may_edit, refused.asked) == (True, False, None)
    assert ("html" in refused.formats, list(refused.digits)) == (True, ["", "arabic", "thai"])


@pytest.mark.parametrize(
    ("kept", "changed_at", "old"),
    [
        (made(), None, False),
        (made(of_current=False), None, True),
        (made(), NOW, False),
        (made(), NOW + MOMENT, True),
        (made(), NOW - MOMENT, False),
    ],
)
def test_document_is_old_where_a_newer_result_or_newer_words_came(
    kept: KeptDocument, changed_at: datetime.datetime | None, old: bool
) -> None:
    assert listed_of(kept, changed_at, NOW).old == old


@pytest.mark.parametrize(
    ("kept", "after", "stuck", "busy"),
    [
        (made(), PATIENCE, False, True),
        (made(), PATIENCE + MOMENT, True, False),
        (made(state="making", lease_until=NOW + 3 * PATIENCE), 3 * PATIENCE, False, True),
        (made(state="making", lease_until=NOW + 3 * PATIENCE), 3 * PATIENCE + MOMENT, True, False),
        (made(state="ready"), 9 * PATIENCE, False, False),
        (made(state="failed"), 9 * PATIENCE, False, False),
    ],
)
def test_document_whose_maker_died_is_stuck_and_no_longer_waited_for(
    kept: KeptDocument, after: datetime.timedelta, stuck: bool, busy: bool
) -> None:
    shown = documents_page(2568, year("mae-sot").dossier, [kept], {}, NOW + after)

    assert (shown.made[0].stuck, shown.made[0].busy, shown.busy) == (stuck, busy, busy)


def test_list_says_how_many_passages_are_wrong_and_names_a_kind_of_earlier_programs_by_its_id() -> None:
    line = {"where": "1", "says_th": "ก", "says_en": "a", "so_th": "ข", "so_en": "b"}
    rows = [made(findings=[line], made_by="Anan"), made(findings=[]), made(kind="gone")]
    shown = documents_page(2568, year("mae-sot").dossier, rows, words_at(NOW), NOW).made

    assert [listed.wrong for listed in shown] == [1, 0, None]
    assert [listed.name for listed in shown] == [kinds()["brief"].name] * 2 + [Text(th="gone", en="gone")]
    assert [listed.made_by for listed in shown] == ["Anan", "", ""]


def test_page_of_one_document_shows_what_it_is_proven_with() -> None:
    kept = made(state="ready", findings=[{"where": "1"}], result_version=2, checksum="sha256:1", head="2", problem="")
    shown = document_page(2568, kept, None, NOW)

    assert (shown.year, shown.listed, shown.findings) == (2568, listed_of(kept, None, NOW), ({"where": "1"},))
    assert (shown.result_version, shown.checksum, shown.head) == (2, "sha256:1", "2")
    assert document_page(2568, made(), None, NOW).findings == ()


def test_lines_that_a_document_leaves_out_are_no_contradictions() -> None:
    left = {"where": "สารบัญ", "left_out": "หน้า 2", "why_th": "ก", "why_en": "a", "instead_th": "ข", "instead_en": "b"}
    wrong = {"where": "ย่อหน้า 1", "says_th": "ก", "says_en": "a", "so_th": "ข", "so_en": "b"}
    page = document_page(2568, dataclasses.replace(made(), findings=[left, wrong]), None, NOW)

    assert (page.findings, page.left_out, page.listed.wrong) == ((wrong,), (left,), 1)

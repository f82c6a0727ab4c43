"""Figure ids: every figure of an edition has one, and loose spellings find the figure that is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import UnknownFigure, figure_ids, item_id, resolve

NOW = edition("nacc-2568")
EARLIER = edition("nacc-2564")  # no EIT parts; sub-questions


def test_figure_ids_stand_in_the_editions_order() -> None:
    ids = figure_ids(NOW)

    assert ids[:7] == ("total", "level", "IIT", "EIT", "EIT1", "EIT2", "OIT")
    assert ids[7:16] == (
        "ind:1", "ind:2", "ind:3", "ind:4", "ind:5", "ind:6", "ind:6@EIT1", "ind:6@EIT2", "ind:7",
    )  # fmt: skip
    assert (
        ids.index("sub:9.1") < ids.index("IIT.i1") < ids.index("EIT1.e1") < ids.index("EIT2.e1") < ids.index("OIT.o1")
    )


def test_figure_ids_count_every_figure_once() -> None:
    ids = figure_ids(NOW)

    assert len(ids) == len(set(ids)) == 2 + 5 + (10 + 6) + 7 + (15 + 9 + 9 + 28)


def test_figure_ids_of_an_instrument_without_parts_have_no_part_indicators() -> None:
    assert [one for one in figure_ids(EARLIER) if "@" in one] == []
    assert "EIT1" not in figure_ids(EARLIER)


def test_figure_ids_name_sub_questions_under_their_part() -> None:
    assert {"IIT.i1", "IIT.i1.1", "IIT.i1.2"} <= set(figure_ids(EARLIER))


@pytest.mark.parametrize("name", editions())
def test_resolve_gives_every_figure_id_back(name: str) -> None:
    criteria = edition(name)

    assert [resolve(criteria, one) for one in figure_ids(criteria)] == list(figure_ids(criteria))


@pytest.mark.parametrize(
    ("given_as", "means"),
    [
        ("i3", "IIT.i3"),
        ("I3", "IIT.i3"),
        ("i๓", "IIT.i3"),
        ("iit.i3", "IIT.i3"),
        ("9.1", "sub:9.1"),
        ("๙.๑", "sub:9.1"),
        ("6", "ind:6"),
        ("6@eit1", "ind:6@EIT1"),
        ("IND:6", "ind:6"),
        ("o9", "OIT.o9"),
        ("O9", "OIT.o9"),
        ("09", "OIT.o9"),
        ("๐9", "OIT.o9"),
        ("๐๙", "OIT.o9"),
        ("010", "OIT.o10"),
        ("๐๑๐", "OIT.o10"),
        ("OIT.๐9", "OIT.o9"),
        (" total ", "total"),
    ],
)
def test_resolve_reads_loose_spellings(given_as: str, means: str) -> None:
    assert resolve(NOW, given_as) == means


def test_resolve_finds_a_sub_question_by_its_own_id() -> None:
    assert resolve(EARLIER, "i1.1") == "IIT.i1.1"
    assert resolve(EARLIER, "e2") == "EIT.e2"


def test_resolve_names_the_candidates_of_an_ambiguous_id() -> None:
    with pytest.raises(UnknownFigure) as caught:
        resolve(NOW, "e2")

    assert caught.value.candidates == ("EIT1.e2", "EIT2.e2")
    assert caught.value.ambiguous
    assert "EIT1.e2, EIT2.e2" in caught.value.text.th
    assert "EIT1.e2, EIT2.e2" in caught.value.text.en


@pytest.mark.parametrize(
    ("given_as", "candidates"),
    [
        ("EIT.e2", ("EIT1.e2", "EIT2.e2")),
        ("IIT.e2", ("EIT1.e2", "EIT2.e2")),
        ("IIT.o9", ("OIT.o9",)),
        ("o99", ()),
        ("", ()),
    ],
)
def test_resolve_suggests_where_there_is_no_such_figure(given_as: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(UnknownFigure) as caught:
        resolve(NOW, given_as)

    assert caught.value.candidates[: len(candidates)] == candidates
    assert not caught.value.ambiguous
    assert given_as in caught.value.text.en


@given(st.text(max_size=12))
def test_resolve_never_fails_otherwise(text: str) -> None:
    try:
        assert resolve(NOW, text) in figure_ids(NOW)
    except UnknownFigure as unknown:
        assert set(unknown.candidates) <= set(figure_ids(NOW))


@pytest.mark.parametrize(
    ("given_as", "item"),
    [
        ("o9", "o9"),
        ("๐9", "o9"),
        ("0 9", "o9"),
        ("o09", "o9"),
        ("0", None),
        ("o0", None),
        ("029", None),
        ("9", None),
        ("E1", "e1"),
    ],
)
def test_item_id_reads_the_letter_o_in_all_its_spellings(given_as: str, item: str | None) -> None:
    assert item_id(NOW, given_as) == item

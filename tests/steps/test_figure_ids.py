"""Figure ids: every figure of an edition has one, and loose spellings find the figure that is meant."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import (
    FigureId,
    UnknownFigure,
    figure_at,
    figure_ids,
    indicator_figure,
    indicator_in,
    item_figure,
    item_id,
    parents,
    resolve,
    sub_indicator_figure,
)
from prongsai.criteria.names import figure_name, figure_title
from prongsai.language.text import Text

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


@pytest.mark.parametrize(
    ("text", "kind", "part", "number", "item", "place"),
    [
        ("total", "total", None, "", "", ("total",)),
        ("level", "level", None, "", "", ("level",)),
        ("OIT", "whole", "OIT", "", "", ("instruments", "OIT")),
        ("EIT1", "whole", "EIT1", "", "", ("instruments", "EIT1")),
        ("ind:6", "indicator", None, "6", "", ("indicators", "6")),
        ("ind:6@EIT1", "indicator", "EIT1", "6", "", ("part_indicators", "EIT1", "6")),
        ("sub:9.1", "sub_indicator", None, "9.1", "", ("sub_indicators", "9.1")),
        ("EIT1.e2", "item", "EIT1", "e2", "e2", ("items", "EIT1", "e2")),
        ("IIT.i1.1", "item", "IIT", "i1.1", "i1", ("items", "IIT", "i1.1")),
    ],
)
def test_figure_id_is_its_text_and_knows_its_pieces(
    text: str, kind: str, part: str | None, number: str, item: str, place: tuple[str, ...]
) -> None:
    figure = FigureId(text)

    assert (figure.kind, figure.part, figure.number, figure.item, figure.place) == (kind, part, number, item, place)
    assert figure == text
    assert {text: 1}[figure] == 1
    assert json.dumps({figure: figure}) == json.dumps({text: text})
    assert FigureId(figure) is figure


def test_figure_id_survives_the_way_to_another_process() -> None:
    figure = pickle.loads(pickle.dumps(indicator_figure("6", "EIT1")))

    assert (figure, figure.kind, figure.part, figure.number) == ("ind:6@EIT1", "indicator", "EIT1", "6")


@pytest.mark.parametrize("name", editions())
def test_figure_ids_are_printed_as_they_are_parsed(name: str) -> None:
    for figure in figure_ids(edition(name)):
        printed = {
            "indicator": lambda one: indicator_figure(one.number, one.part),
            "sub_indicator": lambda one: sub_indicator_figure(one.number),
            "item": lambda one: item_figure(one.part, one.number),
        }.get(figure.kind, FigureId)(figure)

        assert printed == figure
        assert figure_at(figure.place) == figure


@given(st.text(alphabet="indsubtoale:@.69EIT1", max_size=12))
def test_figure_id_takes_any_text_apart_and_keeps_it(text: str) -> None:
    figure = FigureId(text)

    assert str(figure) == text
    assert type(str(figure)) is str
    assert figure.over_all_parts.over_all_parts == figure.over_all_parts


def test_figure_at_refuses_what_is_no_place() -> None:
    with pytest.raises(ValueError, match="no figure stands at"):
        figure_at(("items", "IIT"))


@pytest.mark.parametrize(
    ("figure", "above"),
    [
        ("EIT1.e2", ("ind:6@EIT1",)),
        ("IIT.i1", ("ind:1",)),
        ("OIT.o1", ("sub:9.1",)),
        ("sub:9.1", ("ind:9",)),
        ("ind:6@EIT1", ("EIT1", "ind:6")),
        ("ind:6", ("EIT",)),
        ("EIT1", ("EIT", "level")),
        ("EIT", ("total",)),
        ("OIT", ("total", "level")),
        ("total", ("level",)),
        ("level", ()),
    ],
)
def test_parents_are_the_figures_next_above(figure: str, above: tuple[str, ...]) -> None:
    assert parents(NOW, FigureId(figure)) == above


@pytest.mark.parametrize("name", editions())
def test_parents_lead_from_every_figure_to_the_level(name: str) -> None:
    criteria = edition(name)
    for figure in figure_ids(criteria):
        steps, on_the_way = 0, {figure}
        while "level" not in on_the_way and steps < 9:
            on_the_way = {above for one in on_the_way for above in parents(criteria, one)}
            assert on_the_way <= set(figure_ids(criteria))
            steps += 1
        assert "level" in on_the_way


def test_parents_of_a_sub_question_are_its_item() -> None:
    assert parents(EARLIER, FigureId("IIT.i1.1")) == ("IIT.i1",)


def test_indicator_in_a_part_names_the_part_only_where_there_are_several() -> None:
    assert indicator_in(NOW, "6", "EIT1") == "ind:6@EIT1"
    assert indicator_in(NOW, "1", "IIT") == "ind:1"


def test_figure_title_leaves_out_the_number_that_the_name_gives() -> None:
    assert figure_title(NOW, "ind:9").th == "การเปิดเผยข้อมูล"
    assert figure_name(NOW, "ind:9").th == "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"
    assert (figure_title(NOW, "total"), figure_name(NOW, "total").en) == (Text(th="คะแนนรวม", en="total"), "the total")
    assert figure_title(NOW, "ind:6@EIT1").en.endswith("(EIT1)")
    # Every other kind by the name that the edition gives it.
    for number, sub_indicator in NOW.sub_indicators.items():
        assert figure_title(NOW, f"sub:{number}") == sub_indicator.name
    for code, instrument in NOW.instruments.items():
        assert figure_title(NOW, code) == instrument.name
        for part in instrument.parts:
            assert figure_title(NOW, part.id) == part.name
    assert len({figure_title(NOW, part.id).th for part in NOW.instruments["EIT"].parts}) == 2

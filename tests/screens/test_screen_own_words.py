"""The agency's own words: part by part, marked where their figures moved, and the editor of one part."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from screen_years import year

from prongsai.collect.papers import Document, Section
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.own_words import PARTS
from prongsai.screens.agency.papers.own_words import KeptWords, MovedFigure, OwnWords, editor, own_words

TOTAL = Text(th="คะแนนรวม", en="total score")
NOW = datetime.datetime(2026, 6, 1, 9, 0, tzinfo=datetime.UTC)


def dossier(**fields: Any) -> Dossier:
    """What Mae Sot's documents are made from, without words of its file."""
    of_year = year("mae-sot").dossier
    assert of_year is not None
    return dataclasses.replace(of_year, **({"document": None} | fields))


def kept(text: str = "ได้ {total}", **seen: str) -> KeptWords:
    """Words that were written."""
    return KeptWords(text=text, changed_at=NOW, changed_by="Anan", seen=seen, stamp="1")


def part(name: str, of: Dossier, words: dict[str, KeptWords]) -> OwnWords:
    """A part's words."""
    return next(own for own in own_words(of, words) if own.part == name)


def test_parts_stand_in_the_order_of_a_booklet() -> None:
    order = list(PARTS)
    shown = [own.part for own in own_words(dossier(), {})]

    assert shown == sorted(shown, key=order.index)
    assert {"preface", "results"} <= set(shown)


def test_part_without_words_is_empty() -> None:
    assert part("results", dossier(), {}) == OwnWords(part="results", name=PARTS["results"], in_book=True)


def test_words_that_were_written_here_go_before_those_of_the_file() -> None:
    of_file = dossier(document=Document(sections=(Section(part="preface", text="จากไฟล์"),)))
    before, after = part("preface", of_file, {}), part("preface", of_file, {"preface": kept()})

    assert (before.text, before.from_file, before.kept, before.whole) == ("จากไฟล์", True, None, True)
    assert (after.text, after.from_file, after.kept) == ("ได้ {total}", False, kept())


def test_words_are_marked_where_a_figure_moved_or_went() -> None:
    moved = part("results", dossier(), {"results": kept(total="80.00", IIT="95.52", gone="1.00")}).moved

    assert [(figure.key, figure.before, figure.now) for figure in moved] == [
        ("total", "80.00", "87.15"),
        ("gone", "1.00", None),
    ]
    assert moved[1] == MovedFigure(key="gone", name=Text(th="gone", en="gone"), before="1.00")


def test_editor_shows_the_figures_of_what_is_kept() -> None:
    shown = editor(2568, dossier(), "results", kept("ได้ {total}\nและ 95.10"))

    assert shown.lines == [[("ได้ ", None), ("87.15", TOTAL)], [("และ 95.10", None)]]
    assert (shown.typed, shown.opened, shown.words.text) == (("95.10",), "1", "ได้ {total}\nและ 95.10")
    assert "total" in {chip.key for _, group in shown.palette for chip in group}
    assert shown.box == Text(th="ได้ {คะแนนรวม}\nและ 95.10", en="ได้ {total score}\nและ 95.10")
    assert (shown.saved, shown.conflict, shown.problems) == (False, False, ())


def test_empty_editor_has_no_preview() -> None:
    shown = editor(2568, dossier(), "results", None)

    assert (shown.words.text, list(shown.lines), shown.typed, shown.opened) == ("", [], (), "")


def test_draft_that_was_refused_stays_as_it_was_opened() -> None:
    why = Problem("", Text(th="ไม่รู้จักช่อง", en="no such field"))
    shown = editor(2568, dossier(), "results", kept(), draft="{totl}", opened="0", problems=[why])

    assert (shown.words.text, shown.opened, shown.problems) == ("{totl}", "0", (why,))
    assert shown.words.kept == kept()


def test_draft_beside_what_somebody_else_saved_is_opened_at_that() -> None:
    shown = editor(2568, dossier(), "results", kept("อื่น"), draft="ของฉัน", conflict=True, other=kept("อื่น"))
    deleted = editor(2568, dossier(), "results", None, draft="ของฉัน", conflict=True)

    assert (shown.words.text, shown.opened, shown.other) == ("ของฉัน", "1", kept("อื่น"))
    assert (deleted.opened, deleted.other, deleted.conflict) == ("", None, True)


def test_editor_of_no_part_does_not_exist() -> None:
    with pytest.raises(KeyError):
        editor(2568, dossier(), "nonsense", None)


def test_draft_in_names_of_either_language_is_kept_as_ids() -> None:
    thai = editor(2568, dossier(), "results", None, draft="ได้ {คะแนนรวม} {ตัวชี้วัดที่ ๙} {ไม่มี}")
    english = editor(2568, dossier(), "results", None, draft="ได้ {total score} {score of indicator 9} {ไม่มี}")

    assert thai.words.text == english.words.text == "ได้ {total} {ind:9} {ไม่มี}"
    assert thai.box.th == "ได้ {คะแนนรวม} {คะแนนตัวชี้วัดที่ 9} {ไม่มี}"


def test_chips_are_found_by_any_of_their_words_in_either_digits() -> None:
    def found(words: str) -> list[str]:
        return [chip.key for _, group in editor(2568, dossier(), "results", None, find=words).palette for chip in group]

    assert found("ตัวชี้วัดที่ ๙ ผลต่าง") == found("change indicator 9") == ["change:ind:9"]
    assert found("87.15") == ["total"]
    assert found("ไม่มีคำนี้") == []
    assert len(found("")) == 87


def test_words_moved_of_a_figure_that_is_gone_are_named() -> None:
    moved = part("results", dossier(), {"results": kept(**{"ind:6@EIT1": "90.00"})}).moved

    assert moved[0].name.th == "คะแนนตัวชี้วัดที่ 6 EIT ส่วนที่ 1"


def test_usual_words_are_shown_where_own_words_replace_them() -> None:
    of_preface = editor(2568, dossier(), "preface", None).standard
    assert of_preface is not None and "{ชื่อหน่วยงาน}จัดทำรายงานฉบับนี้" in of_preface.th
    assert "{name of the agency}" in of_preface.en
    of_rationale = editor(2568, dossier(), "rationale", None).standard
    assert of_rationale is not None and "ค่าเป้าหมายที่ใช้คือ" in of_rationale.th
    assert [editor(2568, dossier(), name, None).standard for name in ("introduction", "results")] == [None, None]


def test_typed_number_is_offered_the_figures_that_show_the_same() -> None:
    shown = editor(2568, dossier(), "results", None, draft="ตัวชี้วัดที่ 10 ลดลง ๒๐.๐๐ จาก 100.00 เหลือ 80.00 และ 12.34")

    assert [(figure.number, [chip.key for chip in figure.chips]) for figure in shown.insertable] == [
        ("20.00", ["change:ind:10"]),
        # Of several that show the same, the one that the line speaks of is first.
        ("100.00", ["before:ind:10", "before:ind:3", "before:ind:5"]),
        ("80.00", ["ind:10"]),
    ]

"""Nothing that an agency wrote is lost: each line of its sections stands in its booklet, or is named with why."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.collect.papers import Document, Section
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.assemble.building.printed_words import bare, says_something, texts_of, ways_to_print
from prongsai.publish.assemble.building.wording import filled
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.own_words import PARTS
from prongsai.publish.assemble.profiles import profiles
from prongsai.publish.report import Heading, Report, Table
from prongsai.roundfile.round import Round

ALL = examples()


def lines_of(section: Section) -> list[str]:
    return [line for line in (section.text or "").splitlines() if says_something(line)]


def lost(made: Report, sections: tuple[Section, ...], one: Round) -> list[str]:
    """The lines and headings that the document neither shows nor names."""
    dossier = dossier_of(one)
    texts = [text for block in made.blocks for text in texts_of(block, made.figures)]
    told = {bare(filled(dossier, left.line)) for left in made.left_out}
    heads = {bare(filled(dossier, left.heading or "")) for left in made.left_out}
    gone = []
    for section in sections:
        for line in lines_of(section):
            words = filled(dossier, line)
            if bare(words) not in told and not any(way in text for text in texts for way in ways_to_print(words)):
                gone.append(line)
        head = filled(dossier, section.heading or "")
        numbers = re.findall(r"ตัวชี้วัดที่ ([0-9]+)", head)
        named = numbers and all(any(re.match(rf"ตัวชี้วัดที่{n}(?![0-9])", text) for text in texts) for n in numbers)
        if head and not named and bare(head) not in heads | told and not any(bare(head) in text for text in texts):
            gone.append(head)
    return gone


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_of_an_example_stands_in_its_booklet_or_is_named(name: str) -> None:
    one = ALL[name]
    assert one.document is not None
    assert lost(report_of(one, "book"), one.document.sections, one) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_named_has_its_reason_and_what_stands_instead(name: str) -> None:
    one = ALL[name]
    made = report_of(one, "book")
    texts = [text for block in made.blocks for text in texts_of(block, made.figures)]
    for left in made.left_out:
        assert left.reason.th and left.reason.en and left.instead.th and left.instead.en
        assert not any(bare(left.line) in text for text in texts), "it stands in the document after all"
    # What the makers judge, the contents and handwriting are all that is left out.
    assert {left.part for left in made.left_out} <= {"advice", "analysis", "contents", "handwritten"}


@pytest.mark.parametrize("profile", sorted(profiles()))
@pytest.mark.parametrize("name", ["mae-sot-2568", "trang-2564"])
def test_text_in_every_part_comes_out_in_every_profile(name: str, profile: str) -> None:
    one = ALL[name]
    sections = tuple(
        Section(
            part=part,
            heading=f"หัวข้อเฉพาะของ{part}",
            text=f"ถ้อยคำเฉพาะของหน่วยงานในส่วน {part} บรรทัดแรก\nบรรทัดที่สองของ {part}",
        )
        for part in PARTS
    )
    one = dataclasses.replace(one, document=Document(profile=profile, sections=sections))
    made = report_of(one, "book")
    assert lost(made, sections, one) == [] and made.left_out == ()


@given(
    st.lists(
        st.builds(
            Section,
            part=st.sampled_from(sorted(PARTS)),
            heading=st.none() | st.text("กขคงจฉ 123.", min_size=1, max_size=30),
            text=st.none() | st.text("กขคงจฉชซ 0123.-:\n", max_size=120),
        ),
        max_size=6,
    ).map(tuple)
)
def test_any_sections_come_out(sections: tuple[Section, ...]) -> None:
    one = dataclasses.replace(ALL["mae-sot-2568"], document=Document(profile="mae-sot", sections=sections))
    with_text = tuple(section for section in sections if lines_of(section))
    assert lost(report(dossier_of(one), "book"), with_text, one) == []


def test_the_year_on_year_table_has_the_agencys_remedy_in_each_row() -> None:
    made = report_of(ALL["mae-sot-2568"], "book")
    assert ALL["mae-sot-2568"].document is not None
    (section,) = [s for s in ALL["mae-sot-2568"].document.sections if s.part == "change"]
    rows = {text for block in made.blocks if isinstance(block, Table) for text in texts_of(block, made.figures)}
    lines = lines_of(section)
    assert len(lines) >= 10 and {bare(line) for line in lines} <= rows


def test_change_says_what_the_agency_wrote_and_ours_beside_it_where_the_figures_are_others() -> None:
    right, wrong = "ตัวชี้วัดที่ 4 เพิ่มขึ้น 25.97 คะแนน จึงรักษามาตรฐานไว้", "ตัวชี้วัดที่ 1 ลดลง 4.17 คะแนน จึงปรับปรุงคู่มือ"
    broken = "ตัวชี้วัดที่ 9 ลดลง 9.57 คะแนน จึงเผยแพร่ให้ครบ"
    section = Section(part="change", text="\n".join((right, wrong, broken)))
    one = dataclasses.replace(ALL["mae-sot-2568"], document=Document(profile="mae-sot", sections=(section,)))
    made = report_of(one, "book")
    cells = [
        [bare("".join(getattr(run, "text", "") for run in line)) for line in cell.lines]
        for block in made.blocks
        if isinstance(block, Table) and any(bare("คะแนนปี 2567") in text for text in texts_of(block, made.figures))
        for row in block.rows
        for cell in row
    ]
    said = [texts for texts in cells if any("จึงรักษา" in t or "จึงปรับปรุงคู่มือ" in t or "จึงเผยแพร่ให้ครบ" in t for t in texts)]

    assert [len(texts) for texts in said] == [2, 1, 2]
    assert "แม้ยังสูงกว่าเกณฑ์" in said[0][0] and "เทียบกันโดยตรงไม่ได้" in said[2][0]


def test_own_headings_stand_instead_of_the_usual_ones_not_beside_them() -> None:
    made = report_of(ALL["trang-2564"], "book")
    heads = [
        "".join(getattr(run, "text", "") for run in block.runs) for block in made.blocks if isinstance(block, Heading)
    ]
    for number in ("3. ", "3.1 ", "3.1.1 ", "3.2 ", "3.2.1 ", "4. ", "4.1 ", "4.2 ", "4.3 "):
        assert sum(head.startswith(number) for head in heads) == 1, (number, heads)
    assert [head[:5] for head in heads if head.startswith("3.2.")] == ["3.2.1", "3.2.2"]


def test_advice_that_points_at_a_few_answers_stands_in_no_profile() -> None:
    one = ALL["rangsit-2568"]
    assert one.document is not None
    (advice,) = [s for s in one.document.sections if s.part == "advice" and "ตัวชี้วัดที่ 1 " in (s.heading or "")]
    for profile in profiles():
        given = dataclasses.replace(one, document=dataclasses.replace(one.document, profile=profile))
        made = report_of(given, "book")
        texts = [text for block in made.blocks for text in texts_of(block, made.figures)]
        for line in lines_of(advice):
            assert not any(bare(line) in text for text in texts), profile
            assert line in {left.line for left in made.left_out}, profile


def test_what_was_written_anew_in_the_program_is_named_as_what_stands_instead() -> None:
    given = dossier_of(ALL["rangsit-2568"])
    made = report(dataclasses.replace(given, texts={"preface": "คำนำที่เขียนใหม่"}), "book")
    left = [line for line in made.left_out if line.part == "preface"]
    assert len(left) == 4 and all("เขียนในโปรแกรม" in line.instead.th for line in left)


def test_words_beside_a_number_of_their_own_are_not_taken_for_others() -> None:
    assert bare("ตัวชี้วัดที่ ๖ ลดลง 1.95: รักษามาตรฐาน") in ways_to_print("ตัวชี้วัดที่ 6 ลดลง 1.95: รักษามาตรฐาน")
    assert ways_to_print("ตัวชี้วัดที่ 6 ลดลง 1.95: รักษามาตรฐาน") != ways_to_print("ตัวชี้วัดที่ 3 ลดลง 0.69: รักษามาตรฐาน")
    assert bare("อ\u0e4d\u0e32นาจ") == bare("อำนาจ")
    assert not says_something("สาเหตุ: -") and says_something("สาเหตุ: ไม่มีป้าย")

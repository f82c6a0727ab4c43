"""Numbers of headings: the same in every format, beside the numbers that an agency wrote itself, and only if asked."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from collections.abc import Iterator

import pytest
from documents import example, source
from pypdf import PdfReader
from word_samples import W, part, style_of, text_of

from prongsai.collect.papers import Document, Section
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import EXAMPLES, example_files
from prongsai.flow.by_file.proofread import check_report
from prongsai.language.digits import TO_ARABIC, thai
from prongsai.proofread.document.passages import Passage
from prongsai.proofread.document.read import read_document
from prongsai.proofread.report_pieces import pieces_of
from prongsai.publish.assemble import profiles as profiles_module
from prongsai.publish.assemble.building.heading_numbers import NUMBERED, numbered, own_number
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import digits_of, profiles
from prongsai.publish.guard.signing import made as in_its_state
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.plain_report import headings_of, shown_texts, sound_levels
from prongsai.publish.report import Box, Digits, Heading, PageBreak, Paragraph, Ref, Report, Words, text_runs
from prongsai.publish.word import docx
from prongsai.roundfile.read_file import read_bytes

PUT = re.compile(r"^(?:[0-9]+\.|[0-9]+(?:\.[0-9]+){1,2}) (?=\S)")


def asking(name: str, said: str | None = "yes", digits: Digits = "arabic") -> Dossier:
    """An example whose agency asks for numbers, or for none, or leaves it to the profile."""
    given = source(name)
    document = dataclasses.replace(given.document or Document(), numbered_headings=said)
    return dataclasses.replace(given, document=document, digits=digits)


@functools.cache
def book(digits: Digits) -> Report:
    """A booklet with preface, contents and headings of three levels."""
    return report(asking("watthana-nakhon", digits=digits), "book", "standard")


def shown(made: Report) -> list[str]:
    return [tidied("".join(shown_texts(heading.runs, made))) for heading in headings_of(made.blocks)]


def tidied(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def counted(*heads: tuple[int, str]) -> list[str]:
    """The numbers that headings of levels begin with after numbers were put."""
    blocks = numbered([Heading(level, text_runs(words)) for level, words in heads])
    return [str(block.runs[0].text).split(" ")[0] for block in blocks if isinstance(block, Heading)]


def test_headings_are_counted_by_their_levels_down_to_the_third() -> None:
    heads = ((1, "ก ข"), (2, "ค ง"), (3, "จ ฉ"), (4, "ช ซ"), (3, "ฌ ญ"), (2, "ฎ ฏ"), (1, "ฐ ฑ"), (2, "ฒ ณ"))
    assert counted(*heads) == ["1.", "1.1", "1.1.1", "ช", "1.1.2", "1.2", "2.", "2.1"]


def test_levels_with_gaps_are_counted_as_they_are_shown() -> None:
    assert counted((2, "ก ข"), (4, "ค ง"), (4, "จ ฉ"), (2, "ช ซ")) == ["1.", "1.1", "1.2", "2."]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("บทที่ 1 บทนำ", (1,)),
        ("ส่วนที่ ๑ ผลการประเมิน", (1,)),
        ("3.1 จุดแข็ง", (3, 1)),
        ("๓.๑ จุดแข็ง", (3, 1)),
        ("3.1.2. จุดแข็ง", (3, 1, 2)),
        ("ข้อ ๑ ให้ทุกกอง", (1,)),
        ("2. การนำผลไปใช้", (2,)),
        ("2.การนำผลไปใช้", (2,)),
        ("(4) มาตรการ", (4,)),
        ("4) มาตรการ", (4,)),
        ("ก. ผลการประเมิน", ()),
        ("(ข) ผลการประเมิน", ()),
        ("A. Results", ()),
        ("ภาคผนวก ก", ()),
        ("พ.ศ. 2568 เทียบปีก่อน", None),
        ("ป.ป.ช. และหน่วยงาน", None),
        ("2568 เป็นปีที่ดี", None),
        ("10 ตัวชี้วัด", None),
        ("95.24 คะแนน", None),
        ("ข้อ OIT ที่ไม่ได้คะแนนเต็ม", None),
        ("ข้อคำถามที่ควรพัฒนา", None),
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", None),
        ("EIT ส่วนที่ 1", None),
    ],
)
def test_number_of_its_own_is_told_from_other_beginnings(text: str, number: tuple[int, ...] | None) -> None:
    assert own_number(text) == number


@pytest.mark.parametrize(
    ("heads", "begin"),
    [
        # The count goes on behind a number of its own, and below it.
        (((1, "บทที่ 1 ก"), (2, "ข ค"), (1, "ง จ")), ["บทที่", "1.1", "2."]),
        (((1, "ก ข"), (1, "ส่วนที่ ๒ ค"), (2, "ง จ"), (1, "ฉ ช")), ["1.", "ส่วนที่", "2.1", "3."]),
        (((1, "3. ก"), (2, "3.1 ข"), (2, "ค ง"), (3, "จ ฉ"), (1, "ช ซ")), ["3.", "3.1", "3.2", "3.2.1", "4."]),
        (((1, "ก ข"), (2, "๓.๑ ค"), (2, "ง จ")), ["1.", "๓.๑", "3.2"]),
        (((1, "ก ข"), (2, "ข้อ ๑ ค"), (2, "ง จ")), ["1.", "ข้อ", "1.2"]),
        # A lettered heading counts; below it nothing says what a number would go on from.
        (((1, "ก. ก"), (2, "ค ง"), (1, "จ ฉ")), ["ก.", "ค", "2."]),
        # No number stands twice: those ahead of 1. have none, nor has one for which there is no room.
        (((1, "ค ง"), (2, "จ ฉ"), (1, "1. ข"), (1, "ช ซ")), ["ค", "จ", "1.", "2."]),
        (((1, "1. ก"), (1, "ค ง"), (1, "2. ข"), (1, "ช ซ")), ["1.", "ค", "2.", "3."]),
        (((1, "1. ก"), (1, "ค ง"), (1, "3. ข")), ["1.", "2.", "3."]),
    ],
)
def test_count_goes_on_from_numbers_of_the_agency(heads: tuple[tuple[int, str], ...], begin: list[str]) -> None:
    assert counted(*heads) == begin


def test_heading_alone_and_headings_left_out_have_no_number() -> None:
    preface, first, second = (Heading(1, text_runs(words)) for words in ("คำนำ", "ก ข", "ค ง"))
    assert numbered([first]) == (first,)
    blocks = (preface, PageBreak(), Box("note", (first,)), Paragraph(text_runs("ก")), second)
    kept, _, box, _, last = numbered(blocks, {id(preface)})
    assert kept == preface
    assert isinstance(box, Box) and box.blocks == (Heading(1, (Words("1. "), *first.runs)),)
    assert last == Heading(1, (Words("2. "), *second.runs))


def test_heading_that_begins_with_a_figure_is_numbered() -> None:
    blocks = numbered([Heading(1, (Ref("total"), Words(" คะแนน"))), Heading(1, text_runs("ก ข"))])
    assert [block.runs[0] for block in blocks if isinstance(block, Heading)] == [Words("1. "), Words("2. ")]


def test_booklet_numbers_its_text_and_neither_preface_nor_contents() -> None:
    heads = shown(book("arabic"))
    assert heads[0] == "คำนำ"
    levels = sound_levels(book("arabic").blocks)
    numbers = [PUT.match(head) for head in heads]
    assert [number is not None for number in numbers[1:]] == [level <= 3 for level in levels[1:]]
    put = [number[0] for number in numbers if number is not None]
    assert len(put) == len(set(put)) > 20 and put[0] == "1. " and "6.1.1 " in put


def test_digits_are_those_of_the_document() -> None:
    arabic, in_thai = shown(book("arabic")), shown(book("thai"))
    numbers = [PUT.match(head) for head in arabic]
    assert sum(number is not None for number in numbers) > 20
    for number, head in zip(numbers, in_thai, strict=True):
        assert number is None or head.startswith(thai(number[0]))


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_every_format_has_the_same_numbered_headings(digits: Digits) -> None:
    made = book(digits)
    heads = shown(made)
    # The proofreader's pieces, from the report and from its page.
    pieces = pieces_of(made)
    assert pieces == read_document(html(made).encode(), "document.html").pieces
    read = [tidied(piece.text) for piece in pieces if isinstance(piece, Passage) and piece.level is not None]
    # The page's own title comes before, from the cover.
    asked = [head.translate(TO_ARABIC) for head in heads]
    assert [head.translate(TO_ARABIC) for head in read][-len(heads) :] == asked
    # Word: the headings, and its contents down to the level that they name.
    paragraphs = list(part(docx(made)).iter(f"{W}p"))
    of_style = [
        (style_of(one) or "", tidied(text_of(one))) for one in paragraphs if one.find(f"{W}pPr/{W}pStyle") is not None
    ]
    assert [text for style, text in of_style if re.fullmatch("Heading[1-4]", style)] == heads
    listed = [text for style, text in of_style if re.fullmatch("TOC[1-4]", style)]
    deep = [head for head, heading in zip(heads, headings_of(made.blocks), strict=True) if heading.level <= 2]
    assert len(listed) == len(deep) > 10
    assert all(line.startswith(head) for line, head in zip(listed, deep, strict=True))
    # PDF: its bookmarks, two of which are no headings: the cover's title and the contents.
    titles = [tidied(title) for title in bookmarks(PdfReader(io.BytesIO(pdf(made))).outline)]
    assert [title for title in titles if title in heads] == heads and len(titles) == len(heads) + 2


def bookmarks(outline: list) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from bookmarks(each)
        else:
            yield str(each.title)


@pytest.mark.parametrize("kind", NUMBERED)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_changes_for_who_does_not_ask(name: str, kind: str) -> None:
    if lacking(source(name), kind) is not None:
        return
    usual = report(source(name), kind)
    assert usual == report(asking(name, "no"), kind)
    asked = report(asking(name), kind)
    bare = [PUT.sub("", head) for head in shown(usual)]
    assert [PUT.sub("", head) for head in shown(asked)] == bare
    assert dataclasses.replace(asked, blocks=unheaded(asked)) == dataclasses.replace(usual, blocks=unheaded(usual))


def unheaded(made: Report) -> tuple[object, ...]:
    return tuple(block for block in made.blocks if not isinstance(block, Heading))


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind not in NUMBERED])
def test_other_kinds_are_never_numbered(kind: str) -> None:
    assert report(asking("rangsit"), kind) == report(source("rangsit"), kind)


def test_profile_asks_and_the_agency_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(profile.numbered for profile in profiles().values())
    asking_ones = {key: dataclasses.replace(profile, numbered=True) for key, profile in profiles().items()}
    monkeypatch.setattr(profiles_module, "profiles", lambda: asking_ones)
    assert report(asking("mae-sot", None), "results") == report(asking("mae-sot"), "results")
    assert not any(PUT.match(head) for head in shown(report(asking("mae-sot", "no"), "results")))


def test_numbers_that_the_agency_wrote_stay_in_its_booklet() -> None:
    heads = shown(report(asking("trang"), "book"))
    usual = shown(report(asking("trang", "no"), "book"))
    own = [head for head in usual if PUT.match(head)]
    assert len(own) > 15 and [head for head in heads if head in own] == own
    assert "4.4 ประเด็นที่ต้องแก้ไข/ปรับปรุง/รักษาระดับ" in heads
    assert "2.1 คะแนนรายตัวชี้วัดเรียงตามอันดับ" in heads


def test_other_documents_count_anew_what_the_booklet_numbers() -> None:
    heads = shown(report(asking("rangsit"), "results"))
    assert "2. ผลการประเมิน ITA ของเทศบาลนครรังสิต ตามเครื่องมือการประเมิน" in heads
    numbers = [PUT.match(head) for head in heads]
    assert None not in numbers and len({number[0] for number in numbers if number}) == len(heads)


def test_sub_headings_of_a_preface_have_no_numbers() -> None:
    given = asking("mae-sot")
    assert given.document is not None
    sections = (*given.document.sections, Section("preface", "วัตถุประสงค์ของเล่มนี้", "เพื่อเผยแพร่ผลการประเมิน"))
    told = dataclasses.replace(given, document=dataclasses.replace(given.document, sections=sections))
    heads = shown(report(told, "book", "standard"))
    assert "วัตถุประสงค์ของเล่มนี้" in heads
    assert next(head for head in heads if PUT.match(head)).startswith("1. ")


@pytest.mark.parametrize("name", EXAMPLES)
def test_numbers_hold_nothing_back_from_being_signed(name: str) -> None:
    one = example(name)

    def reasons(said: str) -> list[str]:
        given = dataclasses.replace(asking(name, said), digits=digits_of(source(name), "book"))
        _, held = in_its_state(given, "book", proofread=lambda made: check_report(one, made), draft=False)
        return [each.wrong.th for each in held]

    assert reasons("yes") == reasons("no")


def test_file_says_yes_or_no() -> None:
    text = example_files()["mae-sot-2568.yaml"].decode()
    (one,) = read_bytes(text.replace("document:\n", "document:\n  numbered_headings: yes\n", 1).encode(), "a.yaml")
    assert one.document is not None and one.document.numbered_headings == "yes"
    with pytest.raises(Refused, match="numbered_headings"):
        read_bytes(text.replace("document:\n", "document:\n  numbered_headings: maybe\n", 1).encode(), "a.yaml")

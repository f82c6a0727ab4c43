"""The table of forms, and official papers measured against it: the PDF by its letters, the Word file by its XML."""

from __future__ import annotations

import dataclasses
import functools
import io
from decimal import Decimal

import pytest
from pypdf import PdfReader
from reports import memo
from test_pictures import with_pictures
from word_samples import W, part, text_of

from prongsai.collect.papers import OwnForms
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.flow.rules.known import edition
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.html.page import html
from prongsai.publish.official_forms import PaperForm, form_of, form_rules, form_sources, official_papers
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Column, Paragraph, Report, Signature, Table, cell, text_runs
from prongsai.publish.signing import beside, going_with_signatures
from prongsai.publish.word import docx
from prongsai.roundfile.read_file import read_bytes

POINTS_PER_CM, TWENTIETHS_PER_CM = 72 / 2.54, 1440 / 2.54
# The letters of Sarabun beside those of TH Sarabun.
RATIO = 0.66
EXAMPLES = examples()
PAPERS = sorted(official_papers() & kinds().keys())
# The regulation puts no garuda on minutes.
BEARING = [kind for kind in PAPERS if form_of(kind).garuda_place != "none"]
SIGN = Signature(("(....)", "ปลัดเทศบาล"), ("เห็นชอบ", "...."))
LINE = Paragraph(text_runs("ข้อความ"), indent=True)

Letter = tuple[float, float, float, str]  # from the left and from above in points, the letters' size, the text


@functools.cache
def made(kind: str) -> Report:
    return report_of(EXAMPLES["rangsit-2568"], kind)


@functools.cache
def letters(kind: str) -> tuple[tuple[Letter, ...], ...]:
    return measured(pdf(made(kind)))


def measured(data: bytes) -> tuple[tuple[Letter, ...], ...]:
    pages = []
    for page in PdfReader(io.BytesIO(data)).pages:
        found: list[Letter] = []
        high = float(page.mediabox.height)

        def seen(
            text: str, cm: list[float], tm: list[float], font: object, size: float, found=found, high=high
        ) -> None:
            down = cm[5] + cm[3] * tm[5]
            if text.strip():
                found.append((tm[4] * cm[0] + cm[4], high - down, size * abs(tm[3]), text.strip()))

        page.extract_text(visitor_text=seen)
        pages.append(tuple(found))
    return tuple(pages)


def in_points(length: Decimal) -> float:
    return float(length) * POINTS_PER_CM


def test_every_row_of_the_table_says_where_it_is_from() -> None:
    rules = form_rules()
    assert {rule.source for rule in rules} == form_sources().keys()
    assert [
        rule.id for rule in rules if rule.certainty == "confirmed" and rule.source != "typing" and not rule.where
    ] == []
    assert [rule.id for rule in rules if (rule.source == "recollection") != (rule.certainty == "recollection")] == []
    assert {rule.id for rule in rules} == {each.name for each in dataclasses.fields(PaperForm)} - {"official"}
    pairs = [(rule.id, kind) for rule in rules for kind in rule.kinds]
    assert len(pairs) == len(set(pairs))


def test_an_agency_may_set_what_rests_on_recollection() -> None:
    own = {rule.id for rule in form_rules() if rule.own}
    assert own == {each.name for each in dataclasses.fields(OwnForms)}
    asked = OwnForms(top=Decimal(3), continuation="yes", first_numbered="1")
    assert form_of("order", asked) == dataclasses.replace(
        form_of("order"), top=Decimal(3), continuation=True, first_numbered=1
    )


HEAD = "format: prongsai/round@1\nyear: 2568\nagency: {name: เทศบาลตัวอย่าง}\n"


def test_a_wrong_size_is_refused_with_its_bounds() -> None:
    own = "{left: 2, top: 9, bottom: x, first_numbered: 3, continuation: maybe}"
    with pytest.raises(Refused) as refused:
        read_bytes(f"{HEAD}document: {{forms: {own}}}\n".encode(), "one.yaml", edition=edition)
    said = {problem.place.rpartition(".")[2]: problem.text.en for problem in refused.value.problems}
    assert said == {
        "top": "found “9”, expected a number within 2.3–5",
        "bottom": "found “x”, expected a number within 1–5",
        "first_numbered": "found “3”, expected one of 1, 2",
        "continuation": "found “maybe”, expected one of yes, no",
        "left": "unknown key “left”; known are top, bottom, garuda_top, number_top, first_numbered, continuation "
        "(keys of your own begin with x-)",
    }


def test_an_agencys_own_sizes_are_read_from_its_file() -> None:
    own = "{top: ๓.๕, first_numbered: 1}"
    (one,) = read_bytes(f"{HEAD}document: {{forms: {own}}}\n".encode(), "one.yaml", edition=edition)
    assert one.document is not None and one.document.forms == OwnForms(top=Decimal("3.5"), first_numbered="1")


def test_a_garuda_stands_on_papers_that_have_one() -> None:
    heights = {kind: str(form_of(kind).garuda) for kind in (*PAPERS, "letter", "minutes", "book", "brief")}
    assert heights == {
        **dict.fromkeys(heights, "0"),
        **{kind: "3" for kind in heights if kind in ("order", "announcement", "committee", "no-gift", "letter")},
        **{kind: "1.5" for kind in heights if kind in ("memo", "circular")},
    }
    assert {form_of(kind).garuda_place for kind in ("order", "letter")} == {"center"}
    assert (form_of("memo").garuda_place, form_of("book").garuda_place) == ("left", "none")


@pytest.mark.parametrize("kind", PAPERS)
def test_pdf_is_set_as_the_table_says(kind: str) -> None:
    form, pages = made(kind).set_as, letters(kind)
    text = [letter for page in pages for letter in page if letter[1] > in_points(form.top) and letter[3] != "–"]
    assert min(across for across, *_ in text) == pytest.approx(in_points(form.left), abs=0.6)
    assert max(down for _, down, *_ in text) <= 29.7 * POINTS_PER_CM - in_points(form.bottom)
    indented = [across for across, *_ in text if abs(across - in_points(form.left + form.indent)) < 0.6]
    assert indented
    sizes = {round(size, 2) for *_, size, _ in text}
    assert round(float(form.text) * RATIO, 2) in sizes


@pytest.mark.parametrize("kind", PAPERS)
def test_pdf_numbers_later_pages_at_the_top(kind: str) -> None:
    report, pages = made(kind), letters(kind)
    form = report.set_as
    for number, page in enumerate(pages, 1):
        above = [letter for letter in page if letter[1] < in_points(form.top) and letter[3].startswith("-")]
        assert [letter[3] for letter in above] == ([report.words(f"- {number} -")] if number > 1 else [])
        for across, down, _, _ in above:
            assert in_points(form.number_top) < down < in_points(form.top)
            assert 9 * POINTS_PER_CM < across < 12 * POINTS_PER_CM


@pytest.mark.parametrize("kind", BEARING)
def test_pdf_leaves_the_garudas_place_above_the_first_line(kind: str) -> None:
    form, (first, *_) = made(kind).set_as, letters(kind)
    down = min(down for _, down, *_ in first)
    low = in_points(form.garuda_top + form.garuda)
    if form.garuda_place == "center":
        assert low < down < low + 1.2 * POINTS_PER_CM
    else:
        # Beside the garuda, in letters of its own size.
        title = [letter for letter in first if letter[1] == down]
        assert in_points(form.garuda_top) < down < low
        assert {round(size, 2) for *_, size, _ in title} == {round(float(form.title) * RATIO, 2)}
        labels = {round(size, 2) for *_, size, text in first if text.startswith("ส่")}
        assert round(float(form.label) * RATIO, 2) in labels


@pytest.mark.parametrize("kind", PAPERS)
def test_word_is_set_as_the_table_says(kind: str) -> None:
    form, data = made(kind).set_as, docx(made(kind))
    first = next(part(data).iter(f"{W}sectPr"))
    edges = {
        name: int(first.find(f"{W}pgMar").get(f"{W}{name}")) for name in ("left", "right", "bottom", "top", "header")
    }
    asked = {
        "left": form.left,
        "right": form.right,
        "bottom": form.bottom,
        "top": form.garuda_top if kind in BEARING else form.top,
        "header": form.number_top,
    }
    assert edges == {name: round(float(length) * TWENTIETHS_PER_CM) for name, length in asked.items()}
    # The number's line and the room below it reach down to where later pages begin.
    spacing = part(data, "word/header1.xml").find(f".//{W}spacing")
    reach = int(spacing.get(f"{W}line")) + int(spacing.get(f"{W}after")) + edges["header"]
    assert reach == pytest.approx(float(form.top) * TWENTIETHS_PER_CM, abs=2)
    assert first.find(f"{W}titlePg") is not None
    assert text_of(part(data, "word/header1.xml")) == "- ๑ -" and text_of(part(data, "word/header2.xml")) == ""

    def style(name: str, path: str) -> str:
        found = part(data, "word/styles.xml").find(f"{W}style[@{W}styleId='{name}']")
        node = found.find("/".join(f"{W}{step}" for step in path.split("/")[:-1]))
        return str(node.get(f"{W}{path.split('/')[-1]}"))

    assert style("BodyText", "rPr/szCs/val") == str(int(form.text * 2))
    assert style("BodyTextFirstIndent", "pPr/ind/firstLine") == str(round(float(form.indent) * TWENTIETHS_PER_CM))
    assert style("BodyTextFirstIndent", "pPr/spacing/before") == str(int(form.before_parts * 20))
    assert style("MemoTitle", "rPr/szCs/val") == str(int(form.title * 2))
    assert (style("MemoTitle", "pPr/spacing/line"), style("MemoTitle", "pPr/spacing/lineRule")) == ("700", "exact")
    assert style("MemoLabel", "rPr/szCs/val") == str(int(form.label * 2))


@pytest.mark.parametrize("kind", BEARING)
def test_word_keeps_the_garudas_place(kind: str) -> None:
    form, body = made(kind).set_as, part(docx(made(kind)))[0]
    high = round(float(form.garuda) * TWENTIETHS_PER_CM)
    if form.garuda_place == "center":
        assert body[0].find(f"{W}pPr/{W}spacing").get(f"{W}line") == str(high)
    else:
        assert body[0].find(f"{W}tr/{W}trPr/{W}trHeight").get(f"{W}val") == str(high)


def test_what_the_agency_sets_is_measured_too() -> None:
    own = dataclasses.replace(made("order"), form=form_of("order", OwnForms(top=Decimal("3.5"), bottom=Decimal(4))))
    _, second, *_ = measured(pdf(own))
    text = [down for _, down, _, said in second if not said.startswith("-")]
    assert in_points(Decimal("3.5")) < min(text) and max(text) < (29.7 - 4) * POINTS_PER_CM
    margins = next(part(docx(own)).iter(f"{W}pgMar"))
    assert margins.get(f"{W}bottom") == str(round(4 * TWENTIETHS_PER_CM))


def test_a_booklet_has_the_garuda_of_a_memo_in_it_and_no_number_of_the_memos_own() -> None:
    book = report_of(EXAMPLES["mae-sai-2566"], "book")
    assert book.memo_set_as.garuda == Decimal("1.5") and book.set_as.garuda == 0
    pages = measured(pdf(book))
    shown = [
        [said for _, down, _, said in page if down < 2.4 * POINTS_PER_CM and said.startswith("-")] for page in pages
    ]
    assert shown[0] == [] and shown[1:] == [[book.words(f"- {number} -")] for number in range(2, len(pages) + 1)]


def test_two_who_choose_sign_side_by_side() -> None:
    assert beside((LINE, SIGN, SIGN)) == {1}
    assert beside((LINE, SIGN, SIGN, SIGN)) == {2}
    assert beside((LINE, Signature(("(....)",)), SIGN, LINE, SIGN)) == frozenset()


def test_text_goes_with_those_who_sign() -> None:
    assert going_with_signatures((LINE, LINE, LINE, SIGN, SIGN), 2) == {1, 2, 3}
    assert going_with_signatures((LINE, SIGN), 2) == {0}
    dated = Paragraph(text_runs("ประกาศ ณ วันที่ ...."), align="center")
    assert going_with_signatures((LINE, LINE, LINE, dated, SIGN), 2) == {1, 2, 3}


def test_pdf_and_word_set_two_who_sign_in_one_row() -> None:
    signed = memo()
    chain = (LINE, SIGN, dataclasses.replace(SIGN, lines=("(....)", "นายกเทศมนตรี")))
    report = dataclasses.replace(signed, blocks=(signed.blocks[0], *chain))
    (page,) = measured(pdf(report))
    brackets = [(across, down) for across, down, _, said in page if said.startswith("(..")]
    assert len({round(down, 1) for _, down in brackets}) == 1 and len(brackets) == 2
    root = part(docx(report))
    rows = [row for row in root.iter(f"{W}tr") if "นายกเทศมนตรี" in text_of(row)]
    assert [len(row.findall(f"{W}tc")) for row in rows] == [2]


def full_memo(lines: int) -> Report:
    signed = memo()
    return dataclasses.replace(signed, blocks=(signed.blocks[0], *(LINE for _ in range(lines)), SIGN, SIGN))


@pytest.mark.parametrize("lines", range(22, 36, 2))
def test_pdf_never_leaves_a_signature_alone_on_a_page(lines: int) -> None:
    last = measured(pdf(full_memo(lines)))[-1]
    text = {round(down) for _, down, _, said in last if "ข" in said and down > 2.5 * POINTS_PER_CM}
    assert len(text) >= 2


def test_word_keeps_text_with_those_who_sign() -> None:
    body = part(docx(full_memo(3)))[0]
    lines = [node for node in body if node.tag == f"{W}p" and text_of(node) == "ข้อความ"]
    kept = [node.find(f"{W}pPr/{W}keepNext") is not None for node in lines]
    assert kept == [False, True, True]


def test_html_keeps_text_with_those_who_sign_and_two_side_by_side() -> None:
    page = html(full_memo(3))
    assert page.count('<p class="indent kept">') == 2
    assert page.count('<div class="beside">') == 1 and page.count('<div class="signing">') == 2


def test_pdf_page_ends_with_the_word_that_the_next_begins_with_where_that_is_asked_for() -> None:
    lines = tuple(Paragraph(text_runs(f"word{number} ต่อมา"), indent=True) for number in range(1, 60))
    report = dataclasses.replace(memo(), blocks=(*memo().blocks[:1], *lines), digits="arabic")
    for asked in ("no", "yes"):
        pages = measured(pdf(dataclasses.replace(report, form=form_of("memo", OwnForms(continuation=asked)))))
        low = 29.7 * POINTS_PER_CM - in_points(report.set_as.bottom)
        below = ["".join(said for _, down, _, said in page if down > low) for page in pages]
        firsts = [min(letter for letter in page if letter[1] > 2.4 * POINTS_PER_CM)[3] for page in pages[1:]]
        wanted = [f"/{first.split()[0]}..." if asked == "yes" else "" for first in firsts]
        assert len(pages) > 1 and below == [*wanted, ""]


def test_word_lets_the_last_row_of_a_table_go_along_with_who_signs_below_it() -> None:
    table = Table((Column(1),), (), ((cell("แถวแรก"),), (cell("แถวสุดท้าย"),)))
    long = dataclasses.replace(table, rows=((cell("ยาว " * 600),), *table.rows))
    signed = dataclasses.replace(made("order"), blocks=(long, Signature(("(....)", "นายกเทศมนตรี"))), figures={})
    rows = list(part(docx(signed)).iter(f"{W}tr"))
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [False, False, True]


def pictures_in(data: bytes) -> list[tuple[float, float]]:
    """Where the pictures of the first page begin and end across, in points."""
    found: list[tuple[float, float]] = []

    def seen(operator: bytes, _: object, cm: list[float], __: list[float]) -> None:
        if operator == b"Do":
            found.append((cm[4], cm[4] + cm[0]))

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_operand_before=seen)
    return found


@pytest.mark.parametrize("kind", [kind for kind in BEARING if form_of(kind).garuda_place == "center"])
def test_garuda_stands_in_the_middle_of_the_paper(kind: str) -> None:
    report = with_pictures(made(kind))
    ((left, right),) = pictures_in(pdf(report))
    assert (left + right) / 2 == pytest.approx(21 / 2 * POINTS_PER_CM, abs=0.5)
    # In Word the line of the garuda begins as far from the left edge as it ends from the right.
    body = part(docx(report))[0]
    margins = next(body.iter(f"{W}pgMar"))
    begins = int(margins.get(f"{W}left")) + int(body[0].find(f"{W}pPr/{W}ind").get(f"{W}left"))
    assert begins == pytest.approx(int(margins.get(f"{W}right")), abs=2)
    assert f"margin-left: {report.set_as.right - report.set_as.left}cm" in html(report)

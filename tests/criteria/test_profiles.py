"""Kinds and profiles name parts that exist, and each profile's booklet rebuilds the document that it was taken from."""

from __future__ import annotations

import re

import pytest
from tests.steps.documents import document, example, headings, source, tables, texts, whole

from announced_levels import announcing
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.improve.plan import lines_of
from prongsai.language.exact import thai
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.part_makers import part_names
from prongsai.publish.assemble.profiles import profiles
from prongsai.publish.figures import two
from prongsai.publish.report import Chart, Heading, PageBreak, in_thai_digits

BOOKS = ("rangsit", "watthana-nakhon", "mae-sot", "mae-sai", "trang")

# The order of parts in each published document.
SEEDS = {
    "rangsit": "cover preface respondents results history instruments indicators questions disclosure plan assessor",
    "mae-sot": "cover results ranking history instruments issues assessor change plan",
    "watthana-nakhon": "cover preface results instruments items plan",
    "trang": "cover preface contents introduction rationale results ranking strengths by_instrument issues plan",
    "mae-sai": "memo progress",
}


def test_kinds_and_profiles_name_only_parts_that_exist() -> None:
    used = {use.name for each in (*kinds().values(), *profiles().values()) for use in each.parts}
    options = {name for each in profiles().values() for name in each.options}
    assert (used | options) - set(part_names()) == set()


def test_every_part_is_used_by_some_kind_or_profile() -> None:
    used = {use.name for each in (*kinds().values(), *profiles().values()) for use in each.parts}
    assert set(part_names()) - used == set()


@pytest.mark.parametrize("name", SEEDS)
def test_profile_has_the_parts_of_its_document_in_order(name: str) -> None:
    assert [use.name for use in profiles()[name].parts] == SEEDS[name].split()


@pytest.mark.parametrize("name", BOOKS)
def test_example_names_its_own_profile(name: str) -> None:
    held = example(name).document
    assert held is not None
    assert held.profile == name


@pytest.mark.parametrize("name", BOOKS)
def test_book_shows_every_figure_that_was_published(name: str) -> None:
    made, facts = document(name, "book"), example(name).facts
    text = whole(made)
    published = facts.published
    values = [published.total, *(published.instruments or {}).values(), *(published.indicators or {}).values()]
    values += [value for table in (published.items or {}).values() for value in table.values()]
    values += [each.score for each in facts.disclosure.values()]
    for value in values:
        if value is not None:
            shown = two(value)
            assert (thai(shown) if made.digits == "thai" else shown) in text, shown


@pytest.mark.parametrize("name", BOOKS)
def test_book_shows_published_figures_by_their_own_keys(name: str) -> None:
    # Mae Sot's items are in its assessor's text; Watthana Nakhon's indicators are of one part.
    made, scorecard = document(name, "book"), source(name).scorecard
    known = {key for key, figure in scorecard.figures.items() if figure.basis == "published"}
    # An item with sub-questions has none here; marks of the sub-indicators are computed.
    assert {key for key in known if key != "level"} - made.figures.keys() == set()


@pytest.mark.parametrize("name", BOOKS)
def test_book_holds_every_row_of_the_plan_with_all_its_words(name: str) -> None:
    made, plan = document(name, "book"), example(name).plan
    assert plan is not None
    text = whole(made)

    def shown(words: str) -> bool:
        return (in_thai_digits(words) if made.digits == "thai" else words) in text

    for row in plan.rows:
        words = [*lines_of(row.measures), *lines_of(row.analysis), *row.success, *(step.text for step in row.steps)]
        words += [step.heading for step in row.steps if step.heading]
        words += [owner.unit for owner in row.owners] + [row.follow_up or "", *row.result, *row.suggestion]
        words += [each for step in row.steps for each in (step.owner, step.result, step.suggestion) if each]
        words += [row.period.text] if row.period else []
        assert [each for each in words if not shown(each)] == []


@pytest.mark.parametrize("name", ("rangsit", "mae-sot"))
def test_book_holds_every_point_of_the_assessor_with_its_references(name: str) -> None:
    made = document(name, "book")
    text = whole(made)
    unsaid = []
    for point in example(name).facts.assessor:
        assert point.issue or point.advice
        assert (point.advice or "") in text
        unsaid += [] if (point.issue or "") in text else list(point.ids)
        for ref in point.refs:
            # A reference that the point's own words give is not given again.
            own = re.search(rf"(?<![0-9a-z.]){re.escape(ref)}(?![0-9.]*[0-9])", f"{point.issue} {point.advice}")
            assert own or re.search(rf"อ้างอิง [^)]*{re.escape(ref)} ", text), ref
    # Behind these is one respondent each, or two: their scores stand instead of what was answered.
    assert unsaid == (["i2", "i9", "e2"] if name == "rangsit" else [])


def test_rangsit_book_holds_every_demographic_group_with_count_and_printed_share() -> None:
    made, facts = document("rangsit", "book"), example("rangsit").facts
    for part, answers in facts.answers.items():
        assert made.figures[f"count:{part}.respondents"].text == str(answers.respondents)
        for question, groups in (answers.demographics or {}).items():
            for code, count in (groups.counts or {}).items():
                assert made.figures[f"count:{part}.{question}.{code}"].text == str(count)
            for code, share in (groups.shares or {}).items():
                assert made.figures[f"share:{part}.{question}.{code}"].text == str(share)


def test_rangsit_book_holds_every_share_of_every_answer() -> None:
    made, facts = document("rangsit", "book"), example("rangsit").facts
    for part, answers in facts.answers.items():
        for item, given in (answers.items or {}).items():
            shares = [str(each) for each in given.shares or ()]
            assert [made.figures[f"share:{part}.{item}.{at}"].text for at, _ in enumerate(shares, 1)] == shares


@pytest.mark.parametrize("name", BOOKS)
def test_book_has_no_heading_that_nothing_follows(name: str) -> None:
    blocks = [block for block in document(name, "book").blocks if not isinstance(block, PageBreak)]
    empty = [
        block.runs
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if isinstance(block, Heading) and (after is None or (isinstance(after, Heading) and after.level <= block.level))
    ]
    assert empty == []


@pytest.mark.parametrize("name", BOOKS)
def test_book_is_in_the_digits_of_its_document(name: str) -> None:
    made = document(name, "book")
    assert made.digits == profiles()[name].digits
    text = whole(made)
    if made.digits == "thai":
        # Codes of items, addresses and sheets of the paper (EIT1) are all that keeps Arabic digits.
        assert re.findall(r"(?<![0-9A-Za-z.])[0-9]+(?![0-9A-Za-z])", text) == []
    assert re.search(r"(?<![0-9A-Za-z])[ieo][๐-๙]", text) is None


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("kind", [each for each in kinds() if each != "brief"])
def test_documents_never_show_a_common_era_year(name: str, kind: str) -> None:
    from prongsai.publish.assemble.kinds import lacking

    if lacking(source(name), kind) is None:
        assert re.search(r"(?<![0-9.])20[0-9]{2}(?![0-9.])", whole(document(name, kind, "arabic"))) is None


@pytest.mark.parametrize("name", BOOKS)
def test_headings_are_the_ones_that_the_profile_asks_for(name: str) -> None:
    made = document(name, "book", "arabic")
    asked = [use.options["heading"] for use in profiles()[name].parts if "heading" in use.options]
    year = example(name).facts.year
    filled = [each.replace("{agency}", made.agency).replace("{year}", str(year)) for each in asked]
    # An agency's own heading of that number stands in its place.
    shown = headings(made)
    numbers = {head.split(" ")[0] for head in shown if head[:1].isdigit()}
    assert [each for each in filled if each not in shown and each.split(" ")[0] not in numbers] == []


def test_trang_book_keeps_its_bar_of_91() -> None:
    text = whole(document("trang", "book", "arabic"))
    assert "3.1 จุดแข็ง (ตัวชี้วัดที่ได้คะแนนมากกว่าร้อยละ 91) จำนวน 8 ตัวชี้วัด" in text
    assert "จำนวน 2 ตัวชี้วัด" in text
    # The document says 92.76; the table above it 90.76.
    assert "92.76" not in text


def test_watthana_book_says_the_level_that_the_rules_give() -> None:
    text = whole(document("watthana-nakhon", "book"))
    assert "ระดับ “ผ่าน”" in text
    assert "ผ่านดีมาก" not in text
    announced = announcing(example("watthana-nakhon"), "ผ่านดีมาก")
    text = whole(report(dossier_of(announced), "book"))
    assert "ระดับที่ประกาศ “ผ่านดีมาก” แต่ตามเกณฑ์คือ “ผ่าน”" in text


def test_rangsit_book_takes_the_margin_from_the_target_and_not_from_last_year() -> None:
    text = whole(document("rangsit", "book"))
    assert "บรรลุเป้าหมาย สูงกว่า 14.70 คะแนน" in text
    assert "สูงกว่า 1.45" not in text
    assert "99.93%" not in text  # not a share of the respondents


@pytest.mark.parametrize(
    ("name", "columns"), [("rangsit", 6), ("mae-sot", 5), ("watthana-nakhon", 5), ("trang", 3), ("mae-sai", 7)]
)
def test_book_has_the_plan_with_the_columns_of_its_document(name: str, columns: int) -> None:
    plan = example(name).plan
    assert plan is not None
    form = source(name).criteria.forms[plan.form or ""]
    found = [table for table in tables(document(name, "book")) if len(table.head[-1]) == columns]
    heads = [
        [line.text for cell in table.head[-1] for line in cell.lines[0] if hasattr(line, "text")] for table in found
    ]
    assert [column.heading for column in form.columns] in heads


@pytest.mark.parametrize("name", ("rangsit", "mae-sot", "watthana-nakhon"))
def test_book_has_charts_where_its_document_has_pictures(name: str) -> None:
    assert any(isinstance(block, Chart) for block in document(name, "book").blocks)


def test_names_of_items_carry_the_year_that_was_assessed() -> None:
    text = "\n".join(texts(document("rangsit", "book")))
    assert "{year" not in text
    assert "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567" in text

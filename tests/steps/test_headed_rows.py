"""Rows of a plan whose measures, analysis and steps stand under headings: kept in files, in the form and in print."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from forms import NAME, small, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.documents import grid, source, tables, texts

from prongsai.criteria.editions import edition
from prongsai.excel_form import fill, read_form
from prongsai.excel_form.sheets import layout
from prongsai.excel_form.written import workbook
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.improve.plan import Headed, Plan, Row, RowEntry, Step, in_a_line, lines_of
from prongsai.improve.plan_checks import plan_contradictions
from prongsai.publish.assemble.compose import report
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Report, Table, Words
from prongsai.publish.word import docx
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data, write_json, write_yaml

OPEN, PRIVATE = "มาตรการเปิดเผยข้อมูล", "มาตรการคุ้มครองข้อมูล"
ROW = Row(
    measures=("ประกาศนโยบาย", Headed(OPEN, ("เปิดข้อมูลตามกฎหมาย", "เปิดชุดข้อมูล")), Headed(PRIVATE, ("ขอความยินยอม",))),
    analysis=(Headed(OPEN, ("ข้อมูลยังไม่ครบ", "ข้อมูลยังไม่เป็นปัจจุบัน")),),
    steps=(
        Step("ประชุมชี้แจง"),
        Step("สำรวจข้อมูล", heading=OPEN, result="สำรวจแล้ว"),
        Step("เผยแพร่ข้อมูล", result="เผยแพร่แล้ว"),
        Step("ทำแบบขอความยินยอม", heading=PRIVATE),
    ),
)


def given_plan(*rows: dict[str, Any]) -> dict[str, Any]:
    return small(plan={"year": "2569", "rows": list(rows)})


def rows_of(one: Round) -> tuple[Row, ...]:
    assert one.plan is not None
    return one.plan.rows


def wrong(*rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        read_data(given_plan(*rows))
    return [(problem.place, problem.text.th, problem.text.en) for problem in refused.value.problems]


# In files.


def test_headings_are_read_and_written_as_they_stand() -> None:
    row = {
        "measures": ["ก", {"heading": OPEN, "points": ["ข", "ค"]}],
        "analysis": [{"heading": OPEN, "points": ["ง"]}],
        "steps": [{"heading": OPEN, "text": "จ"}, {"text": "ฉ"}],
    }
    read = read_data(given_plan(row))

    (held,) = rows_of(read)
    assert held.measures == ("ก", Headed(OPEN, ("ข", "ค")))
    assert held.steps == (Step("จ", heading=OPEN), Step("ฉ"))
    assert to_data(read)["plan"]["rows"] == [row]


def test_own_keys_below_a_heading_are_kept() -> None:
    row = {"measures": ["ก", {"heading": OPEN, "points": ["ข"], "x-own": {"a": "1"}}]}

    assert to_data(read_data(given_plan(row)))["plan"]["rows"] == [row]


@pytest.mark.parametrize(
    ("entry", "place", "th", "en"),
    [
        ({"heading": OPEN}, "points", "ไม่มี points ซึ่งต้องมี", "points is missing"),
        ({"points": ["ก"]}, "heading", "ไม่มี heading ซึ่งต้องมี", "heading is missing"),
        ({"heading": OPEN, "points": []}, "points", f"หัวข้อ “{OPEN}” ไม่มีข้อย่อย", "has no points"),
        ({"heading": OPEN, "points": "ก"}, "points", "แต่ต้องเป็นรายการ", "expected a list"),
        ({"heading": OPEN, "points": ["ก", {}]}, "points.1", "แต่ต้องเป็นข้อความ", "expected text"),
        ({"heading": OPEN, "point": ["ก"], "points": ["ก"]}, "point", "หมายถึง “points” หรือไม่", "is “points” meant?"),
        (["ก"], "", "แต่ต้องเป็นข้อความ หรือชุดค่าแบบ คีย์: ค่า โดยคีย์ที่ใช้ได้คือ heading, points", "expected text, or a mapping"),
    ],
)
@pytest.mark.parametrize("key", ["measures", "analysis"])
def test_what_is_wrong_with_a_heading_is_said_once_at_its_place(
    key: str, entry: object, place: str, th: str, en: str
) -> None:
    ((told, thai, english),) = wrong({"measures": ["ก"], key: ["ก", entry]})

    assert told == f"plan.rows.0.{key}.1" + (f".{place}" if place else "")
    assert th in thai
    assert en in english


def test_mistakes_beside_a_heading_are_found_in_the_same_go() -> None:
    told = wrong({"measures": [{"heading": OPEN}]}, {"measures": ["ก"], "items": ["o99"]})

    assert [place for place, _, _ in told] == ["plan.rows.0.measures.0.points", "plan.rows.1.items.0"]


text = st.text("กขA1 -:.#\n'", max_size=8) | st.sampled_from(
    ["", "หัวข้อ: ก", "หัวข้อ:", "- ก", "-", " ก ", "ก\nข", "1. ก", "x_x005F_"]
)
entries = st.lists(
    text | st.builds(Headed, heading=text, points=st.lists(text, min_size=1, max_size=3).map(tuple)),
    min_size=1,
    max_size=3,
).map(tuple)
rows = st.builds(
    Row,
    measures=entries,
    analysis=entries | st.just(()),
    steps=st.lists(st.builds(Step, text=text, heading=st.none() | text, result=st.none() | text), max_size=3).map(
        tuple
    ),
)


@settings(max_examples=60)
@given(st.lists(rows, min_size=1, max_size=2).map(tuple))
def test_any_rows_come_back_the_same_from_every_file(given: tuple[Row, ...]) -> None:
    one = dataclasses.replace(read_data(small()), plan=Plan(year=2569, rows=given))

    assert read_bytes(write_yaml(one).encode(), "a.yaml") == [one]
    assert read_bytes(write_json(one).encode(), "a.json") == [one]


@settings(max_examples=8, deadline=None)
@given(st.lists(rows, min_size=1, max_size=2).map(tuple))
def test_any_rows_come_back_the_same_from_the_form(given: tuple[Row, ...]) -> None:
    one = dataclasses.replace(read_data(small()), plan=Plan(year=2569, rows=given))
    read = read_form(fill(edition("nacc-2568"), to_data(one)), NAME)

    assert read.problems == []
    assert read_data(read.data) == one


def test_rows_of_texts_are_read_and_written_as_before() -> None:
    row = {"measures": ["ก", "ข"], "analysis": "ค", "steps": [{"text": "ง", "owner": "กองช่าง"}]}
    read = read_data(given_plan(row))

    assert rows_of(read) == (Row(("ก", "ข"), analysis=("ค",), steps=(Step("ง", "กองช่าง"),)),)
    assert to_data(read)["plan"]["rows"] == [row]


# In the Excel form.


def test_officer_types_a_heading_and_its_points() -> None:
    cells = {"แผน!D11": f"ก\nหัวข้อ: {OPEN}\n- ข\n-ค\n\nง", "แผน!I11": "มี.ค.", "แผน!D4": "2569"}
    read = read_form(typed(cells), NAME)

    assert read.problems == []
    assert read.data["plan"]["rows"][0]["measures"] == ["ก", {"heading": OPEN, "points": ["ข", "ค"]}, "ง"]


def test_heading_without_points_is_told_at_its_cell() -> None:
    read = read_form(typed({"แผน!D11": f"หัวข้อ: {OPEN}\nข", "แผน!I11": "มี.ค.", "แผน!D4": "2569"}), NAME)

    (problem,) = read.problems
    assert problem.place == "แผน!D11"
    assert "ไม่มีข้อย่อย" in problem.text.th


def test_form_of_before_is_read_as_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"measures": ["หัวข้อ: ก", "- ข"], "analysis": "ค", "steps": [{"text": "ง"}]}
    original = to_data(read_data(given_plan(row)))
    monkeypatch.setattr(
        workbook,
        "form_layout",
        lambda criteria, sizes: layout.form_layout(criteria, sizes, headings=False, papers=False),
    )
    before = fill(edition("nacc-2568"), original)
    monkeypatch.undo()

    assert openpyxl.load_workbook(io.BytesIO(before))["ขั้นตอน"]["I4"].value is None
    read = read_form(before, NAME)
    assert read.problems == []
    assert to_data(read_data(read.data)) == original


# In print.


def printed(kind: str, form_name: str | None = None, row: Row = ROW) -> Report:
    given = source("rangsit")
    bare = dataclasses.replace(given.document, sections=()) if given.document else None
    plan = Plan(year=2569, rows=(row,), form=form_name)
    return report(dataclasses.replace(given, plan=plan, document=bare), kind, "standard")


def bold(made: Report) -> set[str]:
    """Lines of cells and paragraphs that are bold from end to end."""
    lines = [line for table in tables(made) for row in table.rows for cell in row for line in cell.lines]
    lines += [block.runs for block in made.blocks if not isinstance(block, Table) and hasattr(block, "runs")]
    return {
        "".join(run.text for run in line if isinstance(run, Words))
        for line in lines
        if line and all(isinstance(run, Words) and run.bold for run in line)
    }


def test_plan_prints_headings_in_bold_with_their_points_numbered() -> None:
    made = printed("measures", "five-column")
    measures, analysis, steps = grid(made, tables(made)[-1])[1][:3]

    assert measures.splitlines() == [
        "1.", "ประกาศนโยบาย", OPEN, "1) เปิดข้อมูลตามกฎหมาย", "2) เปิดชุดข้อมูล", PRIVATE, "ขอความยินยอม",
    ]  # fmt: skip
    assert analysis.splitlines() == [OPEN, "1) ข้อมูลยังไม่ครบ", "2) ข้อมูลยังไม่เป็นปัจจุบัน"]
    assert steps.splitlines() == ["ประชุมชี้แจง", OPEN, "1) สำรวจข้อมูล", "2) เผยแพร่ข้อมูล", PRIVATE, "ทำแบบขอความยินยอม"]
    assert {OPEN, PRIVATE} <= bold(made)


def test_number_of_a_row_leads_its_only_heading() -> None:
    made = printed("measures", "five-column", dataclasses.replace(ROW, measures=ROW.measures[1:2]))

    assert grid(made, tables(made)[-1])[1][0].splitlines()[0] == f"1. {OPEN}"
    assert f"1. {OPEN}" in bold(made)


def test_progress_prints_headings_and_numbers_on() -> None:
    made = printed("progress")
    said = [line for row in grid(made, tables(made)[-1]) for cell in row for line in cell.splitlines()]

    assert said.count(OPEN) == 2  # among measures, and above the step
    assert [line for line in said if line[1:2] == ")" and "ข้อมูล" in line][-2:] == ["2) สำรวจข้อมูล", "3) เผยแพร่ข้อมูล"]
    assert {OPEN, PRIVATE} <= bold(made)


def test_announcement_prints_headings_below_the_clause() -> None:
    said = list(texts(printed("announcement")))
    at = said.index("ข้อ 1 ให้ดำเนินการตามมาตรการ ดังต่อไปนี้")

    assert said[at + 1 : at + 7] == [
        "(1) ประกาศนโยบาย",
        f"(2) {OPEN}",
        "1) เปิดข้อมูลตามกฎหมาย",
        "2) เปิดชุดข้อมูล",
        f"(3) {PRIVATE}",
        "ขอความยินยอม",
    ]


def test_clause_of_one_heading_is_headed_by_it() -> None:
    said = list(texts(printed("announcement", row=dataclasses.replace(ROW, measures=ROW.measures[1:2]))))

    assert said[(at := said.index(f"ข้อ 1 {OPEN}")) + 1 : at + 3] == ["1) เปิดข้อมูลตามกฎหมาย", "2) เปิดชุดข้อมูล"]


def test_brief_has_one_line_for_a_row() -> None:
    line = f"ประกาศนโยบาย และ{OPEN}: เปิดข้อมูลตามกฎหมาย / เปิดชุดข้อมูล และ{PRIVATE}: ขอความยินยอม"

    assert any(line in said for said in texts(printed("brief")))


def test_heading_is_a_paragraph_of_its_own_in_all_three_formats(tmp_path: Path) -> None:
    made = printed("measures", "five-column")

    with zipfile.ZipFile(io.BytesIO(docx(made))) as word:
        paragraphs = re.findall(r"<w:p[ >].*?</w:p>", word.read("word/document.xml").decode())
    alone = [each for each in paragraphs if "".join(re.findall(r"<w:t[^>]*>([^<]*)", each)) == OPEN]
    assert alone
    assert all("<w:b />" in each for each in alone)
    page = re.sub('<span class="w">([^<]*)</span>', r"\1", html(made))
    assert re.search(rf"<(\w+)[^>]*><(?:b|strong)>{OPEN}</(?:b|strong)></\1>", page)
    if shutil.which("pdftotext"):
        (tmp_path / "a.pdf").write_bytes(pdf(made))
        done = subprocess.run(["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True)
        assert OPEN in done.stdout.decode().replace("\u200b", "").splitlines()


# In checks.


def test_check_finds_the_same_in_texts_and_under_headings() -> None:
    one = examples()["watthana-nakhon-2568"]
    given = source("watthana")
    assert one.plan is not None

    def under(entries: tuple[RowEntry, ...]) -> tuple[RowEntry, ...]:
        first, *rest = lines_of(entries) or ("",)
        return (Headed(first, tuple(rest)),) if rest else entries

    headed = tuple(dataclasses.replace(row, measures=under(row.measures)) for row in one.plan.rows)
    flat = tuple(dataclasses.replace(row, measures=lines_of(row.measures)) for row in one.plan.rows)
    assert any(isinstance(entry, Headed) for row in headed for entry in row.measures)
    found = [
        plan_contradictions(given.criteria, given.scorecard, dataclasses.replace(one.plan, rows=rows), None)
        for rows in (flat, headed)
    ]
    assert found[0] == found[1] != ()


def test_entry_in_a_line_names_its_points() -> None:
    assert [in_a_line(entry) for entry in ROW.measures[:2]] == ["ประกาศนโยบาย", f"{OPEN}: เปิดข้อมูลตามกฎหมาย / เปิดชุดข้อมูล"]

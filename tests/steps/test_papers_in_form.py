"""What official papers say of the agency, typed into the Excel form and read back."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from prongsai.criteria.editions import edition
from prongsai.excel_form import fill, numbered, read_form
from prongsai.excel_form.read_back.parts import laid_over
from prongsai.excel_form.sheets import layout
from prongsai.excel_form.written import workbook
from prongsai.flow.by_file.examples import examples
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import to_data

NAME, SHEET = "แบบ.xlsx", "หนังสือราชการ"
PAPERS = {
    "legal_basis": "มาตรา 48 เตรส\nแห่งพระราชบัญญัติเทศบาล พ.ศ. 2496",
    "announcement_number": "yes",
    "assigned": [{"unit": "สำนักปลัดเทศบาล", "items": ["o1", "o2"]}, {"unit": "กองคลัง", "items": ["o9"]}],
    "letter": {"to": "province", "reference": "หนังสือจังหวัดตาก ที่ ตก 0023.3/ว 12"},
    "address": "ถนนตัวอย่าง\nอำเภอตัวอย่าง 63110",
    "phone": "0 5500 0000",
    "email": "saraban@example.go.th",
    "progress_signed": "each-page",
    "numbered_headings": "yes",
    "forms": {"top": "2.5", "bottom": "2", "garuda_top": "1", "number_top": "1.25", "first_numbered": "1"},
}


def given(**document: Any) -> dict[str, Any]:
    data = to_data(next(one for name, one in examples().items() if name.startswith("mae-sot")))
    return to_data(read_data({**data, "document": {**data["document"], **document}}))


def typed(cells: dict[str, object]) -> bytes:
    """An empty form of 2568 in which somebody typed."""
    book = openpyxl.load_workbook(io.BytesIO(fill(edition("nacc-2568"))))
    for cell, value in cells.items():
        book[SHEET][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def place_of(label: str) -> str:
    """The cell to fill in beside a label."""
    sheet = openpyxl.load_workbook(io.BytesIO(fill(edition("nacc-2568"))))[SHEET]
    row = next(row for row in range(1, 40) if sheet[f"B{row}"].value == label)
    return f"D{row}"


def test_every_particular_stands_in_a_cell_and_comes_back() -> None:
    data = given(**PAPERS)
    made = fill(edition("nacc-2568"), data)
    sheet = openpyxl.load_workbook(io.BytesIO(made))[SHEET]
    shown = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    for text in ("ผู้ว่าราชการจังหวัด", "มีเลขที่", "ทุกหน้า", "มีเลขกำกับ", "หน้าที่ 1", "o1, o2", PAPERS["legal_basis"], "1.25"):
        assert text in shown, text
    read = read_form(made, NAME)
    assert read.problems == []
    assert to_data(read_data(read.data)) == data


def test_what_an_officer_types_is_taken_as_it_is_meant() -> None:
    cells = {
        place_of("ส่งหนังสือถึง"): "นายอำเภอ",
        place_of("ขอบกระดาษบน (ซม.)"): 2.5,
        place_of("ขอบกระดาษล่าง (ซม.)"): "๒ ซม.",
        place_of("คำต่อเนื่องท้ายหน้า"): "มี",
        place_of("โทรศัพท์"): "๐ ๕๕๐๐ ๐๐๐๐",
    }
    read = read_form(typed(cells), NAME)
    document = read.data["document"]
    assert document == {
        "phone": "๐ ๕๕๐๐ ๐๐๐๐",
        "letter": {"to": "district"},
        "forms": {"top": "2.5", "bottom": "2", "continuation": "yes"},
    }


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("ขอบกระดาษบน (ซม.)", "สองเซน", "ต้องเป็นจำนวนเซนติเมตร"),
        ("ส่งหนังสือถึง", "นายก", "ต้องเลือกจาก นายอำเภอ"),
        ("เลขที่ของประกาศ", "ไม่แน่ใจ", "ต้องเลือกจาก ไม่มีเลขที่"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_cell(label: str, value: str, said: str) -> None:
    read = read_form(typed({place_of(label): value}), NAME)
    (problem,) = [problem for problem in read.problems if problem.place.startswith(SHEET)]
    assert problem.place == f"{SHEET}!{place_of(label)}" and said in problem.text.th


def test_a_form_of_before_keeps_what_it_had_no_sheet_for(monkeypatch: pytest.MonkeyPatch) -> None:
    data = given(**PAPERS)
    # They were no table then either.
    tables = tuple(place for place in numbered.TABLES if place != ("document", "assigned"))
    monkeypatch.setattr(numbered, "TABLES", tables)
    monkeypatch.setattr(
        workbook, "form_layout", lambda criteria, sizes: layout.form_layout(criteria, sizes, papers=False)
    )
    before = fill(edition("nacc-2568"), data)
    monkeypatch.undo()
    assert SHEET not in openpyxl.load_workbook(io.BytesIO(before)).sheetnames
    read = read_form(before, NAME)
    assert read.problems == [] and to_data(read_data(read.data)) == data


def laid(form: bytes, data: dict[str, Any]) -> dict[str, Any]:
    """The document that counts once a form was laid over a file."""
    return dict(to_data(read_data(laid_over(data, read_form(form, NAME))))["document"])


def test_a_sheet_that_is_filled_in_stands_for_official_papers_alone() -> None:
    data = given(**PAPERS)
    document = laid(typed({place_of("โทรศัพท์"): "0 5511 1111"}), data)
    kept = {key: value for key, value in data["document"].items() if key not in PAPERS}
    assert {key: document[key] for key in kept} == kept and document["phone"] == "0 5511 1111"
    assert not any(document.get(key) for key in ("assigned", "letter", "legal_basis", "forms", "address", "email"))


def test_a_form_of_before_takes_nothing_of_official_papers_away(monkeypatch: pytest.MonkeyPatch) -> None:
    data = given(**PAPERS)
    own = {key: value for key, value in data["document"].items() if key not in PAPERS} | {"title": "ชื่อใหม่"}
    monkeypatch.setattr(
        workbook, "form_layout", lambda criteria, sizes: layout.form_layout(criteria, sizes, papers=False)
    )
    before = fill(edition("nacc-2568"), to_data(read_data({**data, "document": own})))
    monkeypatch.undo()
    assert laid(before, data) == data["document"] | {"title": "ชื่อใหม่"}

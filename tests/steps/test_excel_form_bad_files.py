"""Files that are no Excel form, or that would do harm, are refused before anything of them is parsed."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile

import openpyxl
import pytest
from forms import NAME, changed, form, parts_of, refused, small, zipped
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from prongsai.excel_form import read_form
from prongsai.excel_form.cells import Raw
from prongsai.excel_form.read_back import form_read as reading
from prongsai.excel_form.read_back import unpacking
from prongsai.excel_form.sheets.layout import KEPT, META
from prongsai.files.problems import Refused
from prongsai.flow.by_file.excel import round_in

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def with_part(name: str, text: bytes) -> bytes:
    return zipped(parts_of(form(small())) | {name: text})


def headed(name: str, head: bytes) -> bytes:
    """The form with another head on one of its parts."""
    body = parts_of(form(small()))[name]
    return with_part(name, head + body.split(b"?>", 1)[1])


FORM = form(small())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"<html></html>", "web page"),
        (b"Rar!\x1a", "RAR"),
        ("ชื่อ,คะแนน\nก,99.70\n".encode(), "CSV"),
        ("ชื่อ,คะแนน\nก,99.70\n".encode("cp874"), "CSV"),
        (b"format: prongsai/round@1\nyear: 2568\n", "already"),
        (b"# note\nformat: x", "already"),
        (b'[{"format": "prongsai/round@1"}]', "already"),
        (OLE + "Workbook".encode("utf-16-le"), "(.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "(.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "Word"),
        (zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "PowerPoint"),
        (zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b""}), ".xlsb"),
        (zipped({"a.yaml": b"a: 1"}), "no Excel workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
    ],
)
def test_file_given_by_mistake_is_named_for_what_it_is(data: bytes, words: str) -> None:
    assert words in refused(data).text.en


def test_half_a_file_is_damaged() -> None:
    whole = form(small())

    assert "damaged" in refused(whole[: len(whole) // 2]).text.en
    assert "damaged" in refused(whole[:-3]).text.en
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        inside = archive.getinfo("xl/worksheets/sheet3.xml").header_offset + 300
    assert "damaged" in refused(whole[:inside] + b"\xff" * 50 + whole[inside + 50 :]).text.en


def test_excel_form_that_is_no_form_is_refused_with_what_to_do() -> None:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)

    problem = refused(buffer.getvalue())
    assert "not a form" in problem.text.en
    assert "prongsai template" in problem.text.th


def test_form_without_its_hidden_sheet_is_refused() -> None:
    def drop(book: Workbook) -> None:
        del book["prongsai"]

    assert "not a form" in refused(changed(form(small()), drop)).text.en


@pytest.mark.parametrize(
    ("row", "value", "words"),
    [
        (1, "prongsai/form@9", "version"),
        (2, "2567", "was changed"),
        (6, "0123456789abcdef", "cells have changed"),
        (7, "{}", "was changed"),
        (7, '{"rows": {"assessor": 99999999}}', "was changed"),
    ],
)
def test_form_of_another_make_is_refused(row: int, value: str, words: str) -> None:
    def forge(book: Workbook) -> None:
        book["prongsai"].cell(row, 2).value = value

    assert words in refused(changed(form(small()), forge)).text.en


def test_form_of_an_unknown_edition_is_refused() -> None:
    def forge(book: Workbook) -> None:
        book["prongsai"]["B3"] = "nacc-2599"

    with pytest.raises(Refused) as caught:
        read_form(changed(form(small()), forge), NAME)
    assert "nacc-2599" in caught.value.problems[0].text.en


def test_form_of_another_year_than_asked_is_refused() -> None:
    assert "--year says 2567" in refused(form(small()), year=2567).text.en
    assert read_form(form(small()), NAME, year=2568).problems == []


def test_changed_hidden_store_is_told() -> None:
    def forge(book: Workbook) -> None:
        book["prongsai-เก็บไว้"]["A1"] = "[[["

    found = read_form(changed(form(small(**{"x-a": "1"})), forge), NAME)
    assert [problem.place for problem in found.problems] == ["prongsai-เก็บไว้"]


# What would do harm.


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(name: str) -> None:
    assert "macros" in refused(with_part(name, b"<a/>")).text.en


def test_macro_enabled_type_is_refused() -> None:
    parts = parts_of(form(small()))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert "macro-enabled" in refused(with_part("[Content_Types].xml", types)).text.en


@pytest.mark.parametrize("head", [BOMB, OUTSIDE])
@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "docProps/core.xml",
     "_rels/.rels", "[Content_Types].xml"],
)  # fmt: skip
def test_entities_are_refused_in_every_part(name: str, head: bytes) -> None:
    assert "unsafe" in refused(headed(name, head)).text.en


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7", "cp874"])
def test_parts_in_another_encoding_cannot_hide_entities(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'

    assert "unsafe" in refused(with_part("xl/workbook.xml", text.encode(encoding))).text.en


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"])
def test_entities_do_not_pass_the_parser_either(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The guard is taken away: what openpyxl streams goes through defusedxml.
    from defusedxml.common import EntitiesForbidden
    from openpyxl.worksheet import _reader
    from openpyxl.xml import DEFUSEDXML

    assert DEFUSEDXML
    assert vars(_reader)["iterparse"].__module__.startswith("defusedxml")
    monkeypatch.setattr(unpacking, "_check_parts", lambda data, name: None)
    with pytest.raises(Refused) as caught:
        read_form(headed(name, BOMB), NAME)
    why: BaseException | None = caught.value
    while why is not None and not isinstance(why, EntitiesForbidden):
        why = why.__cause__
    assert why is not None


def test_bombs_of_zeros_are_refused() -> None:
    assert "far more" in refused(with_part("xl/worksheets/sheet99.xml", b"<a>" + b"0" * 15_000_000 + b"</a>")).text.en


def test_many_parts_are_refused() -> None:
    many = {f"xl/media/{number}.png": b"" for number in range(600)}

    assert "far more" in refused(zipped(parts_of(form(small())) | many)).text.en


def test_large_parts_are_refused_by_what_they_say_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_IN_PART", 1_000_000)
    noise = bytes(range(256)) * 8_000

    assert "far more" in refused(with_part("xl/media/a.png", noise)).text.en
    monkeypatch.setattr(unpacking, "MOST_IN_PART", 20_000_000)
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000_000)
    assert "far more" in refused(with_part("xl/media/a.png", noise)).text.en


def test_files_over_the_limit_are_refused() -> None:
    assert "too large" in refused(b"PK\x03\x04" + b"\0" * unpacking.LIMIT).text.en


def test_parts_of_one_name_and_locked_parts_are_refused() -> None:
    parts = parts_of(form(small()))
    assert "damaged" in refused(zipped(parts | {"XL/WORKBOOK.XML": b"<a/>"})).text.en

    locked = bytearray(zipped(parts))
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "damaged" in refused(bytes(locked)).text.en
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert "damaged" in refused(buffer.getvalue()).text.en


def test_cells_at_the_end_of_the_world_cost_nothing() -> None:
    name = "xl/worksheets/sheet2.xml"
    text = parts_of(form(small()))[name].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    found = read_form(with_part(name, text), NAME)

    assert found.problems == []
    assert found.data["agency"] == {"name": "เทศบาลตำบลตัวอย่าง"}


def test_too_many_filled_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_CELLS", 100)

    assert "filled cells" in refused(form(small())).text.en


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize("text", [b"", b"<a", b"<a/>", b"\xff\xff\xff"])
def test_broken_parts_are_refused_without_a_traceback(name: str, text: bytes) -> None:
    try:
        read_form(with_part(name, text), NAME)
    except Refused as why:
        assert len(why.problems) == 1


# The hidden sheet may have been changed on purpose.

KEYS = ("plan", "rows", "steps", "claims", "disclosure", "o1", "history", "2567", "agency", "name", "x-a", 0, 1)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda each: st.lists(each, max_size=2) | st.dictionaries(st.text(max_size=2), each, max_size=2),
    max_leaves=4,
)
forged = st.tuples(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=5), values, st.none() | st.text(max_size=2), st.booleans()
)


@settings(max_examples=60)
@example([(["plan"], [], None, False)])
@example([(["agency", "name", "x-a"], "1", None, False)])
@example([([True], "1", None, False), (["claims"], "1", None, False)])
@example(
    [(["claims", "x"], {}, None, False), (["claims", 1], "1", None, False), (["disclosure", "o1"], "1", None, True)]
)
@given(st.lists(forged, max_size=4))
def test_forged_store_never_breaks_the_reading(rows: list[tuple[object, ...]]) -> None:
    found = unpacking.open_workbook(FORM, NAME, META) if not OPENED else OPENED[0]
    OPENED[:] = [found]
    kept = {(at, 0): Raw(json.dumps(row), "s", "", f"A{at + 1}") for at, row in enumerate(rows)}
    step = {**found.cells["ขั้นตอน"], (4, 2): Raw("1", "s", "", "C5")}
    forged = unpacking.Opened(found.names, {**found.cells, KEPT: kept, "ขั้นตอน": step})
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Refused):
        patch.setattr(reading, "open_workbook", lambda *_: forged)
        round_in(b"", NAME)


OPENED: list[unpacking.Opened] = []

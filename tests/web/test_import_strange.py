"""Files of the wrong kind are sent to the pages for pasting and typing; a text can be read as if it were pasted."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from openpyxl import Workbook
from site_of_tests import Site, file

from prongsai.flow.intake.strange import LONGEST, strange
from prongsai.records.models import Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
TABLE = "คะแนนรวม,87.15\r\nIIT,95.52\r\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600


@pytest.fixture
def site() -> Site:
    return Site()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x")
    return out.getvalue()


def plain_workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (zipped("word/document.xml"), "ผล.docx", "ไฟล์เสียหรือไม่ใช่เอกสาร"),
        (OLD + "WordDocument".encode("utf-16-le"), "ผล.doc", "บันทึกเป็น .docx แล้วเลือกใหม่"),
        (b"%PDF-1.7 ...", "ผล.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "ผล.png", "รูปภาพ"),
        (OLD + "Workbook".encode("utf-16-le"), "ผล.xls", "สมุดงาน Excel รุ่นเก่า (.xls)"),
        (zipped("mimetype"), "ผล.ods", "LibreOffice"),
        (plain_workbook(), "ผล.xlsx", "ไม่ใช่แบบกรอกของโปรแกรมนี้"),
        (TABLE.encode(), "ผล.csv", "ไฟล์ข้อความ"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_wrong_kind_is_sent_to_paste_and_form_of_the_same_year(site: Site, data: bytes, name: str, words: str) -> None:
    answer = site.client(site.anan).post(site.at("import/"), file(data, name))
    page = answer.content.decode()

    assert answer.status_code == 422 and words in page
    shown = page.partition('id="ways-title"')[2].partition("</section>")[0]
    for way in ("import/paste/", "entry/"):
        assert f'href="{site.at(way)}"' in shown, way
    assert "prongsai template" not in page or name.endswith(".xlsx")
    assert Upload.objects.within(SYSTEM).count() == 0


def test_mistake_in_a_form_or_a_data_file_offers_no_other_way(site: Site) -> None:
    data = b"format: prongsai/round@1\nyear: 2568\nagency: {name: a}\nvisitors: many\n"
    page = site.client(site.anan).post(site.at("import/"), file(data, "a.yaml")).content.decode()

    assert "ways-title" not in page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TABLE.encode("utf-8-sig"), "a.csv"),
        (TABLE.encode("cp874"), "a.csv"),
        (TABLE.replace(",", "\t").encode("utf-16"), "a.txt"),
    ],
)
def test_text_is_read_as_if_it_were_pasted(site: Site, data: bytes, name: str) -> None:
    browser = site.client(site.anan)
    page = browser.post(site.at("import/"), file(data, name)).content.decode()
    found = re.search(r'action="([^"]+/paste/)".*?<textarea[^>]*>\n(.*?)</textarea>', page, re.S)
    assert found
    read = browser.post(found[1], {"text": html.unescape(found[2]), "do": "read"}).content.decode()

    assert "87.15" in read and "95.52" in read and "อ่านได้ 2 รายการ" in read


def test_only_text_that_is_no_round_file_and_not_too_long_is_offered() -> None:
    assert strange(b"format: prongsai/round@1\n", "a.txt") is None
    assert strange(b'{"format": 1}', "a.txt") is None
    assert strange(TABLE.encode(), "a.yaml") is None
    long = strange(b"a,1\n" * LONGEST, "a.csv")
    assert long is not None and long.text == "" and "200,000" in long.said.en

"""Files say on which day they were made where that is known, and nothing of a day where it is not."""

from __future__ import annotations

import dataclasses
import datetime
import io
import zipfile

import openpyxl
import pytest
from documents import document
from pypdf import PdfReader
from word_samples import opened

from prongsai.publish.frozen import freeze, thaw
from prongsai.publish.guard.issue import Issue, issued
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Report
from prongsai.publish.word import docx

MADE, ISSUED = datetime.date(2026, 4, 1), datetime.date(2026, 4, 9)


def memo(made_on: datetime.date | None) -> Report:
    return dataclasses.replace(document("mae-sot", "memo"), made_on=made_on)


def told(report: Report) -> tuple[str, ...]:
    core = opened(docx(report)).read("docProps/core.xml").decode()
    found = [
        core.partition(f"<dcterms:{name} ")[2].partition(">")[2].partition("<")[0] for name in ("created", "modified")
    ]
    info = PdfReader(io.BytesIO(pdf(report))).metadata
    assert info is not None
    return (*found, str(info.get("/CreationDate", ""))[2:10], str(info.get("/ModDate", ""))[2:10])


def test_day_of_making_stands_in_the_properties() -> None:
    assert told(memo(MADE)) == ("2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", "20260401", "20260401")


@pytest.mark.parametrize("day", [ISSUED, datetime.date(2026, 3, 30)])
def test_day_of_issue_is_the_last_change_but_never_before_the_making(day: datetime.date) -> None:
    last = max(day, MADE)
    made = issued(thaw(freeze(memo(MADE))), Issue(issued_on=day))
    assert (made.made_on, made.issued_on) == (MADE, day)
    assert told(made) == (f"{MADE}T00:00:00Z", f"{last}T00:00:00Z", *(last.strftime("%Y%m%d"),) * 2)


def test_no_day_stands_where_none_is_known_and_the_bytes_are_the_same_every_time() -> None:
    assert told(memo(None)) == ("", "", "", "")
    for report in (memo(None), memo(MADE)):
        assert (pdf(report), docx(report)) == (pdf(report), docx(report))


def test_workbook_behind_a_chart_says_the_day_too() -> None:
    held = opened(docx(dataclasses.replace(document("rangsit", "brief"), made_on=MADE)))
    name = next(name for name in held.namelist() if name.startswith("word/embeddings/"))
    book = openpyxl.load_workbook(io.BytesIO(held.read(name)))
    assert book.properties.created is not None and book.properties.created.date() == MADE
    assert zipfile.ZipFile(io.BytesIO(held.read(name))).testzip() is None

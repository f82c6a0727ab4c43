"""``prongsai check BOOK.pdf --round FILE``: PDF files of ours and of LibreOffice, right ones and with planted slips."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from calls import prongsai
from planting import Slip, planted, slips
from test_check_documents import SLIPS, report, round_file, rounds

from prongsai.flow.by_file.proofread import check_bytes
from prongsai.flow.by_file.score import assessed
from prongsai.flow.by_file.write import FORMATS
from prongsai.publish.report import Digits, Report

# Example, kind, digits: a history with a chart, distributions, both parts of EIT, letters of the old years, a plan.
DOCUMENTS: list[tuple[str, str, Digits]] = [
    ("rangsit-2568", "results", "arabic"),
    ("mae-sot-2568", "analysis", "thai"),
    ("watthana-nakhon-2568", "results", "thai"),
    ("trang-2564", "analysis", "arabic"),
    ("rangsit-2568", "measures", "thai"),
]
PLANTED = DOCUMENTS[:4]


def with_slips(example: str, kind: str, digits: Digits) -> tuple[Report, list[Slip]]:
    criteria, card = assessed(rounds()[example])
    made = report(example, kind, digits)
    assert made is not None
    chosen = random.Random(7).sample(slips(made, criteria, rounds()[example].facts, card, 7), SLIPS)
    return planted(made, *chosen), chosen


def missed(example: str, data: bytes, chosen: list[Slip]) -> list[Slip]:
    said = " ".join(each.says.th for each in check_bytes(rounds()[example], data, f"{example}.pdf"))
    return [slip for slip in chosen if slip.wrong.lstrip("+-") not in said]


@pytest.mark.parametrize(("example", "kind", "digits"), PLANTED)
def test_ten_slips_are_found_in_our_own_pdf(example: str, kind: str, digits: Digits) -> None:
    made, chosen = with_slips(example, kind, digits)
    assert missed(example, FORMATS["pdf"](made), chosen) == []


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents as PDF by LibreOffice from our Word files: ``right-N.pdf`` and ``wrong-N.pdf``."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    for at, (example, kind, digits) in enumerate(DOCUMENTS):
        made = report(example, kind, digits)
        assert made is not None
        (folder / f"right-{at}.docx").write_bytes(FORMATS["docx"](made))
        if at < len(PLANTED):
            (folder / f"wrong-{at}.docx").write_bytes(FORMATS["docx"](with_slips(example, kind, digits)[0]))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


def test_right_documents_of_another_program_raise_no_alarm(by_libreoffice: Path) -> None:
    for at, (example, _, _) in enumerate(DOCUMENTS):
        data = (by_libreoffice / f"right-{at}.pdf").read_bytes()
        found = check_bytes(rounds()[example], data, "right.pdf")
        assert [(each.where, each.says.th) for each in found] == []


def test_ten_slips_are_found_in_the_pdf_of_another_program(by_libreoffice: Path) -> None:
    for at, (example, kind, digits) in enumerate(PLANTED):
        _, chosen = with_slips(example, kind, digits)
        left = missed(example, (by_libreoffice / f"wrong-{at}.pdf").read_bytes(), chosen)
        # LibreOffice leaves out every other name of a narrow chart; a bar without a name is nobody's, and is told so.
        assert len(left) <= 1, left


def test_command_says_what_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.pdf"
    made = report("mae-sot-2568", "memo", "thai")
    assert made is not None
    book.write_bytes(FORMATS["pdf"](made))
    call = ("--lang=th", "check", str(book), "--round", str(round_file("mae-sot-2568")))
    status, out, _ = prongsai(capsys, *call)
    assert status == 0
    assert "ไม่พบข้อความที่ขัดกับตัวเลข" in out and "พบตัวเลข" in out and "ใต้หัวข้อ “ข้อเท็จจริง”" in out
    status, out, _ = prongsai(capsys, *call, "--json")
    (told,) = json.loads(out)
    read = told["read"]
    assert read["numbers"] == read["compared"] + len(read["unread"]) and read["compared"] > 5
    assert read["unread"][0]["heading"] == "ข้อเท็จจริง" and read["pictures"] == []


def test_a_document_of_which_nothing_can_be_compared_is_not_called_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<h1>งบประมาณ</h1><p>ร้อยละ 12.50 ของโครงการแล้วเสร็จ</p>", encoding="utf-8")
    status, out, _ = prongsai(capsys, "--lang=th", "check", str(page), "--round", str(round_file("trang-2564")))
    assert status == 0
    assert "ไม่พบข้อความที่ขัดกับตัวเลข" not in out and "บอกไม่ได้ว่าถูกหรือผิด" in out and "เทียบได้ 0 แห่ง" in out

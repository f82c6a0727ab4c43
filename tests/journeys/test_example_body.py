"""The invented body: every command works by its rules, every document says that they are invented."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from other_bodies import EDITION, NAME, SCHOOL
from pypdf import PdfReader
from test_criteria_install import home, prongsai

from prongsai.criteria.editions import edition_from, editions
from prongsai.files.problems import Refused
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.write import KINDS, make
from prongsai.flow.rules.install import install

__all__ = ["home"]

NOTICE = "เกณฑ์สมมติเพื่อทดลองใช้โปรแกรม ไม่ใช่เกณฑ์หรือผลการประเมินของหน่วยงานใด"


@pytest.fixture
def school(home: Path, tmp_path: Path) -> Path:
    """A file of a school, and the edition installed."""
    install(EDITION, home)
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL, "utf-8")
    return path


def test_it_comes_with_the_program_and_is_none_of_its_editions() -> None:
    assert NAME not in editions()
    rules = edition_from(EDITION)
    assert rules.notice is not None and rules.notice.th == NOTICE
    assert set(rules.instruments) == {"SV", "WB"}
    assert not {"IIT", "EIT", "OIT"} & set(rules.instruments)


def test_score_and_explain_say_that_it_is_invented(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (str(school), "--criteria", NAME)
    (card,) = json.loads(prongsai(capsys, "score", "--json", *words)[1])
    assert card["warnings"][0].startswith("Invented rules")
    assert "Invented rules to try the program with" in prongsai(capsys, "score", *words)[1]
    assert "Invented rules to try the program with" in prongsai(capsys, "explain", str(school), "total", *words[1:])[1]


def test_the_excel_form_goes_there_and_back(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, back = tmp_path / "form.xlsx", tmp_path / "back.yaml"
    assert prongsai(capsys, "template", "--year", "2570", "--criteria", NAME, "--out", str(form))[0] == 0
    status, _, _ = prongsai(
        capsys, "template", "--from", str(school), "--criteria", NAME, "--out", str(form), "--force"
    )
    assert status == 0
    first = load_workbook(form).worksheets[0]
    assert NOTICE in [cell.value for row in first.iter_rows() for cell in row]
    assert prongsai(capsys, "import", str(form), "--out", str(back))[0] == 0
    assert read_rounds([back])[0].facts == read_rounds([school], criteria=NAME)[0].facts


def test_a_pasted_text_is_read_by_its_names(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text("แบบสำรวจ 93.25\nเว็บไซต์ 60.00\nคะแนนรวม 78.29\n", "utf-8")
    status, out, _ = prongsai(capsys, "read", str(text), "--criteria", NAME, "--json")
    assert json.loads(out)["scores"] == {"SV": "93.25", "WB": "60.00", "total": "78.29"}
    assert status == 0


def test_every_document_says_so_on_every_page(school: Path) -> None:
    rounds = read_rounds([school], criteria=NAME)
    made = make(rounds, ["school"], "all", ("html", "pdf", "docx"))
    kinds = {document.name.rpartition("-")[2].partition(".")[0] for document in made}
    assert {"results", "analysis", "measures", "brief", "book"} <= kinds <= set(KINDS) - {"order", "answers"}
    for document in made:
        if document.name.endswith(".html"):
            html = document.data.decode()
            assert html.count(NOTICE) >= 2, document.name
            assert NOTICE in html.partition("<title>")[2].partition("</title>")[0], document.name
        elif document.name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
                footers = [
                    archive.read(name).decode()
                    for name in archive.namelist()
                    if "footer" in name and "rels" not in name
                ]
            assert footers and all(NOTICE.split()[0] in footer for footer in footers), document.name
        else:
            reader = PdfReader(io.BytesIO(document.data))
            assert NOTICE in str(reader.metadata and reader.metadata.title), document.name
            # Readers put marks of Thai in odd places; letters without any stay.
            heads = [page.extract_text().partition("\n")[0] for page in reader.pages]
            assert all("ทดลองใ" in head and "โปรแกรม" in head for head in heads), document.name


def test_no_document_speaks_of_the_naccs_instruments(school: Path) -> None:
    rounds = read_rounds([school], criteria=NAME)
    for document in make(rounds, ["school"], "all", ("html",)):
        text = re.sub(r"<[^>]+>|<style.*?</style>", " ", document.data.decode(), flags=re.DOTALL)
        found = re.findall(r"\b(?:IIT|EIT|OIT|ITAS|ITA)\b.{0,40}", text)
        assert found == [], document.name


def test_what_is_copied_into_itas_is_only_for_the_ita(school: Path) -> None:
    (one,) = read_rounds([school], criteria=NAME)
    for kind in ("order", "answers"):
        with pytest.raises(Refused, match="these rules are of another body"):
            make([one], ["school"], kind, ("html",))

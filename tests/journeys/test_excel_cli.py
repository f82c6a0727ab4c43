"""From the empty Excel form to a scored round file, on the command line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest

from prongsai.cli.main import run
from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.flow.by_file.rounds import read_rounds


def prongsai(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Status, output and messages of one call."""
    with pytest.raises(SystemExit) as left:
        run([str(word) for word in words])
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


def example(name: str) -> Path:
    return Path(str(files("prongsai") / "examples" / f"{name}.yaml"))


def fill_in(path: Path, cells: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    for name, text in cells.items():
        sheet, _, cell = name.partition("!")
        book[sheet][cell] = text
    book.save(path)


def test_form_is_made_filled_in_imported_and_scored(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form, file = tmp_path / "แบบกรอก.xlsx", tmp_path / "หน่วยงาน.yaml"
    assert prongsai(capsys, "template", "--year", "2568", "--out", form)[:2] == (0, f"{form}\n")
    counts = dict(zip((f"IIT!{column}9" for column in "DEFGHI"), "000019", strict=True))
    fill_in(form, {"หน่วยงาน!C5": "เทศบาลตำบลตัวอย่าง", "IIT!D4": "จำนวนคน", "ผลที่ประกาศ!C6": "๘๙.๙๒", **counts})

    status, out, _ = prongsai(capsys, "import", form, "--out", file)
    assert status == 0
    assert "เทศบาลตำบลตัวอย่าง" in out
    (one,) = read_rounds([file])
    assert str(one.facts.published.total) == "89.92"
    status, out, _ = prongsai(capsys, "explain", file, "IIT.i1")
    assert status == 0
    assert "98.00" in out


@pytest.mark.parametrize("name", EXAMPLES)
def test_round_file_goes_into_the_form_and_back(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    form, file = tmp_path / "a.xlsx", tmp_path / "a.yaml"

    assert prongsai(capsys, "template", "--from", example(name), "--out", form)[0] == 0
    assert prongsai(capsys, "import", form, "--out", file)[0] == 0
    assert read_rounds([file]) == [examples()[name]]


def test_mistakes_are_told_by_cell_and_nothing_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form, file = tmp_path / "a.xlsx", tmp_path / "a.yaml"
    prongsai(capsys, "template", "--year", "2568", "--out", form)
    fill_in(form, {"ผลที่ประกาศ!C6": "เก้าสิบ", "IIT!D9": "5"})

    status, out, err = prongsai(capsys, "import", form, "--out", file)
    assert (status, out) == (2, "")
    assert "ผลที่ประกาศ!C6" in err and "IIT!E9" in err and "หน่วยงาน!C5" in err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx"]


def test_files_that_are_there_are_replaced_only_on_demand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form, file = tmp_path / "a.xlsx", tmp_path / "a.yaml"
    form.write_text("mine")
    file.write_text("mine")

    status, _, err = prongsai(capsys, "template", "--from", example("rangsit-2568"), "--out", form)
    assert (status, form.read_text()) == (2, "mine")
    assert "--force" in err
    assert prongsai(capsys, "template", "--from", example("rangsit-2568"), "--out", form, "--force")[0] == 0
    assert prongsai(capsys, "import", form, "--out", file)[0] == 2
    assert file.read_text() == "mine"
    assert prongsai(capsys, "import", form, "--out", file, "--force")[0] == 0
    assert file.read_text("utf-8").startswith("format: prongsai/round@1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("template", "--out", "a.xlsx"), "--from"),
        (("template", "--year", "2568", "--out", "a.xls"), ".xlsx"),
        (("template", "--year", "2568", "--out", "none/a.xlsx"), "none"),
        (("template", "--year", "2025", "--out", "a.xlsx"), "2568"),
        (("template", "--year", "2599", "--out", "a.xlsx"), "nacc-2569"),
        (("template", "--from", "none.yaml", "--out", "a.xlsx"), "none.yaml"),
        (("import", "none.xlsx", "--out", "a.yaml"), "none.xlsx"),
        (("import", "a.xlsx", "--out", "a.xlsx"), ".yaml"),
    ],
)
def test_calls_that_cannot_work_say_why(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    status, out, err = prongsai(capsys, *words)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_year_of_file_and_form_must_be_as_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form = tmp_path / "a.xlsx"
    source = ("template", "--from", example("trang-2564"), "--out", form)
    assert prongsai(capsys, *source, "--year", "2568")[0] == 2
    assert prongsai(capsys, *source, "--year", "2564")[0] == 0
    assert prongsai(capsys, "import", form, "--out", tmp_path / "a.yaml", "--year", "2568")[0] == 2
    assert prongsai(capsys, "import", form, "--out", tmp_path / "a.yaml", "--year", "2564")[0] == 0


def test_file_of_several_agencies_is_not_put_into_one_form(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = '{"format": "prongsai/round@1", "year": 2568, "agency": {"name": "ก"}}\n'
    (tmp_path / "a.jsonl").write_text(line * 2, "utf-8")

    status, _, err = prongsai(capsys, "template", "--from", tmp_path / "a.jsonl", "--out", tmp_path / "a.xlsx")
    assert status == 2
    assert "2" in err and not (tmp_path / "a.xlsx").exists()


def test_score_points_a_form_to_import(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prongsai(capsys, "template", "--year", "2568", "--out", tmp_path / "a.xlsx")

    status, _, err = prongsai(capsys, "score", tmp_path / "a.xlsx")
    assert status == 2
    assert "prongsai import" in " ".join(err.split())

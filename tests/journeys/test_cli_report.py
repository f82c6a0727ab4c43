"""The commands ``report`` and ``demo``: all documents or none, whatever goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from calls import EXAMPLES, MAE_SAI, MAE_SOT, TRANG, WATTHANA, left_in, prongsai

from prongsai.cli.main import run
from prongsai.flow.by_file import write as documents


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A file with two mistakes."""
    path = tmp_path / "broken.yaml"
    path.write_text("format: prongsai/round@1\nyear: 2568\nagency: {name: ก}\nstaff: many\nvisitors: -1\n", "utf-8")
    return str(path)


def test_report_writes_each_format_of_each_file_and_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "a" / "b"
    status, said, _ = prongsai(capsys, "report", TRANG, MAE_SAI, "--format", "html,pdf,html", "--out", str(out))
    names = ["trang-2564-brief.html", "trang-2564-brief.pdf", "mae-sai-2566-brief.html", "mae-sai-2566-brief.pdf"]

    assert status == 0
    assert said.splitlines() == [str(out / name) for name in names]
    assert left_in(out) == sorted(names)
    assert (out / names[1]).read_bytes().startswith(b"%PDF-")


def test_report_numbers_files_of_one_name_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for folder, name in (("one", "Round.yaml"), ("two", "round.yaml")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(Path(TRANG).read_bytes())
    given_ = (str(tmp_path / "one" / "Round.yaml"), str(tmp_path / "two" / "round.yaml"))
    status, said, _ = prongsai(capsys, "report", *given_, "--format", "html", "--out", str(tmp_path / "out"))

    assert status == 0
    assert [Path(line).name for line in said.splitlines()] == ["round-0001-brief.html", "round-0002-brief.html"]


def test_refused_file_among_good_ones_writes_nothing_and_every_problem_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, broken: str
) -> None:
    out = tmp_path / "out"
    words = (TRANG, broken, str(tmp_path / "missing.yaml"), MAE_SAI)
    status, said, err = prongsai(capsys, "report", *words, "--out", str(out))

    assert (status, said) == (2, "")
    said_in_one_line = " ".join(err.split())  # long paths are wrapped
    assert "broken.yaml:4: staff" in said_in_one_line
    assert "broken.yaml:5: visitors" in said_in_one_line
    assert "missing.yaml" in said_in_one_line
    assert err.rstrip().endswith("3 problems; nothing was written.")
    assert not out.exists()
    for command in ("score", "check"):
        status, said, _ = prongsai(capsys, command, TRANG, broken)
        assert (status, said) == (2, "")


def test_failure_half_way_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def failing(report: object) -> bytes:
        made.append("x")
        if len(made) > 1:
            raise OSError(28, "No space left on device")
        return b"<html>"

    monkeypatch.setitem(documents.FORMATS, "html", failing)
    status, said, err = prongsai(capsys, "report", TRANG, MAE_SAI, "--format", "html", "--out", str(tmp_path / "out"))

    assert len(made) == 2
    assert (status, said) == (2, "")
    assert "No space left on device; nothing was written." in err
    assert left_in(tmp_path) == []


def test_file_that_is_held_open_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "mae-sai-2566-brief.html":
            raise PermissionError(13, "held open by another program", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    status, _, err = prongsai(capsys, "report", TRANG, MAE_SAI, "--format", "html", "--out", str(tmp_path / "out"))

    assert status == 2
    assert "mae-sai-2566-brief.html): held open by another program" in err
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("language", "message"), [("th", "ยกเลิกแล้ว ไม่มีสิ่งใดถูกเขียน"), ("en", "Stopped; nothing was written.")]
)
def test_stopping_says_that_nothing_was_written(
    language: str, message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(report: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setitem(documents.FORMATS, "html", stopped)
    words = ("--lang", language, "report", TRANG, "--format", "html", "--out", str(tmp_path / "out"))
    status, said, err = prongsai(capsys, *words)

    assert (status, said, err.strip()) == (2, "", message)
    assert left_in(tmp_path) == []


def test_mistake_of_the_program_itself_is_a_message_with_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(report: object) -> bytes:
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(documents.FORMATS, "html", wrong)
    with pytest.raises(SystemExit) as left:
        run(("--lang", "en", "report", TRANG, "--format", "html", "--out", str(tmp_path / "out")))
    shown = capsys.readouterr()

    assert left.value.code == 2
    assert "Internal error (ZeroDivisionError: by zero). Please report it" in shown.err
    assert "Traceback" not in shown.err
    assert left_in(tmp_path) == []


def test_demo_shows_the_examples_and_writes_only_when_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = prongsai(capsys, "demo")
    rows = [line.split() for line in out.splitlines()[2:7]]

    assert status == 0
    assert [row[1:6] for row in rows] == [
        ["2568", "99.93", "99.91", "99.38", "99.70"],
        ["2568", "99.29", "93.34", "77.00", "88.59"],
        ["2568", "95.52", "95.66", "74.50", "87.15"],
        ["2566", "–", "–", "–", "–"],
        ["2564", "92.39", "92.13", "100", "95.36"],
    ]
    assert rows[1][6:8] == ["–", "ผ่าน"]
    assert left_in(tmp_path) == []


def test_demo_out_holds_a_first_document_of_each_and_the_files_to_try(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "ตัวอย่าง"
    status, said, _ = prongsai(capsys, "demo", "--out", str(out))
    names = {f"{name}-brief.{form}" for name in EXAMPLES for form in ("html", "pdf")}

    assert status == 0
    made = {name for name in left_in(out) if "/" not in name} - {"examples"}
    assert {name.replace("-draft", "") for name in made} >= names
    # The measures of one example are named by questions: nobody could sign it.
    assert {name for name in made if "-draft" in name} == {
        f"watthana-nakhon-2568-{kind}-draft.{form}"
        for kind, forms in (("brief", ("html", "pdf")), ("book", ("docx", "html", "pdf")))
        for form in forms
    }
    for name in made:
        assert str(out / name) in said
    assert (out / "examples" / "trang-2564.yaml").read_bytes() == Path(TRANG).read_bytes()
    for line in said.splitlines()[-3:]:
        words = line.split()
        assert prongsai(capsys, *words[words.index("prongsai") + 1 :] if "prongsai" in words else words[1:])[0] in (
            0,
            1,
        )


def test_what_cannot_be_signed_is_a_draft_that_says_why_and_strict_tells_by_its_status(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ("report", WATTHANA, MAE_SOT, "--kind", "announcement", "--format", "html", "--out")
    status, said, err = prongsai(capsys, *words, str(tmp_path / "a"))
    assert status == 0
    assert [Path(line).name for line in said.splitlines()] == [
        "watthana-nakhon-2568-announcement-draft.html",
        "mae-sot-2568-announcement.html",
    ]
    assert "a draft; 9 things keep it from being signed" in err
    assert 'document.decided: {what: "ชื่อมาตรการแถวที่ 1' in err
    assert prongsai(capsys, *words, str(tmp_path / "b"), "--strict")[0] == 1
    assert left_in(tmp_path / "a") == left_in(tmp_path / "b")
    assert prongsai(capsys, "report", MAE_SOT, "-k", "announcement", "-o", str(tmp_path / "c"), "--strict")[0] == 0
    prongsai(capsys, "report", MAE_SOT, "-k", "announcement", "-f", "html", "-o", str(tmp_path / "d"), "--draft")
    assert left_in(tmp_path / "d") == ["mae-sot-2568-announcement-draft.html"]


def test_decisions_in_the_file_let_the_document_be_signed_and_an_empty_one_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = Path(MAE_SOT).read_text("utf-8").replace("document:\n", "document:\n  taken: [o9, I10]\n", 1)
    good, empty, odd = tmp_path / "good.yaml", tmp_path / "empty.yaml", tmp_path / "odd.yaml"
    good.write_text(text, "utf-8")
    empty.write_text(text.replace("document:\n", "document:\n  decided: [{what: ก, why: ' '}]\n", 1), "utf-8")
    odd.write_text(text.replace("o9, I10", "o99"), "utf-8")
    assert prongsai(capsys, "report", str(good), "-f", "html", "-o", str(tmp_path / "a"), "--strict")[0] == 0
    status, _, err = prongsai(capsys, "report", str(empty), "-o", str(tmp_path / "b"))
    assert status == 2 and "document.decided.0.why" in err
    status, _, err = prongsai(capsys, "report", str(odd), "-o", str(tmp_path / "c"))
    assert status == 2 and "document.taken.0" in err


def test_check_names_what_could_not_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "scan.yaml"
    file.write_text(
        "format: prongsai/round@1\nyear: 2568\nagency: {name: ก}\n"
        "document: {sections: [{part: preface, text: 'เริ่มเมื่อ [อ่านไม่ออก] และ […] แล้ว'}]}\n",
        "utf-8",
    )
    status, said, _ = prongsai(capsys, "check", str(file))
    assert status == 1 and "2 findings" in said and "[อ่านไม่ออก]" in said

"""``prongsai import`` of booklets: a file with the place of each figure, what was left out, a folder of many."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from prongsai.cli.main import run
from prongsai.flow.by_file.booklets.many import booklets_in
from prongsai.flow.by_file.rounds import read_rounds

HEAD = "<html><meta charset=utf-8><body><h1>รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568</h1>"
NAME = "<p>เทศบาลตำบลทดสอบ</p><p>เทศบาลตำบลทดสอบ อำเภอเมือง จังหวัดลพบุรี</p>"
TABLE = "<table><tr><th>เครื่องมือ</th><th>คะแนน</th></tr><tr><td>IIT</td><td>๙๒.๓๙</td></tr></table>"
WRONG = "<p>คะแนน IIT ได้ 91.00 คะแนน</p>"


def prongsai(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Status, output and messages of one call."""
    with pytest.raises(SystemExit) as left:
        run([str(word) for word in words])
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


def page(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.write_text("".join((HEAD, *parts)), encoding="utf-8")
    return path


def test_a_booklet_becomes_a_file_that_says_where_each_figure_stands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    booklet, out = page(tmp_path, "เล่ม.html", NAME, TABLE), tmp_path / "หน่วยงาน.yaml"
    status, said, left = prongsai(capsys, "import", booklet, "--out", out)
    assert (status, left) == (0, "")
    assert "เทศบาลตำบลทดสอบ ปีงบประมาณ 2568" in said and "คะแนนและระดับ 1 ค่า" in said
    (one,) = read_rounds([out])
    assert one.facts.agency.province == "ลพบุรี" and str(one.facts.published.instruments) == "{'IIT': Decimal('92.39')}"
    source = one.extra["x-read-from"]
    assert isinstance(source, dict) and source["document"] == "เล่ม.html" and len(source["sha256"]) == 64
    assert "แถว 2 “IIT”" in source["places"]["IIT"]


def test_what_is_doubtful_is_told_by_place_and_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    booklet, out = page(tmp_path, "เล่ม.html", NAME, TABLE, WRONG, "<p>คะแนนรวมได้ 90.10 คะแนน</p>"), tmp_path / "a.yaml"
    status, _, left = prongsai(capsys, "import", booklet, "--out", out)
    assert status == 1 and "ยังไม่แน่ชัด 1 แห่ง" in left and "IIT ไว้ต่างกัน (92.39, 91.00)" in " ".join(left.split())
    (one,) = read_rounds([out])
    assert one.facts.published.instruments is None and str(one.facts.published.total) == "90.10"


@pytest.mark.parametrize(
    ("parts", "words", "said"),
    [
        ((TABLE,), (), "ระบุชื่อด้วย --name"),
        ((NAME, TABLE), ("--year", "25"), "25"),
        ((NAME, TABLE), ("--criteria", "nacc-2567", "--year", "2568"), "เป็นของปี 2567"),
        ((NAME, "<p>ไม่มีตัวเลขใด</p>"), (), "ไม่พบผลการประเมิน"),
        (("<p>โรงเรียนตัวอย่าง</p>", TABLE), ("--name", "โรงเรียนตัวอย่าง"), "--criteria"),
    ],
    ids=["whose", "year", "two years", "nothing", "not assessed"],
)
def test_what_is_not_certain_is_asked_for_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, parts: tuple[str, ...], words: tuple[str, ...], said: str
) -> None:
    booklet, out = page(tmp_path, "เล่ม.html", *parts), tmp_path / "a.yaml"
    status, _, left = prongsai(capsys, "import", booklet, "--out", out, *words)
    assert status == 2 and said in left and not out.exists()


def test_the_name_may_be_given_and_an_older_file_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    booklet, out = page(tmp_path, "เล่ม.html", TABLE), tmp_path / "a.yaml"
    assert prongsai(capsys, "import", booklet, "--out", out, "--name", "เทศบาลตำบลอื่น")[0] == 0
    assert read_rounds([out])[0].facts.agency.kind == "subdistrict-municipality"
    before = out.read_bytes()
    assert prongsai(capsys, "import", booklet, "--out", out, "--name", "เทศบาลตำบลอื่น")[0] == 2
    assert out.read_bytes() == before


def test_without_out_the_way_to_the_site_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, left = prongsai(capsys, "import", page(tmp_path, "เล่ม.html", NAME, TABLE))
    assert status == 2 and "--out" in left


def test_a_place_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    booklet = page(tmp_path, "เล่ม.html", NAME, TABLE)
    status, _, left = prongsai(capsys, "import", booklet, "--out", tmp_path / "ไม่มี" / "a.yaml")
    assert status == 2 and "เขียนไฟล์นี้ไม่ได้" in left and ".part" not in left


def folder_of_three(tmp_path: Path) -> Path:
    folder = tmp_path / "เล่ม"
    (folder / "ก").mkdir(parents=True)
    page(folder, "1.html", NAME, TABLE)
    page(folder / "ก", "2.html", NAME, TABLE, WRONG, "<p>คะแนนรวมได้ 90.10 คะแนน</p>")
    page(folder, "3.html", "<p>ไม่มีชื่อ</p>")
    (folder / "ไม่ใช่.txt").write_text("x")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_rounds_and_one_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = folder_of_three(tmp_path), tmp_path / "all.jsonl"
    status, said, left = prongsai(capsys, "import", folder, "--out", out)
    assert status == 1 and "อ่านได้ครบ 1  มีที่ยังไม่แน่ชัด 1  อ่านไม่ได้ 1" in said and "3.html: อ่านไม่ได้" in left
    assert len(read_rounds([out])) == 2
    report = lines(tmp_path / "all.report.jsonl")
    assert [(line["file"], line["state"]) for line in report] == [
        ("1.html", "read"),
        ("3.html", "refused"),
        ("ก/2.html", "doubtful"),
    ]
    assert report[1]["problems"] and report[2]["doubtful"]


def test_a_run_that_was_broken_off_goes_on_where_it_ended(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = folder_of_three(tmp_path), tmp_path / "all.jsonl"
    prongsai(capsys, "import", folder, "--out", out)
    whole, report = out.read_bytes(), tmp_path / "all.report.jsonl"
    told = report.read_bytes()
    # The last round is written, its report broken off half way.
    report.write_bytes(told[:-30])
    _, said, _ = prongsai(capsys, "import", folder, "--out", out)
    assert "อ่านไว้แล้ว 2" in said
    assert out.read_bytes() == whole and report.read_bytes() == told
    # A round broken off half way, of which nothing is told.
    out.write_bytes(whole[:-30])
    report.write_bytes(b"".join(told.splitlines(keepends=True)[:2]))
    prongsai(capsys, "import", folder, "--out", out)
    assert out.read_bytes() == whole and report.read_bytes() == told


def test_a_booklet_that_changed_is_read_again_and_its_old_round_goes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, out = folder_of_three(tmp_path), tmp_path / "all.jsonl"
    prongsai(capsys, "import", folder, "--out", out)
    page(folder, "1.html", NAME, TABLE.replace("๙๒.๓๙", "๙๓.๐๐"))
    _, said, _ = prongsai(capsys, "import", folder, "--out", out)
    assert "อ่านไว้แล้ว 2" in said
    scores = [str((one.facts.published.instruments or {}).get("IIT")) for one in read_rounds([out])]
    assert "93.00" in scores and "92.39" not in scores
    assert [line["file"] for line in lines(tmp_path / "all.report.jsonl")].count("1.html") == 1


def test_copies_of_a_booklet_that_were_broken_off_are_not_doubled(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, out = tmp_path / "เล่ม", tmp_path / "all.jsonl"
    folder.mkdir()
    page(folder, "1.html", NAME, TABLE)
    shutil.copy(folder / "1.html", folder / "2.html")
    prongsai(capsys, "import", folder, "--out", out)
    report = tmp_path / "all.report.jsonl"
    whole, told = out.read_bytes(), report.read_bytes()
    report.write_bytes(told.splitlines(keepends=True)[0])  # the second round is written and not told of
    prongsai(capsys, "import", folder, "--out", out)
    assert out.read_bytes() == whole and report.read_bytes() == told


def test_a_file_that_no_run_has_left_is_not_touched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = folder_of_three(tmp_path), tmp_path / "all.jsonl"
    out.write_text("of somebody else\n")
    assert prongsai(capsys, "import", folder, "--out", out)[0] == 2
    assert out.read_text() == "of somebody else\n"
    (tmp_path / "all.report.jsonl").write_text("[1]\n")
    assert prongsai(capsys, "import", folder, "--out", out)[0] == 2
    assert out.read_text() == "of somebody else\n"
    assert prongsai(capsys, "import", folder, "--out", out, "--force")[0] == 1
    assert len(read_rounds([out])) == 2


def test_a_folder_without_booklets_and_a_wrong_ending_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ว่าง").mkdir()
    assert prongsai(capsys, "import", tmp_path / "ว่าง", "--out", tmp_path / "a.jsonl")[0] == 2
    folder = folder_of_three(tmp_path)
    status, _, left = prongsai(capsys, "import", folder, "--out", tmp_path / "a.yaml")
    assert status == 2 and ".jsonl" in left and not (tmp_path / "a.yaml").exists()


def test_one_booklet_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = folder_of_three(tmp_path)
    (folder / "0.pdf").write_bytes(b"%PDF-1.7 broken")
    shutil.copy(folder / "1.html", folder / "9.html")
    states = [done.state for done in booklets_in(folder, tmp_path / "a.jsonl", language="th")]
    assert states == ["refused", "read", "refused", "read", "doubtful"]


def test_two_runs_do_not_write_one_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = folder_of_three(tmp_path), tmp_path / "all.jsonl"
    first = booklets_in(folder, out, language="th")
    next(first)
    status, _, left = prongsai(capsys, "import", folder, "--out", out)
    assert status == 2 and "กำลังมีการอ่าน" in left
    assert len(list(first)) == 2
    assert prongsai(capsys, "import", folder, "--out", out)[0] == 0
    assert len(lines(tmp_path / "all.report.jsonl")) == 3


def test_a_mark_that_no_scale_has_leaves_no_empty_item(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    marks = (
        "<table><tr><th>ข้อ</th><th>ผลการประเมิน</th></tr><tr><td>o1</td><td>1</td>"
        + "</tr><tr><td>o4</td><td>0</td></tr></table>"
    )
    booklet, out = page(tmp_path, "เล่ม.html", NAME, TABLE, marks), tmp_path / "ก.yaml"
    assert prongsai(capsys, "import", booklet, "--out", out)[0] == 1
    (one,) = read_rounds([out])
    assert list(one.facts.disclosure) == ["o4"]

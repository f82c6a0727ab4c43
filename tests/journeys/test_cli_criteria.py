"""The command ``prongsai criteria``."""

from __future__ import annotations

from pathlib import Path

import pytest

from prongsai.cli.main import run


def prongsai(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Status, output and messages of one call."""
    with pytest.raises(SystemExit) as left:
        run(words)
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


def test_criteria_list_names_every_edition(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--lang", "en", "criteria", "list")
    assert status == 0
    row = next(line for line in out.splitlines() if line.startswith("nacc-2568"))
    assert "IIT:15 EIT:9 OIT:28" in row
    assert row.endswith("fiscal year 2568")


def test_criteria_show_tells_how_surely(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--lang", "th", "criteria", "show", "nacc-2568")
    assert status == 0
    o6 = next(line for line in out.splitlines() if line.strip().startswith("o6 "))
    assert "10 % [อนุมาน]" in o6
    o27 = next(line for line in out.splitlines() if line.strip().startswith("o27 "))
    assert "20 % [ยืนยันแล้ว]" in o27
    assert "ไม่ใช่ค่าทางการ" in out
    _, english, _ = prongsai(capsys, "--lang", "en", "criteria", "show", "nacc-2568")
    assert "30 % [confirmed]" in english


def test_criteria_show_unknown_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = prongsai(capsys, "criteria", "show", "nacc-2500")
    assert (status, out) == (2, "")
    assert "nacc-2568" in err


def test_criteria_check_is_content_with_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--lang", "en", "criteria", "check")
    assert status == 0
    assert "nacc-2568: nothing wrong" in out


def test_criteria_new_then_check_then_diff(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ("criteria", "new", "nacc-2599", "--from", "nacc-2568", "--out", str(tmp_path))
    status, out, _ = prongsai(capsys, "--lang", "en", *words)
    assert status == 0
    made = tmp_path / "nacc-2599"
    assert str(made) in out
    assert prongsai(capsys, *words)[0] == 2
    assert prongsai(capsys, "criteria", "check", str(made))[0] == 0

    scoring = made / "scoring.yaml"
    scoring.write_text(scoring.read_text("utf-8").replace("weight: 40", "weight: 50"), "utf-8")
    status, out, err = prongsai(capsys, "--lang", "en", "criteria", "check", str(made))
    assert status == 1
    assert "nacc-2599/scoring.yaml:" in out
    assert "add up to 110" in out
    assert "1 problem(s)" in err

    status, out, _ = prongsai(capsys, "--lang", "en", "criteria", "diff", "nacc-2568", str(made))
    assert status == 0
    assert out.startswith("Moves a score (1)\n  instruments.OIT.weight  40  →  50\n")


def test_criteria_diff_of_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--lang", "th", "criteria", "diff", "nacc-2568", "nacc-2568")
    assert (status, out) == (0, "ไม่มีสิ่งใดต่างกัน\n")

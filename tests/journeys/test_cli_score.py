"""The commands ``score``, ``check`` and ``explain``: statuses, JSON, and what a reader sees."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from calls import MAE_SAI, MAE_SOT, RANGSIT, TRANG, WATTHANA, prongsai

from prongsai.cli.tables import width
from prongsai.criteria.editions import edition
from prongsai.criteria.figure_id import figure_ids


def test_score_json_has_every_figure_of_the_edition_and_nulls_where_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "score", "--json", RANGSIT, MAE_SAI)
    rangsit, mae_sai = json.loads(out)

    assert status == 0
    for card, name in ((rangsit, "nacc-2568"), (mae_sai, "nacc-2566")):
        assert set(card) == {
            "format",
            "agency",
            "year",
            "criteria",
            "criteria_revision",
            "criteria_checksum",
            "total",
            "level",
            "instruments",
            "indicators",
            "part_indicators",
            "sub_indicators",
            "items",
            "differences",
            "warnings",
        }
        assert card["format"] == "prongsai/scorecard@1"
        assert card["criteria"] == name
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", card["criteria_checksum"])
        assert _ids(card) == set(figure_ids(edition(name))) - {"level"}
    assert rangsit["total"] | {"exact": None, "rests_on": None} == {
        "score": "99.70",
        "basis": "published",
        "computed": "99.70",
        "exact": None,
        "certainty": "confirmed",
        "rests_on": None,
    }
    assert "/" in rangsit["total"]["exact"]
    assert mae_sai["total"] == {
        "score": None,
        "basis": None,
        "computed": None,
        "exact": None,
        "certainty": None,
        "rests_on": [],
    }
    assert mae_sai["level"]["name"] is None
    assert len(mae_sai["level"]["possible"]) == 5


def _ids(card: dict[str, dict[str, object]]) -> set[str]:
    found = {"total", *card["instruments"]}
    found |= {f"ind:{each}" for each in card["indicators"]} | {f"sub:{each}" for each in card["sub_indicators"]}
    for part, figures in card["part_indicators"].items():
        found |= {f"ind:{each}@{part}" for each in figures}
    for part, figures in card["items"].items():
        found |= {f"{part}.{each}" for each in figures}
    return found


def test_score_json_is_in_the_order_of_the_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    round_ = {"format": "prongsai/round@1", "year": 2568}
    many.write_text("\n".join(json.dumps(round_ | {"agency": {"name": name}}) for name in ("x", "y")), "utf-8")
    _, out, _ = prongsai(capsys, "score", "--json", TRANG, str(many), RANGSIT, TRANG)
    names = [card["agency"]["name"] for card in json.loads(out)]

    assert names == ["เทศบาลนครตรัง", "x", "y", "เทศบาลนครรังสิต", "เทศบาลนครตรัง"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((RANGSIT,), 0),
        ((WATTHANA,), 0),
        (("--strict", RANGSIT, TRANG), 0),
        (("--strict", RANGSIT, WATTHANA), 1),
        (("--strict", "--json", WATTHANA), 1),
    ],
)
def test_score_is_strict_about_differences_only_when_asked(
    words: tuple[str, ...], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prongsai(capsys, "score", *words)[0] == status


def test_score_shows_differences_the_level_and_what_is_uncertain(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = prongsai(capsys, "score", WATTHANA)

    assert "total 88.59  level ผ่าน\n" in out
    assert "≠ IIT: published 99.29, its parts give 99.02 (rounding explains 0.01 at most)" in out
    assert re.search(r"^indicator 9 .* 74\.00  computed +74\.00  \*$", out, re.MULTILINE)
    assert "* rests on rules that are not confirmed; not official" in out
    assert "This file holds no scores." in prongsai(capsys, "score", MAE_SAI)[1]


def test_score_shows_an_announced_level_that_the_rules_do_not_give(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "town.yaml"
    text = Path(WATTHANA).read_text(encoding="utf-8")
    file.write_text(text.replace('  total: "88.59"\n', '  total: "88.59"\n  level: ผ่านดีมาก\n'), encoding="utf-8")
    _, out, _ = prongsai(capsys, "score", str(file))

    assert "≠ the level: announced “ผ่านดีมาก”, by the rules “ผ่าน”" in out


@pytest.mark.parametrize(("files_", "status"), [((MAE_SAI,), 0), ((TRANG,), 1), ((MAE_SAI, TRANG), 1)])
def test_check_has_status_1_where_it_finds_something(
    files_: tuple[str, ...], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prongsai(capsys, "check", *files_)[0] == status


def test_check_names_place_quote_and_reason_and_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    _, out, _ = prongsai(capsys, "--lang", "th", "check", *(RANGSIT, WATTHANA, MAE_SOT, MAE_SAI, TRANG))
    lines = out.splitlines()

    assert "เทศบาลนครตรัง: พบ 2 เรื่อง" in lines
    assert "1. ข้อ 3.2.1" in lines
    assert "   “ได้คะแนนเท่ากับ 92.76 คะแนน”" in lines
    assert "   ข้อมูลที่ถูกต้อง      ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ 90.76" in lines
    assert "เทศบาลตำบลแม่สาย: ไม่พบข้อความที่ขัดกับตัวเลข" in lines
    for line in lines:
        # Only what has no space to break at may be longer.
        assert width(line) <= 72 or len(line.split()) <= 4, line


def test_check_json_tells_the_same_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "check", "--json", TRANG, MAE_SAI)
    trang, mae_sai = json.loads(out)

    assert status == 1
    assert mae_sai["findings"] == []
    assert [(each["kind"], each["figures"]) for each in trang["findings"]] == [
        ("score", ["ind:4"]),
        ("score", ["ind:5"]),
    ]
    assert trang["findings"][0]["so"] == "indicator 4 Use of government property 90.76"
    assert set(trang["findings"][0]) == {"kind", "where", "says", "so", "why", "figures", "quote"}


def test_explain_goes_down_to_the_counts_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    _, english, _ = prongsai(capsys, "explain", RANGSIT, "EIT1.e2")
    _, thai, _ = prongsai(capsys, "--lang", "th", "explain", RANGSIT, "EIT1.e2")

    for out in (english, thai):
        assert out.startswith("EIT1.e2 ")
        assert "(558×100 + 1×80 + 1×0) ÷ 560 = 99.7857… → 99.79" in out
        assert max(map(width, out.splitlines())) <= 100
    assert re.search(r"[ก-๛]", english.splitlines()[0]) is None
    assert "คะแนน" in thai


@pytest.mark.parametrize(
    ("short", "figure"),
    [
        ("i3", "IIT.i3"),
        ("๐๙", "OIT.o9"),
        ("O9", "OIT.o9"),
        ("9.1", "sub:9.1"),
        ("6", "ind:6"),
        ("TOTAL", "total"),
        ("level", "level"),
    ],
)
def test_explain_takes_short_ids(short: str, figure: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "explain", RANGSIT, short)

    assert status == 0
    assert out.split()[0] == figure


def test_explain_full_goes_on_below(capsys: pytest.CaptureFixture[str]) -> None:
    _, brief, _ = prongsai(capsys, "explain", RANGSIT, "ind:6")
    _, full, _ = prongsai(capsys, "explain", RANGSIT, "ind:6", "--full")

    assert "÷ 560" in full
    assert "÷ 560" not in brief

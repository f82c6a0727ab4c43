"""``prongsai read``: what a copied text becomes, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from calls import called

TABLE = "ตัวชี้วัด\tปี 2567\tปี 2568\nการปฏิบัติหน้าที่\t99.95\t95.24\nการใช้อำนาจ\t100.00\t99.31\n"


def read(path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    done = called("read", str(path), "--json", *options)
    return done.returncode, json.loads(done.stdout)


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "text.txt"
    path.write_bytes(text.encode(encoding))
    return path


def test_all_that_was_read_is_given_by_figure_with_its_lines(tmp_path: Path) -> None:
    status, said = read(saved(tmp_path, "คะแนนรวม 87.15 ระดับ ผ่าน\no1 ๑๐๐\n"), "--year", "2568")

    assert status == 0
    assert (said["year"], said["level"], said["marks"]) == (2568, "ผ่าน", {"o1": "100"})
    assert said["scores"] == {"total": "87.15", "OIT.o1": "100"}
    assert [(line["number"], line["state"], line["figure"], line["score"]) for line in said["lines"]] == [
        (1, "read", "total", "87.15"),
        (1, "read", "level", None),
        (2, "read", "OIT.o1", "100"),
    ]
    assert "ind:1" in said["missing"] and "total" not in said["missing"]


def test_doubtful_line_makes_status_one_and_is_no_score(tmp_path: Path) -> None:
    status, said = read(saved(tmp_path, "IIT 93..38"), "--year", "2568")

    assert (status, said["scores"]) == (1, {})
    (line,) = said["lines"]
    assert (line["state"], line["suggestion"]) == ("doubtful", "93.38")


def test_year_is_that_of_the_text_where_it_speaks_of_one(tmp_path: Path) -> None:
    status, said = read(saved(tmp_path, "ผลการประเมิน ITA ปี 2567\nคะแนนรวม 92.07"))

    assert (status, said["year"], said["criteria"]) == (0, 2567, "nacc-2567")


def test_columns_of_several_years_are_doubtful_until_the_year_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, TABLE)

    assert [(status, said["year"], said["scores"]) for status, said in [read(path)]] == [(1, None, {})]
    assert read(path, "--year", "2567")[1]["scores"] == {"ind:1": "99.95", "ind:3": "100.00"}
    assert read(path, "--year", "2568")[1]["scores"] == {"ind:1": "95.24", "ind:3": "99.31"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_text_of_any_editor_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(saved(tmp_path, "คะแนนรวม 87.15\r\n", encoding), "--year", "2568")[1]["scores"] == {"total": "87.15"}


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (b"", ()),
        (b"   \n", ()),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", ()),
        (b"%PDF-1.7\n", ()),
        (b"\xff\xfe\x00\xd8" * 9, ("--year", "1999")),
        (b"IIT 95.52", ("--year", "2570")),
        (b"IIT 95.52", ("--part", "EIT3")),
        (b"IIT 95.52", ("--criteria", "nowhere-1")),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, options: tuple[str, ...]) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)

    done = called("read", str(path), *options)

    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr

"""An agency that the NACC does not assess is not scored by its rules unless somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_bodies import EDITION, NAME, SCHOOL
from test_criteria_install import home, prongsai

from prongsai.criteria.agency_kinds import agency_kinds, kind_in_name
from prongsai.criteria.assessed import kind_not_assessed, kinds_assessed
from prongsai.criteria.editions import edition, editions
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install

__all__ = ["home"]

COLLEGE = """\
format: prongsai/round@1
year: 2568
agency: {name: วิทยาลัยเทคนิคตัวอย่าง, province: ศรีสะเกษ}
published: {total: "90.77", level: ผ่านดี}
"""


def file_of(folder: Path, text: str, name: str = "one.yaml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", editions())
def test_every_edition_says_whom_it_assesses(name: str) -> None:
    others = {"school", "vocational-college", "hospital"}
    assert kinds_assessed(edition(name)) == set(agency_kinds()) - others


def test_units_below_departments_are_as_sure_as_what_was_found() -> None:
    surely = {name: edition(name).assesses[1] for name in editions()}
    assert {row.kinds for row in surely.values()} == {("bangkok-district", "amphoe", "police-station")}
    assert [row.origin.certainty for row in surely.values()] == [
        "unknown", "unknown", "confirmed", "inferred", "inferred", "inferred",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "asked"),
    [
        ("school", "เทศบาลตำบลหนึ่ง", "school"),
        (None, "โรงเรียนหนึ่ง", "school"),
        (None, "โรงพยาบาลหนึ่ง", "hospital"),
        (None, "วิทยาลัยการอาชีพหนึ่ง", "vocational-college"),
        (None, "วิทยาลัย อาชีวศึกษาหนึ่ง", "vocational-college"),
        (None, "เทศบาลนครหนึ่ง", None),
        (None, "องค์การบริหารส่วนตำบลโรงเรียนเก่า", None),
        ("university", "วิทยาลัยเทคนิคหนึ่ง", None),  # the kind that was said counts
        ("police-station", "สถานีตำรวจหนึ่ง", None),
    ],
)
def test_kind_or_first_word_tells(kind: str | None, name: str, asked: str | None) -> None:
    assert kind_not_assessed(edition("nacc-2568"), kind, name) == asked
    assert asked is None or kind is not None or kind_in_name(name) == asked


@pytest.mark.parametrize(
    "words",
    [
        ("score",),
        ("score", "--json"),
        ("check",),
        ("report", "--kind", "brief", "--format", "html", "--out", "OUT"),
    ],
)
def test_a_college_is_not_silently_scored_by_the_naccs_rules(
    words: tuple[str, ...], home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(tmp_path / "out") if word == "OUT" else word for word in words]
    file = file_of(tmp_path, COLLEGE)
    status, out, err = prongsai(capsys, *asked, file)
    assert (status, out) == (2, "")
    assert f"{file}:3: agency.name: nacc-2568" in err
    assert "no edition of 2568 here does; name the edition with --criteria" in err
    assert not (tmp_path / "out").exists()
    assert prongsai(capsys, *asked, file, "--criteria", "nacc-2568")[0] in (0, 1)
    said = file_of(tmp_path, COLLEGE.replace("agency:", "criteria: nacc-2568\nagency:"), "said.yaml")
    assert prongsai(capsys, *asked, said)[0] in (0, 1)


def test_explaining_and_the_excel_form_ask_too(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, form = file_of(tmp_path, COLLEGE), str(tmp_path / "form.xlsx")
    assert prongsai(capsys, "explain", file, "total")[0] == 2
    assert prongsai(capsys, "explain", file, "total", "--criteria", "nacc-2568")[0] == 0
    assert prongsai(capsys, "template", "--from", file, "--out", form)[0] == 2
    assert prongsai(capsys, "template", "--from", file, "--out", form, "--criteria", "nacc-2568")[0] == 0
    made = str(tmp_path / "made.yaml")
    status, _, err = prongsai(capsys, "import", form, "--out", made)
    assert status == 2
    assert "say --criteria nacc-2568" in err
    assert prongsai(capsys, "import", form, "--out", made, "--criteria", "nacc-2568")[0] == 0
    assert "criteria: nacc-2568" in Path(made).read_text("utf-8")


def test_the_editions_that_assess_it_are_named(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(EDITION, home)
    file = file_of(tmp_path, SCHOOL)
    status, _, err = prongsai(capsys, "score", file)
    assert status == 2
    assert f"of 2570 these do: {NAME}" in err
    assert prongsai(capsys, "score", file, "--criteria", NAME)[0] == 0


def test_a_file_that_names_another_edition_is_not_read_by_the_one_asked_for(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, COLLEGE.replace("agency:", "criteria: nacc-2568\nagency:"))
    status, _, err = prongsai(capsys, "score", file, "--criteria", "nacc-2567")
    assert status == 2
    assert "the file names nacc-2568, but --criteria says nacc-2567" in err


def test_earlier_years_of_another_body_are_not_read_by_the_naccs_rules(home: Path, tmp_path: Path) -> None:
    from prongsai.flow.by_file.rounds import read_rounds

    install(EDITION, home)
    told = SCHOOL + 'history: {2569: {published: {total: "70.00", level: พอใช้สมมติ, instruments: {SV: "71.00"}}}}\n'
    (one,) = read_rounds([file_of(tmp_path, told)], criteria=NAME)
    assert one.facts.history[2569].published.level == "พอใช้สมมติ"
    assert one.facts.history[2569].criteria is None


def test_only_the_own_bodys_calendar_tells_when_items_are_due(home: Path) -> None:
    from prongsai.flow.rules.deadlines import deadline

    install(EDITION, home)
    own, naccs = deadline("disclosure", 2571, NAME), deadline("disclosure", 2571)
    assert own is not None and naccs is not None
    assert str(own.day) == "2028-03-31"
    assert deadline("disclosure", 2569, NAME) is None
    assert str(naccs.day).endswith("-04-30")
    assert known.calendar(NAME)[0] == 2570

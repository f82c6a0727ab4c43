"""Lists and results that agencies published, letter for letter but for their names: what the checker makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from prongsai.assess.score import score
from prongsai.criteria.editions import edition
from prongsai.files.problems import Refused
from prongsai.flow.by_file.check import checked
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.proofread.document.passages import Collector
from prongsai.proofread.judging import document_contradictions
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round

# A page of 2565: numbers 9 to 13 are its own order, and ำ is typed as two letters.
LINES = """
1 การปฏิบัติหน้าที่ 92.82
2 การใช้งบประมาณ 86.53
3 การใช้อํานาจ 90.12
4 การใช้ทรัพย์สินของราชการ 86.43
5 การแก้ไขปัญหาการทุจริต 89.35
9 คุณภาพการดําเนินงาน 90.79
10 ประสิทธิภาพการสื่อสาร 89.4
11 การปรับปรุงระบบการทํางาน 88.53
12 การเปิดเผยข้อมูล 85.87
13 การป้องกันการทุจริต 79.62
""".strip().splitlines()
HEAD = """
format: prongsai/round@1
year: YEAR
agency: {name: WHO}
"""
UP = """published:
  indicators: {"1": "92.82", "2": "86.53", "3": "90.12", "4": "86.43", "5": "89.35", "6": "90.79", "7": "89.4",
    "8": "88.53", "9": "85.87", "10": "79.62"}
claims:
- {kind: score, figure: total, value: "TOTAL", where: หน้าผลการประเมินภาพรวม}
- {kind: level, figure: level, value: LEVEL, where: หน้าผลการประเมินภาพรวม}
"""
# The radar of a year without an edition lists the indicators from high to low.
RADAR = ["1", "6", "3", "4", "2", "8", "5", "7", "9", "10"]


def round_of(body: str, year: int, who: str = "มหาวิทยาลัยบ้านนา") -> Round:
    text = HEAD.replace("YEAR", str(year)).replace("WHO", who) + body
    (one,) = read_bytes(text.encode(), "case.yaml", edition=edition)
    return one


def published(total: str = "86.69", level: str = "A") -> Round:
    return round_of(UP.replace("TOTAL", total).replace("LEVEL", level), 2565)


def found(lines: list[str], *, table: bool) -> list[tuple[str, ...]]:
    one, made = published(), Collector()
    if table:
        rows = [[number, *rest.rsplit(" ", 1)] for number, _, rest in (line.partition(" ") for line in lines)]
        made.table([["ที่", "ตัวชี้วัด", "คะแนน"], *rows], 1)
    for line in () if table else lines:
        made.paragraph(line)
    criteria = edition("nacc-2565")
    return [
        each.figures for each in document_contradictions(criteria, one.facts, score(criteria, one.facts), made.pieces)
    ]


@pytest.mark.parametrize("table", [False, True])
def test_all_ten_lines_are_read_by_their_names_and_not_by_their_numbers(table: bool) -> None:
    assert found(LINES, table=table) == []
    for at, line in enumerate(LINES):
        name, _, value = line.rpartition(" ")
        slipped = [*LINES[:at], f"{name} {float(value) - 7:.2f}", *LINES[at + 1 :]]
        assert found(slipped, table=table) == [(f"ind:{at + 1}",)], line


def test_total_of_that_page_is_rounded_once_and_its_level_is_so() -> None:
    assert checked(published()) == ()
    assert [each.kind for each in checked(published("86.68", "B"))] == ["score", "level"]


def test_marks_of_another_page_are_quiet_and_respondents_are_taken() -> None:
    part_two = round_of("answers: {EIT2: {respondents: 55}}\n", 2567)
    assert checked(part_two) == ()
    links = (
        "disclosure:\n- {item: o9, explanation: Social Network - Facebook}\n- {item: o11, explanation: แผน พ.ศ.2566}\n"
    )
    assert checked(round_of(links, 2566, "เทศบาลตำบลบ้านนา")) == ()


@pytest.mark.parametrize(
    ("total", "past"),
    [
        ("99.92", '{2563: {published: {total: "99.60", level: AA}}, 2562: {published: {total: "99.06", level: AA}}}'),
        ("96.65", '{2562: {published: {total: "93.29"}}}'),
    ],
)
def test_histories_over_a_change_of_method_are_kept_and_contradict_nothing(total: str, past: str) -> None:
    assert (
        checked(round_of(f'published: {{total: "{total}", level: AA}}\nhistory: {past}\n', 2565, "ธนาคารบ้านนา")) == ()
    )


@pytest.mark.parametrize(
    ("year", "who", "why"),
    [
        (2563, "มหาวิทยาลัยบ้านนา", "ไม่พบเกณฑ์"),
        (2562, "มหาวิทยาลัยบ้านนา", "ไม่พบเกณฑ์"),
        (2568, "วิทยาลัยเทคนิคบ้านนา", "ไม่ได้ใช้ประเมินสถานศึกษาอาชีวศึกษา"),
        (2569, "โรงพยาบาลบ้านนา", "ไม่ได้ใช้ประเมินโรงพยาบาล"),
    ],
)
def test_years_and_bodies_without_rules_here_are_refused_in_words(
    year: int, who: str, why: str, tmp_path: Path
) -> None:
    head = HEAD.replace("YEAR", str(year)).replace("WHO", who)
    (tmp_path / "case.yaml").write_text(f'{head}published: {{total: "90.77"}}\n', "utf-8")
    with pytest.raises(Refused) as refused:
        read_rounds([tmp_path / "case.yaml"])
    assert why in refused.value.problems[0].text.th


def test_ranks_of_a_radar_are_those_of_its_scores() -> None:
    scores = ["91.27", "88.23", "87.48", "82.27", "80.64", "80.22", "78.98", "78.27", "65.62", "42.56"]
    told = ", ".join(f'"{number}": "{value}"' for number, value in zip(RADAR, scores, strict=True))
    claims = [
        f"- {{kind: rank, figure: 'ind:{number}', value: \"{at}\", where: หน้าเรดาร์}}"
        for at, number in enumerate(RADAR, 1)
    ]
    body = f"published:\n  indicators: {{{told}}}\nclaims:\n" + "\n".join(claims) + "\n"
    assert checked(round_of(body, 2564)) == ()

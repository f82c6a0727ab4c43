"""The brief: one page for the head of the agency, with the figures that decide and what is uncertain about them."""

from __future__ import annotations

import dataclasses
import datetime
import re
from decimal import Decimal

import pytest
from small_facts import all_marks, facts_of, published

from announced_levels import announcing
from prongsai.assess.score import score
from prongsai.collect.facts import Facts, PastYear
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.improve.plan import Owner, Period, Plan, Row, Step
from prongsai.language.exact import signed
from prongsai.publish.assemble.brief import brief
from prongsai.publish.figures import Figures, two
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import (
    Block,
    Cards,
    Chart,
    LineBreak,
    Listing,
    Ref,
    Report,
    Runs,
    Words,
    _runs_of,
    in_thai_digits,
    refs_of,
)
from prongsai.publish.word.document import _Body
from prongsai.publish.word.lengths import CLOSE
from prongsai.publish.word.pagination import height, room_of
from prongsai.publish.word.sections import sections
from prongsai.roundfile.round import Round

NACC = edition("nacc-2568")
EXAMPLES = examples()


def text_of(report: Report) -> str:
    """All that the blocks say, one paragraph a line, figures filled in."""
    return "\n".join(_said(runs, report) for block in report.blocks for runs in (*_labels(block), *_runs_of(block)))


def _labels(block: Block) -> list[Runs]:
    if isinstance(block, Cards):
        return [(Words(label),) for label, _, _ in block.cards]
    return [(Words(each),) for each in block.categories] if isinstance(block, Chart) else []


def _said(runs: Runs, report: Report) -> str:
    return "".join(
        "\n"
        if isinstance(run, LineBreak)
        else report.figure(run.key)
        if isinstance(run, Ref)
        else report.words(run.text)
        for run in runs
    )


def made(facts: Facts, plan: Plan | None = None) -> Report:
    return brief(dossier_of(Round(facts, (), None, plan, None, {})))


def pages(data: bytes) -> int:
    return sum(map(int, re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", data)))


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize("name", list(EXAMPLES))
def test_brief_of_every_example_is_one_a4_page(name: str, digits: str) -> None:
    data = pdf(report_of(EXAMPLES[name], "brief", digits))

    boxes = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", data)

    assert pages(data) == 1
    assert [[round(float(each)) for each in box.split()] for box in boxes] == [[0, 0, 595, 842]]


def test_brief_with_long_texts_is_still_one_page() -> None:
    long = "จัดทำคู่มือปฏิบัติงานของทุกส่วนราชการในสังกัดให้ครบถ้วนและเป็นปัจจุบัน " * 4
    plan = Plan(year=2569, rows=tuple(Row(measures=(long,), owners=(Owner(long),)) for _ in range(9)))

    assert pages(pdf(made(facts_of(NACC, marks=all_marks(NACC, o1="0")), plan))) == 1


@pytest.mark.parametrize("plan", [None, "long"])
def test_brief_of_an_agency_below_every_bar_lists_all_indicators_on_one_page(plan: str | None) -> None:
    low = {str(number): "60.00" for number in range(1, 9)}
    in_parts = {part: dict.fromkeys("678", "60.00") for part in ("EIT1", "EIT2")}
    told = published(indicators=low, part_indicators=in_parts, instruments={"IIT": "60", "EIT1": "60", "EIT2": "60"})
    long = "จัดทำคู่มือปฏิบัติงานของทุกส่วนราชการในสังกัดให้ครบถ้วนและเป็นปัจจุบัน " * 4
    rows = tuple(Row(measures=(long,), owners=(Owner(long),)) for _ in range(9))
    marks = all_marks(NACC, **dict.fromkeys(all_marks(NACC), "0"))
    report = made(facts_of(NACC, told=told, marks=marks), Plan(year=2569, rows=rows) if plan else None)
    said = text_of(report)

    assert re.findall(r"^ตัวชี้วัดที่ (\d+) .*ได้ \d", said, re.MULTILINE) == [str(number) for number in range(1, 11)]
    perceived, disclosed = "ตัวชี้วัดด้านการรับรู้ที่ได้คะแนนต่ำกว่าเกณฑ์ 85", "ตัวชี้วัดด้านการเปิดเผยข้อมูลที่ได้คะแนนต่ำกว่าเกณฑ์ 85"
    assert said.index(perceived) < said.index("ตัวชี้วัดที่ 8 ") < said.index(disclosed) < said.index("ตัวชี้วัดที่ 9 ")
    assert "(EIT ส่วนที่ 1 ได้ 60.00 คะแนน EIT ส่วนที่ 2 ได้ 60.00 คะแนน)" in said
    assert pages(pdf(report)) == 1
    (section,) = sections(report.blocks, CLOSE)
    assert height(_Body(report)._section(section), section.width, 0.82) <= room_of(section)


def test_brief_says_what_the_plan_does_not_answer_and_what_comes_too_late() -> None:
    said = text_of(report_of(EXAMPLES["mae-sot-2568"], "brief"))

    # An item is never named by its code alone.
    assert "ข้อที่ยังไม่มีมาตรการในแผน: o1 โครงสร้างและอำนาจหน้าที่ o2 ข้อมูลผู้บริหาร o4 ข่าวประชาสัมพันธ์ o7 " in said
    late = "o16 จริยธรรมและการขับเคลื่อน กำหนดแล้วเสร็จภายในเดือนพฤษภาคม 2569 ต้องเผยแพร่ก่อนสิ้นสุดระยะเวลาตอบแบบ OIT"
    assert f"มาตรการที่แล้วเสร็จไม่ทัน: {late}" in said
    # What comes too late as planned is asked for in time.
    hurried = [line for line in said.splitlines() if "ขอให้เร่งรัดให้แล้วเสร็จก่อนสิ้นสุดระยะเวลาตอบแบบ OIT" in line]
    assert len(hurried) == 1 and "การจัดทำประมวลจริยธรรม" in hurried[0]
    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ได้ 69.00" in said and "ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้ 80.00" in said
    assert "sha256" not in report_of(EXAMPLES["mae-sot-2568"], "brief").made_from


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_every_figure_of_the_brief_is_shown_by_a_block_and_every_shown_one_is_there(name: str) -> None:
    report = report_of(EXAMPLES[name], "brief")
    used = {key for block in report.blocks for key in refs_of(block)}

    assert used == set(report.figures)


def test_level_that_the_rules_do_not_give_is_shown_with_what_they_give() -> None:
    said = text_of(report_of(announcing(EXAMPLES["watthana-nakhon-2568"], "ผ่านดีมาก"), "brief"))

    assert "ประกาศ “ผ่านดีมาก” แต่ตามเกณฑ์คือ “ผ่าน”" in said
    assert "หากจะให้ได้ระดับ “ผ่านดี” ต้องเพิ่มคะแนน OIT จาก 77.00 เป็นอย่างน้อย 85.00 (อีก 8.00 คะแนน)" in said


def test_level_that_the_rules_give_stands_alone() -> None:
    said = text_of(report_of(EXAMPLES["rangsit-2568"], "brief"))

    assert "ตามเกณฑ์คือ" not in said
    assert "อยู่ในระดับสูงสุดแล้ว" in said
    assert "บรรลุเป้าหมาย สูงกว่า 14.70 คะแนน" in said
    assert "98.25" in said and "วิธีประเมินเปลี่ยน จึงเทียบกันโดยตรงไม่ได้" in said
    assert "+1.45" not in said


def test_uncertain_figures_are_marked_and_the_mark_is_explained() -> None:
    report = report_of(EXAMPLES["rangsit-2568"], "brief")
    (chart,) = (block for block in report.blocks if isinstance(block, Chart))

    assert [each.endswith("*") for each in chart.categories] == [False] * 8 + [True] * 2
    assert "* คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน" in text_of(report)


def test_announced_figures_are_not_marked_as_uncertain() -> None:
    told = published(indicators={str(each): "90.00" for each in range(1, 11)}, total="90.00")
    report = made(facts_of(NACC, told=told))
    (chart,) = (block for block in report.blocks if isinstance(block, Chart))

    assert not any("*" in each for each in chart.categories)
    assert "ยังไม่ยืนยัน" not in text_of(report)


def test_lost_disclosure_items_with_most_at_stake_are_listed_and_the_others_counted() -> None:
    lost = {f"o{each}": "0" for each in range(1, 9)}
    told = published(instruments={"IIT": "90", "EIT1": "90", "EIT2": "90"})
    said = text_of(made(facts_of(NACC, told=told, marks=all_marks(NACC, **lost))))

    shown = [code for code in lost if re.search(rf"^{code} .*ได้ 0\.00", said, re.MULTILINE)]

    assert shown == ["o1", "o5", "o6", "o7", "o8"]  # o2, o3 and o4 weigh least
    assert "และอีก 3 ข้อ" in said


def test_decisions_begin_with_rows_that_answer_a_lost_point_and_keep_owner_and_date() -> None:
    told = published(instruments={"IIT": "90", "EIT1": "90", "EIT2": "90"})
    rows = (
        Row(measures=("หนึ่ง",)),
        Row(measures=("สอง",), items=("o1",)),
        Row(measures=("สาม",)),
        Row(
            measures=("สี่",),
            items=("o2",),
            owners=(Owner("สำนักปลัด"), Owner("กองคลัง", "joint")),
            period=Period("ภายในเดือนมีนาคม 2569", ends=datetime.date(2026, 3, 31)),
        ),
        Row(measures=(), indicators=("4",)),
    )
    report = made(facts_of(NACC, told=told, marks=all_marks(NACC, o2="50")), Plan(year=2569, rows=rows))
    (*_, decisions) = (block for block in report.blocks if isinstance(block, Listing))

    assert [_said(runs, report) for runs in decisions.items] == [
        "สี่ ผู้รับผิดชอบ สำนักปลัด และกองคลัง กำหนดเวลา ภายในเดือนมีนาคม 2569",
        "หนึ่ง",
        "สอง",
    ]


def test_file_without_scores_tells_how_far_its_measures_are() -> None:
    steps = (Step("ก", result="ทำแล้ว", owner="งานนิติการ"), Step("ข"))
    said = text_of(made(facts_of(NACC), Plan(year=2568, rows=(Row(measures=("คู่มือ",), steps=steps),))))

    assert "ความก้าวหน้าของการดำเนินการตามมาตรการ" in said
    assert "คู่มือ ผู้รับผิดชอบ งานนิติการ รายงานผลแล้ว 1 จาก 2 ขั้นตอน" in said
    assert "ไม่ได้รับรอง" not in said


def test_scores_without_a_total_are_shown_as_far_as_they_are_known() -> None:
    report = made(facts_of(NACC, told=published(instruments={"IIT": "90.10"})))
    said = text_of(report)

    assert "ยังไม่ทราบคะแนนรวม" in said
    assert "ไม่มีคะแนนผลการประเมิน" not in said
    assert "90.10" in {report.figures[key].text for block in report.blocks for key in refs_of(block)}


def test_last_years_total_gives_the_change_and_a_missing_one_gives_none() -> None:
    facts = facts_of(NACC, told=published(total="87.15"))
    before = dataclasses.replace(facts, history={2567: PastYear(published(total="89.00"))})

    assert "คะแนนรวมปี 2567" in text_of(made(before)) and "-1.85" not in text_of(made(before))
    assert "ปี 2567" not in text_of(made(facts))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nacc-2565", "-1.85"),
        ("nacc-2568", "วิธีประเมินเปลี่ยน จึงเทียบกันโดยตรงไม่ได้"),
        ("nacc-2569", "ไม่ทราบว่าเทียบกันได้หรือไม่"),
    ],
)
def test_brief_shows_no_difference_that_screens_do_not_show(name: str, says: str) -> None:
    criteria = edition(name)
    facts = facts_of(criteria, told=published(total="87.15"))
    before = dataclasses.replace(facts, history={criteria.year - 1: PastYear(published(total="89.00"))})
    said = text_of(made(before))

    assert says in said
    assert ("-1.85" in said) is (says == "-1.85")


def test_brief_says_how_many_answered_and_what_the_score_does_not_tell() -> None:
    said = text_of(report_of(EXAMPLES["rangsit-2568"], "brief"))

    assert "ผู้ตอบ IIT จำนวน 188 คน และ EIT ส่วนที่ 1 จำนวน 560 คน" in said
    assert "ไม่ได้รับรองว่าไม่มีการทุจริต" in said


def test_thai_digits_leave_no_arabic_digit_but_in_codes() -> None:
    said = text_of(report_of(EXAMPLES["rangsit-2568"], "brief", "thai"))

    assert "๙๙.๗๐" in said
    assert set(re.findall(r"\S*[0-9]\S*", said)) == {"o2"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ข้อo2และ i1.1 ปี 2568", "ข้อo2และ i1.1 ปี ๒๕๖๘"),
        ("ดู https://www.example.go.th/a1?b=2 หน้า 3", "ดู https://www.example.go.th/a1?b=2 หน้า ๓"),
        ("เว็บไซต์itas9.example.go.th/2568 ปี 2568", "เว็บไซต์itas9.example.go.th/2568 ปี ๒๕๖๘"),
        ("ita2@example.com 12", "ita2@example.com ๑๒"),
        ("แผน2568.pdf 12", "แผน2568.pdf ๑๒"),
        ("sha256:a2ad7be36b0b 12", "sha256:a2ad7be36b0b ๑๒"),
        ("0123456789abcdef01 7", "0123456789abcdef01 ๗"),
        ("เกณฑ์ nacc-2568 ฉบับที่ 1", "เกณฑ์ nacc-2568 ฉบับที่ ๑"),
        ("EIT1.e2 99.70", "EIT1.e2 ๙๙.๗๐"),
        ("โทร. 0-5373-1288 ต่อ 207", "โทร. ๐-๕๓๗๓-๑๒๘๘ ต่อ ๒๐๗"),
        ("ข้อ 3.2.1 (1,234 คน)", "ข้อ ๓.๒.๑ (๑,๒๓๔ คน)"),
    ],
)
def test_thai_digits_spare_what_readers_copy(text: str, shown: str) -> None:
    assert in_thai_digits(text) == shown


def test_figure_has_one_text_in_a_report() -> None:
    figures = Figures(score(NACC, facts_of(NACC, told=published(total="87"))))
    figures.put("count:IIT", "188", "count")

    assert figures.put("count:IIT", "188", "count", bold=True) == Ref("count:IIT", True)
    with pytest.raises(ValueError, match="188 already"):
        figures.put("count:IIT", "189", "count")
    with pytest.raises(KeyError):
        figures.score("IIT")
    assert figures.level() is None
    assert figures.score("total") == Ref("total")
    assert figures.all["total"].text == "87.00"


@pytest.mark.parametrize(("value", "text"), [("100", "100.00"), ("99.7", "99.70"), ("99.705", "99.705"), ("0", "0.00")])
def test_scores_show_two_decimals_at_least(value: str, text: str) -> None:
    assert two(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("1.45", "+1.45"), ("-4.71", "-4.71"), ("0", "0.00"), ("-20", "-20.00")])
def test_changes_show_their_sign(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text

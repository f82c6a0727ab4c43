"""What sentences and tables say: found where subject and number stand together, and nothing elsewhere."""

from __future__ import annotations

import functools

import pytest

from prongsai.analyze.claims import Contradiction
from prongsai.assess.score import score
from prongsai.criteria.editions import edition
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Collector
from prongsai.proofread.judging import document_contradictions
from prongsai.proofread.statements import said_in
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round

# A made-up town: every figure that a document may speak of is known.
ROUND = """
format: prongsai/round@1
year: 2568
agency: {name: เทศบาลตำบลบ้านนา}
answers:
  IIT:
    respondents: 40
    demographics:
      gender: {counts: {male: 15, female: 25, other: 0}}
      position: {counts: {executive: 2, director: 6, officer: 12, employee: 20}}
  EIT1: {respondents: 120}
disclosure:
- {item: o1, score: "100"}
- {item: o2, score: "50"}
- {item: o10, score: "0"}
published:
  items:
    IIT: {i1: "91.03", i2: "88.38", i3: "97.50"}
    EIT1: {e1: "90.10", e2: "92.20"}
  indicators: {"1": "95.24", "2": "95.83", "3": "99.31", "4": "93.38", "5": "93.82", "6": "96.03", "7": "95.47",
    "8": "95.48", "9": "69.00", "10": "80.00"}
  instruments: {IIT: "95.52", EIT1: "96.12", EIT2: "95.20", EIT: "95.66", OIT: "74.50"}
  total: "87.15"
  level: ผ่าน
history:
  2567:
    criteria: nacc-2567
    published: {total: "90.10", indicators: {"1": "99.95", "8": "89.70"}, instruments: {IIT: "93.41"}, level: ผ่านดี}
"""


@functools.cache
def town() -> Round:
    (one,) = read_bytes(ROUND.encode(), "town.yaml", edition=edition)
    return one


def judged(collected: Collector) -> tuple[Contradiction, ...]:
    facts = town().facts
    criteria = edition(facts.criteria)
    return document_contradictions(criteria, facts, score(criteria, facts), collected.pieces)


def prose(*lines: str) -> Collector:
    collected = Collector()
    for line in lines:
        if line.startswith("#"):
            collected.heading(line.lstrip("# "), len(line) - len(line.lstrip("#")))
        else:
            collected.paragraph(line)
    return collected


def table(rows: list[list[str]], head: int = 1, caption: str = "", heading: str = "") -> Collector:
    collected = Collector()
    if heading:
        collected.heading(heading, 1)
    collected.table(rows, head, caption)
    return collected


# What is right, what is written in its place, and what must then be found (kind, figure or quote).
WRONG = [
    ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ {93.38} คะแนน เป็นคะแนนจากการรับรู้", "92.76"),
    ("๓.๒.๑ ตัวชี้วัดการใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ {๙๓.๓๘} คะแนน", "๙๒.๗๖"),
    ("การแก้ไขปัญหาการทุจริต {93.82} คะแนน", "92.28"),
    ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) มีคะแนนรวม ระบุ {95.52} คะแนน", "99.29"),
    ("แบบวัดการเปิดเผยข้อมูลสาธารณะ (Open Data Integrity and Transparency Assessment: OIT) ได้ร้อยละ {74.50}", "77.00"),
    ("ได้คะแนน IIT {95.52} คะแนน EIT 95.66 คะแนน และ OIT 74.50 คะแนน โดยมีคะแนนรวมได้ 87.15 คะแนน", "95.25"),
    ("ได้คะแนน IIT 95.52 คะแนน EIT {95.66} คะแนน และ OIT 74.50 คะแนน โดยมีคะแนนรวมได้ 87.15 คะแนน", "96.12"),
    ("ได้คะแนน IIT 95.52 คะแนน EIT 95.66 คะแนน และ OIT 74.50 คะแนน โดยมีคะแนนรวมได้ {87.15} คะแนน", "87.51"),
    ("EIT ส่วนที่ 1 ได้ {96.12} คะแนน EIT ส่วนที่ 2 ได้ 95.20 คะแนน", "95.66"),
    ("EIT ส่วนที่ 1 ได้ 96.12 คะแนน EIT ส่วนที่ 2 ได้ {95.20} คะแนน", "92.50"),
    ("ข้อ i2 ({88.38} คะแนน) ประเด็น เจ้าหน้าที่บางรายเลือกปฏิบัติ", "83.88"),
    (
        "จากผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ของเทศบาลตำบลบ้านนา "
        "พบว่ามีผลคะแนน {87.15} อยู่ในระดับผ่าน",
        "88.15",
    ),
    ("ผลการประเมินในภาพรวม ได้คะแนน 87.15 คะแนน อยู่ในระดับ{ผ่าน}", "ผ่านดี"),
    ("มีคะแนนเฉลี่ย 87.15 คะแนน ระดับผลการประเมิน **{ผ่าน}**", "ผ่านดีเยี่ยม"),
    ("ผลการประเมินอยู่ในระดับ {ผ่าน} โดยมีคะแนนในภาพรวมอยู่ที่ 87.15 คะแนน", "ผ่านดีมาก"),
    ("ตัวชี้วัดที่ 3 การใช้อำนาจ คะแนน 99.31 เป็นอันดับที่ {1}", "4"),
    ("ตัวชี้วัดที่มีคะแนนต่ำที่สุด คือ {ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล}", "ตัวชี้วัดที่ 10 การป้องกันการทุจริต"),
    ("{ตัวชี้วัดที่ 3 การใช้อำนาจ} มีคะแนนสูงสุดในบรรดาทุกตัวชี้วัด", "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน"),
    ("ผลคะแนนตัวชี้วัดที่ 1 ลดลงจากปีก่อน {4.71} คะแนน จึงควรปรับปรุง", "4.17"),
    ("ผลคะแนนตัวชี้วัดที่ 8 {เพิ่มขึ้น}จากปีก่อน 5.78 คะแนน", "ลดลง"),
    ("คะแนนรวม 87.15 คะแนน ลดลงจากปี 2567 จำนวน {2.95} คะแนน", "1.45"),
    ("IIT ได้ 95.52 คะแนน ปี 2567 ได้ {93.41} คะแนน", "94.31"),
    ("คะแนนรวม 87.15 คะแนน มากกว่าค่าเป้าหมายอยู่ {+2.15} คะแนน", "+1.45"),
    ("มีผลคะแนนรวม 87.15 คะแนน อยู่ในระดับผ่าน และ{บรรลุค่าเป้าหมาย}", "ไม่บรรลุค่าเป้าหมาย"),
    ("มีผู้ตอบแบบวัด IIT จำนวน {40} คน", "45"),
    ("ผู้มาติดต่อร่วมตอบแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ผ่านระบบ ITAS จำนวน {120} คน", "210"),
    ("ผู้ตอบแบบวัด IIT จำนวน 40 คน โดย {50.00}% เป็นระดับ ลูกจ้าง/พนักงานจ้าง", "95.52"),
    ("ผู้ตอบแบบวัด IIT จำนวน 40 คน ด้านเพศ มากที่สุดคือ หญิง {25} คน (ร้อยละ 62.50)", "52"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "slip"), WRONG)
def test_sentence_is_quiet_when_right_and_found_when_wrong(line: str, slip: str) -> None:
    right = line.replace("{", "").replace("}", "")
    assert judged(prose(right)) == ()
    wrong = line[: line.index("{")] + slip + line[line.index("}") + 1 :]
    (found,) = judged(prose(wrong))
    assert found.where.startswith("ข้อความ “")
    assert found.quote is not None and found.quote.strip("…") in wrong


# None of these numbers is a score of this town's figures, however near a name they stand.
QUIET = [
    "พระราชบัญญัติประกอบรัฐธรรมนูญ มาตรา 78 และมาตรา 99 พ.ศ. 2561",
    "โทรศัพท์ 0-5373-1288 ต่อ 207 วันที่ 28 มีนาคม 2564 เวลา 13.30 น.",
    "ต้องมีคะแนนรวม 85 คะแนนขึ้นไป และ IIT, EIT ส่วนที่ 1, EIT ส่วนที่ 2 และ OIT ไม่น้อยกว่า 85.00 คะแนน",
    "ค่าเป้าหมายคะแนนรวม 95.00 คะแนน",
    "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล มีน้ำหนักร้อยละ 20.00",
    "คะแนนเฉลี่ยของประเทศ 93.10 คะแนน",
    "เทศบาลนครสมมติ ได้คะแนนรวม 99.10 คะแนน อยู่ลำดับแรกของจังหวัด",
    "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ประกอบด้วยข้อคำถาม 3 ข้อ หน้า 12",
    "ข้อ e1 e2 และ e3 รักษาระดับไว้ ร้อยละ 99.82 ของผู้ตอบเห็นด้วย",
    "มาตรการที่ 9 (อ้างอิงจาก o10) ดำเนินการ 4 ครั้ง ใช้งบประมาณ 20,000.00 บาท",
    "รักษาระดับคะแนนให้อยู่ในระดับ ผ่านดีเยี่ยม ในปีถัดไป",
    "หน่วยงานที่ได้ 95 คะแนนขึ้นไปจะอยู่ในระดับผ่านดีเยี่ยม",
    "ปีงบประมาณ พ.ศ. 2567 อยู่ในระดับผ่านดี",
    "หากเผยแพร่ครบ คะแนนรวมจะเพิ่ม 1.25 คะแนน และ OIT จะได้ 81.00 คะแนน",
    "IIT EIT และ OIT ได้ 95.52, 95.66 และ 74.50 คะแนน ตามลำดับ",
    "ตัวชี้วัดที่ 3 การใช้อำนาจ และตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้ 97.00 คะแนนขึ้นไป",
    "ตัวชี้วัดที่ 4 การใช้อำนาจ ได้ 91.00 คะแนน",
    "เป้าหมายคะแนน IIT ปี 2569 ได้ 97.00 คะแนน",
    "อย่างน้อยต้องมีผู้ตอบแบบวัด EIT จำนวนไม่น้อยกว่า 400 คน",
    "บุคลากรผู้มีสิทธิตอบ IIT มีทั้งหมด 58 คน",
    "i2 ควรยกระดับ (อ้างอิงจาก o8) ตามตัวชี้วัดย่อย 9.1, 9.2 และ 9.3",
    "ข้อคำถามที่ได้คะแนนน้อยที่สุดควรปรับปรุงก่อน",
    "รายงานนี้ใช้ข้อมูลคะแนนของปีงบประมาณ 2569 ที่คาดว่า IIT จะได้ 98.00 คะแนน",
    "สามารถบรรลุค่าเป้าหมายตามแผนแม่บทที่กำหนดไว้ 85.00 คะแนน",
    "คะแนนรวม 87.15 คะแนน สูงกว่าเป้าหมาย 85.00 คะแนน",
    "ไม่ทราบว่า EIT ส่วนที่ 2 ข้อ e3 ได้ 91.00 คะแนน ถูกหรือไม่",
]  # fmt: skip


@pytest.mark.parametrize("line", QUIET)
def test_sentence_whose_numbers_are_something_else_is_left_alone(line: str) -> None:
    assert [each.says.th for each in judged(prose(line))] == []


def test_bare_part_belongs_to_the_instrument_before_it() -> None:
    lines = ("2. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", "- ส่วนที่ 1 มีคะแนนรวม ระบุ {} คะแนน")
    assert judged(prose(lines[0], lines[1].format("96.12"))) == ()
    (found,) = judged(prose(lines[0], lines[1].format("96.21")))
    assert found.figures == ("EIT1",)


def test_heading_says_which_part_items_belong_to() -> None:
    survey = "ส่วนที่ 2 ผู้ประเมินจัดเก็บข้อมูล (EIT Survey)"
    public = "ส่วนที่ 1 ผู้รับบริการหรือติดต่อราชการเข้าตอบด้วยตนเอง (EIT Public)"
    assert judged(prose(f"# {survey}", "ข้อ e1 (100.00 คะแนน)")) == ()
    (found,) = judged(prose(f"# {public}", "ข้อ e1 (100.00 คะแนน)"))
    assert found.figures == ("EIT1.e1",)
    assert judged(prose(survey, "ข้อ e1 (100.00 คะแนน)")) == ()


def test_blank_lowest_question_is_found_where_scores_differ() -> None:
    lines = ("# ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "ข้อคำถามที่ได้คะแนนน้อยที่สุด: - สาเหตุเกิดจาก: -")
    (found,) = judged(prose(*lines))
    assert found.kind == "lowest" and "i2" in found.so.th


def test_level_that_was_announced_against_the_rules_is_found_unless_the_document_says_so() -> None:
    text = ROUND.replace("level: ผ่าน\n", "level: ผ่านดีมาก\n", 1)
    (one,) = read_bytes(text.encode(), "town.yaml", edition=edition)
    criteria = edition(one.facts.criteria)
    card = score(criteria, one.facts)

    def found(*lines: str) -> list[str]:
        return [each.kind for each in document_contradictions(criteria, one.facts, card, prose(*lines).pieces)]

    assert found("ผลการประเมินอยู่ในระดับ ผ่านดีมาก") == ["level"]
    assert found("ประกาศว่าอยู่ในระดับ “ผ่านดีมาก” แต่ตามเกณฑ์คือ “ผ่าน”") == []


RANKS = [["อันดับ", "ตัวชี้วัด", "คะแนน"]] + [
    [str(at), name, value]
    for at, (name, value) in enumerate(
        [
            ("การใช้อำนาจ", "99.31"),
            ("คุณภาพการดำเนินงาน", "96.03"),
            ("การใช้งบประมาณ", "95.83"),
            ("การปรับปรุงระบบการทำงาน", "95.48"),
            ("ประสิทธิภาพการสื่อสาร", "95.47"),
            ("การปฏิบัติหน้าที่", "95.24"),
            ("การแก้ไขปัญหาการทุจริต", "93.82"),
            ("การใช้ทรัพย์สินของทางราชการ", "93.38"),
            ("การป้องกันการทุจริต", "80.00"),
            ("การเปิดเผยข้อมูล", "69.00"),
        ],
        start=1,
    )
]


def changed(rows: list[list[str]], row: int, column: int, value: str) -> list[list[str]]:
    return [
        [value if (at, to) == (row, column) else cell for to, cell in enumerate(cells)] for at, cells in enumerate(rows)
    ]


def test_rank_table_is_quiet_when_right() -> None:
    assert judged(table([*RANKS, ["คะแนนสูงสุด", "99.31", "คะแนนต่ำสุด", "69.00"]])) == ()
    numbered = [["ที่", *row[1:]] if at == 0 else [str(20 - at), *row[1:]] for at, row in enumerate(RANKS)]
    assert judged(table(numbered)) == ()


@pytest.mark.parametrize(
    ("row", "column", "value", "figure"),
    [(3, 0, "7", "ind:2"), (6, 2, "94.25", "ind:1"), (9, 2, "81.00", "ind:10")],
)
def test_rank_table_with_a_slip_names_the_row(row: int, column: int, value: str, figure: str) -> None:
    (found,) = judged(table(changed(RANKS, row, column, value)))
    assert found.figures == (figure,)
    assert found.where.startswith(f"ตาราง แถว {row + 1} “")


def test_rank_column_in_another_order_is_one_finding() -> None:
    wrong = [RANKS[0], *([str(at), *row[1:]] for at, row in enumerate(reversed(RANKS[1:]), start=1))]
    (found,) = judged(table(wrong))
    assert found.kind == "rank" and len(found.figures) == 10


def test_extremes_below_a_table_are_judged_by_their_value() -> None:
    (found,) = judged(table([*RANKS, ["คะแนนสูงสุด", "99.31", "คะแนนต่ำสุด", "68.00"]]))
    assert found.kind == "lowest" and found.figures == ("ind:9",)


YEARS = [
    ["ตัวชี้วัดที่", "ผลคะแนนปี 2567", "ผลคะแนนปี 2568", "ผลต่าง"],
    ["ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "99.95", "95.24", "-4.71"],
    ["ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน", "89.70", "95.48", "+5.78"],
]


@pytest.mark.parametrize(
    ("row", "column", "value", "kind"),
    [(1, 1, "99.59", "score"), (1, 2, "95.42", "score"), (2, 3, "+5.87", "change"), (2, 3, "-5.78", "change")],
)
def test_years_side_by_side_are_judged_each_by_its_year(row: int, column: int, value: str, kind: str) -> None:
    assert judged(table(YEARS)) == ()
    (found,) = judged(table(changed(YEARS, row, column, value)))
    assert found.kind == kind and found.where.startswith(f"ตาราง แถว {row + 1} “")


def test_items_begin_their_rows_also_with_a_thai_zero() -> None:
    rows = [
        ["หัวข้อการประเมิน", "คะแนน"],
        ["๐๑ โครงสร้างและอำนาจหน้าที่", "๑๐๐"],
        ["o2 ข้อมูลผู้บริหาร", "50.00"],
        ["๐๑๐ E-Service", "๐"],
    ]
    assert judged(table(rows)) == ()
    (found,) = judged(table(changed(rows, 3, 1, "๑๐๐")))
    assert found.figures == ("OIT.o10",)


def test_distribution_of_answers_is_no_score_but_its_last_column_is() -> None:
    rows = [
        ["หัวข้อการประเมิน", "ไม่มี", "มีน้อยที่สุด", "มีมากที่สุด", "คะแนน"],
        ["i2 การเลือกปฏิบัติ", "80.00%", "10.50%", "9.50%", "88.38"],
    ]
    assert judged(table(rows)) == ()
    (found,) = judged(table(changed(rows, 1, 4, "83.88")))
    assert found.figures == ("IIT.i2",)


def test_targets_weights_and_stakes_in_columns_are_no_scores() -> None:
    rows = [
        ["เครื่องมือ", "น้ำหนัก", "คะแนนเต็ม", "เป้าหมาย", "คะแนนที่ได้", "คะแนนรวมที่จะเพิ่มขึ้น"],
        ["IIT", "30.00", "100.00", "85.00", "95.52", "1.34"],
        ["EIT ส่วนที่ 1", "15.00", "100.00", "85.00", "96.12", "0.58"],
    ]
    assert judged(table(rows)) == ()
    (found,) = judged(table(changed(rows, 2, 4, "95.20")))
    assert found.figures == ("EIT1",)


def test_parts_in_the_head_narrow_the_indicators_of_the_rows() -> None:
    rows = [["ตัวชี้วัด", "IIT", "OIT"], ["การใช้อำนาจ", "99.31", "–"], ["การเปิดเผยข้อมูล", "–", "69.00"]]
    assert judged(table(rows)) == ()
    (found,) = judged(table(changed(rows, 1, 1, "93.31")))
    assert found.figures == ("ind:3",)


def test_demographic_table_is_judged_by_counts_and_shares() -> None:
    rows = [
        ["คุณลักษณะ", "กลุ่ม", "จำนวน", "สัดส่วน (%)"],
        ["เพศ", "ชาย", "15", "37.50"],
        ["", "หญิง", "25", "62.50"],
        ["ระดับของเจ้าหน้าที่", "ข้าราชการ/พนักงาน", "๑๒", "๓๐.๐๐"],
    ]
    caption = "ตารางคุณลักษณะประชากรของผู้มีส่วนได้ส่วนเสียภายใน (IIT)"
    assert judged(table(rows, caption=caption)) == ()
    (count,) = judged(table(changed(rows, 2, 2, "52"), caption=caption))
    assert count.kind == "count" and count.where == f"{caption} แถว 3 “หญิง”"
    (share,) = judged(table(changed(rows, 3, 3, "๓๓.๐๐"), caption=caption))
    assert share.kind == "share"


def test_table_of_other_agencies_is_left_alone() -> None:
    rows = [["หน่วยงาน", "คะแนนเฉลี่ย", "ระดับ"], ["เทศบาลนครสมมติ", "99.10", "ผ่านดีเยี่ยม"]]
    assert judged(table(rows)) == ()


def test_chart_of_years_is_judged_by_the_year_of_each_row() -> None:
    collected = Collector()
    collected.chart([["", "คะแนนรวม"], ["2567", "90.10"], ["2568", "87.51"]], "")
    (found,) = judged(collected)
    assert found.where == "แผนภูมิ แถว 3" and found.figures == ("total",)


def test_marked_figure_that_was_changed_is_found_once() -> None:
    collected = Collector()
    collected.paragraph("IIT ได้ 91.24 คะแนน")
    collected.marked("IIT", "95.52", "91.24", "IIT ได้ 91.24 คะแนน")
    assert len({each.quote for each in judged(collected)}) == 1


def test_numbers_of_the_text_keep_their_digits_in_the_quote() -> None:
    (found,) = judged(prose("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล ได้ ๙๖.๐๐ คะแนน"))
    assert found.quote is not None and "๙๖.๐๐" in found.quote and "96.00" in digits(found.quote)


def test_every_statement_has_a_reading_with_place_and_quote() -> None:
    facts = town().facts
    pieces = [*prose(*(line.replace("{", "").replace("}", "") for line, _ in WRONG)).pieces, *table(RANKS).pieces]
    said = [each for _, made in said_in(pieces, edition(facts.criteria), facts) for each in made]
    assert len(said) > len(WRONG)
    assert all(each.readings and all(one.where and one.quote for one in each.readings) for each in said)


def test_word_that_ends_another_does_not_hide_a_slip() -> None:
    # The name of indicator 5 holds the letters of "หาก" (if).
    line = "คะแนนต่ำที่สุดใน ตัวชี้วัดที่ 1 และการแก้ไขปัญหาการทุจริต คือ i2 การเลือกปฏิบัติ ({} คะแนน)"
    assert judged(prose(line.format("88.38"))) == ()
    assert [each.figures for each in judged(prose(line.format("83.88")))] == [("IIT.i2",)]


def test_labels_of_a_drawing_stand_in_no_sentence() -> None:
    collected = Collector()
    collected.line("EIT 99.82 100.00 0.18")
    collected.line("การใช้อำนาจ 99.13")
    assert judged(collected) == ()

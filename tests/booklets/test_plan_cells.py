"""The parts of a table of measures one by one: heads, numbered texts, units, days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.booklets.plan.cells import groups_of, joined, labelled, unwrapped
from prongsai.booklets.plan.heads import head_of
from prongsai.booklets.plan.owners import names_person, units_in
from prongsai.booklets.plan.periods import days_of, period_text
from prongsai.proofread.document.passages import Grid


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("measures", "มาตรการ|มาตรการ/แนวทาง/วิธีการ|โครงการ/กิจกรรม/มาตรการ|แนวทาง/มาตรการ|มาตรการหรือแนวทาง"),
        ("steps", "ขั้นตอน|วิธีดำเนินการ|วิธีการ|ขั้นตอน/วิธี การปฏิบัติ|วิธีปฏิบัติ|แนวทางการดำเนินงาน|กิจกรรม"),
        ("period", "ระยะเวลา|ช่วงระยะเวลาในการดำเนินการ|กรอบเวลา|กำหนดแล้วเสร็จ"),
        ("owners", "ผู้รับผิดชอบ|หน่วยงานที่รับผิดชอบ|ส่วนราชการผู้รับผิดชอบ|ผู้ที่รับผิดชอบ"),
        ("follow_up", "การกำกับติดตาม|การติดตามผล|แนวทางการกำกับติดตาม|วิธีการติดตามและประเมินผล"),
        ("success", "ตัวชี้วัดความสำเร็จ|ตัวชี้วัด/เป้าหมาย|เป้าหมาย/ตัวชี้วัดความสำเร็จ|ตัวชี้วัดของมาตรการ"),
        ("result", "ผลการดำเนินงาน|ผลการดำเนินการ|รายงานผลการดำเนินงาน|ความก้าวหน้าการดำเนินงาน"),
        ("suggestion", "ข้อเสนอแนะ|ปัญหา/อุปสรรคและข้อเสนอแนะ"),
        ("evidence", "เอกสารหลักฐาน|หลักฐานเชิงประจักษ์|เอกสาร/หลักฐาน"),
        ("analysis", "ผลการวิเคราะห์|ประเด็นที่ต้องแก้ไข/ปรับปรุง|ข้อบกพร่อง/จุดอ่อน|สาเหตุ"),
        ("about", "ตัวชี้วัด|ประเด็น|ข้อคำถาม|ตัวชี้วัด/ประเด็น/ข้อคำถาม|ประเด็นการประเมิน|ตัว ชี้วัดที่"),
        (None, "งบประมาณ|หมายเหตุ|ผลที่คาดว่าจะได้รับ|เป้าหมาย|หน่วยงาน|คะแนน|ปัญหา/อุปสรรค|ไตรมาส 1|"),
    ],
)
def test_heads_say_what_their_column_is_for(kind: str | None, heads: str) -> None:
    for heading in heads.split("|"):
        row = (heading, "ระยะเวลา") if kind == "measures" else (heading, "มาตรการ", "ผู้รับผิดชอบ")
        head = head_of(Grid("ก", (row,)))
        assert head is not None and head.columns[0].kind == kind, heading


def test_ways_are_measures_only_where_nothing_else_is() -> None:
    head = head_of(Grid("ก", (("ข้อคำถาม", "แนวทางการแก้ไข", "ผู้รับผิดชอบ"),)))
    assert head is not None and head.kinds == ("about", "measures", "owners")
    assert head_of(Grid("ก", (("ข้อคำถาม", "ขั้นตอน", "ผู้รับผิดชอบ"),))) is None
    # What is longer than a head is text.
    assert head_of(Grid("ก", (("มาตรการ" + "ก" * 70, "ขั้นตอน", "ผู้รับผิดชอบ"),))) is None


def points(text: str, *headings: str) -> list[tuple[str | None, list[str]]]:
    return [(group.heading, group.points) for group in groups_of(text, headings)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("จัดทำคู่มือ", ["จัดทำคู่มือ"]),
        ("1. จัดทำคู่มือ", ["จัดทำคู่มือ"]),
        ("1) ก\n2) ข", ["ก", "ข"]),
        ("๑.ก ๒.ข ๓.ค", ["ก", "ข", "ค"]),
        ("(1) ก (2) ข", ["ก", "ข"]),
        ("- ก\n- ข", ["ก", "ข"]),
        ("- แต่งตั้ง - จัดประชุม ต.ค. 68 - ก.ย. 69", ["แต่งตั้ง", "จัดประชุม ต.ค. 68", "ก.ย. 69"]),
        ("ก\nข", ["ก", "ข"]),
        ("ก\n(ต่อ)", ["ก (ต่อ)"]),
        # What a count leaves out, and where it goes on in the middle of a line.
        ("1.ก\n2.ข\n3.ค\n5.ง", ["ก", "ข", "ค", "ง"]),
        ("๑.ก\n๒.ข เป็นต้น ๓.\nค", ["ก", "ข เป็นต้น", "ค"]),
        ("1.ก 2.ข 3.ค 5.ง", ["ก", "ข", "ค", "ง"]),
        ("1) ก 2) ข\n2) ค", ["ก 2) ข", "ค"]),
        # Numbers that count nothing.
        ("1.ทบทวนตามข้อ 2. ของประกาศ 2.รายงานปีละ 3. ครั้ง", ["ทบทวนตามข้อ 2. ของประกาศ", "รายงานปีละ 3. ครั้ง"]),
        ("อบรม 2. ครั้ง ร้อยละ 1.5 ตามข้อ 1.1", ["อบรม 2. ครั้ง ร้อยละ 1.5 ตามข้อ 1.1"]),
        ("ตามมาตรา 1. เท่านั้น", ["ตามมาตรา 1. เท่านั้น"]),
        # A count within a step is the step's.
        ("1) วิเคราะห์ คือ 1) จุดอ่อน 2) จุดแข็ง\n2) รายงาน", ["วิเคราะห์ คือ 1) จุดอ่อน 2) จุดแข็ง", "รายงาน"]),
        ("1) วิเคราะห์ คือ 1) จุดอ่อน\n2) จุดแข็ง", ["วิเคราะห์ คือ 1) จุดอ่อน 2) จุดแข็ง"]),
        ("1.วิเคราะห์\n1)จุดอ่อน\n2)จุดแข็ง\n2.รายงาน", ["วิเคราะห์ 1)จุดอ่อน 2)จุดแข็ง", "รายงาน"]),
        ("1. ก\n- ข\n2. ค", ["ก - ข", "ค"]),
    ],
)
def test_points_of_a_cell(text: str, parts: list[str]) -> None:
    assert [part.replace(")จ", ") จ").replace(") จ", ")จ") for _, group in points(text) for part in group] == [
        part.replace(") จ", ")จ") for part in parts
    ]


def test_headings_stand_over_their_points() -> None:
    assert points("การยืม\n1) ขอ\n2) คืน") == [("การยืม", ["ขอ", "คืน"])]
    assert points("การยืม 1.ขอ 2.คืน") == [("การยืม", ["ขอ", "คืน"])]
    assert points("ทุกฝ่าย\n- ก\n- ข") == [("ทุกฝ่าย", ["ก", "ข"])]
    assert points("ตาม (2) แล้ว\n1. ก\n2. ข") == [("ตาม (2) แล้ว", ["ก", "ข"])]
    two = ("มาตรการเปิดเผยข้อมูล", "มาตรการคุ้มครองข้อมูล")
    lined = f"{two[0]}\nทำตามคู่มือ\n{two[1]}\n1) สำรวจ\n2) แจ้ง"
    assert points(lined, *two) == [(two[0], ["ทำตามคู่มือ"]), (two[1], ["สำรวจ", "แจ้ง"])]
    scanned = f"{two[0]} 1.เชิงรุก 2.ข้อมูลเปิด {two[1]} 1.ขอความยินยอม 2.นโยบาย"
    assert points(scanned, *two) == [(two[0], ["เชิงรุก", "ข้อมูลเปิด"]), (two[1], ["ขอความยินยอม", "นโยบาย"])]


TEXTS = st.lists(st.text("กขคงจ ", min_size=3, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=9)


@given(TEXTS, st.sampled_from(["{}. {}", "{}) {}", "({}) {}", "{}.{}"]), st.sampled_from(["\n", " "]), st.booleans())
def test_a_count_is_read_alike_in_lines_and_in_one(parts: list[str], form: str, between: str, thai: bool) -> None:
    numbers = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙") if thai else {}
    text = between.join(form.format(str(at).translate(numbers), part) for at, part in enumerate(parts, 1))
    assert [part for _, group in points(text) for part in group] == parts


def test_words_cut_by_a_page_are_whole_again() -> None:
    assert joined("การให้บริ", "การ") == "การให้บริการ"
    assert joined("ร้อยละ", "80") == "ร้อยละ 80"
    assert joined("1) ก", "2) ข") == "1) ก\n2) ข"
    assert joined("2568", "การติดตามผล: ก") == "2568\nการติดตามผล: ก"
    assert unwrapped("ประจำทุกเดือนตลอด\nปีงบประมาณ\n2) ก\nข") == "ประจำทุกเดือนตลอดปีงบประมาณ\n2) กข"
    assert unwrapped("การยืม\n1) ก") == "การยืม\n1) ก"


def test_labels_are_looked_for_where_they_can_stand() -> None:
    assert labelled("จัดทำแผนผู้รับผิดชอบ: กองคลัง", "steps") == [("steps", "จัดทำแผน"), ("owners", "กองคลัง")]
    assert labelled("กำหนดผู้รับผิดชอบ: ทุกกอง", "steps") == [("steps", "กำหนดผู้รับผิดชอบ: ทุกกอง")]
    assert labelled("วิธีการปฏิบัติ : 1) ก", "steps") == [("steps", "1) ก")]
    assert labelled("หลักฐาน: ภาพถ่าย", "owners") == [("owners", "หลักฐาน: ภาพถ่าย")]
    assert labelled("ก ตัวชี้วัดความสำเร็จ: ร้อยละ 80", "analysis") == [("analysis", "ก"), ("success", "ร้อยละ 80")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("กองคลัง", ["กองคลัง"]),
        ("กองคลัง, กองช่าง", ["กองคลัง", "กองช่าง"]),
        ("-สำนักปลัด -กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("๑.สำนักปลัด ๒.กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("สำนักปลัดกองคลังกองช่างกองการศึกษาฯ", ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"]),
        ("สำนักปลัดและกองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("กองยุทธศาสตร์และงบประมาณ", ["กองยุทธศาสตร์และงบประมาณ"]),
        ("กองยุทธศาสตร์\nและงบประมาณ\nกองคลัง", ["กองยุทธศาสตร์ และงบประมาณ", "กองคลัง"]),
        ("กอง\nยุทธศาสตร์และงบประมาณ", ["กองยุทธศาสตร์และงบประมาณ"]),
        ("งานธุรการ สำนักปลัดเทศบาล", ["งานธุรการ สำนักปลัดเทศบาล"]),
        ("งานนิติการสำนักปลัดเทศบาล", ["งานนิติการสำนักปลัดเทศบาล"]),
        ("สำนักปลัดเทศบาล ส่วนปกครอง ฝ่ายนิติการ", ["สำนักปลัดเทศบาล ส่วนปกครอง ฝ่ายนิติการ"]),
        ("งานทะเบียนฯ งานสวัสดิการฯ", ["งานทะเบียนฯ", "งานสวัสดิการฯ"]),
        ("เทศบาลนครทดสอบ\nทุกสำนัก/กอง", ["เทศบาลนครทดสอบ ทุกสำนัก/กอง"]),
        ("ฝ่ายวิชาการฯ กองแผนฯ ทุกส่วนราชการ ในสังกัด", ["ฝ่ายวิชาการฯ กองแผนฯ", "ทุกส่วนราชการ ในสังกัด"]),
        ("ทุกหน่วยงาน", ["ทุกหน่วยงาน"]),
        ("ผู้อำนวยการกองคลัง", ["ผู้อำนวยการกองคลัง"]),
        ("ฝ่ายบริหารงานทั่วไป", ["ฝ่ายบริหารงานทั่วไป"]),
        ("กองแผนงาน สำนักงานอธิการบดี", ["กองแผนงาน สำนักงานอธิการบดี"]),
        # How many these are cannot be told.
        ("กองยุทธศาสตร์และงบประมาณกลุ่มงานงบประมาณ", None),
        ("สำนักปลัดเทศบาล ส่วนปกครอง ฝ่ายนิติการ กองยุทธศาสตร์", None),
        ("งานนิติการ สำนักปลัด ฝ่ายวิชาการฯ กองแผน งานช่าง", None),
        ("งานทะเบียนฯงานสวัสดิการฯ", None),
        ("ผู้บริหาร สำนักปลัด กองคลัง", None),
    ],
)
def test_units_one_by_one(text: str, units: list[str] | None) -> None:
    found = units_in(text)
    assert [unit.name for unit in found.units] == (units or [])
    assert bool(found.unclear) == (units is None) and not found.persons


def test_units_lead_or_join() -> None:
    found = units_in("กองคลัง\nกองช่าง (ร่วม)\nหน่วยงานสนับสนุน: กองการศึกษา")
    assert [(unit.name, unit.role) for unit in found.units] == [
        ("กองคลัง", "lead"),
        ("กองช่าง", "joint"),
        ("กองการศึกษา", "joint"),
    ]
    assert [unit.role for unit in units_in("ฝ่ายเผยแพร่ฯ กองแผนฯ ร่วมกับงานนิติการ สำนักปลัด").units] == ["lead", "joint"]


@pytest.mark.parametrize("text", ["นายสมมติ ทดสอบ", "นางสมมติ", "น.ส.สมมติ", "ถาม นาง สมมติ", "โดยนายกิตติ", "(นายกรณ์ ก)"])
def test_persons_are_known_by_their_titles(text: str) -> None:
    assert names_person(text)


@pytest.mark.parametrize(
    "text", ["นายกเทศมนตรี", "นายก อบต.", "นายช่างโยธา", "นายทะเบียน", "นายอำเภอ", "รองนายก", "หน่วยงานางาน", "นักพัฒนา"]
)
def test_offices_are_no_persons(text: str) -> None:
    assert not names_person(text)


DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ปีงบประมาณ พ.ศ.2569 1 ต.ค.68-30 ก.ย.69", DAY(2025, 10, 1), DAY(2026, 9, 30)),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๙ (๑ ตุลาคม ๒๕๖๘ – ๓๐ กันยายน ๒๕๖๙)", DAY(2025, 10, 1), DAY(2026, 9, 30)),
        ("เดือนตุลาคม 68 – เดือนกันยายน 69", DAY(2025, 10, 1), DAY(2026, 9, 30)),
        ("มกราคม 2567 ถึง กุมภาพันธ์ 2567", DAY(2024, 1, 1), DAY(2024, 2, 29)),
        ("ต.ค. ๒๕๖๘ - ก.ย. ๒๕๖๙", DAY(2025, 10, 1), DAY(2026, 9, 30)),
        ("วันที่ 1 พ.ค. 2569 ถึงวันที่ 15 มิ.ย. 2569", DAY(2026, 5, 1), DAY(2026, 6, 15)),
        ("ภายในเดือน พฤษภาคม 2569", None, DAY(2026, 5, 31)),
        ("ภายในวันที่ 31 มี.ค. 2569", None, DAY(2026, 3, 31)),
        # Nothing is said exactly.
        ("ปีงบประมาณ พ.ศ. 2569", None, None),
        ("ตุลาคม - กันยายน 2569", None, None),
        ("ไตรมาสที่ 2", None, None),
        ("มีนาคม 2569", None, None),
        ("31 ก.พ. 2569 - 1 มี.ค. 2569", None, None),
        ("ก.ย. 2569 - ต.ค. 2568", None, None),
        ("ต.ค. 2568 และ มี.ค. 2569", None, None),
        ("ตุลาคม 30 กันยายน 31", None, None),
    ],
)
def test_days_only_where_they_are_printed(text: str, first: datetime.date | None, last: datetime.date | None) -> None:
    assert days_of(text) == (first, last)


def test_period_is_one_line_and_said_once() -> None:
    assert period_text("ปีงบประมาณ\nพ.ศ. 2569") == "ปีงบประมาณ พ.ศ. 2569"
    assert period_text("ปีงบประมาณ พ.ศ. 2569 ปีงบประมาณ พ.ศ. 2569") == "ปีงบประมาณ พ.ศ. 2569"
    assert period_text("1 ตุลาคม 2568 – 30 กันยายน 2569") == "1 ตุลาคม 2568 – 30 กันยายน 2569"

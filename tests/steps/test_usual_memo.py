"""The memo of an agency that wrote none: from result and plan, to its head, with no name in it."""

from __future__ import annotations

import dataclasses
import io

import pytest
from pypdf import PdfReader

from prongsai.collect.facts import Agency
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.assemble.building.printed_words import bare, lines_shown, texts_of
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import MemoHead, Report, Signature
from prongsai.roundfile.round import Round

ALL = examples()
OTHERS = ("rangsit-2568", "watthana-nakhon-2568", "mae-sot-2568", "trang-2564")


def head(made: Report) -> MemoHead:
    (first,) = [block for block in made.blocks if isinstance(block, MemoHead)]
    return first


def says(made: Report, words: str) -> bool:
    return any(bare(words) in text for block in made.blocks for text in texts_of(block, made.figures))


@pytest.mark.parametrize("name", OTHERS)
def test_every_agency_with_scores_or_a_plan_has_one(name: str) -> None:
    made = report_of(ALL[name], "memo")
    agency, year = ALL[name].facts.agency.name, ALL[name].facts.year
    assert f"ประจำปีงบประมาณ พ.ศ. {year}" in head(made).subject and "ขอความเห็นชอบมาตรการ" in head(made).subject
    assert head(made).to.startswith("นายก") and (head(made).number, head(made).date) == ("", "")
    total = made.figures["total"].text
    assert says(made, f"{agency}ได้คะแนนรวม {total}") and says(made, "เรื่องเดิม") and says(made, "ข้อพิจารณา")
    assert says(made, "รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้") and made.left_out == ()


def test_total_is_held_against_its_target_in_one_sentence() -> None:
    made = report_of(ALL["mae-sot-2568"], "memo")
    assert says(made, "ได้คะแนนรวม 87.15 คะแนน ระดับ “ผ่าน” สูงกว่าค่าเป้าหมาย (85 คะแนน) อยู่ 2.15 คะแนน")


def test_scores_that_nobody_announced_are_named_in_words_and_bear_no_star() -> None:
    made = report_of(ALL["rangsit-2568"], "memo")
    assert says(made, "ทั้งนี้ คะแนนของแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก และตัวชี้วัดข้างต้น คำนวณจากผลคะแนนที่ประกาศ")
    # Weights of items are behind indicators 9 and 10.
    assert says(made, "โดยอาศัยหลักเกณฑ์บางส่วนที่ยังไม่มีเอกสารยืนยัน")
    assert not any("*" in line for block in made.blocks for line in lines_shown(block, made.figures))
    whole = report_of(ALL["trang-2564"], "memo")
    assert not says(whole, "คำนวณจากผลคะแนนที่ประกาศ")


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("เทศบาลตำบลตัวอย่าง", ("ปลัดเทศบาล", "นายกเทศมนตรีตำบลตัวอย่าง")),
        ("องค์การบริหารส่วนตำบลตัวอย่าง", ("ปลัดองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบลตัวอย่าง")),
        ("องค์การบริหารส่วนจังหวัดตัวอย่าง", ("ปลัดองค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนจังหวัดตัวอย่าง")),
        ("กรมตัวอย่าง", ("หัวหน้าหน่วยงาน",)),
    ],
)
def test_chain_is_that_of_the_kind_of_agency_in_positions_alone(name: str, chain: tuple[str, ...]) -> None:
    one = ALL["mae-sot-2568"]
    one = dataclasses.replace(one, facts=dataclasses.replace(one.facts, agency=Agency(name=name)))
    signed = [block for block in report_of(one, "memo").blocks if isinstance(block, Signature)]
    assert tuple(block.lines[1] for block in signed[1:]) == chain
    assert all(set(block.lines[0]) <= set("().") for block in signed)


def test_all_who_sign_beside_each_other_sign_and_date_on_the_same_lines() -> None:
    made = report_of(ALL["rangsit-2568"], "memo")
    signed = [block for block in made.blocks if isinstance(block, Signature)]
    assert [len(block.lines) for block in signed] == [3, 3, 3]
    assert all(block.lines[0].startswith("(") and block.lines[2].startswith("วันที่ ") for block in signed)


def test_without_a_plan_it_asks_for_measures_and_none_is_counted() -> None:
    made = report_of(dataclasses.replace(ALL["mae-sot-2568"], plan=None), "memo")
    assert "ขอความเห็นชอบ" not in head(made).subject
    assert says(made, "มอบหมายผู้รับผิดชอบวิเคราะห์ผลการประเมินและจัดทำมาตรการ") and "count:plan.rows" not in made.figures


def test_own_memo_stays_as_it_was_written() -> None:
    one = ALL["mae-sai-2566"]
    assert one.memo is not None
    made = report_of(one, "memo")
    assert head(made).subject == one.memo.subject and head(made).to == one.memo.to
    assert not says(made, "ข้อพิจารณา")


def test_nothing_to_say_is_said() -> None:
    empty: Round = dataclasses.replace(ALL["mae-sai-2566"], memo=None, plan=None)
    with pytest.raises(Refused, match="neither scores nor a plan nor a memo"):
        report_of(empty, "memo")


@pytest.mark.parametrize("example", ["rangsit-2568", "mae-sot-2568", "watthana-nakhon-2568", "trang-2564"])
def test_usual_memo_of_an_agency_stands_on_one_page(example: str) -> None:
    made = report_of(examples()[example], "memo", "thai")
    assert len(PdfReader(io.BytesIO(pdf(made))).pages) == 1

"""Headings, captions and lead-ins say whose figures stand below them, and of which year."""

from __future__ import annotations

import pytest
from tests.booklets.made import LEAD, doubts, published, read

from prongsai.booklets.reading import Booklet

OWN = "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2568 เทศบาลตำบลทดสอบ ได้คะแนนรวม 89.83 คะแนน อยู่ในระดับ ผ่าน"
TABLE = ["เครื่องมือ|คะแนน", "IIT|80.10", "OIT|60.40", "คะแนนรวม|70.00"]


def before(booklet: Booklet, year: str) -> object:
    return booklet.data.get("history", {}).get(year, {}).get("published")


@pytest.mark.parametrize(
    "over",
    [
        "ค่าเฉลี่ยระดับประเทศ",
        "ค่าเฉลี่ยของเทศบาลตำบลในจังหวัดลพบุรี",
        "เป้าหมายคะแนนปีงบประมาณ พ.ศ. 2569",
        "การจำลองคะแนนเมื่อปรับปรุง",
        "ประมาณการผลคะแนน",
        "ตัวอย่างการคำนวณ",
        "ผลการประเมินตนเองเบื้องต้น",
        "ผลการประเมิน (ก่อนอุทธรณ์)",
        "ผลการสำรวจภายในของกองช่าง",
        "คะแนนแยกตามกลุ่มอายุ",
        "ผลการประเมินของเทศบาลตำบลท่าพระใหม่",
        "กรณีศึกษาหน่วยงานที่ได้คะแนนสูง",
        "ผลการประเมินประสิทธิภาพองค์กร (LPA)",
        "ผลสำรวจความเชื่อมั่น",
    ],
)
@pytest.mark.parametrize("as_heading", [True, False], ids=["heading", "caption"])
def test_below_such_words_stand_no_results(over: str, as_heading: bool) -> None:
    words = f"# {over}" if as_heading else f"ตารางที่ 2 {over}"
    booklet = read(OWN, words, TABLE, "IIT 80.10 คะแนน", "# ผลคะแนน", ["ตัวชี้วัด|คะแนน", "การใช้อำนาจ|93.10"])
    assert published(booklet) == {"total": "89.83", "level": "ผ่าน", "indicators": {"3": "93.10"}}
    assert not booklet.doubts


@pytest.mark.parametrize(
    "over",
    [
        "# ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567",
        "ผลปีงบประมาณ พ.ศ. 2567",
        "# คะแนนของปีที่ผ่านมา",
        "ตารางที่ 2 ผลคะแนน ปี 2567",
        "จากผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567 หน่วยงานมีข้อที่ควรพัฒนาหลายประการ รายละเอียดดังนี้",
    ],
)
def test_figures_below_an_earlier_year_are_that_years(over: str) -> None:
    booklet = read(over, TABLE, "# ผลการประเมิน ปี 2568", OWN)
    assert before(booklet, "2567") == {"instruments": {"IIT": "80.10", "OIT": "60.40"}, "total": "70.00"}
    assert published(booklet) == {"total": "89.83", "level": "ผ่าน"}


def test_lists_below_an_earlier_year_end_where_another_year_begins() -> None:
    booklet = read(
        "สรุป ปีงบประมาณ พ.ศ. 2567 ดังนี้", "1. IIT 80.10 คะแนน", "สรุป ปีงบประมาณ พ.ศ. 2568 ดังนี้", "1. IIT 90.10 คะแนน"
    )
    assert published(booklet) == {"instruments": {"IIT": "90.10"}}
    assert before(booklet, "2567") == {"instruments": {"IIT": "80.10"}}


def test_a_table_that_names_its_years_goes_by_them() -> None:
    booklet = read("# ผลการประเมินปีที่ผ่านมา", ["เครื่องมือ|2567|2568", "IIT|80.10|90.10"])
    assert published(booklet) == {"instruments": {"IIT": "90.10"}}


def test_the_title_of_a_booklet_speaks_of_all_of_it() -> None:
    lead = ("# แผนปฏิบัติการส่งเสริมคุณธรรม ประมาณการ พ.ศ. 2569", *LEAD)
    assert published(read(TABLE, lead=lead))["total"] == "70.00"


def test_a_sentence_about_targets_says_nothing_of_the_table_below() -> None:
    assert published(read("ค่าเป้าหมายกำหนดให้หน่วยงานมีคะแนนสูงขึ้น", TABLE))["total"] == "70.00"


def test_means_of_five_are_no_scores() -> None:
    five = ["ด้าน|คะแนนเฉลี่ย|S.D.|ร้อยละ", "การปฏิบัติหน้าที่|4.75|0.45|95.00", "การเปิดเผยข้อมูล|4.60|0.50|92.00"]
    bare = ["ประเด็น|คะแนน", "การใช้งบประมาณ|4.10", "การป้องกันการทุจริต|4.20"]
    edges = ["เครื่องมือ|คะแนนต่ำสุด|คะแนนสูงสุด|คะแนนเฉลี่ย", "IIT|60.10|99.90|91.10"]
    assert published(read(OWN, five, "ก", bare, "ข", edges)) == {"total": "89.83", "level": "ผ่าน"}


def test_an_example_in_a_sentence_is_none_either() -> None:
    example = "ตัวอย่างเช่น หน่วยงานได้คะแนน IIT 80.00 คะแนน และ OIT 90.00 คะแนน จะได้คะแนนรวม 85.50 คะแนน อยู่ในระดับผ่าน"
    assert published(read(OWN, example)) == {"total": "89.83", "level": "ผ่าน"}


def test_a_sentence_about_another_survey_gives_no_scores() -> None:
    booklet = read(
        OWN,
        "ผลสำรวจความพึงพอใจต่อเว็บไซต์: การเปิดเผยข้อมูล 4.50 คะแนน การปรับปรุงการทำงาน 4.60 คะแนน",
        "มีการป้องกันการทุจริต 12.00 คะแนน ตามแบบประเมินของ สตง.",
    )
    assert published(booklet) == {"total": "89.83", "level": "ผ่าน"} and not booklet.doubts


ZEROS = (
    "ผู้ตรวจประเมินมีข้อเสนอแนะต่อการประเมินแบบวัด OIT ที่ไม่ได้รับคะแนน ในประเด็นดังนี้",
    "ข้อ o1 โครงสร้างและอำนาจหน้าที่",
)


def test_a_list_of_unscored_items_is_of_the_year_that_stands_over_it() -> None:
    assert read("# ข้อเสนอแนะ", *ZEROS).data["disclosure"] == [{"item": "o1", "score": "0"}]
    booklet = read("คะแนน IIT ได้ 92.39 คะแนน", "# ผลการประเมิน ปีงบประมาณ พ.ศ. 2567", *ZEROS)
    assert "disclosure" not in booklet.data and "เป็นตัวเลขของปี 2567" in doubts(booklet)
    assert "disclosure" not in read("คะแนน IIT ได้ 92.39 คะแนน", "# ตัวอย่างการจำลองคะแนน", *ZEROS).data


ANSWERED = [
    "หัวข้อการประเมิน|ไม่มี|มี|คะแนน",
    "i3 เจ้าหน้าที่ในหน่วยงานของท่าน มีการเรียกรับสินบนเพื่อแลกกับการปฏิบัติงานหรือการให้บริการหรือไม่|99.47%|0.53%|99.47",
]


def test_answers_of_an_earlier_year_are_none_of_this_year_and_told_once() -> None:
    assert "i3" in read("# ผู้ตอบแบบวัด IIT", ANSWERED).data["answers"]["IIT"]["items"]
    booklet = read("คะแนน IIT ได้ 92.39 คะแนน", "# ผลการประเมิน IIT ปีงบประมาณ พ.ศ. 2567", ANSWERED)
    assert "answers" not in booklet.data
    assert sum("เป็นตัวเลขของปี 2567" in doubt.why.th and "i3" in doubt.words for doubt in booklet.doubts) == 1


def test_respondents_of_an_earlier_year_are_none_of_this_year() -> None:
    groups = ["คุณลักษณะ|กลุ่ม|จำนวน|ร้อยละ", "เพศ|ชาย|70|37.23", "เพศ|หญิง|118|62.77"]
    booklet = read("คะแนน IIT ได้ 92.39 คะแนน", "# ผู้ตอบแบบวัด IIT ผลการประเมิน ปีงบประมาณ พ.ศ. 2567", groups)
    assert "answers" not in booklet.data

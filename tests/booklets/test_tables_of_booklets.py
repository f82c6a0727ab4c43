"""Layouts of tables that agencies make: what stands in them is read, and nothing else."""

from __future__ import annotations

from tests.booklets.made import published, read


def test_an_indicator_beside_its_instrument_is_the_indicators_row() -> None:
    table = ["เครื่องมือ|ตัวชี้วัด|คะแนน", "OIT|การเปิดเผยข้อมูล|88.75", "EIT ส่วนที่ 1|คุณภาพการดำเนินงาน|84.11"]
    assert published(read(table)) == {"indicators": {"9": "88.75"}, "part_indicators": {"EIT1": {"6": "84.11"}}}


def test_an_instrument_beside_a_point_that_begins_like_an_indicator_may_be_of_either() -> None:
    booklet = read(["เครื่องมือ|ประเด็นที่ต้องพัฒนา|คะแนน", "OIT|การเปิดเผยข้อมูลไม่ครบ|88.75"])
    assert published(booklet) == {} and booklet.doubts


def test_a_number_above_a_hundred_is_no_score() -> None:
    booklet = read(["ด้าน|คะแนนที่ได้", "IIT|90.00", "รวม|302"], ["ด้าน|คะแนนที่ได้", "OIT|302.00"])
    assert published(booklet) == {"instruments": {"IIT": "90.00"}}


def test_the_agencys_row_among_its_neighbours() -> None:
    table = [
        "ที่|หน่วยงาน|IIT|OIT|คะแนนรวม",
        "1|เทศบาลตำบลใหม่|97.10|98.00|97.02",
        "2|เทศบาลตำบลทดสอบ|90.05|91.25|88.79",
        "|ค่าเฉลี่ยอำเภอ|90.85|88.54|89.26",
        "3|อบต.กุดน้อย|82.10|73.00|78.02",
    ]
    assert published(read(table)) == {"instruments": {"IIT": "90.05", "OIT": "91.25"}, "total": "88.79"}


def test_the_agencys_column_by_its_short_name() -> None:
    table = ["เครื่องมือ|ทต.ต้นแบบ|ทต.ทดสอบ|อปท. ในจังหวัด", "IIT|99.10|90.05|91.50", "คะแนนรวม|98.00|88.79|92.25"]
    assert published(read(table)) == {"instruments": {"IIT": "90.05"}, "total": "88.79"}


def test_rows_that_are_not_the_agencys_as_a_whole() -> None:
    table = ["สถานการณ์|IIT|OIT", "ผลจริง|86.20|82.87", "กรณีที่ 1 OIT เต็ม|86.20|100.00", "มกราคม|70.10|72.10"]
    assert published(read(table)) == {"instruments": {"IIT": "86.20", "OIT": "82.87"}}


def test_heads_in_two_rows_and_names_of_parts_in_brackets() -> None:
    table = ["เครื่องมือ|ผลคะแนน|ผลคะแนน|เพิ่ม/ลด", "เครื่องมือ|๒๕๖๗|๒๕๖๘|เพิ่ม/ลด", "IIT|90.00|91.20|1.20"]
    parts = ["ข้อ|EIT ส่วนที่ 1 (Public)|EIT ส่วนที่ 2 (Survey)", "e1|88.10|98.10"]
    assert published(read(table, "ก", parts)) == {
        "instruments": {"IIT": "91.20"},
        "items": {"EIT1": {"e1": "88.10"}, "EIT2": {"e1": "98.10"}},
    }


def test_signs_behind_a_score() -> None:
    booklet = read(["ตัวชี้วัด|คะแนน", "การใช้อำนาจ|93.10%", "การใช้งบประมาณ|88.35/100"])
    assert published(booklet) == {"indicators": {"2": "88.35", "3": "93.10"}}


def test_what_was_gained_lost_hoped_for_or_marked_by_oneself_is_no_score() -> None:
    for head in ("คะแนนที่เพิ่มขึ้น", "คะแนนที่ลดลง", "คะแนนที่คาดหวัง", "คะแนนประเมินตนเอง", "คะแนนถ่วง"):
        assert published(read([f"ตัวชี้วัด|คะแนน|{head}", "การใช้อำนาจ|93.10|8.35"])) == {"indicators": {"3": "93.10"}}


def test_a_table_with_words_above_its_numbers_does_not_go_on_with_the_one_above() -> None:
    booklet = read(["ข้อ|ปี 2567|ปี 2568", "o6|0|100"], ["ข้อ|ไฟล์แนบ|หน้า", "o7|1|50", "o8|2|100"])
    assert [row["item"] for row in booklet.data["disclosure"]] == ["o6"]


def test_scores_of_places_and_rules_in_sentences() -> None:
    booklet = read(
        "ผลการประเมิน ITA ปี 2568 ทต.ทดสอบ ได้คะแนนรวม 88.88 คะแนน ระดับ ผ่าน",
        "อำเภอเมืองลพบุรีมีคะแนนเฉลี่ยเท่ากับ 91.23 คะแนน อยู่ในระดับผ่านดี",
        "คะแนนขั้นต่ำของแต่ละเครื่องมือ IIT 85.00 คะแนน",
        "กระทรวงมีคะแนนเฉลี่ย 91.25 คะแนน อยู่ในระดับผ่านดี",
    )
    assert published(booklet) == {"total": "88.88", "level": "ผ่าน"} and not booklet.doubts


def marks(*table: str, year: int = 2567) -> dict[str, str]:
    return {row["item"]: row["score"] for row in read(list(table), year=year).data.get("disclosure", ())}


def test_ticks_under_passed_and_not_passed() -> None:
    table = ("ข้อ|รายการ|ผ่าน|ไม่ผ่าน", "o1|โครงสร้าง|✓|", "o2|ผู้บริหาร||✓", "o3|ติดต่อ|✓|-")
    assert marks(*table) == {"o1": "100", "o2": "0", "o3": "100"}
    doubt = read(list(table)).doubts  # in 2568 an item may get 50
    assert marks(*table, year=2568) == {"o1": "100"} and len(doubt) == 1 and doubt[0].words == "o2"


def test_ticks_under_marks_and_words_for_them() -> None:
    assert marks("ข้อ|100|50|0", "o1|/||", "o2||/|", "o3|||/", year=2568) == {"o1": "100", "o2": "50", "o3": "0"}
    words = ("ข้อ|ผล|หมายเหตุ", "ข้อ O1|ได้คะแนน|ครบ", "ข้อ O2|ไม่ได้คะแนน|ไม่พบ", "ข้อ O3|ได้คะแนน|")
    assert marks(*words) == {"o1": "100", "o2": "0", "o3": "100"}


def test_ticks_that_do_not_say_one_thing_in_every_row_are_left() -> None:
    assert marks("ข้อ|ผ่าน|ไม่ผ่าน", "o1|✓|", "o2|✓|✓", "o3|✓|") == {}
    assert marks("ข้อ|ประเมินตนเอง", "o1|✓", "o2|✗", "o3|✓") == {}


def test_parts_of_an_instrument_as_offices_write_them() -> None:
    rows = ["แบบวัด|คะแนน", "EIT (Part 1)|81.10", "EIT(2)|92.20"]
    assert published(read(rows)) == {"instruments": {"EIT1": "81.10", "EIT2": "92.20"}}
    assert published(read(["ข้อ|EIT-1|EIT-2", "e1|97.33|98.10"]))["items"] == {
        "EIT1": {"e1": "97.33"},
        "EIT2": {"e1": "98.10"},
    }

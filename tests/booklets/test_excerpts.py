"""What agencies' booklets look like, as excerpts: each figure that stands there is taken, none wrong."""

from __future__ import annotations

from tests.booklets.made import doubts, published, read

NOT_AT_ALL = "ไม่เห็นด้วยอย่างย้ง|ไม่เห็นด้วย|ค่อนข้างไม่เห็นด้วย|ค่อนข้างเห็นด้วย|เห็นด้วย|เห็นด้วยอย่างย้ง"


def test_answers_under_heads_that_a_scan_has_spoiled_are_proved_by_their_score() -> None:
    question = "e1 เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน เป็นไปตามขั้นตอนและระยะเวลา"
    table = [
        f"{question}||||||| 99.82".replace("| 99", "|99"),
        f"หัวข้อการประเมิน|{NOT_AT_ALL}|คะแนน",
        f"{question}|0.18%|0.00%|0.00%|0.00%|0.00%|99.82%|99.82",
    ]
    booklet = read("# แบบวัด EIT ส่วนที่ 1", table)
    assert booklet.data["answers"]["EIT1"]["items"]["e1"]["shares"] == ["0.18", "0.00", "0.00", "0.00", "0.00", "99.82"]


def test_answers_in_an_order_that_the_score_does_not_prove_are_left() -> None:
    question = "e1 เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน เป็นไปตามขั้นตอนและระยะเวลา"
    table = [f"หัวข้อการประเมิน|{NOT_AT_ALL}|คะแนน", f"{question}|99.82%|0.00%|0.00%|0.00%|0.00%|0.18%|99.82"]
    booklet = read("# แบบวัด EIT ส่วนที่ 1", table)
    assert "answers" not in booklet.data


def test_choices_that_a_merged_table_has_lost_its_cells_of() -> None:
    question = "i3 เจ้าหน้าที่ในหน่วยงานของท่าน มีการเรียกรับสินบนเพื่อแลกกับการปฏิบัติงานหรือการให้บริการหรือไม่"
    table = ["หัวข้อการประเมิน|ไม่มีการเรียกรับสนับน|||มีการเรียกรับสนับน|||คะแนน", f"{question}|99.47%|||0.53%|||99.47"]
    assert read(table).data["answers"]["IIT"]["items"]["i3"]["shares"] == ["99.47", "0.53"]


def test_marks_of_items_whose_letter_a_scan_took_for_a_zero() -> None:
    table = [
        "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)|",
        "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล|",
        "ประเด็นข้อคำถาม|คะแนน",
        "๐๑ โครงสร้างและอำนาจหน้าที่|๐",
        "๐๒ ข้อมูลผู้บริหาร|๑๐๐",
    ]
    goes_on = ["๐๑๐ E-Service|๑๐๐", "๐๑๖ ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม|๐"]
    marks = {row["item"]: row["score"] for row in read(table, goes_on).data["disclosure"]}
    assert marks == {"o1": "0", "o2": "100", "o10": "100", "o16": "0"}


def test_a_list_of_items_that_got_no_points() -> None:
    booklet = read(
        "# ข้อเสนอแนะสำหรับการประเมินตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
        "ผู้ตรวจประเมินมีข้อเสนอแนะต่อการประเมินที่ไม่ได้รับคะแนน ในประเด็นดังนี้",
        "ข้อ ๐1 โครงสร้างและอำนาจหน้าที่",
        "หน่วยงานควรจัดทำข้อมูลให้ครบถ้วน",
        "ข้อ o12 รายการการจัดซื้อจัดจ้าง",
        "หน่วยงานควรจัดทำข้อมูลให้เป็นปัจจุบัน",
        "# ข้อเสนอแนะอื่น",
        "ข้อ o20 การเปิดโอกาสให้เกิดการมีส่วนร่วม",
    )
    assert [row["item"] for row in booklet.data["disclosure"]] == ["o1", "o12"]
    assert {row["score"] for row in booklet.data["disclosure"]} == {"0"}


def test_items_that_did_not_get_all_points_are_no_list_of_zeros() -> None:
    booklet = read("# แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", "ข้อที่ไม่ได้คะแนนเต็ม มีดังนี้", "ข้อ o2 ข้อมูลผู้บริหาร", "ข้อ o3 ข้อมูลการติดต่อ")
    assert "disclosure" not in booklet.data


def test_years_side_by_side() -> None:
    table = [
        "ตัวชี้วัด|ปี 2567|ปี 2568|ผลต่าง",
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่|99.95|95.24|-4.71",
        "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล|78.57|69.00|-9.57",
    ]
    booklet = read(table)
    assert published(booklet)["indicators"] == {"1": "95.24", "9": "69.00"}
    assert booklet.data["history"]["2567"] == {
        "published": {"indicators": {"1": "99.95", "9": "78.57"}},
        "criteria": "nacc-2567",
    }


def test_a_year_before_there_were_rules_keeps_its_total_and_level() -> None:
    table = ["ปี|คะแนน|ระดับ", "2562|81.10|B", "2568|87.15|ผ่าน"]
    booklet = read(table)
    assert booklet.data["history"]["2562"] == {
        "published": {"total": "81.10", "level": "B"},
        "certainty": "inferred",
    }


def test_questions_of_an_earlier_year_have_no_place() -> None:
    booklet = read("ในปี 2567 ข้อ i1 ได้ 91.00 คะแนน")
    assert "history" not in booklet.data and "ไม่มีที่เก็บ" in doubts(booklet)


def test_groups_of_those_who_answered() -> None:
    table = [
        "คุณลักษณะ|กลุ่ม|จำนวน|สัดส่วน (%)",
        "อายุ|ต่ำกว่า ๒๐ ปี|๐|๐.๐๐",
        "|๒๐ - ๓๐ ปี|๓๒|๑๗.๐๒",
        "เพศ|ชาย|๗๐|๓๗.๒๓",
        "|หญิง|๑๑๘|๖๒.๗๗",
    ]
    groups = read("# ผู้มีส่วนได้ส่วนเสียภายใน (IIT)", table).data["answers"]["IIT"]["demographics"]
    assert groups["age"] == {"counts": {"under-20": 0, "20-30": 32}, "shares": {"under-20": "0.00", "20-30": "17.02"}}
    assert groups["gender"]["counts"] == {"male": 70, "female": 118}


def test_targets_weights_and_other_agencies_are_no_figures() -> None:
    booklet = read(
        "ค่าเป้าหมายของปีงบประมาณ พ.ศ. 2568 กำหนดให้หน่วยงานมีคะแนน ITA 85 คะแนนขึ้นไป",
        "เทศบาลเมืองข้างเคียง ได้คะแนน 91.20 คะแนน",
        ["เครื่องมือ|น้ำหนัก|คะแนน", "IIT|30.00|92.39"],
        "คาดว่าในปี 2569 จะได้คะแนนรวม 96.00 คะแนน",
    )
    assert published(booklet) == {"instruments": {"IIT": "92.39"}}


def test_each_figure_has_its_place() -> None:
    booklet = read("# ผลคะแนน", ["ตัวชี้วัด|คะแนน", "1. การปฏิบัติหน้าที่|94.42"])
    assert booklet.places() == {"ind:1": ("ใต้หัวข้อ “ผลคะแนน” ตาราง แถว 2 “1. การปฏิบัติหน้าที่”",)}


PLAN = ["ตัวชี้วัด|มาตรการ|ขั้นตอน|ระยะเวลา|ผู้รับผิดชอบ", "1. การปฏิบัติหน้าที่|จัดทำคู่มือ|1. ประชุม|ต.ค. 2568 - ก.ย. 2569|สำนักปลัด"]


def test_the_plan_that_follows_from_the_results_comes_with_them() -> None:
    booklet = read("คะแนน IIT ได้ 92.39 คะแนน", "# มาตรการ ประจำปีงบประมาณ พ.ศ. 2569", PLAN)
    assert booklet.data["plan"]["year"] == 2569 and len(booklet.data["plan"]["rows"]) == 1
    assert booklet.measures[0][1].startswith("1. การปฏิบัติหน้าที่") or "จัดทำคู่มือ" in booklet.measures[0][1]


def test_a_report_on_the_years_own_plan_stands_in_a_file_without_results_alone() -> None:
    own = "# รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2568"
    assert read(own, PLAN).data["plan"]["year"] == 2568
    booklet = read("คะแนน IIT ได้ 92.39 คะแนน", own, PLAN)
    assert "plan" not in booklet.data and "แผนในปีเดียวกับผลการประเมิน" in doubts(booklet)

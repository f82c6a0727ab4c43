"""The product's own recommendations: complete, tied to what exists, and free of blame and coaching."""

from __future__ import annotations

import re

import pytest

from prongsai.criteria.editions import edition, shared_files
from prongsai.criteria.shapes import CERTAINTIES, Recommendation
from prongsai.files.strict_yaml import read_yaml

IIT = tuple(f"i{number}" for number in range(1, 16))
EIT = tuple(f"e{number}" for number in range(1, 10))
OIT = tuple(f"o{number}" for number in range(1, 29))
ITEMS = IIT + EIT + OIT

# What assessors wrote beside low questions of 2568 (Mae Sot, Watthana Nakhon, Rangsit); the only confirmed references.
SEEN_WITH_ASSESSORS = {
    "i1": {"o8", "o9"},
    "i2": {"o10", "o8", "o9"},
    "i4": {"o6"},
    "i9": {"o23"},
    "i10": {"o8"},
    "i14": {"o27", "o23", "o25"},
    "i15": {"o17", "o18"},
    "e1": {"o8", "o9"},
    "e2": {"o10", "o8", "o9"},
    "e3": {"o21", "o23", "o18", "o17"},
    "e4": {"9.1", "9.2", "9.3"},
    "e5": {"9.1", "9.2", "9.3"},
    "e7": {"o20"},
    "e8": {"o20", "o6", "o3"},
    "e9": {"o10"},
}

# Who can act, and where an act is done or can be seen. Every act names one of each.
WHO = re.compile(
    "ส่วนงาน|สำนักปลัด|ผู้ดูแลเว็บไซต์|ผู้ดูแลระบบ|ผู้บริหาร|ผู้มีอำนาจแต่งตั้ง|คณะทำงาน|หน่วยตรวจสอบภายใน|ผู้รับผิดชอบโครงการ"
    "|ผู้รับเรื่อง|ผู้ปฏิบัติงาน|จุดบริการทุกแห่ง"
)
WHERE = re.compile(
    "เว็บ|หน้าแรก|หน้าเดียว|หน้าติดต่อ|จุดบริการ|จุดเก็บ|ที่ประชุม|การประชุม|เวทีประชุม|ระบบ|คู่มือ|แผน|รายงาน|แบบ|ทะเบียน|แฟ้ม|ตาราง"
    "|ป้ายประกาศ|หนังสือเวียน|แจ้งเวียน|คำสั่ง|ประกาศ|ฉบับ|ช่องทาง|ปฐมนิเทศ|บัญชี|สำนักงาน|สมุด"
)
BLAMES = re.compile("คนผิด|ผู้กระทำผิด|ตัวการ|ความบกพร่องของบุคคล|ละเลย|เพิกเฉย|ไร้ประสิทธิภาพ|ไม่รับผิดชอบ|สืบหา|สอบหาตัว|ใครตอบ")
COACHES = re.compile("ให้ตอบ|ซักซ้อมคำตอบ|แนะนำคำตอบ|ชี้แจงวิธีตอบ|ตอบแบบวัด|คำตอบที่ได้คะแนน|เลือกคำตอบ|ทำความเข้าใจก่อนตอบ")


@pytest.fixture(scope="module")
def loaded() -> dict[str, Recommendation]:
    return edition("nacc-2568").recommendations


def test_recommendations_cover_every_item_of_2568_in_its_order(loaded: dict[str, Recommendation]) -> None:
    raw = read_yaml(shared_files()["../recommendations.yaml"], "recommendations.yaml")
    assert isinstance(raw, dict)
    assert tuple(raw["items"]) == ITEMS
    assert tuple(loaded) == ITEMS == tuple(edition("nacc-2568").items)


def test_recommendations_refer_only_to_items_and_sub_indicators_that_exist(loaded: dict[str, Recommendation]) -> None:
    criteria = edition("nacc-2568")
    known = {item for item in criteria.items if item.startswith("o")} | set(criteria.sub_indicators)
    raw = read_yaml(shared_files()["../recommendations.yaml"], "recommendations.yaml")
    assert isinstance(raw, dict)
    for item, recommendation in loaded.items():
        assert recommendation.refs, item
        assert set(recommendation.refs) <= known - {item}, item
        assert len(set(recommendation.refs)) == len(recommendation.refs), item
        assert list(recommendation.refs) == raw["items"][item]["refs"], item  # none was lost on loading


def test_recommendations_claim_as_confirmed_only_what_assessors_wrote(loaded: dict[str, Recommendation]) -> None:
    confirmed = {item: set(one.refs) for item, one in loaded.items() if one.origin.certainty == "confirmed"}
    assert confirmed == SEEN_WITH_ASSESSORS
    for item, recommendation in loaded.items():
        assert recommendation.origin.certainty in CERTAINTIES[:2], item
        assert recommendation.origin.source[0] == "prongsai", item
        assert (len(recommendation.origin.source) > 1) == (item in SEEN_WITH_ASSESSORS), item
        assert recommendation.origin.note is not None, item


@pytest.mark.parametrize("item", ITEMS)
def test_recommendation_names_acts_with_place_and_owner(loaded: dict[str, Recommendation], item: str) -> None:
    one = loaded[item]
    assert 2 <= len(one.advice) <= 4
    for act in one.advice:
        assert 70 <= len(act) <= 190, act
        assert WHO.search(act), act
        assert WHERE.search(act), act


@pytest.mark.parametrize("item", ITEMS)
def test_recommendation_says_the_issue_in_one_neutral_sentence(loaded: dict[str, Recommendation], item: str) -> None:
    issue = loaded[item].issue
    assert issue.startswith("คะแนนที่ไม่เต็มแสดงว่า" if item in OIT else "คะแนนที่ต่ำแสดงว่า")
    assert 50 <= len(issue) <= 190
    assert "\n" not in issue


@pytest.mark.parametrize("item", ITEMS)
def test_recommendation_blames_nobody_and_coaches_nobody(loaded: dict[str, Recommendation], item: str) -> None:
    for text in (loaded[item].issue, *loaded[item].advice):
        assert not BLAMES.search(text), text
        assert not COACHES.search(text), text


@pytest.mark.parametrize("item", ITEMS)
def test_recommendation_is_plain_text_for_any_agency_and_year(loaded: dict[str, Recommendation], item: str) -> None:
    for text in (loaded[item].issue, *loaded[item].advice):
        assert not re.search(r"\b[ieo]\d", text), text  # codes move from year to year
        assert not re.search("25[67][0-9]|๒๕", text), text
        assert not re.search("นายกเทศมนตรี|เทศบาล|อบต|อบจ", text), text
        assert not re.search(r"ํา|เเ|  |\u200b|\s$", text), text  # decomposed sara am, doubled sara e, stray blanks


def test_perception_recommendations_do_not_promise_points(loaded: dict[str, Recommendation]) -> None:
    for item in IIT + EIT:
        for act in loaded[item].advice:
            assert "คะแนน" not in act.replace("เกณฑ์ คะแนน และวิธีคัดเลือก", ""), act


def test_no_sentence_stands_twice(loaded: dict[str, Recommendation]) -> None:
    texts = [text for one in loaded.values() for text in (one.issue, *one.advice)]
    assert len(texts) == len(set(texts))

"""Whose booklet and which year: by its own words, and not at all where they say several things."""

from __future__ import annotations

import pytest
from tests.booklets.made import pieces

from prongsai.booklets.whose import Whose, whose


def of(*lines: str) -> Whose:
    return whose(pieces(*lines, lead=()))


def test_the_year_of_the_results_and_not_of_the_plan() -> None:
    found = of(
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569",
        "จากผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ได้ ๘๗.๑๕ คะแนน",
        "แผนปฏิบัติการป้องกันการทุจริต ปี 2569",
    )
    assert found.year == 2568 and found.years == (2568,)


def test_two_years_spoken_of_alike_are_no_certain_year() -> None:
    found = of("ผลการประเมิน ITA ปี 2567 ได้ 90.00 คะแนน", "ผลการประเมิน ITA ปี 2568 ได้ 91.00 คะแนน")
    assert found.year is None and set(found.years) == {2567, 2568}


def test_a_look_back_does_not_count() -> None:
    found = of("ผลการประเมิน ITA ย้อนหลัง ปี 2566", "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568")
    assert found.year == 2568


@pytest.mark.parametrize(
    ("lines", "name", "kind"),
    [
        (
            ("เทศบาลนครตัวอย่าง", "เทศบาลนครตัวอย่างได้ดำเนินการ", "เทศบาลนครตัวอย่างจึงจัดทำ"),
            "เทศบาลนครตัวอย่าง",
            "city-municipality",
        ),
        (("อบต.นาดี อำเภอเมือง", "อบต. นาดี", "อบต.นาดี"), "องค์การบริหารส่วนตำบลนาดี", "subdistrict-organization"),
        (("โรงเรียนตัวอย่าง", "โรงเรียนตัวอย่าง"), None, None),
        (("เทศบาลตำบลหนึ่ง", "เทศบาลตำบลหนึ่ง", "เทศบาลตำบลสอง", "เทศบาลตำบลสอง"), None, None),
        (("เทศบาลตำบลหนึ่งได้รับรางวัล",), None, None),
    ],
    ids=["goes on", "short", "other kind", "two agencies", "once"],
)
def test_the_name_that_most_sentences_begin_with(lines: tuple[str, ...], name: str | None, kind: str | None) -> None:
    found = of(*lines)
    assert (found.agency, found.kind) == (name, kind)


def test_district_and_province_stand_behind_the_name_or_on_a_line() -> None:
    found = of("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบลตัวอย่าง", "อำเภอบ้านโป่ง จังหวัดราชบุรี")
    assert (found.district, found.province) == ("บ้านโป่ง", "ราชบุรี")
    two = of("เทศบาลตำบลตัวอย่าง อำเภอบ้านโป่ง จังหวัดราชบุรี", "เทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดตรัง")
    assert (two.district, two.province) == (None, None), "two places are none"

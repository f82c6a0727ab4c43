"""Whose a file is: short names, codes of ITAS, provinces and districts."""

from __future__ import annotations

import pytest

from prongsai.collect.facts import Agency
from prongsai.collect.whose import Known, is_of, is_surely_of
from prongsai.criteria.agency_kinds import bare_name

NADI = "องค์การบริหารส่วนตำบลนาดี"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("อบต.นาดี", NADI),
        ("อบต. นาดี", NADI),
        ("อบต นาดี", NADI),
        ("อบตนาดี", NADI),
        ("อ.บ.ต.นาดี", NADI),
        ("องค์การบริหารส่วนตำบล นาดี", NADI),
        ("ทต.แม่สาย", "เทศบาลตำบลแม่สาย"),
        ("ทม.วัฒนานคร", "เทศบาลเมืองวัฒนานคร"),
        ("ทน. แม่สอด", "เทศบาลนครแม่สอด"),
        ("อบจ.ตรัง", "องค์การบริหารส่วนจังหวัดตรัง"),
        ("ทนายความ", "ทนายความ"),  # a word that begins with the letters of a kind
        ("ทน.", "ทน."),
    ],
)
def test_short_and_full_names_are_one(short: str, full: str) -> None:
    assert bare_name(short) == bare_name(full) == full


@pytest.mark.parametrize(
    ("agency", "known", "own"),
    [
        (Agency(name="อบต.นาดี"), Known("ag-1", NADI), True),
        (Agency(name="อบต.นาดี", province="จ.อุดรธานี"), Known("ag-1", NADI, "อุดรธานี"), True),
        (Agency(name="อบต.นาดี", province="อุดรธานี"), Known("ag-1", NADI, "ปราจีนบุรี"), False),
        (Agency(name="อบต.นาดี", district="เมือง"), Known("ag-1", NADI, "", "นาดี"), False),
        (Agency(name="ทต.นาดี"), Known("ag-1", NADI), False),
        (Agency(name=NADI, code="k3x9zq"), Known("ag-1", NADI), True),  # ITAS
        (Agency(name="อบต.บ้านใหม่", code="k3x9zq"), Known("ag-1", NADI), False),
        (Agency(name=NADI, code="k3x9zq"), Known("aaaa11", NADI), False),  # two codes of ITAS
        (Agency(name="อะไรก็ได้", code="K3X9ZQ"), Known("k3x9zq", NADI), True),
        (Agency(name=NADI, code="ag-2"), Known("ag-1", NADI), False),
    ],
)
def test_file_is_of_an_agency_by_code_else_by_name_and_place(agency: Agency, known: Known, own: bool) -> None:
    assert is_of(agency, known) is own


def test_without_a_chosen_agency_the_province_must_be_the_same() -> None:
    known = Known("ag-1", NADI, "อุดรธานี")

    assert is_surely_of(Agency(name="อบต.นาดี", province="อุดรธานี"), known)
    assert not is_surely_of(Agency(name="อบต.นาดี"), known)
    assert is_surely_of(Agency(name="ใหม่", code="ag-1"), known)
    assert is_surely_of(Agency(name="อบต.นาดี"), Known("ag-1", NADI))

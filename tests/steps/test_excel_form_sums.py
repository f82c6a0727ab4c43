"""Shares that do not add up and numbers of the other unit stop the Excel form, each with its cell."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from forms import NAME, cells_of, form, typed
from hypothesis import given
from hypothesis import strategies as st

from prongsai.excel_form import read_form
from prongsai.excel_form.adding_up import adds_up, tolerance
from prongsai.language.exact import half_up

MODE, SHARES, COUNTS = "IIT!D4", "ร้อยละ", "จำนวนคน"


def row(number: int, values: str) -> dict[str, Any]:
    """The cells of a question of IIT whose choices begin in column D."""
    return {f"IIT!{column}{number}": value for column, value in zip("DEFGHI", values.split(), strict=False)}


def told(cells: dict[str, Any]) -> dict[str, str]:
    return cells_of(read_form(typed(cells), NAME))


@pytest.mark.parametrize(
    ("values", "right"),
    [
        ("0 0 0 0 0.53 99.47", True),
        ("16.67 16.67 16.67 16.67 16.67 16.67", True),  # 100.02, six sixths
        ("33.33 33.33 33.33 0 0 0", True),  # 99.99
        ("33.3 33.3 33.3 0 0 0", True),  # 99.9 with one decimal
        ("17 17 17 17 17 17", True),  # 102 without decimals
        ("0 0 0 0 0 98", False),
        ("0 0 0 0 0.5 99", False),
        ("0.00 0.00 0.00 0.00 0.53 99.45", False),
        ("16.67 16.67 16.67 16.67 16.67 16.69", False),
        ("33.33 33.33 33.36 0 0 0", False),
        ("50 50 50 0 0 0", False),
        ("0 0 0 0 0 0", False),
    ],
)
def test_shares_add_up_to_100_as_far_as_printed_ones_can(values: str, right: bool) -> None:
    found = told({MODE: SHARES, **row(9, values)})

    assert list(found) == ([] if right else ["IIT!D9"])
    if not right:
        total = sum(map(Decimal, values.split()))
        assert f"the shares of i1 (D9:I9) add up to {total}, expected 100" in found["IIT!D9"]


@given(st.lists(st.integers(1, 400), min_size=2, max_size=6), st.integers(1, 2))
def test_shares_of_any_counts_add_up_however_they_are_printed(counts: list[int], decimals: int) -> None:
    printed = [half_up(Fraction(100 * count, sum(counts)), decimals) for count in counts]

    assert adds_up(printed) or any(not share for share in printed)  # a zero that stands for somebody


def test_tolerance_is_half_a_unit_for_every_share_that_is_not_zero() -> None:
    assert tolerance([Decimal("99.47"), Decimal("0.53"), Decimal("0.00")]) == Decimal("0.010")
    assert tolerance([Decimal(50), Decimal(50)]) == 1
    assert tolerance([Decimal("33.3333333"), Decimal("66.6666667")]) == Decimal("0.010")
    assert adds_up([Decimal(60)], all_of_them=False) and not adds_up([Decimal(101)], all_of_them=False)


def test_counts_on_a_sheet_of_shares_are_told_with_the_way_out() -> None:
    found = told({MODE: SHARES, "IIT!D3": "45", **row(9, "0 0 0 1 1 43")})

    assert list(found) == ["IIT!D9"]
    assert "the number of respondents: these are counts; choose counts in D4" in found["IIT!D9"]
    assert "choose counts if these are people" in told({MODE: SHARES, **row(9, "0 0 0 0 0 188")})["IIT!I9"]


def test_shares_on_a_sheet_of_counts_are_told() -> None:
    found = told({MODE: COUNTS, "IIT!D3": "188", **row(9, "0 0 0 0 0.53 99.47")})
    assert set(found) == {"IIT!H9", "IIT!I9"}
    assert "found 99.47, but counts are chosen" in found["IIT!I9"]

    hundreds = row(9, "0 0 0 0 1 99") | row(11, "0 0 0 0 0 100")
    assert "declared as counts of 188" in told({MODE: COUNTS, "IIT!D3": "188", **hundreds})[MODE]
    assert "fill in the number of respondents" in told({MODE: COUNTS, **hundreds})[MODE]
    assert told({MODE: COUNTS, "IIT!D3": "100", **hundreds}) == {}
    assert told({MODE: COUNTS, "IIT!D3": "105", **row(9, "0 0 0 0 1 99")}) == {}  # five left it out
    assert told({MODE: COUNTS, "IIT!D3": "188", **hundreds, "IIT!N9": COUNTS, "IIT!N11": COUNTS}) == {}


def test_row_that_says_shares_for_itself_names_its_own_cell() -> None:
    found = told({MODE: COUNTS, "IIT!D3": "45", **row(9, "0 0 0 1 1 43"), "IIT!N9": SHARES})

    assert "choose counts in N9" in found["IIT!D9"]


def test_shares_of_respondents_add_up_once_every_group_is_known() -> None:
    page = openpyxl.load_workbook(io.BytesIO(form()))["ผู้ตอบ"]
    first = next(cell.row for cell in page["C"] if cell.value)
    last = next(cell.row for cell in page["C"] if cell.row > first and cell.value == "รวม") - 1
    while page.cell(first, 3).value in ("กลุ่ม", None):
        first += 1
    groups = [f"ผู้ตอบ!E{at}" for at in range(first, last + 1)]
    name = f"E{first}:E{last}"

    assert told(dict.fromkeys(groups, "1")).keys() == {groups[0]}
    assert f"({name}) add up to {len(groups)}, expected 100" in told(dict.fromkeys(groups, "1"))[groups[0]]
    assert told({groups[0]: "60", groups[1]: "30"}) == {}  # the others are not known
    assert told({groups[0]: "60", groups[1]: "60"}).keys() == {groups[0]}
    assert told({**dict.fromkeys(groups, "0"), groups[1]: "100"}) == {}

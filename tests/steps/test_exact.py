"""Exact numbers as they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.language.exact import signed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.45", "+1.45"), ("-4.71", "-4.71"), ("0", "0.00"), ("0.00", "0.00"), ("-0.001", "0.00"),
        ("0.125", "+0.13"), ("-0.125", "-0.13"), ("10", "+10.00"),
    ],
)  # fmt: skip
def test_change_is_signed_half_up_with_two_decimals(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text


@given(st.decimals(-100, 100, places=4))
def test_change_and_its_opposite_differ_in_the_sign_alone(value: Decimal) -> None:
    assert signed(-value).lstrip("+-") == signed(value).lstrip("+-")
    assert Decimal(signed(-value)) == -Decimal(signed(value))

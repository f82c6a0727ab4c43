"""Printed shares and the counts behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.assess.shares import largest_remainder, possible_counts, share_explained, unique_counts

RANGSIT = {
    # counts and printed shares of the two tables of demographics
    "IIT age": ([0, 32, 45, 70, 38, 3], ["0.00", "17.02", "23.94", "37.23", "20.21", "1.60"]),
    "IIT gender": ([70, 118, 0], ["37.23", "62.77", "0.00"]),
    "IIT education": ([1, 26, 21, 102, 38, 0], ["0.53", "13.83", "11.17", "54.26", "20.21", "0.00"]),
    "IIT position": ([10, 17, 53, 108], ["5.32", "9.04", "28.19", "57.45"]),
    "IIT tenure": ([0, 61, 29, 98], ["0.00", "32.45", "15.42", "52.13"]),
    "EIT age": ([0, 61, 57, 101, 140, 201], ["0.00", "10.89", "10.18", "18.04", "25.00", "35.89"]),
    "EIT gender": ([223, 334, 3], ["39.82", "59.64", "0.54"]),
    "EIT education": ([149, 206, 52, 134, 17, 2], ["26.61", "36.79", "9.28", "23.93", "3.03", "0.36"]),
    "EIT status": ([535, 19, 0, 6], ["95.54", "3.39", "0.00", "1.07"]),
    "EIT matter": ([183, 11, 57, 309], ["32.68", "1.96", "10.18", "55.18"]),
}


@pytest.mark.parametrize("table", RANGSIT)
def test_printed_shares_of_rangsit_are_by_largest_remainder(table: str) -> None:
    counts, shares = RANGSIT[table]

    assert [str(share) for share in largest_remainder(counts)] == shares
    assert all(
        share_explained(count, sum(counts), counts, Decimal(share)) for count, share in zip(counts, shares, strict=True)
    )
    assert unique_counts([Decimal(share) for share in shares], sum(counts)) == tuple(counts)


def test_share_half_up_is_explained_too_and_others_are_not() -> None:
    tenure = [0, 61, 29, 98]

    # 29 of 188 is 15.4255…: 15.43 half-up, 15.42 by largest remainder.
    assert share_explained(29, 188, tenure, Decimal("15.43"))
    assert share_explained(29, 188, tenure, Decimal("15.42"))
    assert not share_explained(29, 188, tenure, Decimal("15.41"))
    assert not share_explained(29, 188, tenure, Decimal("15.44"))
    # 98 of 188 is 52.1277…: its remainder is the largest, so it is never cut off.
    assert not share_explained(98, 188, tenure, Decimal("52.12"))
    assert share_explained(98, 188, tenure, Decimal("52"))


def test_either_of_tied_remainders_may_be_raised() -> None:
    assert [share_explained(1, 3, [1, 1, 1], Decimal(share)) for share in ("33.33", "33.34", "33.35")] == [
        True,
        True,
        False,
    ]
    assert unique_counts([Decimal("33.33"), Decimal("33.34"), Decimal("33.33")], 3) == (1, 1, 1)


def test_share_of_nobody_is_zero() -> None:
    assert share_explained(0, 0, [0], Decimal("0.00"))
    assert not share_explained(0, 0, [0], Decimal("1.00"))
    assert largest_remainder([0, 0]) == (Decimal("0.00"), Decimal("0.00"))


def test_largest_remainder_of_some_of_the_people() -> None:
    assert largest_remainder([1, 1], 4) == (Decimal("25.00"), Decimal("25.00"))
    with pytest.raises(ValueError, match="more than the total of 3"):
        largest_remainder([2, 2], 3)


def test_counts_that_no_respondents_give_are_none() -> None:
    assert unique_counts([Decimal("99.47"), Decimal("0.53")], 187) == (186, 1)
    assert unique_counts([Decimal("99.50"), Decimal("0.50")], 188) is None
    assert unique_counts([Decimal("60.00"), Decimal("60.00")], 10) is None
    assert unique_counts([Decimal("100.00")], 0) is None
    assert unique_counts([], 10) is None


def test_counts_are_not_unique_where_a_share_fits_two_of_them() -> None:
    shares = [Decimal("99.98"), Decimal("0.02")]

    assert unique_counts(shares, 5_000) == (4_999, 1)
    assert len(list(possible_counts(shares, 50_000))) > 1
    assert unique_counts(shares, 50_000) is None


def test_people_who_did_not_answer_may_be_left_out_of_the_shares() -> None:
    assert unique_counts([Decimal("50.00"), Decimal("40.00")], 10) == (5, 4)


def test_too_many_possible_counts_are_not_tried() -> None:
    assert list(possible_counts([Decimal(17)] * 5 + [Decimal(15)], 1_000_000)) == []


counts = st.lists(st.integers(0, 200), min_size=1, max_size=6).filter(any)


@given(counts)
def test_largest_remainder_adds_to_one_hundred(given_counts: list[int]) -> None:
    shares = largest_remainder(given_counts)

    assert sum(shares) == Decimal("100.00")
    whole = sum(given_counts)
    assert all(
        abs(share - Decimal(100 * one) / whole) < Decimal("0.01")
        for one, share in zip(given_counts, shares, strict=True)
    )


@given(counts)
def test_counts_come_back_from_their_shares(given_counts: list[int]) -> None:
    # Up to 1,200 people a hundredth of a percent is far less than one of them, so there is one answer only.
    assert unique_counts(largest_remainder(given_counts), sum(given_counts)) == tuple(given_counts)


@given(counts, st.integers(0, 3))
def test_every_printed_share_is_explained_by_its_count(given_counts: list[int], decimals: int) -> None:
    whole = sum(given_counts)
    for one, share in zip(given_counts, largest_remainder(given_counts, whole, decimals), strict=True):
        assert share_explained(one, whole, given_counts, share)
        half_up = (Decimal(100 * one) / whole).quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
        assert share_explained(one, whole, given_counts, half_up)


@given(counts, st.integers(1, 2))
def test_possible_counts_hold_the_true_ones(given_counts: list[int], decimals: int) -> None:
    found = list(possible_counts(largest_remainder(given_counts, None, decimals), sum(given_counts)))

    assert tuple(given_counts) in found
    assert len(found) == len(set(found))

"""A report that is kept comes back as it was, whatever stands in it; other bytes are refused."""

from __future__ import annotations

import dataclasses
import zlib
from unittest import mock

import pytest
from documents import document, source

from prongsai.files.problems import Refused
from prongsai.publish import frozen
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.part_makers import part_maker
from prongsai.publish.figures import Figures
from prongsai.publish.frozen import freeze, thaw
from prongsai.publish.guard.signing import made
from prongsai.publish.guard.written import short_years

SIGNED = [kind.id for kind in kinds().values() if kind.signed]


@pytest.mark.parametrize("name", ["mae-sai", "mae-sot", "rangsit", "trang", "watthana"])
def test_every_paper_comes_back_as_it_was(name: str) -> None:
    for kind in SIGNED:
        if lacking(source(name), kind) is None:
            report, _ = made(source(name), kind, proofread=lambda _: ())
            kept = freeze(report)
            assert thaw(kept) == report and freeze(thaw(kept)) == kept, kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-",
        b"prongsai-report-1\n",
        b"prongsai-report-1\nxx",
        b"prongsai-report-1\n" + zlib.compress(b"[1]"),
        b"prongsai-report-1\n" + zlib.compress(b"{}"),
        b"prongsai-report-1\n" + zlib.compress(b'{"_":"Report"}'),
        b"prongsai-report-1\n" + zlib.compress(b'{"_":"Words","text":"x"}'),
        b"prongsai-report-1\n" + zlib.compress(b'{"_":"decimal","text":"x"}'),
    ],
)
def test_other_bytes_are_no_report(data: bytes) -> None:
    with pytest.raises(ValueError):
        thaw(data)


def test_a_report_longer_than_any_is_not_unpacked() -> None:
    kept = freeze(document("rangsit", "memo"))
    with mock.patch.object(frozen, "MOST_BYTES", 100), pytest.raises(ValueError, match="longer"):
        thaw(kept)


def test_what_could_not_be_read_back_is_not_kept() -> None:
    paper = document("rangsit", "memo")
    least = len(zlib.decompress(freeze(paper).partition(b"\n")[2]))
    with mock.patch.object(frozen, "MOST_BYTES", least):
        assert thaw(freeze(paper)) == paper
    with mock.patch.object(frozen, "MOST_BYTES", least - 1), pytest.raises(Refused) as refused:
        freeze(paper)
    assert "ใหญ่เกินกว่าจะเก็บไว้เสนอลงนาม" in refused.value.problems[0].text.th


@pytest.mark.parametrize("part", ["announcement", "circular", "letter", "minutes", "memo"])
def test_a_paper_says_nothing_where_there_is_nothing_to_say(part: str) -> None:
    given = source("mae-sai")
    empty = dataclasses.replace(given, plan=None, memo=None)
    assert part_maker(part)(empty, Figures(lambda: empty.scorecard), {}) == []


@pytest.mark.parametrize("text", ["ปี 67,68", "ปี 2567-68", "ปี 2566/67", "ปีงบ 68", "ปี ‘68"])
def test_years_are_cut_in_many_ways(text: str) -> None:
    assert len(list(short_years([text]))) == 1


@pytest.mark.parametrize("text", ["ปี 50 ล้านบาท", "เมษายน 50 เล่ม", "มี.ค. 60 เครื่อง", "ปี 67.50 คะแนน", "2560-2569"])
def test_what_only_looks_like_a_year_is_none(text: str) -> None:
    assert list(short_years([text])) == []

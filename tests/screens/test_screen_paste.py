"""The page of a paste: which parts it asks for, and what it says of each line."""

from __future__ import annotations

from screen_years import year

from prongsai.collect.pasted.reader import read_pasted
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.paste import PastePage, paste_page

RULES = year("mae-sot").criteria


def page(text: str) -> PastePage:
    """The page after a text was read."""
    return paste_page(2568, RULES, read_pasted(text, RULES), text=text)


def test_page_before_a_paste_offers_the_parts_of_instruments_that_have_several() -> None:
    blank = paste_page(2568, RULES)

    assert [part for part, _ in blank.parts] == ["EIT1", "EIT2"]
    assert (blank.understood, blank.problems, blank.text, blank.upload) == (None, (), "", None)


def test_year_without_rules_shows_why_and_nothing_to_choose() -> None:
    why = Problem("", Text(th="ไม่มีเกณฑ์ของปีนี้", en="no rules for this year"))

    assert paste_page(1900, None, problems=[why]) == PastePage(year=1900, problems=(why,))


def test_every_line_is_named_and_counted() -> None:
    shown = page("ตัวชี้วัด\tคะแนน\nตัวชี้วัดที่ 1\t๙๖.๑๑\nตัวชี้วัดที่ 2\t9.524\nรายการอื่น\t88.10\nตัวชี้วัดที่ 1\t96.11")

    assert shown.understood is not None
    assert [row.line.state for row in shown.understood.rows] == ["not-a-figure", "read", "doubtful", "unread", "read"]
    assert [row.name is not None for row in shown.understood.rows] == [False, True, True, False, True]
    assert (shown.understood.read, shown.understood.doubtful, shown.understood.unread) == (1, 1, 1)
    assert [row.line.repeated for row in shown.understood.rows] == [False, False, False, False, True]


def test_name_of_a_line_is_that_of_its_figure() -> None:
    shown = page("ตัวชี้วัดที่ 1\t96.11")

    assert shown.understood is not None
    (row,) = shown.understood.rows
    assert row.line.figure == "ind:1"
    assert row.name is not None
    assert row.name.en == "indicator 1 " + RULES.indicators["1"].name.en

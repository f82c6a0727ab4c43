"""Opening a year without results: which years there are to open, and by whose rules each would begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prongsai.criteria.editions import year_in
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.calendar import closes, english_date, opens, short_date
from prongsai.language.text import Text
from prongsai.screens.agency.intake.rules import RulesQuestion, called


@dataclass(frozen=True, kw_only=True)
class YearToOpen:
    """A year that can be opened: when it runs, its rules in words, and whether those are an earlier year's."""

    year: int
    days: Text
    rules: Text
    running: bool = False
    carried: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenYearPage:
    """The page that opens a year. ``running``: the fiscal year of today; ``there``: the years that are open already.

    ``asked``: by whose rules, where that is not certain. ``opened``: the year that is open now, where one was asked
    for; ``new``: it was not before.
    """

    running: int
    choices: tuple[YearToOpen, ...] = ()
    there: tuple[int, ...] = ()
    chosen: int | None = None
    problems: tuple[Problem, ...] = ()
    asked: RulesQuestion | None = None
    opened: int | None = None
    new: bool = False


def year_to_open(criteria: Criteria, running: int) -> YearToOpen:
    """A year with the rules that it would begin with."""
    year = criteria.year
    first, last = opens(year), closes(year)
    return YearToOpen(
        year=year,
        days=Text(th=f"{short_date(first)} – {short_date(last)}", en=f"{english_date(first)} – {english_date(last)}"),
        rules=rules_in_words(criteria),
        running=year == running,
        carried=criteria.carried_from is not None,
    )


def rules_in_words(criteria: Criteria) -> Text:
    """The rules as people call them, those of an earlier year as what they are."""
    if criteria.carried_from is None:
        return called(criteria)
    base = year_in(criteria.carried_from)
    return Text(
        th=f"ยกเกณฑ์ของ{criteria.body.th} ปี {base} มาใช้ชั่วคราว จนกว่าจะมีประกาศหลักเกณฑ์ปี {criteria.year}",
        en=f"rules of {base} of the {criteria.body.en}, carried over until those of {criteria.year} are announced",
    )


def open_year_page(
    running: int,
    rules: Iterable[Criteria],
    there: Sequence[int],
    *,
    chosen: int | None = None,
    problems: Iterable[Problem] = (),
    asked: RulesQuestion | None = None,
) -> OpenYearPage:
    """The page with the running year first, then the one after it, then those before it."""
    choices = [year_to_open(each, running) for each in rules if each.year not in there]
    choices.sort(key=lambda choice: (not choice.running, -choice.year))
    return OpenYearPage(
        running=running,
        choices=tuple(choices),
        there=tuple(there),
        chosen=chosen if chosen is not None else next((choice.year for choice in choices), None),
        problems=tuple(problems),
        asked=asked,
    )

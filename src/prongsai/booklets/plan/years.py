"""The fiscal year that a table of measures is for: as its caption, its headings or the document's title say it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from prongsai.language.calendar import closes, opens
from prongsai.language.thai_text import digits

# A year is told from other numbers by the word before it.
_YEAR = re.compile(r"(?:งบ\s?ประมาณ|ปี|พ\.\s?ศ\.)\s?(?:พ\.\s?ศ\.)?\s?(25[5-9]\d)(?!\d|\s?[-–]\s?(?:พ\.\s?ศ\.\s?)?25)")
# Laws and long plans are of a year too; a year's own plan is of a fiscal year.
_FISCAL = re.compile(r"ปี\s?(?:งบ\s?ประมาณ)?\s?(?:พ\.\s?ศ\.)?\s?25")
OF_MEASURES = re.compile(r"มาตรการ|แผน|แนวทาง|การ\s?ขับ\s?เคลื่อน")
_CARRIED_OUT = re.compile(r"(?:ผล|ความก้าวหน้า|ความคืบหน้า)\s?การ\s?(?:ดำเนิน|ปฏิบัติ)[^ ]{0,12}\s?ตาม")

_ASSESSED = re.compile(r"ผล\s?(?:การ\s?|คะแนน\s?)*(?:ประเมิน|วิเคราะห์)|วิเคราะห์\s?ผล")


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, each once."""
    return tuple(dict.fromkeys(int(found[1]) for found in _YEAR.finditer(digits(text))))


def year_said(texts: Iterable[str], results: int) -> int | None:
    """The year of a plan by the nearest text that says it; ``results`` is the year that was assessed.

    A plan is for a later year. ``results`` itself or an earlier year is said where a text speaks of that year's
    measures and of no results: elsewhere the year is an assessment's. A text that names two later years says nothing.
    """
    for text in texts:
        years = years_in(text)
        later = [year for year in years if year > results]
        if len(later) == 1:
            return later[0]
        of_measures = OF_MEASURES.search(text) and (_CARRIED_OUT.search(text) or not _ASSESSED.search(text))
        if not later and of_measures and len(years) == 1 and _FISCAL.search(digits(text)):
            return years[0]
    return None


def year_of_periods(
    texts: Sequence[str], spans: Sequence[tuple[datetime.date | None, datetime.date | None]], results: int
) -> int | None:
    """The later year that the period of every row says, by its words or by its two days; else None."""
    found: set[int | None] = set()
    for text, (first, last) in zip(texts, spans, strict=True):
        if first is not None and last is not None:
            years = {year for year in range(results, results + 7) if opens(year) <= first and last <= closes(year)}
        else:
            years = set(years_in(text)) if last is None else set()
        found |= years if len(years) == 1 else {None}
    year = found.pop() if len(found) == 1 else None
    return year if year is not None and year > results else None

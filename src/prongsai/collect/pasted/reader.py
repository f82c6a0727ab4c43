"""A table or text pasted from a page, Word or PDF: line by line, which figure of the edition it announces.

A figure is read only where its whole name stands before a number that can be a score. Whatever else may be meant is
given back as doubtful, with what may be meant and what to do; what is of somebody else, of another year or no score
is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from prongsai.collect.pasted.labels import Labels
from prongsai.collect.pasted.layout.cells import Line, lines_in
from prongsai.collect.pasted.layout.rows import rows_of
from prongsai.collect.pasted.reading import Reading
from prongsai.collect.pasted.settled import missing_of, settled
from prongsai.collect.pasted.shapes import Decision, Pasted, PastedLine
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.language.thai_text import digits, tidy

MOST_LINES = 2_000
LONGEST_LINE = 500
_YEAR = re.compile(
    r"(?:ปี|พ\.\s?ศ\.|งบ\s?ประมาณ|ประจำ\s?ปี)\s?(?:พ\.\s?ศ\.\s?)?(25\d\d)(?!\d)|(?:^|[\s(])(25\d\d)(?=$|[\s)])"
)


def read_pasted(
    text: str,
    criteria: Criteria,
    part: str | None = None,
    *,
    agency: Collection[str] = (),
    decided: Mapping[int, Decision] | None = None,
) -> Pasted:
    """Reads what was pasted by the words of an edition.

    Lines stand for rows; cells are parted by tabs, pipes, commas, leaders or wide spaces, or stand one below the other;
    digits may be Thai. ``part`` (``EIT1``) is whose items and indicators the text shows where no line of it says so;
    ``agency`` are names of the agency, to know its row and its sentences by; ``decided`` says of doubtful lines, by
    number, whether what they offer is taken or left.
    """
    labels = Labels(criteria, agency)
    reading = Reading(labels, part)
    lines = lines_in(text, MOST_LINES, LONGEST_LINE)
    for row in rows_of(lines, labels, part):
        reading.row(row)
    reading.finish()
    found = sorted(reading.lines, key=lambda line: line.number)
    if text.count("\n") >= MOST_LINES:
        found.append(PastedLine(MOST_LINES + 1, "", "doubtful", problem=_TOO_MANY))
    shown, scores, level = settled(found, decided or {})
    disclosed = {instrument.id for instrument in criteria.instruments.values() if instrument.kind == "disclosure"}
    return Pasted(
        lines=tuple(shown),
        scores=scores,
        level=level,
        marked=frozenset(figure for figure in scores if figure.kind == "item" and figure.part in disclosed),
        missing=missing_of(criteria, scores, level),
        years=_years(lines),
        head_years=tuple(sorted(reading.head_years)),
    )


def _years(lines: Sequence[Line]) -> tuple[int, ...]:
    said = (match for line in lines for match in _YEAR.finditer(digits(tidy(line.shown))))
    return tuple(sorted({int(match[1] or match[2]) for match in said}))


_TOO_MANY = Text(
    th=f"อ่านเพียง {MOST_LINES:,} บรรทัดแรก ให้วางเฉพาะตาราง",
    en=f"only the first {MOST_LINES:,} lines are read; paste the table only",
)

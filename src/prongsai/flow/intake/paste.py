"""A pasted table on its way in: read line by line, then merged into what counts now, to be previewed like a file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.collect.pasted import Pasted, PastedLine, corrected, read_pasted
from prongsai.criteria.editions import default_edition, edition
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.intake.taking import scored_round
from prongsai.flow.intake.uploads import base_of, keep
from prongsai.flow.year.current import Current, current
from prongsai.language.text import Text
from prongsai.records.models import Agency, Person, Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data

LONGEST = 200_000


@dataclass(frozen=True)
class PasteRow:
    """A pasted line with the name of its figure."""

    line: PastedLine
    name: Text | None


@dataclass(frozen=True)
class Understood:
    """What was read of a paste: ``rows`` line by line; ``left`` counts lines with numbers that are not used."""

    pasted: Pasted
    rows: tuple[PasteRow, ...]
    read: int
    wrong: int
    left: int


def rules_for(held: Current | None, which: int) -> Criteria:
    """The edition that a paste of a year is read by: today's revision of the year's own. ``Refused``: none."""
    return edition(held.criteria.id if held else default_edition(which))


def parts_of_tables(criteria: Criteria) -> tuple[tuple[str, Text], ...]:
    """The parts that a table may be of where its lines do not say so."""
    return tuple(
        (part.id, part.short)
        for instrument in criteria.instruments.values()
        if len(instrument.parts) > 1
        for part in instrument.parts
    )


def understand(criteria: Criteria, text: str, part: str) -> Understood:
    """Reads a paste. ``Refused`` where it is empty or far too long."""
    if not text.strip():
        raise refusal("ยังไม่ได้วางข้อความ", "nothing was pasted")
    if len(text) > LONGEST:
        raise refusal("ข้อความยาวเกินไป ให้วางเฉพาะตารางคะแนน", "the text is too long; paste the table of scores only")
    pasted = read_pasted(text, criteria, part if part in dict(parts_of_tables(criteria)) else None)
    rows = tuple(PasteRow(line, figure_name(criteria, line.figure) if line.figure else None) for line in pasted.lines)
    count = [line.state for line in pasted.lines].count
    return Understood(pasted, rows, count("read"), count("wrong"), count("unknown"))


def fixed(text: str, understood: Understood, line: int) -> str:
    """The paste with the suggestion for one line taken over."""
    for misread in understood.pasted.wrong:
        if misread.number == line and misread.found and misread.suggestion:
            return corrected(text, line, misread.found, misread.suggestion)
    return text


def merge(
    scope: Scope, agency: Agency, which: int, understood: Understood, *, person: Person, now: datetime.datetime
) -> Upload:
    """Puts what was read into the round file that counts now, and keeps it for its preview; nothing counts yet."""
    if understood.wrong:
        raise refusal(f"ยังมี {understood.wrong} บรรทัดที่ต้องแก้", f"{understood.wrong} lines are still to be corrected")
    if not understood.read:
        raise refusal("ไม่พบคะแนนในข้อความที่วาง", "no score was found in what was pasted")
    data = base_of(agency, which, current(scope, agency, which))
    published = understood.pasted.published(data.get("published"))
    if published:
        data["published"] = published
    marks = understood.pasted.marks()
    filed = list(data.get("disclosure") or [])
    for row in filed:
        if row["item"] in marks:
            row["score"] = marks.pop(row["item"])
    if filed or marks:
        data["disclosure"] = [*filed, *({"item": item, "score": score} for item, score in marks.items())]
    try:
        merged = scored_round(read_data(data))
    except Refused as wrong:
        # The places are those of a file that nobody has seen; the words name the figure.
        raise Refused([Problem("", problem.text) for problem in wrong.problems]) from wrong
    name = f"ตารางที่วาง {understood.read} คะแนน"
    return keep(scope, agency, merged, source="paste", name=name, person=person, now=now)

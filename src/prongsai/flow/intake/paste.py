"""A pasted table on its way in: read line by line, then merged into what counts now, to be previewed like a file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from prongsai.collect.pasted.reader import read_pasted
from prongsai.collect.pasted.shapes import Decision, Pasted, corrected
from prongsai.criteria.agency_kinds import names_of_agency
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.intake.keeping import base_of, keep
from prongsai.flow.intake.rules import MustChoose, rules_for
from prongsai.flow.intake.taking import ScoredRound, scored_round
from prongsai.flow.year.current import Current, current
from prongsai.flow.year.stored import newest_edition
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.screens.agency.intake.paste import PastePage, decisions_of, parts_of_tables, paste_page, understood_of
from prongsai.screens.agency.intake.rules import RulesQuestion

LONGEST = 200_000


def blank(scope: Scope, agency: Agency, which: int, rules: str = "") -> PastePage:
    """The page before anything is pasted; it says so where the year has no rules, and asks where it is not certain
    whose apply. ``rules``: the answer."""
    try:
        criteria, asked = rules_for(current(scope, agency, which), which, agency, rules)
        return paste_page(which, criteria, asked=asked)
    except MustChoose as must:
        return paste_page(which, None, asked=must.question)
    except Refused as wrong:
        return paste_page(which, None, problems=wrong.problems)


def paste(
    scope: Scope,
    agency: Agency,
    which: int,
    text: str,
    part: str,
    *,
    fix: int | None = None,
    use: bool = False,
    decided: Mapping[str, str] | None = None,
    rules: str = "",
    person: Person,
    now: datetime.datetime,
) -> PastePage:
    """The page with what was understood of a paste. ``fix``: the line whose suggestion is taken over first; ``use``:
    what was read is merged into what counts now and kept for its preview, if nothing in it is doubtful. ``decided``:
    what the form says of doubtful lines. ``rules``: the edition that was chosen, where that was asked."""
    held = current(scope, agency, which)
    criteria: Criteria | None = None
    asked: RulesQuestion | None = None
    pasted: Pasted | None = None
    try:
        criteria, asked = rules_for(held, which, agency, rules)
        names = names_of_agency(agency.name)
        pasted = _read(criteria, text, part, names)
        if fix is not None:
            text = _fixed(text, pasted, fix)
            pasted = _read(criteria, text, part, names)
        if chosen := decisions_of(pasted, decided or {}):
            pasted = _read(criteria, text, part, names, chosen)
        if use and fix is None:
            merged, count = _merged(agency, which, held, criteria, pasted)
            name = f"ตารางที่วาง {count} คะแนน"
            kept = keep(scope, agency, merged, source="paste", name=name, person=person, now=now)
            return PastePage(year=which, upload=kept.pk)
    except MustChoose as must:
        return paste_page(which, None, text=text, part=part, problems=must.problems, asked=must.question)
    except Refused as wrong:
        return paste_page(which, criteria, pasted, text=text, part=part, problems=wrong.problems, asked=asked)
    return paste_page(which, criteria, pasted, text=text, part=part, asked=asked)


def _read(
    criteria: Criteria, text: str, part: str, agency: tuple[str, ...], decided: Mapping[int, Decision] | None = None
) -> Pasted:
    """Reads a paste. ``Refused`` where it is empty or far too long."""
    if not text.strip():
        raise refusal("ยังไม่ได้วางข้อความ", "nothing was pasted")
    if len(text) > LONGEST:
        raise refusal("ข้อความยาวเกินไป ให้วางเฉพาะตารางคะแนน", "the text is too long; paste the table of scores only")
    known = part if part in dict(parts_of_tables(criteria)) else None
    return read_pasted(text, criteria, known, agency=agency, decided=decided)


def _fixed(text: str, pasted: Pasted, line: int) -> str:
    """The paste with the suggestion for one line taken over."""
    for misread in pasted.doubtful:
        if misread.number == line and misread.found and misread.suggestion:
            return corrected(text, line, misread.found, misread.suggestion)
    return text


def _merged(
    agency: Agency, which: int, held: Current | None, criteria: Criteria, pasted: Pasted
) -> tuple[ScoredRound, int]:
    """What counts now with what was read in its place, scored; and how many figures that were."""
    understood = understood_of(criteria, pasted)
    if understood.doubtful:
        many = understood.doubtful
        raise refusal(
            f"ยังมี {many} บรรทัดที่ยังไม่แน่ชัด ให้แก้ข้อความ หรือเลือกว่าจะใช้หรือไม่ใช้ทีละบรรทัด",
            f"{many} lines are still doubtful: correct them, or say of each whether it is used",
        )
    if not understood.read:
        raise refusal("ไม่พบคะแนนในข้อความที่วาง", "no score was found in what was pasted")
    data = base_of(agency, which, held, criteria)
    published = pasted.published(data.get("published"))
    if published:
        data["published"] = published
    marks = pasted.marks()
    filed = list(data.get("disclosure") or [])
    for row in filed:
        if row["item"] in marks:
            row["score"] = marks.pop(row["item"])
    if filed or marks:
        data["disclosure"] = [*filed, *({"item": item, "score": score} for item, score in marks.items())]
    try:
        return scored_round(read_data(data, edition=newest_edition)), understood.read
    except Refused as wrong:
        # The places are those of a file that nobody has seen; the words name the figure.
        raise Refused([Problem("", problem.text) for problem in wrong.problems]) from wrong

"""Writes docs/reference/round-file.md from the shapes that read the file; with --check only says whether it is new."""

from __future__ import annotations

import dataclasses
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from prongsai.files.spelling import Spelling, fields_of, file_key, plain, spellings, text_or_record
from prongsai.language.days import Day
from prongsai.language.exact import Year
from prongsai.roundfile.read_file import LIMIT, LIMITS
from prongsai.roundfile.sections import RoundFile

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "round-file.md"

YAML, JSON, JSON_LINES = (limit // 1_000_000 for limit in (LIMIT, LIMITS[".json"], LIMITS[".jsonl"]))

INTRODUCTION = f"""\
# The round file

`prongsai/round@1` holds one agency's year: what was measured in `year`, what was announced, what the agency's
own document says, and the plan that follows. Every key is optional unless it is marked **required**; a file
with `format`, `year` and `agency.name` alone is a good file. This page is written by `scripts/reference.py`
from the shapes that read the file.

- **Form.** YAML for people; JSON (one object, or a list of them) and JSON Lines (`.jsonl`, one agency on each
  line) for machines. UTF-8, with or without byte order mark, either kind of line end. At most {YAML} MB of YAML,
  {JSON} MB of JSON, {JSON_LINES} MB of JSON Lines.
- **Every value is read as text** and typed by the tables below, so `99.70` keeps its zero, quoted or not. Thai
  and Arabic digits are both read. A key with nothing (`null`) is as if it were left out.
- **Refused:** unknown keys, keys that stand twice, anchors, aliases and tags. Keys of your own begin with `x-`;
  they may stand in any mapping and are kept as they are.
- **Ids** are those of the edition: items (`i3`, `e2`, `o9`, sub-questions `i1.1`), indicators (`6`),
  sub-indicators (`9.1`), parts (`IIT`, `EIT1`), groups of respondents (`20-30`). In front of a number, `o`,
  `O`, `0` and `๐` are all the letter of a disclosure item.
- **Figure ids** (in `claims`): `total`, `level`, `IIT`, `EIT`, `EIT1`, `OIT`, `ind:6`, `ind:6@EIT1`, `sub:9.1`,
  `EIT1.e2`, `OIT.o27`. A short id is read where only one figure has it (`o27`, `9.1`); else the candidates are
  named.
- **Places in messages** are paths of keys; entries of a list are counted from 0:
  `answers.IIT.items.i3.counts.1`.

| type | is |
|---|---|
| number | 0–100, digits and a point, at most ten decimals; points or percent |
| count | a whole number from 0 |
| year | a Buddhist-era fiscal year, 2550–2700 |
| day | an ISO date of the common era, `2026-03-31` |
"""

AS_NAMED = Spelling()

# What stands under a key, where its name and type do not say it.
NOTES = {
    "RoundFile.year": "the fiscal year assessed",
    "RoundFile.criteria": "the edition; default `nacc-<year>`; it must be for `year`",
    "RoundFile.staff": "people entitled to answer the staff survey",
    "RoundFile.visitors": "people who dealt with the agency, where a minimum needs it",
    "RoundFile.answers": "by survey part: `IIT`, `EIT1`, `EIT2` (`EIT` where the edition has no parts)",
    "RoundFile.disclosure": "one entry per item, each item once",
    "RoundFile.history": "by earlier year; each is read by its own edition",
    "RoundFile.claims": "what the agency's document says; what *is* stands above",
    "RoundFile.plan": "made from these results, for a later year; a file without results may hold its own year's plan",
    "Agency.website": "begins with `https://` or `http://`",
    "Answers.counts": "people per choice, in the order of the choices; their sum is at most `respondents`",
    "Answers.shares": "percent per choice, as printed; either counts or shares, never both",
    "PartAnswers.respondents": "how many people answered",
    "PartAnswers.items": "by item, or by sub-question where the item has them",
    "PartAnswers.demographics": "by question about the respondents, as `age`",
    "Groups.counts": "people by group code; a group left out is not known",
    "Groups.shares": "printed percent by group code",
    "Disclosure.urls": "each begins with `https://` or `http://`",
    "Disclosure.score": "one of the marks that the item can get",
    "Published.items": "survey items by part; marks of disclosure items stand under `disclosure`",
    "Published.indicators": "combined over the parts of the instrument",
    "Published.part_indicators": "by part of an instrument that has parts",
    "Published.instruments": "instruments and their parts",
    "Published.level": "the level as announced",
    "PastYear.criteria": "the edition of that year; default `nacc-<year>`",
    "PastYear.certainty": "how surely it is known, where it was not read from an announcement",
    "AssessorPoint.ids": "ids of what `scope` names; none for `document`",
    "AssessorPoint.part": "the instrument or part that is meant",
    "AssessorPoint.refs": "items, indicators or sub-indicators to lean on",
    "Claim.where": "the place in the document",
    "Claim.figure": "the figure that is spoken of",
    "Claim.since": "the earlier year that a change is measured from",
    "Document.profile": "the order of parts that the document follows",
    "Document.signed_by": "a position, not a name",
    "Document.legal_basis": "the power that orders and announcements rest on: the words behind อาศัยอำนาจตามความใน",
    "Document.announcement_number": "whether announcements have a number of their own",
    "Document.assigned": "who is responsible for which disclosure items; others are proposed from the plan's units",
    "Document.address": "of the agency, as letters show it",
    "Document.phone": "of the unit that is asked",
    "Document.progress_signed": "where the progress report is signed",
    "Document.numbered_headings": "whether headings of booklet, results, analysis and measures have numbers; "
    "left out: as the profile has it",
    "Assigned.items": "of the edition that the order is for, as `o1`",
    "Letter.to": "left out: as agencies of the kind report",
    "Letter.reference": "as it stands behind อ้างถึง",
    "OwnForms.top": "2.3–5; the top margin",
    "OwnForms.bottom": "1–5; the bottom margin",
    "OwnForms.garuda_top": "0.5–3; from the edge of the paper to the garuda",
    "OwnForms.number_top": "0.5–1.5; from the edge of the paper to the page number",
    "OwnForms.first_numbered": "1 or 2",
    "OwnForms.continuation": "the word that the next page begins with, at the lower right, in the PDF",
    "Section.part": "which part of the document, as `preface`",
    "Plan.year": "the year in which the plan is carried out",
    "Plan.form": "one of the edition's plan forms",
    "Row.issue": "number of the form's issue",
    "Row.measures": "a sub-headed cell as one entry with `heading` and `points`",
    "Row.analysis": "as `measures`",
    "Row.period": "a text alone is read as its `text`",
    "Headed.points": "at least one",
    "Step.heading": "begins a group of steps under this heading",
    "Step.owner": "where it is given per step",
    "Period.text": "as printed",
    "Period.starts": "first day",
    "Period.ends": "last day",
    "Progress.as_of": "the day of which the progress is told",
    "Memo.number": "from the register; may be left out",
    "Endorsement.chosen": "one of `choices`",
}


def kind_of(shape: Any, spelling: Spelling = AS_NAMED) -> str:
    """A type in words."""
    if text_or_record(shape):
        return f"text or {kind_of(plain(shape))}"
    shape = plain(shape)
    if shape == Day:
        return "day"
    if shape == Year:
        return "year"
    if get_origin(shape) is Annotated:
        return "number" if get_args(shape)[0] is Decimal else "count"
    if get_origin(shape) is Literal:
        return " \\| ".join(f"`{word}`" for word in get_args(shape))
    if get_origin(shape) is tuple:
        inner = kind_of(get_args(shape)[0])
        return f"text, or a list of {inner}" if spelling.one_text else f"list of {inner}"
    if get_origin(shape) is dict:
        return f"mapping to {kind_of(get_args(shape)[1])}"
    return f"[{shape.__name__}](#{shape.__name__.lower()})" if dataclasses.is_dataclass(shape) else "text"


def shapes_in(shape: Any) -> list[type]:
    """The dataclasses that a type names."""
    shape = plain(shape)
    if isinstance(shape, type) and dataclasses.is_dataclass(shape):
        return [shape]
    return [each for inner in get_args(shape) for each in shapes_in(inner)]


def all_shapes() -> list[type]:
    """Every shape of the file, each after the one that first names it."""
    found: list[type] = []
    waiting: list[type] = [RoundFile]
    while waiting:
        shape = waiting.pop(0)
        if shape not in found:
            found.append(shape)
            waiting = [one for kind in fields_of(shape).values() for one in shapes_in(kind)] + waiting
    return found


def table(shape: type) -> str:
    """One shape as a heading, its docstring and a table of its keys."""
    lines = [f"\n## {'The whole' if shape is RoundFile else shape.__name__}\n"]
    lines += [line.strip() for line in (shape.__doc__ or "").strip().replace("``", "`").splitlines()]
    lines += ["\n| key | type | |", "|---|---|---|"]
    kinds = fields_of(shape)
    for field in dataclasses.fields(shape):
        required = "**required** " if field.default is dataclasses.MISSING else ""
        note = NOTES.get(f"{shape.__name__}.{field.name}", "")
        kind = kind_of(kinds[field.name], spellings(shape).get(field.name, AS_NAMED))
        lines.append(f"| `{file_key(shape, field.name)}` | {kind} | {required}{note} |".replace("  |", " |"))
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(table(shape) for shape in all_shapes())


def main() -> None:
    """Writes the page, or with --check ends with status 1 where it is not as it would be written."""
    new = page()
    if "--check" not in sys.argv:
        PAGE.write_text(new, encoding="utf-8", newline="\n")
    elif PAGE.read_text(encoding="utf-8") != new:
        sys.exit("docs/reference/round-file.md is not up to date; run scripts/reference.py")


if __name__ == "__main__":
    main()

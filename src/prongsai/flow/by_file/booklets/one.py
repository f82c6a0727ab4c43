"""A published booklet — Word, PDF or HTML — as a draft round, with what was read of it and what was not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.reading import Booklet, read_booklet
from prongsai.booklets.whose import Whose, kind_of_name, whose
from prongsai.collect.checks.checking import year_problem
from prongsai.criteria.editions import default_edition, same_body
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.flow.by_file.proofread import apart, read_apart
from prongsai.flow.rules.known import edition, editions, question
from prongsai.language.text import Text
from prongsai.outside.files import read_limited
from prongsai.proofread.document.read import ENDINGS, MOST_BYTES, Reading, read_document
from prongsai.proofread.numbers_read import Number
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round

__all__ = ["ENDINGS", "ReadBooklet", "booklet_in", "booklet_of_file"]

EARLIER = 12  # years before that a booklet may look back to
MOST_MENDED = 60  # values that do not fit the file and are taken out one after another


@dataclass(frozen=True, slots=True)
class ReadBooklet:
    """What a booklet became: ``round``, with the place of each figure under ``x-read-from``.

    ``counts``: how many values were taken, by sort (``scores``, ``marks``, ``answers``, ``respondents``, ``past``,
    ``plan``). ``doubts`` were left out; ``unread`` are numbers of which nothing is known, ``numbers`` all of them.
    ``pictures``: pages that hold a picture and no text.
    """

    round: Round
    counts: dict[str, int]
    doubts: tuple[Doubtful, ...]
    unread: tuple[Number, ...]
    numbers: int
    pictures: tuple[int, ...]

    @property
    def sure(self) -> bool:
        """Whether nothing that looks like a figure was left out, and no page could not be read."""
        return not self.doubts and not self.pictures


def booklet_of_file(
    path: Path, *, year: int | None = None, name: str | None = None, criteria: str | None = None
) -> ReadBooklet:
    """The booklet in a file; the words as for ``booklet_in``."""
    return booklet_in(read_limited(path, MOST_BYTES), str(path), year=year, name=name, criteria=criteria)


def booklet_in(
    data: bytes, document: str, *, year: int | None = None, name: str | None = None, criteria: str | None = None
) -> ReadBooklet:
    """A booklet's bytes as a draft round. ``year`` (of the results), ``name`` (of the agency) and ``criteria`` (an
    edition) are asked for where its own words do not say them with certainty.

    Raises ``Refused`` for what cannot be read, for a booklet whose year or agency is not certain, for an agency that
    the year's rules do not assess, and for one that gives no figure and no measure.
    """
    reading = read_apart(data, document)
    found = whose(reading.pieces)
    rules, of_year = _rules(found, document, year, name, criteria)
    booklet = read_booklet(reading.pieces, rules, of_year, past_of(rules))
    source = {
        "document": Path(document).name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "places": {name: "; ".join(places) for name, places in booklet.places().items()},
    }
    if booklet.measures:
        source["plan"] = [f"{place}: {words}" for place, words in booklet.measures]
    if not booklet.holds_something:
        raise file_refusal(
            document,
            "ไม่พบผลการประเมิน คำตอบ หรือแผนมาตรการในเอกสารนี้ ให้ตรวจว่าเป็นเล่มรายงานผลหรือเล่มมาตรการของหน่วยงาน",
            "the document holds no result, no answers and no plan; check that it is the agency's booklet",
        )
    one, doubts = fitting(booklet.data, booklet.places(), document)
    return ReadBooklet(
        round=replace(one, extra={"x-read-from": source}),
        counts=booklet.counts(),
        doubts=(*booklet.doubts, *doubts),
        unread=booklet.unread,
        numbers=booklet.numbers,
        pictures=reading.pictures,
    )


def _rules(
    found: Whose, document: str, year: int | None, name: str | None, criteria: str | None
) -> tuple[Criteria, Whose]:
    """By which rules a booklet is read, and whose it is. ``Refused`` where that is not certain."""
    named = edition(criteria) if criteria is not None else None
    year = year if year is not None else named.year if named is not None else found.year
    problems: list[Problem] = []
    if year is None:
        problems.append(_no_year(found, document))
    elif (wrong := year_problem(year)) is not None:
        problems.append(Problem("--year", wrong, file=document))
    if name is not None:
        found = replace(found, agency=name, kind=kind_of_name(name))
    if found.agency is None:
        text = Text(
            th="ไม่ทราบแน่ชัดว่าเป็นเอกสารของหน่วยงานใด ให้ระบุชื่อด้วย --name เช่น --name เทศบาลตำบลตัวอย่าง",
            en="whose booklet it is does not stand in it with certainty; say it with --name",
        )
        problems.append(Problem("agency.name", text, file=document))
    if problems or year is None or found.agency is None:
        raise Refused(problems)
    if named is not None and named.year != year:
        text = Text(
            th=f"เกณฑ์ {named.id} เป็นของปี {named.year} แต่ระบุ --year {year}",
            en=f"{named.id} is for {named.year}, but --year says {year}",
        )
        raise Refused([Problem("--criteria", text, file=document)])
    if named is None:
        asked = question(found.kind, found.agency, year)
        if asked is not None:
            text = Text(
                th=f"{asked.text.th} ให้ระบุเกณฑ์ด้วย --criteria", en=f"{asked.text.en}; name the edition with --criteria"
            )
            raise Refused([Problem("agency.name", text, file=document)])
        named = edition(default_edition(year))
    return named, found


def _no_year(found: Whose, document: str) -> Problem:
    if found.years:
        said = " ".join(map(str, sorted(found.years)))
        text = Text(
            th=f"เอกสารกล่าวถึงผลการประเมินหลายปี ({said}) ให้ระบุปีของผลด้วย --year",
            en=f"the booklet speaks of results of several years ({said}); say with --year which it gives",
        )
    else:
        text = Text(
            th="ไม่พบว่าเป็นผลการประเมินของปีใด ให้ระบุปีของผลด้วย --year เช่น --year 2568",
            en="of which year the results are does not stand in the booklet; say it with --year, as --year 2568",
        )
    return Problem("--year", text, file=document)


def past_of(rules: Criteria) -> dict[int, str | None]:
    """The editions of the years before, by the same body; None where there is none."""
    earlier = {year: same_body(rules.id, year) for year in range(rules.year - EARLIER, rules.year)}
    return {year: name if name in editions() else None for year, name in earlier.items()}


def fitting(
    data: dict[str, Any],
    places: Mapping[str, Sequence[str]],
    document: str,
    find: Callable[[str], Criteria] = edition,
) -> tuple[Round, list[Doubtful]]:
    """A draft as a round; what does not fit the file's rules is taken out of ``data`` and told."""
    doubts = list[Doubtful]()
    for _ in range(MOST_MENDED):
        try:
            return read_data(data, edition=find), doubts
        except Refused as refused:
            for problem in refused.problems:
                place = _taken_out(data, problem.place.split("."))
                if place is None:
                    raise Refused([Problem("", each.text, file=document) for each in refused.problems]) from refused
                doubts.append(Doubtful(_place_of(place, places), "", problem.text))
    raise file_refusal(
        document,
        "ตัวเลขในเอกสารขัดกันเองหลายแห่ง จึงจัดทำเป็นไฟล์ข้อมูลไม่ได้",
        "too many of the booklet's numbers do not fit one another to make a file of them",
    )


def _place_of(path: Sequence[str], places: Mapping[str, Sequence[str]]) -> str:
    """A place that a value of the draft was read at; empty where it is not known."""
    names = set(filter(None, path))
    best = max(places, key=lambda name: len(names & set(name.replace(":", ".").split("."))), default="")
    return places[best][0] if best else ""


# Sections that a file can do without.
_LOOSE = frozenset(("answers", "disclosure", "published", "history", "plan"))


def _taken_out(data: dict[str, Any], path: list[str]) -> list[str] | None:
    """Takes the value at a path, or the nearest that stands above it, out of the data; None where none can go."""
    if not path or path[0] not in _LOOSE:
        return None
    if path[0] == "disclosure":
        path = path[:2]  # an item without its mark says nothing
    above: list[tuple[Any, Any]] = []
    at: Any = data
    for step in path:
        key: Any = int(step) if isinstance(at, list) and step.isdecimal() else step
        try:
            below = at[key]
        except (KeyError, IndexError, TypeError):
            break
        above.append((at, key))
        at = below
    if not above:
        return path if path[0] not in data else None
    holder, key = above[-1]
    del holder[key]
    for outer, name in reversed(above[:-1]):
        if not outer[name] and outer[name] != 0:
            del outer[name]
    return path


@dataclass(frozen=True, slots=True)
class Apart:
    """A booklet that was read in a process of its own: whose it says it is, what it became, its pictures."""

    whose: Whose
    booklet: Booklet
    pictures: tuple[int, ...]


def read_whole_apart(data: bytes, document: str, agency: str, criteria: Criteria) -> Apart:
    """A booklet of an agency by an edition, read and settled where it harms nothing.

    Raises ``Refused`` for what cannot be read, and where that takes more than any booklet does.
    """
    if criteria.id not in editions():  # of the site alone: no other process has it
        reading = read_apart(data, document)
        return _whole(whose(reading.pieces), reading, agency, criteria)
    return apart(_read_whole, document, data, document, agency, criteria.id)


def _read_whole(data: bytes, document: str, agency: str, name: str) -> Apart:
    reading = read_document(data, document)
    return _whole(whose(reading.pieces), reading, agency, edition(name))


def _whole(found: Whose, reading: Reading, agency: str, criteria: Criteria) -> Apart:
    of = replace(found, agency=agency, kind=kind_of_name(agency))
    return Apart(found, read_booklet(reading.pieces, criteria, of, past_of(criteria)), reading.pictures)


def plain(read: ReadBooklet, language: str) -> Mapping[str, object]:
    """What was read as plain data, for a report."""
    return {
        "agency": read.round.facts.agency.name,
        "year": read.round.facts.year,
        "criteria": read.round.facts.criteria,
        "taken": read.counts,
        "numbers": read.numbers,
        "unread": len(read.unread),
        "pictures": list(read.pictures),
        "doubtful": [
            {"place": doubt.place, "words": doubt.words, "why": doubt.why.th if language == "th" else doubt.why.en}
            for doubt in read.doubts
        ],
    }

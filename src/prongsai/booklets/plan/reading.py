"""The plan that a document's tables of measures hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.plan.about import about_of, issue_in
from prongsai.booklets.plan.heads import Head, head_of, names_measures, squashed
from prongsai.booklets.plan.layers import Stack, Stacked
from prongsai.booklets.plan.owners import without_names
from prongsai.booklets.plan.periods import day_said
from prongsai.booklets.plan.rows import Read, row_of
from prongsai.booklets.plan.years import OF_MEASURES, year_of_periods, year_said, years_in
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid, Passage, Piece

_NO_YEAR = Text(
    th="ตารางนี้เป็นตารางมาตรการ แต่ไม่พบว่าเป็นแผนของปีงบประมาณใด จึงไม่ได้นำเข้าแผน ให้ระบุปีงบประมาณไว้ที่ชื่อตาราง",
    en="a table of measures, but no fiscal year is said for it: name the year in its title",
)
_DRAFT = Text(
    th="ตารางนี้เป็นร่างข้อเสนอ ยังไม่เป็นแผนของหน่วยงาน จึงไม่ได้นำเข้าแผน",
    en="a draft of proposals, not yet the agency's plan",
)
_ALIKE = Text(
    th="ตารางนี้มีหัวช่องมาตรการ แต่ไม่พบช่องขั้นตอน ระยะเวลา หรือผู้รับผิดชอบ จึงไม่ได้นำเข้าแผน",
    en="a table with a heading for measures, but none for steps, period or unit responsible",
)
_LOOSE = Text(
    th="ตารางนี้ต่อจากตารางมาตรการแต่ไม่มีหัวตาราง จึงไม่ได้นำเข้าแผน",
    en="this table follows the table of measures without a head of its own",
)
_LINE = Text(
    th="ข้อความนี้คั่นกลางตารางมาตรการ ไม่ใช่ประเด็นหรือตัวชี้วัดของปีที่ประเมิน จึงไม่ได้นำเข้าแผน",
    en="a line within the table of measures that names no issue or indicator of the year assessed",
)
_TWICE = Text(
    th="มาตรการนี้อยู่ในตารางก่อนหน้าแล้ว จึงไม่ได้นำเข้าแผนซ้ำ",
    en="the measure stands in an earlier table already, and was not taken twice",
)
_BETWEEN = Text(
    th="ข้อความนี้อยู่ระหว่างหน้าของตารางมาตรการ อาจเป็นส่วนท้ายของช่องในแถวก่อนหน้า จึงไม่ได้นำเข้าแผน ให้ตรวจข้อความของแถวนั้น",
    en="between two pages of the table of measures: it may be the end of a cell above; check that row",
)
_TITLE = re.compile(r"มาตรการ|แผน|การ\s?นำ\s?ผล|ขับ\s?เคลื่อน|ปรับ\s?ปรุง")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)](?:\d{1,2}[.)]?)*\s*")
_PROPOSED = "ร่างข้อเสนอ"
# Paragraphs above a table, and those that open a document, in which its year may stand.
_ABOVE, _OPENING = 3, 12


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan in the shape of a round file's ``plan``, or None. ``places``: where each row stands, its first words."""

    plan: dict[str, Any] | None = None
    places: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubtful, ...] = ()


@dataclass(slots=True)
class _Table:
    grid: Grid
    head: Head
    first: int  # the row behind the head
    texts: tuple[str, ...]  # that may say the year, the nearest first
    opening: tuple[str, ...]  # lines that open the document
    issue: str | None
    bare: bool = False  # nothing stands between it and the table before
    follows: bool = False  # goes on with the table before


def plan_in(pieces: Sequence[Piece], criteria: Criteria, year: int) -> PlanRead:
    """The plan of a document's tables, in order, of results of ``year``; read by the names of ``criteria``.

    A plan is for a later year. One of ``year`` itself, a report of how it was carried out, fits a file without results
    alone: a round with results and such a plan is refused.
    """
    doubts: list[Doubtful] = []
    words = Lexicon(criteria)
    before: int | None = None
    by_year: dict[int, list[tuple[_Table, list[Stack], list[Read]]]] = {}
    for tables in _plans(pieces, doubts):
        stacked = _stacked(tables)
        reads = [row_of(stack, words) for stack in stacked.stacks]
        doubts += [Doubtful(place, line, _LINE) for place, line in stacked.lines if about_of(words, line).rest]
        said = _year_of(tables, reads, year)
        if said is None and tables[0].bare:
            said = before
        before = said
        if said is None:
            doubts += [Doubtful(stack.place, stack.words(), _NO_YEAR) for stack in stacked.stacks]
        else:
            by_year.setdefault(said, []).append((tables[0], stacked.stacks, reads))
    chosen = _chosen(by_year, year)
    for other, read in by_year.items():
        if other != chosen:
            doubts += [Doubtful(stack.place, stack.words(), _other(other)) for _, stacks, _ in read for stack in stacks]
    found = PlanRead(doubts=tuple(doubts)) if chosen is None else _made(criteria, chosen, by_year[chosen], doubts)
    # What is told of a text is no place for a name either.
    return replace(found, doubts=tuple(replace(doubt, words=without_names(doubt.words)) for doubt in found.doubts))


def _plans(pieces: Sequence[Piece], doubts: list[Doubtful]) -> Iterator[list[_Table]]:
    """Tables of measures, those together that go on with one another."""
    together: list[_Table] = []
    first = [piece.text for piece in pieces[: 4 * _OPENING] if isinstance(piece, Passage)][:_OPENING]
    opening = [text for text in first if OF_MEASURES.search(text)]
    often = Counter(piece.text for piece in pieces if isinstance(piece, Passage))
    above: list[Passage] = []
    for piece in pieces:
        if isinstance(piece, Passage):
            above.append(piece)
        if not isinstance(piece, Grid) or piece.chart or not any(map(any, piece.rows)):
            continue
        head = head_of(piece)
        if head is not None:
            texts = _texts_above(piece, above, head)
            if any(_PROPOSED in text for text in texts[:4]):
                doubts.append(Doubtful(piece.place, _all_words(piece, head.last + 1), _DRAFT))
            else:
                issue = next((found for one in reversed(above[-2:]) if (found := issue_in(one.text))), None)
                table = _Table(piece, head, head.last + 1, texts, tuple(opening), issue, bare=not above)
                if together and together[0].head.kinds != head.kinds:
                    yield together
                    together = []
                if together:
                    doubts += [Doubtful(one.place, one.text, _BETWEEN) for one in above if _cut(one, often)]
                together.append(table)
        elif together and not above and together[-1].grid.columns == piece.columns:
            if not any(piece.rows[0][number : number + 1] != ("",) for number in together[-1].head.at("measures")):
                table = _Table(piece, together[-1].head, 0, (), (), None, follows=True)
                together.append(table)
            else:
                doubts.append(Doubtful(piece.place, _all_words(piece, 0), _LOOSE))
        elif names_measures(piece):
            doubts.append(Doubtful(piece.place, _all_words(piece, 1), _ALIKE))
        above = []
    if together:
        yield together


def _cut(passage: Passage, often: Counter[str]) -> bool:
    """Whether a line between two pages of a table may be the end of a cell: no heading, title or head of the page."""
    text = passage.text
    if not passage.place.startswith("หน้า") or passage.level is not None or often[text] > 1:
        return False
    title = issue_in(text) is not None or years_in(text) or _TITLE.search(text) or "(ต่อ)" in text
    return not title and re.search("[ก-๙A-Za-z]", text) is not None


def _texts_above(grid: Grid, above: Sequence[Passage], head: Head) -> tuple[str, ...]:
    own = [row[0] for row in grid.rows[: head.first] if row and len(set(filter(None, row))) == 1 and row[0]]
    near = [passage.text for passage in reversed(above[-_ABOVE:])]
    return tuple(filter(None, (grid.caption, *own, *near, *reversed(grid.headings))))


def _all_words(grid: Grid, first: int) -> str:
    return "\n".join(cell for row in grid.rows[first:] for cell in dict.fromkeys(row) if cell)


def _stacked(tables: Sequence[_Table]) -> Stacked:
    stacked = Stacked()
    for table in tables:
        if table.issue is not None:
            stacked.issue, stacked.heading = table.issue, None
        for row in () if table.follows else table.grid.rows[: table.head.first]:
            if row and issue_in(row[0]) is not None:
                stacked.line_over(table.grid.place, row)
        stacked.add(table.grid, table.head, first=table.first)
    return stacked


def _year_of(tables: Sequence[_Table], reads: Sequence[Read], year: int) -> int | None:
    """The year that what stands above the tables says; else the document's beginning, or the period of every row."""
    near = next((said for table in tables if (said := year_said(table.texts, year)) is not None), None)
    if near is not None:
        return near
    opening = year_said(tables[0].opening, year)
    if opening is not None and opening > year:
        return opening
    rows = [read for read in reads if read.row is not None]
    texts = [read.row["period"]["text"] for read in rows if read.row and "period" in read.row]
    whole = len(texts) == len(rows) > 0
    of_rows = year_of_periods(texts, [read.days for read in rows], year) if whole else None
    # Of an earlier year the beginning of a document speaks for many reasons.
    return of_rows if of_rows is not None else opening if opening == year else None


def _chosen(by_year: dict[int, Any], year: int) -> int | None:
    """The plan made from the results, where there are plans of several years: the first year after them."""
    later = sorted(one for one in by_year if one > year)
    return later[0] if later else year if year in by_year else None


def _other(year: int) -> Text:
    return Text(
        th=f"ตารางนี้เป็นแผนของปีงบประมาณ พ.ศ. {year} ซึ่งไม่ใช่แผนจากผลการประเมินครั้งนี้ จึงไม่ได้นำเข้าแผน",
        en=f"a plan of the fiscal year {year}, not the one made from these results",
    )


def _made(
    criteria: Criteria, year: int, read: Sequence[tuple[_Table, list[Stack], list[Read]]], doubts: list[Doubtful]
) -> PlanRead:
    rows: list[dict[str, Any]] = []
    places: list[tuple[str, str]] = []
    known: set[tuple[str, ...]] = set()
    table = read[0][0]
    form = _form(criteria, table.head)
    issues = {number for number, _, _ in criteria.forms[form].issues} if form else set()
    for _, stacks, ones in read:
        before = set(known)
        for stack, one in zip(stacks, ones, strict=True):
            row = one.row
            key = tuple(squashed(str(entry)) for entry in row["measures"]) if row else ()
            if row is None or key not in before:
                doubts += one.doubts
            if row is None:
                continue
            if key in before:
                doubts.append(Doubtful(stack.place, stack.words(), _TWICE))
                continue
            known.add(key)
            if "issue" in row and issues and row["issue"] not in issues:
                doubts.append(Doubtful(stack.place, row["issue"], _no_issue(row["issue"])))
                del row["issue"]
            rows.append(row)
            first = row["measures"][0]
            places.append((stack.place, first if isinstance(first, str) else first["heading"]))
    if not rows:
        return PlanRead(doubts=tuple(doubts))
    plan: dict[str, Any] = {"year": year}
    if form is not None:
        plan["form"] = form
    title = table.grid.headings[-1] if table.grid.headings else ""
    if _TITLE.search(title):
        plan["title"] = _NUMBER.sub("", digits(title))
    as_of = next((found for text in table.texts if (found := day_said(text))), None)
    if as_of is not None and table.head.at("result"):
        plan["progress"] = {"as_of": as_of.isoformat()}
    plan["rows"] = rows
    return PlanRead(plan, tuple(places), tuple(doubts))


def _no_issue(number: str) -> Text:
    return Text(th=f"แบบแผนนี้ไม่มีประเด็นที่ {number}", en=f"the plan's form has no issue {number}")


def _form(criteria: Criteria, head: Head) -> str | None:
    """The edition's form with the same headings; None where no form has them."""
    mine = [squashed(column.heading) for column in head.columns]
    for name, form in criteria.forms.items():
        if [squashed(column.heading) for column in form.columns] == mine:
            return name
    return None

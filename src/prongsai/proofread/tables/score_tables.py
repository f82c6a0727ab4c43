"""Scores, ranks and changes in tables and charts: claimed where head and row together name one figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from prongsai.analyze.claims import Claim, ClaimKind
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Lexicon, Mention
from prongsai.language.thai_text import digits, squeezed
from prongsai.proofread.document.passages import Grid
from prongsai.proofread.statement import Ground, Said, among_any, said
from prongsai.proofread.tables.columns import EDGE, LEVEL, OTHER, SCORE, YEAR_ONLY, Column, column_of, of_total
from prongsai.proofread.wordings import OF_WORK, OTHER_SCORES, everyday

_CELL = re.compile(r"([+-]?)\s?(\d{1,3}(?:\.\d{1,4})?)\s?(?:คะแนน|(%)|/\s?100(?:\.00)?)?\s?\*?")
_MOST = 100
# A first column of others: units, places, months.
_OTHERS_ROWS = re.compile(
    r"(?:ชื่อ\s?)?(?:อปท|คณะ|โรงเรียน|กระทรวง|กรม|ประเภท|ตำแหน่ง|อายุ|เพศ)|กอง|สำนัก|หน่วย\s?งาน|ส่วน\s?ราชการ|สังกัด|อำเภอ|จังหวัด|กลุ่ม|เดือน"
)
# Columns that give what an earlier document said wrongly, beside what is right.
OLD_WORDS = re.compile(r"ข้อ\s?ความ\s?(?:ที่\s?)?เดิม|เอกสาร\s?(?:เดิม|ระบุ|ว่า)|ก่อน\s?แก้|ที่\s?ผิด")
_EDGE_LABEL = re.compile(r"คะแนน\s?(?:ต่ำ|น้อย|สูง|มาก)\s?(?:ที่\s?)?สุด\s?(?::|คือ)")
# What may stand before the name that a row is about: a list number, a small word.
_LEAD = re.compile(r"[\s\d.)•*–-]*(?:ข้อ|ด้าน|ผล\s?คะแนน|คะแนน)?\s*(?:ที่\s*)?")
# What a row is called that gives the scores of the heads above it.
_SCORES_ROW = re.compile(
    r"(?:ผล|คะแนน|ร้อยละ|ค่า\s?(?:คะแนน|เฉลี่ย$)|ปี|พ\.\s?ศ|25\d\d|['’]?[567]\d$|รวม|เฉลี่ย$|หน่วย\s?งาน(?!\s?อื่น)|ITA|ระดับ|[-–]$)"
)
_FINER = ("instrument", "indicator", "sub_indicator", "item")
_TOTAL_ROW = re.compile(r"(?:คะแนน\s?)?(?:รวม|เฉลี่ย\s?รวม)(?:\s?ทั้ง\s?(?:สิ้น|หมด))?|รวม\s?คะแนน")

# A first column of what the agency does.
_WORK_HEAD = re.compile(r"(?:ที่ |ลำดับ(?:ที่)? )?(?:มาตรการ|งาน(?!\S)|แผน)")


class ScoreTables:
    """Finds claims in the cells of tables."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def _others(self, grid: Grid, row: Sequence[str]) -> bool:
        """Whether a row is another agency's or a unit's: by its own words, or by the head over its names."""
        names = self.ground.names
        if any(names.another(digits(cell)) for cell in row):
            return True
        named = [
            cell
            for head, cell in zip(grid.rows[0], row, strict=False)
            if not _CELL.fullmatch(digits(cell)) and _OTHERS_ROWS.match(head)
        ]
        return bool(named) and not any(names.column(digits(cell)) for cell in named)

    def _speaks_of_all(self, grid: Grid, row: Sequence[str]) -> bool:
        """Whether the words of a row that names no figure say no more than that its numbers are the scores."""
        words = [cell for cell in row if cell and not _CELL.fullmatch(digits(cell))]
        return not words or _SCORES_ROW.match(digits(words[0])) is not None or self._own(grid, row)

    def _own(self, grid: Grid, row: Sequence[str]) -> bool:
        """Whether a row is the agency's by its name, or the only row under the names of instruments."""
        words = [cell for cell in row if cell and not _CELL.fullmatch(digits(cell))]
        if any(self.ground.names.column(digits(cell)) for cell in words):
            return True
        return len(grid.rows) - max(grid.head, 1) <= 1 and all(
            self.ground.words.levels.fullmatch(cell) for cell in words
        )

    def head_rows(self, grid: Grid) -> int:
        """How many rows are the head: as the document says, else a first row without numbers."""
        if grid.head or not grid.rows:
            return min(grid.head, len(grid.rows))
        first = grid.rows[0]
        full = [cell for cell in first if cell]
        if len(full) > 1 and not any(_CELL.fullmatch(digits(cell)) for cell in full):
            names = any(self._mention(cell, ()) for cell in full[:1])
            return 0 if names and not SCORE.search(" ".join(full)) else 1
        return 0

    def read(self, grid: Grid, context: Sequence[str]) -> list[Said]:
        """The claims of a table's number cells; its prose is read as prose."""
        head = self.head_rows(grid)
        around = (*context, *grid.before, grid.caption)
        heads = " ".join(cell for row in grid.rows[:head] for cell in row)
        without = self.ground.names.without
        of_work = any(OF_WORK.search(without(words)) for words in (heads, *grid.before, grid.caption, *context[-1:]))
        of_work |= OTHER_SCORES.search(heads) is not None or _WORK_HEAD.match(heads) is not None
        columns = [column_of(self.ground, grid, head, at, around) for at in range(grid.columns)]
        columns = of_total(self.ground, columns, around)
        past = [column.year for column in columns if column.year is not None and column.year < self.ground.year]
        section: tuple[str, ...] = ()
        statements: list[Said] = []
        for number, row in enumerate(grid.rows[head:], start=head + 1):
            texts = {cell for cell in row if cell}
            if not texts or row in grid.rows[:head]:
                continue
            if len(texts) == 1 and len(row) > 1:
                (only,) = texts
                if not _CELL.fullmatch(digits(only)):
                    section = (only,)
                    continue
            if (of_work and self._everyday(row)) or self._of_other_scale(grid, head, row):
                continue
            statements += self._row(grid, row, number, columns, (*around, *section), past, headed=head > 0)
        return statements

    def _of_other_scale(self, grid: Grid, head: int, row: Sequence[str]) -> bool:
        """Whether the full mark that a row gives is not a hundred."""
        heads = [
            squeezed(" ".join(above[at] for above in grid.rows[:head] if at < len(above))) for at in range(len(row))
        ]
        full = [digits(cell).strip() for cell, words in zip(row, heads, strict=True) if "คะแนนเต็ม" in words]
        return any((value := _CELL.fullmatch(cell)) is not None and Decimal(value[2]) != _MOST for cell in full)

    def _everyday(self, row: Sequence[str]) -> bool:
        """Whether a row is about an indicator's bare name, which over a table of the agency's work is none."""
        named = [(digits(cell), found) for cell in row if (found := self._mention(cell, ())) is not None]
        return bool(named) and everyday(*named[0])

    def subject(self, row: Sequence[str], context: Sequence[str]) -> tuple[FigureId, ...]:
        """The figures that a row speaks of, by the first of its cells that begins with a name or code."""
        for cell in row:
            if not _CELL.fullmatch(digits(cell)) and (mention := self._mention(cell, context)):
                return mention.figures
        return ()

    def _finest(self, row: Sequence[str], columns: Sequence[Column], context: Sequence[str]) -> tuple[FigureId, ...]:
        """The figures of a row in which several names stand before its numbers: "OIT | การเปิดเผยข้อมูล | 88.75" is of the
        indicator where a head says so, else of either.
        """
        named: list[tuple[int, Mention]] = []
        for at, cell in enumerate(row):
            if _CELL.fullmatch(digits(cell.split("\n")[0])):
                break
            mention = self._mention(cell, context)
            if mention is not None and mention.figures and (not named or mention.figures != named[-1][1].figures):
                named.append((at, mention))
        if len(named) < 2 or named[0][1].whole:
            return self.subject(row, context)
        (_, first), (at, last) = named[0], named[-1]
        if last.whole or _FINER.index(last.kind) <= _FINER.index(first.kind):
            return first.figures
        finer = last.figures
        if first.kind == "instrument":
            finer = tuple(dict.fromkeys(figure for figure in map(self._within(first), last.figures) if figure))
        if not finer:
            return ()
        return finer if columns[at].lists or not columns[at].named else (*finer, *first.figures)

    def _within(self, whole: Mention) -> Callable[[FigureId], FigureId | None]:
        """A figure in an instrument or part; a sub-indicator stands in one anyhow."""
        name = whole.figures[0]
        words = self.ground.words
        return lambda figure: figure if figure.kind == "sub_indicator" else self._narrow(words, figure, name)

    def _narrow(self, words: Lexicon, figure: FigureId, name: str) -> FigureId | None:
        instrument = self.ground.criteria.instruments.get(name)
        parts = [part.id for part in instrument.parts] if instrument is not None else []
        if figure.kind == "item" and figure.part in parts:
            return figure
        return words.narrowed(figure, name)

    def _mention(self, cell: str, context: Sequence[str]) -> Mention | None:
        """What a cell is about: it begins with it, apart from a list number, and names nothing else of its kind."""
        plain = digits(cell.replace("\n", " "))
        if edge := _EDGE_LABEL.match(plain):
            named = [mention for mention in self.ground.words.mentions(plain, context) if mention.start >= edge.end()]
            return named[0] if named and not named[0].whole and named[0].start - edge.end() <= 2 else None
        mentions = self.ground.words.mentions(plain, context)
        if not mentions or not _LEAD.fullmatch(plain[: mentions[0].start]):
            return None
        first = mentions[0]
        strong = {mention.figures for mention in mentions if not mention.whole}
        if first.whole:
            return first if len(strong) == 0 else next(mention for mention in mentions if not mention.whole)
        parts = self.ground.criteria.part_ids()
        for mention in mentions[1:]:
            # "แบบวัด… (EIT) คะแนนเฉลี่ยของ EIT ส่วนที่ 1", "ตัวชี้วัดที่ 6 (EIT ส่วนที่ 1)": the part narrows the first.
            if mention.figures and mention.figures[0] in parts and mention.start - first.end < 40:
                return replace(first, figures=self._narrowed(first, mention), end=mention.end)
        if len(strong) > 1 and any(
            _same_kind(first, mention) for mention in mentions[1:] if mention.figures != first.figures
        ):
            return None
        return first

    def _narrowed(self, of: Mention, part: Mention) -> tuple[FigureId, ...]:
        """A figure in a part of its instrument; the part itself where ``of`` is its instrument."""
        figure, name = of.figures[0] if of.figures else FigureId(""), part.figures[0]
        narrowed = self.ground.words.narrowed(figure, name)
        if narrowed is not None:
            return (narrowed,)
        if figure.kind == "indicator":
            return ()
        return of.figures if figure.kind == "item" else part.figures

    def _row(
        self,
        grid: Grid,
        row: tuple[str, ...],
        number: int,
        columns: list[Column],
        around: Sequence[str],
        past: Sequence[int],
        *,
        headed: bool,
    ) -> list[Said]:
        where = grid.row_place(number)
        quote = " | ".join(dict.fromkeys(cell.replace("\n", " ") for cell in row if cell))
        quote = quote if len(quote) <= 120 else quote[:119] + "…"
        label = next((cell for cell in row if cell and not _CELL.fullmatch(digits(cell))), "")
        figures = self._finest(row, columns, around)
        whole = bool(_TOTAL_ROW.fullmatch(label.strip())) or figures[:1] == ("total",)
        year = self._row_year(row, label, columns)
        statements = self._edges(row, where, quote) + self._level(row, columns, where, quote)
        if OTHER.search(label) and not figures:
            return statements
        values = [(at, cell, _CELL.fullmatch(digits(cell))) for at, cell in enumerate(row)]
        scores = [at for at, cell, value in values if value and ("." in value[2] or "คะแนน" in cell)]
        lone = scores[0] if len(scores) == 1 else -1
        seen = set[tuple[str, str]]()
        for at, cell in enumerate(row):
            column = columns[at]
            if (cell, column.kind) in seen and column.mention is None and column.year is None:
                continue  # a merged cell, spread out
            seen.add((cell, column.kind))
            if column.kind in ("lowest", "highest"):
                statements += self._named_edge(column, cell, figures, around, where, quote)
            value = _CELL.fullmatch(digits(cell.split("\n")[0]))
            if value is None or Decimal(value[2]) > _MOST:
                continue
            if not headed:
                if figures and lone == at and not value[1] and not value[3]:
                    statements.append(said("score", figures, value[2], where, quote))
                continue
            if column.kind == "words":
                # No head says what the number is: only a lone score that says "คะแนน", or has no head at all.
                if figures and lone == at and not value[1] and not value[3] and ("คะแนน" in cell or not column.named):
                    statements.append(said("score", figures, value[2], where, quote))
                continue
            statements += self._number(
                column,
                value,
                figures,
                where,
                quote,
                year=year,
                whole=whole,
                past=past,
                grid=grid,
                cells=row,
                any_score=bool(scores),
            )
        return statements

    def _row_year(self, row: tuple[str, ...], label: str, columns: list[Column]) -> int | None:
        for cell in (label, row[0]):
            plain = digits(cell).strip()
            if only := YEAR_ONLY.fullmatch(plain):
                return int(only[1]) if only[1] else 2500 + int(only[2])
        if columns[0].years and re.fullmatch(r"['’]?[567]\d", digits(row[0]).strip()):
            return 2500 + int(digits(row[0]).strip("'’ "))
        return None

    def _number(
        self,
        column: Column,
        value: re.Match[str],
        row: tuple[FigureId, ...],
        where: str,
        quote: str,
        *,
        year: int | None,
        whole: bool,
        past: Sequence[int],
        grid: Grid,
        cells: Sequence[str],
        any_score: bool,
    ) -> list[Said]:
        others = not row and (self._others(grid, cells) or not self._speaks_of_all(grid, cells))
        own = not others and self._own(grid, cells)
        figures = self._figures(column, row, whole=whole, own=own, year=year, grid=grid)
        if not figures or others:
            return []
        if column.kind == "rank":
            if value[1] or "." in value[2] or not any_score or figures[0].kind not in ("indicator", "sub_indicator"):
                return []
            sets: list[str | None] = [None]
            if figures[0].kind == "indicator" and not self._mixed(grid):
                sets.append(self.ground.criteria.indicators[figures[0].number].instrument)
            return [among_any(said("rank", figures, value[2], where, quote), sets)]
        if column.kind == "change":
            since = column.year if column.year is not None and column.year < self.ground.year else max(past, default=0)
            if not since:
                return []
            signs = [value[1]] if value[1] else ["+", "-"]
            readings = [
                reading
                for sign in signs
                for reading in said("change", figures, f"{sign}{value[2]}", where, quote, since=since).readings
            ]
            return [Said(tuple(readings))]
        if column.kind != "score" or value[1]:
            return []
        if column.bare and "." not in value[2] and value[2] != "100":
            return []
        at = column.year or year
        if at is not None and at > self.ground.year:
            return []
        return [
            said(
                "score", figures, value[2], where, quote, since=at if at is not None and at < self.ground.year else None
            )
        ]

    def _mixed(self, grid: Grid) -> bool:
        """Whether a table lists indicators of several instruments: then its ranks are among all."""
        named = {figure for row in grid.rows for figure in self.subject(row, ())[:1] if figure.kind == "indicator"}
        indicators = self.ground.criteria.indicators
        return len({indicators[figure.number].instrument for figure in named}) > 1

    def _figures(
        self, column: Column, row: tuple[FigureId, ...], *, whole: bool, own: bool, year: int | None, grid: Grid
    ) -> tuple[FigureId, ...]:
        """What head and row together name; empty where they name two things or none."""
        there = column.mention
        if there is not None and there.whole:
            # "คะแนนเฉลี่ย" over a column of other agencies is not this one's: beside years or the agency's name it is.
            there = there if not row and (year is not None or own) else None
        if row and not whole:
            if there is None:
                return row
            if there.figures[0] in (*self.ground.criteria.part_ids(), *self.ground.criteria.instruments):
                mention = Mention(0, 0, row)
                if row[0] in (*self.ground.criteria.part_ids(), *self.ground.criteria.instruments):
                    whole_one = self.ground.criteria.instruments.get(row[0])
                    whole_of = whole_one is not None and there.figures[0] in [part.id for part in whole_one.parts]
                    return there.figures if whole_of or row[0] == there.figures[0] else ()
                return self._narrowed(mention, there)
            return ()
        if there is not None:
            return there.figures
        if whole:
            return (FigureId("total"),)
        if year is not None:
            plain = digits(grid.caption)
            named = self.ground.words.mentions(plain)
            if len({mention.figures for mention in named}) == 1:
                return named[0].figures
        return ()

    def _edges(self, row: tuple[str, ...], where: str, quote: str) -> list[Said]:
        """``คะแนนสูงสุด | 99.31``: the value itself is the claim."""
        statements = []
        cells = [cell for at, cell in enumerate(row) if at == 0 or cell != row[at - 1]]
        for label, cell in pairwise(cells):
            edge = EDGE.fullmatch(digits(label).strip())
            value = _CELL.fullmatch(digits(cell))
            if edge and value and "." in value[2] and not value[1]:
                kind: ClaimKind = "lowest" if edge[1] else "highest"
                statements.append(Said((Claim(kind=kind, where=where, value=value[2], quote=quote),)))
        return statements

    def _named_edge(
        self, column: Column, cell: str, row: tuple[str, ...], around: Sequence[str], where: str, quote: str
    ) -> list[Said]:
        """A column of the lowest question of each row."""
        mention = self._mention(cell, around)
        if mention is None or mention.whole or not mention.figures or not row:
            return []
        kind: ClaimKind = "lowest" if column.kind == "lowest" else "highest"
        statement = said(kind, mention.figures, None, where, quote)
        return [among_any(statement, [row[0] if row[0] != "total" else None])]

    def _level(self, row: tuple[str, ...], columns: list[Column], where: str, quote: str) -> list[Said]:
        year = self._row_year(row, row[0], columns)
        whole = self.subject(row, ()) == ("total",) or self.ground.names.column(digits(row[0])) is True
        for at, cell in enumerate(row):
            before = row[at - 1] if at else ""
            under = columns[at].kind == "level" and (year or whole)
            if self.ground.words.levels.fullmatch(cell.strip(' “”"')) and (LEVEL.fullmatch(before.strip()) or under):
                years = {named for named in (columns[at].year, year) if named is not None}
                if len(years - {self.ground.year}) <= 1 and max(years, default=0) <= self.ground.year:
                    since = min(years, default=self.ground.year)
                    past = since if since < self.ground.year else None
                    name = cell.strip(' “”"').replace(" ", "")
                    return [said("level", ["level"], name, where, quote, since=past)]
        return []


def _same_kind(mention: Mention, other: Mention) -> bool:
    return not other.whole and mention.kind == other.kind

"""Scores, ranks and changes in tables and charts: claimed where head and row together name one figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prongsai.analyze.claims import Claim, ClaimKind
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits, squeezed
from prongsai.proofread.document.passages import Grid
from prongsai.proofread.statement import Ground, Said, among_any, said
from prongsai.proofread.wordings import OF_WORK, OTHER_SCORES, everyday, named_years

_CELL = re.compile(r"([+-]?)\s?(\d{1,3}(?:\.\d{1,4})?)\s?(?:คะแนน)?\s?\*?")
_YEAR_ONLY = re.compile(
    r"(?:ผล\s?)?(?:คะแนน\s?)?(?:ปี\s?)?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?(25\d\d)|"
    r"(?:ผล\s?)?(?:คะแนน\s?)?ปี\s?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?['’]?([567]\d)"
)
# A first column of others: units, places, months.
_OTHERS_ROWS = re.compile(r"กอง|สำนัก|หน่วย\s?งาน|ส่วน\s?ราชการ|สังกัด|อำเภอ|จังหวัด|กลุ่ม|เดือน")
_YEAR_COLUMN = re.compile(r"ปี\s?(?:งบ\s?(?:ประมาณ)?)?(?:\s?พ\.?\s?ศ\.?)?")
# Columns and rows whose numbers look like scores and are none.
_OTHER = re.compile(
    r"น้ำ\s?หนัก|คะแนน\s?เต็ม|เกณฑ์|เป้า\s?หมาย|ขาด|เสีย|เพิ่ม\s?ได้|ช่วง|ประเทศ|จังหวัด\s?อื่น|ค่า\s?เฉลี่ย\s?(?:ของ|ระดับ|กลุ่ม)|ขั้น\s?ต่ำ|จำนวน|"
    r"คืน|จะ\s?เพิ่ม\s?ขึ้น|คำ\s?ตอบ|^(?:\d+ )?\d+ คะแนน|ผู้\s?ตอบ|หน้า|ส่วน\s?ที่\s?หาย|ถ่วง|โอกาส|ผล\s?ต่อ|มี\s?ผล|คำนวณ"
)
# Charts of how many answered what.
_NO_SCORES = re.compile(r"คำ\s?ตอบ|ร้อยละ|สัด\s?ส่วน|จำนวน|ผู้\s?ตอบ|น้ำ\s?หนัก")
# Columns that give what an earlier document said wrongly, beside what is right.
OLD_WORDS = re.compile(r"ข้อ\s?ความ\s?(?:ที่\s?)?เดิม|เอกสาร\s?(?:เดิม|ระบุ|ว่า)|ก่อน\s?แก้|ที่\s?ผิด")
_CHANGE = re.compile(r"ผล\s?ต่าง|เปลี่ยน\s?แปลง|ส่วน\s?ต่าง|เพิ่ม\s?(?:ขึ้น)?\s?[/(]\s?\(?ลด|^เพิ่ม|^ลด|เทียบ\s?(?:กับ\s?)?ปี")
_RANK = re.compile(r"อันดับ")
_SCORE = re.compile(r"คะแนน|ผล\s?(?:การ\s?)?ประเมิน")
_SHARE = re.compile(r"ร้อยละ|สัด\s?ส่วน|%")
_LEVEL = re.compile(r"ระดับ\s?(?:ผล\s?(?:การ\s?)?ประเมิน|ผล\s?คะแนน|ที่\s?ได้)?")
_EDGE = re.compile(r"(?:คะแนน\s?)?(?:(ต่ำ|น้อย)|(?:สูง|มาก))\s?(?:ที่\s?)?สุด")
_EDGE_LABEL = re.compile(r"คะแนน\s?(?:ต่ำ|น้อย|สูง|มาก)\s?(?:ที่\s?)?สุด\s?(?::|คือ)")
# What may stand before the name that a row is about: a list number, a small word.
_LEAD = re.compile(r"[\s\d.)•*–-]*(?:ข้อ|ด้าน|ผล\s?คะแนน|คะแนน)?\s*(?:ที่\s*)?")
_TOTAL_ROW = re.compile(r"(?:คะแนน\s?)?(?:รวม|เฉลี่ย\s?รวม)(?:\s?ทั้ง\s?(?:สิ้น|หมด))?|รวม\s?คะแนน")

# A first column of what the agency does.
_WORK_HEAD = re.compile(r"(?:ที่ |ลำดับ(?:ที่)? )?(?:มาตรการ|งาน(?!\S)|แผน)")


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str  # score, change, rank, level, lowest, highest, other, words
    mention: Mention | None
    year: int | None
    bare: bool  # called by a year or a figure alone: only numbers with two decimals are scores
    named: bool  # whether a head stands over it
    years: bool = False  # whether its cells are years


class ScoreTables:
    """Finds claims in the cells of tables."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    @property
    def _agency(self) -> str:
        return squeezed(self.ground.facts.agency.name)

    def head_rows(self, grid: Grid) -> int:
        """How many rows are the head: as the document says, else a first row without numbers."""
        if grid.head or not grid.rows:
            return min(grid.head, len(grid.rows))
        first = grid.rows[0]
        full = [cell for cell in first if cell]
        if len(full) > 1 and not any(_CELL.fullmatch(digits(cell)) for cell in full):
            names = any(self._mention(cell, ()) for cell in full[:1])
            return 0 if names and not _SCORE.search(" ".join(full)) else 1
        return 0

    def read(self, grid: Grid, context: Sequence[str]) -> list[Said]:
        """The claims of a table's number cells; its prose is read as prose."""
        head = self.head_rows(grid)
        around = (*context, *grid.before, grid.caption)
        heads = " ".join(cell for row in grid.rows[:head] for cell in row)
        of_work = any(OF_WORK.search(words) for words in (heads, *grid.before, grid.caption, *context[-1:]))
        of_work |= OTHER_SCORES.search(heads) is not None or _WORK_HEAD.match(heads) is not None
        columns = [self._column(grid, head, at, around) for at in range(grid.columns)]
        columns = self._of_total(columns, around)
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
        return any(_CELL.fullmatch(cell) and float(cell.split()[0].rstrip("*")) != 100 for cell in full)

    def _everyday(self, row: Sequence[str]) -> bool:
        """Whether a row is about an indicator's bare name, which over a table of the agency's work is none."""
        named = [(digits(cell), found) for cell in row if (found := self._mention(cell, ())) is not None]
        return bool(named) and everyday(*named[0])

    def _of_total(self, columns: list[_Column], around: Sequence[str]) -> list[_Column]:
        """ "ปี | คะแนน | ระดับ": only the agency as a whole has a level, so that the score beside it is the total."""
        named = any(column.mention is not None for column in columns) or any(
            not mention.whole for words in around for mention in self.ground.words.mentions(digits(words))
        )
        scores = [at for at, column in enumerate(columns) if column.kind == "score"]
        if named or len(scores) != 1 or not any(column.kind == "level" for column in columns) or not columns[0].years:
            return columns
        total = Mention(0, 0, (FigureId("total"),))
        return [replace(column, mention=total) if at in scores else column for at, column in enumerate(columns)]

    def subject(self, row: Sequence[str], context: Sequence[str]) -> tuple[FigureId, ...]:
        """The figures that a row speaks of, by the first of its cells that begins with a name or code."""
        for cell in row:
            if not _CELL.fullmatch(digits(cell)) and (mention := self._mention(cell, context)):
                return mention.figures
        return ()

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

    def _column(self, grid: Grid, head: int, at: int, around: Sequence[str]) -> _Column:
        text = " ".join(dict.fromkeys(row[at] for row in grid.rows[:head] if at < len(row)))
        plain = digits(text.replace("\n", " ")).strip()
        every = [mention for mention in self.ground.words.mentions(plain, around) if mention.figures]
        mention = next((mention for mention in reversed(every) if not mention.whole), every[-1] if every else None)
        years = set(named_years(plain, self.ground.year))
        year = years.pop() if len(years) == 1 else None
        if re.fullmatch(r"[567]\d", plain) and 2500 + int(plain) in (self.ground.year, *self.ground.facts.history):
            year = 2500 + int(plain)  # "68" over scores
        bare = False
        if _CHANGE.search(plain) and not re.search(r"เป้า\s?หมาย", plain):
            kind = "change"
        elif _OTHER.search(plain):
            kind = "other"
        elif _RANK.search(plain):
            kind = "rank"
        elif edge := _EDGE.search(plain):
            kind = "lowest" if edge[1] else "highest"
        elif _SCORE.search(plain):
            kind = "score"
        elif _LEVEL.fullmatch(plain):
            kind = "level"
        elif _SHARE.search(plain):
            kind = "other"
        elif (
            _YEAR_ONLY.fullmatch(plain)
            or plain == f"{(year or 0) % 100}"
            or (mention and mention.end - mention.start >= len(plain) - 3)
        ):
            kind, bare = "score", True
        else:
            kind = "words"
        if grid.chart and kind == "score" and _NO_SCORES.search(grid.caption):
            kind = "other"
        return _Column(kind, mention, year, bare, bool(plain), _YEAR_COLUMN.fullmatch(plain) is not None)

    def _row(
        self,
        grid: Grid,
        row: tuple[str, ...],
        number: int,
        columns: list[_Column],
        around: Sequence[str],
        past: Sequence[int],
        *,
        headed: bool,
    ) -> list[Said]:
        where = grid.row_place(number)
        quote = " | ".join(dict.fromkeys(cell.replace("\n", " ") for cell in row if cell))
        quote = quote if len(quote) <= 120 else quote[:119] + "…"
        label = next((cell for cell in row if cell and not _CELL.fullmatch(digits(cell))), "")
        figures = self.subject(row, around)
        whole = bool(_TOTAL_ROW.fullmatch(label.strip())) or figures[:1] == ("total",)
        year = self._row_year(row, label, columns)
        statements = self._edges(row, where, quote) + self._level(row, columns, where, quote)
        if _OTHER.search(label) and not figures:
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
            if value is None:
                continue
            if not headed:
                if figures and lone == at and not value[1]:
                    statements.append(said("score", figures, value[2], where, quote))
                continue
            if column.kind == "words":
                # No head says what the number is: only a lone score that says "คะแนน", or has no head at all.
                if figures and lone == at and not value[1] and ("คะแนน" in cell or not column.named):
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
                any_score=bool(scores),
            )
        return statements

    def _row_year(self, row: tuple[str, ...], label: str, columns: list[_Column]) -> int | None:
        for cell in (label, row[0]):
            plain = digits(cell).strip()
            if only := _YEAR_ONLY.fullmatch(plain):
                return int(only[1]) if only[1] else 2500 + int(only[2])
        if columns[0].years and re.fullmatch(r"['’]?[567]\d", digits(row[0]).strip()):
            return 2500 + int(digits(row[0]).strip("'’ "))
        return None

    def _number(
        self,
        column: _Column,
        value: re.Match[str],
        row: tuple[FigureId, ...],
        where: str,
        quote: str,
        *,
        year: int | None,
        whole: bool,
        past: Sequence[int],
        grid: Grid,
        any_score: bool,
    ) -> list[Said]:
        figures = self._figures(column, row, whole=whole, year=year, grid=grid)
        if not figures or (not row and _OTHERS_ROWS.match(grid.rows[0][0]) and self._agency not in squeezed(quote)):
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
        self, column: _Column, row: tuple[FigureId, ...], *, whole: bool, year: int | None, grid: Grid
    ) -> tuple[FigureId, ...]:
        """What head and row together name; empty where they name two things or none."""
        there = column.mention
        if there is not None and there.whole:
            # "คะแนนเฉลี่ย" over a column of other agencies is not this one's: only beside years is it the total.
            there = there if not row and year is not None else None
        if row and not whole:
            if there is None:
                return row
            if there.figures[0] in (*self.ground.criteria.part_ids(), *self.ground.criteria.instruments):
                mention = Mention(0, 0, row)
                if row[0] in (*self.ground.criteria.part_ids(), *self.ground.criteria.instruments):
                    own = self.ground.criteria.instruments.get(row[0])
                    whole_of = own is not None and there.figures[0] in [part.id for part in own.parts]
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
            edge = _EDGE.fullmatch(digits(label).strip())
            value = _CELL.fullmatch(digits(cell))
            if edge and value and "." in value[2] and not value[1]:
                kind: ClaimKind = "lowest" if edge[1] else "highest"
                statements.append(Said((Claim(kind=kind, where=where, value=value[2], quote=quote),)))
        return statements

    def _named_edge(
        self, column: _Column, cell: str, row: tuple[str, ...], around: Sequence[str], where: str, quote: str
    ) -> list[Said]:
        """A column of the lowest question of each row."""
        mention = self._mention(cell, around)
        if mention is None or mention.whole or not mention.figures or not row:
            return []
        kind: ClaimKind = "lowest" if column.kind == "lowest" else "highest"
        statement = said(kind, mention.figures, None, where, quote)
        return [among_any(statement, [row[0] if row[0] != "total" else None])]

    def _level(self, row: tuple[str, ...], columns: list[_Column], where: str, quote: str) -> list[Said]:
        year = self._row_year(row, row[0], columns)
        whole = self.subject(row, ()) == ("total",) or squeezed(row[0]) == squeezed(self.ground.facts.agency.name)
        for at, cell in enumerate(row):
            before = row[at - 1] if at else ""
            under = columns[at].kind == "level" and (year or whole)
            if self.ground.words.levels.fullmatch(cell.strip(' “”"')) and (_LEVEL.fullmatch(before.strip()) or under):
                years = {named for named in (columns[at].year, year) if named is not None}
                if len(years - {self.ground.year}) <= 1 and max(years, default=0) <= self.ground.year:
                    since = min(years, default=self.ground.year)
                    past = since if since < self.ground.year else None
                    name = cell.strip(' “”"').replace(" ", "")
                    return [said("level", ["level"], name, where, quote, since=past)]
        return []


def _same_kind(mention: Mention, other: Mention) -> bool:
    return not other.whole and mention.kind == other.kind

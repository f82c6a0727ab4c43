"""All that a document says about figures, passage after passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from prongsai.analyze.claims import Claim
from prongsai.analyze.figure_keys import key_of
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Lexicon, Mention
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import digits
from prongsai.proofread.document.heads import Heads
from prongsai.proofread.document.passages import Grid, Marked, Passage, Piece
from prongsai.proofread.margins import Standings
from prongsai.proofread.respondents import People
from prongsai.proofread.sentences import Sentences
from prongsai.proofread.statement import Ground, Said
from prongsai.proofread.tables.distributions import Distributions
from prongsai.proofread.tables.score_tables import OLD_WORDS, ScoreTables
from prongsai.proofread.wordings import NUMBER, named_years

# A line this short that begins with a figure's name and gives no number is a heading, whatever its style.
HEADING_LETTERS = 130
# A heading of a table, as a paragraph before it; what makes what stands below it another's, a target's, a year's.
_TITLE = re.compile(r"(?:ตาราง|แผนภูมิ|แผนภาพ|ภาพ|รูป|กราฟ)(?!ข้าง|ดัง|นี้|แสดง)")
_ELSEWHERE = re.compile(
    r"(?:ระดับ|ทั้ง|ทั่ว)\s?(?:ประเทศ|จังหวัด|ภูมิภาค|ภาค(?!รัฐ)|อำเภอ)|หน่วย\s?งาน\s?อื่น|ข้าง\s?เคียง|ค่า\s?กลาง|ค่า\s?เฉลี่ย\s?(?:ของ\s?)?(?:ประเทศ|จังหวัด)"
)
_AIMED = re.compile(r"เป้า\s?หมาย")
_ITEM = re.compile(r"(?<![A-Za-z])[oO๐]\s?\d{1,2}(?!\d)")
_SINCE = re.compile(r"ตั้งแต่|เทียบ|ระหว่าง|[-–]\s?25\d\d")
# Under such a heading a bare "ได้ 90.00 คะแนน" is what is wished for.
_PLANNED = re.compile(r"เป้า\s?หมาย|แผน(?!ภูมิ)")


def said_in(pieces: Iterable[Piece], criteria: Criteria, facts: Facts) -> Iterator[tuple[Piece, list[Said]]]:
    """Every piece of a document in its order, with the statements that it makes."""
    finder, heads = _Finder(Ground(criteria, facts, Lexicon(criteria))), Heads()
    for piece in pieces:
        if isinstance(piece, Passage):
            heads.passage()
            yield piece, finder.passage(piece)
        elif isinstance(piece, Grid):
            yield piece, [statement for part in heads.table(piece) for statement in finder.grid(part)]
        else:
            yield piece, finder.marked(piece)


class _Finder:
    """Reads one document; remembers which instrument and indicator the text has come to."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.sentences = Sentences(ground)
        self.standings = Standings(ground)
        self.people = People(ground)
        self.tables = ScoreTables(ground)
        self.distributions = Distributions(ground)
        self.headings: tuple[str, ...] = ()
        self.soft: list[tuple[str, str]] = []  # kind, text: headings that are not marked as such
        self.just: str | None = None  # the kind of the heading that the last piece was, if it was one of these

    def _context(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        if headings != self.headings:
            self.headings, self.soft = headings, []
        return (*headings, *(text for _, text in self.soft))

    def _subject(self, context: tuple[str, ...]) -> tuple[FigureId, ...]:
        """The figure that the nearest heading is about."""
        if context and _PLANNED.search(" ".join(context[-2:])):
            return ()
        for at in range(len(context) - 1, -1, -1):
            mention = self._about(context[at], context[:at])
            if mention is not None:
                return mention.figures
        return ()

    def _about(self, text: str, context: tuple[str, ...]) -> Mention | None:
        plain = digits(text)
        strong = [mention for mention in self.ground.mentions(plain, context) if not mention.whole]
        if not strong or not strong[0].figures or len({mention.figures for mention in strong}) > 1:
            return None
        return strong[0]

    def passage(self, piece: Passage) -> list[Said]:
        """The claims of a paragraph or heading."""
        if piece.flat:
            return []
        context = self._context(piece.headings)
        row = self._subject(context)
        statements = self.sentences.read(piece.text, piece.place, context, row, piece.before)
        statements += self.standings.read(piece.text, piece.place, context, row, piece.before)
        statements += self.people.read(piece.text, piece.place, context)
        if piece.level is None:
            statements = self._under(statements, context, piece.text)
        just, self.just = self.just, None
        if piece.level is None:
            self._soft_heading(piece.text, context, just)
        return statements

    def _soft_heading(self, text: str, context: tuple[str, ...], just: str | None) -> None:
        plain = digits(text)
        mentions = self.ground.mentions(plain, context)
        if len(text) > HEADING_LETTERS or not mentions or mentions[0].whole or not mentions[0].figures:
            return
        if len(plain[: mentions[0].start].strip(" .0123456789)-•*")) > 30:
            return
        if any("." in number[1] for number in NUMBER.finditer(plain)):
            return
        kind = "indicator" if mentions[0].kind == "sub_indicator" else mentions[0].kind
        order = ("instrument", "indicator", "item")
        self.soft = [soft for soft in self.soft if order.index(soft[0]) < order.index(kind)]
        self.just = kind
        if just != kind:  # else one of a list of names, under which nothing stands
            self.soft.append((kind, text))

    def grid(self, grid: Grid) -> list[Said]:
        """The claims of a table or chart."""
        self.just = None
        context = self._context(grid.headings)
        heads = [cell for row in grid.rows[: max(1, grid.head)] for cell in row]
        titles = [words for words in (*grid.before, grid.caption) if words and _TITLE.match(words)]
        return self._under(self._read(grid, context), (*context, *titles), " ".join(heads))

    def _read(self, grid: Grid, context: tuple[str, ...]) -> list[Said]:
        statements = self.tables.read(grid, context)
        head = self.tables.head_rows(grid)
        around = (*context, *grid.before, grid.caption)
        statements += self.people.table(grid, head, around)
        for number, row in enumerate(grid.rows, start=1):
            named = self.tables.subject(row, around)
            subject = named or self._subject(context)
            statements += self.distributions.row(grid, head, row, number, named, " ".join((grid.caption, *row)))
            for at, cell in enumerate(row):
                if cell in row[:at] or any(
                    OLD_WORDS.search(above[at]) for above in grid.rows[:head] if at < len(above)
                ):
                    continue
                for line in _lines(cell):
                    where = grid.row_place(number)
                    statements += self.sentences.read(line, where, around, subject)
                    statements += self.standings.read(line, where, around, subject)
                    statements += self.people.read(line, where, around)
        return statements

    def _under(self, statements: list[Said], above: Sequence[str], words: str) -> list[Said]:
        """Statements as the headings ``above`` make them (nearest last): none of ours below a heading of others or of
        targets; below one of an earlier year, of that year or of this. ``words`` may name this year themselves.
        """
        if not statements or not above:
            return statements
        if self._of_others(above[-1]):
            return []
        year = self._year_above(above)
        if year is None or self.ground.year in named_years(digits(words), self.ground.year):
            return statements
        kept = []
        for statement in statements:
            first = statement.readings[0]
            if first.since is not None:
                kept.append(statement)
            elif first.kind in ("score", "level") and (first.value or " ")[0] not in "<>":
                then = tuple(replace(reading, since=year) for reading in statement.readings)
                kept.append(Said((*then, *statement.readings)))
        return kept

    def _of_others(self, heading: str) -> bool:
        plain = digits(heading)
        if _AIMED.search(plain) and not re.search(r"ผล|เทียบ", plain):
            return True
        return _ELSEWHERE.search(plain) is not None or self.sentences.between.another(plain, 0, len(plain))

    def _year_above(self, above: Sequence[str]) -> int | None:
        """The one earlier year that the nearest heading with a year names."""
        for heading in reversed(above):
            plain = digits(heading)
            if _ITEM.search(plain) or _SINCE.search(plain):
                continue
            years = set(named_years(plain, self.ground.year))
            if years:
                return min(years) if len(years) == 1 and max(years) < self.ground.year else None
        return None

    def marked(self, piece: Marked) -> list[Said]:
        """A figure that names itself."""
        key = key_of(piece.key)
        value = digits(piece.shown).replace(",", "")
        quote = piece.around if len(piece.around) <= 120 else piece.around[:119] + "…"

        def statement(**fields: Any) -> list[Said]:
            return [Said((Claim(where=piece.place, quote=quote, value=value, **fields),))]

        if piece.key == "level":
            return statement(kind="level", figure="level")
        if key.said == "change" and key.year is not None:
            return statement(kind="change", figure=key.about, since=key.year)
        if key.said == "count" and key.about.endswith(".respondents"):
            return statement(kind="count", of=key.about)
        if key.said == "score" and key.year is not None:
            return statement(kind="score", figure=key.about, since=key.year)
        if self.ground.words.known(piece.key):
            return statement(kind="score", figure=piece.key)
        return []


def _lines(cell: str) -> list[str]:
    """The lines of a cell that are prose; a name with its number below it is one line."""
    lines = cell.split("\n")
    if any(re.fullmatch(r"[+-]?[\d.]+\*?\s?(?:คะแนน)?\*?", digits(line)) for line in lines):
        lines = [" ".join(lines)]
    return [line for line in lines if len(line) >= 8 and re.search(r"[ก-ฮA-Za-z]", line)]

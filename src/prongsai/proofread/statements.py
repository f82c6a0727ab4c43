"""All that a document says about figures, passage after passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from prongsai.proofread.wordings import NUMBER

# A line this short that begins with a figure's name and gives no number is a heading, whatever its style.
HEADING_LETTERS = 130
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
        strong = [mention for mention in self.ground.words.mentions(plain, context) if not mention.whole]
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
        just, self.just = self.just, None
        if piece.level is None:
            self._soft_heading(piece.text, context, just)
        return statements

    def _soft_heading(self, text: str, context: tuple[str, ...], just: str | None) -> None:
        plain = digits(text)
        mentions = self.ground.words.mentions(plain, context)
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

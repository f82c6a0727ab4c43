"""Tables of answers whose heads cannot be read letter for letter: taken where the printed score proves their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from prongsai.analyze.claims import Claim
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.shapes import Criteria, Question
from prongsai.language.exact import decimals_of
from prongsai.language.thai_text import digits
from prongsai.proofread.document.heads import Heads
from prongsai.proofread.document.passages import Grid, Passage
from prongsai.proofread.statement import Ground
from prongsai.proofread.tables.distributions import ANSWERS
from prongsai.proofread.tables.score_tables import ScoreTables

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(%)?")
_PERCENT = re.compile(r"ร้อยละ|สัด\s?ส่วน|%")
_HUNDRED = Decimal(100)


class AnswerTables:
    """Finds shares of answers in tables. The finder of claims takes those under heads as the edition prints them; here
    are rows ``question | share … | score`` whose score follows from the shares in this order and not from the reverse.
    """

    def __init__(self, criteria: Criteria, facts: Facts) -> None:
        self.criteria = criteria
        self.tables = ScoreTables(Ground(criteria, facts, Lexicon(criteria)))
        self.heads = Heads()

    def passage(self, piece: Passage) -> None:
        """A paragraph between tables: what comes below it is another table."""
        if piece.text:
            self.heads.passage()

    def table(self, grid: Grid) -> Iterator[tuple[Claim, ...]]:
        """The shares of each row whose score proves them, choice by choice."""
        for part in self.heads.table(grid):
            around = (*part.headings, *part.before, part.caption)
            for number, row in enumerate(part.rows[part.head :], start=part.head + 1):
                yield from self._row(part, row, number, around)

    def _row(self, grid: Grid, row: Sequence[str], number: int, around: Sequence[str]) -> Iterator[tuple[Claim, ...]]:
        values = [found for cell in row if (found := _SHARE.fullmatch(digits(cell).strip()))]
        percent = any(_PERCENT.search(cell) for above in grid.rows[: grid.head] for cell in above)
        if len(values) < 3 or not (percent or all(value[2] for value in values[:-1])):
            return
        asked = [
            (figure, question)
            for figure in self.tables.subject(row, around)
            if (question := _question(self.criteria, figure)) is not None
        ]
        if not asked or len(values) != len(asked[0][1].options) + 1:
            return
        shares = [Decimal(value[1]) for value in values[:-1]]
        if not proved(asked[0][1], shares, Decimal(values[-1][1])):
            return
        where = grid.row_place(number)
        quote = " | ".join(dict.fromkeys(cell.replace("\n", " ") for cell in row if cell))[:120]
        for choice, share in enumerate(shares):
            yield tuple(
                Claim(
                    kind="share",
                    where=where,
                    value=str(share),
                    quote=quote,
                    of=f"{figure.part}.{ANSWERS}{figure.number}.{choice}",
                )
                for figure, _ in asked
            )


def proved(question: Question, shares: Sequence[Decimal], score: Decimal) -> bool:
    """Whether a score follows from shares (percent) in the order of the question's choices, and not from the reverse.

    Shares add to 100 within a unit each; a score may be off by what rounding does to it and to them.
    """
    unit = max(Decimal(1).scaleb(-decimals_of(share)) for share in shares)
    if question.scale is None or abs(sum(shares) - _HUNDRED) > unit * len(shares):
        return False
    points = question.scale.points

    def mean(ordered: Sequence[Decimal]) -> Fraction:
        return (
            sum((Fraction(share) * Fraction(point) for share, point in zip(ordered, points, strict=True)), Fraction(0))
            / 100
        )

    slack = Fraction(unit) * sum(Fraction(point) for point in points) / 100
    slack += Fraction(1, 2 * 10 ** decimals_of(score))
    return abs(mean(shares) - Fraction(score)) <= slack < abs(mean(shares[::-1]) - Fraction(score))


def _question(criteria: Criteria, figure: FigureId) -> Question | None:
    item = criteria.items.get(figure.number) if figure.kind == "item" else None
    question = item.question if item is not None else None
    return question if question is not None and question.scale is not None else None

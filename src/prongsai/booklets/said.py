"""What a booklet says of figures: each value with its place and everything that it may be a value of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from prongsai.analyze.claims import Claim
from prongsai.analyze.judging.respondent_claims import COUNTED
from prongsai.booklets.answer_tables import AnswerTables
from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.keys import Key
from prongsai.booklets.setting import Setting
from prongsai.booklets.ticks import Ticks
from prongsai.booklets.unscored import Unscored
from prongsai.collect.facts import Facts
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid, Marked, Passage, Piece
from prongsai.proofread.numbers_read import Compared, Number, numbers_in
from prongsai.proofread.statements import said_in

Sort = Literal["marked", "table", "prose"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A value of a booklet. ``readings``: what it may be of, the likeliest first."""

    readings: tuple[Key, ...]
    value: str
    place: str
    words: str
    sort: Sort

    @property
    def sure(self) -> bool:
        """Whether it can be of one thing only."""
        return len(self.readings) == 1


@dataclass(frozen=True, slots=True)
class Said:
    """All that was read; ``numbers`` counts scores, shares and counts, ``unread`` are those that say nothing known, and
    ``left`` what the booklet says without saying which value it is."""

    statements: tuple[Statement, ...]
    numbers: int
    unread: tuple[Number, ...]
    left: tuple[Doubtful, ...] = ()


# A note that says which figures nobody announced: they were worked out by whoever made the booklet.
_WORKED_OUT = re.compile(r"^\s?\*.{0,100}(?:คำนวณ|ประมวล|ประมาณการ)")
_STARRED = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)\s?\*")
_OF_RESULTS = frozenset(("score", "level"))
_KINDS = frozenset(("score", "level", "count", "share"))


def said_of(pieces: Sequence[Piece], criteria: Criteria, facts: Facts) -> Said:
    """Every value of a booklet. ``facts`` hold no more than whose it is, its year and earlier years' rules.

    A value with a star is left out where a note says that stars mark what was worked out: it was not announced.
    """
    noted = any(isinstance(piece, Passage) and _WORKED_OUT.search(piece.text) for piece in pieces)
    compared = Compared()
    statements: list[Statement] = []
    worked_out: set[tuple[tuple[Key, ...], str]] = set()
    setting = Setting(criteria, facts.agency.name)
    answers, unscored, ticks = AnswerTables(criteria, facts), Unscored(criteria), Ticks(criteria)
    for piece, found in said_in(pieces, criteria, facts):
        starred = _starred_in(piece) if noted else frozenset[tuple[str, str]]()
        below = setting.of(piece)
        for said in found:
            first = said.readings[0]
            if not below.own and first.kind in _OF_RESULTS:
                continue
            compared.mark(first.value or "") if isinstance(piece, Marked) else compared.claim(first.where, first.value)
            level = first.kind == "level" and "*" in (first.quote or "")  # beside scores that were worked out
            stated = list(_statement(_dated(said.readings, below.year), _sort(piece)))
            if (first.where, (first.value or "").rstrip("*")) in starred or (noted and level):
                worked_out |= {(each.readings, each.value) for each in stated}
            else:
                statements += stated
        if isinstance(piece, Grid):
            for claim_set in answers.table(piece):
                compared.claim(claim_set[0].where, claim_set[0].value)
                statements += _statement(_dated(claim_set, below.year), "table") if below.own else ()
            for claim_set in ticks.table(piece) if below.own else ():
                statements += _statement(_dated(claim_set, below.year), "table")
        elif isinstance(piece, Passage):
            answers.passage(piece)
            for claim_set in unscored.passage(piece):
                statements += _statement(_dated(claim_set, below.year), "table") if below.own else ()
        if not isinstance(piece, Marked):
            compared.piece(piece)
    numbers = numbers_in(pieces)
    # Where no star fits, as in a chart, the same value of the same figure was worked out all the same.
    announced = (each for each in statements if (each.readings, each.value) not in worked_out)
    return Said(tuple(announced), len(numbers), tuple(compared.left(numbers)), tuple(ticks.left))


def _dated(readings: Iterable[Claim], year: int | None) -> tuple[Claim, ...]:
    """Readings as of the year that stands over them, where they name none themselves."""
    given = tuple(readings)
    if year is None:
        return given
    return tuple(replace(claim, since=year) if claim.since is None else claim for claim in given)


def _sort(piece: Piece) -> Sort:
    return "marked" if isinstance(piece, Marked) else "table" if isinstance(piece, Grid) else "prose"


def _starred_in(piece: Piece) -> frozenset[tuple[str, str]]:
    """The numbers that have a star behind them, each with its place."""
    if isinstance(piece, Grid):
        lines = [(piece.row_place(at), " ".join(row)) for at, row in enumerate(piece.rows, start=1)]
    else:
        lines = [(piece.place, piece.text if isinstance(piece, Passage) else piece.shown)]
    return frozenset((place, value) for place, text in lines for value in _STARRED.findall(digits(text)))


def _statement(readings: Iterable[Claim], sort: Sort) -> Iterator[Statement]:
    # How many are above a bound is no figure of its own.
    claims = [
        claim for claim in readings if claim.kind in _KINDS and claim.value and not COUNTED.fullmatch(claim.of or "")
    ]
    keys = tuple(dict.fromkeys(_key(claim) for claim in claims))
    if not keys:
        return
    value = digits(claims[0].value or "").replace(",", "")
    if claims[0].kind != "level" and not is_number(value):
        return  # above or below a bound
    yield Statement(keys, value, claims[0].where, claims[0].quote or "", sort)


def _key(claim: Claim) -> Key:
    return Key(claim.kind, claim.of or claim.figure or "", claim.since)


def is_number(value: str) -> bool:
    """Whether a text is a plain number, without a sign."""
    try:
        return value[:1].isdigit() and Decimal(value).is_finite()
    except InvalidOperation:
        return False

"""What a sheet of the Excel form is made of: fixed words, cells to fill in, rows of answers, tables, formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Place = tuple[str | int, ...]

# What a cell holds: `lines` one entry per line, `headed` the same with sub-headings and their points, `ids` codes with
# commas, `owners` units per line, `choice` one of `words`, `share` a figure from 0 to 100 with its digits, `score` one
# as it is announced: with two decimals at most, `length` centimetres.
Kind = Literal["text", "lines", "headed", "ids", "owners", "count", "share", "score", "year", "day", "choice", "length"]

# The text of a cell by row and column, counted from 0.
Look = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down: what the cell shows → what the file says. ``open``: other words may be typed too."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    open: bool = False

    def shown(self, code: str) -> str:
        """The label of a code; the code itself where it has none."""
        return next((label for label, own in self.pairs if own == code), code)

    def meant(self, text: str) -> str | None:
        """The code that a cell's text means; None where it is none of these and no other may be typed."""
        for label, code in self.pairs:
            # Forms that were given out before have the code before the name.
            if text in (label, code) or text.startswith(f"{code} · "):
                return code
        if self.open:
            return text
        bare = "".join(text.split()).casefold()
        for label, code in self.pairs:
            if bare in ("".join(label.split()).casefold(), code.casefold()):
                return code
        return None


@dataclass(frozen=True, slots=True)
class Label:
    """Fixed words; merged up to column ``last`` where that is given."""

    row: int
    column: int
    text: str
    style: str = "label"
    last: int | None = None


@dataclass(frozen=True, slots=True)
class InputCell:
    """One cell to fill in, and the place of its value in the file."""

    row: int
    column: int
    place: Place
    kind: Kind
    words: Choices | None = None
    required: bool = False  # as soon as something else stands beside it in the file
    prompt: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answers to one question: a cell per choice, and one cell that says counts or shares for this row alone."""

    row: int
    column: int  # of the first choice
    place: Place  # answers, part, items, question
    options: tuple[str, ...]
    known: bool  # whether the edition knows how many choices there are
    tail: int  # column of the sum; check, provisional score, announced score and own unit follow
    points: tuple[Fraction, ...] = ()  # empty: not scored here

    @property
    def last(self) -> int:
        """The column of the last choice."""
        return self.column + len(self.options) - 1

    @property
    def unit(self) -> int:
        """The column of the row's own unit."""
        return self.tail + 4


@dataclass(frozen=True, slots=True)
class Formula:
    """A protected cell that is worked out: the formula, and what it gives for the cells as they are written."""

    row: int
    column: int
    text: str
    result: Callable[[Look], str | float]
    style: str = "formula"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; ``key`` is where its value stands below the entry."""

    key: Place
    heading: str
    width: float
    kind: Kind = "text"
    words: Choices | None = None
    required: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Entries one below the other: ``rows`` prepared ones from row ``first``. Column B counts them.

    ``owned``: the first column gives the number of the plan row that an entry belongs to.
    """

    place: Place
    first: int
    rows: int
    columns: tuple[TableColumn, ...]
    owned: bool = False
    last: bool = True  # nothing stands below it

    def column_of(self, number: int) -> int:
        """Where the column of that number among ``columns`` stands on the sheet."""
        return number + 2


@dataclass(slots=True)
class Sheet:
    """One sheet while it is laid out. Column A holds hidden keys of rows, so that people's columns begin at B."""

    name: str
    title: str
    hint: str = ""
    labels: list[Label] = field(default_factory=list)
    fields: list[InputCell] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    tables: list[EntryTable] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)  # from column B on
    freeze: tuple[int, int] = (0, 0)
    heads: tuple[int, int] | None = None  # rows that are printed on every page
    mode: tuple[int, int] | None = None  # where counts or shares is chosen for the whole sheet
    reference: bool = False  # nothing to fill in

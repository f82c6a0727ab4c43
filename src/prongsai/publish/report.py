"""A document as blocks. Words are words; every figure is a reference, so that all formats show the same one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from prongsai.files.pictures import NONE, Picture, Pictures
from prongsai.language.digits import thai
from prongsai.language.text import Text
from prongsai.publish.official_forms import PaperForm, form_of

Digits = Literal["arabic", "thai"]
Align = Literal["start", "center", "end"]
FigureKind = Literal["score", "change", "count", "share", "rank", "level", "points"]
# draft: marked on each page, with what we say and where figures come from; for-signature: clean and frozen; issued:
# with number, date and names. What nobody signs is none of these.
State = Literal["draft", "for-signature", "issued"]
# What is given only when a document is issued, and stands outside its frozen content.
Blank = Literal["", "number", "date", "name"]

# Addresses, file names, hashes and codes of items and editions keep Arabic digits in a document with Thai digits: a
# reader copies them, and ITAS prints them so.
_SPARED = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+"
    r"|(?<![0-9A-Za-z.-])[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*\.(?:(?:go|or|ac|in|co)\.th|com|org|net|th)(?![0-9A-Za-z])[!-~]*"
    r"|\S+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|ya?ml|jsonl?|html?|png|jpe?g|zip)(?![0-9A-Za-z])"
    r"|sha256:[0-9a-f]+|(?<![0-9A-Za-z])[0-9a-f]{16,}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?:[A-Z]{2,4}[0-9]?\.)?[ieo][0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z-])[a-z]+(?:-[a-z]+)*-25[0-9]{2}(?![0-9A-Za-z-])"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as every format shows it: ``text`` in Arabic digits with its sign; scores in points 0–100."""

    text: str
    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words. ``verbatim`` keeps digits as they are (addresses, codes).

    ``blank``: dots to write on, which the number or the date takes the place of when the document is issued."""

    text: str
    bold: bool = False
    italic: bool = False
    verbatim: bool = False
    blank: Blank = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure of the report by its key."""

    key: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


Run = Words | Ref | LineBreak
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a part."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``indent`` is the Thai first-line indent of official documents; one that ``stays`` is on the page of
    what follows it."""

    runs: Runs
    style: Literal["body", "lead", "small", "note", "title", "subtitle"] = "body"
    align: Align = "start"
    indent: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``width`` is its share of the table's width, any unit."""

    width: float
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with one or more lines (paragraphs); ``span`` columns wide, ``rows`` rows high."""

    lines: tuple[Runs, ...]
    span: int = 1
    rows: int = 1
    bold: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head rows are repeated on every page. ``wide`` asks for a page turned sideways.

    One that is not ``ruled`` only puts words side by side, as a list of names and positions. ``foot``: lines of whoever
    signs below it, on every page of it on paper."""

    columns: tuple[Column, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Runs = ()
    wide: bool = False
    ruled: bool = True
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a key per category; None where there is no figure."""

    name: str
    keys: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart drawn from figures. ``description`` is its text alternative. ``target`` is the key of a target line."""

    kind: Literal["bars", "columns", "lines", "stacked"]
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    target: str | None = None
    target_name: str = ""
    maximum: float = 100.0


@dataclass(frozen=True, slots=True)
class Cards:
    """A row of key figures: label, figure, and a remark under it."""

    cards: tuple[tuple[str, Runs, Runs], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks set apart: ``note`` explains, ``warn`` needs attention."""

    kind: Literal["note", "warn"]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: centred lines with room for the signature above them; ``above`` it the close of a letter."""

    lines: tuple[str, ...]
    choices: tuple[str, ...] = ()
    chosen: str | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a booklet."""

    title: tuple[str, ...]
    agency: str
    place: str | None = None
    unit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, made by each format from the headings."""

    title: str


@dataclass(frozen=True, slots=True)
class MemoHead:
    """The head of an official memo (form 29); empty fields keep their dotted leaders."""

    unit: str
    phone: str
    number: str
    date: str
    subject: str
    to: str


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The head of a letter to another body (form 1): number, sender, date, subject, addressee, and what it refers to.

    What is not known yet is dots to write on. ``enclosures``: what comes with it, each with how many.
    """

    number: str
    sender: tuple[str, ...]
    date: str
    subject: str
    to: str
    reference: str = ""
    enclosures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""


Block = (
    Heading
    | Paragraph
    | Listing
    | Table
    | Chart
    | Cards
    | Box
    | Signature
    | Cover
    | Contents
    | MemoHead
    | LetterHead
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that the agency wrote for a part and that stands nowhere in the document: why, and what stands there."""

    part: str
    heading: str | None
    line: str
    reason: Text
    instead: Text


@dataclass(frozen=True, slots=True)
class Report:
    """One document. ``figures`` holds every figure that a block refers to; writers never make a number.

    ``made_from`` names edition, revision and checksum, for the file's properties; ``notice`` stands on every page, as
    that the rules are invented. ``left_out`` is what the agency wrote and no block shows. ``state``: None for what
    nobody signs; ``unsignable`` is why a draft cannot be signed yet. ``form``: how it is set, where
    the agency has it otherwise than the table of forms. ``pictures``: the garuda and the seal that it gave.
    ``made_on`` and ``issued_on`` are the days for the file's properties; None leaves them out.
    """

    kind: str
    title: str
    agency: str
    year: int
    blocks: tuple[Block, ...]
    figures: dict[str, Shown] = field(default_factory=dict)
    language: Literal["th", "en"] = "th"
    digits: Digits = "arabic"
    made_from: str = ""
    notice: str = ""
    page_numbers: bool = True
    left_out: tuple[LeftOut, ...] = ()
    state: State | None = None
    unsignable: tuple[Text, ...] = ()
    form: PaperForm | None = None
    pictures: Pictures = NONE
    made_on: datetime.date | None = None
    issued_on: datetime.date | None = None

    @property
    def changed_on(self) -> datetime.date | None:
        """The day on which the file was made last: when it was issued, else as ``made_on``."""
        return max((day for day in (self.made_on, self.issued_on) if day is not None), default=None)

    @property
    def set_as(self) -> PaperForm:
        """How it is set on paper: as the agency has it, else as the table of forms has its kind."""
        return self.form or form_of(self.kind)

    @property
    def memo_set_as(self) -> PaperForm:
        """How the head of a memo is set, inside a booklet too."""
        return self.set_as if self.set_as.garuda_place == "left" else form_of("memo")

    @property
    def printed_source(self) -> str:
        """``made_from`` where it is printed: not in what is to be signed, and not below a signature."""
        return "" if self._ends_signed or self.state in ("for-signature", "issued") else self.made_from

    @property
    def _ends_signed(self) -> bool:
        """Whether it ends with a signature, with a table that is signed, or with who is to be asked below it."""
        ending = next((block for block in reversed(self.blocks) if not isinstance(block, Paragraph)), None)
        return isinstance(ending, Signature) or (isinstance(ending, Table) and bool(ending.foot))

    def picture(self, name: Literal["garuda", "seal"]) -> Picture | None:
        """A picture that was given and that the document has a place for: the garuda on papers that stand under one,
        the seal on a cover."""
        if name == "seal":
            return self.pictures.seal if any(isinstance(block, Cover) for block in self.blocks) else None
        placed = self.set_as.garuda_place == "center" or any(isinstance(block, MemoHead) for block in self.blocks)
        return self.pictures.garuda if placed else None

    def figure(self, key: str) -> str:
        """The figure's text in the report's digits; KeyError for a key the report does not hold."""
        text = self.figures[key].text
        return thai(text) if self.digits == "thai" else text

    def words(self, text: str, *, verbatim: bool = False) -> str:
        """``text`` in the report's digits, sparing addresses and codes."""
        if verbatim or self.digits == "arabic":
            return text
        return in_thai_digits(text)


def in_thai_digits(text: str) -> str:
    """``text`` with Thai digits, except in addresses, file names, hashes and item codes."""
    out: list[str] = []
    at = 0
    for kept in spared(text):
        out += [thai(text[at : kept.start()]), kept.group()]
        at = kept.end()
    out.append(thai(text[at:]))
    return "".join(out)


def spared(text: str) -> Iterator[re.Match[str]]:
    """The addresses, file names, hashes and codes of a text, in which digits are no numbers of a sentence."""
    return _SPARED.finditer(text)


def text_runs(*parts: str | Run) -> Runs:
    """Runs from plain texts and runs: ``text_runs("ได้คะแนน ", Ref("total"))``."""
    return tuple(Words(part) if isinstance(part, str) else part for part in parts)


def cell(*parts: str | Run, span: int = 1, rows: int = 1, bold: bool = False, align: Align | None = None) -> Cell:
    """A cell of one line."""
    return Cell((text_runs(*parts),), span=span, rows=rows, bold=bold, align=align)


def refs_of(block: Block) -> Iterator[str]:
    """Every figure key that a block shows."""
    for runs in _runs_of(block):
        for run in runs:
            if isinstance(run, Ref):
                yield run.key
    if isinstance(block, Chart):
        for series in block.series:
            yield from (key for key in series.keys if key)
        if block.target:
            yield block.target
    if isinstance(block, Box):
        for inner in block.blocks:
            yield from refs_of(inner)


def _runs_of(block: Block) -> Iterator[Runs]:
    if isinstance(block, Heading | Paragraph):
        yield block.runs
    elif isinstance(block, Listing):
        yield from block.items
    elif isinstance(block, Table):
        yield block.caption
        for row in (*block.head, *block.rows):
            for table_cell in row:
                yield from table_cell.lines
    elif isinstance(block, Cards):
        for _, figure, remark in block.cards:
            yield figure
            yield remark

"""The numbers that stand in a document, and which of them were held against the round's figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid, Marked, Passage, Piece, quoted

# Scores, shares and counts: two decimals, or a word beside it that says what it is. Years, sums of money, days, numbers
# of headings and of clauses are none of what is assessed.
_NUMBER = re.compile(
    r"(?<![\d.,/A-Za-z])[+-]?(?P<value>\d{1,3}(?:,\d{3})+|\d{1,6})(?P<part>\.\d{1,2})?"
    r"(?![\d/]|[.,:]\d|\s?(?:บาท|ล้าน|น\.|โมง))"
)
_UNIT = re.compile(r"\s?(?:คะแนน|คน(?!ละ)|ราย(?![ก-ฮ])|%)")
_ORDINAL = re.compile(r"(?<!อันดับ)(?<!อันดับ\s)ที่\s?$")
_LEAD = re.compile(r"(?:ร้อยละ|อันดับ(?:\s?ที่)?)\s?$")
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s?(?=[ก-ฮเ-ไA-Za-z“(])(?!คะแนน|คน|%)")
_CELL = re.compile(r"[+-]?(?P<value>\d{1,3}(?:,\d{3})+|\d{1,6})(?P<part>\.\d{1,4})?\s?(?:คะแนน|คน|%)?\s?\*?")
_COUNTED = re.compile(r"คะแนน|จำนวน|ร้อยละ|สัดส่วน|%|คน|อันดับ|25\d\d|ปี\s?\d\d")
_WORDS = 30  # letters around a number that are told


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a document. ``where`` is its place, ``heading`` the nearest one above it, ``words`` those around."""

    where: str
    heading: str
    value: str
    words: str


def numbers_in(pieces: Iterable[Piece]) -> list[Number]:
    """Every score, share and count that stands in a document, in its order."""
    return [number for piece in pieces for number in _numbers_of(piece)]


def _numbers_of(piece: Piece) -> Iterator[Number]:
    if isinstance(piece, Marked):
        return  # stands in a passage as well
    heading = piece.headings[-1] if piece.headings else ""
    if isinstance(piece, Passage):
        yield from _in_words(piece.text, piece.place, heading)
        return
    heads = [
        " ".join(dict.fromkeys(row[at] for row in piece.rows[: piece.head] if at < len(row)))
        for at in range(piece.columns)
    ]
    for number, row in enumerate(piece.rows[piece.head :], start=piece.head + 1):
        where = piece.row_place(number)
        name = next((cell for cell in row if re.search("[ก-ฮA-Za-z]", cell)), "")
        for at, cell in enumerate(row):
            whole = _CELL.fullmatch(digits(cell).strip())
            if whole is None:
                if cell not in row[:at]:
                    yield from _in_words(cell.replace("\n", " "), where, heading or piece.caption)
            elif whole["part"] or _COUNTED.search(digits(heads[at])):
                words = " ".join(part for part in (name[:_WORDS], heads[at][:_WORDS], cell) if part)
                yield Number(where, heading or piece.caption, _value(whole), words.replace("\n", " "))


def _in_words(text: str, where: str, heading: str) -> Iterator[Number]:
    plain = digits(text)
    begin = numbered.end() if (numbered := _NUMBERED.match(plain)) else 0
    for found in _NUMBER.finditer(plain, begin):
        if _ORDINAL.search(plain[max(0, found.start() - 12) : found.start()]):
            continue
        named = _UNIT.match(plain, found.end()) or _LEAD.search(plain[max(0, found.start() - 12) : found.start()])
        if (found["part"] and len(found["part"]) == 3) or named:
            yield Number(where, heading, _value(found), quoted(text, found.start(), found.end(), _WORDS))


def _value(found: re.Match[str]) -> str:
    return found["value"].replace(",", "") + (found["part"] or "")


class Compared:
    """Keeps which numbers were held against figures: by place and value, for a claim knows no more of its number.

    One claim stands for every mention of its value at its place: a sentence says a score once.
    """

    def __init__(self) -> None:
        self._claimed: set[tuple[str, str]] = set()
        self._marked: list[str] = []

    def claim(self, where: str, value: str | None) -> None:
        """A claim that was judged."""
        self._claimed.add((where, digits(value or "").lstrip("+-").replace(",", "")))

    def mark(self, value: str) -> None:
        """A marked figure that was judged; it stands in the piece that comes next."""
        self._marked.append(digits(value).lstrip("+-").replace(",", ""))

    def piece(self, piece: Passage | Grid) -> None:
        """The piece that the marked figures before it stand in."""
        places = [piece.place] if isinstance(piece, Passage) else map(piece.row_place, range(1, len(piece.rows) + 1))
        self._claimed.update((place, value) for place in places for value in self._marked)
        self._marked = []

    def left(self, numbers: Iterable[Number]) -> list[Number]:
        """Those of ``numbers`` that no claim was about."""
        return [number for number in numbers if (number.where, number.value) not in self._claimed]

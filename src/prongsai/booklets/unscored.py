"""Lists of disclosure items that got no points: a sentence announces them, headings of items follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prongsai.analyze.claims import Claim
from prongsai.criteria.figure_id import item_figure
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Passage

_ANNOUNCED = re.compile(r"ไม่\s?ได้\s?(?:รับ\s?)?คะแนน(?!\s?เต็ม)[^.]{0,60}(?:ดัง\s?(?:นี้|ต่อ\s?ไป\s?นี้)|ได้\s?แก่|คือ)\s?:?\s*$")
_ITEM = re.compile(r"\s*(?:[-•*–]|\d{1,2}[.)])?\s*ข้อ\s?(?:ที่\s?)?(?=[oO0])")
_MOST_BETWEEN = 3  # paragraphs of advice below an item


class Unscored:
    """Follows paragraph after paragraph; a list ends where another heading or too much other text comes."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.words = Lexicon(criteria)
        self.disclosed = {code for code, instrument in criteria.instruments.items() if instrument.kind == "disclosure"}
        self._left = 0

    def passage(self, piece: Passage) -> Iterator[tuple[Claim, ...]]:
        """The mark of 0 that a paragraph stands for in such a list."""
        plain = digits(piece.text)
        if _ANNOUNCED.search(plain):
            mentioned = {
                figure.part for mention in self.words.mentions(plain, piece.headings) for figure in mention.figures
            }
            named = {*mentioned, *(str(figure) for m in self.words.mentions(plain) for figure in m.figures)}
            self._left = _MOST_BETWEEN if named & self.disclosed or _of_disclosure(self, piece) else 0
            return
        if not self._left:
            return
        lead = _ITEM.match(plain)
        mentions = [mention for mention in self.words.mentions(plain) if mention.kind == "item"] if lead else []
        if lead is None or not mentions or mentions[0].start > lead.end():
            self._left = 0 if piece.level is not None else self._left - 1
            return
        self._left = _MOST_BETWEEN
        figures = [figure for figure in mentions[0].figures if figure.part in self.disclosed]
        if len({figure.number for figure in figures}) == 1:
            figure = item_figure(figures[0].part or "", figures[0].number)
            yield (Claim(kind="score", figure=figure, value="0", where=piece.place, quote=piece.text[:120]),)


def _of_disclosure(unscored: Unscored, piece: Passage) -> bool:
    return any(
        str(figure) in unscored.disclosed
        for heading in piece.headings[-1:]
        for mention in unscored.words.mentions(digits(heading))
        for figure in mention.figures
    )

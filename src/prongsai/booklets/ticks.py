"""Tables of disclosure items with ticks or words in place of marks: ``ผ่าน | ไม่ผ่าน``, ``100 | 50 | 0``, ``ได้คะแนน``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from prongsai.analyze.claims import Claim
from prongsai.booklets.doubts import Doubtful
from prongsai.criteria.figure_id import item_figure
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid

_TICK = re.compile(r"[✓✔√☑/●]")
_BLANK = re.compile(r"[-–☐○]?")
_YES = re.compile(r"(?:ผล\s?)?(?:ผ่าน|ได้\s?(?:รับ\s?)?คะแนน)(?:\s?การ\s?ประเมิน)?")
_NO = re.compile(r"(?:ผล\s?)?ไม่\s?(?:ผ่าน|ได้\s?(?:รับ\s?)?คะแนน)(?:\s?การ\s?ประเมิน)?")
_MARK = re.compile(r"(?:คะแนน\s?)?(100|50|0)(?:\s?คะแนน)?")
_CROSS = re.compile(r"[✗✘×xX☒]")
_ITEM = re.compile(r"\s*(?:ข้อ\s?(?:ที่\s?)?)?[oO0]\s?(\d{1,2})(?!\d)")
_FEWEST = 3  # rows of items that make such a table
_SELF = re.compile(r"ประเมิน\s?ตน\s?เอง|เบื้อง\s?ต้น|ก่อน\s?(?:การ\s?)?(?:ยื่น\s?)?อุทธรณ์")


class Ticks:
    """Follows a booklet; ``left`` are the tables that say "passed" of items with more than two marks."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.left: list[Doubtful] = []
        self.part = next((code for code, one in criteria.instruments.items() if one.kind == "disclosure"), "")

    def table(self, grid: Grid) -> Iterator[tuple[Claim, ...]]:
        """The marks of each item, where every row of items has one."""
        rows = [(number, item) for number, row in enumerate(grid.rows, start=1) if (item := self._item(row))]
        if len(rows) < _FEWEST:
            return
        first = rows[0][0] - 1
        heads = [
            " ".join(dict.fromkeys(digits(row[at]) for row in grid.rows[:first] if at < len(row) and row[at]))
            for at in range(grid.columns)
        ]
        found = [
            (number, item, self._said(grid.rows[number - 1], grid.rows[max(first - 1, 0)], heads))
            for number, item in rows
        ]
        if any(said is None for _, _, said in found):
            return
        unsure = ""
        for number, item, said in found:
            mark = self._mark(item, said or "")
            if mark is None:
                unsure = unsure or item
                continue
            where = grid.row_place(number)
            quote = " | ".join(dict.fromkeys(cell.replace("\n", " ") for cell in grid.rows[number - 1] if cell))[:120]
            yield (Claim(kind="score", figure=item_figure(self.part, item), value=mark, where=where, quote=quote),)
        if unsure:
            why = Text(
                th="ตารางไม่ได้บอกคะแนนที่เกณฑ์ของปีนี้ให้แก่ข้อเหล่านี้ จึงไม่ทราบว่าได้กี่คะแนน",
                en="the table does not say one of the marks that this year has for these items",
            )
            self.left.append(Doubtful(grid.place, unsure, why))

    def _item(self, row: Sequence[str]) -> str:
        for cell in row[:2]:
            named = _ITEM.match(digits(cell))
            if named and f"o{int(named[1])}" in self.criteria.items:
                return f"o{int(named[1])}"
        return ""

    def _said(self, row: Sequence[str], head: Sequence[str], heads: Sequence[str]) -> str | None:
        """``yes``, ``no`` or a mark; None where the row does not say one of them and nothing else."""
        columns = {at: said for at, cell in enumerate(head) if (said := _meaning(digits(cell))) is not None}
        if len(set(columns.values())) == len(columns) > 1:
            cells = {at: row[at].strip() if at < len(row) else "" for at in columns}
            ticked = [at for at, cell in cells.items() if _TICK.fullmatch(cell)]
            rest = [cell for at, cell in cells.items() if at not in ticked]
            one = len(ticked) == 1 and all(_BLANK.fullmatch(cell) for cell in rest)
            return columns[ticked[0]] if one else None
        told = {
            said
            for at, cell in enumerate(row[1:], start=1)
            if not _SELF.search(heads[at]) and (said := _word(cell.strip())) is not None
        }
        return told.pop() if len(told) == 1 else None

    def _mark(self, item: str, said: str) -> str | None:
        question = self.criteria.items[item].question
        points = sorted(question.scale.points) if question is not None and question.scale is not None else []
        if said not in ("yes", "no"):
            return said if Decimal(said) in points else None
        if len(points) != 2:
            return None
        return format(Decimal(points[0] if said == "no" else points[-1]), "f")


def _meaning(head: str) -> str | None:
    mark = _MARK.fullmatch(head.strip())
    if mark:
        return mark[1]
    return "no" if _NO.fullmatch(head.strip()) else "yes" if _YES.fullmatch(head.strip()) else None


def _word(cell: str) -> str | None:
    if _NO.fullmatch(cell) or _CROSS.fullmatch(cell):
        return "no"
    return "yes" if _YES.fullmatch(cell) or re.fullmatch(r"[✓✔√☑]", cell) else None

"""A table with a row for each agency and a column for each figure: which row is this agency's."""

from __future__ import annotations

from dataclasses import dataclass, field

from prongsai.collect.pasted.given import level_line, made_line, score_line
from prongsai.collect.pasted.labels import Label, Labels
from prongsai.collect.pasted.layout.heads import Column
from prongsai.collect.pasted.layout.rows import Row
from prongsai.collect.pasted.levels import level_in
from prongsai.collect.pasted.numbers import numbers_in
from prongsai.collect.pasted.shapes import PastedLine
from prongsai.criteria.figure_id import FigureId
from prongsai.language.text import Text
from prongsai.language.thai_text import skeleton


@dataclass(slots=True)
class AgencyRows:
    """The rows of agencies that were seen: each with the name in it and the lines that it would make."""

    labels: Labels
    rows: list[tuple[Row, str, list[PastedLine]]] = field(default_factory=list)

    def takes(self, row: Row, columns: tuple[Column, ...]) -> bool:
        """Takes a row under heads that are figures; False where it is none."""
        figures = {column.figure for column in columns if column.kind == "figure"}
        if len(figures) < 2 or len(row.cells) != len(columns):
            return False
        cells = list(zip(row.cells, columns, strict=True))
        name = " ".join(cell.said for cell, column in cells if not _takes(column) and cell.said)
        if self.labels.read(name, None).kind == "figure" and not self._is_own(name):
            return False
        made: list[PastedLine] = []
        for cell, column in cells:
            if column.kind == "level" or column.figure == "level":
                level = level_in(cell.text, self.labels.criteria, alone=True)
                if level is not None:
                    made.append(level_line(row, level, self.labels.criteria))
            elif _takes(column):
                numbers = [number for number in numbers_in(cell.text) if number.role != "other"]
                label = Label("figure", column.figure or FigureId("total"))
                if numbers:
                    made.append(score_line(row, label, numbers, self.labels.criteria, in_column=True))
        self.rows.append((row, name, made))
        return True

    def _is_own(self, said: str) -> bool:
        name = skeleton(said)
        return any(own in name for own in self.labels.agency)

    def lines(self) -> list[PastedLine]:
        """The lines of all rows, once all were seen: of the agency's row its figures, of the others that they are."""
        own = [row for row, name, _ in self.rows if self._is_own(name)]
        if len(self.rows) == 1 and not own and (not self.labels.agency or not self.rows[0][1].strip()):
            own = [self.rows[0][0]]
        made: list[PastedLine] = []
        for row, _, lines in self.rows:
            if len(own) == 1 and row is own[0]:
                made.extend(lines or [made_line(row, "not-a-figure")])
            elif own:
                made.append(made_line(row, "not-a-figure", problem=_ANOTHERS))
            else:
                made.append(made_line(row, "doubtful", problem=_NOBODY))
        return made


def _takes(column: Column) -> bool:
    return column.kind in ("figure", "level") or (column.kind == "score" and column.figure is not None)


_ANOTHERS = Text(th="เป็นแถวของหน่วยงานอื่น", en="a row of another agency")
_NOBODY = Text(
    th="ไม่พบว่าแถวใดในตารางนี้เป็นของหน่วยงานนี้ ให้วางเฉพาะหัวตารางกับแถวของหน่วยงาน",
    en="no row is known to be this agency's: paste the heads and its row only",
)

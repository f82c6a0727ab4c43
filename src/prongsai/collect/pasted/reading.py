"""Rows read from top to bottom, with what the rows above say of those below: heads, headings, scores so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from prongsai.collect.pasted.agencies import AgencyRows
from prongsai.collect.pasted.given import NOBODYS, WHOSE_LEVEL, last_mark, level_line, made_line, mark_line, score_line
from prongsai.collect.pasted.labels import Label, Labels
from prongsai.collect.pasted.layout.heads import Column, head_columns, heads_of_words, joined
from prongsai.collect.pasted.layout.rows import Row
from prongsai.collect.pasted.layout.table import Placed, of_year, placed
from prongsai.collect.pasted.levels import LevelWord, level_in
from prongsai.collect.pasted.numbers import Number, numbers_in
from prongsai.collect.pasted.sentence import pairs_in
from prongsai.collect.pasted.shapes import PastedLine
from prongsai.collect.pasted.sums import sum_of
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

# A sentence that tells of the assessment's result, and not just of some points.
_RESULT = re.compile(r"ผล\s?คะแนน|คะแนน\s?(?:ผล\s?)?(?:การ\s?)?ประเมิน|คว้า|ได้\s?รับ|ITA|คุณธรรม")


@dataclass(slots=True)
class Reading:
    """What is known while rows are read. ``scope``: the heading under which they stand; ``since``: read below it."""

    labels: Labels
    part: str | None
    columns: tuple[Column, ...] = ()
    after_head: bool = False
    scope: FigureId | None = None
    whole_before: bool = False  # the row before gave a whole instrument or part its score
    lines: list[PastedLine] = field(default_factory=list)
    since: dict[FigureId, Decimal] = field(default_factory=dict)
    read: dict[FigureId, Decimal] = field(default_factory=dict)
    head_years: set[int] = field(default_factory=set)
    agencies: AgencyRows = field(init=False)

    def __post_init__(self) -> None:
        """The rows of agencies are told apart at the end."""
        self.agencies = AgencyRows(self.labels)

    @property
    def criteria(self) -> Criteria:
        """The edition."""
        return self.labels.criteria

    def row(self, row: Row) -> None:
        """Reads a row."""
        filled = [cell for cell in row.cells if cell.said]
        columns = head_columns(row.cells, self.labels)
        if columns is None and len(filled) == 1:
            columns = heads_of_words(filled[0].text, self.labels)
        if columns is not None:
            both = self.after_head and len(columns) == len(self.columns)
            self.columns, self.after_head = (joined(self.columns, columns) if both else columns), True
            self.head_years |= {column.year for column in columns if column.year is not None}
            self._words(row)
            return
        self.after_head = False
        if not filled:
            self._words(row)
        elif not self.agencies.takes(row, self.columns) and not self._by_columns(row):
            self._sentence(row)

    def finish(self) -> None:
        """Says whose rows of agencies are whose."""
        self.lines.extend(self.agencies.lines())

    # Rows under heads.

    def _by_columns(self, row: Row) -> bool:
        """Reads a row whose cells stand under the heads; False where they cannot be told apart."""
        under = placed(row.cells, self.columns) if self.columns else None
        label = self.labels.read(under.words, self.part) if under is not None else None
        if under is None or label is None or label.kind in ("nothing", "empty"):
            return False
        self._heading(label, has_value=True)
        wanted, years = of_year(self.columns, self.criteria.year)
        by_part, marks = under.scores(wanted)
        if years and not wanted:
            said = ", ".join(map(str, sorted(years)))
            why = Text(
                th=f"หัวตารางเป็นของปี {said} ไม่ใช่ปี {self.criteria.year}",
                en=f"the columns are of {said}, not of {self.criteria.year}",
            )
            self._words(row, why)
        elif label.kind == "other":
            self._words(row, label.why)
        else:
            self._values(row, under, label, by_part, marks)
        return True

    def _values(
        self, row: Row, under: Placed, label: Label, by_part: dict[str | None, list[Number]], marks: list[bool]
    ) -> None:
        # A row of the level has it in whatever column holds its value.
        named = [text for _, text in under.values] if label.kind == "level" else under.of_kind("level")
        level = next(filter(None, (level_in(text, self.criteria, alone=True) for text in named)), None)
        if level is not None and label.kind == "level":
            self._keep(row, level_line(row, level, self.criteria))
            return
        of_all = label.kind == "sum" or label.figure == "total"
        if not by_part and of_all:
            # Below weighted scores stands their sum, which is the total.
            weighted = [numbers_in(text) for text in under.of_kind("weighted")]
            if len(weighted) == 1 and weighted[0]:
                by_part = {None: list(weighted[0])}
        for part, numbers in by_part.items():
            whole = label.figure is not None and label.figure.kind == "whole"
            own = label if part is None or whole else self.labels.read(under.words, part)
            self._take(row, own, numbers, in_column=True)
        if not by_part and marks and label.figure is not None:
            self._keep(row, mark_line(row, label, marks[0], self.criteria))
        elif level is not None and (of_all or label.figure == "level"):
            self._keep(row, level_line(row, level, self.criteria))
        elif not by_part:
            self._words(row)

    # Rows and sentences without heads.

    def _sentence(self, row: Row) -> None:
        said = "  ".join(cell.said for cell in row.cells if cell.said)
        text = "  ".join(cell.text for cell in row.cells if cell.text)
        # "ผ่าน" behind an item is its mark.
        level = None if self.labels.read(said, self.part).coded else self._level_of(row, text)
        if level is not None:
            spoken = level_in(said, self.criteria) if level.said and len(said) == len(text) else None
            said, text = (spoken or level).rest, level.rest
        pairs = pairs_in(said, text, self.labels, self.part)
        first, numbers = pairs[0].label, [number for pair in pairs for number in pair.numbers]
        self._heading(first, has_value=bool(pairs[0].numbers))
        if level is not None and not any(number.role in ("score", "malformed") for number in numbers):
            self._level_alone(row, level, first)
        elif not numbers:
            item = first.figure is not None and first.figure.kind == "item"
            mark = last_mark(row) if item else None
            if mark is not None:
                self._keep(row, mark_line(row, first, mark, self.criteria))
            else:
                self._words(row, first.why if first.kind == "other" else None)
        else:
            before = len(self.lines)
            for pair in pairs:
                self._take(row, pair.label, pair.numbers, level=level, sentence=text)
            if level is not None:
                self._level_beside(row, level, self.lines[before:])

    def _level_of(self, row: Row, text: str) -> LevelWord | None:
        level = level_in(text, self.criteria)
        if level is None and len(row.cells) > 1:
            alone = (level_in(cell.text, self.criteria, alone=True) for cell in row.cells[1:])
            level = next(filter(None, alone), None)
            if level is not None:
                level = replace(level, rest=re.sub(rf"\s{re.escape(level.name)}\s*$", " ", text))
        return level

    def _level_beside(self, row: Row, level: LevelWord, taken: list[PastedLine]) -> None:
        """A level beside a score is the total's."""
        total = any(line.figure == "total" and line.state == "read" for line in taken)
        if total:
            self._keep(row, level_line(row, level, self.criteria))
        elif level.said and level.known and all(line.state != "read" for line in taken):
            self._keep(row, replace(level_line(row, level, self.criteria), state="doubtful", problem=WHOSE_LEVEL))

    def _level_alone(self, row: Row, level: LevelWord, label: Label) -> None:
        """A level without a score: the result's, where the line speaks of a level and of nothing else."""
        if label.kind == "other":
            # A target's level looks like a result's: the person says that it is left out.
            line = made_line(row, "doubtful" if label.target else "not-a-figure", problem=label.why)
            self._keep(row, replace(line, figure=FigureId("level"), found=level.name) if label.target else line)
            return
        of_result = label.kind in ("level", "sum", "empty") or label.figure == "total"
        if not (of_result or level.said) or (label.kind == "figure" and label.figure != "total"):
            self._words(row)
            return
        line = level_line(row, level, self.criteria)
        if label.kind == "nothing" and line.state == "read":
            line = replace(line, state="doubtful", problem=WHOSE_LEVEL)
        self._keep(row, line)

    # What a label and its numbers give.

    def _take(
        self,
        row: Row,
        label: Label,
        numbers: list[Number],
        *,
        in_column: bool = False,
        level: LevelWord | None = None,
        sentence: str = "",
    ) -> None:
        match label.kind:
            case "other":
                self._words(row, label.why)
            case "sum":
                self._sum(row, numbers)
            case "empty":
                self._bare(row, label, numbers)
            case "told":
                self._told(row, numbers, level, sentence)
            case "figure":
                self._keep(row, score_line(row, label, numbers, self.criteria, in_column=in_column))
            case _:
                self._nobodys(row, label.why, numbers)

    def _nobodys(self, row: Row, why: Text | None, numbers: list[Number]) -> None:
        """A number with decimals under words that name nothing is left unread; anything else is no figure."""
        scores = [number for number in numbers if number.role == "score" and "." in number.said]
        if why is not None or not scores:
            self._words(row, why)
        else:
            self._keep(row, made_line(row, "unread", of=scores[0], problem=NOBODYS))

    def _bare(self, row: Row, label: Label, numbers: list[Number]) -> None:
        """Numbers under no words: perhaps of the indicator whose number stands before them, else nobody's."""
        scores = [number for number in numbers if number.role == "score"]
        if (
            not scores
            or label.ordinal is None
            or len(numbers) > 1
            or str(label.ordinal) not in self.criteria.indicators
        ):
            self._nobodys(row, None, numbers)
            return
        why = Text(
            th=f"มีเพียงเลข {label.ordinal} ไม่มีชื่อ อาจเป็นตัวชี้วัดที่ {label.ordinal} หรือเป็นลำดับที่",
            en=f"only the number {label.ordinal} and no name: indicator {label.ordinal}, or a place in a list",
        )
        figure = self.labels.indicator(str(label.ordinal), self.part)
        self._keep(row, made_line(row, "doubtful", figure, of=scores[0], offered=scores[0].value, problem=why))

    def _told(self, row: Row, numbers: list[Number], level: LevelWord | None, sentence: str) -> None:
        """ "ได้คะแนน 87.15": the figure under whose heading it stands, else the total where the sentence tells of it."""
        under = self.scope if self.scope is not None and self.scope.kind != "total" else None
        line = score_line(row, Label("figure", under or FigureId("total")), numbers, self.criteria)
        if under is None and line.state == "read" and level is None and not _RESULT.search(sentence):
            why = Text(
                th="บรรทัดนี้ไม่ได้บอกว่าเป็นคะแนนของอะไร อาจเป็นคะแนนรวม",
                en="the line does not say whose score it is; it may be the total",
            )
            line = replace(line, state="doubtful", score=None, offered=line.score, problem=why)
        self._keep(row, line)

    def _sum(self, row: Row, numbers: list[Number]) -> None:
        """ "รวม" and "คะแนนเฉลี่ย" are what the rows above make them."""
        scored = [number for number in numbers if number.role == "score"]
        value = scored[0].value if len(scored) == 1 else None
        if value is None:
            doubtful = score_line(row, Label("figure", self.scope or FigureId("total")), numbers, self.criteria)
            self._keep(row, doubtful)
            return
        figure, sure = sum_of(self.criteria, self.scope, self.since, self.read, value)
        if figure is None:
            why = Text(
                th="เป็นค่าเฉลี่ยของแถวข้างบน ซึ่งไม่ใช่คะแนนใดของการประเมิน",
                en="the mean of the rows above, which is no figure of the assessment",
            )
            self._words(row, why)
        elif sure:
            self._keep(row, score_line(row, Label("figure", figure), scored, self.criteria))
        else:
            why = Text(
                th="คำว่ารวมหรือเฉลี่ยในบรรทัดนี้ไม่ชัดว่าเป็นคะแนนของอะไร และคำนวณจากแถวข้างบนแล้วไม่ยืนยัน",
                en="whose total or mean this is does not follow from the rows above",
            )
            self._keep(row, made_line(row, "doubtful", figure, of=scored[0], offered=value, problem=why))

    # Around the rows.

    def _heading(self, label: Label, *, has_value: bool) -> None:
        """Rows below stand under a figure that is named without a score, and under a part also where it has one."""
        figure = label.figure
        whole = label.kind == "figure" and label.doubt is None and figure is not None and figure.kind == "whole"
        if whole and figure is not None:
            if has_value and self.whole_before:
                self.part = None  # a list of the instruments is no heading
            elif figure not in self.labels.parts:
                self.part = str(figure)
            elif len(self.labels.parts[figure]) == 1:
                self.part = None
        self.whole_before = whole and has_value
        if figure is None or label.kind != "figure" or has_value:
            return
        if figure.kind in ("whole", "indicator", "sub_indicator"):
            self.scope, self.since = figure, {}
        elif figure.kind == "total":
            self.scope = None

    def _keep(self, row: Row, line: PastedLine) -> None:
        """Keeps the line of a row; its other lines hold the words."""
        if line.state == "read" and line.figure is not None and line.score is not None:
            self.since[line.figure] = self.read[line.figure] = line.score
        self._words(row, but=line.number)
        self.lines.append(line)

    def _words(self, row: Row, why: Text | None = None, *, but: int | None = None) -> None:
        """Keeps the lines of a row that are no figures, ``why`` with the last of them."""
        done = {line.number for line in self.lines[-40:]} | {but}
        for line in row.lines:
            if line.number not in done:
                problem = why if line is row.lines[-1] else None
                self.lines.append(PastedLine(line.number, line.shown, "not-a-figure", problem=problem))

"""What a row's figure and numbers make of its line: a score, a mark, a level, or a doubt with what may be meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from prongsai.collect.pasted.labels import Label
from prongsai.collect.pasted.layout.rows import Row
from prongsai.collect.pasted.levels import LevelWord
from prongsai.collect.pasted.numbers import Number
from prongsai.collect.pasted.shapes import PastedLine, State
from prongsai.collect.pasted.sums import fits
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria, Scale
from prongsai.criteria.whole_names import mark_in
from prongsai.language.text import Text
from prongsai.language.thai_text import digits

NOBODYS = Text(
    th="มีตัวเลขแต่ไม่รู้ว่าเป็นคะแนนของอะไร จะไม่นำไปใช้ ถ้าต้องการใช้ ให้เติมชื่อหรือรหัสหน้าบรรทัด เช่น ตัวชี้วัดที่ 6 หรือ e2",
    en="a number of no known figure is left out; to use it, put a name or code before it, as indicator 6 or e2",
)
WHOSE_LEVEL = Text(
    th="มีชื่อระดับ แต่ไม่ชัดว่าเป็นระดับผลการประเมินของหน่วยงานนี้",
    en="a level, and it is not clear that it is this agency's",
)


def made_line(
    row: Row,
    state: State,
    figure: FigureId | None = None,
    *,
    of: Number | None = None,
    score: Decimal | None = None,
    offered: Decimal | None = None,
    problem: Text | None = None,
) -> PastedLine:
    """The line of a row that holds the number ``of``, or else the row's last."""
    own = row.lines[-1]
    if of is not None:
        own = next((line for line in reversed(row.lines) if of.said in digits(line.shown)), own)
    return PastedLine(
        own.number,
        own.shown,
        state,
        figure,
        score=score,
        offered=offered,
        problem=problem,
        found=of.said if of is not None and state != "read" else None,
    )


def score_line(
    row: Row, label: Label, numbers: list[Number], criteria: Criteria, *, in_column: bool = False
) -> PastedLine:
    """The line that a figure and the numbers behind it make. ``in_column``: a head says that scores stand there."""
    figure = label.figure
    usable = _usable(numbers, figure, criteria)
    number = usable[0]
    if label.doubt is not None or figure is None:
        one = number if len(usable) == 1 else None
        offered = one.value if one is not None and figure is not None else None
        return made_line(row, "doubtful", figure, of=number, offered=offered, problem=label.doubt or NOBODYS)
    if len(usable) > 1:
        said = ", ".join(number.said for number in usable)
        why = Text(
            th=f"มีตัวเลขหลายตัว ({said}) ไม่รู้ว่าตัวใดเป็นคะแนน ให้เหลือไว้เพียงคะแนน",
            en=f"several numbers ({said}); leave only the score",
        )
        return made_line(row, "doubtful", figure, problem=why)
    if number.role == "malformed":
        line = made_line(row, "doubtful", figure, of=number, problem=number.problem)
        return replace(line, suggestion=number.meant)
    scale = _marks_of(figure, criteria)
    known = number.value in scale.points if scale is not None else in_column
    if scale is not None and not known:
        can = " ".join(format(point, "f") for point in sorted(scale.points))
        why = Text(
            th=f"พบ {number.said} แต่ข้อนี้ได้คะแนนเพียงค่าใดค่าหนึ่งใน {can}",
            en=f"found {number.said}, and the item can only have one of {can}",
        )
        return made_line(row, "doubtful", figure, of=number, problem=why)
    if number.role == "whole" and not known:
        why = Text(
            th=f"พบเลข {number.said} ซึ่งไม่มีทศนิยม อาจเป็นคะแนน หรือเป็นเลขหน้าหรือลำดับที่",
            en=f"found {number.said} without decimals: a score, or the number of a page or a place in a list",
        )
        return made_line(row, "doubtful", figure, of=number, offered=number.value, problem=why)
    return made_line(row, "read", figure, of=number, score=number.value)


def mark_line(row: Row, label: Label, full: bool, criteria: Criteria) -> PastedLine:
    """The line that a word or sign for a mark makes."""
    figure = label.figure
    if figure is None or label.doubt is not None:
        return made_line(row, "doubtful", figure, problem=label.doubt or NOBODYS)
    scale = _marks_of(figure, criteria)
    if scale is None:
        return made_line(row, "not-a-figure")
    best, worst = max(scale.points), min(scale.points)
    if full and len(scale.points) > 2:
        why = Text(
            th=f"ปีนี้ข้อนี้ได้คะแนนบางส่วนได้ คำนี้อาจหมายถึงได้เต็ม {format(best, 'f')} คะแนน",
            en=f"the item can have part of the points this year; the word may mean all {format(best, 'f')}",
        )
        return made_line(row, "doubtful", figure, offered=best, problem=why)
    return made_line(row, "read", figure, score=best if full else worst)


def level_line(row: Row, level: LevelWord, criteria: Criteria) -> PastedLine:
    """The line that names a level."""
    if level.known:
        return replace(made_line(row, "read", FigureId("level")), level=level.name)
    known = " ".join(step.name for step in criteria.levels.steps)
    why = Text(
        th=f"“{level.name}” ไม่ใช่ระดับของปีนี้ ระดับของปีนี้คือ {known}",
        en=f"“{level.name}” is no level of this edition, which has {known}",
    )
    return replace(made_line(row, "doubtful", FigureId("level"), problem=why), found=level.name)


def last_mark(row: Row) -> bool | None:
    """The mark that a row of an item has in a cell of its own, or ends with."""
    for cell in reversed(row.cells[1:]):
        mark = mark_in(cell.text)
        if mark is not None:
            return mark
    last = row.cells[-1].text.split()
    return mark_in(last[-1]) if len(last) > 1 else None


def _marks_of(figure: FigureId, criteria: Criteria) -> Scale | None:
    """The marks that a disclosure item can have; None for any other figure."""
    item = criteria.items.get(figure.item)
    if item is None or item.question is None or criteria.instruments[item.instrument].kind != "disclosure":
        return None
    return item.question.scale


def _usable(numbers: list[Number], figure: FigureId | None, criteria: Criteria) -> list[Number]:
    """The numbers that may be the score: those with decimals or said to be points, else whole ones, else slips."""
    scores = [number for number in numbers if number.role == "score"]
    slips = [number for number in numbers if number.role == "malformed" and not number.said.isdigit()]
    if scores and slips:
        return [*scores, *slips]
    if not scores:
        wholes = [number for number in numbers if number.role == "whole"]
        return wholes or [number for number in numbers if number.role == "malformed"] or numbers[:1]
    distinct = list({number.value: number for number in scores}.values())
    if len(distinct) > 1 and figure is not None:
        own = fits(criteria, figure, [number.value for number in numbers if number.value is not None])
        chosen = [number for number in distinct if number.value == own]
        if own is not None and len(chosen) == 1:
            return chosen
    return distinct

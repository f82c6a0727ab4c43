"""Formulas of the Excel form: sums, whether a row is complete, and a provisional score; each with its result.

Cells to fill in are text, so that 99.70 keeps its zero; ``--("0"&cell)`` makes a number of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from prongsai.excel_form.adding_up import MOST_PRINTED, adds_up
from prongsai.excel_form.choices import SHARES, UNITS
from prongsai.excel_form.form import AnswerRow, Formula, Look
from prongsai.language.exact import half_up, number_text

COMPLETE, INCOMPLETE, TOO_MANY, UNREADABLE = "ครบ", "ไม่ครบ", "เกิน", "ตรวจตัวเลข"


def _number(text: str) -> Fraction:
    # The results that are written beside formulas are of checked files: every text is a number.
    return Fraction(_plain(text)) if text else Fraction(0)


def _plain(text: str) -> str:
    return str(number_text(text))


def _tolerance(cells: str) -> str:
    """``adding_up.tolerance`` as a formula: half a unit of the last decimal for every share that is not zero."""
    decimals = f'SUMPRODUCT(MAX(LEN({cells}&".")-FIND(".",{cells}&".")-1))'
    return f'SUMPRODUCT(--(--("0"&{cells})>0))*5*10^-(1+MIN({MOST_PRINTED},MAX(0,{decimals})))'


def _cells(row: int, first: int, last: int) -> str:
    return f"{xl_col_to_name(first)}{row + 1}:{xl_col_to_name(last)}{row + 1}"


def _sum(texts: Sequence[str]) -> str | float:
    return float(sum(map(_number, texts))) if any(texts) else ""


def row_formulas(row: AnswerRow, mode: tuple[int, int], respondents: tuple[int, int]) -> list[Formula]:
    """Sum, check and provisional score of one row of answers, in the three columns after its choices."""
    cells, width = _cells(row.row, row.column, row.last), len(row.options)
    total = xl_rowcol_to_cell(row.row, row.tail)
    unit, whole = xl_rowcol_to_cell(row.row, row.unit), xl_rowcol_to_cell(*respondents, True, True)
    top = xl_rowcol_to_cell(*mode, True, True)

    def texts(look: Look) -> list[str]:
        return [look(row.row, column) for column in range(row.column, row.last + 1)]

    def summed(look: Look) -> str | float:
        return _sum(texts(look))

    def checked(look: Look) -> str:
        total = summed(look)
        if isinstance(total, str):
            return ""
        of = look(row.row, row.unit) or look(*mode)
        if UNITS.meant(of) == "shares":
            return COMPLETE if adds_up([Decimal(_plain(text)) for text in texts(look) if text]) else INCOMPLETE
        people = _number(look(*respondents))
        return COMPLETE if total == people or not people else INCOMPLETE if total < people else TOO_MANY

    def scored(look: Look) -> str | float:
        numbers = [_number(text) for text in texts(look)]
        points = sum((number * point for number, point in zip(numbers, row.points, strict=True)), Fraction(0))
        return float(half_up(points / sum(numbers))) if sum(numbers) else ""

    enough = f"COUNTA({cells})<{width}" if row.known else "FALSE"
    share = f'IF(ABS({total}-100)<={_tolerance(cells)}+0.000001,"{COMPLETE}","{INCOMPLETE}")'
    count = (
        f'IF({whole}="","{COMPLETE}",IF({total}=--("0"&{whole}),"{COMPLETE}",'
        f'IF({total}<--("0"&{whole}),"{INCOMPLETE}","{TOO_MANY}")))'
    )
    made = [
        Formula(
            row.row,
            row.tail,
            f'=IF(COUNTA({cells})=0,"",IFERROR(SUMPRODUCT(--("0"&{cells})),"{UNREADABLE}"))',
            summed,
        ),
        Formula(
            row.row,
            row.tail + 1,
            f'=IF(COUNTA({cells})=0,"",IF({enough},"{INCOMPLETE}",IF(ISNUMBER({total}),'
            f'IF(IF({unit}="",{top},{unit})="{SHARES}",{share},{count}),"{UNREADABLE}")))',
            checked,
            "check",
        ),
    ]
    if row.points:
        points = ",".join(format(float(point), ".10g") for point in row.points)
        made.append(
            Formula(
                row.row,
                row.tail + 2,
                f'=IF(COUNTA({cells})<{width},"",IFERROR(IF({total}>0,'
                f'ROUND(SUMPRODUCT(--("0"&{cells}),{{{points}}})/{total},2),""),""))',
                scored,
                "score",
            )
        )
    return made


def mean_formula(row: int, column: int, of: Sequence[Formula]) -> Formula:
    """The provisional score of an item from those of its sub-questions, once all are there."""
    cells = ",".join(xl_rowcol_to_cell(formula.row, formula.column) for formula in of)

    def result(look: Look) -> str | float:
        scores = [formula.result(look) for formula in of]
        known = [Fraction(str(score)) for score in scores if isinstance(score, float)]
        return float(half_up(sum(known, Fraction(0)) / len(known))) if len(known) == len(scores) else ""

    return Formula(row, column, f'=IF(COUNT({cells})={len(of)},ROUND(AVERAGE({cells}),2),"")', result, "score")


def column_sum(row: int, column: int, first: int, last: int) -> Formula:
    """The sum of a column of cells from row ``first`` to row ``last``."""
    cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"

    def result(look: Look) -> str | float:
        return _sum([look(row, column) for row in range(first, last + 1)])

    text = f'=IF(COUNTA({cells})=0,"",IFERROR(SUMPRODUCT(--("0"&{cells})),"{UNREADABLE}"))'
    return Formula(row, column, text, result)

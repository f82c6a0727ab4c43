"""Rows of answers that cannot be what their sheet says they are: shares that do not add up, counts for shares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from prongsai.excel_form.adding_up import adds_up, tolerance
from prongsai.excel_form.choices import COUNTS, SHARES
from prongsai.excel_form.form import AnswerRow, InputCell, Place, Sheet
from prongsai.excel_form.numbered import at
from prongsai.excel_form.read_back.gathering import Gathered, Page


def check_sums(result: Gathered, sheet: Sheet, page: Page) -> None:
    """Notes every question of a sheet whose numbers contradict the unit that is chosen for it."""
    if sheet.mode is not None:
        _check_answers(result, sheet, page, sheet.mode)
    asked: dict[Place, list[InputCell]] = {}
    for cell in sheet.fields:
        if len(cell.place) > 4 and cell.place[2] == "demographics" and cell.place[4] == "shares":
            asked.setdefault(cell.place[:5], []).append(cell)
    for place, cells in asked.items():
        _check_groups(result, page, place, cells)


def _check_answers(result: Gathered, sheet: Sheet, page: Page, mode: tuple[int, int]) -> None:
    chosen = xl_rowcol_to_cell(page.rows.get(mode[0], mode[0]), mode[1])
    counted: list[int] = []
    for row in sheet.answers:
        people = at(result.data, (*row.place[:2], "respondents"))
        given: Mapping[str, Any] = at(result.data, row.place) or {}
        if "shares" in given:
            own = (row.row, row.unit) in page.cells
            where = xl_rowcol_to_cell(page.rows.get(row.row, row.row), row.unit) if own else chosen
            _check_shares(result, page, row, [Decimal(share) for share in given["shares"]], people, where)
        elif "counts" in given and (row.row, row.unit) not in page.cells:
            # A row that says for itself that it holds counts is believed.
            counted.append(sum(map(int, given["counts"])))
    if counted and set(counted) == {100}:
        _check_hundreds(
            result, page.cell(*mode), at(result.data, (*sheet.answers[0].place[:2], "respondents")), counted
        )


def _check_shares(
    result: Gathered, page: Page, row: AnswerRow, shares: list[Decimal], people: str | None, where: str
) -> None:
    if adds_up(shares):
        return
    item, total, first = row.place[-1], sum(shares), page.cell(row.row, row.column)
    here = page.rows.get(row.row, row.row)
    cells = f"{xl_rowcol_to_cell(here, row.column)}:{xl_rowcol_to_cell(here, row.column + len(shares) - 1)}"
    if people is not None and total == int(people):
        result.wrong(
            first,
            f"ข้อ {item} เลือกเป็น{SHARES} แต่พบตัวเลขที่รวมได้ {total} เท่ากับจำนวนผู้ตอบ ซึ่งเป็น{COUNTS} "
            f"ให้เลือก “{COUNTS}” ที่ช่อง {where} หรือแก้ตัวเลขในช่อง {cells} เป็นร้อยละที่รวมได้ 100",
            f"{item} is declared as shares, but its numbers add up to {total}, the number of respondents: these are "
            f"counts; choose counts in {where}, or put shares that add up to 100 into {cells}",
        )
        return
    allowed = tolerance(shares)
    result.wrong(
        first,
        f"{SHARES}ของข้อ {item} (ช่อง {cells}) รวมได้ {total} แต่ต้องรวมได้ 100 (ต่างจากการปัดเศษได้ไม่เกิน {allowed}) "
        f"ให้ตรวจกับผลที่ประกาศ หากเป็นจำนวนคนให้เลือก “{COUNTS}” ที่ช่อง {where}",
        f"the shares of {item} ({cells}) add up to {total}, expected 100 (rounding may make {allowed}); "
        f"check them against what was announced, or choose counts in {where} if these are people",
    )


def _check_hundreds(result: Gathered, cell: str, people: str | None, counted: list[int]) -> None:
    """Counts of which every question makes exactly 100 are shares, unless 100 people answered."""
    if people is None:
        result.wrong(
            cell,
            f"เลือกเป็น{COUNTS} แต่ทุกข้อรวมได้ 100 พอดี หากเป็นร้อยละให้เลือก “{SHARES}” หากมีผู้ตอบ 100 คนจริงให้กรอกจำนวนผู้ตอบ",
            "declared as counts, but every question adds up to exactly 100: choose shares if these are shares, "
            "or fill in the number of respondents if 100 people answered",
        )
    elif int(people) != 100 and len(counted) > 1:
        result.wrong(
            cell,
            f"เลือกเป็น{COUNTS} และมีผู้ตอบ {people} คน แต่ทุกข้อรวมได้ 100 พอดี ซึ่งเป็นร้อยละ ให้เลือก “{SHARES}” "
            f"หากเป็นจำนวนคนจริงให้เลือก “{COUNTS}” ในช่องท้ายแถวของแต่ละข้อ",
            f"declared as counts of {people} respondents, but every question adds up to exactly 100: choose shares; "
            "if these are people indeed, choose counts at the end of each row",
        )


def _check_groups(result: Gathered, page: Page, place: Place, cells: list[InputCell]) -> None:
    given = [at(result.data, cell.place) for cell in cells]
    shares = [Decimal(share) for share in given if share is not None]
    if not shares or adds_up(shares, all_of_them=len(shares) == len(cells)):
        return
    rows = [page.rows.get(cell.row, cell.row) for cell in cells]
    span = f"{xl_rowcol_to_cell(rows[0], cells[0].column)}:{xl_rowcol_to_cell(rows[-1], cells[0].column)}"
    total, allowed = sum(shares), tolerance(shares)
    people = at(result.data, (*place[:2], "respondents"))
    counts = people is not None and total == int(people)
    first = next(cell for cell, share in zip(cells, given, strict=True) if share is not None)
    result.wrong(
        page.cell(first.row, first.column),
        f"{SHARES}ของผู้ตอบ (ช่อง {span}) รวมได้ {total} แต่ต้องรวมได้ 100 (ต่างจากการปัดเศษได้ไม่เกิน {allowed}) "
        + ("ตัวเลขนี้เท่ากับจำนวนผู้ตอบ ให้ย้ายไปคอลัมน์จำนวน (คน)" if counts else "ให้ตรวจกับผลที่ประกาศ"),
        f"the shares of respondents ({span}) add up to {total}, expected 100 (rounding may make {allowed}); "
        + ("that is the number of respondents: put the numbers into the column of counts" if counts
           else "check them against what was announced"),
    )  # fmt: skip

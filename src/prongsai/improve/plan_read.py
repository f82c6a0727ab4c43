"""The plan of a round file, checked against the edition it was made from."""

from __future__ import annotations

import dataclasses

from prongsai.collect.checks.checking import Checking
from prongsai.files.spelling import Place
from prongsai.improve.plan import Headed, Plan, Row


def checked_plan(checking: Checking, plan: Plan, *, results: bool) -> Plan:
    """``plan`` under the edition's own ids; what does not fit the edition is noted in ``checking``.

    ``results``: whether the file holds any. A plan made from a year's results is for a later year; a file with a plan
    alone, as a progress report, may be of the plan's own year.
    """
    first = checking.year + 1 if results else checking.year
    if checking.year_of(("plan", "year"), plan.year) and plan.year < first:
        checking.wrong(
            ("plan", "year"),
            f"พบปี {plan.year} แต่แผนต้องเป็นของปีหลังปีที่ประเมิน ({checking.year})",
            f"found {plan.year}, expected a year after the year assessed ({checking.year})",
        )
    forms = checking.criteria.forms
    issues: tuple[str, ...] = ()
    form = plan.form
    if form is not None and forms:
        form = checking.key(("plan", "form"), form, forms, "แบบแผน", "plan form") or form
        issues = tuple(number for number, _, _ in forms[form].issues) if form in forms else ()
    rows = tuple(_row(checking, ("plan", "rows", number), row, issues) for number, row in enumerate(plan.rows))
    return plan if rows == plan.rows and form == plan.form else dataclasses.replace(plan, rows=rows, form=form)


def _row(checking: Checking, place: Place, row: Row, issues: tuple[str, ...]) -> Row:
    criteria = checking.criteria
    indicators = tuple(
        checking.key((*place, "indicators", number), given, criteria.indicators, "ตัวชี้วัดที่", "indicator") or given
        for number, given in enumerate(row.indicators)
    )
    items = tuple(
        checking.item((*place, "items", number), given, criteria.items) or given
        for number, given in enumerate(row.items)
    )
    issue = row.issue
    if issue is not None and issues:
        issue = checking.key((*place, "issue"), issue, issues, "ประเด็นที่", "issue") or issue
    period = row.period
    if period is not None and period.starts and period.ends and period.ends < period.starts:
        checking.wrong(
            (*place, "period", "to"),
            f"วันสิ้นสุด {period.ends} อยู่ก่อนวันเริ่ม {period.starts}",
            f"the end {period.ends} is before the start {period.starts}",
        )
    for key, entries in (("measures", row.measures), ("analysis", row.analysis)):
        for number, entry in enumerate(entries):
            if isinstance(entry, Headed) and not entry.points:
                checking.wrong(
                    (*place, key, number, "points"),
                    f"หัวข้อ “{entry.heading}” ไม่มีข้อย่อย ให้เพิ่มข้อย่อย หรือเขียนหัวข้อนี้เป็นข้อความธรรมดา",
                    f"the heading “{entry.heading}” has no points; add them, or write it as a plain text",
                )
    if (indicators, items, issue) == (row.indicators, row.items, row.issue):
        return row
    return dataclasses.replace(row, indicators=indicators, items=items, issue=issue)

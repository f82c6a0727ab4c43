"""The plan that the program's own documents print comes back row by row, each text in the column it was printed in."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

import pytest
from tests.steps.documents import document, example, source

from prongsai.booklets.plan.reading import PlanRead, plan_in
from prongsai.criteria.editions import edition
from prongsai.improve.plan import Plan, Row, lines_of
from prongsai.language.thai_text import digits, tidy
from prongsai.proofread.document.read import read_document
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Digits
from prongsai.publish.word.document import docx
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.sections import FORMAT

EXAMPLES = ("rangsit", "mae-sot", "watthana", "trang", "mae-sai")
WRITERS = {"html": lambda report: html(report).encode(), "docx": docx, "pdf": pdf}
# Columns of a progress report say nothing else of a row.
OF_PROGRESS = ("measures", "steps", "owners", "period", "result", "suggestion")
OF_PLAN = ("measures", "analysis", "success", "steps", "owners", "period", "follow_up", "evidence")

Told = dict[str, list[str]]


@functools.cache
def read_back(name: str, kind: str, ending: str, numerals: Digits) -> PlanRead:
    """The plan of a document of an example."""
    data = WRITERS[ending](document(name, kind, numerals))
    facts = example(name).facts
    return plan_in(read_document(data, f"a.{ending}").pieces, source(name).criteria, facts.year)


def as_plan(name: str, read: PlanRead) -> Plan:
    """The plan as a round file takes it."""
    round_ = example(name)
    file: dict[str, Any] = {"format": FORMAT, "year": round_.facts.year, "agency": {"name": "ก"}, "plan": read.plan}
    plan = read_data({**file, "criteria": source(name).criteria.id}).plan
    assert plan is not None
    return plan


def told(row: Row, *, by_step: bool) -> Told:
    """What a row prints, column by column, in its order, without the spaces that a page takes out at the end of lines.

    ``by_step``: a table with a line for each step says whose it is there, where it is not the same for all.
    """
    steps = row.steps
    whose = list(dict.fromkeys(step.owner for step in steps if step.owner))
    units = [owner.unit for owner in row.owners]
    result: Told = {
        "measures": list(lines_of(row.measures)),
        "analysis": list(lines_of(row.analysis)),
        "success": list(row.success),
        "steps": [text for step in steps for text in (step.heading, step.text) if text],
        "owners": whose if (by_step and len(whose) > 1) or not units else units,
        "period": [row.period.text]
        if row.period
        else list(dict.fromkeys(step.period for step in steps if step.period)),
        "result": [step.result for step in steps if step.result] or list(row.result),
        "suggestion": [step.suggestion for step in steps if step.suggestion] or list(row.suggestion),
        "follow_up": [row.follow_up] if row.follow_up else [],
        "evidence": [row.evidence] if row.evidence else [],
    }
    return {column: ["".join(tidy(digits(text)).split()) for text in texts] for column, texts in result.items()}


@pytest.mark.parametrize("numerals", ["thai", "arabic"])
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_plan_of_a_booklet_comes_back(name: str, ending: str, numerals: Digits) -> None:
    read = read_back(name, "book", ending, numerals)
    compare(name, read, OF_PROGRESS if name == "mae-sai" else OF_PLAN, ending)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("kind", ["measures", "progress"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_plan_of_a_paper_of_its_own_comes_back(name: str, kind: str, ending: str) -> None:
    compare(name, read_back(name, kind, ending, "thai"), OF_PROGRESS if kind == "progress" else OF_PLAN, ending)


def compare(name: str, read: PlanRead, columns: tuple[str, ...], ending: str) -> None:
    """Every row and every cell of it; a page may run units together, which are then told and left out."""
    own = example(name).plan
    assert own is not None and read.plan is not None
    plan = as_plan(name, read)
    assert (plan.year, len(plan.rows), len(read.places)) == (own.year, len(own.rows), len(own.rows))
    unclear = Counter(doubt.why.en for doubt in read.doubts)
    assert set(unclear) <= {"units written one after another, and it is not clear how many: put each on a line"}
    assert ending == "pdf" or not unclear
    left_out = 0
    for mine, row in zip(own.rows, plan.rows, strict=True):
        want, got = (told(each, by_step=columns is OF_PROGRESS) for each in (mine, row))
        if ending == "pdf" and got["owners"] != want["owners"]:
            # What the page ran together is not taken as a unit: what is taken is one of the row's.
            left_out += 1
            assert set(got["owners"]) < set(want["owners"])
            got["owners"] = want["owners"]
        assert {column: got[column] for column in columns} == {column: want[column] for column in columns}
        assert row.indicators == mine.indicators
        assert set(row.items) <= set(mine.items)
        if columns is OF_PLAN:
            assert (set(row.items), row.issue) == (set(mine.items), mine.issue)
        if row.period is not None and mine.period is not None:
            assert (row.period.starts, row.period.ends) == (mine.period.starts, mine.period.ends)
    assert left_out == sum(unclear.values())


@pytest.mark.parametrize("kind", ["results", "analysis", "order", "letter", "memo", "brief", "committee", "no-gift"])
@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_papers_without_measures_are_no_plan(kind: str, ending: str) -> None:
    read = read_back("mae-sot", kind, ending, "thai")
    assert (read.plan, read.doubts) == (None, ())


def test_draft_of_proposals_is_not_the_agencys_plan() -> None:
    import dataclasses

    from prongsai.publish.assemble.compose import report

    made = report(dataclasses.replace(source("mae-sot"), plan=None), "measures")
    read = plan_in(read_document(html(made).encode(), "a.html").pieces, edition("nacc-2568"), 2568)
    assert read.plan is None
    assert any("ร่างข้อเสนอ" in doubt.why.th for doubt in read.doubts)

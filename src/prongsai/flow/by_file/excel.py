"""The Excel form, out and in: an edition or a round becomes a workbook, a filled workbook becomes a round."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prongsai.collect.checks.checking import year_problem
from prongsai.criteria.editions import default_edition
from prongsai.criteria.shapes import Criteria
from prongsai.excel_form import Filled, fill, laid_over, read_form
from prongsai.excel_form.read_back.unpacking import LIMIT
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.flow.by_file.rounds import not_by, read_rounds
from prongsai.flow.rules.known import edition, question
from prongsai.language.text import Text
from prongsai.outside.files import read_limited, write_whole
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data, write_yaml


def empty_form(year: int, criteria: str | None = None) -> bytes:
    """The empty form of a year (Buddhist era), of the NACC's edition where none is named.

    Raises ``Refused`` for a year without an edition, and for an edition of another year.
    """
    wrong = year_problem(year)
    if wrong is not None:
        raise Refused([Problem("--year", wrong)])
    rules = edition(criteria or default_edition(year))
    if rules.year != year:
        text = Text(
            th=f"เกณฑ์ {rules.id} เป็นของปี {rules.year} แต่ระบุ --year {year}",
            en=f"{rules.id} is for {rules.year}, but --year says {year}",
        )
        raise Refused([Problem("--criteria", text)])
    return fill(rules)


def form_of_round(one: Round, rules: Criteria | None = None) -> bytes:
    """The form filled in with a round, so that it can be completed or corrected in Excel; ``rules``: its edition."""
    return fill(rules or edition(one.facts.criteria), to_data(one))


def form_of_file(path: Path, year: int | None = None, criteria: str | None = None) -> bytes:
    """The form filled in with the one round of a file; ``year``: the year that it must be of.

    Raises ``Refused`` for a file that is wrong, holds several rounds, or is of another year.
    """
    rounds = read_rounds([path], criteria=criteria)
    if len(rounds) != 1:
        raise file_refusal(
            str(path),
            f"ไฟล์นี้มี {len(rounds)} หน่วยงาน แบบกรอกหนึ่งไฟล์ใช้กับหน่วยงานเดียว ให้แยกไฟล์ก่อน",
            f"this file holds {len(rounds)} rounds; a form is for one, so split the file first",
        )
    own = rounds[0].facts.year
    if year is not None and year != own:
        raise file_refusal(
            str(path),
            f"ไฟล์นี้เป็นของปี {own} แต่ระบุ --year {year} ให้แก้หรือไม่ต้องระบุ --year",
            f"this file is for {own}, but --year says {year}; correct or leave out --year",
        )
    return form_of_round(rounds[0])


def round_of_form(
    path: Path,
    year: int | None = None,
    criteria: str | None = None,
    held: Mapping[int, Mapping[str, Any]] | None = None,
) -> Round:
    """The round in a filled form; ``year``: the year that the form must be for; ``held`` as in ``round_in``.

    Raises one ``Refused`` with every problem, each at its cell (``IIT!D9``), and where the edition of the form does not
    assess such an agency and ``criteria`` does not name it.
    """
    one = round_in(read_limited(path, LIMIT), str(path), year, held)
    problems = not_by(criteria, [one], str(path))
    agency = one.facts.agency
    asked = question(agency.kind, agency.name, one.facts.year, edition(one.facts.criteria))
    if criteria is None and asked is not None:
        text = Text(
            th=f"{asked.text.th} หากใช้เกณฑ์นี้จริงให้ระบุ --criteria {one.facts.criteria}",
            en=f"{asked.text.en}; if it is these rules all the same, say --criteria {one.facts.criteria}",
        )
        problems.append(Problem("agency.kind" if agency.kind else "agency.name", text, file=str(path)))
    if problems:
        raise Refused(problems)
    return one


def round_in(
    data: bytes, name: str, year: int | None = None, held: Mapping[int, Mapping[str, Any]] | None = None
) -> Round:
    """The round in the bytes of a filled form, as ``round_of_form``; ``name`` is the file that problems name.

    ``held``: the round files that count now, by year; what the form leaves blank is theirs, where they are of the same
    edition.
    """
    filled = read_form(data, name, year=year, edition=edition)
    one = _read(filled, filled.padded)
    if filled.problems:
        raise Refused(filled.problems)
    base = (held or {}).get(one.facts.year)
    if base is None or base.get("criteria") != one.facts.criteria:
        return one
    try:
        return _read(filled, laid_over(dict(base), filled))
    except Refused as refused:
        together = [Problem(found.place, _with_held(found.text), file=name) for found in refused.problems]
        raise Refused(together) from refused


def _read(filled: Filled, data: Mapping[str, object]) -> Round:
    try:
        return read_data(data, edition=edition)
    except Refused as refused:
        found = [filled.problem_at_cell(problem) for problem in refused.problems]
        more = [problem for problem in found if problem is not None]
        raise Refused(list(dict.fromkeys([*filled.problems, *more]))) from refused


def _with_held(text: Text) -> Text:
    return Text(
        th=f"เมื่อรวมกับข้อมูลที่บันทึกไว้แล้ว (ส่วนที่เว้นว่างใช้ค่าเดิม): {text.th}",
        en=f"together with what was saved before (blank parts keep it): {text.en}",
    )


def save(path: Path, data: bytes, *, replace: bool = False) -> Path:
    """Writes a file whole or not at all. Raises ``Refused`` where one stands already and ``replace`` is not set."""
    if path.exists() and not replace:
        raise file_refusal(
            str(path),
            "มีไฟล์ชื่อนี้อยู่แล้ว ให้ใช้ชื่ออื่น หรือเพิ่ม --force เพื่อเขียนทับ",
            "there is a file of this name already; use another name, or add --force to replace it",
        )
    try:
        return write_whole(path, data)
    except OSError as error:
        raise file_refusal(
            str(path),
            "เขียนไฟล์นี้ไม่ได้ ให้ตรวจว่ามีโฟลเดอร์นี้ เขียนลงได้ และยังมีที่ว่าง",
            "this file cannot be written; check that its folder is there, may be written to and has room",
        ) from error


def save_round(path: Path, one: Round, *, replace: bool = False) -> Path:
    """Writes a round as YAML, as ``save`` does."""
    return save(path, write_yaml(one).encode(), replace=replace)

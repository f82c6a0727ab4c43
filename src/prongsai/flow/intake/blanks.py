"""Blanks of a year for an agency: the Excel form and a round file with nothing in them but whose they are."""

from __future__ import annotations

from prongsai.excel_form import fill
from prongsai.files.problems import Refused
from prongsai.flow.intake.keeping import base_of
from prongsai.flow.intake.rules import rules_for
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import newest_edition
from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import write_yaml


def blank_form(agency: Agency, which: int, form: str) -> bytes | None:
    """The blank of a year as ``xlsx`` or ``yaml``; None for any other form, and for a year without rules."""
    try:
        criteria, _ = rules_for(current(SYSTEM, agency, which), which)
    except Refused:
        return None
    data = base_of(agency, which, None, criteria)
    if form == "xlsx":
        return fill(criteria, data)
    return write_yaml(read_data(data, edition=newest_edition)).encode() if form == "yaml" else None

"""A year beside an earlier one that the reader chose."""

from __future__ import annotations

import dataclasses

from prongsai.analyze.findings import Findings
from prongsai.flow.by_file.dossier import findings_of
from prongsai.screens.year import Year


def findings_since(year: Year, since: int) -> Findings | None:
    """The findings of a year with ``since`` as the latest earlier one; None where that year is not known."""
    if year.file is None or year.scorecard is None or year.findings is None or since not in year.file.facts.history:
        return None
    if since == max(year.file.facts.history):
        return year.findings
    history = {past: published for past, published in year.file.facts.history.items() if past <= since}
    shorter = dataclasses.replace(year.file, facts=dataclasses.replace(year.file.facts, history=history))
    return findings_of(shorter, year.criteria, year.scorecard)

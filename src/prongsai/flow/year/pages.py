"""The pages of a year: read in somebody's scope, then said by ``screens``. None where there is nothing to show."""

from __future__ import annotations

import dataclasses
import datetime

from prongsai.flow.rules import known
from prongsai.flow.year.compared import findings_since
from prongsai.flow.year.correcting import CORRECTED
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import StoredYear, year
from prongsai.records.models import Agency, AgencyRound
from prongsai.records.scope import Scope
from prongsai.screens.agency.analysis import AnalysisPage, analysis_page
from prongsai.screens.agency.figure import FigurePage, figure_page
from prongsai.screens.agency.item import ItemPage, item_page
from prongsai.screens.agency.results import Correction, ResultsPage, results_page
from prongsai.screens.agency.running.home import RunningYear, running_year
from prongsai.screens.agency.year_home import YearHome, year_home


def home(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> YearHome | None:
    """Year home; of the newest year where none is named."""
    stored = year(scope, agency, which, today)
    return year_home(stored, today) if stored else None


def running(scope: Scope, agency: Agency, shown: YearHome, today: datetime.date) -> RunningYear | None:
    """What a year that was opened and has no score yet shows besides; None for any other."""
    held = current(scope, agency, shown.year) if not shown.scored else None
    if held is None or held.round.opened_at is None:
        return None
    results = AgencyRound.objects.within(scope).filter(agency=agency, year__lt=shown.year, current__isnull=False)
    before = results.order_by("-year").values_list("year", flat=True).first()
    last = home(scope, agency, before, today) if before is not None else None
    came = held.round.provisional and known.announced_for(held.criteria.id) is not None
    phases = [row.phase for row in shown.phases]
    return running_year(held.criteria, phases, last, came=came, today=today)


def results(
    scope: Scope, agency: Agency, which: int, today: datetime.date, since: int | None = None
) -> ResultsPage | None:
    """The results; ``since``, a year to compare with, is left out where that year is not known."""
    stored = year(scope, agency, which, today)
    if stored is None:
        return None
    compared = findings_since(stored, since) if since is not None else None
    return dataclasses.replace(results_page(stored, compared, since), corrected=_corrected(stored))


def _corrected(stored: StoredYear) -> Correction | None:
    """Who corrected what counts now, and why; None where it was not corrected."""
    result = stored.result
    if result is None or result.basis != CORRECTED:
        return None
    by = result.made_by.name if result.made_by is not None else ""
    return Correction(version=result.version, by=by, at=result.made_at, why=result.why)


def figure(scope: Scope, agency: Agency, which: int, figure_id: str, today: datetime.date) -> FigurePage | None:
    """The trace of one figure."""
    stored = year(scope, agency, which, today)
    return figure_page(stored, figure_id) if stored else None


def item(scope: Scope, agency: Agency, which: int, code: str, today: datetime.date) -> ItemPage | None:
    """One item in all its parts."""
    stored = year(scope, agency, which, today)
    return item_page(stored, code, today) if stored else None


def analysis(scope: Scope, agency: Agency, which: int, today: datetime.date) -> AnalysisPage | None:
    """What the numbers say."""
    stored = year(scope, agency, which, today)
    return analysis_page(stored, today) if stored else None

"""The pages of a year: read in somebody's scope, then said by ``screens``. None where there is nothing to show."""

from __future__ import annotations

import datetime

from prongsai.flow.year.compared import findings_since
from prongsai.flow.year.stored import year
from prongsai.records.models import Agency
from prongsai.records.scope import Scope
from prongsai.screens.agency.analysis import AnalysisPage, analysis_page
from prongsai.screens.agency.figure import FigurePage, figure_page
from prongsai.screens.agency.item import ItemPage, item_page
from prongsai.screens.agency.results import ResultsPage, results_page
from prongsai.screens.agency.year_home import YearHome, year_home


def home(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> YearHome | None:
    """Year home; of the newest year where none is named."""
    stored = year(scope, agency, which, today)
    return year_home(stored, today) if stored else None


def results(
    scope: Scope, agency: Agency, which: int, today: datetime.date, since: int | None = None
) -> ResultsPage | None:
    """The results; ``since``, a year to compare with, is left out where that year is not known."""
    stored = year(scope, agency, which, today)
    if stored is None:
        return None
    compared = findings_since(stored, since) if since is not None else None
    return results_page(stored, compared, since)


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

"""A year is opened from the command line, as whole processes."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_site
from test_site import ask, run

# The same site, and the same making of it once a run.
made, site = test_site.made, test_site.site
CODE = "ag-6830d96e"
YEARS = (
    "SELECT year, provisional FROM records_agencyround r JOIN records_agency a ON a.id = r.agency_id "
    f"WHERE a.code = '{CODE}' ORDER BY year"
)
LINES = "SELECT count(*) FROM records_entry"


def opened(site: Path, year: int, *more: str, code: str = CODE) -> tuple[int, str]:
    return run("year", "open", "--agency", code, "--year", str(year), "--folder", str(site), *more)


def test_year_whose_rules_are_not_announced_opens_on_the_ones_before_and_says_so(site: Path) -> None:
    carried = "rules of 2569 of the Office of the NACC, carried over until those of 2570 are announced"
    assert opened(site, 2570) == (0, f"2570 of เทศบาลนครแม่สอด is open {carried}")
    assert (2570, 1) in ask(site, YEARS)
    lines = ask(site, LINES)
    assert opened(site, 2570) == (0, f"2570 of เทศบาลนครแม่สอด was open already; nothing changed {carried}")
    assert ask(site, LINES) == lines
    assert opened(site, 2569) == (0, "2569 of เทศบาลนครแม่สอด is open")
    assert opened(site, 2567, "--criteria", "nacc-2567") == (0, "2567 of เทศบาลนครแม่สอด is open")
    status, said = run("history", "verify", "--folder", str(site))
    assert status == 0, said


@pytest.mark.parametrize(
    ("year", "more", "said"),
    [
        (2400, (), "the running fiscal year is"),
        (2599, (), "the running fiscal year is"),
        (2560, (), "there are no rules of 2560 here"),
        (2570, ("--criteria", "nacc-2599"), "there is no edition “nacc-2599”"),
        (2569, ("--criteria", "nacc-2567"), "use nacc-2569"),
        (2568, ("--criteria", "nacc-2569"), "cannot open 2568"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_nothing_changes(
    site: Path, year: int, more: tuple[str, ...], said: str
) -> None:
    before = ask(site, YEARS), ask(site, LINES)
    status, told = opened(site, year, *more)
    assert (status, said in told) == (2, True), told
    assert (ask(site, YEARS), ask(site, LINES)) == before


def test_agency_that_is_not_there_is_told_with_those_that_are(site: Path, tmp_path: Path) -> None:
    status, told = opened(site, 2570, code="ag-nowhere")
    assert (status, "no agency of the code “ag-nowhere”" in told, CODE in told) == (2, True, True)
    status, told = opened(tmp_path / "empty", 2570)
    assert (status, "there is none yet" in told) == (2, True)
    status, told = run("year", "open", "--agency", CODE, "--year", "สองพัน", "--folder", str(site))
    assert status == 2

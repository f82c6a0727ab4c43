"""Pages on paper: whose figures of which year, everything unfolded, nothing to press, no heading left alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from test_browser import Visit, browser, codes, pytestmark, visit

from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]

PAGES = ("", "results/", "analysis/", "results/total/", "items/o1/", "documents/")
PRESSED = """() => [...document.querySelectorAll("button, nav, .button, .skip, [role=search]")]
  .filter(each => each.offsetParent).map(each => each.textContent.trim())"""
# Words of what is folded that nobody would see on paper.
FOLDED = """() => [...document.querySelectorAll("details:not([open])")].filter(each => each.offsetParent)
  .filter(each => [...each.children].some(child => child.tagName !== "SUMMARY" && !child.checkVisibility()))
  .map(each => each.textContent.trim().slice(0, 60))"""
# White letters stand on a ground that browsers leave out.
PALE = """() => [...document.querySelectorAll("main .level, main h2, .on-paper")].filter(each => each.offsetParent)
  .filter(each => getComputedStyle(each).color.match(/\\d+/g).slice(0, 3).some(part => part > 60)
    || getComputedStyle(each).backgroundColor !== "rgba(0, 0, 0, 0)").map(each => each.textContent)"""
HEADINGS = "() => [...document.querySelectorAll('main h1, main h2, main h3')].map(each => each.textContent.trim())"


def name_of(visit: Visit) -> str:
    """The name of the agency that is visited."""
    return Agency.objects.within(SYSTEM).get(code=visit.code).name


def test_on_paper_a_page_names_its_agency_and_year_and_hides_nothing_but_what_is_pressed(visit: Visit) -> None:
    page, name = visit.page, name_of(visit)
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    page.emulate_media(media="print")
    for rest in PAGES:
        visit.go(visit.year(rest))
        head = page.locator(".on-paper")
        assert head.is_visible() and name in head.inner_text() and "2568" in head.inner_text(), rest
        assert page.evaluate(PRESSED) == [], rest
        assert page.evaluate(FOLDED) == [], rest
        assert page.evaluate(PALE) == [], rest
    page.emulate_media(media="screen")
    assert not page.locator(".on-paper").is_visible()


def test_browsers_that_know_no_folded_content_unfold_while_they_print(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go(visit.year("results/"))
    folded = page.locator("details:not([open])").count()
    assert folded
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == folded


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no `pdftotext` on the PATH")
@pytest.mark.parametrize("rest", ["", "results/", "analysis/"])
def test_no_printed_page_ends_with_a_heading(visit: Visit, rest: str, tmp_path: Path) -> None:
    page, name = visit.page, name_of(visit)
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go(visit.year(rest))
    headings = {_bare(each) for each in page.evaluate(HEADINGS)}
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    got = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
    )
    pages = [[_bare(line) for line in each.splitlines() if line.strip()] for each in got.stdout.split("\f")]
    pages = [lines for lines in pages if lines]
    assert len(pages) > 1
    assert _bare(name) in pages[0][0] and "2568" in pages[0][0]
    assert [lines[-1] for lines in pages if any(lines[-1] and each.startswith(lines[-1]) for each in headings)] == []


def _bare(words: str) -> str:
    """Without spaces and marks, which are read back from a PDF in another order."""
    return "".join(sign for sign in words if sign.isalnum() and sign.isprintable())

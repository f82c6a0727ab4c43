"""Documents as pages in a real browser: axe finds nothing, nothing is cut off, a brief prints on one page."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import KINDS, report_of
from prongsai.publish.html.page import html
from prongsai.publish.plain_report import sound_levels
from prongsai.publish.report import Contents

IN_CI = os.environ.get("CI", "").lower() == "true"
if not IN_CI:
    pytest.importorskip("playwright", reason="playwright is not installed (requirements/dev.txt)")
    pytest.importorskip("axe_playwright_python", reason="axe is not installed (requirements/dev.txt)")
from axe_playwright_python.sync_playwright import Axe  # noqa: E402 — only where it is there
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 — only where it is there

CHROMIUM = shutil.which("chromium")
# CI may not skip it: there a missing browser fails in the fixture below.
pytestmark = pytest.mark.skipif(CHROMIUM is None and not IN_CI, reason="no `chromium` on the PATH")
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PHONE = 320
EXAMPLES = examples()
CUT_OFF = """[...document.querySelectorAll('caption > span, figcaption')].filter(each => {
  const own = each.getBoundingClientRect(), room = (each.closest('.scroll') || document.body).getBoundingClientRect();
  return own.left < room.left - 1 || own.right > room.right + 1 || own.right > innerWidth;
}).length"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": PHONE, "height": 900})
    yield opened
    opened.close()


def show(page: Page, name: str, kind: str, folder: Path) -> None:
    file = folder / "page.html"
    file.write_text(html(report_of(EXAMPLES[name], kind)), "utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_phone(name: str, kind: str, page: Page, tmp_path: Path) -> None:
    try:
        show(page, name, kind, tmp_path)
    except Refused:
        pytest.skip("the example has no data for this kind")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
    assert page.evaluate(CUT_OFF) == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_brief_prints_on_one_page(name: str, page: Page, tmp_path: Path) -> None:
    show(page, name, "brief", tmp_path)
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1


def test_links_lead_to_the_headings_and_are_closed_and_not_printed(page: Page, tmp_path: Path) -> None:
    show(page, "rangsit-2568", "results", tmp_path)
    links = page.locator("nav.links")
    assert (
        page.evaluate("document.querySelector('h1').compareDocumentPosition(document.querySelector('nav.links'))") == 4
    )
    assert not links.get_by_role("link").first.is_visible()
    links.locator("summary").click()
    every = links.get_by_role("link").all()
    assert len(every) >= 4
    for link in every:
        target = page.locator(str(link.get_attribute("href")))
        assert target.inner_text() == link.inner_text()
    page.emulate_media(media="print")
    assert not links.is_visible()


@pytest.mark.parametrize("name", EXAMPLES)
def test_documents_with_contents_of_their_own_and_papers_have_no_links(name: str) -> None:
    book = report_of(EXAMPLES[name], "book")
    headings = sum(level <= 2 for level in sound_levels(book.blocks))
    wanted = headings >= 4 and not any(isinstance(block, Contents) for block in book.blocks)
    assert html(book).count('<nav class="links"') == wanted
    assert '<nav class="links"' not in html(report_of(EXAMPLES[name], "memo"))

"""Every page at 320 and 768 px and with letters twice as large: nothing runs out of the window, every table is cards
or fits, everything that is pressed is large enough, and links that read alike lead to one place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_browser import NARROW, WIDE, Visit, browser, codes, pytestmark, visit

__all__ = ["browser", "codes", "pytestmark", "visit"]

# Windows and sizes of letters that every page is seen in.
SEEN = ((NARROW, "100%"), (NARROW, "200%"), (768, "100%"), (WIDE, "200%"))
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
# What is wrong with a page as it stands; see each name.
WRONG = """() => {
  const wrong = [], room = document.documentElement.clientWidth;
  const words = each => (each.textContent || each.name || "").trim().slice(0, 40);
  const short = each => `${each.tagName.toLowerCase()} “${words(each)}”`;
  // Tabs of a phone are one row that is moved sideways.
  const seen = each => each.offsetParent && !each.closest(".skip, .unseen, .sr, .tabs ul");
  if (document.scrollingElement.scrollWidth > room) {
    wrong.push("wider than the window: " + [...document.querySelectorAll("body *")]
      .filter(each => seen(each) && each.getBoundingClientRect().right > room + 1).map(short).slice(0, 3));
  }
  for (const table of document.querySelectorAll("table")) {
    const region = table.closest(".scroll[role=region][tabindex='0'][aria-label]");
    if (!region) { wrong.push("no region with a name around " + short(table)); continue; }
    if (region.offsetParent && region.scrollWidth > region.clientWidth + 1) {
      wrong.push("table goes on at the side: " + region.ariaLabel);
    }
    for (const cell of table.querySelectorAll("tbody > tr > td:not([colspan]):not(:empty)")) {
      const card = getComputedStyle(cell.parentElement).display === "grid";
      const headed = cell.dataset.label && getComputedStyle(cell, "::before").display !== "none";
      if (card && !headed) { wrong.push("no head before " + short(cell)); }
    }
  }
  for (const each of document.querySelectorAll("body *:not(svg *):not(select):not(textarea):not(input)")) {
    if (seen(each) && getComputedStyle(each).overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1) {
      wrong.push("cut off: " + short(each));
    }
  }
  const written = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (written.nextNode()) {
    const each = written.currentNode, range = document.createRange();
    if (!/^\\s*\\d+(\\.\\d+)?\\s*$/.test(each.data) || !seen(each.parentElement)) { continue; }
    range.selectNodeContents(each);
    const lines = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.y)));
    if (lines.size > 1) { wrong.push("a figure over two lines: " + each.data.trim()); }
  }
  const names = new Map();
  for (const each of document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")) {
    if (!seen(each)) { continue; }
    const box = each.getBoundingClientRect();
    if (box.height < 24 || box.width < 24) { wrong.push(`${box.width} by ${box.height} px: ${short(each)}`); }
    if (each.tagName !== "A") { continue; }
    const name = (each.ariaLabel || each.textContent).trim().replace(/\\s+/g, " ");
    if (!names.has(name)) { names.set(name, each.href); }
    if (names.get(name) !== each.href) { wrong.push("another link reads the same: " + name); }
  }
  return [...new Set(wrong)];
}"""
CARDS = """() => [...document.querySelectorAll("table")]
  .filter(each => each.offsetParent && each.tHead.rows[0].cells.length > 2)
  .filter(each => getComputedStyle(each.tBodies[0].rows[0]).display !== "grid")
  .map(each => each.closest(".scroll").ariaLabel)"""


def kind_of(path: str) -> str:
    """Addresses with pages of one template alike: a year has a hundred figures."""
    path = re.sub(r"\?.*|#.*", "", path)
    path = re.sub(r"items/([ieo])\d+(\.\d+)?", r"items/\1", path)
    path = re.sub(r"results/(\w+\.[ieo]|ind:|sub:)[\d.@A-Z]+/", r"results/\1/", path)
    path = re.sub(r"texts/\w+/", "texts/", path)
    return re.sub(r"/\d+(?=/)", "/N", re.sub(r"/a/[^/]+", "/a", path))


def is_page(path: str) -> bool:
    """Not a file to be saved, nor the way out."""
    return not re.search(
        r"/(round|blank|data|processing|agreements/[^/]+)\.\w+|/file$|/logout/|^/fonts/|^/static/", path
    )


def pages_from(visit: Visit, first: str, more: list[str]) -> Iterator[str]:
    """One address of every kind of page that links lead to; each is open, with everything unfolded, while it is had."""
    there: set[str] = set()
    waiting = [first, *more]
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in there or not is_page(path):
            continue
        there.add(kind_of(path))
        visit.go(path)
        links = visit.page.locator("a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        waiting += links
        visit.page.evaluate(OPEN)
        yield path


@pytest.mark.parametrize("email", ["mae-sot@example.org", "admin@example.org"])
def test_every_page_fits_a_phone_a_tablet_and_letters_twice_as_large(visit: Visit, email: str) -> None:
    page = visit.page
    visit.sign_in(email)
    page.wait_for_url(re.compile(r"/a/|/$"))
    more = ["/accounts/", visit.year("results/?with=2567"), visit.year("import/paste/")]
    seen = 0
    found: list[str] = []
    for path in pages_from(visit, page.url.removeprefix(visit.address), more):
        seen += 1
        for width, letters in SEEN:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
            wrong = page.evaluate(WRONG)
            if width == NARROW:
                wrong += [f"not cards: {name}" for name in page.evaluate(CARDS)]
            found += [f"{path} at {width} px, letters {letters}: {each}" for each in wrong]
    assert found == [], "\n".join(found)
    assert seen > 20 and visit.said == []


def test_axe_finds_nothing_on_any_page_with_everything_unfolded(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    found: dict[str, str] = {}
    for path in pages_from(visit, visit.year(), ["/accounts/"]):
        for width, axe in ((NARROW, Axe()), (WIDE, Axe("axe.version"))):
            page.set_viewport_size({"width": width, "height": 900})
            result = axe.run(page)
            if result.violations_count:
                found[f"{path} at {width} px"] = result.generate_report()
    assert found == {}


def test_a_tablet_uses_its_width(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    page.set_viewport_size({"width": 768, "height": 900})
    chart, table = page.locator(".two > figure").first.bounding_box(), page.locator(".two .scroll").first.bounding_box()
    assert chart is not None and table is not None
    assert chart["x"] + chart["width"] < table["x"]
    assert (
        page.locator(".two table").first.evaluate("each => getComputedStyle(each.tBodies[0].rows[0]).display")
        == "table-row"
    )
    visit.go(visit.year("analysis/"))
    listed = page.locator(".even .card:last-child > ul > li")
    begin = listed.evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().x))")
    assert len(set(begin)) == 2
    visit.go(visit.year("results/"))
    wide = page.locator("main section > .scroll").evaluate_all("all => all.map(each => each.clientWidth)")
    assert min(wide) > 700

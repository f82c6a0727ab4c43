"""Every page for older eyes and unsteady hands: text from 18 px, and what is pressed at least 44 px high and wide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import Client
from playwright.sync_api import Browser
from test_browser import NARROW, WIDE, Visit, browser, codes, pytestmark, visit, window
from test_narrow import OPEN, pages_from
from test_templates import OURS, open_every_page

from people import cast

__all__ = ["browser", "codes", "pytestmark", "visit"]

# What is too small. A link within a sentence is text, and as high as its line; one that begins a point of a list or a
# cell, or stands alone, is pressed. Of a box to tick its label counts, as it is ticked there too.
SMALL = """() => {
  const small = [], words = each => (each.textContent || each.name || "").trim().replace(/\\s+/g, " ").slice(0, 30);
  const short = each => `${each.tagName.toLowerCase()}.${[...each.classList].join(".")} “${words(each)}”`;
  const seen = each => each.checkVisibility() && !each.closest(".skip, .unseen, .sr, svg, [hidden]");
  const written = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (written.nextNode()) {
    const each = written.currentNode.parentElement, size = parseFloat(getComputedStyle(each).fontSize);
    if (written.currentNode.data.trim() && seen(each) && size < 18) { small.push(`${size} px: ${short(each)}`); }
  }
  for (const cell of document.querySelectorAll("td[data-label]")) {
    const before = getComputedStyle(cell, "::before");
    if (seen(cell) && before.display !== "none" && parseFloat(before.fontSize) < 18) {
      small.push(`${before.fontSize}: the head before ${short(cell)}`);
    }
  }
  const block = "li, td, th, dd, dt, p, h1, h2, h3, h4, figcaption, caption, legend, summary, div, section, form, nav";
  const inSentence = link => {
    const around = link.parentElement.closest(block), before = document.createRange();
    before.setStart(around, 0);
    before.setEndBefore(link);
    const led = before.cloneContents();
    led.querySelectorAll("a, button, .sr, .unseen").forEach(each => each.remove());
    if (/[\\p{L}\\p{N}]/u.test(led.textContent)) { return true; }
    const rest = around.cloneNode(true);
    rest.querySelectorAll("a, button, .sr, .unseen, form, ul, ol, table").forEach(each => each.remove());
    return around.matches("p, h1, h2, h3, h4, figcaption, caption, legend") && /[\\p{L}\\p{N}]/u.test(rest.textContent);
  };
  const enough = each => {
    const box = each.getBoundingClientRect();
    return box.height > 43.5 && box.width > 43.5;
  };
  const pressed = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  for (const each of document.querySelectorAll(pressed)) {
    if (!seen(each) || enough(each) || [...each.labels || []].some(enough)) { continue; }
    if (each.tagName === "A" && getComputedStyle(each).display === "inline" && inSentence(each)) { continue; }
    const box = each.getBoundingClientRect();
    small.push(`${Math.round(box.width)} by ${Math.round(box.height)} px: ${short(each)}`);
  }
  return [...new Set(small)];
}"""


@pytest.mark.parametrize("email", ["mae-sot@example.org", "admin@example.org"])
def test_nothing_is_too_small_to_read_or_to_press_on_any_page(visit: Visit, email: str) -> None:
    page = visit.page
    visit.go("/accounts/login/")
    found = [f"/accounts/login/: {each}" for each in page.evaluate(SMALL)]
    visit.sign_in(email)
    page.wait_for_url(re.compile(r"/a/|/$"))
    more = ["/accounts/", visit.year("results/?with=2567"), visit.year("import/paste/"), "/join/"]
    seen = 0
    for path in pages_from(visit, page.url.removeprefix(visit.address), more):
        seen += 1
        for width in (NARROW, 768, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} at {width} px: {each}" for each in page.evaluate(SMALL)]
    assert found == [], "\n".join(found)
    assert seen > 20


def test_nothing_is_too_small_in_any_state_of_any_template(
    live_server: object, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What links do not lead to: refusals, previews, questions, errors; each set of templates once, as it was made."""
    made: dict[str, str] = {}
    usual = Client.request

    def noted(self: Client, **request: object) -> HttpResponse:
        answer: HttpResponse = usual(self, **request)
        if "html" in answer.get("Content-Type", "") and "Content-Disposition" not in answer:
            state = " ".join(dict.fromkeys(str(template.name) for template in getattr(answer, "templates", ())))
            made.setdefault(f"{state} {answer.status_code}", answer.content.decode())
        return answer

    monkeypatch.setattr(Client, "request", noted)
    open_every_page(cast())
    for path in sorted(Path(OURS).glob("[45]*.html")):
        made[path.name] = get_template(path.name).render({"status": int(path.stem[:3])})
    whole = {state: html for state, html in made.items() if "<html" in html}
    found: list[str] = []
    with window(browser, live_server.url) as visit:
        at = ""
        visit.page.route("**/as-it-was-made/", lambda route: route.fulfill(body=whole[at], content_type="text/html"))
        for at in whole:
            visit.go("/as-it-was-made/")
            visit.page.evaluate(OPEN)
            for width in (NARROW, WIDE):
                visit.page.set_viewport_size({"width": width, "height": 900})
                found += [f"{at} at {width} px: {each}" for each in visit.page.evaluate(SMALL)]
    assert found == [], "\n".join(found)
    assert len(whole) > 60

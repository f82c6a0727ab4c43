"""Thai inside English pages stands inside ``lang="th"``, whatever a template does."""

from __future__ import annotations

import datetime
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from test_no_codes import FIGURES, ITEMS, OF_AGENCY, PAGES

from prongsai.flow.by_file.examples import examples
from prongsai.flow.site.showcase import load_examples
from prongsai.language.marked_html import has_thai, marked
from prongsai.records.models import Agency, Person
from prongsai.records.scope import SYSTEM

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Unmarked(HTMLParser):
    """What a reader of a page is given in Thai without being told that it is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[tuple[str, str | None]] = []
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            inherited = self.inside[-1][1] if self.inside else None
            self.inside.append((tag, dict(attrs).get("lang", inherited)))

    def handle_endtag(self, tag: str) -> None:
        while tag in (name for name, _ in self.inside) and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.inside[-1] if self.inside else ("", None)
        if has_thai(data) and language != "th" and tag not in ("script", "style"):
            self.found.append(f"<{tag}> {data.strip()[:60]}")


@pytest.mark.django_db
def test_every_thai_text_of_english_pages_is_marked() -> None:
    load_examples(now=NOW, today=NOW.date())
    browser = Client()
    browser.force_login(
        Person.objects.get(email="rangsit@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    browser.post("/language", {"language": "en", "next": "/"})
    agency = Agency.objects.within(SYSTEM).get(name=examples()["rangsit-2568"].facts.agency.name)
    pages = [f"2568/{page}" for page in (*PAGES, "texts/preface/", "texts/results/")] + list(OF_AGENCY)
    pages += [f"2568/results/{figure}/" for figure in FIGURES] + [f"2568/items/{item}/" for item in ITEMS]
    addresses = [f"/a/{agency.code}/{page}" for page in pages] + ["/", "/accounts/", "/accounts/sessions/", "/a/none/"]
    thai = 0
    for address in addresses:
        page = browser.get(address, follow=True).content.decode()
        assert Unmarked(page).found == [], address
        thai += page.count('<span lang="th">')
    assert thai > 100


@pytest.mark.django_db
def test_a_thai_page_stays_as_it_is() -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert has_thai(page) and '<span lang="th">' not in page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>no Thai</p>", "<p>no Thai</p>"),
        ("<p>In เทศบาล 2568 (ก) now</p>", '<p>In <span lang="th">เทศบาล 2568 (ก</span>) now</p>'),
        ("<p>a ก</p>b ข", '<p>a <span lang="th">ก</span></p>b <span lang="th">ข</span>'),
        ('<div lang="th">ก<b>ข</b></div><i>ค</i>', '<div lang="th">ก<b>ข</b></div><i><span lang="th">ค</span></i>'),
        ('<div lang="th"><p lang="en">ก</p></div>', '<div lang="th"><p lang="en"><span lang="th">ก</span></p></div>'),
        ('<option value="1" selected>ก</option>', '<option lang="th" value="1" selected>ก</option>'),
        ("<title>ก · x</title>", '<title lang="th">ก · x</title>'),
        ("<script>ก</script><!-- ข -->", "<script>ก</script><!-- ข -->"),
        ('<a title="1 > 0 ก">x<br>ข</a>', '<a title="1 > 0 ก">x<br><span lang="th">ข</span></a>'),
        (
            "<ul><li>ก<li>ข</ul>ค",
            '<ul><li><span lang="th">ก</span><li><span lang="th">ข</span></ul><span lang="th">ค</span>',
        ),
        ("a < b ก", 'a < b <span lang="th">ก</span>'),
        ("<svg><text x='1'>ก</text></svg>", "<svg><text lang=\"th\" x='1'>ก</text></svg>"),
        ("</p>ก", '</p><span lang="th">ก</span>'),
    ],
)
def test_thai_is_marked_and_nothing_else_is_changed(page: str, said: str) -> None:
    assert marked(page) == said
    assert marked(said) == said
    assert re.sub(r' lang="th"|<span lang="th">|</span>', "", said) == re.sub(r' lang="th"', "", page)

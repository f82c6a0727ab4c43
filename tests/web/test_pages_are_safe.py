"""No page runs or styles anything inline, loads anything from elsewhere, or comes without its policy."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from test_permissions import ALL, address

from people import PASSWORD, Cast, cast

pytestmark = pytest.mark.django_db


class Look(HTMLParser):
    """Collects what the policy forbids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.found.append(f"inline in <{tag}>: {attrs}")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("inline script")
        for name in ("src", "href", "action"):
            value = given.get(name) or ""
            loads = tag in ("script", "link", "img", "iframe", "form")
            if value.startswith("javascript:") or (loads and ("://" in value or value.startswith("//"))):
                self.found.append(f"<{tag} {name}={value}>")


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_page_has_anything_inline_or_from_elsewhere(everybody: Cast, language: str) -> None:
    seen = 0
    for name in (None, "anan", "ek"):
        client = Client()
        client.cookies["django_language"] = language
        if name:
            client.post("/accounts/login/", {"login": getattr(everybody, name).email, "password": PASSWORD})
            client.cookies["django_language"] = language  # signing in speaks the person's own
        for route, _ in ALL:
            if "logout" in route:
                continue
            response = client.get(address(route, everybody))
            policy = response.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            if response.streaming or "html" not in response.headers.get("Content-Type", ""):
                continue
            page = response.content.decode()
            assert Look(page).found == [], (route, name)
            if page:
                seen += 1
                frame = re.findall(r'<html lang="(\w+)"', page)
                # A page of refusal says everything in both languages, Thai first; every other page speaks one.
                refusal = f"{response.status_code}.html" in (template.name for template in response.templates)
                assert ('<div lang="en">' in page) == refusal, route
                assert frame == ["th" if refusal else language], (route, response.status_code)
    assert seen > 40


def test_the_policy_names_the_issuer_for_forms_only_where_one_is_set() -> None:
    from prongsai.web.shell.headers import POLICY

    assert "form-action 'self'" in POLICY
    assert "http" not in POLICY

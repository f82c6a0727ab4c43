"""Thai first, English where somebody chose it."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_page_is_thai_whatever_the_browser_asks_for() -> None:
    page = Client().get("/accounts/login/", HTTP_ACCEPT_LANGUAGE="en-US,en")
    assert (page.headers["Content-Language"], "เข้าสู่ระบบ" in page.content.decode()) == ("th", True)


def test_page_is_english_once_english_was_chosen_and_thai_again_after() -> None:
    client = Client()
    client.post("/language", {"language": "en", "next": "/accounts/login/"})
    assert "Sign in" in client.get("/accounts/login/").content.decode()
    client.post("/language", {"language": "th", "next": "/accounts/login/"})
    assert "เข้าสู่ระบบ" in client.get("/accounts/login/").content.decode()


def test_language_switch_never_leads_elsewhere() -> None:
    response = Client().post("/language", {"language": "en", "next": "https://example.org/"})
    assert response.headers["Location"] == "/"

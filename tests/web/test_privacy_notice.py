"""The privacy notice: open to everybody, shown once to whoever signs in, and again when it changes."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from people import PASSWORD, cast, person
from prongsai.flow.privacy import notice
from prongsai.flow.privacy.activities import said
from prongsai.outside import options
from prongsai.records.models import NoticeSeen, Person

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
GO_ON = "รับทราบและดำเนินการต่อ"


def newcomer() -> Person:
    who = person("Noi")
    NoticeSeen.objects.all().delete()
    return who


def signed_in(who: Person, to: str = "") -> Client:
    browser = Client()
    address = f"{LOGIN}?next={to}" if to else LOGIN
    assert browser.post(address, {"login": who.email, "password": PASSWORD}).status_code == 302
    return browser


def test_notice_is_open_to_everybody_and_asks_strangers_nothing() -> None:
    page = Client().get("/privacy/").content.decode()
    for word in ("ประกาศความเป็นส่วนตัว", "ข้อมูลที่เก็บ วัตถุประสงค์", "ที่อยู่เครือข่าย", "สิทธิของท่าน", "มาตรา 24 (4)"):
        assert word in page
    assert GO_ON not in page
    browser = Client()
    browser.post("/language", {"language": "en", "next": "/privacy/"})
    assert "Your rights" in browser.get("/privacy/").content.decode()


def test_whoever_signs_in_first_is_shown_it_once_and_goes_on_to_where_they_wanted() -> None:
    who = newcomer()
    browser = signed_in(who)
    shown = browser.get("/accounts/data/", follow=False)
    assert shown["Location"] == "/privacy/?next=%2Faccounts%2Fdata%2F"
    page = browser.get(shown["Location"]).content.decode()
    assert GO_ON in page and 'name="next" value="/accounts/data/"' in page
    assert browser.get("/")["Location"].startswith("/privacy/"), "it is not over by being asked for"

    before = timezone.now()
    assert browser.post("/privacy/seen/", {"next": "/accounts/data/"})["Location"] == "/accounts/data/"

    kept = NoticeSeen.objects.get(person=who)
    assert (kept.version, kept.language) == (notice.version_now(), "th")
    assert before <= kept.seen_at <= timezone.now()
    assert browser.get("/").status_code == 200
    assert signed_in(who).get("/").status_code == 200
    assert GO_ON not in browser.get("/privacy/").content.decode()


def test_a_new_version_is_shown_again_and_the_earlier_one_stays_known(monkeypatch: pytest.MonkeyPatch) -> None:
    who, notice_before = person("Noi"), notice.version_now()
    assert signed_in(who).get("/").status_code == 200
    monkeypatch.setattr("prongsai.flow.privacy.notice.version_now", lambda: 99)
    browser = signed_in(who)
    assert browser.get("/")["Location"] == "/privacy/?next=%2F"
    browser.post("/privacy/seen/", {"next": "/"})
    browser.post("/privacy/seen/", {"next": "/"})  # a double click
    assert list(NoticeSeen.objects.filter(person=who).values_list("version", flat=True)) == [notice_before, 99]


def test_nothing_that_was_typed_is_turned_away() -> None:
    everybody = cast()
    NoticeSeen.objects.all().delete()
    browser = signed_in(everybody.anan)
    at = f"/a/{everybody.a.code}/2568/draft/paste/"
    assert browser.post(at, {"text": "ก"}).status_code == 204
    assert browser.get(f"/a/{everybody.a.code}/2568/")["Location"].startswith("/privacy/")


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", "home", "/" + "x" * 3_000]
)
def test_notice_leads_to_no_other_site(to: str) -> None:
    browser = signed_in(newcomer())
    assert 'name="next" value="/"' in browser.get("/privacy/", {"next": to}).content.decode()
    assert browser.post("/privacy/seen/", {"next": to})["Location"] == "/"


def test_a_stranger_has_seen_nothing() -> None:
    assert Client().post("/privacy/seen/", {"next": "/"})["Location"].startswith(("/accounts/login/", "/start/"))
    assert not NoticeSeen.objects.exists()


def test_whom_to_ask_is_the_sites_setting_and_where_there_is_none_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ยังไม่ได้กำหนดผู้ติดต่อเรื่องข้อมูลส่วนบุคคล" in Client().get("/privacy/").content.decode()
    monkeypatch.setenv("PRONGSAI_PRIVACY_CONTACT", "งานนิติการ <โทร. 0 2000 0000>")
    assert options.read_options().privacy_contact
    page = Client().get("/privacy/").content.decode()
    assert "งานนิติการ &lt;โทร. 0 2000 0000&gt;" in page and "ยังไม่ได้กำหนดผู้ติดต่อ" not in page
    assert settings.OPTIONS.privacy_contact == ""


def digest() -> str:
    """Of all that the notice says of whoever it tells it to; what holds no data of people, and tests, are not in it."""
    silent = {"other", "whose", "is", "test"}
    sorts = [said(name) for name in ("kept.yaml", "tables.yaml")]
    told = [{name: {k: v for k, v in each.items() if k not in silent} for name, each in sort.items()} for sort in sorts]
    kept, tables = told
    people = {name: each for name, each in tables.items() if each}
    words = [said("notice.yaml")["sections"], said("activities.yaml"), kept, people]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def test_words_change_with_a_new_version_alone() -> None:
    versions, now = said("notice.yaml")["versions"], said("notice.yaml")["version"]
    assert [int(each) for each in versions] == list(range(1, int(now) + 1))
    assert versions[now] == digest(), (
        "the notice says something else: write the next version with this digest in notice.yaml, so that everybody is "
        "shown it; before a version was ever released its own digest may be written anew"
    )

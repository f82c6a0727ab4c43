"""A closed year is seen as before and changed by nobody: every address that would says so in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from test_permissions import AGENCY, address, everything_of

from people import Cast, Furniture, furnished_cast
from prongsai.records.models import AgencyRound, Entry
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
WHY = "ส่งรายงานครบแล้ว"

# What is sent to each address that changes something of a year. ``test_every_address_is_told_apart`` says where a new
# address belongs.
SENDS: dict[str, dict[str, Any]] = {
    "intake": {"file": SimpleUploadedFile("round.yaml", b"format: prongsai/round@1")},
    "import-preview": {"do": "take", "basis": "corrected", "why": "แก้"},
    "booklet": {"do": "use"},
    "paste": {"text": "คะแนนรวม 90.00", "do": "use"},
    "entry": {"total": "90.00", "version": "1"},
    "draft": {"text": "คะแนนรวม 90.00"},
    "correct": {"total": "90.00", "version": "1", "why": "แก้", "do": "save"},
    "phases": {"ends-surveys": "30/4/2568", "source": "ประกาศ", "do": "save"},
    "document-make": {"kind": "results", "format": "html", "profile": "standard"},
    "document": {},
    "advice-take": {"all": "yes"},
    "decide": {"at": "0", "why": "คงไว้"},
    "undecide": {},
    "document-issue": {"day": "2 มีนาคม 2569", "number": "9"},
    "papers": {"power": "ก", "opened": ""},
    "text": {"text": "ข้อความใหม่", "opened": ""},
    "oit": {"row": ["o2"], "seen-o2": "0", "to_due": "1 เม.ย. 2568"},
    "oit-item": {"do": "add-link", "at": "o1", "url": "https://example.org/new", "explanation": ""},
    "oit-answers": {"do": "back", "item": "o1"},
}
# These change nothing of a year that is there, or are how it is opened again.
OTHERS = {
    *("people", "invite", "withdraw", "give-role", "end-role", "leave", "handover", "pictures", "picture"),
    *("signatories", "signatory", "history", "year-latest", "year", "year-open", "year-close", "results", "item"),
    *("figure", "import-new", "blank-form", "versions", "round-download", "analysis", "documents", "document-file"),
    *("issued-file", "year-edition", "agency", "unit", "units", "units-paste", "agreement"),
    *("files", "file", "file-remove", "disposal", "disposal-list"),
    *("files", "file", "file-remove", "disposal", "disposal-list"),
}
# Pages that are there to change something: who opens one is told before they type.
FORMS = {"intake", "import-preview", "paste", "entry", "correct", "text", "document-issue"}


@pytest.fixture
def site() -> tuple[Cast, Furniture]:
    everybody, (of_a, _) = furnished_cast()
    return everybody, of_a


def client_of(who: object) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def close(everybody: Cast, do: str = "close", why: str = WHY) -> Any:
    return client_of(everybody.anan).post(f"/a/{everybody.a.code}/2568/close/", {"do": do, "why": why})


def at(site: tuple[Cast, Furniture], name: str) -> str:
    route = next(route for route, pattern in AGENCY if pattern.name == name)
    return str(address(route, *site)).replace("/overview/", "/results/").replace("round.json", "round.yaml")


def test_every_address_is_told_apart() -> None:
    names = {pattern.name for _, pattern in AGENCY}
    assert names == SENDS.keys() | OTHERS
    assert not SENDS.keys() & OTHERS


@pytest.mark.parametrize("name", SENDS)
def test_every_address_that_changes_a_closed_year_refuses_in_words_and_changes_nothing(
    site: tuple[Cast, Furniture], name: str
) -> None:
    everybody, _ = site
    assert close(everybody).status_code == 302
    before = everything_of(everybody.a.pk)
    browser = client_of(everybody.anan)

    answer = browser.post(at(site, name), SENDS[name])

    page = answer.content.decode()
    assert (answer.status_code, name) == (409, name)
    assert "ปี 2568 ปิดแล้วเมื่อ" in page and WHY in page and "เปิดปีนี้อีกครั้งโดยระบุเหตุผล" in page
    assert everything_of(everybody.a.pk) == before


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_of_a_closed_year_does_not_open(site: tuple[Cast, Furniture], name: str) -> None:
    assert client_of(site[0].anan).get(at(site, name)).status_code == 200
    close(site[0])
    answer = client_of(site[0].anan).get(at(site, name))
    assert answer.status_code == 409 and "ปิดแล้วเมื่อ" in answer.content.decode()


def test_a_closed_year_is_seen_as_before_and_says_that_it_is_closed(site: tuple[Cast, Furniture]) -> None:
    everybody, rows = site
    close(everybody)
    browser = client_of(everybody.anan)
    for name in OTHERS - {
        "year-open",
        "import-new",
        "withdraw",
        "end-role",
        "leave",
        "picture",
        "blank-form",
        "document-file",
        "issued-file",
        "round-download",
        "signatory",
        "agreement",
        "file",
        "file-remove",
    }:
        answer = browser.get(at(site, name))
        assert answer.status_code == 200, name
        assert "ปี 2568 ปิดแล้วเมื่อ" in answer.content.decode(), name
    for name in ("document-file", "issued-file", "round-download"):
        assert browser.get(at(site, name)).status_code == 200, name
    page = browser.get(f"/a/{everybody.a.code}/2568/documents/").content.decode()
    assert "จัดทำเอกสาร</button>" not in page and "documents/make/" not in page
    home = browser.get(f"/a/{everybody.a.code}/2568/").content.decode()
    assert "จัดทำเล่มรายงาน" not in home and ">นำเข้าผล<" not in home
    mayor = client_of(everybody.fon).get(f"/a/{everybody.a.code}/2568/").content.decode()
    assert "เรื่องที่รอลงนาม" in mayor and "documents/make/" not in mayor
    assert rows.pk


def test_a_year_is_closed_and_opened_again_with_its_reason_in_the_history(site: tuple[Cast, Furniture]) -> None:
    everybody, _ = site
    assert close(everybody).headers["Location"] == f"/a/{everybody.a.code}/2568/"
    assert "ปิดแล้วเมื่อ" in client_of(everybody.dao).get(f"/a/{everybody.a.code}/2568/").content.decode()
    again = close(everybody, "close", "อีกครั้ง")
    assert again.status_code == 422 and "ปิดแล้วเมื่อ" in again.content.decode()
    assert close(everybody, "reopen", "ป.ป.ช. แก้คะแนน").status_code == 302
    again = close(everybody, "reopen", "อีกครั้ง")
    assert again.status_code == 422 and "เปิดอยู่แล้ว" in again.content.decode()

    page = client_of(everybody.anan).get(f"/a/{everybody.a.code}/history/").content.decode()
    assert re.search(rf"<strong>ปิดปี</strong> 2568<br>.*?เหตุผล: {WHY}", page)
    assert re.search(r"<strong>เปิดปีอีกครั้ง</strong> 2568<br>.*?เหตุผล: ป.ป.ช. แก้คะแนน", page)
    assert client_of(everybody.anan).get(at(site, "entry")).status_code == 200


@pytest.mark.parametrize("why", ["", "   ", "\r\n\t", "ก" * 301])
@pytest.mark.parametrize("do", ["close", "reopen"])
def test_no_year_is_closed_or_opened_without_a_reason(site: tuple[Cast, Furniture], do: str, why: str) -> None:
    everybody, _ = site
    if do == "reopen":
        close(everybody)
    lines = Entry.objects.within(SYSTEM).count()
    answer = close(everybody, do, why)
    assert answer.status_code == 422 and "เหตุผล" in answer.content.decode()
    kept = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a)
    assert (kept.closed_at is None) == (do == "close")
    assert Entry.objects.within(SYSTEM).count() == lines


def test_only_who_keeps_the_year_closes_it(site: tuple[Cast, Furniture]) -> None:
    everybody, _ = site
    for who in (everybody.boon, everybody.fon, everybody.dao, everybody.chai):
        answer = client_of(who).post(f"/a/{everybody.a.code}/2568/close/", {"do": "close", "why": WHY})
        assert answer.status_code in (403, 404)
        assert "/close/" not in client_of(who).get(f"/a/{everybody.a.code}/2568/").content.decode()
    assert AgencyRound.objects.within(SYSTEM).get(agency=everybody.a).closed_at is None

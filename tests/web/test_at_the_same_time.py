"""Two people at one form of a document: the second is told what the first did, and keeps what they typed."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from site_of_tests import Site

from prongsai.flow.documents import making
from prongsai.records.models import Entry, Issuance, MadeDocument, SigningDecision
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def stamp(page: HttpResponse) -> str:
    found = re.search(r'name="opened" value="([^"]*)"', page.content.decode())
    assert found is not None
    return html.unescape(found[1])


def taken() -> set[str]:
    return set(SigningDecision.objects.within(SYSTEM).filter(sort="take").values_list("what", flat=True))


def test_advice_that_somebody_chose_meanwhile_is_shown_and_not_written_over(site: Site) -> None:
    first, second = site.client(site.coordinator("Other")), site.client(site.anan)
    before = stamp(second.get(site.at("documents/")))
    first.post(site.at("documents/advice/"), {"take": ["i10"], "opened": before})
    late = second.post(site.at("documents/advice/"), {"take": ["o9"], "opened": before})
    assert late.status_code == 409 and taken() == {"i10"}
    said = words(late)
    assert "Other" in said and "รับไว้ : i10" in said.replace("รับไว้:", "รับไว้ :") and "ไม่ได้รับ" in said
    page = late.content.decode()
    assert 'value="o9" checked' in page and 'value="i10" checked' not in page
    assert second.post(site.at("documents/advice/"), {"take": ["o9"], "opened": stamp(late)}).status_code == 302
    assert taken() == {"o9"}


@pytest.mark.parametrize("all_of_it", [True, False])
def test_a_form_without_its_stamp_writes_over_nothing(site: Site, all_of_it: bool) -> None:
    browser = site.client(site.anan)
    sent = {"all": "yes"} if all_of_it else {"take": ["i10"]}
    assert browser.post(site.at("documents/advice/"), sent).status_code == 409 and taken() == set()


def memo(browser: Client, site: Site) -> MadeDocument:
    choice = {"kind": "memo", "profile": "standard", "digits": "", "format": "html"}
    browser.post(site.at("documents/make/"), choice)
    return MadeDocument.objects.within(SYSTEM).order_by("-pk").first()


def test_who_issues_second_is_told_who_did_and_when(site: Site) -> None:
    first, second = site.client(site.coordinator("Other")), site.client(site.anan)
    row = memo(second, site)
    address = site.at(f"documents/{row.pk}/issue/")
    before = stamp(second.get(address))
    sent = {"number": "ตก 1/1", "day": "4/4/2569", "opened": before}
    assert first.post(address, sent).status_code == 302
    late = second.post(address, sent | {"number": "ตก 1/2"})
    assert late.status_code == 409 and Issuance.objects.within(SYSTEM).get().number == "ตก 1/1"
    assert "มีผู้บันทึกการออกเอกสารนี้ก่อนแล้ว" in words(late) and "Other" in words(late) and "ตก 1/1" in words(late)
    assert 'value="ตก 1/2"' in late.content.decode()
    assert second.post(address, sent | {"number": "ตก 1/2", "opened": stamp(late)}).status_code == 302
    assert Issuance.objects.within(SYSTEM).get().number == "ตก 1/2"
    assert Entry.objects.within(SYSTEM).filter(action="issue-document").count() == 2


def test_what_another_program_kept_is_said_to_be_unreadable(site: Site) -> None:
    browser = site.client(site.anan)
    row = memo(browser, site)
    MadeDocument.objects.within(SYSTEM).filter(pk=row.pk).update(frozen=b"prongsai-report-9\n\x00")
    page = browser.get(site.at(f"documents/{row.pk}/"))
    assert page.status_code == 200 and "บันทึกการออกเอกสารจากฉบับนี้ไม่ได้" in words(page)
    answer = browser.post(site.at(f"documents/{row.pk}/issue/"), {"day": "4/4/2569"}, follow=True)
    assert "อ่านเนื้อความที่เก็บไว้ของเอกสารนี้ไม่ได้" in words(answer)
    assert not Issuance.objects.within(SYSTEM).exists()

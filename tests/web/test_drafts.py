"""What somebody is typing outlives the page, the session and a newer version; it is theirs alone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from site_of_tests import Site

from people import person
from prongsai.records.models import Draft, Grant
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
TEXT = "ตัวชี้วัดที่ 1 96.11\nการใช้อำนาจ 97"


@pytest.fixture
def site() -> Site:
    return Site()


def kept(site: Site, page: str, **fields: str) -> int:
    status: int = site.client(site.anan).post(site.at(f"draft/{page}/"), fields).status_code
    return status


def shown(site: Site, path: str) -> str:
    page: str = site.client(site.anan).get(site.at(path)).content.decode()
    return page


def test_what_is_typed_is_there_after_signing_out_and_in_again(site: Site) -> None:
    assert kept(site, "paste", text=TEXT, part="EIT1") == 204

    page = shown(site, "import/paste/")  # another client: another session

    assert "96.11" in page and "ยังไม่ได้ส่ง" in page and 'value="EIT1" selected' in page


def test_choices_on_doubtful_lines_come_back(site: Site) -> None:
    client, at = site.client(site.anan), site.at("import/paste/")
    page = client.post(at, {"text": TEXT}).content.decode()
    key = page.split('name="decide-2-')[1].split('"')[0]

    client.post(at, {"text": TEXT, f"decide-2-{key}": "take", "do": "read"})

    assert 'value="take" checked' in shown(site, "import/paste/")


def test_form_of_scores_comes_back_with_what_was_typed(site: Site) -> None:
    page = shown(site, "entry/")
    field = page.split('<input id="f-')[1].split('"')[0]
    client = site.client(site.anan)
    client.post(site.at("entry/"), {field: "12.34", "version": "1"}, headers={"HX-Request": "true"})

    assert 'value="12.34"' in shown(site, "entry/")


def test_words_come_back_and_go_when_they_are_saved(site: Site) -> None:
    part = shown(site, "documents/").split("/texts/")[1].split("/")[0]
    opened = shown(site, f"texts/{part}/").split('name="opened" value="')[1].split('"')[0]
    assert kept(site, f"text-{part}", text="ยังเขียนไม่เสร็จ", opened=opened) == 204
    assert "ยังเขียนไม่เสร็จ" in shown(site, f"texts/{part}/")

    answer = site.client(site.anan).post(site.at(f"texts/{part}/"), {"text": "เขียนเสร็จแล้ว", "opened": opened})

    assert answer.status_code == 302
    assert not Draft.objects.within(SYSTEM).exists()


def test_what_was_taken_is_no_draft_any_more_and_a_preview_leads_back(site: Site) -> None:
    client = site.client(site.anan)
    preview = client.post(site.at("import/paste/"), {"text": "ตัวชี้วัดที่ 1 96.11", "do": "use"}).headers["Location"]
    assert site.at("import/paste/") in client.get(preview).content.decode()
    assert Draft.objects.within(SYSTEM).count() == 1

    client.post(preview, {"do": "take", "basis": "official", "why": "ประกาศใหม่"})

    assert not Draft.objects.within(SYSTEM).exists()


def test_draft_can_be_thrown_away(site: Site) -> None:
    kept(site, "paste", text=TEXT)

    answer = site.client(site.anan).post(site.at("draft/paste/"), {"do": "forget"})

    assert answer.headers["Location"] == site.at("import/paste/")
    assert "96.11" not in shown(site, "import/paste/")


def test_draft_is_its_writers_alone_and_old_ones_are_forgotten(site: Site) -> None:
    kept(site, "paste", text=TEXT)
    other = person("Other")
    Grant.objects.create(person=other, role="coordinator", agency=site.a, starts="2020-01-01")
    assert "96.11" not in site.client(other).get(site.at("import/paste/")).content.decode()

    Draft.objects.within(SYSTEM).update(saved_at=timezone.now() - datetime.timedelta(days=31))

    assert "96.11" not in shown(site, "import/paste/")


@pytest.mark.parametrize("page", ["nowhere", "text-", "text-" + "x" * 80, "..", "entry2"])
def test_no_draft_of_a_page_that_is_none(site: Site, page: str) -> None:
    assert kept(site, page, text=TEXT) in (403, 404)
    assert not Draft.objects.within(SYSTEM).exists()


def test_draft_far_too_large_is_refused_and_the_one_before_stays(site: Site) -> None:
    kept(site, "paste", text=TEXT)

    assert kept(site, "paste", text="ก" * 300_000) == 413
    assert Draft.objects.within(SYSTEM).get().fields["text"] == TEXT


def test_draft_with_a_nul_is_kept_without_it(site: Site) -> None:
    assert kept(site, "paste", text="ก\x00ข") in (204, 400)
    assert "\x00" not in str([row.fields for row in Draft.objects.within(SYSTEM)])

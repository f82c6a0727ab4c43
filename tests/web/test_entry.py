"""The form of announced scores: prefilled, checked as one types, previewed and then taken like every import."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from site_of_tests import Site

from prongsai.records.models import Result, Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def sent(site: Site, *, htmx: bool = False, **typed: str) -> HttpResponse:
    """Sends the form: only what was typed, the rest as it is prefilled."""
    headers = {"HX-Request": "true"} if htmx else {}
    data = {"version": "1", **{key.replace("_", "-"): value for key, value in typed.items()}}
    return site.client(site.anan).post(site.at("entry/"), data, headers=headers)


def note(page: str, key: str) -> str:
    """What the page says at a field."""
    found = re.search(rf'<div id="note-{key}".*?</div>', page, re.S)
    assert found is not None
    return found[0]


def kept() -> int:
    return int(Upload.objects.within(SYSTEM).count())


def test_form_is_prefilled_and_linked_from_intake(site: Site) -> None:
    page = site.client(site.anan).get(site.at("entry/")).content.decode()
    assert 'name="total" value="87.15"' in page and 'name="ind-1" value="95.24"' in page
    assert 'name="EIT1" value=""' in page and 'name="ind-10" value="80.00"' in page
    assert re.search(r'<option value="ผ่าน" selected', page)
    assert "คำนวณจากตัวชี้วัดได้ 95.52" in note(page, "IIT")
    assert f'href="{site.at("entry/")}"' in site.client(site.anan).get(site.at("import/")).content.decode()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("เก้าสิบ", "ไม่ใช่ตัวเลข"),
        ("-5", "ไม่ใช่ตัวเลข"),
        ("952.4", "มากกว่า 100"),
        ("95.244", "ไม่เกินสองตำแหน่ง"),
        ("95,24", "ใช้จุด"),
        ("<script>alert(1)</script>", "ไม่ใช่ตัวเลข"),
    ],
)
def test_wrong_value_is_said_at_its_field_and_nothing_is_kept(site: Site, value: str, says: str) -> None:
    answer = sent(site, ind_1=value)
    page = answer.content.decode()
    assert answer.status_code == 422 and kept() == 0
    assert says in note(page, "ind-1") and "ต้องแก้" not in note(page, "ind-2")
    assert page.count('aria-invalid="true"') == 1 and "<script>alert" not in page


def test_htmx_gets_the_checks_alone_and_keeps_nothing(site: Site) -> None:
    answer = sent(site, htmx=True, ind_1="9.524", IIT="90.00")
    page = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in page and "<input" not in page
    assert "ต้องแก้" in note(page, "ind-1") and 'hx-swap-oob="true"' in note(page, "ind-1")
    page = sent(site, htmx=True, IIT="90.00", level="ผ่านดีเยี่ยม").content.decode()
    assert "ไม่ตรง" in note(page, "IIT") and "คำนวณจากตัวชี้วัดได้ 95.52" in note(page, "IIT")
    assert "ไม่ตรง" in note(page, "level") and "ตามเกณฑ์ได้ “ผ่าน”" in note(page, "level")
    assert kept() == 0


def test_typed_scores_are_previewed_then_taken(site: Site) -> None:
    answer = sent(site, ind_1="๙๖.๑๑")
    assert answer.status_code == 302 and site.versions() == 1
    address = answer.headers["Location"]
    assert "96.11" in site.client(site.anan).get(address).content.decode()
    site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "กรอกผิด"})
    results = Result.objects.within(SYSTEM).filter(round__agency=site.a)
    first, last = results.get(version=1), results.get(version=2)
    assert last.file["published"]["indicators"]["1"] == "96.11"
    was = dict(first.file["published"], indicators={**first.file["published"]["indicators"], "1": "96.11"})
    assert last.file == {**first.file, "published": was}
    page = site.client(site.anan).get(site.at("versions/")).content.decode()
    assert "95.24" in page and "96.11" in page


def test_unchanged_form_changes_nothing(site: Site) -> None:
    address = sent(site).headers["Location"]
    assert "เหมือนฉบับปัจจุบันทุกประการ" in site.client(site.anan).get(address).content.decode()


def test_emptied_field_goes_only_by_a_tick_of_its_own(site: Site) -> None:
    address = sent(site, total="", ind_1="96.11").headers["Location"]
    page = site.client(site.anan).get(address).content.decode()
    assert "ช่องที่ท่านเว้นว่าง" in page and 'name="remove"' in page
    assert Upload.objects.within(SYSTEM).get().file["published"]["total"] == "87.15"
    yes = {"do": "take", "basis": "corrected", "why": "กรอกผิด"}
    assert site.client(site.anan).post(address, yes).status_code == 302
    last = Result.objects.within(SYSTEM).get(round__agency=site.a, version=2).file["published"]
    assert (last["total"], last["indicators"]["1"]) == ("87.15", "96.11")

    address = sent(site, version="2", total="").headers["Location"]
    assert site.client(site.anan).post(address, {**yes, "remove": "yes"}).status_code == 302
    assert "total" not in Result.objects.within(SYSTEM).get(round__agency=site.a, version=3).file["published"]


def test_questions_marks_and_respondents_are_typed_beside_the_scores(site: Site) -> None:
    address = sent(site, IIT_i2="๙๑.๕", ind_6_EIT1="80.00", sub_9_1="90.00", OIT_o2="50", people_EIT2="๒๕ คน").headers[
        "Location"
    ]
    answer = site.client(site.anan).post(address, {"do": "take", "basis": "official", "why": "เพิ่มรายข้อ"})
    assert answer.status_code == 302, answer.content.decode()
    first, last = (Result.objects.within(SYSTEM).get(round__agency=site.a, version=n).file for n in (1, 2))
    assert last["published"]["items"]["IIT"] == {**first["published"]["items"]["IIT"], "i2": "91.50"}
    assert last["published"]["part_indicators"]["EIT1"]["6"] == "80.00"
    assert last["published"]["sub_indicators"]["9.1"] == "90.00"
    assert last["answers"]["EIT2"]["respondents"] == 25
    assert next(entry for entry in last["disclosure"] if entry["item"] == "o2")["score"] == "50"
    assert [entry for entry in last["disclosure"] if entry["item"] != "o2"] == [
        entry for entry in first["disclosure"] if entry["item"] != "o2"
    ]
    page = site.client(site.anan).get(site.at("entry/")).content.decode()
    assert 'name="people-EIT2" value="25"' in page and 'name="IIT-i2" value="91.50"' in page


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [("people_IIT", "95.5", "ไม่ใช่จำนวนคน"), ("OIT_o2", "40", "เลือกคะแนนจากรายการ"), ("IIT_i2", "101", "มากกว่า 100")],
)
def test_what_is_wrong_in_a_folded_part_is_shown_open(site: Site, key: str, value: str, says: str) -> None:
    answer = sent(site, **{key: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and kept() == 0
    assert says in note(page, key.replace("_", "-"))
    assert page.count('<details class="fields" open') == (0 if key == "people_IIT" else 1)


def test_level_as_printed(site: Site) -> None:
    assert sent(site, level="other").status_code == 422
    assert sent(site, level="ผ่าน", level_printed="B").status_code == 422
    assert sent(site, level="ไม่มีระดับนี้").status_code == 422
    assert kept() == 0
    assert sent(site, level="other", level_printed="ระดับ B").status_code == 302
    assert Upload.objects.within(SYSTEM).get().file["published"]["level"] == "ระดับ B"


def test_newer_version_meanwhile_is_said(site: Site) -> None:
    answer = sent(site, version="0", ind_1="96.11")
    assert answer.status_code == 422 and "ฉบับใหม่กว่า" in answer.content.decode() and kept() == 0


def test_year_without_results_can_be_typed(site: Site) -> None:
    address = f"/a/{site.a.code}/2567/entry/"
    assert site.client(site.anan).get(address).status_code == 200
    assert site.client(site.anan).post(address, {"version": "0"}).status_code == 422
    assert site.client(site.anan).post(address, {"version": "0", "total": "90.00"}).status_code == 302
    assert Upload.objects.within(SYSTEM).get().year == 2567


def test_others_cannot(site: Site) -> None:
    for who, status in ((site.chai, 404), (site.boon, 403)):
        client = site.client(who)
        assert client.get(site.at("entry/")).status_code == status
        assert client.post(site.at("entry/"), {"version": "1", "total": "90.00"}).status_code == status
    assert kept() == 0

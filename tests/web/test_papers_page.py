"""What official papers of a year say of the agency: typed on a page, kept in the year's file, shown in its papers."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponse
from site_of_tests import Site

from kept_files import bytes_in
from prongsai.flow.documents import making
from prongsai.records.models import Entry, MadeDocument, Result
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
TYPED = {
    "legal_basis": "",
    "address": "ถนนตัวอย่าง\r\nอำเภอตัวอย่าง 63110",
    "phone": "0 5500 0000",
    "email": "saraban@example.go.th",
    "letter.to": "province",
    "letter.reference": "",
    "announcement_number": "yes",
    "progress_signed": "end",
    "numbered_headings": "yes",
    "forms.top": "๒.๕ ซม.",
    "forms.first_numbered": "",
    "forms.continuation": "",
    "unit-0": "สำนักปลัดเทศบาล",
    "items-0": "o1, O2",
    "unit-1": "",
    "items-1": "",
}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def shown(site: Site, who: object = None) -> HttpResponse:
    return site.client(who or site.anan).get(site.at("papers/"))


def stamp(page: HttpResponse) -> str:
    found = re.search(r'name="opened" value="([^"]*)"', page.content.decode())
    assert found is not None
    return found[1]


def send(site: Site, who: object = None, **changes: str) -> HttpResponse:
    sent = {"opened": stamp(shown(site))} | TYPED | changes
    return site.client(who or site.anan).post(site.at("papers/"), sent)


def newest(site: Site) -> Result:
    return Result.objects.within(SYSTEM).filter(round__agency=site.a).order_by("-version").first()


def document(site: Site) -> dict[str, Any]:
    return dict(newest(site).file["document"])


def made(site: Site, kind: str) -> str:
    choice = {"kind": kind, "profile": "standard", "digits": "", "format": "html", "signing": "draft"}
    site.client(site.anan).post(site.at("documents/make/"), choice)
    row = MadeDocument.objects.within(SYSTEM).order_by("-pk").first()
    text = re.sub(r"<[^>]+>|[\s\u200b\u2060\u00a0]+", "", bytes_in(row).decode())
    return html.unescape(text)


def test_what_is_typed_is_a_new_version_with_the_same_figures_and_stands_in_papers(site: Site) -> None:
    before = newest(site)
    assert send(site).status_code == 302
    kept, after = document(site), newest(site)
    assert (after.version, after.basis) == (before.version + 1, before.basis)
    assert after.scorecard == before.scorecard and after.edition_id == before.edition_id
    assert kept["address"] == "ถนนตัวอย่าง\nอำเภอตัวอย่าง 63110" and kept["letter"] == {"to": "province"}
    assert kept["forms"] == {"top": "2.5"} and kept["announcement_number"] == "yes"
    assert kept["numbered_headings"] == "yes" and "1.ผลการประเมิน" in made(site, "results")
    assert kept["assigned"] == [{"unit": "สำนักปลัดเทศบาล", "items": ["o1", "o2"]}]
    # All else of the document is as it was.
    assert {key: kept[key] for key in ("profile", "sections")} == {
        key: before.file["document"][key] for key in ("profile", "sections")
    }
    assert row_faults(site.a) == ()
    letter = made(site, "letter")
    assert "อำเภอตัวอย่าง๖๓๑๑๐" in letter and "ผู้ว่าราชการจังหวัด" in letter and "saraban@example.go.th" in letter
    lines = Entry.objects.within(SYSTEM).filter(agency=site.a, action="take-result").order_by("-number")
    assert lines[0].person == site.anan and lines[0].detail["why"] == "แก้ข้อมูลหนังสือราชการ"

    browser = site.client(site.anan)
    assert "phone: 0 5500 0000" in browser.get(site.at("round.yaml")).content.decode()
    form = openpyxl.load_workbook(io.BytesIO(browser.get(site.at("round.xlsx")).content))
    assert "0 5500 0000" in [cell.value for row in form["หนังสือราชการ"].iter_rows() for cell in row]


def test_the_same_again_makes_no_version(site: Site) -> None:
    send(site)
    version = newest(site).version
    again = site.client(site.anan).post(site.at("papers/"), {"opened": stamp(shown(site))} | TYPED, follow=True)
    assert "ข้อมูลเหมือนเดิม" in words(again) and newest(site).version == version


def test_the_programs_power_is_marked_as_ours_until_it_is_confirmed(site: Site) -> None:
    page = words(shown(site))
    power = "มาตรา 48 เตรส แห่งพระราชบัญญัติเทศบาล พ.ศ. 2496 และที่แก้ไขเพิ่มเติม"
    assert power in page and "เป็นถ้อยคำของโปรแกรม เขียนจากความทรงจำ" in page
    assert "(ให้ยืนยัน)" in made(site, "order")
    assert send(site, take="yes").status_code == 302
    assert document(site)["taken"] == ["legal_basis"]
    assert 'value="yes" checked' in shown(site).content.decode()
    held = MadeDocument.objects.within(SYSTEM)
    made(site, "order")
    assert "ฐานอำนาจ" not in str(held.order_by("-pk").first().findings)

    send(site)  # the tick is taken out
    assert "taken" not in document(site)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"forms.top": "9"}, "2.3–5"),
        ({"forms.top": "กว้าง"}, "ต้องเป็นจำนวนเซนติเมตร"),
        ({"letter.to": "mayor"}, "ให้เลือกจากรายการ"),
        ({"items-0": "x9"}, "ต้องเป็นรหัสข้อ OIT"),
        ({"items-0": ""}, "ให้ระบุทั้งส่วนราชการและข้อ OIT"),
        ({"address": "ก" * 501}, "ยาว 501 ตัวอักษร"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(site: Site, changes: dict[str, str], said: str) -> None:
    answer = send(site, **changes)
    assert answer.status_code == 422 and said in words(answer)
    assert 'value="0 5500 0000"' in answer.content.decode() and newest(site).version == 1


def test_all_that_is_wrong_is_said_at_once(site: Site) -> None:
    said = words(
        send(site, **{"forms.top": "9", "items-0": "", "letter.to": "mayor", "unit-1": "กองคลัง", "items-1": "x1"})
    )
    for each in ("2.3–5", "ให้ระบุทั้งส่วนราชการและข้อ OIT", "ให้เลือกจากรายการ", "ต้องเป็นรหัสข้อ OIT"):
        assert each in said, each


def test_of_two_who_type_the_second_sees_what_the_first_kept(site: Site) -> None:
    opened = stamp(shown(site))
    other = site.coordinator("Other")
    send(site, who=other)
    late = site.client(site.anan).post(site.at("papers/"), TYPED | {"opened": opened, "phone": "0 5599 9999"})
    assert late.status_code == 409 and "Other" in words(late)
    assert "โทรศัพท์ : 0 5500 0000" in words(late) and 'value="0 5599 9999"' in late.content.decode()
    assert document(site)["phone"] == "0 5500 0000"
    site.client(site.anan).post(site.at("papers/"), TYPED | {"opened": stamp(late), "phone": "0 5599 9999"})
    assert document(site)["phone"] == "0 5599 9999"


def test_who_may_not_import_sees_the_page_and_keeps_nothing(site: Site) -> None:
    page = shown(site, site.boon).content.decode()
    assert "<fieldset disabled>" in page and "<button>บันทึกข้อมูล" not in page
    assert send(site, who=site.boon).status_code == 403 and newest(site).version == 1
    assert shown(site, site.dao).status_code == 403 and shown(site, site.chai).status_code in (403, 404)

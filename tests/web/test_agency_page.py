"""What an agency says of itself: places however they are written, hosts, counts; and the second of two is told."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from site_of_tests import Site

from prongsai.criteria.agency_kinds import provinces
from prongsai.criteria.country.place_names import district_named, province_named
from prongsai.records.models import Agency, AgencyParticulars, AgencyRound, Entry
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def form(site: Site) -> dict[str, str]:
    page = site.client(site.anan).get(f"/a/{site.a.code}/agency/").context["page"]
    return {**page.typed, "opened": page.opened}


def put(site: Site, sent: dict[str, str], who: object = None) -> HttpResponse:
    return site.client(who or site.anan).post(f"/a/{site.a.code}/agency/", sent)


def kept(site: Site) -> tuple[Agency, AgencyParticulars]:
    return (
        Agency.objects.within(SYSTEM).get(pk=site.a.pk),
        AgencyParticulars.objects.within(SYSTEM).get(agency=site.a),
    )


def told(site: Site) -> int:
    return Entry.objects.within(SYSTEM).filter(agency=site.a, action="edit-agency").count()


def test_what_is_typed_is_kept_with_a_line(site: Site) -> None:
    before = told(site)
    sent = form(site) | {
        "kind": "city-municipality",
        "size": "ใหญ่",
        "province": "จังหวัด ตาก",
        "district": "อำเภอ แม่สอด",
        "domains": "https://www.example.go.th/หน้าแรก\nold.example.go.th",
        "staff": "๑,๒๓๔",
        "staff_on": "1 ต.ค. 2568",
        "visitors": "56000",
    }
    assert put(site, sent).status_code == 302
    agency, more = kept(site)
    assert (agency.province, agency.district, agency.size) == ("ตาก", "แม่สอด", "ใหญ่")
    assert more.domains == ["www.example.go.th", "old.example.go.th"]
    assert (more.staff, str(more.staff_on), more.visitors, more.changed_by) == (1234, "2025-10-01", 56000, site.anan)
    assert told(site) == before + 1 and row_faults(site.a) == ()
    assert put(site, form(site)).status_code == 302 and told(site) == before + 1  # the same again
    history = words(site.client(site.anan).get(f"/a/{site.a.code}/history/"))
    assert "แก้ข้อมูลหน่วยงาน" in history and "เว็บไซต์" in history and "จำนวนบุคลากร" in history


@pytest.mark.parametrize("typed", ["กทม.", "กทม", "กรุงเทพฯ", "กรุงเทพ", "จังหวัดกรุงเทพมหานคร", " กรุงเทพ มหานคร "])
def test_a_province_has_one_name_however_it_is_written(typed: str) -> None:
    assert province_named(typed) == "กรุงเทพมหานคร"


def test_every_province_is_known_by_its_own_name_and_nothing_else_is() -> None:
    assert [name for name in provinces() if province_named(f"จ. {name}") != name] == []
    assert [province_named(other) for other in ("", "จังหวัด", "ลาว", "เชียง")] == [None] * 4


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("อำเภอแม่สอด", "แม่สอด"),
        ("อ. แม่สอด", "แม่สอด"),
        ("เขตดุสิต", "ดุสิต"),
        ("กิ่งอำเภอ ก", "ก"),
        ("เมืองตาก", "เมืองตาก"),
        ("อมก๋อย", "อมก๋อย"),
        ("เขาย้อย", "เขาย้อย"),
        ("เขต", "เขต"),
    ],
)
def test_a_district_is_kept_without_what_it_is(typed: str, district: str) -> None:
    assert district_named(typed) == district


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "kingdom"}, "ให้เลือกประเภทจากรายการ"),
        ({"size": "ก" * 11}, "ยาว 11 ตัวอักษร"),
        ({"province": "นครสรรค์"}, "ไม่พบจังหวัด “นครสรรค์”"),
        ({"district": "ก" * 101}, "ยาว 101 ตัวอักษร"),
        ({"domains": "www.example.go.th:8080"}, "พอร์ต 8080"),
        ({"domains": " ".join(f"a{at}.go.th" for at in range(11))}, "ไม่เกิน 10 เว็บไซต์"),
        ({"staff": "10"}, "ให้ระบุทั้งจำนวนบุคลากรและวันที่นับ"),
        ({"staff_on": "1/10/2568"}, "ให้ระบุทั้งจำนวนบุคลากรและวันที่นับ"),
        ({"staff": "สิบ", "staff_on": "1/10/2568"}, "ไม่ใช่จำนวนคน"),
        ({"staff": "9" * 12, "staff_on": "1/10/2568"}, "ไม่ใช่จำนวนคน"),
        ({"staff": "10", "staff_on": "31/2/2568"}, "ไม่เข้าใจวันที่"),
        ({"staff": "10", "staff_on": "1/10/2642"}, "ยังมาไม่ถึง"),
        ({"visitors": "-1"}, "ไม่ใช่จำนวนคน"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(site: Site, changes: dict[str, str], said: str) -> None:
    before = told(site)
    answer = put(site, form(site) | changes)
    assert answer.status_code == 422 and said in words(answer)
    assert changes.items() <= answer.context["page"].typed.items() or "domains" in changes
    assert told(site) == before and not AgencyParticulars.objects.within(SYSTEM).filter(agency=site.a).exists()


def test_of_two_at_once_the_second_sees_what_the_first_saved(site: Site) -> None:
    other, opened = site.coordinator("Other"), form(site)
    assert put(site, opened | {"district": "แม่ระมาด"}, who=other).status_code == 302
    late = put(site, opened | {"size": "เล็ก"})
    assert late.status_code == 409 and "Other" in words(late) and "อำเภอหรือเขต : แม่ระมาด" in words(late)
    assert 'value="เล็ก"' in late.content.decode() and kept(site)[0].size != "เล็ก"
    assert put(site, dict(late.context["page"].typed) | {"opened": late.context["page"].opened}).status_code == 302
    assert kept(site)[0].size == "เล็ก"


def test_address_telephone_and_mail_have_their_one_home_in_the_papers(site: Site) -> None:
    page = site.client(site.anan).get(f"/a/{site.a.code}/agency/").content.decode()
    assert site.at("papers/") in page and 'name="phone"' not in page and 'name="address"' not in page
    for rest in ("units/", "signatories/", "pictures/"):
        assert f'href="/a/{site.a.code}/{rest}"' in page


def test_a_year_without_a_result_hides_no_papers(site: Site) -> None:
    edition = AgencyRound.objects.within(SYSTEM).get(agency=site.a).edition
    AgencyRound.objects.create(agency=site.a, year=2570, edition=edition)
    page = site.client(site.anan).get(f"/a/{site.a.code}/agency/")
    assert site.at("papers/") in page.content.decode() and page.context["page"].year == 2568


def test_who_may_not_change_the_agency_sees_it_and_changes_nothing(site: Site) -> None:
    page = site.client(site.boon).get(f"/a/{site.a.code}/agency/")
    assert page.status_code == 200 and "บันทึกข้อมูลหน่วยงาน" not in words(page)
    before = told(site)
    assert put(site, form(site) | {"size": "เล็ก"}, who=site.boon).status_code == 403
    for stranger in (site.chai, site.dao):
        assert put(site, {}, who=stranger).status_code in (403, 404)
        assert site.client(stranger).get(f"/a/{site.a.code}/agency/").status_code in (403, 404)
    assert told(site) == before

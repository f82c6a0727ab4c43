"""Official records leave by a list with the number and day of its order, and by nothing else."""

from __future__ import annotations

import datetime

import pytest
from site_of_tests import Site
from test_agency_files import give, given, held, issued

from kept_files import place
from prongsai.flow.documents.disposal import age
from prongsai.flow.files.store import UNNAMED_FOR, clear_unnamed
from prongsai.records.actions.papers.files import expire_files
from prongsai.records.models import Disposal, Entry, Issuance
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
ORDER = {"order": "ที่ ตก 9/2579", "day": "20 พ.ย. 2569", "sure": "yes"}


@pytest.fixture
def site() -> Site:
    return Site()


def issue_of(site: Site) -> Issuance:
    return Issuance.objects.within(SYSTEM).filter(document__round__agency=site.a).order_by("-pk").first()


def test_records_leave_by_a_list_with_its_order_and_by_nothing_else(site: Site) -> None:
    browser, address = site.client(site.anan), f"/a/{site.a.code}/files/disposal/"
    paper = issued(site, browser)
    give(site, browser, given("ฉบับลงนาม.csv", b"a,1\n"), about=f"paper-{paper.pk}")
    issue = issue_of(site)
    places = [place(issue), place(issue.document), place(held(site)[0])]

    page = browser.get(address).content.decode()
    assert "ตก 1/1" in page
    assert "3 ไฟล์" in page
    chosen = browser.get(f"{address}?paper={issue.pk}").content.decode()
    assert "บัญชีเอกสารขอทำลาย" in chosen
    assert "พิมพ์หน้านี้เสนอคณะกรรมการ" in chosen
    answer = browser.post(address, {"paper": [issue.pk], **ORDER})
    assert answer.status_code == 302
    done = browser.get(answer.headers["Location"]).content.decode()
    for words in ("ตก 9/2579", "ตก 1/1", "4 เมษายน 2569", "20 พ.ย. 2569", site.anan.name):
        assert words in done

    issue.refresh_from_db()
    assert issue.file_id is None
    assert issue.document.file_id is None
    assert bytes(issue.document.frozen) == b""
    assert [(row.file_id, row.why_removed) for row in held(site)] == [(None, "ทำลายตามบัญชีเลขที่ ตก 9/2579")]
    assert row_faults(site.a) == ()
    (line,) = Entry.objects.within(SYSTEM).filter(agency=site.a, action="dispose")
    assert line.detail["number"] == "ตก 9/2579"
    # Their bytes go with the next clearing, a day later.
    clear_unnamed(now=issue.entered_at + UNNAMED_FOR * 3)
    assert [one.exists() for one in places] == [True, True, True], "put there moments ago: others may want them"

    page = browser.get(site.at(f"documents/{paper.pk}/")).content.decode()
    assert "ทำลายตามบัญชี" in page
    for rest in ("file", "issued"):
        assert browser.get(site.at(f"documents/{paper.pk}/{rest}")).status_code == 404
    assert "ยังไม่มีเอกสารที่ออกแล้ว" in browser.get(address).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"sure": ""}, "ยืนยันว่าได้รับอนุมัติให้ทำลายแล้ว"),
        ({"order": " "}, "เลขที่คำสั่ง"),
        ({"order": "ก" * 101}, "ไม่เกิน 100 ตัวอักษร"),
        ({"day": "31 ก.พ. 2569"}, "วันที่ของคำสั่ง"),
        ({"day": "1 ม.ค. 2599"}, "ไม่อยู่หลังวันนี้"),
        ({"day": "1 มกราคม 2569"}, "ออกหลังวันที่ของคำสั่ง"),
        ({"paper": "0"}, "ยังไม่ได้เลือกเอกสาร"),
        ({"paper": "x"}, "ยังไม่ได้เลือกเอกสาร"),
    ],
)
def test_a_list_without_its_order_is_refused_and_nothing_leaves(site: Site, sent: dict[str, str], said: str) -> None:
    browser = site.client(site.anan)
    issued(site, browser)
    issue = issue_of(site)
    answer = browser.post(f"/a/{site.a.code}/files/disposal/", {"paper": str(issue.pk), **ORDER, **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    issue.refresh_from_db()
    assert issue.file_id is not None
    assert not Disposal.objects.within(SYSTEM).exists()


def test_no_list_is_carried_out_twice_and_no_number_stands_twice(site: Site) -> None:
    browser, address = site.client(site.anan), f"/a/{site.a.code}/files/disposal/"
    issued(site, browser)
    first = issue_of(site)
    assert browser.post(address, {"paper": first.pk, **ORDER}).status_code == 302
    again = browser.post(address, {"paper": first.pk, **ORDER})
    assert again.status_code == 422
    issued(site, browser)
    other = browser.post(address, {"paper": issue_of(site).pk, **ORDER})
    assert "มีบัญชีทำลายเอกสารตามคำสั่งเลขที่ ตก 9/2579 แล้ว" in other.content.decode()
    assert Disposal.objects.within(SYSTEM).count() == 1


def test_age_and_room_take_no_record_away(site: Site) -> None:
    browser = site.client(site.anan)
    paper = issued(site, browser)
    give(site, browser, about=f"paper-{paper.pk}")
    far = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    assert expire_files(now=far) == 0
    clear_unnamed(now=far)
    assert browser.get(site.at(f"documents/{paper.pk}/issued")).status_code == 200


def test_who_may_not_dispose_or_is_of_another_agency_does_not(site: Site) -> None:
    issued(site, site.client(site.anan))
    issue = issue_of(site)
    for who, code in ((site.chai, site.a.code), (site.boon, site.a.code), (site.chai, site.b.code)):
        answer = site.client(who).post(f"/a/{code}/files/disposal/", {"paper": issue.pk, **ORDER})
        assert answer.status_code in (403, 404, 422)
    issue.refresh_from_db()
    assert issue.file_id is not None


@pytest.mark.parametrize(
    ("issued_on", "today", "said"),
    [
        ("2016-02-29", "2026-02-28", "9 ปี 11 เดือน"),
        ("2016-02-29", "2026-03-01", "10 ปี 0 เดือน"),
        ("2026-04-04", "2026-04-04", "0 ปี 0 เดือน"),
        ("2026-05-04", "2026-04-04", "0 ปี 0 เดือน"),
    ],
)
def test_age_is_in_whole_years_and_months(issued_on: str, today: str, said: str) -> None:
    assert age(datetime.date.fromisoformat(issued_on), datetime.date.fromisoformat(today)).th == said

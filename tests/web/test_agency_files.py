"""The files of an agency: who gives them, what is refused, how long they stay, and that nobody else sees them."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from site_of_tests import Site
from test_signing import made

from kept_files import kept, place
from people import NOW, grant, person
from prongsai.flow.documents import files as flow_of_files
from prongsai.flow.upkeep.doings import BEATS
from prongsai.records.actions.office import units
from prongsai.records.actions.office.units import Planned
from prongsai.records.actions.papers import files as actions_of_files
from prongsai.records.actions.papers.files import KEPT_UNNAMED, expire_files
from prongsai.records.models import Agency, AgencyFile, AgencyPicture, Entry, MadeDocument, Result
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
ROWS = "ข้อ,คะแนน\no1,100\n".encode()


@pytest.fixture
def site() -> Site:
    return Site()


def given(name: str = "ตาราง.csv", data: bytes = ROWS) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def give(site: Site, browser: Client, *files: SimpleUploadedFile, about: str = "") -> str:
    answer = browser.post(f"/a/{site.a.code}/files/", {"file": list(files or (given(),)), "about": about})
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def held(site: Site) -> list[AgencyFile]:
    return list(AgencyFile.objects.within(SYSTEM).filter(agency=site.a).order_by("pk"))


def actions(site: Site) -> list[str]:
    rows = Entry.objects.within(SYSTEM).filter(agency=site.a, action__endswith="-file").order_by("number")
    return list(rows.values_list("action", flat=True))


def issued(site: Site, browser: Client) -> MadeDocument:
    paper = made(browser, site, kind="memo")
    answer = browser.post(site.at(f"documents/{paper.pk}/issue/"), {"day": "4 เมษายน 2569", "number": "ตก 1/1"})
    assert answer.status_code == 302
    return paper


def test_files_are_given_listed_saved_and_taken_away_with_a_reason(site: Site) -> None:
    browser = site.client(site.anan)
    page = give(site, browser, given(), given("สแกน.exe", "a;b\nค;ง".encode("cp874")))
    assert "เก็บแล้ว 2 ไฟล์" in page
    assert [(row.name, row.kind, row.added_by) for row in held(site)] == [
        ("ตาราง.csv", "csv", site.anan), ("สแกน.exe.csv", "csv", site.anan),
    ]  # fmt: skip
    first = held(site)[0]
    page = browser.get(f"/a/{site.a.code}/files/").content.decode()
    assert "ตาราง.csv" in page
    assert "จะถูกลบเองใน 30 วัน" in page
    assert "ไม่ตรวจไวรัส" in page
    got = browser.get(f"/a/{site.a.code}/files/{first.pk}/")
    assert got.content == ROWS
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["X-Content-Type-Options"] == "nosniff"

    remove = f"/a/{site.a.code}/files/{first.pk}/remove/"
    answer = browser.post(remove, {"why": "  "})
    assert answer.status_code == 422
    assert "ให้ระบุเหตุผลที่นำไฟล์ออก" in answer.content.decode()
    assert browser.post(remove, {"why": "ส่งผิดไฟล์"}).status_code == 302
    page = browser.get(f"/a/{site.a.code}/files/").content.decode()
    assert "ส่งผิดไฟล์" in page
    assert browser.get(f"/a/{site.a.code}/files/{first.pk}/").status_code == 404
    assert browser.post(remove, {"why": "อีกครั้ง"}).status_code == 404
    assert actions(site) == ["add-file", "add-file", "remove-file"]
    assert row_faults(site.a) == ()


def test_what_is_refused_is_said_of_each_file_and_the_others_are_kept(site: Site) -> None:
    page = give(site, site.client(site.anan), given("หน้า.html", b"<html></html>"), given(), given("ว่าง.pdf", b""))
    assert "เก็บแล้ว 1 ไฟล์ จาก 3 ไฟล์" in page
    assert "หน้าเว็บ ภาพ SVG หรือสคริปต์" in page
    assert "ไฟล์ว่างเปล่า" in page
    assert [row.name for row in held(site)] == ["ตาราง.csv"]


def test_a_file_larger_than_the_limit_is_refused_in_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRONGSAI_UPLOAD_LIMIT_MB", "1")
    page = give(site, site.client(site.anan), given(data=b"a,b\n" * 300_000))
    assert "ไฟล์ใหญ่เกินไป (1.2 MB) รับได้ไม่เกิน 1 MB" in page
    assert held(site) == []


def test_a_full_quota_refuses_in_words_and_made_documents_count(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = site.client(site.anan)
    monkeypatch.setenv("PRONGSAI_FILES_QUOTA_MB", "10")
    paper = made(browser, site, kind="memo")
    MadeDocument.objects.within(SYSTEM).filter(pk=paper.pk).update(file=kept(bytes(9_900_000)))
    give(site, browser)
    page = give(site, browser, given("อีก.csv", b"a,b\n" * 40_000))
    assert "ใช้เนื้อที่แล้ว 9.9 จาก 10 MB จึงเก็บไฟล์นี้ (0.2 MB) เพิ่มไม่ได้" in page
    assert [row.name for row in held(site)] == ["ตาราง.csv"]


def test_files_after_those_that_took_long_are_to_be_sent_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_of_files, "_TOGETHER", 0.0)
    page = give(site, site.client(site.anan), given(), given("อีก.csv", b"a,1\n"))
    assert "เก็บแล้ว 1 ไฟล์ จาก 2 ไฟล์" in page
    assert "ให้ส่งไฟล์นี้อีกครั้ง" in page
    assert [row.name for row in held(site)] == ["ตาราง.csv"]


def test_who_may_look_and_not_keep_is_told_so(site: Site) -> None:
    give(site, site.client(site.anan))
    (unit,) = units.add_units(agency=site.a, parent=None, planned=[Planned("กองคลัง")], person=None, now=NOW)
    bound, executive = person("Bound"), person("Looker")
    grant(bound, "section-owner", site.a, unit=unit)
    grant(executive, "executive", site.a)
    for who in (bound, executive):
        browser = site.client(who)
        page = browser.get(f"/a/{site.a.code}/files/").content.decode()
        assert "เป็นหน้าที่ของผู้ประสานงาน ITA" in page
        assert 'name="file"' not in page
        answer = browser.post(f"/a/{site.a.code}/files/", {"file": given("อื่น.csv", b"a,9\n")})
        assert answer.status_code == 403
    assert len(held(site)) == 1


def test_a_file_that_is_there_takes_no_more_room_and_pictures_count(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = site.client(site.anan)
    monkeypatch.setenv("PRONGSAI_FILES_QUOTA_MB", "10")
    paper, large = made(browser, site, kind="memo"), b"a,b\n" * 40_000
    give(site, browser, given("ประกาศ.csv", large))
    AgencyPicture.objects.create(
        agency=site.a, name="seal", file=kept(bytes(9_850_000)), width=9, height=9, changed_at=paper.asked_at
    )
    assert "ใช้เนื้อที่แล้ว 10.0 จาก 10 MB" in give(site, browser, given("อื่น.csv", large + b"c,d\n"))
    assert "เก็บแล้ว 1 ไฟล์" in give(site, browser, given("ประกาศ.csv", large), about=f"paper-{paper.pk}")
    assert [row.document_id for row in held(site)] == [None, paper.pk]


def test_a_file_about_a_paper_that_was_disposed_of_meanwhile_is_not_kept(site: Site) -> None:
    browser = site.client(site.anan)
    paper = issued(site, browser)
    real = actions_of_files.turnstile

    def meanwhile(agency: Agency) -> None:
        real(agency)
        MadeDocument.objects.within(SYSTEM).filter(pk=paper.pk).update(file=None)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(actions_of_files, "turnstile", meanwhile)
        page = give(site, browser, about=f"paper-{paper.pk}")
    assert "ถูกทำลายตามบัญชีไปแล้ว" in page
    assert held(site) == []


def test_the_same_file_again_is_kept_once(site: Site) -> None:
    browser = site.client(site.anan)
    give(site, browser)
    assert "ไฟล์เดียวกันนี้เก็บไว้แล้ว" in give(site, browser)
    assert len(held(site)) == 1
    assert actions(site) == ["add-file"]


def test_a_working_file_goes_after_thirty_days_and_nothing_else_does(site: Site) -> None:
    browser = site.client(site.anan)
    paper, result = issued(site, browser), Result.objects.within(SYSTEM).filter(round__agency=site.a).get()
    give(site, browser)
    give(site, browser, given("ฉบับลงนาม.csv", b"a,1\n"), about=f"paper-{paper.pk}")
    give(site, browser, given("ประกาศผล.csv", b"a,2\n"), about=f"result-{result.pk}")
    added = held(site)[0].added_at
    assert expire_files(now=added + KEPT_UNNAMED) == 0
    assert expire_files(now=added + KEPT_UNNAMED + datetime.timedelta(seconds=1)) == 1
    page = browser.get(f"/a/{site.a.code}/files/").content.decode()
    assert "ครบ 30 วันโดยไม่ได้แนบกับเรื่องใด" in page
    assert [row.name for row in held(site) if row.file_id] == ["ฉบับลงนาม.csv", "ประกาศผล.csv"]
    assert expire_files(now=added + datetime.timedelta(days=9_000)) == 0
    assert row_faults(site.a) == ()


def test_the_daily_beat_lets_old_files_go(site: Site) -> None:
    give(site, site.client(site.anan))
    later = held(site)[0].added_at + datetime.timedelta(days=40)
    BEATS["files"](lambda: later)
    assert held(site)[0].removed_at == later


def test_a_file_of_an_issued_paper_is_an_official_record_and_nobody_removes_it(site: Site) -> None:
    browser = site.client(site.anan)
    paper = issued(site, browser)
    give(site, browser, about=f"paper-{paper.pk}")
    (row,) = held(site)
    page = browser.get(f"/a/{site.a.code}/files/").content.decode()
    assert "เอกสารราชการ เก็บจนกว่าจะทำลายตามบัญชี" in page
    assert f"/files/{row.pk}/remove/" not in page
    answer = browser.post(f"/a/{site.a.code}/files/{row.pk}/remove/", {"why": "ลบ"})
    assert answer.status_code == 422
    assert "ทำลายตามบัญชีทำลายเอกสาร" in answer.content.decode()
    assert held(site)[0].removed_at is None


@pytest.mark.parametrize("about", ["paper-0", "paper-x", "result-99999999999999999999", "round-1", "paper-"])
def test_a_file_is_about_something_of_ones_own_agency_alone(site: Site, about: str) -> None:
    theirs = Result.objects.within(SYSTEM).filter(round__agency=site.b).get()
    for chosen in (about, f"result-{theirs.pk}"):
        page = give(site, site.client(site.anan), about=chosen)
        assert "ให้เลือกเรื่องที่ไฟล์นี้เกี่ยวข้องจากรายการ" in page
    assert held(site) == []


def test_of_a_closed_year_no_file_is_added_or_removed(site: Site) -> None:
    browser = site.client(site.anan)
    result = Result.objects.within(SYSTEM).filter(round__agency=site.a).get()
    give(site, browser, about=f"result-{result.pk}")
    (row,) = held(site)
    browser.post(site.at("close/"), {"do": "close", "why": "ครบแล้ว"})
    address = f"/a/{site.a.code}/files/"
    answer = browser.post(address, {"file": given("อื่น.csv", b"a,9\n"), "about": f"result-{result.pk}"})
    assert answer.status_code == 409
    assert browser.post(f"{address}{row.pk}/remove/", {"why": "ลบ"}).status_code == 409
    assert [one.removed_at for one in held(site)] == [None]
    assert "ปีปิดแล้ว" in browser.get(address).content.decode()


def test_an_outsider_sees_and_takes_nothing_and_who_may_not_gives_nothing(site: Site) -> None:
    give(site, site.client(site.anan))
    (row,) = held(site)
    for who in (site.chai, site.dao):
        browser = site.client(who)
        for answer in (
            browser.get(f"/a/{site.a.code}/files/"),
            browser.get(f"/a/{site.a.code}/files/{row.pk}/"),
            browser.post(f"/a/{site.a.code}/files/{row.pk}/remove/", {"why": "ลบ"}),
            browser.post(f"/a/{site.a.code}/files/", {"file": given()}),
        ):
            assert answer.status_code in (403, 404)
    # Nor is it found below one's own agency.
    assert site.client(site.chai).get(f"/a/{site.b.code}/files/{row.pk}/").status_code == 404
    assert held(site)[0].removed_at is None


def test_a_file_that_was_altered_in_the_folder_is_handed_to_nobody_and_named(site: Site) -> None:
    browser = site.client(site.anan)
    give(site, browser)
    place(held(site)[0]).write_bytes(b"other")
    answer = browser.get(f"/a/{site.a.code}/files/{held(site)[0].pk}/", follow=True)
    assert "ไฟล์นี้หายไปหรือไม่ตรงกับที่เก็บไว้" in answer.content.decode()
    # Given again, it is whole again.
    give(site, browser)
    assert browser.get(f"/a/{site.a.code}/files/{held(site)[0].pk}/").content == ROWS


def test_many_files_stand_on_several_pages_under_the_same_number_of_queries(
    site: Site, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = site.client(site.anan)
    give(site, browser)
    browser.get(f"/a/{site.a.code}/files/")
    with CaptureQueriesContext(connection) as one:
        browser.get(f"/a/{site.a.code}/files/")
    for number in range(55):
        give(site, browser, given(f"{number}.csv", f"a,{number}\n".encode()))
    with CaptureQueriesContext(connection) as many:
        page = browser.get(f"/a/{site.a.code}/files/").content.decode()
    assert len(many) == len(one)
    assert "หน้า 1 จาก 2" in page
    assert "0.csv" in browser.get(f"/a/{site.a.code}/files/?page=2").content.decode()
    assert "หน้า 2 จาก 2" in browser.get(f"/a/{site.a.code}/files/?page=99").content.decode()

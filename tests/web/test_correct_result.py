"""A result is corrected: its differences are seen first, then it is a version with who and why."""

from __future__ import annotations

from typing import Any

import pytest
from site_of_tests import Site

from prongsai.records.models import Entry, Result
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
WHY = "สำนักงาน ป.ป.ช. แจ้งแก้คะแนนตามหนังสือที่ 12"


@pytest.fixture
def site() -> Site:
    return Site()


def sent(site: Site, who: object = None, **fields: str) -> Any:
    return site.client(who or site.anan).post(site.at("correct/"), {"version": "1", "why": WHY, **fields})


def newest(site: Site) -> Result:
    found: Result = Result.objects.within(SYSTEM).filter(round__agency=site.a).order_by("-version")[0]
    return found


def test_correction_is_a_version_with_who_and_why_on_the_results_and_in_the_history(site: Site) -> None:
    form = site.client(site.anan).get(site.at("correct/")).content.decode()
    assert 'name="total" value="87.15"' in form and 'name="ind-1"' in form
    assert 'name="EIT1-e1"' not in form  # never announced: it is entered, not corrected

    looked = sent(site, total="88.25", do="look").content.decode()
    assert "87.15" in looked and "88.25" in looked and WHY in looked
    assert site.versions() == 1

    saved = sent(site, total="88.25", do="save")

    assert saved.headers["Location"] == site.at("results/")
    result = newest(site)
    assert (result.version, result.basis, result.why, result.made_by) == (2, "corrected", WHY, site.anan)
    assert result.file["published"]["total"] == "88.25"
    before = Result.objects.within(SYSTEM).get(round__agency=site.a, version=1)
    assert before.file["published"]["total"] == "87.15"
    assert {**result.file, "published": None} == {**before.file, "published": None}
    page = site.client(site.dao).get(site.at("results/")).content.decode()
    assert "ผลฉบับที่ 2 เป็นผลที่แก้ไข" in page and "Anan" in page and WHY in page and "88.25" in page
    versions = site.client(site.anan).get(site.at("versions/")).content.decode()
    assert "ฉบับที่ 1" in versions and WHY in versions
    history = site.client(site.anan).get(f"/a/{site.a.code}/history/").content.decode()
    assert WHY in history and "ที่มา: แก้ไข" in history
    line = Entry.objects.within(SYSTEM).filter(agency=site.a).latest("number")
    assert (line.action, line.person_name, line.detail["basis"]) == ("take-result", "Anan", "corrected")
    assert row_faults(site.a) == () and walked(site.a).faults == ()


def test_first_result_is_no_correction(site: Site) -> None:
    assert "เป็นผลที่แก้ไข" not in site.client(site.anan).get(site.at("results/")).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"total": "101"}, "คะแนนรวม"),
        ({"total": "แปดสิบ"}, "คะแนนรวม"),
        ({"total": "9.999.99"}, "คะแนนรวม"),
        ({"total": "87.15"}, "ยังไม่มีตัวเลขใดต่าง"),
        ({"total": "88.25", "why": "  "}, "ให้ระบุเหตุผลที่แก้ไข"),
        ({"total": "88.25", "why": "ก" * 301}, "รับได้ไม่เกิน 300"),
        ({"level": "nothing"}, "เลือกระดับจากรายการ"),
    ],
)
@pytest.mark.parametrize("do", ["look", "save"])
def test_what_is_wrong_is_said_and_nothing_is_kept(site: Site, do: str, fields: dict[str, str], said: str) -> None:
    lines = Entry.objects.within(SYSTEM).count()
    answer = sent(site, do=do, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert site.versions() == 1 and Entry.objects.within(SYSTEM).count() == lines
    assert fields.get("total", "87.15") in page  # what was typed is still there


def test_two_who_correct_at_once_do_not_write_over_each_other(site: Site) -> None:
    second = site.coordinator("Sak")
    assert sent(site, total="88.25", do="save").status_code == 302
    late = sent(site, second, total="89.00", do="save")
    page = late.content.decode()
    assert late.status_code == 409 and "มีผู้บันทึกฉบับใหม่กว่าก่อนแล้ว" in page
    assert 'value="89.00"' in page and "ฉบับที่ 2" in page
    assert site.versions() == 2
    again = site.client(second).post(site.at("correct/"), {"version": "2", "why": WHY, "total": "89.00", "do": "save"})
    assert again.status_code == 302 and newest(site).file["published"]["total"] == "89.00"


def test_back_from_the_differences_keeps_what_was_typed(site: Site) -> None:
    page = sent(site, total="๘๘.๒๕", do="back").content.decode()
    assert "ดูสิ่งที่เปลี่ยนก่อนบันทึก" in page and "๘๘.๒๕" in page
    assert site.versions() == 1


def test_a_figure_that_was_withdrawn_is_taken_away(site: Site) -> None:
    looked = sent(site, **{"ind-1": "", "do": "look"}).content.decode()
    assert "หายไป" in looked
    sent(site, **{"ind-1": "", "do": "save"})
    assert "1" not in newest(site).file["published"]["indicators"]


def test_only_who_may_correct_does_also_on_the_page_of_an_import(site: Site) -> None:
    from people import grant, person

    keeper = person("Wan")
    grant(keeper, "administrator", site.a)
    for who in (site.boon, site.dao, keeper):
        assert site.client(who).get(site.at("correct/")).status_code == 403
        assert sent(site, who, total="88.25", do="save").status_code == 403
        assert "/correct/" not in site.client(who).get(site.at("results/")).content.decode()
    browser = site.client(keeper)
    kept = browser.post(site.at("import/paste/"), {"text": "คะแนนรวม 90.00", "do": "use"}).headers["Location"]
    preview = browser.get(kept).content.decode()
    assert 'value="corrected"' not in preview and 'value="official"' in preview
    refused = browser.post(kept, {"do": "take", "basis": "corrected", "why": WHY})
    assert refused.status_code == 422 and "ผู้ประสานงาน" in refused.content.decode()
    assert site.versions() == 1
    assert browser.post(kept, {"do": "take", "basis": "official", "why": WHY}).status_code == 302

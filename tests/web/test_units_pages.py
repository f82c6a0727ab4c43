"""The pages of units: usual ones ticked, one added, a list pasted, places changed, and the second of two is told."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from site_of_tests import Site

from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.usual_units import usual_units
from prongsai.records.models import Agency, Entry, Unit
from prongsai.records.queries.units import units_in, walk
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def at(site: Site, rest: str = "") -> str:
    return f"/a/{site.a.code}/units/{rest}"


def post(site: Site, rest: str = "", who: object = None, **sent: object) -> HttpResponse:
    return site.client(who or site.anan).post(at(site, rest), sent)


def shown(agency: Agency) -> list[str]:
    return ["  " * depth + unit.name for depth, unit in walk(units_in(agency)) if unit.valid_to is None]


def unit(name: str) -> Unit:
    return Unit.objects.within(SYSTEM).get(name=name)


def opened(site: Site, number: int) -> str:
    page = site.client(site.anan).get(at(site, f"{number}/")).content.decode()
    found = re.search(r'name="opened" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_usual_units_are_of_kinds_that_exist_and_none_stands_twice() -> None:
    assert set(usual_units()) <= set(agency_kinds()) and len(usual_units()) == 5
    assert [kind for kind, names in usual_units().items() if len(set(names)) != len(names)] == []


def test_usual_ones_are_ticked_and_not_offered_again(site: Site) -> None:
    page = site.client(site.anan).get(at(site))
    assert "รายการของโปรแกรม ไม่ได้คัดจากประกาศ" in words(page) and page.context["page"].usual
    first, second = page.context["page"].usual[1:3]
    assert post(site, do="usual", usual=[first, second, "กองที่ไม่มีในรายการ"]).status_code == 302
    assert shown(site.a) == [first, second]
    again = site.client(site.anan).get(at(site)).context["page"].usual
    assert first not in again and second not in again
    nothing = post(site, do="usual")
    assert nothing.status_code == 422 and "ยังไม่ได้เลือกส่วนราชการ" in words(nothing)


def test_one_is_added_renamed_moved_closed_and_opened_again(site: Site) -> None:
    post(site, do="add", name="  กอง  คลัง ", below="")
    post(site, do="add", name="กองช่าง", below="")
    first, second = unit("กอง คลัง"), unit("กองช่าง")
    renamed = post(site, f"{first.pk}/", do="edit", name="กองคลัง", starts="๑ ตุลาคม ๒๕๖๐", opened=opened(site, first.pk))
    assert renamed.status_code == 302 and str(unit("กองคลัง").valid_from) == "2017-10-01"
    post(site, f"{second.pk}/", do="move", parent=str(first.pk), opened=opened(site, second.pk))
    assert shown(site.a) == ["กองคลัง", "  กองช่าง"]
    circle = post(site, f"{first.pk}/", do="move", parent=str(second.pk), opened=opened(site, first.pk))
    assert circle.status_code == 422 and "วนกลับมาที่เดิม" in words(circle)
    post(site, f"{first.pk}/", do="close", last_day="30/9/2568", opened=opened(site, first.pk))
    page = words(site.client(site.anan).get(at(site)))
    assert shown(site.a) == [] and "กองคลัง › กองช่าง ถึง 30 ก.ย. 2568 · ปิดแล้ว" in page
    post(site, f"{first.pk}/", do="reopen", opened=opened(site, first.pk))
    assert shown(site.a) == ["กองคลัง"]
    assert row_faults(site.a) == ()
    history = words(site.client(site.anan).get(f"/a/{site.a.code}/history/"))
    for said in ("เพิ่มส่วนราชการ", "ย้ายส่วนราชการ", "ปิดส่วนราชการ", "เปิดใช้ส่วนราชการอีกครั้ง"):
        assert said in history


def test_a_merged_unit_leads_to_the_one_that_took_it_over(site: Site) -> None:
    post(site, "paste/", do="take", text="กองแผนงาน\n\tงานวิจัย\nกองยุทธศาสตร์", below="")
    old, new = unit("กองแผนงาน"), unit("กองยุทธศาสตร์")
    page = site.client(site.anan).get(at(site, f"{old.pk}/")).context["page"]
    assert [each.path for each in page.targets] == ["กองยุทธศาสตร์"]
    merged = post(site, f"{old.pk}/", do="merge", into=str(new.pk), last_day="30/9/2568", opened=opened(site, old.pk))
    assert merged.status_code == 302 and shown(site.a) == ["กองยุทธศาสตร์", "  งานวิจัย"]
    assert f'href="{at(site, f"{new.pk}/")}"' in site.client(site.anan).get(at(site, f"{old.pk}/")).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "edit", "name": "  "}, "ให้ระบุชื่อส่วนราชการ"),
        ({"do": "edit", "name": "12"}, "ให้ระบุชื่อส่วนราชการ"),
        ({"do": "edit", "name": "ก" * 201}, "ยาว 201 ตัวอักษร"),
        ({"do": "edit", "name": "กอง", "starts": "31 กุมภาพันธ์ 2569"}, "ไม่เข้าใจวันที่"),
        ({"do": "close", "last_day": ""}, "ให้ระบุวันสุดท้าย"),
        ({"do": "close", "last_day": "เมื่อวาน"}, "ไม่เข้าใจวันที่"),
        ({"do": "close", "last_day": "1/10/2642"}, "ยังมาไม่ถึง"),
        ({"do": "merge", "into": "", "last_day": "1/10/2568"}, "ให้เลือกส่วนราชการที่จะรวมเข้าด้วย"),
        ({"do": "merge", "into": "999999999999999999999", "last_day": "1/10/2568"}, "ไม่พบส่วนราชการนี้"),
        ({"do": "move", "parent": "๑"}, "ไม่พบส่วนราชการนี้"),
        ({"do": "explode"}, "ไม่เข้าใจคำสั่ง"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_stays(site: Site, sent: dict[str, str], said: str) -> None:
    post(site, do="add", name="กองคลัง", below="")
    made = unit("กองคลัง")
    answer = post(site, f"{made.pk}/", opened=opened(site, made.pk), **sent)
    assert answer.status_code == 422 and said in words(answer)
    assert shown(site.a) == ["กองคลัง"]
    if sent.get("last_day"):
        assert f'value="{sent["last_day"]}"' in answer.content.decode()


def test_of_two_at_once_the_second_is_told_what_the_first_saved(site: Site) -> None:
    post(site, do="add", name="กองคลัง", below="")
    made, other = unit("กองคลัง"), site.coordinator("Other")
    stamp = opened(site, made.pk)
    post(site, f"{made.pk}/", who=other, do="edit", name="กองคลังใหม่", opened=stamp)
    late = post(site, f"{made.pk}/", do="edit", name="กองการเงิน", opened=stamp)
    assert late.status_code == 409 and "Other" in words(late) and "กองคลังใหม่" in words(late)
    assert 'value="กองการเงิน"' in late.content.decode() and shown(site.a) == ["กองคลังใหม่"]
    post(site, f"{made.pk}/", who=other, do="remove", opened=opened(site, made.pk))
    gone = post(site, f"{made.pk}/", do="edit", name="กองการเงิน", opened=stamp)
    assert gone.status_code == 404 and "มีผู้ลบส่วนราชการนี้ไปแล้ว" in words(gone)
    assert site.client(site.anan).get(at(site, f"{made.pk}/")).status_code == 404


def test_a_pasted_list_is_shown_first_and_only_what_is_new_is_added(site: Site) -> None:
    post(site, do="add", name="กองคลัง", below="")
    text = "1. กองคลัง\n1.1 งานการเงิน\n1.2 งานพัสดุ\n2. กองช่าง"
    before = Entry.objects.within(SYSTEM).filter(agency=site.a).count()
    preview = post(site, "paste/", do="read", text=text, below="")
    assert preview.status_code == 200 and "กองคลัง มีอยู่แล้ว" in words(preview) and "เพิ่ม 3 รายการ" in words(preview)
    assert Entry.objects.within(SYSTEM).filter(agency=site.a).count() == before
    assert post(site, "paste/", do="take", text=text, below="").status_code == 302
    assert shown(site.a) == ["กองคลัง", "  งานการเงิน", "  งานพัสดุ", "กองช่าง"]
    again = post(site, "paste/", do="read", text=text, below="")
    assert "มีอยู่แล้วทุกรายการ" in words(again)
    wrong = post(site, "paste/", do="take", text=f"{text}\n2. กองช่าง", below="")
    assert wrong.status_code == 422 and "ซ้ำกับบรรทัดที่ 4" in words(wrong) and text in html.unescape(wrong.content.decode())
    assert len(shown(site.a)) == 4


def test_neighbours_are_placed_by_buttons(site: Site) -> None:
    post(site, "paste/", do="take", text="ก\nข\nค", below="")
    browser = site.client(site.anan)
    assert 'value="up"' not in browser.get(at(site)).content.decode()
    ordering = browser.get(at(site) + "?order=1").content.decode()
    assert ordering.count('value="up"') == 2 and ordering.count('value="down"') == 2
    answer = post(site, do="down", unit=str(unit("ก").pk))
    assert answer["Location"].endswith("?order=1") and shown(site.a) == ["ข", "ก", "ค"]
    post(site, do="sort")
    assert shown(site.a) == ["ก", "ข", "ค"]


def test_who_only_sees_or_is_elsewhere_does_not_open_them(site: Site) -> None:
    post(site, do="add", name="กองคลัง", below="")
    made = unit("กองคลัง")
    for who in (site.chai, site.dao):
        for rest in ("", "paste/", f"{made.pk}/"):
            assert site.client(who).get(at(site, rest)).status_code in (403, 404)
    # Another agency's unit is not reached through one's own.
    there = f"/a/{site.b.code}/units/{made.pk}/"
    assert site.client(site.chai).get(there).status_code == 404
    assert site.client(site.chai).post(there, {"do": "remove", "opened": ""}).status_code == 404
    assert shown(site.a) == ["กองคลัง"]

"""Who signs for an agency: who enters it, what is refused, and the documents in which the names stand."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from site_of_tests import Site

from kept_files import bytes_in
from prongsai.flow.documents import making
from prongsai.publish.frozen import thaw
from prongsai.records.models import AgencySignatory, Entry, MadeDocument
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
MAYOR, CLERK = "นายกเทศมนตรีนครแม่สอด", "ปลัดเทศบาล"
HEAD = {"position": MAYOR, "name": "นายทดสอบ ระบบ", "manner": "own", "starts": "1 ตุลาคม 2560", "ends": ""}
ACTING = HEAD | {
    "name": "นางลอง แทน", "manner": "รักษาราชการแทน", "own_position": "รองนายกเทศมนตรี (คนที่ 1)", "starts": "๑/๑๐/๒๕๖๘"
}  # fmt: skip


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def put(site: Site, sent: dict[str, str], who: object = None, number: int | None = None) -> HttpResponse:
    rest = f"{number}/" if number is not None else ""
    return site.client(who or site.anan).post(f"/a/{site.a.code}/signatories/{rest}", sent)


def kept(site: Site) -> list[AgencySignatory]:
    return list(AgencySignatory.objects.within(SYSTEM).filter(agency=site.a).order_by("pk"))


def told(site: Site) -> list[str]:
    rows = Entry.objects.within(SYSTEM).filter(agency=site.a, action__endswith="-signatory").order_by("number")
    return list(rows.values_list("action", flat=True))


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def opened(browser: Client, address: str) -> str:
    found = re.search(r'name="opened" value="([^"]*)"', browser.get(address).content.decode())
    assert found is not None
    return html.unescape(found[1])


def test_a_coordinator_enters_changes_and_takes_away_who_signs(site: Site) -> None:
    browser = site.client(site.anan)
    assert put(site, HEAD).status_code == 302
    (row,) = kept(site)
    assert (row.starts.isoformat(), row.ends, row.changed_by) == ("2017-10-01", None, site.anan)
    page = browser.get(f"/a/{site.a.code}/signatories/").content.decode()
    assert "1 ต.ค. 2560" in page and "นายทดสอบ ระบบ" in page and site.anan.name in page

    address = f"/a/{site.a.code}/signatories/{row.pk}/"
    stamp = opened(browser, address)
    assert put(site, HEAD | {"ends": "30 ก.ย. 2569", "opened": stamp}, number=row.pk).status_code == 302
    assert kept(site)[0].ends.isoformat() == "2026-09-30"
    browser.post(address, {"do": "remove", "opened": opened(browser, address)})
    assert kept(site) == [] and told(site) == ["keep-signatory", "keep-signatory", "remove-signatory"]
    assert row_faults(site.a) == ()
    lines = Entry.objects.within(SYSTEM).filter(agency=site.a)
    assert "ทดสอบ" not in str(list(lines.values_list("about", "detail")))
    history = words(browser.get(f"/a/{site.a.code}/history/"))
    assert f"บันทึกผู้ลงนาม : {MAYOR}" in history and "ลบผู้ลงนาม" in history and "30 ก.ย. 2569" in history


def test_the_same_again_writes_no_line(site: Site) -> None:
    put(site, HEAD)
    (row,) = kept(site)
    stamp = opened(site.client(site.anan), f"/a/{site.a.code}/signatories/{row.pk}/")
    assert put(site, HEAD | {"opened": stamp}, number=row.pk).status_code == 302
    assert told(site) == ["keep-signatory"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"position": " "}, "ให้ระบุตำแหน่ง"),
        ({"name": ""}, "ให้ระบุชื่อและสกุล"),
        ({"name": "ก (ข)"}, "ชื่อผู้ลงนามมีวงเล็บ"),
        ({"name": "ก" * 121}, "ยาว 121 ตัวอักษร"),
        ({"position": "ก" * 201}, "ยาว 201 ตัวอักษร"),
        ({"manner": "แทน"}, "ให้เลือกฐานะ"),
        ({"manner": "ปฏิบัติหน้าที่"}, "ต้องระบุตำแหน่งของตนเอง"),
        ({"own_position": "รองนายก"}, "ยังไม่ได้เลือกว่า"),
        ({"manner": "ปฏิบัติหน้าที่", "own_position": "รอง)("}, "ไม่เข้าใจวงเล็บ"),
        ({"starts": ""}, "ให้ระบุวันที่เริ่มลงนามได้"),
        ({"starts": "31 กุมภาพันธ์ 2569"}, "ให้ระบุวันที่เริ่มลงนามได้"),
        ({"ends": "เดือนหน้า"}, "ไม่เข้าใจวันสุดท้าย"),
        ({"ends": "1/1/2560"}, "อยู่ก่อนวันเริ่ม"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(site: Site, changes: dict[str, str], said: str) -> None:
    answer = put(site, HEAD | changes)
    assert answer.status_code == 422 and said in words(answer)
    assert f'value="{(HEAD | changes)["starts"]}"' in answer.content.decode()
    assert kept(site) == [] and told(site) == []


def test_one_position_has_one_holder_at_a_time_and_others_may_act_beside(site: Site) -> None:
    put(site, HEAD)
    again = put(site, HEAD | {"name": "นายอื่น คน", "position": " นายกเทศมนตรี นครแม่สอด", "starts": "1/10/2568"})
    assert again.status_code == 422 and "ในฐานะเดียวกันตั้งแต่ 1 ตุลาคม 2560" in words(again)
    acting = site.client(site.anan).post(f"/a/{site.a.code}/signatories/", ACTING, follow=True)
    assert "ในช่วงเวลาเดียวกันมีผู้ลงนามในตำแหน่งนี้ได้มากกว่าหนึ่งคน" in words(acting)
    assert "ช่วงเวลาเดียวกัน: นายทดสอบ ระบบ" in words(acting)
    assert put(site, HEAD | {"name": "นายเดิม คน", "starts": "1/10/2556", "ends": "30/9/2560"}).status_code == 302
    assert len(kept(site)) == 3


def test_of_two_who_change_one_the_second_sees_what_the_first_made_of_it(site: Site) -> None:
    put(site, HEAD)
    (row,) = kept(site)
    other = site.coordinator("Other")
    stamp = opened(site.client(site.anan), f"/a/{site.a.code}/signatories/{row.pk}/")
    put(site, HEAD | {"ends": "30/9/2569", "opened": stamp}, who=other, number=row.pk)
    late = put(site, HEAD | {"name": "นางสาวหลัง มา", "opened": stamp}, number=row.pk)
    assert late.status_code == 409 and "Other" in words(late) and "30 ก.ย. 2569" in words(late)
    assert 'value="นางสาวหลัง มา"' in late.content.decode() and kept(site)[0].name == HEAD["name"]
    taken = put(site, {"do": "remove", "opened": stamp}, number=row.pk)
    assert taken.status_code == 409 and len(kept(site)) == 1

    now = re.search(r'name="opened" value="([^"]+)"', late.content.decode())
    assert now is not None
    put(site, {"do": "remove", "opened": html.unescape(now[1])}, who=other, number=row.pk)
    gone = put(site, HEAD | {"opened": stamp}, number=row.pk)
    assert gone.status_code == 404 and "มีผู้ลบรายการนี้ไปแล้ว" in words(gone) and kept(site) == []


def test_who_may_not_change_the_agency_sees_the_names_and_no_form(site: Site) -> None:
    put(site, HEAD)
    (row,) = kept(site)
    page = site.client(site.boon).get(f"/a/{site.a.code}/signatories/").content.decode()
    assert HEAD["name"] in page and 'name="position"' not in page
    assert put(site, HEAD, who=site.boon).status_code == 403
    assert put(site, HEAD, who=site.boon, number=row.pk).status_code == 403
    for stranger in (site.chai, site.dao):
        assert site.client(stranger).get(f"/a/{site.a.code}/signatories/").status_code in (403, 404)
    # Another agency's row is not reached through one's own.
    assert site.client(site.chai).get(f"/a/{site.b.code}/signatories/{row.pk}/").status_code == 404
    assert told(site) == ["keep-signatory"]


CHOICE = {"kind": "memo", "profile": "standard", "digits": "", "format": "html", "signing": "for-signature"}


def asked(site: Site, **changes: str) -> HttpResponse:
    return site.client(site.anan).post(site.at("documents/make/"), CHOICE | {"do": "names"} | changes)


def newest() -> MadeDocument:
    return MadeDocument.objects.within(SYSTEM).order_by("-pk").first()


def test_the_names_of_the_day_are_offered_where_a_document_is_signed(site: Site) -> None:
    put(site, HEAD)
    put(site, HEAD | {"position": CLERK, "name": "นายเก่า คน", "ends": "30/9/2561"})
    page = asked(site).content.decode()
    assert not MadeDocument.objects.within(SYSTEM).exists()
    at = {position: number for number, position in re.findall(r'name="position-(\d+)" value="([^"]+)"', page)}
    assert set(at) == {MAYOR, CLERK}
    assert f'name="name-{at[MAYOR]}" value="นายทดสอบ ระบบ"' in page and f'name="name-{at[CLERK]}" value=""' in page

    sent = {f"position-{at[each]}": each for each in at}
    chosen = sent | {f"name-{at[MAYOR]}": "นายทดสอบ ระบบ", f"name-{at[CLERK]}": "นายสาม คน"}
    assert asked(site, do="make", **chosen).status_code == 302
    row = newest()
    made, frozen = bytes_in(row).decode(), str(thaw(bytes(row.frozen)))
    assert row.signing == "for-signature" and "(นายทดสอบ ระบบ)" in made and "(นายสาม คน)" in made
    # In the made bytes alone: not in what is frozen, the row, the history, the page or the year's own file.
    assert "ทดสอบ" not in frozen and MAYOR in frozen and row.names == []
    assert "ทดสอบ" not in str(list(Entry.objects.within(SYSTEM).values_list("about", "detail")))
    browser = site.client(site.anan)
    assert "ทดสอบ" not in browser.get(site.at(f"documents/{row.pk}/")).content.decode()
    assert "ทดสอบ" not in browser.get(site.at("round.yaml")).content.decode()

    assert asked(site, do="make", **(sent | {f"name-{at[MAYOR]}": ""})).status_code == 302
    assert "ทดสอบ" not in bytes_in(newest()).decode()


def test_who_acts_is_chosen_and_never_guessed(site: Site) -> None:
    put(site, HEAD)
    put(site, ACTING)
    page = asked(site, kind="announcement").content.decode()
    assert 'name="name-0" value=""' in page and "วันนี้ลงนามได้ 2 คน" in page
    sent = {"position-0": MAYOR, "name-0": "นางลอง แทน (รองนายกเทศมนตรี (คนที่ 1) รักษาราชการแทน)"}
    assert f'<option value="{sent["name-0"]}">' in page
    assert asked(site, kind="announcement", do="make", **sent).status_code == 302
    made = re.sub(r"[\s\u200b\u2060\u00a0]+|<[^>]+>", "", bytes_in(newest()).decode())
    assert "(นางลองแทน)รองนายกเทศมนตรี(คนที่1)รักษาราชการแทน" in made.replace("๑", "1")


def test_a_name_that_is_not_understood_makes_nothing_and_stays_in_its_box(site: Site) -> None:
    put(site, HEAD)
    answer = asked(site, do="make", **{"position-0": MAYOR, "name-0": "ก (รอง)"})
    assert answer.status_code == 422 and "ไม่เข้าใจวงเล็บ" in words(answer)
    assert 'value="ก (รอง)"' in answer.content.decode() and not MadeDocument.objects.within(SYSTEM).exists()


@pytest.mark.parametrize("changes", [{"kind": "results"}, {"kind": "brief"}])
def test_a_document_that_nobody_signs_is_made_at_once(site: Site, changes: dict[str, str]) -> None:
    put(site, HEAD)
    assert asked(site, **changes).status_code == 302 and newest().state == "ready"


def test_without_a_name_of_today_a_document_is_made_at_once_with_its_dots(site: Site) -> None:
    put(site, HEAD | {"ends": "30/9/2561"})
    assert asked(site).status_code == 302 and newest().state == "ready"


def test_the_names_of_the_day_stand_in_the_form_of_issue(site: Site) -> None:
    put(site, HEAD)
    site.client(site.anan).post(site.at("documents/make/"), CHOICE | {"kind": "announcement"})
    form = site.client(site.anan).get(site.at(f"documents/{newest().pk}/issue/")).content.decode()
    assert 'name="name-0" value="นายทดสอบ ระบบ"' in form


def test_a_document_that_failed_keeps_no_name(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, HEAD)
    monkeypatch.setattr(making, "rendered", lambda made, format: 1 / 0)
    assert asked(site, do="make", **{"position-0": MAYOR, "name-0": "นายทดสอบ ระบบ"}).status_code == 302
    assert (newest().state, newest().names) == ("failed", [])

"""The first day on the web: the first account on a desk, a new agency, a year without a result."""

from __future__ import annotations

import dataclasses
import io

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from people import Cast, cast
from prongsai.flow.year.beginning import years_with_rules
from prongsai.outside import options as reading
from prongsai.records.models import Agency, Entry, Grant, Person
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

WHO = {"name": "ผู้ใช้คนแรก", "email": "First@example.go.th", "password": "แม่น้ำสายยาวไหลผ่านทุ่ง"}
NEW = {
    "name": "องค์การบริหารส่วนตำบลใหม่",
    "kind": "subdistrict-organization",
    "province": "ตาก",
    "district": "",
    "year": "2568",
}


@pytest.fixture
def everybody() -> Cast:
    return cast()


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same site, served to many."""
    own = dataclasses.replace(reading.read_options(), mode="served")
    monkeypatch.setattr("prongsai.flow.people.beginning.read_options", lambda: own)


def test_first_page_of_a_desk_without_accounts_asks_who_uses_it() -> None:
    for path in ("/", "/people/", "/a/some-agency/2568/"):
        assert Client().get(path).headers["Location"] == "/start/"


def test_first_account_is_an_administrator_and_signed_in() -> None:
    client = Client()
    answer = client.post("/start/", WHO)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/agencies/new/")
    person = Person.objects.get()
    assert (person.email, person.name) == ("first@example.go.th", "ผู้ใช้คนแรก")
    (grant,) = Grant.objects.within(SYSTEM)
    assert (grant.role, grant.area_kind, grant.given_by) == ("administrator", "all", None)
    assert client.get("/agencies/new/").status_code == 200
    again = Client()
    again.post("/accounts/login/", {"login": WHO["email"], "password": WHO["password"]})
    assert again.get("/agencies/new/")["Location"].startswith("/privacy/"), "the notice, from the second time on"
    assert Entry.objects.within(SYSTEM).filter(action="give-role").count() == 1


@pytest.mark.parametrize("wrong", [{"password": "1234567890"}, {"email": "no"}, {"name": ""}, {"name": "a@b.example"}])
def test_wrong_first_account_is_told_and_not_made(wrong: dict[str, str]) -> None:
    assert Client().post("/start/", {**WHO, **wrong}).status_code == 422
    assert not Person.objects.exists()


def test_nobody_makes_a_first_account_where_there_is_one(everybody: Cast) -> None:
    before = Person.objects.count()

    assert Client().get("/start/").headers["Location"] == "/"
    assert Client().post("/start/", WHO).headers["Location"] == "/"
    assert Client().get("/").headers["Location"].startswith("/accounts/login/")
    assert Person.objects.count() == before


@pytest.mark.usefixtures("served")
def test_served_site_makes_no_account_in_the_browser() -> None:
    assert Client().get("/start/").headers["Location"] == "/"
    assert Client().post("/start/", WHO).headers["Location"] == "/"
    assert not Person.objects.exists()


def test_agency_is_added_and_its_year_begins() -> None:
    client = Client()
    client.post("/start/", WHO)
    answer = client.post("/agencies/new/", NEW)

    agency = Agency.objects.within(SYSTEM).get()
    assert (agency.name, agency.kind, agency.province) == (NEW["name"], NEW["kind"], NEW["province"])
    assert answer.headers["Location"] == f"/a/{agency.code}/2568/"
    # Who uses a desk alone looks after the agency as well.
    assert {grant.role for grant in Grant.objects.within(SYSTEM)} == {"administrator", "coordinator"}
    page = client.get(answer.headers["Location"]).content.decode()
    for way in ("import/paste/", "entry/", "import/", "import/blank.xlsx", "import/blank.yaml"):
        assert f"/a/{agency.code}/2568/{way}" in page


def test_on_a_site_of_several_people_an_administrator_does_not_become_coordinator(everybody: Cast) -> None:
    answer = client_of(everybody.ek).post("/agencies/new/", NEW)

    assert answer.status_code == 302
    agency = Agency.objects.within(SYSTEM).get(name=NEW["name"])
    assert not Grant.objects.within(SYSTEM).filter(agency=agency).exists()


@pytest.mark.parametrize("name", ["องค์การบริหารส่วนตำบลใหม่", "อบต.ใหม่", "อบต. ใหม่", " องค์การบริหารส่วนตำบล  ใหม่"])
def test_same_agency_is_not_added_twice_also_by_its_short_name(everybody: Cast, name: str) -> None:
    client = client_of(everybody.ek)
    client.post("/agencies/new/", NEW)
    before = Agency.objects.within(SYSTEM).count()

    answer = client.post("/agencies/new/", {**NEW, "name": name})

    assert answer.status_code == 422 and "อยู่ในระบบแล้ว" in answer.content.decode()
    assert Agency.objects.within(SYSTEM).count() == before
    assert client.post("/agencies/new/", {**NEW, "name": name, "province": "ตรัง"}).status_code == 302


def test_only_administrators_add_agencies(everybody: Cast) -> None:
    for person in (everybody.anan, everybody.chai):
        assert client_of(person).post("/agencies/new/", NEW).status_code == 403
    assert not Agency.objects.within(SYSTEM).filter(name=NEW["name"]).exists()


def test_year_without_a_result_says_so_and_no_page_of_it_is_a_dead_end(everybody: Cast) -> None:
    client = client_of(everybody.anan)
    start = f"/a/{everybody.a.code}/2565/"
    assert "ยังไม่มีผลการประเมินปี 2565" in client.get(start).content.decode()

    for page in ("results/", "analysis/", "documents/", "versions/"):
        assert client.get(start + page).headers["Location"] == start


def test_year_without_rules_says_what_is_missing(everybody: Cast) -> None:
    newest = years_with_rules()[0]
    page = client_of(everybody.anan).get(f"/a/{everybody.a.code}/{newest + 1}/").content.decode()

    assert f"ยังไม่มีหลักเกณฑ์ของปี {newest + 1}" in page and "วางตารางคะแนน" not in page
    for none in (2400, newest + 5, 9999):
        assert client_of(everybody.anan).get(f"/a/{everybody.a.code}/{none}/").status_code == 404


def test_every_year_with_rules_is_one_click_from_every_page(everybody: Cast) -> None:
    for path in ("", "people/", "history/", "2565/import/paste/"):
        page = client_of(everybody.anan).get(f"/a/{everybody.a.code}/{path}").content.decode()
        for year in years_with_rules():
            assert f'href="/a/{everybody.a.code}/{year}/' in page, (path, year)


def test_import_without_a_year_leads_to_the_newest(everybody: Cast) -> None:
    Agency.objects.create(code="new", name="เทศบาลตำบลใหม่")
    client = client_of(everybody.ek)

    assert client.get("/a/new/import/").headers["Location"] == f"/a/new/{years_with_rules()[0]}/import/"
    client = client_of(everybody.anan)
    assert client.get(f"/a/{everybody.a.code}/import/").headers["Location"] == f"/a/{everybody.a.code}/2568/import/"


def test_blanks_come_back_as_the_agencys_own(everybody: Cast) -> None:
    client = client_of(everybody.anan)
    at = f"/a/{everybody.a.code}/2568/import/"
    form = client.get(f"{at}blank.xlsx")
    text = client.get(f"{at}blank.yaml").content.decode()

    sheet = load_workbook(io.BytesIO(form.content))["หน่วยงาน"]
    assert everybody.a.name in [cell.value for row in sheet for cell in row]
    assert everybody.a.name in text and "year: 2568" in text
    assert client.get(f"{at}blank.doc").status_code == 404
    assert client.get(f"/a/{everybody.a.code}/2570/import/blank.xlsx").status_code == 404


def test_first_result_leads_to_the_booklet_and_one_made_does_not() -> None:
    client = Client()
    client.post("/start/", WHO)
    at = client.post("/agencies/new/", NEW).headers["Location"]
    text = "ตัวชี้วัดที่ 1 95.24\nคะแนนรวม 87.15"
    kept = client.post(f"{at}import/paste/", {"text": text, "do": "use"}).headers["Location"]
    year = client.post(kept, {"do": "take", "basis": "official", "why": ""}).headers["Location"]
    assert year == at
    assert "จัดทำเล่มรายงาน" in client.get(year).content.decode()

    made = client.post(f"{at}documents/make/", {"kind": "book", "format": "docx"})

    assert made.status_code == 302 and "/documents/" in made.headers["Location"]
    assert "จัดทำเล่มรายงาน" not in client.get(year).content.decode()
    assert settings.OPTIONS.mode == "desk"

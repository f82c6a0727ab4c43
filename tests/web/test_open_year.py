"""A year is opened before it has a result: its home says by whose rules, what the last result was and what to do."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from kept_files import bytes_in
from people import Cast, cast, example, grant, person
from prongsai.flow.intake.taking import take_round
from prongsai.flow.rules import known
from prongsai.flow.year import opening
from prongsai.language.calendar import fiscal_year
from prongsai.records.models import Agency, AgencyRound, Entry, MadeDocument, Result
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import to_data

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
RUNNING, BEFORE = 2570, 2569


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def _in_november_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is in the fiscal year 2570, whenever the tests run."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def client_of(who: object) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def opened(everybody: Cast, year: int = RUNNING) -> str:
    """The address of A's year, opened by its coordinator."""
    answer = client_of(everybody.anan).post(f"/a/{everybody.a.code}/years/open/", {"year": str(year)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def page_of(who: object, address: str) -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def rounds(agency: Agency) -> list[tuple[int, bool, str]]:
    rows = AgencyRound.objects.within(SYSTEM).filter(agency=agency).order_by("-year")
    return list(rows.values_list("year", "provisional", "edition__name"))


def test_coordinator_opens_the_running_year_and_its_home_says_what_to_do(everybody: Cast) -> None:
    home = f"/a/{everybody.a.code}/2568/"
    assert f'href="/a/{everybody.a.code}/years/open/"' in page_of(everybody.anan, home)
    offered = page_of(everybody.anan, f"/a/{everybody.a.code}/years/open/")
    assert offered.index(f'value="{RUNNING}"') < offered.index(f'value="{BEFORE}"')
    assert f"ยกเกณฑ์ของสำนักงาน ป.ป.ช. ปี {BEFORE} มาใช้ชั่วคราว จนกว่าจะมีประกาศหลักเกณฑ์ปี {RUNNING}" in offered

    address = opened(everybody)

    assert address == f"/a/{everybody.a.code}/{RUNNING}/"
    assert rounds(everybody.a) == [(2570, True, "nacc-2570-from-2569"), (2568, False, "nacc-2568")]
    page = page_of(everybody.anan, address)
    for said in (
        "สิ่งที่ต้องทำในปีนี้",
        "ผลปี 2568",
        "87.15",
        "ข้อที่เสียคะแนนในปี 2568",
        "ยังไม่ทราบวันของ 11 จาก 11 ช่วงงาน",
        "ระบบไม่เดาวันให้",
        "เตรียมข้อมูลเปิดเผย 26 ข้อ",
        "วางตารางคะแนน",
    ):
        assert said in page, said
    assert "ปีงบประมาณปัจจุบันคือ" not in page_of(everybody.anan, home)
    assert page_of(everybody.anan, f"/a/{everybody.a.code}/") == page or "สิ่งที่ต้องทำในปีนี้" in page


def test_year_that_was_closed_without_a_result_tells_nobody_to_do_what_cannot_be_done(everybody: Cast) -> None:
    address = opened(everybody)
    client_of(everybody.anan).post(f"{address}close/", {"do": "close", "why": "เปิดผิดปี"})
    page = page_of(everybody.anan, address)
    assert "สิ่งที่ต้องทำในปีนี้" not in page and "#ways" not in page
    for said in ("เปิดผิดปี", "ผลปี 2568", "ดูข้อทั้งหมดและสิ่งที่เปลี่ยน"):
        assert said in page, said


def test_every_page_of_a_provisional_year_says_so_and_none_breaks(everybody: Cast) -> None:
    address = opened(everybody)
    browser = client_of(everybody.anan)
    own = ("", "edition/", "close/", "results/", "analysis/", "documents/", "versions/", "papers/", "items/o1/")
    for rest in (*own, "import/", "import/paste/", "entry/"):
        answer = browser.get(address + rest, follow=True)
        assert answer.status_code == 200, rest
        assert "หลักเกณฑ์ชั่วคราว ยกหลักเกณฑ์ปี 2569 มาใช้" in answer.content.decode(), rest
    for rest, status in (("results/total/", (200, 302)), ("correct/", (302,)), ("texts/results/", (404,))):
        assert browser.get(address + rest).status_code in status, rest
    assert browser.get(address + "import/blank.xlsx").status_code == 200
    assert "nacc-2570-from-2569" in browser.get(address + "import/blank.yaml").content.decode()


def test_opening_twice_is_the_same_year(everybody: Cast) -> None:
    opened(everybody)
    before = Entry.objects.within(SYSTEM).filter(agency=everybody.a).count()
    answer = client_of(everybody.ek).post(f"/a/{everybody.a.code}/years/open/", {"year": str(RUNNING)}, follow=True)
    assert "เปิดอยู่แล้ว ไม่มีสิ่งใดเปลี่ยน" in answer.content.decode()
    assert Entry.objects.within(SYSTEM).filter(agency=everybody.a).count() == before


@pytest.mark.parametrize("year", ["", "2400", "2560", "2555", "2572", "2567x", "๒๕๗๐๐", "9" * 30])
def test_year_that_cannot_be_opened_is_refused_in_words(everybody: Cast, year: str) -> None:
    answer = client_of(everybody.anan).post(f"/a/{everybody.a.code}/years/open/", {"year": year})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "เปิดปี" in page and "ไม่ได้" in page
    assert "--" not in page.split("<main")[1]
    assert [each[0] for each in rounds(everybody.a)] == [2568]


@pytest.mark.parametrize("rules", ["nacc-2599", "school-2570", "../x", "nacc-2571-from-2569", "\u200b"])
def test_rules_that_are_not_there_are_refused_in_words(everybody: Cast, rules: str) -> None:
    answer = client_of(everybody.anan).post(
        f"/a/{everybody.a.code}/years/open/", {"year": str(RUNNING), "rules": rules}
    )
    assert answer.status_code == 422
    assert "เกณฑ์" in answer.content.decode()
    assert [each[0] for each in rounds(everybody.a)] == [2568]


def test_next_year_is_offered_once_the_running_one_is_open_and_no_later_one(everybody: Cast) -> None:
    assert "2571" not in page_of(everybody.anan, f"/a/{everybody.a.code}/years/open/")
    opened(everybody)
    offered = page_of(everybody.anan, f"/a/{everybody.a.code}/years/open/")
    assert 'value="2571"' in offered and 'value="2572"' not in offered
    assert opened(everybody, 2571).endswith("/2571/")
    assert rounds(everybody.a)[0] == (2571, True, "nacc-2571-from-2569")


def test_year_with_rules_of_its_own_opens_by_them(everybody: Cast) -> None:
    page = page_of(everybody.anan, opened(everybody, BEFORE))
    assert rounds(everybody.a)[0] == (2569, False, "nacc-2569")
    assert "หลักเกณฑ์ชั่วคราว" not in page


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-09-30T16:59:59", 2569), ("2026-09-30T17:00:00", 2570), ("2026-10-01T00:00:00", 2570)],
)
def test_running_year_begins_on_1_october_in_thailand(
    everybody: Cast, monkeypatch: pytest.MonkeyPatch, day: str, year: int
) -> None:
    at = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    page = page_of(everybody.anan, f"/a/{everybody.a.code}/2568/")
    assert f"ปีงบประมาณปัจจุบันคือ {year}" in page


def test_only_who_keeps_the_year_is_offered_it(everybody: Cast) -> None:
    for who in (everybody.boon, everybody.fon, everybody.dao):
        assert "years/open/" not in page_of(who, f"/a/{everybody.a.code}/2568/")
        assert client_of(who).post(f"/a/{everybody.a.code}/years/open/", {"year": "2570"}).status_code == 403
    assert client_of(everybody.chai).post(f"/a/{everybody.a.code}/years/open/", {"year": "2570"}).status_code == 404
    assert [each[0] for each in rounds(everybody.a)] == [2568]
    # Once it is open everybody who sees the agency sees it.
    address = opened(everybody)
    for who in (everybody.boon, everybody.fon, everybody.dao):
        assert "สิ่งที่ต้องทำในปีนี้" in page_of(who, address)


def test_agency_without_any_year_opens_the_running_one(everybody: Cast) -> None:
    new = Agency.objects.create(code="new", name="องค์การบริหารส่วนตำบลใหม่", kind="subdistrict-organization")
    grant(person("Nok"), "coordinator", new)
    nok = new.grants.within(SYSTEM).get().person
    assert "เปิดปี 2570" in page_of(nok, "/a/new/")
    assert "เปิดปี 2570" in page_of(nok, "/a/new/2570/")
    client_of(nok).post("/a/new/years/open/", {"year": "2570"})
    assert "ยังไม่มีผลของปีก่อนในระบบ" in page_of(nok, "/a/new/2570/")


def test_agency_that_the_nacc_does_not_assess_is_asked_by_whose_rules(everybody: Cast) -> None:
    school = Agency.objects.create(code="school", name="โรงเรียนบ้านใหม่", kind="school")
    grant(person("Pim"), "coordinator", school)
    pim = school.grants.within(SYSTEM).get().person
    asked = client_of(pim).post("/a/school/years/open/", {"year": "2570"})
    assert asked.status_code == 422 and "ใช้เกณฑ์ใด" in asked.content.decode()
    chosen = client_of(pim).post("/a/school/years/open/", {"year": "2570", "rules": "nacc-2570-from-2569"})
    assert chosen.status_code == 302
    assert rounds(school) == [(2570, True, "nacc-2570-from-2569")]


def test_results_of_a_provisional_year_are_entered_and_say_what_they_rest_on(everybody: Cast) -> None:
    address, browser = opened(everybody), client_of(everybody.anan)
    text = "ตัวชี้วัดที่ 1 95.24\nคะแนนรวม 87.15"
    kept = browser.post(f"{address}import/paste/", {"text": text, "do": "use"}).headers["Location"]
    taken = browser.post(kept, {"do": "take", "basis": "official", "why": ""})
    assert taken.headers["Location"] == address
    result = Result.objects.within(SYSTEM).select_related("edition").get(round__agency=everybody.a, round__year=RUNNING)
    assert result.edition.name == "nacc-2570-from-2569"
    assert rounds(everybody.a)[0] == (2570, True, "nacc-2570-from-2569")
    assert "หลักเกณฑ์ชั่วคราว" in page_of(everybody.anan, f"{address}results/")
    # Every rule on the trace of a figure is marked, beside the notice of the page.
    page = page_of(everybody.anan, f"{address}results/level/")
    rules = page.split("หลักเกณฑ์ที่ใช้และความแน่ชัด")[1].split("</ul>\n")[0]
    marked = rules.count("ยกมาจากหลักเกณฑ์ปี 2569 ใช้ชั่วคราว ยังไม่มีประกาศของปี 2570")
    assert marked == rules.count("<li><strong>") > 0


def test_file_that_names_no_rules_is_read_by_those_of_the_provisional_year(everybody: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    address, browser = opened(everybody), client_of(everybody.anan)
    text = (
        f"format: prongsai/round@1\nyear: 2570\nagency: {{name: {everybody.a.name}}}\npublished: {{total: '90.00'}}\n"
    )
    answer = browser.post(f"{address}import/", {"file": SimpleUploadedFile("ปี.yaml", text.encode())})
    assert answer.status_code == 302, answer.content.decode()[-3000:]


def test_list_of_agencies_keeps_the_newest_result_beside_a_year_without_one(everybody: Cast) -> None:
    grant(everybody.dao, "supervisor", area_kind="province", area="ข")
    before = page_of(everybody.dao, "/")
    assert "87.15" in before
    opened(everybody)
    assert "87.15" in page_of(everybody.dao, "/")


def test_who_may_not_open_raises_before_anything_is_looked_at(everybody: Cast) -> None:
    from prongsai.records.queries.scopes import scope_of

    today = NOW.date()
    with pytest.raises(PermissionError):
        opening.open_year(
            scope_of(everybody.boon, today), everybody.a, 2570, person=everybody.boon, now=NOW, today=today
        )
    assert fiscal_year(today) == RUNNING


def signed(everybody: Cast, kind: str = "order") -> MadeDocument:
    """The newest document of A's running year."""
    rows = MadeDocument.objects.within(SYSTEM).filter(round__agency=everybody.a, round__year=RUNNING, kind=kind)
    return rows.order_by("-version")[0]


def test_nothing_is_for_signature_by_carried_rules_unless_the_agency_says_so_and_then_it_says_so(
    everybody: Cast,
) -> None:
    address, browser = opened(everybody), client_of(everybody.anan)
    data = to_data(example("mae-sot")) | {"year": RUNNING, "criteria": "nacc-2570-from-2569"}
    for key in ("history", "plan", "claims", "document", "assessor", "memo"):
        data.pop(key, None)
    data = {**data, "disclosure": [], "answers": {}}
    one = read_data(data, edition=known.edition)
    take_round(agency=everybody.a, one=one, person=everybody.anan, basis="official", why="", now=NOW)
    wanted = {"kind": "brief", "format": "html", "profile": "standard", "signing": "for-signature"}

    assert browser.post(f"{address}documents/make/", wanted).status_code == 302

    draft = signed(everybody, "brief")
    held = [line for line in draft.findings or () if "ยกมาใช้ชั่วคราว" in line.get("wrong_th", "")]
    assert (draft.state, draft.signing, len(held)) == ("ready", "draft", 1)
    assert held[0]["decidable"] and held[0]["kind_th"] == "หลักเกณฑ์ยังไม่ประกาศ"
    lines = [line for line in draft.findings or () if "decidable" in line]
    for at in range(len(lines)):
        browser.post(f"{address}documents/{draft.pk}/decide/", {"at": str(at), "why": "ต้องเสนอก่อนประกาศ"})
    browser.post(f"{address}documents/make/", wanted)
    made = signed(everybody, "brief")
    assert made.pk != draft.pk and made.signing == "for-signature"
    text = bytes_in(made).decode()
    assert "หลักเกณฑ์ชั่วคราว ยกหลักเกณฑ์ปี 2569 มาใช้จนกว่าจะมีประกาศหลักเกณฑ์ปี 2570" in text.replace("\u200b", "")


def test_page_for_pasting_into_a_year_that_is_not_open_says_to_open_it(everybody: Cast) -> None:
    page = page_of(everybody.anan, f"/a/{everybody.a.code}/{RUNNING}/import/paste/")
    assert "ให้เปิดปีนี้ก่อนที่หน้า “เปิดปีงบประมาณ”" in page and "nacc-" not in page.split("<main")[1]

"""Inviting, joining, giving and ending roles, somebody leaves, the handover pack and the history of it all."""

from __future__ import annotations

import datetime
import re
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from mailing import delivered
from people import PASSWORD, Cast, cast, grant, person
from prongsai.flow.people import agency as roster
from prongsai.records.actions import accounts, grants
from prongsai.records.actions import people as actions
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Entry, Grant, Invitation, Person, WaitingMail
from prongsai.records.queries.history import walked
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import SYSTEM
from prongsai.web.people import areas, people

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def everybody() -> Cast:
    return cast()


def client_of(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def day(name: str, value: datetime.date) -> dict[str, str]:
    return {f"{name}_0": str(value.day), f"{name}_1": str(value.month), f"{name}_2": str(value.year)}


def invite(everybody: Cast, **data: str):
    url = f"/a/{everybody.a.code}/people/invite/"
    return client_of(everybody.anan).post(url, {"role": "section-owner", "way": "mail", **data})


def slip(everybody: Cast, **data: str) -> str:
    return CODE.search(invite(everybody, way="slip", **data).content.decode()).group()


def join(client: Client, code: str, **data: str):
    fields = {"name": "คนใหม่", "email": "new@example.org", "password": "a-quite-new-password", **data}
    answer = client.post("/join/", {"code": code, "step": "join", **fields})
    client.post("/privacy/seen/", {"next": "/"})
    return answer


def actions_of(everybody: Cast) -> list[str]:
    lines = Entry.objects.within(SYSTEM).filter(agency=everybody.a).order_by("number")
    assert walked(everybody.a).faults == ()
    return [each.action for each in lines][-3:]


def test_somebody_invited_by_mail_joins_and_works(everybody: Cast) -> None:
    assert invite(everybody, email="New@example.org").status_code == 302
    (sent,) = delivered()
    assert sent.to == ["new@example.org"]
    code = CODE.search(sent.body).group()
    client = Client()
    assert "ผู้ดูแลรายข้อ" in client.post("/join/", {"code": code.lower().replace("-", " ")}).content.decode()
    assert join(client, code).status_code == 302
    assert client.get(f"/a/{everybody.a.code}/").status_code == 200
    assert client.get(f"/a/{everybody.a.code}/people/invite/").status_code == 403
    joined = Person.objects.get(email="new@example.org")
    assert joined.emailaddress_set.get().verified
    assert actions_of(everybody)[-2:] == ["invite", "accept-invitation"]


def test_the_code_stands_in_no_address_and_not_in_the_database(everybody: Cast) -> None:
    code = slip(everybody)
    kept = Invitation.objects.within(SYSTEM).get()
    assert code.replace("-", "") not in str(kept.__dict__)
    assert code not in str(list(Entry.objects.within(SYSTEM).values_list("detail")))
    assert CODE.search(client_of(everybody.anan).get(f"/a/{everybody.a.code}/people/").content.decode()) is None
    assert "ตอบรับ" not in Client().get(f"/join/?code={code}").content.decode()


def test_an_address_on_a_slip_counts_as_unproven(everybody: Cast) -> None:
    join(Client(), slip(everybody))
    assert not Person.objects.get(email="new@example.org").emailaddress_set.get().verified


def test_a_code_works_once_and_not_for_ever(everybody: Cast) -> None:
    code = slip(everybody)
    join(Client(), code)
    again = join(Client(), code, email="other@example.org")
    assert again.status_code == 422
    assert "ไม่พบคำเชิญ" in again.content.decode()
    late = slip(everybody)
    Invitation.objects.within(SYSTEM).filter(used_at=None).update(expires_at=timezone.now())
    assert join(Client(), late, email="other@example.org").status_code == 422
    assert not Person.objects.filter(email="other@example.org").exists()


def test_a_code_read_from_paper_may_have_look_alike_letters() -> None:
    assert actions.code_hash("o0i1 l234 abcd") == actions.code_hash("0011-1234-ABCD")
    assert not set("ILOU") & set(actions.LETTERS)


def test_a_person_with_an_account_takes_the_role_into_it(everybody: Cast) -> None:
    code = slip(everybody)
    client = client_of(everybody.chai)
    assert client.post("/join/", {"code": code, "step": "join"}).status_code == 302
    assert client.get(f"/a/{everybody.a.code}/").status_code == 200
    assert client.get(f"/a/{everybody.b.code}/").status_code == 200


def test_an_invitation_to_an_address_is_for_that_address(everybody: Cast) -> None:
    invite(everybody, email=everybody.gaew.email)
    code = CODE.search(delivered()[0].body).group()
    assert "เข้าสู่ระบบก่อน" in join(Client(), code).content.decode()
    assert client_of(everybody.chai).post("/join/", {"code": code, "step": "join"}).status_code == 422
    assert not Grant.objects.within(SYSTEM).filter(person=everybody.chai, agency=everybody.a).exists()
    assert client_of(everybody.gaew).post("/join/", {"code": code, "step": "join"}).status_code == 302


def test_a_slip_does_not_open_somebody_elses_account(everybody: Cast) -> None:
    response = join(Client(), slip(everybody), email=everybody.ek.email)
    assert response.status_code == 422
    assert not Grant.objects.within(SYSTEM).filter(person=everybody.ek, agency=everybody.a).exists()


@pytest.mark.parametrize("role", ["assessor", "supervisor", "administrator", "nonsense", ""])
def test_a_coordinator_gives_no_role_above_their_own(everybody: Cast, role: str) -> None:
    assert invite(everybody, role=role, email="new@example.org").status_code == 422
    assert not Invitation.objects.within(SYSTEM).exists()
    assert delivered() == []


def test_mail_that_cannot_be_sent_now_is_sent_later_and_the_list_says_so(everybody: Cast) -> None:
    people = f"/a/{everybody.a.code}/people/"
    with mock.patch("prongsai.outside.mail.get_connection", side_effect=ConnectionRefusedError):
        response = invite(everybody, email="new@example.org")
        assert delivered() == []
    assert (response.status_code, Invitation.objects.within(SYSTEM).count()) == (302, 1)
    assert "อีเมลยังไม่ออก" in client_of(everybody.anan).get(people).content.decode()
    WaitingMail.objects.within(SYSTEM).update(due_at=timezone.now())
    (sent,) = delivered()
    assert join(Client(), CODE.search(sent.body).group()).status_code == 302
    assert "อีเมลยังไม่ออก" not in client_of(everybody.anan).get(people).content.decode()


def test_an_invitation_taken_back_works_no_more(everybody: Cast) -> None:
    code = slip(everybody)
    number = Invitation.objects.within(SYSTEM).get().pk
    other = f"/a/{everybody.b.code}/people/invitations/{number}/withdraw/"
    assert client_of(everybody.chai).post(other).status_code == 404
    client_of(everybody.anan).post(f"/a/{everybody.a.code}/people/invitations/{number}/withdraw/")
    assert join(Client(), code).status_code == 422


def test_an_invitation_of_a_closed_account_opens_nothing_and_the_list_says_so(everybody: Cast) -> None:
    code, today = slip(everybody), timezone.localdate()
    grant(everybody.gaew, "coordinator", everybody.a)
    accounts.close_account(by=None, person=everybody.anan, orphan=False, today=today, now=timezone.now())
    for client in (Client(), client_of(everybody.chai)):
        refused = join(client, code)
        assert (refused.status_code, "บัญชีของผู้ที่เชิญท่านปิดอยู่" in refused.content.decode()) == (422, True)
    assert not Person.objects.filter(email="new@example.org").exists()
    listed = client_of(everybody.gaew).get(f"/a/{everybody.a.code}/people/").content.decode()
    assert "บัญชีผู้เชิญปิดอยู่" in listed
    accounts.open_account(by=None, person=everybody.anan, now=timezone.now())
    assert join(Client(), code).status_code == 302


def test_an_invitation_that_nobody_made_works(everybody: Cast) -> None:
    made = actions.invite(by=None, role="section-owner", agency=everybody.a, area=None, email="", now=timezone.now())
    assert join(Client(), made.code).status_code == 302


def test_an_invitation_is_taken_back_only_by_those_who_could_give_its_role(everybody: Cast) -> None:
    place = {"agency": everybody.a, "area": None, "email": "", "now": timezone.now()}
    above = actions.invite(by=everybody.ek, role="assessor", **place).invitation.pk
    own = actions.invite(by=everybody.anan, role="section-owner", **place).invitation.pk

    def takes_back(who: Person, number: int) -> int:
        return int(client_of(who).post(f"/a/{everybody.a.code}/people/invitations/{number}/withdraw/").status_code)

    assert [takes_back(everybody.boon, own), takes_back(everybody.anan, above)] == [403, 302]
    assert set(Invitation.objects.within(SYSTEM).values_list("pk", flat=True)) == {above, own}
    assert [takes_back(everybody.anan, own), takes_back(everybody.ek, above)] == [302, 302]
    assert not Invitation.objects.within(SYSTEM).exists()


def test_somebody_stands_in_for_some_days(everybody: Cast) -> None:
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    url = f"/a/{everybody.a.code}/people/give/"
    data = {
        "person": everybody.boon.pk,
        "role": "coordinator",
        "manner": "acting",
        **day("starts", today),
        **day("ends", tomorrow),
    }
    assert client_of(everybody.anan).post(url, data).status_code == 302
    held = Grant.objects.within(SYSTEM).get(person=everybody.boon, role="coordinator")
    assert (held.manner, held.starts, held.ends, held.given_by) == ("acting", today, tomorrow, everybody.anan)
    assert "รักษาราชการแทน" in client_of(everybody.anan).get(f"/a/{everybody.a.code}/people/").content.decode()
    assert actions_of(everybody)[-1] == "give-role"


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_0": "31", "starts_1": "2"},
        {"person": "999999"},
        {"role": "administrator"},
        {"ends_0": "1", "ends_1": "1", "ends_2": "2026"},
        {"starts_0": "", "starts_1": "", "starts_2": ""},
    ],
)
def test_a_role_with_impossible_days_or_people_is_refused(everybody: Cast, wrong: dict[str, str]) -> None:
    today = timezone.localdate()
    data = {"person": everybody.boon.pk, "role": "coordinator", "manner": "own", **day("starts", today), **wrong}
    before = Grant.objects.within(SYSTEM).count()
    assert client_of(everybody.anan).post(f"/a/{everybody.a.code}/people/give/", data).status_code == 422
    assert Grant.objects.within(SYSTEM).count() == before


def test_nobody_takes_a_role_of_their_own_invitation_or_twice(everybody: Cast) -> None:
    code = slip(everybody)
    own = client_of(everybody.anan).post("/join/", {"code": code, "step": "join"})
    assert (own.status_code, "ให้บทบาทแก่ตนเอง" in own.content.decode()) == (422, True)
    twice = client_of(everybody.boon).post("/join/", {"code": code, "step": "join"})
    assert (twice.status_code, "มีบทบาทนี้อยู่แล้ว" in twice.content.decode()) == (422, True)
    today = timezone.localdate()
    data = {"role": "executive", "manner": "own", **day("starts", today)}
    url, client = f"/a/{everybody.a.code}/people/give/", client_of(everybody.anan)
    for who, said in ((everybody.anan, "ให้บทบาทแก่ตนเอง"), (everybody.fon, "มีบทบาทนี้อยู่แล้ว")):
        refused = client.post(url, {**data, "person": who.pk})
        assert (refused.status_code, said in refused.content.decode()) == (422, True)


def test_the_last_coordinator_stays_until_there_is_another(everybody: Cast) -> None:
    url = f"/a/{everybody.a.code}/people/{everybody.anan.pk}/leave/"
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    refused = client_of(everybody.anan).post(url, day("last_day", yesterday))
    assert refused.status_code == 422
    assert "ผู้ประสานงานคนสุดท้าย" in refused.content.decode()
    successor = person("Nok")
    grant(successor, "coordinator", everybody.a)
    client = client_of(everybody.anan)
    assert client.post(url, day("last_day", yesterday)).headers["Location"] == f"/a/{everybody.a.code}/handover/"
    assert client.get(f"/a/{everybody.a.code}/").status_code == 404
    assert client_of(successor).get(f"/a/{everybody.a.code}/handover/").status_code == 200
    assert actions_of(everybody)[-1] == "leave"


LEFT_ALONE = "จะไม่มีผู้ใดในหน่วยงานเชิญผู้ใช้งาน"


@pytest.mark.parametrize("way", ["end", "leave"])
def test_an_administrator_leaves_an_agency_without_a_coordinator_only_where_they_say_so(
    everybody: Cast, way: str
) -> None:
    held = Grant.objects.within(SYSTEM).get(person=everybody.anan)
    number = held.pk if way == "end" else everybody.anan.pk
    url, last = f"/a/{everybody.a.code}/people/{number}/{way}/", day("last_day", timezone.localdate())
    ek = client_of(everybody.ek)
    page = ek.get(url).content.decode()
    assert ('name="orphan"' in page, LEFT_ALONE in page) == (True, True)
    refused = ek.post(url, last)
    assert (refused.status_code, "ผู้ประสานงานคนสุดท้าย" in refused.content.decode()) == (422, True)
    held.refresh_from_db()
    assert held.ends is None
    assert ek.post(url, {**last, "orphan": "on"}).status_code == 302
    held.refresh_from_db()
    assert held.ends == timezone.localdate()
    assert actions_of(everybody)[-1] == ("end-role" if way == "end" else "leave")


@pytest.mark.parametrize("way", ["end", "leave"])
def test_a_coordinator_is_not_asked_and_leaves_nobody_alone(everybody: Cast, way: str) -> None:
    held = Grant.objects.within(SYSTEM).get(person=everybody.anan)
    number = held.pk if way == "end" else everybody.anan.pk
    url, anan = f"/a/{everybody.a.code}/people/{number}/{way}/", client_of(everybody.anan)
    assert 'name="orphan"' not in anan.get(url).content.decode()
    refused = anan.post(url, {**day("last_day", timezone.localdate()), "orphan": "on"})
    assert (refused.status_code, "ผู้ประสานงานคนสุดท้าย" in refused.content.decode()) == (422, True)
    ends = {"last_day": timezone.localdate(), "orphan": True, "now": timezone.now(), "today": timezone.localdate()}
    by_hand = {"by": everybody.anan, "agency": everybody.a, **ends}
    scope = scope_of(everybody.anan, timezone.localdate())
    with pytest.raises(NotPossible, match="last coordinator"):
        roster.end(scope, grant=held.pk, **by_hand)
    with pytest.raises(NotPossible, match="last coordinator"):
        roster.leave(scope, person=everybody.anan.pk, **by_hand)


def test_nothing_is_ticked_where_no_coordinator_goes(everybody: Cast) -> None:
    held = Grant.objects.within(SYSTEM).get(person=everybody.boon)
    ek, here = client_of(everybody.ek), f"/a/{everybody.a.code}/people"
    for url in (f"{here}/{held.pk}/end/", f"{here}/{everybody.boon.pk}/leave/"):
        assert 'name="orphan"' not in ek.get(url).content.decode()
        assert ek.post(url, day("last_day", timezone.localdate() + datetime.timedelta(days=1))).status_code == 302
        held.ends = None
        held.save()


def test_a_coordinator_cannot_end_the_role_of_who_looks_in_from_outside(everybody: Cast) -> None:
    held = grant(everybody.hong, "assessor", everybody.a)
    url = f"/a/{everybody.a.code}/people/{held.pk}/end/"
    assert client_of(everybody.anan).post(url, day("last_day", timezone.localdate())).status_code == 422
    held.refresh_from_db()
    assert held.ends is None


def test_the_list_says_who_looks_in_from_above(everybody: Cast) -> None:
    page = client_of(everybody.anan).get(f"/a/{everybody.a.code}/people/").content.decode()
    assert "Dao" in page
    assert "Ek" in page
    assert "Dao" not in client_of(everybody.chai).get(f"/a/{everybody.b.code}/people/").content.decode()


def test_an_administrator_invites_a_supervisor_of_a_district(everybody: Cast) -> None:
    data = {"role": "supervisor", "way": "slip"}
    client = client_of(everybody.ek)
    assert client.post("/people/invite/", {**data, "area": "district:กลาง"}).status_code == 422
    assert client.post("/people/invite/", {**data, "area": ""}).status_code == 422
    page = client.post("/people/invite/", {**data, "area": "district:ข/กลาง"}).content.decode()
    newcomer = Client()
    join(newcomer, CODE.search(page).group())
    assert newcomer.get(f"/a/{everybody.b.code}/").status_code == 200
    assert newcomer.get(f"/a/{everybody.a.code}/").status_code == 404


def test_areas_are_chosen_from_what_there_is_and_every_province(everybody: Cast) -> None:
    page = client_of(everybody.ek).get("/people/invite/").content.decode()

    for area in ("all", "province:ตาก", "province:ข", "district:ข/กลาง"):
        assert f'value="{area}"' in page, area


def test_site_without_mail_offers_the_slip_alone_and_says_where_it_works(everybody: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client, at = client_of(everybody.anan), f"/a/{everybody.a.code}/people/invite/"

    page = client.get(at).content.decode()
    assert 'name="email"' not in page and "อีเมล" not in page.split("<main")[1]
    slip = client.post(at, {"role": "section-owner", "way": "mail", "email": "new@example.org"}).content.decode()
    assert CODE.search(slip) and "ที่เครื่องนี้" in slip and "testserver" not in slip
    assert not Invitation.objects.within(SYSTEM).exclude(email="").exists()
    forgotten = Client().get("/accounts/password/reset/").content.decode()
    assert '<form method="post">' not in forgotten.split("<main")[1] and "prongsai user password" in forgotten


def test_the_handover_pack_holds_what_a_successor_needs(everybody: Cast) -> None:
    page = client_of(everybody.anan).get(f"/a/{everybody.a.code}/handover/").content.decode()
    assert everybody.a.name in page
    assert everybody.boon.email in page
    assert "ผลล่าสุด" in page


def test_the_history_page_says_whether_it_is_whole(everybody: Cast) -> None:
    slip(everybody)
    client, url = client_of(everybody.anan), f"/a/{everybody.a.code}/history/"
    page = client.get(url).content.decode()
    assert "ครบทุกบรรทัด" in page
    assert "Anan" in page
    Entry.objects.within(SYSTEM).filter(agency=everybody.a, number=2).update(about="x")
    assert "ประวัติไม่ครบหรือถูกแก้" in client.get(url).content.decode()
    assert client_of(everybody.boon).get(url).status_code == 403


def test_addresses_of_people_stay_out_of_the_history(everybody: Cast) -> None:
    invite(everybody, email="new@example.org")
    assert "@" not in str(list(Entry.objects.within(SYSTEM).values_list("about", "detail", "person_name")))


def test_a_name_that_is_an_address_stays_out_of_every_line(everybody: Cast) -> None:
    # Names of an earlier program may be addresses.
    for who in (everybody.anan, everybody.boon, everybody.gaew):
        who.name = who.email
        who.save()
    before, now, today = Entry.objects.within(SYSTEM).count(), timezone.now(), timezone.localdate()
    join(client_of(everybody.gaew), slip(everybody, role="executive"))
    place = {"agency": everybody.a, "area": None, "manner": "own", "unit": None, "starts": today, "ends": None}
    held = grants.give_role(by=everybody.anan, person=everybody.boon, role="mentor", now=now, **place)
    ends = {"last_day": today, "orphan": False, "today": today, "now": now}
    grants.end_role(by=everybody.anan, grant=held, **ends)
    grants.leave(by=everybody.anan, person=everybody.boon, agency=everybody.a, **ends)
    accounts.rename(by=everybody.anan, person=everybody.boon, name="บุญ", now=now)
    lines = list(Entry.objects.within(SYSTEM).values_list("about", "detail", "person_name"))
    assert len(lines) == before + 6
    assert "@" not in str(lines)
    left = Entry.objects.within(SYSTEM).get(action="leave")
    assert (left.person_name, left.about) == (f"#{everybody.anan.pk}", f"#{everybody.boon.pk}")
    assert f"#{everybody.boon.pk}" in client_of(everybody.anan).get(f"/a/{everybody.a.code}/history/").content.decode()


def test_the_password_of_a_newcomer_is_checked(everybody: Cast) -> None:
    response = join(Client(), slip(everybody), password="short")
    assert response.status_code == 422
    assert "อย่างน้อย 10 ตัวอักษร" in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert "short" not in response.content.decode()


@pytest.mark.parametrize("way", ["end", "leave", "give", "end-over-an-area"])
def test_what_somebody_else_ended_while_the_form_was_sent_is_said_in_words(
    everybody: Cast, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    over = way == "end-over-an-area"
    module, whose, who = (areas, everybody.dao, everybody.ek) if over else (people, everybody.boon, everybody.anan)
    held = Grant.objects.within(SYSTEM).get(person=whose)
    shown = module._people

    def meanwhile(*given: Any) -> Any:
        """Somebody else ends the role after this request has read the list."""
        read = shown(*given)
        Grant.objects.within(SYSTEM).filter(pk=held.pk).delete()
        return read

    monkeypatch.setattr(module, "_people", meanwhile)
    agency = f"/a/{everybody.a.code}/people/"
    address = {
        "end": f"{agency}{held.pk}/end/",
        "leave": f"{agency}{whose.pk}/leave/",
        "give": f"{agency}give/",
        "end-over-an-area": f"/people/{held.pk}/end/",
    }[way]
    today = timezone.localdate()
    sent = {
        "person": str(whose.pk),
        "role": "mentor",
        "manner": "own",
        **day("last_day", today),
        **day("starts", today),
    }
    answer = client_of(who).post(address, sent)
    assert answer.status_code == 422
    assert "มีผู้อื่นสิ้นสุดหรือถอนบทบาทนี้ไปก่อนแล้ว" in answer.content.decode()

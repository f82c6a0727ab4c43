"""Administrators look after accounts, the history tells of each step, and nobody locks themselves out."""

from __future__ import annotations

import datetime
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people import PASSWORD, Cast, cast, grant, person
from prongsai.flow.people import site
from prongsai.records.actions import accounts as actions
from prongsai.records.actions import people
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Entry, Grant, Person
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM
from prongsai.screens.people.accounts import STEPS
from prongsai.web.people.accounts import FORMS, GRAVE
from prongsai.web.templatetags import people as words

pytestmark = pytest.mark.django_db
NEW = "ช้างม่วงร่มกระดาษดินสอ"


@pytest.fixture
def everybody() -> Cast:
    return cast()


def signed_in(who: Person, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": who.email, "password": password})
    return client


def known_again(who: Person) -> Client:
    """A browser in which somebody typed their password again, as a grave step asks for."""
    client = signed_in(who)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
    return response.content.decode()


def at(who: Person, step: str = "") -> str:
    return f"/people/accounts/{who.pk}/{step}/" if step else f"/people/accounts/{who.pk}/"


def site_lines(count: int) -> list[tuple[str, str, dict[str, object]]]:
    """The newest lines of the site's chain, which is whole: who, what, and details."""
    assert walked(None).faults == ()
    lines = Entry.objects.within(SYSTEM).filter(agency=None).order_by("-number")[:count]
    return [(line.person_name, line.action, line.detail) for line in reversed(lines)]


def test_administrator_finds_everybody_and_opens_one(everybody: Cast) -> None:
    signed_in(everybody.anan)
    client = signed_in(everybody.ek)
    assert 'href="/people/accounts/"' in page_of(client, "/accounts/")
    assert 'href="/people/accounts/"' in page_of(client, "/people/")
    listed = page_of(client, "/people/accounts/")
    assert [who.email for who in Person.objects.all() if who.email not in listed] == []
    found = page_of(client, "/people/accounts/?q=ANAN")
    assert (everybody.anan.email in found, everybody.boon.email in found) == (True, False)
    one = page_of(client, at(everybody.anan))
    assert "ผู้ประสานงาน ITA" in one
    assert everybody.a.name in one
    assert "127.0.0.1" in one
    steps = {step for step in STEPS if f'href="{at(everybody.anan, step)}"' in one}
    assert steps == {"rename", "password", "sessions", "close"}
    assert client.get("/people/accounts/999999/").status_code == 404
    assert client.get(at(everybody.anan, "delete")).status_code == 404
    assert 'href="/people/accounts/"' not in page_of(signed_in(everybody.anan), "/accounts/")


def test_every_step_has_its_form_its_word_and_what_it_does() -> None:
    assert set(FORMS) == set(words.STEPS) == set(words.EFFECTS) == set(STEPS)
    assert set(STEPS) >= GRAVE


def test_list_of_accounts_costs_the_same_with_more_people(everybody: Cast) -> None:
    client = signed_in(everybody.ek)
    client.get("/people/accounts/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/people/accounts/")
    Person.objects.bulk_create(Person(email=f"p{number}@example.org", name=f"คน {number:03}") for number in range(120))
    with CaptureQueriesContext(connection) as many:
        page = client.get("/people/accounts/").content.decode()
    assert len(few) == len(many)
    assert "1 / 3" in page
    assert "คน 119" in page_of(client, "/people/accounts/?page=3") + page_of(client, "/people/accounts/?page=2")


def test_closed_account_is_signed_out_at_once_and_opened_again_with_its_roles(everybody: Cast) -> None:
    grant(person("Nok"), "coordinator", everybody.a)
    theirs, ek = signed_in(everybody.anan), known_again(everybody.ek)
    assert theirs.get(f"/a/{everybody.a.code}/").status_code == 200
    assert "เข้าสู่ระบบไม่ได้" in page_of(ek, at(everybody.anan, "close"))
    assert ek.post(at(everybody.anan, "close")).headers["Location"] == at(everybody.anan)
    assert "ออกจากระบบแล้ว 1 เครื่อง" in page_of(ek, at(everybody.anan))
    for client in (theirs, signed_in(everybody.anan)):
        assert client.get(f"/a/{everybody.a.code}/").headers["Location"].startswith("/accounts/login/")
    assert UserSession.objects.filter(user=everybody.anan).count() == 0
    assert "บัญชีนี้ปิดอยู่" in page_of(ek, at(everybody.anan))
    assert "<strong>ปิด</strong>" in page_of(ek, "/people/accounts/?q=anan")

    assert ek.post(at(everybody.anan, "open")).status_code == 302
    assert theirs.get(f"/a/{everybody.a.code}/").status_code == 302  # sessions that ended stay ended
    assert signed_in(everybody.anan).get(f"/a/{everybody.a.code}/").status_code == 200
    whom = {"whom": "Anan", "person": everybody.anan.pk}
    assert site_lines(2) == [
        ("Ek", "close-account", {**whom, "sessions": 1}),
        ("Ek", "open-account", {**whom, "sessions": 0}),
    ]


def test_closing_is_leaving_and_the_last_coordinator_is_kept_unless_it_is_said(everybody: Cast) -> None:
    ek = known_again(everybody.ek)
    page = page_of(ek, at(everybody.anan, "close"))
    assert ('name="orphan"' in page, "จะไม่มีผู้ใดในหน่วยงานเชิญผู้ใช้งาน" in page) == (True, True)
    assert 'name="orphan"' not in page_of(ek, at(everybody.boon, "close"))
    refused = ek.post(at(everybody.anan, "close"))
    assert refused.status_code == 422
    assert f"ผู้ประสานงานคนสุดท้ายของ {everybody.a.name}" in refused.content.decode()
    everybody.anan.refresh_from_db()
    assert everybody.anan.is_active
    assert ek.post(at(everybody.anan, "close"), {"orphan": "on"}).status_code == 302
    again = ek.post(at(everybody.anan, "close"))
    assert "ปิดอยู่แล้ว" in again.content.decode()
    assert "เปิดอยู่แล้ว" in ek.post(at(everybody.boon, "open")).content.decode()


def test_another_password_signs_out_and_is_checked(everybody: Cast) -> None:
    theirs, ek, path = signed_in(everybody.boon), known_again(everybody.ek), at(everybody.boon, "password")
    assert "ไม่ตรงกัน" in ek.post(path, {"password": NEW, "again": NEW + "๑"}).content.decode()
    weak = ek.post(path, {"password": "rangsit2568", "again": "rangsit2568"})
    assert (weak.status_code, "แต่คำที่คนเดาก่อน" in weak.content.decode()) == (422, True)
    assert "rangsit2568" not in weak.content.decode()
    assert ek.post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert theirs.get("/").status_code == 302
    assert signed_in(everybody.boon).get("/").headers["Location"].startswith("/accounts/login/")
    assert signed_in(everybody.boon, NEW).get("/accounts/").status_code == 200
    (line,) = site_lines(1)
    assert line == ("Ek", "set-password", {"whom": "Boon", "person": everybody.boon.pk, "sessions": 1})
    assert NEW not in str(Entry.objects.within(SYSTEM).values_list("detail", "about"))


def locked_out(who: Person) -> None:
    for host in ("127.0.0.1", "localhost"):
        for _ in range(5):
            Client(HTTP_HOST=host).post("/accounts/login/", {"login": who.email.upper(), "password": "wrong"})
    assert signed_in(who).get("/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("way", ["page", "command"])
def test_another_password_lets_in_at_once_whoever_was_locked_out(everybody: Cast, way: str) -> None:
    locked_out(everybody.boon)
    if way == "page":
        path = at(everybody.boon, "password")
        assert known_again(everybody.ek).post(path, {"password": NEW, "again": NEW}).status_code == 302
    else:
        site.set_password(email=everybody.boon.email, password=NEW)
    assert signed_in(everybody.boon, NEW).get("/accounts/").status_code == 200


def test_another_password_also_forgets_wrong_codes(everybody: Cast) -> None:
    TOTP.activate(everybody.boon, "JBSWY3DPEHPK3PXP")
    guessing = signed_in(everybody.boon)
    for _ in range(9):
        wrong = guessing.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "ใส่รหัสผิดหลายครั้งเกินไป" in wrong.content.decode()
    site.set_password(email=everybody.boon.email, password=NEW)
    again = signed_in(everybody.boon, NEW).post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "ใส่รหัสผิดหลายครั้งเกินไป" not in again.content.decode()


def test_a_lost_second_factor_is_taken_away_with_every_kind_and_every_session(everybody: Cast) -> None:
    theirs = signed_in(everybody.boon)
    TOTP.activate(everybody.boon, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(everybody.boon)
    Authenticator.objects.create(user=everybody.boon, type="webauthn", data={"name": "กุญแจ", "credential": {}})
    TOTP.activate(everybody.fon, "JBSWY3DPEHPK3PXP")
    ek = known_again(everybody.ek)
    page = page_of(ek, at(everybody.boon))
    assert [word for word in ("แอปยืนยันตัวตน", "พาสคีย์หรือกุญแจ", "รหัสสำรอง") if word not in page] == []
    assert ek.post(at(everybody.boon, "reset-2fa")).status_code == 302
    assert list(Authenticator.objects.values_list("user_id", flat=True)) == [everybody.fon.pk]
    assert theirs.get("/accounts/").status_code == 302
    assert signed_in(everybody.boon).get("/accounts/").status_code == 200
    (line,) = site_lines(1)
    assert line[1:] == (
        "reset-second-factor",
        {"whom": "Boon", "person": everybody.boon.pk, "sessions": 1, "kinds": ["recovery_codes", "totp", "webauthn"]},
    )
    assert "ไม่ได้ตั้งการยืนยันตัวตนสองขั้นตอน" in ek.post(at(everybody.boon, "reset-2fa")).content.decode()


def test_sessions_are_listed_and_ended(everybody: Cast) -> None:
    one, two, ek = signed_in(everybody.boon), signed_in(everybody.boon), signed_in(everybody.ek)
    assert page_of(ek, at(everybody.boon)).count("127.0.0.1") == 2
    assert ek.post(at(everybody.boon, "sessions")).status_code == 302
    assert [client.get("/accounts/").status_code for client in (one, two)] == [302, 302]
    assert ek.get("/accounts/").status_code == 200
    assert site_lines(1)[0][1:] == ("end-sessions", {"whom": "Boon", "person": everybody.boon.pk, "sessions": 2})
    assert "ไม่ได้เข้าสู่ระบบอยู่" in page_of(ek, at(everybody.boon))


UNSEEN = {
    "of no width": "บุญ\u200bมี", "joiner": "Bo\u200don", "turned around": "\u202enooB", "isolated": "\u2066Boon\u2069",
    "mark of order": "Boon\ufeff", "soft hyphen": "Bo\u00adon", "hangul blank": "\u3164",
    "braille": "\u2800\u2800", "variation": "Boon\ufe0f", "tag": "Boon\U000e0041", "joined grapheme": "Boon\u034f",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "why"),
    [
        *((name, "ระบุชื่อ ไม่เกิน 150 ตัวอักษร") for name in ("\t\u00a0", "ก" * 151)),
        *((name, "ไม่ใช่อีเมล") for name in ("boon@example.org", "ก\nข@")),
        *((name, "อักขระที่มองไม่เห็น") for name in UNSEEN.values()),
        *((name, "ชื่อนี้ไม่มีตัวอักษร") for name in ("\u0e34\u0e48", "\u0301\u0302", "...", "่ ่")),
    ],
)
def test_a_name_is_a_name_and_seen(everybody: Cast, name: str, why: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.name_of_person(name)
    assert why in refused.value.text.th
    ek = signed_in(everybody.ek)
    assert ek.post(at(everybody.boon, "rename"), {"name": name}).status_code == 422
    assert ek.post(at(everybody.boon, "rename"), {"name": ""}).status_code == 422
    everybody.boon.refresh_from_db()
    assert everybody.boon.name == "Boon"


@pytest.mark.parametrize(
    "name", ["น้ำผึ้ง ใจดี", "กฤษฎิ์ ณ อยุธยา", "ปัญญ์ฐิติ", "Zoë O’Neill-Smith", "พ.ต.ท. เก่ง", "李明", "Ⅲ ก", "คน 1"]
)
def test_names_as_people_have_them_are_kept(name: str) -> None:
    assert actions.name_of_person(f"  {name} ") == name


def test_whoever_joins_gives_a_name_that_is_seen(everybody: Cast) -> None:
    made = people.invite(by=None, role="executive", agency=everybody.a, area=None, email="", now=timezone.now())
    data = {"code": made.code, "step": "join", "email": "new@example.org", "password": NEW}
    refused = Client().post("/join/", {**data, "name": "A\u202enan"})
    assert (refused.status_code, "อักขระที่มองไม่เห็น" in refused.content.decode()) == (422, True)
    assert not Person.objects.filter(email="new@example.org").exists()


def test_what_is_wrong_with_a_password_is_found_once_and_said_in_both_languages() -> None:
    with mock.patch.object(actions, "validate_password", wraps=actions.validate_password) as asked:
        wrong = actions.wrong_password("boon", Person(email="boon@example.org", name="Boon"))
    assert asked.call_count == 1
    assert ("อย่างน้อย 10 ตัวอักษร" in wrong[0].th, "At least 10 characters" in wrong[0].en) == (True, True)
    assert len(wrong) > 1
    assert all(text.th != text.en for text in wrong)
    assert actions.wrong_password(NEW, Person(email="boon@example.org", name="Boon")) == []


def test_another_name_is_shown_and_the_old_one_is_told(everybody: Cast) -> None:
    ek = signed_in(everybody.ek)
    assert ek.post(at(everybody.boon, "rename"), {"name": "  บุญ   ใหม่ "}).status_code == 302
    assert "<h1>บุญ ใหม่</h1>" in page_of(ek, at(everybody.boon))
    told = {"whom": "บุญ ใหม่", "was": "Boon", "person": everybody.boon.pk, "sessions": 0}
    assert site_lines(1) == [("Ek", "rename", told)]


def test_no_address_of_a_person_comes_into_the_history(everybody: Cast) -> None:
    # A name of an earlier program may be an address.
    Person.objects.filter(pk=everybody.boon.pk).update(name="boon@example.org")
    TOTP.activate(everybody.boon, "JBSWY3DPEHPK3PXP")
    ek = known_again(everybody.ek)
    data = {"password": NEW, "again": NEW, "name": "Boon"}
    assert [ek.post(at(everybody.boon, step), data).status_code for step in (*STEPS[1:], "rename")] == [302] * 6
    lines = Entry.objects.within(SYSTEM).filter(agency=None)
    assert "@" not in str(list(lines.values_list("about", "detail", "person_name")))
    assert walked(None).faults == ()


@pytest.mark.parametrize("step", ["password", "reset-2fa", "sessions", "close"])
def test_nobody_locks_themselves_out(everybody: Cast, step: str) -> None:
    grant(person("Second"), "administrator")
    before = list(Entry.objects.within(SYSTEM).values_list("pk"))
    ek = known_again(everybody.ek)
    TOTP.activate(everybody.ek, "JBSWY3DPEHPK3PXP")
    page = page_of(ek, at(everybody.ek))
    assert (f'href="{at(everybody.ek, step)}"' in page, 'href="/accounts/"' in page) == (False, True)
    refused = ek.post(at(everybody.ek, step), {"password": NEW, "again": NEW, "orphan": "on"})
    assert (refused.status_code, "บัญชีของตนเอง" in refused.content.decode()) == (422, True)
    assert ek.get("/accounts/").status_code == 200
    assert Authenticator.objects.filter(user=everybody.ek).exists()
    assert list(Entry.objects.within(SYSTEM).values_list("pk")) == before


def test_the_last_administrator_is_not_taken_away(everybody: Cast) -> None:
    second = person("Second")
    held = grant(second, "administrator", ends=timezone.localdate() + datetime.timedelta(days=3))
    client = known_again(second)
    refused = client.post(at(everybody.ek, "close"), {"orphan": "on"})
    assert (refused.status_code, "ผู้ดูแลระบบคนสุดท้าย" in refused.content.decode()) == (422, True)
    own = Grant.objects.within(SYSTEM).get(person=everybody.ek)
    today = timezone.localdate()
    day = {"last_day_0": today.day, "last_day_1": today.month, "last_day_2": today.year}
    refused = client.post(f"/people/{own.pk}/end/", day)
    assert (refused.status_code, "ผู้ดูแลระบบคนสุดท้าย" in refused.content.decode()) == (422, True)
    assert known_again(everybody.ek).post(f"/people/{held.pk}/end/", day).status_code == 302


@pytest.mark.parametrize("step", ["password", "reset-2fa", "close"])
def test_a_grave_step_asks_for_ones_own_password_again_and_keeps_nothing_that_was_typed(
    everybody: Cast, step: str
) -> None:
    TOTP.activate(everybody.boon, "JBSWY3DPEHPK3PXP")
    ek, path = signed_in(everybody.ek), at(everybody.boon, step)
    assert ek.get(path).headers["Location"].startswith("/accounts/reauthenticate/")
    assert ek.post(path, {"password": NEW, "again": NEW}).headers["Location"] == path
    assert NEW not in str(dict(ek.session))
    everybody.boon.refresh_from_db()
    assert everybody.boon.is_active
    assert everybody.boon.check_password(PASSWORD)
    assert Authenticator.objects.filter(user=everybody.boon).exists()


def test_accounts_are_for_those_who_hold_everything(everybody: Cast) -> None:
    within_a = person("Jai")
    grant(within_a, "administrator", everybody.a)
    before = list(Person.objects.order_by("pk").values())
    paths = ["/people/accounts/", at(everybody.boon), *(at(everybody.boon, step) for step in STEPS)]
    data = {"password": NEW, "again": NEW, "name": "X", "orphan": "on"}
    for who in (everybody.anan, everybody.dao, everybody.fon, within_a):
        client = known_again(who)
        assert {client.get(path).status_code for path in paths} == {403}
        assert {client.post(path, data).status_code for path in paths[2:]} == {403}
    assert {Client().post(path, data).status_code for path in paths[2:]} == {302}
    shown = ("id", "name", "password", "is_active")
    now = list(Person.objects.order_by("pk").values())
    assert [[row[key] for key in shown] for row in now] == [[row[key] for key in shown] for row in before]

"""Signing in: lock-out counts per account and never per address; pages in both languages; nobody signs up alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client

from mailing import delivered
from people import PASSWORD, Cast, cast, person
from prongsai.records.models import Person
from prongsai.web.shell import hashing

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def everybody() -> Cast:
    return cast()


def sign_in(who: Person, password: str = PASSWORD, client: Client | None = None, address: str = "10.0.0.1"):
    return (client or Client()).post(LOGIN, {"login": who.email, "password": password}, REMOTE_ADDR=address)


def test_thirty_people_behind_one_address_sign_in_while_one_account_is_attacked() -> None:
    attacked = person("Attacked")
    for number in range(30):
        assert sign_in(attacked, f"guess-number-{number}").status_code == 200
        assert sign_in(person(f"Person{number}")).status_code == 302
    assert "ภายใน 10 นาที" in sign_in(attacked).content.decode()


def test_an_attacked_account_is_slowed_from_wherever_the_tries_come() -> None:
    attacked = person("Attacked")
    for number in range(8):
        assert "หลายครั้งเกินไป" not in sign_in(attacked, "wrong", address=f"10.0.0.{number}").content.decode()
    assert "หลายครั้งเกินไป" in sign_in(attacked, "wrong", address="10.9.9.9").content.decode()
    assert sign_in(attacked, PASSWORD, address="10.9.9.8").status_code == 200


def test_tries_for_many_other_addresses_do_not_make_the_site_forget_those_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attacked = person("Attacked")
    for _ in range(8):
        sign_in(attacked, "wrong")
    monkeypatch.setattr(caches["default"], "_max_entries", 20)
    for number in range(60):
        Client().post(LOGIN, {"login": f"nobody-{number}@example.org", "password": "wrong"})
    assert "หลายครั้งเกินไป" in sign_in(attacked, "wrong").content.decode()


def test_what_has_run_out_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = caches["default"]
    monkeypatch.setattr(cache, "_max_entries", 20)
    for number in range(30):
        cache.set(f"over-{number}", 1, timeout=-1)
        cache.set(f"holds-{number}", 1, timeout=600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%%over-%%'")
        assert cursor.fetchone()[0] <= 1
    assert all(cache.get(f"holds-{number}") for number in range(30))


def test_a_password_that_nobody_had_the_time_to_look_at_is_no_wrong_try(monkeypatch: pytest.MonkeyPatch) -> None:
    who = person("Patient")

    def busy(*_: object) -> bool:
        raise hashing.Busy

    with monkeypatch.context() as crowded:
        crowded.setattr(Person, "check_password", busy)
        assert [sign_in(who).status_code for _ in range(12)] == [503] * 12
    assert sign_in(who).status_code == 302


def test_no_limit_counts_by_address() -> None:
    from allauth.account import app_settings as account
    from allauth.mfa import app_settings as factor

    counted = {**account.RATE_LIMITS, **factor.RATE_LIMITS}
    # What is limited by address only belongs to pages that have no address of their own here.
    unreachable = {"request_login_code", "verify_phone", "change_phone"}
    assert {name for name, rate in counted.items() if rate and "ip" in rate} <= unreachable


def test_wrong_tries_do_not_count_when_they_are_followed_by_the_right_password_in_time() -> None:
    who = person("Forgetful")
    for _ in range(7):
        sign_in(who, "wrong")
    for _ in range(5):
        assert sign_in(who).status_code == 302


def test_a_new_password_by_mail_lets_the_attacked_person_in_at_once(client: Client) -> None:
    who = person("Attacked")
    for _ in range(9):
        sign_in(who, "wrong")
    client.post("/accounts/password/reset/", {"email": who.email})
    assert mail.outbox == []
    (sent,) = delivered()
    assert sent.to == [who.email]
    link = next(each for each in sent.body.split() if "/password/reset/key/" in each)
    form = client.get(urlsplit(link).path, follow=True)
    new = "another-good-password"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(who, new).status_code == 302


def test_mail_is_not_sent_to_strangers_and_the_page_does_not_tell(client: Client) -> None:
    who = person("Known")
    answers = [
        client.post("/accounts/password/reset/", {"email": each}, follow=True) for each in (who.email, "no@example.org")
    ]
    assert len(delivered()) == 1
    assert answers[0].redirect_chain == answers[1].redirect_chain


def test_a_wrong_address_and_a_wrong_password_look_the_same() -> None:
    who = person("Known")
    wrong = [sign_in(who, "wrong"), Client().post(LOGIN, {"login": "no@example.org", "password": "wrong"})]
    assert all("อีเมลหรือรหัสผ่านไม่ถูกต้อง" in each.content.decode() for each in wrong)


def test_signing_up_is_closed_and_says_how_one_is_invited(client: Client) -> None:
    page = client.get("/accounts/signup/")
    assert "คำเชิญ" in page.content.decode()
    data = {"email": "a@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/signup/", data).status_code == 405
    assert not Person.objects.filter(email="a@example.org").exists()


def test_a_closed_account_cannot_sign_in() -> None:
    who = person("Gone")
    Person.objects.filter(pk=who.pk).update(is_active=False)
    client = Client()
    sign_in(who, client=client)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("password", "thai", "english"),
    [
        ("short", "อย่างน้อย 10 ตัวอักษร", "At least 10 characters"),
        ("password123", "มีคนใช้มากเกินไป", "Too many people"),
        ("anan@example.org", "คล้ายชื่อหรืออีเมล", "resembles your name"),
    ],
)
def test_a_weak_password_is_refused_in_the_readers_language(
    everybody: Cast, password: str, thai: str, english: str
) -> None:
    client = Client()
    sign_in(everybody.anan, client=client)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert thai in client.post("/accounts/password/change/", data).content.decode()
    client.post("/language", {"language": "en"})
    assert english in client.post("/accounts/password/change/", data).content.decode()


def test_two_passwords_that_differ_and_an_empty_field_are_told_of_in_thai(everybody: Cast) -> None:
    client = Client()
    sign_in(everybody.anan, client=client)
    data = {"oldpassword": PASSWORD, "password1": "a-new-good-password", "password2": "a-new-good-passwort"}
    page = client.post("/accounts/password/change/", data).content.decode()
    assert "รหัสผ่านสองช่องไม่ตรงกัน" in page
    assert "same password" not in page
    assert "ช่องนี้ต้องกรอก" in client.post("/accounts/password/change/", {}).content.decode()
    assert "รูปแบบอีเมลไม่ถูกต้อง" in client.post("/accounts/password/reset/", {"email": "x"}).content.decode()


def test_a_changed_password_signs_out_elsewhere_and_tells_the_person(everybody: Cast) -> None:
    here, there = Client(), Client()
    sign_in(everybody.anan, client=here)
    sign_in(everybody.anan, client=there)
    new = "another-good-password"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302
    assert [(each.to, each.subject) for each in delivered()] == [
        ([everybody.anan.email], "เปลี่ยนรหัสผ่านแล้ว / The password was changed")
    ]


def test_sessions_elsewhere_can_be_ended(everybody: Cast) -> None:
    here, there = Client(), Client()
    for each in (here, there):
        sign_in(everybody.anan, client=each)
        each.get("/accounts/")
    here.post("/accounts/sessions/")
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302


def test_cookies_are_kept_from_scripts_and_secure_when_served(everybody: Cast) -> None:
    client = Client()
    sign_in(everybody.anan, client=client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert EmailAddress.objects.filter(user=everybody.anan, verified=True).count() == 0

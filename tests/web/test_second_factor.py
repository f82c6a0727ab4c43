"""Assessors, supervisors and administrators work with a second factor where the site is served."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from people import PASSWORD, Cast, cast, grant
from prongsai.records.models import Person
from prongsai.records.roles import ROLES

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def everybody() -> Cast:
    return cast()


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def confirmed(who: Person) -> Client:
    client = signed_in(who)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def signed_in(who: Person) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("name", ["dao", "ek", "hong"])
def test_these_roles_see_nothing_before_they_have_one(everybody: Cast, settings: object, name: str) -> None:
    settings.SERVED = True
    client = signed_in(getattr(everybody, name))
    for url in ("/", f"/a/{everybody.a.code}/", f"/a/{everybody.b.code}/people/", "/people/"):
        response = client.get(url)
        assert (response.status_code, response.headers.get("Location")) == (302, "/accounts/2fa/")
    page = client.get("/accounts/2fa/").content.decode()
    assert "ต้องยืนยันตัวตนสองขั้นตอน" in page
    for url in ("/accounts/", "/accounts/password/change/", "/accounts/sessions/"):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["anan", "boon", "fon"])
def test_an_agencys_own_people_may_do_without(everybody: Cast, settings: object, name: str) -> None:
    settings.SERVED = True
    assert signed_in(getattr(everybody, name)).get(f"/a/{everybody.a.code}/").status_code == 200


def test_one_who_holds_such_a_role_beside_another_needs_it_everywhere(everybody: Cast, settings: object) -> None:
    settings.SERVED = True
    grant(everybody.anan, "assessor", everybody.b)
    assert signed_in(everybody.anan).get(f"/a/{everybody.a.code}/").status_code == 302


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("area", [{"area_kind": "all"}, {"area_kind": "district", "area": "ก/กลาง"}], ids=str)
def test_every_role_over_an_area_sees_nothing_before(
    everybody: Cast, settings: object, role: str, area: dict[str, str]
) -> None:
    # Earlier programs made coordinators of everything.
    grant(everybody.gaew, role, **area)
    assert signed_in(everybody.gaew).get(f"/a/{everybody.a.code}/").status_code == 200
    settings.SERVED = True
    response = signed_in(everybody.gaew).get(f"/a/{everybody.a.code}/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/2fa/")


def test_on_a_desk_nobody_needs_one(everybody: Cast) -> None:
    assert signed_in(everybody.dao).get(f"/a/{everybody.a.code}/").status_code == 200


def test_an_app_is_set_up_and_asked_for_from_then_on(everybody: Cast, settings: object) -> None:
    settings.SERVED = True
    client = confirmed(everybody.dao)
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert "รหัสไม่ถูกต้อง" in client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    client.post("/accounts/2fa/totp/activate/", {"code": code()})
    assert client.get(f"/a/{everybody.a.code}/").status_code == 200
    other = signed_in(everybody.dao)
    assert other.get("/").status_code == 302
    assert other.get("/accounts/2fa/authenticate/").status_code == 200


def test_the_second_step_is_not_skipped_and_its_tries_are_counted(everybody: Cast) -> None:
    TOTP.activate(everybody.ek, SECRET)
    client = signed_in(everybody.ek)
    assert client.get("/accounts/").headers["Location"].startswith("/accounts/login/")
    for _ in range(8):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "หลายครั้งเกินไป" in client.post("/accounts/2fa/authenticate/", {"code": code()}).content.decode()
    assert client.get("/accounts/").status_code == 302


def test_a_recovery_code_stands_in_for_a_lost_phone_once(everybody: Cast) -> None:
    TOTP.activate(everybody.ek, SECRET)
    one = RecoveryCodes.activate(everybody.ek).get_unused_codes()[0]
    first, second = signed_in(everybody.ek), signed_in(everybody.ek)
    first.post("/accounts/2fa/authenticate/", {"code": one})
    assert first.get("/accounts/").status_code == 200
    second.post("/accounts/2fa/authenticate/", {"code": one})
    assert second.get("/accounts/").status_code == 302


def test_somebody_who_joined_with_a_slip_may_set_one_up(everybody: Cast) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=everybody.dao, email=everybody.dao.email, verified=False, primary=True)
    assert confirmed(everybody.dao).get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_grave_step_asks_for_the_password_again(everybody: Cast) -> None:
    client = signed_in(everybody.ek)
    response = client.get("/accounts/2fa/totp/activate/")
    assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert "<h1>ยืนยันตัวตน</h1>" in client.get(response.headers["Location"]).content.decode()
    wrong = client.post("/accounts/reauthenticate/", {"password": "wrong"}).content.decode()
    assert "พิมพ์รหัสผ่านปัจจุบันให้ถูกต้อง" in wrong or "รหัสผ่านไม่ถูกต้อง" in wrong
    client.post("/accounts/2fa/totp/activate/", {"code": code()})
    assert not Authenticator.objects.exists()

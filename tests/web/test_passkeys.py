"""Passkeys are offered where a browser can make and use one: at a name, by https or on this machine."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.utils import timezone
from test_browser import CHROMIUM, IN_CI, SLOW, Browser, browser, window  # noqa: F401 — a fixture

from people import PASSWORD, person
from prongsai.records.models import Person
from prongsai.web.shell.accounts.passkeys import passkeys_work

WHERE = [
    ("localhost:8080", False, True),
    ("localhost", True, True),
    ("ita.localhost:8000", False, True),
    ("ita.example.go.th", True, True),
    ("ita.example.go.th:8443", True, True),
    ("ita.example.go.th", False, False),  # not by https
    ("127.0.0.1:8080", False, False),
    ("10.1.2.3", True, False),
    ("[::1]:8080", False, False),
    ("[2001:db8::1]", True, False),
    ("not-allowed.example.org", True, False),
]


@pytest.fixture
def _anywhere(settings: object) -> None:
    settings.ALLOWED_HOSTS = [
        *("localhost", ".localhost", "ita.example.go.th", "127.0.0.1", "10.1.2.3", "[::1]", "[2001:db8::1]")
    ]


def with_key(who: Person) -> Person:
    """Somebody who has a security key, and an app beside it."""
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(who, "JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=who, type="webauthn", data={"name": "กุญแจ", "credential": {}})
    return who


@pytest.mark.parametrize(("host", "secure", "works"), WHERE, ids=str)
@pytest.mark.usefixtures("_anywhere")
def test_passkeys_work_at_a_name_by_https_or_on_this_machine(host: str, secure: bool, works: bool) -> None:
    assert passkeys_work(RequestFactory().get("/", secure=secure, HTTP_HOST=host)) is works


@pytest.mark.django_db
@pytest.mark.usefixtures("_anywhere")
@pytest.mark.parametrize(("host", "secure", "works"), WHERE[:-1], ids=str)
def test_passkeys_are_offered_where_they_can_work_and_hidden_elsewhere(host: str, secure: bool, works: bool) -> None:
    who = person("Nok")
    client = Client(HTTP_HOST=host)
    signing_in = client.get("/accounts/login/", secure=secure).content.decode()
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD}, secure=secure)
    own = client.get("/accounts/2fa/", secure=secure).content.decode()
    keys = client.get("/accounts/2fa/keys/", secure=secure).content.decode()
    for page, offer in (
        (signing_in, "เข้าสู่ระบบด้วยพาสคีย์"),
        (own, "/accounts/2fa/keys/add/"),
        (own, "พาสคีย์"),
        (keys, "/accounts/2fa/keys/add/"),
    ):
        assert (offer in page) is works, offer


@pytest.mark.django_db
@pytest.mark.usefixtures("_anywhere")
@pytest.mark.parametrize(("host", "works"), [("localhost", True), ("127.0.0.1", False)])
def test_a_key_that_cannot_work_here_is_not_asked_for(host: str, works: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.webauthn.internal import auth

    monkeypatch.setattr(auth, "get_credentials", lambda user: [])
    client = Client(HTTP_HOST=host)
    who = with_key(person("Nok"))
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    second = client.get("/accounts/2fa/authenticate/").content.decode()
    assert ("ยืนยันขั้นที่สอง" in second, "mfa_webauthn_authenticate" in second) == (True, works)
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    own = client.get("/accounts/2fa/").content.decode()
    assert "/accounts/2fa/keys/" in own  # what one has can be renamed and removed anywhere
    again = client.get("/accounts/reauthenticate/").content.decode()
    assert ("/accounts/2fa/reauthenticate/" in again, "/accounts/2fa/keys/reauthenticate/" in again) == (True, works)


NO_KEYS = ['{"id": "x"}', "[1]", '"x"', "7", "true", '{"id": 1, "rawId": 2}', '{"response": []}', "{", '{"id": "é"}',
           '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
           '{"id": "eA", "rawId": "eA", "type": "x", "response": {"userHandle": "!", "clientDataJSON": "e30"}}',
           '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "OTk5OQ", "signature": "eA",'
           ' "authenticatorData": "eA", "clientDataJSON": "e30", "attestationObject": "eA"}}']  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("sent", NO_KEYS)
def test_what_is_no_key_is_refused_in_words_wherever_keys_are_taken(sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever JSON comes, from a stranger or from somebody half way in: never an error of the program."""
    from allauth.mfa.webauthn.internal import auth

    monkeypatch.setattr(auth, "get_credentials", lambda user: [])
    who = with_key(person("Nok"))
    strangers, half_way, inside = Client(), Client(), Client()
    half_way.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    inside.post("/accounts/login/", {"login": person("Noi").email, "password": PASSWORD})
    for client, address in (
        (strangers, "/accounts/2fa/keys/login/"),
        (half_way, "/accounts/2fa/authenticate/"),
        (inside, "/accounts/2fa/keys/add/"),
    ):
        client.get(address)
        answer = client.post(address, {"credential": sent, "name": "กุญแจ"})
        assert answer.status_code in (200, 302), address  # 302: back to where one signs in
    assert Authenticator.objects.filter(type="webauthn").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(CHROMIUM is None and not IN_CI, reason="no `chromium` on the PATH: the browser journey is skipped")
def test_a_passkey_is_made_and_signs_in_at_localhost(live_server: object, browser: Browser) -> None:  # noqa: F811 — the fixture itself
    address: str = live_server.url
    assert address.startswith("http://localhost:")
    who = person("Nok")
    email, started = who.email, timezone.now()
    with window(browser, address) as visit:
        page = visit.page
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        visit.go("/accounts/login/")
        visit.look()
        page.get_by_label("อีเมล").fill(email)
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
        page.wait_for_url("**/")
        visit.go("/accounts/2fa/")
        visit.look()
        page.get_by_role("link", name="เพิ่มพาสคีย์").click()
        page.get_by_label("รหัสผ่านปัจจุบัน").or_(page.get_by_label("รหัสผ่าน")).first.fill(PASSWORD)
        page.get_by_role("button", name="ยืนยัน").click()
        page.get_by_label("ชื่อของกุญแจ").fill("โทรศัพท์")
        page.get_by_label("ใช้แทนรหัสผ่านได้").check()
        page.get_by_role("button", name="เพิ่ม", exact=True).click()
        page.wait_for_url("**/2fa/recovery-codes/", timeout=SLOW)
        assert page.get_by_text("รหัสสำรอง").count()
        page.context.clear_cookies()
        visit.go("/accounts/login/")
        page.get_by_role("button", name="เข้าสู่ระบบด้วยพาสคีย์").click()
        page.wait_for_url(f"{address}/", timeout=SLOW)
        assert visit.said == []
    key = Authenticator.objects.get(user__email=email, type="webauthn")
    assert key.last_used_at is not None and key.last_used_at > started

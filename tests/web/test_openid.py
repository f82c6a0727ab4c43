"""Signing in with OpenID Connect, against a small provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from people import Cast, cast

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class _Gone:
    """A claim that is left out."""

    def __repr__(self) -> str:
        return "left out"


LEFT_OUT = _Gone()
CLIENT, SECRET = "prongsai-test", "a-secret"


class Provider:
    """Discovery, keys, token (with PKCE) and userinfo; signing in there is a call of ``consent``."""

    def __init__(self) -> None:
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.answer(self, {name: values[0] for name, values in parse_qs(body).items()})

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.grants: dict[str, dict[str, str]] = {}
        self.email, self.verified, self.subject = "anan@example.org", True, "subject-1"
        # What a provider says that is not as it must be.
        self.wrong_claims: dict[str, object] = {}
        self.wrong_userinfo: object = {}
        self.wrong_config: dict[str, object] = {}
        self.header, self.signing_key, self.algorithm = {"kid": "1"}, KEY, "RS256"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, to: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        path = urlsplit(to.path).path
        status, data = 200, self.routes().get(path)
        if path == "/token":
            status, data = self.token(form)
        body = json.dumps(data).encode()
        to.send_response(status if data is not None else 404)
        to.send_header("Content-Type", "application/json")
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    def claims(self) -> dict[str, object]:
        return {"sub": self.subject, "email": self.email, "email_verified": self.verified, "name": "อนันต์"}

    def userinfo(self) -> object:
        wrong = self.wrong_userinfo
        return {**self.claims(), **wrong} if isinstance(wrong, dict) else wrong

    def routes(self) -> dict[str, object]:
        key = {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())),
            "kid": "1",
            "use": "sig",
            "alg": "RS256",
        }
        there = {
            name: f"{self.issuer}/{name.split('_')[0]}"
            for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        }
        config = {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/keys",
            **there,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.wrong_config,
        }
        return {"/.well-known/openid-configuration": config, "/keys": {"keys": [key]}, "/userinfo": self.userinfo()}

    def token(self, form: dict[str, str]) -> tuple[int, object]:
        asked = self.grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or form.get("client_secret") != SECRET or asked.get("code_challenge") != proof:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.claims(), "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        claims = {**claims, "nonce": asked["nonce"], **self.wrong_claims}
        claims = {name: value for name, value in claims.items() if value is not LEFT_OUT}
        answer: dict[str, object] = {"access_token": "t", "token_type": "Bearer"}
        if claims:
            answer["id_token"] = jwt.encode(claims, self.signing_key, self.algorithm, self.header)
        return 200, answer

    def consent(self, address: str) -> str:
        """What the browser does there: gives the address to go back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.grants["code-1"] = asked
        back = urlsplit(asked["redirect_uri"]).path
        return f"{back}?{urlencode({'code': 'code-1', 'state': asked['state']})}"


@pytest.fixture
def provider(settings: object) -> Iterator[Provider]:
    made = Provider()
    app = {
        "provider_id": "sso",
        "name": "บัญชีกลาง",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": made.issuer},
    }
    settings.OPENID_PLAIN_HOSTS = ("127.0.0.1",)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def everybody() -> Cast:
    return cast()


def go(client: Client, provider: Provider, process: str = "login"):
    away = client.post(f"/accounts/oidc/sso/login/?process={process}")
    assert away.status_code == 302
    assert away.headers["Location"].startswith(provider.issuer + "/authorization")
    return client.get(provider.consent(away.headers["Location"]))


def proven(everybody: Cast, *, verified: bool = True) -> None:
    EmailAddress.objects.create(user=everybody.anan, email=everybody.anan.email, verified=verified, primary=True)


def test_somebody_invited_by_mail_signs_in_and_sees_their_agency(everybody: Cast, provider: Provider) -> None:
    proven(everybody)
    client = Client()
    assert "บัญชีกลาง" in client.get("/accounts/login/").content.decode()
    assert go(client, provider).status_code == 302
    assert client.get(f"/a/{everybody.a.code}/").status_code == 200
    assert SocialAccount.objects.get().user == everybody.anan


def test_a_stranger_with_a_valid_account_there_is_still_a_stranger(everybody: Cast, provider: Provider) -> None:
    provider.email = "stranger@example.org"
    client = Client()
    response = go(client, provider)
    assert response.status_code == 403
    assert "คำเชิญ" in response.content.decode()
    assert client.get("/").status_code == 302
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(("here", "there"), [(True, False), (False, True)])
def test_an_address_that_one_side_has_not_proven_connects_nothing(
    everybody: Cast, provider: Provider, here: bool, there: bool
) -> None:
    proven(everybody, verified=here)
    provider.verified = there
    client = Client()
    go(client, provider)
    assert client.get("/").status_code == 302
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("said", ["true", 1, "yes", None, [True], "false", 0])
def test_an_address_is_proven_by_the_boolean_true_alone(everybody: Cast, provider: Provider, said: object) -> None:
    proven(everybody)
    provider.wrong_userinfo = {"email_verified": said}
    client = Client()
    assert go(client, provider).status_code == 403
    assert client.get("/accounts/").status_code == 302
    assert not SocialAccount.objects.exists()


def asked_nonce(client: Client) -> str:
    away = client.post("/accounts/oidc/sso/login/?auth_params=nonce%3Dmine")
    return parse_qs(urlsplit(away.headers["Location"]).query)["nonce"][0]


def test_each_sign_in_has_a_nonce_of_its_own_that_nobody_else_chooses(provider: Provider) -> None:
    client = Client()
    first, second = asked_nonce(client), asked_nonce(client)
    assert len({first, second, "mine"}) == 3
    assert min(len(first), len(second)) >= 40


ALWAYS_OVER = 946_684_800


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"}, {"nonce": ""}, {"nonce": None}, {"nonce": 1}, {"nonce": LEFT_OUT},
        {"sub": "subject-2"}, {"sub": ""}, {"sub": 7}, {"sub": LEFT_OUT}, {"sub": "s" * 300},
        {"iss": "https://elsewhere.example.org"}, {"iss": LEFT_OUT},
        {"aud": "another"}, {"aud": [CLIENT, "another"]}, {"aud": LEFT_OUT}, {"azp": "another"},
        {"exp": ALWAYS_OVER}, {"exp": LEFT_OUT}, {"exp": "soon"}, {"iat": LEFT_OUT},
    ],
    ids=str,
)  # fmt: skip
def test_an_id_token_that_is_not_of_this_sign_in_signs_nobody_in(
    everybody: Cast, provider: Provider, wrong: dict[str, object]
) -> None:
    proven(everybody)
    provider.wrong_claims = wrong
    refused(provider)


def refused(provider: Provider) -> None:
    """A page that says so, and nobody is signed in."""
    client = Client()
    page = go(client, provider)
    assert (page.status_code, "ผู้ให้บริการไม่สำเร็จ" in page.content.decode()) == (401, True)
    assert client.get("/accounts/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_an_answer_without_an_id_token_signs_nobody_in(everybody: Cast, provider: Provider) -> None:
    proven(everybody)
    names = ("sub", "email", "email_verified", "name", "iss", "aud", "iat", "exp", "nonce")
    provider.wrong_claims = dict.fromkeys(names, LEFT_OUT)
    refused(provider)


@pytest.mark.parametrize(
    ("key", "algorithm", "header"),
    [
        (STRANGERS_KEY, "RS256", {"kid": "1"}),
        (KEY, "RS256", {"kid": "2"}),
        (None, "none", {"kid": "1"}),
        (SECRET * 4, "HS256", {"kid": "1"}),
    ],
    ids=["signed by another", "a key that is not there", "not signed", "signed with the shared secret"],
)
def test_an_id_token_that_the_provider_did_not_sign_signs_nobody_in(
    everybody: Cast, provider: Provider, key: object, algorithm: str, header: dict[str, str]
) -> None:
    proven(everybody)
    provider.signing_key, provider.algorithm, provider.header = key, algorithm, header
    refused(provider)


@pytest.mark.parametrize("said", [{"sub": "subject-2"}, {"sub": None}, [], "text", {"email": 5}], ids=str)
def test_userinfo_of_somebody_else_or_none_signs_nobody_in(everybody: Cast, provider: Provider, said: object) -> None:
    proven(everybody)
    provider.wrong_userinfo = said
    refused(provider)


@pytest.mark.parametrize(
    "name", ["issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]
)
def test_a_provider_that_does_not_speak_https_is_not_spoken_with(
    everybody: Cast, provider: Provider, name: str, settings: object
) -> None:
    provider.wrong_config = {name: f"http://elsewhere.example.org/{name}"}
    page = Client().post("/accounts/oidc/sso/login/")
    assert (page.status_code, "ผู้ให้บริการไม่สำเร็จ" in page.content.decode()) == (401, True)


def test_plain_http_to_this_machine_is_for_tests_alone(provider: Provider, settings: object) -> None:
    settings.OPENID_PLAIN_HOSTS = ()
    assert Client().post("/accounts/oidc/sso/login/").status_code == 401


def test_a_provider_that_does_not_answer_gives_a_page_and_no_crash(everybody: Cast, provider: Provider) -> None:
    client = Client()
    away = client.post("/accounts/oidc/sso/login/")
    back = provider.consent(away.headers["Location"])
    provider.wrong_config = {"issuer": None}
    for page in (client.get(back), client.post("/accounts/oidc/sso/login/")):
        assert (page.status_code, "ผู้ให้บริการไม่สำเร็จ" in page.content.decode()) == (401, True)


def test_a_person_who_is_signed_in_connects_their_account_and_uses_it_later(
    everybody: Cast, provider: Provider
) -> None:
    proven(everybody, verified=False)
    client = Client()
    client.force_login(everybody.anan)
    go(client, provider, "connect")
    assert SocialAccount.objects.get().user == everybody.anan
    later = Client()
    go(later, provider)
    assert later.get(f"/a/{everybody.a.code}/").status_code == 200


def test_a_state_of_another_browser_signs_nobody_in(everybody: Cast, provider: Provider) -> None:
    proven(everybody)
    away = Client().post("/accounts/oidc/sso/login/")
    victim = Client()
    victim.get(provider.consent(away.headers["Location"]))
    assert victim.get("/accounts/").status_code == 302


def test_a_second_factor_is_asked_for_here_as_well(everybody: Cast, provider: Provider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    proven(everybody)
    TOTP.activate(everybody.anan, "JBSWY3DPEHPK3PXP")
    client = Client()
    assert go(client, provider).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/accounts/").status_code == 302


def test_a_provider_that_is_not_there_gives_a_page_and_no_crash(everybody: Cast) -> None:
    assert Client().post("/accounts/oidc/nowhere/login/").status_code == 404

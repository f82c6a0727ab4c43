"""What the log says of who comes and goes: a line of JSON each, by number, and nothing that is a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as given
from django.contrib.auth.hashers import make_password
from django.db import OperationalError
from django.test import Client
from fuzzing import logged
from test_second_factor import SECRET, code, confirmed, signed_in

from people import PASSWORD, Cast, cast
from prongsai.records.models import Person
from prongsai.web.shell.doors import security_log

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


class Lines:
    """What the logger wrote since it was last asked."""

    def __init__(self, said: io.StringIO) -> None:
        self.said, self.whole = said, ""

    def new(self) -> list[dict[str, Any]]:
        text = self.said.getvalue()
        self.whole += text
        self.said.seek(0)
        self.said.truncate()
        return [json.loads(line) for line in text.splitlines()]

    def what(self) -> list[tuple[str, object, str]]:
        return [(line["what"], line["person"], line["path"]) for line in self.new()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler: Any = logging.getLogger("prongsai.security").handlers[0]
    said = io.StringIO()
    before = handler.setStream(said)
    yield Lines(said)
    handler.setStream(before)


@pytest.fixture
def everybody() -> Cast:
    return cast()


def test_sign_in_failure_and_sign_out_are_lines_by_number(everybody: Cast, lines: Lines) -> None:
    client, who = Client(), everybody.anan
    client.post(LOGIN, {"login": who.email, "password": "wrong-password"})
    client.post(LOGIN, {"login": "Nobody@example.org", "password": "wrong-password"})
    assert lines.what() == [("sign-in-failed", who.pk, LOGIN), ("sign-in-failed", None, LOGIN)]
    client.post(LOGIN, {"login": who.email.upper(), "password": PASSWORD})
    (line,) = lines.new()
    assert set(line) == {"at", "what", "person", "path"}
    assert (line["what"], line["person"], line["path"]) == ("signed-in", who.pk, LOGIN)
    assert line["at"].endswith("+00:00")
    client.post("/accounts/logout/")
    assert lines.what() == [("signed-out", who.pk, "/accounts/logout/")]
    assert [secret for secret in ("wrong-password", PASSWORD, "@", "127.0.0.1") if secret in lines.whole] == []


def test_account_that_takes_no_more_tries_is_told_of(everybody: Cast, lines: Lines) -> None:
    for _ in range(9):
        Client().post(LOGIN, {"login": everybody.anan.email, "password": "wrong"})
    assert [what for what, _, _ in lines.what()] == ["sign-in-failed"] * 8 + ["locked-out"]
    Client().post(LOGIN, {"login": everybody.anan.email, "password": PASSWORD})
    assert lines.what() == [("locked-out", everybody.anan.pk, LOGIN)]


@pytest.mark.django_db(transaction=True)
def test_second_factor_is_told_of_when_it_comes_goes_fails_and_locks(lines: Lines) -> None:
    # A number of several digits, which is written otherwise where the half-finished sign-in is kept.
    who = Person.objects.create(pk=997, email="ing@example.org", name="Ing", password=make_password(PASSWORD))
    client = confirmed(who)
    client.get("/accounts/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post("/accounts/2fa/totp/activate/", {"code": code()})
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    said = lines.new()
    assert [(line["what"], line["person"], line.get("factor")) for line in said] == [
        ("signed-in", who.pk, None),
        ("second-factor-added", who.pk, "totp"),
        ("second-factor-added", who.pk, "recovery_codes"),
        ("second-factor-renewed", who.pk, "recovery_codes"),
        ("second-factor-removed", who.pk, "totp"),
        ("second-factor-removed", who.pk, "recovery_codes"),
    ]
    TOTP.activate(who, SECRET)
    other = signed_in(who)
    for _ in range(9):
        other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    path = "/accounts/2fa/authenticate/"
    assert lines.what() == [("second-factor-failed", who.pk, path)] * 8 + [("locked-out", who.pk, path)]
    assert [secret for secret in (SECRET, "000000", "@") if secret in lines.whole] == []


def test_refusal_is_a_line_and_no_trace(everybody: Cast, lines: Lines) -> None:
    client = Client()
    client.force_login(everybody.boon)
    lines.new()
    for log in logged():
        path = f"/a/{everybody.a.code}/history/"
        assert client.get(path).status_code == 403
        assert Client(enforce_csrf_checks=True).post("/join/", {"code": "AB12-CD34"}).status_code == 403
        assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
        assert lines.what() == [("refused", everybody.boon.pk, path), ("refused", None, "/join/")]
        assert "Traceback" not in log.getvalue()
        assert "evil.example" in log.getvalue()
        assert len(log.getvalue().splitlines()) == 3


def test_crash_keeps_its_trace() -> None:
    from prongsai.web.shell.doors.log_lines import Spared

    for status, name, kept in ((500, "django.request", True), (403, "django.request", False)):
        record = logging.LogRecord(name, logging.ERROR, "", 0, "", (), (ValueError, ValueError(), None))
        record.status_code = status
        assert Spared().filter(record)
        assert bool(record.exc_info) is kept
    record = logging.LogRecord("prongsai", logging.ERROR, "", 0, "", (), (ValueError, ValueError(), None))
    Spared().filter(record)
    assert record.exc_info


def no_database(*_: object, **__: object) -> None:
    raise OperationalError


def test_link_of_a_new_password_stands_in_no_line(
    everybody: Cast, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    who = everybody.anan
    EmailAddress.objects.create(user=who, email=who.email, verified=True, primary=True)
    key = default_token_generator.make_token(who)
    link = f"/accounts/password/reset/key/{user_pk_to_url_str(who)}-{key}/"
    for log in logged():
        Client(enforce_csrf_checks=True).post(link, {})
        (refused,) = lines.new()
        assert refused["what"] == "refused"
        # Nor in Django's own line about a refusal, and in that about a database that is away.
        with monkeypatch.context() as away:
            away.setattr("allauth.account.views.PasswordResetFromKeyView.dispatch", no_database)
            assert Client(raise_request_exception=False).get(link).status_code == 503
        assert log.getvalue().count("/accounts/password/reset/key/…") == 2
        assert key not in lines.whole + log.getvalue()
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "another-good-password"
    client.post(form, {"password1": new, "password2": new})
    assert [(what, person) for what, person, _ in lines.what()] == [("password-changed", who.pk)]
    assert [secret for secret in (key, new, "@") if secret in lines.whole] == []


def test_address_is_in_a_line_only_where_the_settings_ask_for_it(everybody: Cast, lines: Lines, settings: Any) -> None:
    settings.OPTIONS = replace(given.OPTIONS, log_addresses=True)
    Client().post(LOGIN, {"login": everybody.anan.email, "password": PASSWORD}, REMOTE_ADDR="10.0.0.7")
    (line,) = lines.new()
    assert line["address"] == "10.0.0.7"


def test_line_is_one_line_whatever_the_path_says(lines: Lines) -> None:
    from django.test import RequestFactory

    request = RequestFactory().get("/a/" + "ก" * 500)
    request.path = request.path + "\n{}"
    security_log.tell("refused", request)
    request.path = "/\n\u2028\x00"
    security_log.tell("refused", request)
    long, short = lines.new()
    assert len(long["path"]) == security_log.LONGEST
    assert short["path"] == "/\n\u2028\x00"
    assert lines.whole.isascii()


def test_health_tells_nothing_but_that_it_answers() -> None:
    answer = Client().get("/health")
    assert answer.json() == {"status": "ok"}


def test_health_proves_on_a_desk_alone_whose_program_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from django.conf import settings

    def proved(asked: str) -> str | None:
        proof: str | None = Client().get("/health", {"proof": asked}).json().get("proof")
        return proof

    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, mode="desk"))
    first = proved("a")
    assert first is not None and first == proved("a") != proved("b")
    assert settings.SECRET_KEY not in first
    monkeypatch.setattr(settings, "SECRET_KEY", "another site's key, of another folder of data")
    assert proved("a") != first
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, mode="served"))
    assert proved("a") is None


def test_lines_of_a_desk_go_to_a_file_and_not_to_the_officers_window() -> None:
    from logging.handlers import RotatingFileHandler
    from pathlib import Path

    from django.conf import settings

    handler = logging.getLogger("prongsai.security").handlers[0]
    assert isinstance(handler, RotatingFileHandler)
    assert Path(handler.baseFilename) == Path(settings.HOME).resolve() / "security.log"


def test_keys_that_do_not_fit_and_agencies_that_are_not_ones_own_are_told_of(everybody: Cast, lines: Lines) -> None:
    assert Client().post("/accounts/2fa/keys/login/", {"credential": '{"id": "x"}'}).status_code == 302
    assert lines.what() == [("sign-in-failed", None, "/accounts/2fa/keys/login/")]
    client = Client()
    client.force_login(everybody.chai)
    lines.new()
    path = f"/a/{everybody.a.code}/"
    assert client.get(path).status_code == 404
    assert lines.what() == [("refused", everybody.chai.pk, path)]

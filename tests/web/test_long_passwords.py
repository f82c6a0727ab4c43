"""A password that nobody can have is answered as a wrong one, wherever it is typed, and is not hashed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from people import PASSWORD, person
from prongsai.records.models import Person
from prongsai.records.models.people import MOST_LETTERS_OF_A_PASSWORD
from prongsai.web.shell.hashing import Argon2InTurn
from prongsai.web.shell.passwords.rules import MOST_LETTERS

pytestmark = pytest.mark.django_db
LONG = "ช้างม่วงร่มกระดาษดินสอ" * 10
LOGIN, AGAIN, CHANGE = "/accounts/login/", "/accounts/reauthenticate/", "/accounts/password/change/"
WRONG = {
    LOGIN: "อีเมลหรือรหัสผ่านไม่ถูกต้อง",
    AGAIN: "รหัสผ่านไม่ถูกต้อง",
    CHANGE: "พิมพ์รหัสผ่านปัจจุบันให้ถูกต้อง",
}


@pytest.fixture
def hashed() -> Iterator[list[int]]:
    """How long each password was that Argon2 was given."""
    seen: list[int] = []

    def encode(password: str, salt: str) -> str:
        seen.append(len(password))
        return "argon2$none"

    def verify(password: str, encoded: str) -> bool:
        seen.append(len(password))
        return False

    hasher = f"{Argon2InTurn.__module__}.{Argon2InTurn.__name__}"
    with (
        override_settings(PASSWORD_HASHERS=[hasher, "django.contrib.auth.hashers.MD5PasswordHasher"]),
        mock.patch.object(Argon2InTurn, "encode", side_effect=encode),
        mock.patch.object(Argon2InTurn, "verify", side_effect=verify),
    ):
        yield seen


def known(hashed: list[int]) -> Person:
    """Somebody with a password of the real kind; making it counts for nothing."""
    who = person("Nok")
    who.password = "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA"
    who.save()
    hashed.clear()
    return who


def said(answer: HttpResponse) -> str:
    """A page without what differs at every call."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"\w+"', "", answer.content.decode())


def sign_in(email: str, password: str) -> tuple[HttpResponse, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        answer = Client().post(LOGIN, {"login": email, "password": password})
    return answer, [re.sub(r"\d+", "", " ".join(query["sql"].split()[:3])) for query in asked]


def test_signing_in_with_a_long_password_is_answered_as_with_a_wrong_one_and_costs_no_hash(hashed: list[int]) -> None:
    who = known(hashed)
    sign_in("nok@elsewhere.example", "wrong-password")  # one try of each is counted already
    hashed.clear()
    (wrong, _), (long, asked) = sign_in(who.email, "wrong-password"), sign_in(who.email, LONG)
    assert hashed == [len("wrong-password")]
    assert WRONG[LOGIN] in said(long)
    assert (long.status_code, said(long)) == (wrong.status_code, said(wrong))
    # With an address that nobody has nothing is hashed either, so that no clock tells them apart.
    nobody, asked_too = sign_in("nok@elsewhere.example", LONG)
    assert (hashed, nobody.status_code) == ([len("wrong-password")], long.status_code)
    assert said(nobody) == said(long).replace(who.email, "nok@elsewhere.example")
    assert asked == asked_too


def test_the_longest_password_is_hashed_for_known_and_unknown_alike(hashed: list[int]) -> None:
    for email in (known(hashed).email, "nok@elsewhere.example"):
        sign_in(email, "ก" * MOST_LETTERS)
        sign_in(email, "ก" * (MOST_LETTERS + 1))
    assert hashed == [MOST_LETTERS] * 2
    assert MOST_LETTERS == MOST_LETTERS_OF_A_PASSWORD


def test_tries_with_a_long_password_lock_out_as_others_do(caplog: pytest.LogCaptureFixture) -> None:
    who = person("Nok")
    pages = [said(sign_in(who.email, LONG)[0]) for _ in range(9)]
    assert ["หลายครั้งเกินไป" in page for page in pages] == [False] * 8 + [True]


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (AGAIN, {"password": LONG}),
        (CHANGE, {"oldpassword": LONG, "password1": "another-good-password", "password2": "another-good-password"}),
    ],
)
def test_ones_present_password_is_not_hashed_where_it_is_too_long(
    hashed: list[int], page: str, sent: dict[str, str]
) -> None:
    client = Client()
    client.force_login(known(hashed))
    answer = client.post(page, sent)
    assert (answer.status_code, hashed) == (200, [])
    assert WRONG[page] in said(answer)


def test_a_password_that_is_too_long_opens_nothing_even_where_it_was_set_past_all_forms() -> None:
    who = person("Nok")
    assert who.check_password(PASSWORD)
    who.set_password(LONG)
    assert (who.has_usable_password(), who.check_password(LONG)) == (False, False)

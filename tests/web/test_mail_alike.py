"""Whoever asks for mail sees and waits the same whatever the mail server does, and whether somebody has the address."""

from __future__ import annotations

import contextlib
import random
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mailing import Takes, free_port, server, silent
from people import PASSWORD, cast, person
from prongsai.flow.people import mail
from prongsai.records.models import Person, WaitingMail
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 200
ALIKE = 0.005  # seconds between medians
KINDS = ["up", "slow", "silent", "down"]


@contextlib.contextmanager
def _down() -> Iterator[int]:
    yield free_port()


@pytest.fixture(params=KINDS)
def mail_server(request: pytest.FixtureRequest, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site whose thread sends mail to a server of each kind."""
    kinds = {"up": lambda: server(Takes()), "slow": lambda: server(Takes(0.5)), "silent": silent, "down": _down}
    monkeypatch.setattr(mail.Sender, "REST", 0.05)
    monkeypatch.setattr(mail.Sender, "MOMENT", 0.05)  # it is to be at work while the answers are timed
    with kinds[request.param]() as port:
        given = {
            "BACKEND": "prongsai.outside.mail.MailServer", "HOST": "127.0.0.1", "PORT": port, "USE_SSL": False,
            "USE_TLS": False, "TIMEOUT": 3, "HOST_USER": "", "HOST_PASSWORD": "",
        }  # fmt: skip
        for name, value in given.items():
            setattr(settings, f"EMAIL_{name}", value)
        yield request.param
        mail.SENDER.stop()


Answer = tuple[int, str, str]


def timed(ask: Callable[[str], Answer], known: list[str], unknown: list[str]) -> tuple[set[Answer], float, float]:
    """What was answered, how far the medians of both lie apart, and how far they may; the tries are mixed.

    On a machine that is busy with other work medians of so many tries lie apart by chance: they may by as much as four
    times what such a median strays, which an answer that waits for a mail server exceeds a hundredfold.
    """
    kinds = {address: index for index, addresses in enumerate((known, unknown)) for address in addresses}
    order = [*known, *unknown]
    random.Random(8).shuffle(order)
    taken: tuple[list[float], list[float]] = ([], [])
    answers = set()
    for address in order:
        began = time.perf_counter()
        answer = ask(address)
        taken[kinds[address]].append(time.perf_counter() - began)
        answers.add(answer)
    first, second = map(statistics.median, taken)
    quarters = [statistics.quantiles(each, n=4) for each in taken]
    spread = max(upper - lower for lower, _, upper in quarters)
    strays = 1.25 * (spread / 1.35) * (2 / len(known)) ** 0.5
    return answers, abs(first - second), max(ALIKE, 4 * strays)


def people(count: int) -> list[str]:
    made = make_password(PASSWORD)
    addresses = [f"known{number:03}@example.org" for number in range(count)]
    Person.objects.bulk_create(Person(email=each, name="N", password=made) for each in addresses)
    return addresses


def test_a_link_for_a_new_password_is_answered_alike_for_known_and_unknown_addresses(mail_server: str) -> None:
    known, unknown = people(TRIES), [f"unknown{number:03}@example.org" for number in range(TRIES)]

    client = Client()

    def ask(address: str) -> Answer:
        answer = client.post("/accounts/password/reset/", {"email": address})
        return answer.status_code, answer.headers["Location"], str(answer.headers)

    def seen(address: str) -> str:
        page = Client().post("/accounts/password/reset/", {"email": address}, follow=True).content.decode()
        return re.sub(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"\w+"', "", page)

    ask("first@example.org")
    answers, apart, most = timed(ask, known, unknown)

    assert [(status, place) for status, place, _ in answers] == [(302, "/accounts/password/reset/done/")]
    assert apart < most
    assert seen(known[0]) == seen(unknown[0])
    # Each of those who have an address, and once; a row outlives its mail by some minutes, whatever the server does.
    asked = WaitingMail.objects.within(SYSTEM).filter(person__isnull=False).values_list("person__email", flat=True)
    assert sorted(asked) == sorted(known)


@pytest.mark.parametrize("mail_server", ["up", "down"], indirect=True)
def test_the_same_two_addresses_again_and_again_are_answered_alike(mail_server: str) -> None:
    known, unknown, client = people(1)[0], "unknown@example.org", Client()

    def ask(address: str) -> Answer:
        answer = client.post("/accounts/password/reset/", {"email": address.split("#")[0]})
        return answer.status_code, answer.headers["Location"], ""

    tries = range(TRIES)
    answers, apart, most = timed(ask, [f"{known}#{each}" for each in tries], [f"{unknown}#{each}" for each in tries])

    assert answers == {(302, "/accounts/password/reset/done/", "")}
    assert apart < most


@pytest.mark.parametrize("mail_server", ["silent", "down"], indirect=True)
def test_invitations_are_answered_alike_for_known_and_unknown_addresses(mail_server: str) -> None:
    everybody = cast()
    known, unknown = people(5), [f"unknown{number:03}@example.org" for number in range(5)]
    client, address = signed_in(everybody.anan), f"/a/{everybody.a.code}/people/invite/"

    def ask(email: str) -> tuple[Answer, tuple[str, ...]]:
        began = time.monotonic()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(address, {"role": "section-owner", "way": "mail", "email": email})
        assert time.monotonic() - began < 2
        statements = tuple(re.sub(r"\d+", "?", " ".join(query["sql"].split()[:3])) for query in asked)
        return (answer.status_code, answer.headers["Location"], ""), statements

    ask("first@example.org")
    # The same work is asked of the database, so that no clock can tell them apart.
    assert len({ask(each) for each in (*known, *unknown)}) == 1
    assert ask("last@example.org")[0] == (302, f"/a/{everybody.a.code}/people/", "")


def signed_in(who: Person) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    return client


def test_no_change_of_ones_own_account_waits_for_the_mail_server_or_fails_with_it(
    mail_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_second_factor import SECRET, code

    senders: list[str] = []
    send = mail.mail.send

    def noted(**letter: str) -> None:
        senders.append(threading.current_thread().name)
        send(**letter)

    monkeypatch.setattr(mail.mail, "send", noted)

    client = signed_in(person("Nok"))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    new = "another-good-password"
    steps = [
        client.post("/accounts/2fa/totp/activate/", {"code": code()}),
        client.post("/accounts/2fa/recovery-codes/generate/"),
        client.post("/accounts/2fa/totp/deactivate/"),
        client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}),
    ]
    # A clock would say how busy the machine is: it is enough that nobody but the thread for mail talks to the server.
    assert set(senders) <= {"mail"}
    assert [(step.status_code, step.headers["Location"]) for step in steps] == [
        (302, "/accounts/2fa/recovery-codes/"),
        (302, "/accounts/2fa/recovery-codes/"),
        (302, "/accounts/2fa/"),
        (302, "/accounts/password/change/"),
    ]


def test_a_second_factor_that_was_switched_on_shows_its_recovery_codes_whatever_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from test_second_factor import SECRET, code

    def fails(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(mail, "ask_mail", fails)
    client = signed_in(person("Nok"))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    page = client.post("/accounts/2fa/totp/activate/", {"code": code()}, follow=True)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert (page.status_code, len(codes)) == (200, 10)
    assert [each for each in codes if each not in page.content.decode()] == []

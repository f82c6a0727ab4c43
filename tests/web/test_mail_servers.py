"""Mail and real mail servers: those that take it, plainly, by STARTTLS and by SSL, and those that do not."""

from __future__ import annotations

import datetime
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from mailing import Drops, ForgetsGoodbye, Refuses, Takes, certificate, dripping, free_port, server, silent
from people import person
from prongsai.flow.people.letters import NEW_PASSWORD
from prongsai.flow.people.mail import send_due
from prongsai.outside import addresses, mail
from prongsai.records.actions.mail import ask_mail
from prongsai.records.models import Person, WaitingMail
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
Uses = Callable[[str], None]


@pytest.fixture
def uses(settings: object) -> Uses:
    """Has the site use the mail server of an address, as PRONGSAI_MAIL_URL would."""

    def use(url: str) -> None:
        there = addresses.mail(url)
        given = {
            "BACKEND": "prongsai.outside.mail.MailServer", "HOST": there.host, "PORT": there.port,
            "HOST_USER": there.user, "HOST_PASSWORD": there.password, "USE_SSL": there.ssl,
            "USE_TLS": there.starttls, "TIMEOUT": there.timeout,
        }  # fmt: skip
        for name, value in given.items():
            setattr(settings, f"EMAIL_{name}", value)

    return use


def asked(name: str = "Nok") -> Person:
    who = person(name)
    ask_mail(purpose=NEW_PASSWORD, person=who, now=timezone.now())
    return who


def waits(who: Person) -> tuple[bool, str]:
    """Whether mail to somebody waits, and why."""
    row = WaitingMail.objects.within(SYSTEM).get(person=who)
    return row.due_at is not None, row.problem


def test_mail_goes_out_with_its_text_as_it_always_was(uses: Uses) -> None:
    who, there = asked(), Takes()
    with server(there) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 1
    ((to, text),) = there.taken
    assert (to, there.by_tls, waits(who)) == (who.email, [False], (False, ""))
    assert "From: prongsai@localhost" in text
    assert "Content-Type: text/plain" in text


def test_mail_goes_by_ssl_from_the_first_byte(uses: Uses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who, there = asked(), Takes()
    context, shown = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with server(there, ssl_context=context) as port:
        uses(f"smtps://127.0.0.1:{port}")
        assert send_due(timezone.now).sent == 1
    assert ([to for to, _ in there.taken], there.by_tls) == ([who.email], [True])


def test_mail_goes_by_starttls(uses: Uses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who, there = asked(), Takes()
    context, shown = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with server(there, tls_context=context, require_starttls=True) as port:
        uses(f"smtp://127.0.0.1:{port}")
        assert send_due(timezone.now).sent == 1
    assert ([to for to, _ in there.taken], there.by_tls) == ([who.email], [True])


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_server_that_does_not_prove_who_it_is_gets_nothing(uses: Uses, tmp_path: Path, scheme: str) -> None:
    who, there = asked(), Takes()
    context, _ = certificate(tmp_path)
    with server(there, **({"ssl_context": context} if scheme == "smtps" else {"tls_context": context})) as port:
        uses(f"{scheme}://127.0.0.1:{port}")
        assert send_due(timezone.now).sent == 0
    assert (there.taken, waits(who)) == ([], (True, "SSLCertVerificationError"))


def test_a_server_without_starttls_gets_nothing_where_it_is_asked_for(uses: Uses) -> None:
    who, there = asked(), Takes()
    with server(there) as port:
        uses(f"smtp://127.0.0.1:{port}")
        assert send_due(timezone.now).sent == 0
    assert (there.taken, waits(who)) == ([], (True, "SMTPNotSupportedError"))


def test_a_server_that_is_down_keeps_mail_waiting(uses: Uses) -> None:
    who = asked()
    uses(f"smtp://127.0.0.1:{free_port()}?starttls=no")
    assert send_due(timezone.now).sent == 0
    assert waits(who) == (True, "ConnectionRefusedError")


def test_an_address_that_a_server_refuses_stops_no_other(uses: Uses) -> None:
    refused, other = asked("Nobody"), asked("Nok")
    there = Refuses(refused.email)
    with server(there) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 1
    assert [to for to, _ in there.taken] == [other.email]
    assert (waits(refused), waits(other)) == ((True, "SMTPRecipientsRefused 550"), (False, ""))


def test_a_server_that_says_later_is_asked_later(uses: Uses) -> None:
    who = asked()
    there = Refuses(who.email, later=True)
    with server(there) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 0
        assert waits(who) == (True, "SMTPDataError 451")
        there.whom = ""
        assert send_due(lambda: timezone.now() + datetime.timedelta(minutes=1)).sent == 1
    assert waits(who) == (False, "")


def test_a_server_that_hangs_up_in_the_middle_keeps_mail_waiting(uses: Uses) -> None:
    who = asked()
    with server(Drops()) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 0
    assert waits(who)[0]
    assert waits(who)[1] in ("SMTPServerDisconnected", "ConnectionResetError")


def test_a_server_that_took_the_mail_and_hung_up_does_not_get_it_twice(uses: Uses) -> None:
    who, there = asked(), ForgetsGoodbye()
    with server(there) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 1
        assert send_due(lambda: timezone.now() + datetime.timedelta(days=1)).sent == 0
    assert ([to for to, _ in there.taken], WaitingMail.objects.within(SYSTEM).filter(person=who).count()) == (
        [who.email],
        0,
    )


def test_a_silent_server_is_left_when_its_time_is_over(uses: Uses) -> None:
    who = asked()
    with silent() as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no&timeout=1")
        began = time.monotonic()
        assert send_due(timezone.now).sent == 0
        assert 0.9 < time.monotonic() - began < 5
    assert waits(who)[0]
    assert waits(who)[1] in ("TimeoutError", "SMTPServerDisconnected")


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_says_a_letter_now_and_then_is_left_as_well(
    uses: Uses, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    who = asked()
    monkeypatch.setattr(mail, "WHOLE", 1.0)
    with dripping(0.1) as port:
        uses(f"{scheme}://127.0.0.1:{port}?timeout=20{'&starttls=no' if scheme == 'smtp' else ''}")
        began = time.monotonic()
        assert send_due(timezone.now).sent == 0
        assert time.monotonic() - began < 5
    assert waits(who)[0]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_agrees_on_encryption_a_letter_at_a_time_is_left_as_well(
    uses: Uses, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    who = asked()
    monkeypatch.setattr(mail, "WHOLE", 1.0)
    with dripping(0.1, in_tls=scheme == "smtps", by_starttls=scheme == "smtp") as port:
        uses(f"{scheme}://127.0.0.1:{port}?timeout=20")
        began = time.monotonic()
        assert send_due(timezone.now).sent == 0
        assert 0.9 < time.monotonic() - began < 5
    assert waits(who)[0]


def test_a_connection_that_comes_about_when_the_time_is_over_is_left_at_once(
    uses: Uses, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.create_connection

    def late(*arguments: Any, **named: Any) -> socket.socket:
        time.sleep(1.0)
        return real(*arguments, **named)

    who = asked()
    monkeypatch.setattr(mail, "WHOLE", 0.5)
    monkeypatch.setattr(socket, "create_connection", late)
    with dripping(0.1) as port:
        uses(f"smtp://127.0.0.1:{port}?timeout=20&starttls=no")
        began = time.monotonic()
        assert send_due(timezone.now).sent == 0
        assert time.monotonic() - began < 5
    assert waits(who)[0]


def test_a_conversation_that_ended_leaves_nothing_waiting(uses: Uses) -> None:
    asked()
    with server(Takes()) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        assert send_due(timezone.now).sent == 1
    ends = [each for each in threading.enumerate() if each.name == "mail-end"]
    for end in ends:
        end.join(5)
    assert [end for end in ends if end.is_alive()] == []


def test_what_a_server_says_of_an_address_is_not_kept(uses: Uses) -> None:
    who = asked()
    with server(Refuses(who.email)) as port:
        uses(f"smtp://127.0.0.1:{port}?starttls=no")
        send_due(timezone.now)
    assert "@" not in waits(who)[1]

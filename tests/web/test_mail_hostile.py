"""Mail servers that mean harm: none eats the site's memory or time, and the mail is kept."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from mailing import HOST
from people import person
from prongsai.flow.people.letters import NEW_PASSWORD
from prongsai.flow.people.mail import send_due
from prongsai.outside import addresses, mail
from prongsai.records.actions.mail import ask_mail
from prongsai.records.models import WaitingMail
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
# What each step of a well-behaved conversation answers.
STEPS = ("banner", "EHLO", "MAIL", "RCPT", "DATA", "end of the letter")
WELL = (b"220 hello", b"250 hello", b"250 yes", b"250 yes", b"354 go on", b"250 yes")
TOO_MUCH = "the mail server said far too much"


@contextlib.contextmanager
def scripted(harm: Callable[[int, socket.socket], None]) -> Iterator[int]:
    """A mail server that behaves until ``harm`` does something else at a step."""

    def talk(line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            line.settimeout(20)
            for step, well in enumerate(WELL):
                harm(step, line)
                line.sendall(well + b"\r\n")
                if step == 4:
                    letter = b""
                    while not letter.endswith(b"\r\n.\r\n"):
                        letter += line.recv(10_000) or b"\r\n.\r\n"
                else:
                    line.recv(10_000)

    def take(there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=talk, args=(there.accept()[0],), daemon=True).start()

    with socket.create_server((HOST, 0)) as there:
        threading.Thread(target=take, args=(there,), daemon=True).start()
        yield int(there.getsockname()[1])
        there.shutdown(socket.SHUT_RDWR)


def tried(settings: object, port: int, options: str = "?starttls=no&timeout=3") -> tuple[str, bool, float]:
    """Why a mail was not sent, whether it is kept, and the seconds that it took."""
    there = addresses.mail(f"smtp://{HOST}:{port}{options}")
    given = {
        "BACKEND": "prongsai.outside.mail.MailServer", "HOST": there.host, "PORT": there.port, "HOST_USER": "",
        "HOST_PASSWORD": "", "USE_SSL": there.ssl, "USE_TLS": there.starttls, "TIMEOUT": there.timeout,
    }  # fmt: skip
    for name, value in given.items():
        setattr(settings, f"EMAIL_{name}", value)
    who = person("Nok")
    ask_mail(purpose=NEW_PASSWORD, person=who, now=timezone.now())
    began = time.monotonic()
    sent = send_due(timezone.now).sent
    took = time.monotonic() - began
    assert sent == 0
    row = WaitingMail.objects.within(SYSTEM).get(person=who)
    return row.problem, row.due_at is not None, took


@pytest.mark.parametrize("how", ["many lines", "long lines"])
@pytest.mark.parametrize("step", STEPS)
def test_a_server_that_never_stops_talking_is_left_at_once(
    settings: object,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    how: str,
) -> None:
    monkeypatch.setattr(mail, "WHOLE", 15.0)  # without the limit it would go on until then
    said = 0
    at = STEPS.index(step)
    more = WELL[at][:3] + b"-hello" + b"x" * (8_000 if how == "long lines" else 0) + b"\r\n"

    def harm(reached: int, line: socket.socket) -> None:
        nonlocal said
        while reached == at:
            said += line.send(more * 100)

    with scripted(harm) as port, caplog.at_level(logging.WARNING):
        reason, kept, took = tried(settings, port)
    assert (reason, kept) == (TOO_MUCH, True)
    assert took < 12
    assert said < 20_000_000  # what systems keep on the way
    (line,) = [each for each in caplog.messages if each.startswith("mail ")]
    assert line.endswith(f"is tried again: {TOO_MUCH}")


@pytest.mark.parametrize("how", ["hangs", "hangs up"])
@pytest.mark.parametrize("step", STEPS)
def test_a_server_that_hangs_or_hangs_up_at_any_step_keeps_the_mail_waiting(
    settings: object, step: str, how: str
) -> None:
    at, over = STEPS.index(step), threading.Event()

    def harm(reached: int, line: socket.socket) -> None:
        if reached == at:
            if how == "hangs":
                over.wait(20)
            raise OSError

    with scripted(harm) as port:
        reason, kept, took = tried(settings, port, "?starttls=no&timeout=1")
    over.set()
    assert kept
    assert reason in ("TimeoutError", "SMTPServerDisconnected", "ConnectionResetError", "SMTPDataError -1")
    assert took < 12


@pytest.mark.parametrize("said", [b"no handshake\r\n" * 1000, b"", b"\x16\x03\x03\x00\x01\x00"])
def test_a_server_that_breaks_off_encryption_keeps_the_mail_waiting(settings: object, said: bytes) -> None:
    def harm(reached: int, line: socket.socket) -> None:
        if reached == 1:
            line.sendall(b"250-hello\r\n250 STARTTLS\r\n")
            line.recv(1000)
            line.sendall(b"220 begin\r\n")
            line.recv(1000)
            line.sendall(said)
            raise OSError

    with scripted(harm) as port:
        reason, kept, took = tried(settings, port, "?timeout=2")
    assert kept
    assert reason in ("SSLError", "SSLEOFError", "ConnectionResetError", "SSLZeroReturnError")
    assert took < 12


def test_a_server_with_much_to_say_is_heard(settings: object) -> None:
    def harm(reached: int, line: socket.socket) -> None:
        if reached < 2:
            line.sendall((WELL[reached][:3] + b"-" + b"hello" * 20 + b"\r\n") * 90)

    with pytest.raises(AssertionError, match="assert 1 == 0"), scripted(harm) as port:
        tried(settings, port)

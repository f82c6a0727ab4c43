"""Mail in tests: what waits is sent when a test says so; and mail servers of every kind on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from prongsai.flow.people.mail import send_due

HOST = "127.0.0.1"


def delivered() -> list[EmailMessage]:
    """Sends what is due, as the thread of a site would; all that went out so far."""
    send_due(timezone.now)
    return list(mail.outbox)


class Takes:
    """A mail server that takes mail, after ``pause`` seconds at each step."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.taken: list[tuple[str, str]] = []  # to whom, and all of it
        self.by_tls: list[bool] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.pause)
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.pause)
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((envelope.rcpt_tos[0], content.decode()))
        assert server.transport is not None
        self.by_tls.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 yes"


class Refuses(Takes):
    """A mail server that takes no mail to one address, or says later to the letters themselves."""

    def __init__(self, whom: str, later: bool = False) -> None:
        super().__init__()
        self.whom, self.later = whom, later

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == self.whom and not self.later:
            return f"550 nobody here is called {address}"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.later and envelope.rcpt_tos[0] == self.whom:
            return "451 later"
        return await super().handle_DATA(server, session, envelope)


class Drops(Takes):
    """A mail server that hangs up in the middle of the letter's text."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert server.transport is not None
        server.transport.abort()
        return "250 never heard"


class ForgetsGoodbye(Takes):
    """A mail server that hangs up as soon as it has the mail."""

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert server.transport is not None
        server.transport.abort()
        return "221 never heard"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((HOST, 0)) as trial:
        return int(trial.getsockname()[1])


@contextlib.contextmanager
def server(handler: Takes, **named: Any) -> Iterator[int]:
    """A mail server that behaves as ``handler`` says; its port."""
    controller = Controller(handler, hostname=HOST, port=free_port(), **named)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


@contextlib.contextmanager
def silent() -> Iterator[int]:
    """A mail server that is there and never says a word."""
    with socket.create_server((HOST, 0), backlog=512) as there:
        yield int(there.getsockname()[1])


@contextlib.contextmanager
def dripping(every: float, *, in_tls: bool = False, by_starttls: bool = False) -> Iterator[int]:
    """A mail server that begins to greet, a letter now and then, and never ends; or to agree on encryption, at once or
    when it is asked for."""
    over = threading.Event()

    def drip(taken: socket.socket) -> None:
        with contextlib.suppress(OSError), taken:
            if by_starttls:
                for said in (b"220 mail\r\n", b"250-mail\r\n250 STARTTLS\r\n", b"220 begin\r\n"):
                    taken.sendall(said)
                    taken.recv(1000)
            # The head of a record of a handshake that says that 16,000 bytes follow.
            taken.sendall(b"\x16\x03\x03\x3e\x80\x02\x00\x3e\x7c" if in_tls or by_starttls else b"220-")
            while not over.wait(every):
                taken.sendall(b"x")

    def take(there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(there.accept()[0],), daemon=True).start()

    with socket.create_server((HOST, 0)) as there:
        threading.Thread(target=take, args=(there,), daemon=True).start()
        yield int(there.getsockname()[1])
        over.set()
        there.shutdown(socket.SHUT_RDWR)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """What a server here shows to prove that it is this machine; and the file that tells whom to believe it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, secret = folder / "shown.pem", folder / "secret.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, secret)
    return context, shown

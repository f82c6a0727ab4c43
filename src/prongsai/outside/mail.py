"""Hands mail over to the mail server, never for longer than it may take; in tests Django's own outbox takes it."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

# Seconds that handing one mail over may take in all. The time-out of the settings is of each single wait: a server that
# says a letter now and then never reaches it.
WHOLE = 120.0


class NotSent(Exception):
    """The mail was not handed over. ``reason`` names no address; ``of_mail``: the server refused this mail alone."""

    def __init__(self, reason: str, *, of_mail: bool) -> None:
        super().__init__(reason)
        self.reason, self.of_mail = reason, of_mail


def send(*, to: str, subject: str, body: str) -> None:
    """Hands a mail over. ``NotSent`` where the server is not there, does not answer in time or refuses it."""
    connection = get_connection()
    try:
        connection.open()
        taken = connection.send_messages([EmailMessage(subject, body, None, [to])])
    # A certificate that is not trusted and a time-out are OSErrors too; a strange address is a ValueError.
    except (OSError, ValueError) as error:
        raise NotSent(_reason(error), of_mail=isinstance(error, _OF_MAIL)) from error
    finally:
        # The mail is with the server or not; how it says good-bye changes nothing.
        with contextlib.suppress(OSError):
            connection.close()
    if not taken:
        raise NotSent("nobody to send it to", of_mail=True)


_OF_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)


def _reason(error: Exception) -> str:
    """What went wrong, by kind and number: a server's own words may repeat an address."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"{name} {', '.join(str(code) for code, _ in error.recipients.values())}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{name} {error.smtp_code}"
    return name


class MailServer(EmailBackend):
    """Django's way to a mail server, with an end to the whole of it."""

    @property
    def connection_class(self) -> Any:
        """How to talk with it: SSL from the first byte, or not."""
        return _EndingSSL if self.use_ssl else _Ending


class _Ending(smtplib.SMTP):
    """A conversation that is cut off after ``WHOLE`` seconds."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._end = threading.Timer(WHOLE, self._cut)
        self._end.daemon = True
        self._end.start()
        try:
            super().__init__(*arguments, **named)
        except BaseException:
            self._end.cancel()
            raise

    def _cut(self) -> None:
        # Whoever waits for the server sees the connection end; the socket itself is theirs to close.
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """As the library's; nothing is left to be cut off."""
        self._end.cancel()
        super().close()


class _EndingSSL(_Ending, smtplib.SMTP_SSL):
    """The same by SSL."""

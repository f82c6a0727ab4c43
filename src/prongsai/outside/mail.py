"""Hands mail over to the mail server, never for longer than it may take; in tests Django's own outbox takes it."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from typing import IO, Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

# Seconds that handing one mail over may take in all. The time-out of the settings is of each single wait: a server that
# says a letter now and then never reaches it.
WHOLE = 120.0
# After so many more seconds it is cut off once more.
AGAIN = 1.0
# A server greets in a line or two, tells in some twenty what it can, and answers in one all else. The library keeps
# reading lines as long as another is announced.
LINES_OF_AN_ANSWER, BYTES_OF_A_CONVERSATION = 100, 64_000


class NotSent(Exception):
    """The mail was not handed over. ``reason`` names no address; ``of_mail``: the server refused this mail alone;
    ``unsure``: it was on its way and the server's answer was lost, so that it may have arrived."""

    def __init__(self, reason: str, *, of_mail: bool, unsure: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.of_mail, self.unsure = reason, of_mail, unsure


def send(*, to: str, subject: str, body: str) -> None:
    """Hands a mail over. ``NotSent`` where the server is not there, does not answer in time or refuses it."""
    connection = get_connection()
    try:
        connection.open()
        taken = connection.send_messages([EmailMessage(subject, body, None, [to])])
    # A certificate that is not trusted and a time-out are OSErrors too; a strange address is a ValueError.
    except (OSError, ValueError) as error:
        begun = getattr(connection.connection, "text_begun", False) if isinstance(connection, MailServer) else False
        # A server that refused has answered; one that fell silent or hung up may have the mail.
        unsure = begun and not isinstance(error, (*_OF_MAIL, smtplib.SMTPResponseException))
        raise NotSent(_reason(error), of_mail=isinstance(error, _OF_MAIL), unsure=unsure) from error
    finally:
        # The mail is with the server or not; how it says good-bye changes nothing.
        with contextlib.suppress(OSError):
            connection.close()
    if not taken:
        raise NotSent("nobody to send it to", of_mail=True)


class SaidTooMuch(OSError):
    """A server that says more than any has to say."""


_OF_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)


def _reason(error: Exception) -> str:
    """What went wrong, by kind and number: a server's own words may repeat an address."""
    name = type(error).__name__
    if isinstance(error, SaidTooMuch):
        return "the mail server said far too much"
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


class _End:
    """Cuts a conversation off ``WHOLE`` seconds after it was begun, and again and again until it was left."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self._left, self._lock = threading.Event(), threading.Lock()
        threading.Thread(target=self._wait, name="mail-end", daemon=True).start()

    def hold(self, connected: socket.socket) -> None:
        """The connection to be cut off.

        Encryption takes the socket over and gives its own only when both sides have agreed: meanwhile the conversation
        has none that could be cut off. A second end of the same connection stays.
        """
        with self._lock:
            if not self._left.is_set():
                self._line = connected.dup()

    def leave(self) -> None:
        """There is nothing to be cut off any more."""
        self._left.set()
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def _wait(self) -> None:
        pause = WHOLE
        while not self._left.wait(pause):
            pause = AGAIN  # there may be no connection yet
            with self._lock, contextlib.suppress(OSError):
                # Whoever waits for the server sees the connection end; the socket itself is theirs to close.
                if self._line is not None:
                    self._line.shutdown(socket.SHUT_RDWR)


class _Heard:
    """What a server says, as far as it is listened to."""

    def __init__(self, source: IO[bytes], room: int) -> None:
        self._source = source
        self._lines, self.room = 0, room
        self.too_much = False

    def answer(self) -> None:
        """Another answer begins."""
        self._lines = 0

    def readline(self, most: int) -> bytes:
        """A line. An ``OSError`` where it is one too many."""
        line = self._source.readline(most)
        self._lines += 1
        self.room -= len(line)
        if self._lines > LINES_OF_AN_ANSWER or self.room < 0:
            self.too_much = True
            raise SaidTooMuch
        return line

    def close(self) -> None:
        """Closes what it listens to."""
        self._source.close()


class _Timed(smtplib.SMTP):
    """A conversation that has an end from its first moment on, in time and in what is said."""

    file: _Heard | None
    text_begun = False  # the text of a mail was offered

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.end = _End()
        self._room = BYTES_OF_A_CONVERSATION
        try:
            super().__init__(*arguments, **named)
        except BaseException:
            self.end.leave()
            raise

    def data(self, msg: Any) -> tuple[int, bytes]:
        """As the library's; from now on a lost answer leaves it open whether the mail arrived."""
        self.text_begun = True
        return super().data(msg)

    def getreply(self) -> tuple[int, bytes]:
        """As the library's. ``SaidTooMuch`` for an answer without an end."""
        if self.file is None and self.sock is not None:
            self.file = _Heard(self.sock.makefile("rb"), self._room)
        heard = self.file
        if heard is None:
            return super().getreply()
        heard.answer()
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected:
            if heard.too_much:
                raise SaidTooMuch from None
            raise
        finally:
            # Encryption begins with another one.
            self._room = heard.room

    def close(self) -> None:
        """As the library's; nothing is left to be cut off."""
        self.end.leave()
        super().close()


class _Held(smtplib.SMTP):
    """The library's way to connect, which goes before any encryption."""

    end: _End

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connected: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # the stubs leave it out
        self.end.hold(connected)
        return connected


class _Ending(_Timed, _Held):
    """A conversation with an end."""


class _EndingSSL(_Timed, smtplib.SMTP_SSL, _Held):
    """The same by SSL."""

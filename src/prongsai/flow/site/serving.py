"""Serving on this machine until it is stopped."""

from __future__ import annotations

import contextlib
import errno
import functools
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.copies.left_behind import take_away
from prongsai.flow.site.statics import collect
from prongsai.language.text import Text
from prongsai.outside.options import Options

# So many ports are tried where any will do.
_TRIES = 20
# Connections to a database server: of one process, and of all of a site.
CONNECTIONS, MOST_CONNECTIONS = 4, 40
# Lines that a process holds open at once: one that says nothing is closed after half a minute and costs little. The
# server's own thousand is what one PC fills by itself, and then nobody else gets in.
LINES = 4096
# Bytes that the server keeps of what comes in and goes out on a line, beside the pieces of an answer. Its own 400,000
# would be a gigabyte and a half for as many lines.
ON_A_LINE = 65_536
_ASKED_EVERY = 0.5  # seconds


def number_of(host: str) -> str:
    """The IP address of a machine's name, which the server listens on; ``Refused`` where it has none.

    ``localhost`` is this machine whatever its table of names says.
    """
    if host.lower() == "localhost":
        return "127.0.0.1"
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise _refused(
            f"ไม่พบเครื่องชื่อ {host} ({words}) ต้องเป็นชื่อหรือหมายเลข IP ของเครื่องนี้ ให้ระบุด้วย --host",
            f"there is no machine {host} ({words}); expected a name or an IP address of this one: name it with --host",
        ) from error


def free_port(host: str, port: int, *, or_next: bool = False) -> int:
    """The port, or with ``or_next`` the first free one from it on.

    ``Refused`` where it is taken or may not be used, with what to do.
    """
    last = min(port + (_TRIES if or_next else 1), 65_536)
    for tried in range(port, last):
        reason = _why_not(host, tried)
        if reason is None:
            return tried
        if reason.errno != errno.EADDRINUSE:
            words = reason.strerror or str(reason)
            raise _refused(
                f"รับฟังที่ {host} พอร์ต {port} ไม่ได้ ({words}) ให้ระบุที่อยู่หรือพอร์ตอื่นด้วย --host หรือ --port",
                f"{host} port {port} cannot be listened on ({words}): name another with --host or --port",
            )
    raise _refused(
        f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ (อาจเป็นโปรแกรมนี้ที่เปิดไว้แล้ว) ให้ปิดโปรแกรมนั้น หรือระบุพอร์ตอื่น เช่น --port {port + 1}",
        f"port {port} is taken, perhaps by this program in another window: stop that, or name another port, as "
        f"--port {port + 1}",
    )


def _why_not(host: str, port: int) -> OSError | None:
    host = number_of(host)
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(kind, socket.SOCK_STREAM)) as trial:
        if os.name == "posix":  # Windows means by it that a port in use may be taken
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return error
    return None


def threads(options: Options) -> int:
    """How many requests a process works on at a time: with what makes documents and sends mail behind the scenes, four
    connections of a database server."""
    return CONNECTIONS - 2 if options.database_url else 8


def processes(options: Options) -> int:
    """How many processes serve: one writes on SQLite; a database server gets no more than forty connections of all,
    those of a worker counted."""
    return max(1, min(os.cpu_count() or 2, MOST_CONNECTIONS // CONNECTIONS - 1)) if options.database_url else 1


def address_of(host: str, port: int) -> str:
    """The address of the first page, as a browser takes it."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def listen(options: Options, *, host: str, port: int, first: Callable[[], None] | None = None) -> None:
    """Serves until it is stopped. ``first`` is done when the port is taken, before it answers; it must not linger."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    take_away(options.home)
    collect(options)
    # Links in mail lead to where it listens.
    os.environ["PRONGSAI_HOST"], os.environ["PRONGSAI_PORT"] = host, str(port)
    # Its lines on starting and stopping say nothing that an officer needs; its errors stay.
    server = Granian(
        "prongsai.config.asgi:application",
        address=number_of(host),
        port=port,
        interface=Interfaces.ASGI,
        workers=processes(options),
        backlog=LINES,
        backpressure=LINES,
        http1_settings=HTTP1Settings(max_buffer_size=ON_A_LINE),
        # A worker that was killed (by the system, for want of memory) comes back; the site does not end with it.
        respawn_failed_workers=True,
        respawn_interval=1.0,
        log_access=False,
        log_level=LogLevels.error,
    )
    if first is not None:
        server.on_startup(first)
    if options.mode == "desk":
        server.on_startup(functools.partial(_end_when_asked, options.home, server.signal_handler_interrupt))
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
    logging.getLogger("prongsai").debug("stopped")


def _end_when_asked(home: Path, end: Callable[[], object]) -> None:
    """Ends the server as Ctrl-C does when ``prongsai desk stop`` asks for it: Windows knows no such signal between
    programs that share no window."""
    from prongsai.flow.site.desk.running import asked_to_end

    def watch() -> None:
        # Sleeps first, as whatever waits for the server does.
        while True:
            time.sleep(_ASKED_EVERY)
            if asked_to_end(home):
                end()
                return

    threading.Thread(target=watch, name="asked to end", daemon=True).start()


def _refused(th: str, en: str) -> Refused:
    return Refused([Problem("", Text(th=th, en=en))])

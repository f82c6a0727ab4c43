"""The one program of a site on this PC: found where it runs, started where it does not, opened in the browser."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside.alive import hold
from prongsai.outside.desk import browser
from prongsai.outside.files import write_whole

if TYPE_CHECKING:
    from prongsai.outside.options import Options

# Says where the program of a site listens; the lock says whether one starts or runs; the last one asks it to end.
FILE, LOCK, STOP = "desk.json", "desk.lock", "desk.stop"
# A first start makes the tables, one after an update changes them.
PATIENCE = 180.0
_BETWEEN = 0.25
_MOST_ASKED = 64


@dataclass(frozen=True)
class Running:
    """Where the program of a site says that it listens: its first page and its process."""

    address: str
    process: int


def proof(asked: str) -> str:
    """What only the program of this site can answer to a question: it is made with the site's secret key."""
    return salted_hmac("prongsai.desk", asked[:_MOST_ASKED], algorithm="sha256").hexdigest()


def running(home: Path) -> Running | None:
    """The program of this very site, where one answers.

    A file that a crash left is no program, and neither is another one that has taken the port since.
    """
    told = written(home)
    if told is None:
        return None
    asked = secrets.token_hex(16)
    said = browser.answer(f"{told.address}health?proof={asked}").get("proof")
    return told if isinstance(said, str) and constant_time_compare(said, proof(asked)) else None


def written(home: Path) -> Running | None:
    """What the small file of a site says, true or not."""
    try:
        said = json.loads((home / FILE).read_bytes())
        return Running(address=str(said["address"]), process=int(said["process"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextlib.contextmanager
def said(home: Path, address: str) -> Iterator[None]:
    """While it lasts the site's folder says that this process listens at ``address``."""
    mine = Running(address=address, process=os.getpid())
    (home / STOP).unlink(missing_ok=True)  # it was for another one
    write_whole(home / FILE, json.dumps({"address": mine.address, "process": mine.process}).encode())
    try:
        yield
    finally:
        if written(home) == mine:
            (home / FILE).unlink(missing_ok=True)
            (home / STOP).unlink(missing_ok=True)


def asked_to_end(home: Path) -> bool:
    """Whether somebody who may write in the site's folder asks this very process to end."""
    try:
        return (home / STOP).read_bytes().split()[:1] == [str(os.getpid()).encode()]
    except OSError:
        return False


@contextlib.contextmanager
def announced(options: Options, address: str) -> Iterator[None]:
    """While it lasts a double-click finds what was started in a window; nothing where another is to be found."""
    held = hold(options.home / LOCK) if options.mode == "desk" else None
    if held is None:
        yield
        return
    with contextlib.closing(held), said(options.home, address):
        yield


def found_or_mine(
    home: Path, *, patience: float = PATIENCE, sleep: Callable[[float], None] = time.sleep
) -> Running | sqlite3.Connection:
    """The program that runs, or the lock of whoever is to start it: one of those that ask at the same moment.

    Waits while another one starts; ``Refused`` where that does not come to an end.
    """
    until = time.monotonic() + patience
    while True:
        found = running(home) or hold(home / LOCK)
        if found is not None:
            return found
        if time.monotonic() > until:
            raise _stuck(home)
        sleep(_BETWEEN)


def open_when_it_answers(home: Path, *, patience: float = PATIENCE) -> None:
    """Opens the browser as soon as the program of the site answers, in a thread of its own."""

    def wait() -> None:
        until = time.monotonic() + patience
        # Sleeps first: the server makes its process meanwhile, and a thread that works then could hold what it needs.
        while time.monotonic() < until:
            time.sleep(_BETWEEN)
            if (found := running(home)) is not None:
                browser.show(found.address)
                return

    threading.Thread(target=wait, name="browser", daemon=True).start()


def refuse_served(options: Options) -> None:
    """``Refused`` for a site that many use through a network: its program is started by the machine."""
    if options.mode != "desk":
        raise Refused(
            [
                Problem(
                    "",
                    Text(
                        th="พบโหมด served ซึ่งเครื่องเปิดเว็บให้เอง คำสั่งนี้ใช้กับเครื่องสำนักงาน (โหมด desk) เท่านั้น",
                        en="found served mode, in which the machine starts the site; "
                        "this is for an office PC (desk mode)",
                    ),
                )
            ]
        )


def _stuck(home: Path) -> Refused:
    told = written(home)
    number = "" if told is None else f" {told.process}"
    return Refused(
        [
            Problem(
                "",
                Text(
                    th=f"โปรแกรมที่เปิดไว้ (กระบวนการ{number}) ไม่ตอบ ให้เริ่มเครื่องใหม่แล้วเปิดอีกครั้ง "
                    f"หากยังไม่ได้ ดูไฟล์ prongsai.log ใน {home}",
                    en=f"the program that was started (process{number}) does not answer: restart the PC and open it "
                    f"again; if that does not help, see prongsai.log in {home}",
                ),
            )
        ]
    )

"""A file that somebody hands in: read and scored away from everything else, so that it harms nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from prongsai.assess.scorecard_json import to_json
from prongsai.collect.facts import Agency
from prongsai.criteria.agency_kinds import bare_name
from prongsai.criteria.editions import default_edition
from prongsai.files.problems import Refused, refusal
from prongsai.flow.by_file.excel import round_in
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.outside.child import Spent, call
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.vanishing import put_back, vanishing
from prongsai.roundfile.write import to_data

# What one file may take. One year has less than 1 MB, and takes a tenth of a second.
SECONDS, MEGABYTES = 15.0, 250
MOST_BYTES = 4_000_000  # of a text file; of an Excel form what the page takes


@dataclass(frozen=True)
class HandedIn:
    """The one round of a file: ``source`` is ``file`` or ``form``; ``agency`` is as the file names it; ``file`` and
    ``figures`` are the round and its scorecard as data (``prongsai/round@1``, ``prongsai/scorecard@1``), by the edition
    ``criteria``.

    What counts now and the file does not hold is in it; ``removing`` is file and scorecard without that (None: there is
    no such thing). Where the two cannot be together, both are the same."""

    source: str
    agency: Agency
    year: int
    criteria: str
    file: dict[str, Any]
    figures: dict[str, Any]
    removing: tuple[dict[str, Any], dict[str, Any]] | None = None


class Incoming(Protocol):
    """A file that somebody sent: its name, its size in bytes, and its bytes when they are asked for."""

    @property
    def name(self) -> str | None:
        """What it is called where it comes from."""

    @property
    def size(self) -> int | None:
        """How many bytes it has."""

    def read(self) -> bytes:
        """All its bytes."""


@dataclass(frozen=True)
class Held:
    """What counts now of an agency: its name, and its round files as data by year; ``rules``: the editions of years
    that are kept by rules that were carried over, by which files are read that name none."""

    name: str
    files: Mapping[int, Mapping[str, Any]]
    rules: Mapping[int, str] = field(default_factory=dict)


def handed_in(data: bytes, name: str, held: Held | None = None) -> HandedIn:
    """What is in a file, read in a process of its own, with what it leaves of ``held``.

    Raises ``Refused`` with every problem, also where the file takes more time or memory than any file of one year does.
    """
    if len(data) > MOST_BYTES and not _is_form(data):
        raise refusal(
            f"ไฟล์ใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) ไฟล์ข้อมูลหนึ่งปีมีไม่ถึง 1 MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({len(data) / 1e6:,.1f} MB); "
            "one year has less than 1 MB, so check that it is the right file",
        )
    try:
        return call(read_and_scored, SECONDS, MEGABYTES, data, name, held, known.home())
    except Spent as spent:
        if spent.why == "busy":
            raise refusal(
                "ขณะนี้มีผู้ส่งไฟล์พร้อมกันหลายคน ไฟล์นี้ยังไม่ได้อ่าน ให้ลองอีกครั้งในอีกสักครู่",
                "several people are handing in files; this one was not read: try again in a moment",
            ) from spent
        if spent.why == "died":
            raise refusal(
                "อ่านไฟล์นี้ไม่สำเร็จเพราะข้อผิดพลาดของโปรแกรม ไม่มีอะไรเปลี่ยน ให้แจ้งผู้ดูแลระบบพร้อมไฟล์นี้",
                "the program failed at this file; nothing was changed: tell an administrator, with the file",
            ) from spent
        raise refusal(
            "ไฟล์นี้ซับซ้อนเกินกว่าข้อมูลของหนึ่งหน่วยงานหนึ่งปี จึงหยุดอ่าน ไม่มีอะไรเปลี่ยน ให้ตรวจว่าเลือกไฟล์ถูกต้อง "
            "หรือดาวน์โหลดแบบกรอก Excel แล้วกรอกใหม่",
            "reading was ended, for the file holds more than one agency's year could; nothing was changed: check that "
            "it is the right file, or fill in a fresh Excel form",
        ) from spent


def read_and_scored(data: bytes, name: str, held: Held | None = None, home: Path | None = None) -> HandedIn:
    """The same in this process; ``home``: the folder of data, where the settings are not those of the site."""
    if home is not None:
        known.look_in(home)
    files = held.files if held is not None else {}
    if _is_form(data):
        source, given = "form", round_in(data, name, held=files)
    else:
        carried = held.rules if held is not None else {}
        source, (given,) = (
            "file",
            read_bytes(
                data,
                name,
                edition=known.edition,
                default=lambda _, year: carried.get(year) or default_edition(year),
                most=1,
            ),
        )
    return beside(given, source, held)


def beside(given: Round, source: str, held: Held | None) -> HandedIn:
    """A round that was read, with what counts now and it does not hold."""
    agency = given.facts.agency
    base = held.files.get(given.facts.year) if held is not None else None
    if base is not None and base.get("criteria") != given.facts.criteria:
        base = None  # of another body's rules: its figures have no place here
    if held is not None and bare_name(agency.name) == bare_name(held.name):
        given = _named(given, held.name, base)
    # As it will be kept, where every key is text: the years of history are numbers before.
    file: dict[str, Any] = json.loads(json.dumps(to_data(given)))
    gone = vanishing(base, file) if base is not None else ()
    criteria, scorecard = assessed(given)
    figures = to_json(scorecard, criteria)
    removing = (file, figures) if gone else None
    if gone and base is not None:
        try:
            kept = read_data(put_back(base, file, gone))
        except Refused:
            pass  # the file's figures and those of before exclude each other
        else:
            file, figures = to_data(kept), to_json(assessed(kept)[1], criteria)
    return HandedIn(source, agency, given.facts.year, criteria.id, file, figures, removing)


def _named(given: Round, name: str, base: Mapping[str, Any] | None) -> Round:
    """A round under the full name of its agency, with the particulars that it leaves out."""
    data = to_data(given)
    known = {key: value for key, value in (base or {}).get("agency", {}).items() if value is not None}
    own = {key: value for key, value in data["agency"].items() if value is not None}
    agency = {**known, **own, "name": name}
    return given if agency == own else read_data({**data, "agency": agency})


def _is_form(data: bytes) -> bool:
    return data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

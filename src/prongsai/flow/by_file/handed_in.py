"""A file that somebody hands in: read and scored away from everything else, so that it harms nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.assess.scorecard_json import to_json
from prongsai.collect.facts import Agency
from prongsai.files.problems import refusal
from prongsai.flow.by_file.excel import round_in
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.outside.child import Spent, call
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.write import to_data

# What one file may take. One year has less than 1 MB, and takes a tenth of a second.
SECONDS, MEGABYTES = 15.0, 250
MOST_BYTES = 4_000_000  # of a text file; of an Excel form what the page takes


@dataclass(frozen=True)
class HandedIn:
    """The one round of a file: ``source`` is ``file`` or ``form``; ``file`` and ``figures`` are the round and its
    scorecard as data (``prongsai/round@1``, ``prongsai/scorecard@1``), by the edition ``criteria``."""

    source: str
    agency: Agency
    year: int
    criteria: str
    file: dict[str, Any]
    figures: dict[str, Any]


def handed_in(data: bytes, name: str) -> HandedIn:
    """What is in a file, read in a process of its own. Raises ``Refused`` with every problem, also where the file takes
    more time or memory than any file of one year does."""
    if len(data) > MOST_BYTES and not _is_form(data):
        raise refusal(
            f"ไฟล์ใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) ไฟล์ข้อมูลหนึ่งปีมีไม่ถึง 1 MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({len(data) / 1e6:,.1f} MB); "
            "one year has less than 1 MB, so check that it is the right file",
        )
    try:
        return call(read_and_scored, SECONDS, MEGABYTES, data, name, known.home())
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


def read_and_scored(data: bytes, name: str, home: Path | None = None) -> HandedIn:
    """The same in this process; ``home``: the folder of data, where the settings are not those of the site."""
    if home is not None:
        known.look_in(home)
    if _is_form(data):
        source, given = "form", round_in(data, name)
    else:
        source, (given,) = "file", read_bytes(data, name, edition=known.edition, most=1)
    criteria, scorecard = assessed(given)
    return HandedIn(
        source=source,
        agency=given.facts.agency,
        year=given.facts.year,
        criteria=criteria.id,
        file=to_data(given),
        figures=to_json(scorecard, criteria),
    )


def _is_form(data: bytes) -> bool:
    return data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

"""Installs the edition in a folder: copied, checked, and only then put where all commands and the site find it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from prongsai.criteria import editions as shipped
from prongsai.criteria.editions import FILES, carried_from, edition_from, same_body, year_in
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.rules import known
from prongsai.language.text import Text
from prongsai.outside.files import files_in, keep_private, names_below

# Of one file, and of all: the largest edition of the program has 0.2 MB.
EACH, TOGETHER, CASES = 1_000_000, 4_000_000, 50

# What became of a folder.
Outcome = Literal["new", "revised", "same"]


@dataclass(frozen=True, slots=True)
class Installed:
    """An edition where it was put; ``outcome`` is ``same`` where it was there already and nothing changed."""

    criteria: Criteria
    folder: Path
    outcome: Outcome


def install(source: Path, home: Path, *, before: Iterable[tuple[int, str]] = ()) -> Installed:
    """Puts the edition in ``source`` into ``home/editions/<id>``. Links in it are refused and never followed.

    ``before``: revision and checksum of every edition of this id that a site has used. Raises ``Refused`` with file and
    line of every mistake, for the id of an edition of the program, and where the id is known with other content
    and the revision is not a higher one; then nothing was installed.
    """
    source = source.resolve()
    if not source.is_dir():
        raise _refused(str(source), "ไม่พบโฟลเดอร์นี้ ให้ระบุโฟลเดอร์ของเกณฑ์", "there is no such folder; name an edition's")
    name = source.name
    if name in shipped.editions():
        raise _refused(
            name,
            f"เกณฑ์ {name} มากับโปรแกรม จะติดตั้งทับไม่ได้ ให้ใช้ชื่ออื่นทั้งชื่อโฟลเดอร์และ id",
            f"{name} comes with the program and is never installed over; give folder and id another name",
        )
    if not known.ID.fullmatch(name):
        raise _refused(
            name,
            f"ชื่อโฟลเดอร์ “{name}” ใช้เป็นชื่อเกณฑ์ไม่ได้ ต้องเป็นอักษรอังกฤษตัวเล็กและปี พ.ศ. เช่น example-body-2570",
            f"the folder's name “{name}” is no id of an edition; expected small letters and a year, as school-2570",
        )
    if carried_from(name) is not None:
        raise _refused(
            name,
            f"ชื่อ “{name}” เป็นชื่อของหลักเกณฑ์ที่ยกมาใช้ชั่วคราว ให้ตั้งชื่อตามปีของหลักเกณฑ์ เช่น {same_body(name, year_in(name) or 0)}",
            f"“{name}” is the id of rules that are carried over; name the edition after its year, as "
            f"{same_body(name, year_in(name) or 0)}",
        )
    wanted = (*FILES, *names_below(source, "cases", ".yaml", CASES))
    files = files_in(source, wanted, each=EACH, together=TOGETHER)
    place = home / known.FOLDER
    keep_private(home)
    place.mkdir(parents=True, exist_ok=True)
    waiting = place / f".{secrets.token_hex(8)}"
    try:
        copy = _copied(files, waiting / name)
        problems = check_edition(copy, known=lambda wanted: _by_id(wanted, home))
        if problems:
            raise Refused(problems)
        criteria = edition_from(copy)
        outcome = _outcome(criteria, place / name, before)
        if outcome != "same":
            _put(copy, place / name, waiting / "before")
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return Installed(criteria, place / name, outcome)


def _refused(place: str, th: str, en: str) -> Refused:
    return Refused([Problem(place, Text(th=th, en=en))])


def _copied(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _by_id(name: str, home: Path) -> Criteria | None:
    if name in shipped.editions():
        return shipped.edition(name)
    return edition_from(home / known.FOLDER / name) if name in known.installed(home) else None


def _outcome(criteria: Criteria, place: Path, before: Iterable[tuple[int, str]]) -> Outcome:
    used = set(before)
    held: Criteria | None = None
    if place.is_dir():
        try:
            held = edition_from(place)
        except Refused:  # spoilt where it stands: a sound one may take its place
            held = None
    if held is not None:
        if held.checksum == criteria.checksum:
            return "same"
        used.add((held.revision, held.checksum))
    others = [revision for revision, checksum in used if checksum != criteria.checksum]
    if (criteria.revision, criteria.checksum) not in used and others and criteria.revision <= max(others):
        newest, next_one = max(others), max(others) + 1
        raise _refused(
            f"{criteria.id}/edition.yaml: revision",
            f"มีเกณฑ์ {criteria.id} ฉบับแก้ไขที่ {newest} ซึ่งเนื้อหาต่างจากนี้อยู่แล้ว ให้เปลี่ยน revision เป็น {next_one} "
            "และเพิ่มบรรทัดใน changes ว่าเปลี่ยนอะไร",
            f"revision {newest} of {criteria.id} is there with other content; make this revision {next_one}, "
            "with a line in changes that says what it changes",
        )
    return "revised" if place.is_dir() else "new"


def _put(copy: Path, place: Path, before: Path) -> None:
    """The copy in the place of what is there; that comes back where the disk does not let the copy in."""
    there = place.is_dir()
    if there:
        place.replace(before)
    try:
        copy.replace(place)
    except OSError:
        if there:
            before.replace(place)
        raise

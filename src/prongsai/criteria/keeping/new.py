"""Starts the edition of a new year from an earlier one, with nothing in it taken as confirmed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

from prongsai.criteria.editions import (
    FILES,
    book_of,
    carried_id,
    edition_from,
    editions,
    family,
    folder_of,
    shared_files,
)
from prongsai.criteria.reading.join import FORMAT, joined
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def clone(from_id: str | Path, new_id: str, target: Path, body: Text | None = None) -> Path:
    """Copies an edition (an id, or the path of a folder) to ``target/new_id`` for a new year; the folder it made.

    ``body``: who assesses by it. It is that of the edition copied where the ids differ in nothing but the year; where
    they do, it must be said, for the rules of one body never become those of another unseen. What was confirmed becomes
    inferred, days become unknown, every item continues the one of the same id, revision and changes begin anew; worked
    examples are not copied. The year is the last number of ``new_id``. Raises ``Refused`` where the edition, its id or
    the place will not do; then nothing was written, and nothing is ever written over.
    """
    folder = folder_of(str(from_id)) if from_id in editions() or not Path(from_id).is_dir() else Path(from_id)
    criteria = edition_from(folder)
    year = _year(new_id)
    if body is None:
        if family(new_id) != family(criteria.id):
            raise _refused(
                "body",
                f"ชื่อ “{new_id}” ไม่ใช่เกณฑ์ของผู้ประเมินเดียวกับ {criteria.id} ({criteria.body.th}) "
                "ให้ระบุชื่อผู้ประเมินด้วย --body-th และ --body-en",
                f"“{new_id}” is not by the body of {criteria.id} ({criteria.body.en}); name the body with --body-th "
                "and --body-en",
            )
        body = criteria.body
    place = target / new_id
    if place.exists():
        raise _refused(
            "out", f"มี {place} อยู่แล้ว จะไม่เขียนทับ ให้ใช้ชื่ออื่น", f"{place} is already there and is never written over"
        )
    if not target.is_dir():
        raise _refused("out", f"ไม่พบโฟลเดอร์ {target}", f"there is no folder {target}")
    texts = {name: folder.joinpath(name).read_bytes() for name in FILES if folder.joinpath(name).is_file()}
    files = {"edition.yaml": _edition(criteria, new_id, year, body)} | carried_texts(criteria, texts, year)
    book = book_of(new_id, {name: text.encode("utf-8") for name, text in files.items()} | shared_files())
    if joined(book) is None:
        raise Refused(book.problems())
    place.mkdir()
    try:
        for name, text in files.items():
            (place / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place


def carried_texts(criteria: Criteria, files: Mapping[str, bytes], year: int) -> dict[str, str]:
    """The texts of an edition's own files for a new year, by file name, all but ``edition.yaml``."""
    texts = {"crosswalk.yaml": _crosswalk(criteria)}
    for name in FILES:
        if name in files and name not in ("edition.yaml", "crosswalk.yaml"):
            text = files[name].decode("utf-8-sig")
            texts[name] = text if name == "sources.yaml" else _carried(name, text, criteria.id, year)
    return texts


def _refused(place: str, th: str, en: str) -> Refused:
    return Refused([Problem(place, Text(th=th, en=en))])


def _year(new_id: str) -> int:
    years = re.findall(r"(?<!\d)(\d{4})(?!\d)", new_id)
    if not _ID.fullmatch(new_id) or not years or not 2500 <= int(years[-1]) <= 2700:
        raise _refused(
            "id",
            f"ชื่อเกณฑ์ “{new_id}” ใช้ไม่ได้ ต้องเป็นอักษรอังกฤษตัวเล็กและปี พ.ศ. เช่น nacc-2570",
            f"“{new_id}” cannot be an edition's id; expected small letters and a Buddhist-era year, as nacc-2570",
        )
    return int(years[-1])


def _edition(
    criteria: Criteria, new_id: str, year: int, body: Text, revision: int = 1, **more: Mapping[str, str] | str
) -> str:
    values: dict[str, object] = {
        "format": FORMAT,
        "id": new_id,
        "year": year,
        "revision": revision,
        "previous": criteria.id,
        "body": {"th": body.th, "en": body.en},
        "title": {"th": criteria.title.th, "en": criteria.title.en},
        **more,
        "assesses": [
            {"kinds": row.kinds, "certainty": "inferred", "source": row.origin.source}
            for row in (criteria.assesses if family(new_id) == family(criteria.id) else ())
            if row.origin.certainty in ("confirmed", "inferred")
        ],
        "changes": [],
    }
    rows = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join(rows) + "\n"


def provisional_files(criteria: Criteria, files: Mapping[str, bytes], year: int) -> dict[str, bytes]:
    """The files of an edition's rules carried over to ``year``, until those of that year are announced.

    ``files``: all that ``criteria`` is read from, by file name. They are the edition ``carried_id``, of the same
    revision; what was confirmed is inferred, days are unknown, and a notice on every page and document says what it is.
    """
    from_year = criteria.year
    notice = Text(
        th=f"หลักเกณฑ์ชั่วคราว ยกหลักเกณฑ์ปี {from_year} มาใช้จนกว่าจะมีประกาศหลักเกณฑ์ปี {year} ไม่ใช่หลักเกณฑ์ที่ประกาศแล้ว",
        en=f"Provisional rules: those of {from_year} are carried over until the rules of {year} are announced. "
        "They are not official.",
    )
    if criteria.notice is not None:
        notice = Text(th=f"{criteria.notice.th} · {notice.th}", en=f"{criteria.notice.en} · {notice.en}")
    name = carried_id(criteria.id, year)
    told = {"th": notice.th, "en": notice.en}
    top = _edition(criteria, name, year, criteria.body, criteria.revision, notice=told, carried_from=criteria.id)
    own = {"edition.yaml": top} | carried_texts(criteria, files, year)
    shared = {each: content for each, content in files.items() if each.startswith("../")}
    return {each: text.encode("utf-8") for each, text in own.items()} | shared


def _crosswalk(criteria: Criteria) -> str:
    source = json.dumps(sorted({one for item in criteria.items.values() for one in item.origin.source}))
    rows = (f"  {item}: {{from: [{item}], comparable: true}}" for item in criteria.items)
    return (
        f"# Every item continues the one of the same id in {criteria.id}, until the year's own list is known.\n"
        f"certainty: inferred\nsource: {source}\nitems:\n" + "\n".join(rows) + "\nbreaks: []\ndropped: []\n"
    )


def _carried(name: str, text: str, from_id: str, year: int) -> str:
    """The text of a file for a new year: layout and comments stay, certainty and days change."""
    calendar = name == "calendar.yaml"
    changed = {"certainty": "unknown" if calendar else "inferred"}
    if calendar:
        changed |= {"starts": "null", "ends": "null"}
    pieces, at = [f"# Carried over from {from_id}; nothing here is confirmed for {year} yet.\n"], 0
    for key, value, start, end in _scalars(text):
        if key in changed and (key != "certainty" or value == "confirmed"):
            pieces += [text[at:start], changed[key]]
            at = end
    return "".join((*pieces, text[at:]))


def _scalars(text: str) -> list[tuple[str, str, int, int]]:
    """Every ``key: scalar`` of the text with the place of the scalar in it."""
    scalars = []
    key: str | None = None
    stack: list[bool] = []  # for each open collection, whether it is a mapping
    for event in yaml.parse(text, Loader=yaml.SafeLoader):  # the slower parser, whose marks count characters
        if isinstance(event, yaml.ScalarEvent) and stack and stack[-1]:
            if key is None:
                key = event.value
                continue
            start, end = event.start_mark, event.end_mark
            if start is not None and end is not None:
                scalars.append((key, event.value, start.index, end.index))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        key = None
    return scalars

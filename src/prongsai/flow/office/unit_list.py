"""An indented list of units as somebody pasted it: tabs, spaces, numbers or bullets, read into a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prongsai.files.incoming import CONTROL
from prongsai.language.exact import arabic
from prongsai.language.text import Text, shortened
from prongsai.records.actions.office.unit_changes import MOST_DEEP, MOST_UNITS, plain_name
from prongsai.records.actions.office.units import Planned

MOST_LETTERS = 60_000
MOST_NAME = 200
_TAB = 4
_NUMBER = re.compile(r"(?:ข้อ ?)?([0-9]{1,3}(?:\.[0-9]{1,3})*)(\.?\)|\.(?![0-9])|(?=[ ก-ฮเ-ไ]))")
_BRACKETS = re.compile(r"\( ?[0-9]{1,3} ?\)")
_LETTER = re.compile(r"[ก-ฮA-Za-z][.)](?= )")
_BULLET = re.compile(r"[-–—•·●○▪■*]|o(?= )")
_TAIL = re.compile(r" ?(?:มี|ประกอบด้วย|ได้แก่|ดังนี้|มีดังนี้)? ?[:：]$| (?:ประกอบด้วย|ได้แก่|ดังนี้|มีดังนี้)$")


@dataclass(frozen=True)
class UnitList:
    """What was read: the units at the top with those below them, and what is wrong, each with its line."""

    units: tuple[Planned, ...] = ()
    wrong: tuple[Text, ...] = ()


@dataclass
class _Line:
    """A line: which it is, how far it is indented, its numbers (1.2: two), what its mark looks like, and its name."""

    number: int
    indent: int
    counts: tuple[str, ...]
    look: str
    name: str
    below: list[_Line] = field(default_factory=list)


def clean_name(text: str) -> str:
    """The name of a unit as it is kept: on one line, with single spaces."""
    return " ".join(CONTROL.sub(" ", text).split())


def wrong_name(name: str) -> Text | None:
    """Why a unit cannot be called so; None where it can."""
    if not any(letter.isalpha() for letter in name):
        return Text(th="ให้ระบุชื่อส่วนราชการเป็นตัวอักษร เช่น กองคลัง", en="give the unit's name in letters")
    if len(name) > MOST_NAME:
        return Text(
            th=f"ชื่อส่วนราชการยาว {len(name):,} ตัวอักษร รับได้ไม่เกิน {MOST_NAME} ตัวอักษร",
            en=f"the name has {len(name):,} letters; at most {MOST_NAME} can be taken",
        )
    if not name.isprintable():
        return Text(th="ชื่อส่วนราชการมีอักขระที่มองไม่เห็น ให้พิมพ์ใหม่", en="there are letters that cannot be seen: type it anew")
    return None


def read_units(text: str) -> UnitList:
    """The tree of a pasted list. How deep a line stands is told by its number (1, 1.1), else by how far it is indented,
    else by its mark: what begins with another mark than the line above stands below that."""
    if len(text) > MOST_LETTERS:
        return _too_much(f"{len(text):,} ตัวอักษร", f"{MOST_LETTERS:,}", f"{len(text):,} letters")
    lines = list(_lines(text))
    if len(lines) > MOST_UNITS:
        return _too_much(f"{len(lines):,} บรรทัด", f"{MOST_UNITS:,}", f"{len(lines):,} lines")
    top, wrong = _placed(lines)
    for line in lines:
        said = wrong_name(line.name)
        if said is not None:
            wrong.append(_at(line, said))
    wrong += _doubles(top)
    return UnitList(tuple(map(_planned, top)), tuple(wrong))


def _too_much(found_th: str, most: str, found_en: str) -> UnitList:
    said = Text(
        th=f"รายการมี {found_th} รับได้ไม่เกิน {most} ให้แบ่งวางเป็นส่วน",
        en=f"{found_en}; at most {most} can be taken: paste it in parts",
    )
    return UnitList(wrong=(said,))


def _lines(text: str) -> Iterator[_Line]:
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        spaced = raw.replace("\u00a0", " ").replace("\u3000", "  ").replace("\ufeff", "").replace("\u200b", "").rstrip()
        bare = spaced.lstrip(" \t")
        if not bare:
            continue
        indent = len(spaced[: len(spaced) - len(bare)].expandtabs(_TAB))
        yield _read(number, indent, bare)


def _read(number: int, indent: int, bare: str) -> _Line:
    plain = str(arabic(bare)).replace("\t", " ")
    counts: tuple[str, ...] = ()
    look, end = "", 0
    if match := _NUMBER.match(plain):
        look, end = f"1{match[2]}", match.end()
        counts = () if match[2].endswith(")") else tuple(str(int(each)) for each in match[1].split("."))
    elif match := _BRACKETS.match(plain) or _LETTER.match(plain) or _BULLET.match(plain):
        look = {_BRACKETS: "(1)", _LETTER: f"ก{match[0][-1]}"}.get(match.re, match[0])
        end = match.end()
    # Where nothing stands behind the mark it is the name itself, and said to be none.
    name = bare[end:].strip() or bare
    return _Line(number, indent, counts, look, name if "\t" in name else _TAIL.sub("", clean_name(name)))


def _placed(lines: Sequence[_Line]) -> tuple[list[_Line], list[Text]]:
    """The lines at the top, each other one below its own; and what cannot be placed."""
    counted = any(len(line.counts) > 1 for line in lines)
    top: list[_Line] = []
    path: list[_Line] = []
    wrong: list[Text] = []
    for line in lines:
        if "\t" in line.name:
            said = Text(
                th="มีหลายช่องในบรรทัดเดียว ให้วางชื่อส่วนราชการบรรทัดละชื่อ และย่อหน้าชื่อที่อยู่ภายใต้",
                en="there are several cells: one name a line, indented below the one that it belongs to",
            )
            wrong.append(_at(line, said))
            line.name = clean_name(line.name)
        if counted and line.counts:
            while path and (not path[-1].counts or path[-1].counts != line.counts[:-1]):
                path.pop()
            if not path and len(line.counts) > 1:
                above = ".".join(line.counts[:-1])
                said = Text(
                    th=f"เลข {'.'.join(line.counts)} ไม่ได้อยู่ต่อจากข้อ {above} ให้ตรวจเลขข้อหรือเพิ่มบรรทัดของข้อ {above}",
                    en=f"{'.'.join(line.counts)} does not follow {above}: check the numbers, or add that line",
                )
                wrong.append(_at(line, said))
        else:
            while path and not _below(line, path, counted):
                path.pop()
        (path[-1].below if path else top).append(line)
        path.append(line)
        if len(path) > MOST_DEEP:
            said = Text(th=f"ซ้อนกันเกิน {MOST_DEEP} ชั้น", en=f"it would stand more than {MOST_DEEP} deep")
            wrong.append(_at(line, said))
            path.pop()
    return top, wrong


def _below(line: _Line, path: Sequence[_Line], counted: bool) -> bool:
    """Whether a line stands below the last one of a path."""
    last = path[-1]
    if counted and last.counts and line.look:
        return True  # a mark below a number, wherever it was put
    if line.indent != last.indent:
        return line.indent > last.indent
    return all(line.look != each.look for each in path if each.indent == line.indent)


def _doubles(beside: Sequence[_Line]) -> Iterator[Text]:
    first: dict[str, _Line] = {}
    for line in beside:
        other = first.setdefault(plain_name(line.name), line)
        if other is not line:
            said = Text(
                th=f"ซ้ำกับบรรทัดที่ {other.number} ในที่เดียวกัน ให้ลบหรือใช้ชื่ออื่น",
                en=f"the same as line {other.number} in the same place: remove it or use another name",
            )
            yield _at(line, said)
        yield from _doubles(line.below)


def _at(line: _Line, said: Text) -> Text:
    name = shortened(line.name)
    return Text(th=f"บรรทัดที่ {line.number} “{name}”: {said.th}", en=f"line {line.number} “{name}”: {said.en}")


def _planned(line: _Line) -> Planned:
    return Planned(line.name, tuple(map(_planned, line.below)))

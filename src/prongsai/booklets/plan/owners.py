"""The units that a cell names, one by one; a person's name is never one of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from prongsai.language.thai_text import digits

# A title with a name behind it. Offices begin with the same letters: นายก, นายช่าง, นายทะเบียน.
_PERSON = re.compile(
    r"(?<![ก-๙])(?:นางสาว|น\.ส\.|ว่าที่\s?ร้อย|นาง(?!รอง|แล)|นาย(?!ก(?:\s|$|เทศ|องค์|อบ|รัฐ|เมือง|สภา|สมา|ฯ)|ช่าง|ทะเบียน|อำเภอ|แพทย์|ทหาร|"
    r"ตำรวจ|จ้าง|ตรวจ|ด่าน|สัตว|ท้าย|ท่า|หมวด|พราน|หน้า|ประกัน))\s?[ก-ฮเ-ไ]|"
    r"(?<=โดย)(?:นางสาว|นาย(?!ก(?:\s|$|เทศ|องค์|อบ|รัฐ|เมือง|สภา|สมา|ฯ)|ช่าง|ทะเบียน|อำเภอ|แพทย์)|นาง)\s?[ก-ฮเ-ไ]"
)
# Units that stand beside one another, and units that are a part of another one.
_HIGH = r"กอง(?!ทุน|กลาง)|สำนัก(?!งาน|/)|สำนักงานปลัด|หน่วยตรวจสอบภายใน"
_LOW = r"งาน|ฝ่าย|ส่วน(?!ราชการ|งาน|ที่|ใหญ่|รวม|ตน|บุคคล|ท้องถิ่น)|กลุ่มงาน|กลุ่ม"
_UNIT = re.compile(rf"(?P<high>{_HIGH})|(?P<low>{_LOW})")
# A unit's word begins a unit behind a blank; written on to what is before it, only where it can be nothing else.
_GLUED = re.compile(r"กอง|สำนัก|ฝ่าย|กลุ่มงาน")
# Letters before a unit's word that make another word of it: ทุกกอง, ผู้อำนวยการกองคลัง.
_WITHIN = re.compile(r"(?:ทุก|อำนวยการ|ผอ\.|หัวหน้า|(?<!สำนัก)(?<!สำนักงาน)ปลัด|และ|หรือ|/|ที่|แต่ละ|ระดับ|ใน|ของ)\s?$")
_SEPARATOR = re.compile(r"\s*[,،;]\s*|\s+(?=[-–•]\s*[ก-ฮเ-ไ])")
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}(?:\.\)|[.)])(?!\d)\s*")
_BULLET = re.compile(r"^[-–—•●▪*]\s*")
_AND = re.compile(rf"\s*และ\s?(?=(?:{_HIGH})[ก-ฮเ-ไ]|หน่วยตรวจสอบภายใน)")
_GOES_ON = re.compile(r"และ|หรือ|ร่วมกับ|[(ฯ]")
_AGENCY = re.compile(r"เทศบาล|องค์การบริหาร|อบ[ตจ]\.|โรงเรียน|มหาวิทยาลัย")
_ALL = re.compile(r"\s+(?=ทุก(?:ส่วน|กอง|สำนัก|หน่วย|ฝ่าย))")
# Words that a unit, or whoever else is responsible, begins with.
_STARTS = re.compile(
    rf"{_HIGH}|{_LOW}|ทุก|ปลัด|รอง|ผู้|หัวหน้า|คณะ|เจ้า|นัก|นิติกร|นาย|นาง|น\.ส\.|เลขา|ประธาน|ศูนย์|หน่วย|สำนัก|กอง|"
    r"โรงเรียน|สถาน|สภา|แผนก|ส่วน|เทศบาล|องค์การ|อบ[ตจ]\."
)
_ONLY_WORD = re.compile(r"(?:กอง|สำนัก|งาน|ฝ่าย|ส่วน|กลุ่มงาน|สำนักงาน)$")
_UNSURE = "\ufffe"
_TOGETHER = re.compile(r"\s*(?:โดย)?ร่วมกับ\s*")
_ROLE = re.compile(r"\s*\((?:หน่วยงาน)?(?:(?P<joint>ร่วม|สนับสนุน|หน่วยร่วม)|(?P<lead>หลัก))\)\s*$")
_NAMED_ROLE = re.compile(r"(?:หน่วยงาน|ผู้รับผิดชอบ)?(?:(?P<joint>ร่วม|สนับสนุน)|(?P<lead>หลัก))\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, and whether it leads or joins."""

    name: str
    role: Literal["lead", "joint"] = "lead"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a cell in order; ``persons`` and ``unclear`` are words of it that were left out."""

    units: tuple[Unit, ...] = ()
    persons: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def names_person(text: str) -> bool:
    """Whether a text clearly names a person, by their title."""
    return _PERSON.search(text) is not None


def without_names(text: str) -> str:
    """A text that names persons, cut off where the first of them is named."""
    found = _PERSON.search(text)
    return text if found is None else f"{text[: found.start()]}{text[found.start() : found.end() - 1].strip()}…"


def units_in(text: str, *, paged: bool = False) -> Units:
    """The units of a cell: line by line, by commas, numbers and bullets, and where one clearly ends.

    ``paged``: its lines end where its column does, so that they say nothing.
    """
    units: list[Unit] = []
    persons: list[str] = []
    unclear: list[str] = []
    for piece, role in _pieces(text, paged=paged):
        if names_person(piece):
            persons.append(piece)
            continue
        for at, side in enumerate(_TOGETHER.split(piece)):
            named = list(_each(side))
            if None in named:
                unclear.append(side.replace(_UNSURE, ""))
                continue
            for name in filter(None, named):
                unit = _unit(name, "joint" if at else role)
                if unit is not None and all(unit.name != other.name for other in units):
                    units.append(unit)
    return Units(tuple(units), tuple(persons), tuple(unclear))


def _pieces(text: str, *, paged: bool) -> Iterator[tuple[str, Literal["lead", "joint"]]]:
    role: Literal["lead", "joint"] = "lead"
    for line in _of_pages(text) if paged else _whole_lines(text):
        for part in _SEPARATOR.split(line):
            at = 0
            for found in [*_NUMBER.finditer(digits(part)), None]:
                words = part[at : found.start() if found else len(part)]
                at = found.end() if found else at
                for one in _AND.split(_BULLET.sub("", words.strip())):
                    named = _NAMED_ROLE.match(one)
                    if named is not None:
                        role = "joint" if named["joint"] else "lead"
                        one = one[named.end() :]
                    if one.strip(" -–"):
                        yield one.strip(" -–"), role


def _of_pages(text: str) -> list[str]:
    """The lines of a page's cell that begin with a number or a bullet, each with what follows it."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if not lines or _NUMBER.match(digits(line)) or _BULLET.match(line):
            lines.append(line)
        elif _UNIT.match(line) and not _UNIT.match(_BULLET.sub("", _NUMBER.sub("", lines[-1], count=1))):
            # An office, then a unit: apart, or the office of the unit.
            lines[-1] += f" {_UNSURE}{line}"
        else:
            lines[-1] += line
    return lines


def _whole_lines(text: str) -> list[str]:
    """The lines of a cell; one that begins in the middle of a name goes on with it."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        begins = _STARTS.match(_BULLET.sub("", _NUMBER.sub("", line, count=1)))
        if not lines or _NUMBER.match(digits(line)) or _BULLET.match(line):
            lines.append(line)
        elif _ONLY_WORD.match(lines[-1]):
            lines[-1] += line
        elif _GOES_ON.match(line) or (_AGENCY.match(lines[-1]) and line.startswith("ทุก")):
            lines[-1] += f" {line}"
        elif begins is None and _STARTS.match(_BULLET.sub("", lines[-1])):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def _unit(name: str, role: Literal["lead", "joint"]) -> Unit | None:
    found = _ROLE.search(name)
    if found is not None:
        role = "joint" if found["joint"] else "lead"
        name = name[: found.start()]
    name = name.strip()
    return Unit(name, role) if name else None


def _each(piece: str) -> Iterator[str | None]:
    # Behind a unit, "all" others begin another one; behind an agency, they are the agency's.
    parts = _ALL.split(piece) if _UNIT.match(piece) else [piece]
    for part in parts:
        yield from _apart(part)


def _apart(piece: str) -> Iterator[str | None]:
    """Units that stand in one line without anything between them; None where it cannot be told how many there are."""
    found = [each for each in _UNIT.finditer(piece) if _begins(piece, each)]
    places = [(each.start(), each.lastgroup == "high", each[0]) for each in found]
    if _UNSURE in piece or re.search("ฯ[ก-ฮเ-ไ]", piece):
        yield None
        return
    kinds = [high for _, high, _ in places]
    if len(places) < 2 or places[0][0] > 0:
        # Words before the first unit's word are an agency or somebody's office: the line is as it stands.
        yield None if places and places[0][0] > 0 and sum(kinds) > 1 else piece
        return
    if all(kinds) or (not any(kinds) and len({word for _, _, word in places}) == 1):
        cuts = [start for start, _, _ in places]
    elif not kinds[0]:
        # The smaller one comes first: each ends with the unit that it is a part of.
        if not kinds[-1] and sum(kinds):
            yield None
            return
        words = [word for _, high, word in places if not high]
        ends = [at for at, high in enumerate(kinds) if high]
        if not ends:
            yield piece
            return
        if len(ends) == 1 and len(set(words)) < len(words):
            yield None
            return
        if any(second == first + 1 for first, second in itertools.pairwise(ends)):
            yield None
            return
        cuts = [0, *(places[at + 1][0] for at in ends[:-1])]
    else:
        glued = any(start and piece[start - 1] not in " /(" for start, high, _ in places if not high)
        if sum(kinds) > 1 or glued:
            yield None
            return
        cuts = [0]
    for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
        yield piece[start:end].strip(" ,")


def _begins(piece: str, found: re.Match[str]) -> bool:
    before = piece[: found.start()]
    if _WITHIN.search(before):
        return False
    return not before or before[-1] in " (" or _GLUED.match(found[0]) is not None

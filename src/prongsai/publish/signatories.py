"""Who signs a paper that is made: names that stand in the made bytes only, and the lines under a signature."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from prongsai.language.text import Text
from prongsai.publish.report import Block, Cell, Report, Runs, Signature, Table, Words

Manner = Literal["own", "รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่"]
MANNERS: tuple[Manner, ...] = ("รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่")
LONGEST = 120  # letters of a name
MOST_TYPED = 2000  # letters that are searched for who acts for another
MOST_POSITION = 200  # letters of a position that is typed; one that a document has may be longer


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for a ``position``: by name, in the own right or in the stead of whoever holds it.

    ``own_position``: what an acting or delegated signatory is; never guessed. ``starts`` and ``ends``: the days on
    which the name counts, None without such a day.
    """

    position: str
    name: str
    manner: Manner = "own"
    own_position: str = ""
    starts: datetime.date | None = None
    ends: datetime.date | None = None

    def counts_on(self, day: datetime.date) -> bool:
        """Whether the name counts on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines below the signature: the name in brackets, then the position.

        Who acts for another has the own position and the manner before the position that is acted for."""
        name = f"({self.name})"
        if self.manner == "own":
            return (name, self.position)
        return (name, f"{self.own_position} {self.manner}".strip(), self.position)


def signatory_of(text: str) -> Signatory | Text:
    """A signatory as typed, else why it is not understood.

    ``ตำแหน่ง=ชื่อ``; who acts for another: ``ตำแหน่ง=ชื่อ (ตำแหน่งของตน รักษาราชการแทน)``. A position may hold the sign
    too: the last one, outside the brackets at the end, stands before the name."""
    acting = _ACTING.search(text) if len(text) <= MOST_TYPED else None
    told, bracket = (text[: acting.start()], text[acting.start() :]) if acting else (text, "")
    position, sign, name = (part.strip() for part in told.rpartition("="))
    if not sign or not position or not name:
        return Text(
            th=f"ไม่เข้าใจผู้ลงนาม “{text[:80]}” ให้พิมพ์ ตำแหน่ง=ชื่อ เช่น นายกเทศมนตรีตำบลตัวอย่าง=ชื่อ สกุล",
            en=f"cannot understand the signatory “{text[:80]}”; write POSITION=NAME",
        )
    return signatory_for(position, f"{name} {bracket}")


def signatory_for(position: str, typed: str) -> Signatory | Text:
    """Who signs for a ``position`` of a document, whatever it is called; ``typed`` as behind the sign of
    ``signatory_of``. Else why it is not understood."""
    typed = typed.strip()
    acting = _ACTING.search(typed) if len(typed) <= MOST_TYPED else None
    name = (typed[: acting.start()] if acting else typed).strip()
    own, manner = (acting["own"].strip(), acting["manner"]) if acting else ("", "")
    if len(name) > LONGEST:
        return Text(
            th=f"ชื่อผู้ลงนามของ “{position[:80]}” ยาว {len(name):,} ตัวอักษร รับได้ไม่เกิน {LONGEST} ตัวอักษร ให้พิมพ์เฉพาะชื่อและสกุล",
            en=f"the name for “{position[:80]}” has more than {LONGEST} letters ({len(name):,}); write the name alone",
        )
    if not name or set("()") & set(name) or not _paired(own):
        return Text(
            th=f"ไม่เข้าใจวงเล็บใน “{typed[:80]}” ให้พิมพ์ ชื่อ (ตำแหน่งของตน {' หรือ '.join(MANNERS)})",
            en=f"cannot understand the brackets in “{typed[:80]}”; write NAME (OWN POSITION {' | '.join(MANNERS)})",
        )
    if acting and not own:
        return Text(
            th=f"ผู้ที่{manner}ต้องระบุตำแหน่งของตนไว้หน้าคำว่า {manner}",
            en=f"write the own position of who signs before {manner}",
        )
    if len(own) > MOST_POSITION:
        return Text(
            th=f"ตำแหน่งของผู้ลงนามแทนยาว {len(own)} ตัวอักษร รับได้ไม่เกิน {MOST_POSITION} ตัวอักษร",
            en=f"the own position of who signs has more than {MOST_POSITION} letters ({len(own)})",
        )
    if acting is None:
        return Signatory(position, name)
    return Signatory(position, name, next(each for each in MANNERS if each == manner), own)


_ACTING = re.compile(rf"\((?P<own>.*?)(?P<manner>{'|'.join(MANNERS)})\s*\)\s*$")


def _paired(text: str) -> bool:
    """Whether every bracket is opened before it is closed."""
    depth = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0


def typed_of(one: Signatory) -> str:
    """A signatory as one types it for its position: what ``signatory_for`` reads."""
    return one.name if one.manner == "own" else f"{one.name} ({one.own_position} {one.manner})"


def with_names(report: Report, signatories: Iterable[Signatory]) -> Report:
    """The report with the names in the dots of the positions that they are for; others keep their dots."""
    by_position = {plain_position(one.position): one for one in signatories}
    if not by_position:
        return report
    return replace(report, blocks=tuple(_named(block, by_position) for block in report.blocks))


def unused(report: Report, signatories: Iterable[Signatory]) -> tuple[Signatory, ...]:
    """The signatories for whose position a report has no dots."""
    return tuple(one for one in signatories if with_names(report, [one]).blocks == report.blocks)


def places_in(report: Report) -> tuple[str, ...]:
    """The positions of a report for which a name can be given, in order, each once: below dots, and beside the cells
    that are kept for names."""
    found: dict[str, None] = {}
    for block in report.blocks:
        if isinstance(block, Signature):
            found |= dict.fromkeys(open_positions(block.lines))
        elif isinstance(block, Table):
            found |= dict.fromkeys(position for row in block.rows for position in _kept_for(row))
            found |= dict.fromkeys(open_positions(block.foot))
    return tuple(found)


def _kept_for(row: Sequence[Cell]) -> Iterator[str]:
    for cell, after in itertools.pairwise(row):
        position = _words(after).strip()
        if _is_kept(cell) and position.strip(" ."):
            yield position


def _is_kept(cell: Cell) -> bool:
    return any(isinstance(run, Words) and run.blank == "name" for line in cell.lines for run in line)


def _words(cell: Cell) -> str:
    return "".join(run.text for line in cell.lines for run in line if isinstance(run, Words))


def plain_position(position: str) -> str:
    """A position without its spaces, by which a name finds its place."""
    return "".join(position.split())


def _named(block: Block, by_position: dict[str, Signatory]) -> Block:
    if isinstance(block, Signature):
        return replace(block, lines=_signed(block.lines, by_position))
    if isinstance(block, Table):
        rows = tuple(_filled(row, by_position) for row in block.rows)
        return replace(block, rows=rows, foot=_signed(block.foot, by_position))
    return block


def _signed(lines: tuple[str, ...], by_position: dict[str, Signatory]) -> tuple[str, ...]:
    """Lines with the name instead of the dots in brackets, where the line below is a position with a name."""
    for at, (dots, position) in enumerate(itertools.pairwise(lines)):
        found = by_position.get(plain_position(position))
        if found is not None and _is_dots(dots):
            return (*lines[:at], *found.lines, *lines[at + 2 :])
    return lines


def open_positions(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The positions below dots in brackets, for which a name can be given."""
    return tuple(
        position
        for dots, position in itertools.pairwise(lines)
        if _is_dots(dots) and position.replace("ตำแหน่ง", "").strip(" .")
    )


def _is_dots(line: str) -> bool:
    return line.startswith("(") and set(line) <= set("(.)")


def _filled(row: Sequence[Cell], by_position: dict[str, Signatory]) -> tuple[Cell, ...]:
    """A row with the name in a cell that is kept for it, before the cell with the position."""
    out = list(row)
    for at, (cell, after) in enumerate(itertools.pairwise(row)):
        found = by_position.get(plain_position(_words(after))) if _is_kept(cell) else None
        if found is not None:
            line: Runs = (Words(found.name),)
            out[at] = replace(cell, lines=(line,))
            if found.manner != "own":
                stead: tuple[Runs, ...] = tuple((Words(text),) for text in found.lines[1:])
                out[at + 1] = replace(after, lines=stead)
    return tuple(out)

"""Who signs a paper that is made: names that stand in the made bytes only, and the lines under a signature."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from prongsai.language.text import Text
from prongsai.publish.report import Block, Cell, Report, Runs, Signature, Table, Words

Manner = Literal["own", "รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่"]
MANNERS: tuple[Manner, ...] = ("รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่")
LONGEST = 120  # letters of a name or a position


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

    ``ตำแหน่ง=ชื่อ``; who acts for another: ``ตำแหน่ง=ชื่อ (ตำแหน่งของตน รักษาราชการแทน)``."""
    position, sign, rest = (part.strip() for part in text.partition("="))
    acting = _ACTING.fullmatch(rest)
    name = (acting["name"] if acting else rest).strip()
    if not sign or not position or not name:
        return Text(
            th=f"ไม่เข้าใจผู้ลงนาม “{text[:80]}” ให้พิมพ์ ตำแหน่ง=ชื่อ เช่น นายกเทศมนตรีตำบลตัวอย่าง=ชื่อ สกุล",
            en=f"cannot understand the signatory “{text[:80]}”; write POSITION=NAME",
        )
    if "(" in name or ")" in name:
        return Text(
            th=f"ไม่เข้าใจวงเล็บใน “{rest[:80]}” ให้พิมพ์ ชื่อ (ตำแหน่งของตน {' หรือ '.join(MANNERS)})",
            en=f"cannot understand the brackets in “{rest[:80]}”; write NAME (OWN POSITION {' | '.join(MANNERS)})",
        )
    if acting and not acting["own"].strip():
        return Text(
            th=f"ผู้ที่{acting['manner']}ต้องระบุตำแหน่งของตนไว้หน้าคำว่า {acting['manner']}",
            en=f"write the own position of who signs before {acting['manner']}",
        )
    if max(map(len, (position, name, acting["own"] if acting else ""))) > LONGEST:
        return Text(th=f"ชื่อหรือตำแหน่งยาวเกิน {LONGEST} ตัวอักษร", en=f"a name or position has more than {LONGEST} letters")
    if acting is None:
        return Signatory(position, name)
    manner = next(manner for manner in MANNERS if manner == acting["manner"])
    return Signatory(position, name, manner, acting["own"].strip())


_ACTING = re.compile(rf"(?P<name>[^()]*)\((?P<own>[^()]*?)(?P<manner>{'|'.join(MANNERS)})\s*\)")


def with_names(report: Report, signatories: Iterable[Signatory]) -> Report:
    """The report with the names in the dots of the positions that they are for; others keep their dots."""
    by_position = {_plain(one.position): one for one in signatories}
    if not by_position:
        return report
    return replace(report, blocks=tuple(_named(block, by_position) for block in report.blocks))


def unused(report: Report, signatories: Iterable[Signatory]) -> tuple[Signatory, ...]:
    """The signatories for whose position a report has no dots."""
    return tuple(one for one in signatories if with_names(report, [one]).blocks == report.blocks)


def _plain(position: str) -> str:
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
        found = by_position.get(_plain(position))
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
        kept = any(isinstance(run, Words) and run.blank == "name" for line in cell.lines for run in line)
        position = "".join(run.text for line in after.lines for run in line if isinstance(run, Words))
        found = by_position.get(_plain(position)) if kept else None
        if found is not None:
            line: Runs = (Words(found.name),)
            out[at] = replace(cell, lines=(line,))
            if found.manner != "own":
                stead: tuple[Runs, ...] = tuple((Words(text),) for text in found.lines[1:])
                out[at + 1] = replace(after, lines=stead)
    return tuple(out)

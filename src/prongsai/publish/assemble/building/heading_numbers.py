"""Numbers of headings, put before the words when a document is composed: every format shows the same (decision 40)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from prongsai.language.digits import TO_ARABIC
from prongsai.publish.plain_report import headings_of, sound_levels
from prongsai.publish.report import Block, Box, Heading, Words

# The kinds whose headings may be numbered.
NUMBERED = ("book", "analysis", "results", "measures")
_DEEPEST = 3

# 3.1.2 has the parts 3, 1 and 2.
Number = tuple[int, ...]
_Node = tuple[Heading, int]

_DIVISION = r"(?:บทที่|ส่วนที่|ตอนที่|ภาคที่|หมวดที่|หมวด|หัวข้อที่|ข้อที่|ข้อ|(?:Chapter|Part|Section)\b)"
# A division of a text with its number; 1. 1) (1) 3.1 3.1.2. A number alone is none: “10 ตัวชี้วัดแรก”, nor is a score.
_OWN = re.compile(
    rf"{_DIVISION} ?(?P<division>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*)(?![0-9])"
    r"|\((?P<bracketed>[0-9]{1,2})\)"
    r"|(?P<parts>[0-9]{1,2}(?:\.[0-9]{1,2})+)(?![0-9])(?! *(?:คะแนน|%|ล้าน))"
    r"|(?P<single>[0-9]{1,2})[.)](?![0-9])"
)
# ก. (ก) ข) A. II. and an annex: marks that no other number goes on from. พ.ศ. is none.
_LETTERED = re.compile(r"\(?(?:[ก-ฮ]|[A-Z]|[IVX]{2,4}|[ivx]{1,4})(?:\)|\.(?=\s))|ภาคผนวก|Annex\b|Appendix\b")


def numbered(blocks: Sequence[Block], without: Collection[int] = ()) -> tuple[Block, ...]:
    """Blocks whose headings down to the third level begin with ``1.``, ``1.1`` or ``1.1.1``; digits are the report's.

    ``without``: the identities (``id``) of headings that are not counted, as those of a preface. A heading that has a
    number of its own keeps it, and the count goes on from there; headings whose numbers would be those that a later
    one beside them has of its own get none, nor do those below a heading without a number. A heading alone gets none.
    """
    levels = zip(headings_of(blocks), sound_levels(blocks), strict=True)
    nodes = [node for node in levels if id(node[0]) not in without and _said(node[0]).strip()]
    if len(nodes) < 2:
        return tuple(blocks)
    return tuple(_put(blocks, dict(_counted(nodes, 1, ()))))


def own_number(text: str) -> Number | None:
    """The number that a heading has of its own; empty for a letter, None where there is none."""
    text = text.translate(TO_ARABIC).strip()
    found = _OWN.match(text)
    if found is not None:
        return tuple(int(part) for part in next(filter(None, found.groups())).split("."))
    return () if _LETTERED.match(text) is not None else None


def _counted(nodes: Sequence[_Node], level: int, above: Number | None) -> Iterator[tuple[int, Number]]:
    """The numbers to be put before headings, by their identities; ``above``: of the heading over them."""
    beside = [at for at, (_, its_level) in enumerate(nodes) if its_level <= level]
    if not beside:
        if nodes:
            yield from _counted(nodes, level + 1, None)
        return
    yield from _counted(nodes[: beside[0]], level + 1, None)
    owned = [_below(above, own_number(_said(nodes[at][0]))) for at in beside]
    ends = [*beside[1:], len(nodes)]
    for at, end, own, number in zip(beside, ends, owned, _beside(owned, above), strict=True):
        shown = number is not None and level <= _DEEPEST and len(number) <= _DEEPEST
        if own is None and shown and number is not None:
            yield id(nodes[at][0]), number
        goes_on = number if own or (own is None and shown) else None
        yield from _counted(nodes[at + 1 : end], level + 1, goes_on)


def _below(above: Number | None, own: Number | None) -> Number | None:
    """A single number of a heading's own, as บทที่ 2 or 2., with that of the heading over it."""
    return (*above, *own) if above and own is not None and len(own) == 1 else own


def _beside(owned: Sequence[Number | None], above: Number | None) -> list[Number | None]:
    """The numbers of headings that stand side by side; a lettered one counts."""
    taken = {own for own in owned if own}
    numbers: list[Number | None] = []
    last = None if above is None else (*above, 0)
    at = 0
    while at < len(owned):
        own = owned[at]
        if own:
            numbers.append(own)
            last, at = own, at + 1
            continue
        end = next((later for later in range(at, len(owned)) if owned[later]), len(owned))
        run = [None if last is None else (*last[:-1], last[-1] + more) for more in range(1, end - at + 1)]
        if taken.intersection(run):
            run = [None] * len(run)
        elif run[-1] is not None:
            last = run[-1]
        numbers += run
        at = end
    return numbers


def _put(blocks: Iterable[Block], numbers: dict[int, Number]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Box):
            yield dataclasses.replace(block, blocks=tuple(_put(block.blocks, numbers)))
        elif isinstance(block, Heading) and id(block) in numbers:
            number = ".".join(str(part) for part in numbers[id(block)])
            dot = "" if "." in number else "."
            yield dataclasses.replace(block, runs=(Words(f"{number}{dot} "), *block.runs))
        else:
            yield block


def _said(heading: Heading) -> str:
    """What a heading begins with, a figure as a sign that is no number."""
    return "".join(run.text if isinstance(run, Words) else " …" for run in heading.runs)

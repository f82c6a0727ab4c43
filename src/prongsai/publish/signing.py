"""Who signs beside whom, and what goes with a signature to a later page, alike in every format."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from prongsai.language.measure import width
from prongsai.publish.report import Block, Paragraph, Signature

# Dots to write a name on, and others behind a word. A letter is about as wide as two of them.
_DOTS, _ENDS_IN_DOTS = re.compile(r"\(\.{10,}\)"), re.compile(r"(?P<words>.*[^.])(?P<dots>\.{10,})")
# What stands before a choice; in em, how much is left free beside a column, and how wide a dot is.
_TICK, _BETWEEN, _DOT = "☐ ", 0.5, 0.26


def beside(blocks: Sequence[Block], *, close: bool = False) -> frozenset[int]:
    """The places of signatures that the next one stands beside: of those in a row who choose, the last two and so on
    upwards, so that a secretary and the head of an agency sign side by side.

    ``close``: whoever drew the paper up, and signs above two of them, stands in their row."""
    first: set[int] = set()
    at = len(blocks)
    while at > 1:
        left, right = blocks[at - 2], blocks[at - 1]
        if _chooses(left) and _chooses(right):
            first.add(at - 2)
            at -= 2
        else:
            at -= 1
    if close:
        drawn_up = (at - 1 for at in first if at and at - 2 not in first)
        first |= {at for at in drawn_up if isinstance(blocks[at], Signature) and not _chooses(blocks[at])}
    return frozenset(first)


def rows_of(pairs: frozenset[int]) -> list[range]:
    """The places of those who sign in one row, row by row, of what ``beside`` found."""
    starts = [at for at in sorted(pairs) if at - 1 not in pairs]
    return [range(start, next(at for at in range(start, start + 4) if at not in pairs) + 1) for start in starts]


def closely(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks for a row of three: dots to write on behind a word reach no further than those for the name."""
    made = list(blocks)
    for row in rows_of(beside(blocks, close=True)):
        for at in row:
            block = made[at]
            if len(row) > 2 and isinstance(block, Signature):
                longest = max((len(line) for line in block.lines if _DOTS.match(line)), default=0)
                lines = tuple(_shortened(line, longest) for line in block.lines)
                choices = tuple(choice[: longest - 6] if set(choice) == {"."} else choice for choice in block.choices)
                made[at] = dataclasses.replace(block, lines=lines, choices=choices)
    return tuple(made)


def _shortened(line: str, longest: int) -> str:
    """A line that ends in dots with fewer of them, so that it has at most ``longest`` signs; some always remain."""
    found = _ENDS_IN_DOTS.fullmatch(line)
    if found is None or not longest:
        return line
    return found["words"] + "." * min(len(found["dots"]), max(longest - 2 * len(found["words"]), 10))


def shares_of(row: Sequence[Signature]) -> tuple[float, ...]:
    """The share of the line that each of those who sign side by side takes: half, and of three as their words ask."""
    if len(row) < 3:
        return (1.0,) * len(row)
    return tuple(
        max(
            [_wide(f"{_TICK}{choice}") for choice in signs.choices]
            + [_wide(line) for line in (*signs.lines, signs.above)]
        )
        + _BETWEEN
        for signs in row
    )


def _wide(line: str) -> float:
    return width(line.replace(".", ""), 1.0) + _DOT * line.count(".")


def _chooses(block: Block) -> bool:
    return isinstance(block, Signature) and bool(block.choices)


def going_with_signatures(blocks: Sequence[Block], lines: int) -> frozenset[int]:
    """The places of what does not part from the block after it: of several who sign in a row all but the last, and so
    many paragraphs above them that ``lines`` lines at least stand on their page."""
    kept: set[int] = set()
    for at, block in enumerate(blocks):
        if not isinstance(block, Signature):
            continue
        if at and isinstance(blocks[at - 1], Signature):
            kept.add(at - 1)
            continue
        text = 0
        for above in range(at - 1, -1, -1):
            over = blocks[above]
            if text == lines or not isinstance(over, Paragraph):
                break
            kept.add(above)
            # The date in the middle of the page belongs to the signature: it is no line of the text.
            text += over.align != "center"
    return frozenset(kept)

"""Which paragraphs of an official paper begin a part of it, and stand off from what is above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.publish.report import Block, LineBreak, Paragraph, Runs, Signature, Words

_NUMBERED = re.compile(r"\(?[0-9๐-๙]{1,2}[.)](?:[0-9๐-๙]|\s)")


def heads_part(block: Block) -> bool:
    """Whether a block is the head of a part: a line in bold at the left margin."""
    if not isinstance(block, Paragraph) or block.style != "body" or block.align != "start" or block.indent:
        return False
    return bool(block.runs) and all(isinstance(run, LineBreak) or run.bold for run in block.runs)


def within_parts(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of indented paragraphs that go on in a part: below its head, and numbered points of a list.

    The last one before who signs is the close, a part of its own; without a head every paragraph is a part.
    """
    within: set[int] = set()
    headed = False
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            headed = False
        elif heads_part(block):
            headed = True
        elif block.style == "body" and block.indent:
            closes = not _goes_on(blocks[at + 1 :])
            if _NUMBERED.match(_text(block.runs)) or (headed and not closes):
                within.add(at)
    return frozenset(within)


def _goes_on(after: Sequence[Block]) -> bool:
    """Whether another paragraph of the text stands before whoever signs next."""
    for block in after:
        if isinstance(block, Signature):
            return False
        if isinstance(block, Paragraph) and block.style == "body" and block.align == "start":
            return True
    return True


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs if isinstance(run, Words)).lstrip()

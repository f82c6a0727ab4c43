"""Who signs beside whom, and what goes with a signature to a later page, alike in every format."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.publish.report import Block, Paragraph, Signature


def beside(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of signatures that the next one stands beside: of those in a row who choose, the last two and so on
    upwards, so that a secretary and the head of an agency sign side by side."""
    first: set[int] = set()
    at = len(blocks)
    while at > 1:
        left, right = blocks[at - 2], blocks[at - 1]
        if _chooses(left) and _chooses(right):
            first.add(at - 2)
            at -= 2
        else:
            at -= 1
    return frozenset(first)


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

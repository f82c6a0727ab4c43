"""Which pages of a booklet stand before its text: they are numbered by letters, and the text begins with one."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.publish.report import Block, Contents, Cover, PageBreak


def front_of(blocks: Sequence[Block]) -> int:
    """How many blocks, cover included, stand before the text: up to the contents, else up to where the preface ends.

    A document without a cover has no such pages.
    """
    if not any(isinstance(block, Cover) for block in blocks):
        return 0
    contents = [at for at, block in enumerate(blocks) if isinstance(block, Contents)]
    if contents:
        return contents[-1] + 1
    cover = next(at for at, block in enumerate(blocks) if isinstance(block, Cover))
    breaks = (at for at, block in enumerate(blocks) if at > cover and isinstance(block, PageBreak))
    return next(breaks, cover) + 1

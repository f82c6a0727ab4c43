"""Which blocks stand on pages that are turned sideways for a wide table, and which upright, alike in every format."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.publish.report import Block, Heading, PageBreak, Paragraph, Signature, Table

Sheet = tuple[bool, list[Block]]  # whether it is turned, and what stands on it


def sheets(blocks: Iterable[Block]) -> list[Sheet]:
    """Blocks by sheet, in order. A sheet begins a page, so a page break at its edge is not one of its blocks.

    A heading goes with the wide table after it; a note, and who signs it, with the one before it.
    """
    made: list[Sheet] = []
    parted = False  # by a page break after a wide table: what comes next does not go with it
    for block in blocks:
        turned = bool(made) and made[-1][0]
        if isinstance(block, PageBreak) and (turned or not made or not made[-1][1]):
            parted = True
        elif isinstance(block, Table) and block.wide:
            ahead = _headings_at_end(made[-1]) if made else []
            _close(made)
            if parted or not made or not made[-1][0]:
                made.append((True, []))
            made[-1][1].extend([*ahead, block])
            parted = False
        elif turned and (parted or not _goes_with_table(block)):
            made.append((False, [block]))
        elif made:
            made[-1][1].append(block)
            parted = parted and isinstance(block, Heading)
        else:
            made.append((False, [block]))
    _close(made)
    return made


def _headings_at_end(sheet: Sheet) -> list[Block]:
    turned, blocks = sheet
    moved: list[Block] = []
    while not turned and blocks and isinstance(blocks[-1], Heading):
        moved.insert(0, blocks.pop())
    return moved


def _close(made: list[Sheet]) -> None:
    """Takes the page breaks from the end of the last sheet, and the sheet where nothing else is on it."""
    while made and made[-1][1] and isinstance(made[-1][1][-1], PageBreak):
        made[-1][1].pop()
    if made and not made[-1][1]:
        made.pop()


def _goes_with_table(block: Block) -> bool:
    """Whether a block after a wide table stays on its page: a note, and who signs."""
    return isinstance(block, Signature) or (isinstance(block, Paragraph) and block.style in ("small", "note"))

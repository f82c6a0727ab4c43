"""Checks of a round file's document texts and memo."""

from __future__ import annotations

import re

from prongsai.collect.checks.checking import Checking
from prongsai.collect.papers import Document, Memo

# Items of the edition that an order is for, which may be a later one than the file's own.
_DISCLOSED = re.compile(r"o[1-9][0-9]?")


def checked_document(checking: Checking, document: Document) -> Document:
    """``document``; what is given to a unit and can be no disclosure item is noted in ``checking``."""
    for number, given in enumerate(document.assigned):
        for at, item in enumerate(given.items):
            if not _DISCLOSED.fullmatch(item):
                checking.wrong(
                    ("document", "assigned", number, "items", at),
                    f"พบ “{item[:60]}” แต่ต้องเป็นรหัสข้อ OIT เช่น o1",
                    f"found “{item[:60]}”, expected a disclosure item, as o1",
                )
    return document


def checked_memo(checking: Checking, memo: Memo) -> Memo:
    """``memo``; a choice that is ticked but was not offered is noted in ``checking``."""
    for number, link in enumerate(memo.chain):
        if link.chosen is not None and link.choices and link.chosen not in link.choices:
            listed = ", ".join(link.choices)
            checking.wrong(
                ("memo", "chain", number, "chosen"),
                f"พบ “{link.chosen[:60]}” แต่ตัวเลือกที่มีคือ {listed}",
                f"found “{link.chosen[:60]}”, expected one of the choices: {listed}",
            )
    return memo

"""Checks of a round file's document texts and memo."""

from __future__ import annotations

from prongsai.collect.checks.checking import Checking
from prongsai.collect.papers import Memo


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

"""Checks of a round file's document particulars and memo."""

from __future__ import annotations

import dataclasses
import re

from prongsai.collect.checks.checking import Checking
from prongsai.collect.papers import Document, Memo
from prongsai.criteria.figure_id import figure_ids, item_id
from prongsai.criteria.names import rules_name
from prongsai.files.mistakes import quoted_value
from prongsai.files.spelling import Place

ALL = "all"
# The usual words about the power that orders rest on, which are no figure.
LEGAL_BASIS = "legal_basis"
# Items of the edition that an order is for, which may be a later one than the file's own.
_DISCLOSED = re.compile(r"o[1-9][0-9]?")


def checked_document(checking: Checking, document: Document) -> Document:
    """``document`` with the ids of taken advice as the edition has them; a decision without a reason, and advice on
    what the edition does not have, are noted in ``checking``, as is what is given to a unit and can be no OIT item."""
    for number, decided in enumerate(document.decided):
        for key in ("what", "why"):
            if not getattr(decided, key).strip():
                checking.wrong(
                    ("document", "decided", number, key),
                    "ว่างอยู่ ให้ระบุเรื่องที่ตัดสินใจ และเหตุผลของหน่วยงาน",
                    "it is empty; say what was decided, and the agency's reason",
                )
    for number, given in enumerate(document.assigned):
        for at, item in enumerate(given.items):
            if not _DISCLOSED.fullmatch(item):
                checking.wrong(
                    ("document", "assigned", number, "items", at),
                    f"พบ “{item[:60]}” แต่ต้องเป็นรหัสข้อ OIT เช่น o1",
                    f"found “{item[:60]}”, expected a disclosure item, as o1",
                )
    taken = tuple(
        _taken(checking, ("document", "taken", number), figure) for number, figure in enumerate(document.taken)
    )
    return document if taken == document.taken else dataclasses.replace(document, taken=taken)


def _taken(checking: Checking, place: Place, given: str) -> str:
    if given in (ALL, LEGAL_BASIS) or given in figure_ids(checking.criteria):
        return given
    found = item_id(checking.criteria, given)
    if found is None or found not in checking.criteria.items:
        shown = quoted_value(given)
        checking.wrong(
            place,
            f"ไม่มีข้อ {shown.th} ใน{rules_name(checking.criteria).th} ให้ระบุรหัสข้อ เช่น o9 หรือ e2 หรือ all = ทุกข้อ",
            f"{checking.criteria.id} has no item {shown.en}; name an item, as o9 or e2, or all",
        )
        return given
    return found


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

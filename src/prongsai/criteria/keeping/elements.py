"""Checks the ids of the elements that disclosure items must show: given once, kept for ever, never given again."""

from __future__ import annotations

import re

from prongsai.criteria.reading.nodes import EditionFiles, Node
from prongsai.language.text import Text

_ID = re.compile(r"(?P<item>[^.\s]+)\.(?P<number>[1-9][0-9]{0,3})")


def check_element_ids(book: EditionFiles) -> None:
    """Notes every element without an id, and every id that is no id of its item, stands twice or was retired.

    People's own notes and evidence lean on an element by its id. So an element that goes leaves its id in ``retired``,
    and the numbers of an item have no gap but that: an id can be seen to have gone, and cannot come back as another.
    """
    top = book.top("disclosure.yaml")
    retired = _retired(top)
    used: dict[str, Text] = {}  # id → where it stands
    for item, node in top.each("items"):
        for place, row in enumerate(node.rows("elements"), start=1):
            here = Text(th=f"{item} ลำดับที่ {place}", en=f"{item}, no. {place}")
            _element(row, item, here, used, retired)
    _gaps(top, {*used, *retired})


def _retired(top: Node) -> frozenset[str]:
    known: set[str] = set()
    for name in top.strings("retired"):
        if not _ID.fullmatch(name):
            top.wrong(
                f"“{name}” ไม่ใช่รหัสองค์ประกอบ ต้องเป็นรหัสข้อ จุด และลำดับ เช่น o12.3",
                f"“{name}” is no id of an element; expected the item, a point and a number, as o12.3",
                "retired",
            )
        elif name in known:
            top.wrong(f"รหัส “{name}” ซ้ำ", f"the id “{name}” stands twice", "retired")
        known.add(name)
    return frozenset(known)


def _element(row: Node, item: str, here: Text, used: dict[str, Text], retired: frozenset[str]) -> None:
    name = row.maybe("id")
    if name is None:
        row.wrong(
            f"ไม่มีรหัสขององค์ประกอบ (id) ให้ใส่ {item}. ตามด้วยลำดับที่ยังไม่เคยใช้",
            f"the element has no id; give it {item}. and a number that was never used",
        )
        return
    told = _ID.fullmatch(name)
    if told is None or told["item"] != item:
        row.wrong(
            f"รหัส “{name}” ไม่ใช่รหัสขององค์ประกอบในข้อ {item} ต้องเป็น {item}. ตามด้วยลำดับ เช่น {item}.1",
            f"“{name}” is no id of an element of {item}; expected {item}. and a number, as {item}.1",
            "id",
        )
    elif name in used:
        row.wrong(
            f"รหัส “{name}” ซ้ำกับองค์ประกอบของ {used[name].th}",
            f"the id “{name}” is already that of an element of {used[name].en}",
            "id",
        )
    elif name in retired:
        row.wrong(
            f"รหัส “{name}” เป็นขององค์ประกอบที่เลิกใช้แล้ว (retired) นำกลับมาใช้ไม่ได้ ให้ใช้ลำดับใหม่",
            f"the id “{name}” is that of an element that is gone (retired) and may not come again; use a new number",
            "id",
        )
    used.setdefault(name, here)


def _gaps(top: Node, known: set[str]) -> None:
    numbers: dict[str, set[int]] = {}
    for name in known:
        told = _ID.fullmatch(name)
        if told is not None:
            numbers.setdefault(told["item"], set()).add(int(told["number"]))
    for item, given in sorted(numbers.items()):
        for number in sorted(set(range(1, max(given) + 1)) - given)[:20]:
            top.under("items").wrong(
                f"ไม่มี “{item}.{number}” ถ้าองค์ประกอบนี้เลิกใช้แล้วให้ใส่รหัสใน retired",
                f"there is no “{item}.{number}”; where the element is gone its id stands in retired",
                item,
            )

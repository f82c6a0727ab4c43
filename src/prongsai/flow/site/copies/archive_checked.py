"""A backup looked at whole before anything of it is put anywhere: its sums, its tables, and the form of every row."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from prongsai.files.problems import Refused
from prongsai.flow.site.copies.archive import Archive, contents, lines, refused
from prongsai.outside.child import Spent, call
from prongsai.outside.values import shown

# Besides this, five seconds for each megabyte of the file.
SECONDS, MEGABYTES = 120.0, 350
# Bytes of a row outside its texts, and marks around texts: a scorecard of a year has some hundred thousand of either.
STRUCTURE, MARKS = 4_000_000, 2_000_000
# Tables whose rows name a role.
WITH_ROLES = ("records.grant", "records.invitation")


def looked_at(path: Path, tables: Collection[str], roles: Collection[str]) -> Archive:
    """What is in a backup, read in a process of its own. ``Refused`` where anything of it is not right.

    ``tables``: those that it may hold; ``roles``: those that its grants may name.
    """
    size = path.stat().st_size if path.is_file() else 0
    try:
        return call(_looked_at, SECONDS + size / 200_000, MEGABYTES, path, sorted(tables), sorted(roles))
    except Spent as spent:
        if spent.why != "memory":
            raise refused(
                path,
                "อ่านไฟล์สำรองไม่จบ ไม่มีอะไรเปลี่ยน ให้ลองอีกครั้งเมื่อเครื่องว่าง หรือใช้ไฟล์สำรองฉบับอื่น",
                "the backup could not be read to its end; nothing was changed: try again when the machine has less to "
                "do, or use another backup",
            ) from spent
        raise refused(
            path,
            "ไฟล์สำรองมีแถวที่ใหญ่เกินกว่าที่โปรแกรมนี้บันทึก ไม่มีอะไรเปลี่ยน ให้ใช้ไฟล์สำรองฉบับอื่น",
            "the backup has a row that is larger than any that this program writes; nothing was changed: use another "
            "one",
        ) from spent


def _looked_at(path: Path, tables: list[str], roles: list[str]) -> Archive:
    archive = contents(path)
    for name in archive.counts:
        if name not in tables:
            raise refused(path, f"ไม่รู้จักตาราง {name}", f"unknown table {name}; was it made by a newer version?")
        last: Any = None
        for line_number, line in enumerate(lines(path, name), 1):
            if is_rich(line):
                raise _too_rich(path, line_number, name)
            row = _row(line)
            if row is None or row["model"] != name:
                raise refused(
                    path,
                    f"แถวที่ {line_number} ของ {name} ผิดรูปแบบ",
                    f"row {line_number} of {name} has not the form of one",
                )
            if isinstance(last, int) and isinstance(row["pk"], int) and row["pk"] <= last:
                # They are written in the order of their numbers.
                raise refused(
                    path, f"แถวที่ {line_number} ของ {name} ผิดลำดับ", f"row {line_number} of {name} is out of its order"
                )
            if any(map(_is_rich_inside, row["fields"].values())):
                raise _too_rich(path, line_number, name)
            last = row["pk"]
            role = row["fields"].get("role")
            if name in WITH_ROLES and role not in roles:
                said = shown(role)
                raise refused(path, f"{name} มีบทบาท {said} ที่ไม่รู้จัก", f"{name} names the unknown role {said}")
    return archive


def _too_rich(path: Path, number: int, name: str) -> Refused:
    return refused(
        path,
        f"แถวที่ {number} ของ {name} มีค่าย่อยมากเกินกว่าที่โปรแกรมนี้บันทึก",
        f"row {number} of {name} has more values in it than any that this program writes",
    )


def is_rich(line: bytes) -> bool:
    """Whether JSON would become many times as large when it is read: most of it is no text, or very many short ones."""
    if len(line) <= STRUCTURE:
        return False
    plain = line.replace(b"\\\\", b"").replace(b'\\"', b"")
    return plain.count(b'"') > MARKS or sum(map(len, plain.split(b'"')[::2])) > STRUCTURE


def _is_rich_inside(value: object) -> bool:
    """The same of a text that holds JSON itself, as scorecards and round files are kept."""
    return isinstance(value, str) and len(value) > STRUCTURE and value.lstrip()[:1] in "[{" and is_rich(value.encode())


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    right = isinstance(row, dict) and row.keys() == {"model", "pk", "fields"} and isinstance(row["fields"], dict)
    return row if right and isinstance(row["pk"], int | str) else None

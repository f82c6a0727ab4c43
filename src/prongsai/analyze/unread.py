"""What an agency's file still holds of a text that nobody could read: "[…]", "[อ่านไม่ออก]"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prongsai.analyze.claims import Contradiction
from prongsai.language.text import Text

UNREAD = re.compile(r"\[\s*(?:…|\.(?:\s*\.)+)\s*\]|อ่าน\s*ไม่\s*ออก(?!\s*เขียน)")
_AROUND = 30  # letters beside what was found that are enough to find its place


def around(line: str, start: int, end: int) -> str:
    """A piece of a line with the words beside it."""
    first, last = max(0, start - _AROUND), min(len(line), end + _AROUND)
    return f"{'…' if first else ''}{line[first:last].strip()}{'…' if last < len(line) else ''}"


def unread(texts: Iterable[tuple[str, str]]) -> Iterator[Contradiction]:
    """Every place in ``texts`` (where it stands, what it says) that could not be read when it was written down."""
    for where, text in texts:
        for line in text.splitlines():
            for found in UNREAD.finditer(line):
                yield Contradiction(
                    kind="unread",
                    where=where,
                    says=Text(th=f"ข้อความ “{found[0]}”", en=f"it says “{found[0]}”"),
                    so=Text(th="ต้องมีข้อความที่ถูกต้องแทน", en="what was written there must stand here"),
                    why=Text(
                        th="ข้อความนี้อ่านไม่ออกเมื่อคัดลอก จึงยังเสนอลงนามหรือเผยแพร่ไม่ได้",
                        en="it could not be read when it was copied, so that nobody can sign or publish it",
                    ),
                    quote=around(line, *found.span()),
                )

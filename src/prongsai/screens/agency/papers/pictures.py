"""The pictures that an agency gave for its papers: which, by whom, and what stands in the way of another."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.files.pictures import MOST_BYTES, MOST_SIDE
from prongsai.files.problems import Problem
from prongsai.language.text import Text

PICTURES: dict[str, Text] = {
    "garuda": Text(th="ตราครุฑ", en="The garuda"),
    "seal": Text(th="ตราของหน่วยงาน", en="The agency's seal"),
}
USES: dict[str, Text] = {
    "garuda": Text(
        th="อยู่บนคำสั่ง ประกาศ และหนังสือ (สูง\u00a03\u00a0ซม.) และบันทึกข้อความ (สูง\u00a01.5\u00a0ซม.)",
        en="on orders, announcements and letters (3 cm high) and on memos (1.5 cm)",
    ),
    "seal": Text(th="อยู่บนปกของเล่มรายงาน", en="on the cover of the booklet"),
}


@dataclass(frozen=True, kw_only=True)
class KeptPicture:
    """A picture of a page: ``by`` and ``at`` of who gave it and when; None: there is none yet."""

    name: str
    title: Text
    use: Text
    by: str = ""
    at: datetime.datetime | None = None
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class PicturesPage:
    """Both pictures of an agency, with what was wrong with the one that was handed in (``wrong``)."""

    pictures: tuple[KeptPicture, ...]
    may_change: bool
    most_mb: int = MOST_BYTES // 1_000_000
    most_side: int = MOST_SIDE
    wrong: str = ""
    problems: tuple[Problem, ...] = ()

"""Booklets as a person would publish them, for tests: small pages in HTML, and what they become."""

from __future__ import annotations

from html import escape
from typing import Any

from prongsai.booklets.reading import Booklet, read_booklet
from prongsai.booklets.whose import Whose, whose
from prongsai.criteria.editions import default_edition, edition, editions
from prongsai.proofread.document.html_file import read_page
from prongsai.proofread.document.passages import Piece

LEAD = (
    "รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. 2568",
    "เทศบาลตำบลทดสอบ อำเภอเมือง จังหวัดลพบุรี",
    "เทศบาลตำบลทดสอบ",
)


def pieces(*blocks: str | list[str], lead: tuple[str, ...] = LEAD) -> tuple[Piece, ...]:
    """A page of paragraphs (text) and tables (rows, cells parted by ``|``); ``# `` begins a heading."""
    made = []
    for block in (*lead, *blocks):
        if isinstance(block, list):
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row.split("|")) for row in block)
            made.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif block.startswith("# "):
            made.append(f"<h2>{escape(block[2:])}</h2>")
        else:
            made.append(f"<p>{escape(block)}</p>")
    return read_page(f"<html><meta charset=utf-8><body>{''.join(made)}</body></html>".encode(), "เล่ม.html")


def read(*blocks: str | list[str], year: int = 2568, lead: tuple[str, ...] = LEAD) -> Booklet:
    """What a page becomes by the rules of a year."""
    page = pieces(*blocks, lead=lead)
    found = whose(page)
    of = Whose(year, (year,), found.agency or "เทศบาลตำบลทดสอบ", "subdistrict-municipality")
    past = {
        before: default_edition(before) if default_edition(before) in editions() else None
        for before in range(year - 8, year)
    }
    return read_booklet(page, edition(default_edition(year)), of, past)


def published(booklet: Booklet) -> dict[str, Any]:
    """The announced figures of a draft."""
    section: dict[str, Any] = booklet.data.get("published", {})
    return section


def doubts(booklet: Booklet) -> str:
    """All that a booklet's doubts say, in Thai."""
    return "\n".join(doubt.why.th for doubt in booklet.doubts)

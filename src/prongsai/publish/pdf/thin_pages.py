"""Pages that would stand nearly empty: what is before them gives something, or what comes after them may begin there.

Where blocks begin and end is known once everything is set; a changed report is set again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prongsai.publish.pdf.long_rows import cut_above, lines_of
from prongsai.publish.plain_report import Plain

# A page below this share is thin; the one before it keeps at least so much when it gives something.
LEAST, _KEEPS, _MOST = 0.25, 0.35, 0.95
_CM = 72 / 2.54
# From the top edge to the text, and how high the text may stand, in points: upright and turned.
_TOP = {False: 2.5 * _CM, True: 2.2 * _CM}
_ROOM = {False: 25.2 * _CM, True: 17.2 * _CM}
# The height of a line in a table, in points, and the share of a page that rows should take that begin one.
_LINE, _WANTED = 15.6, 0.33
# So much of a table, in lines, goes with a note that stands on the next page.
_LINES_WITH_NOTE = 2
_ENDS_PAGE = ("page-break", "cover", "contents")
_NOTES = ("small", "note")
_SIGNED = ("signature", "beside")
_NOTHING = 0.01  # of a page


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block begins and ends: pages, and the share of the page that is taken there."""

    first: int
    start: float
    last: int
    end: float


def places_of(plain: Plain, edges: Iterable[Plain]) -> dict[tuple[int, int], Place]:
    """The place of every block by its sheet and its number there, from the edges that were found as it was set."""
    found = {(edge["sheet"], edge["block"], edge["edge"]): edge for edge in edges}
    places = {}
    for (sheet, block, name), start in found.items():
        end = found.get((sheet, block, "end"))
        if name == "start" and end is not None:
            turned = plain["sheets"][sheet]["wide"]
            top, room = _TOP[turned], _ROOM[turned]
            places[sheet, block] = Place(start["page"], (start["y"] - top) / room, end["page"], (end["y"] - top) / room)
    return places


def mend(plain: Plain, edges: Iterable[Plain], goes_on: str = "") -> bool:
    """Changes the blocks around thin pages; whether there was one that can be helped."""
    places = places_of(plain, edges)
    changed = False
    for n, sheet in enumerate(plain["sheets"]):
        for part in _parts(sheet["blocks"]):
            known = [(sheet["blocks"][at], places[n, at]) for at in part if (n, at) in places]
            last_part = n + 1 == len(plain["sheets"]) and part[-1] + 1 == len(sheet["blocks"])
            if _mend_part(sheet, known, last_of_all=last_part, goes_on=goes_on):
                changed = True
                break  # the numbers of its blocks may be others now
    return changed


def _parts(blocks: list[Plain]) -> Iterator[list[int]]:
    """The numbers of blocks that run on from page to page, parted where a page must end."""
    part: list[int] = []
    for at, block in enumerate(blocks):
        if block["block"] in _ENDS_PAGE:
            if part:
                yield part
            part = []
        else:
            part.append(at)
    if part:
        yield part


def _mend_part(sheet: Plain, part: list[tuple[Plain, Place]], *, last_of_all: bool, goes_on: str) -> bool:
    if not part:
        return False
    pages = range(part[0][1].first, part[-1][1].last + 1)
    for page in pages:
        if _taken(part, page) >= LEAST:
            continue
        if page < pages[-1]:
            # What comes next had no room as a whole: it may begin here and run on.
            after = next((block for block, place in part if place.first > page and block["block"] == "table"), None)
            if after is not None and after["whole"]:
                after["whole"] = False
                return True
        elif page > pages[0] and not last_of_all:
            giver = _giver(part, page)
            if giver is not None:
                giver["new_page"] = True
                return True
            tables = (block for block, place in part if place.first < page == place.last and block["block"] == "table")
            if any(_part_rows(sheet, table, _WANTED * _ROOM[sheet["wide"]]) for table in tables):
                return True
    return _parted_note(sheet, part, goes_on)


def _parted_note(sheet: Plain, part: list[tuple[Plain, Place]], goes_on: str) -> bool:
    """Whether a note, or who signs, stood on the page after its table: then the last rows of the table go to it."""
    for (table, above), (after, below) in itertools.pairwise(part):
        if table["block"] != "table" or table["whole"]:
            continue
        goes_with = table["noted"] or after["block"] in _SIGNED
        # Where nothing fits below a table its end is found at the top of the next page.
        ends = above.last - (above.end < _NOTHING)
        if goes_with and below.first > ends and _part_rows(sheet, table, _LINES_WITH_NOTE * _LINE, goes_on):
            return True
    return False


def _taken(part: list[tuple[Plain, Place]], page: int) -> float:
    """Which share of a page what stands on it takes."""
    if any(place.first <= page < place.last for _, place in part):
        return 1.0
    return max((place.end for _, place in part if place.last == page), default=1.0)


def _giver(part: list[tuple[Plain, Place]], page: int) -> Plain | None:
    """The block of the page before that may begin the thin page: rather a heading, and as low as may be."""
    own, before = _taken(part, page), _taken(part, page - 1)
    able: list[tuple[bool, float, Plain]] = []
    for (above, _), (block, place) in itertools.pairwise(part):
        if place.first != page - 1 or block.get("new_page") or not _may_begin(above, block):
            continue
        moved = before - place.start + own
        if place.start >= _KEEPS and LEAST <= moved <= _MOST:
            able.append((block["block"] == "heading", place.start, block))
    return max(able, key=lambda one: one[:2])[2] if able else None


def _part_rows(sheet: Plain, table: Plain, wanted: float, goes_on: str = "") -> bool:
    """Lets the last rows of a table that runs on begin a page, as a table of the same head; whether it has so many.

    Where cells reach over all of its rows they are parted too, if ``goes_on`` says how what goes on is marked."""
    taken = 0.0
    able = []
    for at in range(len(table["rows"]) - 1, 0, -1):
        row = table["rows"][at]
        taken += max((lines_of(cell, cell["across"]) / cell["rows"] for cell in row["cells"]), default=1.0)
        if taken * _LINE >= wanted and not table["rows"][at - 1]["leads"]:
            able.append(at)
    # A place between rows that nothing holds together is better.
    for at in [*(at for at in able if _apart(table, at)), *(able[:1] if goes_on else [])]:
        if not _apart(table, at):
            cut_above(table, at, goes_on)
        rest = {**table, "rows": table["rows"][at:], "caption": [], "new_page": True, "whole": False}
        table["noted"] = False
        for cell in (cell for row in rest["rows"] for cell in row["cells"]):
            cell["row"] -= at
        table["rows"] = table["rows"][:at]
        sheet["blocks"].insert(next(n for n, block in enumerate(sheet["blocks"]) if block is table) + 1, rest)
        return True
    return False


def _apart(table: Plain, at: int) -> bool:
    """Whether no cell reaches from above a row into it."""
    return all(above + cell["rows"] <= at for above in range(at) for cell in table["rows"][above]["cells"])


def _may_begin(above: Plain, block: Plain) -> bool:
    """Whether a page may begin with a block: it goes with nothing above it."""
    if above["block"] == "heading" or above.get("sticky") or block["block"] == "signature":
        return False
    return block.get("style") not in _NOTES

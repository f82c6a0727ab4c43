"""Rows that are longer than one likes to keep whole: where a page ends in one, the next begins with a row of its own.

That row repeats the first cell with “(ต่อ)”. Where the page ends is known once everything is set, so each piece of a
long row carries a number, and the page on which it ends is asked for afterwards.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping

from prongsai.language.measure import letters, width
from prongsai.language.wrapping import KEPT
from prongsai.publish.pdf.columns import SIZE
from prongsai.publish.plain_report import Plain, glued

# A row of at most so many lines is not broken across pages.
WHOLE_ROW = 15.0
# Of the estimated width of a text, what it is wide in the PDF and what remains free at the ends of lines.
_TRUE = 0.93
# A first cell that is a number or a code says little: the one after it is repeated with it.
_CODE = 4
# A word that is kept whole, or what stands between two, to its next blank.
_PIECE = re.compile(f"{KEPT[0]}[^{KEPT[1]}]*{KEPT[1]} ?|[^{KEPT[0]} ]+ ?| ")
# So many lines of a row at least stand on a page.
_COMPANY = 2
# What stands on one line ends at heights that differ by no more, in points.
_WITHIN = 6.0
# A row of more lines may break although it is what remains of another: it has no room on one page.
_MOST = 26


def lines_of(cell: Plain, across: float) -> float:
    """About how many lines a cell takes in a column ``across`` points wide, with what stands between its paragraphs."""
    return sum(max(1, math.ceil(_TRUE * width(glued(line), SIZE) / max(across, SIZE))) + 0.2 for line in cell["lines"])


def mark_long_rows(tables: Iterable[Plain]) -> None:
    """Numbers the pieces of every row that may break: its words, each a run of its own."""
    numbers = itertools.count()
    for table in tables:
        covered = 0  # rows that a cell further up still covers
        for row in table["rows"]:
            joined = covered or any(cell["rows"] > 1 for cell in row["cells"])
            covered = max([covered - 1, *(cell["rows"] - 1 for cell in row["cells"])])
            if row["keep"] or joined:
                continue
            for cell in row["cells"]:
                cell["lines"] = [_pieces(line, numbers) for line in cell["lines"]]


def _pieces(line: list[Plain], numbers: Iterator[int]) -> list[Plain]:
    made: list[Plain] = []
    for run in line:
        if "text" not in run:
            made.append(run)
            continue
        made += [{**run, "text": part, "piece": next(numbers)} for part in _PIECE.findall(run["text"])]
    return made


def split_rows(tables: Iterable[Plain], places: Mapping[int, tuple[int, float]], goes_on: str) -> bool:
    """Splits every numbered row whose pieces end on several pages; whether there was one.

    ``places``: the page and the height at which each piece ends. ``goes_on`` stands behind the first cell that is
    repeated.
    """
    split = False
    for table in tables:
        rows: list[Plain] = []
        for row in table["rows"]:
            pages = _pages(row, places)
            found = set(pages.values())
            if len(found) < 2:
                rows.append(row)
                continue
            split = True
            pages = _in_company(row, places)
            found = set(pages.values())
            if len(found) < 2:
                # One line of it had room: all of it begins the next page.
                rows.append({**row, "keep": True})
                continue
            rows += [_part(row, page, pages, "" if page == min(found) else goes_on) for page in sorted(found)]
        table["rows"] = rows
        if rows:
            _numbered(table)
    return split


def _pages(row: Plain, places: Mapping[int, tuple[int, float]]) -> dict[int, int]:
    """The page on which each piece of a row ends."""
    runs = (run for cell in row["cells"] for line in cell["lines"] for run in line)
    return {run["piece"]: places[run["piece"]][0] for run in runs if "piece" in run}


def _in_company(row: Plain, places: Mapping[int, tuple[int, float]]) -> dict[int, int]:
    """The pages of a row's pieces, moved on so that no page has a single line of it, as far as lines are known."""
    pages = _pages(row, places)
    cells = [[run["piece"] for line in cell["lines"] for run in line if "piece" in run] for cell in row["cells"]]

    def lines_on(page: int) -> list[list[float]]:
        return [_lines(places[piece][1] for piece in cell if pages[piece] == page) for cell in cells]

    *_, before, last = sorted(set(pages.values()))
    if max(map(len, lines_on(last))) < _COMPANY:
        for cell, carried, lines in zip(cells, lines_on(last), lines_on(before), strict=True):
            if carried and lines:
                goes = [piece for piece in cell if pages[piece] == before and places[piece][1] >= lines[-1]]
                pages |= dict.fromkeys(goes, last)
    first, *after = sorted(set(pages.values()))
    tall = max(lines_of(cell, cell["across"]) / cell["rows"] for cell in row["cells"])
    if after and max(map(len, lines_on(first))) < _COMPANY and (len(after) > 1 or tall <= _MOST):
        pages |= {piece: after[0] for piece, page in pages.items() if page == first}
    return pages


def _lines(heights: Iterable[float]) -> list[float]:
    """The height of each line of pieces that end at such heights, which differ a little within a line."""
    made: list[float] = []
    for height in sorted(heights):
        if not made or height - made[-1] > _WITHIN:
            made.append(height)
    return made


def _part(row: Plain, page: int, pages: Mapping[int, int], goes_on: str) -> Plain:
    """What of a row stands on a page; where it is not the first, under what the row is about."""
    cells = []
    about = _first_cells(row)
    for at, cell in enumerate(row["cells"]):
        lines = [[run for run in line if _page(run, line, pages) == page] for line in cell["lines"]]
        lines = [line for line in lines if line]
        if goes_on and not lines and at in about:
            lines = [_unnumbered(line) for line in cell["lines"]]
            if lines and at == about[-1] and goes_on not in glued(lines[-1][-1:]):
                lines[-1].append(_marked(goes_on))
        cells.append({**cell, "lines": lines})
    # Where all of it is on that page it stays there, also if half a line would fit on the page before.
    tallest = max(lines_of(cell, cell["across"]) / cell["rows"] for cell in cells)
    return {**row, "cells": cells, "keep": tallest <= _MOST}


def cut_above(table: Plain, at: int, goes_on: str) -> None:
    """Ends the cells that reach from above into row ``at``, which repeats what it is about and no more of them."""
    reaching: list[Plain] = []
    for above, row in enumerate(table["rows"][:at]):
        for cell in row["cells"]:
            below = above + cell["rows"] - at
            if below > 0:
                cell["rows"] -= below
                reaching.append({**cell, "rows": below})
    reaching.sort(key=lambda cell: cell["column"])
    about = _first_cells({"cells": reaching}) if reaching else []
    for place, cell in enumerate(reaching):
        lines = [_unnumbered(line) for line in cell["lines"]] if place in about else []
        if lines and place == about[-1]:
            lines[-1].append(_marked(goes_on))
        cell["lines"] = lines
    row = table["rows"][at]
    row["cells"] = sorted([*reaching, *row["cells"]], key=lambda cell: cell["column"])
    _numbered(table)


def _marked(goes_on: str) -> Plain:
    return {"text": f" {KEPT[0]}{goes_on}{KEPT[1]}", "bold": False, "italic": False}


def _page(run: Plain, line: list[Plain], pages: Mapping[int, int]) -> int:
    if "piece" in run:
        return pages[run["piece"]]
    # A line break goes with the piece before it.
    at = next(at for at, each in enumerate(line) if each is run)
    before = [each for each in line[:at] if "piece" in each]
    after = [each for each in line if "piece" in each]
    return pages[(before[-1:] or after)[0]["piece"]] if before or after else -1


def _first_cells(row: Plain) -> list[int]:
    cells = row["cells"]
    first = " ".join(map(glued, cells[0]["lines"])) if cells else ""
    return [0, 1] if len(cells) > 2 and letters(first) <= _CODE else [0]


def _unnumbered(line: list[Plain]) -> list[Plain]:
    return [{name: value for name, value in run.items() if name != "piece"} for run in line]


def _numbered(table: Plain) -> None:
    """Every cell says in which row it stands: where rows were split, those below stand further down."""
    for at, row in enumerate(table["rows"], start=len(table["head"])):
        for cell in row["cells"]:
            cell["row"] = at

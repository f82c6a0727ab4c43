"""How wide the columns of a table are: as asked for, but wide enough for the figures, codes and words in them."""

from __future__ import annotations

import re

from prongsai.language.measure import width
from prongsai.language.wrapping import longest_word, seamed
from prongsai.publish.plain_report import Plain, glued

# The size of a table's text and the room beside it, in points; Word's 14 pt TH Sarabun is as wide as 9.24 pt here.
SIZE, BESIDE = 9.57, 10.0
# Thai words are rarely wider, in em; and so much of its width a column keeps when others need some.
_WORD, _KEPT = 5.4, 0.78
_PIECES = re.compile(r"[\s\u200b]+")
_THAI = re.compile(r"[\u0e01-\u0e4e]")


def fitted_widths(table: Plain, room: float) -> list[float]:
    """The widths asked for, in points; a column too narrow for a figure, a code or a word takes from the others."""
    asked = [wide * room / (sum(table["widths"]) or 1) for wide in table["widths"]]
    codes, words = [0.0] * len(asked), [0.0] * len(asked)
    for cell in (cell for row in (*table["head"], *table["rows"]) for cell in row):
        if cell["span"] > 1:
            continue
        at = cell["column"]
        for piece in _PIECES.split(" ".join(seamed(glued(line)) for line in cell["lines"])):
            if _THAI.search(piece):
                words[at] = max(words[at], BESIDE + min(longest_word(piece, SIZE), _WORD * SIZE))
            else:
                codes[at] = max(codes[at], BESIDE + width(piece, SIZE))
    fitted = _raised(asked, codes, codes)
    kept = [max(code, wide * _KEPT) for code, wide in zip(codes, asked, strict=True)]
    return _raised(fitted, [max(pair) for pair in zip(codes, words, strict=True)], kept)


def _raised(widths: list[float], wanted: list[float], kept: list[float]) -> list[float]:
    """``widths`` raised to those wanted, as far as what the others have above what they keep reaches."""
    lacks = [max(0.0, want - wide) for wide, want in zip(widths, wanted, strict=True)]
    spare = [max(0.0, wide - max(k, want)) for wide, want, k in zip(widths, wanted, kept, strict=True)]
    moved = min(sum(lacks), sum(spare))
    if not moved:
        return widths
    return [
        wide + lack * moved / sum(lacks) - more * moved / sum(spare)
        for wide, lack, more in zip(widths, lacks, spare, strict=True)
    ]

"""Lengths, colours and the font of the Word file; lengths are in twentieths of a point unless they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass

# Offices have TH SarabunPSK; a file that names another Sarabun is substituted there and breaks into other pages.
FONT = "TH SarabunPSK"
OTHER_NAMES = "TH Sarabun New,TH SarabunIT๙"

TEAL, ACCENT, INK, FAINT, RULE = "0B5F61", "B45309", "1C2526", "56646A", "9FB0B1"
TINT, WARM_TINT = "EEF5F5", "FDF3E7"
# As in the other formats: from the first choice to the last always darker, so that the order shows in grey.
STACK = ("E3F1F1", "B3D8D9", "82BABC", "4F999B", "23767A", "084648")
# Side by side the last series, as a rule the newest year, is the darkest.
SERIES = (TEAL, "A9D3D3", FAINT, "D5DCDD")

PER_CM = 1440 / 2.54
EMU_PER_TWENTIETH = 635


def cm(length: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(length * PER_CM)


PAGE_SHORT, PAGE_LONG = cm(21.0), cm(29.7)


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free around the text."""

    left: int
    right: int
    top: int
    bottom: int


# Official documents keep these; the brief must stay on one page.
FORMAL = Margins(cm(3), cm(2), cm(2.5), cm(2))
CLOSE = Margins(cm(2.5), cm(2), cm(1.3), cm(1.5))
TURNED = Margins(cm(2), cm(2), cm(2.2), cm(1.6))
UPRIGHT_WIDTH = PAGE_SHORT - FORMAL.left - FORMAL.right
TURNED_WIDTH = PAGE_LONG - TURNED.left - TURNED.right
FIRST_LINE = cm(2.5)
CELL_SIDE, CELL_TOP = cm(0.18), cm(0.035)


def by_shares(width: int, shares: tuple[float, ...]) -> list[int]:
    """``width`` split by shares into whole lengths that add up to it; shares that say nothing count as equal."""
    total = sum(max(0.0, share) for share in shares)
    parts = [max(0.0, share) / total if total else 1 / len(shares) for share in shares]
    ends = [round(width * sum(parts[: at + 1])) for at in range(len(parts))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]

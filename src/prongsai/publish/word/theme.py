"""The theme: the palette and font that Word offers first to someone who edits the file."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from prongsai.publish.word.lengths import ACCENT, FAINT, FONT, INK, SERIES, STACK, TEAL, TINT
from prongsai.publish.word.markup import A, a, part_xml


def theme() -> bytes:
    """The part ``theme1.xml``: our colours, the document's font for Latin and Thai, and plain effects."""
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": FAINT,
        "lt2": TINT,
        **{f"accent{at}": colour for at, colour in enumerate((*SERIES, STACK[2], ACCENT), start=1)},
        "hlink": TEAL,
        "folHlink": ACCENT,
    }
    fill, line = _fill(), a("ln", _fill(), a("prstDash", val="solid"), w=9525)
    root = a(
        "theme",
        a(
            "themeElements",
            a("clrScheme", *(a(name, a("srgbClr", val=colour)) for name, colour in colours.items()), name="Prongsai"),
            a("fontScheme", _font("majorFont"), _font("minorFont"), name="Prongsai"),
            a(
                "fmtScheme",
                a("fillStyleLst", fill, fill, fill),
                a("lnStyleLst", line, line, line),
                a("effectStyleLst", *(a("effectStyle", a("effectLst")) for _ in range(3))),
                a("bgFillStyleLst", fill, fill, fill),
                name="Prongsai",
            ),
        ),
        name="Prongsai",
    )
    return part_xml(root, a=A)


def _fill() -> Element:
    return a("solidFill", a("schemeClr", val="phClr"))


def _font(kind: str) -> Element:
    return a(kind, a("latin", typeface=FONT), a("ea", typeface=""), a("cs", typeface=FONT))

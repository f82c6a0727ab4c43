"""The definitions of numbered and bulleted lists; every numbered list counts from one."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from prongsai.publish.report import Digits
from prongsai.publish.word.lengths import FIRST_LINE, FONT, cm
from prongsai.publish.word.markup import W, part_xml, w

BULLETS, FIRST_ORDERED = 1, 2
_BULLET_SIGNS = ("•", "–", "·")


def numbering(lists: int, digits: Digits, begins: int = FIRST_LINE) -> bytes:
    """The part ``numbering.xml`` for ``lists`` numbered lists; their ids follow ``FIRST_ORDERED``.

    ``begins`` is where their lines begin, as a rule where paragraphs do. ``FIRST_ORDERED`` itself belongs to the style
    List Number, for lists that a clerk adds.
    """
    form = "thaiNumbers" if digits == "thai" else "decimal"
    bullets = [_level(at, "bullet", sign, cm(0.6), begins) for at, sign in enumerate(_BULLET_SIGNS)]
    counted = [_level(at, form, f"%{at + 1}.", cm(0.8), begins) for at in range(len(_BULLET_SIGNS))]
    again = [
        w("num", w("abstractNumId", val=2), w("lvlOverride", w("startOverride", val=1), ilvl=0), numId=number)
        for number in range(FIRST_ORDERED + 1, FIRST_ORDERED + 1 + lists)
    ]
    return part_xml(
        w(
            "numbering",
            w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *bullets, abstractNumId=1),
            w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *counted, abstractNumId=2),
            w("num", w("abstractNumId", val=1), numId=BULLETS),
            w("num", w("abstractNumId", val=2), numId=FIRST_ORDERED),
            *again,
        ),
        w=W,
    )


def _level(at: int, form: str, sign: str, hanging: int, begins: int) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=begins + hanging + at * cm(0.8), hanging=hanging)),
        w("rPr", w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)),
        ilvl=at,
    )

"""The garuda and the seal as parts of a Word file, and as drawings in a line of text."""

from __future__ import annotations

from typing import Literal
from xml.etree.ElementTree import Element

from prongsai.publish.plain_report import picture_called
from prongsai.publish.report import Report
from prongsai.publish.word.lengths import EMU_PER_TWENTIETH, cm
from prongsai.publish.word.markup import PIC, a, pic, w, wp
from prongsai.publish.word.package import OFFICE, PackagePart, Relationship

PictureName = Literal["garuda", "seal"]
NAMES: tuple[PictureName, ...] = ("garuda", "seal")
# The relationship of each, and a number that no chart has.
_LINKS = {"garuda": ("rIdGaruda", 9001), "seal": ("rIdSeal", 9002)}


def picture_parts(report: Report) -> list[tuple[Relationship, PackagePart]]:
    """The pictures that the document shows, with how it points to them."""
    made = []
    for name in NAMES:
        held = report.picture(name)
        if held is not None:
            path = f"word/media/{name}.png"
            made.append(
                (Relationship(_LINKS[name][0], f"{OFFICE}/relationships/image", path), PackagePart(path, held.data))
            )
    return made


def picture_run(report: Report, name: PictureName, high: float) -> list[Element]:
    """A run with the picture, ``high`` centimetres at most; none where it was not given."""
    held = report.picture(name)
    if held is None:
        return []
    link, number = _LINKS[name]
    size = {side: cm(length) * EMU_PER_TWENTIETH for side, length in zip(("cx", "cy"), held.within(high), strict=True)}
    said = picture_called(name, report)
    blip = a("blip")
    blip.set("r:embed", link)
    drawn = pic(
        "pic",
        pic("nvPicPr", pic("cNvPr", id=number, name=said, descr=said), pic("cNvPicPr")),
        pic("blipFill", blip, a("stretch", a("fillRect"))),
        pic(
            "spPr",
            a("xfrm", a("off", x=0, y=0), a("ext", **size)),
            a("prstGeom", a("avLst"), prst="rect"),
        ),
    )
    return [
        w(
            "r",
            w(
                "drawing",
                wp(
                    "inline",
                    wp("extent", **size),
                    wp("docPr", id=number, name=said, descr=said),
                    wp("cNvGraphicFramePr", a("graphicFrameLocks", noChangeAspect=1)),
                    a("graphic", a("graphicData", drawn, uri=PIC)),
                    distT=0,
                    distB=0,
                    distL=0,
                    distR=0,
                ),
            ),
        )
    ]

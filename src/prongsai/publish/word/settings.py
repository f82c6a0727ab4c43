"""Settings, font names and the properties that a file manager shows."""

from __future__ import annotations

from prongsai.publish.report import Report
from prongsai.publish.word.lengths import FONT, OTHER_NAMES
from prongsai.publish.word.markup import W, element, part_xml, w, written
from prongsai.publish.word.package import OFFICE, PACKAGE

# A fixed moment: the file tells what was measured, not when it was written.
_MOMENT = "1980-01-01T00:00:00Z"


def settings(*, fields: bool) -> bytes:
    """The part ``settings.xml``; with ``fields`` Word offers to fill in page numbers of the contents on opening."""
    return part_xml(
        w(
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("updateFields", val="true") if fields else None,
            w(
                "compat",
                w(
                    "compatSetting",
                    name="compatibilityMode",
                    uri="http://schemas.microsoft.com/office/word",
                    val=15,
                ),
            ),
            w("themeFontLang", val="en-US", bidi="th-TH"),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ),
        w=W,
    )


def fonts() -> bytes:
    """The part ``fontTable.xml``: the font and its other names, for an office that has another edition of it."""
    return part_xml(
        w(
            "fonts",
            w(
                "font",
                w("altName", val=OTHER_NAMES),
                w("charset", val="DE"),
                w("family", val="swiss"),
                w("pitch", val="variable"),
                name=FONT,
            ),
        ),
        w=W,
    )


def core_properties(report: Report) -> bytes:
    """Title, author (the agency), language, and the rules that the figures rest on."""
    lines = (
        ("dc:title", report.words(report.title)),
        ("dc:creator", report.agency),
        ("cp:lastModifiedBy", report.agency),
        *((("dc:description", report.made_from),) if report.made_from else ()),
        ("dc:language", "th-TH" if report.language == "th" else "en-US"),
    )
    moments = [
        element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, (), _MOMENT) for name in ("created", "modified")
    ]
    return part_xml(
        element("cp:coreProperties", {}, [*(written(tag, text) for tag, text in lines), *moments]),
        cp=f"{PACKAGE}/metadata/core-properties",
        dc="http://purl.org/dc/elements/1.1/",
        dcterms="http://purl.org/dc/terms/",
        xsi="http://www.w3.org/2001/XMLSchema-instance",
    )


def program_properties(report: Report) -> bytes:
    """Which program wrote the file, and for whom."""
    lines = [written("Application", "Prongsai"), written("Company", report.agency)]
    return part_xml(element("Properties", {}, lines), main=f"{OFFICE}/extended-properties")

"""Settings, font names and the properties that a file manager shows."""

from __future__ import annotations

from prongsai.publish.report import Report
from prongsai.publish.word.lengths import FONT, OTHER_NAMES
from prongsai.publish.word.markup import W, element, part_xml, w, written
from prongsai.publish.word.package import OFFICE, PACKAGE


def settings() -> bytes:
    """The part ``settings.xml``. Nothing is asked on opening: the contents bring their page numbers."""
    return part_xml(
        w(
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
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
    """Title, author (the agency), language, the rules that the figures rest on, and the days that are known."""
    lines = (
        ("dc:title", report.words(report.title)),
        ("dc:creator", report.agency),
        ("cp:lastModifiedBy", report.agency),
        *((("dc:description", report.made_from),) if report.made_from else ()),
        ("dc:language", "th-TH" if report.language == "th" else "en-US"),
    )
    days = {"created": report.made_on or report.issued_on, "modified": report.changed_on}
    moments = [
        element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, (), f"{day.isoformat()}T00:00:00Z")
        for name, day in days.items()
        if day is not None
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

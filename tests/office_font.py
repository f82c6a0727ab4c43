"""TH Sarabun, as wide and as high as offices have it, for LibreOffice on a machine without that font.

It is made of the Sarabun that the PDFs are set in: in a larger em its letters are as small as those of TH Sarabun
(decision 10), and lines stand 1.094 em apart, as Word sets them. Only tests use it.
"""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path

RATIO, LINE, ASCENT = 0.66, 1.094, 0.78
FAMILY = "TH SarabunPSK"
STYLES = {"Regular": "Regular", "Bold": "Bold", "Italic": "Italic", "BoldItalic": "Bold Italic"}


def office_fonts(folder: Path) -> Path:
    """A configuration for fontconfig (``FONTCONFIG_FILE``) that knows the fonts which are made in ``folder``."""
    package = importlib.util.find_spec("fontpkg_sarabun")
    assert package is not None and package.submodule_search_locations
    given = Path(package.submodule_search_locations[0]) / "files"
    for name, style in STYLES.items():
        (folder / f"{name}.ttf").write_bytes(_as_office(next(given.rglob(f"Sarabun-{name}.ttf")).read_bytes(), style))
    told = folder / "fonts.conf"
    told.write_text(
        '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{folder}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return told


def _as_office(font: bytes, style: str) -> bytes:
    tables = {}
    for at in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, start, length = struct.unpack(">4sLLL", font[12 + 16 * at : 28 + 16 * at])
        tables[tag] = bytearray(font[start : start + length])
    em = round(struct.unpack(">H", tables[b"head"][18:20])[0] / RATIO)
    above, below = round(em * LINE * ASCENT), round(em * LINE * (1 - ASCENT))
    tables[b"head"][18:20] = struct.pack(">H", em)
    tables[b"hhea"][4:10] = struct.pack(">hhh", above, -below, 0)
    tables[b"OS/2"][68:78] = struct.pack(">hhhHH", above, -below, 0, above, below)
    tables[b"name"] = bytearray(_names(style))
    tables.pop(b"DSIG", None)
    begins = 12 + 16 * len(tables)
    head = font[:4] + struct.pack(">HHHH", len(tables), 0, 0, 0)
    body = b""
    for tag, table in sorted(tables.items()):
        head += struct.pack(">4sLLL", tag, 0, begins + len(body), len(table))
        body += bytes(table) + b"\0" * (-len(table) % 4)
    return head + body


def _names(style: str) -> bytes:
    called = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY}-{style}".replace(" ", "")}
    records, texts = b"", b""
    for name, text in called.items():
        data = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, name, len(data), len(texts))
        texts += data
    return struct.pack(">HHH", 0, len(called), 6 + len(records)) + records + texts

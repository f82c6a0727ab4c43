"""Text that a PDF gives beside its glyphs (``/ActualText``), put where a text extractor reads it.

Thai marks are moved and joined when they are drawn, so glyphs alone do not tell the letters: good writers say them
beside. The glyphs of such a span are replaced by one code of a font made here, whose map to Unicode says the letters.
"""

from __future__ import annotations

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_FONT = NameObject("/ActualTextOfSpans")
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
MOST_SPANS = 65_000  # codes of two bytes


def say_actual_text(page: PageObject) -> None:
    """Makes the text of spans readable on a page that has any; other pages stay as they are."""
    contents = page.get_contents()
    if contents is None or b"ActualText" not in contents.get_data():
        return
    words: dict[str, int] = {}
    operations = _replaced(contents, words)
    if not words or len(words) > MOST_SPANS:
        return
    contents.operations = operations
    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font") if isinstance(resources, DictionaryObject) else None
    if fonts is None or not isinstance(fonts.get_object(), DictionaryObject):
        return
    fonts.get_object()[_FONT] = _font(words)
    page[NameObject("/Contents")] = contents


def _replaced(contents: ContentStream, words: dict[str, int]) -> list[tuple[object, bytes]]:
    out: list[tuple[object, bytes]] = []
    spans: list[str | None] = []  # the text of each open span; empty once it was said
    font: object = None
    for operands, operator in contents.operations:
        if operator == b"BDC":
            given = operands[1].get_object() if len(operands) > 1 and hasattr(operands[1], "get_object") else None
            text = given.get("/ActualText") if isinstance(given, DictionaryObject) else None
            spans.append(_text(text))
        elif operator == b"BMC":
            spans.append(None)
        elif operator == b"EMC" and spans:
            spans.pop()
        elif operator == b"Tf":
            font = operands
        elif operator in _SHOWS and spans and spans[-1] is not None and font is not None:
            text, spans[-1] = spans[-1], ""
            if text:
                code = words.setdefault(text, len(words) + 1)
                size = font[1] if isinstance(font, list | ArrayObject) and len(font) > 1 else NumberObject(10)
                out.append(([_FONT, size], b"Tf"))
                out.append(([ByteStringObject(code.to_bytes(2, "big"))], b"Tj"))
                out.append((font, b"Tf"))
            continue
        out.append((_as_bytes(operands) if operator in _SHOWS else operands, operator))
    return out


def _as_bytes(value: object) -> object:
    # Written anew as text, codes of glyphs would be taken for letters and change.
    if isinstance(value, TextStringObject):
        return ByteStringObject(value.original_bytes)
    if isinstance(value, list):
        return ArrayObject([_as_bytes(member) for member in value])
    return value


def _text(value: object) -> str | None:
    if isinstance(value, TextStringObject):
        return str(value)
    if isinstance(value, bytes):
        return value.removeprefix(b"\xfe\xff").decode("utf-16-be", errors="replace")
    return None


def _font(words: dict[str, int]) -> DictionaryObject:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for text, code in words.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    map_to_unicode = StreamObject()
    map_to_unicode.set_data(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap end end"
        ).encode("ascii")
    )
    inner = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject("/ActualText"),
            NameObject("/DW"): NumberObject(500),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/ActualText"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([inner]),
            NameObject("/ToUnicode"): map_to_unicode,
        }
    )

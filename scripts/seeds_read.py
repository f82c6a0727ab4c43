"""Read the seed documents as booklets and print, figure by figure, what became of each figure of their example files.

The seed documents name people and stay out of the repository. They are text with tabs for tables; each is made into a
web page and into a Word file here, in memory, and read as anybody's booklet is. A figure of the example file that does
not stand in the seed's text at all, as one that was in a picture, is not counted.

Usage: python scripts/seeds_read.py FOLDER [--all]
"""

from __future__ import annotations

import argparse
import html
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any

from prongsai.files.problems import Refused
from prongsai.flow.by_file.booklets.one import booklet_in
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.roundfile.write import to_data

EXAMPLES = {
    "rangsit-results-2568": ("rangsit-2568", None),
    "mae-sot-measures-2569": ("mae-sot-2568", None),
    "watthana-nakhon-analysis-2568": ("watthana-nakhon-2568", None),
    "trang-measures-2565": ("trang-2564", None),
    "mae-sai-progress-2566": ("mae-sai-2566", 2566),
}
SECTIONS = ("answers", "disclosure", "published", "history")
_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
Block = tuple[str, list[list[str]]]  # "h2", "p" or "table", and its rows of cells


def blocks(text: str) -> Iterator[Block]:
    """Headings, paragraphs and tables of a seed."""
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append([_clean(cell) for cell in line.split("\t")])
            continue
        if rows:
            widest = max(map(len, rows))
            yield "table", [[*row, *[""] * (widest - len(row))] for row in rows]
            rows = []
        if line.strip():
            heading = re.match(r"#+\s*(.*)", line)
            yield ("h2", [[_clean(heading[1])]]) if heading else ("p", [[_clean(line)]])


def _clean(cell: str) -> str:
    cell = re.sub(r"</?(?:p|br|li|ul|ol|div)[^>]*>", "\n", cell)
    return html.unescape(re.sub(r"<[^>]+>", "", cell).replace("**", "")).strip()


def as_page(text: str) -> bytes:
    """A seed as a web page."""
    made = []
    for kind, rows in blocks(text):
        cells = [["<br>".join(html.escape(line) for line in cell.split("\n")) for cell in row] for row in rows]
        if kind == "table":
            lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
            made.append(f"<table>{''.join(lines)}</table>")
        else:
            made.append(f"<{kind}>{cells[0][0]}</{kind}>")
    return f"<html lang=th><meta charset=utf-8><body>{''.join(made)}</body></html>".encode()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_word(text: str) -> bytes:
    """A seed as a Word file with nothing in it but text and tables."""

    def paragraph(line: str, style: str = "") -> str:
        chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{chosen}<w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>'

    made = []
    for kind, rows in blocks(text):
        if kind == "table":
            lines = (
                "<w:tr>"
                + "".join(f"<w:tc>{''.join(map(paragraph, cell.split(chr(10))))}</w:tc>" for cell in row)
                + "</w:tr>"
                for row in rows
            )
            made.append(f"<w:tbl>{''.join(lines)}</w:tbl>")
        else:
            made.append(paragraph(rows[0][0], "Heading2" if kind == "h2" else ""))
    body = f"<w:document {_W}><w:body>{''.join(made)}</w:body></w:document>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{body}')
    return file.getvalue()


def values(data: dict[str, Any]) -> dict[tuple[str, ...], str]:
    """Every figure of a round file by its place in it."""

    def walk(at: Any, way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        if isinstance(at, dict):
            for key, below in at.items():
                yield from walk(below, (*way, str(key)))
        elif isinstance(at, list) and way == ("disclosure",):
            yield from (((*way, row["item"]), row["score"]) for row in at if "score" in row)
        elif isinstance(at, list):
            for number, below in enumerate(at):
                yield from walk(below, (*way, str(number)))
        elif way[-1] not in ("criteria", "certainty"):
            yield way, str(at)

    return dict(walk({key: data[key] for key in SECTIONS if key in data}, ()))


def same(one: str, other: str) -> bool:
    """Whether two figures are the same number, or the same word."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def stands_in(value: str, text: str) -> bool:
    """Whether a figure stands in a text at all, in any of the ways that it may be written."""
    if not value[:1].isdigit():
        return value in text.replace(" ", "")
    number = Decimal(value)
    shown = {value, f"{number:.2f}", format(number.normalize(), "f")}
    return any(re.search(rf"(?<![\d.]){re.escape(each)}(?![\d]|\.\d)", text) for each in shown)


def main() -> int:
    """Print the figures of each seed; the status says whether one was read wrongly or fewer than nine in ten taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="print every figure, not only those that were not taken")
    options = parser.parse_args()
    whole = taken = wrong = 0
    for name, (example, year) in EXAMPLES.items():
        text = (options.folder / f"{name}.txt").read_text(encoding="utf-8")
        plain = text.translate(_THAI)
        (one,) = read_rounds([Path(str(files("prongsai") / "examples" / f"{example}.yaml"))])
        wanted = values(to_data(one))
        for ending, data in (("html", as_page(text)), ("docx", as_word(text))):
            try:
                read = booklet_in(data, f"{name}.{ending}", year=year)
            except Refused as refused:
                print(f"{name}.{ending}: refused, {refused}")
                continue
            found = values(to_data(read.round))
            there = {way for way, value in wanted.items() if way in found or stands_in(value, plain)}
            # Full marks of a part stand in no text where its table was a picture: a hundred stands in every text.
            right = {way for way in there if way in found and same(found[way], wanted[way])}
            bad = {way for way in there if way in found and way not in right}
            print(f"{name}.{ending}: {len(right)} of {len(there)} taken, {len(bad)} wrong, {len(read.doubts)} doubtful")
            for way in sorted(there):
                state = "taken" if way in right else "WRONG" if way in bad else "not taken"
                if options.all or state != "taken":
                    print(
                        f"  {state:9} {'.'.join(way)} = {wanted[way]}"
                        + (f" read as {found[way]}" if way in bad else "")
                    )
            for doubt in read.doubts:
                print(f"  doubtful  {doubt.place}: {doubt.why.th}")
            whole, taken, wrong = whole + len(there), taken + len(right), wrong + len(bad)
    print(f"{taken} of {whole} figures taken, {wrong} wrong")
    return 1 if wrong or taken * 10 < whole * 9 else 0


if __name__ == "__main__":
    sys.exit(main())

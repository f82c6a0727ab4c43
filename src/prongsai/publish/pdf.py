"""A report as PDF (PDF/UA-1), set by Typst with the Sarabun font that comes as a package."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prongsai.publish.report import Report
from prongsai.publish.resolved import Plain, resolve_report, sheets
from prongsai.publish.wrapping import longest_word, seamed, width

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]+")
# Scripts and pictures that no font at hand can show.
# Compiled when needed, which is rarely: it takes as long as a tenth of a memo.
_FOREIGN = r"[\u2e80-\ufaff\ufe30-\ufeff\U00010000-\U0010ffff]"
_PIECES = re.compile(r"[\s\u200b]+")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_UNSHOWN = re.compile(r"the text `\"(.*)\"` could not be displayed", re.DOTALL)
# Letters and signs of Europe and Thailand, which the fonts surely have, whatever stands beside them.
_UNSURE = re.compile(r"[^ -~\u00a0-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u2013\u2014\u2018-\u201d\u2022\u2026\u200b]")
_TRIES = 4
# Typst reads files by their paths, so the package lies unpacked wherever it is installed; asking importlib.resources
# for them costs a short run a tenth of its time.
_PAGES = Path(__file__).parent / "pages"
# A row of at most so many lines is not broken across pages, nor is a table.
_WHOLE_ROW = 16
_WHOLE_TABLE = 22
# The width of a table upright and turned, the size of its text and the room beside it, in points.
_ROOM = {False: 453.5, True: 728.5}
_SIZE, _BESIDE = 9.57, 10.0
# Thai words are rarely wider, in em; and so much of its width a column keeps when others need some.
_WORD, _KEPT = 5.4, 0.78


def pdf(report: Report) -> bytes:
    """The PDF's bytes; the same report gives the same bytes. User text reaches Typst as data, never as source.

    It can be called in threads and in processes of a pool. Typst keeps what it has set: a process grows by 100 MB over
    200 different briefs, most of it in the first 25, and by 350 MB over twenty booklets of 40 pages. Whoever makes
    many gives the processes an end (``max_tasks_per_child``). A character that no font has is shown as � or ?.

    Errors: RuntimeError (typst's) when a block cannot be drawn; that is a mistake of this program, not of the user.
    """
    data = _data(report)
    for _ in range(_TRIES):
        try:
            return _compiled(data)
        except RuntimeError as error:
            unshown = _UNSHOWN.search(str(error))
            if unshown is None:
                raise
            data = _without(data, unshown.group(1))
    return _compiled(_UNSURE.sub("?", data))


def _compiled(data: str) -> bytes:
    import typst  # loaded when used: the command line starts without it

    compiler = typst.Compiler(str(_PAGES / "report.typ"), root=str(_PAGES), font_paths=_fonts())
    made = compiler.compile(format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__}, expected the bytes of one PDF")
    return made


@functools.cache
def _fonts() -> Any:
    """Sarabun, listed once; signs that it lacks come from Typst's own fonts."""
    import typst

    package = find_spec("fontpkg_sarabun")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("fontpkg-sarabun is not installed: it brings the font that PDFs are set in")
    folder = Path(package.submodule_search_locations[0]) / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def _without(data: str, unshown: str) -> str:
    """``data`` where neither the text that could not be shown nor anything of its kind is left."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code.group(1), 16)), unshown)
    for character in set(text) - set("\\ "):
        data = data.replace(character, "\ufffd")
    return re.sub(_FOREIGN, "\ufffd", data)


def _data(report: Report) -> str:
    plain = resolve_report(report)
    turned = sheets(report.blocks)
    left = iter(plain.pop("blocks"))
    plain["sheets"] = [{"wide": wide, "blocks": [next(left) for _ in blocks]} for wide, blocks in turned]
    plain["one_page"] = report.kind == "brief"
    plain["title"] = plain["title"].strip() or report.kind
    for sheet in plain["sheets"]:
        _lay_tables(sheet["blocks"], _ROOM[sheet["wide"]])
    # A lone surrogate, which JSON files can hold, cannot be written as UTF-8.
    return json.dumps(_breakable(plain), ensure_ascii=False).encode("utf-8", "replace").decode()


def _breakable(plain: Any) -> Any:
    """All texts of ``plain`` without control characters, and with U+200B where long Latin strings may break."""
    if isinstance(plain, str):
        text = _CONTROLS.sub(" ", plain) if _CONTROLS.search(plain) else plain
        return seamed(text)
    if isinstance(plain, dict):
        return {key: _breakable(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_breakable(value) for value in plain]
    return plain


def _lay_tables(blocks: Iterable[Plain], room: float) -> None:
    """Widths of the columns of every table, and which of them and of their rows stay whole on a page."""
    for block in blocks:
        if block["block"] == "box":
            _lay_tables(block["blocks"], room)
        if block["block"] != "table":
            continue
        widths = block["widths"] = _fitted_widths(block, room)
        rows = []
        height = float(len(block["head"]))
        for cells in block["rows"]:
            tallest = 0.0
            for cell in cells:
                across = sum(widths[cell["column"] : cell["column"] + cell["span"]]) - _BESIDE
                lines = sum(1 + width(_text(line), _SIZE) / max(across, _SIZE) for line in cell["lines"])
                tallest = max(tallest, lines / cell["rows"])
            rows.append({"cells": cells, "keep": tallest <= _WHOLE_ROW})
            height += max(tallest, 1.0)
        block["rows"] = rows
        block["whole"] = height <= _WHOLE_TABLE


def _text(runs: list[Plain]) -> str:
    return "".join(run.get("text", " ") for run in runs)


def _fitted_widths(table: Plain, room: float) -> list[float]:
    """The widths asked for, in points; a column too narrow for a figure, a code or a word takes from the others."""
    asked = [each * room / (sum(table["widths"]) or 1) for each in table["widths"]]
    codes, words = [0.0] * len(asked), [0.0] * len(asked)
    for cell in (cell for row in (*table["head"], *table["rows"]) for cell in row):
        if cell["span"] > 1:
            continue
        at = cell["column"]
        for piece in _PIECES.split(" ".join(seamed(_text(line)) for line in cell["lines"])):
            if _THAI.search(piece):
                words[at] = max(words[at], _BESIDE + min(longest_word(piece, _SIZE), _WORD * _SIZE))
            else:
                codes[at] = max(codes[at], _BESIDE + width(piece, _SIZE))
    fitted = _raised(asked, codes, codes)
    kept = [max(code, each * _KEPT) for code, each in zip(codes, asked, strict=True)]
    return _raised(fitted, [max(pair) for pair in zip(codes, words, strict=True)], kept)


def _raised(widths: list[float], wanted: list[float], kept: list[float]) -> list[float]:
    """``widths`` raised to those wanted, as far as what the others have above what they keep reaches."""
    lacks = [max(0.0, want - each) for each, want in zip(widths, wanted, strict=True)]
    spare = [max(0.0, each - max(k, want)) for each, want, k in zip(widths, wanted, kept, strict=True)]
    moved = min(sum(lacks), sum(spare))
    if not moved:
        return widths
    return [
        each + lack * moved / sum(lacks) - more * moved / sum(spare)
        for each, lack, more in zip(widths, lacks, spare, strict=True)
    ]

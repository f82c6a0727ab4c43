"""A report as PDF (PDF/UA-1), set by Typst with the Sarabun font that comes as a package."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from prongsai.language.measure import width
from prongsai.language.wrapping import KEPT, glued_blanks, seamed, unbroken, wrap
from prongsai.publish.captions import captioned
from prongsai.publish.front_pages import front_of
from prongsai.publish.official_forms import PaperForm
from prongsai.publish.paper_parts import within_parts
from prongsai.publish.pdf.columns import BESIDE, SIZE, fitted_widths
from prongsai.publish.pdf.long_rows import WHOLE_ROW, lines_of, mark_long_rows, split_rows
from prongsai.publish.pdf.thin_pages import mend
from prongsai.publish.plain_report import Plain, glued, names_in, picture_called, resolve_report
from prongsai.publish.report import Block, Report, Signature
from prongsai.publish.signing import beside, closely, going_with_signatures, rows_of, shares_of
from prongsai.publish.turned_pages import sheets

_CONTROLS = re.compile(rf"[\x00-\x1f\x7f-\x9f\u200b\ufeff{''.join(KEPT)}]+")
# Scripts and pictures that no font at hand can show.
# Compiled when needed, which is rarely: it takes as long as a tenth of a memo.
_FOREIGN = r"[\u2e80-\ufaff\ufe30-\ufeff\U00010000-\U0010ffff]"
_UNSHOWN = re.compile(r"the text `\"(.*)\"` could not be displayed", re.DOTALL)
# Letters and signs of Europe and Thailand, which the fonts surely have, whatever stands beside them.
_UNSURE = re.compile(r"[^ -~\u00a0-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u2013\u2014\u2018-\u201d\u2022\u2026\u200b]")
_TRIES = 4
# So often a report is set again, where pages are mended or rows split; what has not moved costs next to nothing.
_PASSES = 6
_GOES_ON = {"th": "(ต่อ)", "en": "(continued)"}
# Typst reads files by their paths, so the package lies unpacked wherever it is installed; asking importlib.resources
# for them costs a short run a tenth of its time.
_PAGES = Path(__file__).parent / "pages"
# A table of at most so many lines is not broken across pages.
_WHOLE_TABLE = 22
# A paragraph of at most so many characters stays with what it leads to.
_LED, _LEAD = ("table", "chart", "signature"), 400
# The size of a cover's title, in points.
_COVER = 19.8
# The width of a title is estimated: one that is wider than its room by more than a tenth surely is.
_SURELY = 0.9
# The width of a table upright and turned, in points.
_ROOM = {False: 453.5, True: 728.5}


def pdf(report: Report) -> bytes:
    """The PDF's bytes; the same report gives the same bytes. User text reaches Typst as data, never as source.

    It can be called in threads and in processes of a pool. Typst keeps what it has set: a process grows by 100 MB over
    200 different briefs, most of it in the first 25, and by 350 MB over twenty booklets of 40 pages. Whoever makes
    many gives the processes an end (``max_tasks_per_child``). A character that no font has is shown as � or ?.

    Errors: RuntimeError (typst's) when a block cannot be drawn; that is a mistake of this program, not of the user.
    """
    return _set(report).data


def heading_pages(report: Report) -> list[str]:
    """The number that each heading's page carries in the PDF, in the order of ``headings_of``; of those with words."""
    return list(_set(report).headings)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A PDF, the page numbers of its headings, where each piece of a long row ends, and edges of blocks.

    ``close``: those who sign stand in one row."""

    data: bytes
    headings: tuple[str, ...]
    pieces: dict[int, tuple[int, float]]
    edges: tuple[Plain, ...]
    close: bool = False

    @property
    def pages(self) -> int:
        """How many pages the blocks take."""
        return max((edge["page"] for edge in self.edges), default=1)


def signs_closely(report: Report) -> bool:
    """Whether those who sign a paper stand in one row of three, since it takes a page less so."""
    return _set(report).close


def _set(report: Report) -> _Setting:
    made = _set_as(report, close=False)
    if made.pages > 1 and report.set_as.official and beside(report.blocks, close=True) != beside(report.blocks):
        closer = _set_as(report, close=True)
        if closer.pages < made.pages:
            return dataclasses.replace(closer, close=True)
    return made


def _set_as(report: Report, *, close: bool) -> _Setting:
    plain = _plain(dataclasses.replace(report, blocks=closely(report.blocks)) if close else report, close=close)
    made = _shown(_json(plain))
    goes_on = _GOES_ON[report.language]
    # Pages first: where they end decides where rows are split. Each is done once more where it moved something.
    for _ in range(_PASSES):
        if not mend(plain, made.edges, goes_on) and not split_rows(_tables(plain), made.pieces, goes_on):
            break
        made = _shown(_json(plain))
    return made


@functools.lru_cache(maxsize=2)  # the Word file of the same report asks for the pages of its headings
def _shown(data: str) -> _Setting:
    for _ in range(_TRIES):
        try:
            return _compiled(data)
        except RuntimeError as error:
            unshown = _UNSHOWN.search(str(error))
            if unshown is None:
                raise
            data = _without(data, unshown.group(1))
    return _compiled(_UNSURE.sub("?", data))


def _compiled(data: str) -> _Setting:
    import typst  # loaded when used: the command line starts without it

    # The report is a file beside the pages, not an input: what was set of it once is not set again when a row is split.
    files = {**_sources(), "report.json": data.encode()}
    made = typst.Compiler(files, font_paths=_fonts()).compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__}, expected the bytes of one PDF")
    placed = json.loads(typst.query(files, "<placed>", field="value", font_paths=_fonts()))
    headings = tuple(each["heading"] for each in placed if "heading" in each)
    pieces = {each["piece"]: (each["page"], each["y"]) for each in placed if "piece" in each}
    return _Setting(made, headings, pieces, tuple(each for each in placed if "edge" in each))


def _tables(plain: Plain) -> Iterator[Plain]:
    for sheet in plain["sheets"]:
        yield from (block for block in sheet["blocks"] if block["block"] == "table")


@functools.cache
def _sources() -> dict[str, bytes]:
    """The pages as files by name, the one to begin with as Typst wants it called."""
    found = {path.name: path.read_bytes() for path in _PAGES.glob("*.typ")}
    return {"main.typ": found.pop("report.typ"), **found}


@functools.cache
def _fonts() -> Any:
    """Sarabun, listed once; signs that it lacks come from Typst's own fonts."""
    import typst

    package = find_spec("fontpkg_sarabun")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("fontpkg-sarabun is not installed: it brings the font that PDFs are set in")
    folder = Path(package.submodule_search_locations[0]) / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def sets_thai() -> bool:
    """Whether Sarabun is there and loads: a line of Thai is set in it."""
    import typst

    try:
        line = '#set text(font: "Sarabun", lang: "th")\nโปร่งใส'.encode()
        made = typst.Compiler(line, font_paths=_fonts()).compile(format="pdf")
        return "Sarabun" in _fonts().families() and isinstance(made, bytes)
    except (ModuleNotFoundError, OSError, RuntimeError):
        return False


def _without(data: str, unshown: str) -> str:
    """``data`` where neither the text that could not be shown nor anything of its kind is left."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code.group(1), 16)), unshown)
    for character in set(text) - set("\\ "):
        data = data.replace(character, "\ufffd")
    return re.sub(_FOREIGN, "\ufffd", data)


def _plain(report: Report, *, close: bool) -> Plain:
    report = captioned(report)
    plain = resolve_report(report)
    left = zip(
        report.blocks, plain.pop("blocks"), strict=True
    )  # of these, page breaks at a sheet's edge are on no sheet
    front = {id(block) for block in report.blocks[: front_of(report.blocks)]}
    form = report.set_as
    plain["sheets"] = []
    for turned, on_sheet in sheets(report.blocks):
        for before, grouped in itertools.groupby(on_sheet, lambda block: id(block) in front):
            blocks = list(grouped)
            sheet = {
                "wide": turned,
                "front": before,
                "blocks": [next(filled for given, filled in left if given is block) for block in blocks],
                "kept": going_with_signatures(blocks, form.lines_with_signature),
                "beside": beside(blocks, close=close),
                "shares": _shares(blocks, beside(blocks, close=close)),
                "within": within_parts(blocks),
            }
            plain["sheets"].append(sheet)
    plain["close"] = close
    day = report.changed_on
    plain["date"] = {"year": day.year, "month": day.month, "day": day.day} if day else None
    plain["one_page"] = report.kind == "brief"
    plain["title"] = plain["title"].strip() or report.kind
    made: Plain = _breakable(plain)
    names = names_in(report)
    for sheet in made["sheets"]:
        _lay(sheet["blocks"], _ROOM[sheet["wide"]], names)
        within = sheet.pop("within")
        for at, block in enumerate(sheet["blocks"]):
            block["within"] = at in within
        sheet["blocks"] = _signed(sheet["blocks"], sheet.pop("kept"), sheet.pop("beside"), sheet.pop("shares"))
    made["form"], made["memo_form"] = _form(form), _form(report.memo_set_as)
    made["pictures"] = {name: _picture(name, report) for name in ("garuda", "seal")}
    mark_long_rows(_tables(made))
    return made


def _json(plain: Plain) -> str:
    # A lone surrogate, which JSON files can hold, cannot be written as UTF-8.
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace").decode()


def _form(form: PaperForm) -> Plain:
    """The form as data: lengths in centimetres, letters and lines in points, as numbers."""
    values = dataclasses.asdict(form).items()
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in values}


def _picture(name: Literal["garuda", "seal"], report: Report) -> Plain | None:
    """A picture that a block of the report shows, as data: bytes as numbers, what it is called, width and height of
    it where it may stand 1 high."""
    held = report.picture(name)
    if held is None:
        return None
    wide, high = held.within(1.0)
    return {"data": list(held.data), "alt": picture_called(name, report), "wide": wide, "high": high}


def _shares(blocks: list[Block], pairs: frozenset[int]) -> dict[int, float]:
    """What share of the line each of those who sign side by side takes, by their places."""
    made: dict[int, float] = {}
    for row in rows_of(pairs):
        made |= dict(
            zip(row, shares_of([block for at in row if isinstance(block := blocks[at], Signature)]), strict=True)
        )
    return made


def _signed(blocks: list[Plain], kept: frozenset[int], pairs: frozenset[int], shares: dict[int, float]) -> list[Plain]:
    """Blocks with those who sign side by side as one, and what does not part from a signature."""
    made: list[Plain] = []
    for at, block in enumerate(blocks):
        if at - 1 in pairs:
            made[-1]["beside"].append(block)
            made[-1]["shares"].append(shares[at])
            made[-1]["sticky"] = at in kept
            continue
        if at in kept:
            block["sticky"] = True
        if at in pairs:
            block |= {"beside": [], "shares": [shares[at]]}
        made.append(block)
    return made


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


def _lay(blocks: list[Plain], room: float, names: frozenset[str]) -> None:
    """What stays together: words on a line, lines and rows on a page; and the widths of the columns of every table."""
    headed = False
    for at, block in enumerate(blocks, 1):
        if block["block"] not in ("heading", "paragraph"):
            headed = False
        if block["block"] == "box":
            _lay(block["blocks"], room, names)
        elif block["block"] == "table":
            _lay_table(block, room, names)
            block["noted"] = any(after.get("style") in ("small", "note") for after in blocks[at : at + 1])
        elif block["block"] in ("heading", "paragraph"):
            _keep_words(block["runs"], room, names)
            # A note belongs to what stands before it, unless that is a heading or another such note.
            noted = block.get("style") in ("small", "note") and not headed
            headed = block["block"] == "heading" or (headed and block.get("style") == "note")
            leads = not noted and len(glued(block["runs"])) <= _LEAD
            follows = any(after["block"] in _LED for after in blocks[at : at + 1])
            block["sticky"] = block.get("stays") or (leads and (follows or (headed and block.get("style") == "note")))
        elif block["block"] == "listing":
            for item in block["items"]:
                _keep_words(item, room, names)
        elif block["block"] in ("memo-head", "letter-head"):
            block["subject"] = unbroken(block["subject"], room, SIZE, names)
            enclosed = block.get("enclosures", [])
            block["enclosures"] = [[unbroken(text, room, SIZE, names) for text in pair] for pair in enclosed]
        elif block["block"] == "cover":
            # A title's lines end where its sense lets them, not behind a word that leans on the next.
            lines: list[str] = []
            for line in glued_blanks(block["title"], room, _COVER):
                wide = width(line, _COVER) * _SURELY > room
                lines += wrap(line, room, _COVER, names) if wide else [line]
            block["title"] = [unbroken(line, room, _COVER, names) for line in lines]


def _keep_words(runs: list[Plain], room: float, names: frozenset[str]) -> None:
    # Runs that look alike become one: a closing bracket at the start of a run would else begin a line.
    for at in range(len(runs) - 1, 0, -1):
        before, after = runs[at - 1], runs[at]
        if "text" in before and "text" in after and all(before[look] == after[look] for look in ("bold", "italic")):
            before["text"] += runs.pop(at)["text"]
    worded = [run for run in runs if "text" in run]
    for run, text in zip(worded, glued_blanks([run["text"] for run in worded], room, SIZE), strict=True):
        run["text"] = unbroken(text, room, SIZE, names)


def _lay_table(table: Plain, room: float, names: frozenset[str]) -> None:
    """Widths of the columns of a table, and which of its rows stay whole on a page, or with the next row."""
    widths = table["widths"] = fitted_widths(table, room)
    rows = []
    height = float(len(table["head"]))
    for at, cells in enumerate(table["rows"], 1):
        for cell in cells:
            cell["across"] = sum(widths[cell["column"] : cell["column"] + cell["span"]]) - BESIDE
        tallest = max((lines_of(cell, cell["across"]) / cell["rows"] for cell in cells), default=0.0)
        leads = at < len(table["rows"]) and cells and cells[0]["bold"] and cells[0]["span"] > 1
        rows.append({"cells": cells, "keep": tallest <= WHOLE_ROW, "leads": bool(leads)})
        height += max(tallest, 1.0)
    for cell in (cell for row in (*table["head"], *table["rows"]) for cell in row):
        across = sum(widths[cell["column"] : cell["column"] + cell["span"]]) - BESIDE
        for line in cell["lines"]:
            _keep_words(line, across, names)
    _keep_words(table["caption"], room, names)
    table["rows"] = rows
    table["whole"] = height <= _WHOLE_TABLE

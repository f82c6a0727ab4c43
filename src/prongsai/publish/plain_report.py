"""A report with its figures filled in, as plain data for writers that run outside Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from prongsai.publish import report as document
from prongsai.publish.report import Block, Cell, LineBreak, Ref, Report, Runs

Plain = dict[str, Any]

_BELOW = {"th": "ต่ำกว่าเป้าหมาย", "en": "below the target"}


def picture_called(name: Literal["garuda", "seal"], report: Report) -> str:
    """What stands for a picture to who cannot see it."""
    if name == "garuda":
        return "ตราครุฑ" if report.language == "th" else "The garuda, emblem of the state"
    return f"ตรา{report.agency}" if report.language == "th" else f"Seal of {report.agency}"


def resolve_report(report: Report) -> Plain:
    """The report as JSON-able data; texts carry the report's digits, chart values are numbers in points.

    Headings carry levels without gaps (``sound_levels``).
    """
    blocks = [resolve_block(block, report) for block in report.blocks]
    headings = (block for block in _flat(blocks) if block["block"] == "heading")
    for heading, level in zip(headings, sound_levels(report.blocks), strict=True):
        heading["level"] = level
    return {
        "title": report.words(report.title),
        "agency": report.agency,
        "language": report.language,
        "digits": report.digits,
        "made_from": report.printed_source,
        "source": report.made_from,
        "notice": report.words(report.notice),
        "page_numbers": report.page_numbers,
        "kind": report.kind,
        "blocks": blocks,
    }


def _flat(blocks: list[Plain]) -> Iterator[Plain]:
    for block in blocks:
        yield block
        if block["block"] == "box":
            yield from _flat(block["blocks"])


def headings_of(blocks: Iterable[Block]) -> Iterator[document.Heading]:
    """Every heading in the order of reading, those inside boxes too."""
    for block in blocks:
        if isinstance(block, document.Heading):
            yield block
        elif isinstance(block, document.Box):
            yield from headings_of(block.blocks)


def sound_levels(blocks: Iterable[Block]) -> list[int]:
    """The level of every heading, beginning with 1 and without gaps, as accessible documents need it.

    A report whose headings are of levels 2, 2, 4 gets 1, 1, 2: what stood side by side still does.
    """
    levels: list[int] = []
    open_levels: list[int] = []
    for heading in headings_of(blocks):
        while open_levels and open_levels[-1] >= heading.level:
            open_levels.pop()
        open_levels.append(heading.level)
        levels.append(len(open_levels))
    return levels


def resolve_runs(runs: Runs, report: Report) -> list[Plain]:
    """Runs as ``{"text", "bold", "italic"}`` and ``{"break": true}``."""
    out: list[Plain] = []
    for run in runs:
        if isinstance(run, LineBreak):
            out.append({"break": True})
        elif isinstance(run, Ref):
            out.append({"text": report.figure(run.key), "bold": run.bold, "italic": False})
        else:
            text = report.words(run.text, verbatim=run.verbatim)
            out.append({"text": text, "bold": run.bold, "italic": run.italic})
    return out


def glued(runs: Iterable[Plain], line_break: str = " ") -> str:
    """Runs that are filled in, as one text."""
    return "".join(run.get("text", line_break) for run in runs)


def _cell(cell: Cell, report: Report, align: str, column: int, row: int) -> Plain:
    return {
        "column": column,
        "row": row,
        "lines": [resolve_runs(line, report) for line in cell.lines],
        "span": cell.span,
        "rows": cell.rows,
        "bold": cell.bold,
        "align": cell.align or align,
    }


def _rows(
    rows: tuple[tuple[Cell, ...], ...], table: document.Table, report: Report, first: int = 0
) -> list[list[Plain]]:
    # A cell's alignment is its column's; columns that a cell of an earlier row still covers are skipped. Every cell
    # says where it stands, so that a row with too few cells leaves the next one in its place.
    out: list[list[Plain]] = []
    covered: dict[int, int] = {}
    for number, row in enumerate(rows, start=first):
        at = 0
        cells: list[Plain] = []
        for cell in row:
            while covered.get(at, 0) > 0:
                covered[at] -= 1
                at += 1
            column = table.columns[min(at, len(table.columns) - 1)]
            placed = _cell(cell, report, column.align, at, number)
            placed["span"] = max(1, min(cell.span, len(table.columns) - at))
            cells.append(placed)
            for below in range(at, at + cell.span):
                covered[below] = cell.rows - 1
            at += cell.span
        for rest in range(at, len(table.columns)):
            covered[rest] = max(0, covered.get(rest, 0) - 1)
        out.append(cells)
    return out


def _chart(chart: document.Chart, report: Report) -> Plain:
    def point(key: str | None) -> Plain | None:
        return None if key is None else {"value": float(report.figures[key].text), "text": report.figure(key)}

    return {
        "block": "chart",
        "kind": chart.kind,
        "title": report.words(chart.title),
        "description": report.words(chart.description),
        "categories": [report.words(category) for category in chart.categories],
        "series": [
            {"name": report.words(series.name), "points": [point(key) for key in series.keys]}
            for series in chart.series
        ],
        "target": point(chart.target),
        "target_name": report.words(chart.target_name),
        "below_name": _BELOW[report.language],
        "maximum": chart.maximum,
        "digits": report.digits,
    }


def resolve_block(block: Block, report: Report) -> Plain:
    """One block as plain data; ``block`` says which."""
    match block:
        case document.Heading():
            return {"block": "heading", "level": block.level, "runs": resolve_runs(block.runs, report)}
        case document.Paragraph():
            return {
                "block": "paragraph",
                "runs": resolve_runs(block.runs, report),
                "style": block.style,
                "align": block.align,
                "indent": block.indent,
                "stays": block.stays,
            }
        case document.Listing():
            items = [resolve_runs(item, report) for item in block.items]
            return {"block": "listing", "items": items, "ordered": block.ordered}
        case document.Table():
            return {
                "block": "table",
                "widths": [column.width for column in block.columns],
                "head": _rows(block.head, block, report),
                "rows": _rows(block.rows, block, report, len(block.head)),
                "caption": resolve_runs(block.caption, report),
                "wide": block.wide,
                "ruled": block.ruled,
                "foot": [report.words(line) for line in block.foot],
            }
        case document.Chart():
            return _chart(block, report)
        case document.Cards():
            cards = [
                {
                    "label": report.words(label),
                    "figure": resolve_runs(figure, report),
                    "remark": resolve_runs(remark, report),
                }
                for label, figure, remark in block.cards
            ]
            return {"block": "cards", "cards": cards}
        case document.Box():
            inner = [resolve_block(boxed, report) for boxed in block.blocks]
            return {"block": "box", "kind": block.kind, "blocks": inner}
        case document.Signature():
            return {
                "block": "signature",
                "lines": [report.words(line) for line in block.lines],
                "choices": [report.words(choice) for choice in block.choices],
                "chosen": report.words(block.chosen) if block.chosen else None,
                "above": report.words(block.above),
            }
        case document.Cover():
            return {
                "block": "cover",
                "title": [report.words(line) for line in block.title],
                "agency": block.agency,
                "place": block.place,
                "unit": [report.words(line) for line in block.unit],
            }
        case document.Contents():
            return {"block": "contents", "title": report.words(block.title)}
        case document.MemoHead():
            return {
                "block": "memo-head",
                "unit": report.words(block.unit),
                "phone": report.words(block.phone),
                "number": report.words(block.number),
                "date": report.words(block.date),
                "subject": report.words(block.subject),
                "to": report.words(block.to),
            }
        case document.LetterHead():
            return {
                "block": "letter-head",
                "number": report.words(block.number),
                "sender": [report.words(line) for line in block.sender],
                "date": report.words(block.date),
                "subject": report.words(block.subject),
                "to": report.words(block.to),
                "reference": report.words(block.reference),
                "enclosures": [[report.words(name), report.words(many)] for name, many in block.enclosures],
            }
        case document.PageBreak():
            return {"block": "page-break"}

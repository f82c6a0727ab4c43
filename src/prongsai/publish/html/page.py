"""A report as one self-contained HTML page, from phone to print: the values that the templates in ``pages`` show."""

from __future__ import annotations

import base64
import functools
import itertools
import re
from collections import Counter
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from prongsai.language.wrapping import seamed, whole_words
from prongsai.publish import report as document
from prongsai.publish.captions import captioned
from prongsai.publish.html.charts import chart_svg
from prongsai.publish.plain_report import (
    headings_of,
    names_in,
    picture_called,
    resolve_block,
    shown_texts,
    sound_levels,
)
from prongsai.publish.report import Block, Cell, LineBreak, Ref, Report, Runs
from prongsai.publish.signing import beside, going_with_signatures
from prongsai.publish.turned_pages import sheets

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

# A word that is wider, in em, may break: a column on a phone is hardly wider.
_ROOM = 11.0

# Down to this level contents and links name headings; from so many headings on a page has links to them.
_DEEP, _LONG = 2, 4

View = dict[str, Any]  # what a template shows of one block


@functools.cache
def _templates() -> Environment:
    folder = str(files("prongsai.publish.html") / "pages")
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@functools.cache
def _css() -> Markup:
    # Ours, not a text of anybody's.
    return Markup((files("prongsai.publish.html") / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - a file of ours


def html(report: Report) -> str:
    """The page. Figures stand in ``<data>`` with their Arabic value and key; nothing is loaded from elsewhere."""
    report = captioned(report)
    views = _Views(report)
    body = [(turned, _signed(views, blocks)) for turned, blocks in sheets(report.blocks)]
    _with_links(views, body)
    page = (
        _templates()
        .get_template("page.html")
        .render(
            report=report,
            form=report.set_as,
            number=report.set_as.number.split("{}"),
            garuda=views.picture("garuda") if report.set_as.garuda_place == "center" else None,
            title=report.words(report.title),
            css=_css(),
            covered=any(isinstance(block, document.Cover) for block in report.blocks),
            titled=views.titled,
            sheets=body,
        )
    )
    # Control characters are no part of a page, and a lone surrogate, which JSON files can hold, is not UTF-8.
    return _CONTROLS.sub(" ", page).encode("utf-8", "replace").decode()


def _with_links(views: _Views, body: list[tuple[bool, list[View]]]) -> None:
    """Links to the headings of a long page below its title, where the document has no contents of its own."""
    links = views.links(_DEEP)
    if len(links) < _LONG or any(isinstance(block, document.Contents) for block in views.report.blocks):
        return
    said = "หัวข้อในหน้านี้" if views.thai else "On this page"
    blocks = body[0][1]
    opening = itertools.takewhile(lambda view: view["block"] == "title" or view.get("look") == "subtitle", blocks)
    blocks.insert(len(list(opening)), {"block": "links", "title": said, "headings": links})


def _signed(views: _Views, blocks: list[Block]) -> list[View]:
    """Views of blocks, those who sign side by side as one, and what does not part from a signature marked in print."""
    kept = going_with_signatures(blocks, views.report.set_as.lines_with_signature)
    pairs = beside(blocks)
    made: list[View] = []
    for at, block in enumerate(blocks):
        view = views.block(block)
        if at in kept and view["block"] == "paragraph":
            view["look"] = f"{view['look']} kept".strip()
        if at - 1 in pairs:
            made[-1] = {
                "block": "beside",
                "pair": [made[-1] | {"kept": False}, view | {"kept": False}],
                "kept": at in kept,
            }
        else:
            made.append(view | {"kept": at in kept})
    return made


class _Views:
    """Makes the views of blocks in their order; remembers headings so that the contents can link to them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.thai = report.language == "th"
        self.names = names_in(report)
        self.headings = list(zip(headings_of(report.blocks), sound_levels(report.blocks), strict=True))
        self.at = 0
        self.charts = 0
        self.regions: Counter[str] = Counter()
        # The page has one h1: the first of cover, title and head of a memo. Headings follow from h2 on.
        self.titled = False

    def title_tag(self) -> str:
        """The page's h1, or an h2 for a title further down."""
        tag = "h2" if self.titled else "h1"
        self.titled = True
        return tag

    def picture(self, name: Literal["garuda", "seal"]) -> View | None:
        """A picture that was given, as a part of the page itself."""
        held, form = self.report.picture(name), self.report.set_as
        if held is None:
            return None
        high = form.seal if name == "seal" else form.garuda or self.report.memo_set_as.garuda
        wide, tall = held.within(float(high))
        address = Markup("data:image/png;base64,") + base64.b64encode(held.data).decode()
        return {
            "address": address,
            "said": picture_called(name, self.report),
            "wide": f"{wide:.3f}",
            "high": f"{tall:.3f}",
        }

    def called(self, label: str) -> str:
        """What a region is called, told from others that would be called the same."""
        self.regions[label] += 1
        return label if self.regions[label] == 1 else f"{label} ({self.report.words(str(self.regions[label]))})"

    def links(self, deep: int) -> list[View]:
        """The headings down to a level, with what their links say; of those with words."""
        every = enumerate(self.headings, start=1)
        shown = [(at, heading, level) for at, (heading, level) in every if level <= deep]
        return [
            {"at": at, "level": level, "runs": self.runs(heading.runs)}
            for at, heading, level in shown
            if "".join(shown_texts(heading.runs, self.report)).strip()
        ]

    def runs(self, runs: Runs) -> list[View]:
        """Runs with their figures filled in, as the templates want them."""
        report = self.report
        shown: list[View] = []
        for run, text in zip(runs, shown_texts(runs, report), strict=True):
            if isinstance(run, LineBreak):
                shown.append({"line_break": True})
            elif isinstance(run, Ref):
                value = report.figures[run.key].text
                shown.append(_run(bold=run.bold, key=run.key, value=value, text=text))
            else:
                pieces = [whole_words(piece, _ROOM, 1, self.names) for piece in seamed(text).split("\u200b")]
                shown.append(_run(bold=run.bold, italic=run.italic, pieces=pieces))
        return shown

    def block(self, block: Block) -> View:
        """One block; ``block`` says which."""
        words = self.report.words
        match block:
            case document.Heading():
                level = self.headings[self.at][1]
                self.at += 1
                return {
                    "block": "heading",
                    "tag": f"h{min(level + 1, 6)}",
                    "at": self.at,
                    "runs": self.runs(block.runs),
                }
            case document.Paragraph(style="title"):
                return {"block": "title", "tag": self.title_tag(), "look": "title", "runs": self.runs(block.runs)}
            case document.Paragraph():
                look = [str(name) for name in (block.style, block.align) if name not in ("body", "start")]
                look += ["indent"] if block.indent else []
                look += ["stays"] if block.stays else []
                return {"block": "paragraph", "look": " ".join(look), "runs": self.runs(block.runs)}
            case document.Listing():
                items = [self.runs(item) for item in block.items]
                return {"block": "listing", "tag": "ol" if block.ordered else "ul", "items_": items}
            case document.Table():
                return self._table(block)
            case document.Chart():
                return self._chart(block)
            case document.Cards():
                cards = [(words(label), self.runs(figure), self.runs(remark)) for label, figure, remark in block.cards]
                return {"block": "cards", "cards": cards}
            case document.Box():
                return {"block": "box", "kind": block.kind, "blocks": [self.block(inner) for inner in block.blocks]}
            case document.Signature():
                return {
                    "block": "signature",
                    "choices": [words(choice) for choice in block.choices],
                    "chosen": words(block.chosen) if block.chosen is not None else None,
                    "said": "เลือก" if self.thai else "chosen",
                    "above": words(block.above),
                    "lines": [words(line) for line in block.lines],
                }
            case document.Cover():
                return {
                    "block": "cover",
                    "tag": self.title_tag(),
                    "look": "titles",
                    "seal": self.picture("seal"),
                    "title": [words(line) for line in block.title],
                    "agency": block.agency,
                    "place": block.place,
                    "unit": [words(line) for line in block.unit],
                }
            case document.Contents():
                return {"block": "contents", "title": words(block.title), "headings": self.links(_DEEP)}
            case document.MemoHead():
                phone = f"  โทร. {block.phone}" if block.phone else ""
                return {
                    "block": "memo-head",
                    "tag": self.title_tag(),
                    "look": "memo-title",
                    "garuda": self.picture("garuda"),
                    "unit": words(block.unit + phone),
                    "number": words(block.number),
                    "date": words(block.date),
                    "subject": words(block.subject),
                    "to": words(block.to),
                }
            case document.LetterHead():
                return {
                    "block": "letter-head",
                    "tag": self.title_tag(),
                    "look": "letter-line letter-subject",
                    "number": words(block.number),
                    "sender": [words(line) for line in block.sender],
                    "date": words(block.date),
                    "subject": words(block.subject),
                    "to": words(block.to),
                    "reference": words(block.reference),
                    "enclosures": [(words(name), words(many)) for name, many in block.enclosures],
                }
            case document.PageBreak():
                return {"block": "page-break"}

    def _table(self, block: document.Table) -> View:
        plain = resolve_block(block, self.report)
        total = sum(column.width for column in block.columns) or 1
        label = "".join(run.text for run in block.caption if not isinstance(run, Ref | LineBreak))
        return {
            "block": "table",
            "label": self.called(self.report.words(label) or ("ตาราง" if self.thai else "Table")),
            "widths": [f"{column.width / total:.1%}" for column in block.columns],
            "caption": self.runs(block.caption),
            "head": self._rows(block.head, plain["head"]),
            "rows": self._rows(block.rows, plain["rows"]),
            "ruled": block.ruled,
            "foot": [self.report.words(line) for line in block.foot],
        }

    def _rows(self, rows: tuple[tuple[Cell, ...], ...], plain: list[list[View]]) -> list[list[View]]:
        return [
            [
                {
                    "span": cell.span,
                    "rows": cell.rows,
                    "align": placed["align"],
                    "bold": cell.bold,
                    "lines": [self.runs(line) for line in cell.lines],
                }
                for cell, placed in zip(row, placed_row, strict=True)
            ]
            for row, placed_row in zip(rows, plain, strict=True)
        ]

    def _chart(self, block: document.Chart) -> View:
        self.charts += 1
        words = self.report.words
        rows = [
            (words(category), [self._figure(series.keys[at]) for series in block.series])
            for at, category in enumerate(block.categories)
        ]
        if block.target:
            rows.append((words(block.target_name), [self._figure(block.target)] * len(block.series)))
        summary = "ตารางของแผนภูมินี้" if self.thai else "The table of this chart"
        drawing = chart_svg(resolve_block(block, self.report), f"c{self.charts}")
        return {
            "block": "chart",
            "title": words(block.title),
            "drawing": Markup(drawing),  # noqa: S704 - a drawing of ours, its words escaped as it is written
            "summary": summary,
            "label": self.called(f"{summary}: {words(block.title)}"),
            # Where not every figure stands in the drawing itself, its table is open from the start.
            "open": block.kind == "stacked" or (block.kind == "lines" and len(block.series) > 1),
            "head": ["รายการ" if self.thai else "Item", *(words(series.name) for series in block.series)],
            "rows": rows,
        }

    def _figure(self, key: str | None) -> list[View]:
        return self.runs((Ref(key),)) if key else []


def _run(**said: object) -> View:
    return {"line_break": False, "key": "", "bold": False, "italic": False, **said}

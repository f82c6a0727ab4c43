"""A report as one self-contained HTML page, from phone to print; charts are SVG with their table."""

from __future__ import annotations

import functools
import re
from html import escape
from importlib.resources import files

from prongsai.language.wrapping import seamed
from prongsai.publish.html.charts import chart_svg
from prongsai.publish.plain_report import Plain, headings_of, resolve_block, sound_levels
from prongsai.publish.report import (
    Block,
    Box,
    Break,
    Cards,
    Cell,
    Chart,
    Contents,
    Cover,
    Heading,
    Listing,
    MemoHead,
    PageBreak,
    Paragraph,
    Ref,
    Report,
    Runs,
    Signature,
    Table,
)
from prongsai.publish.turned_pages import sheets


@functools.cache
def _css() -> str:
    return (files("prongsai.publish.html") / "report.css").read_text(encoding="utf-8")


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Nothing can be loaded or sent, whatever stands in the texts.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html(report: Report) -> str:
    """The page. Figures stand in ``<data>`` with their Arabic value and key; nothing is loaded from elsewhere."""
    body = _Body(report)
    parts: list[str] = []
    for wide, blocks in sheets(report.blocks):
        content = "\n".join(body.block(block) for block in blocks)
        parts.append(f'<section class="wide">\n{content}\n</section>' if wide else content)
    if not body.titled:
        parts.insert(0, f'<h1 class="unseen">{escape(report.words(report.title))}</h1>')
    if report.made_from:
        parts.append(f"<footer>{escape(report.made_from)}</footer>")
    content = "\n".join(parts)
    title = escape(report.words(report.title))
    page = (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · {escape(report.agency)}</title>\n<style>\n{_css()}{_page_numbers(report)}</style>\n</head>\n"
        f'<body class="{escape(report.kind, quote=True)} {report.digits}">\n'
        f"<main>\n{content}\n</main>\n</body>\n</html>\n"
    )
    # Control characters are no part of a page, and a lone surrogate, which JSON files can hold, is not UTF-8.
    return _CONTROLS.sub(" ", page).encode("utf-8", "replace").decode()


def _page_numbers(report: Report) -> str:
    """The rule that numbers printed pages in the report's digits, none on a cover."""
    if not report.page_numbers:
        return ""
    style = ", thai" if report.digits == "thai" else ""
    rule = f"@page {{ @bottom-center {{ content: counter(page{style}); font-size: 10pt; color: #56646a; }} }}\n"
    covered = any(isinstance(block, Cover) for block in report.blocks)
    return rule + ("@page :first { @bottom-center { content: none; } }\n" if covered else "")


class _Body:
    """Writes blocks; remembers headings so that the contents can link to them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.headings = list(zip(headings_of(report.blocks), sound_levels(report.blocks), strict=True))
        self.at = 0
        self.charts = 0
        # The page has one h1: the first of cover, title and head of a memo. Headings follow from h2 on.
        self.titled = False

    def title(self, inside: str, css: str = "") -> str:
        """The page's h1, or a title further down as an h2."""
        tag = "h2" if self.titled else "h1"
        self.titled = True
        return f'<{tag} class="{css}">{inside}</{tag}>' if css else f"<{tag}>{inside}</{tag}>"

    def runs(self, runs: Runs) -> str:
        """Runs as inline HTML."""
        out: list[str] = []
        for run in runs:
            if isinstance(run, Break):
                out.append("<br>")
            elif isinstance(run, Ref):
                value = escape(self.report.figures[run.key].text, quote=True)
                shown = escape(self.report.figure(run.key))
                text = f'<data value="{value}" data-figure="{escape(run.key, quote=True)}">{shown}</data>'
                out.append(f"<b>{text}</b>" if run.bold else text)
            else:
                # A reader who copies an address gets it without the places where it may break.
                text = escape(seamed(self.report.words(run.text, verbatim=run.verbatim))).replace("\u200b", "<wbr>")
                text = f"<i>{text}</i>" if run.italic else text
                out.append(f"<b>{text}</b>" if run.bold else text)
        return "".join(out)

    def block(self, block: Block) -> str:
        """One block as HTML."""
        match block:
            case Heading():
                level = self.headings[self.at][1]
                self.at += 1
                tag = f"h{min(level + 1, 6)}"
                return f'<{tag} id="s{self.at}">{self.runs(block.runs)}</{tag}>'
            case Paragraph():
                return self._paragraph(block)
            case Listing():
                tag = "ol" if block.ordered else "ul"
                return f"<{tag}>" + "".join(f"<li>{self.runs(item)}</li>" for item in block.items) + f"</{tag}>"
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Cards():
                return self._cards(block)
            case Box():
                inner = "".join(self.block(each) for each in block.blocks)
                return f'<div class="box {block.kind}" role="note">{inner}</div>'
            case Signature():
                return self._signature(block)
            case Cover():
                return self._cover(block)
            case Contents():
                return self._contents(block)
            case MemoHead():
                return self._memo_head(block)
            case PageBreak():
                return '<div class="page-break"></div>'

    def _paragraph(self, block: Paragraph) -> str:
        if block.style == "title":
            return self.title(self.runs(block.runs), "title")
        names = [str(name) for name in (block.style, block.align) if name not in ("body", "start")]
        if block.indent:
            names.append("indent")
        attribute = f' class="{" ".join(names)}"' if names else ""
        return f"<p{attribute}>{self.runs(block.runs)}</p>"

    def _cell(self, cell: Cell, plain: Plain, tag: str) -> str:
        attributes = f' colspan="{cell.span}"' if cell.span > 1 else ""
        attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        attributes += f' class="{plain["align"]}"' if plain["align"] != "start" else ""
        if tag == "th":
            attributes += ' scope="colgroup"' if cell.span > 1 else ' scope="col"'
        lines = [self.runs(line) for line in cell.lines]
        inside = lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
        return f"<{tag}{attributes}>{f'<b>{inside}</b>' if cell.bold and tag == 'td' else inside}</{tag}>"

    def _table(self, block: Table) -> str:
        plain = resolve_block(block, self.report)

        def rows(cells: tuple[tuple[Cell, ...], ...], plain_rows: list[list[Plain]], tag: str) -> str:
            return "".join(
                "<tr>"
                + "".join(self._cell(one, as_plain, tag) for one, as_plain in zip(row, line, strict=True))
                + "</tr>"
                for row, line in zip(cells, plain_rows, strict=True)
            )

        caption = f"<caption>{self.runs(block.caption)}</caption>" if block.caption else ""
        head = f"<thead>{rows(block.head, plain['head'], 'th')}</thead>" if block.head else ""
        body = f"<tbody>{rows(block.rows, plain['rows'], 'td')}</tbody>"
        total = sum(column.width for column in block.columns) or 1
        widths = "".join(f'<col style="width:{column.width / total:.1%}">' for column in block.columns)
        columns = f"<colgroup>{widths}</colgroup>"
        # A table that is wider than a phone scrolls by itself; the focus lets a keyboard reach it.
        table = f'<table style="--columns:{len(block.columns)}">{caption}{columns}{head}{body}</table>'
        return f'<div class="scroll" tabindex="0" role="region"{self._label(block)}>{table}</div>'

    def _label(self, block: Table) -> str:
        words = "".join(run.text for run in block.caption if not isinstance(run, Ref | Break)) or (
            "ตาราง" if self.report.language == "th" else "Table"
        )
        return f' aria-label="{escape(self.report.words(words), quote=True)}"'

    def _chart(self, block: Chart) -> str:
        self.charts += 1
        plain = resolve_block(block, self.report)
        title = escape(self.report.words(block.title))
        names = [escape(self.report.words(series.name)) for series in block.series]
        what = "รายการ" if self.report.language == "th" else "Item"
        head = "".join(f'<th scope="col">{name}</th>' for name in [what, *names])
        rows = []
        for at, category in enumerate(block.categories):
            cells = [f'<th scope="row">{escape(self.report.words(category))}</th>']
            for series in block.series:
                key = series.keys[at]
                cells.append(f'<td class="end">{self.runs((Ref(key),)) if key else "–"}</td>')
            rows.append("<tr>" + "".join(cells) + "</tr>")
        if block.target:
            name = escape(self.report.words(block.target_name))
            cell = f'<td class="end">{self.runs((Ref(block.target),))}</td>' * len(names)
            rows.append(f'<tr><th scope="row">{name}</th>{cell}</tr>')
        summary = "ตารางของแผนภูมินี้" if self.report.language == "th" else "The table of this chart"
        # Where not every figure stands in the drawing itself, its table is open from the start.
        opened = " open" if block.kind == "stacked" or (block.kind == "lines" and len(block.series) > 1) else ""
        label = escape(f"{summary}: {self.report.words(block.title)}", quote=True)
        return (
            f"<figure><figcaption>{title}</figcaption>{chart_svg(plain, f'c{self.charts}')}"
            f'<details{opened}><summary>{summary}</summary><div class="scroll" tabindex="0" role="region" '
            f'aria-label="{label}"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div></details></figure>"
        )

    def _cards(self, block: Cards) -> str:
        cards = []
        for label, figure, remark in block.cards:
            below = f'<dd class="remark">{self.runs(remark)}</dd>' if remark else ""
            name = escape(self.report.words(label))
            cards.append(f'<div><dt>{name}</dt><dd class="figure">{self.runs(figure)}</dd>{below}</div>')
        return f'<dl class="cards">{"".join(cards)}</dl>'

    def _signature(self, block: Signature) -> str:
        choices = "".join(self._choice(choice, ticked=choice == block.chosen) for choice in block.choices)
        lines = "<br>".join(escape(self.report.words(line)) for line in block.lines)
        listed = f'<ul class="choices">{choices}</ul>' if choices else ""
        return f'<div class="signing">{listed}<div class="signature"><div class="room"></div>{lines}</div></div>'

    def _choice(self, choice: str, *, ticked: bool) -> str:
        said = "เลือก" if self.report.language == "th" else "chosen"
        mark = f'<span aria-hidden="true">☑</span><span class="unseen">{said}:</span>' if ticked else "☐"
        return f"<li>{mark} {escape(self.report.words(choice))}</li>"

    def _cover(self, block: Cover) -> str:
        titles = "<br>".join(escape(self.report.words(line)) for line in block.title)
        unit = "<br>".join(escape(self.report.words(line)) for line in block.unit)
        place = f"<p>{escape(block.place)}</p>" if block.place else ""
        return (
            f'<header class="cover">{self.title(titles, "titles")}<p class="agency">{escape(block.agency)}</p>'
            f'{place}<p class="unit">{unit}</p></header>'
        )

    def _contents(self, block: Contents) -> str:
        lines = "".join(
            f'<li class="level-{level}"><a href="#s{at}">{self.runs(heading.runs)}</a></li>'
            for at, (heading, level) in enumerate(self.headings, start=1)
            if level <= 2
        )
        title = escape(self.report.words(block.title))
        return f'<nav aria-label="{title}"><h2>{title}</h2><ol>{lines}</ol></nav>'

    def _memo_head(self, block: MemoHead) -> str:
        def field(label: str, value: str, css: str = "dotted") -> str:
            words = escape(self.report.words(value)) or "&nbsp;"
            return f'<span class="field"><b>{label}</b> <span class="{css}">{words}</span></span>'

        phone = f"  โทร. {block.phone}" if block.phone else ""
        return (
            f"{self.title('บันทึกข้อความ', 'memo-title')}"
            f'<p class="memo-field">{field("ส่วนราชการ", block.unit + phone)}</p>'
            f'<p class="memo-field">{field("ที่", block.number)}{field("วันที่", block.date)}</p>'
            f'<p class="memo-field">{field("เรื่อง", block.subject)}</p>'
            f'<p class="memo-field">{field("เรียน", block.to, "open")}</p>'
        )

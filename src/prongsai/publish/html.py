"""A report as one self-contained HTML page, from phone to print; charts are SVG with their table."""

from __future__ import annotations

import functools
from html import escape
from importlib.resources import files

from prongsai.publish.charts import chart_svg
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
from prongsai.publish.resolved import Plain, resolve_block


@functools.cache
def _css() -> str:
    return (files("prongsai.publish") / "pages" / "report.css").read_text(encoding="utf-8")


def html(report: Report) -> str:
    """The page. Figures stand in ``<data>`` with their Arabic value and key; nothing is loaded from elsewhere."""
    body = _Body(report)
    content = "\n".join(body.block(block) for block in report.blocks)
    title = escape(report.words(report.title))
    made = f"<footer>{escape(report.made_from)}</footer>" if report.made_from else ""
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · {escape(report.agency)}</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n<main>\n"
        f"{content}\n{made}\n</main>\n</body>\n</html>\n"
    )


class _Body:
    """Writes blocks; remembers headings so that the contents can link to them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.headings = [block for block in report.blocks if isinstance(block, Heading)]
        self.at = 0

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
                text = escape(self.report.words(run.text, verbatim=run.verbatim))
                text = f"<i>{text}</i>" if run.italic else text
                out.append(f"<b>{text}</b>" if run.bold else text)
        return "".join(out)

    def block(self, block: Block) -> str:
        """One block as HTML."""
        match block:
            case Heading():
                self.at += 1
                tag = f"h{min(block.level + 1, 4)}"
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
                return f'<div class="box {block.kind}">{inner}</div>'
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
            return f"<h1>{self.runs(block.runs)}</h1>"
        names = [str(name) for name in (block.style, block.align) if name not in ("body", "start")]
        if block.indent:
            names.append("indent")
        attribute = f' class="{" ".join(names)}"' if names else ""
        return f"<p{attribute}>{self.runs(block.runs)}</p>"

    def _cell(self, cell: Cell, plain: Plain, tag: str) -> str:
        attributes = f' colspan="{cell.span}"' if cell.span > 1 else ""
        attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        attributes += f' class="{plain["align"]}"' if plain["align"] != "start" else ""
        attributes += ' scope="col"' if tag == "th" else ""
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
        # A table that is wider than a phone scrolls by itself; the focus lets a keyboard reach it.
        table = f"<table>{caption}{head}{body}</table>"
        return f'<div class="scroll" tabindex="0" role="region"{self._label(block)}>{table}</div>'

    def _label(self, block: Table) -> str:
        words = "".join(run.text for run in block.caption if not isinstance(run, Ref | Break)) or (
            "ตาราง" if self.report.language == "th" else "Table"
        )
        return f' aria-label="{escape(self.report.words(words), quote=True)}"'

    def _chart(self, block: Chart) -> str:
        plain = resolve_block(block, self.report)
        title = escape(self.report.words(block.title))
        names = [escape(self.report.words(series.name)) for series in block.series]
        head = "".join(f'<th scope="col">{name}</th>' for name in ["", *names])
        rows = []
        for at, category in enumerate(block.categories):
            cells = [f'<th scope="row">{escape(self.report.words(category))}</th>']
            for series in block.series:
                key = series.keys[at]
                cells.append(f'<td class="end">{self.runs((Ref(key),)) if key else "–"}</td>')
            rows.append("<tr>" + "".join(cells) + "</tr>")
        summary = "ตารางของแผนภูมินี้" if self.report.language == "th" else "The table of this chart"
        return (
            f"<figure><figcaption>{title}</figcaption>{chart_svg(plain)}"
            f'<details><summary>{summary}</summary><div class="scroll"><table><thead><tr>{head}</tr></thead>'
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
        choices = "".join(
            f"<li>{'☑' if choice == block.chosen else '☐'} {escape(self.report.words(choice))}</li>"
            for choice in block.choices
        )
        lines = "<br>".join(escape(self.report.words(line)) for line in block.lines)
        listed = f'<ul class="choices">{choices}</ul>' if choices else ""
        return f'<div class="signature">{listed}<div class="room"></div>{lines}</div>'

    def _cover(self, block: Cover) -> str:
        titles = "<br>".join(escape(self.report.words(line)) for line in block.title)
        unit = "<br>".join(escape(self.report.words(line)) for line in block.unit)
        place = f"<div>{escape(block.place)}</div>" if block.place else ""
        return (
            f'<header class="cover"><h1 class="titles">{titles}</h1><div class="agency">{escape(block.agency)}</div>'
            f'{place}<div class="unit">{unit}</div></header>'
        )

    def _contents(self, block: Contents) -> str:
        lines = "".join(
            f'<li class="level-{heading.level}"><a href="#s{at}">{self.runs(heading.runs)}</a></li>'
            for at, heading in enumerate(self.headings, start=1)
            if heading.level <= 2
        )
        title = escape(self.report.words(block.title))
        return f'<nav aria-label="{title}"><h2>{title}</h2><ol>{lines}</ol></nav>'

    def _memo_head(self, block: MemoHead) -> str:
        def field(label: str, value: str, css: str = "dotted") -> str:
            return f'<b>{label}</b><span class="{css}">{escape(self.report.words(value)) or "&nbsp;"}</span>'

        phone = f"  โทร. {block.phone}" if block.phone else ""
        return (
            '<h1 class="memo-title">บันทึกข้อความ</h1>'
            f'<p class="memo-field">{field("ส่วนราชการ", block.unit + phone)}</p>'
            f'<p class="memo-field">{field("ที่", block.number)}{field("วันที่", block.date)}</p>'
            f'<p class="memo-field">{field("เรื่อง", block.subject, "")}</p>'
            f'<p class="memo-field">{field("เรียน", block.to, "")}</p>'
        )

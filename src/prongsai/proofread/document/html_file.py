"""Reads an HTML page as its reader sees it, with the figures that it marks with ``<data>``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from prongsai.proofread.document.passages import Collector, Piece

_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "source", "area", "base", "embed", "track"}
_UNSEEN = {"script", "style", "svg", "template", "head", "nav", "noscript", "title", "object", "iframe"}
_BLOCKS = {"p", "li", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "ul", "ol"}
_BLOCKS |= {"dl", "figure", "figcaption", "details", "summary", "body", "html", "address", "form", "fieldset"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def decoded(data: bytes) -> str:
    """The text of a page: UTF-8, else what it says itself, else the old Thai code page."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4000])
        name = said[1].decode("ascii").lower() if said else "cp874"
        try:
            return data.decode(name, errors="replace")
        except LookupError:
            return data.decode("cp874", errors="replace")


def read_page(data: bytes, name: str) -> tuple[Piece, ...]:
    """The passages of a page in reading order."""
    reader = _Reader()
    reader.feed(decoded(data))
    reader.close()
    return tuple(reader.finish())


@dataclass
class _Table:
    """A table that is being read."""

    caption: str
    chart: bool
    rows: list[list[str]] = field(default_factory=list)
    down: dict[int, tuple[int, str]] = field(default_factory=dict)  # column → rows that its cell still covers, text
    head: int = 0
    in_head: bool = False
    span: tuple[int, int] = (1, 1)
    cell: bool = False


class _Reader(HTMLParser):
    """Gathers text until a block ends, then hands it on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = Collector()
        self.text: list[str] = []
        self.unseen: list[str] = []
        self.tables: list[_Table] = []
        self.level: int | None = None
        self.term = ""
        self.title = ""
        self.figure = False
        self.data: tuple[str, str, int] | None = None  # key, value, where its text begins
        self.marks: list[tuple[str, str, str]] = []

    def finish(self) -> list[Piece]:
        while self.tables:
            self._end_table()
        self._flush()
        return self.out.pieces

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        if self.unseen or tag in _UNSEEN or "hidden" in given:
            if tag not in _VOID:
                self.unseen.append(tag)
            return
        match tag:
            case "br":
                self.text.append(" ")
            case "data" if "data-figure" in given:
                self.data = (given["data-figure"], given.get("value", ""), len("".join(self.text)))
            case "table":
                self._flush()
                self.tables.append(_Table(self.title if self.figure else "", self.figure))
            case "thead" if self.tables:
                self.tables[-1].in_head = True
            case "tbody" | "tfoot" if self.tables:
                self.tables[-1].in_head = False
            case "tr" if self.tables:
                self._end_cell()
                self._new_row()
            case "td" | "th" if self.tables:
                self._end_cell()
                if not self.tables[-1].rows:
                    self._new_row()
                self.tables[-1].cell = True
                self.tables[-1].span = (_number(given.get("colspan")), _number(given.get("rowspan")))
            case "caption" | "dt":
                self._flush()
            case _ if re.fullmatch("h[1-6]", tag):
                self._flush()
                self.level = int(tag[1])
            case _ if tag in _BLOCKS:
                self._flush()
                if tag == "figure":
                    self.figure, self.title = True, ""

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag in self.unseen:
                while self.unseen.pop() != tag:
                    pass
            return
        match tag:
            case "data" if self.data is not None:
                key, value, start = self.data
                self.marks.append((key, value, "".join(self.text)[start:]))
                self.data = None
            case "table" if self.tables:
                self._end_table()
            case "tr" | "td" | "th" if self.tables:
                self._end_cell()
            case "thead" if self.tables:
                self._end_cell()
                self.tables[-1].in_head = False
            case "caption" if self.tables:
                self.tables[-1].caption = self._taken()
            case "figcaption":
                self.title = self._taken()
            case "dt":
                self._term()
                self.term = self._taken()
            case "dd":
                self.term = f"{self.term} {self._taken()}".strip()
            case "dl":
                self._term()
            case "figure":
                self._flush()
                self.figure = False
            case _ if tag in _BLOCKS or re.fullmatch("h[1-6]", tag):
                self._flush()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)

    def _taken(self) -> str:
        # White space of the source is no line of the reader's, except where a block in a cell ended (\v).
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self.text)).strip()
        self.text = []
        around = re.sub(r"[ \v]+", " ", text).strip()
        for key, value, shown in self.marks:
            self.out.marked(key, value, shown, around)
        self.marks = []
        return text.replace("\v", "\n")

    def _flush(self) -> None:
        if self.tables and self.tables[-1].cell:
            self.text.append(" \v ")
            return
        self._term()
        text = self._taken().replace("\n", " ")
        if self.level is not None:
            self.out.heading(text, self.level)
            self.level = None
        else:
            self.out.paragraph(text)

    def _term(self) -> None:
        term, self.term = self.term, ""
        if term:
            self.out.paragraph(term)

    def _new_row(self) -> None:
        table = self.tables[-1]
        table.rows.append([])
        if table.in_head:
            table.head = len(table.rows)
        self._covered(table)

    def _covered(self, table: _Table) -> None:
        row = table.rows[-1]
        while (left := table.down.get(len(row), (0, ""))) and left[0] > 0:
            table.down[len(row)] = (left[0] - 1, left[1])
            row.append(left[1])

    def _end_cell(self) -> None:
        table = self.tables[-1]
        if not table.cell:
            self.text = []
            return
        text = "\n".join(line for line in map(str.strip, self._taken().split("\n")) if line)
        across, down = table.span
        table.cell = False
        for _ in range(across):
            row = table.rows[-1]
            if down > 1:
                table.down[len(row)] = (down - 1, text)
            row.append(text)
        self._covered(table)

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        rows = [row for row in table.rows if row]
        if self.tables:
            self.text.append(" ")
        if table.chart:
            self.out.chart(rows, table.caption)
        else:
            self.out.table(rows, table.head, table.caption)


def _number(text: str | None) -> int:
    return min(max(int(text), 1), 100) if text and text.isascii() and text.isdigit() else 1

"""What a reader makes of a document of ours, straight from its report: the pieces that its page would be read as."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prongsai.proofread.document.passages import Collector, Piece
from prongsai.publish import report as document
from prongsai.publish.plain_report import glued, resolve_runs, sound_levels
from prongsai.publish.report import Block, Cell, Ref, Report, Runs
from prongsai.publish.turned_pages import sheets

_SPACE = re.compile(r"[ \t\r\n\f]+")
# What no page holds.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DEEPEST = 6  # a page knows six levels of headings, the first for its title
_MOST_SPAN = 100

Mark = tuple[str, str, str]  # key, value, what is shown


def pieces_of(report: Report) -> tuple[Piece, ...]:
    """The pieces of a report in the order of reading: those that reading it back as a page gives."""
    reader = _Reader(report)
    blocks = [block for _, together in sheets(report.blocks) for block in together]
    if not any(_titles(block) for block in blocks):
        reader.out.heading(reader.words(report.title), 1)
    for block in blocks:
        reader.block(block)
    if report.printed_source:
        reader.out.paragraph(_plain(report.printed_source))
    return tuple(reader.out.pieces)


def _titles(block: Block) -> bool:
    """Whether a block is the title of the page, or holds it."""
    if isinstance(block, document.Box):
        return any(_titles(inner) for inner in block.blocks)
    return isinstance(block, document.Cover | document.MemoHead | document.LetterHead) or (
        isinstance(block, document.Paragraph) and block.style == "title"
    )


def _plain(text: str) -> str:
    return _CONTROLS.sub(" ", text).encode("utf-8", "replace").decode()


class _Reader:
    """Reads block after block; a figure is noted before the line that it stands in."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.out = Collector()
        self.levels = iter(sound_levels(report.blocks))
        self.titled = False

    def words(self, text: str) -> str:
        return _plain(self.report.words(text))

    def block(self, block: Block) -> None:
        """One block, in its own words."""
        match block:
            case document.Heading():
                self.out.heading(self._read([block.runs]), min(next(self.levels) + 1, _DEEPEST))
            case document.Paragraph(style="title"):
                self._title(self._read([block.runs]))
            case document.Paragraph():
                self.out.paragraph(self._read([block.runs]))
            case document.Listing():
                for item in block.items:
                    self.out.paragraph(self._read([item]))
            case document.Table():
                caption = self._read([block.caption]) if block.caption else ""
                head = self._spread((*block.head, *block.rows))
                self.out.table([row for row in head if row], len(block.head), caption)
                if block.foot:
                    self.out.paragraph(" ".join(self.words(line) for line in block.foot))
            case document.Chart():
                self._chart(block)
            case document.Cards():
                for label, figure, remark in block.cards:
                    lines = [self.words(label), self._read([figure]), self._read([remark]) if remark else ""]
                    self.out.paragraph(" ".join(line for line in lines if line))
            case document.Box():
                for inner in block.blocks:
                    self.block(inner)
            case document.Signature():
                self._signature(block)
            case document.Cover():
                self._title(" ".join(self.words(line) for line in block.title))
                for line in (block.agency, block.place or "", " ".join(self.words(line) for line in block.unit)):
                    self.out.paragraph(_plain(line))
            case document.MemoHead():
                self._memo_head(block)
            case document.LetterHead():
                self._letter_head(block)
            case document.Contents() | document.PageBreak():
                pass  # says nothing of its own

    def _title(self, text: str) -> None:
        self.out.heading(text, 2 if self.titled else 1)
        self.titled = True

    def _read(self, lines: Iterable[Runs]) -> str:
        """Lines of runs as text, with a line break between them; their figures are noted first."""
        texts: list[str] = []
        marks: list[Mark] = []
        for line in lines:
            keys = (run.key for run in line if isinstance(run, Ref))
            marks += [(key, self.report.figures[key].text, self.report.figure(key)) for key in keys]
            # A place where a line may break is nothing to read.
            text = _plain(glued(resolve_runs(line, self.report))).replace("\u200b", "")
            texts.append(_SPACE.sub(" ", text).strip())
        said = [text for text in texts if text]
        for key, value, shown in marks:
            self.out.marked(key, value, shown, " ".join(said))
        return "\n".join(said)

    def _spread(self, rows: Iterable[tuple[Cell, ...]]) -> list[list[str]]:
        """The cells as text, one that covers several repeated in each of its places."""
        spread: list[list[str]] = []
        down: dict[int, tuple[int, str]] = {}  # column → rows that its cell still covers, text

        def covered(row: list[str]) -> None:
            while (left := down.get(len(row), (0, "")))[0] > 0:
                down[len(row)] = (left[0] - 1, left[1])
                row.append(left[1])

        for cells in rows:
            row: list[str] = []
            spread.append(row)
            covered(row)
            for cell in cells:
                text = self._read(cell.lines)
                for _ in range(min(max(cell.span, 1), _MOST_SPAN)):
                    if cell.rows > 1:
                        down[len(row)] = (min(cell.rows, _MOST_SPAN) - 1, text)
                    row.append(text)
                covered(row)
        return spread

    def _chart(self, block: document.Chart) -> None:
        """A chart as the table behind it, under the words that lead to that table."""
        thai = self.report.language == "th"
        title = self.words(block.title)
        self.out.paragraph("ตารางของแผนภูมินี้" if thai else "The table of this chart")
        rows = [["รายการ" if thai else "Item", *(self.words(series.name) for series in block.series)]]
        for at, category in enumerate(block.categories):
            points = [self._point(series.keys[at]) for series in block.series]
            rows.append([self.words(category), *points])
        if block.target:
            rows.append([self.words(block.target_name), *(self._point(block.target) for _ in block.series)])
        self.out.chart(rows, title)

    def _point(self, key: str | None) -> str:
        return self._read([(Ref(key),)]) if key else "–"

    def _signature(self, block: document.Signature) -> None:
        said = "เลือก" if self.report.language == "th" else "chosen"
        for choice in block.choices:
            mark = f"☑{said}:" if choice == block.chosen else "☐"
            self.out.paragraph(f"{mark} {self.words(choice)}")
        if block.above:
            self.out.paragraph(self.words(block.above))
        self.out.paragraph(" ".join(self.words(line) for line in block.lines))

    def _memo_head(self, block: document.MemoHead) -> None:
        self._title("บันทึกข้อความ")
        phone = f"  โทร. {block.phone}" if block.phone else ""
        numbered = f"ที่ {self.words(block.number)}วันที่ {self.words(block.date)}"
        for line in (
            f"ส่วนราชการ {self.words(block.unit + phone)}",
            numbered,
            f"เรื่อง {self.words(block.subject)}",
            f"เรียน {self.words(block.to)}",
        ):
            self.out.paragraph(line)

    def _letter_head(self, block: document.LetterHead) -> None:
        for line in (f"ที่ {block.number}", *block.sender, block.date):
            self.out.paragraph(self.words(line))
        self._title(self.words(f"เรื่อง {block.subject}"))
        for line in (f"เรียน {block.to}", f"อ้างถึง {block.reference}" if block.reference else ""):
            self.out.paragraph(self.words(line))
        for name, many in block.enclosures:
            self.out.paragraph(self.words(f"สิ่งที่ส่งมาด้วย {name} {many}"))

"""Runs of letters put together to lines, and lines to paragraphs, by how they stand on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from prongsai.proofread.document.pdf.shapes import Run

# What begins a paragraph of its own wherever it stands: bullets, numbers of lists, clauses of orders.
BEGINS = re.compile(
    r"(?:[•●○▪■◆➢✓✔☑☐o*–-]\s|[-–](?=[ก-ฮ“(])|\(?[0-9๐-๙]{1,2}(?:[.][0-9๐-๙]{1,2}){0,3}[.)]\)?\s|\([0-9๐-๙]{1,2}\)|"
    r"[0-9๐-๙]{1,2}(?:[.][0-9๐-๙]){1,3}\s(?!คะแนน|คน|%)|ข้อ\s?[0-9๐-๙]{1,2}\s|[ก-ฮ][.)]\s)"
)
NUMBER_ALONE = re.compile(r"[+-]?[0-9๐-๙.,]+\s?(?:\*|%|คะแนน|คน)?\*?")
# The end of a line whose sentence goes on with a number: "สูงกว่าค่าเป้าหมาย อยู่" and below it "14.70 คะแนน".
_AWAITS = re.compile(r"(?:อยู่|เท่า\s?กับ|ร้อยละ|จำนวน|ได้|เป็น|ถึง|จาก|เหลือ|อีก|ลง|ขึ้น)\s?$")
_FRAGMENT = re.compile(r"[0-9๐-๙]{0,2}[.]?[0-9๐-๙]{1,2}\*?")
_LAST_FRAGMENT = re.compile(r"(?<![0-9๐-๙.])[0-9๐-๙]{1,3}(?:[.][0-9๐-๙]?)?$")
_WHOLE_NUMBER = re.compile(r"[0-9๐-๙]{1,3}[.][0-9๐-๙]{2}")
_ERA = re.compile(r"(?:พ\.?\s?ศ\.?|งบ\s?ประมาณ|ปี)\s?$")
_YEAR_FIRST = re.compile(r"(?:25|๒๕)[0-9๐-๙]{2}(?![0-9๐-๙])")
# Between Thai letters a line end is no blank; beside a number, a Latin letter or a sign it stands for one.
_THAI_END = re.compile(r"[\u0e01-\u0e4e]$")
_THAI_BEGIN = re.compile(r"^[\u0e01-\u0e4e]")
# Parts of a line that are further apart than this many heights of its letters stand in columns.
_APART = 1.6


@dataclass(slots=True)
class Line:
    """A line of text. ``parts`` are its pieces with wide gaps between them; ``blank`` tells of a blank at its end."""

    parts: list[tuple[float, float, str]]  # left, right, text
    base: float
    size: float
    bold: bool
    blank: bool = False

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.parts[0][0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.parts[-1][1]

    @property
    def text(self) -> str:
        """Its pieces from left to right."""
        return "  ".join(text for _, _, text in self.parts)


def lines_of_runs(runs: Iterable[Run]) -> list[Line]:
    """Runs as lines from the top down, from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if rows and abs(rows[-1][0].base - run.base) < 0.4 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(row) for row in rows]


def _line(row: list[Run]) -> Line:
    row = sorted(row, key=lambda run: run.left)
    parts: list[tuple[float, float, str]] = []
    for run in row:
        gap = run.left - parts[-1][1] if parts else 0.0
        if not parts or gap > _APART * run.size:
            parts.append((run.left, run.right, run.text))
            continue
        left, right, text = parts[-1]
        blank = " " if gap > 0.25 * run.size and not text.endswith(" ") else ""
        parts[-1] = (left, max(right, run.right), f"{text}{blank}{run.text}")
    letters = sum(len(run.text.replace(" ", "")) for run in row)
    marks = sum(1 for run in row for letter in run.text if letter == "\u0e31" or "\u0e34" <= letter <= "\u0e4e")
    bold = sum(run.bold for run in row) >= 0.8 * max(letters - marks, 1)
    closed = parts[-1][2].endswith(" ")
    tidied = [(left, right, text.strip()) for left, right, text in parts if text.strip()]
    return Line(
        tidied or [(row[0].left, row[0].right, "")],
        median(run.base for run in row),
        max(run.size for run in row),
        bold,
        closed,
    )


@dataclass(frozen=True, slots=True)
class Pitch:
    """The usual distance of two lines, in heights of their letters: in the text, and in all else."""

    body: float
    text: float
    other: float

    def of(self, size: float) -> float:
        """The distance for letters of a size."""
        return self.text if abs(size - self.body) < 1 else self.other


def pitches_of(lines: Sequence[Line], body: float) -> Pitch:
    """The distances in a document whose text has letters of the size ``body``: headings stand closer, or further."""
    return Pitch(body, pitch_of([line for line in lines if abs(line.size - body) < 1]), pitch_of(lines))


def pitch_of(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, in heights of their letters."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        step = (above.base - below.base) / max(above.size, 1.0)
        if 0.8 < step < 2.6 and abs(above.size - below.size) < 0.5:
            steps[round(step, 1)] += 1
    if not steps:
        return 1.5
    most = max(steps.values())
    # The smallest of the frequent steps: paragraphs are set apart by more than lines.
    return min(step for step, many in steps.items() if many >= 0.5 * most)


@dataclass(slots=True)
class Paragraph:
    """Lines that are read as one."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return joined(self.lines)

    @property
    def bold(self) -> bool:
        """Whether all its letters are."""
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        """The height of its largest letters."""
        return max(line.size for line in self.lines)


def joined(lines: Sequence[Line]) -> str:
    """Lines as one text."""
    text = ""
    for at, line in enumerate(lines):
        if not at:
            text = line.text
            continue
        thai = _THAI_END.search(text) and _THAI_BEGIN.search(line.text) and not lines[at - 1].blank
        text = f"{text}{'' if thai else ' '}{line.text}"
    return text


def paragraphs_of(lines: Sequence[Line], left: float, right: float, pitch: Pitch) -> list[Paragraph]:
    """Lines from the top down as paragraphs; ``left`` and ``right`` are the edges of the column they stand in."""
    done: list[Paragraph] = []
    for line in lines:
        if done and _goes_on(done[-1], line, left, right, pitch):
            done[-1].lines.append(line)
        else:
            done.append(Paragraph([line]))
    return done


def _goes_on(paragraph: Paragraph, line: Line, left: float, right: float, pitch: Pitch) -> bool:
    """Whether a line goes on with what the lines above began."""
    last, first = paragraph.lines[-1], paragraph.lines[0]
    size = max(line.size, last.size)
    if len(line.parts) > 1 or len(last.parts) > 1 or abs(line.size - last.size) > 0.12 * size:
        return False
    if line.bold != last.bold or last.base - line.base > 1.2 * pitch.of(size) * size:
        return False
    if _ERA.search(last.text) and _YEAR_FIRST.match(line.text):
        return True  # "ประจำปีงบประมาณ พ.ศ." and its year below
    if BEGINS.match(line.text) or NUMBER_ALONE.fullmatch(last.text):
        return False
    if NUMBER_ALONE.fullmatch(line.text) and not awaited(last, line):
        return False
    width = max(right - left, 1.0)
    centred = abs((line.left + line.right) / 2 - (last.left + last.right) / 2) < 0.5 * size
    if last.right < right - 0.28 * width and not centred:
        return False
    if line.left <= last.left + 0.9 * size or centred:
        return True
    # The text of a list hangs behind its mark.
    return len(paragraph.lines) == 1 and bool(BEGINS.match(first.text)) and line.left <= first.left + 2.4 * size


def awaited(last: Line, line: Line) -> bool:
    """Whether a line is the number, and no more, that the words of the line above it lead to."""
    near = 0 < last.base - line.base < 2.4 * line.size and line.left <= last.left + 0.9 * line.size
    return near and NUMBER_ALONE.fullmatch(line.text) is not None and _AWAITS.search(last.text) is not None


def turns_over(paragraph: Paragraph, after: Paragraph, left: float, right: float) -> bool:
    """Whether a paragraph at the foot of a page goes on with the first lines of the next."""
    last, first = paragraph.lines[-1], after.lines[0]
    return (
        len(last.parts) == len(first.parts) == 1
        and last.bold == first.bold
        and abs(last.size - first.size) < 0.12 * first.size
        and not BEGINS.match(first.text)
        and first.left <= left + 0.9 * first.size
        and last.right > right - 0.2 * (right - left)
    )


def cell_text(runs: Sequence[Run], edge: float = float("inf")) -> str:
    """What stands in a cell: its paragraphs, each a line. ``edge`` is where the cell ends on the right."""
    lines = lines_of_runs(runs)
    if not lines:
        return ""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    texts: list[list[Line]] = []
    for line in lines:
        if texts and _cut_number(texts[-1][-1], line, edge):
            last = texts[-1][-1].parts
            last[-1] = (last[-1][0], line.right, last[-1][2] + line.text)
        elif texts and not _own_line(texts[-1][-1], line, left, right):
            texts[-1].append(line)
        else:
            texts.append([line])
    return "\n".join(joined(together) for together in texts)


def _cut_number(last: Line, line: Line, edge: float) -> bool:
    """Whether a narrow cell cut a number in two: "๑๐" at its edge, and "๐.๐๐" below."""
    return (
        len(line.parts) == 1
        and _FRAGMENT.fullmatch(line.text) is not None
        and (before := _LAST_FRAGMENT.search(last.text)) is not None
        and _WHOLE_NUMBER.fullmatch(before[0] + line.text.rstrip("*")) is not None
        and edge - last.right < 1.2 * line.size
    )


def _own_line(last: Line, line: Line, left: float, right: float) -> bool:
    if BEGINS.match(line.text) or NUMBER_ALONE.fullmatch(line.text) or NUMBER_ALONE.fullmatch(last.text):
        return True
    centred = abs((line.left + line.right) / 2 - (last.left + last.right) / 2) < 0.5 * line.size
    return line.bold != last.bold or (last.right < left + 0.35 * max(right - left, 1.0) and not centred)

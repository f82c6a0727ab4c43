"""A text of scores — pasted, or from a file — read line by line, as ``prongsai read`` shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from prongsai.collect.pasted.reader import read_pasted
from prongsai.collect.pasted.shapes import Pasted, PastedLine, mark_text, score_text
from prongsai.criteria.editions import default_edition
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.incoming import given_by_mistake
from prongsai.files.kinds import kind_of
from prongsai.files.problems import Problem, Refused
from prongsai.flow.rules.known import edition, editions
from prongsai.language.text import Text
from prongsai.outside.files import read_limited

LIMIT = 400_000  # bytes: 2,000 lines of Thai
LETTERS = 200_000


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a text became. ``year`` is the one that was named, or the only one that the text speaks of; None: not known.

    ``level`` is the level's name; ``scores`` holds marks of disclosure items too; ``missing`` figures that it lacks.
    """

    year: int | None
    criteria: str
    scores: dict[str, str]
    level: str | None
    marks: dict[str, str]
    lines: tuple[PastedLine, ...]
    missing: tuple[str, ...]
    names: dict[str, Text]

    @property
    def sure(self) -> bool:
        """Whether something was read and nothing is left doubtful or unread."""
        left = any(line.state in ("doubtful", "unread") for line in self.lines)
        return not left and bool(self.scores or self.level)


def text_of_file(path: Path) -> str:
    """The text of a file. ``Refused`` where it is none."""
    return text_of(read_limited(path, LIMIT), str(path))


def text_of(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-874, as editors save it. ``Refused`` for anything else."""
    kind = kind_of(data)
    if kind not in ("text", "UTF-16", "empty") and (mistake := given_by_mistake(data)) is not None:
        told = Text(
            th=f"อ่านเป็นข้อความไม่ได้ ({mistake.th.split(' ให้')[0]}) ให้เปิดไฟล์แล้วคัดลอกตารางคะแนนมาวาง หรือบันทึกเป็นไฟล์ข้อความ",
            en=f"no text ({mistake.en.split(';')[0]}): open it, copy its table of scores, and save that as text",
        )
        raise Refused([Problem("", told, file=name)])
    if kind == "UTF-16":
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874", "replace")
    letters = [letter for letter in text if ord(letter) > 0x7F]
    if "\x00" in text or not letters or sum("\u0e01" <= letter <= "\u0e5b" for letter in letters) < 0.95 * len(letters):
        told = Text(
            th="ไฟล์นี้ไม่ใช่ข้อความที่อ่านได้ ให้บันทึกเป็นไฟล์ข้อความแบบ UTF-8",
            en="this file is no text that can be read; save it as text in UTF-8",
        )
        raise Refused([Problem("", told, file=name)])
    return text


def read_text(
    text: str,
    *,
    year: int | None = None,
    criteria: str | None = None,
    part: str | None = None,
    agency: Iterable[str] = (),
) -> ReadText:
    """Reads a text by the rules of ``criteria``, else of ``year``, else of the only year that it speaks of.

    ``Refused`` for an empty or far too long text, an unknown edition, and a part that the edition does not have.
    """
    if not text.strip():
        raise _refused("ไม่มีข้อความให้อ่าน", "there is nothing to read")
    if len(text) > LETTERS:
        raise _refused("ข้อความยาวเกินไป ให้ใช้เฉพาะตารางคะแนน", "the text is too long; keep the table of scores only")
    if year is not None and not 2500 <= year <= 2700:
        raise _refused(f"ปี {year} ไม่ใช่ปีงบประมาณ พ.ศ.", f"{year} is no fiscal year of the Buddhist era")
    found: int | None
    if criteria is not None:
        rules = edition(criteria)
        found = year or rules.year
    else:
        latest = [name for name in editions() if name.startswith(default_edition(0)[:-1])][-1]
        years = (year,) if year is not None else read_pasted(text, edition(latest)).years
        found = years[0] if len(years) == 1 else None
        # Of several years the latest that has rules; what stands in columns of years is doubtful then.
        known = [name for name in map(default_edition, sorted(years, reverse=True)) if name in editions()]
        rules = edition(default_edition(year) if year is not None else known[0] if known else latest)
    if part is not None and part not in rules.part_ids():
        parts = ", ".join(rules.part_ids())
        raise _refused(f"เกณฑ์ {rules.id} ไม่มีส่วน {part} มีเพียง {parts}", f"{rules.id} has no part {part}; it has {parts}")
    pasted = read_pasted(text, rules, part, agency=tuple(agency))
    if found is None and len(pasted.head_years) > 1:
        pasted = _of_no_year(pasted)
    return _told(pasted, rules, found)


def _of_no_year(pasted: Pasted) -> Pasted:
    """Columns of several years, and nobody said which: what stands in them is doubtful."""
    years = ", ".join(map(str, pasted.head_years))
    why = Text(
        th=f"ตารางมีคะแนนหลายปี ({years}) ให้ระบุปีที่ต้องการ",
        en=f"the table has scores of several years ({years}); name the year that is wanted",
    )
    lines = tuple(
        replace(line, state="doubtful", offered=line.score, score=None, problem=why) if line.state == "read" else line
        for line in pasted.lines
    )
    return replace(pasted, lines=lines, scores={}, level=None, marked=frozenset())


def _told(pasted: Pasted, rules: Criteria, year: int | None) -> ReadText:
    scores = {
        str(figure): mark_text(score) if figure in pasted.marked else score_text(score)
        for figure, score in pasted.scores.items()
    }
    named = {*pasted.missing, *(line.figure for line in pasted.lines if line.figure is not None)}
    return ReadText(
        year=year,
        criteria=rules.id,
        scores=scores,
        level=pasted.level,
        marks=pasted.marks(),
        lines=pasted.lines,
        missing=tuple(map(str, pasted.missing)),
        names={str(figure): figure_name(rules, figure) for figure in named},
    )


def line_data(read: ReadText, line: PastedLine, language: str) -> dict[str, object]:
    """A line as plain data: number, text, state, figure, score, problem, and what else is known of it."""
    marked = line.figure is not None and FigureId(line.figure).number in read.marks
    score = None if line.score is None else mark_text(line.score) if marked else score_text(line.score)
    return {
        "number": line.number,
        "text": line.text,
        "state": line.state,
        "figure": None if line.figure is None else str(line.figure),
        "score": score,
        "level": line.level,
        "problem": None if line.problem is None else (line.problem.th if language == "th" else line.problem.en),
        "offered": None if line.offered is None else score_text(line.offered),
        "suggestion": line.suggestion,
    }


def _refused(th: str, en: str) -> Refused:
    return Refused([Problem("", Text(th=th, en=en))])

"""A table pasted from a page, Word or PDF: line by line, which figure of the edition it announces.

Nothing is guessed silently: a line that holds a number and no figure, or a number that no score can be, is given back
with what to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure, sub_indicator_figure
from prongsai.criteria.lexicon import names_whole_instrument, part_numbers
from prongsai.criteria.names import item_of
from prongsai.criteria.shapes import Criteria
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text

State = Literal["read", "repeated", "wrong", "unknown", "words"]

MOST_LINES = 2_000
LONGEST_LINE = 500

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_ITEM = re.compile(r"(?<![a-z0-9])([iIeEoO])\s?(\d{1,2})(\.\d)?(?![\w.])")
_INDICATOR = re.compile(r"ตัวชี้วัด(?:หลัก)?(?:ที่)?\s*(\d{1,2})(?![\d.])|indicator\s*(\d{1,2})(?![\d.])", re.I)
_SUB = re.compile(r"(?<![\d.])(\d{1,2}\.\d)(?![\d.])")
_LEADING = re.compile(r"^\s*(\d{1,2})\s*[.)]?(?=\s+\D)")
_TOTAL = re.compile(
    r"(?:คะแนน|ผล|ค่าคะแนน)\s*(?:ผล)?\s*(?:การ)?\s*(?:ประเมิน)?\s*(?:โดย)?รวม|คะแนน\s*ITA|\btotal\b|รวมทั้งสิ้น", re.I
)
_SCORE_HEAD = re.compile(r"คะแนน|ร้อยละ|score", re.I)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One pasted line: ``read`` gives ``figure`` its ``score``; ``repeated`` says once more what is known; ``wrong``
    has a number that is no score or does not say whose; ``unknown`` has a number and no figure; ``words`` has neither.

    ``found`` is the number as it stands in the line; ``suggestion`` what it may have been.
    """

    number: int
    text: str
    state: State
    figure: str | None = None
    score: Decimal | None = None
    level: str | None = None
    problem: Text | None = None
    found: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """All lines, and what they announce: scores by figure id, and the level."""

    lines: tuple[PastedLine, ...]
    scores: Mapping[FigureId, Decimal]
    level: str | None
    marked: frozenset[FigureId] = frozenset()  # those of ``scores`` that are marks of disclosure items

    @property
    def wrong(self) -> tuple[PastedLine, ...]:
        """The lines to correct before anything can be taken."""
        return tuple(line for line in self.lines if line.state == "wrong")

    def published(self, data: Mapping[str, object] | None = None) -> dict[str, object]:
        """The section ``published`` of a round file (scores as text), merged into ``data``; OIT items stand apart."""
        made: dict[str, object] = {key: _copied(value) for key, value in (data or {}).items()}
        for figure, score in self.scores.items():
            if figure in self.marked:
                continue
            *way, key = figure.place
            at: Any = made
            for step in way:
                at = at.setdefault(step, {})
            at[key] = _text(score)
        if self.level is not None:
            made["level"] = self.level
        return made

    def marks(self) -> dict[str, str]:
        """The marks of OIT items by item."""
        return {figure.number: _text(score) for figure, score in self.scores.items() if figure in self.marked}


def _copied(value: object) -> object:
    return {key: _copied(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _text(score: Decimal) -> str:
    return format(score, "f")


@dataclass(slots=True)
class _Reading:
    """What is known while lines are read from top to bottom."""

    criteria: Criteria
    part: str | None
    column: int | None = None
    columns: int = 0
    scores: dict[FigureId, Decimal] = field(default_factory=dict)
    at: dict[FigureId, int] = field(default_factory=dict)
    level: str | None = None


def read_pasted(text: str, criteria: Criteria, part: str | None = None) -> Pasted:
    """Reads what was pasted by the words of an edition.

    Lines stand for rows, tabs for columns; digits may be Thai. ``part`` (``EIT1``) is whose items and indicators the
    table shows where no line of it says so.
    """
    reading = _Reading(criteria, part)
    lines = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if number > MOST_LINES:
            over = Text(
                th=f"อ่านเพียง {MOST_LINES:,} บรรทัดแรก ให้วางเฉพาะตาราง",
                en=f"only the first {MOST_LINES:,} lines are read",
            )
            lines.append(PastedLine(number, "", "wrong", problem=over))
            break
        if raw.strip():
            lines.append(_line(number, raw, reading))
    disclosed = {instrument.id for instrument in criteria.instruments.values() if instrument.kind == "disclosure"}
    marked = frozenset(figure for figure in reading.scores if figure.kind == "item" and figure.part in disclosed)
    return Pasted(tuple(lines), dict(reading.scores), reading.level, marked)


def _line(number: int, raw: str, reading: _Reading) -> PastedLine:
    text = raw.translate(TO_ARABIC).replace("\u200b", "").replace("\u00a0", " ")[:LONGEST_LINE]
    shown = raw.strip()[:LONGEST_LINE]
    cells = [cell.strip() for cell in text.strip("\n").split("\t")]
    _heads(cells, reading)
    figure, rest, doubt = _figure(text, reading)
    level = _level(text, reading.criteria)
    if level is not None and figure in (None, "level", "total") and not _NUMBER.search(_without(text, level)):
        reading.level = level
        return PastedLine(number, shown, "read", "level", level=level)
    numbers = _numbers(rest, cells, reading, figure)
    if doubt is not None and numbers:
        return PastedLine(number, shown, "wrong", problem=doubt, found=numbers[0])
    if figure is None:
        _context(text, reading)
        if not any(map(_scorelike, numbers)):
            return PastedLine(number, shown, "words")
        why = Text(
            th="มีตัวเลขแต่ไม่รู้ว่าเป็นคะแนนของอะไร จะไม่นำไปใช้ ถ้าต้องการใช้ ให้เติมชื่อหรือรหัสหน้าบรรทัด เช่น ตัวชี้วัดที่ 6 หรือ e2",
            en="a number of no known figure is left out; to use it, put a name or code before it, as indicator 6 or e2",
        )
        return PastedLine(number, shown, "unknown", problem=why, found=numbers[0])
    _context(text, reading)
    if not numbers:
        return PastedLine(number, shown, "words")
    if len(numbers) > 1:
        said = ", ".join(numbers)
        why = Text(
            th=f"มีตัวเลขหลายตัว ({said}) ไม่รู้ว่าตัวใดเป็นคะแนน ให้เหลือไว้เพียงคะแนน",
            en=f"several numbers ({said}); leave only the score",
        )
        return PastedLine(number, shown, "wrong", figure, problem=why)
    score, problem, suggestion = _score(numbers[0])
    if problem is not None or score is None:
        return PastedLine(number, shown, "wrong", figure, problem=problem, found=numbers[0], suggestion=suggestion)
    if figure in reading.scores:
        if reading.scores[figure] == score:
            return PastedLine(number, shown, "repeated", figure, score)
        first, before = reading.at[figure], _text(reading.scores[figure])
        why = Text(
            th=f"ซ้ำกับบรรทัดที่ {first} ซึ่งได้ {before} ให้ลบบรรทัดที่ผิดออก",
            en=f"line {first} gives {before} for the same figure; delete the wrong one",
        )
        return PastedLine(number, shown, "wrong", figure, problem=why, found=numbers[0])
    reading.scores[figure], reading.at[figure] = score, number
    if level is not None and figure == "total":
        reading.level = level
    return PastedLine(number, shown, "read", figure, score, level=level if figure == "total" else None)


# Whose score it is.


def _figure(text: str, reading: _Reading) -> tuple[FigureId | None, str, Text | None]:
    """The figure that a line names, the line without the name, and what is in doubt."""
    criteria = reading.criteria
    part = _part_in(text, criteria) or reading.part
    if (match := _ITEM.search(text)) is not None:
        item = f"{match[1].lower()}{int(match[2])}"
        if item in criteria.items:
            figure, doubt = _item(f"{item}{match[3] or ''}", part, criteria)
            return figure, _cut(text, match), doubt
    if (match := _INDICATOR.search(text)) is not None:
        number = str(int(match[1] or match[2]))
        if number in criteria.indicators:
            return _indicator(number, part, criteria), _cut(text, match), None
    if (match := _SUB.search(text)) is not None and match[1] in criteria.sub_indicators:
        name = criteria.sub_indicators[match[1]].name.th
        if _bare(name) in _bare(text) or "ย่อย" in text[: match.start()] or not text[: match.start()].strip():
            return sub_indicator_figure(match[1]), _cut(text, match), None
    bare = _bare(text)
    for indicator in criteria.indicators.values():
        if any(
            _bare(name) in bare
            for name in (indicator.name.th, indicator.short.th, indicator.name.en.lower())
            if len(name) > 6
        ):
            lead = _LEADING.match(text)
            rest = text[lead.end() :] if lead is not None and lead[1] == indicator.id else text
            return _indicator(indicator.id, part, criteria), rest, None
    own = _part_in(text, criteria)
    if own is not None:
        return FigureId(own), part_numbers(criteria).sub(" ", text), None
    for instrument in criteria.instruments.values():
        if re.search(rf"(?<![A-Za-z]){instrument.id}(?![A-Za-z0-9])", text) or _bare(instrument.name.th) in bare:
            return FigureId(instrument.id), text, None
    if _TOTAL.search(text):
        return FigureId("total"), text, None
    if re.search(r"ระดับ|\blevel\b", text, re.I):
        return FigureId("level"), text, None
    return None, text, None


def _item(code: str, part: str | None, criteria: Criteria) -> tuple[FigureId | None, Text | None]:
    item = item_of(criteria, code)
    parts = [part.id for part in criteria.parts(item.instrument)]
    if len(parts) == 1:
        return item_figure(parts[0], code), None
    if part in parts:
        return item_figure(part, code), None
    why = Text(
        th=f"บอกไม่ได้ว่า {code} เป็นของส่วนใด ให้เลือกส่วนของตารางด้านบน หรือเติมบรรทัด “{item.instrument} ส่วนที่ 1” ไว้เหนือตาราง",
        en=f"it does not say which part {code} is of; "
        f"choose the part above, or put a line “{item.instrument} part 1” over the table",
    )
    return None, why


def _indicator(number: str, part: str | None, criteria: Criteria) -> FigureId:
    """A survey's indicator under a heading of one part is that part's."""
    instrument = criteria.indicators[number].instrument
    parts = [part.id for part in criteria.parts(instrument)]
    return indicator_figure(number, part if len(parts) > 1 and part in parts else None)


def _part_in(text: str, criteria: Criteria) -> str | None:
    """The part that a line names, where the edition has such parts: ``EIT1``."""
    parts = [
        part.id
        for instrument in criteria.instruments.values()
        if len(instrument.parts) > 1
        for part in instrument.parts
    ]
    match = part_numbers(criteria).search(text)
    if match is None:
        return None
    return next((name for name in parts if name.endswith(match[1])), None)


def _context(text: str, reading: _Reading) -> None:
    """A heading of a part or an instrument says whose the lines below are."""
    part = _part_in(text, reading.criteria)
    if part is not None:
        reading.part = part
    elif names_whole_instrument(reading.criteria, text):
        reading.part = None


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def _cut(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _without(text: str, word: str) -> str:
    return text.replace(word, " ")


def _level(text: str, criteria: Criteria) -> str | None:
    """The level that a line names; of short names (A, AA) only where the line speaks of a level."""
    names = sorted((step.name for step in criteria.levels.steps), key=len, reverse=True)
    if not re.search(r"ระดับ|\blevel\b|ผลการประเมิน|คะแนนรวม", text, re.I) and text.strip() not in names:
        return None
    for name in names:
        pattern = rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name)
        if re.search(pattern, text):
            return name
    return None


# Which number, and whether it can be a score.


def _heads(cells: list[str], reading: _Reading) -> None:
    """A row of headings tells which column is the score of this year."""
    if len(cells) < 2 or any(map(_scorelike, cells)):
        return
    year = str(reading.criteria.year)
    own = [at for at, head in enumerate(cells) if year in head]
    scores = [at for at, head in enumerate(cells) if _SCORE_HEAD.search(head) and not re.search(r"25\d\d", head)]
    columns = own if len(own) == 1 else scores
    if len(columns) == 1:
        reading.column, reading.columns = columns[0], len(cells)


def _numbers(rest: str, cells: list[str], reading: _Reading, figure: str | None) -> list[str]:
    """The numbers that may be the line's score: of the score's column, else those with decimals, else all."""
    if reading.column is not None and len(cells) == reading.columns:
        numbers = _NUMBER.findall(cells[reading.column].replace("%", " "))
        if numbers:
            return numbers
    numbers = _NUMBER.findall(rest.replace("%", " "))
    if figure is None:
        return numbers
    exact = [number for number in numbers if "." in number or "," in number]
    return list(dict.fromkeys(exact)) if exact else numbers


def _scorelike(number: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{1,4}|100", number.strip().rstrip("%").strip()) is not None


def read_score(text: str) -> tuple[Decimal | None, Text | None]:
    """The score that somebody typed, or what is wrong with it; digits may be Thai, a percent sign may stand behind."""
    number = text.translate(TO_ARABIC).replace("\u200b", "").strip().removesuffix("%").strip()
    if len(number) > 20 or not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", number):
        return None, Text(
            th=f"“{number[:20]}” ไม่ใช่ตัวเลข ให้พิมพ์คะแนนเป็นตัวเลข เช่น 95.24",
            en=f"“{number[:20]}” is not a number; type the score in digits, as 95.24",
        )
    score, problem, _ = _score(number)
    return score, problem


def _score(number: str) -> tuple[Decimal | None, Text | None, str | None]:
    """The score that a number is, or what is wrong with it and what it may have been."""
    if "," in number:
        meant = number.replace(",", ".")
        with_point = meant if re.fullmatch(r"\d{1,3}\.\d{1,2}", meant) and Decimal(meant) <= 100 else None
        return None, _wrong(number, "ใช้จุดเป็นเครื่องหมายทศนิยม", "use a point before the decimals", with_point), with_point
    if number.count(".") > 1:
        return None, _wrong(number, "มีจุดทศนิยมมากกว่าหนึ่งจุด", "it has more than one point", None), None
    value = Decimal(number)
    decimals = len(number.partition(".")[2])
    likely = _moved(number)
    if value > 100:
        return None, _wrong(number, "คะแนนมากกว่า 100 ไม่ได้", "no score is above 100", likely), likely
    if decimals > 2:
        return (
            None,
            _wrong(number, "คะแนนที่ประกาศมีทศนิยมไม่เกินสองตำแหน่ง", "scores have at most two decimals", likely),
            likely,
        )
    return value, None, None


def _moved(number: str) -> str | None:
    """The number with its point where announced scores have it: ``9.524`` and ``9524`` may be ``95.24``."""
    digits = number.replace(".", "").lstrip("0")
    if len(digits) == 5 and digits.startswith("100"):
        return "100.00" if digits == "10000" else None
    return f"{digits[:2]}.{digits[2:]}" if len(digits) == 4 else None


def _wrong(number: str, th: str, en: str, meant: str | None) -> Text:
    ask_th = f" หมายถึง {meant} หรือไม่" if meant else " ตรวจกับประกาศแล้วแก้ตัวเลขนี้"
    ask_en = f"; is {meant} meant?" if meant else "; check it against the announcement"
    return Text(th=f"พบ {number} {th}{ask_th}", en=f"found {number}: {en}{ask_en}")


def corrected(text: str, line: int, wrong: str, meant: str) -> str:
    """``text`` with the number of one line replaced; digits of the line may be Thai."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if 0 < line <= len(rows):
        plain = rows[line - 1].translate(TO_ARABIC)
        at = plain.rfind(wrong)
        if at >= 0:
            rows[line - 1] = rows[line - 1][:at] + meant + rows[line - 1][at + len(wrong) :]
    return "\n".join(rows)

"""One row of a plan, in the shape of a round file, out of what a table holds of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.plan.about import About, about_of, lined_by_items, named_in, only_names
from prongsai.booklets.plan.cells import Group, groups_of, labelled, starts_point, unwrapped
from prongsai.booklets.plan.heads import Kind, squashed
from prongsai.booklets.plan.layers import Stack
from prongsai.booklets.plan.owners import Units, names_person, units_in, without_names
from prongsai.booklets.plan.periods import days_of, period_text, tells_time
from prongsai.criteria.lexicon import Lexicon
from prongsai.files.tidying import too_long
from prongsai.language.calendar import MONTHS, SHORT_MONTHS
from prongsai.language.text import Text
from prongsai.language.thai_text import digits

_PERSON = Text(
    th="มีชื่อบุคคล จึงไม่ได้นำข้อความนี้เข้าแผน ให้ระบุเป็นชื่อตำแหน่งหรือส่วนราชการ",
    en="it names a person and was left out: name the position or the unit",
)
_UNCLEAR = Text(
    th="ชื่อส่วนราชการเขียนต่อกัน ไม่ชัดเจนว่าเป็นหน่วยเดียวหรือหลายหน่วย จึงไม่ได้นำเข้าแผน ให้แยกเป็นบรรทัด",
    en="units written one after another, and it is not clear how many: put each on a line",
)
_ORDINAL = Text(th="ช่องลำดับที่มีข้อความอื่น", en="the column for numbers holds other words")
_ABOUT = Text(
    th="ไม่พบตัวชี้วัด ข้อคำถาม หรือประเด็นของปีที่ประเมินตามข้อความนี้ จึงไม่ได้นำเข้าแผน",
    en="this names no indicator, item or issue of the year assessed",
)
_MIXED = Text(
    th="ไม่ชัดเจนว่าเป็นระยะเวลาหรือการติดตามผล จึงไม่ได้นำเข้าแผน", en="not clear whether this is the period or the follow-up"
)
_ALONE = Text(
    th="แถวนี้มีข้อความเฉพาะช่องมาตรการ ไม่ชัดเจนว่าเป็นมาตรการหรือหัวข้อ จึงไม่ได้นำเข้าแผน",
    en="this row has nothing but its first words, and it is not clear whether they are a measure or a heading",
)
_NO_MEASURE = Text(th="แถวนี้ไม่มีมาตรการ จึงไม่ได้นำเข้าแผน", en="this row has no measure")
# What a round file keeps of a step beside its text.
_BY_STEP: dict[Kind, str] = {"owners": "owner", "period": "period", "result": "result", "suggestion": "suggestion"}

# The Thai zero before a number is the letter of an item, "ข้อ ๐๙", where an item can stand: "วันที่ ๐๙" is a day.
_MONTHS = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_ZERO = re.compile(
    r"(?:(?<=ข้อ)|(?<=ข้อ )|(?<=จาก)|(?<=จาก )|(?<=ตาม )|(?<=\()|^)๐\s?([1-9๑-๙][\d๐-๙]?)"
    rf"(?![\d๐-๙.:/-]|\s?(?:{_MONTHS}))",
    re.MULTILINE,
)

Part = tuple[int, str, str]  # layer, its place, words


@dataclass(slots=True)
class Read:
    """A row in the shape of a round file, None where it has no measure, its days, and what was not understood."""

    row: dict[str, Any] | None
    days: tuple[datetime.date | None, datetime.date | None] = (None, None)
    doubts: list[Doubtful] = field(default_factory=list)


def row_of(stack: Stack, words: Lexicon) -> Read:
    """What a row of a table says; every text of it stands in the row or in a doubt."""
    read = Read(None)
    parts = _parts(stack, read.doubts)
    if set(parts) == {"measures"} and not read.doubts:
        read.doubts = [Doubtful(stack.place, stack.words(), _ALONE)]
        return read
    about = _about(stack, words, parts, read.doubts)
    measures = _groups(parts.pop("measures", []), (), words, read.doubts, about)
    if not any(group.points for group in measures):
        read.doubts = [Doubtful(stack.place, stack.words(), _NO_MEASURE)]
        return read
    lines = [point for group in measures for point in group.points]
    headings = tuple(lines) if len(lines) > 1 else ()
    analysis = _groups(parts.pop("analysis", []), headings, words, read.doubts, about)
    about.join(named_in(words, [*_lines(measures), *_lines(analysis)]))
    row: dict[str, Any] = {"issue": stack.issue or about.issue, "indicators": about.indicators, "items": about.items}
    row["measures"], row["analysis"] = _entries(measures), _entries(analysis)
    row["success"] = _texts(parts.pop("success", []), read.doubts)
    row["steps"] = _steps(stack, parts, headings, words, read)
    _whose(row, parts, read)
    row["follow_up"] = _line(parts.pop("follow_up", []), read.doubts)
    row["evidence"] = _line(parts.pop("evidence", []), read.doubts)
    row["result"] = _texts(parts.pop("result", []), read.doubts)
    row["suggestion"] = _texts(parts.pop("suggestion", []), read.doubts)
    if (long := next((text for text in _all_texts(row) if too_long(text)), None)) is not None:
        read.doubts = [Doubtful(stack.place, long, too_long(long) or _NO_MEASURE)]
        return read
    read.row = {key: _in_arabic(value) for key, value in row.items() if value}
    return read


def _all_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _all_texts(one)


def _in_arabic(value: Any) -> Any:
    """Texts as files have them: documents put their own digits in."""
    if isinstance(value, str):
        return digits(value)
    if isinstance(value, dict):
        return {key: _in_arabic(one) for key, one in value.items()}
    return [_in_arabic(one) for one in value]


def _parts(stack: Stack, doubts: list[Doubtful]) -> dict[Kind, list[Part]]:
    """The texts of the row by what they are, layer by layer; what stands over several layers stands once."""
    parts: dict[Kind, list[Part]] = {}
    measures = [text for number in stack.head.at("measures") for text in stack.texts(number) if text]
    points = [point for text in measures for group in groups_of(unwrapped(text)) for point in group.points]
    headings = points if len(points) > 1 else []
    for number, column in enumerate(stack.head.columns):
        texts = stack.texts(number)
        once = len(set(filter(None, texts))) == 1
        first = next((at for at, text in enumerate(texts) if text), 0)
        for at, text in enumerate(texts):
            place = stack.layers[at].place
            if not text or (once and at > first):
                continue
            if place.startswith("หน้า") and column.kind not in ("owners", "about"):
                # Names are put together where they are known.
                text = unwrapped(text, headings)
            if column.kind is None:
                doubts.append(Doubtful(place, text, _unknown(column.heading)))
            elif column.kind == "ordinal":
                if not squashed(text).strip("().-").isdigit():
                    doubts.append(Doubtful(place, text, _ORDINAL))
            else:
                if column.kind not in ("period", "owners"):
                    text = _ZERO.sub(r"o\1", text)
                for kind, words in labelled(text, column.kind):
                    if kind == column.kind == "period" and "follow_up" in column.beside and not tells_time(words):
                        doubts.append(Doubtful(place, words, _MIXED))
                        continue
                    parts.setdefault(kind, []).append((at, place, words))
    return parts


def _unknown(heading: str) -> Text:
    return Text(
        th=f"ไม่รู้จักหัวช่อง “{heading}” จึงไม่ได้นำข้อความในช่องนี้เข้าแผน" if heading else "ช่องนี้ไม่มีหัว จึงไม่ได้นำข้อความเข้าแผน",
        en=f"the heading “{heading}” is not known" if heading else "the column has no heading",
    )


def _about(stack: Stack, words: Lexicon, parts: dict[Kind, list[Part]], doubts: list[Doubtful]) -> About:
    about = About()
    if stack.heading is not None:
        over = about_of(words, stack.heading)
        about.join(over)
    for _, place, text in parts.pop("about", []):
        named = about_of(words, text)
        about.join(named)
        about.issue = about.issue or named.issue
        doubts += [Doubtful(place, line, _ABOUT) for line in named.rest]
    return about


def _groups(
    parts: Sequence[Part], headings: Sequence[str], words: Lexicon, doubts: list[Doubtful], about: About
) -> list[Group]:
    groups: list[Group] = []
    for _, place, text in parts:
        lines = [line for line in text.split("\n") if line.strip()]
        named = [line for line in lines if not starts_point(line) and only_names(words, line)]
        if named and len(named) < len(lines):
            # Beside other words, a line that only names an item or an indicator says what the row is for.
            for line in named:
                about.join(named_in(words, [line]))
            text = "\n".join(line for line in lines if line not in named)
        text = "\n".join(lined_by_items(words, line) for line in text.split("\n"))
        groups += _unnamed(groups_of(text, headings), place, doubts)
    return groups


def _unnamed(groups: list[Group], place: str, doubts: list[Doubtful]) -> list[Group]:
    """Groups without the texts that name persons."""
    for group in groups:
        named = [text for text in (group.heading or "", *group.points) if names_person(text)]
        doubts += [Doubtful(place, without_names(text), _PERSON) for text in named]
        group.points = [point for point in group.points if point not in named]
        if group.heading in named:
            group.heading = None
    return [group for group in groups if group.points or group.heading]


def _lines(groups: Sequence[Group]) -> list[str]:
    return [text for group in groups for text in (group.heading or "", *group.points) if text]


def _entries(groups: Sequence[Group]) -> list[Any]:
    entries: list[Any] = []
    for group in groups:
        if group.heading and group.points:
            entries.append({"heading": group.heading, "points": group.points})
        else:
            entries += [group.heading] if group.heading else group.points
    return entries


def _texts(parts: Sequence[Part], doubts: list[Doubtful]) -> list[str]:
    """Texts where a heading can only stand as a line of its own."""
    return [line for _, place, text in parts for line in _lines(_unnamed(groups_of(text), place, doubts))]


def _line(parts: Sequence[Part], doubts: list[Doubtful]) -> str:
    """A text that has one line for it."""
    lines = [text.replace("\n", " ") for _, _, text in parts]
    named = [line for line in lines if names_person(line)]
    doubts += [Doubtful(parts[0][1], without_names(line), _PERSON) for line in named]
    return " ".join(line for line in lines if line not in named)


def _steps(
    stack: Stack, parts: dict[Kind, list[Part]], headings: Sequence[str], words: Lexicon, read: Read
) -> list[dict[str, str]]:
    """The steps, each with what stands beside it where the table has them line by line."""
    steps: list[dict[str, str]] = []
    of_layer: dict[int, list[dict[str, str]]] = {}
    for at, place, text in parts.pop("steps", []):
        made = []
        for group in _unnamed(groups_of(text, headings), place, read.doubts):
            for number, point in enumerate(group.points or [group.heading or ""]):
                step = {"text": point}
                if group.heading and group.points and number == 0:
                    step = {"heading": group.heading, "text": point}
                made.append(step)
        of_layer.setdefault(at, []).extend(made)
        steps += made
    if len(stack.layers) > 1:
        for kind, key in _BY_STEP.items():
            own = parts.get(kind, [])
            beside = {at for at, _, _ in own}
            # One step in each line, and something beside more than one of them.
            if len(beside) < 2 or len(own) != len(beside) or any(len(of_layer.get(at, ())) != 1 for at in beside):
                continue
            del parts[kind]
            for at, place, text in own:
                _beside(of_layer[at][0], kind, key, place, text, read)
    return steps


def _beside(step: dict[str, str], kind: Kind, key: str, place: str, text: str, read: Read) -> None:
    lines = _lines(groups_of(text)) if kind != "period" else [period_text(text)]
    named = [line for line in lines if names_person(line)]
    read.doubts += [Doubtful(place, without_names(line), _PERSON) for line in named]
    said = " ".join(line for line in lines if line not in named)
    if said:
        step[key] = said


def _whose(row: dict[str, Any], parts: dict[Kind, list[Part]], read: Read) -> None:
    """The units of the row and its period."""
    owners: list[dict[str, str]] = []
    for _, place, text in parts.pop("owners", []):
        found: Units = units_in(text, paged=place.startswith("หน้า"))
        owners += [_owner(unit.name, unit.role) for unit in found.units]
        read.doubts += [Doubtful(place, without_names(words), _PERSON) for words in found.persons]
        read.doubts += [Doubtful(place, words, _UNCLEAR) for words in found.unclear]
    row["owners"] = [owner for at, owner in enumerate(owners) if owner not in owners[:at]]
    texts = [period_text(text) for _, _, text in parts.pop("period", [])]
    if texts:
        text = " ".join(dict.fromkeys(texts))
        first, last = read.days = days_of(text)
        days = {"from": first, "to": last}
        row["period"] = {"text": text, **{key: day.isoformat() for key, day in days.items() if day is not None}}


def _owner(unit: str, role: str) -> dict[str, str]:
    return {"unit": unit, "role": role} if role != "lead" else {"unit": unit}

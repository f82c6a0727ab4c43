"""The text of a cell taken apart: numbered lines, bullets, headings with points below them, parts under a label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prongsai.booklets.plan.heads import Kind, squashed
from prongsai.language.thai_text import digits, loose

# "1." "1)" "(1)" before what is numbered; "1.1" and "2.5" are none.
_NUMBER = re.compile(r"(?P<open>\(?)(?P<number>\d{1,2})(?P<close>\.\)|[.)])(?![\d)])[ ]*")
_INLINE = re.compile(r"(?:^|(?<=[ \n]))" + _NUMBER.pattern)
# What such a number counts where it counts no point: a clause, a round, a time.
_NAMED = re.compile(r"(?:(?<!หัว)ข้อ(?:ที่)?|(?:ครั้ง|ไตรมาส|ลำดับ|ระยะ|ส่วน|วัด|มาตรา)(?:ที่)?|ร้อยละ|จำนวน|อย่างน้อย|อีก|ปีละ)\s*$")
_BULLET = re.compile(r"[-–—•●▪◦‣*][ ]*(?=[^\d\s])")
_INLINE_BULLET = re.compile(r"(?<=\s)[-–•●▪][ ]?(?=[ก-ฮเ-ไ])")
# What a count within a point follows.
_OPENS = re.compile(r"(?:คือ|ได้แก่|ดังนี้|ดังต่อไปนี้|ประกอบด้วย|[:：])$")
# How long a line may be that heads the points below it.
_LONGEST_HEADING = 160

# Labels in a cell that say what follows, whatever column it stands in.
_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "owners",
        (
            *("หน่วยงานผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ส่วนราชการผู้รับผิดชอบ", "ส่วนราชการที่รับผิดชอบ"),
            *("ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบ"),
        ),
    ),
    ("success", ("ตัวชี้วัดความสำเร็จ", "ตัวชี้วัดผลสำเร็จ")),
    ("follow_up", ("การกำกับติดตามผล", "การกำกับติดตาม", "การติดตามผล", "การกำกับและติดตาม")),
    ("evidence", ("เอกสารหลักฐาน", "เอกสาร/หลักฐาน", "หลักฐาน")),
    ("period", ("ระยะเวลาในการดำเนินการ", "ระยะเวลาการดำเนินการ", "ระยะเวลาดำเนินการ", "ระยะเวลาดำเนินงาน", "ระยะเวลา")),
    ("analysis", ("ผลการวิเคราะห์", "วิเคราะห์")),
    ("steps", ("ขั้นตอนการดำเนินการ", "ขั้นตอน/วิธีการปฏิบัติ", "วิธีการปฏิบัติ", "วิธีดำเนินการ", "วิธีการดำเนินการ", "ขั้นตอน")),
)
_LABELS = tuple((kind, "|".join(map(loose, words))) for kind, words in _WORDS)
# In which columns which labels are looked for: elsewhere the same words are prose.
_LOOKED_FOR: dict[Kind, tuple[Kind, ...]] = {
    "measures": ("analysis", "success", "owners"),
    "analysis": ("success",),
    "steps": ("steps", "owners"),
    "period": ("period", "follow_up", "evidence", "owners"),
    "follow_up": ("period", "follow_up", "evidence", "owners"),
    "result": ("evidence",),
    "owners": ("owners",),
}
# Readers of PDF files write a label on to the line before it.
_GLUED: tuple[Kind, ...] = ("owners", "success", "follow_up")
_ON = r"(?<=[ก-๙])(?<!กำหนด)(?<!ระบุ)(?<!ชื่อ)(?<!และ)(?<!หรือ)(?<!ของ)(?<!เป็น)(?<!มี)"


def _labels(kinds: Sequence[Kind]) -> re.Pattern[str]:
    own = "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS if kind in kinds)
    glued = "|".join(f"(?P<on_{kind}>{words})" for kind, words in _LABELS if kind in kinds and kind in _GLUED)
    behind = rf"|{_ON}(?:{glued})" if glued else ""
    return re.compile(rf"(?:(?:(?<=[\s.:;,)\d๐-๙])|^)(?:{own}){behind})[ ]?[:：][ ]*")


_LABEL = {kind: _labels(kinds) for kind, kinds in _LOOKED_FOR.items()}
_ANY_LABEL = _labels(tuple(kind for kind, _ in _LABELS))
# Where a period is followed by how it is followed up, the labels may stand without a colon.
_BARE = re.compile(
    rf"\s*(?:{dict(_LABELS)['period']})\s+(?P<period>\S.*?)\s+(?:{dict(_LABELS)['follow_up']})\s+(?P<follow_up>\S.*)",
    re.DOTALL,
)


@dataclass(slots=True)
class Group:
    """Points of a cell, under a heading or under none."""

    heading: str | None
    points: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    text: str
    number: int | None = None
    style: str = ""  # of its number; "-" of a bullet; empty of a plain line
    whole: str = ""  # with its number


def labelled(text: str, kind: Kind) -> list[tuple[Kind, str]]:
    """The parts of a cell of a column, each with what its label says that it is: unlabelled words are the column's."""
    bare = _BARE.fullmatch(text) if kind in ("period", "follow_up") and ":" not in text else None
    if bare is not None:
        return [("period", bare["period"].strip()), ("follow_up", bare["follow_up"].strip())]
    parts: list[tuple[Kind, str]] = []
    at, own = 0, kind
    for found in _LABEL[kind].finditer(text) if kind in _LABEL else ():
        parts.append((own, text[at : found.start()]))
        own = next(
            name for name in _LOOKED_FOR[kind] if found.groupdict().get(name) or found.groupdict().get(f"on_{name}")
        )
        at = found.end()
    parts.append((own, text[at:]))
    return [(name, words) for name, part in parts if (words := part.strip().rstrip(" \n-–;"))]


def joined(text: str, rest: str) -> str:
    """A cell that goes on in another row: what is numbered begins a line, a word that was cut becomes whole."""
    if not text or not rest:
        return text or rest
    if _NUMBER.match(digits(rest)) or _BULLET.match(rest) or _ANY_LABEL.match(rest):
        return f"{text}\n{rest}"
    thai = "\u0e01" <= text[-1] <= "\u0e4e" and "\u0e01" <= rest[0] <= "\u0e4e"
    return f"{text}{rest}" if thai else f"{text} {rest}"


def unwrapped(text: str, headings: Sequence[str] = ()) -> str:
    """A cell of a page, whose plain lines end where its column does: they are one line again.

    A line that is one of ``headings``, or the one before the first of a count, stays a line.
    """
    known = {squashed(heading) for heading in headings}
    lines: list[str] = []
    rows = text.split("\n")
    for row, following in zip(rows, [*rows[1:], ""], strict=True):
        heads = (found := _NUMBER.match(digits(following))) is not None and int(found["number"]) == 1
        heads = heads or squashed(row) in known or (bool(lines) and squashed(lines[-1]) in known)
        if not lines or heads or starts_point(row) or _ANY_LABEL.match(row):
            lines.append(row)
        else:
            lines[-1] = joined(lines[-1], row)
    return "\n".join(lines)


def starts_point(text: str) -> bool:
    """Whether a cell begins with a number or a bullet."""
    return _NUMBER.match(digits(text)) is not None or _BULLET.match(text) is not None


def only_number(text: str) -> int | None:
    """The number before the one point of a cell; None where it has none or several."""
    lines = _lines(text, ())
    numbers = [line.number for line in lines if line.number is not None]
    return numbers[0] if len(numbers) == 1 and lines[0].number is not None else None


def groups_of(text: str, headings: Sequence[str] = ()) -> list[Group]:
    """The points of a cell in order; ``headings`` are texts that stand as headings where a line is one of them."""
    lines = _lines(text, headings)
    known = {squashed(heading) for heading in headings}
    style = next((line.style for line in lines if line.number is not None), "-")
    groups: list[Group] = []
    counting = False  # whether the last point is numbered, so that a plain line goes on with it
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        named = squashed(line.text) in known or _heads(line, following, lines[at + 2 :], style)
        if line.style == "" and named and following is not None:
            groups.append(Group(line.text))
            counting = False
            continue
        group = groups[-1] if groups else Group(None)
        if not groups:
            groups.append(group)
        if counting and group.points and line.style != style:
            group.points[-1] = f"{group.points[-1]} {line.whole}".strip()
            continue
        if line.style == "" and group.points and re.match(r"[(–)\]]", line.text):
            group.points[-1] = f"{group.points[-1]} {line.text}"
            continue
        if line.text:
            group.points.append(line.text)
        elif line.number is not None:
            group.points.append("")
        counting = line.number is not None
    for group in groups:
        group.points = [point.strip() for point in group.points if point.strip()]
    return [group for group in groups if group.points or group.heading]


def _heads(line: _Line, following: _Line | None, after: Sequence[_Line], style: str) -> bool:
    """Whether a plain line heads the points below it: the first of a count, or several bullets."""
    if following is None or len(line.text) > _LONGEST_HEADING:
        return False
    if following.number is not None:
        return following.number == 1 and following.style == style
    return following.style == "-" == style and bool(after) and after[0].style == "-"


def _lines(text: str, headings: Sequence[str]) -> list[_Line]:
    for heading in headings:
        if len(heading) > 8:
            # A scan leaves no line ends: a heading is told by the count that begins behind it.
            text = re.sub(rf"(?:(?<=\s)|^)({loose(heading)})\s*(?=$|\n|1[.)])", r"\n\1\n", text)
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    plain = [digits(row) for row in rows]
    markers = [_markers(row) for row in plain]
    begins_with = [found for found in map(_NUMBER.match, plain) if found]
    first = next((found for found in (*begins_with, *itertools.chain(*markers))), None)
    style = first["close"] if first else ""
    leading = {int(found["number"]) for row in plain if (found := _NUMBER.match(row)) and found["close"] == style}
    lines: list[_Line] = []
    count = 0
    inner = 0  # how far the count within the line before came
    for row, same, found_in, before in zip(rows, plain, markers, ["", *rows], strict=False):
        leads = _NUMBER.match(same)
        if first is None or (leads is None and _BULLET.match(row)):
            lines += _bulleted(row)
            continue
        if inner == 1 and leads is not None and leads["close"] == style and leads["number"] == "2":
            # A count of one is none: its second stands on a line of its own.
            lines.append(_Line(row, whole=row))
            inner = 2
            continue
        if leads is not None and leads["number"] == "1" and count > 0 and _OPENS.search(before):
            lines.append(_Line(row, whole=row))
            inner = _inner(same, style, 1)
            continue
        inner = _inner(same, style) if leads is not None else 0
        # A count that begins within a line goes on in it: a lone "1." is no count.
        second = max((found.start() for found in found_in if int(found["number"]) == 2), default=0)
        at, number, begins = 0, None, row
        for found in found_in:
            value = int(found["number"])
            # Lines begin with any number of the count; within one, only the next one counts, where no line has it. A
            # count that went on for a while may leave one out.
            next_one = value == count + 1 or (value == count + 2 and count > 2)
            within = inner == 0 and next_one and value not in leading and (count > 0 or found.start() < second)
            if found["close"] != style or not (within if found.start() else value == 1 or value > count):
                continue
            if found.start():
                lines.append(_line(row[at : found.start()], number, style, begins))
            at, number, count = found.end(), value, value
            begins = row[found.start() :]
        lines.append(_line(row[at:], number, style, begins))
    return lines


def _markers(row: str) -> list[re.Match[str]]:
    """Numbers in a line that may count something: not those of a section of a law or the like."""
    return [found for found in _INLINE.finditer(row) if not _NAMED.search(row[: found.start()][-12:])]


def _inner(row: str, style: str, last: int = 0) -> int:
    """The last number of the count that stands within a numbered line, and is that line's own; ``last`` came before."""
    for found in _markers(row):
        if found.start() and found["close"] == style and int(found["number"]) == last + 1:
            last += 1
    return last


def _line(text: str, number: int | None, style: str, whole: str) -> _Line:
    return _Line(text.strip(), number, style if number is not None else "", whole.strip() if number is None else text)


def _bulleted(row: str) -> Iterator[_Line]:
    begins = _BULLET.match(row)
    if begins is None:
        yield _Line(row, whole=row)
        return
    for part in _INLINE_BULLET.split(row[begins.end() :]):
        if part.strip():
            yield _Line(part.strip(), style="-", whole=f"- {part.strip()}")

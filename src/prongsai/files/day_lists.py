"""Lists of days with names, as CSV or iCalendar: read whole or refused by line, nothing taken half."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prongsai.files.incoming import decoded_text
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text, shortened
from prongsai.language.typed_days import typed_day

MOST_BYTES = 200_000
MOST_DAYS = 500
MOST_LETTERS = 150  # of a name
LONGEST = 31  # days of one entry
_HEADS = {"วันที่", "วัน", "date", "day", "วันหยุด"}
_DATE = re.compile(r"[0-9]{8}")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day with its name, and the line that it came from."""

    day: datetime.date
    name: str
    line: int


def read_days(data: bytes, name: str) -> tuple[NamedDay, ...]:
    """The days of a file, in order; iCalendar where it begins as one, else CSV.

    ``Refused`` with every problem by line.
    """
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1000:,} KB"
        raise _refused(f"ไฟล์ใหญ่เกิน {most} ให้แบ่งเป็นรายปี", f"more than {most}", name)
    return days_in(decoded_text(data, name), name)


def days_in(text: str, name: str = "") -> tuple[NamedDay, ...]:
    """The same from text, as it is pasted."""
    if len(text) > MOST_BYTES:
        th = f"รายการยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {MOST_BYTES:,} ตัวอักษร ให้แบ่งเป็นรายปี"
        raise _refused(
            th, f"the list has {len(text):,} letters; at most {MOST_BYTES:,}: give each year by itself", name
        )
    problems: list[Problem] = []
    calendar = text.lstrip("\ufeff \r\n\t")[:15].upper() == "BEGIN:VCALENDAR"
    found = list(_events(text, problems) if calendar else _rows(text, problems))
    first: dict[datetime.date, NamedDay] = {}
    for each in found:
        if not each.name:
            problems.append(_problem(each.line, "ไม่มีชื่อวันหยุด", "the name is missing"))
        elif len(each.name) > MOST_LETTERS:
            th = f"ชื่อยาว {len(each.name):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS} ตัวอักษร"
            problems.append(_problem(each.line, th, f"the name has {len(each.name):,} letters; at most {MOST_LETTERS}"))
        if each.day in first:
            before = first[each.day].line
            problems.append(
                _problem(
                    each.line,
                    f"วันซ้ำกับบรรทัดที่ {before} หากมีสองชื่อในวันเดียว ให้รวมไว้ในบรรทัดเดียว",
                    f"the same day as on line {before}: put both names on one line",
                )
            )
        first.setdefault(each.day, each)
    if not found and not problems:
        problems.append(
            _problem(0, "ไม่พบวันหยุดในรายการ ให้พิมพ์บรรทัดละวัน เช่น 13 เม.ย. 2570, วันสงกรานต์", "no day was found")
        )
    if len(found) > MOST_DAYS:
        problems = [_problem(0, f"มี {len(found):,} วัน รับครั้งละไม่เกิน {MOST_DAYS} วัน", f"more than {MOST_DAYS} days")]
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        raise Refused([Problem("", problem.text, problem.line, name) for problem in problems])
    return tuple(sorted(first.values(), key=lambda each: each.day))


def _rows(text: str, problems: list[Problem]) -> Iterator[NamedDay]:
    """Rows of a day and a name, parted by a comma, a semicolon or a tab; a first row of headings is left out."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((mark for mark in "\t;" if mark in head), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begun = False
    try:
        for cells in reader:
            row = [" ".join(cell.split()) for cell in cells]
            if not any(row):
                continue
            if not begun and row[0].lower() in _HEADS:
                begun = True
                continue
            begun = True
            day = typed_day(row[0])
            if isinstance(day, Text):
                problems.append(Problem("", day, reader.line_num))
            else:
                yield NamedDay(day, " ".join(filter(None, row[1:])), reader.line_num)
    except csv.Error:
        problems.append(
            _problem(
                reader.line_num,
                "เครื่องหมายคำพูดในบรรทัดนี้ไม่ครบคู่ หรืออยู่ผิดที่",
                "a quotation mark is not closed, or out of place",
            )
        )


@dataclass
class _Event:
    line: int
    values: dict[str, tuple[int, str, str]] = field(default_factory=dict)  # by name: line, parameters, value
    wrong: bool = False


def _events(text: str, problems: list[Problem]) -> Iterator[NamedDay]:
    """The events of an iCalendar file (RFC 5545) that last whole days; whatever repeats or has hours is refused."""
    event: _Event | None = None
    inside = 0  # components within an event, as alarms, tell nothing of its days
    ended = False
    for number, line in _unfolded(text):
        name, parameters, value = _taken_apart(line)
        if event is None:
            if name == "BEGIN" and value.upper() == "VEVENT":
                event, inside = _Event(number), 0
            ended = ended or (name, value.upper()) == ("END", "VCALENDAR")
        elif name == "BEGIN":
            inside += 1
        elif name == "END" and inside:
            inside -= 1
        elif name == "END":
            yield from _days_of(event, problems)
            event = None
        elif not inside:
            if name in _NOT_TAKEN:
                problems.append(Problem("", _NOT_TAKEN[name], number))
                event.wrong = True
            elif name == "STATUS" and value.upper() == "CANCELLED":
                problems.append(
                    _problem(number, "รายการนี้ถูกยกเลิก ให้ลบออกจากไฟล์ก่อน", "this entry is cancelled: take it out first")
                )
                event.wrong = True
            event.values.setdefault(name, (number, parameters, value))
    if event is not None or not ended:
        at = event.line if event is not None else 0
        problems.append(
            _problem(at, "ไฟล์ปฏิทินไม่จบ อาจดาวน์โหลดไม่ครบ ให้ดาวน์โหลดใหม่", "the calendar does not end: it may be cut off")
        )


_REPEATS = Text(
    th="รายการนี้ซ้ำหลายครั้ง (RRULE, RDATE) ซึ่งไม่รับ วันหยุดต้องเป็นไปตามที่ประกาศของแต่ละปี ให้พิมพ์ทีละวัน",
    en="this entry repeats, which is not taken: holidays are those announced for each year; enter each day",
)
_NOT_TAKEN = {
    **dict.fromkeys(("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"), _REPEATS),
    "DURATION": Text(
        th="รายการนี้บอกความยาวด้วย DURATION ซึ่งไม่รับ ให้ใช้วันเริ่มและวันสิ้นสุด",
        en="a DURATION is not taken: give first and last day",
    ),
}


def _days_of(event: _Event, problems: list[Problem]) -> Iterator[NamedDay]:
    if event.wrong:
        return
    starts = _whole_day(event, "DTSTART", problems)
    if starts is None:
        return
    ends = _whole_day(event, "DTEND", problems) if "DTEND" in event.values else starts + datetime.timedelta(days=1)
    if ends is None:
        return
    # The end is the first day after it; some write the same day twice for one day.
    length = max((ends - starts).days, 1) if ends >= starts else 0
    if not 1 <= length <= LONGEST:
        line = event.values["DTEND"][0]
        th = f"วันสิ้นสุดต้องอยู่หลังวันเริ่ม และไม่เกิน {LONGEST} วัน"
        problems.append(_problem(line, th, f"it must end after it begins, within {LONGEST} days"))
        return
    name = _plain(event.values["SUMMARY"][2]) if "SUMMARY" in event.values else ""
    for more in range(length):
        yield NamedDay(starts + datetime.timedelta(days=more), name, event.line)


def _whole_day(event: _Event, name: str, problems: list[Problem]) -> datetime.date | None:
    line, _, value = event.values.get(name, (event.line, "", ""))
    if _DATE.fullmatch(value) and value < "2400":
        try:
            return datetime.date(int(value[:4]), int(value[4:6]), int(value[6:]))
        except ValueError:
            pass
    said = shortened(value, 30)
    if _DATE.fullmatch(value) and value >= "2400":
        th = f"“{said}” เป็นปี พ.ศ. ไฟล์ปฏิทินใช้ปี ค.ศ. ให้ส่งออกไฟล์ใหม่ หรือพิมพ์เป็นรายการ"
        problems.append(_problem(line, th, f"“{said}” is a Buddhist year: calendars have years of the common era"))
        return None
    if value[:8].isdigit() and "T" in value:
        th, en = f"“{said}” มีเวลา ไม่ใช่ทั้งวัน วันหยุดต้องเป็นทั้งวัน", f"“{said}” has a time of day; a holiday is a whole day"
    else:
        th, en = (
            f"ไม่เข้าใจวัน “{said}” ({name}) ต้องเป็นปี ค.ศ. เดือน วัน เช่น 20270413",
            f"“{said}” is no day ({name}), as 20270413",
        )
    problems.append(_problem(line, th, en))
    return None


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines with the number that each begins on; a line that begins with a space goes on the one before."""
    held, at = "", 0
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
            continue
        if held:
            yield at, held
        held, at = line.strip("\r\n"), number
    if held:
        yield at, held


def _taken_apart(line: str) -> tuple[str, str, str]:
    # A colon within quotation marks is part of a parameter.
    match = re.match(r'([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*")?)*):(.*)', line, re.DOTALL)
    return (match[1].upper(), match[2], match[3].strip()) if match else ("", "", "")


def _plain(text: str) -> str:
    return " ".join(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text).split())


def _problem(line: int, th: str, en: str) -> Problem:
    return Problem("", Text(th=th, en=en), line or None)


def _refused(th: str, en: str, name: str) -> Refused:
    return Refused([Problem("", Text(th=th, en=en), None, name)])

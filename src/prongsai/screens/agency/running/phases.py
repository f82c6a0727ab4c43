"""The days of a year's phases: set in words, each with its source, and what moves with them before they are saved."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prongsai.criteria.country.holidays import Holidays
from prongsai.criteria.deadlines import DISCLOSURE, PhaseDays
from prongsai.language.calendar import closes, english_date, opens, short_date
from prongsai.language.text import Text
from prongsai.language.thai_text import bare_number
from prongsai.language.typed_days import typed_day
from prongsai.screens.agency.due import SOON, certainty_of, due_on
from prongsai.screens.year import Phase, Year, phases_on

MOST = {"why": 300, "source": 300, "number": 100, "link": 500}
UNKNOWN = Text(th="ไม่ทราบ", en="not known")
Days = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True, kw_only=True)
class PhaseSource:
    """What says when a phase is: an announcement or letter by its title, number and address, as far as known.

    ``place``: where it was found, in words.
    """

    title: Text | None = None
    number: str = ""
    link: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class SavedDays:
    """The days of a phase that somebody else saved since the page was opened."""

    days: Days
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TypedField:
    """What was typed into a field, and what is wrong with it."""

    value: str = ""
    wrong: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PhaseLine:
    """A phase as the page has it: its days, how surely and by what they are known, who set them; what was typed.

    ``days``: what is to be saved, where nothing is wrong. ``opened``: what stood there when the page was opened.
    """

    phase: Phase
    certainty: Text
    sources: tuple[PhaseSource, ...] = ()
    why: str = ""
    by: str = ""
    at: datetime.datetime | None = None
    starts: TypedField = TypedField()
    ends: TypedField = TypedField()
    days: Days = (None, None)
    opened: str = ""
    other: SavedDays | None = None

    @property
    def before(self) -> Days:
        """The days that the phase has."""
        return self.phase.starts, self.phase.ends

    @property
    def moves(self) -> bool:
        """Whether other days were typed."""
        return self.days != self.before

    @property
    def wrong(self) -> tuple[tuple[str, Text], ...]:
        """What is wrong with the days, each with the name of its field."""
        fields = ((f"starts-{self.phase.code}", self.starts.wrong), (f"ends-{self.phase.code}", self.ends.wrong))
        return tuple((name, wrong) for name, wrong in fields if wrong is not None)


@dataclass(frozen=True, kw_only=True)
class NamedIn:
    """A document for signature or issued that names a day which is to move."""

    number: int
    year: int
    name: Text
    issued: bool
    day: datetime.date


@dataclass(frozen=True, kw_only=True)
class PhasesPage:
    """The page of phases. ``looked``: what moves is shown (``effects``, ``named_in``) and waits for the yes;
    ``conflict``: somebody else saved other days meanwhile; ``saved``: how many phases have new days now."""

    year: int
    lines: tuple[PhaseLine, ...] = ()
    may_move: bool = False
    why: TypedField = TypedField()
    source: TypedField = TypedField()
    number: TypedField = TypedField()
    link: TypedField = TypedField()
    nothing: bool = False
    looked: bool = False
    effects: tuple[Text, ...] = ()
    named_in: tuple[NamedIn, ...] = ()
    conflict: bool = False
    saved: int | None = None

    @property
    def moving(self) -> tuple[PhaseLine, ...]:
        """The phases that get other days."""
        return tuple(line for line in self.lines if line.moves)

    @property
    def told(self) -> tuple[PhaseLine, ...]:
        """The phases of which there is something to tell; all of them for whoever gets no form that names each."""
        return tuple(line for line in self.lines if not self.may_move or line.at or line.before != (None, None))

    @property
    def unknown(self) -> int:
        """Of how many phases no day is known."""
        return sum(line.before == (None, None) for line in self.lines)

    @property
    def wrong(self) -> tuple[tuple[str, Text, Text | None], ...]:
        """All that is wrong: the name of the field, what is wrong, and the phase where it is one of its days."""
        days = [(name, wrong, line.phase.name) for line in self.lines for name, wrong in line.wrong]
        fields = (("why", self.why), ("source", self.source), ("number", self.number), ("link", self.link))
        return (*days, *((name, field.wrong, None) for name, field in fields if field.wrong is not None))

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What stands in the form, for the yes."""
        days = []
        for line in self.lines:
            code = line.phase.code
            days += [
                (f"starts-{code}", line.starts.value),
                (f"ends-{code}", line.ends.value),
                (f"opened-{code}", line.opened),
            ]
        told = (("why", self.why), ("source", self.source), ("number", self.number), ("link", self.link))
        return (*days, *((name, field.value) for name, field in told))


def said(days: Days) -> Text:
    """From a day to a day in words."""
    starts, ends = days
    return Text(
        th=f"{short_date(starts) if starts else UNKNOWN.th} – {short_date(ends) if ends else UNKNOWN.th}",
        en=f"{english_date(starts) if starts else UNKNOWN.en} – {english_date(ends) if ends else UNKNOWN.en}",
    )


def opened_of(days: Days, at: datetime.datetime | None) -> str:
    """What tells one state of a phase from another, with its days."""
    moment = at.astimezone(datetime.UTC).isoformat() if at is not None else ""
    return f"{days[0] or ''}/{days[1] or ''}@{moment}"


def line_of(
    phase: Phase,
    sent: Mapping[str, str],
    opened: str,
    year: int,
    other: SavedDays | None = None,
    *,
    sources: tuple[PhaseSource, ...] = (),
    why: str = "",
    by: str = "",
    at: datetime.datetime | None = None,
) -> PhaseLine:
    """A phase with what was ``sent`` for it: what is not in it stays. ``opened``: the state that it is in now.

    ``other``: who saved the days that stand there now; shown where that was since ``sent`` was opened. What somebody
    did not touch follows the other's days, what both changed waits for a second yes.
    """
    code, now = phase.code, (phase.starts, phase.ends)
    was, before = sent.get(f"opened-{code}", opened), now
    if was != opened:
        before = _days_in(was)
    starts = _typed(sent.get(f"starts-{code}"), before[0], year)
    ends = _typed(sent.get(f"ends-{code}"), before[1], year)
    line = PhaseLine(
        phase=phase, certainty=certainty_of(phase), days=now, opened=opened, sources=sources, why=why, by=by, at=at
    )
    if isinstance(starts[0], Text) or isinstance(ends[0], Text):
        # Whoever changed it meanwhile is told of once this can be read.
        return dataclasses.replace(line, starts=_field(starts), ends=_field(ends), opened=was)
    days = (starts[0], ends[0])
    if was != opened and days in (before, now):
        # Only the other changed it, or both the same: theirs stands.
        return dataclasses.replace(line, starts=TypedField(value=_shown(now[0])), ends=TypedField(value=_shown(now[1])))
    wrong = None
    if days[0] is not None and days[1] is not None and days[1] < days[0]:
        wrong = Text(
            th=f"วันสิ้นสุด {short_date(days[1])} อยู่ก่อนวันเริ่ม {short_date(days[0])} ให้ตรวจทั้งสองวัน",
            en=f"it ends on {english_date(days[1])}, before it begins on {english_date(days[0])}: check both",
        )
    return dataclasses.replace(
        line,
        starts=_field(starts),
        ends=TypedField(value=ends[1], wrong=wrong),
        days=days if wrong is None else now,
        opened=opened if wrong is None else was,
        other=other if was != opened and wrong is None else None,
    )


def _field(read: tuple[datetime.date | Text | None, str]) -> TypedField:
    return TypedField(value=read[1], wrong=read[0] if isinstance(read[0], Text) else None)


def _shown(day: datetime.date | None) -> str:
    return short_date(day) if day is not None else ""


def _typed(text: str | None, before: datetime.date | None, year: int) -> tuple[datetime.date | Text | None, str]:
    """The day in a field, or what is wrong with it, and what stands in the field; one that was not sent stays."""
    if text is None:
        return before, _shown(before)
    if not text.strip():
        return None, ""
    day = typed_day(text)
    if isinstance(day, Text) or day == before:
        return day, text
    first, last = opens(year - 1), closes(year + 1)
    if first <= day <= last:
        return day, text
    return (
        Text(
            th=f"{short_date(day)} ห่างจากปีงบประมาณ {year} เกินไป ใช้ได้ตั้งแต่ {short_date(first)} ถึง {short_date(last)} "
            "ให้ตรวจปีที่พิมพ์",
            en=f"{english_date(day)} is too far from the fiscal year {year}: it can be from {english_date(first)} to "
            f"{english_date(last)}; check the year",
        ),
        text,
    )


def _days_in(opened: str) -> Days:
    """The days that the page was opened with, as ``opened_of`` wrote them; none of what is not of that form."""
    try:
        starts, ends = opened.partition("@")[0].split("/")
        return _iso(starts), _iso(ends)
    except ValueError:
        return None, None


def _iso(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def grounds_in(sent: Mapping[str, str], lines: Sequence[PhaseLine]) -> dict[str, TypedField]:
    """Why the days are set and what says so, with what is wrong: a known day moves for a reason, and what was not
    known is known from somewhere."""
    typed = {name: " ".join(sent.get(name, "").split()) for name in MOST}
    typed["number"] = bare_number(typed["number"])
    wrong: dict[str, Text] = {}
    moving = [line for line in lines if line.moves]
    if any(line.before != (None, None) for line in moving) and not typed["why"]:
        wrong["why"] = Text(
            th="ให้ระบุเหตุผลที่เลื่อนวันซึ่งทราบอยู่แล้ว เช่น สำนักงาน ป.ป.ช. ขยายเวลาตอบแบบ",
            en="say why days that were known move, as that the time to answer was extended",
        )
    elif moving and not (typed["why"] or typed["source"]):
        wrong["source"] = Text(
            th="ให้ระบุที่มาของวัน เช่น ประกาศหรือหนังสือแจ้งกำหนดการ หรือระบุเหตุผลหากหน่วยงานกำหนดเอง",
            en="say where the days are from: an announcement or a letter; or the reason, where the agency sets them",
        )
    for name, most in MOST.items():
        if len(typed[name]) > most:
            wrong[name] = Text(
                th=f"ข้อความยาว {len(typed[name]):,} ตัวอักษร รับได้ไม่เกิน {most} ตัวอักษร",
                en=f"{len(typed[name]):,} letters; at most {most} can be taken",
            )
    if typed["link"] and "link" not in wrong and not is_web_address(typed["link"]):
        wrong["link"] = Text(
            th="ที่อยู่เว็บไซต์ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่มีช่องว่าง ให้คัดลอกจากเบราว์เซอร์",
            en="an address of the web begins with https:// or http:// and has no space: copy it from the browser",
        )
    return {name: TypedField(value=value, wrong=wrong.get(name)) for name, value in typed.items()}


def is_web_address(text: str) -> bool:
    """Whether a page may lead there: an address of the web without spaces."""
    scheme, found, rest = text.partition("://")
    return (
        bool(found)
        and scheme.lower() in ("http", "https")
        and bool(rest.strip("/"))
        and not any(map(str.isspace, text))
    )


def effects_of(year: Year, lines: Iterable[PhaseLine], holidays: Holidays, today: datetime.date) -> Iterator[Text]:
    """What moves with the days of a year: how each phase stands then, and what falls due or does so no more."""
    lines = list(lines)
    after = phases_on(today, [days_then(line) for line in lines], holidays)
    for line, then in zip(lines, after, strict=True):
        if not line.moves:
            continue
        yield _reminder(line, then, today)
        if line.phase.code == DISCLOSURE and then.ends != line.phase.ends:
            yield _orders(year.year, line, then)
    before_due = {due.text.th for due in due_on(today, year)}
    now_due = due_on(today, dataclasses.replace(year, phases=after))
    for due in now_due:
        if due.text.th not in before_due:
            yield Text(th=f"จะขึ้นในรายการที่ต้องทำของปี: {due.text.th}", en=f"will be listed as due: {due.text.en}")
    left = before_due - {due.text.th for due in now_due}
    for due in due_on(today, year):
        if due.text.th in left:
            yield Text(th=f"จะไม่อยู่ในรายการที่ต้องทำของปีอีก: {due.text.th}", en=f"will no longer be due: {due.text.en}")


def days_then(line: PhaseLine) -> PhaseDays:
    """The phase with the days that were typed."""
    return PhaseDays(
        code=line.phase.code,
        name=line.phase.name,
        starts=line.days[0],
        ends=line.days[1],
        certainty=line.phase.certainty,
        moved=line.phase.moved or line.moves,
    )


def _reminder(line: PhaseLine, then: Phase, today: datetime.date) -> Text:
    name = line.phase.name
    if then.ends is None:
        return Text(
            th=f"{name.th}: ไม่ทราบวันสิ้นสุด จึงไม่มีการเตือนใกล้ครบกำหนดบนหน้าหลักของปี",
            en=f"{name.en}: its end is not known, so the year’s page will not say that it is due",
        )
    first, old = _first_told(then.ends), line.phase.ends
    if then.ends < today:
        return Text(
            th=f"{name.th}: สิ้นสุดไปแล้วเมื่อ {short_date(then.ends)}", en=f"{name.en}: over since {english_date(then.ends)}"
        )
    before = f" (เดิมตั้งแต่ {short_date(_first_told(old))})" if old is not None and old != then.ends else ""
    before_en = f" (before: from {english_date(_first_told(old))})" if before and old is not None else ""
    left = f" · {_left(then).th}" if then.days is not None else ""
    left_en = f" · {_left(then).en}" if then.days is not None else ""
    return Text(
        th=f"{name.th}: เตือนใกล้ครบกำหนดบนหน้าหลักของปีตั้งแต่ {short_date(first)}{before}{left}",
        en=f"{name.en}: the year’s page says that it is due from {english_date(first)}{before_en}{left_en}",
    )


def _first_told(ends: datetime.date) -> datetime.date:
    return ends - datetime.timedelta(days=SOON)


def _left(phase: Phase) -> Text:
    if phase.state == "next":
        return Text(th=f"เริ่มในอีก {phase.days} วัน", en=f"begins in {phase.days} days")
    return Text(th=f"เหลือ {phase.days} วัน", en=f"{phase.days} days left")


def _orders(year: int, line: PhaseLine, then: Phase) -> Text:
    old = line.phase.ends
    day, day_en = (short_date(then.ends), english_date(then.ends)) if then.ends else (UNKNOWN.th, UNKNOWN.en)
    was, was_en = (short_date(old), english_date(old)) if old else (UNKNOWN.th, UNKNOWN.en)
    return Text(
        th=f"คำสั่งมอบหมายที่จัดทำต่อจากนี้ การตรวจแผน และมาตรการที่ระบบเสนอสำหรับปี {year} "
        f"ใช้กำหนดตอบแบบ OIT วันที่ {day} (เดิม {was})",
        en=f"orders made from now on, the check of the plan and proposed measures for {year} go by {day_en} "
        f"as the last day for OIT answers (before: {was_en})",
    )

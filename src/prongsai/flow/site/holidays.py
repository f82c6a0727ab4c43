"""The public holidays of the site: read from what was typed or handed in, looked at, saved, taken away."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping

from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.criteria.country.holidays import every_fixed, fixed_in, source_title
from prongsai.files.day_lists import MOST_LETTERS, NamedDay, days_in, read_days
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Problem, Refused
from prongsai.language.calendar import full_date, short_date
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.text import Text
from prongsai.language.typed_days import typed_day
from prongsai.records.actions.year.holidays import HolidaysChanged, holidays_stamp, keep_holidays, remove_holidays
from prongsai.records.models import Holiday, Person
from prongsai.records.scope import Scope
from prongsai.screens.people.holidays import FixedLine, HolidayChange, HolidayLine, HolidaysPage

# Holidays are announced a year or two ahead; results of so many years before are looked at.
YEARS_BEFORE, YEARS_AFTER = 10, 2
MOST_SHOWN = 20  # problems
MOST_SOURCE = 300


def page(today: datetime.date, which: int | None = None) -> HolidaysPage:
    """The holidays of a calendar year (Buddhist era; the running one where none of those that can be is named)."""
    now = today.year + BUDDHIST_ERA
    entered = {day.year + BUDDHIST_ERA for day in Holiday.objects.values_list("day", flat=True)}
    years = sorted({now - 1, now, now + 1, now + YEARS_AFTER, *entered})
    year = which if which in years else now
    common = year - BUDDHIST_ERA
    rows = Holiday.objects.filter(day__year=common).select_related("entered_by").order_by("day")
    lines = tuple(
        HolidayLine(
            day=row.day,
            name=row.name,
            source=row.source,
            by=row.entered_by.name if row.entered_by is not None else "",
            at=row.entered_at,
        )
        for row in rows
    )
    there = {line.day for line in lines}
    left = {day: each for day, each in fixed_in(common).items() if day not in there}
    usual = Counter(each.certainty for each in every_fixed()).most_common(1)[0][0]
    told = {day: CERTAINTY_WORDS[each.certainty] if each.certainty != usual else None for day, each in left.items()}
    return HolidaysPage(
        year=year,
        years=tuple(years),
        lines=lines,
        fixed=tuple(FixedLine(day=day, holiday=each, certainty=told[day]) for day, each in left.items()),
        fixed_source=source_title(every_fixed()[0].source[0]),
        fixed_certainty=CERTAINTY_WORDS[usual],
        opened=holidays_stamp(),
    )


def keep(
    scope: Scope,
    sent: Mapping[str, str],
    *,
    fixed: Collection[str],
    file: tuple[str, bytes] | None,
    save: bool,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> HolidaysPage:
    """What the days that were typed, ticked or handed in change, or with ``save`` the page with how many were saved.

    ``fixed``: ticked days as ``2027-04-13``. PermissionError where the scope may not."""
    if not scope.everywhere("keep-holidays"):
        raise PermissionError("keep-holidays")
    shown = _typed(page(today, _year(sent)), sent, fixed)
    try:
        days = _days(shown, sent, file, today)
    except Refused as wrong:
        return dataclasses.replace(
            shown, problems=tuple(wrong.problems[:MOST_SHOWN]), more=max(len(wrong.problems) - MOST_SHOWN, 0)
        )
    looked = _looked(shown, days)
    if not save:
        return looked
    try:
        done = keep_holidays(days=days, source=shown.source, opened=sent.get("opened", ""), person=person, now=now)
    except HolidaysChanged:
        return dataclasses.replace(looked, conflict=True)
    # Where the list is of another year than the page, what was saved is shown there.
    years = {day.year + BUDDHIST_ERA for day in days}
    return dataclasses.replace(shown, done=done, year=shown.year if shown.year in years else min(years))


def remove(
    scope: Scope,
    sent: Mapping[str, str],
    days: Collection[str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> HolidaysPage:
    """Takes days away (as ``2027-04-13``): the page with how many, or with what stands in the way. PermissionError as
    ``keep``."""
    if not scope.everywhere("keep-holidays"):
        raise PermissionError("keep-holidays")
    shown = page(today, _year(sent))
    named = {line.day for line in shown.lines if line.day.isoformat() in days}
    if not named:
        wrong = Text(th="ให้เลือกวันหยุดที่จะนำออกก่อน", en="tick the holidays to take away first")
        return dataclasses.replace(shown, problems=(Problem("", wrong),))
    try:
        done = remove_holidays(days=named, opened=sent.get("opened", ""), person=person, now=now)
    except HolidaysChanged:
        return dataclasses.replace(shown, conflict=True)
    return dataclasses.replace(shown, done=done)


def _year(sent: Mapping[str, str]) -> int | None:
    year = sent.get("year", "")
    return int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None


def _typed(shown: HolidaysPage, sent: Mapping[str, str], fixed: Collection[str]) -> HolidaysPage:
    day, name, source = (" ".join(CONTROL.sub(" ", sent.get(key, "")).split()) for key in ("day", "name", "source"))
    ticked = (dataclasses.replace(each, ticked=each.day.isoformat() in fixed) for each in shown.fixed)
    text = sent.get("text", "")
    return dataclasses.replace(shown, fixed=tuple(ticked), text=text, day=day, name=name, source=source)


def _days(
    shown: HolidaysPage, sent: Mapping[str, str], file: tuple[str, bytes] | None, today: datetime.date
) -> dict[datetime.date, str]:
    """Every day that is meant, with its name. ``Refused`` with all that is wrong, by line."""
    problems: list[Problem] = []
    found = [NamedDay(each.day, each.holiday.name.th, 0) for each in shown.fixed if each.ticked]
    if shown.text.strip():
        found += _read(lambda: days_in(CONTROL.sub(" ", shown.text)), problems)
    if file is not None:
        name, data = file
        found += _read(lambda: read_days(data, name), problems)
    if shown.day or shown.name:
        day = typed_day(shown.day)
        if isinstance(day, Text):
            problems.append(Problem("", day))
        elif not shown.name or len(shown.name) > MOST_LETTERS:
            wrong = Text(
                th=f"ให้ระบุชื่อวันหยุดของ {full_date(day)} ไม่เกิน {MOST_LETTERS} ตัวอักษร",
                en=f"name the holiday, in at most {MOST_LETTERS} letters",
            )
            problems.append(Problem("", wrong))
        else:
            found.append(NamedDay(day, shown.name, 0))
    first = datetime.date(today.year - YEARS_BEFORE, 1, 1)
    last = datetime.date(today.year + YEARS_AFTER, 12, 31)
    for each in found:
        if not first <= each.day <= last:
            wrong = Text(
                th=f"{short_date(each.day)} อยู่นอกช่วงที่ใช้ ({short_date(first)} ถึง {short_date(last)}) ให้ตรวจปี",
                en=f"{each.day.isoformat()} is outside {first.isoformat()} to {last.isoformat()}: check the year",
            )
            problems.append(Problem("", wrong, each.line or None))
    if len(shown.source) > MOST_SOURCE:
        th = f"ที่มายาว {len(shown.source):,} ตัวอักษร รับได้ไม่เกิน {MOST_SOURCE} ตัวอักษร"
        problems.append(Problem("", Text(th=th, en=f"the source has more than {MOST_SOURCE} letters")))
    if not found and not problems:
        nothing = Text(
            th="ยังไม่มีวันหยุดที่จะบันทึก ให้กรอกวันกับชื่อ เลือกวันจากรายการ วางรายการ หรือเลือกไฟล์",
            en="there is no day to save: type one with its name, tick some, paste a list or choose a file",
        )
        problems.append(Problem("", nothing))
    if problems:
        raise Refused(problems)
    return {each.day: each.name for each in found}


def _read(read: Callable[[], tuple[NamedDay, ...]], problems: list[Problem]) -> tuple[NamedDay, ...]:
    try:
        return read()
    except Refused as wrong:
        problems += wrong.problems
        return ()


def _looked(shown: HolidaysPage, days: Mapping[datetime.date, str]) -> HolidaysPage:
    held = dict(Holiday.objects.filter(day__in=list(days)).values_list("day", "name"))
    changes = tuple(
        HolidayChange(day=day, name=name, before=held.get(day, ""))
        for day, name in sorted(days.items())
        if held.get(day) != name
    )
    if not changes:
        same = Text(th="วันหยุดเหล่านี้บันทึกไว้แล้วทุกวัน ไม่มีสิ่งใดเปลี่ยน", en="every one of these days is entered already")
        return dataclasses.replace(shown, problems=(Problem("", same),))
    text = "\n".join(f"{short_date(day)}\t{name.replace(chr(34), '')}" for day, name in sorted(days.items()))
    return dataclasses.replace(shown, looked=True, changes=changes, same=len(days) - len(changes), text=text)

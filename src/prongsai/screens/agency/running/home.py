"""The home of a year that has no result yet: by whose rules it runs, what the last result was, what to do first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.shapes import Criteria
from prongsai.language.calendar import opens
from prongsai.language.text import Text
from prongsai.screens.agency.next_steps import NextStep
from prongsai.screens.agency.running.opening import rules_in_words
from prongsai.screens.agency.year_home import YearHome
from prongsai.screens.figures import ShownFigure, ShownLevel
from prongsai.screens.year import Phase

# So many of last year's lost items are named.
MOST_LOST = 5


@dataclass(frozen=True, kw_only=True)
class LastResult:
    """The newest result before a year, and what lost points in it, most first."""

    year: int
    total: ShownFigure | None = None
    level: ShownLevel | None = None
    lost: tuple[NextStep, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Something to do in a year without a result; ``page`` is where: its rules, last year, its phases, its
    result, its board."""

    title: Text
    why: Text
    page: Literal["edition", "last", "phases", "intake", "board"]


@dataclass(frozen=True, kw_only=True)
class RunningYear:
    """A year without a result: its rules in words, the result before it, what to do first."""

    rules: Text
    last: LastResult | None
    todo: tuple[ToDo, ...]


def running_year(
    criteria: Criteria, phases: Sequence[Phase], last: YearHome | None, *, came: bool, today: datetime.date
) -> RunningYear:
    """What stands on the home of a year without a result. ``last``: the home of the newest year before with one;
    ``came``: the rules that were announced are here, and the year has others."""
    asked = sum(criteria.instruments[item.instrument].kind == "disclosure" for item in criteria.items.values())
    shown = None
    if last is not None and last.scored:
        lost = [step for step in (*last.steps, *last.more_steps) if step.kind == "publish"]
        shown = LastResult(year=last.year, total=last.total, level=last.level, lost=tuple(lost[:MOST_LOST]))
    return RunningYear(
        rules=rules_in_words(criteria),
        last=shown,
        todo=tuple(_todo(criteria, phases, shown, asked=asked, came=came, today=today)),
    )


def _todo(
    criteria: Criteria,
    phases: Sequence[Phase],
    last: LastResult | None,
    *,
    asked: int,
    came: bool,
    today: datetime.date,
) -> list[ToDo]:
    year, todo = criteria.year, list[ToDo]()
    if came:
        todo.append(
            ToDo(
                title=Text(th=f"รับหลักเกณฑ์ปี {year} ที่ประกาศแล้ว", en=f"Adopt the rules of {year} that were announced"),
                why=Text(
                    th="ดูข้อที่เพิ่ม ข้อที่ไม่มีแล้ว และข้อที่เปลี่ยนเลขข้อก่อนรับ งานที่ทำไว้ในข้อที่ยังมีอยู่จะอยู่ต่อ",
                    en="See which items are new, gone or renumbered; work on those that go on is kept.",
                ),
                page="edition",
            )
        )
    unknown = sum(phase.starts is None and phase.ends is None for phase in phases)
    if unknown:
        todo.append(
            ToDo(
                title=Text(th="ติดตามกำหนดการของปี", en="Watch for the year's calendar"),
                why=Text(
                    th=f"ยังไม่ทราบวันของ {unknown} จาก {len(phases)} ช่วงงาน ระบบไม่เดาวันให้ "
                    "เมื่อมีประกาศหรือหนังสือแจ้งกำหนดการ ให้กรอกวันในหน้าช่วงงานของปี",
                    en=f"The days of {unknown} of {len(phases)} phases are not known, and none is guessed: enter them "
                    "on the page of phases once an announcement gives them.",
                ),
                page="phases",
            )
        )
    if last is not None:
        many = len(last.lost)
        todo.append(
            ToDo(
                title=Text(th=f"แก้สิ่งที่เสียคะแนนปี {last.year}", en=f"Mend what lost points in {last.year}"),
                why=Text(
                    th=f"เริ่มจาก {many} ข้อที่เสียคะแนนมากที่สุดด้านล่าง" if many else "ดูบทวิเคราะห์ของปีก่อนว่าตัวชี้วัดใดยังต่ำ",
                    en=f"Begin with the {many} items below that lost most"
                    if many
                    else "See in last year's analysis which indicators are still low",
                ),
                page="last",
            )
        )
    if asked:
        todo.append(
            ToDo(
                title=Text(th=f"เตรียมข้อมูลเปิดเผย {asked} ข้อ", en=f"Prepare the {asked} items to disclose"),
                why=Text(
                    th="ดูสิ่งที่แต่ละข้อต้องแสดงในกระดานข้อมูลเปิดเผย แล้วมอบหมายส่วนราชการที่รับผิดชอบ",
                    en="See on the board what each must show, and assign the units that are responsible.",
                ),
                page="board",
            )
        )
    if today >= opens(year):
        todo.append(
            ToDo(
                title=Text(th="เมื่อประกาศผลแล้ว บันทึกผลของปี", en="Enter the result once it is announced"),
                why=Text(
                    th="วางตาราง กรอกแบบฟอร์ม ใช้แบบกรอก Excel หรือไฟล์ข้อมูล แล้วหน้านี้จะแสดงระดับและบทวิเคราะห์",
                    en="Paste a table, fill in the form, use the Excel form or a file: then this page shows the level.",
                ),
                page="intake",
            )
        )
    return todo

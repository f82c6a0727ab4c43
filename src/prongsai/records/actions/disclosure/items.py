"""Items of a board are assigned, answered, talked of, and divided into periods."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from prongsai.criteria.board import Merged, Pattern, codes_of, merged
from prongsai.criteria.canonical import checksum
from prongsai.files.problems import refusal
from prongsai.records.actions.disclosure.rows import BoardChange, BoardChanged, May, NotYours, begin, links_of
from prongsai.records.actions.history import shown
from prongsai.records.models import AgencyRound, OitItem, OitLink, OitRemark, Person, Unit
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness

MOST_REMARKS = 500  # of an item
# Rows of a board by item and period.
RowKey = tuple[str, str]


@dataclass(frozen=True)
class Assignment:
    """What rows are given. Of ``unit``, ``person``, ``due`` those in ``sets`` alone change (None: nobody, no day)."""

    sets: frozenset[str]
    unit: Unit | None = None
    person: Person | None = None
    due: datetime.date | None = None


@transaction.atomic
def assign_items(
    *,
    round: AgencyRound,
    seen: Mapping[RowKey, int],
    given: Assignment,
    person: Person | None,
    now: datetime.datetime,
) -> int:
    """Gives rows to a unit, a person, a day; how many changed. ``seen``: the version in which each was looked at (0: it
    was not there yet). Raises ``BoardChanged``, where nothing is changed, and ``YearClosed``."""
    change = begin(round, person, now)
    rows = [change.rows.get(key) for key in seen]
    # A row that was looked at and is gone was changed too.
    other = [
        row if row is not None else OitItem(item=item, period=period)
        for ((item, period), version), row in zip(seen.items(), rows, strict=True)
        if (row is not None and row.version != version) or (row is None and version > 0)
    ]
    if other:
        raise BoardChanged(other)
    done = []
    for key in seen:
        held = change.rows.get(key)
        before = (held.unit_id, held.person_id, held.due) if held is not None else (None, None, None)
        unit = given.unit.pk if given.unit else None
        who = given.person.pk if given.person else None
        wanted = (
            unit if "unit" in given.sets else before[0],
            who if "person" in given.sets else before[1],
            given.due if "due" in given.sets else before[2],
        )
        if wanted != before:
            row = change.row(*key)
            row.unit_id, row.person_id, row.due = wanted
            change.keep(row)
            done.append(row)
    detail = {
        "unit": given.unit.name if given.unit else "",
        "whom": shown(given.person),
        "due": given.due.isoformat() if given.due else "",
        "taken_off": [name for name in ("unit", "person", "due") if name in given.sets and not getattr(given, name)],
    }
    change.tell("assign-items", f"{round.year}", {"items": ", ".join(map(str, done)), **detail})
    return len(done)


@transaction.atomic
def answer_item(
    *,
    round: AgencyRound,
    key: RowKey,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    may: May,
    leads: bool,
    person: Person | None,
    now: datetime.datetime,
) -> Merged:
    """Keeps ``state``, ``reason`` and ``note`` of a row as they were typed over ``base``; what somebody else changed
    meanwhile stays. With clashes nothing is kept. ``leads``: whoever changes it may approve.

    Raises ``NotYours``, ``Refused`` in words, ``YearClosed``.
    """
    change = begin(round, person, now)
    row = _mine(change, key, may)
    kept = {name: getattr(row, name) for name in ("state", "reason", "note")}
    made = merged(base, mine, kept)
    if made.clashes or dict(made.values) == kept:
        return made
    state, reason = made.values["state"], made.values["reason"].strip()
    if state != row.state:
        _may_turn(row, state, leads=leads)
    if state == "not-applicable" and not reason:
        raise refusal(
            "ยังไม่ได้ระบุเหตุผลที่ไม่เกี่ยวข้องกับหน่วยงาน ให้พิมพ์เหตุผล เช่น ไม่มีภารกิจนี้ตามกฎหมาย แล้วบันทึกอีกครั้ง",
            "say why it does not apply to the agency, then save again",
        )
    row.state, row.note = state, made.values["note"].strip()
    row.reason = reason if state == "not-applicable" else ""
    change.keep(row)
    change.tell("answer-item", f"{round.year} {row}", {"state": state if state != kept["state"] else ""})
    return made


def _mine(change: BoardChange, key: RowKey, may: May) -> OitItem:
    row = change.held(*key)
    if not may(row):
        raise NotYours
    return row


def _may_turn(row: OitItem, state: str, *, leads: bool) -> None:
    if row.entered_at is not None:
        raise refusal(
            "ข้อนี้กรอกในระบบของผู้ประเมินแล้ว หากต้องแก้สถานะ ให้ผู้ประสานงานยกเลิกเครื่องหมาย “กรอกแล้ว” ในใบคำตอบก่อน",
            "it was entered in the assessor's system: the coordinator takes that mark off the answer sheet first",
        )
    if "approved" in (state, row.state) and not leads:
        raise refusal(
            "สถานะ “เห็นชอบแล้ว” กำหนดและแก้ได้โดยผู้ประสานงานเท่านั้น ให้เลือกสถานะ “พร้อม” แทน",
            "only the coordinator sets “approved” and changes it: choose “ready”",
        )


@transaction.atomic
def say_of_item(
    *, round: AgencyRound, key: RowKey, text: str, may: May, person: Person | None, now: datetime.datetime
) -> None:
    """Adds what somebody says of an item; what they said last is not said twice. Raises as ``answer_item``."""
    change = begin(round, person, now)
    row = _mine(change, key, may)
    last = OitRemark.objects.within(SYSTEM).filter(item=row).order_by("-pk").first()
    if last is not None and (last.text, last.said_by) == (text, person):
        return
    if OitRemark.objects.within(SYSTEM).filter(item=row).count() >= MOST_REMARKS:
        raise refusal(
            f"ข้อนี้มีข้อความครบ {MOST_REMARKS} ข้อความแล้ว ให้บันทึกสิ่งที่ต้องจำในช่อง “บันทึกการทำงาน” แทน",
            f"there are {MOST_REMARKS} remarks on it already: keep what matters in the note",
        )
    said = OitRemark.objects.create(item=row, text=text, said_at=change.now, said_by=person)
    change.told.append(witness(said))
    # What was said may name somebody, and no line forgets.
    change.tell("say-of-item", f"{round.year} {row}")


@transaction.atomic
def divide_item(
    *, round: AgencyRound, item: str, pattern: Pattern, person: Person | None, now: datetime.datetime
) -> None:
    """An item has periods of this pattern from now on, given to whom the item is given; none with the empty one.

    Raises ``Refused`` where a period that would go has links, ticks or another state than to do.
    """
    change = begin(round, person, now)
    wanted = codes_of(pattern)
    whole = change.row(item)
    for (of, period), row in list(change.rows.items()):
        if of == item and period and period not in wanted:
            if (
                row.state != "to-do"
                or row.note
                or links_of(row)
                or OitRemark.objects.within(SYSTEM).filter(item=row).exists()
            ):
                raise refusal(
                    "มีงวดที่ทำไว้แล้ว (มีลิงก์ บันทึก หรือสถานะ) จึงยังไม่เปลี่ยนรอบ ให้นำลิงก์ออกและตั้งสถานะเป็น “ยังไม่เริ่ม” ก่อน",
                    "some periods have links, notes or a state: take the links away and set “to do” first",
                )
            # Those that were taken away are of nothing any more.
            for link in OitLink.objects.within(SYSTEM).filter(item=row).select_related("item__round"):
                change.take_away(link)
            change.take_away(row)
            del change.rows[of, period]
    for period in wanted:
        if (item, period) not in change.rows:
            row = change.row(item, period)
            if (whole.unit_id, whole.person_id) != (None, None):
                row.unit_id, row.person_id = whole.unit_id, whole.person_id
                change.keep(row)
    change.tell("divide-item", f"{round.year} {item}", {"periods": pattern})


@transaction.atomic
def enter_item(*, round: AgencyRound, item: str, seen: str, person: Person | None, now: datetime.datetime) -> None:
    """The answer of an item was entered in the assessor's system as it stands now, by this person.

    ``seen``: the ``answer_stamp`` of what was copied. Raises ``BoardChanged`` where it is another one by now, and
    ``Refused`` where there is nothing that could have been entered.
    """
    change = begin(round, person, now)
    rows = _rows_of(change, item)
    links = {row: links_of(row) for row in rows}
    if answer_stamp((link.url, link.explanation) for each in links.values() for link in each) != seen:
        raise BoardChanged(rows)
    if not any(links.values()) and rows[0].state != "not-applicable":
        raise refusal(
            f"ข้อ {item} ยังไม่มีลิงก์ จึงยังทำเครื่องหมายว่ากรอกแล้วไม่ได้ ให้เพิ่มลิงก์ หรือเลือกสถานะ “ไม่เกี่ยวข้อง” พร้อมเหตุผลก่อน",
            f"{item} has no link, so nothing can have been entered: add one, or say why it does not apply",
        )
    for row in rows:
        _off(change, row)
        if row.period and row.state == "not-applicable":
            continue
        if row.period and not links[row]:
            continue
        if row.state != "not-applicable":
            row.state = "entered"
        row.entered_at, row.entered_by = change.now, person
        change.keep(row)
        for link in links[row]:
            link.entered_at, link.entered_text = change.now, entered_text(link.url, link.explanation)
            change.keep_link(link)
    change.tell("enter-item", f"{round.year} {item}")


@transaction.atomic
def take_back_entry(*, round: AgencyRound, item: str, person: Person | None, now: datetime.datetime) -> None:
    """The mark that an item was entered is taken off; what was entered is ready again, in progress without a link."""
    change = begin(round, person, now)
    for row in _rows_of(change, item):
        _off(change, row)
        if row.entered_at is None:
            continue
        row.entered_at = row.entered_by = None
        links = links_of(row)
        if row.state == "entered":
            row.state = "ready" if links or (not row.period and len(_rows_of(change, item)) > 1) else "doing"
        change.keep(row)
        for link in links:
            link.entered_at, link.entered_text = None, ""
            change.keep_link(link)
    change.tell("take-back-entry", f"{round.year} {item}")


def _rows_of(change: BoardChange, item: str) -> list[OitItem]:
    whole = change.row(item)
    periods = [row for (of, period), row in change.rows.items() if of == item and period]
    # As the answers show them: what is copied tells one answer from another by its order too.
    return [whole, *sorted(periods, key=lambda row: (int(row.period[1:]), row.pk))]


def _off(change: BoardChange, row: OitItem) -> None:
    """Of links that were taken away nothing is entered any more."""
    for link in (
        row.links.within(SYSTEM).exclude(removed_at=None).exclude(entered_text="").select_related("item__round")
    ):
        link.entered_at, link.entered_text = None, ""
        change.keep_link(link)


def entered_text(url: str, explanation: str) -> str:
    """What is entered of a link."""
    return f"{url}\n{explanation}".strip()


def answer_stamp(answer: Iterable[tuple[str, str]]) -> str:
    """What tells one answer from another: its addresses with their explanations, in order."""
    return checksum([list(each) for each in answer])

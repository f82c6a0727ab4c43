"""Links of an item are added, changed and taken away; elements are said to be shown by them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from prongsai.criteria.board import Merged, merged
from prongsai.files.problems import refusal
from prongsai.records.actions.disclosure.items import RowKey
from prongsai.records.actions.disclosure.rows import BoardChange, May, NotYours, begin, links_of
from prongsai.records.models import AgencyRound, ElementTick, OitItem, OitLink, Person
from prongsai.records.scope import SYSTEM

MOST_LINKS = 30  # of a row
MOST_TICKS = 100  # of a row


class LinkGone(Exception):
    """The link was taken away meanwhile, or is of another board."""


@transaction.atomic
def add_links(
    *,
    round: AgencyRound,
    key: RowKey,
    urls: Sequence[str],
    explanation: str,
    may: May,
    person: Person | None,
    now: datetime.datetime,
    carried: bool = False,
) -> int:
    """Adds addresses to a row; how many are new: one that is there already is not added again.

    A row to do is in progress then; not where they were ``carried`` over from last year, which begins nothing.
    Raises ``NotYours``, ``Refused`` in words, ``YearClosed``.
    """
    change = begin(round, person, now)
    row = change.held(*key)
    if not may(row):
        raise NotYours
    held = links_of(row)
    new = [url for url in urls if url not in {link.url for link in held}]
    if len(held) + len(new) > MOST_LINKS:
        raise refusal(
            f"หนึ่งข้อมีได้ไม่เกิน {MOST_LINKS} ลิงก์ ขณะนี้มี {len(held)} และกำลังเพิ่ม {len(new)} "
            "ให้นำลิงก์ที่ไม่ใช้ออกก่อน หรือใช้หน้ารวมลิงก์หน้าเดียว",
            f"at most {MOST_LINKS} links; there are {len(held)} and {len(new)} more: take some away first",
        )
    after = max((link.position for link in held), default=0)
    for at, url in enumerate(new, start=after + 1):
        change.keep_link(OitLink(item=row, position=at, url=url, explanation=explanation))
    if new and row.state == "to-do" and not carried:
        row.state = "doing"
        change.keep(row)
    change.tell("add-links", f"{round.year} {row}", {"links": len(new)})
    return len(new)


@transaction.atomic
def change_link(
    *,
    round: AgencyRound,
    number: int,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    may: May,
    person: Person | None,
    now: datetime.datetime,
) -> Merged:
    """Keeps ``url`` and ``explanation`` of a link as typed over ``base``, as ``items.answer_item`` does.

    Raises ``LinkGone``, ``NotYours``, ``Refused``, ``YearClosed``.
    """
    change = begin(round, person, now)
    link = _link(change, number, may)
    kept = {"url": link.url, "explanation": link.explanation}
    made = merged(base, mine, kept)
    if made.clashes or dict(made.values) == kept:
        return made
    if made.values["url"] != link.url and any(other.url == made.values["url"] for other in links_of(link.item)):
        raise refusal("ข้อนี้มีลิงก์นี้อยู่แล้ว จึงยังไม่บันทึก", "the item has this link already; nothing was saved")
    link.url, link.explanation = made.values["url"], made.values["explanation"]
    change.keep_link(link)
    change.tell("change-link", f"{round.year} {link.item}")
    return made


@transaction.atomic
def remove_link(*, round: AgencyRound, number: int, may: May, person: Person | None, now: datetime.datetime) -> None:
    """A link is taken away; ticks that named it say of no link any more. Raises as ``change_link``."""
    change = begin(round, person, now)
    link = _link(change, number, may)
    for tick in ElementTick.objects.within(SYSTEM).filter(link=link).select_related("item__round"):
        tick.link, tick.where = None, ""
        change.keep_tick(tick)
    link.removed_at = change.now
    change.keep_link(link)
    change.tell("remove-link", f"{round.year} {link.item}")


@transaction.atomic
def tick_elements(
    *,
    round: AgencyRound,
    key: RowKey,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    may: May,
    person: Person | None,
    now: datetime.datetime,
) -> Merged:
    """Keeps which elements are shown, each as ``ticked`` gives it, typed over ``base`` as ``items.answer_item`` does.

    A link that is not of the item, in any of its periods, counts as none.
    """
    change = begin(round, person, now)
    row = change.row(*key)
    if not may(row):
        raise NotYours
    held = _ticks(row)
    kept = {element: ticked(tick) for element, tick in held.items()}
    made = merged(base, mine, kept)
    if made.clashes:
        return made
    of_item = OitLink.objects.within(SYSTEM).filter(item__round=round, item__item=row.item, item__gone_from="")
    links = {link.pk: link for link in of_item.filter(removed_at=None)}
    for element, said in made.values.items():
        if said == kept.get(element, ""):
            continue
        if not said:
            change.take_away(held[element])
            continue
        number, _, where = said.partition(" ")
        tick = held.get(element) or ElementTick(item=row, element=element)
        tick.link, tick.where = links.get(int(number)), where
        change.keep_tick(tick)
    if ElementTick.objects.within(SYSTEM).filter(item=row).count() > MOST_TICKS:
        raise refusal("ทำเครื่องหมายมากเกินกว่าที่รับได้", "too many elements were ticked")
    change.tell("tick-elements", f"{round.year} {row}")
    return made


@transaction.atomic
def all_shown(
    *,
    round: AgencyRound,
    number: int,
    elements: Sequence[str],
    may: May,
    person: Person | None,
    now: datetime.datetime,
) -> int:
    """Says that a link shows every element that nobody ticked yet; how many those are. Raises as ``change_link``."""
    change = begin(round, person, now)
    link = _link(change, number, may)
    # Elements are those of the item, whatever period the link is of.
    row = change.row(link.item.item)
    held = _ticks(row)
    new = [element for element in elements if element not in held][:MOST_TICKS]
    for element in new:
        change.keep_tick(ElementTick(item=row, element=element, link=link))
    change.tell("tick-elements", f"{round.year} {row}", {"elements": len(new)})
    return len(new)


def ticked(tick: Any) -> str:
    """A tick as forms send it: the number of its link (0: none) and where it stands there; empty for no tick."""
    return "" if tick is None else f"{tick.link_id or 0} {tick.where}".rstrip()


def _ticks(row: OitItem) -> dict[str, ElementTick]:
    rows = ElementTick.objects.within(SYSTEM).filter(item=row).select_related("item__round")
    return {tick.element: tick for tick in rows}


def _link(change: BoardChange, number: int, may: May) -> OitLink:
    rows = OitLink.objects.within(SYSTEM).filter(
        item__round=change.round, item__gone_from="", removed_at=None, pk=number
    )
    link: OitLink | None = rows.select_related("item__round", "item__unit").first()
    if link is None:
        raise LinkGone
    if not may(link.item):
        raise NotYours
    return link

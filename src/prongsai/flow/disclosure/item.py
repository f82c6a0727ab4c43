"""One item of the board as its page shows it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

from prongsai.criteria.board import asked_in
from prongsai.flow.disclosure.board import rows_today
from prongsai.flow.disclosure.reading import Board, board, chain_to, last_of, links_of_last, may_answer
from prongsai.publish.assemble.building.called import is_ita
from prongsai.records.models import Agency, OitItem
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.board import BoardRow
from prongsai.screens.agency.disclosure.item import (
    ItemWork,
    Sent,
    divided,
    group_of,
    proposals,
    row_form,
    shown_by,
    shown_elements,
    title_of,
)
from prongsai.screens.agency.disclosure.last import last_years
from prongsai.screens.agency.running.opening import rules_in_words


@dataclasses.dataclass(frozen=True)
class Held:
    """An item that somebody looks at or changes, on the board as it was read."""

    scope: Scope
    board: Board
    item: str
    today: datetime.date

    def may(self, row: OitItem) -> bool:
        """Whether the reader may answer a row, as it stands now."""
        return may_answer(self.scope, self.board.agency, row)

    def may_say(self, row: OitItem) -> bool:
        """Whether the reader may say something of a row."""
        return self.may(row) or self.scope.may("approve", self.board.agency)

    @property
    def leads(self) -> bool:
        """Whether the reader keeps the board."""
        return self.scope.may("keep-board", self.board.agency)


def page(scope: Scope, agency: Agency, which: int, item: str, today: datetime.date) -> ItemWork | None:
    """The page of an item; None where there is no such year, or its rules do not ask for the item."""
    held = held_item(scope, agency, which, item, today)
    return item_page(held) if held is not None else None


def held_item(scope: Scope, agency: Agency, which: int, item: str, today: datetime.date) -> Held | None:
    """An item with its board; None where there is no such year, or its rules do not ask for the item."""
    found = board(scope, agency, which, today, item=item)
    if found is None or item not in asked_in(found.criteria):
        return None
    return Held(scope, found, item, today)


def item_page(held: Held, sent: Sent | None = None, ticks: Mapping[str, str] | None = None) -> ItemWork:
    """The page, with what was ``sent`` and could not be kept, and ``ticks`` likewise."""
    board, criteria, item = held.board, held.board.criteria, held.item
    row = rows_today(board, held.today)[item]
    last = last_of(held.scope, board.agency, board.round.year, held.today)
    before = last_years(criteria, last, chain_to(criteria, last), links_of_last(held.scope, last, board.sites))[item]
    elements = shown_elements(criteria, row.kept, board.agency.kind or None, ticks)
    kept_links = [link for each in (row, *row.periods) for link in each.kept.standing]
    offered, shows = proposals(elements, kept_links), shown_by(elements)
    there = {link.url for link in kept_links}
    sent = sent or Sent()
    order = asked_in(criteria)
    at = order.index(item)
    may = any(each.kept.may for each in (row, *row.periods)) or held.scope.may("answer-item", board.agency)
    return ItemWork(
        year=board.round.year,
        edition=criteria.id,
        item=item,
        title=title_of(criteria, item),
        group=group_of(criteria, item),
        itas=is_ita(criteria),
        rules=rules_in_words(criteria) if board.round.provisional else None,
        parts=tuple(row_form(each, sent, offered, shows) for each in _parts(row, held)),
        elements=elements,
        last=before,
        old=tuple(old for old in before.links if old.url not in there),
        pattern=divided(row),
        sites=board.sites,
        may=may and not board.closed,
        may_divide=held.leads and not board.closed,
        may_say=(may or held.scope.may("approve", board.agency)) and not board.closed,
        leads=held.leads,
        closed=board.closed,
        said=sent.fields.get("said", "") if sent.do == "say" else "",
        sent=sent,
        before=order[at - 1] if at else "",
        after=order[at + 1] if at + 1 < len(order) else "",
    )


def _parts(row: BoardRow, held: Held) -> list[BoardRow]:
    """The item and its periods, each with whether the reader may answer it; nobody does in a closed year."""
    whole = held.scope.may("answer-item", held.board.agency)

    def able(each: BoardRow) -> BoardRow:
        may = (each.kept.may or (whole and not each.kept.version)) and not held.board.closed
        return dataclasses.replace(each, kept=dataclasses.replace(each.kept, may=may))

    return [able(row), *map(able, row.periods)]

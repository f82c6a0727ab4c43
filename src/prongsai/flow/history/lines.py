"""An agency's history as its people read it: who changed what when, and whether the chain is whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator

from prongsai.flow.history.rows import line_about
from prongsai.flow.history.verify import lost, said
from prongsai.flow.year.stored import years_of
from prongsai.records.chain import UnreadLine
from prongsai.records.models import Agency, Entry
from prongsai.records.queries.history import checkpoint_of, faults_among, head_faults, lost_heads, unread_line, walked
from prongsai.records.queries.readable import Unreadable, all_sound, attempt, readable
from prongsai.records.scope import SYSTEM, Scope
from prongsai.screens.agency.history import HistoryLine, HistoryPage

PAGE = 100


def history(scope: Scope, agency: Agency, *, page: str = "1") -> HistoryPage:
    """The history of an agency, looked at from where it was last found whole; ``chains`` looks at every line."""
    pages = Paginator(Entry.objects.within(scope).filter(agency=agency).order_by("-number"), PAGE)
    here = pages.get_page(page)
    lines = tuple(_lines_of_page(here.object_list))
    checkpoint = checkpoint_of(agency)
    walk = walked(agency, checkpoint)
    faults = {*walk.faults, *head_faults(agency, walk.ended), *faults_among(agency, reversed(lines))}
    wrong = [said(fault) for fault in sorted(faults, key=lambda fault: (fault.number, fault.kind))]
    return HistoryPage(
        lines=tuple(map(_line, lines)),
        page=here.number,
        pages=pages.num_pages,
        total=pages.count,
        head=walk.ended.hash,
        since=walk.begun.number + 1,
        whole_at=checkpoint.verified_at if checkpoint is not None and walk.begun.number else None,
        wrong=(*wrong, *lost(lost_heads(agency))),
        year=next(iter(years_of(scope, agency)), None),
    )


def _lines_of_page(rows: Any) -> Iterable[Entry | UnreadLine]:
    read = attempt(list[Entry], rows)
    if read is not None and all(map(all_sound, read)):
        return read
    # They are cut from a longer list, and then asked for one by one.
    numbers = list(rows.values_list("pk", flat=True))
    again = readable(Entry.objects.within(SYSTEM).filter(pk__in=numbers).order_by("-number"))
    return [unread_line(line.pk) if isinstance(line, Unreadable) else line for line in again]


def _line(entry: Entry | UnreadLine) -> HistoryLine:
    if isinstance(entry, UnreadLine):
        return HistoryLine(number=entry.number or 0)
    return HistoryLine(
        number=entry.number,
        at=entry.at,
        action=entry.action,
        person=entry.person_name,
        about=entry.about,
        named=line_about(entry.action, entry.about),
        detail=entry.detail if isinstance(entry.detail, dict) else {},
    )

"""An agency's history as its people read it: who changed what when, and whether the chain is whole."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator

from prongsai.flow.history.verify import lost, said
from prongsai.language.text import Text
from prongsai.records.models import Agency, Entry
from prongsai.records.queries.history import checkpoint_of, faults_among, lost_heads, walked
from prongsai.records.scope import Scope

PAGE = 100


@dataclass(frozen=True)
class History:
    """One page of lines, newest first; the head of the chain; what is wrong with it.

    The lines from number ``since`` on and those of the page were looked at now; those before ``since`` were found whole
    at ``whole_at`` (None: every line was looked at now).
    """

    lines: tuple[Entry, ...]
    page: int
    pages: int
    total: int
    head: str
    since: int
    whole_at: datetime.datetime | None
    wrong: tuple[Text, ...]


def history(scope: Scope, agency: Agency, *, page: str = "1") -> History:
    """The history of an agency, looked at from where it was last found whole; ``chains`` looks at every line."""
    pages = Paginator(Entry.objects.within(scope).filter(agency=agency).order_by("-number"), PAGE)
    here = pages.get_page(page)
    lines = tuple(here.object_list)
    checkpoint = checkpoint_of(agency)
    walk = walked(agency, checkpoint)
    faults = {*walk.faults, *faults_among(agency, reversed(lines))}
    wrong = [said(fault) for fault in sorted(faults, key=lambda fault: (fault.number, fault.kind))]
    return History(
        lines=lines,
        page=here.number,
        pages=pages.num_pages,
        total=pages.count,
        head=walk.ended.hash,
        since=walk.begun.number + 1,
        whole_at=checkpoint.verified_at if checkpoint is not None and walk.begun.number else None,
        wrong=(*wrong, *lost(lost_heads(agency))),
    )

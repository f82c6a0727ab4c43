"""An agency's history as its people read it: who changed what when, and whether the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator

from prongsai.records.actions.history import broken, head
from prongsai.records.models import Agency, Entry, MadeDocument
from prongsai.records.scope import Scope

PAGE = 100


@dataclass(frozen=True)
class History:
    """One page of lines, newest first; the head of the chain; what is wrong with it, line by line."""

    lines: tuple[Entry, ...]
    page: int
    pages: int
    total: int
    head: str
    broken: tuple[str, ...]
    lost_heads: tuple[str, ...]


def history(scope: Scope, agency: Agency, *, page: str = "1") -> History:
    """The history of an agency. ``lost_heads``: documents whose printed head is no longer a line of the chain."""
    lines = Entry.objects.within(scope, "see-history").filter(agency=agency).order_by("-number")
    pages = Paginator(lines, PAGE)
    here = pages.get_page(page)
    made = MadeDocument.objects.within(scope).filter(round__agency=agency).exclude(head="")
    heads = {each.head: str(each) for each in made.only("head", "kind", "format", "version")}
    known = set(lines.filter(hash__in=heads).values_list("hash", flat=True)) | {"0" * 64}
    lost = tuple(name for each, name in heads.items() if each not in known)
    return History(
        tuple(here.object_list), here.number, pages.num_pages, pages.count, head(agency), tuple(broken(agency)), lost
    )

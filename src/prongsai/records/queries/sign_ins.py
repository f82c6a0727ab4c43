"""The log of sign-ins by person, of some days and of some people."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q

from prongsai.records.models import SignIn

PAGE = 100


@dataclass(frozen=True)
class SignInSelection:
    """One page of the lines that were asked for."""

    rows: tuple[SignIn, ...]
    page: int
    pages: int
    count: int


def sign_ins(
    *, since: datetime.datetime, before: datetime.datetime, search: str = "", page: str = "1"
) -> SignInSelection:
    """The lines from ``since`` on and ``before`` a moment, the newest first, a hundred to a page; of people whose name
    or address holds ``search``."""
    rows = SignIn.objects.select_related("person").filter(at__gte=since, at__lt=before)
    if search:
        rows = rows.filter(Q(person__name__icontains=search) | Q(person__email__icontains=search))
    pages = Paginator(rows, PAGE)
    here = pages.get_page(page)
    return SignInSelection(tuple(here.object_list), here.number, pages.num_pages, pages.count)

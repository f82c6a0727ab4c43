"""What somebody is typing on a page of a year: kept as they type, there when they come back, theirs alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from prongsai.records.actions.drafts import KEPT, forget_drafts, keep_draft
from prongsai.records.models import Agency, Draft, Person
from prongsai.records.roles import Ability
from prongsai.records.scope import Scope

MOST_FIELDS, MOST_LETTERS = 600, 220_000
INTAKE = ("paste", "entry")
OF_TEXT = "text-"
ON_THE_WAY = (*INTAKE, "booklet")  # all that is over once a result was taken


@dataclass(frozen=True)
class Typed:
    """What was typed on a page, by field, and when it was last kept."""

    fields: Mapping[str, str]
    saved_at: datetime.datetime


def ability_of(page: str) -> Ability | None:
    """What somebody must be allowed to who types on a page; None: there is no such page."""
    if page in INTAKE:
        return "import"
    return "edit-text" if page.startswith(OF_TEXT) and 5 < len(page) <= 60 else None


def typed_on(
    scope: Scope, agency: Agency, which: int, page: str, *, person: Person, now: datetime.datetime
) -> Typed | None:
    """What this person has typed on the page and not handed in; None: nothing."""
    ability = ability_of(page)
    if ability is None or not scope.may(ability, agency):
        return None
    rows = Draft.objects.within(scope).filter(agency=agency, year=which, page=page, person=person)
    row = rows.filter(saved_at__gte=now - KEPT).first()
    return Typed(row.fields, row.saved_at) if row is not None else None


def keep_typed(
    scope: Scope,
    agency: Agency,
    which: int,
    page: str,
    fields: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
) -> bool:
    """Keeps what is typed; False where the page is none, may not be written on, or the form is far too large."""
    ability = ability_of(page)
    if ability is None or not scope.may(ability, agency) or not scope.may("work", agency):
        return False
    own = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    if len(own) > MOST_FIELDS or sum(len(name) + len(value) for name, value in own.items()) > MOST_LETTERS:
        return False
    # No database keeps a NUL in a text.
    clean = {name.replace("\x00", ""): value.replace("\x00", "") for name, value in own.items()}
    keep_draft(agency=agency, year=which, page=page, person=person, fields=clean, now=now)
    return True


def handed_in(agency: Agency, which: int, *pages: str, person: Person) -> None:
    """What was typed on these pages is over."""
    forget_drafts(agency=agency, year=which, pages=pages, person=person)

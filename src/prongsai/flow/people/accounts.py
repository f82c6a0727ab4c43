"""Accounts of the site, as administrators look after them on its pages."""

from __future__ import annotations

import datetime
from typing import assert_never

from prongsai.flow.people.agency import held_by
from prongsai.flow.people.told import tells
from prongsai.records.actions import accounts as actions
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Person
from prongsai.records.queries import accounts as queries
from prongsai.records.scope import Scope
from prongsai.screens.people.accounts import AccountLine, AccountPage, AccountsPage, AccountStep, SignedIn

__all__ = ["AccountPage", "NotPossible", "account", "accounts", "change"]


def accounts(scope: Scope, *, search: str = "", page: str = "1") -> AccountsPage:
    """One page of everybody with an account whose name or address holds ``search``."""
    _for_administrators(scope)
    selection = queries.selected(search=search, page=page)
    return AccountsPage(
        lines=tuple(
            AccountLine(person=person.pk, name=str(person), email=person.email, closed=not person.is_active)
            for person in selection.people
        ),
        page=selection.page,
        pages=selection.pages,
        search=selection.search,
    )


def account(scope: Scope, *, by: Person, person: int, now: datetime.datetime, today: datetime.date) -> AccountPage:
    """One person's account. KeyError where there is none."""
    _for_administrators(scope)
    whose = queries.person(person)
    if whose is None:
        raise KeyError(person)
    return AccountPage(
        person=whose.pk,
        name=str(whose),
        email=whose.email,
        position=whose.position,
        closed=not whose.is_active,
        joined_at=whose.joined_at,
        own=whose.pk == by.pk,
        held=held_by(whose, today),
        factors=tuple(queries.factors_of(whose)),
        sessions=tuple(
            SignedIn(
                since=session.created_at, seen_at=session.last_seen_at, address=session.ip, browser=session.user_agent
            )
            for session in queries.sessions_of(whose, now)
        ),
    )


@tells
def change(
    scope: Scope,
    *,
    by: Person,
    person: int,
    step: AccountStep,
    name: str = "",
    password: str = "",
    orphan: bool = False,
    now: datetime.datetime,
    today: datetime.date,
) -> int:
    """Takes a step with somebody's account; gives how many sessions ended. KeyError where there is no such account,
    ``NotPossible`` where it may not be."""
    _for_administrators(scope)
    whose = queries.person(person)
    if whose is None:
        raise KeyError(person)
    match step:
        case "close":
            return actions.close_account(by=by, person=whose, orphan=orphan, today=today, now=now)
        case "open":
            actions.open_account(by=by, person=whose, now=now)
        case "password":
            return actions.set_password(by=by, person=whose, password=password, now=now)
        case "reset-2fa":
            return actions.reset_second_factor(by=by, person=whose, now=now)
        case "sessions":
            return actions.end_sessions(by=by, person=whose, now=now)
        case "rename":
            actions.rename(by=by, person=whose, name=name, now=now)
        case _:
            assert_never(step)
    return 0


def _for_administrators(scope: Scope) -> None:
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")

"""Accounts as administrators see them: everybody who has one, and one person's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.screens.people.roster import HeldRole


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """Somebody with an account."""

    person: int
    name: str
    email: str
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class AccountsPage:
    """One page of everybody with an account."""

    lines: tuple[AccountLine, ...] = ()
    page: int = 1
    pages: int = 1
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Where somebody is signed in: since when, last seen, network address and browser."""

    since: datetime.datetime
    seen_at: datetime.datetime
    address: str
    browser: str


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """One person's account. ``own``: it is the reader's. ``factors``: ``totp``, ``webauthn``, ``recovery_codes``."""

    person: int
    name: str
    email: str
    joined_at: datetime.datetime
    position: str = ""
    closed: bool = False
    own: bool = False
    held: tuple[HeldRole, ...] = ()
    factors: tuple[str, ...] = ()
    sessions: tuple[SignedIn, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """What can be done with it, in the order of the page. Nobody locks themselves out: of one's own, the name."""
        if self.own:
            return ("rename",)
        shut = "open" if self.closed else "close"
        factor = ("reset-2fa",) if self.factors else ()
        sessions = ("sessions",) if self.sessions else ()
        return ("rename", "password", *factor, *sessions, shut)

"""Accounts as administrators see them: everybody who has one, and one person's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

from prongsai.screens.people.roster import HeldRole

# What can be done with an account, as its page's addresses name it.
AccountStep = Literal["rename", "password", "reset-2fa", "sessions", "close", "open"]
STEPS: tuple[AccountStep, ...] = get_args(AccountStep)


def is_step(word: str) -> TypeGuard[AccountStep]:
    """Whether there is such a step."""
    return word in STEPS


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
    def coordinates(self) -> bool:
        """Whether they are, or will be, the coordinator of an agency."""
        return any(role.coordinates for role in self.held)

    @property
    def steps(self) -> tuple[AccountStep, ...]:
        """What can be done with it, in the order of the page. Nobody locks themselves out: of one's own, the name."""
        if self.own:
            return ("rename",)
        shown: dict[AccountStep, bool] = {
            "reset-2fa": bool(self.factors),
            "sessions": bool(self.sessions),
            "close": not self.closed,
            "open": self.closed,
        }
        return tuple(step for step in STEPS if shown.get(step, True))

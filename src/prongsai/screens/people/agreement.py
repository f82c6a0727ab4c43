"""The page from which an administrator saves processor agreements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Controller:
    """An agency whose data the site keeps for it."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AgreementPage:
    """One page of the agencies for which an agreement can be saved. Not ``several``: the site keeps one alone, and
    there is nothing to agree on."""

    several: bool
    agencies: tuple[Controller, ...] = ()
    search: str = ""
    page: int = 1
    pages: int = 1

"""The list of agencies that somebody works with, with the newest result of each."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.language.text import Text
from prongsai.screens.figures import DASH


@dataclass(frozen=True, kw_only=True)
class AgencyLine:
    """An agency with its newest year, total and level, as far as known."""

    code: str
    name: str
    province: str = ""
    year: int | None = None
    total: str = DASH
    level: str = ""
    mark: Text | None = None  # stands beside a level by rules that are not confirmed


@dataclass(frozen=True, kw_only=True)
class AgenciesPage:
    """One page of the list; ``total`` counts the agencies of all ``pages``."""

    lines: tuple[AgencyLine, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    search: str = ""

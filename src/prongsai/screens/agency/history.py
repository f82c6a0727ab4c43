"""An agency's history as its people read it: who changed what when, and whether the chain is whole."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One change: its number in the chain, when, by whom, what was done, to what; and what else was kept of it.

    ``named``: what it is about in words, where the line itself says it as the program keeps it. Without a time it is
    one that cannot be read, and without a number (0) not even that.
    """

    number: int
    at: datetime.datetime | None = None
    action: str = ""
    person: str = ""
    about: str = ""
    named: Text | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """One page of lines, newest first; the head of the chain; what is wrong with it.

    The lines from number ``since`` on and those of the page were looked at now; those before ``since`` were found whole
    at ``whole_at`` (None: every line was looked at now). ``year``: the agency's newest.
    """

    lines: tuple[HistoryLine, ...] = ()
    page: int = 1
    pages: int = 1
    total: int = 0
    head: str = ""
    since: int = 1
    whole_at: datetime.datetime | None = None
    wrong: tuple[Text, ...] = ()
    year: int | None = None

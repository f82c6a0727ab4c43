"""Personal data of those who work here: the notice, the record of processing, and what is kept of one person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class NoticeSection:
    """A heading of the notice with its paragraphs."""

    heading: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class KeptTable:
    """One table with data of people: ``data`` is theirs, ``secret`` is theirs and handed to nobody, ``words`` is what
    people type, which may name somebody; how ``long`` a row is kept, and what deletes it (``by``). Not
    ``used``: a library's, into which nothing is written."""

    name: Text
    data: tuple[Text, ...]
    secret: tuple[Text, ...]
    words: tuple[Text, ...]
    long: Text
    by: Text
    used: bool = True


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One thing that is done with data of people, whose, why, on which basis (our proposal), and who sees it."""

    name: Text
    purpose: Text
    people: Text
    basis: Text
    seen_by: Text
    tables: tuple[KeptTable, ...]


@dataclass(frozen=True, kw_only=True)
class NoticePage:
    """The privacy notice. ``log``: whether a log of sign-ins is kept here. ``contact``: whom to ask, empty where the
    site names nobody. ``asks``: the reader has not said yet that they have seen this version."""

    version: int
    sections: tuple[NoticeSection, ...]
    activities: tuple[Activity, ...]
    log: Text
    contact: str = ""
    asks: bool = False

    @property
    def bases(self) -> tuple[Text, ...]:
        """The proposed bases, each once."""
        return tuple(dict.fromkeys(each.basis for each in self.activities))


@dataclass(frozen=True, kw_only=True)
class ProcessingPage:
    """The record of processing, whether a log of sign-ins is kept, and how many people have seen the notice."""

    activities: tuple[Activity, ...]
    version: int
    log: Text
    contact: str = ""
    seen: int = 0
    people: int = 0


Value = str | int | bool | datetime.datetime | datetime.date | Text | None


@dataclass(frozen=True, kw_only=True)
class OwnField:
    """A column of what is kept of somebody: its ``code`` in files, and its words."""

    code: str
    words: Text


@dataclass(frozen=True, kw_only=True)
class OwnTable:
    """Rows of one table that are about a person in one way. ``count``: how many there are; ``rows`` may be fewer.
    ``code`` and ``link`` name table and way in files."""

    code: str
    link: str
    name: Text
    fields: tuple[OwnField, ...]
    rows: tuple[tuple[Value, ...], ...]
    count: int

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True, kw_only=True)
class OwnDataPage:
    """What is kept of one person; ``secrets`` is kept as well and handed to nobody."""

    person: int
    name: str
    tables: tuple[OwnTable, ...]
    secrets: tuple[Text, ...]

"""What is done with whose data: of every column of every table, and how long it is kept."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text
from prongsai.screens.people.privacy import Activity, KeptTable


@dataclass(frozen=True)
class TableSaid:
    """What ``tables.yaml`` says of a table; a column is in one of ``person``, ``secret``, ``words`` and ``other``.

    ``whose``: for each way from a row to a person, the columns that are shown to them (``agency__name`` leads on).
    """

    name: Text
    activity: str
    kept: str
    whose: Mapping[str, tuple[str, ...]]
    person: Mapping[str, Text]
    secret: Mapping[str, Text]
    words: Mapping[str, Text]
    other: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named."""
        return (*self.person, *self.secret, *self.words, *self.other)


def said(name: str) -> Any:
    """A file of this folder as data; every scalar is text."""
    return read_yaml(resources.files("prongsai.flow.privacy").joinpath(name).read_bytes(), name)


@functools.cache
def tables() -> Mapping[str, TableSaid]:
    """What is said of every table, by ``app.Model``."""
    return {
        label: TableSaid(
            name=_text(each["name"]) if "name" in each else Text(th="", en=""),
            activity=each.get("activity", ""),
            kept=each.get("kept", ""),
            whose={link: tuple(columns) for link, columns in each.get("whose", {}).items()},
            person=_texts(each.get("person", {})),
            secret=_texts(each.get("secret", {})),
            words=_texts(each.get("words", {})),
            other=tuple(each.get("other", ())),
        )
        for label, each in said("tables.yaml").items()
    }


@functools.cache
def activities() -> tuple[Activity, ...]:
    """What is done with data of people, each with its tables."""
    data, kept = said("activities.yaml"), said("kept.yaml")
    return tuple(
        Activity(
            name=_text(each["name"]),
            purpose=_text(each["purpose"]),
            people=_text(each["people"]),
            basis=_text(data["bases"][each["basis"]]),
            seen_by=_text(each["seen_by"]),
            tables=tuple(_kept(table, kept[table.kept]) for table in tables().values() if table.activity == activity),
        )
        for activity, each in data["activities"].items()
    )


def _kept(table: TableSaid, kept: Any) -> KeptTable:
    return KeptTable(
        name=table.name,
        data=tuple(table.person.values()),
        secret=tuple(table.secret.values()),
        words=tuple(table.words.values()),
        long=_text(kept["long"]),
        by=_text(kept["by"]),
        used=table.kept != "unused",
    )


def _text(pair: Mapping[str, str]) -> Text:
    return Text(**pair)  # and nothing else: a comma within a plain text would begin another key


def _texts(columns: Mapping[str, Mapping[str, str]]) -> Mapping[str, Text]:
    return {column: _text(pair) for column, pair in columns.items()}

"""Chains of history for tests: as an earlier program left them, and what is wrong with one, shortly."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from people import NOW
from prongsai.records.actions.history import seal_head
from prongsai.records.chain import FIRST, NEWEST, ChainOwner, HistoryLine, line_hash
from prongsai.records.models import Agency, Entry
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import WITH_ROWS
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witnesses_of


def lines(agency: Agency | None):
    return Entry.objects.within(SYSTEM).filter(agency=agency)


def faults(agency: Agency | None) -> list[tuple[int, str]]:
    return [(fault.number, fault.kind) for fault in walked(agency).faults]


def written(
    owner: ChainOwner | None,
    count: int,
    *,
    version: int,
    after: tuple[int, str] = (0, FIRST),
    witnessed: list[list[str | None]] | None = None,
) -> Iterator[HistoryLine]:
    """So many lines that follow each other; the first is witness to rows."""
    number, before = after
    for _ in range(count):
        number += 1
        at = NOW + datetime.timedelta(minutes=number)
        about, detail = f"ข้อ {number}", {"n": number}
        line = HistoryLine(number, at, "Anan", "edit-text", about, detail, before, version, witnessed or [])
        yield line
        before, witnessed = line_hash(line, owner), None


def leave(agency: Agency | None, count: int, *, version: int = 1) -> list[Entry]:
    """Puts a chain of so many lines into the table, as a program of that version of the hash wrote them."""
    owner = ChainOwner(agency.code, agency.pk) if agency else None
    rows = [[row.kind, row.key, row.digest] for row in witnesses_of(agency)] if version >= WITH_ROWS else None
    made = Entry.objects.bulk_create(
        Entry(
            agency=agency, number=line.number, at=line.at, person_name=line.person, action=line.action,
            about=line.about, detail=line.detail, before=line.before, version=version, hash=line_hash(line, owner),
            witnessed=line.witnessed,
        )
        for line in written(owner, count, version=version, witnessed=rows)
    )  # fmt: skip
    if version == NEWEST:
        seal_head(agency=agency)
    return made


def rewrite(agency: Agency, number: int, about: str) -> None:
    """What somebody does who knows the rule: a line is changed, and every hash from there on is made anew."""
    owner, before = ChainOwner(agency.code, agency.pk), None
    for entry in lines(agency).filter(number__gte=number).order_by("number"):
        said = about if entry.number == number else entry.about
        line = HistoryLine(
            entry.number, entry.at, entry.person_name, entry.action, said, entry.detail, before or entry.before,
            entry.version, entry.witnessed,
        )  # fmt: skip
        before = line_hash(line, owner)
        lines(agency).filter(pk=entry.pk).update(about=said, before=line.before, hash=before)


def changed(line: HistoryLine, **values: object) -> HistoryLine:
    return dataclasses.replace(line, **values)


@contextmanager
def rows_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows come from the database meanwhile, query by query."""
    from django.db.models.sql import compiler

    given, counts = compiler.cursor_iter, list[int]()

    def counting(*arguments: object) -> Iterator[list[object]]:
        counts.append(0)
        for rows in given(*arguments):
            counts[-1] += len(rows)
            yield rows

    with monkeypatch.context() as patched:
        patched.setattr(compiler, "cursor_iter", counting)
        yield counts

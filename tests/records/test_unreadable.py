"""Rows that cannot be read are named by the command and the page of history, and the rest is read all the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import Client

from people import PASSWORD, Cast, cast, furnish
from prongsai.flow.history import verify
from prongsai.flow.history.lines import history
from prongsai.flow.history.verify import chains
from prongsai.records.fields import KeptJSON
from prongsai.records.models import (
    Agency,
    AgencyPicture,
    AgencyRound,
    AgencySignatory,
    Checkpoint,
    Entry,
    Grant,
    Invitation,
    Issuance,
    MadeDocument,
    Result,
    RoundPhase,
    SealedHead,
    SigningDecision,
    StoredEdition,
    TextBlock,
)
from prongsai.records.queries.readable import every_agency
from prongsai.records.queries.witnessed import RowFault, row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

TABLES: tuple[type[models.Model], ...] = (
    Agency, AgencyPicture, AgencyRound, AgencySignatory, Checkpoint, Entry, Grant, Invitation, Issuance, MadeDocument,
    Result, RoundPhase, SealedHead, SigningDecision, StoredEdition, TextBlock,
)  # fmt: skip
# Those whose rows are read apart from each other's are spoilt together, one column of each at a time; a fault says of
# which kind its row is. An issuance is read by its document.
KINDS: dict[type[models.Model], str] = {
    Result: "result", MadeDocument: "document", Invitation: "invitation", Grant: "grant", RoundPhase: "phase",
    TextBlock: "text", Checkpoint: "checkpoint", SigningDecision: "decision", AgencyPicture: "picture",
    AgencySignatory: "signatory",
}  # fmt: skip
GROUPS = (tuple(KINDS), *((table,) for table in TABLES if table not in KINDS))
ON_SQLITE = connection.vendor == "sqlite"
# What a column of SQLite takes of every kind, as SQL; a name says what it is.
GARBAGE = {
    "text": "'ไม่ใช่'",
    "bytes": "x'ff00'",
    "no UTF-8": "CAST(x'ff41ff' AS TEXT)",
    "1e999": "1e999",
    "number": "7.5",
    "bad date": "'2026-02-31'",
    "NULL": "NULL",
    "nested": f"'{'[' * 100_000}{']' * 100_000}'",
    "half a letter": "'\"\\ud800\"'",
    "number in JSON": "'{\"n\": 1e999}'",
}
# Which of it is garbage in which kind of column, where SQLite takes all of it.
NOWHERE = ("bytes", "no UTF-8", "NULL")
ON_SQLITE_TOO = {
    "JSONField": ("text", "nested", "half a letter", "number in JSON", "1e999", *NOWHERE),
    "DateField": ("text", "number", "bad date", *NOWHERE),
    "IntegerField": ("text", "number", "1e999", *NOWHERE),
    "BooleanField": ("text", "number", *NOWHERE),
    "ForeignKey": ("text", "1e999", *NOWHERE),
    "BinaryField": ("text", "number", "no UTF-8", "NULL"),
    "Field": NOWHERE,
}
# What PostgreSQL takes, by the kind of column.
ON_POSTGRES = {
    "KeptJSON": {"text": "'{'", "nested": GARBAGE["nested"], "half a letter": GARBAGE["half a letter"]},
    "JSONField": {"number": "'1e5000'", "text": "'\"x\"'", "nested": f"'{'[' * 5000}{']' * 5000}'"},
    "DateField": {"far": "'20000-01-01'", "endless": "'infinity'", "before": "'0044-03-15 BC'"},
    "DateTimeField": {"far": "'20000-01-01'", "endless": "'infinity'", "before": "'0044-03-15 BC'"},
}
# What nothing is bound to: the key of sorting follows from the name, the rest is of a document that is not ready.
SILENT = {"name_key", "problem", "lease_until", "maker"}


def columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any], str]]:
    for table in TABLES:
        for field in table._meta.concrete_fields:
            if field.primary_key or field.name in SILENT:
                continue
            for name in kinds_of(field):
                if name != "NULL" or not field.null:
                    yield table, field, name


def kinds_of(field: models.Field[Any, Any]) -> tuple[str, ...]:
    if not ON_SQLITE:
        return (*ON_POSTGRES.get(type(field).__name__, {}), "NULL") if not field.is_relation else ()
    names = ["JSONField"] if isinstance(field, KeptJSON) else [kind.__name__ for kind in type(field).__mro__]
    return next(ON_SQLITE_TOO[name] for name in names if name in ON_SQLITE_TOO)


def everyone() -> Cast:
    everybody = cast()
    furnish(everybody.a, everybody.anan, "mae-sot")
    return everybody


def spoil(table: type[models.Model], field: models.Field[Any, Any], value: str, where: str) -> None:
    """Puts into the last row of a table what no program writes."""
    name = connection.ops.quote_name(table._meta.db_table)
    column = connection.ops.quote_name(field.column)
    with connection.cursor() as cursor:
        if not ON_SQLITE:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if value == "NULL":
                cursor.execute(f"ALTER TABLE {name} ALTER COLUMN {column} DROP NOT NULL")
        row = f"SELECT max(id) FROM {name} WHERE {where}"
        cursor.execute(f"UPDATE {name} SET {column} = {value} WHERE id = ({row})")
        assert cursor.rowcount == 1


@pytest.fixture
def unbound() -> Iterator[None]:
    """No check of the database itself stands in the way."""
    if not ON_SQLITE:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        yield
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def at(table: type[models.Model]) -> str:
    path = getattr(table, "agency_path", "agency")
    agency = f"(SELECT min(id) FROM {Agency._meta.db_table})"
    if table is StoredEdition:
        return "1 = 1"
    if table is Agency:
        return f"id = {agency}"
    if path == "agency":
        return f"agency_id = {agency}"
    rounds = f"round_id IN (SELECT id FROM {AgencyRound._meta.db_table} WHERE agency_id = {agency})"
    if path == "document__round__agency":
        return f"document_id IN (SELECT id FROM {MadeDocument._meta.db_table} WHERE {rounds})"
    return rounds


@pytest.mark.parametrize("tables", GROUPS, ids=lambda tables: "-".join(table.__name__ for table in tables))
def test_whatever_stands_in_a_column_is_named_and_ends_nothing(
    tables: tuple[type[models.Model], ...], unbound: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every column and every kind of garbage: no exception, and a fault wherever it is not what was there."""
    everybody = everyone()
    faulty: set[str] = set()

    def noted(agency: Agency | None) -> tuple[RowFault, ...]:
        # Of the site's own rows only editions are spoilt.
        faults = row_faults(agency) if agency is not None or StoredEdition in tables else ()
        faulty.update(fault.kind for fault in faults)
        return faults

    monkeypatch.setattr(verify, "row_faults", noted)
    # The other agency has no part in it.
    of_a = [each.pk for each in every_agency()].index(everybody.a.pk)
    monkeypatch.setattr(verify, "every_agency", lambda: [list(every_agency())[of_a]])
    assert [said for chain in chains() for said in chain.wrong] == []
    silent: list[str] = []
    tried = dict.fromkeys(tables, 0)
    cells = [[(owner, field, name) for owner, field, name in columns() if owner is table] for table in tables]
    for together in zip_longest(*cells):
        with transaction.atomic():
            spoilt = [cell for cell in together if cell is not None and is_taken(*cell)]
            faulty.clear()
            where = ", ".join(f"{table.__name__}.{field.name}: {name}" for table, field, name in spoilt)
            wrong = [said for chain in chains() for said in chain.wrong]
            assert all(said.th and said.en and "\x00" not in said.en for said in wrong), where
            for table, field, name in spoilt:
                tried[table] += 1
                if not (wrong if len(tables) == 1 else KINDS[table] in faulty):
                    silent.append(f"{table.__name__}.{field.name}: {name}")
                if table in (Entry, Checkpoint, SealedHead):
                    assert history(SYSTEM, everybody.a).total, where
            transaction.set_rollback(True)
    for table in tables:
        assert tried[table] > (len(table._meta.concrete_fields) if ON_SQLITE else 0)
    # A checkpoint that is not this program's own counts for nothing; one that cannot be read is named.
    assert [where for where in silent if not where.startswith("Checkpoint.") or ".verified_at" in where] == []


def is_taken(table: type[models.Model], field: models.Field[Any, Any], name: str) -> bool:
    """Spoils a column, where the database takes it."""
    value = GARBAGE[name] if ON_SQLITE else ON_POSTGRES.get(type(field).__name__, {}).get(name, "NULL")
    try:
        with transaction.atomic():
            spoil(table, field, value, at(table))
    except Exception as refused:
        # NOT NULL and UNIQUE hold in both databases.
        assert "constraint" in str(refused).lower() or "null" in str(refused).lower(), refused
        return False
    return True


@pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL takes no such values")
def test_command_and_page_name_the_row_and_go_on(unbound: None, client: Client) -> None:
    everybody = everyone()
    assert client.login(username=everybody.anan.email, password=PASSWORD)
    for table, column, value in (
        (Result, "file", "'{'"), (Entry, "at", "'เมื่อวาน'"), (MadeDocument, "asked_at", "'เมื่อวาน'"),
        (Grant, "ends", "'2026-02-31'"),
    ):  # fmt: skip
        spoil(table, table._meta.get_field(column), value, at(table))
    wrong = [said for chain in chains() for said in chain.wrong]
    said, said_th = [text.en for text in wrong], " ".join(text.th for text in wrong)
    for words in ("the result of 2568, version 1 (line 3)", "(HTML) of 2568, version 1", "the role ", "line "):
        assert any(text.startswith(words) or words in text for text in said if "cannot be read; " in text), said
    assert "ผลการประเมิน ปี 2568 ฉบับที่ 1 (บรรทัดที่ 3): อ่านไม่ได้" in said_th
    page = client.get(f"/a/{everybody.a.code}/history/").content.decode()
    assert "อ่านบรรทัดนี้ไม่ได้" in page
    assert "ประวัติไม่ครบหรือถูกแก้" in page

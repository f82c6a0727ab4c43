"""No column with data of people is forgotten: each is named in ``tables.yaml``, and what is said of it holds."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from people import Cast, furnished_cast
from prongsai.flow.privacy.activities import activities, said, tables
from prongsai.flow.privacy.own_data import own_data
from prongsai.records.models import Person
from prongsai.records.queries.privacy import fields_by_table, rows_about

ROOT = Path(__file__).parents[2]


def test_every_column_of_every_table_is_named_once() -> None:
    there = fields_by_table()
    named = {label: each.columns for label, each in tables().items() if "." in label}
    assert sorted(there.keys() ^ named.keys()) == [], "say whose data the table holds in tables.yaml"
    wrong = {
        label: sorted(there[label] ^ set(columns))
        for label, columns in named.items()
        if set(columns) != there[label] or len(columns) != len(set(columns))
    }
    assert wrong == {}, "say of each column whose data it is, in tables.yaml"


@pytest.mark.django_db
def test_tables_without_a_model_are_named_too() -> None:
    of_models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    beside = set(connection.introspection.table_names()) - of_models - {"django_migrations"}
    assert beside == {label for label in tables() if "." not in label}
    with connection.cursor() as cursor:
        for label in beside:
            there = {column.name for column in connection.introspection.get_table_description(cursor, label)}
            assert set(tables()[label].columns) == there


def test_a_reference_to_a_person_is_data_of_a_person() -> None:
    overlooked = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.related_model is Person and field.name not in tables()[model._meta.label].person
    ]
    assert overlooked == []


def test_every_reference_to_a_person_is_a_way_to_what_is_kept_of_them() -> None:
    ways = {(label, link) for label, each in tables().items() for link in each.whose}
    wanted = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.related_model is Person
    }
    assert sorted(wanted - ways) == []


def test_what_holds_data_of_people_has_an_activity_and_an_end_and_nothing_else_does() -> None:
    known, kept = said("activities.yaml")["activities"], said("kept.yaml")
    for label, each in tables().items():
        holds = bool(each.person or each.secret or each.words)
        assert (each.activity in known, each.kept in kept, bool(each.name.th)) == (holds, holds, holds), label
    assert {each.activity for each in tables().values()} - {""} == known.keys()
    assert {each.kept for each in tables().values()} - {""} == kept.keys()
    assert all(each.tables for each in activities())


def test_no_secret_is_ever_shown() -> None:
    for label, each in tables().items():
        shown = {column for columns in each.whose.values() for column in columns}
        assert shown.isdisjoint(each.secret), label


def test_every_length_is_shown_by_a_test_that_is_there() -> None:
    for name, each in said("kept.yaml").items():
        file, _, test = each["test"].partition("::")
        there = {getattr(node, "name", "") for node in ast.parse((ROOT / file).read_text("utf-8")).body}
        assert test in there, name


@pytest.fixture
def everybody() -> Cast:
    return furnished_cast()[0]


@pytest.mark.django_db
def test_every_way_to_a_person_can_be_walked(everybody: Cast) -> None:
    walked = 0
    for label, each in tables().items():
        for link, columns in each.whose.items():
            for row in rows_about(label, link, columns, everybody.anan)[:3]:
                assert set(row) == set(columns)
                walked += 1
    assert walked > 8


@pytest.mark.django_db
def test_what_is_kept_of_one_person_is_theirs_alone(everybody: Cast) -> None:
    mine, others = own_data(everybody.anan, whole=True), own_data(everybody.chai, whole=True)
    assert {table.code for table in mine.tables} >= {
        "records.Person",
        "records.Grant",
        "records.Draft",
        "records.Entry",
    }
    words = {str(value) for table in mine.tables for row in table.rows for value in row}
    assert everybody.anan.email in words
    assert not {everybody.chai.email, everybody.chai.name, everybody.b.name, everybody.boon.email} & words
    assert everybody.b.name in {str(value) for table in others.tables for row in table.rows for value in row}
    assert everybody.anan.password not in words


@pytest.mark.django_db
def test_somebody_of_whom_nothing_else_is_kept_has_an_account_and_the_notice(everybody: Cast) -> None:
    assert {table.code for table in own_data(everybody.gaew).tables} == {"records.Person", "records.NoticeSeen"}


def test_page_of_tables_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("processing_reference", ROOT / "scripts" / "processing_reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = (ROOT / "docs" / "reference" / "personal-data.md").read_text("utf-8")
    assert kept == module.page(), "run scripts/processing_reference.py"

"""Words longer than their column, by the ways in that are no forms: refused in words or kept whole, never an error.

SQLite keeps a text of any length in any column; PostgreSQL ends in an error where nothing looked before.
"""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from openpyxl import load_workbook
from site_of_tests import NOW, data_of
from test_fuzz import too_long

from people import TODAY, cast, example
from prongsai.files.problems import Refused
from prongsai.flow.by_file.excel import form_of_round
from prongsai.flow.intake.files import take_files
from prongsai.flow.people import site as people_of_site
from prongsai.language.sorting import sort_key
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.roundfile.read_data import MOST_LETTERS_OF

pytestmark = pytest.mark.django_db
LONG = "ก" * 10_000
Place = tuple[str | int, ...]


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    """Where a text stands in a round file."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*place, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from places(value, (*place, number))
    elif isinstance(node, str):
        yield place


def kinds_of_places(data: dict[str, Any]) -> dict[Place, Place]:
    """The first place of every kind: of a list, and of keys that an edition names, one."""
    found: dict[Place, Place] = {}
    for place in places(data):
        found.setdefault(tuple("" if isinstance(key, int) or not str(key).islower() else key for key in place), place)
    return found


def long_at(data: dict[str, Any], place: Place) -> dict[str, Any]:
    made = copy.deepcopy(data)
    node: Any = made
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = LONG
    return made


def rows() -> int:
    """How many rows there are in all tables."""
    count = 0
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)}")
            count += cursor.fetchone()[0]
    return count


def is_short(text: Text) -> bool:
    """In words, and not with all that was written."""
    return 0 < len(text.th) < 1000 and 0 < len(text.en) < 1000


def taken(path: Path) -> bool:
    """Whether a file is taken; one that is refused says why, and leaves nothing."""
    before = rows()
    with transaction.atomic():
        try:
            take_files([path], why=path.name, now=NOW, new_agency=True, remove=True)
        except Refused as refused:
            assert [problem.place for problem in refused.problems if not is_short(problem.text)] == []
            assert rows() == before
            return False
        assert list(too_long()) == []
        transaction.set_rollback(True)
    return True


def examples_with_a_place() -> dict[str, dict[str, Any]]:
    agency = {"code": "x", "size": "medium", "district": "x", "province": "x", "website": "https://x.example"}
    found = {name: data_of(name) for name in ("mae-sot", "mae-sai")}
    return {name: {**data, "agency": agency | data["agency"]} for name, data in found.items()}


def test_text_of_a_round_file_that_is_longer_than_its_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "round.json"
    seen: set[Place] = set()
    kept: list[Place] = []
    for data in examples_with_a_place().values():
        for kind, place in kinds_of_places(data).items():
            if kind in seen:
                continue
            seen.add(kind)
            path.write_text(json.dumps(long_at(data, place), ensure_ascii=False), "utf-8")
            if taken(path):
                kept.append(kind)
    # The agency's words and notes are kept in the file, and in no column of their own.
    words = {"disclosure", "assessor", "claims", "document", "plan", "memo", "progress", "x-notes", "history"}
    assert {str(kind[0]) for kind in kept} <= words
    assert len(kept) > 10
    assert {("agency", name) for name in MOST_LETTERS_OF} <= seen


def test_text_of_a_round_file_in_yaml_that_is_longer_than_its_column_is_refused(tmp_path: Path) -> None:
    data = examples_with_a_place()["mae-sot"]
    for name in MOST_LETTERS_OF:
        path = tmp_path / f"{name}.yaml"
        path.write_text(json.dumps(long_at(data, ("agency", name)), ensure_ascii=False), "utf-8")
        assert not taken(path), name


def test_text_of_a_form_that_is_longer_than_its_column_is_refused(tmp_path: Path) -> None:
    path, before = tmp_path / "form.xlsx", rows()
    book = load_workbook(io.BytesIO(form_of_round(example("mae-sot"))))
    sheet, cells = book["หน่วยงาน"], {}
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("agency/"):
            cells[str(row[0].value)] = f"หน่วยงาน!{row[2].coordinate}"
            row[2].value = LONG
    assert set(cells) == {f"agency/{name}" for name in MOST_LETTERS_OF}
    book.save(path)
    with pytest.raises(Refused) as refused:
        take_files([path], why=path.name, now=NOW)
    assert {problem.place for problem in refused.value.problems} == set(cells.values())
    assert all(is_short(problem.text) for problem in refused.value.problems)
    assert rows() == before


def test_longest_name_is_kept_though_its_key_is_longer_than_its_column(tmp_path: Path) -> None:
    # Each mark above a letter takes four letters of the key.
    data = data_of("mae-sot")
    data["agency"] = {"name": "ก้" * 100}
    most = Agency._meta.get_field("name_key").max_length
    assert most is not None
    assert len(sort_key(data["agency"]["name"])) > most
    path = tmp_path / "round.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert taken(path)


@pytest.mark.parametrize("letters", ["10,000", "just too many"])
@pytest.mark.parametrize("what", ["email", "name", "role", "agency"])
def test_word_of_user_add_that_is_longer_than_its_column_is_refused(what: str, letters: str) -> None:
    everybody = cast()
    far = letters == "10,000"
    host = ".".join(["a" * 63] * (160 if far else 3) + ["a" * 62, "th"])
    said = {"email": f"a@{host}", "name": LONG if far else "ก" * 151, "role": LONG, "agency": LONG}[what]
    given = {"email": "new@example.org", "name": "ใหม่", "role": "coordinator", "agency": everybody.a.code}
    before = rows()
    with pytest.raises(Refused) as refused:
        people_of_site.add_person(**given | {what: said}, password="กา ฟ้า ลม น้ำเต้า 77", today=TODAY)
    assert all(is_short(problem.text) for problem in refused.value.problems)
    assert rows() == before


def test_name_of_user_rename_that_is_longer_than_its_column_is_refused() -> None:
    everybody = cast()
    before = rows()
    for name in (LONG, "ก" * 151):
        with pytest.raises(Refused):
            people_of_site.rename(email=everybody.anan.email, name=name)
    assert rows() == before

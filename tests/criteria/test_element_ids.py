"""Ids of the elements that disclosure items must show: given once, kept between revisions, never given again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from test_editions import SHIPPED

from prongsai.criteria.editions import (
    book_of,
    edition,
    edition_as_kept,
    edition_files,
    edition_from,
    editions,
    folder_of,
)
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.keeping.diff import diff
from prongsai.criteria.keeping.new import clone
from prongsai.criteria.reading.join import joined
from prongsai.criteria.shapes import Criteria
from prongsai.files.strict_yaml import read_yaml

# Every id that ever came with the program. A line is added with an element and is never taken out.
GIVEN = Path(__file__).with_name("element_ids.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "nacc-2568", tmp_path / "nacc-2568"))


def plant(folder: Path, old: str, new: str) -> int:
    """Replaces the first ``old`` in disclosure.yaml; the line on which it stood."""
    path = folder / "disclosure.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def ids(criteria: Criteria) -> dict[str, list[str | None]]:
    return {item.id: [element.id for element in item.elements] for item in criteria.items.values() if item.elements}


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("    - id: o3.2\n      text", "    - text", 0, "the element has no id; give it o3. and a number"),
        ("id: o3.2", "id: o3.1", 0, "the id “o3.1” is already that of an element of o3, no. 1"),
        ("id: o3.2", "id: o4.7", 0, "“o4.7” is no id of an element of o3"),
        ("id: o3.2", "id: o3.02", 0, "“o3.02” is no id of an element of o3"),
        ("id: o3.2", "id: o3", 0, "“o3” is no id of an element of o3"),
        ("id: o3.5", "id: o3.6", None, "there is no “o3.5”; where the element is gone its id stands in retired"),
        ("items:\n", "retired: [o3.2]\nitems:\n", None, "the id “o3.2” is that of an element that is gone (retired)"),
        ("items:\n", "retired: [o3.6, o3.6]\nitems:\n", 0, "the id “o3.6” stands twice"),
        ("items:\n", "retired: [third]\nitems:\n", 0, "“third” is no id of an element"),
    ],
)
def test_check_refuses_an_id_that_is_missing_repeated_or_used_again(
    folder: Path, old: str, new: str, at: int | None, said: str
) -> None:
    line = plant(folder, old, new)

    problems = [problem.say("en") for problem in check_edition(folder)]
    found = [problem for problem in problems if said in problem]
    assert found, problems
    assert found[0].startswith("nacc-2568/disclosure.yaml:")
    if at is not None:
        assert found[0].startswith(f"nacc-2568/disclosure.yaml:{line + at}:")


def test_check_takes_a_new_revision_that_keeps_and_retires(folder: Path) -> None:
    path = folder / "disclosure.yaml"
    text = path.read_text("utf-8")
    gone = re.search(r"    - id: o3\.2\n      text: [^\n]*\n", text)
    assert gone is not None
    text = text.replace(gone.group(0), "").replace("items:\n", "retired: [o3.2]\n\nitems:\n", 1)
    text = text.replace("    - id: o3.3\n", "    - id: o3.6\n      text: เวลาทำการ\n    - id: o3.3\n", 1)
    path.write_text(text, "utf-8")

    assert [problem.say("en") for problem in check_edition(folder)] == []
    assert ids(edition_from(folder))["o3"] == ["o3.1", "o3.6", "o3.3", "o3.4", "o3.5"]


@pytest.mark.parametrize("name", editions())
def test_ids_that_were_given_are_kept_or_retired(name: str) -> None:
    given = read_yaml(GIVEN.read_bytes(), GIVEN.name)
    assert isinstance(given, dict)
    data = read_yaml(folder_of(name).joinpath("disclosure.yaml").read_bytes(), "disclosure.yaml")
    assert isinstance(data, dict)
    now = [one for own in ids(edition(name)).values() for one in own]
    assert set(given[name]) == {*now, *data.get("retired", [])}


def test_kept_edition_from_before_there_were_ids_is_read() -> None:
    files = {name: content.decode() for name, content in edition_files(folder_of("nacc-2567")).items()}
    files["disclosure.yaml"] = re.sub(r"\{id: o\d+\.\d+, ", "{", files["disclosure.yaml"])

    before = joined(book_of("nacc-2567", {name: text.encode() for name, text in files.items()}))
    assert before is not None
    kept = edition_as_kept("nacc-2567", files, before.checksum)

    assert ids(kept)["o3"] == [None, None]
    assert [element.text for element in kept.items["o3"].elements] == [
        element.text for element in edition("nacc-2567").items["o3"].elements
    ]
    # The first revision with ids differs from it in nothing that the elements say.
    moved = [one.place for one in diff(kept, edition("nacc-2567"))]
    assert [place for place in moved if not place.startswith("assesses.")] == []


def test_new_edition_keeps_the_ids(tmp_path: Path) -> None:
    made = clone("nacc-2569", "nacc-2570", tmp_path)

    assert check_edition(made) == []
    assert ids(edition_from(made)) == ids(edition("nacc-2569"))


def test_diff_compares_elements_by_their_ids(folder: Path) -> None:
    plant(folder, "id: o3.2\n      text: หมายเลขโทรศัพท์", "id: o3.2\n      text: หมายเลขโทรศัพท์และโทรสาร")
    path = folder / "disclosure.yaml"
    text = path.read_text("utf-8")
    first = re.search(r"    - id: o3\.1\n      text: [^\n]*\n", text)
    last = "    - id: o3.4\n"
    assert first is not None
    text = text.replace(first.group(0), "").replace(last, first.group(0) + last, 1)
    path.write_text(text, "utf-8")

    moved = diff(edition("nacc-2568"), edition_from(folder))
    assert [(one.place, one.before, one.after) for one in moved] == [
        ("items.o3.elements.2", "หมายเลขโทรศัพท์", "หมายเลขโทรศัพท์และโทรสาร")
    ]

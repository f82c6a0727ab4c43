"""Under which issue of a plan form a measure is filed: what names no issue of the form is refused."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from prongsai.criteria.editions import edition, edition_from
from prongsai.files.problems import Refused


def copied(tmp_path: Path, find: str, put: str) -> Path:
    folder = tmp_path / "nacc-2568"
    with resources.as_file(resources.files("prongsai.criteria").joinpath("editions", "nacc-2568")) as original:
        shutil.copytree(original, folder)
    forms = folder / "forms.yaml"
    text = forms.read_text("utf-8")
    assert find in text
    forms.write_text(text.replace(find, put, 1), "utf-8")
    return folder


def test_issue_of_an_edition_is_read_with_its_certainty() -> None:
    form = edition("nacc-2568").forms["nacc-five-column"]

    assert form.issue_of["9.4"] == "6"
    assert form.issue_origin is not None and form.issue_origin.certainty == "inferred"


def test_issue_of_a_form_without_it_is_empty() -> None:
    form = edition("nacc-2568").forms["five-column"]

    assert (form.issue_of, form.issue_origin) == ({}, None)


def test_issue_that_the_form_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        edition_from(copied(tmp_path, '"9.4": "6"', '"9.4": "8"'))

    (problem,) = refused.value.problems
    assert problem.place == "forms.nacc-five-column.issue_of.9.4"
    assert "no issue “8”" in problem.text.en

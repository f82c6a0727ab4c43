"""The references say what the shapes and the scorecards themselves say."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[2] / "scripts"


def reference(name: str = "reference") -> Any:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_round_file_reference_is_up_to_date() -> None:
    script = reference()

    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run scripts/reference.py"


def test_reference_names_every_key_and_notes_only_keys_that_exist() -> None:
    script = reference()
    known = {f"{shape.__name__}.{field.name}" for shape in script.all_shapes() for field in dataclasses.fields(shape)}

    assert set(script.NOTES) - known == set()
    assert {"RoundFile.memo", "Endorsement.date", "Period.ends", "Answers.shares"} <= known


def test_scorecard_reference_is_up_to_date() -> None:
    script = reference("scorecard_reference")

    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run scripts/scorecard_reference.py"


def test_scorecard_reference_notes_every_key_that_a_scorecard_has_and_no_other() -> None:
    script = reference("scorecard_reference")

    assert {name: set(keys) for name, keys in script.kinds(script.cards()).items()} == {
        name: set(keys) for name, keys in script.NOTES.items()
    }

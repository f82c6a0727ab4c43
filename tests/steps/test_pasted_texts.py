"""Texts as people have them, with what is right: nothing else may be read of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from prongsai.collect.pasted.reader import read_pasted
from prongsai.collect.pasted.shapes import mark_text, score_text
from prongsai.criteria.editions import edition

FOLDER = Path(__file__).parent / "pasted_texts"
TEXTS: list[dict[str, Any]] = [
    text for file in sorted(FOLDER.glob("*.yaml")) for text in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", TEXTS, ids=[case["name"] for case in TEXTS])
def test_text_gives_what_is_right_and_nothing_else(case: dict[str, Any]) -> None:
    pasted = read_pasted(case["text"], edition(f"nacc-{case['year']}"), case.get("part"), agency=case.get("agency", ()))

    scores = {
        str(figure): mark_text(score) if figure in pasted.marked else score_text(score)
        for figure, score in pasted.scores.items()
    }
    assert scores == case["scores"]
    assert pasted.level == case.get("level")
    if "states" in case:
        assert [line.state for line in pasted.lines] == case["states"]


def test_there_are_sixty_texts_and_none_stands_twice() -> None:
    assert len(TEXTS) >= 60
    assert len({case["name"] for case in TEXTS}) == len(TEXTS)

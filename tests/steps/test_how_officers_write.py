"""How officers write about figures, in official and in casual words: slips are found, what is right stays quiet."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prongsai.analyze.claims import Contradiction
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria
from prongsai.files.strict_yaml import read_yaml
from prongsai.proofread.document.passages import Collector
from prongsai.proofread.judging import document_contradictions
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round

# A made-up town: everything that the texts speak of is known.
TOWN = """
format: prongsai/round@1
year: 2568
agency: {name: เทศบาลตำบลบ้านนา}
answers:
  IIT:
    respondents: 40
    items:
      i1: {counts: [0, 0, 2, 4, 5, 29]}
      i3: {counts: [39, 1]}
    demographics:
      gender: {counts: {male: 15, female: 25, other: 0}}
      position: {counts: {executive: 2, director: 6, officer: 12, employee: 20}}
  EIT1:
    respondents: 120
    demographics:
      gender: {counts: {male: 66, female: 54, other: 0}}
      status: {counts: {person: 90, state: 20, business: 10, other: 0}}
disclosure: [DISCLOSED]
published:
  items:
    IIT: {i1: "91.03", i2: "88.38", i3: "97.50", i4: "96.00", i5: "94.10", i6: "97.39", i7: "99.00", i8: "99.50",
      i9: "99.43", i10: "92.00", i11: "94.75", i12: "93.39", i13: "95.00", i14: "92.20", i15: "94.26"}
  indicators: {"1": "95.24", "2": "95.83", "3": "99.31", "4": "93.38", "5": "93.82", "6": "96.03", "7": "95.47",
    "8": "95.48", "9": "69.00", "10": "80.00"}
  instruments: {IIT: "95.52", EIT1: "96.12", EIT2: "95.20", EIT: "95.66", OIT: "74.50"}
  total: "87.15"
  level: ผ่าน
history:
  2567:
    criteria: nacc-2567
    published: {total: "90.10", indicators: {"1": "99.95", "2": "94.00", "3": "97.00", "8": "89.70", "9": "75.00"},
      instruments: {IIT: "93.41", EIT: "94.20", OIT: "84.00"}, level: ผ่านดี}
  2566:
    published: {total: "84.20", level: B}
"""
LOST = {"o2": "50", "o10": "0"}
TEXTS = Path(__file__).with_name("how_officers_write.yaml")
CASUAL_FOUND = 0.8  # of the casual slips at least so many are found


@dataclass(frozen=True)
class Text:
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    slip: str | None
    finds: str

    def collected(self, *, slipped: bool) -> Collector:
        """The text as a document, right or with its slip."""
        made = Collector()
        for line in self.lines:
            if line.startswith("#"):
                made.heading(line.lstrip("# "), 1)
            else:
                made.paragraph(self._put(line, slipped=slipped))
        if self.rows:
            made.table([[self._put(cell, slipped=slipped) for cell in row] for row in self.rows], 1, self.caption)
        return made

    def _put(self, words: str, *, slipped: bool) -> str:
        before, brace, rest = words.partition("{")
        right, _, after = rest.partition("}")
        if not brace:
            return words
        return before + ((self.slip or "") if slipped else right) + after


def texts(group: str) -> list[Text]:
    return [_text(entry) for entry in _all()[group]]


@functools.cache
def _all() -> dict[str, list[Any]]:
    raw: Any = read_yaml(TEXTS.read_bytes(), TEXTS.name)
    return dict(raw)


def _text(entry: Any) -> Text:
    if isinstance(entry, str):
        entry = [entry, None, ""]
    if isinstance(entry, list) and str(entry[0]).startswith("#"):  # lines of a text that has no slip
        entry = [entry, None, ""]
    if isinstance(entry, dict):
        rows = tuple(map(tuple, entry["table"]))
        return Text((), rows, entry.get("caption", ""), entry.get("slip"), entry.get("finds", ""))
    lines, slip, finds = entry
    return Text((lines,) if isinstance(lines, str) else tuple(lines), (), "", slip, finds)


@functools.cache
def town() -> tuple[Round, Criteria, Scorecard]:
    criteria = edition("nacc-2568")
    marks = (f'{{item: {item}, score: "{LOST.get(item, "100")}"}}' for item in criteria.items if item[0] == "o")
    (one,) = read_bytes(TOWN.replace("DISCLOSED", ", ".join(marks)).encode(), "town.yaml", edition=edition)
    return one, criteria, score(criteria, one.facts)


def judged(text: Text, *, slipped: bool) -> tuple[Contradiction, ...]:
    one, criteria, card = town()
    return document_contradictions(criteria, one.facts, card, text.collected(slipped=slipped).pieces)


def finds(text: Text) -> bool:
    """Whether the slip is found, and found as what it is."""
    kind, figure = text.finds.split()
    return any(
        found.kind == kind and (figure == "-" or figure in found.figures) for found in judged(text, slipped=True)
    )


def shown(text: Text) -> str:
    return " / ".join(text.lines or (" ".join(map(" | ".join, text.rows)),))


def missed(group: Iterable[Text]) -> list[str]:
    return [shown(text) for text in group if not finds(text)]


def test_there_are_texts_of_every_kind() -> None:
    assert len(texts("formal")) >= 140 and len(texts("casual")) >= 50 and len(texts("quiet")) >= 200


@pytest.mark.parametrize("group", ["formal", "casual", "quiet"])
def test_right_texts_are_quiet(group: str) -> None:
    alarms = [(shown(text), found.says.th) for text in texts(group) for found in judged(text, slipped=False)]
    assert alarms == []


def test_every_slip_in_formal_words_is_found() -> None:
    assert missed(texts("formal")) == []


def test_most_slips_in_casual_words_are_found() -> None:
    every = texts("casual")
    lost = missed(every)
    assert len(lost) <= (1 - CASUAL_FOUND) * len(every), lost

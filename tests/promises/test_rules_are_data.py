"""Instruments, level names and bars stand in editions and in the files of our own beside them, never in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from test_house import PACKAGE, modules, named

from prongsai.criteria.editions import edition, editions

EVERY = [edition(name) for name in editions()]
CODES = {code for one in EVERY for code in (*one.instruments, *one.part_ids())}
LEVELS = {step.name for one in EVERY for step in one.levels.steps}
BARS = {int(bar) for one in EVERY for step in one.levels.steps for bar in (step.total, step.each) if bar}
STEPS = ("assess", "analyze", "improve", "publish", "proofread", "collect")

# A code, or a pattern that looks for one. In a sentence for people a code is a word like others.
CODE = re.compile(rf"(?:^|[|(?:])(?:{'|'.join(sorted(CODES, key=len, reverse=True))})(?:$|[|)\\.])")
# Short letter grades are words of other things too: only by themselves are they a level.
THAI_LEVEL = re.compile("|".join(sorted((name for name in LEVELS if not name.isascii() and name != "ผ่าน"), key=len)))

PROSE = re.compile(r"[ก-๛ ]")


def by_hand(source: str) -> Iterator[tuple[int, str]]:
    """Lines with an instrument's code, a level's name or a bar of the rules as a literal, and that literal."""
    tree = ast.parse(source)
    alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docstrings = {id(value) for value in alone if isinstance(value, ast.Constant)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                code = CODE.search(text) and ("|" in text or not PROSE.search(text))
                if code or THAI_LEVEL.search(text) or (text in LEVELS and len(text) > 1):
                    yield node.lineno, text
            case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=number)]) if _bar(number):
                yield node.lineno, ast.unparse(node)
            case ast.Compare(comparators=[ast.Constant(value=number)]) if _bar(number):
                yield node.lineno, ast.unparse(node)
            case ast.Assign(value=ast.Constant(value=number)) if _bar(number):
                yield node.lineno, ast.unparse(node)


def _bar(number: object) -> bool:
    return isinstance(number, int | str) and str(number) in {str(bar) for bar in BARS}


def test_no_instrument_or_level_is_named_and_no_bar_is_set_in_code() -> None:
    found = {}
    for path in modules():
        place = path.relative_to(PACKAGE).as_posix()
        for line, literal in by_hand(path.read_text("utf-8")):
            number = bool(re.search(r"\d", literal)) and not CODE.search(literal)
            if not number or place.split("/")[0] in STEPS:
                found[f"{named(path)}:{line}"] = literal
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "HIGH = Decimal(85)",
        "low = score < 70",
        "BAR = 95",
        'part == "OIT"',
        'shown = ("IIT", "EIT")',
        'figure.startswith("OIT.")',
        'NAMED = re.compile("(IIT|OIT)")',
        'NAMED = re.compile(r"(?:EIT1)")',
        'NAMES = ("ผ่านดีเยี่ยม", "AA")',
        'level == "ต้องปรับปรุง"',
    ],
)
def test_a_rule_by_hand_is_seen(source: str) -> None:
    assert list(by_hand(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""OIT is the third instrument; ผ่านดี asks 85 of each."""',
        'title = "ข้อ OIT ที่เสียคะแนน (OIT)"',
        "score >= 100",
        "wide = width < 12",
        'grade = "A4"',
    ],
)
def test_other_literals_are_left_alone(source: str) -> None:
    assert list(by_hand(source)) == []

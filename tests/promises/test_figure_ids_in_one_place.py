"""Figure ids are taken apart and put together in `criteria` alone."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_house import PACKAGE, modules, named

PREFIX = re.compile(r"(?:ind|sub):")
# A name or attribute that holds a figure id, by what the house calls them.
FIGURE = re.compile(r"figures?|figure_id|scopes?|among|part_id|item_id", re.IGNORECASE)
PART = re.compile(r"\b(?:part|part_id|parts\[0\]|home|instrument)(?:\.id)?$")
CUTS = {"partition", "rpartition", "split", "rsplit", "removeprefix", "startswith", "find", "index"}
SIGNS = {".", ":", "@", "ind:", "sub:"}

# What looks like a figure id and is none, or is shown to people: module, the line's own words, and why.
ALLOWED = {
    ("assess/notices.py", 'f"{part}.{name}"'): "a table of respondents, IIT.age, for a warning",
    ("analyze/claims_read.py", '"ind:9"'): "an example in a message about what may be written",
    ("analyze/figure_keys.py", 'f"{figure}@{year}"'): "the key of an earlier year's figure, made in its one place",
}


def hand_made(source: str) -> Iterator[tuple[int, str]]:
    """Lines that print a figure id by hand or take one apart, with what does it."""
    tree = ast.parse(source)
    alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docstrings = {id(value) for value in alone if isinstance(value, ast.Constant)}
    inside = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if id(node) not in docstrings | inside and (_prints(node) or _parses(node)):
            yield node.lineno, ast.unparse(node).replace("'", '"')


def _parses(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=text, attr=attr), args=[sign, *_]) if attr in CUTS:
            return bool(_says(sign) & SIGNS) and _holds_figure(text)
        case ast.Compare(left=sign, ops=[ast.In() | ast.NotIn()], comparators=[text]):
            return bool(_says(sign) & SIGNS) and _holds_figure(text)
        case ast.Subscript(value=text, slice=ast.Slice(lower=lower, upper=upper)):
            return bool({getattr(lower, "value", None), getattr(upper, "value", None)} & {3, 4}) and _holds_figure(text)
    return False


def _prints(node: ast.AST) -> bool:
    """``"ind:6"``, ``f"ind:{…}"``, ``f"{figure}@{part}"``, ``f"{part}.{item}"``."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(PREFIX.match(text))
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return bool(PREFIX.match(text))
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value="@"), ast.FormattedValue()]):
            return True
        case ast.JoinedStr(values=[ast.FormattedValue(value=first), ast.Constant(value="."), ast.FormattedValue()]):
            return bool(PART.search(ast.unparse(first)))
    return False


def _says(node: ast.AST) -> set[object]:
    every = node.elts if isinstance(node, ast.Tuple) else [node]
    return {one.value for one in every if isinstance(one, ast.Constant)}


def _holds_figure(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript | ast.Call):
        inner = node.value if isinstance(node, ast.Subscript) else node.func
        return _holds_figure(inner.value if isinstance(node, ast.Call) and isinstance(inner, ast.Attribute) else inner)
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return bool(FIGURE.fullmatch(name))


@functools.cache
def found_in(path: Path) -> tuple[tuple[int, str], ...]:
    """``hand_made`` of a module, looked for once a run."""
    return tuple(hand_made(path.read_text("utf-8")))


def test_figure_ids_are_printed_and_parsed_in_criteria_alone() -> None:
    found = {}
    for path in modules():
        place = path.relative_to(PACKAGE).as_posix()
        if not place.startswith("criteria/"):
            for line, words in found_in(path):
                if (place, words) not in ALLOWED:
                    found[f"{named(path)}:{line}"] = words
    assert found == {}


def test_pages_do_not_make_figure_ids() -> None:
    pages = [path for path in PACKAGE.rglob("*.html") if re.search(r"""['"](?:ind|sub):""", path.read_text("utf-8"))]

    assert [named(path) for path in pages] == []


def test_every_exception_is_still_there() -> None:
    there = {(path.relative_to(PACKAGE).as_posix(), words) for path in modules() for _, words in found_in(path)}
    assert ALLOWED.keys() - there == set()


@pytest.mark.parametrize(
    "source",
    [
        'f"ind:{number}"',
        'f"ind:{one.id}@{part.id}"',
        'f"sub:{number}"',
        'named = "ind:6"',
        'f"{whole}@{part}"',
        'f"{part_id}.{item.id}"',
        'f"{instrument.parts[0].id}.{which}"',
        'figure.partition(":")',
        'each.figure.partition("@")[0]',
        'figure.rpartition(".")',
        'found.public_figures and figure.split(".")[0]',
        'each.scope.partition("@")',
        'figures[0].startswith(("ind:", "sub:"))',
        'figure.removeprefix("ind:")',
        "figure[4:]",
        '"." in figure',
        '"@" not in each.figure',
    ],
)
def test_a_figure_id_by_hand_is_seen(source: str) -> None:
    assert list(hand_made(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""Ids look like ``ind:6@EIT1``."""',
        'named = "an id such as ind:6"',
        'figure_id.of("6")',
        'text.partition(".")',
        'number.split(".")',
        'f"{whole}.{decimals}"',
        'f"{name}-{each}.{form}"',
        "figures[1:]",
        '"." in value',
    ],
)
def test_other_text_is_left_alone(source: str) -> None:
    assert list(hand_made(source)) == []

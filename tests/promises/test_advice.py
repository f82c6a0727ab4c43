"""Every command and option that the program speaks of, in advice, help, pages and guides, is there."""

from __future__ import annotations

import ast
import functools
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from prongsai.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
# In a sentence the name of the program is written with a capital; in a guide a call stands in code.
CALL = re.compile(r"\bprongsai ((?:--?[\w-]+|[a-z][\w-]*)(?: [^\n`“”\"]*)?)")
# A module that speaks of the program at all; in an import a full stop follows.
SPEAKS = re.compile(r"\bprongsai(?![\w.])")
CODE = re.compile(r"(?:^|`|[/\\])prongsai ([^\n`]+)", re.MULTILINE)


def texts() -> Iterator[tuple[str, str]]:
    """What people read: where it stands, and the text; parts of f-strings that are computed become a dot."""
    for path in sorted((ROOT / "src" / "prongsai").rglob("*.py")):
        source = path.read_text("utf-8")
        if not SPEAKS.search(source):
            continue
        tree = ast.parse(source)
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield path.name, node.value
    for path in sorted((ROOT / "src" / "prongsai" / "web" / "templates").rglob("*.html")):
        yield path.name, re.sub(r"{% load [^%]*%}", "", path.read_text("utf-8"))


def guides() -> Iterator[tuple[str, str]]:
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").iterdir()]):
        if "decisions" not in path.parts:
            yield path.name, path.read_text("utf-8")


@functools.cache
def calls() -> list[tuple[str, str]]:
    """Every call that is spoken of, with its place; looked for once a run."""
    said = [(name, call[1]) for name, text in texts() for call in CALL.finditer(text)]
    return said + [(name, call[1]) for name, text in guides() for call in CODE.finditer(text)]


def wrong(call: str) -> str:
    """What of a call is not there; empty where all is."""
    words = call.split()
    if words[0].startswith("-"):
        return ""
    first = words[0].rstrip(".,;:)")
    if first not in COMMANDS:
        return f"command {first}"
    command: click.Command = importlib.import_module(f"prongsai.cli.{COMMANDS[first][0]}").command
    options = {"--lang", "--help", *(name for param in command.params for name in param.opts)}
    if isinstance(command, click.Group):
        second = words[1].rstrip(".,;:)") if len(words) > 1 else ""
        if re.fullmatch("[a-z][a-z-]*", second):
            if second not in command.commands:
                return f"command {first} {second}"
            options |= {name for param in command.commands[second].params for name in param.opts}
        else:
            options |= {name for sub in command.commands.values() for param in sub.params for name in param.opts}
    missing = set(re.findall(r"(?<!\S)--[a-z][\w-]*", call)) - options
    return f"{first}: {', '.join(sorted(missing))}" if missing else ""


def test_advice_is_found() -> None:
    assert ("tables.py", "migrate") in {(name, call.split()[0].rstrip(",.")) for name, call in calls()}
    assert wrong("doctor --fix") == "doctor: --fix"
    assert wrong("user remove X") == "command user remove"
    assert wrong("mend") == "command mend"


@pytest.mark.parametrize("place", sorted({name for name, _ in calls()}))
def test_every_command_and_option_that_is_named_exists(place: str) -> None:
    mistakes = [f"{call[:70]!r}: {said}" for name, call in calls() if name == place and (said := wrong(call))]
    assert mistakes == []

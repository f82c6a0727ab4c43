"""The map leads everywhere: no screen and no finding without its line, its words in the glossary and its test."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest
from test_glossary import public_dataclasses, rows

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
TEMPLATES = PACKAGE / "web" / "templates"
URLS = (PACKAGE / "config" / "urls.py", PACKAGE / "web" / "shell" / "accounts" / "urls.py")
NONE = "—"


@functools.cache
def table(heading: str) -> dict[str, dict[str, str]]:
    """The table under a heading of the map: its lines by their first cell, each cell by its column."""
    section = (ROOT / "docs" / "reference" / "map.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip().strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    head, *body = [[cell.strip() for cell in line] for line in lines]
    assert all(len(line) == len(head) for line in body)
    named = {line[0].strip("`"): dict(zip(head, line, strict=True)) for line in body}
    assert len(named) == len(body), "a line stands twice"
    return named


SCREENS = table("Screens") | table("Screens of signing in")
FINDINGS = table("Findings")


def words(cell: str) -> list[str]:
    """The code words of a cell; none for a dash, and for what is a library's."""
    return re.findall(r"`([^`]+)`", cell)


def names_of_addresses() -> set[str]:
    """The name of every address, read from the modules that list them."""
    names = set()
    for module in URLS:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("path", "re_path"):
                given = [keyword.value for keyword in node.keywords if keyword.arg == "name"]
            elif node.func.id in ("_own", "_public"):
                given = node.args[2:3]
            else:
                continue
            names |= {name.value for name in given if isinstance(name, ast.Constant)}
    return names


def has(path: Path, name: str) -> bool:
    """Whether a module is there and says that name at its top."""
    if not path.is_file():
        return False
    return any(
        getattr(node, "name", None) == name
        or (isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets))
        for node in ast.parse(path.read_text("utf-8")).body
    )


def place(room: str, dotted: str) -> tuple[Path, str]:
    """The module and the name of ``folder.module.name`` below a room."""
    *folders, name = dotted.split(".")
    return PACKAGE.joinpath(room, *folders).with_suffix(".py"), name


def test_every_address_has_its_line() -> None:
    assert sorted(names_of_addresses() ^ SCREENS.keys()) == []


def test_every_finding_has_its_line() -> None:
    modules = {path.stem for path in (PACKAGE / "analyze" / "finding").glob("*.py")} - {"__init__"}
    assert sorted(modules ^ FINDINGS.keys()) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_leads_to_what_exists(screen: str) -> None:
    line = SCREENS[screen]
    for room, column in (("web", "view"), ("flow", "flow")):
        for dotted in words(line.get(column, "")):
            assert has(*place(room, dotted)), f"{column}: {dotted}"
    for template in words(line["template"]):
        assert (TEMPLATES / template).is_file(), template
    (test,) = words(line["test"])
    file, _, name = test.partition("::")
    assert has(ROOT / "tests" / "web" / file, name), test


@pytest.mark.parametrize("finding", FINDINGS)
def test_finding_leads_to_what_exists(finding: str) -> None:
    line = FINDINGS[finding]
    shapes = public_dataclasses(PACKAGE / "analyze" / "finding" / f"{finding}.py")
    assert set(words(line["shapes"])) == shapes
    shown = [PACKAGE.joinpath("screens", *screen.split(".")).with_suffix(".py") for screen in words(line["screen"])]
    shown += [PACKAGE / "publish" / "assemble" / "parts" / f"{part}.py" for part in words(line["part of a document"])]
    assert shown, "a finding that nobody is shown"
    assert [path for path in shown if not path.is_file()] == []
    (test,) = words(line["test"])
    file, _, name = test.partition("::")
    assert has(ROOT / "tests" / "steps" / file, name), test


def test_every_word_of_the_map_is_in_the_glossary() -> None:
    listed = {word for _, code, _, _ in rows() for word in code}
    wanted = {word for line in SCREENS.values() for word in words(line.get("value", ""))}
    wanted |= {word for line in FINDINGS.values() for word in words(line["shapes"])}
    assert sorted(wanted - listed) == []

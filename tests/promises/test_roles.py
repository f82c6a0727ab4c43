"""Roles and abilities are words that the types know, that the code uses, and that the reference explains."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from prongsai.records.roles import ABILITIES, EVERY_ABILITY, ROLES, USED_LATER, is_role

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
REFERENCE = (ROOT / "docs" / "reference" / "roles.md").read_text("utf-8")
# Where an ability is asked for: a view's decorator, a question to a scope, rows in scope.
ASKING = {"in_agency", "everywhere", "may", "within", "Tab"}


def asked_in(tree: ast.AST) -> Iterator[str]:
    """The texts that are given where an ability is asked for, and those that a table's rows ask for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ASKING:
            texts = (argument for argument in node.args if isinstance(argument, ast.Constant))
            yield from (text.value for text in texts if isinstance(text.value, str))
        named = isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") in ("seen_with", "ability")
        if named and isinstance(node.value, ast.Constant):
            yield node.value.value


def asked_for() -> set[str]:
    """Every ability that a page, a query or an action asks for."""
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "roles.py"]
    words = {word for path in modules for word in asked_in(ast.parse(path.read_text("utf-8")))}
    return {word for word in words if word in EVERY_ABILITY}


def test_every_ability_is_asked_for_or_listed_with_what_will_use_it() -> None:
    assert asked_for() == set(EVERY_ABILITY) - set(USED_LATER)
    assert {ability for allowed in ABILITIES.values() for ability in allowed} == set(EVERY_ABILITY)


def test_templates_ask_for_abilities_that_exist() -> None:
    templates = [path.read_text("utf-8") for path in (PACKAGE / "web" / "templates").rglob("*.html")]
    words = [word for page in templates for word in re.findall(r'url_able scope "([^"]+)"', page)]

    assert len(words) > 2
    assert [word for word in words if word not in EVERY_ABILITY] == []


def test_reference_says_what_each_role_may() -> None:
    rows = re.findall(r"^\| [^|]*\| `([a-z-]+)` \| ([^|]*) \|[^|]*\|$", REFERENCE, re.MULTILINE)

    assert {role: set(re.findall("`([a-z-]+)`", may)) for role, may in rows} == ABILITIES


def test_reference_explains_every_ability_once() -> None:
    explained = re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \| [^|]+ \|$", REFERENCE, re.MULTILINE)

    assert sorted(word for cell in explained for word in re.findall("`([a-z-]+)`", cell)) == sorted(EVERY_ABILITY)


def test_role_that_does_not_exist_is_none() -> None:
    assert [is_role(word) for word in (*ROLES, "cordinator", "")] == [True] * len(ROLES) + [False, False]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('ability: Ability = "see"', False),
        ('ability: Ability = "se"', True),
        ('role: Role = "supervisor"', False),
        ('role: Role = "superviser"', True),
        ('SYSTEM.may("work")', False),
        ('SYSTEM.may("works")', True),
        ('Holding("mentor", agency=1)', False),
        ('Holding("mentors", agency=1)', True),
    ],
)
def test_misspelt_role_or_ability_fails_the_types(line: str, wrong: bool, types_of: dict[str, bool]) -> None:
    assert types_of[line] == wrong


@pytest.fixture(scope="module")
def types_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Which lines the type checker refuses; all are asked at once, for it is slow to start."""
    cases = test_misspelt_role_or_ability_fails_the_types.pytestmark[0].args[1]
    lines = [line for line, _ in cases]
    head = ["from prongsai.records.roles import Ability, Role", "from prongsai.records.scope import SYSTEM, Holding"]
    functions = [f"def case_{at}() -> None:\n    {line}" for at, line in enumerate(lines)]
    folder = tmp_path_factory.mktemp("types")
    module = folder / "cases.py"
    module.write_text("\n".join([*head, *functions]) + "\n", "utf-8")
    configuration = folder / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {ROOT / 'src'}\ncache_dir = {folder / 'cache'}\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(configuration), str(module)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder).stdout
    refused = {int(number) for number in re.findall(r"cases\.py:(\d+): error", said)}
    return {line: len(head) + 2 * at + 2 in refused for at, line in enumerate(lines)}

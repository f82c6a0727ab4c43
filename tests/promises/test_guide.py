"""The Thai guide tells of every command and option there is, of none that is not, and its example works."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from prongsai.cli.main import COMMANDS
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed
from prongsai.flow.by_file.write import FORMATS, KINDS

GUIDE = (Path(__file__).parents[2] / "docs" / "th" / "command-line.md").read_text("utf-8")


def command(name: str) -> click.Command:
    found = importlib.import_module(f"prongsai.cli.{COMMANDS[name][0]}").command
    assert isinstance(found, click.Command)
    return found


def options(of: click.Command) -> set[str]:
    nested = of.commands.values() if isinstance(of, click.Group) else ()
    own = {name for each in of.params if isinstance(each, click.Option) for name in each.opts if name.startswith("--")}
    return own.union(*(options(each) for each in nested))


def test_guide_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^prongsai (?!-)(\w+)|`prongsai (?!-)(\w+)", GUIDE, re.MULTILINE))
    assert {first or second for first, second in named} == set(COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_guide_uses_only_options_that_the_command_has(name: str) -> None:
    used = set()
    for call in re.findall(rf"prongsai {name}\b([^`\n]*)", GUIDE):
        used.update(re.findall(r"--[\w-]+", call))
    assert used - {"--help"} <= options(command(name))


def test_guide_lists_every_kind_and_format_of_documents() -> None:
    section = GUIDE.split("## 7.")[1].split("## 8.")[0]
    assert set(re.findall(r"^\| `(\w[\w-]*)` \|", section, re.MULTILINE)) == set(KINDS)
    formats = re.search("คั่นด้วยจุลภาค คือ (.*?) ส่วน", section)
    assert formats is not None
    assert set(re.findall(r"`(\w+)`", formats[1])) == set(FORMATS)


def test_guide_example_is_a_file_that_gives_the_figures_it_shows(tmp_path: Path) -> None:
    example = GUIDE.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "first.yaml"
    path.write_text(example, "utf-8")
    (one,) = read_rounds([path])
    _, scorecard = assessed(one)
    assert str(scorecard.figures["EIT1.e2"].computed) == "95.35"
    assert str(scorecard.figures["EIT"].computed) == "92.20"
    assert scorecard.figures["total"].computed == scorecard.figures["total"].shown
    assert scorecard.level.computed == "ผ่าน"
    assert [claim.value for claim in one.claims] == ["ผ่านดี"]

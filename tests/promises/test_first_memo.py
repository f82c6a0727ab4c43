"""The Thai guide to the first memo: what it quotes stands in the product, and its pictures are there, few and small."""

from __future__ import annotations

import ast
import functools
import re
import struct
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
GUIDE = (ROOT / "docs" / "th" / "first-memo.md").read_text("utf-8")
PICTURES = ROOT / "docs" / "th" / "pictures"
# The mark that the guide itself explains.
EXPLAINED = "…"


@functools.cache
def product_says() -> frozenset[str]:
    """Every text of the templates (the Thai of ``{% t %}``) and every whole text in the code."""
    told = set()
    for template in (PACKAGE / "web" / "templates").rglob("*.html"):
        found = re.findall(r"""\{% t (?:"([^"]*)"|'([^']*)')""", template.read_text("utf-8"))
        told |= {double or single for double, single in found}
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told.add(node.value)
    return frozenset(told)


def says(quoted: str) -> bool:
    """Whether the product says it whole; a number may stand where its text has a place for one."""
    return any(
        known in product_says() for known in (quoted, re.sub(r"\d+", "{n}", quoted), re.sub(r"\d+", "{y}", quoted))
    )


def test_every_button_and_label_that_is_quoted_is_in_the_product() -> None:
    quoted = [words for words in re.findall("“([^”]+)”", GUIDE) if words != EXPLAINED]

    assert len(quoted) > 25
    assert [words for words in quoted if not says(words)] == []
    assert not says("ปุ่มที่ไม่มี")


def test_every_picture_is_there_and_no_other_and_each_is_small_and_said_in_words() -> None:
    named = re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", GUIDE)

    assert sorted(file for _, file in named) == sorted(path.name for path in PICTURES.iterdir())
    assert len(named) <= 8
    for _, file in named:
        data = (PICTURES / file).read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) < 60_000, file
        assert struct.unpack(">II", data[16:24])[0] == 820, file


def test_pictures_are_made_by_the_steps_that_the_guide_tells() -> None:
    script = (ROOT / "scripts" / "guide_pictures.py").read_text("utf-8")
    pressed = re.findall(r'_press\(page, "([^"]+)"\)', script)

    assert pressed
    assert [name for name in pressed if f"“{name}”" not in GUIDE] == []
    assert set(re.findall(r'_picture\(page, "([^"]+)"', script)) == {path.stem for path in PICTURES.iterdir()}


def test_commands_in_the_guide_are_commands() -> None:
    from prongsai.cli.main import COMMANDS

    assert set(re.findall(r"`prongsai (\w+)", GUIDE)) <= set(COMMANDS)

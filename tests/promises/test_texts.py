"""Messages that stand in the code say the same in both languages, as far as a machine can tell."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "prongsai"


@functools.cache
def pairs() -> list[tuple[str, str, str]]:
    """Place, Thai and English of every ``Text(th=…, en=…)`` written with plain texts."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                said = {one.arg: one.value for one in node.keywords}
                th, en = said.get("th"), said.get("en")
                if isinstance(th, ast.Constant) and isinstance(en, ast.Constant):
                    found.append((f"{path.name}:{node.lineno}", str(th.value), str(en.value)))
    return found


def names(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))


def test_texts_use_the_same_names_in_both_languages() -> None:
    assert len(pairs()) > 50
    assert [place for place, th, en in pairs() if names(th) != names(en)] == []


def test_texts_are_written_in_both_languages() -> None:
    # A text that is only names, signs and digits needs no Thai letter.
    assert [place for place, th, en in pairs() if re.search("[a-z]{3}", en) and not re.search("[ก-๛]", th)] == []
    assert [place for place, _, en in pairs() if re.search("[ก-๛]", re.sub("“[^”]*”", "", en))] == []

"""The glossary keeps its word: every code word exists, every public shape has a row, no Thai term stands twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
SHAPES = (
    "criteria/shapes.py",
    "collect/facts.py",
    "criteria/keeping/diff.py",
    "criteria/reading/nodes.py",
    "criteria/reading/rules.py",
    "assess/scorecard.py",
    "assess/computation.py",
    "assess/graph.py",
    "assess/methods.py",
    "assess/explaining/explanation.py",
    "assess/explaining/grounds.py",
    "analyze/claims.py",
    "improve/plan.py",
    "collect/papers.py",
    "roundfile/round.py",
    "roundfile/sections.py",
    "roundfile/difference.py",
    "publish/report.py",
    "publish/signatories.py",
    "publish/assemble/dossier.py",
    "publish/assemble/kinds.py",
    "publish/assemble/part_use.py",
    "publish/assemble/building/plan_form.py",
    "publish/assemble/official/assigning.py",
    "publish/assemble/official/people.py",
    "publish/assemble/profiles.py",
    "publish/assemble/own_words.py",
    "publish/assemble/building/remedies.py",
    "publish/word/charts.py",
    "publish/word/contents.py",
    "publish/word/lengths.py",
    "publish/word/package.py",
    "publish/word/sections.py",
    "publish/word/styles.py",
    "proofread/document/passages.py",
    "proofread/statement.py",
)


def rows() -> list[tuple[str, tuple[str, ...], str, str]]:
    """Thai, code words, English and meaning of every row of every table."""
    found = []
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        if not line.startswith("|") or line.startswith(("| Thai |", "|---")):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        assert len(cells) == 4, line
        thai, code, english, meaning = cells
        assert code == "—" or re.fullmatch(r"`[\w.]+`(, `[\w.]+`)*", code), line
        found.append((thai, tuple(re.findall(r"`([\w.]+)`", code)), english, meaning))
    return found


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def literal_values(node: ast.AST) -> Iterator[str]:
    """The texts in every ``Literal[...]`` below ``node``."""
    for each in ast.walk(node):
        if isinstance(each, ast.Subscript) and isinstance(each.value, ast.Name) and each.value.id == "Literal":
            for part in ast.walk(each.slice):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def names_in_code() -> set[str]:
    """Classes, ``Class.field``, ``Class.method``, type aliases, modules, and values of ``Literal``."""
    names: set[str] = set()
    for path, tree in trees():
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        names.add(module)
        names.update(literal_values(tree))
        for node in tree.body:
            if isinstance(node, ast.Assign):
                names.update(target.id for target in node.targets if isinstance(target, ast.Name))
            if isinstance(node, ast.ClassDef):
                names.add(node.name)
                for inner in node.body:
                    if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                        names.add(f"{node.name}.{inner.target.id}")
                    if isinstance(inner, ast.FunctionDef):
                        names.add(f"{node.name}.{inner.name}")
    return names


def public_dataclasses(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            decorators = {getattr(getattr(one, "func", one), "id", "") for one in node.decorator_list}
            if "dataclass" in decorators or "NamedTuple" in {getattr(base, "id", "") for base in node.bases}:
                found.add(node.name)
    return found


def test_glossary_code_words_exist_in_the_code() -> None:
    known = names_in_code()
    missing = {word for _, code, _, _ in rows() for word in code if word not in known}
    assert missing == set()


def test_glossary_has_every_public_shape() -> None:
    listed = {word for _, code, _, _ in rows() for word in code}
    for name in SHAPES:
        shapes = public_dataclasses(PACKAGE / name)
        assert shapes, f"{name} has no dataclass: has it moved?"
        assert shapes - listed == set(), name


def test_glossary_says_each_thai_and_english_term_once() -> None:
    for column in (0, 2):
        terms = [row[column] for row in rows()]
        assert sorted(set(terms)) == sorted(terms)


def test_glossary_rows_are_filled_in_with_the_right_script() -> None:
    assert len(rows()) > 60
    for thai, _, english, meaning in rows():
        assert re.search("[ก-๛]", thai), thai
        assert english.isascii() and english.strip(), english
        assert meaning, thai


def test_glossary_knows_the_words_of_the_field() -> None:
    english = {row[2] for row in rows()}
    assert {
        *("assessment", "edition", "instrument", "part", "indicator", "sub-indicator", "item", "sub-question"),
        *(
            "element",
            "choice",
            "share",
            "respondent",
            "staff",
            "visitor",
            "disclosure",
            "mark",
            "published",
            "computed",
        ),
        *("difference", "level", "target", "measure", "plan", "row", "step", "owner", "period", "progress", "finding"),
        *("claim", "contradiction", "memo", "endorsement", "coordinator", "section owner", "executive", "assessor"),
        *("mentor", "supervisor"),
    } <= english

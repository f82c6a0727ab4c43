"""Data as YAML that people like to read: Thai as it is, short things on one line, figures quoted."""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence

import yaml

WIDTH = 110  # columns that a mapping or list written on one line may take
DEPTH = 3  # mappings and lists in each other on one line

# Words and numbers that other readers of YAML would not take as text, beyond those that PyYAML knows.
_NOT_TEXT = re.compile(r"(?i:y|n|[-+.]?(inf|nan)|[-+]?[.0-9][-+0-9_.,:eExXoOa-f]*)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Line breaks that readers turn into others, and a mark that they swallow: written as escapes.
_ESCAPED = re.compile("[\x85\u2028\u2029\ufeff]")
_FLOW_MARKS = re.compile(r"[,\[\]{}:]")  # what is quoted on one line with others

_TEXT, _DATE, _INT, _BOOL, _NULL, _MAP, _LIST = (
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "timestamp", "int", "bool", "null", "map", "seq")
)


class _Dumper(yaml.SafeDumper):
    """Quotes as JSON does, since figures look alike in both."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


def yaml_text(data: Mapping[str, object]) -> str:
    """A mapping (of mappings, lists, text, whole numbers, None) as a YAML document that ends with a line break."""
    text: str = yaml.serialize(_node(data, 0, 0, whole=True), Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    return text


def _node(value: object, indent: int, used: int, *, whole: bool = False) -> yaml.Node:
    """A value for PyYAML to write; ``indent``: the column of its keys or dashes where it takes lines of its own.

    ``used``: the columns that are taken by what stands before it, where it stands on one line.
    """
    if isinstance(value, Mapping):
        pairs = []
        for key, entry in value.items():
            name = _scalar(key)
            below = indent + 2 if isinstance(entry, Mapping) else indent  # dashes stand under their key
            pairs.append((name, _node(entry, below, indent + _breadth(name) + 1)))
        node: yaml.CollectionNode = yaml.MappingNode(_MAP, pairs)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        node = yaml.SequenceNode(_LIST, [_node(entry, indent + 2, indent + 2) for entry in value])
    else:
        return _scalar(value)
    node.flow_style = not whole and (not value or (_is_simple(node) and used + _breadth(node) <= WIDTH))
    return node


def _scalar(value: object) -> yaml.ScalarNode:
    if value is None:
        return yaml.ScalarNode(_NULL, "null")
    if isinstance(value, bool):
        return yaml.ScalarNode(_BOOL, "true" if value else "false")
    if not isinstance(value, str):
        return yaml.ScalarNode(_INT, str(value))
    if _is_day(value):
        return yaml.ScalarNode(_DATE, value)
    quoted = _NOT_TEXT.fullmatch(value) or _ESCAPED.search(value)
    return yaml.ScalarNode(_TEXT, value, style='"' if quoted else "|" if "\n" in value else None)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and datetime.date.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_simple(node: yaml.Node, depth: int = DEPTH) -> bool:
    """Whether a node may stand on one line: not too deep, and no text of several lines in it."""
    if isinstance(node, yaml.ScalarNode):
        return node.style != "|"
    return depth > 0 and all(_is_simple(inner, depth - 1) for inner in _inner(node))


def _inner(node: yaml.Node) -> list[yaml.Node]:
    """What stands in a mapping or list."""
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def _breadth(node: yaml.Node) -> int:
    """About how many columns a node takes on one line: Thai vowels and tone marks above and below take none."""
    if isinstance(node, yaml.ScalarNode):
        quotes = 2 if node.style == '"' or _FLOW_MARKS.search(node.value) else 0
        return quotes + sum(unicodedata.category(letter) != "Mn" for letter in node.value)
    return 2 * max(1, len(_inner(node))) + sum(map(_breadth, _inner(node)))

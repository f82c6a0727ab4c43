"""Data as YAML that people like to read: Thai as it is, short things on one line, figures quoted."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

WIDTH = 110  # columns that a mapping or list written on one line may take

# Words and numbers that other readers of YAML would not take as text.
_NOT_TEXT = re.compile(
    r"(?i:|~|null|true|false|yes|no|on|off|y|n|<<|=|[-+.]?(inf|nan)|[-+]?[.0-9][-+0-9_.,:eExXoOa-f]*|---.*|\.\.\.)"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[\w฿/(“ก-๛][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*")
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_FLOW_MARKS = re.compile(r"[,\[\]{}:]")


def yaml_text(data: Mapping[str, object]) -> str:
    """A mapping (of mappings, lists, text, whole numbers, None) as a YAML document that ends with a line break."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, object], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        head = f"{pad}{_scalar(key, flow=True)}:"
        inline = _on_one_line(value, WIDTH - _columns(head))
        if inline is not None:
            yield f"{head} {inline}"
        elif isinstance(value, str):
            yield from _literal(head, value, indent + 2)
        elif isinstance(value, Mapping):
            yield head
            yield from _mapping(value, indent + 2)
        else:
            yield head
            yield from _list(value, indent)  # type: ignore[arg-type]


def _list(data: Sequence[object], indent: int) -> Iterator[str]:
    pad = " " * indent
    for value in data:
        inline = _on_one_line(value, WIDTH - indent - 2)
        if inline is not None:
            yield f"{pad}- {inline}"
        elif isinstance(value, str):
            yield from _literal(f"{pad}-", value, indent + 2)
        else:
            nested = _mapping(value, indent + 2) if isinstance(value, Mapping) else _list(value, indent + 2)  # type: ignore[arg-type]
            for number, line in enumerate(nested):
                yield f"{pad}- {line[indent + 2 :]}" if number == 0 else line


def _on_one_line(value: object, room: int) -> str | None:
    """A scalar, or a short mapping or list, on one line; None where it needs lines of its own."""
    if isinstance(value, str):
        return None if _is_literal(value) else _scalar(value)
    if value is None or isinstance(value, int):
        return _scalar(value)
    if isinstance(value, Mapping | Sequence) and not value:
        return _flow(value)
    if not _is_simple(value):
        return None
    text = _flow(value)
    return text if _columns(text) <= room else None


def _is_simple(value: object, depth: int = 0) -> bool:
    if isinstance(value, Mapping | list | tuple):
        inner = value.values() if isinstance(value, Mapping) else value
        return depth < 3 and all(_is_simple(each, depth + 1) for each in inner)
    return not (isinstance(value, str) and "\n" in value)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key, flow=True)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value, flow=True)


def _columns(text: str) -> int:
    """How wide a text is shown: Thai vowels and tone marks above and below take no room of their own."""
    return sum(not unicodedata.combining(letter) and unicodedata.category(letter) != "Mn" for letter in text)


def _scalar(value: object, flow: bool = False) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _DAY.fullmatch(value):
        return value
    if (
        _PLAIN.fullmatch(value)
        and not _NOT_TEXT.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and value[-1] not in ": "
        and not (flow and _FLOW_MARKS.search(value))
    ):
        return value
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _is_literal(text: str) -> bool:
    """Whether a text of several lines can stand as a literal block and come back as it was."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and not text.endswith("\n\n")
        and lines[0][:1] not in ("", " ")
        and all(line.isprintable() and not (line and line.isspace()) for line in lines)
        and not _ESCAPED.search(text)
    )


def _literal(head: str, text: str, indent: int) -> Iterator[str]:
    yield f"{head} |" if text.endswith("\n") else f"{head} |-"
    for line in text.removesuffix("\n").split("\n"):
        yield f"{' ' * indent}{line}" if line else ""

"""A strict reader of JSON: numbers keep their digits as text, and whatever could mean two things is refused."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping

from prongsai.files.incoming import CONTROL, control_text
from prongsai.files.problems import Problem, Refused
from prongsai.files.strict_yaml import Path, dotted
from prongsai.language.text import Text


class NotANumber:
    """NaN or Infinity where JSON has no such thing; fits nowhere, so that it is refused where it stands."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


_SYNTAX = Text(
    th="อ่านโครงสร้าง JSON ไม่ได้ ที่ตัวอักษรที่ {column} ({found}) ให้ตรวจเครื่องหมายคำพูด จุลภาค และวงเล็บใกล้บรรทัดนี้",
    en="this is not well-formed JSON at column {column} ({found}); "
    "check quotation marks, commas and brackets near this line",
)
_DEEP = Text(
    th="ซ้อนกันลึกเกินไป ให้จัดโครงสร้างไฟล์ตามแบบที่กำหนด",
    en="nested too deeply; keep to the structure of the format",
)
_TWICE = Text(
    th="มีคีย์ “{found}” ซ้ำ (ครั้งแรกบรรทัดที่ {first}) ให้เหลือเพียงแห่งเดียว",
    en="the key “{found}” stands twice (first on line {first}); keep one of them",
)
_BOTH = Text(th="มีคีย์ “{found}” ซ้ำ ให้เหลือเพียงแห่งเดียว", en="the key “{found}” stands twice; keep one of them")


def read_json(text: str, name: str, first_line: int = 1) -> object:
    """The one value in ``text``: mappings, lists, text, True, False and None; numbers are text with their digits.

    ``first_line`` is the line at which ``text`` begins in the file. Raises ``Refused`` with line and path.
    """
    twice = False
    result: object = None
    try:
        try:
            result = _DECODER.decode(text)
        except _Twice:
            json.loads(text)  # where it is not well-formed either, that is said first
            twice = True
    except json.JSONDecodeError as error:
        message = Text(
            th=_SYNTAX.th.format(column=error.colno, found=error.msg),
            en=_SYNTAX.en.format(column=error.colno, found=error.msg),
        )
        raise Refused([Problem("", message, error.lineno + first_line - 1, name)]) from error
    except RecursionError as error:
        raise Refused([Problem("", _DEEP, first_line, name)]) from error
    if twice:
        raise Refused(_doubles(text, name, first_line))
    if "\\" in text and _ESCAPES.search(text):
        _refuse_control(text, name, first_line)
    return result


def in_memory(data: object) -> object:
    """Data in memory as ``read_json`` gives it from the JSON that holds it, and refused where that would be.

    Keys and numbers are text, lists are lists. TypeError for what JSON has no form for.
    """
    try:
        return _as_read(data)
    except RecursionError as error:
        raise Refused([Problem("", _DEEP)]) from error


def _as_read(value: object) -> object:
    if isinstance(value, str):
        control = CONTROL.search(value)
        if control is not None:
            raise Refused([Problem("", control_text(control[0]))])
        return value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else NotANumber(json.dumps(value))
    if isinstance(value, list | tuple):
        return [_as_read(entry) for entry in value]
    if not isinstance(value, Mapping):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    read_so_far: dict[object, object] = {}
    for key, entry in value.items():
        name = _as_read(key)
        if not isinstance(name, str):
            raise TypeError(f"a key must be text or a number, not {type(key).__name__}")
        if name in read_so_far:
            raise Refused([Problem(name, Text(th=_BOTH.th.format(found=name), en=_BOTH.en.format(found=name)))])
        read_so_far[name] = _as_read(entry)
    return read_so_far


class _Twice(Exception):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Twice
    return made


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=NotANumber)


def _refuse_control(text: str, name: str, first_line: int) -> None:
    """Refuses escapes that put characters into a text which no document can hold."""
    for token in _TOKEN.finditer(text):
        if token[0][0] == '"' and _ESCAPES.search(token[0]):
            control = CONTROL.search(json.loads(token[0]))
            if control is not None:
                line = first_line + text.count("\n", 0, token.start())
                raise Refused([Problem("", control_text(control[0]), line, name)])


def _doubles(text: str, name: str, first_line: int) -> list[Problem]:
    first: dict[Path, int] = {}
    problems: list[Problem] = []
    for path, line in _places(text):
        if path in first and len(problems) < 50:
            told = {"found": path[-1][:80], "first": first[path] + first_line - 1}
            message = Text(th=_TWICE.th.format(**told), en=_TWICE.en.format(**told))
            problems.append(Problem(dotted(path), message, line + first_line - 1, name))
        first.setdefault(path, line)
    return problems


def lines_of_json(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every value by its path of keys and indices (as text). For well-formed JSON.

    Slow; for a file in which a problem must be located.
    """
    line_of: dict[Path, int] = {}
    for path, line in _places(text):
        line_of.setdefault(path, line)
    return line_of


_ESCAPES = re.compile(r"\\[bfu]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Every key of an object and element of a list with its line; a key that stands twice comes twice."""
    yield (), 1
    path: list[str] = []  # where we are; the last piece is the key or index being read
    mappings: list[bool] = []
    expect_key = False
    line, seen = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        mark = token[0]
        if mark in "}]":
            mappings.pop()
            path.pop()
            expect_key = False
            continue
        if mark == ",":
            expect_key = mappings[-1]
            if not expect_key:
                path[-1] = str(int(path[-1]) + 1)
            continue
        if mark == ":":
            continue
        if expect_key:
            path[-1] = str(json.loads(mark))
            yield tuple(path), line
            expect_key = False
            continue
        if mappings and not mappings[-1]:
            yield tuple(path), line
        if mark in "{[":
            mappings.append(mark == "{")
            expect_key = mark == "{"
            path.append("" if expect_key else "0")

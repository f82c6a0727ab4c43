"""A strict and fast reader of YAML: every scalar is text, and whatever could mean two things is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from prongsai.files.incoming import CONTROL, control_text
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text

LIMIT = 8_000_000  # bytes; a round file with every answer of a large agency has well under one million
DEPTH = 40
MOST_PROBLEMS = 50  # a hostile file shall not make a report larger than itself

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_ANCHOR = Text(
    th="ใช้จุดอ้างอิง (&{found}) ไม่ได้ ให้เขียนค่าเต็มทุกแห่ง",
    en="anchors (&{found}) are not used here; write the value out in each place",
)
_ALIAS = Text(
    th="ใช้การอ้างอิง (*{found}) ไม่ได้ ให้เขียนค่าเต็มทุกแห่ง",
    en="aliases (*{found}) are not used here; write the value out in each place",
)
_TAG = Text(
    th="ใช้ป้ายชนิดข้อมูล ({found}) ไม่ได้ ให้ลบป้ายออก ทุกค่าอ่านเป็นข้อความ",
    en="tags ({found}) are not used here; delete it, every value is read as text",
)
_TWICE = Text(
    th="มีคีย์ “{found}” ซ้ำ (ครั้งแรกบรรทัดที่ {first}) ให้เหลือเพียงแห่งเดียว",
    en="the key “{found}” stands twice (first on line {first}); keep one of them",
)
_KEY = Text(
    th="คีย์ต้องเป็นข้อความ แต่พบรายการ ชุดค่า หรือค่าว่าง",
    en="a key must be text, but a list, a mapping or nothing was found",
)
_DEEP = Text(
    th="ซ้อนกันลึกเกิน {limit} ชั้น ให้จัดโครงสร้างไฟล์ตามแบบที่กำหนด",
    en="nested more than {limit} levels deep; keep to the structure of the format",
)
_SECOND = Text(
    th="มีเอกสารมากกว่าหนึ่งในไฟล์เดียว (เครื่องหมาย ---) ให้แยกเป็นคนละไฟล์",
    en="more than one document in one file (the mark ---); put each into a file of its own",
)
_DIRECTIVE = Text(
    th="ใช้คำสั่ง %TAG ไม่ได้ ให้ลบบรรทัดนั้นออก",
    en="the directive %TAG is not used here; delete that line",
)
_LARGE = Text(
    th="ไฟล์ใหญ่เกินไป พบ {found} ไบต์ รับได้ไม่เกิน {limit} ไบต์",
    en="the file is too large: {found} bytes, at most {limit} are accepted",
)
_ENCODING = Text(
    th="ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8 (พบที่ไบต์ที่ {found}) ให้บันทึกไฟล์ใหม่เป็น UTF-8",
    en="the file is not UTF-8 (at byte {found}); save it again as UTF-8",
)
_SYNTAX = Text(
    th="อ่านโครงสร้าง YAML ไม่ได้ ({found}) ให้ตรวจการย่อหน้า เครื่องหมาย : และเครื่องหมายคำพูดใกล้บรรทัดนี้",
    en="this is not well-formed YAML ({found}); check indentation, colons and quotation marks near this line",
)

Path = tuple[str, ...]


class _Stop(Exception):
    """Reading cannot go on; the problem is already noted."""


class _Level:
    """An open mapping or list while it is being read."""

    __slots__ = ("first", "items", "key", "mapping")

    def __init__(self, mapping: bool) -> None:
        self.mapping: bool = mapping
        self.items: Any = {} if mapping else []
        self.key: str | None = None  # the mapping key that waits for its value
        self.first: dict[str, int] = {}  # line of each key, counted from 1

    def here(self) -> str:
        return (self.key or "") if self.mapping else str(len(self.items))


def read_yaml(source: str | bytes, name: str, limit: int = LIMIT) -> object:
    """The one document in ``source`` as mappings, lists, text and None.

    Every scalar is text, except a plain ``null``, ``~`` or nothing, which is None. ``name`` is the file that problems
    name; ``limit`` is in bytes. Raises ``Refused`` with every problem found, each with its line and path.
    """
    problems: list[Problem] = []
    text = _decoded(source, name, limit)
    try:
        result = _built(text, name, problems)
    except _Stop:
        result = None
    if problems:
        raise Refused(problems)
    return result


def dotted(path: Path) -> str:
    """A path as people read it: ``answers.IIT.items.i3``."""
    return ".".join(path)


def lines_of_yaml(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every value by its path of keys and indices (as text). ``()`` is the whole.

    Slow; for a file in which a problem must be located. Text that ``read_yaml`` refuses gives what can be told.
    """
    line_of: dict[Path, int] = {(): 1}
    stack: list[_Level] = []
    path: list[str] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                if path:
                    path.pop()
                _step(stack)
                continue
            if kind not in (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
                continue
            line = event.start_mark.line + 1 if event.start_mark is not None else 1
            top = stack[-1] if stack else None
            if top is not None and top.mapping and top.key is None:
                top.key = str(getattr(event, "value", ""))
                line_of.setdefault((*path, top.key), line)
                if kind is not yaml.ScalarEvent:
                    break
                continue
            here = (*path, top.here()) if top is not None else ()
            line_of.setdefault(here, line)
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if top is not None:
                    path.append(top.here())
                stack.append(_Level(kind is yaml.MappingStartEvent))
                if len(stack) > DEPTH:
                    break
            else:
                _step(stack)
    except yaml.YAMLError:
        pass  # what stood before the mistake is known
    return line_of


def _step(stack: list[_Level]) -> None:
    """Passes the value that was just read in the innermost open mapping or list."""
    if stack:
        top = stack[-1]
        if top.mapping:
            top.key = None
        else:
            top.items.append(None)


def _decoded(source: str | bytes, name: str, limit: int) -> str:
    """The text of a file, without a byte order mark."""
    try:
        raw = source.encode("utf-8") if isinstance(source, str) else source
    except UnicodeEncodeError as error:
        raise Refused([Problem("", _filled(_ENCODING, found=error.start), file=name)]) from error
    if len(raw) > limit:
        raise Refused([Problem("", _filled(_LARGE, found=len(raw), limit=limit), file=name)])
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused([Problem("", _filled(_ENCODING, found=error.start), line, name)]) from error


def _filled(text: Text, **values: object) -> Text:
    values = {key: value[:80] if isinstance(value, str) else value for key, value in values.items()}
    return Text(th=text.th.format(**values), en=text.en.format(**values))


def _events(text: str, name: str, problems: list[Problem], stack: list[_Level]) -> Iterator[Any]:
    """The parser's events; a mistake of syntax is noted and ends the reading."""
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else None
        problems.append(Problem(_place(stack), _filled(_SYNTAX, found=error.problem or error.context), line, name))
        raise _Stop from error
    except yaml.YAMLError as error:  # a character that YAML does not allow
        position = getattr(error, "position", 0)
        line = text.encode("utf-8").count(b"\n", 0, position) + 1
        reason = getattr(error, "reason", "")
        problems.append(Problem(_place(stack), _filled(_SYNTAX, found=reason), line, name))
        raise _Stop from error


def _place(stack: list[_Level], *more: str) -> str:
    return dotted((*(level.here() for level in stack if level.here()), *more))


def _built(text: str, name: str, problems: list[Problem]) -> object:
    """Builds the document from the events; what can be passed over is noted and reading goes on."""
    stack: list[_Level] = []
    result: object = None
    documents = 0
    escapes = "\\" in text  # what no text can hold stands in a file as an escape, or is refused before

    def wrong(event: Any, message: Text, *more: str, **values: object) -> None:
        line = event.start_mark.line + 1
        problems.append(Problem(_place(stack, *more), _filled(message, **values), line, name))
        if len(problems) >= MOST_PROBLEMS:
            raise _Stop

    for event in _events(text, name, problems, stack):
        kind = type(event)
        value: object
        if kind is yaml.ScalarEvent:
            value = event.value
            if escapes:
                control = CONTROL.search(event.value)
                if control is not None:
                    wrong(event, control_text(control[0]))
            if event.anchor is not None or event.tag is not None:
                _mark(event, wrong)
            if event.implicit[0] and value in _NULLS:
                value = None
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            value = stack.pop().items
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if stack and stack[-1].mapping and stack[-1].key is None:
                wrong(event, _KEY)
                raise _Stop
            if event.anchor is not None or event.tag is not None:
                _mark(event, wrong)
            if len(stack) >= DEPTH:
                wrong(event, _DEEP, limit=DEPTH)
                raise _Stop
            stack.append(_Level(kind is yaml.MappingStartEvent))
            continue
        elif kind is yaml.AliasEvent:
            wrong(event, _ALIAS, found=event.anchor)
            value = event.anchor
        else:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if event.tags:
                    wrong(event, _DIRECTIVE)
                if documents > 1:
                    wrong(event, _SECOND)
                    raise _Stop
            continue

        if not stack:
            result = value
            continue
        top = stack[-1]
        if not top.mapping:
            top.items.append(value)
        elif top.key is not None:
            top.items[top.key] = value
            top.key = None
        elif isinstance(value, str):
            if value in top.first:
                wrong(event, _TWICE, value, found=value, first=top.first[value])
            else:
                top.first[value] = event.start_mark.line + 1
            top.key = value
        else:
            wrong(event, _KEY)
            raise _Stop
    return result


def _mark(event: Any, wrong: Any) -> None:
    """Notes an anchor or a tag."""
    if event.anchor is not None:
        wrong(event, _ANCHOR, found=event.anchor)
    if event.tag is not None:
        wrong(event, _TAG, found=event.tag)

"""A file's data before and around validation: own notes set aside, empty values left out, the sound part salvaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from prongsai.files.spelling import Place, file_keys, is_record, plain, shape_at
from prongsai.files.strict_json import NotANumber
from prongsai.language.text import Text

DEPTH = 40  # levels; round files have eight
MOST_VALUES = 100_000  # in one agency's year; a full one has about a thousand
MOST_LETTERS = 20_000  # in one text, as in the editor of a document's texts
MOST_FIGURES = 5_000  # ``{keys}`` of figures in all texts of one agency's year, each of which is looked up and replaced

_DEEP = Text(th="ซ้อนกันลึกเกินไป ให้จัดโครงสร้างไฟล์ตามแบบที่กำหนด", en="nested too deeply; keep to the structure of the format")
_MANY = Text(
    th=f"มีข้อมูลมากเกิน {MOST_VALUES:,} ค่าในหน่วยงานเดียว ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
    en=f"more than {MOST_VALUES:,} values for one agency; check that it is the right file",
)
_NAN = Text(
    th="พบ NaN หรือ Infinity ซึ่งไม่ใช่ตัวเลข ให้เว้นค่าที่ไม่ทราบไว้", en="found NaN or Infinity; leave out what is not known"
)
_TOO_MANY_FIGURES = Text(
    th=f"ข้อความทั้งหมดมีเครื่องหมาย {{ มากเกิน {MOST_FIGURES:,} แห่ง ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
    en=f"more than {MOST_FIGURES:,} signs {{ in all texts together; check that it is the right file",
)


def too_long(text: str) -> Text | None:
    """What to say of a text that is longer than one may be."""
    if len(text) <= MOST_LETTERS:
        return None
    return Text(
        th=f"ข้อความยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS:,} ตัวอักษร ให้ตัดให้สั้นลง",
        en=f"the text has {len(text):,} characters, at most {MOST_LETTERS:,} can be taken: make it shorter",
    )


@dataclass(slots=True)
class Tidied:
    """Data without ``x-`` keys and without keys that hold nothing; what was taken out stands beside it by place."""

    data: Any = None
    extras: list[tuple[Place, object]] = field(default_factory=list)
    empties: list[Place] = field(default_factory=list)
    mistakes: list[tuple[Place, Text]] = field(default_factory=list)
    values: int = 0
    figures: int = 0


def tidied(data: object) -> Tidied:
    """The data of one agency's year, made ready for validation. Data too deep or too large is noted as a mistake."""
    result = Tidied()
    result.data = _walk(data, (), result)
    if result.values > MOST_VALUES:
        result.mistakes = [((), _MANY)]
    elif result.figures > MOST_FIGURES:
        result.mistakes.append(((), _TOO_MANY_FIGURES))
    return result


def _look_at(text: str, place: Place, result: Tidied) -> None:
    result.figures += text.count("{")
    if (wrong := too_long(text)) is not None:
        result.mistakes.append((place, wrong))


def _walk(node: Any, place: Place, result: Tidied) -> Any:
    if len(place) > DEPTH:
        result.mistakes.append((place[:4], _DEEP))
        return None
    result.values += len(node) if isinstance(node, dict | list) else 0
    if result.values > MOST_VALUES:
        return None
    if type(node) is list:
        for number, entry in enumerate(node):
            if type(entry) is str:
                _look_at(entry, (*place, number), result)
        if not node or (type(node[0]) is str and all(type(entry) is str for entry in node)):
            return node
        return [
            _walk(entry, (*place, number), result) if type(entry) is dict or type(entry) is list else entry
            for number, entry in enumerate(node)
        ]
    if type(node) is not dict:
        return node
    kept = {}
    for key, value in node.items():
        if key[:2] == "x-":
            _check_own(value, (*place, key), result)
            result.extras.append(((*place, key), value))
        elif type(value) is str:
            _look_at(value, (*place, key), result)
            kept[key] = value
        elif value is None:
            result.empties.append((*place, key))
        elif type(value) is dict or type(value) is list:
            kept[key] = _walk(value, (*place, key), result)
        else:
            kept[key] = value
    return kept


def _check_own(value: object, place: Place, result: Tidied) -> None:
    """Looks through what stands under an ``x-`` key: anything may, as long as it can be written again."""
    waiting = [(value, len(place))]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, NotANumber):
            result.mistakes.append((place, _NAN))
        elif isinstance(node, dict | list):
            result.values += len(node)
            if depth > DEPTH or result.values > MOST_VALUES:
                result.mistakes.append((place, _DEEP if depth > DEPTH else _MANY))
                return
            waiting.extend((inner, depth + 1) for inner in (node.values() if isinstance(node, dict) else node))


def unknown_empties(shape: Any, empties: Iterable[Place]) -> list[Place]:
    """The places among ``empties`` that ``shape`` does not have: an unknown key is a mistake even with no value."""
    return [place for place in empties if not _has(plain(shape_at(shape, place[:-1])), str(place[-1]))]


def _has(shape: Any, key: str) -> bool:
    # What stands under a key that is itself unknown is not looked at: that key is told already.
    return key in file_keys(shape) if is_record(shape) else True


def salvaged(data: dict[str, Any], wrong: Iterable[Place]) -> tuple[dict[str, Any], dict[Place, list[int]]]:
    """``data`` without the records that hold mistakes, so that the rest can be checked further in the same go.

    Of a list in which records were left out, the numbers of those kept are told by its place.
    """
    cut: dict[Place, set[str | int]] = {}
    for place in wrong:
        number = next((depth for depth, key in enumerate(place) if isinstance(key, int)), len(place))
        end = number + 1 if number < 4 else 4
        target = place[:end]
        while target and not _exists(data, target):
            target = target[:-1]  # a key that is missing spoils the record it is missing from
        if target:
            cut.setdefault(target[:-1], set()).add(target[-1])
    kept: dict[Place, list[int]] = {}
    return _without(data, (), cut, kept), kept


def _exists(data: Any, place: Place) -> bool:
    for key in place:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _without(node: Any, place: Place, cut: dict[Place, set[str | int]], kept: dict[Place, list[int]]) -> Any:
    gone = cut.get(place, set())
    if isinstance(node, dict):
        return {key: _without(value, (*place, key), cut, kept) for key, value in node.items() if key not in gone}
    if isinstance(node, list):
        if gone:
            kept[place] = [number for number in range(len(node)) if number not in gone]
        return [_without(entry, (*place, number), cut, kept) for number, entry in enumerate(node) if number not in gone]
    return node


def nested(extras: Iterable[tuple[Place, object]], renamed: dict[Place, str]) -> dict[str, object]:
    """What stood under ``x-`` keys as one mapping that mirrors the file; list entries go by their number as text."""
    result: dict[str, object] = {}
    for place, value in extras:
        level: Any = result
        for depth, key in enumerate(place[:-1], 1):
            level = level.setdefault(renamed.get(place[:depth], str(key)), {})
        level[str(place[-1])] = value
    return result


def with_extras(data: Any, extras: dict[str, Any]) -> None:
    """Puts what ``nested`` made back into data of the same structure."""
    for key, value in extras.items():
        if key.startswith("x-"):
            data[key] = value
        elif isinstance(data, list):
            with_extras(data[int(key)], value)
        else:
            own = int(key) if key not in data and key.isdecimal() and int(key) in data else key
            with_extras(data.setdefault(own, {}), value)

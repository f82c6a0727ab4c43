"""How the fields of a shape stand in files: their types by place, and spellings that differ from name and type."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Place = tuple[str | int, ...]

_SPELLING = "spelling"


@dataclasses.dataclass(frozen=True, slots=True)
class Spelling:
    """How a field stands in files where its name and type do not say it.

    ``key``: the key that files use. ``one_text``: a list of texts that files may give as one text; where that is
    ``written``, a list of one is also written so. ``text_as``: the field of a record that a text alone stands for.
    """

    key: str | None = None
    one_text: Literal["read", "written"] | None = None
    text_as: str | None = None


def spelled(
    *, key: str | None = None, one_text: Literal["read", "written"] | None = None, text_as: str | None = None
) -> Mapping[str, Spelling]:
    """A ``Spelling`` as metadata of a dataclass field."""
    return {_SPELLING: Spelling(key, one_text, text_as)}


@functools.cache
def fields_of(shape: type) -> dict[str, Any]:
    """The fields of a dataclass by name with their types, in order."""
    hints = get_type_hints(shape, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


@functools.cache
def spellings(shape: type) -> dict[str, Spelling]:
    """The fields of a dataclass that are spelled otherwise than their name and type say."""
    return {field.name: field.metadata[_SPELLING] for field in dataclasses.fields(shape) if _SPELLING in field.metadata}


def file_key(shape: type, field: str) -> str:
    """The key of a field as files write it."""
    spelling = spellings(shape).get(field)
    return spelling.key if spelling is not None and spelling.key is not None else field


def file_keys(shape: type) -> tuple[str, ...]:
    """The keys of a shape as files write them."""
    return tuple(file_key(shape, field) for field in fields_of(shape))


def is_record(shape: Any) -> bool:
    """Whether a type is a dataclass: a mapping of known keys in a file."""
    return isinstance(shape, type) and dataclasses.is_dataclass(shape)


def plain(shape: Any) -> Any:
    """A type without its ``| None``; of a record or a text (``text_or_record``) the record."""
    if get_origin(shape) in (Union, UnionType):
        choices = [choice for choice in get_args(shape) if choice is not NoneType]
        return next((choice for choice in choices if is_record(choice)), choices[0])
    return shape


def text_or_record(shape: Any) -> bool:
    """Whether a type is a text or a record: an entry that files write as a text, or as a mapping of known keys."""
    return get_origin(shape) in (Union, UnionType) and str in get_args(shape) and is_record(plain(shape))


def of_what_stands(shape: Any, data: Any, place: Place) -> Place | None:
    """A place as validation tells it, without the type that it names where a text or a record may stand.

    None where what stands there is the other one of the two: then nothing is wrong with it as this one.
    """
    told: list[str | int] = []
    waiting = list(place)
    while waiting:
        if text_or_record(shape):
            named, shape = waiting.pop(0), plain(shape)
            if (named == shape.__name__) is not isinstance(data, dict):
                return None
            if not waiting:
                break
        key = waiting.pop(0)
        told.append(key)
        shape = inside(shape, key) if shape is not None else None
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            data = None
    return tuple(told)


def entries_of(shape: Any) -> Any:
    """The type of a list's entries or a mapping's values; None for any other type."""
    shape = plain(shape)
    origin, inner = get_origin(shape), get_args(shape)
    if origin is dict:
        return inner[1]
    return inner[0] if origin is tuple else None


def inside(shape: Any, key: str | int) -> Any:
    """The type that stands at ``key`` of ``shape``; None where the shape has no such place."""
    shape = plain(shape)
    return fields_of(shape).get(str(key)) if is_record(shape) else entries_of(shape)


def shape_at(shape: Any, place: Place) -> Any:
    """The type at ``place`` below ``shape``; None where there is no such place."""
    for key in place:
        shape = inside(shape, key)
        if shape is None:
            return None
    return shape


def as_named(shape: Any, data: Any) -> Any:
    """A file's data under the names of fields, single texts as lists; what is not as expected is left as it is.

    A key that is a field's name but not the file's is made unknown, so that one field has one spelling.
    """
    shape = plain(shape)
    if not _differs(shape):
        return data
    if not is_record(shape):
        entries = entries_of(shape)
        if isinstance(data, list):
            return [as_named(entries, entry) for entry in data]
        return {key: as_named(entries, entry) for key, entry in data.items()} if isinstance(data, dict) else data
    if not isinstance(data, dict):
        return data
    own = spellings(shape)
    names = {file_key(shape, name): name for name in own}
    named: dict[str, Any] = {}
    for key, value in data.items():
        name: str = names.get(key, f"{key}\0" if key in own else key)
        spelling = own.get(name)
        if spelling is not None and isinstance(value, str):
            if spelling.one_text is not None:
                value = [value]
            elif spelling.text_as is not None:
                value = {spelling.text_as: value}
        named[name] = as_named(fields_of(shape).get(name), value)
    return named


@functools.cache
def _differs(shape: Any) -> bool:
    """Whether anything in a shape is spelled otherwise than its fields say."""
    shape = plain(shape)
    if is_record(shape):
        return bool(spellings(shape)) or any(_differs(inner) for inner in fields_of(shape).values())
    entries = entries_of(shape)
    return entries is not None and _differs(entries)


def as_filed(shape: Any, place: Place) -> Place:
    """A place in data under the names of fields as the place in the file."""
    filed: list[str | int] = []
    for key in place:
        above = plain(shape)
        filed.append(file_key(above, str(key)).rstrip("\0") if is_record(above) and isinstance(key, str) else key)
        shape = inside(above, key) if above is not None else None
    return tuple(filed)

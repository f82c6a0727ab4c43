"""A report kept as bytes and read back: what is signed must be shown again word for word, whatever came since."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import json
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from prongsai.files.problems import refusal
from prongsai.language.text import Text
from prongsai.publish import report as shapes
from prongsai.publish.report import Report

# The first of the bytes says how the rest is to be read.
_FORM = b"prongsai-report-1\n"
MOST_BYTES = 64_000_000
_SHAPES: Mapping[str, type[Any]] = {
    name: shape for name, shape in vars(shapes).items() if isinstance(shape, type) and dataclasses.is_dataclass(shape)
} | {"Text": Text}


def freeze(report: Report) -> bytes:
    """The report as bytes; the same report gives the same bytes. ``Refused`` for what ``thaw`` would not take back."""
    text = json.dumps(_plain(report), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    plain = text.encode("utf-8", "surrogatepass")
    if len(plain) > MOST_BYTES:
        size, most = f"{len(plain) / 1e6:,.0f}", f"{MOST_BYTES / 1e6:,.0f}"
        raise refusal(
            f"เอกสารนี้ใหญ่เกินกว่าจะเก็บไว้เสนอลงนาม ({size} MB รับได้ไม่เกิน {most} MB) "
            "ให้ตัดข้อความหรือตารางที่ไม่จำเป็นออก หรือจัดทำเป็นร่าง",
            f"this document is too large to be kept for signature ({size} MB, at most {most} MB): shorten its texts or "
            "tables, or make a draft",
        )
    return _FORM + zlib.compress(plain, 9)


def thaw(data: bytes) -> Report:
    """The report that ``freeze`` kept. ValueError where these are not its bytes."""
    if not data.startswith(_FORM):
        raise ValueError("this is no kept report")
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(data[len(_FORM) :], MOST_BYTES)
        if unpacking.unconsumed_tail:
            raise ValueError("the kept report is longer than any")
        report = _shaped(json.loads(plain.decode("utf-8", "surrogatepass")))
    except (zlib.error, UnicodeError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise ValueError("the kept report cannot be read") from error
    if not isinstance(report, Report):
        raise ValueError("this is no kept report")
    return report


def texts_in(report: Report) -> Iterator[str]:
    """Every text of a report, its tables and notes too, in no order."""
    rest: list[object] = [_plain(report)]
    while rest:
        value = rest.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            rest.extend(value.values())
        elif isinstance(value, list):
            rest.extend(value)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {"_": type(value).__name__, **fields}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {"_": "decimal", "text": str(value)}
    if isinstance(value, datetime.date):
        return {"_": "date", "day": value.isoformat()}
    if isinstance(value, bytes):
        return {"_": "bytes", "base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict):
        return {"_": "dict", "pairs": [[key, _plain(each)] for key, each in value.items()]}
    return value


def _shaped(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_shaped(each) for each in value)
    if not isinstance(value, dict):
        return value
    name = value.pop("_")
    if name == "bytes":
        return base64.b64decode(value["base64"])
    if name == "date":
        return datetime.date.fromisoformat(value["day"])
    if name == "decimal":
        return Decimal(value["text"])
    if name == "dict":
        return {key: _shaped(each) for key, each in value["pairs"]}
    return _SHAPES[name](**{key: _shaped(each) for key, each in value.items()})

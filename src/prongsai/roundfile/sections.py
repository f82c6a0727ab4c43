"""The sections of a round file, listed once: what reads, writes, compares and shows the file goes by this list."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Literal

from pydantic.dataclasses import dataclass

from prongsai.analyze.claims import Claim
from prongsai.collect.facts import Agency, AssessorPoint, Disclosure, PartAnswers, PastYear, Published
from prongsai.collect.papers import Document, Memo
from prongsai.files.spelling import entries_of, fields_of, is_record, plain, spellings
from prongsai.improve.plan import Plan
from prongsai.language.exact import Count, Year
from prongsai.language.text import FROZEN, Text

FORMAT = "prongsai/round@1"

Path = tuple[str, ...]  # keys from the whole file down; entries of a list have none of their own


def _named(th: str, en: str) -> Mapping[str, Text]:
    return {"name": Text(th=th, en=en)}


@dataclass(frozen=True, config=FROZEN, kw_only=True)
class RoundFile:
    """A round file as it stands, key by key in the order in which it is written."""

    # Each step owns the shape of its own section, with its spellings. What has a name here is a section.

    format: Literal["prongsai/round@1"]
    year: Year
    criteria: str | None = None
    agency: Agency = field(metadata=_named("ข้อมูลหน่วยงาน", "the agency"))
    staff: Count | None = field(default=None, metadata=_named("จำนวนบุคลากร", "number of staff"))
    visitors: Count | None = field(default=None, metadata=_named("จำนวนผู้มาติดต่อ", "number of visitors"))
    answers: dict[str, PartAnswers] | None = field(default=None, metadata=_named("คำตอบแบบวัด", "answers"))
    disclosure: tuple[Disclosure, ...] = field(default=(), metadata=_named("ข้อ OIT", "disclosure items"))
    published: Published | None = field(default=None, metadata=_named("คะแนนที่ประกาศ", "announced scores"))
    assessor: tuple[AssessorPoint, ...] = field(
        default=(), metadata=_named("ข้อเสนอแนะของผู้ประเมิน", "the assessor's advice")
    )
    history: dict[str, PastYear] | None = field(default=None, metadata=_named("ผลปีก่อน", "earlier years"))
    claims: tuple[Claim, ...] = field(
        default=(), metadata=_named("ข้อความในเอกสารของหน่วยงาน", "what the agency's document says")
    )
    document: Document | None = field(
        default=None, metadata=_named("รูปแบบและถ้อยคำของเอกสาร", "form and words of the document")
    )
    plan: Plan | None = field(default=None, metadata=_named("แผนมาตรการ", "the plan"))
    memo: Memo | None = field(default=None, metadata=_named("บันทึกข้อความ", "the memo"))


@dataclasses.dataclass(frozen=True, slots=True)
class FileSection:
    """One section: its key in the file, what people call it, its type, and whether it holds many entries."""

    key: str
    name: Text
    shape: Any
    many: bool


_SHAPES = fields_of(RoundFile)
SECTIONS: tuple[FileSection, ...] = tuple(
    FileSection(key.name, key.metadata["name"], _SHAPES[key.name], entries_of(_SHAPES[key.name]) is not None)
    for key in dataclasses.fields(RoundFile)
    if "name" in key.metadata
)

# What stands before the sections: which file, which year, which rules.
HEAD: tuple[str, ...] = tuple(key.name for key in dataclasses.fields(RoundFile) if "name" not in key.metadata)


@functools.cache
def record_lists() -> tuple[Path, ...]:
    """Where lists of records stand in the file: ``("plan", "rows")``, ``("plan", "rows", "steps")`` …"""
    return tuple(path for path, kind in _everything(RoundFile, ()) if _is_list(kind) and is_record(entries_of(kind)))


@functools.cache
def one_text_lists() -> frozenset[Path]:
    """Where lists stand that a file may give as one text: ``("plan", "rows", "measures")`` …"""
    return frozenset(
        (*path, name)
        for path, kind in (((), RoundFile), *_everything(RoundFile, ()))
        for name, spelling in _record_spellings(kind)
        if spelling.one_text is not None
    )


def _is_list(kind: Any) -> bool:
    return getattr(plain(kind), "__origin__", None) is tuple


def _record_spellings(kind: Any) -> Iterator[tuple[str, Any]]:
    record = entries_of(kind) or plain(kind)
    if is_record(record):
        yield from spellings(record).items()


def _everything(kind: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every field below a record, mapping or list by its path."""
    record = plain(entries_of(kind) or kind)
    if is_record(record):
        for name, inner in fields_of(record).items():
            yield (*path, name), inner
            yield from _everything(inner, (*path, name))

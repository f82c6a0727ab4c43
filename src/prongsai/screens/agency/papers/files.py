"""The files that an agency keeps: what each belongs to, how long it stays, and what became of those just given."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.files.given.given import ENDINGS
from prongsai.files.problems import Problem
from prongsai.language.text import Text

PER_PAGE, MOST_AT_ONCE, MOST_REASON = 50, 20, 300
KINDS: dict[str, Text] = {
    "pdf": Text(th="ไฟล์ PDF", en="PDF"),
    "docx": Text(th="เอกสาร Word", en="Word"),
    "xlsx": Text(th="ตาราง Excel", en="Excel"),
    "pptx": Text(th="งานนำเสนอ PowerPoint", en="PowerPoint"),
    "odt": Text(th="เอกสาร OpenDocument", en="OpenDocument text"),
    "ods": Text(th="ตาราง OpenDocument", en="OpenDocument sheet"),
    "csv": Text(th="ตาราง CSV", en="CSV table"),
    "png": Text(th="ภาพ PNG", en="PNG picture"),
    "jpg": Text(th="ภาพ JPEG", en="JPEG picture"),
    "webp": Text(th="ภาพ WebP", en="WebP picture"),
}


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that is there. ``days_left``: until it goes by itself; None: it stays. ``closed``: its year is."""

    number: int
    name: str
    kind: str
    size_mb: float
    pages: int | None
    belongs: Text | None
    added_at: datetime.datetime
    added_by: str
    record: bool
    days_left: int | None
    closed: bool

    @property
    def kind_name(self) -> Text:
        """What it is in words."""
        return KINDS.get(self.kind, Text(th=self.kind, en=self.kind))


@dataclass(frozen=True, kw_only=True)
class LeftFile:
    """A file that is no longer there; ``by`` empty: it went by itself."""

    name: str
    at: datetime.datetime
    by: str
    why: str


@dataclass(frozen=True)
class Belongs:
    """Something that a file may belong to."""

    value: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """What became of a file that was just given: its number where it is kept, else what is wrong with it.

    ``cleaned``: a picture that lost place and camera; ``there_before``: the same file was kept already."""

    name: str
    number: int | None = None
    cleaned: bool = False
    there_before: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """One page of an agency's files, newest first, with the room that all take and may take in MB."""

    files: tuple[KeptFile, ...]
    left: tuple[LeftFile, ...]
    belongs: tuple[Belongs, ...]
    about: str
    taken_mb: float
    most_mb: int
    each_mb: int
    may_keep: bool
    may_dispose: bool
    page: int
    pages: int
    total: int
    told: tuple[GivenFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    removing: tuple[int, str] | None = None
    endings: str = ENDINGS
    at_once: int = MOST_AT_ONCE

    @property
    def taken_text(self) -> str:
        """The room that is taken, in MB."""
        return f"{self.taken_mb:,.1f}"

    @property
    def most_text(self) -> str:
        """The room that there is, in MB."""
        return f"{self.most_mb:,}"

    @property
    def refused(self) -> bool:
        """Whether something that was given or asked for was not done."""
        return bool(self.problems) or any(each.problems for each in self.told)

    @property
    def kept(self) -> int:
        """How many of those just given are kept."""
        return sum(each.number is not None for each in self.told)


@dataclass(frozen=True)
class FileToSave:
    """A file to be saved; ``data`` None: it is gone from the store, or is not what was put there."""

    name: str
    kind: str
    data: bytes | None

"""Typed access to an edition's files: a node knows its file, its path and the origin it inherits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from pydantic_core import PydanticCustomError

from prongsai.criteria.shapes import CERTAINTIES, Certainty, Origin
from prongsai.files.problems import Problem
from prongsai.files.strict_yaml import Path, dotted, lines_of_yaml
from prongsai.language.days import day
from prongsai.language.text import Text

ORIGIN_KEYS = frozenset({"certainty", "source", "note"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a path of a file; its line is looked up only when it is shown."""

    file: str
    path: Path
    text: Text


@dataclass(slots=True)
class EditionFiles:
    """The files of one edition as they were read, and what was found wrong with them."""

    files: dict[str, object]  # file name → content
    texts: dict[str, str]  # file name → text, to find lines in
    findings: list[Finding] = field(default_factory=list)
    label: str = ""  # put before the file names in problems
    used: dict[str, tuple[str, Path]] = field(default_factory=dict)  # source id → where it is first named

    def wrong(self, file: str, path: Path, th: str, en: str) -> None:
        """Notes a mistake."""
        self.findings.append(Finding(file, path, Text(th=th, en=en)))

    def problems(self) -> list[Problem]:
        """Every finding with its line, in the order of the files and lines."""
        seen: dict[str, dict[Path, int]] = {}
        result = []
        for finding in dict.fromkeys(self.findings):
            if finding.file not in seen:
                seen[finding.file] = lines_of_yaml(self.texts.get(finding.file, ""))
            path = finding.path
            while path and path not in seen[finding.file]:
                path = path[:-1]
            line = seen[finding.file].get(path) if finding.file in self.texts else None
            name = finding.file.removeprefix("../") if finding.file.startswith("../") else self.label + finding.file
            result.append(Problem(dotted(finding.path), finding.text, line, name))
        return sorted(result, key=lambda problem: (problem.file or "", problem.line or 0, problem.place))

    def top(self, file: str) -> Node:
        """The top of a file; an empty mapping where the file is missing."""
        node = Node(self, file, (), self.files.get(file), None, (), None)
        return node.adopted()


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file, with the certainty, sources and note that hold for it."""

    book: EditionFiles
    file: str
    path: Path
    data: object
    certainty: Certainty | None
    source: tuple[str, ...]
    note: Text | None

    # Places and mistakes

    def wrong(self, th: str, en: str, *more: str) -> None:
        """Notes a mistake here, or below at ``more``."""
        self.book.wrong(self.file, (*self.path, *more), th, en)

    def _expected(self, key: str, given: object, th: str, en: str) -> None:
        shown = "—" if given is None else str(given)[:60]
        self.wrong(f"พบ “{shown}” แต่ต้องเป็น{th}", f"found “{shown}”, expected {en}", *((key,) if key else ()))

    # Going down

    def adopted(self) -> Node:
        """This node with its own certainty, source and note, where it states them.

        A note belongs to the certainty beside it: who states a certainty of its own does not inherit the note.
        """
        own = self.data
        if not isinstance(own, dict) or not (ORIGIN_KEYS & own.keys()):
            return self
        certainty, source, note = self.certainty, self.source, self.note
        if "certainty" in own:
            note = None
            stated = own["certainty"]
            if stated in CERTAINTIES:
                certainty = stated
            else:
                self._expected("certainty", stated, "คำใดคำหนึ่งใน " + ", ".join(CERTAINTIES), " or ".join(CERTAINTIES))
        if "source" in own:
            source = self.strings("source")
        if "note" in own and own["note"] is not None:
            note = self.words("note")
        return Node(self.book, self.file, self.path, own, certainty, source, note)

    def origin(self) -> Origin:
        """Where this value comes from; a missing certainty or source is a mistake."""
        if self.certainty is None:
            self.wrong("ไม่มีระดับความแน่ชัด (certainty)", "no certainty is given here or above")
        if not self.source:
            self.wrong("ไม่มีแหล่งที่มา (source)", "no source is given here or above")
        for name in self.source:
            self.book.used.setdefault(name, (self.file, self.path))
        return Origin(certainty=self.certainty or "unknown", source=self.source, note=self.note)

    @property
    def mapping(self) -> dict[str, object]:
        """The value as a mapping; nothing is an empty one."""
        if isinstance(self.data, dict):
            return self.data
        if self.data is not None:
            self._expected("", self.data, "ชุดค่า (คีย์: ค่า)", "a mapping (key: value)")
        return {}

    def has(self, key: str) -> bool:
        """Whether ``key`` stands here with a value."""
        return isinstance(self.data, dict) and self.data.get(key) is not None

    def only(self, *known: str) -> Node:
        """This node, after unknown keys were noted."""
        for key in self.mapping:
            if key not in known and key not in ORIGIN_KEYS:
                names = ", ".join(known)
                self.wrong(f"ไม่รู้จักคีย์ “{key}” คีย์ที่ใช้ได้คือ {names}", f"unknown key “{key}”; known are {names}", key)
        return self

    def under(self, key: str) -> Node:
        """The mapping at ``key``; an empty one where it is missing."""
        data = self.mapping.get(key)
        return Node(self.book, self.file, (*self.path, key), data, self.certainty, self.source, self.note).adopted()

    def each(self, key: str = "") -> Iterator[tuple[str, Node]]:
        """The records of the mapping at ``key`` (or of this one), by their id."""
        node = self.under(key) if key else self
        for name in node.mapping:
            if name not in ORIGIN_KEYS:
                yield name, node.under(name)

    def rows(self, key: str) -> Iterator[Node]:
        """The records of the list at ``key``."""
        data = self.mapping.get(key)
        if data is None:
            return
        if not isinstance(data, list):
            self._expected(key, data, "รายการ (- …)", "a list (- …)")
            return
        for number, row in enumerate(data):
            path = (*self.path, key, str(number))
            yield Node(self.book, self.file, path, row, self.certainty, self.source, self.note).adopted()

    # Values

    def text(self, key: str) -> str:
        """The text at ``key``; missing is a mistake."""
        given = self.mapping.get(key)
        if isinstance(given, str) and given.strip():
            return given
        self._expected(key, given, "ข้อความ", "text")
        return ""

    def maybe(self, key: str) -> str | None:
        """The text at ``key``, or None where there is none."""
        return self.text(key) if self.has(key) else None

    def words(self, key: str) -> Text:
        """The text in two languages at ``key``; a missing language is a mistake."""
        given = self.mapping.get(key)
        if (
            isinstance(given, dict)
            and given.keys() == {"th", "en"}
            and all(isinstance(text, str) and text.strip() for text in given.values())
        ):
            return Text(th=given["th"], en=given["en"])
        shown = ", ".join(given) if isinstance(given, dict) else given
        self._expected(key, shown, "ข้อความสองภาษา {th: …, en: …}", "text in both languages {th: …, en: …}")
        return Text(th="", en="")

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of texts at ``key``; missing is an empty one."""
        given = self.mapping.get(key)
        if given is None:
            return ()
        if isinstance(given, list) and all(isinstance(text, str) and text for text in given):
            return tuple(given)
        self._expected(key, given, "รายการข้อความ [a, b]", "a list of texts [a, b]")
        return ()

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """The text at ``key``, which must be one of ``known``; the first of them after a mistake."""
        given = self.mapping.get(key)
        if isinstance(given, str) and given in known:
            return given
        self._expected(key, given, "คำใดคำหนึ่งใน " + ", ".join(known), " or ".join(known))
        return known[0]

    def decimal(self, key: str) -> Decimal | None:
        """The number from 0 to 100 at ``key``, or None."""
        given = self.mapping.get(key)
        return None if given is None else self._number(key, given)

    def decimals(self, key: str) -> tuple[Decimal, ...]:
        """The list of numbers from 0 to 100 at ``key``."""
        return tuple(self._number(key, text) for text in self.strings(key))

    def _number(self, key: str, given: object) -> Decimal:
        try:
            value = Decimal(given) if isinstance(given, str) else Decimal("NaN")
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite() and 0 <= value <= 100:
            return value
        self._expected(key, given, "ตัวเลขตั้งแต่ 0 ถึง 100", "a number from 0 to 100")
        return Decimal(0)

    def whole(self, key: str) -> int | None:
        """The whole number at ``key``, or None."""
        given = self.mapping.get(key)
        if given is None:
            return None
        if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 10:
            return int(given)
        self._expected(key, given, "จำนวนเต็ม", "a whole number")
        return 0

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false`` at ``key``."""
        given = self.mapping.get(key)
        if given is None:
            return default
        if given in ("true", "false"):
            return given == "true"
        self._expected(key, given, " true หรือ false", "true or false")
        return default

    def date(self, key: str) -> datetime.date | None:
        """The day at ``key`` as ``2025-08-15``, or None."""
        given = self.mapping.get(key)
        if given is None:
            return None
        try:
            value = day(given)
        except PydanticCustomError:
            value = None
        if isinstance(value, datetime.date):
            return value
        self._expected(key, given, "วันที่ ค.ศ. แบบ 2025-08-15", "a common-era date as 2025-08-15")
        return None

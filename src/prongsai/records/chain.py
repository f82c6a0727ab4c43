"""The chain that holds a history together: how a line is hashed, and what is wrong with lines that do not follow.

Lines carry the version of their hash. What was written by the first rule is checked by the first rule for ever; new
lines are written by the newest, and one line of it, ``seal-history``, joins it to an older chain.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from prongsai.criteria.canonical import canonical

FIRST = "0" * 64
NEWEST = 3
SEAL = "seal-history"

# missing: its number was left out; moved: it does not follow the line before it; changed: its hash is not its own;
# older: an older rule after a newer one; unsealed: a newer rule that no seal joins to the older lines; unknown: a rule
# that this program does not know; cut: it was there when the chain was last found whole, and is not there now;
# beyond: it is not the last line that this site's program wrote; foreign: no seal of this site's program stands to it;
# unreadable: what stands in its place is no line at all.
FaultKind = Literal[
    "missing", "moved", "changed", "older", "unsealed", "unknown", "cut", "beyond", "foreign", "unreadable"
]


@dataclass(frozen=True)
class ChainOwner:
    """Whose chain it is: an agency's code and number, which never change."""

    code: str
    number: int


@dataclass(frozen=True)
class HistoryLine:
    """What a line of history says, and the hash of the line before it.

    ``witnessed``: what the rows that it tells of are after it, each ``[kind, key, digest]`` (``records/witness.py``).
    """

    number: int
    at: datetime.datetime
    person: str
    action: str
    about: str
    detail: object
    before: str
    version: int = NEWEST
    witnessed: list[list[str | None]] = field(default_factory=list)


@dataclass(frozen=True)
class UnreadLine:
    """A line that cannot be read, with what of it can be: None and empty where that cannot be either."""

    number: int | None
    hash: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Joint:
    """A line that stands: its number, hash and version."""

    number: int
    hash: str
    version: int


@dataclass(frozen=True)
class Fault:
    """What is wrong with the line of that number."""

    number: int
    kind: FaultKind


START = Joint(0, FIRST, 0)


def line_hash(line: HistoryLine, owner: ChainOwner | None) -> str:
    """The SHA-256 of a line of its owner's chain (None: the site's own), by the rule of its version."""
    return hashlib.sha256(RULES[line.version](line, owner)).hexdigest()


def _by_position(line: HistoryLine, _owner: ChainOwner | None) -> bytes:
    # Version 1. It does not say whose line it is: a whole chain could be given to another agency.
    moment = line.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    values = [line.before, line.number, moment, line.person, line.action, line.about, line.detail]
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()


def _named(line: HistoryLine, owner: ChainOwner | None) -> dict[str, object]:
    # Fields by name, so that a later version can bind more without a place meaning two things.
    return {
        "about": line.about,
        "action": line.action,
        "agency": None if owner is None else {"code": owner.code, "number": owner.number},
        "at": line.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "before": line.before,
        "detail": line.detail,
        "number": line.number,
        "person": line.person,
        "version": line.version,
    }


def _by_name(line: HistoryLine, owner: ChainOwner | None) -> bytes:
    # Version 2. It binds the line to its agency, and says nothing of the rows that the line tells of.
    return canonical(_named(line, owner))


def _with_rows(line: HistoryLine, owner: ChainOwner | None) -> bytes:
    # Version 3.
    return canonical({**_named(line, owner), "witnessed": line.witnessed})


RULES: Mapping[int, Callable[[HistoryLine, ChainOwner | None], bytes]] = {
    1: _by_position,
    2: _by_name,
    3: _with_rows,
}


class Walk:
    """Goes along lines in the order of their numbers; ``last`` is where it stands, ``count`` how many it passed,
    ``faults`` what it met.

    It begins ``after`` a line that stands; None: the first line that comes is taken as it is.
    """

    def __init__(self, owner: ChainOwner | None, after: Joint | None = START) -> None:
        self.owner = owner
        self.last = after
        self.count = 0
        self.faults: list[Fault] = []

    def along(self, lines: Iterable[tuple[HistoryLine, str] | UnreadLine]) -> Walk:
        """Takes all lines, each with the hash that is kept with it."""
        for item in lines:
            self.count += 1
            if isinstance(item, UnreadLine):
                self._pass(item)
                continue
            line, kept = item
            self.faults += (Fault(number, kind) for number, kind in self._met(line, kept))
            self.last = Joint(line.number, kept, line.version)
        return self

    def _pass(self, line: UnreadLine) -> None:
        # The next one is held against what can be read of it.
        before = self.last or START
        number = before.number + 1 if line.number is None else line.number
        if self.last is not None and number != before.number + 1:
            self.faults.append(Fault(before.number + 1, "missing"))
        self.faults.append(Fault(number, "unreadable"))
        self.last = Joint(number, line.hash, before.version if line.version is None else line.version)

    def _met(self, line: HistoryLine, kept: str) -> Iterator[tuple[int, FaultKind]]:
        if self.last is not None:
            if line.number != self.last.number + 1:
                yield self.last.number + 1, "missing"
            if line.before != self.last.hash:
                yield line.number, "moved"
            if line.version < self.last.version:
                yield line.number, "older"
            if 0 < self.last.version < line.version and line.action != SEAL:
                yield line.number, "unsealed"
        if line.version not in RULES:
            yield line.number, "unknown"
        else:
            try:
                same = line_hash(line, self.owner) == kept
            except (ValueError, TypeError, ArithmeticError, RecursionError):  # a value that JSON does not know
                yield line.number, "unreadable"
            else:
                if not same:
                    yield line.number, "changed"

"""From rounds to documents, in every format asked for: all are made before any is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prongsai.flow.assess import assessed
from prongsai.outside.files import write_whole
from prongsai.publish.brief import brief
from prongsai.publish.html import html
from prongsai.publish.pdf import pdf
from prongsai.publish.report import Digits, Report
from prongsai.roundfile import Round

KINDS: dict[str, str] = {"brief": "สรุปสำหรับผู้บริหารหนึ่งหน้า"}
FORMATS: dict[str, Callable[[Report], bytes]] = {"html": lambda report: html(report).encode(), "pdf": pdf}


@dataclass(frozen=True, slots=True)
class Made:
    """One document: its file name without folder, and its bytes."""

    name: str
    data: bytes


def report_of(one: Round, kind: str, digits: Digits = "arabic") -> Report:
    """The report of a kind for one round. KeyError for a kind that does not exist."""
    criteria, scorecard = assessed(one)
    return {"brief": brief}[kind](criteria, one.facts, scorecard, one.plan, digits=digits)


def make(
    rounds: Sequence[Round], names: Sequence[str], kind: str, formats: Iterable[str], digits: Digits = "arabic"
) -> list[Made]:
    """The documents of all rounds; ``names`` are the stems of their files, made distinct by the caller."""
    made = []
    for one, name in zip(rounds, names, strict=True):
        report = report_of(one, kind, digits)
        made += [Made(f"{name}-{kind}.{each}", FORMATS[each](report)) for each in formats]
    return made


def write(documents: Iterable[Made], folder: Path) -> list[Path]:
    """Writes documents into ``folder``, each whole or not at all; the paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / each.name, each.data) for each in documents]

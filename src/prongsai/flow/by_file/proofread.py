"""A finished document beside a round: what the document says that the round's numbers contradict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prongsai.analyze.claims import Contradiction
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.score import assessed
from prongsai.outside.files import read_limited
from prongsai.proofread.document.read import ENDINGS, MOST_BYTES, read_document
from prongsai.proofread.judging import document_contradictions
from prongsai.roundfile.round import Round

__all__ = ["ENDINGS", "DocumentChecked", "check_bytes", "check_documents"]


@dataclass(frozen=True, slots=True)
class DocumentChecked:
    """One document: the name it was given by, and what is wrong in it, in its order."""

    name: str
    findings: tuple[Contradiction, ...]


def check_bytes(
    one: Round, data: bytes, name: str, known: tuple[Criteria, Scorecard] | None = None
) -> tuple[Contradiction, ...]:
    """What a document of these bytes says against the round. Raises ``Refused`` for what cannot be read."""
    criteria, scorecard = known or assessed(one)
    return document_contradictions(criteria, one.facts, scorecard, read_document(data, name))


def check_documents(one: Round, paths: Iterable[Path]) -> list[DocumentChecked]:
    """Every document in order. Raises one ``Refused`` with the problems of all that cannot be read."""
    found: list[DocumentChecked] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            data = read_limited(path, MOST_BYTES)
            found.append(DocumentChecked(str(path), check_bytes(one, data, str(path))))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return found

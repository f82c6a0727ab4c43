"""Finished documents beside a round: what they say that the round's numbers contradict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prongsai.analyze.claims import Contradiction
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.check import Checked
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed
from prongsai.language.text import Text
from prongsai.outside.files import read_limited
from prongsai.proofread.document.read import ENDINGS, MOST_BYTES, read_document
from prongsai.proofread.judging import document_contradictions
from prongsai.proofread.report_pieces import pieces_of
from prongsai.publish.report import Report
from prongsai.roundfile.round import Round

__all__ = ["ENDINGS", "check_bytes", "check_documents", "check_report"]


def check_bytes(
    one: Round, data: bytes, name: str, known: tuple[Criteria, Scorecard] | None = None
) -> tuple[Contradiction, ...]:
    """What a document of these bytes says against the round. Raises ``Refused`` for what cannot be read."""
    criteria, scorecard = known or assessed(one)
    return document_contradictions(criteria, one.facts, scorecard, read_document(data, name))


def check_report(
    one: Round, report: Report, known: tuple[Criteria, Scorecard] | None = None
) -> tuple[Contradiction, ...]:
    """What a document made from this report says against the round, whatever the format it is written in."""
    criteria, scorecard = known or assessed(one)
    return document_contradictions(criteria, one.facts, scorecard, pieces_of(report))


def check_documents(round_file: Path, paths: Iterable[Path], criteria: str | None = None) -> list[Checked]:
    """Every document in order, against the one round of a file.

    Raises one ``Refused`` with the problems of all that cannot be read, or where the file holds several agencies.
    """
    rounds = read_rounds([round_file], criteria=criteria)
    if len(rounds) != 1:
        text = Text(
            th=f"มี {len(rounds)} หน่วยงาน ให้ใช้ไฟล์ที่มีหน่วยงานเดียว", en=f"holds {len(rounds)} agencies; name a file with one"
        )
        raise Refused([Problem("", text, file=str(round_file))])
    agency, year = rounds[0].facts.agency.name, rounds[0].facts.year
    done: list[Checked] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            findings = check_bytes(rounds[0], read_limited(path, MOST_BYTES), str(path))
            done.append(Checked(agency, year, findings, document=str(path)))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return done

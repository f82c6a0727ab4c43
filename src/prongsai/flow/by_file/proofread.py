"""Finished documents beside a round: what they say that the round's numbers contradict, and what was read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import ParamSpec, TypeVar

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.history import score_past
from prongsai.analyze.printed_before import with_computed
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.flow.by_file.check import Checked, Read
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known as rules
from prongsai.language.text import Text
from prongsai.outside.child import Spent, call
from prongsai.outside.files import read_limited
from prongsai.proofread.document.read import ENDINGS, MOST_BYTES, Reading, read_document
from prongsai.proofread.judging import document_contradictions, proofread
from prongsai.proofread.report_pieces import pieces_of
from prongsai.publish.report import Report
from prongsai.roundfile.round import Round

__all__ = ["ENDINGS", "apart", "check_bytes", "check_documents", "check_report", "read_apart"]

P = ParamSpec("P")
T = TypeVar("T")

# What one document may take. A book of 25 pages takes one second and some 100 MB.
SECONDS, MEGABYTES = 20.0, 512


def read_apart(data: bytes, name: str) -> Reading:
    """What a document says, read in a process of its own: what somebody hands in may be spoiled or made to harm.

    Raises ``Refused`` for what cannot be read, and where reading takes more than any document does.
    """
    return apart(read_document, name, data, name)


def apart(function: Callable[P, T], name: str, *given: P.args, **named: P.kwargs) -> T:
    """What a function makes of a document, in a process of its own; raises as ``read_apart``."""
    try:
        return call(function, SECONDS, MEGABYTES, *given, **named)
    except Spent as spent:
        if spent.why == "busy":
            raise file_refusal(
                name,
                "ขณะนี้มีผู้ส่งไฟล์พร้อมกันหลายคน ไฟล์นี้ยังไม่ได้อ่าน ให้ลองอีกครั้งในอีกสักครู่",
                "several people are handing in files; this one was not read: try again in a moment",
            ) from spent
        if spent.why == "died":
            raise file_refusal(
                name,
                "อ่านเอกสารนี้ไม่สำเร็จ ไฟล์อาจเสียหาย ให้เปิดในโปรแกรมเดิมแล้วบันทึกใหม่ หรือใช้ไฟล์ Word ต้นฉบับ",
                "reading the document failed, perhaps for it is damaged: save it anew where it was made, or use the "
                "Word file",
            ) from spent
        raise file_refusal(
            name,
            f"เอกสารนี้ใช้เวลาหรือหน่วยความจำเกินกำหนด ({SECONDS:g} วินาที {MEGABYTES} MB) จึงหยุดอ่าน ให้แยกเฉพาะส่วนที่เป็น"
            "ผลการประเมินและมาตรการ หรือใช้ไฟล์ Word ต้นฉบับ",
            f"the document takes more than {SECONDS:g} seconds or {MEGABYTES} MB, so reading was ended: take out the "
            "part with results and measures, or use the Word file",
        ) from spent


def check_bytes(
    one: Round, data: bytes, name: str, known: tuple[Criteria, Scorecard] | None = None
) -> tuple[Contradiction, ...]:
    """What a document of these bytes says against the round. Raises ``Refused`` for what cannot be read."""
    criteria, scorecard = known or assessed(one)
    reading = read_apart(data, name) if PurePath(name).suffix.lower() == ".pdf" else read_document(data, name)
    return document_contradictions(criteria, one.facts, scorecard, reading.pieces, _computed(one))


def check_report(
    one: Round, report: Report, known: tuple[Criteria, Scorecard] | None = None
) -> tuple[Contradiction, ...]:
    """What a document made from this report says against the round, whatever the format it is written in."""
    criteria, scorecard = known or assessed(one)
    return document_contradictions(criteria, one.facts, scorecard, pieces_of(report), _computed(one))


def _computed(one: Round) -> Facts:
    """The facts with what the announced figures of earlier years give by the rules of those years."""
    cards = {}
    for year, past in one.facts.history.items():
        try:
            if past.criteria is not None:
                cards[year] = score_past(year, rules.edition(past.criteria), past.published)
        except Refused:
            continue  # a year whose rules are not here gives nothing
    return with_computed(one.facts, cards)


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
    edition, scorecard = assessed(rounds[0])
    computed = _computed(rounds[0])
    done: list[Checked] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            reading = read_apart(read_limited(path, MOST_BYTES), str(path))
            found = proofread(edition, rounds[0].facts, scorecard, reading.pieces, computed)
            read = Read(found.numbers, found.unread, reading.pictures)
            done.append(Checked(agency, year, found.contradictions, document=str(path), read=read))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return done

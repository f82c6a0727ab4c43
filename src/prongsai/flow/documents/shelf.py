"""Documents of a year: asked for, made at once or behind the scenes, checked against the numbers, kept by version.

The rows are the truth: a document waits in its row, whoever makes it holds a lease, and a lease that ran out may be
taken over. Threads only wake.
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from prongsai.analyze.claims import Contradiction
from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.proofread import check_bytes, check_report
from prongsai.flow.by_file.write import FORMATS
from prongsai.flow.documents.own_words import dossier_in
from prongsai.flow.year.stored import StoredYear, stored_criteria, stored_round, year
from prongsai.language.text import Text
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import digits_of, profiles
from prongsai.publish.report import Digits
from prongsai.records.actions.documents import ask_document, fail_document, finish_document, lease_document
from prongsai.records.models import MadeDocument, Person, TextBlock
from prongsai.records.scope import SYSTEM, Scope

log = logging.getLogger("prongsai.documents")

DIGITS: dict[str, Text] = {
    "": Text(th="ตามแบบของเอกสาร", en="As the document has it"),
    "arabic": Text(th="อารบิก 123", en="Arabic 123"),
    "thai": Text(th="ไทย ๑๒๓", en="Thai digits"),
}
FORMAT_NAMES: dict[str, Text] = {
    "docx": Text(th="เอกสาร Word (.docx)", en="Word (.docx)"),
    "pdf": Text(th="PDF", en="PDF"),
    "html": Text(th="หน้าเว็บ (.html)", en="Web page (.html)"),
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "application/octet-stream",  # never as a page from the app's own address
}
# What takes longer than this is made behind the scenes (seconds), and what is reckoned with before anything was made.
AT_ONCE = 2.0
USUAL = {"docx": 1.0, "html": 0.5, "pdf": 1.5}
BOOK = 1.5

Clock = Callable[[], datetime.datetime]


@dataclass(frozen=True)
class Choice:
    """A kind of document and what the year lacks for it (None: it can be made)."""

    id: str
    name: Text
    lacks: Text | None


@dataclass(frozen=True)
class Listed:
    """A document as the list shows it: ``old`` where a newer result or newer words came; ``stuck``: its maker died."""

    row: MadeDocument
    name: Text
    findings: int | None
    old: bool
    stuck: bool


@dataclass(frozen=True)
class Documents:
    """The page of documents: what can be made, and what was."""

    choices: tuple[Choice, ...]
    profiles: tuple[tuple[str, Text], ...]
    profile: str
    made: tuple[Listed, ...]
    busy: bool


def documents(scope: Scope, found: StoredYear, now: datetime.datetime) -> Documents:
    """What can be made of a year and what was made, newest first."""
    dossier = dossier_in(scope, found)
    choices = tuple(
        Choice(each.id, each.name, lacking(dossier, each.id) if dossier else _NOTHING) for each in kinds().values()
    )
    own = found.file.document.profile if found.file and found.file.document else None
    rows = (
        MadeDocument.objects.within(scope)
        .filter(round=found.round)
        .select_related("made_by", "result")
        .defer("data", "result__file", "result__scorecard")
    )
    newest = max((each.changed_at for each in _texts(scope, found)), default=None)
    made = tuple(
        Listed(
            row,
            kinds()[row.kind].name if row.kind in kinds() else Text(th=row.kind, en=row.kind),
            None if row.findings is None else len(row.findings),
            row.result_id != found.round.current_id or (newest is not None and newest > row.asked_at),
            row.state in ("waiting", "making") and (row.lease_until or row.asked_at + _PATIENCE) < now,
        )
        for row in rows
    )
    busy = any(each.row.state in ("waiting", "making") and not each.stuck for each in made)
    listed = tuple((each.id, each.name) for each in profiles().values())
    return Documents(choices, listed, own if own in profiles() else "standard", made, busy)


_NOTHING = Text(th="ยังไม่มีผลของปีนี้ ให้นำเข้าผลก่อน", en="there are no results of this year; import them first")
_PATIENCE = datetime.timedelta(minutes=1)


def _texts(scope: Scope, found: StoredYear) -> list[TextBlock]:
    return list(TextBlock.objects.within(scope).filter(round=found.round).only("changed_at"))


def ask(
    scope: Scope, found: StoredYear, *, kind: str, profile: str, digits: str, format: str, person: Person, clock: Clock
) -> MadeDocument:
    """A document is asked for and, where that is quick, made. ``Refused`` for what cannot be made."""
    dossier = dossier_in(scope, found)
    wrong = []
    if kind not in kinds():
        wrong.append(Text(th="เลือกชนิดเอกสาร", en="choose a kind of document"))
    elif (lack := lacking(dossier, kind) if dossier else _NOTHING) is not None:
        wrong.append(lack)
    if format not in FORMATS:
        wrong.append(Text(th="เลือกรูปแบบไฟล์", en="choose a format"))
    if digits not in DIGITS or profile not in profiles():
        wrong.append(Text(th="เลือกแบบและตัวเลขจากรายการ", en="choose profile and digits from the lists"))
    if wrong or dossier is None:
        raise Refused([Problem("", each) for each in wrong])
    chosen = digits or digits_of(dossier, kind, profile)
    row = ask_document(
        round=found.round, kind=kind, profile=profile, digits=chosen, format=format, person=person, now=clock()
    )
    again(row, clock=clock)
    return row


def again(row: MadeDocument, *, clock: Clock) -> None:
    """Makes a document that waits: at once where that is quick, else in a thread."""
    if expected(row) <= AT_ONCE:
        work(row.pk, clock=clock)
    else:
        in_background(row.pk, clock)


def expected(row: MadeDocument) -> float:
    """How many seconds a document will take: as the last of its kind did, else as they usually do."""
    last = (
        MadeDocument.objects.within(SYSTEM)
        .filter(round=row.round_id, kind=row.kind, format=row.format, state="ready", ready_at__isnull=False)
        .defer("data")
        .order_by("-asked_at")
        .first()
    )
    if last is not None and last.ready_at is not None:
        return (last.ready_at - last.asked_at).total_seconds()
    return USUAL[row.format] * (BOOK if row.kind == "book" else 1.0)


def in_background(pk: int, clock: Clock) -> None:
    """Wakes a thread for one document; where the thread dies the row stays, and its lease runs out."""

    def run() -> None:
        from django.db import connections

        try:
            work(pk, clock=clock)
        finally:
            connections.close_all()

    threading.Thread(target=run, name=f"document-{pk}", daemon=True).start()


def work(pk: int, *, clock: Clock) -> bool:
    """Makes one document that waits; False where somebody else has it. What goes wrong stands in its row."""
    row = lease_document(pk=pk, now=clock())
    if row is None:
        return False
    try:
        data, findings = _make(row, clock().date())
    except Refused as refused:
        fail_document(pk=pk, lease=row.lease_until, problem=refused.problems[0].text.th)
        return True
    except Exception:
        # The row says so to whoever waits; the log has the rest, without any of the document's words.
        log.exception("document %s (%s.%s) failed", pk, row.kind, row.format)
        text = Text(th="ทำเอกสารไม่สำเร็จเพราะข้อผิดพลาดของโปรแกรม ลองอีกครั้งหรือแจ้งผู้ดูแลระบบ", en="the program failed")
        fail_document(pk=pk, lease=row.lease_until, problem=text.th)
        return True
    return finish_document(pk=pk, lease=row.lease_until, data=data, findings=findings, now=clock())


def work_all(clock: Clock) -> int:
    """Makes every document that waits or whose maker died; how many. For the worker."""
    rows = MadeDocument.objects.within(SYSTEM).filter(state__in=("waiting", "making")).order_by("asked_at")
    return sum(work(pk, clock=clock) for pk in list(rows.values_list("pk", flat=True)))


def _make(row: MadeDocument, today: datetime.date) -> tuple[bytes, list[dict[str, str]]]:
    found = year(SYSTEM, row.round.agency, row.round.year, today)
    if found is None or row.result is None:
        raise Refused([Problem("", _NOTHING)])
    if found.result is None or found.result.pk != row.result_id:
        # A newer result came while this waited: the document is of the one that it was asked for.
        criteria = stored_criteria(row.result.edition.checksum)
        found = dataclasses.replace(found, criteria=criteria, file=stored_round(row.result, criteria), scorecard=None)
    if found.scorecard is None:
        from prongsai.assess.score import score

        assert found.file is not None
        found = dataclasses.replace(found, scorecard=score(found.criteria, found.file.facts))
    dossier = dossier_in(SYSTEM, found)
    assert dossier is not None and found.file is not None and found.scorecard is not None
    digits: Digits = "thai" if row.digits == "thai" else "arabic"
    made = report(dataclasses.replace(dossier, digits=digits), row.kind, row.profile or None)
    data = FORMATS[row.format](made)
    known = (found.criteria, found.scorecard)
    if row.format == "pdf":
        # It shows what its report holds; reading a PDF back is slow and loses the tables' shape.
        contradictions = check_report(found.file, made, known)
    else:
        contradictions = check_bytes(found.file, data, f"document.{row.format}", known)
    return data, [_plain(wrong) for wrong in contradictions]


def _plain(each: Contradiction) -> dict[str, str]:
    return {
        "where": each.where,
        "says_th": each.says.th,
        "says_en": each.says.en,
        "so_th": each.so.th,
        "so_en": each.so.en,
    }


def made_document(scope: Scope, found: StoredYear, pk: int) -> MadeDocument | None:
    """One document of a year; None where there is none in scope."""
    rows = MadeDocument.objects.within(scope).select_related("made_by", "result", "round", "round__agency")
    one: MadeDocument | None = rows.filter(round=found.round, pk=pk).first()
    return one


def file_name(row: MadeDocument) -> str:
    """What a downloaded document is called."""
    return f"ITA-{row.round.year}-{row.round.agency.name}-{row.kind}-v{row.version}.{row.format}"

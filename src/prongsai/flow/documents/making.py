"""Documents made: at once or behind the scenes, in the state that they can have, checked against the numbers.

The rows are the truth: a document waits in its row, whoever makes it holds a lease, and a lease that ran out may be
taken over. Threads only wake.
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Iterable

from django.db import transaction

from prongsai.analyze.claims import Contradiction
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.proofread import check_bytes, check_report
from prongsai.flow.by_file.write import FORMATS
from prongsai.flow.disclosure.papers import running_file, with_board
from prongsai.flow.documents.decisions import with_decisions
from prongsai.flow.documents.naming import signatories_of
from prongsai.flow.documents.own_words import dossier_with, kept_words
from prongsai.flow.documents.pictures import pictures_of
from prongsai.flow.files.store import keep
from prongsai.flow.jobs.dead import free_the_dead
from prongsai.flow.messages.telling import tell_of_document
from prongsai.flow.year.stored import stored_criteria, stored_round, year
from prongsai.language.text import Text
from prongsai.outside.alive import my_name
from prongsai.outside.background import later
from prongsai.outside.child import Spent, call
from prongsai.outside.options import read_options
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.own_words import PARTS
from prongsai.publish.frozen import freeze
from prongsai.publish.guard.held import Held
from prongsai.publish.guard.signing import made as in_its_state
from prongsai.publish.guard.signing import without_reasons
from prongsai.publish.report import Digits, LeftOut, Report
from prongsai.publish.signatories import with_names
from prongsai.records.actions.documents import fail_document, finish_document, lease_document
from prongsai.records.models import MadeDocument
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.round import Round
from prongsai.screens.agency.papers.documents import LEFT_OUT, NOTHING, OF_BOARD
from prongsai.screens.agency.papers.signing import HELD

# What a PDF may take: the largest book of the examples takes a second and 60 MB.
PDF_SECONDS, PDF_MEGABYTES = 60.0, 400

log = logging.getLogger("prongsai.documents")

# What takes longer than this is made behind the scenes (seconds), and what is reckoned with before anything was made.
AT_ONCE = 2.0
USUAL = {"docx": 1.0, "html": 0.5, "pdf": 1.5}
BOOK = 1.5

Clock = Callable[[], datetime.datetime]


def again(row: MadeDocument, *, clock: Clock) -> None:
    """Makes a document that waits: at once where that is quick, else in a thread."""
    if expected(row) <= AT_ONCE:
        work(row.pk, clock=clock, tells=False)  # whoever asked sees it on the page that comes now
    else:
        in_background(row.pk, clock)


def expected(row: MadeDocument) -> float:
    """How many seconds a document will take: as the last of its kind did, else as they usually do."""
    last = (
        MadeDocument.objects.within(SYSTEM)
        .filter(round=row.round_id, kind=row.kind, format=row.format, state="ready", ready_at__isnull=False)
        .order_by("-asked_at")
        .first()
    )
    if last is not None and last.ready_at is not None:
        return (last.ready_at - last.asked_at).total_seconds()
    return USUAL[row.format] * (BOOK if row.kind == "book" else 1.0)


def in_background(pk: int, clock: Clock) -> None:
    """Makes one document behind the scenes; where the process dies the row stays, and its lease runs out."""
    later(lambda: work(pk, clock=clock))


def work(pk: int, *, clock: Clock, tells: bool = True) -> bool:
    """Makes one document that waits; False where somebody else has it. What goes wrong stands in its row.

    ``tells``: whoever asked for it gets a message, since they have gone on to something else.
    """
    row = lease_document(pk=pk, now=clock(), maker=my_name(read_options().home))
    if row is None:
        return False
    try:
        made = _make(row, clock().date())
        kept = keep(made.data, now=clock())
    except Refused as refused:
        _fail(row, refused.problems[0].text, tells=tells, now=clock())
        return True
    except Exception:
        # The row says so to whoever waits; the log has the rest, without any of the document's words.
        log.exception("document %s (%s.%s) failed", pk, row.kind, row.format)
        text = Text(th="จัดทำเอกสารไม่สำเร็จเพราะข้อผิดพลาดของโปรแกรม ลองอีกครั้งหรือแจ้งผู้ดูแลระบบ", en="the program failed")
        _fail(row, text, tells=tells, now=clock())
        return True
    with transaction.atomic():
        finished = finish_document(
            pk=pk,
            lease=row.lease_until,
            file=kept,
            findings=made.findings,
            signing=made.signing,
            frozen=made.frozen,
            now=clock(),
        )
        if finished and tells:
            tell_of_document(row, name=kinds()[row.kind].name, ready=True, now=clock())
    return finished


@transaction.atomic
def _fail(row: MadeDocument, problem: Text, *, tells: bool, now: datetime.datetime) -> None:
    failed = fail_document(pk=row.pk, lease=row.lease_until, problem=problem.th)
    if failed and tells:
        tell_of_document(row, name=kinds()[row.kind].name, ready=False, now=now)


def work_all(clock: Clock) -> int:
    """Makes every document that waits or whose maker died; how many. For the worker, and for a site that starts."""
    free_the_dead(clock())
    rows = MadeDocument.objects.within(SYSTEM).filter(state__in=("waiting", "making")).order_by("asked_at")
    return sum(work(pk, clock=clock) for pk in list(rows.values_list("pk", flat=True)))


@dataclasses.dataclass(frozen=True)
class _Made:
    data: bytes
    findings: list[dict[str, object]]
    signing: str
    frozen: bytes


def _make(row: MadeDocument, today: datetime.date) -> _Made:
    found = year(SYSTEM, row.round.agency, row.round.year, today)
    if found is None or (row.result is None and row.kind not in OF_BOARD):
        raise Refused([Problem("", NOTHING)])
    if row.result is None:
        running = running_file(SYSTEM, found, today)
        return _written(row, found.criteria, running.file, running.scorecard, running.dossier, today)
    if found.result is None or found.result.pk != row.result_id:
        # A newer result came while this waited: the document is of the one that it was asked for.
        criteria = stored_criteria(row.result.edition.checksum)
        found = dataclasses.replace(found, criteria=criteria, file=stored_round(row.result, criteria), scorecard=None)
    if found.scorecard is None:
        from prongsai.assess.score import score

        assert found.file is not None
        found = dataclasses.replace(found, scorecard=score(found.criteria, found.file.facts))
    dossier = dossier_with(found, kept_words(SYSTEM, found))
    if dossier is not None:
        dossier = with_board(SYSTEM, row.round, dossier)
    assert dossier is not None and found.file is not None and found.scorecard is not None
    return _written(row, found.criteria, found.file, found.scorecard, dossier, today)


def _written(
    row: MadeDocument, criteria: Criteria, file: Round, card: Scorecard, dossier: Dossier, today: datetime.date
) -> _Made:
    known = (criteria, card)
    digits: Digits = "thai" if row.digits == "thai" else "arabic"

    def read(document: Report) -> Iterable[Contradiction]:
        return check_report(file, document, known)

    with_digits = with_decisions(dataclasses.replace(dossier, digits=digits), row.round)
    made, held = in_its_state(with_digits, row.kind, row.profile or None, proofread=read, draft=row.signing == "draft")
    made = dataclasses.replace(made, pictures=pictures_of(SYSTEM, row.round.agency), made_on=today)
    # Names stand in the bytes alone: what is frozen has none, and what was signed is entered when it is issued.
    data = rendered(with_names(made, signatories_of(row.names)), row.format)
    if row.format == "pdf" or made.unsignable:
        # A PDF shows what its report holds; reading it back is slow and loses the tables' shape. A draft quotes what is
        # wrong in it on a page of its own, which says nothing of the agency.
        contradictions = check_report(file, without_reasons(made), known)
    else:
        contradictions = check_bytes(file, data, f"document.{row.format}", known)
    findings = [*map(_plain, contradictions), *map(_left_out, made.left_out), *map(_held, held)]
    frozen = freeze(made) if made.state == "for-signature" else b""
    return _Made(data, findings, made.state or "", frozen)


def rendered(made: Report, format: str) -> bytes:
    """A report in a format. ``Refused`` where its PDF takes more than its share."""
    return _compiled(made) if format == "pdf" else FORMATS[format](made)


def _compiled(made: Report) -> bytes:
    """A report as PDF, compiled where it can take no more than its share. ``Refused`` where it takes more."""
    try:
        return call(FORMATS["pdf"], PDF_SECONDS, PDF_MEGABYTES, made)
    except Spent as spent:
        if spent.why == "died":
            raise
        raise refusal(
            "เครื่องไม่ว่างพอที่จะจัดทำ PDF ของเอกสารนี้ ให้ลองอีกครั้ง หรือจัดทำเป็น Word แล้วบันทึกเป็น PDF",
            "the machine is too busy for a PDF of this document: try again, or make a Word file and save it as PDF",
        ) from spent


def _held(one: Held) -> dict[str, object]:
    """What was found before signing, beside what the checker said of the document."""
    return {
        HELD: one.what,
        "kind_th": one.kind.th,
        "kind_en": one.kind.en,
        "wrong_th": one.wrong.th,
        "wrong_en": one.wrong.en,
        "do_th": one.do.th,
        "do_en": one.do.en,
        "offers": list(one.offers),
        "holds": one.holds,
        "decidable": one.decidable,
        "why_kept": one.why_kept,
    }


def _left_out(line: LeftOut) -> dict[str, object]:
    """A line that the document does not show, beside what the checker said of it."""
    name = PARTS.get(line.part)
    return {
        "where": line.heading or (name.th if name is not None else ""),
        LEFT_OUT: line.line,
        "why_th": line.reason.th,
        "why_en": line.reason.en,
        "instead_th": line.instead.th,
        "instead_en": line.instead.en,
    }


def _plain(each: Contradiction) -> dict[str, object]:
    return {
        "where": each.where,
        "says_th": each.says.th,
        "says_en": each.says.en,
        "so_th": each.so.th,
        "so_en": each.so.en,
    }

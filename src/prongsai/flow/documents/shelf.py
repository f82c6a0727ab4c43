"""Documents of a year: asked for, made at once or behind the scenes, checked against the numbers, kept by version.

The rows are the truth: a document waits in its row, whoever makes it holds a lease, and a lease that ran out may be
taken over. Threads only wake.
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Iterable

from django.db.models import F, Max, QuerySet

from prongsai.analyze.claims import Contradiction
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.proofread import check_bytes, check_report
from prongsai.flow.by_file.write import FORMATS
from prongsai.flow.documents.own_words import dossier_with, kept_words
from prongsai.flow.year.stored import StoredYear, stored_criteria, stored_round, year
from prongsai.language.text import Text
from prongsai.outside.alive import died, forget_the_dead, my_name
from prongsai.outside.background import later
from prongsai.outside.child import Spent, call
from prongsai.outside.options import read_options
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.own_words import PARTS
from prongsai.publish.assemble.profiles import STANDARD, digits_of, profiles
from prongsai.publish.report import Digits, LeftOut, Report
from prongsai.records.actions.documents import (
    ask_document,
    end_leases,
    fail_document,
    finish_document,
    lease_document,
)
from prongsai.records.models import Agency, MadeDocument, Person, TextBlock
from prongsai.records.scope import SYSTEM, Scope
from prongsai.records.witness import bytes_digest
from prongsai.screens.agency.documents import (
    DIGITS,
    LEFT_OUT,
    NOTHING,
    PER_PAGE,
    Chosen,
    DocumentFile,
    DocumentPage,
    Documents,
    KeptDocument,
    document_page,
    documents_page,
    pages_of,
)

# What a PDF may take: the largest book of the examples takes a second and 60 MB.
PDF_SECONDS, PDF_MEGABYTES = 60.0, 400

log = logging.getLogger("prongsai.documents")

# What takes longer than this is made behind the scenes (seconds), and what is reckoned with before anything was made.
AT_ONCE = 2.0
USUAL = {"docx": 1.0, "html": 0.5, "pdf": 1.5}
BOOK = 1.5

Clock = Callable[[], datetime.datetime]


def documents(
    scope: Scope, agency: Agency, which: int, *, page: str = "1", now: datetime.datetime, today: datetime.date
) -> Documents | None:
    """What can be made of a year and one page of what was made, newest first; the last page for one behind it.
    None where there is no such year."""
    found = year(scope, agency, which, today)
    if found is None:
        return None
    wanted = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return _page(scope, agency, found, now, page=wanted)


def _page(
    scope: Scope,
    agency: Agency,
    found: StoredYear,
    now: datetime.datetime,
    *,
    chosen: Chosen | None = None,
    problems: Iterable[Problem] = (),
    page: int = 1,
) -> Documents:
    words = kept_words(scope, found)
    rows = _rows(scope).filter(round=found.round)
    total = rows.count()
    page = max(1, min(page, pages_of(total)))
    return documents_page(
        found.year,
        dossier_with(found, words),
        [_kept(row) for row in rows[(page - 1) * PER_PAGE : page * PER_PAGE]],
        words,
        now,
        chosen=chosen,
        problems=problems,
        may_make=scope.may("make-document", agency),
        may_edit=scope.may("edit-text", agency),
        page=page,
        total=total,
    )


def _rows(scope: Scope) -> QuerySet[MadeDocument]:
    """The documents in scope, without the bytes of any."""
    rows = MadeDocument.objects.within(scope).select_related("made_by", "result", "round")
    return rows.defer("data", "result__file", "result__scorecard")


def _kept(row: MadeDocument) -> KeptDocument:
    return KeptDocument(
        number=row.pk,
        kind=row.kind,
        format=row.format,
        version=row.version,
        asked_at=row.asked_at,
        state=row.state,
        made_by=row.made_by.name if row.made_by else "",
        of_current=row.result_id == row.round.current_id,
        lease_until=row.lease_until,
        findings=row.findings,
        result_version=row.result.version if row.result else None,
        problem=row.problem,
        checksum=row.checksum,
        head=row.head,
    )


def ask(
    scope: Scope,
    agency: Agency,
    which: int,
    chosen: Chosen,
    *,
    person: Person,
    clock: Clock,
    today: datetime.date,
) -> Documents | None:
    """A document is asked for and, where that is quick, made: a page that leads to it, or one with what stands in the
    way; None where there is no such year."""
    found = year(scope, agency, which, today)
    if found is None:
        return None
    dossier = dossier_with(found, kept_words(scope, found))
    own = dossier.document.profile if dossier is not None and dossier.document is not None else None
    usual = own if own in profiles() else STANDARD
    chosen = dataclasses.replace(chosen, profile=chosen.profile or usual or STANDARD)
    wrong = []
    if chosen.kind not in kinds():
        wrong.append(Text(th="เลือกชนิดเอกสาร", en="choose a kind of document"))
    elif (lack := lacking(dossier, chosen.kind) if dossier else NOTHING) is not None:
        wrong.append(lack)
    if chosen.format not in FORMATS:
        wrong.append(Text(th="เลือกรูปแบบไฟล์", en="choose a format"))
    if chosen.digits not in DIGITS or chosen.profile not in profiles():
        wrong.append(Text(th="เลือกแบบและตัวเลขจากรายการ", en="choose profile and digits from the lists"))
    if wrong or dossier is None:
        problems = [Problem("", mistake) for mistake in wrong]
        return _page(scope, agency, found, clock(), chosen=chosen, problems=problems)
    row = ask_document(
        round=found.round,
        kind=chosen.kind,
        profile=chosen.profile,
        digits=chosen.digits or digits_of(dossier, chosen.kind, chosen.profile),
        format=chosen.format,
        person=person,
        now=clock(),
    )
    again(row, clock=clock)
    return Documents(year=which, asked=row.pk)


def first_document_waits(scope: Scope, agency: Agency, which: int) -> bool:
    """Whether somebody may make documents of a year and none was made yet."""
    may = scope.may("make-document", agency) and scope.may("work", agency)
    return may and not MadeDocument.objects.within(scope).filter(round__agency=agency, round__year=which).exists()


@dataclasses.dataclass(frozen=True)
class ForSigner:
    """What whoever approves sees first; ``brief``: the number of the brief of the result that counts, once made."""

    brief: int | None


def for_signer(scope: Scope, agency: Agency, which: int) -> ForSigner | None:
    """What stands first for whoever approves what the agency signs; None for everybody else."""
    if not scope.may("approve", agency):
        return None
    rows = MadeDocument.objects.within(scope).filter(
        round__agency=agency, round__year=which, result=F("round__current")
    )
    briefs = rows.filter(kind="brief", format="pdf", state="ready").order_by("-version")
    return ForSigner(brief=briefs.values_list("pk", flat=True).first())


def document(scope: Scope, agency: Agency, which: int, number: int, *, now: datetime.datetime) -> DocumentPage | None:
    """One document of a year; None where there is none in scope."""
    row = _row(_rows(scope), agency, which, number)
    if row is None:
        return None
    texts = TextBlock.objects.within(scope).filter(round=row.round_id)
    return document_page(which, _kept(row), texts.aggregate(newest=Max("changed_at"))["newest"], now)


def _row(rows: QuerySet[MadeDocument], agency: Agency, which: int, number: int) -> MadeDocument | None:
    return rows.filter(round__agency=agency, round__year=which, pk=number).first()


def make_again(scope: Scope, agency: Agency, which: int, number: int, *, clock: Clock) -> bool:
    """Makes a document that waits or stuck; False where there is none. PermissionError where the scope may not."""
    row = _row(_rows(scope), agency, which, number)
    if row is None:
        return False
    if not scope.may("make-document", agency):
        raise PermissionError("make-document")
    again(row, clock=clock)
    return True


def document_file(scope: Scope, agency: Agency, which: int, number: int) -> DocumentFile | None:
    """A document as a file; None where there is none in scope, and where it is not ready."""
    row = _row(MadeDocument.objects.within(scope).select_related("round"), agency, which, number)
    if row is None or row.state != "ready":
        return None
    name = f"ITA-{which}-{agency.name}-{row.kind}-v{row.version}.{row.format}"
    data = bytes(row.data)
    return DocumentFile(format=row.format, name=name, data=data, intact=bytes_digest(data) == row.checksum)


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
    """Makes one document behind the scenes; where the process dies the row stays, and its lease runs out."""
    later(lambda: work(pk, clock=clock))


def work(pk: int, *, clock: Clock) -> bool:
    """Makes one document that waits; False where somebody else has it. What goes wrong stands in its row."""
    row = lease_document(pk=pk, now=clock(), maker=my_name(read_options().home))
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
        text = Text(th="จัดทำเอกสารไม่สำเร็จเพราะข้อผิดพลาดของโปรแกรม ลองอีกครั้งหรือแจ้งผู้ดูแลระบบ", en="the program failed")
        fail_document(pk=pk, lease=row.lease_until, problem=text.th)
        return True
    return finish_document(pk=pk, lease=row.lease_until, data=data, findings=findings, now=clock())


def work_all(clock: Clock) -> int:
    """Makes every document that waits or whose maker died; how many. For the worker, and for a site that starts."""
    folder = read_options().home
    end_leases(died=lambda maker: died(folder, maker))
    forget_the_dead(folder)
    rows = MadeDocument.objects.within(SYSTEM).filter(state__in=("waiting", "making")).order_by("asked_at")
    return sum(work(pk, clock=clock) for pk in list(rows.values_list("pk", flat=True)))


def _make(row: MadeDocument, today: datetime.date) -> tuple[bytes, list[dict[str, str]]]:
    found = year(SYSTEM, row.round.agency, row.round.year, today)
    if found is None or row.result is None:
        raise Refused([Problem("", NOTHING)])
    if found.result is None or found.result.pk != row.result_id:
        # A newer result came while this waited: the document is of the one that it was asked for.
        criteria = stored_criteria(row.result.edition.checksum)
        found = dataclasses.replace(found, criteria=criteria, file=stored_round(row.result, criteria), scorecard=None)
    if found.scorecard is None:
        from prongsai.assess.score import score

        assert found.file is not None
        found = dataclasses.replace(found, scorecard=score(found.criteria, found.file.facts))
    dossier = dossier_with(found, kept_words(SYSTEM, found))
    assert dossier is not None and found.file is not None and found.scorecard is not None
    digits: Digits = "thai" if row.digits == "thai" else "arabic"
    made = report(dataclasses.replace(dossier, digits=digits), row.kind, row.profile or None)
    data = _compiled(made) if row.format == "pdf" else FORMATS[row.format](made)
    known = (found.criteria, found.scorecard)
    if row.format == "pdf":
        # It shows what its report holds; reading a PDF back is slow and loses the tables' shape.
        contradictions = check_report(found.file, made, known)
    else:
        contradictions = check_bytes(found.file, data, f"document.{row.format}", known)
    return data, [*map(_plain, contradictions), *map(_left_out, made.left_out)]


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


def _left_out(line: LeftOut) -> dict[str, str]:
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


def _plain(each: Contradiction) -> dict[str, str]:
    return {
        "where": each.where,
        "says_th": each.says.th,
        "says_en": each.says.en,
        "so_th": each.so.th,
        "so_en": each.so.en,
    }

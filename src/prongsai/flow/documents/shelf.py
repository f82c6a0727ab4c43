"""Documents of a year: asked for, listed, looked at, handed out."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, F, Max, OuterRef, QuerySet

from prongsai.files.problems import Problem
from prongsai.flow.by_file.write import FORMATS
from prongsai.flow.disclosure.papers import board_changed, running_file, with_board
from prongsai.flow.documents.decisions import advice_of, decisions_of, last_choice, newest_decision, taken_of
from prongsai.flow.documents.issuing import issue_form, issued_file
from prongsai.flow.documents.making import Clock, again
from prongsai.flow.documents.own_words import dossier_with, kept_words
from prongsai.flow.files.store import bytes_of
from prongsai.flow.year.stored import StoredYear, year
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import STANDARD, digits_of, profiles
from prongsai.records.actions.documents import ask_document
from prongsai.records.actions.papers.decisions import advice_stamp
from prongsai.records.actions.year.opening import open_in
from prongsai.records.models import Agency, AgencyRound, Issuance, MadeDocument, Person, TextBlock
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.documents import (
    DIGITS,
    NOTHING,
    OF_BOARD,
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
from prongsai.screens.agency.papers.own_words import KeptWords
from prongsai.screens.agency.papers.signing import Advice, AdviceConflict


def documents(
    scope: Scope, agency: Agency, which: int, *, page: str = "1", now: datetime.datetime, today: datetime.date
) -> Documents | None:
    """What can be made of a year and one page of what was made, newest first; the last page for one behind it.
    None where there is no such year."""
    found = year(scope, agency, which, today)
    if found is None:
        return None
    wanted = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return _page(scope, agency, found, now, today=today, page=wanted)


def _page(
    scope: Scope,
    agency: Agency,
    found: StoredYear,
    now: datetime.datetime,
    *,
    today: datetime.date,
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
        _dossier(scope, found, words),
        [_kept(row) for row in rows[(page - 1) * PER_PAGE : page * PER_PAGE]],
        words,
        now,
        running=running_file(scope, found, today).dossier if found.result is None else None,
        chosen=chosen,
        problems=problems,
        may_make=scope.may("make-document", agency) and found.round.closed_at is None,
        may_edit=scope.may("edit-text", agency) and found.round.closed_at is None,
        page=page,
        total=total,
        advices=_advices(scope, found),
        advice_opened=advice_stamp(taken_of(scope, found.round)),
        decisions=decisions_of(scope, found.round),
        decided_at=newest_decision(scope, found.round),
    )


def _dossier(scope: Scope, found: StoredYear, words: dict[str, KeptWords]) -> Dossier | None:
    """What documents of a year are made from, with what stands on its boards."""
    dossier = dossier_with(found, words)
    return with_board(scope, found.round, dossier) if dossier is not None else None


def _advices(scope: Scope, found: StoredYear) -> tuple[Advice, ...]:
    return advice_of(scope, found.round, found.dossier) if found.dossier is not None else ()


def other_choice(
    scope: Scope,
    agency: Agency,
    which: int,
    ticked: Collection[str] | None,
    *,
    now: datetime.datetime,
    today: datetime.date,
) -> Documents | None:
    """The page of documents with the advice that somebody ``ticked`` (None: all of it) after another choice was kept
    meanwhile, and what that one is; None where there is no such year or result."""
    found = year(scope, agency, which, today)
    if found is None or found.dossier is None:
        return None
    page, taken = _page(scope, agency, found, now, today=today), taken_of(scope, found.round)
    by, at = last_choice(found.round)
    ticked = {advice.figure for advice in page.advices} if ticked is None else set(ticked)
    conflict = AdviceConflict(
        by=by,
        at=at,
        taken=tuple(advice.name for advice in page.advices if advice.figure in taken - ticked),
        taken_back=tuple(advice.name for advice in page.advices if advice.figure in ticked - taken),
    )
    mine = tuple(dataclasses.replace(advice, taken=advice.figure in ticked) for advice in page.advices)
    return dataclasses.replace(page, advices=mine, advice_conflict=conflict)


def _rows(scope: Scope) -> QuerySet[MadeDocument]:
    """The documents in scope, without the bytes of any."""
    rows = MadeDocument.objects.within(scope).select_related("made_by", "result", "round")
    issued = Exists(Issuance.objects.within(scope).filter(document=OuterRef("pk")))
    return rows.defer("frozen", "result__file", "result__scorecard").annotate(issued=issued)


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
        signing="issued" if getattr(row, "issued", False) else row.signing,
        profile=row.profile,
        digits=row.digits,
    )


def ask(
    scope: Scope,
    agency: Agency,
    which: int,
    chosen: Chosen,
    *,
    names: Sequence[tuple[str, str]] = (),
    person: Person,
    clock: Clock,
    today: datetime.date,
) -> Documents | None:
    """A document is asked for and, where that is quick, made: a page that leads to it, or one with what stands in the
    way; None where there is no such year. ``names``: who signs by position, as ``naming.names_sent`` gives them."""
    found = year(scope, agency, which, today)
    if found is None:
        return None
    dossier = _dossier(scope, found, kept_words(scope, found))
    if dossier is None and chosen.kind in OF_BOARD:
        dossier = running_file(scope, found, today).dossier
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
        return _page(scope, agency, found, clock(), today=today, chosen=chosen, problems=problems)
    row = ask_document(
        round=found.round,
        kind=chosen.kind,
        profile=chosen.profile,
        digits=chosen.digits or digits_of(dossier, chosen.kind, chosen.profile),
        format=chosen.format,
        signing=("draft" if chosen.signing == "draft" else "for-signature") if kinds()[chosen.kind].signed else "",
        names=names,
        person=person,
        now=clock(),
    )
    again(row, clock=clock)
    return Documents(year=which, asked=row.pk)


def first_document_waits(scope: Scope, agency: Agency, which: int) -> bool:
    """Whether somebody may make documents of a year and none was made yet."""
    may = scope.may("make-document", agency) and scope.may("work", agency)
    if not may or AgencyRound.objects.within(scope).filter(agency=agency, year=which, closed_at__isnull=False).exists():
        return False
    return not MadeDocument.objects.within(scope).filter(round__agency=agency, round__year=which).exists()


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


def document(
    scope: Scope, agency: Agency, which: int, number: int, *, now: datetime.datetime, today: datetime.date
) -> DocumentPage | None:
    """One document of a year; None where there is none in scope."""
    row = _row(_rows(scope), agency, which, number)
    if row is None:
        return None
    texts = TextBlock.objects.within(scope).filter(round=row.round_id)
    boards = board_changed(scope, agency, row.kind, (which, which + 1))
    moments = (texts.aggregate(newest=Max("changed_at"))["newest"], newest_decision(scope, row.round), boards)
    may_make = scope.may("make-document", agency) and row.round.closed_at is None
    return document_page(
        which,
        _kept(row),
        max((at for at in moments if at is not None), default=None),
        now,
        may_make=may_make,
        issue=issue_form(scope, agency, row, today) if may_make else None,
        issued=issued_file(scope, row),
    )


def _row(rows: QuerySet[MadeDocument], agency: Agency, which: int, number: int) -> MadeDocument | None:
    return rows.filter(round__agency=agency, round__year=which, pk=number).first()


def make_again(scope: Scope, agency: Agency, which: int, number: int, *, clock: Clock) -> bool:
    """Makes a document that waits or stuck; False where there is none. PermissionError where the scope may not;
    ``YearClosed`` where the year is closed."""
    row = _row(_rows(scope), agency, which, number)
    if row is None:
        return False
    if not scope.may("make-document", agency):
        raise PermissionError("make-document")
    open_in(agency, which)
    again(row, clock=clock)
    return True


def document_file(scope: Scope, agency: Agency, which: int, number: int) -> DocumentFile | None:
    """A document as a file; None where there is none in scope, and where it is not ready."""
    row = _row(MadeDocument.objects.within(scope).select_related("round"), agency, which, number)
    if row is None or row.state != "ready" or row.file_id is None:
        return None
    name = (
        f"ITA-{which}-{agency.name}-{row.kind}-v{row.version}{'-draft' if row.signing == 'draft' else ''}.{row.format}"
    )
    data = bytes_of(row.file_id)
    return DocumentFile(
        format=row.format, name=name, data=data or b"", intact=data is not None and row.file_id == row.checksum
    )

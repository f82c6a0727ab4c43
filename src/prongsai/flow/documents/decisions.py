"""What the agency decided for the documents of a year: things to leave as they are, and advice that it took."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from prongsai.collect.papers import Decided, Document
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import refusal
from prongsai.flow.year.stored import year
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.guard.held import LONGEST
from prongsai.records.actions.papers import decisions as actions
from prongsai.records.actions.papers.decisions import AdviceChanged as AdviceChanged
from prongsai.records.models import Agency, AgencyRound, Entry, MadeDocument, Person, SigningDecision
from prongsai.records.scope import SYSTEM, Scope
from prongsai.screens.agency.papers.signing import HELD, Advice, KeptDecision, advices

MOST_LETTERS = 500


def with_decisions(dossier: Dossier, round: AgencyRound) -> Dossier:
    """``dossier`` with what was decided on the web, beside what its file says."""
    rows = list(SigningDecision.objects.within(SYSTEM).filter(round=round))
    document = dossier.document or Document()
    decided = tuple(Decided(row.what, row.why) for row in rows if row.sort == "leave")
    return dataclasses.replace(
        dossier,
        document=dataclasses.replace(document, decided=(*document.decided, *decided)) if decided else dossier.document,
        taken=dossier.taken | {row.what for row in rows if row.sort == "take"},
    )


def decisions_of(scope: Scope, round: AgencyRound) -> tuple[KeptDecision, ...]:
    """What was decided to be left as it is, the newest last."""
    rows = SigningDecision.objects.within(scope).filter(round=round, sort="leave").select_related("decided_by")
    return tuple(
        KeptDecision(
            number=row.pk,
            what=row.what,
            why=row.why,
            decided_at=row.decided_at,
            decided_by=row.decided_by.name if row.decided_by else "",
        )
        for row in rows
    )


def taken_of(scope: Scope, round: AgencyRound) -> frozenset[str]:
    """The figures whose advice was taken."""
    rows = SigningDecision.objects.within(scope).filter(round=round, sort="take")
    return frozenset(rows.values_list("what", flat=True))


def newest_decision(scope: Scope, round: AgencyRound) -> datetime.datetime | None:
    """When something was decided last."""
    # Also what was taken back, or words that were taken away: only the history still knows of them.
    lines = Entry.objects.within(SYSTEM).filter(
        agency=round.agency_id,
        action__in=("decide-signing", "take-advice", "edit-text"),
        about__startswith=str(round.year),
    )
    return lines.order_by("-number").values_list("at", flat=True).first()


def last_choice(round: AgencyRound) -> tuple[str, datetime.datetime | None]:
    """Who chose advice last, and when."""
    lines = Entry.objects.within(SYSTEM).filter(agency=round.agency_id, action="take-advice", about=str(round.year))
    last = lines.order_by("-number").first()
    return (last.person_name, last.at) if last is not None else ("", None)


def advice_of(scope: Scope, round: AgencyRound, dossier: Dossier) -> tuple[Advice, ...]:
    """Our advice for a year's results with a tick at what was taken."""
    return advices(dossier, taken_of(scope, round))


def leave_as_is(
    scope: Scope, agency: Agency, which: int, number: int, *, at: str, why: str, person: Person, now: datetime.datetime
) -> bool:
    """The thing that stands at place ``at`` of a document's findings stays as it is; False where there is no document.

    ``Refused`` without a reason, for what is not there, and for what nobody may decide."""
    row = _document(scope, agency, which, number)
    if row is None:
        return False
    found = _finding(row, at)
    if found is None:
        raise refusal(
            "ไม่พบเรื่องนี้ในเอกสาร ให้เปิดหน้าเอกสารใหม่แล้วเลือกอีกครั้ง",
            "the document has no such finding: open its page again and choose anew",
        )
    why = CONTROL.sub(" ", why).strip()
    if not found["decidable"]:
        raise refusal("เรื่องนี้ตัดสินใจให้คงไว้ไม่ได้ ต้องแก้ข้อความก่อน", "this cannot be left so: the text must be mended")
    if not why:
        raise refusal("ให้ระบุเหตุผลที่หน่วยงานคงเรื่องนี้ไว้", "say why the agency leaves it so")
    if len(why) > MOST_LETTERS:
        raise refusal(
            f"เหตุผลยาว {len(why):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS} ตัวอักษร",
            f"the reason has {len(why):,} letters; at most {MOST_LETTERS} can be taken",
        )
    actions.leave_as_is(round=row.round, what=str(found[HELD])[:LONGEST], why=why, person=person, now=now)
    return True


def _finding(row: MadeDocument, at: str) -> dict[str, object] | None:
    held = [found for found in row.findings or () if HELD in found]
    return held[int(at)] if at.isascii() and at.isdigit() and len(at) < 6 and int(at) < len(held) else None


def _document(scope: Scope, agency: Agency, which: int, number: int) -> MadeDocument | None:
    if not scope.may("make-document", agency):
        return None
    rows = MadeDocument.objects.within(scope).filter(round__agency=agency, round__year=which, pk=number)
    return rows.select_related("round__agency").defer("frozen").first()


def take_back(
    scope: Scope,
    agency: Agency,
    which: int,
    number: int,
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> bool:
    """A decision of a year counts no more; False where there is none in scope."""
    found = year(scope, agency, which, today)
    if found is None or not scope.may("make-document", agency):
        return False
    return actions.take_back(round=found.round, pk=number, person=person, now=now)


def take_advice(
    scope: Scope,
    agency: Agency,
    which: int,
    figures: Iterable[str] | None,
    *,
    opened: str,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> bool:
    """Exactly these pieces of our advice (None: all of it) are the agency's own; False where there is no such year or
    no result.

    What is not one of them is refused: the page was of another result. ``AdviceChanged`` where another choice was kept
    since the page was ``opened`` (its stamp)."""
    found = year(scope, agency, which, today)
    if found is None or found.dossier is None or not scope.may("make-document", agency):
        return False
    known = [advice.figure for advice in advices(found.dossier, frozenset())]
    asked = known if figures is None else list(dict.fromkeys(figures))
    if set(asked) - set(known):
        raise refusal(
            "ผลการประเมินเปลี่ยนไปหลังเปิดหน้านี้ ให้เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง",
            "the results changed since this page was opened: open it again and choose anew",
        )
    actions.take_advice(round=found.round, figures=asked, opened=opened, person=person, now=now)
    return True

"""A document in the state that it can have: for signature where nothing holds it back, else a draft that says why."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from prongsai.analyze.claims import Contradiction
from prongsai.publish.assemble.building.printed_words import bare, lines_shown, texts_of
from prongsai.publish.assemble.building.wording import heading
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.guard.figures_said import announced_level, differing
from prongsai.publish.guard.held import Held, with_decisions
from prongsai.publish.guard.noted import second_look
from prongsai.publish.guard.orders import without_owner, without_power
from prongsai.publish.guard.plan_rows import named_by_others, serving_nothing
from prongsai.publish.guard.provisional import carried_over
from prongsai.publish.guard.written import short_years, unread
from prongsai.publish.report import Block, LineBreak, Listing, PageBreak, Report, Runs, Words, text_runs

# What a document says about the round's figures and the figures do not: ``flow`` asks the proofreader.
Proofread = Callable[[Report], Iterable[Contradiction]]

MARK = "ร่าง ยังไม่ใช่ฉบับเสนอลงนาม"
WHY = "เหตุที่ยังเสนอลงนามไม่ได้"


def made(
    dossier: Dossier, kind: str, profile: str | None = None, *, proofread: Proofread, draft: bool = False
) -> tuple[Report, tuple[Held, ...]]:
    """The document of a kind and all that was found in it, notes and what was decided included.

    What nobody signs has no state. KeyError and ValueError as ``report``.
    """
    if not kinds()[kind].signed:
        return report(dossier, kind, profile), ()
    document = dossier.document
    taken = dossier.taken | frozenset(document.taken if document is not None else ())
    dossier = dataclasses.replace(dossier, taken=taken)
    clean = report(dataclasses.replace(dossier, state="for-signature"), kind, profile)
    held = held_back(dossier, clean, proofread)
    if not draft and not any(one.holds for one in held):
        return clean, held
    drafted = report(dataclasses.replace(dossier, state="draft"), kind, profile)
    return marked(drafted, held), held


def held_back(dossier: Dossier, document: Report, proofread: Proofread) -> tuple[Held, ...]:
    """What was found in a document as it would be signed, in the order in which it is to be mended."""
    lines = [line for block in document.blocks for line in lines_shown(block, document.figures)]
    shown = "\n".join(text for block in document.blocks for text in texts_of(block, document.figures))
    found = [*unread(lines), *named_by_others(dossier, shown), *serving_nothing(dossier, shown)]
    found += [*without_owner(dossier, document.kind), *without_power(dossier, document.kind)]
    if "level" in document.figures:
        found += announced_level(dossier)
    if _has_own_words(dossier):
        found += differing(proofread(document))
    found += short_years(lines)
    found += carried_over(dossier)
    found += second_look(dossier, bare(shown))
    return with_decisions(found, dossier.document.decided if dossier.document is not None else ())


def _has_own_words(dossier: Dossier) -> bool:
    """Whether somebody wrote sentences; where none did, only the program's own stand, which show its figures."""
    document, plan = dossier.document, dossier.plan
    written = document is not None and (document.legal_basis or any(section.text for section in document.sections))
    planned = plan is not None and bool(plan.rows)
    return bool(written) or planned or dossier.memo is not None or any(text.strip() for text in dossier.texts.values())


def marked(draft: Report, held: Iterable[Held]) -> Report:
    """A draft that says so on every page, with its reasons at the end; on a page of its own where there is one page."""
    holding = [one for one in held if one.holds]
    kinds_of = dict.fromkeys(one.kind.th for one in holding)
    mark = f"{MARK}: {', '.join(kinds_of)}" if kinds_of else MARK
    notice = f"{draft.notice} · {mark}" if draft.notice else mark
    reasons: tuple[Block, ...] = ()
    if holding and draft.kind != "brief":
        reasons = (PageBreak(), heading(WHY), Listing(tuple(_told(one) for one in holding), ordered=True))
    return dataclasses.replace(
        draft,
        title=f"{draft.title} (ร่าง)",
        blocks=(*draft.blocks, *reasons),
        notice=notice,
        unsignable=tuple(one.wrong for one in holding),
    )


def _told(one: Held) -> Runs:
    runs: Runs = (Words(one.wrong.th), LineBreak(), *text_runs(one.do.th))
    if one.offers:
        runs = (*runs, *text_runs(f" เช่น {' / '.join(one.offers)}"))
    return runs


def without_reasons(document: Report) -> Report:
    """A document without the page of reasons that ends a draft."""
    at = next((at for at, block in enumerate(document.blocks) if block == heading(WHY)), None)
    return document if at is None else dataclasses.replace(document, blocks=document.blocks[: max(0, at - 1)])

"""Before and after the signature: what holds a document back, what was decided, whose advice, what was issued."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, item_name
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier

# The key of what was found before signing, among what was found of a document.
HELD = "held"

STATES: Mapping[str, Text] = {
    "draft": Text(th="ร่าง", en="Draft"),
    "for-signature": Text(th="ฉบับเสนอลงนาม", en="For signature"),
    "issued": Text(th="ออกแล้ว", en="Issued"),
}
# What can be asked for, of what people sign.
WANTED: Mapping[str, Text] = {
    "for-signature": Text(th="เสนอลงนาม", en="Signature"),
    "draft": Text(th="ตรวจทาน (ร่าง)", en="Reading it through (a draft)"),
}


@dataclass(frozen=True, kw_only=True)
class KeptDecision:
    """A thing that the agency leaves as it is: which, why, who decided and when."""

    number: int
    what: str
    why: str
    decided_at: datetime.datetime
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class HeldLine:
    """One thing that was found in a document before it is signed; ``at`` is its place among them.

    ``holds``: for it the document is a draft. ``why_kept``: the reason for which the agency leaves it so."""

    at: int
    what: str
    wrong: Text
    do: Text
    offers: tuple[str, ...] = ()
    holds: bool = True
    decidable: bool = True
    why_kept: str = ""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A piece of our advice that the agency may take as its own: for which question or indicator, and what it says."""

    figure: str
    name: Text
    lines: tuple[str, ...]
    taken: bool = False


@dataclass(frozen=True, kw_only=True)
class AdviceConflict:
    """What somebody else took and took back since the page was opened, by the names of the advice; who and when."""

    by: str
    at: datetime.datetime | None
    taken: tuple[Text, ...]
    taken_back: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class IssuedFile:
    """What was entered when a document was issued: number, day, who signed in which position, who entered it.

    ``disposed``: number and day of the order by which it left; None: it is there."""

    number: str
    issued_on: datetime.date
    names: tuple[tuple[str, str], ...]
    stamp: str
    entered_at: datetime.datetime
    entered_by: str
    checksum: str
    disposed: tuple[str, datetime.date] | None = None


@dataclass(frozen=True, kw_only=True)
class NamePlace:
    """A place of signature: its position, what stands in its box, who could sign there today, what is wrong."""

    position: str
    typed: str = ""
    offers: tuple[str, ...] = ()
    wrong: Text | None = None


@dataclass(frozen=True, kw_only=True)
class IssueForm:
    """What is to be entered when a document is issued, with what was typed.

    ``places``: those who sign it, in order, each with the name typed, known or of the day. ``opened``: the stamp of
    what was entered before. ``other``: what somebody else entered meanwhile. ``unreadable``: it was kept by another
    program, and cannot be issued from what was kept."""

    asks_number: bool
    places: tuple[NamePlace, ...]
    number: str = ""
    day: str = ""
    stamp: str = ""
    opened: str = ""
    unreadable: bool = False
    other: IssuedFile | None = None
    wrong: tuple[Text, ...] = ()


def held_lines(findings: Sequence[Mapping[str, object]] | None) -> tuple[HeldLine, ...]:
    """What was found before signing, as it was kept with the document; what holds it back first."""
    lines = [_held(at, found) for at, found in enumerate(found for found in findings or () if HELD in found)]
    return tuple(sorted(lines, key=lambda line: not line.holds))


def _held(at: int, found: Mapping[str, object]) -> HeldLine:
    offers = found["offers"]
    assert isinstance(offers, list)
    return HeldLine(
        at=at,
        what=str(found[HELD]),
        wrong=Text(th=str(found["wrong_th"]), en=str(found["wrong_en"])),
        do=Text(th=str(found["do_th"]), en=str(found["do_en"])),
        offers=tuple(map(str, offers)),
        holds=bool(found["holds"]),
        decidable=bool(found["decidable"]),
        why_kept=str(found["why_kept"]),
    )


def advices(dossier: Dossier, taken: frozenset[str]) -> tuple[Advice, ...]:
    """Our advice for what lost points, in the order of the proposals, then what only a table gives.

    Nothing that rests on too few answers to be named."""
    made: dict[str, Advice] = {}

    def put(figure: str, lines: tuple[str, ...]) -> None:
        own = FigureId(figure)
        item = dossier.criteria.items.get(own.item or figure)
        key = item.id if item is not None else figure
        name = item_name(dossier.criteria, item) if item is not None else figure_name(dossier.criteria, figure)
        if key not in made and lines:
            made[key] = Advice(figure=key, name=name, lines=lines, taken=key in taken or "all" in taken)

    for proposal in dossier.proposals:
        put(proposal.figures[0], (proposal.measure, *(step.text for step in proposal.steps)))
    for weak in dossier.findings.weak_items:
        advice = dossier.criteria.recommendations.get(weak.item)
        if advice is not None and not weak.private:
            put(weak.figure, advice.advice)
    return tuple(made.values())

"""What the parts of the analysis say to do about an indicator: the product's advice for its weakest items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prongsai.analyze.finding.advice import WeakItem
from prongsai.collect.papers import Section
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.names import figure_name, item_name
from prongsai.criteria.shapes import Indicator, Recommendation
from prongsai.improve.proposals import Proposal
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import items_named, own_sections
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.report import Block, Heading, LineBreak, Listing, Run, Runs, Words, text_runs

# Stands wherever advice is shown that no assessor gave, but in a document to be signed: there it is the agency's own.
OURS = "ข้อเสนอแนะของโปรแกรม ไม่ใช่ของผู้ประเมิน"
KEEP = "ควรรักษาระดับไว้"
# Stands where the items of an indicator are not known, so that no advice can be given.
ITEMS_UNKNOWN = "ไม่ทราบคะแนนรายข้อของตัวชี้วัดนี้ ควรตรวจคะแนนรายข้อในระบบ ITAS ก่อนกำหนดมาตรการ"
# The one place of a document that tells what to do about an item: the first of these parts that it has. What the others
# say of it, they say of the item alone.
HOMES: Mapping[str, tuple[str, ...]] = {
    "survey": ("low_items", "items", "strengths", "questions", "issues"),
    "disclosure": ("lost", "items", "strengths", "disclosure", "issues"),
}
_CALLED = {
    "low_items": "ตารางข้อคำถามที่ควรพัฒนา",
    "lost": "ตารางข้อที่ไม่ได้คะแนนเต็ม",
    "items": "การวิเคราะห์ผลการประเมินรายข้อ",
    "strengths": "การวิเคราะห์จุดแข็งและจุดที่ต้องพัฒนา",
    "questions": "ผลการประเมินรายข้อคำถาม",
    "disclosure": "ผลการเปิดเผยข้อมูลรายข้อ",
}
# Items of one indicator that are told in full; the others are named.
MOST = 3
# How the issue of a survey item begins, and how it does beside a score that is not low.
_LEAD = re.compile("^คะแนนที่(?:ไม่เต็ม|ต่ำ)(?:อาจ)?แสดงว่า")
_LOW, _NOT_FULL = "คะแนนที่ต่ำแสดงว่า", "คะแนนที่ไม่เต็มอาจแสดงว่า"


@dataclass(frozen=True, slots=True)
class Remedy:
    """An item to work on and its figures (one per part in which it is weak, lowest first).

    ``acts``: what to do; none where the document is to be signed and the agency did not take the advice."""

    item: str
    figures: tuple[FigureId, ...]
    score: Decimal | None
    acts: tuple[str, ...]


def remedies(dossier: Dossier, weak: Iterable[WeakItem], indicator: str, among: Iterable[str]) -> list[Remedy]:
    """The weak items of an indicator in the parts ``among``, the lowest first; none that rest on one respondent."""
    parts = set(among)
    by_item: dict[str, list[WeakItem]] = {}
    for weak_item in weak:
        if (
            not weak_item.private
            and weak_item.figure.part in parts
            and dossier.criteria.items[weak_item.item].indicator == indicator
        ):
            by_item.setdefault(weak_item.item, []).append(weak_item)
    made = []
    for item, where in by_item.items():
        if item not in dossier.criteria.recommendations:
            continue
        where.sort(key=_least_first)
        made.append(
            Remedy(item, tuple(weak_item.figure for weak_item in where), where[0].score, acts_for(dossier, item))
        )
    return sorted(made, key=lambda remedy: (remedy.score is None, remedy.score or Decimal(0)))


def issue_of(dossier: Dossier, advice: Recommendation, score: Decimal | None) -> str:
    """What a score tells; a score that is not below the bar is not called low."""
    if score is None or score < dossier.findings.weak_below or not advice.issue.startswith(_LOW):
        return advice.issue
    return _NOT_FULL + advice.issue.removeprefix(_LOW)


def cause_of(dossier: Dossier, item: str, score: Decimal | None) -> str:
    """Our reading of a score that is not full as a sentence; empty where there is none, or nothing is known."""
    advice = dossier.criteria.recommendations.get(item)
    if advice is None or score is None:
        return ""
    why = _LEAD.sub("", advice.issue)
    return f"{'ข้อนี้ได้คะแนนไม่เต็ม' if score else 'ข้อนี้ไม่ได้คะแนน'} อาจเนื่องจาก{why}"


def _least_first(weak_item: WeakItem) -> tuple[bool, Decimal]:
    return weak_item.score is None, weak_item.score or Decimal(0)


def told(dossier: Dossier, starred: Starred, remedy: Remedy) -> Runs:
    """An item with its score where it is known: ``i10 ขอยืมทรัพย์สินถูกขั้นตอน (88.38 คะแนน)``."""
    name = Words(item_name(dossier.criteria, dossier.criteria.items[remedy.item]).th, bold=True)
    if remedy.score is None:
        return (name, Words(" (ผู้ประเมินระบุ)"))
    figure = remedy.figures[0]
    part = figure.part or ""
    several = len(dossier.criteria.instrument_of_part(part).parts) > 1
    where = f"{figure_name(dossier.criteria, part).th} " if several else ""
    return (name, Words(f" ({where}ได้ " if where else " ("), *starred.score(figure), Words(" คะแนน)"))


def acts_for(dossier: Dossier, item: str) -> tuple[str, ...]:
    """What we advise to do about an item, where that may stand in this document."""
    advice = dossier.criteria.recommendations.get(item)
    return advice.advice if advice is not None and taken(dossier, item) else ()


def taken(dossier: Dossier, item: str) -> bool:
    """Whether our advice on an item may stand: by its code, or by its figure in any part that it was asked in."""
    instrument = dossier.criteria.instruments[dossier.criteria.items[item].instrument]
    return dossier.takes(item, *(item_figure(part.id, item) for part in instrument.parts))


def proposals_taken(dossier: Dossier) -> tuple[Proposal, ...]:
    """The proposed measures that may stand: in what is signed those of which the agency took every figure."""
    return tuple(
        proposal
        for proposal in dossier.proposals
        if dossier.takes() or all(dossier.takes(figure, FigureId(figure).number) for figure in proposal.figures)
    )


def caption(dossier: Dossier, advised: Iterable[object] = (True,)) -> str:
    """What stands above a table that holds advice of ours; nothing where it is the agency's own, or there is none."""
    return f"แนวทางพัฒนา ({OURS})" if not dossier.clean and any(advised) else ""


def home_of(dossier: Dossier, options: Options, item: str) -> str | None:
    """The part of this document that tells what to do about an item; None where it is not known which it has."""
    there = options.get("parts", "").split()
    known = dossier.criteria.items[item]
    kind = dossier.criteria.instruments[known.instrument].kind
    for name in HOMES[kind]:
        # The table of items shows an indicator of which some score is known.
        if name in there and (name != "items" or _some_known(dossier, known.indicator)):
            return name
    return None


def _some_known(dossier: Dossier, indicator: str) -> bool:
    asked = dossier.criteria.indicators[indicator]
    parts = [part.id for part in dossier.criteria.parts(asked.instrument)]
    figures = [item_figure(part, item) for part in parts for item in asked.items]
    return any(dossier.scorecard.figures[figure].shown is not None for figure in figures)


def place_of(home: str | None) -> str:
    """How a home is spoken of: ``ตารางข้อคำถามที่ควรพัฒนา``."""
    return _CALLED.get(home or "", "")


def elsewhere(dossier: Dossier, options: Options, here: str, lowest_first: Sequence[Remedy]) -> str:
    """Where in the document the acts stand that this part does not repeat; empty where they belong here."""
    homes = {home_of(dossier, options, remedy.item) for remedy in lowest_first if remedy.acts}
    named = [place_of(home) for home in homes - {None, here}]
    return f"แนวทางพัฒนาปรากฏใน{listed(sorted(named))}" if named else ""


def advised(
    dossier: Dossier, starred: Starred, lowest_first: list[Remedy], acts: int, options: Options, here: str
) -> list[Block]:
    """The lowest items, with ``acts`` acts each where the document tells them here; the others by name."""
    if not lowest_first:
        return []
    place = elsewhere(dossier, options, here, lowest_first)
    items: list[Runs] = []
    for remedy in lowest_first[:MOST]:
        runs: list[Run] = list(told(dossier, starred, remedy))
        for act in () if place else remedy.acts[:acts]:
            runs += [LineBreak(), Words(f"– {act}")]
        items.append(tuple(runs))
    if len(lowest_first) > MOST:
        names = items_named(dossier.criteria, [remedy.item for remedy in lowest_first[MOST:]])
        items.append(text_runs(f"ข้ออื่นที่ควรพัฒนาด้วย: {names}"))
    if place or not any(remedy.acts for remedy in lowest_first):
        head = "ข้อที่ควรพัฒนา"
    else:
        head = "แนวทางพัฒนา" if dossier.clean else f"แนวทางพัฒนา ({OURS})"
    return [Heading(4, text_runs(head)), Listing(tuple(items))]


def items_unknown(dossier: Dossier) -> str:
    """What is said of an indicator of which no item is known; to whoever signs nothing is advised."""
    said, _, _ = ITEMS_UNKNOWN.partition(" ")
    return said if dossier.clean else ITEMS_UNKNOWN


def parts_of(dossier: Dossier, indicator: Indicator, figure: FigureId) -> tuple[str, ...]:
    """The parts that an indicator's figure speaks of: all of its instrument's, or the one after ``@``."""
    return (figure.part,) if figure.part else tuple(part.id for part in dossier.criteria.parts(indicator.instrument))


def own_text(dossier: Dossier, parts: Iterable[str], mark: str) -> str | None:
    """What the agency itself wrote in one of these parts under a heading that holds ``mark``."""
    section = _own_section(dossier, parts, mark)
    return section.text if section is not None else None


def own_head(dossier: Dossier, parts: Iterable[str], mark: str) -> str | None:
    """The heading of what ``own_text`` gives, with its number."""
    section = _own_section(dossier, parts, mark)
    return section.heading if section is not None else None


def _own_section(dossier: Dossier, parts: Iterable[str], mark: str) -> Section | None:
    for name in parts:
        for section in own_sections(dossier, name):
            if section.text and section.heading and mark in section.heading:
                return section
    return None

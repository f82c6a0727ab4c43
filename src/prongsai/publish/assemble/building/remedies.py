"""What the parts of the analysis say to do about an indicator: the product's advice for its weakest items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prongsai.analyze.finding.advice import WeakItem
from prongsai.collect.papers import Section
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, item_name
from prongsai.criteria.shapes import Indicator, Recommendation
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import own_sections
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.report import Block, Heading, LineBreak, Listing, Run, Runs, Words, text_runs

# Stands wherever advice is shown that no assessor gave.
OURS = "ข้อเสนอแนะของโปรแกรม ไม่ใช่ของผู้ประเมิน"
KEEP = "ควรรักษามาตรฐานไว้"
# Above a table that holds such advice; a caption stays with its table.
CAPTION = f"แนวทางในตารางเป็น{OURS}"
# Stands where the items of an indicator are not known, so that no advice can be given.
ITEMS_UNKNOWN = "ไม่ทราบคะแนนรายข้อของตัวชี้วัดนี้ ควรตรวจคะแนนรายข้อในระบบ ITAS ก่อนกำหนดมาตรการ"
# Items of one indicator that are told in full; the others are named.
MOST = 3
# How the issue of a survey item begins, and how it does beside a score that is not low.
_LOW, _NOT_FULL = "คะแนนที่ต่ำแสดงว่า", "คะแนนที่ไม่เต็มอาจแสดงว่า"


@dataclass(frozen=True, slots=True)
class Remedy:
    """An item to work on, its figures (one per part in which it is weak, lowest first), and the advice for it."""

    item: str
    figures: tuple[FigureId, ...]
    score: Decimal | None
    advice: Recommendation


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
        advice = dossier.criteria.recommendations.get(item)
        if advice is None:
            continue
        where.sort(key=_least_first)
        made.append(Remedy(item, tuple(weak_item.figure for weak_item in where), where[0].score, advice))
    return sorted(made, key=lambda remedy: (remedy.score is None, remedy.score or Decimal(0)))


def issue_of(dossier: Dossier, advice: Recommendation, score: Decimal | None) -> str:
    """What a score tells; a score that is not below the bar is not called low."""
    if score is None or score < dossier.findings.weak_below or not advice.issue.startswith(_LOW):
        return advice.issue
    return _NOT_FULL + advice.issue.removeprefix(_LOW)


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
    return (name, Words(f" ({where}"), *starred.score(figure), Words(" คะแนน)"))


def advised(dossier: Dossier, starred: Starred, lowest_first: list[Remedy], acts: int) -> list[Block]:
    """The first ``acts`` acts for the lowest items, marked as ours; the other items by name."""
    if not lowest_first:
        return []
    items: list[Runs] = []
    for remedy in lowest_first[:MOST]:
        runs: list[Run] = list(told(dossier, starred, remedy))
        for act in remedy.advice.advice[:acts]:
            runs += [LineBreak(), Words(f"– {act}")]
        items.append(tuple(runs))
    if len(lowest_first) > MOST:
        names = " ".join(remedy.item for remedy in lowest_first[MOST:])
        items.append(text_runs(f"ข้ออื่นที่ควรพัฒนาด้วย: {names}"))
    return [Heading(4, text_runs(f"แนวทางพัฒนา ({OURS})")), Listing(tuple(items))]


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

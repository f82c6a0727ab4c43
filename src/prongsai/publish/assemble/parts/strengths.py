"""Strengths and weaknesses, indicator by indicator."""

from __future__ import annotations

from decimal import Decimal

from prongsai.analyze.finding.advice import WeakItem, weak_items
from prongsai.analyze.finding.strengths import Standing, bar_figure, standings
from prongsai.analyze.sentences import count_of
from prongsai.criteria.names import figure_name, titled
from prongsai.criteria.shapes import Indicator
from prongsai.publish.assemble.building.remedies import (
    ITEMS_UNKNOWN,
    KEEP,
    advised,
    own_text,
    parts_of,
    remedies,
)
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Break, Heading, Listing, Paragraph, Run, Runs, Words, text_runs

# The lowest of an instrument is no weakness where what it lost may be one person's answer.
SPARED = " ทั้งนี้ ไม่นับตัวชี้วัดที่คำตอบซึ่งไม่ได้คะแนนเต็มมีน้อยเกินกว่าจะบอกจุดอ่อน"
Judged = tuple[tuple[Standing, ...], tuple[WeakItem, ...]]


def strengths(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Both lists with the number of each; option ``threshold`` is the bar in points, by default the findings' own."""
    asked = options.get("threshold")
    bar = Decimal(asked) if asked else dossier.findings.weak_below
    found, weak = _judged(dossier, bar)
    if not found:
        return []
    starred = Starred(dossier, figures)
    shown = starred.value(bar_figure(dossier.criteria, bar))
    rule = text_runs(
        "จุดแข็ง คือ ตัวชี้วัดที่ได้ตั้งแต่ ",
        *shown,
        " คะแนนขึ้นไป จุดที่ต้องพัฒนา คือ ตัวชี้วัดที่ได้ต่ำกว่า ",
        *shown,
        " คะแนน หรือได้คะแนนต่ำที่สุดของเครื่องมือนั้น",
        *((SPARED,) if _spared(found) else ()),
    )
    blocks: list[Block] = [heading("การวิเคราะห์จุดแข็งและจุดที่ต้องพัฒนา"), Paragraph(rule, indent=True)]
    strong = sorted((each for each in found if not each.weak), key=lambda each: -each.score)
    low = sorted((each for each in found if each.weak), key=lambda each: each.score)
    for name, key, group in (("จุดแข็ง", "strengths", strong), ("จุดที่ต้องพัฒนา", "weaknesses", low)):
        count = starred.value(count_of(f"count:{key}:{bar}", len(group)))
        blocks.append(Heading(2, text_runs(f"{name} จำนวน ", *count, " ตัวชี้วัด")))
        for each in group:
            blocks += _indicator(dossier, starred, each, weak)
    return starred.closed(blocks)


def _spared(found: tuple[Standing, ...]) -> bool:
    """Whether an indicator is the lowest of its instrument and yet no weakness."""
    for among in {each.among for each in found}:
        scores = {each.score: each for each in found if each.among == among}
        if len(scores) > 1 and not scores[min(scores)].weak:
            return True
    return False


def _judged(dossier: Dossier, bar: Decimal) -> Judged:
    findings = dossier.findings
    if bar == findings.weak_below:
        return findings.standings, findings.weak_items
    given = (dossier.criteria, dossier.facts, dossier.scorecard)
    return standings(*given, bar), weak_items(*given, findings.lowest, bar)


def _indicator(dossier: Dossier, starred: Starred, each: Standing, weak: tuple[WeakItem, ...]) -> list[Block]:
    indicator = dossier.criteria.indicators[each.figure.number]
    name = figure_name(dossier.criteria, each.figure).th
    score = starred.score(each.figure)
    blocks: list[Block] = [Heading(3, (Words(f"{name} "), *score, Words(" คะแนน")))]
    written = own_text(dossier, ("strengths", "weaknesses"), indicator.name.th)
    if written:
        blocks += prose(written)
    else:
        blocks.append(Paragraph((Words("สิ่งที่วัด ", bold=True), Words(indicator.measures.th))))
        blocks += _topics(dossier, indicator)
    said: list[Runs] = [starred.said(each.sentence)]
    low = dossier.findings.lowest_of(each.figure)
    if low is not None:
        said.append(starred.said(low.sentence))
    found = remedies(dossier, weak, indicator.id, parts_of(dossier, indicator, each.figure))
    if not each.weak:
        said.append(text_runs(KEEP if not found else f"{KEEP} และพัฒนาข้อที่ระบุไว้ด้านล่าง"))
    elif not each.private and not found:
        said.append(text_runs(ITEMS_UNKNOWN))
    lines: list[Run] = [Words("ผล ", bold=True), *said[0]]
    for each_line in said[1:]:
        lines += [Break(), *each_line]
    blocks.append(Paragraph(tuple(lines)))
    return [*blocks, *(advised(dossier, starred, found, acts=2 if each.weak else 1))]


def _topics(dossier: Dossier, indicator: Indicator) -> list[Block]:
    """What a disclosure indicator asks to be published, topic by topic."""
    items = []
    for sub in (dossier.criteria.sub_indicators[each] for each in indicator.sub_indicators):
        names = " ".join(titled(dossier.criteria, dossier.criteria.items[each].short.th) for each in sub.items)
        items.append((Words(f"{sub.id} {sub.name.th}", bold=True), Words(f" ได้แก่ {names}")))
    return [Listing(tuple(items))] if items else []

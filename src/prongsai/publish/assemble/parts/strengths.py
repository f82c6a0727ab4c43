"""Strengths and weaknesses, indicator by indicator."""

from __future__ import annotations

import re
from decimal import Decimal

from prongsai.analyze.bars import bars
from prongsai.analyze.finding.advice import WeakItem, weak_items
from prongsai.analyze.finding.strengths import Standing, bar_figure, standings
from prongsai.analyze.sentences import count_of
from prongsai.criteria.names import figure_name, item_name, listed, titled
from prongsai.criteria.shapes import Indicator
from prongsai.language.digits import TO_ARABIC
from prongsai.publish.assemble.building.advice_lines import TOO_FEW
from prongsai.publish.assemble.building.remedies import (
    KEEP,
    advised,
    elsewhere,
    items_unknown,
    own_head,
    own_text,
    parts_of,
    remedies,
)
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, joined, note, own_sections, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Listing, Paragraph, Runs, Words, text_runs

# The lowest of an instrument is no weakness where what it lost may be one person's answer.
SPARED = " ทั้งนี้ ไม่นับตัวชี้วัดที่คำตอบซึ่งไม่ได้คะแนนเต็มมีน้อยเกินกว่าจะบอกจุดอ่อน"
# Of a strength that has items to work on.
DEVELOP = "จึงควรพัฒนาต่อเนื่องในข้อต่อไปนี้"
Judged = tuple[tuple[Standing, ...], tuple[WeakItem, ...]]


def strengths(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Both lists with the number of each; option ``threshold`` is the bar in points, by default the findings' own."""
    asked = options.get("threshold")
    bar = Decimal(asked) if asked else dossier.findings.weak_below
    judged, weak = _judged(dossier, bar)
    if not judged:
        return []
    starred = Starred(dossier, figures)
    shown = starred.value(bar_figure(dossier.criteria, bar))
    rule = text_runs(
        "จุดแข็ง คือ ตัวชี้วัดที่ได้ตั้งแต่ ",
        *shown,
        " คะแนนขึ้นไป จุดที่ต้องพัฒนา คือ ตัวชี้วัดที่ได้ต่ำกว่า ",
        *shown,
        " คะแนน หรือได้คะแนนต่ำที่สุดของเครื่องมือนั้น",
        *((SPARED,) if _spared(judged) else ()),
    )
    blocks: list[Block] = [heading("การวิเคราะห์จุดแข็งและจุดที่ต้องพัฒนา"), Paragraph(rule, indent=True)]
    parts = [(of, parts_of(dossier, of, standing.figure)) for standing in judged if (of := _of(dossier, standing))]
    weakest = [remedy for of, among in parts for remedy in remedies(dossier, weak, of.id, among)]
    if place := elsewhere(dossier, options, "strengths", weakest):
        blocks.append(note(place))
    strong = sorted((standing for standing in judged if not standing.weak), key=lambda standing: -standing.score)
    low = sorted((standing for standing in judged if standing.weak), key=lambda standing: standing.score)
    for name, key, group in (("จุดแข็ง", "strengths", strong), ("จุดที่ต้องพัฒนา", "weaknesses", low)):
        own = _own_group(dossier, key, len(group))
        group = _as_numbered(dossier, group)
        count = starred.value(count_of(f"count:{key}:{bar}", len(group)))
        before, after = own or (f"{name} จำนวน ", " ตัวชี้วัด")
        blocks.append(Heading(2, text_runs(before, *count, after)))
        for standing in group:
            blocks += _indicator(dossier, starred, standing, weak, options)
    return starred.closed(blocks)


def _own_group(dossier: Dossier, part: str, many: int) -> tuple[str, str] | None:
    """How the agency heads its strengths or weaknesses before and behind their number, where it counts as many."""
    for section in own_sections(dossier, part):
        if section.heading and not section.text:
            counted = re.search(r"[0-9๐-๙]+(?= *ตัวชี้วัด)", section.heading)
            if counted is not None and int(counted[0].translate(TO_ARABIC)) == many:
                return section.heading[: counted.start()], section.heading[counted.end() :]
    return None


def _as_numbered(dossier: Dossier, group: list[Standing]) -> list[Standing]:
    """A group in the order in which the agency numbers its headings, where it heads every one of them."""
    heads = [
        section.heading or ""
        for part in ("strengths", "weaknesses")
        for section in own_sections(dossier, part)
        if section.text
    ]
    places = {}
    for standing in group:
        name = dossier.criteria.indicators[standing.figure.number].name.th
        places[standing.figure] = next((at for at, head in enumerate(heads) if name in head), -1)
    if -1 in places.values():
        return group
    return sorted(group, key=lambda standing: places[standing.figure])


def _spared(judged: tuple[Standing, ...]) -> bool:
    """Whether an indicator is the lowest of its instrument and yet no weakness."""
    for among in {standing.among for standing in judged}:
        scores = {standing.score: standing for standing in judged if standing.among == among}
        if len(scores) > 1 and not scores[min(scores)].weak:
            return True
    return False


def _judged(dossier: Dossier, bar: Decimal) -> Judged:
    findings = dossier.findings
    if bar == findings.weak_below:
        return findings.standings, findings.weak_items
    given = (dossier.criteria, dossier.facts, dossier.scorecard)
    return standings(*given, bar), weak_items(*given, findings.lowest, bar)


def _of(dossier: Dossier, standing: Standing) -> Indicator:
    return dossier.criteria.indicators[standing.figure.number]


def _indicator(
    dossier: Dossier, starred: Starred, standing: Standing, weak: tuple[WeakItem, ...], options: Options
) -> list[Block]:
    indicator = _of(dossier, standing)
    name = figure_name(dossier.criteria, standing.figure).th
    score = starred.score(standing.figure)
    head = own_head(dossier, ("strengths", "weaknesses"), indicator.name.th) or name
    blocks: list[Block] = [Heading(3, (Words(f"{head} "), *score, Words(" คะแนน")))]
    written = own_text(dossier, ("strengths", "weaknesses"), indicator.name.th)
    if written:
        blocks += prose(written)
    else:
        blocks.append(Paragraph((Words("สิ่งที่วัด คือ ", bold=True), Words(indicator.measures.th)), indent=True))
        blocks += _topics(dossier, indicator)
    lowest_first = remedies(dossier, weak, indicator.id, parts_of(dossier, indicator, standing.figure))
    said: list[Runs] = [starred.said(standing.sentence), *_lowest(dossier, starred, standing)]
    if lowest_first and not standing.weak:
        said.append(text_runs(DEVELOP))
    elif not standing.weak and not written:
        # What is to be kept as it is has nothing to be improved beside it, as an agency's own words may have.
        said.append(text_runs(f"จึง{KEEP}"))
    elif not standing.private and not lowest_first and not (dossier.clean and written) and standing.weak:
        said.append(text_runs(items_unknown(dossier)))
    blocks.append(Paragraph(joined(said, " "), indent=True))
    acts = 2 if standing.weak else 1
    return [*blocks, *(advised(dossier, starred, lowest_first, acts, options, "strengths"))]


def _lowest(dossier: Dossier, starred: Starred, standing: Standing) -> list[Runs]:
    """Which question of an indicator has the lowest score, as the middle of a sentence."""
    low = dossier.findings.lowest_of(standing.figure)
    if low is None:
        return []
    if not low.public:
        full = "ซึ่งได้คะแนนเต็มหรือเกือบเต็มทุกข้อ"
        return [text_runs(full if low.score >= bars().nearly_full else f"ทั้งนี้ {TOO_FEW}")]
    names = listed([item_name(dossier.criteria, dossier.criteria.items[figure.number]) for figure in low.public]).th
    known = "" if low.complete else "เท่าที่ทราบคะแนน"
    opening = Words(f"โดยข้อที่ได้คะแนนต่ำที่สุด{known} คือ {names} (")
    return [(opening, *starred.score(low.public[0]), Words(" คะแนน)"))]


def _topics(dossier: Dossier, indicator: Indicator) -> list[Block]:
    """What a disclosure indicator asks to be published, topic by topic."""
    items = []
    for sub in (dossier.criteria.sub_indicators[number] for number in indicator.sub_indicators):
        names = " ".join(titled(dossier.criteria, dossier.criteria.items[item].short.th) for item in sub.items)
        items.append((Words(f"{sub.id} {sub.name.th}", bold=True), Words(f" ได้แก่ {names}")))
    return [Listing(tuple(items))] if items else []

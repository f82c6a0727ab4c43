"""What to keep and what to raise of one indicator: the agency's own words, or the product's where those do not hold."""

from __future__ import annotations

import re
from dataclasses import replace

from prongsai.analyze.bars import bars
from prongsai.analyze.respondents_behind import Behind, behind_item
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.remedies import acts_for, home_of, place_of
from prongsai.publish.assemble.building.wording import MOST_ITEMS_NAMED, items_named, own_sections, prose, runs_of_codes
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Paragraph, Words

# The code of a survey or disclosure item in a text.
CODE = re.compile(r"(?<![A-Za-z0-9])([ieo][0-9]+)(?![0-9.])")

_RAISED = re.compile(r"(?:ยกระดับ|ปรับปรุง)ข้อ((?:\s*(?:และ)?\s*[ieo]\d+)+)")

FULL_OR_NEARLY = "ทุกข้อได้คะแนนเต็มหรือเกือบเต็ม ควรรักษาระดับไว้"
TOO_FEW = "จำนวนคำตอบน้อยเกินกว่าจะวิเคราะห์เป็นรายข้อ"


def indicator_items(dossier: Dossier, number: str) -> tuple[str, ...]:
    """The ids of an indicator's items."""
    return dossier.criteria.indicators[number].items


def figures_of(dossier: Dossier, figures: Figures, number: str) -> list[FigureId]:
    """The figures of an indicator's items that are known, in all parts."""
    indicator = dossier.criteria.indicators[number]
    parts = [part.id for part in dossier.criteria.instruments[indicator.instrument].parts]
    named = [item_figure(part, item) for part in parts for item in indicator.items]
    return [figure for figure in named if figures.has(figure)]


def private_items(dossier: Dossier, number: str) -> set[str]:
    """Items of an indicator whose loss rests, or may rest, on one respondent in some part: no advice may name them."""
    return {item for item in indicator_items(dossier, number) if any(who.private for who in behind(dossier, item))}


def few_items(dossier: Dossier, number: str) -> set[str]:
    """Items of an indicator of which no text may say what was answered: too few may be behind what they lost."""
    return {item for item in indicator_items(dossier, number) if any(who.few for who in behind(dossier, item))}


def behind(dossier: Dossier, item: str, part: str | None = None) -> list[Behind]:
    """Who is behind what an item lost in each part that it was asked in, or in one; nothing where that is not known."""
    criteria = dossier.criteria
    parts = [part] if part else [asked.id for asked in criteria.instruments[criteria.items[item].instrument].parts]
    figures = [item_figure(where, item) for where in parts]
    people = (behind_item(criteria, dossier.facts, dossier.scorecard, figure) for figure in figures)
    return [who for who in people if who is not None]


def named_lowest(dossier: Dossier, number: str) -> list[str]:
    """The items that are lowest in the indicator, in any part, and may be named."""
    items: dict[str, None] = {}
    for lowest in dossier.findings.lowest:
        if lowest.scope.over_all_parts == indicator_figure(number):
            items |= dict.fromkeys(figure.number for figure in lowest.public)
    return list(items)


def holds(dossier: Dossier, figures: Figures, number: str, text: str) -> bool:
    """Whether the agency's own advice may stand.

    It does not where something rests on one respondent, where it raises an item that has the full score, or where it
    names a question of another indicator as this one's.
    """
    if private_items(dossier, number):
        return False
    instrument = _instrument(dossier, number)
    others = {item.id for item in dossier.criteria.items_of(instrument)} - set(indicator_items(dossier, number))
    if dossier.criteria.instruments[instrument].kind == "survey" and others & set(CODE.findall(text)):
        return False
    raised = set(CODE.findall(" ".join(_RAISED.findall(text))))
    full = {
        figure.number
        for figure in figures_of(dossier, figures, number)
        if (dossier.scorecard.figures[figure].shown or 0) >= 100
    }
    return not raised & full


def advice_lines(dossier: Dossier, figures: Figures, number: str, options: Options, here: str) -> list[Block]:
    """Advice under an indicator's tables: keep what is full, raise what is lowest. Nothing where no item is known.

    What to do stands where ``here`` is the part of the document that tells it."""
    known = figures_of(dossier, figures, number)
    if not known:
        return []
    written = _written(dossier, number)
    if written == "":
        return []
    if written is not None and holds(dossier, figures, number, written):
        return _headed(prose(written, indent=False))
    private = private_items(dossier, number)
    lost = [item for item in dict.fromkeys(figure.number for figure in known) if _lost(dossier, known, item)]
    kept = {figure.number for figure in known} - set(lost)
    keep = [item for item in indicator_items(dossier, number) if item in kept]
    # Of disclosure everything that is missing is raised; of a survey what is lowest.
    disclosed = dossier.criteria.instruments[_instrument(dossier, number)].kind == "disclosure"
    raised = [item for item in (lost if disclosed else named_lowest(dossier, number)) if item not in private]
    lines: list[str] = []
    if keep:
        lines.append(f"ควรรักษาระดับของ{_kept(dossier, number, keep)}ไว้")
    told = {item: " ".join(acts_for(dossier, item)) for item in raised}
    homes = {item: home_of(dossier, options, item) for item in raised}
    own = [item for item in raised if told[item] and homes[item] in (None, here)]
    lines += [f"ควรยกระดับข้อ {items_named(dossier.criteria, [item])} ดังนี้ {told[item]}" for item in own]
    # What cannot be told how is not told: in what is signed only advice that the agency took stands.
    if others := [item for item in raised if item not in own and told[item]]:
        places = listed(list(dict.fromkeys(place_of(homes[item]) for item in others)))
        lines.append(f"ควรยกระดับข้อ {items_named(dossier.criteria, others)} ตามแนวทางใน{places}")
    if private and not (raised and lines):
        # Nothing is said that points at one answer; where nothing can be told of the others, this stands for all.
        nearly = all((dossier.scorecard.figures[figure].shown or 0) >= bars().nearly_full for figure in known)
        lines = [FULL_OR_NEARLY] if nearly else [*lines, TOO_FEW]
    return _headed(prose("\n".join(lines), indent=False)) if lines else []


def _kept(dossier: Dossier, number: str, keep: list[str]) -> str:
    """The items to keep as they are: all of them, by name, or where they are many by the groups of the indicator."""
    criteria, indicator = dossier.criteria, dossier.criteria.indicators[number]
    if len(keep) == len(indicator.items):
        return "ทุกข้อ"
    if len(keep) <= MOST_ITEMS_NAMED or not indicator.sub_indicators:
        return f"ข้อ {items_named(criteria, keep)} "
    named: list[str] = []
    for group in (criteria.sub_indicators[each] for each in indicator.sub_indicators):
        held = [item for item in group.items if item in keep]
        which = "ทุกข้อ" if len(held) == len(group.items) else f"เฉพาะข้อ {runs_of_codes(list(criteria.items), held)}"
        named += [f"{group.id} {group.name.th} ({which})"] if held else []
    return f"ข้อในตัวชี้วัดย่อย {listed(named)} "


def _instrument(dossier: Dossier, number: str) -> str:
    return dossier.criteria.indicators[number].instrument


def _lost(dossier: Dossier, known: list[FigureId], item: str) -> bool:
    return any((dossier.scorecard.figures[figure].shown or 0) < 100 for figure in known if figure.number == item)


def _headed(blocks: list[Block]) -> list[Block]:
    """The blocks, the first of which opens with what they are."""
    first, *others = blocks
    if not isinstance(first, Paragraph):
        return blocks
    return [replace(first, runs=(Words("คำแนะนำ: ", bold=True), *first.runs)), *others]


def _written(dossier: Dossier, number: str) -> str | None:
    """The agency's own advice for an indicator, by the heading of a section of the part ``advice``.

    Empty where the same words are for a later indicator too, and stand there; None where there are none.
    """
    for section in own_sections(dossier, "advice"):
        named = re.findall(r"ตัวชี้วัดที่ ([0-9]+)", section.heading or "")
        if number in named and section.text:
            return section.text if number == named[-1] else ""
    return None

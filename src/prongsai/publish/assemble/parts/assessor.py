"""The assessor's recommendations as given: by instrument and part, each with its scores and references."""

from __future__ import annotations

import re

from prongsai.collect.facts import AssessorPoint
from prongsai.criteria.figure_id import FigureId, indicator_figure, indicator_in, item_figure
from prongsai.criteria.names import figure_name, item_name
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.advice_lines import behind
from prongsai.publish.assemble.building.wording import (
    filled,
    heading,
    heading_of,
    joined,
    note,
    own_sections,
    prose,
    reference_name,
    scored,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Run, Runs, Table, Words, cell, text_runs


def assessor(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Every point in the file's order: on the whole as paragraphs, the others in a table per instrument and part."""
    points = dossier.facts.assessor
    if not points:
        return []
    default = filled(dossier, "ข้อเสนอแนะของผู้ประเมิน ปีงบประมาณ พ.ศ. {year}")
    blocks: list[Block] = [heading_of(dossier, "assessor", default)]
    for section in own_sections(dossier, "assessor"):
        blocks += prose(section.text or "")
    group: list[AssessorPoint] = []
    for point in points:
        if group and _group(dossier, point) != _group(dossier, group[-1]):
            blocks += _grouped(dossier, figures, group)
            group = []
        group.append(point)
    return [*blocks, *_grouped(dossier, figures, group), *_against(dossier)]


def _group(dossier: Dossier, point: AssessorPoint) -> str:
    """The part, instrument, or nothing (the whole document) that a point is about."""
    if point.part is not None:
        return point.part
    criteria = dossier.criteria
    if point.scope == "instrument" and point.ids:
        return point.ids[0]
    if point.scope == "indicator" and point.ids and point.ids[0] in criteria.indicators:
        return criteria.indicators[point.ids[0]].instrument
    if point.scope == "items" and point.ids and point.ids[0] in criteria.items:
        return criteria.items[point.ids[0]].instrument
    return ""


def _grouped(dossier: Dossier, figures: Figures, points: list[AssessorPoint]) -> list[Block]:
    group = _group(dossier, points[0])
    whole = [block for point in points if not group or point.scope == "document" for block in _prose(dossier, point)]
    if not group:
        return whole
    rows = [_row(dossier, figures, point) for point in points if point.scope != "document"]
    if not rows:
        return [heading(_name(dossier, group), 2), *whole]
    head = (cell("เรื่อง (คะแนน)"), cell("ประเด็น"), cell("ข้อเสนอแนะ"))
    columns = (Column(2.8), Column(3.3), Column(6.5))
    return [heading(_name(dossier, group), 2), Table(columns, (head,), tuple(rows)), *whole]


def _prose(dossier: Dossier, point: AssessorPoint) -> list[Block]:
    text = " ".join(part for part in (point.issue, point.advice) if part)
    return prose(text + _references(dossier, _unnamed(point)))


def _unnamed(point: AssessorPoint) -> tuple[str, ...]:
    """The references that the point's own words do not give: nothing is referred to twice."""
    said = f"{point.issue or ''} {point.advice or ''}"
    return tuple(
        ref for ref in point.refs if not re.search(rf"(?<![0-9A-Za-z.]){re.escape(ref)}(?![0-9.]*[0-9])", said)
    )


def _name(dossier: Dossier, group: str) -> str:
    criteria = dossier.criteria
    if group in criteria.instruments:
        return f"{criteria.instruments[group].name.th} ({group})"
    return next(
        part.name.th for instrument in criteria.instruments.values() for part in instrument.parts if part.id == group
    )


def _row(dossier: Dossier, figures: Figures, point: AssessorPoint) -> tuple[Cell, ...]:
    advice = [text_runs(line) for line in (point.advice or "").splitlines() if line.strip()]
    if refs := _unnamed(point):
        advice.append((Words(_references(dossier, refs).strip(), italic=True),))
    return (
        Cell(tuple(_about(dossier, figures, point)) or (text_runs("–"),)),
        Cell((_issue(dossier, figures, point),)),
        Cell(tuple(advice) or (text_runs("–"),)),
    )


def _issue(dossier: Dossier, figures: Figures, point: AssessorPoint) -> Runs:
    """What the assessor found; of questions where too few are behind it the scores alone."""
    criteria = dossier.criteria
    asked_ = [item for item in point.ids if item in criteria.items] if point.scope == "items" else []
    told: list[Runs] = []
    for item in asked_:
        whole = criteria.instruments[criteria.items[item].instrument]
        parts = [part.id for part in whole.parts if point.part in (None, whole.id, part.id)]
        if any(who.few for part in parts for who in behind(dossier, item, part)):
            told += [
                text_runs(f"{item} ได้ ", *scored(figures, item_figure(part, item)), " คะแนน")
                for part in parts
                if figures.has(item_figure(part, item))
            ]
    return joined(told, " ") if told and point.issue else text_runs(point.issue or "–")


def _about(dossier: Dossier, figures: Figures, point: AssessorPoint) -> list[Runs]:
    """What a point is about, a line for each, with its score in brackets where it is known."""
    lines: list[Runs] = []
    for about in point.ids:
        name, figure = about, FigureId(about)
        if point.scope == "indicator" and about in dossier.criteria.indicators:
            name = figure_name(dossier.criteria, indicator_figure(about)).th
            figure = indicator_in(dossier.criteria, about, point.part) if point.part else indicator_figure(about)
        elif point.scope == "items" and about in dossier.criteria.items:
            item = dossier.criteria.items[about]
            name = item_name(dossier.criteria, item).th
            figure = item_figure(point.part or item.instrument, about)
        elif point.scope == "instrument":
            figure = FigureId(point.part or about)
            name = "ทั้งเครื่องมือ" if figure == about else "ทั้งส่วน"
        score: tuple[Run, ...] = ()
        if figure in dossier.scorecard.figures and figures.has(figure):
            score = (Words(" ("), *scored(figures, figure), Words(")"))
        lines.append((Words(name), *score))
    return lines


def _references(dossier: Dossier, refs: tuple[str, ...]) -> str:
    if not refs:
        return ""
    return " (อ้างอิง " + ", ".join(reference_name(dossier, ref) for ref in refs) + ")"


def _against(dossier: Dossier) -> list[Block]:
    """Where the assessor's text says of a highest or lowest figure what the scores do not: what is so."""
    wrong = [
        contradiction.so.th
        for contradiction in dossier.contradictions
        if contradiction.kind in ("highest", "lowest", "level", "target", "score")
        and "ข้อเสนอแนะ" in contradiction.where
    ]
    return [note(f"หมายเหตุ เมื่อพิจารณาจากคะแนนในรายงานนี้ {listed(list(dict.fromkeys(wrong)))}")] if wrong else []

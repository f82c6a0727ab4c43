"""The disclosure items by sub-indicator: scores, reasons, and what to keep and to complete."""

from __future__ import annotations

from prongsai.criteria.figure_id import indicator_figure, item_figure, sub_indicator_figure
from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Indicator
from prongsai.publish.assemble.building.advice_lines import advice_lines
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import (
    basis_notes,
    filled,
    heading,
    indicator_name,
    items_named,
    note,
    scored,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Table, cell, text_runs


def disclosure(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Disclosure items by sub-indicator with their scores, reasons and advice, and what to keep and to complete."""
    blocks: list[Block] = []
    for indicator in dossier.criteria.indicators.values():
        part_id = indicator.instrument
        if dossier.criteria.instruments[part_id].kind != "disclosure":
            continue
        if not any(figures.has(item_figure(part_id, item)) for item in indicator.items):
            continue
        blocks.append(heading(indicator_name(dossier.criteria, indicator.id), 2))
        blocks.append(_disclosed(dossier, figures, indicator))
        if unknown := [item for item in indicator.items if not _told(dossier, figures, indicator, item)]:
            blocks.append(note(f"ไม่ทราบคะแนนของข้อ {items_named(dossier.criteria, unknown)}"))
        shown = [indicator_figure(indicator.id), *map(sub_indicator_figure, indicator.sub_indicators)]
        blocks += basis_notes(dossier, figures, shown)
        if options.get("advice", "yes") == "yes":
            blocks += advice_lines(dossier, figures, indicator.id, options, "disclosure")
    if not blocks:
        return []
    title = filled(dossier, called(dossier, "ผลการเปิดเผยข้อมูลสาธารณะ (OIT) รายข้อ ปีงบประมาณ พ.ศ. {year}"))
    return [heading(title), *blocks]


def _told(dossier: Dossier, figures: Figures, indicator: Indicator, item: str) -> bool:
    """Whether there is anything to show of an item: what is not known takes one line, not a row each."""
    return figures.has(item_figure(indicator.instrument, item)) or bool(_remark(dossier, item))


def _disclosed(dossier: Dossier, figures: Figures, indicator: Indicator) -> Table:
    criteria = dossier.criteria
    rows: list[tuple[Cell, ...]] = []
    said = any(_remark(dossier, item) for item in indicator.items)
    groups = [
        (criteria.sub_indicators[number].name.th, number, criteria.sub_indicators[number].items)
        for number in indicator.sub_indicators
    ]
    for name, number, every in groups or [("", "", indicator.items)]:
        items = [item for item in every if _told(dossier, figures, indicator, item)]
        if name and (items or figures.has(sub_indicator_figure(number))):
            label = cell(f"{number} {name}", span=2, bold=True, align="start")
            score = Cell((scored(figures, sub_indicator_figure(number), bold=True),))
            rows.append((label, score, *((cell(""),) if said else ())))
        for item in items:
            score = Cell((scored(figures, item_figure(indicator.instrument, item)),))
            words = cell(titled(criteria, criteria.items[item].wording))
            remark = (Cell(tuple(text_runs(line) for line in _remark(dossier, item)) or ((),)),) if said else ()
            rows.append((cell(item), words, score, *remark))
    total = Cell((scored(figures, indicator_figure(indicator.id), bold=True),))
    rows.append(
        (cell(f"คะแนนตัวชี้วัดที่ {indicator.id}", span=2, bold=True, align="start"), total, *((cell(""),) if said else ()))
    )
    head = (cell("ข้อ"), cell("หัวข้อการประเมิน"), cell("คะแนน"), *((cell("เหตุผล/ข้อแนะนำ"),) if said else ()))
    widths = (Column(1, "center"), Column(6), Column(1.5, "end"), *((Column(4),) if said else ()))
    return Table(widths, (head,), tuple(rows))


def _remark(dossier: Dossier, item: str) -> list[str]:
    disclosed = dossier.facts.disclosure.get(item)
    return [remark for remark in (disclosed.reason, disclosed.advice) if remark] if disclosed else []

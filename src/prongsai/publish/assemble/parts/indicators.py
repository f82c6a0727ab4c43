"""Every indicator with its score, as a table and as a chart against the target."""

from __future__ import annotations

from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.publish.assemble.building.wording import (
    basis_notes,
    filled,
    heading,
    note,
    scored,
    unsure,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Chart, Column, Series, Table, cell, text_runs


def indicators(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Every indicator with its score, by part where parts are known, and a chart against the target."""
    criteria = dossier.criteria
    parts = [
        part
        for part in criteria.part_ids()
        if any(figures.has(indicator_figure(number, part)) for number in criteria.indicators)
    ]
    columns = ["", *parts]
    rows: list[tuple[Cell, ...]] = []
    shown: list[str] = []
    for indicator in criteria.indicators.values():
        ids = [indicator_figure(indicator.id, part) for part in columns]
        known = [figure if figure in dossier.scorecard.figures else None for figure in ids]
        if not any(figure and figures.has(figure) for figure in known):
            continue
        shown += [figure for figure in known if figure]
        scores = [Cell((scored(figures, figure) if figure else text_runs("–"),)) for figure in known]
        rows.append(
            (
                cell(indicator.id),
                cell(indicator.name.th),
                cell(criteria.instruments[indicator.instrument].short.th),
                *scores,
            )
        )
    if not rows:
        return []
    names = {part: _part_name(dossier, part) for part in parts}
    head = (cell("ตัวชี้วัดที่"), cell("ตัวชี้วัด"), cell("เครื่องมือ"), cell("คะแนน"), *(cell(names[part]) for part in parts))
    widths = (Column(1.4, "center"), Column(4.4), Column(1.5, "center"), *(Column(1.8, "end") for _ in columns))
    title = filled(dossier, "ผลการประเมินรายตัวชี้วัด ปีงบประมาณ พ.ศ. {year}")
    bars = filled(dossier, "คะแนนรายตัวชี้วัด ปีงบประมาณ พ.ศ. {year}")
    blocks: list[Block] = [heading(title), Table(widths, (head,), tuple(rows))]
    return [*blocks, *basis_notes(dossier, figures, shown), *indicator_chart(dossier, figures, bars, "คะแนน")]


def _part_name(dossier: Dossier, part_id: str) -> str:
    instrument = dossier.criteria.instrument_of_part(part_id)
    return next(part.short.th for part in instrument.parts if part.id == part_id)


def indicator_chart(dossier: Dossier, figures: Figures, title: str, series: str) -> list[Block]:
    """The indicators against the target, and which of them are not shown and why; nothing where none is known."""
    keys: list[str] = []
    names: list[str] = []
    for indicator in dossier.criteria.indicators.values():
        # Where the whole is not known, the part that is known stands for itself and says so.
        whole = indicator_figure(indicator.id)
        for figure in [whole] if figures.has(whole) else in_parts(dossier, figures, indicator.id):
            tail = f" ({_part_name(dossier, figure.part)})" if figure.part else ""
            names.append(f"{indicator.id} {indicator.name.th}{tail}{'*' if unsure(figures, figure) else ''}")
            keys.append(figures.score(figure).key)
    if not keys:
        return []
    target = next((target for target in dossier.criteria.targets if target.figure == "total"), None)
    bar = figures.put("target:total", str(target.score), "score").key if target else None
    told = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    bars = (Series(series, tuple(keys)),)
    chart = Chart("bars", title, f"{title}: {told}", tuple(names), bars, target=bar, target_name="เป้าหมาย")
    return [chart, *_left_out(dossier, figures)]


def in_parts(dossier: Dossier, figures: Figures, number: str) -> list[FigureId]:
    """An indicator's figures in the parts of its instrument, as far as known."""
    parts = dossier.criteria.parts(dossier.criteria.indicators[number].instrument)
    known = [indicator_figure(number, part.id) for part in parts]
    return [figure for figure in known if figure in dossier.scorecard.figures and figures.has(figure)]


def _left_out(dossier: Dossier, figures: Figures) -> list[Block]:
    """Which indicators the chart does not show, and why."""
    missing = [
        number
        for number in dossier.criteria.indicators
        if not figures.has(indicator_figure(number)) and not in_parts(dossier, figures, number)
    ]
    if not missing:
        return []
    return [note(f"แผนภูมิไม่แสดงตัวชี้วัดที่ {', '.join(missing)} เนื่องจากไม่ทราบคะแนนของตัวชี้วัดดังกล่าว")]

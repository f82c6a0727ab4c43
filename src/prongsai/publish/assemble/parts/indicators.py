"""Every indicator with its score, as a table and as a chart against the target."""

from __future__ import annotations

from prongsai.criteria.figure_id import indicator_figure
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
    blocks: list[Block] = [heading(title), Table(widths, (head,), tuple(rows))]
    return [*blocks, *basis_notes(dossier, figures, shown), *_chart(dossier, figures)]


def _part_name(dossier: Dossier, part_id: str) -> str:
    instrument = dossier.criteria.instrument_of_part(part_id)
    return next(part.short.th for part in instrument.parts if part.id == part_id)


def _chart(dossier: Dossier, figures: Figures) -> list[Block]:
    keys: list[str] = []
    names: list[str] = []
    for indicator in dossier.criteria.indicators.values():
        # Where the whole is not known, the part that is known stands for itself and says so.
        whole = indicator_figure(indicator.id)
        part_ids = [
            indicator_figure(indicator.id, part.id) for part in dossier.criteria.instruments[indicator.instrument].parts
        ]
        for figure in [whole] if figures.has(whole) else part_ids:
            if figure in dossier.scorecard.figures and figures.has(figure):
                tail = f" ({_part_name(dossier, figure.part)})" if figure.part else ""
                names.append(f"{indicator.id} {indicator.name.th}{tail}{'*' if unsure(figures, figure) else ''}")
                keys.append(figures.score(figure).key)
    target = next((target for target in dossier.criteria.targets if target.figure == "total"), None)
    bar = figures.put("target:total", str(target.score), "score").key if target else None
    title = filled(dossier, "คะแนนรายตัวชี้วัด ปีงบประมาณ พ.ศ. {year}")
    told = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    series = (Series("คะแนน", tuple(keys)),)
    chart = Chart("bars", title, f"{title}: {told}", tuple(names), series, target=bar, target_name="เป้าหมาย")
    return [chart, *left_out_note(dossier, figures)]


def left_out_note(dossier: Dossier, figures: Figures) -> list[Block]:
    """Which indicators a chart of all of them does not show, and why; of those in parts which part is not known."""
    missing: list[str] = []
    for indicator in dossier.criteria.indicators.values():
        whole = indicator_figure(indicator.id)
        parts = [part.id for part in dossier.criteria.instruments[indicator.instrument].parts]
        known = [whole, *(indicator_figure(indicator.id, part) for part in parts)]
        if not any(figure in dossier.scorecard.figures and figures.has(figure) for figure in known):
            missing.append(indicator.id)
    if not missing:
        return []
    return [note(f"แผนภูมิไม่แสดงตัวชี้วัดที่ {', '.join(missing)} เนื่องจากไม่ทราบคะแนนของตัวชี้วัดดังกล่าว")]

"""Every indicator with its score, as a table and as a chart against the target."""

from __future__ import annotations

from prongsai.criteria.figure_id import indicator_figure
from prongsai.publish.assemble.building.wording import (
    basis_notes,
    filled,
    heading,
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
    for one in criteria.indicators.values():
        found = [indicator_figure(one.id, part) for part in columns]
        known = [each if each in dossier.scorecard.figures else None for each in found]
        if not any(each and figures.has(each) for each in known):
            continue
        shown += [each for each in known if each]
        scores = [Cell((scored(figures, each) if each else text_runs("–"),)) for each in known]
        rows.append((cell(one.id), cell(one.name.th), cell(criteria.instruments[one.instrument].short.th), *scores))
    if not rows:
        return []
    names = {each: _part_name(dossier, each) for each in parts}
    head = (cell("ตัวชี้วัดที่"), cell("ตัวชี้วัด"), cell("เครื่องมือ"), cell("คะแนน"), *(cell(names[one]) for one in parts))
    widths = (Column(1.4, "center"), Column(4.4), Column(1.5, "center"), *(Column(1.8, "end") for _ in columns))
    title = filled(dossier, "ผลการประเมินรายตัวชี้วัด ปีงบประมาณ พ.ศ. {year}")
    blocks: list[Block] = [heading(title), Table(widths, (head,), tuple(rows))]
    return [*blocks, *basis_notes(dossier, figures, shown), *_chart(dossier, figures)]


def _part_name(dossier: Dossier, part_id: str) -> str:
    instrument = dossier.criteria.instrument_of_part(part_id)
    return next(each.short.th for each in instrument.parts if each.id == part_id)


def _chart(dossier: Dossier, figures: Figures) -> list[Block]:
    keys: list[str] = []
    names: list[str] = []
    for one in dossier.criteria.indicators.values():
        # Where the whole is not known, the part that is known stands for itself and says so.
        whole = indicator_figure(one.id)
        part_ids = [indicator_figure(one.id, part.id) for part in dossier.criteria.instruments[one.instrument].parts]
        for figure in [whole] if figures.has(whole) else part_ids:
            if figure in dossier.scorecard.figures and figures.has(figure):
                tail = f" ({_part_name(dossier, figure.part)})" if figure.part else ""
                names.append(f"{one.id} {one.name.th}{tail}{'*' if unsure(figures, figure) else ''}")
                keys.append(figures.score(figure).key)
    target = next((each for each in dossier.criteria.targets if each.figure == "total"), None)
    bar = figures.put("target:total", str(target.score), "score").key if target else None
    title = filled(dossier, "คะแนนรายตัวชี้วัด ปีงบประมาณ พ.ศ. {year}")
    told = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    series = (Series("คะแนน", tuple(keys)),)
    return [Chart("bars", title, f"{title}: {told}", tuple(names), series, target=bar, target_name="เป้าหมาย")]

"""The instruments and their parts, and which of them decides the level."""

from __future__ import annotations

from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Instrument
from prongsai.publish.assemble.building.wording import (
    basis_notes,
    filled,
    heading_of,
    scored,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cell,
    Chart,
    Column,
    Paragraph,
    Ref,
    Series,
    Table,
    Words,
    cell,
    text_runs,
)


def instruments(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The instruments and their parts as table and chart, and which of them decides the level."""
    shown = [
        figure
        for instrument in dossier.criteria.instruments.values()
        for figure in _figures(instrument)
        if figures.has(figure)
    ]
    if not shown:
        return []
    rows: list[tuple[Cell, ...]] = []
    for instrument in dossier.criteria.instruments.values():
        for figure in _figures(instrument):
            if figures.has(figure) or figure == instrument.id:
                rows.append(_row(dossier, figures, instrument, figure))
    head = (cell("เครื่องมือการประเมิน"), cell("น้ำหนัก (ร้อยละ)"), cell("คะแนนที่ได้ (เต็ม 100)"))
    if figures.has("total"):
        rows.append((cell("คะแนนรวม", bold=True), cell("–"), Cell((scored(figures, "total", bold=True),))))
    caption = filled(dossier, "ตารางผลการประเมินของ{agency} จำแนกตามเครื่องมือการประเมิน")
    columns = (Column(5.5), Column(1.7, "center"), Column(2.4, "end"))
    blocks: list[Block] = [heading_of(dossier, "instruments", "ผลการประเมินรายเครื่องมือ")]
    blocks.append(Table(columns, (head,), tuple(rows), caption=text_runs(caption)))
    blocks += basis_notes(dossier, figures, shown)
    blocks.append(_chart(dossier, figures))
    return [*blocks, *_deciding(dossier, figures)]


def _figures(instrument: Instrument) -> list[str]:
    parts = [part.id for part in instrument.parts]
    return [instrument.id] if parts == [instrument.id] else [instrument.id, *parts]


def _row(dossier: Dossier, figures: Figures, instrument: Instrument, figure: str) -> tuple[Cell, ...]:
    whole = figure == instrument.id
    name = (
        f"{instrument.name.th} ({instrument.id})"
        if whole
        else next(part.name.th for part in instrument.parts if part.id == figure)
    )
    weight = (
        figures.put(f"weight:{instrument.id}", _plain(instrument), "share")
        if whole and instrument.weight is not None
        else Words("–")
    )
    return (
        cell(name if whole else f"– {name}", bold=whole),
        Cell((text_runs(weight if whole else "–"),)),
        Cell((scored(figures, figure, bold=whole),)),
    )


def _plain(instrument: Instrument) -> str:
    text = format(instrument.weight, "f") if instrument.weight is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chart(dossier: Dossier, figures: Figures) -> Chart:
    ids: list[str] = []
    for instrument in dossier.criteria.instruments.values():
        parts = [part.id for part in instrument.parts if figures.has(part.id)]
        ids += (
            parts
            if len(parts) == len(instrument.parts)
            else [figure for figure in _figures(instrument) if figures.has(figure)]
        )
    names = tuple(figure_name(dossier.criteria, figure).th for figure in ids)
    keys = tuple(figures.score(figure).key for figure in ids)
    title = f"ผลการประเมินรายเครื่องมือ ปีงบประมาณ พ.ศ. {dossier.facts.year}"
    described = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    return Chart("columns", title, f"{title}: {described}", names, (Series("คะแนน", keys),))


def _deciding(dossier: Dossier, figures: Figures) -> list[Block]:
    reading = dossier.findings.level
    if reading is None:
        return []
    # That the level announced is not the one by the rules is said with the result.
    told = [spoken(figures, sentence) for sentence in reading.sentences if "announced" not in sentence.figures]
    tested = [figure for figure in dossier.criteria.levels.tested if figures.has(figure)]
    blocks: list[Block] = [Paragraph(runs, indent=True) for runs in told]
    if reading.level is not None and reading.next is None and tested:
        least = min(tested, key=lambda figure: dossier.scorecard.figures[figure].shown or 0)
        runs: list[str | Ref] = ["เครื่องมือที่ได้คะแนนน้อยที่สุดคือ ", f"{figure_name(dossier.criteria, least).th} "]
        blocks.append(Paragraph(text_runs(*runs, *scored(figures, least), " คะแนน"), indent=True))
    return blocks

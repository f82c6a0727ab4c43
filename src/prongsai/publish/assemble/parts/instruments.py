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
    shown = [each for one in dossier.criteria.instruments.values() for each in _figures(one) if figures.has(each)]
    if not shown:
        return []
    rows: list[tuple[Cell, ...]] = []
    for one in dossier.criteria.instruments.values():
        for each in _figures(one):
            if figures.has(each) or each == one.id:
                rows.append(_row(dossier, figures, one, each))
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


def _figures(one: Instrument) -> list[str]:
    parts = [each.id for each in one.parts]
    return [one.id] if parts == [one.id] else [one.id, *parts]


def _row(dossier: Dossier, figures: Figures, one: Instrument, figure: str) -> tuple[Cell, ...]:
    whole = figure == one.id
    name = f"{one.name.th} ({one.id})" if whole else next(each.name.th for each in one.parts if each.id == figure)
    weight = figures.put(f"weight:{one.id}", _plain(one), "share") if whole and one.weight is not None else Words("–")
    return (
        cell(name if whole else f"– {name}", bold=whole),
        Cell((text_runs(weight if whole else "–"),)),
        Cell((scored(figures, figure, bold=whole),)),
    )


def _plain(one: Instrument) -> str:
    text = format(one.weight, "f") if one.weight is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chart(dossier: Dossier, figures: Figures) -> Chart:
    ids: list[str] = []
    for one in dossier.criteria.instruments.values():
        parts = [each.id for each in one.parts if figures.has(each.id)]
        ids += parts if len(parts) == len(one.parts) else [each for each in _figures(one) if figures.has(each)]
    names = tuple(figure_name(dossier.criteria, each).th for each in ids)
    keys = tuple(figures.score(each).key for each in ids)
    title = f"ผลการประเมินรายเครื่องมือ ปีงบประมาณ พ.ศ. {dossier.facts.year}"
    described = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    return Chart("columns", title, f"{title}: {described}", names, (Series("คะแนน", keys),))


def _deciding(dossier: Dossier, figures: Figures) -> list[Block]:
    found = dossier.findings.level
    if found is None:
        return []
    # That the level announced is not the one by the rules is said with the result.
    told = [spoken(figures, each) for each in found.sentences if "announced" not in each.figures]
    tested = [each for each in dossier.criteria.levels.tested if figures.has(each)]
    blocks: list[Block] = [Paragraph(runs, indent=True) for runs in told]
    if found.level is not None and found.next is None and tested:
        least = min(tested, key=lambda each: dossier.scorecard.figures[each].shown or 0)
        runs: list[str | Ref] = ["เครื่องมือที่ได้คะแนนน้อยที่สุดคือ ", f"{figure_name(dossier.criteria, least).th} "]
        blocks.append(Paragraph(text_runs(*runs, *scored(figures, least), " คะแนน"), indent=True))
    return blocks

"""The instruments and their parts, and which of them decides the level."""

from __future__ import annotations

from prongsai.analyze.sentences import sentence
from prongsai.criteria.names import figure_name, score_name
from prongsai.criteria.shapes import Instrument
from prongsai.language.digits import TO_ARABIC
from prongsai.publish.assemble.building.wording import (
    basis_notes,
    filled,
    heading_of,
    own_sections,
    scored,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.own_words import typed
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
    caption = filled(dossier, "ผลการประเมินของ{agency} จำแนกตามเครื่องมือการประเมิน")
    columns = (Column(5.5), Column(1.7, "center"), Column(2.4, "end"))
    blocks: list[Block] = [heading_of(dossier, "instruments", "ผลการประเมินรายเครื่องมือ")]
    blocks.append(Table(columns, (head,), tuple(rows), caption=text_runs(caption)))
    blocks += [*basis_notes(dossier, figures, shown), *_differing(dossier, figures)]
    blocks.append(_chart(dossier, figures))
    return [*blocks, *_meant(dossier, figures, options), *_deciding(dossier, figures)]


def _differing(dossier: Dossier, figures: Figures) -> list[Block]:
    """That the announced parts of an announced instrument give another score; not where the agency says so itself."""
    own = " ".join(section.text or "" for part in ("results", "instruments") for section in own_sections(dossier, part))
    told = typed(own.translate(TO_ARABIC))
    blocks: list[Block] = []
    for difference in dossier.scorecard.differences:
        if difference.figure not in dossier.criteria.instruments or {difference.published, difference.computed} <= {
            *told
        }:
            continue
        name = score_name(dossier.criteria, difference.figure).th
        computed = figures.put(f"{difference.figure}:by-parts", difference.computed, "score")
        announced = figures.score(difference.figure)
        runs = text_runs(f"{name} ที่ประกาศ (", announced, " คะแนน) ไม่เท่ากับที่คำนวณได้จากคะแนนย่อยที่ประกาศ (", computed)
        blocks.append(Paragraph((*runs, Words(" คะแนน) เอกสารนี้ใช้คะแนนที่ประกาศ")), style="note"))
    return blocks


def _meant(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """What the score of each instrument says; not where the agency or another part of the document says it."""
    own = any(section.text for section in own_sections(dossier, "instruments"))
    if own or "by_instrument" in options.get("parts", "").split():
        return []
    blocks: list[Block] = []
    for reading in dossier.findings.instruments:
        name = dossier.criteria.instruments[reading.figure].name.th
        opening = text_runs(f"{name} ({reading.figure}) ได้ ", *scored(figures, reading.figure), " คะแนน ")
        blocks.append(Paragraph((*opening, *spoken(figures, reading.meaning)), indent=True))
    return blocks


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
    carried = sentence("level.carried-over", {}, {"year": dossier.criteria.year})
    told = [
        spoken(figures, said)
        for said in reading.sentences
        if "announced" not in said.figures and not (dossier.clean and said == carried)
    ]
    tested = [figure for figure in dossier.criteria.levels.tested if figures.has(figure)]
    blocks: list[Block] = [Paragraph(runs, indent=True) for runs in told]
    if reading.level is not None and reading.next is None and tested:
        least = min(tested, key=lambda figure: dossier.scorecard.figures[figure].shown or 0)
        runs: list[str | Ref] = [f"เครื่องมือที่ได้คะแนนน้อยที่สุดคือ {figure_name(dossier.criteria, least).th} ได้ "]
        blocks.append(Paragraph(text_runs(*runs, *scored(figures, least), " คะแนน"), indent=True))
    return blocks

"""Instrument by instrument: the score, what to keep and what to raise."""

from __future__ import annotations

from prongsai.analyze.finding.readings import BANDS
from prongsai.analyze.finding.strengths import Standing
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Instrument
from prongsai.publish.assemble.building.remedies import (
    own_head,
    own_text,
    parts_of,
    remedies,
    told,
)
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, joined, listed_runs, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Listing, Paragraph, Runs, Words, text_runs


def by_instrument(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A narrative for each instrument: score, high or low by the rule that is said, what to keep, what to raise."""
    readings = dossier.findings.instruments
    if not readings:
        return []
    starred = Starred(dossier, figures)
    blocks: list[Block] = [
        heading("การวิเคราะห์ผลตามเครื่องมือการประเมิน"),
        Paragraph(
            (Words("โดยสรุป "), *joined([starred.said(reading.sentence) for reading in readings], " ")), indent=True
        ),
        Paragraph(
            (
                *text_runs("เกณฑ์การแปลผล: "),
                *starred.said(dossier.findings.band_rule),
                Words("" if dossier.clean else " (ไม่ใช่เกณฑ์ทางการ)"),
            ),
            style="note",
        ),
    ]
    for instrument in dossier.criteria.instruments.values():
        blocks += _instrument(dossier, starred, instrument, options)
    return starred.closed(blocks)


def _instrument(dossier: Dossier, starred: Starred, instrument: Instrument, options: Options) -> list[Block]:
    reading = next((reading for reading in dossier.findings.instruments if reading.figure == instrument.id), None)
    among = {instrument.id, *(part.id for part in instrument.parts)}
    standings = [standing for standing in dossier.findings.standings if standing.among in among]
    if reading is None and not standings:
        return []
    head = own_head(dossier, ("by_instrument", "advice"), f"({instrument.id})")
    blocks: list[Block] = [heading(head or f"{instrument.name.th} ({instrument.id})", 2)]
    runs: list[Runs] = []
    if reading is not None:
        runs.append(
            (
                Words("ได้ "),
                *starred.score(instrument.id, bold=True),
                Words(f" คะแนน อยู่ในช่วงคะแนน{BANDS[reading.band].th}"),
            )
        )
    parts = [part for part in instrument.parts if part.id != instrument.id and starred.figures.has(part.id)]
    if parts:
        split: list[Runs] = [
            (Words(f"{part.short.th} ได้ "), *starred.score(part.id), Words(" คะแนน")) for part in parts
        ]
        runs.append((Words("โดย "), *listed_runs(split)))
    if reading is not None:
        runs.append(starred.said(reading.meaning))
    runs.append(text_runs(f"ทั้งนี้ {_meaning(instrument)}"))
    blocks.append(Paragraph(joined(runs, " "), indent=True))
    written = own_text(dossier, ("by_instrument", "advice"), f"({instrument.id})")
    if written:
        blocks += prose(written)
    strong = [standing for standing in standings if not standing.weak]
    best = [standing for standing in strong if standing.highest] or strong
    if best:
        blocks += [Heading(3, text_runs("ควรรักษาไว้")), Paragraph(_named(dossier, starred, best))]
    low = [standing for standing in standings if standing.weak]
    if low:
        items = tuple(_raised(dossier, starred, standing, options) for standing in low)
        blocks += [Heading(3, text_runs("ควรยกระดับ")), Listing(items)]
    return blocks


def _meaning(instrument: Instrument) -> str:
    if instrument.kind == "disclosure":
        return "คะแนนนี้แสดงว่าเผยแพร่ข้อมูลครบตามองค์ประกอบเพียงใด ไม่ได้วัดว่าการปฏิบัติเป็นไปตามนั้น"
    return "คะแนนนี้เป็นการรับรู้ของผู้ตอบ"


def _named(dossier: Dossier, starred: Starred, standings: list[Standing]) -> Runs:
    told_: list[Runs] = [
        (
            Words(f"{figure_name(dossier.criteria, standing.figure).th} ได้ "),
            *starred.score(standing.figure),
            Words(" คะแนน"),
        )
        for standing in sorted(standings, key=lambda standing: -standing.score)
    ]
    return joined(told_, ", ")


def _raised(dossier: Dossier, starred: Starred, standing: Standing, options: Options) -> Runs:
    """An indicator to raise, with the items in it that are lowest."""
    indicator = dossier.criteria.indicators[standing.figure.number]
    lowest_first = remedies(
        dossier, dossier.findings.weak_items, indicator.id, parts_of(dossier, indicator, standing.figure)
    )
    runs = starred.said(standing.sentence)
    if "strengths" in options.get("parts", "").split():
        # Why it is to be raised is said there.
        name = figure_name(dossier.criteria, standing.figure).th
        runs = (Words(f"{name} ("), *starred.score(standing.figure), Words(" คะแนน)"))
    if not lowest_first:
        return runs
    return (
        *runs,
        Words(" ข้อที่ควรพัฒนาก่อน: "),
        *joined([told(dossier, starred, remedy) for remedy in lowest_first[:3]], ", "),
    )

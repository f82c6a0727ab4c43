"""Instrument by instrument: the score, what to keep and what to raise."""

from __future__ import annotations

from prongsai.analyze.finding.readings import BANDS
from prongsai.analyze.finding.strengths import Standing
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Instrument
from prongsai.publish.assemble.building.remedies import (
    own_text,
    parts_of,
    remedies,
    told,
)
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, joined, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Heading, Listing, Paragraph, Runs, Words, text_runs


def by_instrument(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A narrative for each instrument: score, high or low by the rule that is said, what to keep, what to raise."""
    found = dossier.findings.instruments
    if not found:
        return []
    starred = Starred(dossier, figures)
    blocks: list[Block] = [
        heading("การวิเคราะห์ผลตามเครื่องมือการประเมิน"),
        Paragraph((Words("โดยสรุป "), *joined([starred.said(each.sentence) for each in found], " ")), indent=True),
        Paragraph(
            (*text_runs("เกณฑ์การอ่าน: "), *starred.said(dossier.findings.band_rule), Words(" (ไม่ใช่เกณฑ์ทางการ)")),
            style="note",
        ),
    ]
    for instrument in dossier.criteria.instruments.values():
        blocks += _instrument(dossier, starred, instrument)
    return starred.closed(blocks)


def _instrument(dossier: Dossier, starred: Starred, one: Instrument) -> list[Block]:
    reading = next((each for each in dossier.findings.instruments if each.figure == one.id), None)
    among = {one.id, *(each.id for each in one.parts)}
    found = [each for each in dossier.findings.standings if each.among in among]
    if reading is None and not found:
        return []
    blocks: list[Block] = [heading(f"{one.name.th} ({one.id})", 2)]
    runs: list[Runs] = []
    if reading is not None:
        runs.append((Words("ได้ "), *starred.score(one.id, bold=True), Words(f" คะแนน อยู่ในช่วง{BANDS[reading.band].th}")))
    parts = [each for each in one.parts if each.id != one.id and starred.figures.has(each.id)]
    if parts:
        split: list[Runs] = [(Words(f"{each.short.th} "), *starred.score(each.id), Words(" คะแนน")) for each in parts]
        runs.append((Words("โดย "), *joined(split, " และ ")))
    runs.append(text_runs(_meaning(one)))
    blocks.append(Paragraph(joined(runs, " "), indent=True))
    written = own_text(dossier, ("by_instrument", "advice"), f"({one.id})")
    if written:
        blocks += prose(written)
    strong = [each for each in found if not each.weak]
    best = [each for each in strong if each.highest] or strong
    if best:
        blocks += [Heading(3, text_runs("ควรรักษาไว้")), Paragraph(_named(dossier, starred, best))]
    low = [each for each in found if each.weak]
    if low:
        items = tuple(_raised(dossier, starred, each) for each in low)
        blocks += [Heading(3, text_runs("ควรยกระดับ")), Listing(items)]
    return blocks


def _meaning(one: Instrument) -> str:
    if one.kind == "disclosure":
        return "คะแนนนี้บอกว่าเผยแพร่ข้อมูลครบตามองค์ประกอบเพียงใด ไม่ได้วัดว่าการปฏิบัติเป็นไปตามนั้น"
    return "คะแนนนี้เป็นการรับรู้ของผู้ตอบ"


def _named(dossier: Dossier, starred: Starred, found: list[Standing]) -> Runs:
    told_: list[Runs] = [
        (Words(f"{figure_name(dossier.criteria, each.figure).th} "), *starred.score(each.figure), Words(" คะแนน"))
        for each in sorted(found, key=lambda each: -each.score)
    ]
    return joined(told_, ", ")


def _raised(dossier: Dossier, starred: Starred, each: Standing) -> Runs:
    """An indicator to raise, with the items in it that are lowest."""
    indicator = dossier.criteria.indicators[each.figure.number]
    found = remedies(dossier, dossier.findings.weak_items, indicator.id, parts_of(dossier, indicator, each.figure))
    runs = starred.said(each.sentence)
    if not found:
        return runs
    return (*runs, Words(" ข้อที่ควรพัฒนาก่อน: "), *joined([told(dossier, starred, one) for one in found[:3]], ", "))

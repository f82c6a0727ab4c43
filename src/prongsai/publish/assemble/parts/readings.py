"""Instruments read together: staff, visitors and what is disclosed about one topic."""

from __future__ import annotations

from fractions import Fraction

from prongsai.analyze.bars import bars
from prongsai.analyze.figure_keys import reading_key
from prongsai.analyze.finding.readings import Reading, Side
from prongsai.analyze.sentences import bar_of, score_of
from prongsai.language.exact import half_up
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, cell, text_runs


def readings(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A row for each topic of which something can be read; the topics of which too little is known are named."""
    links: dict[str, list[Reading]] = {}
    for reading in dossier.findings.readings:
        links.setdefault(reading.link, []).append(reading)
    known = {link: [reading for reading in of_link if reading.kind != "unknown"] for link, of_link in links.items()}
    shown = {link: of_link for link, of_link in known.items() if of_link}
    if not shown:
        return []
    starred = Starred(dossier, figures)
    # Where all agree on what is well there is nothing to weigh: those topics take one line.
    quiet = [of_link for of_link in shown.values() if all(reading.kind == "agree-high" for reading in of_link)]
    telling = {link: of_link for link, of_link in shown.items() if of_link not in quiet}
    rows = tuple(_row(starred, link, of_link) for link, of_link in telling.items())
    inside, outside, disclosed = _codes(dossier)
    sides = (cell(f"ภายใน ({inside})"), cell(f"ภายนอก ({outside})"), cell(f"เปิดเผย ({disclosed})"))
    head = (cell("เรื่อง"), *sides, cell("ความหมาย"))
    columns = (Column(2.2), Column(1.3, "end"), Column(1.3, "end"), Column(1.3, "end"), Column(5.4))
    high = starred.value(bar_of("bar:high", bars().high))
    gap = starred.value(bar_of("bar:gap", bars().gap))
    blocks: list[Block] = [
        heading("การอ่านผลสามเครื่องมือร่วมกัน"),
        Paragraph(
            text_runs(
                "คะแนนของแต่ละเรื่องเป็นค่าเฉลี่ยของข้อที่ถามหรือตรวจเรื่องเดียวกัน ถือว่าสูงเมื่อได้ตั้งแต่ ",
                *high,
                " คะแนน และถือว่าต่างกันเมื่อห่างกันตั้งแต่ ",
                *gap,
                f" คะแนน{'' if dossier.clean else ' (เกณฑ์การอ่านของโปรแกรม ไม่ใช่เกณฑ์ทางการ)'}",
            ),
            indent=True,
        ),
        *([Table(columns, (head,), rows)] if rows else []),
    ]
    if quiet:
        blocks.append(_agreeing(quiet))
    missing = [of_link[0].topic.th for link, of_link in links.items() if link not in shown]
    if missing:
        blocks.append(Paragraph(text_runs(f"ยังทราบคะแนนไม่ครบ จึงอ่านเทียบกันไม่ได้: {', '.join(missing)}"), style="note"))
    return starred.closed(blocks)


def _agreeing(quiet: list[list[Reading]]) -> Paragraph:
    disclosed = all(any(reading.pair == "disclosed" for reading in of_link) for of_link in quiet)
    tail = " และเผยแพร่ข้อมูลที่เกี่ยวข้องครบหรือเกือบครบแล้ว" if disclosed else ""
    opening = f"เรื่องที่ผู้ตอบเห็นไปในทางที่ดี{tail} ซึ่งเป็นการรับรู้ของผู้ตอบ มิใช่ข้อพิสูจน์ ได้แก่ "
    return Paragraph(text_runs(opening + ", ".join(of_link[0].topic.th for of_link in quiet)), indent=True)


def _codes(dossier: Dossier) -> tuple[str, str, str]:
    """The instruments that ask inside, that ask outside, and that disclose: the first survey asks inside."""
    every = dossier.criteria.instruments.values()
    surveys = [instrument.id for instrument in every if instrument.kind == "survey"]
    disclosed = [instrument.id for instrument in every if instrument.kind == "disclosure"]
    return surveys[0], ", ".join(surveys[1:]), ", ".join(disclosed)


def _row(starred: Starred, link: str, of_link: list[Reading]) -> tuple[Cell, ...]:
    first = of_link[0]
    sides = {"inside": first.inside, "outside": first.outside, "disclosed": first.disclosed}
    return (
        cell(first.topic.th),
        *(Cell((_mean(starred, reading_key(link, name), side),)) for name, side in sides.items()),
        Cell(tuple(starred.said(reading.sentence) for reading in of_link)),
    )


def _mean(starred: Starred, key: str, side: Side) -> Runs:
    mean: Fraction | None = side.mean
    return text_runs("–") if mean is None else starred.value(score_of(key, half_up(mean)))

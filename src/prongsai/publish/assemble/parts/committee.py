"""The order that appoints the working group of the year."""

from __future__ import annotations

from prongsai.publish.assemble.building.official_papers import (
    ASSESSMENT,
    indented,
    numbered_lines,
    paper_head,
    place_to_sign,
    said,
)
from prongsai.publish.assemble.building.wording import NAME_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.people import DUTIES, WORKING_GROUP, working_group
from prongsai.publish.assemble.official.powers import authority, to_confirm, words_of_ours
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Table, Words, cell, text_runs


def committee(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The order with members by position and duties; names are dots until the paper is made with them."""
    group = said(dossier, WORKING_GROUP)
    subject = said(dossier, f"แต่งตั้ง{WORKING_GROUP} ประจำปีงบประมาณ พ.ศ. {{plan_year}}")
    power = authority(dossier, needed=True)
    before = f"ตามที่{{body}}จัดให้มี{ASSESSMENT} เป็นประจำทุกปี และ{{agency}}เป็นหน่วยงานที่เข้ารับการประเมิน นั้น"
    aim = (
        "เพื่อให้การขับเคลื่อนการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของ{agency} ประจำปีงบประมาณ พ.ศ. {plan_year} "
        "เป็นไปด้วยความเรียบร้อย มีประสิทธิภาพ และบรรลุวัตถุประสงค์ "
    )
    return [
        *paper_head(f"คำสั่ง{dossier.agency}", subject, numbered=True),
        indented(said(dossier, before)),
        indented(
            said(dossier, aim), (*power, Words(" ")) if power else "", f"จึงแต่งตั้ง{group} ประกอบด้วย", to_confirm(dossier)
        ),
        members(dossier),
        indented("ให้คณะทำงานมีหน้าที่ ดังต่อไปนี้", to_confirm(dossier), stays=True),
        *numbered_lines(text_runs(said(dossier, duty)) for duty in DUTIES),
        indented("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", stays=True),
        *place_to_sign(dossier, "สั่ง ณ วันที่"),
        *words_of_ours(dossier),
    ]


def members(dossier: Dossier) -> Table:
    """The members line by line: number, dots for the name, position, and role in the group."""
    rows: list[tuple[Cell, ...]] = [
        (
            cell(f"{number}."),
            Cell(((Words(NAME_DOTS, blank="name"),),)),
            cell(member.position),
            cell(member.role),
        )
        for number, member in enumerate(working_group(dossier), 1)
    ]
    columns = (Column(0.9, "end"), Column(4.6), Column(5.4), Column(5))
    return Table(columns, (), tuple(rows), ruled=False)

"""The announcement of the year's measures."""

from __future__ import annotations

from prongsai.improve.plan import Row
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.official_papers import paper_head, place_to_sign
from prongsai.publish.assemble.building.plan_form import entries, owners_of
from prongsai.publish.assemble.building.wording import (
    filled,
    level_runs,
    prose,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Paragraph, Runs, Words, text_runs


def announcement(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The announcement of the year's measures, numbered, with owners and period."""
    if dossier.plan is None or not dossier.plan.rows:
        return []
    subject = filled(dossier, "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}")
    blocks: list[Block] = paper_head(f"ประกาศ{dossier.agency}", None, subject)
    if figures.has("total") and dossier.plan.year != dossier.facts.year:
        by_rules, said = dossier.scorecard.level.computed, dossier.scorecard.level.name
        # Nobody announces a level and in the same breath another one.
        level = level_runs(dossier, figures) if by_rules in (None, said) else ()
        standard = "ตามที่{agency}เข้ารับการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year} ได้คะแนนรวม "
        opening = filled(dossier, called(dossier, standard))
        runs: Runs = text_runs(opening, figures.score("total"), " คะแนน", *((" ", *level) if level else ()))
        blocks.append(Paragraph(runs, indent=True))
    blocks += prose(
        filled(
            dossier,
            "เพื่อยกระดับคุณธรรมและความโปร่งใสในการดำเนินงาน {agency}จึงประกาศมาตรการ ประจำปีงบประมาณ พ.ศ. {plan_year} "
            "ให้ส่วนราชการในสังกัดถือปฏิบัติ และให้ประชาชนทราบโดยทั่วกัน ดังนี้",
        )
    )
    for number, row in enumerate(dossier.plan.rows, 1):
        blocks += _measures(number, row)
        told = [f"ผู้รับผิดชอบ {', '.join(owners_of(row))}" if owners_of(row) else ""]
        told.append(f"ระยะเวลา {row.period.text}" if row.period else "")
        text = " ".join(phrase for phrase in told if phrase)
        blocks += prose(text) if text else []
    blocks += prose("ให้ผู้รับผิดชอบรายงานผลการดำเนินการต่อผู้บริหาร และเผยแพร่ผลให้ประชาชนทราบ")
    return [*blocks, *place_to_sign(dossier, "ประกาศ ณ วันที่")]


def _measures(number: int, row: Row) -> list[Block]:
    """The clause of a row: its measures behind the number, those under a heading below it."""
    texts = [one for one in row.measures if isinstance(one, str)]
    headed = [line for one in row.measures if not isinstance(one, str) for line in entries((one,))]
    first: Runs = (Words(" / ".join(texts)),)
    if not texts and headed:
        first, headed = headed[0], headed[1:]
    clause = Paragraph((Words(f"ข้อ {number} ", bold=True), *first), indent=True)
    return [clause, *(Paragraph(line, indent=True) for line in headed)]

"""Why the assessment is made and on which policy it rests."""

from __future__ import annotations

from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import filled, heading, own, own_sections, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block

RATIONALE = """การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {year} \
เก็บข้อมูลจากผู้มีส่วนได้ส่วนเสียภายใน ผู้มีส่วนได้ส่วนเสียภายนอก และการเปิดเผยข้อมูลสาธารณะบนเว็บไซต์หลักของหน่วยงาน"""


def rationale(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Why the assessment is made and on which policy it rests."""
    if any(section.text for section in own_sections(dossier, "rationale")):
        return own(dossier, "rationale", "หลักการและเหตุผล")
    blocks: list[Block] = [heading("หลักการและเหตุผล"), *prose(filled(dossier, called(dossier, RATIONALE)))]
    for target in dossier.criteria.targets:
        blocks += prose(f"ค่าเป้าหมายที่ใช้คือ {target.text.th}")
    if dossier.plan is not None and dossier.plan.year != dossier.facts.year:
        blocks += prose(
            filled(dossier, "ผลการประเมินเป็นข้อมูลสำหรับกำหนดมาตรการของ{agency} ประจำปีงบประมาณ พ.ศ. {plan_year}")
        )
    return blocks

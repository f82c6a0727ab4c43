"""The preface, signed by the agency."""

from __future__ import annotations

from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import filled, heading, own, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, PageBreak, Paragraph, text_runs

PREFACE = """การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment: ITA) \
ช่วยให้หน่วยงานทราบสถานะด้านคุณธรรมและความโปร่งใสของตน และนำผลไปปรับปรุงการดำเนินงานและการให้บริการประชาชน
{agency}จัดทำรายงานฉบับนี้จากผลการประเมินประจำปีงบประมาณ พ.ศ. {year} เพื่อวิเคราะห์สิ่งที่ควรรักษาไว้และสิ่งที่ควรปรับปรุง \
และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}
{agency}หวังว่ารายงานฉบับนี้จะเป็นประโยชน์แก่ผู้บริหาร บุคลากร และประชาชน \
ในการติดตามและร่วมกันพัฒนาการดำเนินงานให้โปร่งใสและตรวจสอบได้"""


def standard_preface(dossier: Dossier) -> str:
    """The usual words, with ``{agency}``, ``{year}`` and ``{plan_year}`` in their places."""
    return called(dossier, PREFACE)


def preface(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The preface, signed by whom the document names, else by the agency."""
    written = own(dossier, "preface", "คำนำ")
    blocks = written or [heading("คำนำ"), *prose(filled(dossier, standard_preface(dossier)))]
    signed = (dossier.document.signed_by if dossier.document else None) or dossier.agency
    return [*blocks, Paragraph(text_runs(signed), align="end"), PageBreak()]

"""The announcement that nobody of the agency takes gifts for what is done in office: words of ours."""

from __future__ import annotations

from prongsai.publish.assemble.building.official_papers import indented, paper_head, place_to_sign, said
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import people_of
from prongsai.publish.assemble.official.powers import authority, to_confirm, words_of_ours
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Words

_SUBJECT = "นโยบายไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ (No Gift Policy) ประจำปีงบประมาณ พ.ศ. {plan_year}"
_AIM = (
    "เพื่อให้การปฏิบัติหน้าที่ของ{agency}เป็นไปด้วยความซื่อสัตย์สุจริต โปร่งใส และเป็นธรรม ป้องกันการขัดกันระหว่างประโยชน์ส่วนบุคคล"
    "กับประโยชน์ส่วนรวม และเสริมสร้างวัฒนธรรมสุจริตในองค์กร "
)
_PROMISES = (
    "{head} ผู้บริหาร {people} จะไม่รับของขวัญ ของกำนัล ทรัพย์สิน หรือประโยชน์อื่นใดจากการปฏิบัติหน้าที่ "
    "ทั้งก่อน ขณะ และหลังการปฏิบัติหน้าที่ ไม่ว่าในเทศกาลหรือโอกาสใด ๆ",
    "ให้ผู้บังคับบัญชาทุกระดับประพฤติตนเป็นแบบอย่าง สร้างความเข้าใจแก่ผู้ใต้บังคับบัญชา และกำกับดูแลให้ถือปฏิบัติตามนโยบายนี้โดยเคร่งครัด",
    "การแสดงความปรารถนาดีหรือการต้อนรับในโอกาสต่าง ๆ ให้ใช้บัตรอวยพร การลงนามอวยพร หรือการแสดงออกที่ไม่มีมูลค่าเป็นทรัพย์สิน",
    "หากมีความจำเป็นที่ต้องรับทรัพย์สินหรือประโยชน์อื่นใดเพื่อรักษาไมตรี มิตรภาพ หรือความสัมพันธ์อันดีระหว่างบุคคล "
    "ให้รายงานต่อผู้บังคับบัญชาโดยเร็ว และปฏิบัติตามหลักเกณฑ์ว่าด้วยการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยาของเจ้าพนักงานของรัฐ",
    "ให้เผยแพร่ประกาศนี้แก่บุคลากร ผู้มาติดต่อ และประชาชน และรายงานผลการดำเนินการตามนโยบายต่อ{head}เป็นประจำทุกปี",
)


def no_gift(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The announcement of the policy, with its promises as clauses; a draft says that the words are proposed."""
    has_number = dossier.document is not None and dossier.document.announcement_number == "yes"
    power = authority(dossier)
    agency = dossier.facts.agency
    promises = (said(dossier, text) for text in _PROMISES)
    promises = (text.replace("{people}", people_of(agency)) for text in promises)
    return [
        *paper_head(f"ประกาศ{dossier.agency}", said(dossier, _SUBJECT), numbered=has_number),
        indented(
            said(dossier, _AIM),
            (*power, Words(" ")) if power else "",
            said(dossier, "{agency}จึงประกาศนโยบายไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ ดังต่อไปนี้"),
            to_confirm(dossier),
        ),
        *(indented((Words(f"ข้อ {number} ", bold=True),), text) for number, text in enumerate(promises, 1)),
        indented("จึงประกาศมาให้ทราบโดยทั่วกัน ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", stays=True),
        *place_to_sign(dossier, "ประกาศ ณ วันที่"),
        *words_of_ours(dossier),
    ]

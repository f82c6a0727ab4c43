"""The working group that carries the year: who is in it by position, and what it does."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.publish.assemble.building.wording import SHORT_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import clerk_of, deputy_of, head_of_section, sections_of

WORKING_GROUP = "คณะทำงานขับเคลื่อนการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของ{agency}"
# What the group does: words of ours.
DUTIES = (
    "วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสของปีที่ผ่านมา และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "จัดทำแผนปฏิบัติการและปฏิทินการดำเนินงาน พร้อมทั้งมอบหมายผู้รับผิดชอบการเปิดเผยข้อมูลสาธารณะ (OIT) เป็นรายข้อ",
    "กำกับ ติดตาม และตรวจสอบข้อมูลที่เผยแพร่ให้ครบถ้วน ถูกต้อง เป็นปัจจุบัน และคุ้มครองข้อมูลส่วนบุคคล",
    "ประชาสัมพันธ์ให้ผู้มีส่วนได้ส่วนเสียเข้าตอบแบบวัดโดยอิสระ โดยไม่ชี้นำคำตอบและไม่สืบหาตัวผู้ตอบ",
    "สรุปผลการดำเนินการตามมาตรการและเสนอต่อ{head}ตามรอบระยะเวลาที่กำหนด",
    "ปฏิบัติงานอื่นที่เกี่ยวข้องตามที่ได้รับมอบหมาย",
)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the group: the position held in the agency, and the one in the group."""

    position: str
    role: str


def working_group(dossier: Dossier) -> tuple[Member, ...]:
    """The group by position: the clerk leads it, the heads of the sections that the round file names are in it."""
    agency = dossier.facts.agency
    sections = sections_of(dossier)
    heads = tuple(head_of_section(section) for section in sections) or ("หัวหน้าส่วนราชการทุกส่วนราชการ",)
    blank = f"ตำแหน่ง {SHORT_DOTS}"
    return (
        Member(clerk_of(agency) or blank, "ประธานคณะทำงาน"),
        Member(deputy_of(agency) or blank, "รองประธานคณะทำงาน"),
        *(Member(head, "คณะทำงาน") for head in heads),
        Member(blank, "คณะทำงานและเลขานุการ"),
        Member(blank, "คณะทำงานและผู้ช่วยเลขานุการ"),
    )

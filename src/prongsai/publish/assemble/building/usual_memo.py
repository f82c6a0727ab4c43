"""The memo for an agency that wrote none: the year's result and the measures, submitted to its head for a decision."""

from __future__ import annotations

from prongsai.collect.papers import Endorsement
from prongsai.criteria.names import figure_names
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import (
    DOTS,
    filled,
    head_of_agency,
    joined,
    level_runs,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.figures import Figures, two
from prongsai.publish.report import Block, MemoHead, Paragraph, Runs, Words, text_runs

_MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}"
_BEFORE = (
    "ตามที่{body}จัดให้มีการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    "(Integrity and Transparency Assessment: ITA) ประจำปีงบประมาณ พ.ศ. {year} และ{agency}เป็นหน่วยงานที่เข้ารับการประเมิน นั้น"
)
_CONSIDERED = "เพื่อให้การยกระดับคุณธรรมและความโปร่งใสของ{agency}เป็นไปอย่างต่อเนื่อง เห็นควรดำเนินการ ดังนี้"
# Whoever stands between the officer and the head of an agency, by the beginning of the agency's name.
_CLERKS = (
    ("เทศบาล", "ปลัดเทศบาล"),
    ("องค์การบริหารส่วนตำบล", "ปลัดองค์การบริหารส่วนตำบล"),
    ("องค์การบริหารส่วนจังหวัด", "ปลัดองค์การบริหารส่วนจังหวัด"),
    ("เมืองพัทยา", "ปลัดเมืองพัทยา"),
)
# The sentence that asks for a decision.
CLOSING = "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบขอได้โปรดสั่งการให้ผู้เกี่ยวข้องดำเนินการต่อไป"
_OPINIONS = ("เห็นควรให้ความเห็นชอบ", DOTS)
_DECISIONS = ("ให้ความเห็นชอบ และดำเนินการตามเสนอ", DOTS)


def usual_head(dossier: Dossier) -> MemoHead:
    """Subject and addressee; number, date and telephone are left to the register and the hand."""
    subject = "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {year}"
    if not has(dossier, "scores"):
        subject = f"ขอความเห็นชอบ{_MEASURES}"
    elif has(dossier, "plan"):
        subject += f" และขอความเห็นชอบ{_MEASURES}"
    unit = dossier.document.unit if dossier.document else None
    return MemoHead(
        unit=unit or dossier.agency,
        phone="",
        number="",
        date="",
        subject=filled(dossier, called(dossier, subject)),
        to=head_of_agency(dossier.facts.agency),
    )


def usual_parts(dossier: Dossier, figures: Figures) -> list[Block]:
    """What went before, the facts, what is to be considered, what is proposed."""
    starred = Starred(dossier, figures)
    body = dossier.criteria.body.th
    blocks: list[Block] = [
        _head("เรื่องเดิม"),
        _paragraph(filled(dossier, called(dossier, _BEFORE.replace("{body}", body)))),
        _head("ข้อเท็จจริง"),
        *_facts(dossier, figures, starred),
        _head("ข้อพิจารณา"),
        _paragraph(filled(dossier, called(dossier, _CONSIDERED))),
        *(Paragraph(text_runs(f"{at}. {act}")) for at, act in enumerate(_acts(dossier), 1)),
    ]
    return starred.closed(blocks)


def usual_chain(dossier: Dossier) -> tuple[Endorsement, ...]:
    """Whoever drew it up, the permanent secretary where the kind of agency has one, and its head. Positions only."""
    name = dossier.facts.agency.name
    clerk = next((position for lead, position in _CLERKS if name.startswith(lead)), None)
    between = (Endorsement(position=clerk, choices=_OPINIONS),) if clerk is not None else ()
    head = Endorsement(position=head_of_agency(dossier.facts.agency), choices=_DECISIONS)
    return (Endorsement(position=f"ตำแหน่ง {DOTS}"), *between, head)


def _head(text: str) -> Paragraph:
    return Paragraph((Words(text, bold=True),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text_runs(text), indent=True)


def _facts(dossier: Dossier, figures: Figures, starred: Starred) -> list[Block]:
    blocks: list[Block] = []
    if figures.has("total"):
        level = level_runs(dossier, figures)
        opening = filled(dossier, "ผลการประเมินประจำปีงบประมาณ พ.ศ. {year} {agency}ได้คะแนนรวม ")
        runs: Runs = (Words(opening), *starred.score("total"), Words(" คะแนน"))
        runs = (*runs, *text_runs(" "), *level) if level else runs
        blocks.append(Paragraph((*runs, *_against_target(dossier, figures)), indent=True))
    known = [name for name in dossier.criteria.instruments if figures.has(name)]
    if known:
        told: list[Runs] = [
            (Words(f"{dossier.criteria.instruments[name].name.th} ได้ "), *starred.score(name), Words(" คะแนน"))
            for name in known
        ]
        blocks.append(Paragraph((Words("จำแนกตามเครื่องมือการประเมิน ดังนี้ "), *joined(told, " ")), indent=True))
    if extremes := _extremes(dossier, starred):
        blocks.append(Paragraph(extremes, indent=True))
    if dossier.plan is not None and dossier.plan.rows:
        many = figures.put("count:plan.rows", str(len(dossier.plan.rows)), "count")
        blocks.append(
            Paragraph(
                text_runs(
                    filled(dossier, f"จากการวิเคราะห์ผลการประเมิน {{agency}}ได้จัดทำ{_MEASURES} จำนวน "),
                    many,
                    " รายการ รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้",
                ),
                indent=True,
            )
        )
    elif blocks:
        blocks.append(_paragraph("รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้"))
    return blocks


def _against_target(dossier: Dossier, figures: Figures) -> Runs:
    """How far the total is from its target; empty where there is none."""
    target = next((target for target in dossier.findings.targets if target.figure == "total"), None)
    if target is None:
        return ()
    bar = figures.put("target:total", str(target.target), "score")
    if not target.margin:
        return text_runs(" เท่ากับค่าเป้าหมาย (", bar, " คะแนน)")
    margin = figures.put("margin:total", two(abs(target.margin)), "points")
    return text_runs(f" {'สูง' if target.met else 'ต่ำ'}กว่าค่าเป้าหมาย (", bar, " คะแนน) อยู่ ", margin, " คะแนน")


def _extremes(dossier: Dossier, starred: Starred) -> Runs:
    """The highest and the lowest indicator, where all are known and the lowest points at nobody; else empty."""
    extremes = next((extremes for extremes in dossier.findings.extremes if extremes.scope == "indicators"), None)
    if extremes is None or not extremes.complete or extremes.highest == extremes.lowest:
        return ()
    high, low = extremes.highest, extremes.lowest
    private = {standing.figure for standing in dossier.findings.standings if standing.private}
    if not high or not low or set(low) & private:
        return ()
    return (
        Words(f"ตัวชี้วัดที่ได้คะแนนสูงสุด ได้แก่ {figure_names(dossier.criteria, high).th} ("),
        *starred.score(high[0]),
        Words(f" คะแนน) และตัวชี้วัดที่ได้คะแนนต่ำสุด ได้แก่ {figure_names(dossier.criteria, low).th} ("),
        *starred.score(low[0]),
        Words(" คะแนน)"),
    )


def _acts(dossier: Dossier) -> list[str]:
    acts = []
    if has(dossier, "scores"):
        acts.append("รับทราบผลการประเมินประจำปีงบประมาณ พ.ศ. {year}")
    if has(dossier, "plan"):
        acts += [
            f"ให้ความเห็นชอบ{_MEASURES}",
            "มอบหมายส่วนราชการที่รับผิดชอบดำเนินการตามมาตรการ และรายงานผลตามระยะเวลาที่กำหนด",
            "เผยแพร่ผลการวิเคราะห์และมาตรการดังกล่าวบนเว็บไซต์หลักของหน่วยงาน ให้บุคลากรและประชาชนทราบ",
        ]
    else:
        acts += [
            f"มอบหมายผู้รับผิดชอบวิเคราะห์ผลการประเมินและจัดทำ{_MEASURES}",
            "แจ้งผลการประเมินให้บุคลากรในสังกัดทราบ และเผยแพร่บนเว็บไซต์หลักของหน่วยงาน",
        ]
    return [filled(dossier, called(dossier, act)) for act in acts]

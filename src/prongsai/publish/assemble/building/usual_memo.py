"""The memo for an agency that wrote none: the year's result and the measures, submitted to its head for a decision."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.collect.papers import Endorsement
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_names
from prongsai.language.thai_text import listed, without_label
from prongsai.publish.assemble.building.official_papers import ASSESSMENT, MEASURES, indented, said
from prongsai.publish.assemble.building.wording import (
    DOTS,
    filled,
    level_runs,
    listed_runs,
    short_name,
    unsure,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.official.positions import clerk_of, head_of_agency
from prongsai.publish.assemble.official.powers import power_of
from prongsai.publish.figures import Figures, two
from prongsai.publish.report import Block, MemoHead, Paragraph, Runs, Words, text_runs

# What went before.
BEFORE = f"ตามที่{{body}}จัดให้มี{ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {{year}} และ{{agency}}เป็นหน่วยงานที่เข้ารับการประเมิน นั้น"
_CONSIDERED = "เห็นควรดำเนินการ ดังนี้"
# The sentence that asks for a decision.
CLOSING = "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบขอได้โปรดสั่งการให้ผู้เกี่ยวข้องดำเนินการต่อไป"
# What is printed before the unit that sends a memo.
UNIT = "ส่วนราชการ"
_MOST_NAMES = 2
_OPINIONS = ("เห็นควรให้ความเห็นชอบ", DOTS)
_DECISIONS = ("ให้ความเห็นชอบ และดำเนินการตามเสนอ", DOTS)


def usual_head(dossier: Dossier) -> MemoHead:
    """Subject and addressee; number, date and telephone are left to the register and the hand."""
    # What was assessed is spelled out where the memo begins; a subject is as short as it can be.
    subject = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}"
    if not has(dossier, "scores"):
        subject = f"ขอความเห็นชอบ{MEASURES}"
    elif has(dossier, "plan"):
        subject += f" และขอความเห็นชอบ{MEASURES}"
    unit = dossier.document.unit if dossier.document else None
    return MemoHead(
        unit=without_label(unit or dossier.agency, UNIT),
        phone=contact(dossier),
        number="",
        date="",
        subject=said(dossier, subject),
        to=head_of_agency(dossier.facts.agency),
    )


def contact(dossier: Dossier, phone: str = "") -> str:
    """Telephone and e-mail of the unit as a memo's head shows them behind ``โทร.``; empty where neither is known."""
    document = dossier.document
    phone = bare_phone(phone or (document.phone if document else None) or "")
    email = bare_email((document.email if document else None) or "")
    return f"{phone} ไปรษณีย์อิเล็กทรอนิกส์ {email}" if phone and email else phone


def bare_phone(typed: str) -> str:
    """A telephone number as it is printed behind ``โทร.``"""
    return without_label(typed, "โทรศัพท์", "โทร")


def bare_email(typed: str) -> str:
    """An address as it is printed behind ``ไปรษณีย์อิเล็กทรอนิกส์``."""
    return without_label(typed, "ไปรษณีย์อิเล็กทรอนิกส์", "อีเมล")


def usual_parts(dossier: Dossier, figures: Figures) -> list[Block]:
    """What went before, the facts, what is to be considered, what is proposed."""
    return [
        _head("เรื่องเดิม"),
        indented(said(dossier, BEFORE)),
        _head("ข้อเท็จจริง"),
        *usual_facts(dossier, figures, "รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้"),
        *_law(dossier),
        _head("ข้อพิจารณา"),
        indented(said(dossier, _CONSIDERED)),
        *(indented(f"{at}. {act}") for at, act in enumerate(_acts(dossier), 1)),
    ]


def usual_chain(dossier: Dossier) -> tuple[Endorsement, ...]:
    """Whoever drew it up, the permanent secretary where the kind of agency has one, and its head. Positions only."""
    clerk = clerk_of(dossier.facts.agency)
    between = (Endorsement(position=clerk, choices=_OPINIONS),) if clerk is not None else ()
    head = Endorsement(position=head_of_agency(dossier.facts.agency), choices=_DECISIONS)
    return (Endorsement(position=f"ตำแหน่ง {DOTS}"), *between, head)


def _head(text: str) -> Paragraph:
    return Paragraph((Words(text, bold=True),))


def _law(dossier: Dossier) -> list[Block]:
    """What the head's power rests on, where the agency names it: the memo says nothing of law in our words."""
    power = power_of(dossier)
    if power is None:
        return []
    head = head_of_agency(dossier.facts.agency)
    return [_head("ข้อกฎหมาย"), indented(f"การสั่งการและการประกาศมาตรการตามที่เสนอเป็นอำนาจของ{head} ตาม{power}")]


def usual_facts(dossier: Dossier, figures: Figures, where: str) -> list[Block]:
    """The year's result and how many measures were made of it; ``where`` sends the reader to what is attached.

    Which scores were computed and not announced a sentence says: running text has no stars.
    """
    blocks: list[Block] = []
    if figures.has("total"):
        level = level_runs(dossier, figures)
        opening = filled(dossier, "ผลการประเมินประจำปีงบประมาณ พ.ศ. {year} {agency}ได้คะแนนรวม ")
        runs: Runs = (Words(opening), figures.score("total"), Words(" คะแนน"))
        runs = (*runs, *text_runs(" "), *level) if level else runs
        blocks.append(Paragraph((*runs, *_against_target(dossier, figures)), indent=True))
    known = [name for name in dossier.criteria.instruments if figures.has(name)]
    if known:
        told: list[Runs] = [
            (Words(f"{dossier.criteria.instruments[name].name.th} ได้ "), figures.score(name), Words(" คะแนน"))
            for name in known
        ]
        blocks.append(Paragraph((Words("จำแนกตามเครื่องมือการประเมิน ดังนี้ "), *listed_runs(told)), indent=True))
    high, low = _extremes(dossier)
    if high and low:
        blocks.append(Paragraph(_from_to(dossier, figures, high, low), indent=True))
    total = ["total"] if figures.has("total") else []
    blocks += _computed(dossier, figures, [*total, *known], [*high, *low])
    if dossier.plan is not None and dossier.plan.rows:
        many = figures.put("count:plan.rows", str(len(dossier.plan.rows)), "count")
        blocks.append(
            Paragraph(
                text_runs(
                    filled(dossier, f"จากการวิเคราะห์ผลการประเมิน {{agency}}ได้จัดทำร่าง{MEASURES} จำนวน "),
                    many,
                    f" รายการ {where}",
                ),
                indent=True,
            )
        )
    elif blocks:
        blocks.append(indented(where))
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


def _extremes(dossier: Dossier) -> tuple[Sequence[FigureId], Sequence[FigureId]]:
    """The highest and the lowest indicators, where all are known and the lowest point at nobody; else none."""
    extremes = next((extremes for extremes in dossier.findings.extremes if extremes.scope == "indicators"), None)
    if extremes is None or not extremes.complete or extremes.highest == extremes.lowest:
        return (), ()
    high, low = extremes.highest, extremes.lowest
    private = {standing.figure for standing in dossier.findings.standings if standing.private}
    return ((), ()) if not high or not low or set(low) & private else (high, low)


def _told(dossier: Dossier, indicators: Sequence[FigureId]) -> str:
    """Indicators by name; many by number alone, for a memo is one page and its result stands in full behind it."""
    if len(indicators) > _MOST_NAMES:
        return f"ตัวชี้วัดที่ {listed([figure.number for figure in indicators])}"
    return figure_names(dossier.criteria, indicators).th


def _from_to(dossier: Dossier, figures: Figures, high: Sequence[FigureId], low: Sequence[FigureId]) -> Runs:
    return (
        Words(f"ตัวชี้วัดที่ได้คะแนนสูงสุด ได้แก่ {_told(dossier, high)} ("),
        figures.score(high[0]),
        Words(f" คะแนน) และตัวชี้วัดที่ได้คะแนนต่ำสุด ได้แก่ {_told(dossier, low)} ("),
        figures.score(low[0]),
        Words(" คะแนน)"),
    )


def _computed(dossier: Dossier, figures: Figures, wholes: Sequence[str], indicators: Sequence[FigureId]) -> list[Block]:
    """Which of the scores above nobody announced, and whether rules that are not confirmed are behind one of them."""
    shown = figures.scorecard.figures
    own = [figure for figure in wholes if shown[figure].basis == "computed"]
    others = [figure for figure in indicators if shown[figure].basis == "computed"]
    if not own and not others:
        return []
    instruments = dossier.criteria.instruments
    names = [instruments[figure].name.th if figure in instruments else "คะแนนรวม" for figure in own]
    if others and len(others) == len(indicators):
        names.append("ตัวชี้วัดข้างต้น")
    else:
        names += [short_name(dossier.criteria, figure) for figure in others]
    lead = "" if names[0].startswith("คะแนน") else "คะแนนของ"
    doubt = "โดยอาศัยหลักเกณฑ์บางส่วนที่ยังไม่มีเอกสารยืนยัน " if any(unsure(figures, each) for each in (*own, *others)) else ""
    return [
        indented(
            f"ทั้งนี้ {lead}{listed(names)} คำนวณจากผลคะแนนที่ประกาศ {doubt}เพื่อใช้ประกอบการพิจารณา มิใช่คะแนนที่ประกาศเป็นทางการ"
        )
    ]


def _acts(dossier: Dossier) -> list[str]:
    acts = []
    if has(dossier, "scores"):
        acts.append("รับทราบผลการประเมินประจำปีงบประมาณ พ.ศ. {year}")
    if has(dossier, "plan"):
        acts += [
            "ให้ความเห็นชอบร่างมาตรการดังกล่าว",
            "มอบหมายส่วนราชการที่รับผิดชอบดำเนินการ และรายงานผลตามระยะเวลาที่กำหนด",
            "เผยแพร่ผลการวิเคราะห์และมาตรการบนเว็บไซต์หลักของหน่วยงาน",
        ]
    else:
        acts += [
            f"มอบหมายผู้รับผิดชอบวิเคราะห์ผลการประเมินและจัดทำ{MEASURES}",
            "แจ้งผลการประเมินให้บุคลากรในสังกัดทราบ และเผยแพร่บนเว็บไซต์หลักของหน่วยงาน",
        ]
    return [said(dossier, act) for act in acts]

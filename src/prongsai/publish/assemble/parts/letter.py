"""The letter that reports result and measures to the district, the province or the NACC (form 1)."""

from __future__ import annotations

from prongsai.language.thai_text import without_label
from prongsai.publish.assemble.building.official_papers import (
    ASSESSMENT,
    MEASURES,
    announced,
    head_signs,
    indented,
    said,
)
from prongsai.publish.assemble.building.usual_memo import bare_email, bare_phone
from prongsai.publish.assemble.building.wording import DOTS, SHORT_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.official.positions import reports_to
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, LetterHead, Paragraph, Runs, Words, text_runs

_NACC = "เลขาธิการคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ"


def letter(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Head, body, complimentary close, the place to sign, and who is to be asked."""
    scores, plan = has(dossier, "scores"), has(dossier, "plan")
    if not (scores or plan):
        return []
    return [
        _head(dossier, scores=scores, plan=plan),
        *_body(dossier, figures, scores=scores, plan=plan),
        head_signs(dossier, above="ขอแสดงความนับถือ"),
        *_asked(dossier),
    ]


def addressee(dossier: Dossier) -> str:
    """Who the letter is to: as the round file says, else as agencies of the kind report."""
    told = dossier.document.letter if dossier.document else None
    to = (told.to if told else None) or reports_to(dossier.facts.agency)
    agency = dossier.facts.agency
    if to == "district":
        return f"นายอำเภอ{_district(dossier) or SHORT_DOTS}"
    return f"ผู้ว่าราชการจังหวัด{agency.province or SHORT_DOTS}" if to == "province" else _NACC


def _district(dossier: Dossier) -> str:
    """The district's name; that of the provincial capital is named with the province."""
    agency = dossier.facts.agency
    return f"เมือง{agency.province or ''}" if agency.district == "เมือง" else agency.district or ""


def _head(dossier: Dossier, *, scores: bool, plan: bool) -> LetterHead:
    agency, document = dossier.facts.agency, dossier.document
    district = _district(dossier)
    place = " ".join(
        part
        for part in (f"อำเภอ{district}" if district else "", f"จังหวัด{agency.province}" if agency.province else "")
        if part
    )
    address = document.address if document and document.address else None
    sender = (dossier.agency, *(address.splitlines() if address else (DOTS, f"{place} {SHORT_DOTS}".strip())))
    subject = "รายงาน" + " และ".join(
        [
            *(["ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year}"] if scores else []),
            *([MEASURES] if plan else []),
        ]
    )
    enclosed = [
        *(["รายงานการวิเคราะห์ผลการประเมิน ประจำปีงบประมาณ พ.ศ. {year}"] if scores else []),
        *([MEASURES] if plan else []),
    ]
    many = len(enclosed) > 1
    told = document.letter if document else None
    return LetterHead(
        number=SHORT_DOTS + "/" + SHORT_DOTS,
        sender=sender,
        date=DOTS,
        subject=said(dossier, subject),
        to=addressee(dossier),
        reference=without_label((told.reference if told else None) or "", "อ้างถึง"),
        enclosures=tuple(
            (f"{at}. {said(dossier, name)}" if many else said(dossier, name), "จำนวน 1 ชุด")
            for at, name in enumerate(enclosed, 1)
        ),
    )


def _body(dossier: Dossier, figures: Figures, *, scores: bool, plan: bool) -> list[Block]:
    blocks: list[Block] = []
    told = dossier.document.letter if dossier.document else None
    # A letter that answers another begins with it; one of its own accord begins with ด้วย.
    first = (
        "ตามหนังสือที่อ้างถึง แจ้งให้รายงานผลการดำเนินการตามการประเมินคุณธรรมและความโปร่งใส นั้น" if told and told.reference else ""
    )
    if first:
        blocks.append(indented(said(dossier, first)))
    lead = "" if first else "ด้วย"
    if scores:
        opening = f"{lead}{{agency}}ได้เข้ารับ{ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {{year}}"
        score = announced(dossier, figures)
        result: Runs = (Words(" "), *score) if score else ()
        blocks.append(indented(said(dossier, opening), result))
        lead = ""
    if plan:
        assert dossier.plan is not None
        many = figures.put("count:plan.rows", str(len(dossier.plan.rows)), "count")
        since = "จากการวิเคราะห์ผลการประเมิน " if scores else lead
        blocks.append(
            Paragraph(
                text_runs(said(dossier, f"{since}{{agency}}ได้กำหนด{MEASURES} จำนวน "), many, " รายการ"), indent=True
            )
        )
    reported = "ผลการประเมินและมาตรการ" if plan and scores else "มาตรการ" if plan else "ผลการประเมิน"
    closing = f"{{agency}}จึงขอรายงาน{reported}ดังกล่าว รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
    blocks.append(indented(said(dossier, closing)))
    blocks.append(indented("จึงเรียนมาเพื่อโปรดทราบ", stays=True))
    return blocks


def _asked(dossier: Dossier) -> list[Block]:
    """The unit that answers questions about the letter, at its foot; dots where a number is not known."""
    document, memo = dossier.document, dossier.memo
    unit = (document.unit if document else None) or (memo.unit if memo else None)
    phone = (document.phone if document else None) or (memo.phone if memo else None)
    email = document.email if document else None
    lines = [unit or f"ส่วนราชการเจ้าของเรื่อง {SHORT_DOTS}", f"โทร. {bare_phone(phone or '') or SHORT_DOTS}"]
    lines.append(f"ไปรษณีย์อิเล็กทรอนิกส์ {bare_email(email or '') or SHORT_DOTS}")
    return [Paragraph(text_runs(line), stays=at < len(lines)) for at, line in enumerate(lines, 1)]

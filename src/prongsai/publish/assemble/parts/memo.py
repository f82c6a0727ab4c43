"""The memo (บันทึกข้อความ): head, headed parts, closing, attachments, and the chain of those who endorse it."""

from __future__ import annotations

from prongsai.collect.papers import Endorsement
from prongsai.language.calendar import full_date
from prongsai.publish.assemble.building.usual_memo import CLOSING, usual_chain, usual_head, usual_parts
from prongsai.publish.assemble.building.wording import DOTS, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, MemoHead, Paragraph, Signature, Words, text_runs


def memo(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The agency's memo, else the usual one that submits result and measures; nothing where there is neither.

    Names are left to the hand that signs.
    """
    held = dossier.memo
    if held is None:
        if not (has(dossier, "scores") or has(dossier, "plan")):
            return []
        return [
            usual_head(dossier),
            *usual_parts(dossier, figures),
            *prose(CLOSING),
            *(_endorsed(link) for link in usual_chain(dossier)),
        ]
    blocks: list[Block] = [
        MemoHead(
            unit=held.unit or dossier.agency,
            phone=held.phone or "",
            number=held.number or "",
            date=full_date(held.date) if held.date else "",
            subject=held.subject,
            to=held.to,
        )
    ]
    if held.attachments:
        blocks.append(Paragraph((Words("สิ่งที่ส่งมาด้วย", bold=True),)))
        many = len(held.attachments) > 1
        for number, attachment in enumerate(held.attachments, 1):
            blocks.append(Paragraph(text_runs(f"{number}. {attachment}" if many else attachment), indent=True))
    for headed in held.parts:
        blocks.append(Paragraph((Words(headed.heading, bold=True),)))
        blocks += prose(headed.text)
    blocks += prose(held.closing or "จึงเรียนมาเพื่อโปรดพิจารณา")
    return [*blocks, *(_endorsed(link) for link in held.chain)]


def _endorsed(link: Endorsement) -> Signature:
    """One link of the chain: printed choices, room for the hand, name in brackets left blank, position, date."""
    when = f"วันที่ {full_date(link.date)}" if link.date else "วันที่ ........ / ........ / ........"
    choices = tuple(DOTS if set(choice) <= {"."} else choice for choice in link.choices)
    chosen = DOTS if link.chosen and set(link.chosen) <= {"."} else link.chosen
    lines = [f"({DOTS})", link.position]
    if link.date or link.choices:
        lines.append(when)
    return Signature(tuple(lines), choices, chosen)

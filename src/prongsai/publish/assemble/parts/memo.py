"""The memo (บันทึกข้อความ): head, headed parts, closing, and the chain of those who endorse it."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.collect.papers import Endorsement
from prongsai.language.calendar import full_date
from prongsai.language.thai_text import bare_number, without_label
from prongsai.publish.assemble.building.official_papers import indented, listed
from prongsai.publish.assemble.building.printed_words import bare
from prongsai.publish.assemble.building.usual_memo import CLOSING, UNIT, contact, usual_chain, usual_head, usual_parts
from prongsai.publish.assemble.building.wording import DOTS, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, MemoHead, Paragraph, Signature, Words

# Where the text of a memo sends its reader to what is attached.
_ATTACHED = "รายละเอียดปรากฏตามเอกสารแนบท้ายบันทึกนี้"


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
            # All who sign beside each other sign and date on the same lines.
            *(_endorsed(link, dated=True) for link in usual_chain(dossier)),
        ]
    blocks: list[Block] = [
        MemoHead(
            unit=without_label(held.unit or dossier.agency, UNIT),
            phone=contact(dossier, held.phone or ""),
            number=bare_number(held.number or ""),
            date=full_date(held.date) if held.date else "",
            subject=without_label(held.subject, "เรื่อง"),
            to=without_label(held.to, "เรียน"),
        )
    ]
    for headed in held.parts:
        blocks.append(Paragraph((Words(headed.heading, bold=True),)))
        blocks += prose(headed.text)
    blocks += _attached(held.attachments, " ".join(headed.text for headed in held.parts))
    blocks += prose(held.closing or "จึงเรียนมาเพื่อโปรดพิจารณา")
    return [*blocks, *(_endorsed(link) for link in held.chain)]


def _attached(attachments: Sequence[str], told: str) -> list[Block]:
    """What is attached and the text does not name yet, in a sentence of it: a memo has no heading for it."""
    unnamed = [name for name in attachments if bare(name) not in bare(told)]
    if not unnamed:
        return []
    sent = "" if bare(_ATTACHED) in bare(told) else f" {_ATTACHED}"
    if len(unnamed) == 1:
        return [indented(f"ทั้งนี้ ได้แนบ{unnamed[0]} มาพร้อมบันทึกนี้แล้ว{sent}")]
    numbered = [f"({number}) {name}" for number, name in enumerate(unnamed, 1)]
    return [indented(f"ทั้งนี้ ได้แนบเอกสารมาพร้อมบันทึกนี้แล้ว ได้แก่ {listed(numbered)}{sent}")]


def _endorsed(link: Endorsement, *, dated: bool = False) -> Signature:
    """One link of the chain: printed choices, room for the hand, name in brackets left blank, position, date."""
    when = f"วันที่ {full_date(link.date)}" if link.date else "วันที่ ........ / ........ / ........"
    choices = tuple(DOTS if set(choice) <= {"."} else choice for choice in link.choices)
    chosen = DOTS if link.chosen and set(link.chosen) <= {"."} else link.chosen
    lines = [f"({DOTS})", link.position]
    if link.date or link.choices or dated:
        lines.append(when)
    return Signature(tuple(lines), choices, chosen)

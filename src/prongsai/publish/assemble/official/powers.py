"""What an order or announcement rests on: as the agency writes it, else from memory and for it to confirm."""

from __future__ import annotations

from prongsai.publish.assemble.building.wording import DOTS, note
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import usual_power
from prongsai.publish.report import Block, Runs, Words

# By this an agency takes our words about its power as its own (`document.taken`).
TAKEN = "legal_basis"
# Stands behind what the program proposes in a draft; what is to be signed never holds it.
TO_CONFIRM = "(ให้ยืนยัน)"
# Stands above a draft whose words nobody at the agency wrote.
OURS = "ข้อความในเอกสารนี้เป็นข้อความที่โปรแกรมเสนอ มิใช่แบบที่ทางราชการกำหนด ให้หน่วยงานตรวจสอบและปรับให้เหมาะสมก่อนเสนอลงนาม"
_LEAD = "อาศัยอำนาจ"


def authority(dossier: Dossier, *, needed: bool = False) -> Runs:
    """``อาศัยอำนาจตามความใน…`` with a mark where it is ours and to be confirmed; empty where nothing may be said,
    or dots to write on where a paper needs its power."""
    own = power_of(dossier)
    if own is not None:
        return (Words(own if own.startswith(_LEAD) else f"{_LEAD}ตามความใน{own}"),)
    usual = usual_power(dossier.facts.agency)
    if dossier.clean and TAKEN not in dossier.taken:
        # Nobody signs an order without its power: the agency writes in what the program may not say.
        return (Words(f"{_LEAD}ตามความใน{DOTS}"),) if needed else ()
    if usual is None:
        return ()
    return (Words(f"{_LEAD}ตามความใน{usual}"), *to_confirm(dossier))


def power_of(dossier: Dossier) -> str | None:
    """The power as the agency itself names it; None where it does not."""
    named = dossier.document.legal_basis if dossier.document else None
    return named.strip() or None if named else None


def to_confirm(dossier: Dossier) -> Runs:
    """The mark behind what the program proposes; nothing in what is to be signed."""
    return () if dossier.clean else (Words(f" {TO_CONFIRM}", italic=True),)


def words_of_ours(dossier: Dossier) -> list[Block]:
    """The note above a draft whose text is the program's own; nothing in what is to be signed."""
    return [] if dossier.clean else [note(OURS)]

"""The kinds of documents, and what a file lacks for one."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from prongsai.language.text import Text
from prongsai.publish.assemble.building.called import is_ita
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_use import PartUse, packaged, text_of, uses_of
from prongsai.publish.report import Digits


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. ``title`` may hold ``{year}``, ``{plan_year}`` and ``{agency}``; ``digits`` None: any.

    ``signed``: people sign it, so that it has a state. ``alone``: its title where it holds no measures."""

    id: str
    name: Text
    title: str
    needs: tuple[str, ...]
    digits: Digits | None
    page_numbers: bool
    parts: tuple[PartUse, ...]
    signed: bool = False
    alone: str = ""


@functools.cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order of ``kinds.yaml``."""
    return {
        key: Kind(
            id=key,
            name=text_of(value["name"]),
            title=value["title"],
            needs=tuple(value["needs"]),
            digits=value.get("digits"),
            page_numbers=value.get("page_numbers", "yes") == "yes",
            parts=uses_of(value["parts"]),
            signed=value.get("signed", "no") == "yes",
            alone=value.get("alone", ""),
        )
        for key, value in packaged("kinds.yaml").items()
    }


def lacking(dossier: Dossier, kind: str) -> Text | None:
    """What the file lacks for a document of this kind, and what to do; None where it can be made."""
    for need in kinds()[kind].needs:
        if not any(has(dossier, either) for either in need.split(" or ")):
            return _LACKING[need]
    return None


def has(dossier: Dossier, need: str) -> bool:
    """Whether the file has what a kind or a part asks for: scores, plan, measures, memo, disclosure, the ITA."""
    if need == "scores":
        return any(figure.shown is not None for figure in dossier.scorecard.figures.values())
    if need == "plan":
        return dossier.plan is not None and bool(dossier.plan.rows)
    if need == "measures":
        return has(dossier, "plan") or bool(dossier.proposals)
    if need == "itas":
        return is_ita(dossier.criteria)
    if need == "memo":
        return dossier.memo is not None
    return bool(dossier.facts.disclosure)


_LACKING = {
    "itas": Text(
        th="เอกสารนี้ใช้กับการประเมิน ITA ในระบบ ITAS เกณฑ์ที่ใช้เป็นของผู้ประเมินอื่น",
        en="this document is for the ITA in ITAS; these rules are of another body",
    ),
    "scores": Text(
        th="ยังไม่มีคะแนนของปีนี้ ให้นำเข้าหรือกรอกคะแนนที่ประกาศก่อน",
        en="there are no scores of this year yet; enter or import what was announced first",
    ),
    "plan": Text(
        th="ยังไม่มีแผน ให้กรอกแผนและมาตรการในแบบกรอก Excel แล้วนำเข้าก่อน",
        en="there is no plan yet; fill the sheets of the plan in the Excel form and import it first",
    ),
    "measures": Text(
        th="ยังไม่มีทั้งแผนและคะแนนที่จะใช้เสนอมาตรการ ให้นำเข้าแผนหรือคะแนนที่ประกาศก่อน",
        en="there is neither a plan nor a score to propose measures from; import one of them first",
    ),
    "disclosure": Text(
        th="ยังไม่มีข้อมูลข้อ OIT ให้กรอกที่อยู่เว็บไซต์ (URL) และคำอธิบายรายข้อในแบบกรอก Excel แล้วนำเข้าก่อน",
        en="there are no OIT items yet; fill in their addresses and explanations in the Excel form and import it first",
    ),
    "memo or scores or plan": Text(
        th="ยังไม่มีทั้งคะแนน แผน และบันทึกข้อความ ให้นำเข้าคะแนนที่ประกาศหรือแผนก่อน",
        en="there are neither scores nor a plan nor a memo: bring in the announced scores or the plan first",
    ),
    "scores or plan": Text(
        th="ยังไม่มีทั้งคะแนนและแผน ให้นำเข้าคะแนนที่ประกาศหรือแผนก่อน",
        en="there are neither scores nor a plan yet; import one of them first",
    ),
}

"""What holds a document back because the rules of its year are not announced yet."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.criteria.editions import year_in
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.guard.held import Held


def carried_over(dossier: Dossier) -> Iterator[Held]:
    """The rules of an earlier year that stand in for those of the document's own: the agency may sign all the same,
    and the notice stays on every page."""
    base = dossier.criteria.carried_from
    if base is None:
        return
    year, before = dossier.criteria.year, year_in(base)
    yield Held(
        kind=Text(th="หลักเกณฑ์ยังไม่ประกาศ", en="rules not announced"),
        what=f"ใช้หลักเกณฑ์ปี {before} ที่ยกมาใช้ชั่วคราวกับปี {year}",
        wrong=Text(
            th=f"เอกสารนี้ใช้หลักเกณฑ์ปี {before} ที่ยกมาใช้ชั่วคราว ยังไม่มีประกาศหลักเกณฑ์ปี {year}",
            en=f"this document rests on the rules of {before}, carried over; those of {year} are not announced",
        ),
        do=Text(
            th=f"ให้รอประกาศหลักเกณฑ์ปี {year} แล้วรับหลักเกณฑ์นั้นก่อนเสนอลงนาม หากจำเป็นต้องลงนามก่อน ให้ระบุเหตุผลของหน่วยงาน "
            "ข้อความว่าเป็นหลักเกณฑ์ชั่วคราวยังปรากฏทุกหน้า",
            en=f"wait for the rules of {year} and adopt them before it is signed; if it must be signed sooner, give "
            "the agency's reason: the notice stays on every page",
        ),
    )

"""Whether the history of every agency is whole: every line of every chain, and what documents say of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prongsai.flow.files.looking import wrong_of
from prongsai.flow.history.rows import said_of_row
from prongsai.language.text import Text
from prongsai.records.actions.history import keep_checkpoint
from prongsai.records.chain import Fault, FaultKind
from prongsai.records.models import Agency
from prongsai.records.queries.history import checkpoint_of, head_faults, lines_of, lost_heads, stands, walked
from prongsai.records.queries.readable import every_agency
from prongsai.records.queries.witnessed import row_faults

FAULTS: Mapping[FaultKind, Text] = {
    "missing": Text(th="บรรทัดนี้หายไป", en="is missing"),
    "moved": Text(th="ไม่ต่อจากบรรทัดก่อนหน้า", en="does not follow the line before it"),
    "changed": Text(th="ถูกแก้หลังจากบันทึก", en="was changed after it was written"),
    "older": Text(th="เป็นบรรทัดแบบเดิมที่อยู่หลังบรรทัดแบบใหม่", en="is of an older kind than the line before it"),
    "unsealed": Text(
        th="เป็นบรรทัดแบบใหม่ที่ไม่มีบรรทัดผนึกประวัติเดิมนำหน้า", en="is of a newer kind, and no line seals the older ones"
    ),
    "unknown": Text(
        th="เป็นแบบที่โปรแกรมรุ่นนี้ไม่รู้จัก ให้ใช้โปรแกรมรุ่นใหม่กว่า",
        en="is of a kind that this program does not know; use a newer one",
    ),
    "cut": Text(
        th="เคยตรวจแล้วว่าอยู่ครบ แต่ตอนนี้หายไปหรือไม่ใช่บรรทัดเดิม",
        en="was there when the chain was last found whole, and is not there now",
    ),
    "beyond": Text(th="ไม่ใช่บรรทัดสุดท้ายที่โปรแกรมของเครื่องนี้บันทึก", en="is not the last line that this site's program wrote"),
    "foreign": Text(
        th="ไม่มีผนึกของเครื่องนี้ หากกุญแจของระบบเปลี่ยน ให้สำรองแล้วกู้คืนใหม่",
        en="has no seal of this site; where the site's secret key was changed, make a backup and restore it",
    ),
    "unreadable": Text(
        th="อ่านไม่ได้ ข้อมูลในฐานข้อมูลเสียหายหรือถูกแก้โดยตรง",
        en="cannot be read; it was damaged, or changed in the database itself",
    ),
}


@dataclass(frozen=True)
class Verified:
    """An agency's chain (``agency`` empty: the site's own): number of lines, head, and what is wrong with it."""

    agency: str
    lines: int
    head: str
    wrong: tuple[Text, ...]


def said(fault: Fault) -> Text:
    """A fault in words, with its line."""
    words = FAULTS[fault.kind]
    return Text(th=f"บรรทัดที่ {fault.number} {words.th}", en=f"line {fault.number} {words.en}")


def lost(documents: tuple[str, ...]) -> tuple[Text, ...]:
    """In words: documents whose head is no line of the chain any more."""
    return tuple(
        Text(
            th=f"ไม่พบบรรทัดที่พิมพ์บนเอกสาร {document} ประวัติช่วงท้ายอาจถูกตัดออก",
            en=f"the line printed on the document {document} is gone: the end of the history may have been cut off",
        )
        for document in documents
    )


def heads_of_elsewhere() -> Iterator[tuple[str, Text]]:
    """The agency and what is wrong, of every chain whose last line is not the one that another machine sealed."""
    agencies: list[Agency | None] = [None, *every_agency()]
    for agency in agencies:
        for fault in head_faults(agency, walked(agency).ended, keyed=False):
            yield agency.name if agency else "", said(fault)


def chains(*, keep: datetime.datetime | None = None) -> Iterator[Verified]:
    """Every chain from its first line to its last, whatever was found before, with every row that it is witness to;
    the site's own first.

    ``keep``: the moment, where it is to be remembered how far each was found whole, so that pages begin there.
    """
    agencies: list[Agency | None] = [None, *every_agency()]
    for agency in agencies:
        if agency is not None and not agency.code:
            # Every line is bound to the code of its agency: without it, nothing can be said of any.
            yield Verified(agency.name, lines_of(agency).count(), "", tuple(map(said_of_row, row_faults(agency))))
            continue
        walk, checkpoint = walked(agency), checkpoint_of(agency)
        cut = checkpoint is not None and stands(agency, checkpoint) is None
        faults = [*walk.faults, *([Fault(checkpoint.number, "cut")] if checkpoint is not None and cut else [])]
        faults += head_faults(agency, walk.ended)
        rows = (*map(said_of_row, row_faults(agency)), *(wrong_of(agency) if agency is not None else ()))
        wrong = (*map(said, dict.fromkeys(faults)), *rows, *(lost(lost_heads(agency)) if agency else ()))
        if keep is not None and not wrong and walk.lines:
            keep_checkpoint(agency=agency, at=walk.ended, now=keep)
        yield Verified(agency.name if agency else "", walk.lines, walk.ended.hash, wrong)

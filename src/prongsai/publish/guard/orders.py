"""What an order or announcement still lacks: a unit for each disclosure item, and the power that it rests on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from prongsai.language.text import Text
from prongsai.publish.assemble.building.wording import runs_of_codes
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.assigning import responsible
from prongsai.publish.assemble.official.positions import usual_power
from prongsai.publish.assemble.official.powers import TAKEN, power_of
from prongsai.publish.guard.held import Held

# The kind that gives items to units, and those that nobody gives without a power.
GIVING = "order"
POWERFUL = ("order", "committee")

OWNER = Text(th="ส่วนราชการผู้รับผิดชอบข้อ OIT ยังไม่ครบหรือยังไม่ได้ยืนยัน", en="OIT items without a responsible unit")
POWER = Text(th="ยังไม่ได้ระบุฐานอำนาจ", en="the power is not named")


def without_owner(dossier: Dossier, kind: str) -> Iterator[Held]:
    """Items that an order would give to nobody; offered is what the names of the agency's units tell."""
    if kind != GIVING:
        return
    criteria = dossier.next_criteria or dossier.criteria
    disclosed = [
        item.id for item in criteria.items.values() if criteria.instruments[item.instrument].kind == "disclosure"
    ]
    signed = dataclasses.replace(dossier, state="for-signature")
    lacking = [item for item in disclosed if not responsible(signed, criteria, item).units]
    if not lacking:
        return
    drafted = dataclasses.replace(dossier, state="draft")
    likely: dict[str, list[str]] = {}
    for item in lacking:
        for unit in responsible(drafted, criteria, item).units:
            likely.setdefault(unit, []).append(item)
    items, order = ", ".join(lacking), list(criteria.items)
    every = len(lacking) == len(disclosed)
    which = f"ข้อมูลทุกข้อ ({lacking[0]}–{lacking[-1]})" if every else f"ข้อ {runs_of_codes(order, lacking)}"
    assigned = ", ".join(f"{{unit: {unit}, items: [{', '.join(given)}]}}" for unit, given in likely.items())
    yield Held(
        kind=OWNER,
        what=f"ข้อ {items} ไม่มีผู้รับผิดชอบ",
        wrong=Text(th=f"{which} ยังไม่มีส่วนราชการผู้รับผิดชอบ", en=f"nobody is responsible for {items}"),
        do=Text(
            th="ให้มอบหมายข้อในกระดานข้อมูลเปิดเผยของปี หรือระบุส่วนราชการและข้อในหน้า “ข้อมูลหนังสือราชการ” "
            "หรือคงช่องว่างไว้กรอกด้วยมือพร้อมเหตุผล",
            en="assign them on the year’s board, name units and items on the page of official papers, or leave the "
            "cells for the hand and say why",
        ),
        offers=tuple(f"{unit} รับผิดชอบข้อ {runs_of_codes(order, given)}" for unit, given in likely.items()),
        in_file=(f"document.assigned: [{assigned}]" if assigned else "document.assigned",),
    )


def without_power(dossier: Dossier, kind: str) -> Iterator[Held]:
    """A note where the usual words about the power exist and the agency neither took them nor wrote its own."""
    usual = usual_power(dossier.facts.agency)
    if kind not in POWERFUL or usual is None or power_of(dossier) is not None or {TAKEN, "all"} & dossier.taken:
        return
    yield Held(
        kind=POWER,
        what="ฐานอำนาจ",
        wrong=Text(
            th=f"เอกสารยังไม่ระบุฐานอำนาจ โปรแกรมเสนอ “{usual}” จากความทรงจำ",
            en=f"the paper names no power; the program proposes “{usual}” from memory",
        ),
        do=Text(
            th="ให้ตรวจสอบ แล้วระบุหรือยืนยันในหน้า “ข้อมูลหนังสือราชการ”",
            en="check it, then name or confirm the power on the page of official papers",
        ),
        in_file=("document.legal_basis", "document.taken: [legal_basis]"),
        only_note=True,
    )

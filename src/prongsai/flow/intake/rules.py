"""By which edition a year that comes in is read; where that is not certain, somebody is asked."""

from __future__ import annotations

import contextlib

from prongsai.criteria.editions import UnknownEdition, default_edition
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Refused, refusal
from prongsai.flow.rules.known import question
from prongsai.flow.year.current import Current
from prongsai.flow.year.stored import newest_edition
from prongsai.records.models import Agency
from prongsai.screens.agency.intake.rules import RulesQuestion, called, rules_question


def rules_for(
    held: Current | None, which: int, agency: Agency | None = None, chosen: str = ""
) -> tuple[Criteria, RulesQuestion | None]:
    """The edition that a year is read by, and what is asked beside it.

    It is today's revision of the year's own; for a year that has none, the one ``chosen``, else the NACC's.
    ``Refused``: there is none, or it must be chosen first.
    """
    if held is not None:
        return newest_edition(held.criteria.id), None
    asked = _asked(agency, which, chosen) if agency is not None else None
    if asked is None:
        return _of_the_nacc(which), None
    if chosen not in dict(asked.choices):
        raise MustChoose(asked)
    return newest_edition(chosen), asked


def _of_the_nacc(which: int) -> Criteria:
    """The NACC's rules of a year that is not open. ``Refused`` with what to do where none are known yet."""
    try:
        return newest_edition(default_edition(which))
    except UnknownEdition:
        raise refusal(
            f"ยังไม่มีหลักเกณฑ์ของปี {which} ในระบบ ให้เปิดปีนี้ก่อนที่หน้า “เปิดปีงบประมาณ” ซึ่งยกหลักเกณฑ์ปีก่อนมาใช้ชั่วคราวได้ "
            "หรือเลือกปีอื่นจากรายการปี",
            f"there are no rules of {which} here: open the year first, which can carry over the rules of the year "
            "before, or choose another year",
        ) from None


class MustChoose(Refused):
    """Nobody has said yet by which rules the agency is assessed; ``question`` is what to ask."""

    def __init__(self, asked: RulesQuestion) -> None:
        super().__init__(refusal(asked.text.th, asked.text.en).problems)
        self.question = asked


def _asked(agency: Agency, which: int, chosen: str) -> RulesQuestion | None:
    asked = question(agency.kind or None, agency.name, which)
    if asked is None:
        return None
    found = [newest_edition(name) for name in asked.others]
    with contextlib.suppress(UnknownEdition):
        found.append(newest_edition(default_edition(which)))
    return rules_question(asked.text, found, chosen)


def asked_before_it_counts(
    agency: Agency, criteria: Criteria, before: str | None, chosen: str = ""
) -> RulesQuestion | None:
    """What is asked before a result by ``criteria`` counts; None where they assess the agency.

    ``before``: the edition of the result that counts now. By the same edition it was answered already.
    """
    asked = question(agency.kind or None, agency.name, criteria.year, criteria) if before != criteria.id else None
    if asked is None:
        return None
    return rules_question(asked.text, [criteria, *(newest_edition(name) for name in asked.others)], chosen)


def with_the_answer(why: str, criteria: Criteria) -> str:
    """The reason of a result with what was answered: by whose rules it is, although they do not assess the agency."""
    said = f"ยืนยันให้ใช้{called(criteria).th} ซึ่งไม่ได้ใช้ประเมินหน่วยงานประเภทนี้"
    return f"{why} ({said})" if why else said

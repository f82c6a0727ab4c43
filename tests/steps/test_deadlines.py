"""Deadlines: the agency's own day first, then the announced one; what is only reckoned stands in no signed paper."""

from __future__ import annotations

import datetime

import pytest

from prongsai.criteria.deadlines import Deadline, PhaseDays, last_day, with_announced
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import examples
from prongsai.flow.rules.deadlines import calendar_of, deadline
from prongsai.language.text import Text
from prongsai.publish.assemble.compose import report
from prongsai.publish.frozen import texts_in

OWN = datetime.date(2026, 5, 20)
RESULTS = datetime.date(2025, 8, 15)  # as the edition of 2568 has it
ONE = next(one for name, one in examples().items() if name.startswith("mae-sot"))  # results 2568, plan 2569


def own(code: str = "disclosure", ends: datetime.date | None = OWN, *, moved: bool = True) -> PhaseDays:
    return PhaseDays(code=code, name=Text(th="ช่วง", en="phase"), ends=ends, moved=moved)


def test_the_agencys_own_day_is_first_then_the_announced_one_then_a_reckoned_one() -> None:
    assert deadline("disclosure", 2569, own={2569: [own()]}) == Deadline(OWN)
    assert deadline("results", 2568) == Deadline(RESULTS)
    assert deadline("results", 2568, own={2568: [own("results")]}) == Deadline(OWN)
    assert deadline("disclosure", 2569, own={2568: [own()]}) == Deadline(datetime.date(2027, 5, 20), reckoned=True)
    about = deadline("disclosure", 2569)
    assert about is not None and about.reckoned
    assert deadline("no such phase", 2569, own={2569: [own()]}) is None


@pytest.mark.parametrize(("moved", "ends"), [(False, RESULTS), (True, None)])
def test_a_day_that_the_agency_took_out_does_not_come_back(moved: bool, ends: datetime.date | None) -> None:
    calendar = calendar_of(2568, "nacc-2568", {2568: [own("results", None, moved=moved)]})

    assert last_day(calendar, "results") == ends


def test_days_of_the_edition_that_would_end_before_they_begin_are_not_mixed_in() -> None:
    announced = edition("nacc-2568").phases
    begun = PhaseDays(code="results", name=Text(th="ผล", en="results"), starts=datetime.date(2025, 9, 1))

    assert last_day(with_announced([begun], announced), "results") is None
    assert {each.code for each in with_announced([begun], announced)} == {phase.id for phase in announced}


def test_an_order_prints_the_agencys_own_day_and_no_reckoned_one() -> None:
    reckoned = "\n".join(texts_in(report(dossier_of(ONE), "order")))
    set_by_agency = "\n".join(texts_in(report(dossier_of(ONE, own={2569: [own()]}), "order")))

    assert "กำหนดแล้วเสร็จ" not in reckoned
    assert "กำหนดแล้วเสร็จ" in set_by_agency
    assert "20 พฤษภาคม 2569" in set_by_agency

"""The bars by which scores are read: the program's own, apart from the rules of the assessment."""

from __future__ import annotations

from decimal import Decimal

from prongsai.analyze.bars import Bars, bars
from prongsai.criteria.editions import edition, editions


def test_bars_are_those_of_their_file() -> None:
    assert bars() == Bars(
        high=Decimal(85),
        middle=Decimal(70),
        gap=Decimal(5),
        usual_target=Decimal(85),
        nearly_full=Decimal(95),
        fewest_behind=Decimal(5),
        fewest_answers=Decimal(30),
    )


def test_bars_are_tied_to_the_rules_that_they_name() -> None:
    newest = edition(editions()[-1])
    targets = {target.score for name in editions() for target in edition(name).targets if target.figure == "total"}

    assert targets == {bars().usual_target}
    assert bars().high == bars().usual_target
    assert bars().nearly_full == newest.levels.steps[0].total
    assert bars().middle in {step.total for step in newest.levels.steps}

"""What was announced that the rules do not give: figures that their parts contradict, and levels."""

from __future__ import annotations

from decimal import Decimal

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.ranking import known
from prongsai.assess.level import as_compared
from prongsai.assess.scorecard import Difference, Scorecard
from prongsai.criteria.names import figure_name, listed
from prongsai.criteria.shapes import Criteria, Level
from prongsai.language.text import Text


def announced_contradictions(criteria: Criteria, scorecard: Scorecard, table: str = "published") -> list[Contradiction]:
    """One contradiction per difference of the scorecard, in its order. ``table``: where in the file the figures stand,
    ``published`` or ``history.2567.published``.
    """
    return [
        _level(criteria, scorecard, difference, table)
        if difference.figure == "level"
        else _figure(criteria, difference, table)
        for difference in scorecard.differences
    ]


def _level(criteria: Criteria, scorecard: Scorecard, difference: Difference, table: str) -> Contradiction:
    return Contradiction(
        kind="level",
        where=f"{table}.level",
        says=Text(th=f"ระดับ “{difference.published}”", en=f"level “{difference.published}”"),
        so=Text(th=f"ระดับ “{difference.computed}”", en=f"level “{difference.computed}”"),
        why=why_level(criteria, scorecard, difference.published),
        figures=("level",),
    )


def _figure(criteria: Criteria, difference: Difference, table: str) -> Contradiction:
    name = figure_name(criteria, difference.figure)
    affects = [figure_name(criteria, figure) for figure in difference.affects]
    tail = Text(
        th=" จึงกระทบ" + " ".join(touched.th for touched in affects) if affects else "",
        en="; it carries into " + ", ".join(touched.en for touched in affects) if affects else "",
    )
    return Contradiction(
        kind="difference",
        where=f"{table}: {difference.figure}",
        says=Text(th=f"{name.th} {difference.published} คะแนน", en=f"{name.en} {difference.published}"),
        so=Text(
            th=f"คำนวณจากคะแนนย่อยที่พิมพ์ไว้ได้ {difference.computed} คะแนน",
            en=f"its printed parts give {difference.computed}",
        ),
        why=Text(
            th=f"การปัดเศษอธิบายได้ไม่เกิน {difference.explainable} คะแนน{tail.th}",
            en=f"rounding explains {difference.explainable} points at most{tail.en}",
        ),
        figures=(difference.figure, *difference.affects),
    )


def why_level(criteria: Criteria, scorecard: Scorecard, said: str) -> Text:
    """Why the level is not the one that is ``said``: no such name, the total, or a figure that is too low."""
    names = [step.name for step in criteria.levels.steps]
    reason = _reason(criteria, scorecard)
    if said in names:
        return reason
    listed = ", ".join(names)
    return Text(
        th=f"เกณฑ์ปี {criteria.year} ไม่มีระดับชื่อ “{said}” มีแต่ {listed} และ{reason.th}",
        en=f"the rules of {criteria.year} know no level “{said}”, only {listed}; {reason.en}",
    )


def _reason(criteria: Criteria, scorecard: Scorecard) -> Text:
    """What decides the level: the figures that keep it from the next better one, else that there is none better."""
    steps = criteria.levels.steps
    total = scorecard.figures["total"].shown
    at = next((at for at, level in enumerate(steps) if level.name == scorecard.level.computed), None)
    if total is None:
        return Text(th="ระดับขึ้นกับคะแนนที่ยังไม่ทราบ", en="the level depends on figures that are not known")
    if at is None:
        possible = scorecard.level.possible
        if not possible:
            return Text(th="ระดับขึ้นกับคะแนนที่ยังไม่ทราบ", en="the level depends on figures that are not known")
        return Text(
            th=f"คะแนนรวม {total} เป็นได้เพียงระดับ {' หรือ '.join(possible)}",
            en=f"a total of {total} can only be {' or '.join(possible)}",
        )
    if at == 0:
        return _every(criteria, steps[0], scorecard, total)
    above = steps[at - 1]
    if as_compared(criteria.levels, total) < above.total:
        return Text(th=f"คะแนนรวม {total} ต่ำกว่า {above.total}", en=f"the total is {total}, below {above.total}")
    weak = {
        figure: value
        for figure, value in known(scorecard, criteria.levels.tested).items()
        if above.each is not None and as_compared(criteria.levels, value) < above.each
    }
    if not weak:
        return Text(th=f"คะแนนรวม {total}", en=f"the total is {total}")
    names = {figure: figure_name(criteria, figure) for figure in weak}
    listed_th = ", ".join(f"{names[figure].th} {value}" for figure, value in weak.items())
    listed_en = ", ".join(f"{names[figure].en} is {value}" for figure, value in weak.items())
    return Text(
        th=f"คะแนนรวม {total} แต่ {listed_th} ต่ำกว่า {above.each}",
        en=f"the total is {total}, but {listed_en}, below {above.each}",
    )


def _every(criteria: Criteria, step: Level, scorecard: Scorecard, total: Decimal) -> Text:
    if step.each is None or len(known(scorecard, criteria.levels.tested)) < len(criteria.levels.tested):
        return Text(th=f"คะแนนรวม {total}", en=f"the total is {total}")
    tested = listed([figure_name(criteria, figure) for figure in criteria.levels.tested])
    return Text(
        th=f"คะแนนรวม {total} และ {tested.th} ไม่ต่ำกว่า {step.each}",
        en=f"the total is {total}, and {tested.en} are at least {step.each}",
    )

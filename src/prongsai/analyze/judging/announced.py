"""What was announced that the rules do not give: figures that their parts contradict, and levels."""

from __future__ import annotations

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.ranking import known
from prongsai.assess.level import as_compared
from prongsai.assess.scorecard import Difference, Scorecard
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text


def announced_contradictions(criteria: Criteria, scorecard: Scorecard) -> list[Contradiction]:
    """One contradiction per difference of the scorecard, in its order."""
    return [
        _level(criteria, scorecard, difference) if difference.figure == "level" else _figure(criteria, difference)
        for difference in scorecard.differences
    ]


def _level(criteria: Criteria, scorecard: Scorecard, difference: Difference) -> Contradiction:
    return Contradiction(
        kind="level",
        where="published.level",
        says=Text(th=f"ระดับ “{difference.published}”", en=f"level “{difference.published}”"),
        so=Text(th=f"ระดับ “{difference.computed}”", en=f"level “{difference.computed}”"),
        why=why_level(criteria, scorecard, difference.published),
        figures=("level",),
    )


def _figure(criteria: Criteria, difference: Difference) -> Contradiction:
    name = figure_name(criteria, difference.figure)
    affects = [figure_name(criteria, figure) for figure in difference.affects]
    tail = Text(
        th=" จึงกระทบ" + " ".join(touched.th for touched in affects) if affects else "",
        en="; it carries into " + ", ".join(touched.en for touched in affects) if affects else "",
    )
    return Contradiction(
        kind="difference",
        where=f"published: {difference.figure}",
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
    levels = criteria.levels
    step = next((level for level in levels.steps if level.name == scorecard.level.computed), None)
    total = scorecard.figures["total"].shown
    if step is None or total is None:
        return Text(th="ระดับขึ้นกับคะแนนที่ยังไม่ทราบ", en="the level depends on figures that are not known")
    above = [level.each for level in levels.steps if level.total == step.total and level.each is not None]
    weak = {
        figure: value
        for figure, value in known(scorecard, levels.tested).items()
        if step.each is None and above and as_compared(levels, value) < min(above)
    }
    th, en = f"คะแนนรวม {total}", f"the total is {total}"
    if weak:
        names = {figure: figure_name(criteria, figure) for figure in weak}
        th += " แต่ " + ", ".join(f"{names[figure].th} {value}" for figure, value in weak.items())
        en += ", but " + ", ".join(f"{names[figure].en} is {value}" for figure, value in weak.items())
        th += f" ต่ำกว่า {min(above)}"
        en += f", below {min(above)}"
    return Text(th=th, en=en)

"""What was announced that the rules do not give: figures that their parts contradict, and levels."""

from __future__ import annotations

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.ranking import known
from prongsai.assess.scorecard import Difference, Scorecard
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text


def announced_contradictions(criteria: Criteria, scorecard: Scorecard) -> list[Contradiction]:
    """One contradiction per difference of the scorecard, in its order."""
    return [
        _level(criteria, scorecard, each) if each.figure == "level" else _figure(criteria, each)
        for each in scorecard.differences
    ]


def _level(criteria: Criteria, scorecard: Scorecard, each: Difference) -> Contradiction:
    return Contradiction(
        kind="level",
        where="published.level",
        says=Text(th=f"ระดับ “{each.published}”", en=f"level “{each.published}”"),
        so=Text(th=f"ระดับ “{each.computed}”", en=f"level “{each.computed}”"),
        why=why_level(criteria, scorecard, each.published),
        figures=("level",),
    )


def _figure(criteria: Criteria, each: Difference) -> Contradiction:
    name = figure_name(criteria, each.figure)
    affects = [figure_name(criteria, one) for one in each.affects]
    tail = Text(
        th=" จึงกระทบ" + " ".join(one.th for one in affects) if affects else "",
        en="; it carries into " + ", ".join(one.en for one in affects) if affects else "",
    )
    return Contradiction(
        kind="difference",
        where=f"published: {each.figure}",
        says=Text(th=f"{name.th} {each.published} คะแนน", en=f"{name.en} {each.published}"),
        so=Text(th=f"คำนวณจากคะแนนย่อยที่พิมพ์ไว้ได้ {each.computed} คะแนน", en=f"its printed parts give {each.computed}"),
        why=Text(
            th=f"การปัดเศษอธิบายได้ไม่เกิน {each.explainable} คะแนน{tail.th}",
            en=f"rounding explains {each.explainable} points at most{tail.en}",
        ),
        figures=(each.figure, *each.affects),
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
    step = next((each for each in levels.steps if each.name == scorecard.level.computed), None)
    total = scorecard.figures["total"].shown
    if step is None or total is None:
        return Text(th="ระดับขึ้นกับคะแนนที่ยังไม่ทราบ", en="the level depends on figures that are not known")
    above = [each.each for each in levels.steps if each.total == step.total and each.each is not None]
    weak = {
        each: value
        for each, value in known(scorecard, levels.tested).items()
        if step.each is None and above and value < min(above)
    }
    th, en = f"คะแนนรวม {total}", f"the total is {total}"
    if weak:
        names = {each: figure_name(criteria, each) for each in weak}
        th += " แต่ " + ", ".join(f"{names[each].th} {value}" for each, value in weak.items())
        en += ", but " + ", ".join(f"{names[each].en} is {value}" for each, value in weak.items())
        th += f" ต่ำกว่า {min(above)}"
        en += f", below {min(above)}"
    return Text(th=th, en=en)

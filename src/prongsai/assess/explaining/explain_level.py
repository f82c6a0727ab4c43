"""Why the level is what it is: what each level asks for, and which demands are met."""

from __future__ import annotations

from prongsai.assess.computation import Computation
from prongsai.assess.explaining.explanation import Explanation, Part, rule_used
from prongsai.assess.level import LEVEL, level, shown
from prongsai.criteria.names import figure_name, figure_title
from prongsai.language.text import Text


def explained_level(done: Computation) -> Explanation:
    """The level: every level's demands, and which the figures meet. Without the figures below."""
    criteria = done.graph.criteria
    reached, missed = level(done)
    tested = list(dict.fromkeys(("total", *criteria.levels.tested)))
    places = [done.graph.position[name] for name in tested]
    notes = [_step_note(done, index) for index in range(len(criteria.levels.steps))]
    if missed:
        notes.append(
            Text(
                th=f"ประกาศไว้ “{reached.name}” แต่ตามเกณฑ์คือ “{missed[0].computed}”",
                en=f"published “{reached.name}”, but by the rules it is “{missed[0].computed}”",
            )
        )
    elif reached.basis == "published" and reached.computed is not None:
        notes.append(
            Text(th=f"ประกาศไว้ “{reached.name}” ตรงตามเกณฑ์", en=f"published “{reached.name}”, as the rules give")
        )
    if reached.reason is not None:
        notes.append(reached.reason)
    return Explanation(
        figure=LEVEL,
        name=figure_title(criteria, LEVEL),
        shown=reached.name,
        basis=reached.basis,
        published=done.facts.published.level,
        computed=reached.computed,
        exact=None,
        wording=None,
        method=Text(
            th="ระดับที่ดีที่สุดซึ่งผ่านทุกเงื่อนไข โดยเทียบคะแนนรวมและคะแนนที่ตรวจรายตัว",
            en="the best level whose every demand is met, by the total and the figures tested one by one",
        ),
        choices=(),
        parts=tuple(
            Part(
                done.graph.nodes[at].id,
                figure_title(criteria, done.graph.nodes[at].id),
                None if shown(done, at) is None else str(shown(done, at)),
                done.figures[at].basis,
                None,
            )
            for at in places
        ),
        arithmetic=None,
        rules=(
            rule_used(
                criteria, Text(th="คะแนนที่ตรวจรายตัว", en="figures tested one by one"), criteria.levels.tested_origin
            ),
            rule_used(
                criteria,
                Text(
                    th=f"เทียบคะแนนที่ปัดเป็น {criteria.levels.decimals} ตำแหน่ง",
                    en=f"figures are compared after rounding to {criteria.levels.decimals} decimals",
                ),
                criteria.levels.decimals_origin,
            ),
            *(rule_used(criteria, Text(th=step.name, en=step.english), step.origin) for step in criteria.levels.steps),
        ),
        notes=tuple(notes),
        deeper=tuple(tested),
    )


def _step_note(done: Computation, index: int) -> Text:
    """One level's demands, and which of them are met, missed or open."""
    levels = done.graph.criteria.levels
    step = levels.steps[index]
    demands = [("total", step.total)]
    if step.each is not None:
        demands += [(name, step.each) for name in levels.tested]
    missed: list[Text] = []
    unsure: list[Text] = []
    for figure, bar in demands:
        name, value = figure_name(done.graph.criteria, figure), shown(done, done.graph.position[figure])
        if value is None:
            unsure.append(name)
        elif value < bar:
            missed.append(Text(th=f"{name.th} {value} < {bar}", en=f"{name.en} {value} < {bar}"))
    tested = _commas([figure_name(done.graph.criteria, figure) for figure in levels.tested])
    also = f" และ {tested.th} ≥ {step.each}" if step.each is not None else ""
    also_en = f" and {tested.en} ≥ {step.each}" if step.each is not None else ""
    if missed:
        told, told_en = f"ไม่ครบ ({_commas(missed).th})", f"missed ({_commas(missed).en})"
    elif unsure:
        told, told_en = f"ยังไม่แน่ ({_commas(unsure).th})", f"open ({_commas(unsure).en})"
    else:
        told, told_en = "ครบเงื่อนไข", "met"
    return Text(
        th=f"{step.name}: คะแนนรวม ≥ {step.total}{also}: {told}",
        en=f"{step.english}: total ≥ {step.total}{also_en}: {told_en}",
    )


def _commas(names: list[Text]) -> Text:
    return Text(th=", ".join(name.th for name in names), en=", ".join(name.en for name in names))

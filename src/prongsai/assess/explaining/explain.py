"""Why a figure is what it is: down to the counts, with the arithmetic, the rules used and how certain they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from prongsai.assess.computation import Computation, work
from prongsai.assess.differences import differences
from prongsai.assess.evidence import Scored
from prongsai.assess.explaining.explain_level import explained_level
from prongsai.assess.explaining.explanation import (
    CERTAINTY_WORDS,
    Choice,
    Explanation,
    Part,
    Rule,
    number,
    render,
    rule_used,
)
from prongsai.assess.graph import Node, Route
from prongsai.assess.level import LEVEL
from prongsai.assess.methods import ANSWERING, MEAN_OF_ANSWERS
from prongsai.assess.ratios import fraction
from prongsai.assess.scorecard import Difference
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import resolve
from prongsai.criteria.rule_names import figure_name, rule_name, titled
from prongsai.criteria.shapes import CERTAINTIES, Criteria, Origin
from prongsai.language.text import Text

__all__ = ["Explanation", "explain", "render"]

_STEPS = {
    "item": Text(th="คะแนนรายข้อ", en="item scores"),
    "survey_indicator": Text(th="คะแนนตัวชี้วัด", en="indicator scores"),
    "survey_part": Text(th="คะแนนเครื่องมือ", en="instrument scores"),
}


def explain(criteria: Criteria, facts: Facts, figure_id: str, *, full: bool = False) -> Explanation:
    """One figure explained; with ``full`` all the figures below it too, down to answers and marks.

    ``figure_id`` may be short (``e2`` where only one part has it). Raises ``UnknownFigure``.
    """
    name = resolve(criteria, figure_id)
    done = work(criteria, facts)
    found = {one.figure: one for one in differences(done)}
    if name == LEVEL:
        one = explained_level(done)
        if not full:
            return one
        return replace(
            one, below=tuple(_figure(done, done.graph.position[each], found, full=True) for each in one.deeper)
        )
    return _figure(done, done.graph.position[name], found, full=full)


def _figure(done: Computation, at: int, found: dict[str, Difference], *, full: bool) -> Explanation:
    node = done.graph.nodes[at]
    figure = done.figures[at]
    told = done.announced.get(at)
    answered = done.scored.get(at)
    route = done.route.get(at) or (node.routes[0] if node.routes else None)
    notes = list(_notes(done, at, found.get(node.id)))
    one = Explanation(
        figure=node.id,
        name=figure_name(done.graph.criteria, node.id),
        shown=None if figure.shown is None else str(figure.shown),
        basis=figure.basis,
        published=None if told is None else str(told.value),
        computed=None if figure.computed is None else str(figure.computed),
        exact=figure.exact,
        wording=_wording(done.graph.criteria, node),
        method=None,
        choices=(),
        parts=(),
        arithmetic=None,
        rules=(),
        notes=tuple(notes),
        deeper=(),
    )
    if node.marked:
        return _marked(done, node, one)
    if node.question is not None:
        return _question(done, node, answered, one)
    if route is None:
        return one
    below = tuple(_figure(done, child, found, full=True) for child in route.children) if full else ()
    return replace(
        one,
        method=route.combining.words,
        parts=_parts(done, route),
        arithmetic=_mean_line(done, at, route),
        rules=tuple(_route_rules(done, node, route)),
        deeper=tuple(done.graph.nodes[child].id for child in route.children),
        below=below,
    )


def _wording(criteria: Criteria, node: Node) -> str | None:
    if node.question is not None:
        return titled(criteria, node.question.wording)
    item = criteria.items.get(node.key)
    return None if item is None else titled(criteria, item.wording)


# -- answers and marks ------------------------------------------------------------------------------------------------


def _question(done: Computation, node: Node, answered: Scored | None, one: Explanation) -> Explanation:
    criteria = done.graph.criteria
    question = node.question
    if question is None or question.scale is None:
        return replace(
            one, notes=(*one.notes, Text(th="ไม่ทราบเกณฑ์ให้คะแนนของข้อนี้", en="the scale of this item is not known"))
        )
    rules = [
        rule_used(
            criteria,
            Text(th=f"คะแนนของตัวเลือก ({question.scale.id})", en=f"points of the choices ({question.scale.id})"),
            question.scale.origin,
        )
    ]
    method = criteria.methods.get("item")
    if method is not None:
        rules.append(rule_used(criteria, Text(th="คะแนนข้อจากคำตอบ", en="item score from answers"), method.origin))
    if node.decimals is not None:
        rounding = criteria.roundings[node.step]
        text = Text(
            th=f"ปัดคะแนนข้อเป็น {rounding.decimals} ตำแหน่งก่อนนำไปเฉลี่ยต่อ",
            en=f"item scores are rounded to {rounding.decimals} decimals before they are averaged",
        )
        rules.append(rule_used(criteria, text, rounding.origin))
    one = replace(one, method=ANSWERING[MEAN_OF_ANSWERS], rules=tuple(rules))
    if answered is None:
        return one
    points = [Fraction(point, node.unit) for point in node.points]
    choices = tuple(
        Choice(
            label=label,
            points=point,
            count=None if answered.counts is None else answered.counts[index],
            share=None if answered.shares is None else answered.shares[index],
        )
        for index, (label, point) in enumerate(zip(question.options or ("",) * len(points), points, strict=True))
    )
    amounts: Sequence[int | Decimal] = answered.counts if answered.counts is not None else answered.shares or ()
    terms = sorted(zip(points, amounts, strict=True), key=lambda term: -term[0])
    whole = sum(amounts)
    line = " + ".join(f"{amount}×{number(point, least=0)}" for point, amount in terms if amount)
    value = fraction(answered.value)
    notes = list(one.notes)
    if answered.shares is not None and answered.counts is not None:
        notes.append(
            Text(
                th=f"จำนวนคนหากลับจากร้อยละที่พิมพ์ไว้และผู้ตอบ {whole} คน ซึ่งเป็นไปได้เพียงชุดเดียว",
                en=f"the counts were recovered from the printed shares of {whole} respondents; only one set fits",
            )
        )
    elif answered.counts is None:
        notes.append(
            Text(
                th="ไม่ทราบจำนวนคนที่แน่นอน จึงคำนวณจากร้อยละตามที่พิมพ์ไว้",
                en="the exact counts are not known, so the score is computed from the shares as printed",
            )
        )
    return replace(
        one, choices=choices, arithmetic=f"({line}) ÷ {whole} = {_result(value, one.computed)}", notes=tuple(notes)
    )


def _marked(done: Computation, node: Node, one: Explanation) -> Explanation:
    criteria = done.graph.criteria
    item = criteria.items[node.key]
    notes = list(one.notes)
    rules = []
    scale = None if node.question is None else node.question.scale
    if scale is not None:
        marks = " / ".join(number(Fraction(point), least=0) for point in scale.points)
        # The marks may be sure while it is not that this item has them.
        origin = _worst([scale.origin, item.origin])
        rules.append(rule_used(criteria, Text(th=f"คะแนนที่ให้ได้ {marks}", en=f"possible marks {marks}"), origin))
    if item.weight is not None and item.weight_origin is not None:
        text = Text(
            th=f"น้ำหนัก {item.weight}% ของตัวชี้วัดที่ {item.indicator}",
            en=f"weight {item.weight}% of indicator {item.indicator}",
        )
        rules.append(rule_used(criteria, text, item.weight_origin))
    disclosed = done.facts.disclosure.get(node.key)
    if disclosed is not None and disclosed.score is not None:
        notes.append(Text(th="คะแนนที่ผู้ตรวจประเมินให้ ไม่ได้คำนวณ", en="the assessor's mark; it is not computed"))
    elif one.shown is None:
        notes.append(Text(th="ยังไม่มีคะแนนจากผู้ตรวจประเมิน", en="not marked yet"))
    if disclosed is not None and disclosed.reason:
        notes.append(Text(th=f"เหตุผล: {disclosed.reason}", en=f"reason: {disclosed.reason}"))
    return replace(one, rules=tuple(rules), notes=tuple(notes))


# -- figures made of figures ------------------------------------------------------------------------------------------


def _parts(done: Computation, route: Route) -> tuple[Part, ...]:
    equal = len(set(route.weights)) == 1
    return tuple(
        Part(
            figure=done.graph.nodes[child].id,
            name=figure_name(done.graph.criteria, done.graph.nodes[child].id),
            value=_used(done, child),
            basis=None if done.graph.nodes[child].marked else done.figures[child].basis,
            weight=None if equal else Fraction(100 * weight, route.whole),
        )
        for child, weight in zip(route.children, route.weights, strict=True)
    )


def _used(done: Computation, at: int) -> str | None:
    """A figure as the arithmetic above it uses it: as printed, or exact."""
    told = done.announced.get(at)
    if told is not None:
        return str(told.value)
    value = done.used[at]
    return None if value is None else number(fraction(value))


def _mean_line(done: Computation, at: int, route: Route) -> str | None:
    if at not in done.route:
        return None
    values = [_used(done, child) or "" for child in route.children]
    exact = done.figures[at].exact
    computed = done.figures[at].computed
    if exact is None:
        return None
    result = _result(exact, None if computed is None else str(computed))
    if len(set(route.weights)) == 1:
        return f"({' + '.join(values)}) ÷ {len(values)} = {result}"
    shares = [number(Fraction(100 * weight, route.whole), least=0) for weight in route.weights]
    terms = " + ".join(f"{share}×{value}" for share, value in zip(shares, values, strict=True))
    return f"({terms}) ÷ 100 = {result}"


def _result(value: Fraction, computed: str | None) -> str:
    text = number(value)
    return text if computed is None or text == computed else f"{text} → {computed}"


def _route_rules(done: Computation, node: Node, route: Route) -> Iterable[Rule]:
    criteria = done.graph.criteria
    yield rule_used(criteria, route.combining.words, criteria.methods[route.step].origin)
    if node.id == "total":
        origins = [criteria.instruments[name].origin for name in criteria.instruments]
        yield rule_used(criteria, Text(th="น้ำหนักของเครื่องมือ", en="weights of the instruments"), _worst(origins))
    elif route.combining.name != "mean":
        weighing = {f"{node.part}.{item.id}": item for item in criteria.items.values()}
        subs = {f"sub:{sub.id}": sub for sub in criteria.sub_indicators.values()}
        names = [done.graph.nodes[child].id for child in route.children]
        items = [weighing[name] for name in names if name in weighing]
        items += [criteria.items[item] for name in names if name in subs for item in subs[name].items]
        origins = [item.weight_origin for item in items if item.weight_origin is not None]
        if origins:
            yield rule_used(criteria, Text(th="น้ำหนักรายข้อ", en="item weights"), _worst(origins))
    for step, rounding in criteria.roundings.items():
        if any(done.graph.nodes[child].step == step and not done.graph.nodes[child].marked for child in route.children):
            what = _STEPS.get(step, Text(th=f"คะแนนขั้น {step}", en=f"scores of step {step}"))
            text = Text(
                th=f"ปัด{what.th}เป็น {rounding.decimals} ตำแหน่งก่อนนำมาเฉลี่ย",
                en=f"{what.en} are rounded to {rounding.decimals} decimals before they are averaged",
            )
            yield rule_used(criteria, text, rounding.origin)


def _worst(origins: Sequence[Origin]) -> Origin:
    return max(origins, key=lambda origin: CERTAINTIES.index(origin.certainty))


def _notes(done: Computation, at: int, difference: Difference | None) -> Iterable[Text]:
    """What must be said beside the figure: how the published one compares, what is missing, what it rests on."""
    graph = done.graph
    figure = done.figures[at]
    told = done.announced.get(at)
    if told is not None and figure.computed is not None:
        yield _comparison(str(told.value), str(figure.computed), difference)
    elif told is not None:
        yield Text(th="ใช้ค่าที่ประกาศ เพราะมีข้อมูลไม่พอจะคำนวณ", en="as published; there is not enough to compute it")
    node = graph.nodes[at]
    if figure.computed is None and not node.marked:
        yield from _missing(done, node)
    if figure.computed is not None and figure.rests_on:
        worst = CERTAINTY_WORDS[max((graph.origin(name).certainty for name in figure.rests_on), key=CERTAINTIES.index)]
        names = [rule_name(name) for name in figure.rests_on]
        yield Text(
            th=f"ค่าที่คำนวณขึ้นกับเกณฑ์ที่ยังไม่ยืนยัน ({worst.th}): {', '.join(name.th for name in names)}",
            en=f"the computed figure rests on rules that are not confirmed ({worst.en}): "
            f"{', '.join(name.en for name in names)}",
        )


def _comparison(published: str, computed: str, difference: Difference | None) -> Text:
    if difference is not None:
        return Text(
            th=f"ประกาศไว้ {published} แต่คำนวณได้ {computed} ต่างกันเกินกว่าที่การปัดเศษอธิบายได้ ({difference.explainable})",
            en=f"published {published}, its parts give {computed}: rounding explains {difference.explainable} only",
        )
    if Decimal(published) == Decimal(computed):
        return Text(th=f"ประกาศไว้ {published} ตรงกับที่คำนวณได้", en=f"published {published}, as its parts give")
    return Text(
        th=f"ประกาศไว้ {published} คำนวณได้ {computed} ต่างกันเพราะการปัดเศษเท่านั้น",
        en=f"published {published}, its parts give {computed}: only rounding lies between",
    )


def _missing(done: Computation, node: Node) -> Iterable[Text]:
    if node.question is not None:
        if node.points:
            yield Text(th="ยังไม่มีคำตอบของข้อนี้", en="there are no answers to this item")
        return
    if not node.routes:
        yield Text(
            th="ไม่ทราบวิธีคำนวณหรือน้ำหนักของปีนี้ จึงแสดงได้เฉพาะค่าที่ประกาศ",
            en="this year's method or weights are not known, so only a published figure can be shown",
        )
        return
    missing = [done.graph.nodes[child].id for child in node.routes[0].children if done.used[child] is None]
    listed = ", ".join(missing)
    yield Text(
        th=f"คำนวณไม่ได้ เพราะยังไม่ทราบ {listed} (ไม่เฉลี่ยจากบางส่วน)",
        en=f"cannot be computed while {listed} is not known (never from some of its parts)",
    )

"""Why a figure is what it is: down to the counts, with the arithmetic, the rules used and how certain they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from prongsai.assess.computation import Computation
from prongsai.assess.differences import differences
from prongsai.assess.evidence import Scored
from prongsai.assess.explaining.explain_level import explained_level
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS, Choice, Explanation, Part, number, render, written
from prongsai.assess.explaining.grounds import Grounds, grounds_of
from prongsai.assess.graph import Node, Route
from prongsai.assess.level import LEVEL
from prongsai.assess.scorecard import Difference
from prongsai.criteria.figure_id import resolve
from prongsai.criteria.names import figure_name
from prongsai.criteria.rule_names import rule_name
from prongsai.criteria.shapes import CERTAINTIES
from prongsai.language.text import Text

__all__ = ["Explanation", "explain", "render"]


def explain(done: Computation, figure_id: str, *, full: bool = False) -> Explanation:
    """One figure of what was computed (``work``) explained; with ``full`` those below it too, down to the answers.

    ``figure_id`` may be short (``e2`` where only one part has it). Raises ``UnknownFigure``.
    """
    name = resolve(done.graph.criteria, figure_id)
    missed: dict[str, Difference] = {difference.figure: difference for difference in differences(done)}
    if name == LEVEL:
        of_level = explained_level(done)
        if not full:
            return of_level
        position = done.graph.position
        return replace(
            of_level, below=tuple(_figure(done, position[figure], missed, full=True) for figure in of_level.deeper)
        )
    return _figure(done, done.graph.position[name], missed, full=full)


def _figure(done: Computation, at: int, missed: dict[str, Difference], *, full: bool) -> Explanation:
    node = done.graph.nodes[at]
    figure = done.figures[at]
    told = done.announced.get(at)
    route = done.route.get(at) or (node.routes[0] if node.routes else None)
    grounds = grounds_of(done.graph, at, route)
    notes = _notes(done, at, missed.get(node.id))
    computed = None if figure.computed is None else str(figure.computed)
    choices: tuple[Choice, ...] = ()
    parts: tuple[Part, ...] = ()
    deeper: tuple[str, ...] = ()
    below: tuple[Explanation, ...] = ()
    arithmetic = None
    if node.marked:
        notes += _of_mark(done, node, shown=figure.shown is not None)
    elif node.question is not None:
        answered = done.scored.get(at)
        if node.question.scale is None:
            notes.append(Text(th="ไม่ทราบเกณฑ์ให้คะแนนของข้อนี้", en="the scale of this item is not known"))
        elif answered is not None:
            choices = _choices(grounds, answered)
            arithmetic = _answers_line(grounds, answered, computed)
            notes += _of_answers(answered)
    elif route is not None:
        parts = _parts(done, route, grounds)
        arithmetic = _mean_line(parts, grounds, figure.exact, computed) if at in done.route else None
        deeper = tuple(part.figure for part in parts)
        if full:
            below = tuple(_figure(done, child, missed, full=True) for child in route.children)
    return Explanation(
        figure=node.id,
        name=grounds.name,
        shown=None if figure.shown is None else str(figure.shown),
        basis=figure.basis,
        published=None if told is None else str(told.value),
        computed=computed,
        exact=figure.exact,
        wording=grounds.wording,
        method=grounds.method,
        choices=choices,
        parts=parts,
        arithmetic=arithmetic,
        rules=grounds.rules,
        notes=tuple(notes),
        deeper=deeper,
        below=below,
    )


# -- answers and marks ------------------------------------------------------------------------------------------------


def _choices(grounds: Grounds, answered: Scored) -> tuple[Choice, ...]:
    unknown = (None,) * len(grounds.points)
    told = (answered.counts or unknown, answered.shares or unknown)
    return tuple(
        Choice(label, points, count, share)
        for label, points, count, share in zip(grounds.labels, grounds.points, *told, strict=True)
    )


def _answers_line(grounds: Grounds, answered: Scored, computed: str | None) -> str:
    """The mean of the answers, the choices worth most first."""
    amounts: Sequence[int | Decimal] = answered.counts if answered.counts is not None else answered.shares or ()
    terms = " + ".join(f"{amounts[at]}×{grounds.written[at]}" for at in grounds.best_first if amounts[at])
    return f"({terms}) ÷ {sum(amounts)} = {_result(written(*answered.value), computed)}"


def _of_answers(answered: Scored) -> Iterable[Text]:
    """How the answers came to be known, where it was not as counts."""
    if answered.counts is None:
        yield Text(
            th="ไม่ทราบจำนวนคนที่แน่นอน จึงคำนวณจากร้อยละตามที่พิมพ์ไว้",
            en="the exact counts are not known, so the score is computed from the shares as printed",
        )
    elif answered.shares is not None:
        people = sum(answered.counts)
        yield Text(
            th=f"จำนวนคนคำนวณย้อนกลับจากร้อยละที่ประกาศและผู้ตอบ {people} คน ซึ่งเป็นไปได้เพียงชุดเดียว",
            en=f"the counts were recovered from the printed shares of {people} respondents; only one set fits",
        )


def _of_mark(done: Computation, node: Node, *, shown: bool) -> Iterable[Text]:
    disclosed = done.facts.disclosure.get(node.id.number)
    if disclosed is not None and disclosed.score is not None:
        yield _MARKED
    elif not shown:
        yield _NOT_MARKED
    if disclosed is not None and disclosed.reason:
        yield Text(th=f"เหตุผล: {disclosed.reason}", en=f"reason: {disclosed.reason}")


_MARKED = Text(th="คะแนนที่ผู้ประเมินให้ ไม่ได้คำนวณ", en="the assessor's mark; it is not computed")
_NOT_MARKED = Text(th="ยังไม่มีคะแนนจากผู้ประเมิน", en="not marked yet")


# -- figures made of figures ------------------------------------------------------------------------------------------


def _parts(done: Computation, route: Route, grounds: Grounds) -> tuple[Part, ...]:
    nodes, figures = done.graph.nodes, done.figures
    return tuple(
        Part(name, title, _used(done, child), None if nodes[child].marked else figures[child].basis, weight)
        for child, (name, title, weight) in zip(route.children, grounds.below, strict=True)
    )


def _used(done: Computation, at: int) -> str | None:
    """A figure as the arithmetic above it uses it: as printed, or exact."""
    told = done.announced.get(at)
    if told is not None:
        return str(told.value)
    value = done.used[at]
    return None if value is None else written(*value)


def _mean_line(parts: tuple[Part, ...], grounds: Grounds, exact: Fraction | None, computed: str | None) -> str | None:
    if exact is None:
        return None
    values = [part.value or "" for part in parts]
    result = _result(number(exact), computed)
    if not grounds.weights:
        return f"({' + '.join(values)}) ÷ {len(values)} = {result}"
    terms = " + ".join(f"{weight}×{value}" for weight, value in zip(grounds.weights, values, strict=True))
    return f"({terms}) ÷ 100 = {result}"


def _result(value: str, computed: str | None) -> str:
    return value if computed is None or value == computed else f"{value} → {computed}"


def _notes(done: Computation, at: int, difference: Difference | None) -> list[Text]:
    """What must be said beside the figure: how the published one compares, what is missing, what it rests on."""
    graph = done.graph
    node, figure = graph.nodes[at], done.figures[at]
    told = done.announced.get(at)
    notes: list[Text] = []
    if told is not None and figure.computed is not None:
        notes.append(_comparison(str(told.value), str(figure.computed), difference))
    elif told is not None:
        notes.append(Text(th="ใช้ค่าที่ประกาศ เพราะมีข้อมูลไม่พอจะคำนวณ", en="as published; there is not enough to compute it"))
    if figure.computed is None and not node.marked:
        notes += _missing(done, node)
    if figure.computed is not None and figure.rests_on:
        worst = CERTAINTY_WORDS[max((graph.origin(name).certainty for name in figure.rests_on), key=CERTAINTIES.index)]
        names = [rule_name(name) for name in figure.rests_on]
        notes.append(
            Text(
                th=f"ค่าที่คำนวณขึ้นกับเกณฑ์ที่ยังไม่ยืนยัน ({worst.th}): {', '.join(name.th for name in names)}",
                en=f"the computed figure rests on rules that are not confirmed ({worst.en}): "
                f"{', '.join(name.en for name in names)}",
            )
        )
    return notes


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
    lacking = [done.graph.nodes[child].id for child in node.routes[0].children if done.used[child] is None]
    missing = [figure_name(done.graph.criteria, figure) for figure in lacking]
    listed = Text(th=", ".join(name.th for name in missing), en=", ".join(name.en for name in missing))
    yield Text(
        th=f"คำนวณไม่ได้ เพราะยังไม่ทราบ {listed.th} (ไม่เฉลี่ยจากบางส่วน)",
        en=f"cannot be computed while {listed.en} is not known (never from some of its parts)",
    )

"""What an explanation says of a figure whatever the agency: its name, wording, points, weights and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from weakref import WeakKeyDictionary

from prongsai.assess.explaining.explanation import Rule, number, rule_used
from prongsai.assess.graph import Graph, Node, Route
from prongsai.assess.methods import ANSWERING, MEAN_OF_ANSWERS
from prongsai.criteria.names import figure_title, titled
from prongsai.criteria.shapes import CERTAINTIES, Criteria, Item, Origin
from prongsai.language.text import Text

_STEPS = {
    "item": Text(th="คะแนนรายข้อ", en="item scores"),
    "survey_indicator": Text(th="คะแนนตัวชี้วัด", en="indicator scores"),
    "survey_part": Text(th="คะแนนเครื่องมือ", en="instrument scores"),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands in the edition about one figure and one way to make it.

    ``labels``, ``points``, the same as the arithmetic writes them, and their order ``best_first`` are of a question's
    choices. ``below``: the figures it is made of, with names and weights in percent (None where all count the same);
    ``weights``: as the arithmetic writes them.
    """

    name: Text
    wording: str | None
    method: Text | None = None
    rules: tuple[Rule, ...] = ()
    labels: tuple[str, ...] = ()
    points: tuple[Fraction, ...] = ()
    written: tuple[str, ...] = ()
    best_first: tuple[int, ...] = ()
    below: tuple[tuple[str, Text, Fraction | None], ...] = ()
    weights: tuple[str, ...] = ()


# One edition's grounds serve every agency: read off once, for as long as its graph is held.
_held: WeakKeyDictionary[Graph, dict[tuple[int, int], Grounds]] = WeakKeyDictionary()


def grounds_of(graph: Graph, at: int, route: Route | None) -> Grounds:
    """The grounds of the figure at a position, made by ``route`` (None for a question, a mark, or an unknown way)."""
    held = _held.setdefault(graph, {})
    key = (at, id(route))  # the graph holds its routes
    grounds = held.get(key)
    if grounds is None:
        grounds = held[key] = _grounds(graph, graph.nodes[at], route)
    return grounds


def _grounds(graph: Graph, node: Node, route: Route | None) -> Grounds:
    criteria = graph.criteria
    name, wording = figure_title(criteria, node.id), _wording(criteria, node)
    if node.marked:
        return Grounds(name, wording, rules=tuple(_mark_rules(criteria, node)))
    if node.question is not None:
        return _question(criteria, node, name, wording)
    if route is None:
        return Grounds(name, wording)
    equal = len(set(route.weights)) == 1
    weights = [Fraction(100 * weight, route.whole) for weight in route.weights]
    children = [graph.nodes[child].id for child in route.children]
    return Grounds(
        name,
        wording,
        method=route.combining.words,
        rules=tuple(_route_rules(graph, node, route)),
        below=tuple(
            (child, figure_title(criteria, child), None if equal else weight)
            for child, weight in zip(children, weights, strict=True)
        ),
        weights=() if equal else tuple(number(weight, least=0) for weight in weights),
    )


def _wording(criteria: Criteria, node: Node) -> str | None:
    if node.question is not None:
        return titled(criteria, node.question.wording)
    item = criteria.items.get(node.id.number)
    return None if item is None else titled(criteria, item.wording)


def _question(criteria: Criteria, node: Node, name: Text, wording: str | None) -> Grounds:
    question = node.question
    if question is None or question.scale is None:
        return Grounds(name, wording)
    scale = question.scale
    given = " / ".join(number(Fraction(point), least=0) for point in scale.points)
    text = Text(th=f"คะแนนของตัวเลือก {given}", en=f"points of the choices {given}")
    rules = [rule_used(criteria, text, scale.origin)]
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
    points = tuple(Fraction(point, node.unit) for point in node.points)
    return Grounds(
        name,
        wording,
        method=ANSWERING[MEAN_OF_ANSWERS],
        rules=tuple(rules),
        labels=question.options or ("",) * len(points),
        points=points,
        written=tuple(number(point, least=0) for point in points),
        best_first=tuple(sorted(range(len(points)), key=lambda choice: -points[choice])),
    )


def _mark_rules(criteria: Criteria, node: Node) -> Iterable[Rule]:
    item = criteria.items[node.id.number]
    scale = None if node.question is None else node.question.scale
    if scale is not None:
        marks = " / ".join(number(Fraction(point), least=0) for point in scale.points)
        # The marks may be sure while it is not that this item has them.
        origin = _worst([scale.origin, item.origin])
        yield rule_used(criteria, Text(th=f"คะแนนที่ให้ได้ {marks}", en=f"possible marks {marks}"), origin)
    if item.weight is not None and item.weight_origin is not None:
        text = Text(
            th=f"น้ำหนัก {item.weight}% ของตัวชี้วัดที่ {item.indicator}",
            en=f"weight {item.weight}% of indicator {item.indicator}",
        )
        yield rule_used(criteria, text, item.weight_origin)


def _route_rules(graph: Graph, node: Node, route: Route) -> Iterable[Rule]:
    criteria = graph.criteria
    yield rule_used(criteria, route.combining.words, criteria.methods[route.step].origin)
    if node.id == "total":
        origins = [instrument.origin for instrument in criteria.instruments.values()]
        yield rule_used(criteria, Text(th="น้ำหนักของเครื่องมือ", en="weights of the instruments"), _worst(origins))
    elif route.combining.name != "mean":
        origins = [item.weight_origin for item in _items(graph, route) if item.weight_origin is not None]
        if origins:
            yield rule_used(criteria, Text(th="น้ำหนักรายข้อ", en="item weights"), _worst(origins))
    made_of = [graph.nodes[child] for child in route.children]
    for step, rounding in criteria.roundings.items():
        if any(child.step == step and not child.marked for child in made_of):
            what = _STEPS.get(step, Text(th=f"คะแนนขั้น {step}", en=f"scores of step {step}"))
            text = Text(
                th=f"ปัด{what.th}เป็น {rounding.decimals} ตำแหน่งก่อนนำมาเฉลี่ย",
                en=f"{what.en} are rounded to {rounding.decimals} decimals before they are averaged",
            )
            yield rule_used(criteria, text, rounding.origin)


def _items(graph: Graph, route: Route) -> list[Item]:
    """The items that a figure is made of, directly or by sub-indicators."""
    criteria = graph.criteria
    names = [graph.nodes[child].id for child in route.children]
    subs = [criteria.sub_indicators[name.number] for name in names if name.kind == "sub_indicator"]
    items = [criteria.items[name.number] for name in names if name.number in criteria.items]
    return items + [criteria.items[item] for sub in subs for item in sub.items]


def _worst(origins: Sequence[Origin]) -> Origin:
    return max(origins, key=lambda origin: CERTAINTIES.index(origin.certainty))

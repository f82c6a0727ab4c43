"""An edition as a graph of figures: what each is made of, by which method and weights, resting on which rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.assess.methods import WEIGHTED_MEAN_OF_ITEMS, Combining, answering, combining
from prongsai.assess.ratios import Ratio, whole_numbers
from prongsai.assess.scorecard import Figure
from prongsai.criteria.figure_id import (
    FigureId,
    figure_ids,
    indicator_figure,
    indicator_in,
    item_figure,
    sub_indicator_figure,
)
from prongsai.criteria.shapes import CERTAINTIES, Certainty, Criteria, Indicator, Item, Origin, Question
from prongsai.language.text import Text

# What a score computed from rounded shares rests on, where the counts behind them could not be told.
SHARES = "shares"
WEIGHTS = "weights"

_SHARES_ORIGIN = Origin(
    certainty="inferred",
    source=(),
    note=Text(
        th="คำนวณจากร้อยละที่ปัดเศษแล้ว เพราะหาจำนวนผู้ตอบที่แน่นอนไม่ได้",
        en="computed from rounded shares, as the exact counts cannot be told from them",
    ),
)


@dataclass(frozen=True, slots=True)
class Route:
    """One way to make a figure: of which figures (positions in the graph), by which whole weights."""

    step: str
    combining: Combining
    children: tuple[int, ...]
    weights: tuple[int, ...]
    whole: int
    rests: int  # uncertain rules, as bits


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a disclosure item, kept as agencies share few different ones. ``foreign``: not on the item's scale."""

    figure: Figure
    value: Ratio
    foreign: bool


@dataclass(slots=True)
class Node:
    """A figure of the edition. ``routes`` are equal by rule; the first whose parts all have values is taken."""

    id: FigureId
    step: str
    part: str  # survey part or disclosure instrument; empty above them
    routes: tuple[Route, ...] = ()
    question: Question | None = None  # answered or marked directly
    points: tuple[int, ...] = ()
    unit: int = 1  # points are in 1/unit
    marked: bool = False  # a disclosure item
    rests: int = 0
    decimals: int | None = None  # rounded so before it is used further
    roundings: int = 0  # uncertain roundings on the way up to here, as bits
    below: bool = False  # something on the way up to here is rounded
    unknown: Figure = field(init=False)
    marks: dict[Decimal, Mark] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.unknown = Figure(self.id, None, None, None, None, None)


class Graph:
    """All figures of one edition, children before parents. Built once per edition."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.nodes: list[Node] = []
        self.position: dict[str, int] = {}
        self.rules: list[tuple[str, Origin]] = []
        self._rule: dict[str, int] = {}
        self._said: dict[int, tuple[Certainty, tuple[str, ...]]] = {0: ("confirmed", ())}
        self.shares_rule = self.rule(SHARES, _SHARES_ORIGIN)
        self._build()
        levels = criteria.levels
        self.tested_rule = self.rule("levels.tested", levels.tested_origin)
        self.compared_rule = self.rule("levels.compared", levels.decimals_origin)
        # What each level asks for: of which figures (positions), at least which score; the total first.
        tested = [self.position[name] for name in levels.tested]
        self.demands: list[tuple[tuple[int, Decimal], ...]] = []
        for step in levels.steps:
            of_tested = () if step.each is None else tuple((at, step.each) for at in tested)
            self.demands.append(((self.position["total"], step.total), *of_tested))
        self.level_rules = [self.rule(f"levels.{step.english}", step.origin) for step in levels.steps]
        self.parents: list[list[int]] = [[] for _ in self.nodes]
        for index, node in enumerate(self.nodes):
            for child in dict.fromkeys(child for route in node.routes for child in route.children):
                self.parents[child].append(index)
        # By part and code: the answers of every agency are looked up by these, without an id made for each.
        self.asked: dict[str, dict[str, int]] = {part: {} for part in criteria.part_ids()}
        for index, node in enumerate(self.nodes):
            if node.id.kind == "item":
                self.asked[node.part][node.id.number] = index
        # A figure without a node cannot be computed or published in a file; there is none in a sound edition.
        self.listed = [(name, self.position[name]) for name in figure_ids(criteria) if name in self.position]
        self.order = [at for _, at in self.listed]

    def rule(self, name: str, *origins: Origin | None) -> int:
        """The bit of an uncertain rule, 0 for a confirmed one; the least certain of several origins counts."""
        known = [origin for origin in origins if origin is not None]
        worst = max(known, key=lambda origin: CERTAINTIES.index(origin.certainty), default=None)
        if worst is None or worst.certainty == "confirmed":
            return 0
        if name not in self._rule:
            self._rule[name] = len(self.rules)
            self.rules.append((name, worst))
        else:
            at = self._rule[name]
            if CERTAINTIES.index(worst.certainty) > CERTAINTIES.index(self.rules[at][1].certainty):
                self.rules[at] = (name, worst)
        return 1 << self._rule[name]

    def said(self, rests: int) -> tuple[Certainty, tuple[str, ...]]:
        """The certainty of a figure that rests on these rules, and their names."""
        saying = self._said.get(rests)
        if saying is None:
            rules = [rule for index, rule in enumerate(self.rules) if rests >> index & 1]
            worst = max((CERTAINTIES.index(origin.certainty) for _, origin in rules), default=0)
            saying = self._said[rests] = (CERTAINTIES[worst], tuple(name for name, _ in rules))
        return saying

    def bits(self, names: Iterable[str]) -> int:
        """Uncertain rules by their names, as bits."""
        bits = 0
        for name in names:
            bits |= 1 << self._rule[name]
        return bits

    def origin(self, name: str) -> Origin:
        """The origin of an uncertain rule by its name."""
        return self.rules[self._rule[name]][1]

    # -- building, from the leaves up ---------------------------------------------------------------------------------

    def _build(self) -> None:
        criteria = self.criteria
        for instrument in criteria.instruments.values():
            for part in instrument.parts:
                for item in criteria.items_of(instrument.id):
                    self._item(part.id, item, marked=instrument.kind == "disclosure")
        for sub in criteria.sub_indicators.values():
            home = criteria.instruments[criteria.indicators[sub.indicator].instrument].parts[0].id
            items = [criteria.items[item] for item in sub.items]
            children = [item_figure(home, item.id) for item in items]
            route = self._route(
                "sub_indicator",
                children,
                [item.weight for item in items],
                self._weights_of(items),
                "sub_indicators",
                sub.origin,
            )
            self._add(Node(sub_indicator_figure(sub.id), "sub_indicator", home), route)
        for indicator in criteria.indicators.values():
            self._indicator(indicator)
        for instrument in criteria.instruments.values():
            self._instrument(instrument.id)
        weights = [instrument.weight for instrument in criteria.instruments.values()]
        origins = [instrument.origin for instrument in criteria.instruments.values()]
        self._add(
            Node(FigureId("total"), "total", ""),
            self._route("total", list(criteria.instruments), weights, origins, "instruments", *origins),
        )

    def _item(self, part: str, item: Item, *, marked: bool) -> None:
        if item.question is not None:
            self._question(item_figure(part, item.id), "item", part, item, item.question, marked=marked)
            return
        children = []
        for question in item.sub_questions:
            children.append(item_figure(part, question.id))
            # What belongs to an item's step is said of the item: a sub-question is scored like one but not rounded.
            self._question(children[-1], "sub_question", part, item, question, marked=False)
        route = self._route(
            "item_with_sub_questions", children, [None] * len(children), (), f"items.{item.instrument}", item.origin
        )
        self._add(Node(item_figure(part, item.id), "item", part), route)

    def _question(self, name: FigureId, step: str, part: str, item: Item, question: Question, *, marked: bool) -> None:
        node = Node(name, step, part, question=question, marked=marked)
        scale = question.scale
        if scale is not None:
            node.points, node.unit = whole_numbers(scale.points)
        if marked:
            self._add(node)
            return
        method = answering(self.criteria, "item")
        if scale is not None and method is not None:
            node.rests = (
                self.rule("methods.item", method.origin)
                | self.rule(f"scales.{scale.id}", scale.origin)
                | self.rule(f"items.{item.instrument}", item.origin)
            )
        else:
            node.points = ()
        self._add(node)

    def _indicator(self, indicator: Indicator) -> None:
        criteria = self.criteria
        instrument = criteria.instruments[indicator.instrument]
        parts = [part.id for part in instrument.parts]
        said = (f"indicators.{indicator.instrument}", indicator.origin)
        whole = indicator_figure(indicator.id)
        if instrument.kind == "disclosure":
            self._add(
                Node(whole, "disclosure_indicator", parts[0]),
                *self._disclosure_routes(indicator, parts[0]),
            )
            return
        names = []
        for part in parts:
            names.append(indicator_in(criteria, indicator.id, part))
            children = [item_figure(part, item) for item in indicator.items]
            items = [criteria.items[item].weight for item in indicator.items]
            self._add(
                Node(names[-1], "survey_indicator", part), self._route("survey_indicator", children, items, (), *said)
            )
        if names != [whole]:
            equal: list[Decimal | None] = [None] * len(names)
            self._add(
                Node(whole, "combined_indicator", ""),
                self._route("combined_indicator", names, equal, (), *said),
            )

    def _disclosure_routes(self, indicator: Indicator, part: str) -> tuple[Route | None, ...]:
        """An indicator of items, or of sub-indicators; of weighted items also of sub-indicators weighing as theirs."""
        criteria = self.criteria
        step = "disclosure_indicator"
        said = (f"indicators.{indicator.instrument}", indicator.origin)
        subs = [criteria.sub_indicators[sub] for sub in indicator.sub_indicators]
        items = [criteria.items[item] for sub in subs for item in sub.items]
        items = items or [criteria.items[item] for item in indicator.items]
        origins = self._weights_of(items)
        names = [sub_indicator_figure(sub.id) for sub in subs]
        within = [self._sum(criteria.items[item].weight for item in sub.items) for sub in subs]
        of_subs = self._route(step, names, within, origins, *said) if subs else None
        method, inside = combining(criteria, step), combining(criteria, "sub_indicator")
        if of_subs is not None and method is not None and method[0].name != WEIGHTED_MEAN_OF_ITEMS:
            return (of_subs,)
        of_items = self._route(
            step, [item_figure(part, item.id) for item in items], [item.weight for item in items], origins, *said
        )
        same = inside is not None and inside[0].name == "weighted_mean"
        return (of_items, of_subs) if same else (of_items,)

    def _instrument(self, name: str) -> None:
        criteria = self.criteria
        instrument = criteria.instruments[name]
        said = (f"instruments.{name}.parts", instrument.origin)
        if instrument.kind == "disclosure":
            children = [indicator_figure(number) for number in instrument.indicators]
            equal: list[Decimal | None] = [None] * len(children)
            self._add(
                Node(FigureId(name), "disclosure_instrument", name),
                self._route("disclosure_instrument", children, equal, (), *said),
            )
            return
        parts = [part.id for part in instrument.parts]
        for part in parts:
            children = [indicator_in(criteria, number, part) for number in instrument.indicators]
            equal = [None] * len(children)
            self._add(Node(FigureId(part), "survey_part", part), self._route("survey_part", children, equal, (), *said))
        if parts == [name]:
            return
        of_parts = self._route("combined_instrument", parts, [None] * len(parts), (), *said)
        combined = [indicator_figure(number) for number in instrument.indicators]
        # Where parts and indicators all count the same, the mean of the combined indicators is the same rule.
        steps = ("survey_part", "combined_indicator", "combined_instrument")
        named = [combining(criteria, step) for step in steps]
        same = all(way is not None and way[0].name == "mean" for way in named) and not any(
            step in criteria.roundings for step in ("survey_indicator", *steps)
        )
        of_indicators = (
            self._route("combined_instrument", combined, [None] * len(combined), (), *said) if same else None
        )
        if of_indicators is not None:
            rest = of_indicators.rests | self.rule("methods.survey_part", criteria.methods["survey_part"].origin)
            of_indicators = Route(
                of_indicators.step,
                of_indicators.combining,
                of_indicators.children,
                of_indicators.weights,
                of_indicators.whole,
                rest,
            )
        self._add(Node(FigureId(name), "combined_instrument", ""), of_parts, of_indicators)

    def _route(
        self,
        step: str,
        children: Sequence[str],
        weights: Sequence[Decimal | None],
        weight_origins: Sequence[Origin | None],
        place: str,
        *origins: Origin | None,
    ) -> Route | None:
        combined = combining(self.criteria, step)
        if combined is None:
            return None
        method, way = combined
        whole = way.weigh(weights)
        if whole is None:
            return None
        rests = self.rule(f"methods.{step}", method.origin) | self.rule(place, *origins)
        if way.name != "mean" and step != "total":
            rests |= self.rule(WEIGHTS, *weight_origins)
        return Route(step, way, tuple(self.position[child] for child in children), whole, sum(whole), rests)

    def _add(self, node: Node, *routes: Route | None) -> None:
        node.routes = tuple(route for route in routes if route is not None)
        children = [self.nodes[child] for route in node.routes for child in route.children]
        for child in children:
            node.roundings |= child.roundings
            node.below = node.below or child.below or child.decimals is not None
            rounding = self.criteria.roundings.get(child.step)
            if rounding is not None and not child.marked:
                node.roundings |= self.rule(f"roundings.{child.step}", rounding.origin)
        rounding = self.criteria.roundings.get(node.step)
        node.decimals = None if rounding is None or node.marked else rounding.decimals
        self.position[node.id] = len(self.nodes)
        self.nodes.append(node)

    @staticmethod
    def _weights_of(items: Sequence[Item]) -> list[Origin | None]:
        return [item.weight_origin for item in items]

    @staticmethod
    def _sum(weights: Iterable[Decimal | None]) -> Decimal | None:
        total = Decimal(0)
        for weight in weights:
            if weight is None:
                return None
            total += weight
        return total


_graphs: dict[int, Graph] = {}
_MOST_HELD = 64


def graph_of(criteria: Criteria) -> Graph:
    """The graph of an edition, built once."""
    # An edition has no hash (there are dicts in it); its identity is safe while the graph holds it.
    graph = _graphs.get(id(criteria))
    if graph is None:
        if len(_graphs) >= _MOST_HELD:
            _graphs.clear()
        graph = _graphs[id(criteria)] = Graph(criteria)
    return graph

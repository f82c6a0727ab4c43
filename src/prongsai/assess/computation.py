"""All figures of one agency's year with what each was computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from prongsai.assess.evidence import Announced, Scored, announced, scored
from prongsai.assess.graph import Graph, Mark, Node, Route, graph_of
from prongsai.assess.ratios import Ratio, fraction, printed, ratio_of, rounded, weighted_mean
from prongsai.assess.scorecard import Difference, Figure, LevelFigure
from prongsai.collect.facts import Answers, Facts
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import quantized


@dataclass(slots=True)
class Computation:
    """One agency's figures with what each was made of: by position in the graph, children before parents.

    Scorecard, differences, level and every explanation are read off it; ``differences`` and ``level`` once asked for.
    """

    graph: Graph
    facts: Facts
    announced: dict[int, Announced]
    scored: dict[int, Scored] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    exact: list[Ratio | None] = field(default_factory=list)  # before the edition's rounding
    used: list[Ratio | None] = field(default_factory=list)  # what the figures above are computed from
    route: dict[int, Route] = field(default_factory=dict)
    foreign: list[int] = field(default_factory=list)  # disclosure items with a mark that their scale does not have
    differences: tuple[Difference, ...] | None = None
    level: tuple[LevelFigure, tuple[Difference, ...]] | None = None


def work(criteria: Criteria, facts: Facts) -> Computation:
    """All figures with what they were computed from; for the scorecard, the differences and every explanation."""
    graph = graph_of(criteria)
    done = Computation(graph, facts, announced(graph, facts))
    by_part = {part: (answers.items or {}, answers.respondents) for part, answers in facts.answers.items()}
    nobody: tuple[dict[str, Answers], int | None] = ({}, None)
    disclosure = facts.disclosure
    exact, used, figures = done.exact, done.used, done.figures
    # Without the edition's roundings: they only count as a rule that a figure rests on where they change it.
    plain: list[Ratio | None] = []
    resting: list[int] = []
    for at, node in enumerate(graph.nodes):
        value: Ratio | None = None
        rests = 0
        if node.marked:
            disclosed = disclosure.get(node.id.number)
            if disclosed is None or disclosed.score is None:
                figures.append(node.unknown)
            else:
                mark = node.marks.get(disclosed.score) or _mark(node, disclosed.score)
                figures.append(mark.figure)
                value = mark.value
                if mark.foreign:
                    done.foreign.append(at)
            exact.append(value)
            used.append(value)
            plain.append(value)
            resting.append(0)
            continue
        items, respondents = by_part.get(node.part, nobody)
        bare: Ratio | None = None
        if node.question is not None:
            answers = items.get(node.id.number)
            found = None if answers is None else scored(node, answers, respondents)
            respondents = None
            if found is not None:
                done.scored[at] = found
                value = bare = found.value
                respondents = found.respondents
                rests = node.rests if found.counts is not None else node.rests | graph.shares_rule
        else:
            for route in node.routes:
                children = route.children
                parts = [used[child] for child in children]
                if None in parts:
                    continue
                value = bare = weighted_mean(cast("list[Ratio]", parts), route.weights, route.whole)
                if node.below:
                    parts = [plain[child] for child in children]
                    bare = weighted_mean(cast("list[Ratio]", parts), route.weights, route.whole)
                rests = route.rests
                for child in children:
                    rests |= resting[child]
                done.route[at] = route
                break
        told = done.announced.get(at)
        if value is None:
            if told is None:
                figures.append(
                    node.unknown
                    if respondents is None
                    else Figure(node.id, None, None, None, None, None, (), respondents)
                )
            else:
                figures.append(Figure(node.id, told.value, "published", None, None, "confirmed", (), respondents))
        else:
            onward, hundredths = rounded_on(node, value)
            own = rests
            if node.roundings and bare is not None and rounded(bare) != hundredths:
                own |= node.roundings
            computed = printed(hundredths)
            certainty, names = graph.said(own)
            if told is None:
                figures.append(
                    Figure(node.id, computed, "computed", computed, fraction(value), certainty, names, respondents)
                )
            else:
                figures.append(
                    Figure(node.id, told.value, "published", computed, fraction(value), "confirmed", names, respondents)
                )
        exact.append(value)
        if told is not None:
            value = bare = ratio_of(told.value)
            rests = 0
        elif value is not None:
            value = onward
        used.append(value)
        plain.append(bare)
        resting.append(rests)
    return done


def rounded_on(node: Node, value: Ratio) -> tuple[Ratio, int]:
    """A computed value as the figures above use it, after the edition's rounding, and as shown, in hundredths."""
    if node.decimals is None:
        return value, rounded(value)
    onward = (rounded(value, node.decimals), 10**node.decimals)
    return onward, rounded(onward) if node.decimals < 2 else rounded(value)


def _mark(node: Node, mark: Decimal) -> Mark:
    """A disclosure item's figure: its mark as given, which is an observation and not computed."""
    value = ratio_of(mark)
    foreign = bool(node.points) and not any(value[0] * node.unit == point * value[1] for point in node.points)
    figure = Figure(node.id, quantized(mark, 2), "published", None, fraction(value), "confirmed")
    found = node.marks[mark] = Mark(figure, value, foreign)
    return found

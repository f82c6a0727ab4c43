"""All figures of one agency's year with what each was computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.assess.evidence import Announced, Scored, announced, scored
from prongsai.assess.graph import Graph, Mark, Node, Route, graph_of
from prongsai.assess.ratios import Ratio, printed, ratio_of, reduced, rounded, weighted_mean
from prongsai.assess.scorecard import Basis, Difference, Figure, LevelFigure
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
    places = len(graph.nodes)
    figures = done.figures = [node.unknown for node in graph.nodes]
    exact: list[Ratio | None] = [None] * places
    used: list[Ratio | None] = [None] * places
    # Without the edition's roundings: they only count as a rule that a figure rests on where they change it.
    plain: list[Ratio | None] = [None] * places
    resting = [0] * places
    done.exact, done.used = exact, used
    for at, node in enumerate(graph.nodes):
        if node.marked:
            disclosed = facts.disclosure.get(node.id.number)
            if disclosed is not None and disclosed.score is not None:
                mark = node.marks.get(disclosed.score) or _mark(node, disclosed.score)
                figures[at] = mark.figure
                exact[at] = used[at] = plain[at] = mark.value
                if mark.foreign:
                    done.foreign.append(at)
            continue
        value: Ratio | None = None
        bare: Ratio | None = None
        rests = 0
        items, respondents = by_part.get(node.part, nobody)
        if node.question is not None:
            answers = items.get(node.id.number)
            answered = None if answers is None else scored(node, answers, respondents)
            respondents = None
            if answered is not None:
                done.scored[at] = answered
                value = bare = answered.value
                respondents = answered.respondents
                rests = node.rests if answered.counts is not None else node.rests | graph.shares_rule
        else:
            for route in node.routes:
                parts = [part for child in route.children if (part := used[child]) is not None]
                if len(parts) != len(route.children):
                    continue
                value = bare = weighted_mean(parts, route.weights, route.whole)
                if node.below:
                    parts = [part for child in route.children if (part := plain[child]) is not None]
                    bare = weighted_mean(parts, route.weights, route.whole)
                rests = route.rests
                for child in route.children:
                    rests |= resting[child]
                done.route[at] = route
                break
        told = done.announced.get(at)
        if value is not None:
            onward, hundredths = rounded_on(node, value)
            own = rests
            if node.roundings and bare is not None and rounded(bare) != hundredths:
                own |= node.roundings
            certainty, names = graph.said(own)
            shown = computed = printed(hundredths)
            basis: Basis = "computed"
            if told is not None:
                shown, basis, certainty = told.value, "published", "confirmed"
            figures[at] = Figure(node.id, shown, basis, computed, reduced(value), certainty, names, respondents)
        elif told is not None:
            figures[at] = Figure(node.id, told.value, "published", None, None, "confirmed", (), respondents)
        elif respondents is not None:
            figures[at] = Figure(node.id, None, None, None, None, None, (), respondents)
        exact[at] = value
        if told is not None:
            used[at] = plain[at] = ratio_of(told.value)
        elif value is not None:
            used[at], plain[at], resting[at] = onward, bare, rests
    return done


def rounded_on(node: Node, value: Ratio) -> tuple[Ratio, int]:
    """A computed value as the figures above use it, after the edition's rounding, and as shown, in hundredths."""
    if node.decimals is None:
        return value, rounded(value)
    if node.decimals == 2:
        hundredths = rounded(value)
        return (hundredths, 100), hundredths
    onward = (rounded(value, node.decimals), 10**node.decimals)
    return onward, rounded(onward) if node.decimals < 2 else rounded(value)


def _mark(node: Node, mark: Decimal) -> Mark:
    """A disclosure item's figure: its mark as given, which is an observation and not computed."""
    value = ratio_of(mark)
    foreign = bool(node.points) and not any(value[0] * node.unit == point * value[1] for point in node.points)
    figure = Figure(node.id, quantized(mark, 2), "published", None, reduced(value), "confirmed")
    kept = node.marks[mark] = Mark(figure, value, foreign)
    return kept

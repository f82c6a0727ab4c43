"""Disclosure items that lost points: what to publish, and how many points of the total are at stake."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.analyze.sentences import Sentence, count_of, points_of, score_of, sentence
from prongsai.assess.graph import WEIGHTS, Graph, graph_of
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import CERTAINTIES, Certainty, Criteria, Element, Item, Recommendation


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the total one figure makes, 0–1, by the edition's rules; how certain, and which rules it rests on."""

    share: Fraction
    certainty: Certainty
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A disclosure item with less than the full mark.

    ``at_stake``: points of the total that the full mark would add, exact; None where the weights are not known.
    ``elements``: what this kind of agency has to show, with its certainty. ``recommendation`` is the product's own.
    """

    figure: FigureId
    item: str
    score: Decimal
    at_stake: Fraction | None
    certainty: Certainty | None
    rests_on: tuple[str, ...]
    elements: tuple[Element, ...]
    recommendation: Recommendation | None
    sentence: Sentence

    @property
    def fitted(self) -> bool:
        """Whether the weight of the item is not an official one."""
        return WEIGHTS in self.rests_on


def losses(criteria: Criteria, facts: Facts, scorecard: Scorecard) -> tuple[Loss, ...]:
    """Every disclosure item that lost points, the most points at stake first, then in the edition's order.

    Only disclosure: points at stake for a perception question would invite telling people how to answer (grounds:
    “Points at stake are for disclosure only”).
    """
    lost = []
    for part in criteria.part_ids():
        instrument = criteria.instrument_of_part(part)
        if instrument.kind != "disclosure":
            continue
        for item in criteria.items_of(instrument.id):
            figure = item_figure(part, item.id)
            shown = scorecard.figures[figure].shown
            if shown is not None and shown < 100:
                lost.append(_loss(criteria, facts, figure, item, shown))
    return tuple(sorted(lost, key=lambda loss: -(loss.at_stake or Fraction(0))))


def _loss(criteria: Criteria, facts: Facts, figure: FigureId, item: Item, shown: Decimal) -> Loss:
    share = share_of_total(criteria, figure)
    stake = share.share * (100 - Fraction(shown)) if share is not None else None
    template = "unknown"
    figures = {"score": score_of(figure, shown)}
    if share is not None and stake is not None:
        template = "fitted" if WEIGHTS in share.rests_on else "known" if share.certainty == "confirmed" else "uncertain"
        figures["stake"] = points_of(f"stake:{figure}", stake)
    kind = facts.agency.kind
    return Loss(
        figure=figure,
        item=item.id,
        score=shown,
        at_stake=stake,
        certainty=share.certainty if share else None,
        rests_on=share.rests_on if share else (),
        # An agency whose kind is not known sees all, each with the kinds that it is for.
        elements=tuple(
            element for element in item.elements if not element.kinds or kind is None or kind in element.kinds
        ),
        recommendation=criteria.recommendations.get(item.id),
        sentence=sentence(f"loss.{template}", figures, {"name": figure_name(criteria, figure)}),
    )


def regained(lost: tuple[Loss, ...]) -> Sentence | None:
    """What the full marks of all lost items together would add to the total; None where no weight is known."""
    known = [loss for loss in lost if loss.at_stake is not None]
    if not known:
        return None
    template = "known" if all(loss.certainty == "confirmed" for loss in known) else "uncertain"
    return sentence(
        f"loss.all-{template}",
        {
            "count": count_of("count:stakes", len(known)),
            "stake": points_of("stake:all", sum((loss.at_stake or Fraction(0) for loss in known), Fraction(0))),
        },
    )


def share_of_total(criteria: Criteria, figure: FigureId) -> Share | None:
    """How much of the total ``figure`` makes; None where a weight or method on the way is not known.

    Where an item's own weight is confirmed the others' do not matter, as the weights of an indicator add to 100.
    """
    graph = graph_of(criteria)
    path = _path(graph, graph.position["total"], graph.position[figure])
    if path is None:
        return None
    share, rules = Fraction(1), 0
    for parent, child in path:
        route = graph.nodes[parent].routes[0]
        share *= Fraction(route.weights[route.children.index(child)], route.whole)
        rules |= route.rests
    names = list(graph.said(rules)[1])
    item = criteria.items.get(figure.number)
    origin = item.weight_origin if item is not None else None
    if WEIGHTS in names and origin is not None and origin.certainty == "confirmed":
        names.remove(WEIGHTS)
    worst = max((CERTAINTIES.index(graph.origin(name).certainty) for name in names), default=0)
    return Share(share, CERTAINTIES[worst], tuple(names))


def _path(graph: Graph, top: int, wanted: int) -> list[tuple[int, int]] | None:
    """The steps (parent, child) from ``top`` down to ``wanted`` along first routes; None where there are none."""
    if top == wanted:
        return []
    routes = graph.nodes[top].routes
    for child in routes[0].children if routes else ():
        below = _path(graph, child, wanted)
        if below is not None:
            return [(top, child), *below]
    return None

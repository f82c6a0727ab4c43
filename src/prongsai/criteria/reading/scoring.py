"""Reads how figures are made from figures: methods by name, roundings, levels, targets."""

from __future__ import annotations

from decimal import Decimal

from prongsai.criteria.reading.nodes import Node
from prongsai.criteria.shapes import Level, Levels, Method, Rounding, Target

# The methods that `assess` knows, by step. A name of null says that the method is not known.
METHODS: dict[str, tuple[str, ...]] = {
    "item": ("mean_of_answers",),
    "item_with_sub_questions": ("mean",),
    "survey_indicator": ("mean",),
    "survey_part": ("mean",),
    "combined_indicator": ("mean",),
    "combined_instrument": ("mean",),
    "sub_indicator": ("mean", "weighted_mean"),
    "disclosure_indicator": ("mean", "weighted_mean_of_items"),
    "disclosure_instrument": ("mean",),
    "total": ("weighted_mean",),
}


def methods(scoring: Node) -> dict[str, Method]:
    """The method of each step, by name."""
    by_step = {}
    for step, node in scoring.each("methods"):
        node.only("name")
        if step not in METHODS:
            names = ", ".join(METHODS)
            node.wrong(f"ไม่รู้จักขั้น “{step}” ที่มีคือ {names}", f"unknown step “{step}”; there are {names}")
        elif node.has("name"):
            node.one_of("name", METHODS[step])
        by_step[step] = Method(step=step, name=node.maybe("name"), origin=node.origin())
    return by_step


def roundings(scoring: Node) -> dict[str, Rounding]:
    """The roundings that belong to the method."""
    by_step = {}
    for step, node in scoring.each("roundings"):
        node.only("decimals", "mode").one_of("mode", ("half_up",))
        if step not in METHODS:
            node.wrong(f"ไม่รู้จักขั้น “{step}”", f"unknown step “{step}”")
        decimals = node.whole("decimals")
        if decimals is None:
            node.wrong("ไม่มีจำนวนตำแหน่งทศนิยม (decimals)", "no number of decimals is given")
        by_step[step] = Rounding(step=step, decimals=decimals or 0, mode="half_up", origin=node.origin())
    return by_step


def levels(node: Node) -> Levels:
    """The result levels from best to worst, and what they test."""
    node.only("tested", "compared", "steps")
    tested, compared = node.under("tested").only("figures"), node.under("compared").only("decimals")
    steps = tuple(
        Level(
            name=row.only("name", "english", "total", "each").text("name"),
            english=row.text("english"),
            total=row.decimal("total") or Decimal(0),
            each=row.decimal("each"),
            origin=row.origin(),
        )
        for row in node.rows("steps")
    )
    if not steps:
        node.wrong("ไม่มีระดับผล (steps)", "no levels are given (steps)")
    decimals = compared.whole("decimals")
    return Levels(
        tested=tested.strings("figures"),
        decimals=2 if decimals is None else decimals,
        steps=steps,
        tested_origin=tested.origin(),
        decimals_origin=compared.origin(),
    )


def targets(scoring: Node) -> tuple[Target, ...]:
    """The targets of the master plan."""
    return tuple(
        Target(
            figure=row.only("figure", "score", "text").text("figure"),
            score=row.decimal("score") or Decimal(0),
            text=row.words("text"),
            origin=row.origin(),
        )
        for row in scoring.rows("targets")
    )

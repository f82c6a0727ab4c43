"""The methods by which figures are made, by the names that editions use for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import mul

from prongsai.assess.ratios import Ratio, whole_numbers
from prongsai.criteria.shapes import Criteria, Method
from prongsai.language.text import Text

# The weights of the parts as the edition gives them (None: not known) → whole weights, or None: cannot be computed.
Weigh = Callable[[Sequence[Decimal | None]], tuple[int, ...] | None]


class UnknownMethod(ValueError):
    """An edition names a method that does not exist."""

    def __init__(self, edition: str, step: str, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{edition}: scoring.yaml: methods.{step}.name is {name!r}, expected one of {', '.join(known)}, "
            "or null where the method is not known"
        )


@dataclass(frozen=True, slots=True)
class Combining:
    """A way to make one figure of several: how it weighs its parts, and how it is said."""

    name: str
    weigh: Weigh
    words: Text


def mean_of_answers(counts: Sequence[int], points: Sequence[int], unit: int) -> Ratio | None:
    """The mean of the respondents' points (domain rule 3.1); ``points`` in ``1/unit`` points. None without answers."""
    answered = sum(counts)
    if not answered:
        return None
    return sum(map(mul, counts, points)), answered * unit


def equal_weights(weights: Sequence[Decimal | None]) -> tuple[int, ...] | None:
    """Every part counts the same."""
    return (1,) * len(weights) if weights else None


def given_weights(weights: Sequence[Decimal | None]) -> tuple[int, ...] | None:
    """Every part counts by its weight; not computable while a weight is unknown or all are 0."""
    known = [weight for weight in weights if weight is not None]
    if len(known) != len(weights) or not any(known):
        return None
    return whole_numbers(known)[0]


MEAN_OF_ANSWERS = "mean_of_answers"
WEIGHTED_MEAN_OF_ITEMS = "weighted_mean_of_items"

ANSWERING = {
    MEAN_OF_ANSWERS: Text(th="ค่าเฉลี่ยของคะแนนจากผู้ตอบทุกคน", en="mean of all respondents' points"),
}
COMBINING = {
    way.name: way
    for way in (
        Combining("mean", equal_weights, Text(th="ค่าเฉลี่ย (ทุกส่วนมีน้ำหนักเท่ากัน)", en="mean (every part counts the same)")),
        Combining("weighted_mean", given_weights, Text(th="ค่าเฉลี่ยถ่วงน้ำหนัก", en="weighted mean")),
        Combining(
            WEIGHTED_MEAN_OF_ITEMS,
            given_weights,
            Text(th="ค่าเฉลี่ยถ่วงน้ำหนักของทุกข้อในตัวชี้วัด", en="weighted mean of all items of the indicator"),
        ),
    )
}


def answering(criteria: Criteria, step: str) -> Method | None:
    """The method that makes points of answers at ``step``; None where it is not known."""
    return _named(criteria, step, tuple(ANSWERING))


def combining(criteria: Criteria, step: str) -> tuple[Method, Combining] | None:
    """The method that makes one figure of several at ``step``; None where it is not known."""
    method = _named(criteria, step, tuple(COMBINING))
    return None if method is None or method.name is None else (method, COMBINING[method.name])


def _named(criteria: Criteria, step: str, known: Sequence[str]) -> Method | None:
    method = criteria.methods.get(step)
    if method is None or method.name is None:
        return None
    if method.name not in known:
        raise UnknownMethod(criteria.id, step, method.name, known)
    return method

"""Facts for tests of scoring, built from little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from prongsai.collect.facts import Agency, Answers, Disclosure, Facts, Groups, PartAnswers, Published
from prongsai.criteria.shapes import Criteria

Scores = Mapping[str, str]


def decimals(scores: Scores | None) -> dict[str, Decimal] | None:
    return None if scores is None else {name: Decimal(value) for name, value in scores.items()}


def published(
    *,
    items: Mapping[str, Scores] | None = None,
    sub_indicators: Scores | None = None,
    indicators: Scores | None = None,
    part_indicators: Mapping[str, Scores] | None = None,
    instruments: Scores | None = None,
    total: str | None = None,
    level: str | None = None,
) -> Published:
    return Published(
        items=None if items is None else {part: decimals(scores) or {} for part, scores in items.items()},
        sub_indicators=decimals(sub_indicators),
        indicators=decimals(indicators),
        part_indicators=None
        if part_indicators is None
        else {part: decimals(scores) or {} for part, scores in part_indicators.items()},
        instruments=decimals(instruments),
        total=None if total is None else Decimal(total),
        level=level,
    )


def answered(
    respondents: int | None,
    counts: Mapping[str, Sequence[int]] | None = None,
    shares: Mapping[str, Sequence[str]] | None = None,
    demographics: dict[str, Groups] | None = None,
) -> PartAnswers:
    items = {item: Answers(counts=tuple(each)) for item, each in (counts or {}).items()}
    items |= {item: Answers(shares=tuple(map(Decimal, each))) for item, each in (shares or {}).items()}
    return PartAnswers(respondents=respondents, items=items, demographics=demographics)


def facts_of(
    criteria: Criteria,
    *,
    told: Published | None = None,
    answers: dict[str, PartAnswers] | None = None,
    marks: Scores | None = None,
    staff: int | None = None,
    visitors: int | None = None,
    kind: str | None = None,
) -> Facts:
    return Facts(
        agency=Agency(name="เทศบาลตัวอย่าง", kind=kind),
        year=criteria.year,
        criteria=criteria.id,
        staff=staff,
        visitors=visitors,
        answers=answers or {},
        disclosure={item: Disclosure(item=item, score=Decimal(mark)) for item, mark in (marks or {}).items()},
        published=told or Published(),
        history={},
        assessor=(),
    )


def all_marks(criteria: Criteria, **other: str) -> dict[str, str]:
    """Every disclosure item at 100 but for ``other``."""
    return {item.id: other.get(item.id, "100") for item in criteria.items_of("OIT")}

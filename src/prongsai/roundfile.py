"""The exchange file ``prongsai/round@1``: one agency's year. Each step owns the shape of its own section."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from prongsai.analyze.claims import Claim
from prongsai.collect.facts import Facts
from prongsai.criteria.wording import FROZEN
from prongsai.improve.plan import Plan
from prongsai.publish.texts import Document, Memo


@dataclass(frozen=True, config=FROZEN)
class Round:
    """A round file that was read and found right."""

    facts: Facts
    claims: tuple[Claim, ...]
    document: Document | None
    plan: Plan | None
    memo: Memo | None
    extra: dict[str, object]  # what stands under ``x-…`` keys, kept as it is

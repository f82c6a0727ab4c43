"""One agency's year as a round file holds it, read and found right."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from prongsai.analyze.claims import Claim
from prongsai.collect.facts import Facts
from prongsai.collect.papers import Document, Memo
from prongsai.improve.plan import Plan
from prongsai.language.text import FROZEN


@dataclass(frozen=True, config=FROZEN)
class Round:
    """A round file that was read and found right."""

    facts: Facts
    claims: tuple[Claim, ...]
    document: Document | None
    plan: Plan | None
    memo: Memo | None
    extra: dict[str, object]  # what stands under ``x-…`` keys, kept as it is

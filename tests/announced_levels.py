"""Rounds that announce a level which the rules of their year do not give; no example does."""

from __future__ import annotations

import dataclasses

from prongsai.roundfile.round import Round


def announcing(one: Round, level: str) -> Round:
    """``one`` with another level announced."""
    published = dataclasses.replace(one.facts.published, level=level)
    return dataclasses.replace(one, facts=dataclasses.replace(one.facts, published=published))

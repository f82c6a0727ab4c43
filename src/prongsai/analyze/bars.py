"""The bars by which this program reads scores: its own, in ``bars.yaml``, never rules of the assessment."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from prongsai.files.strict_yaml import read_yaml


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in points, 0–100: ``high`` and ``middle`` part the bands, ``gap`` is a distance between two scores.

    ``fewest_behind`` and ``fewest_answers`` are people: with fewer no text says what somebody answered.
    ``usual_target`` holds where an edition has no target for the total; from ``nearly_full`` on little is lost.
    """

    high: Decimal
    middle: Decimal
    gap: Decimal
    usual_target: Decimal
    fewest_behind: Decimal
    fewest_answers: Decimal
    nearly_full: Decimal


@functools.cache
def bars() -> Bars:
    """The bars of ``bars.yaml``."""
    raw = read_yaml(resources.files("prongsai.analyze").joinpath("bars.yaml").read_bytes(), "bars.yaml")
    return Bars(**{name: Decimal(str(value)) for name, value in raw.items()} if isinstance(raw, dict) else {})

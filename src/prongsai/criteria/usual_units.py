"""The units that agencies of a kind usually have: a list of ours, from which an agency ticks its own."""

from __future__ import annotations

import functools
from importlib import resources

from prongsai.files.strict_yaml import read_yaml


@functools.cache
def usual_units() -> dict[str, tuple[str, ...]]:
    """Kind of agency → names of units, in the order in which agencies list them; the words are the program's own."""
    raw = resources.files("prongsai.criteria").joinpath("usual_units.yaml").read_bytes()
    data = read_yaml(raw, "usual_units.yaml")
    units = data["units"] if isinstance(data, dict) else {}
    return {kind: tuple(names) for kind, names in units.items()}

"""The kinds of agency that are assessed, by the codes that files use."""

from __future__ import annotations

import functools
from importlib import resources

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text


@functools.cache
def agency_kinds() -> dict[str, Text]:
    """Code → name (``city-municipality`` → เทศบาลนคร), in the order in which lists show them."""
    raw = resources.files("prongsai.criteria").joinpath("agency_kinds.yaml").read_bytes()
    data = read_yaml(raw, "agency_kinds.yaml")
    kinds = data["kinds"] if isinstance(data, dict) else {}
    return {code: Text(th=name["th"], en=name["en"]) for code, name in kinds.items()}

"""A round as plain data in the order of the format, as YAML for people, as JSON for machines."""

from __future__ import annotations

import json
from typing import Any

from prongsai.collect.facts import Published
from prongsai.files.plain_data import plain_data
from prongsai.files.tidying import with_extras
from prongsai.files.yaml_text import yaml_text
from prongsai.roundfile.round import Round
from prongsai.roundfile.sections import FORMAT, SECTIONS


def to_data(round: Round) -> dict[str, Any]:
    """A round as plain data in the order of the format. Figures are text with their digits, counts whole numbers."""
    facts = round.facts
    data: dict[str, Any] = {"format": FORMAT, "year": facts.year, "criteria": facts.criteria}
    for section in SECTIONS:
        value = getattr(round if hasattr(round, section.key) else facts, section.key)
        # What was observed stands by item, as steps need it; a file lists it.
        value = list(value.values()) if section.key == "disclosure" else value
        if value is not None and value != Published() and not (section.many and not value):
            data[section.key] = plain_data(value)
    with_extras(data, round.extra)
    return data


def write_yaml(round: Round) -> str:
    """A round as YAML for people; reading it gives the same round."""
    return yaml_text(to_data(round))


def write_json(round: Round, *, one_line: bool = False) -> str:
    """A round as JSON that ends with a line break; on one line it is a line of JSON Lines."""
    return json.dumps(to_data(round), ensure_ascii=False, indent=None if one_line else 1) + "\n"

"""The table of forms: how every kind of document is set on paper, where that is said, and what an agency may set."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any, Literal, get_args

from prongsai.collect.papers import OwnForms
from prongsai.criteria.shapes import Certainty
from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text

_NAME = "official_forms.yaml"
GarudaPlace = Literal["center", "left", "none"]


@dataclass(frozen=True, slots=True)
class FormRule:
    """One row of the table: ``size`` as written (a length with its unit, or a word), for the ``kinds`` named.

    ``where`` is the place in the source. ``own``: an agency may set it otherwise.
    """

    id: str
    what: Text
    size: str
    kinds: tuple[str, ...]
    where: str
    source: str
    certainty: Certainty
    own: bool


@dataclass(frozen=True, slots=True)
class PaperForm:
    """How a document is set: margins and heights in centimetres, letters and lines in points of TH Sarabun.

    ``official``: a paper of the regulation, in black and spaced by parts. ``number`` is the shape of a page number,
    which pages from ``first_numbered`` on show at the top.
    """

    official: bool
    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    garuda: Decimal
    garuda_place: GarudaPlace
    garuda_top: Decimal
    title: Decimal
    title_line: Decimal
    label: Decimal
    text: Decimal
    indent: Decimal
    before_parts: Decimal
    number: str
    number_top: Decimal
    first_numbered: int
    continuation: bool
    lines_with_signature: int
    seal: Decimal


@functools.cache
def _table() -> dict[str, Any]:
    raw = read_yaml(resources.files("prongsai.publish").joinpath(_NAME).read_bytes(), _NAME)
    if not isinstance(raw, dict):
        raise TypeError(f"{_NAME} is not a mapping")
    return raw


@functools.cache
def form_sources() -> dict[str, Text]:
    """What each source is called, by its id."""
    titles = {key: value["title"] for key, value in _table()["sources"].items()}
    return {key: Text(th=title["th"], en=title["en"]) for key, title in titles.items()}


@functools.cache
def form_rules() -> tuple[FormRule, ...]:
    """Every row of the table in its order. TypeError for a certainty that is none."""
    made = []
    for row in _table()["rules"]:
        if row["certainty"] not in get_args(Certainty):
            raise TypeError(f"{_NAME}: {row['id']}: no certainty {row['certainty']}")
        made.append(
            FormRule(
                id=row["id"],
                what=Text(th=row["what"]["th"], en=row["what"]["en"]),
                size=row["size"],
                kinds=tuple(row["kinds"]),
                where=row.get("where", ""),
                source=row["source"],
                certainty=row["certainty"],
                own=row.get("own", "no") == "yes",
            )
        )
    return tuple(made)


@functools.cache
def official_papers() -> frozenset[str]:
    """The kinds that are papers of the regulation."""
    return frozenset(_table()["papers"])


@functools.lru_cache(maxsize=64)
def form_of(kind: str, own: OwnForms | None = None) -> PaperForm:
    """How a kind of document is set, with what the agency set itself. A kind without a garuda has 0 for its height."""
    said = {rule.id: rule.size for every in ("all", kind) for rule in form_rules() if every in rule.kinds}
    set_by_agency = own.set() if own is not None else {}
    said |= {rule.id: set_by_agency[rule.id] for rule in form_rules() if rule.own and rule.id in set_by_agency}

    def size(name: str) -> Decimal:
        return Decimal(said.get(name, "0").split(" ")[0])

    place = said.get("garuda_place", "none")
    return PaperForm(
        official=kind in official_papers(),
        left=size("left"),
        right=size("right"),
        top=size("top"),
        bottom=size("bottom"),
        garuda=size("garuda"),
        garuda_place="center" if place == "center" else "left" if place == "left" else "none",
        garuda_top=size("garuda_top"),
        title=size("title"),
        title_line=size("title_line"),
        label=size("label"),
        text=size("text"),
        indent=size("indent"),
        before_parts=size("before_parts"),
        number=said["number"],
        number_top=size("number_top"),
        first_numbered=int(said["first_numbered"]),
        continuation=said["continuation"] == "yes",
        lines_with_signature=int(said["lines_with_signature"]),
        seal=size("seal"),
    )

"""Years of the examples as pages get them, without a database; and years of the examples with something changed."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from prongsai.assess.computation import work
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import examples
from prongsai.roundfile.round import Round
from prongsai.screens.year import Phase, Year


@functools.cache
def example(name: str) -> Round:
    """The example whose name begins so."""
    return next(file for key, file in examples().items() if key.startswith(name))


def year_of(file: Round, **fields: Any) -> Year:
    """The year that a round file gives, with some of its fields set."""
    dossier = dossier_of(file)
    given: dict[str, Any] = {
        "year": file.facts.year,
        "years": (file.facts.year,),
        "criteria": dossier.criteria,
        "file": file,
        "computation": work(dossier.criteria, file.facts),
        "scorecard": dossier.scorecard,
        "findings": dossier.findings,
        "contradictions": dossier.contradictions,
        "notes": dossier.notes,
        "unjudged": dossier.unjudged,
        "dossier": dossier,
        "version": 1,
        "basis": "official",
    }
    return Year(**(given | fields))


@functools.cache
def year(name: str) -> Year:
    """The year of an example."""
    return year_of(example(name))


def empty(name: str = "mae-sot", *, phases: tuple[Phase, ...] = ()) -> Year:
    """A year without any result."""
    of_example = year(name)
    return Year(year=of_example.year, years=of_example.years, criteria=of_example.criteria, phases=phases)


def with_facts(name: str, **fields: Any) -> Round:
    """An example with some of its facts changed."""
    file = example(name)
    return dataclasses.replace(file, facts=dataclasses.replace(file.facts, **fields))

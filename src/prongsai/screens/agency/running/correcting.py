"""Correcting a result: the figures that were kept, each to be changed in its field, and what that changes."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.roundfile.difference import FigureChange, SectionChange
from prongsai.screens.agency.intake.entry import LevelField, TypedScores
from prongsai.screens.agency.intake.entry_fields import FieldGroup


@dataclass(frozen=True, kw_only=True)
class CorrectPage:
    """The page that corrects a result. ``version``: what counts now, by the rules ``edition``, of ``basis``, kept by
    ``by`` at ``at``.

    ``groups`` and ``level``: what was announced or marked and can be corrected. ``looked``: the differences are shown
    (``changes``, ``sections``) and wait for the yes. ``conflict``: somebody kept another version meanwhile. ``saved``:
    the number of the version that it became.
    """

    year: int
    version: int = 0
    edition: str = ""
    basis: Text | None = None
    by: str = ""
    at: datetime.datetime | None = None
    groups: tuple[FieldGroup, ...] = ()
    level: LevelField | None = None
    why: str = ""
    looked: bool = False
    changes: tuple[FigureChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    conflict: bool = False
    saved: int | None = None

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What stands in the form, for the yes."""
        fields = [(field.key, field.value) for group in self.groups for field in group.fields]
        if self.level is not None:
            fields += [("level", self.level.chosen), ("level-printed", self.level.printed)]
        return tuple(fields)


def kept_alone(form: TypedScores) -> tuple[tuple[FieldGroup, ...], LevelField]:
    """The fields in which something is kept: what was never announced is entered, not corrected."""
    groups = (
        dataclasses.replace(group, fields=tuple(field for field in group.fields if field.before is not None))
        for group in form.groups
    )
    return tuple(group for group in groups if group.fields), form.level


def wrong_in(form: TypedScores) -> tuple[Problem, ...]:
    """What must be put right first: each field's own mistake under its name, and those of no one field."""
    fields: Iterable[Problem] = (
        Problem("", Text(th=f"{field.name.th}: {field.problem.th}", en=f"{field.name.en}: {field.problem.en}"))
        for field in form.fields
        if field.problem is not None
    )
    level = (Problem("", form.level.problem),) if form.level.problem is not None else ()
    return (*fields, *level, *form.general)

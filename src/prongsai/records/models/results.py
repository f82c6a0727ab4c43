"""Results: frozen scorecards, version after version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.fields import KeptJSON
from prongsai.records.models.editions import StoredEdition
from prongsai.records.models.people import Person
from prongsai.records.models.rounds import AgencyRound
from prongsai.records.scoped import ScopedSet


class Result(models.Model):
    """One version of a round's result. Never changed: a correction is a new version with who and why.

    ``file`` is the round file (``prongsai/round@1``, JSON), ``scorecard`` the figures (``prongsai/scorecard@1``) that
    the edition gave then. Scores that lists need stand beside them as whole hundredths of a point: SQL has no exact
    decimals on SQLite.
    """

    agency_path = "round__agency"

    round = models.ForeignKey(AgencyRound, models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField()
    basis = models.CharField(
        max_length=10, choices=[("computed", "computed"), ("official", "official"), ("corrected", "corrected")]
    )
    edition = models.ForeignKey(StoredEdition, models.PROTECT)
    file = KeptJSON()
    scorecard = KeptJSON()
    checksum = models.CharField(max_length=80)
    total_hundredths = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Result]] = ScopedSet["Result"].as_manager()

    class Meta:
        ordering = ("round", "-version")
        constraints: ClassVar = [models.UniqueConstraint(fields=("round", "version"), name="result_version_once")]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"

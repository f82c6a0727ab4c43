"""Rounds: one agency's year, with its phases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.fields import KeptJSON
from prongsai.records.models.agencies import Agency
from prongsai.records.models.editions import StoredEdition
from prongsai.records.scoped import ScopedSet


class AgencyRound(models.Model):
    """One agency in one fiscal year (Buddhist era), under the edition that was chosen for it.

    ``opened_at``: None in rows of before years were opened. While ``closed_at`` stands there nothing of the year
    changes; ``closed_why`` is the reason. ``provisional``: the edition is that of an earlier year, carried over.
    ``left_over``: what was kept of the year by such rules and has no place in those that were adopted: rows of
    ``{kind, name, value}`` in words, and the day.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(StoredEdition, models.PROTECT)
    current = models.ForeignKey("records.Result", models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=300, blank=True, default="")
    provisional = models.BooleanField(default=False)
    left_over = KeptJSON(default=list, blank=True)

    objects: ClassVar[models.Manager[AgencyRound]] = ScopedSet["AgencyRound"].as_manager()

    class Meta:
        ordering = ("agency", "-year")
        constraints: ClassVar = [models.UniqueConstraint(fields=("agency", "year"), name="round_once_a_year")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}"


class RoundPhase(models.Model):
    """A phase of a round: dates from the edition's calendar until the coordinator moves them. Days are inclusive."""

    agency_path = "round__agency"

    round = models.ForeignKey(AgencyRound, models.CASCADE, related_name="phases")
    code = models.CharField(max_length=30)
    name_th = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField()
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=12)
    moved = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[RoundPhase]] = ScopedSet["RoundPhase"].as_manager()

    class Meta:
        ordering = ("round", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("round", "code"), name="phase_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="phase_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class Holiday(models.Model):
    """A public holiday; days left are counted in working days too."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=150)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.name

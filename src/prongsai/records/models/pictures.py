"""The pictures that an agency gave for its papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.models.agencies import Agency
from prongsai.records.models.people import Person
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class AgencyPicture(models.Model):
    """The garuda or the seal of an agency, as PNG that was written anew from what somebody handed in."""

    # It stands in drafts, which are made by those who work on them.
    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=6, choices=[("garuda", "garuda"), ("seal", "seal")])
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    objects: ClassVar[models.Manager[AgencyPicture]] = ScopedSet["AgencyPicture"].as_manager()

    class Meta:
        ordering = ("agency", "name")
        constraints: ClassVar = [models.UniqueConstraint(fields=("agency", "name"), name="one_picture_a_name")]

    def __str__(self) -> str:
        return self.name

"""What an agency gives for its papers: pictures, and who signs by position and by day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.models.agencies import Agency
from prongsai.records.models.files import StoredFile
from prongsai.records.models.people import Person
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet

OWN = "own"


class AgencyPicture(models.Model):
    """The garuda or the seal of an agency, as PNG that was written anew from what somebody handed in."""

    # It stands in drafts, which are made by those who work on them.
    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=6, choices=[("garuda", "garuda"), ("seal", "seal")])
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="pictures")
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


class AgencySignatory(models.Model):
    """Who signs for a ``position`` from one day to another (``ends`` None: still).

    ``manner``: in the own right, or in the stead of whoever holds the position; then ``own_position`` is what they are.
    The name is somebody's own: no line of the history holds it, and it goes with the row.
    """

    # Names of those who sign are for those who make the papers.
    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="signatories")
    position = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    manner = models.CharField(
        max_length=20,
        default=OWN,
        choices=[(each, each) for each in (OWN, "รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่")],
    )
    own_position = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    objects: ClassVar[models.Manager[AgencySignatory]] = ScopedSet["AgencySignatory"].as_manager()

    class Meta:
        ordering = ("agency", "position", "-starts", "pk")

    def __str__(self) -> str:
        return self.position

"""History: who changed what when, one chain of hashes per agency."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from prongsai.records.models.agencies import Agency
from prongsai.records.models.people import Person
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class Entry(models.Model):
    """One change. ``hash`` is over this entry and the one before it, so that none can be changed or left out unseen;
    ``version`` says by which rule (``records/chain.py``).

    Survey answers never stand here.
    """

    seen_with: ClassVar[Ability] = "see-history"

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="history")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    person_name = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    witnessed = models.JSONField(default=list)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Entry]] = ScopedSet["Entry"].as_manager()

    class Meta:
        ordering = ("agency", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("agency", "number"), name="entry_number_once"),
            # Lines that belong to no agency are one chain too; NULLs alone would not be held to be the same.
            models.UniqueConstraint(
                fields=("number",), condition=models.Q(agency__isnull=True), name="entry_number_once_without_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class Checkpoint(models.Model):
    """How far an agency's chain was found whole, so that a page need not walk all of it again.

    ``seal`` binds the row to the machine's secret key: one that was written into the table by hand counts for nothing.
    It spares pages the walk and never the command that verifies everything.
    """

    seen_with: ClassVar[Ability] = "see-history"

    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    verified_at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Checkpoint]] = ScopedSet["Checkpoint"].as_manager()

    class Meta:
        # The chain of no agency has one too; NULLs alone would not be held to be the same.
        constraints: ClassVar = [
            models.UniqueConstraint(Coalesce("agency", 0), name="checkpoint_once_a_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or 0} {self.number}"


class SealedHead(models.Model):
    """The last line of a chain as this site's program wrote it, bound to the machine's secret key.

    Whoever can only write to the database cannot take off a chain's end, nor write a chain anew, and not be seen; but
    by putting back an earlier day with its seals, or taking the agency away whole.
    """

    seen_with: ClassVar[Ability] = "see-history"

    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[SealedHead]] = ScopedSet["SealedHead"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Coalesce("agency", 0), name="sealed_head_once_a_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or 0} {self.number}"

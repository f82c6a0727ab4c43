"""Mail that waits to be sent: to whom and what for. What it says is made when it is sent, and kept nowhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from prongsai.records.models.people import Invitation, Person
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class WaitingMail(models.Model):
    """One mail of a purpose to somebody: to a person, to whoever an invitation invites, or to nobody.

    Mail to nobody is asked for where nobody has the address that was typed, so that this costs the same: the row bears
    one of ``NOBODIES`` numbers that follow from the address, and tells nothing of it. A row stays for some minutes
    after its mail was sent, so that the next one can wait for its time.
    """

    NOBODIES: ClassVar[int] = 4096

    agency_path = "invitation__agency"
    seen_with: ClassVar[Ability] = "work"

    purpose = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="+")
    nobody = models.PositiveSmallIntegerField(null=True, blank=True)  # from 1
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # when it may be tried; empty: sent, or given up
    quiet_until = models.DateTimeField()  # no further one before this
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=120, blank=True)  # of the last try; names nobody
    lease_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[WaitingMail]] = ScopedSet["WaitingMail"].as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        indexes: ClassVar = [models.Index(fields=["due_at"], name="mail_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "purpose",
                Coalesce("person", 0),
                Coalesce("invitation", 0),
                Coalesce("nobody", 0),
                name="one_mail_a_purpose_and_person",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, invitation__isnull=True, nobody__isnull=True)
                | models.Q(person__isnull=True, invitation__isnull=False, nobody__isnull=True)
                | models.Q(person__isnull=True, invitation__isnull=True, nobody__isnull=False),
                name="mail_goes_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

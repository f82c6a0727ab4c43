"""What people are told: account mail that waits to be sent (to whom, what for), and messages of what happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from prongsai.records.models.agencies import Agency
from prongsai.records.models.people import Invitation, Person
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class WaitingMail(models.Model):
    """One mail of a purpose to somebody: to a person, to whoever an invitation invites, or to nobody. What it says is
    made when it is sent, and kept nowhere.

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


class Message(models.Model):
    """One thing told to one person by one channel on one day. Mail of an account (a new password) is never one.

    ``app``: what stands in their list; it is there as soon as the row is. ``mail``: claimed by one process before it is
    sent, so that it goes out once; ``outcome`` says what became of it. Texts name nobody; ``by`` did what is told.
    """

    seen_with: ClassVar[Ability] = "work"

    person = models.ForeignKey(Person, models.CASCADE, related_name="messages")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="messages")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    subject_key = models.CharField(max_length=120)
    day = models.DateField()
    channel = models.CharField(max_length=4, choices=[("app", "app"), ("mail", "mail")])
    text_th = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    link = models.CharField(max_length=200, blank=True)  # a path of this site
    made_at = models.DateTimeField()
    wanted_at = models.DateTimeField(null=True, blank=True)  # of mail: when it was to go out
    due_at = models.DateTimeField(null=True, blank=True)  # of mail: when it may be tried; empty: it is over
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=40, blank=True)  # the process that sends it (``outside/alive.py``)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # sent; unsure: handed over, and the answer was lost; unsent: tried for a day in vain; dropped: not wanted any more.
    outcome = models.CharField(
        max_length=7,
        blank=True,
        choices=[("sent", "sent"), ("unsure", "unsure"), ("unsent", "unsent"), ("dropped", "dropped")],
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Message]] = ScopedSet["Message"].as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("person", "subject_key", "day", "channel"), name="told_once_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="message_due"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_key} {self.channel}"

"""What was handed in and waits for somebody to say that it counts, and what somebody is still typing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.fields import KeptJSON
from prongsai.records.models.agencies import Agency
from prongsai.records.models.people import Person
from prongsai.records.models.results import Result
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class Upload(models.Model):
    """A round file that was read and found right, between preview and yes. Nothing else reads it; it expires.

    ``file`` is the round as data, never the bytes that were sent; ``scorecard`` is what its edition gives for it (None
    in rows that an earlier program left, which are not shown any more). ``against`` is the result that the differences
    were shown against: where another one has taken its place since, the preview is shown anew. ``removing`` is
    ``{file, scorecard}`` without what ``against`` holds and the upload does not (None: there is no such thing).
    """

    seen_with: ClassVar[Ability] = "import"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="uploads")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(
        max_length=5, choices=[("file", "file"), ("form", "form"), ("paste", "paste"), ("entry", "entry")]
    )
    name = models.CharField(max_length=200)
    file = KeptJSON()
    scorecard = KeptJSON(null=True, default=None)
    removing = KeptJSON(null=True, default=None)
    against = models.ForeignKey(Result, models.CASCADE, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Person, models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Upload]] = ScopedSet["Upload"].as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Draft(models.Model):
    """What one person has typed on one page of a year and not handed in yet. Nobody else sees it; it expires.

    ``page``: ``paste``, ``entry``, or ``text-`` and the part of a document; ``fields``: what stands in the page's form.
    """

    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="drafts")
    year = models.PositiveSmallIntegerField()
    page = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.CASCADE)
    fields = KeptJSON()
    saved_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Draft]] = ScopedSet["Draft"].as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("agency", "year", "page", "person"), name="one_draft_a_page_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.year}"

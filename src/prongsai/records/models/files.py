"""Files of a site, which lie by their content below its folder (``outside/store``), and of what database they are."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from prongsai.records.fields import KeptJSON
from prongsai.records.models.agencies import Agency
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class StoredFile(models.Model):
    """A file that lies in the store under its ``checksum``. It is nobody's: rows of agencies name it.

    ``wanted_at``: when somebody put it there last; nothing that was wanted of late is taken away. ``checked_at``: when
    it was read whole last, and ``wrong`` what was found then.
    """

    checksum = models.CharField(max_length=80, primary_key=True)
    size = models.PositiveBigIntegerField()
    wanted_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    wrong = models.CharField(
        max_length=7,
        blank=True,
        default="",
        choices=[("", "whole"), ("missing", "missing"), ("altered", "altered")],
    )

    objects: ClassVar[models.Manager[StoredFile]] = models.Manager()

    class Meta:
        ordering = ("checksum",)

    def __str__(self) -> str:
        return self.checksum


class FileStore(models.Model):
    """The one row that says by which mark the folder of files of this database is known."""

    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager[FileStore]] = models.Manager()

    def __str__(self) -> str:
        return self.mark


class Disposal(models.Model):
    """A list of official records that left by an order: its number and day, and what each was.

    ``lines``: in the order of the list, each with year, title, number, day, age in words, checksum and size."""

    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="disposals")
    number = models.CharField(max_length=100)
    ordered_on = models.DateField()
    lines = KeptJSON(default=list)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Disposal]] = ScopedSet["Disposal"].as_manager()

    class Meta:
        ordering = ("agency", "-ordered_on", "-pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=("agency", "number"), name="disposal_once_a_number")]

    def __str__(self) -> str:
        return self.number


class AgencyFile(models.Model):
    """A file that somebody of an agency gave to be kept: ``name`` with the ending of what it is.

    ``document``, ``result``: what it belongs to; one that belongs to nothing goes after some days. ``pages`` of a PDF.
    Once it left (``removed_at``, with who and why, or by a ``disposal``) there is no ``file``; the row stays.
    """

    seen_with: ClassVar[Ability] = "work"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="files")
    round = models.ForeignKey("records.AgencyRound", models.CASCADE, null=True, blank=True, related_name="files")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="agency_files")
    document = models.ForeignKey("records.MadeDocument", models.PROTECT, null=True, blank=True, related_name="files")
    result = models.ForeignKey("records.Result", models.PROTECT, null=True, blank=True, related_name="files")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    why_removed = models.CharField(max_length=300, blank=True, default="")
    disposal = models.ForeignKey(Disposal, models.PROTECT, null=True, blank=True, related_name="files")

    objects: ClassVar[models.Manager[AgencyFile]] = ScopedSet["AgencyFile"].as_manager()

    class Meta:
        ordering = ("agency", "-added_at", "-pk")
        indexes: ClassVar = [models.Index(fields=("agency", "removed_at"), name="file_agency_removed")]

    def __str__(self) -> str:
        return self.name

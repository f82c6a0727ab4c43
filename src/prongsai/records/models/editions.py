"""Editions of the rules, kept as they were used."""

from __future__ import annotations

from django.db import models

from prongsai.records.fields import KeptJSON


class StoredEdition(models.Model):
    """One revision of an edition: its files as text, by name. Every edition that was ever used can be explained."""

    checksum = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=60, db_index=True)
    year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    files = KeptJSON()

    class Meta:
        ordering = ("-year", "name", "-revision")

    def __str__(self) -> str:
        return f"{self.name} r{self.revision}"

"""Agencies and their units."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from prongsai.language.sorting import sort_key
from prongsai.records.fields import KeptJSON
from prongsai.records.scoped import ScopedSet

MOST_LETTERS_OF_A_KEY = 400


class Agency(models.Model):
    """A public agency. ``code`` never changes, whatever becomes of name and place; years are fiscal, Buddhist era."""

    agency_path = ""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=MOST_LETTERS_OF_A_KEY, editable=False, db_index=True)
    kind = models.CharField(max_length=40, blank=True)
    size = models.CharField(max_length=10, blank=True)
    district = models.CharField(max_length=100, blank=True)
    province = models.CharField(max_length=100, blank=True, db_index=True)
    ministry = models.CharField(max_length=150, blank=True, db_index=True)
    website = models.URLField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    valid_from = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager[Agency]] = ScopedSet["Agency"].as_manager()

    class Meta:
        ordering = ("name_key", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="agency_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *arguments: Any, **named: Any) -> None:
        """Keeps the key that sorts names as Thai dictionaries do: no database does it by itself."""
        # A name of marks alone has a key four times as long; what is beyond the column sorts nothing any more.
        self.name_key = sort_key(self.name)[:MOST_LETTERS_OF_A_KEY]
        super().save(*arguments, **named)


class AgencyParticulars(models.Model):
    """What an agency says of itself beyond name and place, and who changed any of it last.

    ``domains``: the hosts of its main web sites, the first of them first. ``staff``: people who have worked there for a
    year and more on the day ``staff_on``; ``visitors``: people who dealt with it in a year. Its address, telephone and
    mail stand in the papers of a year (``document`` of the round file) and nowhere else.
    """

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="particulars")
    domains = KeptJSON(default=list)
    staff = models.PositiveIntegerField(null=True, blank=True)
    staff_on = models.DateField(null=True, blank=True)
    visitors = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[AgencyParticulars]] = ScopedSet["AgencyParticulars"].as_manager()

    def __str__(self) -> str:
        return f"particulars of {self.agency_id}"


class Unit(models.Model):
    """A unit of an agency (สำนัก, กอง, ฝ่าย, งาน) in its tree, below ``parent`` or at the top.

    ``position``: its place among its neighbours where somebody placed it (1, 2 …); 0: in Thai order behind those.
    It stands from ``valid_from`` (None: not known) and, once closed, until ``valid_to``, the last day. A closed one
    is kept, for rows name it. ``merged_into``: the unit that took it over, which is shown in its place.
    """

    # A unit is changed by who reaches the one above it.
    unit_path: ClassVar[str] = "parent"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="merged")
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Unit]] = ScopedSet["Unit"].as_manager()

    class Meta:
        ordering = ("agency", "position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("agency", "parent", "name"), name="unit_once_in_its_place"),
            models.UniqueConstraint(
                fields=("agency", "name"), condition=models.Q(parent__isnull=True), name="unit_once_at_the_top"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(valid_to__isnull=False),
                name="unit_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

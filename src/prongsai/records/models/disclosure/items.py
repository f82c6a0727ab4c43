"""Items of a year's board with their links, what those show, and what people said of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.models.agencies import Agency, Unit
from prongsai.records.models.people import Person
from prongsai.records.models.rounds import AgencyRound
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet

STATES = [
    ("to-do", "to do"),
    ("doing", "in progress"),
    ("ready", "ready"),
    ("approved", "approved"),
    ("entered", "entered in the assessor's system"),
    ("not-applicable", "not applicable"),
]


class OitItem(models.Model):
    """A disclosure item on the board of a year, or one ``period`` of it (``collect/board.py``; empty: the item itself).

    ``due``: a day of its own; None: the phase's. ``reason``: why it is not applicable. ``entered_at``, ``entered_by``:
    when and by whom its answer was entered in the assessor's system. ``gone_from``: the edition that asked for it,
    where that of the year does no more; ``gone_title``: its name there, ``gone_into``: the items that it became.
    ``version`` counts its changes from 1.
    """

    seen_with: ClassVar[Ability] = "work"
    unit_path: ClassVar[str] = "unit"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="oit_items")
    round = models.ForeignKey(AgencyRound, models.CASCADE, related_name="oit_items")
    item = models.CharField(max_length=20)
    period = models.CharField(max_length=8, blank=True, default="")
    # A unit that rows of the board name is closed, never taken away.
    unit = models.ForeignKey(Unit, models.RESTRICT, null=True, blank=True, related_name="oit_items")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="oit_items")
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=STATES, default="to-do")
    reason = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(blank=True, default="")
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    gone_from = models.CharField(max_length=80, blank=True, default="")
    gone_title = models.CharField(max_length=400, blank=True, default="")
    gone_into = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[OitItem]] = ScopedSet["OitItem"].as_manager()

    class Meta:
        ordering = ("round", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("round", "item", "period"), condition=models.Q(gone_from=""), name="oit_item_once_a_round"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not-applicable") | ~models.Q(reason=""), name="oit_item_says_why_not"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("agency", "state"), name="oit_item_by_state"),
            models.Index(fields=("person", "due"), name="oit_item_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.period}".strip()


class OitLink(models.Model):
    """An address where an item is disclosed, with what is written beside it. It is text: nothing here ever opens it.

    ``entered_text``: address and explanation as they were when they were entered in the assessor's system, at
    ``entered_at``. One with ``removed_at`` was taken away and is kept, since it may have been entered.
    """

    agency_path = "item__agency"
    seen_with: ClassVar[Ability] = "work"
    unit_path: ClassVar[str] = "item__unit"

    item = models.ForeignKey(OitItem, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    url = models.CharField(max_length=2000)
    explanation = models.TextField(blank=True, default="")
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_text = models.TextField(blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[OitLink]] = ScopedSet["OitLink"].as_manager()

    class Meta:
        ordering = ("item", "position", "pk")

    def __str__(self) -> str:
        return f"link {self.pk}"


class ElementTick(models.Model):
    """An element that is shown, by which link (None: not said) and ``where`` there, as page 3; who saw to it when."""

    agency_path = "item__agency"
    seen_with: ClassVar[Ability] = "work"
    unit_path: ClassVar[str] = "item__unit"

    item = models.ForeignKey(OitItem, models.CASCADE, related_name="ticks")
    element = models.CharField(max_length=30)
    link = models.ForeignKey(OitLink, models.SET_NULL, null=True, blank=True, related_name="ticks")
    where = models.CharField(max_length=100, blank=True, default="")
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[ElementTick]] = ScopedSet["ElementTick"].as_manager()

    class Meta:
        ordering = ("item", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=("item", "element"), name="element_ticked_once")]

    def __str__(self) -> str:
        return self.element


class OitRemark(models.Model):
    """What somebody said of an item, for those who work on it. It stays as it was said."""

    agency_path = "item__agency"
    seen_with: ClassVar[Ability] = "work"
    unit_path: ClassVar[str] = "item__unit"

    item = models.ForeignKey(OitItem, models.CASCADE, related_name="remarks")
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[OitRemark]] = ScopedSet["OitRemark"].as_manager()

    class Meta:
        ordering = ("item", "pk")

    def __str__(self) -> str:
        return f"remark {self.pk}"

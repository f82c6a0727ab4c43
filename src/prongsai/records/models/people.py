"""People, their roles, and how they are invited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from prongsai.records.models.agencies import Agency, Unit
from prongsai.records.roles import ROLES, Ability
from prongsai.records.scoped import ScopedSet

ROLE_CHOICES = [(role, role) for role in ROLES]
AREA_KINDS = [
    ("", "agency"),
    ("district", "district"),
    ("province", "province"),
    ("ministry", "ministry"),
    ("all", "all"),
]
# Argon2 reads every letter, in every form that takes a password.
MOST_LETTERS_OF_A_PASSWORD = 200


class PersonManager(BaseUserManager["Person"]):
    """Makes people; nobody is made with an empty password that works."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who may sign in with ``password``, or only by invitation where it is None."""
        fields.setdefault("language", "en" if settings.LANGUAGE_CODE.startswith("en") else "th")
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in grants, never here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=2, default="th", choices=[("th", "ไทย"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name or self.email

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is theirs. One that is too long is nobody's, and is not hashed to know it."""
        too_long = raw_password is not None and len(raw_password) > MOST_LETTERS_OF_A_PASSWORD
        return not too_long and super().check_password(raw_password)

    def set_password(self, raw_password: str | None) -> None:
        """Gives them another; None and one that is too long are none that could be typed, and are not hashed.

        Forms and commands refuse a long one in words before. Where nobody has the address that signs in, the account
        library sets what was typed for no person, so that this takes as long as looking it up: so it does here.
        """
        too_long = raw_password is not None and len(raw_password) > MOST_LETTERS_OF_A_PASSWORD
        super().set_password(None if too_long else raw_password)

    def get_full_name(self) -> str:
        """The name; Django's own pages ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name; Django's own pages ask for it."""
        return self.name


class Grant(models.Model):
    """A role that a person holds, in an agency or an area, from a day to a day (inclusive)."""

    seen_with: ClassVar[Ability] = "work"

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    manner = models.CharField(
        max_length=10, default="own", choices=[("own", "own"), ("acting", "acting"), ("delegated", "delegated")]
    )
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="grants")
    # A role that lost its unit would hold in the whole agency.
    unit = models.ForeignKey(Unit, models.RESTRICT, null=True, blank=True, related_name="grants")
    area_kind = models.CharField(max_length=10, blank=True, choices=AREA_KINDS)
    area = models.CharField(max_length=150, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="grants_given")

    objects: ClassVar[models.Manager[Grant]] = ScopedSet["Grant"].as_manager()

    class Meta:
        ordering = ("person", "starts", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, area_kind="")
                | models.Q(agency__isnull=True) & ~models.Q(area_kind=""),
                name="grant_reaches_an_agency_or_an_area",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="grant_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class Invitation(models.Model):
    """An invitation to take a role. Only the hash of its code is kept; used once, until ``expires_at``."""

    seen_with: ClassVar[Ability] = "work"

    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.RESTRICT, null=True, blank=True, related_name="invitations")
    area_kind = models.CharField(max_length=10, blank=True, choices=AREA_KINDS)
    area = models.CharField(max_length=150, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="invitations_used")

    objects: ClassVar[models.Manager[Invitation]] = ScopedSet["Invitation"].as_manager()

    def __str__(self) -> str:
        return f"{self.role} {self.email}"

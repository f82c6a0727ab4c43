"""What is kept about looking after personal data: who was shown which notice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.models.people import Person


class NoticeSeen(models.Model):
    """Somebody said that they have seen a version of the privacy notice, in a language. It goes with the account."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices_seen")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=[("th", "ไทย"), ("en", "English")])
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("person", "version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("person", "version"), name="notice_seen_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.version}"

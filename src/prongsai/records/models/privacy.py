"""What is kept about looking after personal data: who was shown which notice, and what got into wrong hands."""

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


class SignIn(models.Model):
    """Somebody came in, was refused, or left: who, when, from which network address. Kept where the site's settings say
    so, for as long as ``records/actions/privacy/sign_ins.py`` says. ``address`` is empty where the server knows none.

    No agency's: one account works for several. No line of history tells of it, since a history cannot forget.
    """

    OUTCOMES: ClassVar = [
        ("in", "เข้าสู่ระบบ"),
        ("refused", "ถูกปฏิเสธ"),
        ("out", "ออกจากระบบ"),
        ("ended", "สิ้นสุดเพราะไม่ได้ใช้งาน"),
    ]

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES)

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["at"], name="sign_in_at")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.outcome}"


class BreachVersion(models.Model):
    """What was known of a breach of personal data when somebody wrote it down: nothing is written over, the highest
    ``version`` of a ``number`` counts. For administrators alone, and so of no agency."""

    number = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    noticed_at = models.DateTimeField()
    what = models.TextField()
    data = models.TextField()
    whom = models.TextField()
    measures = models.TextField(blank=True)
    office_told_at = models.DateTimeField(null=True, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.TextField(blank=True)
    closed = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("-number", "-version")
        constraints: ClassVar = [models.UniqueConstraint(fields=("number", "version"), name="breach_version_once")]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"

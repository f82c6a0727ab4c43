"""What the program does by itself: what repeats, and what is done once. Rows are taken by a lease."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Leased(models.Model):
    """Work that one process at a time has: ``lease`` names it (``outside/alive.py``), until ``leased_until``.

    A process that ends in the middle, however it ends, leaves its lease behind: it runs out and another takes over.
    ``problem`` is a word of ours (``flow/jobs/known.py``), so that nothing of anybody's data stands here.
    """

    due_at = models.DateTimeField(null=True, blank=True)  # empty: done, or given up
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)  # since it last went well
    problem = models.CharField(max_length=20, blank=True)  # the last one, also after it went well again
    problem_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Beat(Leased):
    """Something that repeats, by its name. How often stands in the program (``flow/jobs/known.py``).

    ``on_since``: from when it counts that it was not done, which is when the row was made or, on a PC that is switched
    off at night, when the program began last. ``off_since``: how long before that the program was off (None: it was
    not).
    """

    name = models.CharField(max_length=40, primary_key=True)
    last_done = models.DateTimeField(null=True, blank=True)
    on_since = models.DateTimeField()
    off_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Job(Leased):
    """Something that is done once: what (``name``) and for what (``key``, which names no person).

    A row stays for some time after it was done, so that it is not done again.
    """

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=("name", "key"), name="job_once_a_key")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="job_due"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"

"""Files of a site, which lie by their content below its folder (``outside/store``), and of what database they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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

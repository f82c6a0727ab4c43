"""Documents that were made, and the words that people put into them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from prongsai.records.fields import KeptJSON
from prongsai.records.models.files import Disposal, StoredFile
from prongsai.records.models.people import Person
from prongsai.records.models.results import Result
from prongsai.records.models.rounds import AgencyRound
from prongsai.records.roles import Ability
from prongsai.records.scoped import ScopedSet


class TextBlock(models.Model):
    """A block of text for one part of a round's documents. Figures in it are ``{keys}``; ``seen`` is what they showed
    when the words were written, so that a block whose figures have changed can be marked."""

    agency_path = "round__agency"
    seen_with: ClassVar[Ability] = "work"

    round = models.ForeignKey(AgencyRound, models.CASCADE, related_name="texts")
    part = models.CharField(max_length=60)
    text = models.TextField()
    seen = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    objects: ClassVar[models.Manager[TextBlock]] = ScopedSet["TextBlock"].as_manager()

    class Meta:
        ordering = ("round", "part")
        constraints: ClassVar = [models.UniqueConstraint(fields=("round", "part"), name="text_once_a_part")]

    def __str__(self) -> str:
        return self.part


class MadeDocument(models.Model):
    """One document in one format, as it was made from one result. There is no ``file`` until it is ready.

    ``signing``: for what people sign, the state that is asked for and, once it is ready, the one that it is in.
    ``frozen``: the blocks of what is for signature (``publish/frozen.py``), from which the issued file is made.
    ``names``: pairs of position and what was typed for it, until the document is made; then they stand in its bytes.
    """

    agency_path = "round__agency"
    # Nothing is approved here yet: those who work on it see it.
    seen_with: ClassVar[Ability] = "work"

    round = models.ForeignKey(AgencyRound, models.CASCADE, related_name="documents")
    result = models.ForeignKey(Result, models.PROTECT, null=True)
    kind = models.CharField(max_length=20)
    profile = models.CharField(max_length=40, blank=True)
    digits = models.CharField(max_length=6, default="arabic")
    format = models.CharField(max_length=5)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=8,
        default="waiting",
        choices=[("waiting", "waiting"), ("making", "making"), ("ready", "ready"), ("failed", "failed")],
    )
    problem = models.CharField(max_length=300, blank=True)
    signing = models.CharField(
        max_length=13,
        blank=True,
        default="",
        choices=[("", "nobody signs it"), ("draft", "draft"), ("for-signature", "for signature")],
    )
    frozen = models.BinaryField(default=bytes, blank=True)
    names = KeptJSON(default=list)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="documents")
    checksum = models.CharField(max_length=80, blank=True)
    findings = models.JSONField(null=True, blank=True)  # what the checker said of it; None: not checked
    head = models.CharField(max_length=80, blank=True)  # of the agency's history when it was made
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    maker = models.CharField(max_length=40, blank=True)  # the process that makes it (``outside/alive.py``)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    objects: ClassVar[models.Manager[MadeDocument]] = ScopedSet["MadeDocument"].as_manager()

    class Meta:
        ordering = ("round", "-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("round", "kind", "format", "version"), name="document_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.format} v{self.version}"


class SigningDecision(models.Model):
    """What the agency decided for the documents of a year: to leave a thing as it is (``what`` names it with its
    figures, ``why`` is the reason), or to take our advice on a figure (its id) as its own."""

    agency_path = "round__agency"
    seen_with: ClassVar[Ability] = "work"

    round = models.ForeignKey(AgencyRound, models.CASCADE, related_name="decisions")
    sort = models.CharField(max_length=5, choices=[("leave", "leave it so"), ("take", "take the advice")])
    what = models.CharField(max_length=600)
    why = models.CharField(max_length=600, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)

    objects: ClassVar[models.Manager[SigningDecision]] = ScopedSet["SigningDecision"].as_manager()

    class Meta:
        ordering = ("round", "sort", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=("round", "sort", "what"), name="decided_once_a_thing")]

    def __str__(self) -> str:
        return f"{self.sort} {self.pk}"


class Issuance(models.Model):
    """What became known when a document was issued, and the file that shows it. The document itself stays as it is.

    ``names``: pairs of position and name of those who signed; ``stamp``: what a register wrote on it. Once it left by
    a ``disposal`` there is no ``file``, here nor of the document."""

    agency_path = "document__round__agency"
    seen_with: ClassVar[Ability] = "work"

    document = models.OneToOneField(MadeDocument, models.CASCADE, related_name="issuance")
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    names = KeptJSON(default=list)
    stamp = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="issuances")
    checksum = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    disposal = models.ForeignKey(Disposal, models.PROTECT, null=True, blank=True, related_name="issuances")

    objects: ClassVar[models.Manager[Issuance]] = ScopedSet["Issuance"].as_manager()

    class Meta:
        ordering = ("document",)

    def __str__(self) -> str:
        return f"{self.document}"

"""The words of an agency's documents that are not figures: sections, memo particulars, who signs."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from prongsai.language.days import Day
from prongsai.language.exact import number_text
from prongsai.language.text import FROZEN


@dataclass(frozen=True, config=FROZEN)
class Section:
    """A section of the document: ``part`` says which (cover, preface, rationale, …)."""

    part: str
    heading: str | None = None
    text: str | None = None


# What an agency may ask for in words; the shares of each answer inside may lead to whoever gave one of them.
Publish = Literal["iit-choices"]
CHOICES_INSIDE: Publish = "iit-choices"


@dataclass(frozen=True, config=FROZEN)
class Decided:
    """What the agency decided to leave as it is though the program asks for another: what, and why."""

    what: str
    why: str


@dataclass(frozen=True, config=FROZEN)
class Assigned:
    """Disclosure items that an order gives to a unit."""

    unit: str
    items: tuple[str, ...]


# To whom an agency reports by letter: the head of the district, of the province, or the secretary-general of the NACC.
Addressee = Literal["district", "province", "nacc"]


@dataclass(frozen=True, config=FROZEN)
class Letter:
    """The letter that reports result and measures: to whom, and the letter that it refers to."""

    to: Addressee | None = None
    reference: str | None = None


@dataclass(frozen=True, config=FROZEN)
class OwnForms:
    """How the agency has its official papers set, in centimetres, where the table of forms rests on recollection.

    ``first_numbered``: the first page that shows its number. ``continuation``: whether a page of a paper ends with the
    word that the next begins with.
    """

    top: Annotated[Decimal, BeforeValidator(number_text), Field(ge=Decimal("2.3"), le=Decimal(5))] | None = None
    bottom: Annotated[Decimal, BeforeValidator(number_text), Field(ge=Decimal(1), le=Decimal(5))] | None = None
    garuda_top: Annotated[Decimal, BeforeValidator(number_text), Field(ge=Decimal("0.5"), le=Decimal(3))] | None = None
    number_top: Annotated[Decimal, BeforeValidator(number_text), Field(ge=Decimal("0.5"), le=Decimal("1.5"))] | None = (
        None
    )
    first_numbered: Literal["1", "2"] | None = None
    continuation: Literal["yes", "no"] | None = None

    def set(self) -> dict[str, str]:
        """What the agency set, by the rule of the table that it stands instead of."""
        return {name: str(value) for name, value in dataclasses.asdict(self).items() if value is not None}


@dataclass(frozen=True, config=FROZEN)
class Document:
    """Particulars of the agency's document and the profile that it follows.

    ``taken``: the figures (ids of items, or ``all``) whose advice the agency took as its own. ``publish``: what a
    document to be signed shows only where it is asked for: ``iit-choices``, how staff answered each question.
    ``legal_basis`` takes the place of the usual words about the power that orders rest on. ``forms``: how it has its
    official papers set. ``numbered_headings``: None leaves it to the profile.
    """

    profile: str | None = None
    title: str | None = None
    unit: str | None = None
    signed_by: str | None = None
    sections: tuple[Section, ...] = ()
    decided: tuple[Decided, ...] = ()
    taken: tuple[str, ...] = ()
    publish: tuple[Publish, ...] = ()
    forms: OwnForms | None = None
    legal_basis: str | None = None
    announcement_number: Literal["yes", "no"] = "no"
    assigned: tuple[Assigned, ...] = ()
    letter: Letter | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    progress_signed: Literal["each-page", "end"] = "end"
    numbered_headings: Literal["yes", "no"] | None = None


@dataclass(frozen=True, config=FROZEN)
class MemoPart:
    """A headed part of a memo, as เรื่องเดิม."""

    heading: str
    text: str


@dataclass(frozen=True, config=FROZEN)
class Endorsement:
    """One link of the approval chain: a position, the choices printed for it and the one ticked."""

    position: str
    choices: tuple[str, ...] = ()
    chosen: str | None = None
    date: Day | None = None


@dataclass(frozen=True, config=FROZEN)
class Memo:
    """An official memo (บันทึกข้อความ). ``number`` comes from the register and may be blank."""

    subject: str
    to: str
    unit: str | None = None
    phone: str | None = None
    number: str | None = None
    date: Day | None = None
    parts: tuple[MemoPart, ...] = ()
    closing: str | None = None
    attachments: tuple[str, ...] = ()
    chain: tuple[Endorsement, ...] = ()

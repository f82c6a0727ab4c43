"""What an agency's own document says about a figure, and what its numbers say against that."""

from __future__ import annotations

import dataclasses
from typing import Literal

from pydantic.dataclasses import dataclass

from prongsai.language.exact import Year
from prongsai.language.text import FROZEN, Text

ClaimKind = Literal["score", "share", "rank", "lowest", "highest", "change", "target", "level", "count", "filed"]


@dataclass(frozen=True, config=FROZEN)
class Claim:
    """One statement about one figure.

    ``value`` is what is said, as printed with Arabic digits: a score or share (``92.76``), a rank (``3``), a signed
    change in points (``-4.71``), ``met``/``missed`` or a margin for ``target`` (``+1.45``), a level's name, a count.
    For ``lowest`` and ``highest`` the figure *is* the claim and ``among`` names the set it is taken from
    (``indicators``, ``IIT``, ``EIT``, ``EIT1``, ``OIT``, ``ind:9``, ``items``); value may be left out. ``among`` also
    names the set of a ``rank`` (default ``indicators``). ``filed``: the item stands under ``among``, an indicator or a
    sub-indicator (``ind:9``, ``sub:9.1``). ``of`` says what a share or count is of, where it is not a score:
    ``IIT.position.officer`` (part.demographic.group) or ``IIT.respondents``; then ``figure`` is null. A group may also
    be ``highest``, ``lowest`` or have a ``rank`` among the groups of its question. ``indicators>91`` (``<=91``): a
    count of the indicators above a score; ``OIT<100`` counts those of a part or instrument.
    """

    kind: ClaimKind
    where: str
    figure: str | None = None
    value: str | None = None
    quote: str | None = None
    among: str | None = None
    of: str | None = None
    since: Year | None = None  # the earlier year that a change is measured from


@dataclasses.dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that is wrong: ``where`` in the document, what it ``says``, what is ``so``, and ``why`` that is so.

    ``kind`` is a claim's kind, ``difference``, ``respondents`` or ``plan`` (a plan's row); ``figures`` are the figures
    concerned.
    """

    kind: str
    where: str
    says: Text
    so: Text
    why: Text
    figures: tuple[str, ...] = ()
    quote: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Unjudged:
    """A claim that was held against no figure: its kind does not fit what it is about, or the file has no such figure.

    ``where`` and ``quote`` as the claim has them; ``why`` it was not judged.
    """

    kind: str
    where: str
    why: Text
    quote: str | None = None

"""The profiles: how an agency puts its booklet together, and which digits it writes."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.part_use import PartUse, packaged, text_of, uses_of
from prongsai.publish.report import Digits

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Profile:
    """How an agency puts its booklet together, and its options for parts in every kind.

    ``numbered``: headings of the booklet, results, analysis and measures have numbers."""

    id: str
    name: Text
    digits: Digits
    parts: tuple[PartUse, ...]
    options: Mapping[str, Mapping[str, str]]
    numbered: bool = False


@functools.cache
def profiles() -> dict[str, Profile]:
    """Every profile by its id; ``standard`` is for whoever names none."""
    return {
        key: Profile(
            id=key,
            name=text_of(value["name"]),
            digits=value["digits"],
            parts=uses_of(value["parts"]),
            options=value.get("options", {}),
            numbered=value.get("numbered", "no") == "yes",
        )
        for key, value in packaged("profiles.yaml").items()
    }


def profile_of(dossier: Dossier, name: str | None = None) -> Profile:
    """The profile asked for, else the one that the document names, else the standard one."""
    asked = name or (dossier.document.profile if dossier.document else None)
    return profiles().get(asked or STANDARD, profiles()[STANDARD])


def digits_of(dossier: Dossier, kind: str, profile: str | None = None) -> Digits:
    """The digits that a kind is written in where nobody asks for others: its own, else the profile's."""
    return kinds()[kind].digits or profile_of(dossier, profile).digits


def numbers_headings(dossier: Dossier, profile: Profile) -> bool:
    """Whether headings get numbers: as the agency says, else as the profile has it."""
    said = dossier.document.numbered_headings if dossier.document else None
    return profile.numbered if said is None else said == "yes"

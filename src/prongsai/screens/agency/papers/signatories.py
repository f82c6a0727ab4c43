"""Who signs for an agency: those that are kept, the form of one, and the places of a document that is to be made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from prongsai.language.text import Text
from prongsai.screens.agency.papers.documents import Chosen
from prongsai.screens.agency.papers.signing import NamePlace

MANNER_NAMES: Mapping[str, Text] = {
    "own": Text(th="ผู้ดำรงตำแหน่ง", en="holds the position"),
    "รักษาราชการแทน": Text(th="รักษาราชการแทน", en="acts for the holder (“รักษาราชการแทน”)"),
    "ปฏิบัติราชการแทน": Text(th="ปฏิบัติราชการแทน", en="signs by delegation (“ปฏิบัติราชการแทน”)"),
    "ปฏิบัติหน้าที่": Text(th="ปฏิบัติหน้าที่", en="does the duties of the position (“ปฏิบัติหน้าที่”)"),
}


@dataclass(frozen=True, kw_only=True)
class KeptSignatory:
    """Who signs for a position from one day to another (``ends`` None: still), and who entered it when.

    ``state``: now, later or past. ``beside``: who else signs for the position in some of the same days."""

    number: int
    position: str
    name: str
    manner: Text
    own_position: str
    starts: datetime.date
    ends: datetime.date | None
    state: str
    beside: tuple[str, ...] = ()
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SignatoryForm:
    """One who signs, as typed; ``number`` None: a new one. ``opened``: the stamp of the row that was opened.

    ``wrong``: why nothing was kept. ``other``: what somebody else made of the row meanwhile, ``gone`` where they took
    it away. ``beside``: who else signs in some of the same days, of one that was ``saved``."""

    number: int | None = None
    position: str = ""
    name: str = ""
    manner: str = "own"
    own_position: str = ""
    starts: str = ""
    ends: str = ""
    opened: str = ""
    wrong: tuple[Text, ...] = ()
    other: KeptSignatory | None = None
    gone: bool = False
    saved: bool = False
    beside: tuple[str, ...] = ()

    @property
    def manners(self) -> Mapping[str, Text]:
        """The manners that can be chosen, in words."""
        return MANNER_NAMES


@dataclass(frozen=True, kw_only=True)
class SignatoriesPage:
    """Those who sign for an agency, those of today first; ``positions``: what its papers call them."""

    kept: tuple[KeptSignatory, ...]
    form: SignatoryForm
    positions: tuple[str, ...] = ()
    may_change: bool = False


@dataclass(frozen=True, kw_only=True)
class NamesPage:
    """The places of signature of a document that was ``chosen``, before it is made."""

    year: int
    kind: Text
    chosen: Chosen
    places: tuple[NamePlace, ...]

    @property
    def wrong(self) -> bool:
        """Whether a name was not understood."""
        return any(place.wrong for place in self.places)

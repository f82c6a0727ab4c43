"""What an agency says of itself, as its page shows it and as it was typed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from prongsai.language.text import Text

FIELD_NAMES: Mapping[str, Text] = {
    "kind": Text(th="ประเภทหน่วยงาน", en="kind of agency"),
    "size": Text(th="ขนาด", en="size"),
    "province": Text(th="จังหวัด", en="province"),
    "district": Text(th="อำเภอหรือเขต", en="district"),
    "domains": Text(th="เว็บไซต์หลัก", en="main web sites"),
    "staff": Text(th="จำนวนบุคลากรที่ปฏิบัติงานหนึ่งปีขึ้นไป", en="staff of one year and more"),
    "staff_on": Text(th="นับ ณ วันที่", en="counted on"),
    "visitors": Text(th="จำนวนผู้รับบริการหรือผู้มาติดต่อต่อปี", en="people who dealt with the agency in a year"),
}


@dataclass(frozen=True, kw_only=True)
class AgencyPage:
    """What is kept of an agency (``typed``, by field, as it is typed) and who changed it last (``by``, ``at``).

    ``papers``: what its official papers say of address, telephone and mail, kept with the year ``year`` (None: there is
    no result yet). ``wrong``: by field, why nothing was kept; ``conflict``: somebody else saved meanwhile, ``others``
    are their values. ``saved``: it is kept; ``changed``: it was not the same."""

    typed: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[tuple[str, Text], ...] = ()
    provinces: tuple[str, ...] = ()
    papers: tuple[tuple[Text, str], ...] = ()
    year: int | None = None
    units: int = 0
    may_change: bool = False
    opened: str = ""
    by: str = ""
    at: datetime.datetime | None = None
    wrong: Mapping[str, Text] = field(default_factory=dict)
    conflict: bool = False
    others: tuple[tuple[Text, str], ...] = ()
    saved: bool = False
    changed: bool = False

    @property
    def problems(self) -> tuple[tuple[Text, Text], ...]:
        """What cannot be kept: the field and why."""
        return tuple((FIELD_NAMES[key], said) for key, said in self.wrong.items())

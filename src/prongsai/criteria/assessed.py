"""Whether an edition assesses an agency: by its kind, else by the word that its name begins with."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.criteria.agency_kinds import agency_kinds, kind_in_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text


def kinds_assessed(criteria: Criteria) -> frozenset[str]:
    """The kinds of agency that an edition says it assesses, however surely; none where it says nothing."""
    return frozenset(kind for row in criteria.assesses for kind in row.kinds)


def kind_not_assessed(criteria: Criteria, kind: str | None, name: str) -> str | None:
    """The kind of an agency that ``criteria`` does not assess; None where it does, or where nothing is known of it."""
    assessed = kinds_assessed(criteria)
    own = kind or kind_in_name(name)
    return own if own in agency_kinds() and assessed and own not in assessed else None


def assessing(kind: str, year: int, editions: Iterable[Criteria]) -> tuple[str, ...]:
    """The ids of those of ``editions`` that say they assess ``kind`` in ``year``."""
    return tuple(each.id for each in editions if each.year == year and kind in kinds_assessed(each))


def not_assessed_text(criteria: Criteria, kind: str, year: int, others: Iterable[str]) -> Text:
    """Says that ``criteria`` does not assess the kind, and which editions of the year do."""
    names = ", ".join(others)
    which = agency_kinds()[kind]
    return Text(
        th=f"เกณฑ์ของ{criteria.body.th} ({criteria.id}) ไม่ได้ใช้ประเมิน{which.th} "
        + (f"เกณฑ์ของปี {year} ที่ใช้ประเมินคือ {names}" if names else f"ยังไม่มีเกณฑ์ของปี {year} ที่ใช้ประเมินในโปรแกรมนี้"),
        en=f"{criteria.id} ({criteria.body.en}) does not assess this kind of agency ({which.en.lower()}); "
        + (f"of {year} these do: {names}" if names else f"no edition of {year} here does"),
    )

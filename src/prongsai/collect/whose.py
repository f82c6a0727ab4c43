"""Whose a file is: by the code it gives, else by name and place, however these are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.collect.facts import Agency
from prongsai.criteria.agency_kinds import bare_name

# The one code of an agency in ITAS, by which its survey links go (/go/iit/CODE).
_ITAS = re.compile(r"[A-Za-z0-9]{6}")
_BEFORE_PLACE = re.compile(r"^(?:จังหวัด|จ\.|อำเภอ|อ\.|เขต)\s?")


@dataclass(frozen=True, slots=True)
class Known:
    """An agency as a site knows it."""

    code: str
    name: str
    province: str = ""
    district: str = ""


def same_code(given: str | None, own: str) -> bool:
    """Whether a code is the agency's own; case does not matter."""
    return bool(given) and str(given).strip().casefold() == own.casefold()


def is_of(agency: Agency, known: Known) -> bool:
    """Whether a file's agency is this one: by code; by name and place where the code is none that the site would know.

    A code of ITAS in a site that has given codes of its own says nothing against it.
    """
    if same_code(agency.code, known.code):
        return True
    if agency.code and not (_itas(agency.code) and not _itas(known.code)):
        return False
    return bare_name(agency.name) == bare_name(known.name) and not _elsewhere(agency, known)


def is_surely_of(agency: Agency, known: Known) -> bool:
    """``is_of`` where nobody has chosen the agency: without its code, the province must be the same on both sides."""
    if same_code(agency.code, known.code):
        return True
    return is_of(agency, known) and _place(agency.province) == _place(known.province)


def _itas(code: str) -> bool:
    return _ITAS.fullmatch(code.strip()) is not None


def _elsewhere(agency: Agency, known: Known) -> bool:
    pairs = ((agency.province, known.province), (agency.district, known.district))
    return any(_place(given) and _place(own) and _place(given) != _place(own) for given, own in pairs)


def _place(name: str | None) -> str:
    return "".join(_BEFORE_PLACE.sub("", (name or "").strip()).split())

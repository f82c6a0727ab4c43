"""Positions by kind of agency: who signs, who stands between, to whom an agency reports; names are never known here."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from prongsai.collect.facts import Agency
from prongsai.criteria.agency_kinds import agency_kinds, names_of_agency
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_use import packaged

# Titles that groups and agencies bear: who signs there has a position of his own.
_NO_POSITION = ("คณะ",)
# The endings of a unit's name that begin a smaller unit inside it.
_SECTIONS = ("สำนัก", "กอง", "กลุ่ม", "หน่วย")


@functools.cache
def positions() -> dict[str, Any]:
    """The packaged table as it was read."""
    return packaged("official/positions.yaml")


def rule_for(agency: Agency, rules: str = "rules") -> Mapping[str, Any] | None:
    """The first rule that is for an agency, by its kind, else by the words that its name begins with."""
    name = _full_name(agency)
    for rule in positions()[rules]:
        of_kind = agency.kind in rule.get("kinds", ()) and name.startswith(rule.get("prefix", ""))
        if of_kind or name.startswith(tuple(rule.get("starts", ()))):
            found: Mapping[str, Any] = rule
            return found
    return None


def head_of_agency(agency: Agency) -> str:
    """The position of whoever signs for the agency."""
    rule = rule_for(agency) or positions()["otherwise"]
    return _put(agency, rule["head"])


def clerk_of(agency: Agency) -> str | None:
    """Who stands between the officer and the head of the agency; None where the kind has nobody."""
    rule = rule_for(agency) or {}
    return rule.get("clerk")


def deputy_of(agency: Agency) -> str | None:
    """The clerk's deputy; None where the kind has none."""
    rule = rule_for(agency) or {}
    return rule.get("deputy")


def people_of(agency: Agency) -> str:
    """What those who work at the agency are called."""
    rule = rule_for(agency) or {}
    return str(rule.get("people", positions()["otherwise"]["people"]))


def reports_to(agency: Agency) -> str:
    """To whom an agency reports where it names nobody: ``district``, ``province`` or ``nacc``."""
    rule = rule_for(agency, "reports")
    return str(rule["to"]) if rule is not None else "nacc"


def usual_power(agency: Agency) -> str | None:
    """What orders of a kind of agency rest on, from memory and to be confirmed; None where it is not known."""
    rule = rule_for(agency, "powers")
    return str(rule["text"]) if rule is not None else None


def preparer(dossier: Dossier) -> str | None:
    """The position of who prepared a paper, as the document names it; None for nobody, a group or the agency."""
    signed = dossier.document.signed_by if dossier.document else None
    if not signed or signed.startswith(_NO_POSITION) or _is_agency(dossier, signed):
        return None
    return signed


def _is_agency(dossier: Dossier, signed: str) -> bool:
    return signed.replace(" ", "") == dossier.agency.replace(" ", "")


def units_of(dossier: Dossier) -> tuple[str, ...]:
    """Every unit that the round file names, as it is written: of the document, the memo, and the rows of the plan."""
    named = [dossier.document.unit if dossier.document else None, dossier.memo.unit if dossier.memo else None]
    for row in dossier.plan.rows if dossier.plan else ():
        named += [owner.unit for owner in row.owners]
        named += [step.owner for step in row.steps]
    return tuple(dict.fromkeys(unit.strip() for unit in named if unit and unit.strip()))


def sections_of(dossier: Dossier) -> tuple[str, ...]:
    """The sections (สำนัก, กอง) that the units of the round file are or belong to."""
    found: dict[str, str] = {}
    for unit in units_of(dossier):
        if unit.startswith(("ทุก", dossier.agency)):
            continue
        for word in _words(unit):
            if word.startswith(_SECTIONS) and "ทุก" not in word:
                # A name that is cut off with ฯ is that of the section whose name begins so.
                found.setdefault(word.rstrip("ฯ"), word)
    return tuple(found.values())


def head_of_section(section: str) -> str:
    """The position of who leads a section: the clerk's own section has a หัวหน้า, others a ผู้อำนวยการ."""
    lead = "ผู้อำนวยการ" if section.startswith(("กอง", "สำนัก")) and "ปลัด" not in section else "หัวหน้า"
    return lead + section


def _words(unit: str) -> Iterator[str]:
    for word in unit.replace("/", " ").replace(",", " ").split():
        if word not in ("ร่วมกับ", "และ"):
            yield word


def _put(agency: Agency, text: str) -> str:
    return text.replace("{name}", _full_name(agency)).replace("{place}", _place(agency))


def _full_name(agency: Agency) -> str:
    """The agency's name with its kind in full: of ทน.รังสิต เทศบาลนครรังสิต."""
    kind = agency_kinds().get(agency.kind or "")
    names = names_of_agency(agency.name)
    return next((name for name in names if kind is not None and name.startswith(kind.th)), agency.name)


def _place(agency: Agency) -> str:
    """The agency's name without its kind; a municipality keeps its rank: นครรังสิต."""
    name = _full_name(agency)
    for lead in ("เทศบาล", "สำนักงานปลัดกระทรวง", "สำนักงานเขต"):
        if name.startswith(lead):
            return name.removeprefix(lead).strip()
    return name

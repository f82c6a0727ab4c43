"""Roles, and what each may do: the words that grants, views and actions use. A misspelt one fails the types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeGuard, get_args

from prongsai.language.text import Text

Role = Literal["coordinator", "section-owner", "executive", "mentor", "assessor", "supervisor", "administrator"]

ROLE_NAMES: Mapping[Role, Text] = {
    "coordinator": Text(th="ผู้ประสานงาน ITA", en="Coordinator"),
    "section-owner": Text(th="ผู้ดูแลรายข้อ", en="Section owner"),
    "executive": Text(th="ผู้บริหารสูงสุด", en="Executive"),
    "mentor": Text(th="พี่เลี้ยง (ตรวจก่อนส่ง)", en="Mentor (checks before handing in)"),
    "assessor": Text(th="ผู้ประเมิน", en="Assessor"),
    "supervisor": Text(th="หน่วยกำกับติดตาม", en="Supervisor"),
    "administrator": Text(th="ผู้ดูแลระบบ", en="Administrator"),
}

# `see`: results, their history and analysis, what was approved. `work`: what is not approved yet: drafts, texts,
# documents, the plan; and the people. The rest change something, or look at who changed what.
Ability = Literal[
    "see",
    "work",
    "import",
    "edit-text",
    "make-document",
    "see-history",
    "invite",
    "give-role",
    "move-phase",
    "correct",
    "keep-year",
    "approve",
    "edit-agency",
    "edit-unit",
    "add-agency",
    "keep-holidays",
    "keep-file",
    "dispose",
    "answer-item",
    "keep-board",
]

ABILITIES: Mapping[Role, frozenset[Ability]] = {
    "coordinator": frozenset(
        {
            "see",
            "work",
            "import",
            "edit-text",
            "make-document",
            "move-phase",
            "correct",
            "keep-year",
            "invite",
            "edit-agency",
            "edit-unit",
            "see-history",
            "keep-file",
            "dispose",
            "answer-item",
            "keep-board",
        }
    ),
    "section-owner": frozenset({"see", "work", "edit-text", "edit-unit", "keep-file", "answer-item"}),
    "executive": frozenset({"see", "work", "make-document", "approve", "see-history"}),
    "mentor": frozenset({"see"}),
    "assessor": frozenset({"see"}),
    "supervisor": frozenset({"see"}),
    "administrator": frozenset(
        {
            "see",
            "work",
            "import",
            "invite",
            "edit-agency",
            "edit-unit",
            "see-history",
            "add-agency",
            "keep-holidays",
            "give-role",
            "move-phase",
            "keep-year",
            "make-document",
            "keep-file",
        }
    ),
}
ROLES: tuple[Role, ...] = tuple(ABILITIES)
EVERY_ABILITY: tuple[Ability, ...] = get_args(Ability)

# What a role held in a unit may do all over its agency. Whatever changes something it may in its units alone.
READING: frozenset[Ability] = frozenset({"see", "work", "see-history"})

# Roles that are held in a unit where one is named; others are of the whole agency, and a unit says only where one sits.
UNIT_ROLES: frozenset[Role] = frozenset({"section-owner"})

# Given already, used by nothing yet: what will use each.
USED_LATER: Mapping[Ability, str] = {}

# Roles that an agency fills itself; the others look at it from outside and are given by an administrator only.
OWN_ROLES: frozenset[Role] = frozenset({"coordinator", "section-owner", "executive", "mentor"})

# Roles over an area or over everything.
AREA_ROLES: frozenset[Role] = frozenset({"assessor", "supervisor", "administrator"})

# These must sign in with a second factor where the site is served, also in one agency. Over an area every role must:
# see ``Scope.needs_second_factor``.
SECOND_FACTOR: frozenset[Role] = frozenset({"assessor", "supervisor", "administrator"})


def is_role(word: str) -> TypeGuard[Role]:
    """Whether there is such a role."""
    return word in ABILITIES

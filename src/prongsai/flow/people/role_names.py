"""Which role a name means."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text, shortened
from prongsai.records.roles import ROLE_NAMES as ROLE_NAMES
from prongsai.records.roles import Role

# As people say them, and as earlier versions named them.
SHORT_NAMES: Mapping[str, Role] = {
    "ผู้ประสานงาน": "coordinator",
    "เจ้าของเรื่อง": "section-owner",
    "เจ้าของเรื่องในกองหรือสำนัก": "section-owner",
    "ผู้บริหาร": "executive",
    "ผู้กำกับติดตาม": "supervisor",
    "ผู้ตรวจประเมิน": "assessor",
    "พี่เลี้ยง": "mentor",
    "mentor": "mentor",
}


def role_named(name: str) -> Role:
    """The role that ``name`` means: its code, or its name in Thai or English. ``Refused`` where it is none."""
    said = " ".join(name.split()).casefold()
    known: dict[str, Role] = {text.th.casefold(): role for role, text in ROLE_NAMES.items()}
    known |= {text.en.casefold(): role for role, text in ROLE_NAMES.items()}
    known |= {role: role for role in ROLE_NAMES} | {**SHORT_NAMES}
    role = known.get(said) or known.get(said.replace(" ", "-").replace("_", "-"))
    if role is None:
        th = ", ".join(f"{text.th} ({role})" for role, text in ROLE_NAMES.items())
        en = ", ".join(ROLE_NAMES)
        shown = shortened(name)
        raise Refused(
            [Problem("--role", Text(th=f"ไม่มีบทบาท “{shown}” ที่มีคือ {th}", en=f"no role “{shown}”; there are {en}"))]
        )
    return role

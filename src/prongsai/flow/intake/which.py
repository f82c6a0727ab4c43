"""Which agency of the site a file is of, where nobody stands on an agency's page: surely one, none, or a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.collect.facts import Agency as Named
from prongsai.collect.whose import is_surely_of
from prongsai.criteria.agency_kinds import bare_name
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.intake.taking import known_of
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM

SHOWN = 10  # candidates; more of one name are told apart by the file


@dataclass
class Agencies:
    """The site's agencies by code and by name, however that is written."""

    by_code: dict[str, Agency] = field(default_factory=dict)
    by_name: dict[str, list[Agency]] = field(default_factory=dict)

    def add(self, agency: Agency) -> None:
        """One more."""
        self.by_code[agency.code.casefold()] = agency
        self.by_name.setdefault(bare_name(agency.name), []).append(agency)


def agencies_of(known: Iterable[Agency] | None = None) -> Agencies:
    """All agencies of the site."""
    found = Agencies()
    for agency in Agency.objects.within(SYSTEM) if known is None else known:
        found.add(agency)
    return found


def chosen(agencies: Agencies, code: str) -> Agency:
    """The agency of that code. ``Refused`` where there is none."""
    agency = agencies.by_code.get(code.strip().casefold())
    if agency is None:
        raise refusal(
            f"ไม่มีหน่วยงานรหัส {code[:40]} ในระบบ", f"the site has no agency of the code {code[:40]}", "--agency"
        )
    return agency


def which_of(agencies: Agencies, named: Named, *, new: bool) -> Agency | None:
    """The agency that a file is surely of: by its code, else by its name in its province; None where it is a new one.

    ``new``: what is surely none of the site's is made, also under a name that another has. ``Refused`` with the
    candidates where the site has the name and it is not sure whose file it is.
    """
    if named.code and (held := agencies.by_code.get(named.code.strip().casefold())) is not None:
        return held
    alike = agencies.by_name.get(bare_name(named.name), [])
    sure = [agency for agency in alike if is_surely_of(named, known_of(agency))]
    if len(sure) == 1:
        return sure[0]
    if not alike or (new and not sure):
        return None
    raise Refused([Problem("agency", _question(named, alike))])


def _question(named: Named, alike: list[Agency]) -> Text:
    said = " ".join(filter(None, (named.name, named.code and f"({named.code})", named.district, named.province)))
    listed = ", ".join(
        " ".join(filter(None, (agency.code, agency.name, agency.district, agency.province))) for agency in alike[:SHOWN]
    )
    rest_th = f" และอีก {len(alike) - SHOWN} แห่ง" if len(alike) > SHOWN else ""
    rest_en = f" and {len(alike) - SHOWN} more" if len(alike) > SHOWN else ""
    return Text(
        th=f"ยังไม่ทราบว่า “{said[:200]}” เป็นหน่วยงานใด ในระบบมีชื่อเดียวกันคือ {listed}{rest_th} "
        "ถ้าเป็นหน่วยงานเดิมให้เพิ่ม --agency รหัส ถ้าเป็นหน่วยงานใหม่ให้เพิ่ม --new-agency",
        en=f"it is not sure which agency “{said[:200]}” is; the site has {listed}{rest_en} of that name: "
        "add --agency CODE if it is one of them, --new-agency if it is another",
    )

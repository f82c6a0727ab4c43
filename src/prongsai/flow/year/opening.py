"""A year is opened before it has a result: by its own rules, else by those of the year before, carried over."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable

from prongsai.criteria.assessed import kinds_assessed
from prongsai.criteria.editions import carried_id, default_edition, family, same_body, year_in
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.rules import known
from prongsai.flow.year.stored import newest_edition, years_of
from prongsai.language.calendar import fiscal_year
from prongsai.language.text import Text, shortened
from prongsai.records.actions.year.opening import open_round
from prongsai.records.models import Agency, AgencyRound, Person
from prongsai.records.scope import SYSTEM, Scope
from prongsai.screens.agency.intake.rules import RulesQuestion, rules_question
from prongsai.screens.agency.running.opening import OpenYearPage, open_year_page, rules_in_words

# Years before the first assessment have no rules anywhere.
FIRST_YEAR = 2556
MOST_NAMED = 10  # agencies in a message


def page(scope: Scope, agency: Agency, today: datetime.date, *, rules: str = "") -> OpenYearPage:
    """The years that can be opened; ``rules``: what was answered where it is asked by whose."""
    return _page(scope, agency, today, rules=rules)


def waits(scope: Scope, agency: Agency, today: datetime.date) -> int | None:
    """The running fiscal year, where somebody may open it and it is not open yet; None else."""
    running = fiscal_year(today)
    if not scope.may("keep-year", agency) or running in years_of(scope, agency):
        return None
    with contextlib.suppress(Refused):
        return known.rules_of_year(_body(agency) or default_edition(running), running).year
    return None


def open_year(
    scope: Scope,
    agency: Agency,
    year: int | None,
    *,
    rules: str = "",
    person: Person | None,
    now: datetime.datetime,
    today: datetime.date,
) -> OpenYearPage:
    """Opens a year, or finds it open; the page with what stands in the way, where something does.

    ``rules``: the edition that was chosen, where that is asked. PermissionError where the scope may not.
    """
    if not scope.may("keep-year", agency):
        raise PermissionError("keep-year")
    try:
        made, new = _opened(agency, year, rules, person=person, now=now, today=today)
    except Refused as wrong:
        # The places are options of the command line; the words say what is meant.
        problems = [Problem("", problem.text) for problem in wrong.problems]
        return _page(scope, agency, today, rules=rules, chosen=year, problems=problems)
    return OpenYearPage(running=fiscal_year(today), there=years_of(scope, agency), opened=made.year, new=new)


def open_of_code(
    code: str, year: int, *, criteria: str | None, now: datetime.datetime, today: datetime.date
) -> tuple[Text, Text | None]:
    """The same for whoever keeps the machine; what was done in words, and what its pages will say of the rules.

    Raises ``Refused`` for an agency, a year or an edition that is not there.
    """
    agency: Agency | None = Agency.objects.within(SYSTEM).filter(code=code).first()
    if agency is None:
        there = [f"{one.code} ({one.name})" for one in Agency.objects.within(SYSTEM).order_by("name_key")[:MOST_NAMED]]
        raise _refused(
            "--agency",
            f"ไม่มีหน่วยงานรหัส “{shortened(code)}” ในระบบ "
            + (f"ที่มีคือ {', '.join(there)}" if there else "ยังไม่มีหน่วยงานใด ให้เพิ่มหน่วยงานในเว็บ หรือนำเข้าด้วย prongsai import"),
            f"the site has no agency of the code “{shortened(code)}”; "
            + (f"there are {', '.join(there)}" if there else "there is none yet: add one, or prongsai import its file"),
        )
    made, new = _opened(agency, year, criteria or "", person=None, now=now, today=today, asks=criteria is None)
    held = newest_edition(made.edition.name)
    said = Text(
        th=f"เปิดปี {year} ของ{agency.name}แล้ว" if new else f"ปี {year} ของ{agency.name}เปิดอยู่แล้ว ไม่มีอะไรเปลี่ยน",
        en=f"{year} of {agency.name} is open" if new else f"{year} of {agency.name} was open already; nothing changed",
    )
    return said, rules_in_words(held) if made.provisional else None


def _opened(
    agency: Agency,
    year: int | None,
    rules: str,
    *,
    person: Person | None,
    now: datetime.datetime,
    today: datetime.date,
    asks: bool = True,
) -> tuple[AgencyRound, bool]:
    running = fiscal_year(today)
    if year is None or not FIRST_YEAR <= year <= running + 1:
        found = f"{year}" if year is not None else "–"
        raise _refused(
            "--year",
            f"เปิดปี {found} ไม่ได้ ปีงบประมาณปัจจุบันคือ {running} ให้ระบุปี พ.ศ. ตั้งแต่ {FIRST_YEAR} ถึง {running + 1}",
            f"{found} cannot be opened: the running fiscal year is {running}; give a year (Buddhist era) from "
            f"{FIRST_YEAR} to {running + 1}",
        )
    held = AgencyRound.objects.within(SYSTEM).select_related("edition").filter(agency=agency, year=year).first()
    if held is not None and not rules:
        return held, False
    criteria = _named(rules, year) if rules else _usual(agency, year, asks=asks)
    if held is not None:
        if held.edition.name != criteria.id:
            raise _refused(
                "--criteria",
                f"ปี {year} เปิดอยู่แล้วด้วยหลักเกณฑ์อื่น จึงไม่มีสิ่งใดเปลี่ยน ให้ดูที่หน้า “หลักเกณฑ์ของปี”",
                f"{year} is open already by other rules; nothing was changed: see the page of the year's rules",
            )
        return held, False
    return open_round(agency=agency, criteria=criteria, rules=known.files_of(criteria), person=person, now=now)


def _body(agency: Agency) -> str | None:
    """The id of the edition of the agency's newest year: the same body goes on."""
    rounds = AgencyRound.objects.within(SYSTEM).filter(agency=agency).order_by("-year")
    return rounds.values_list("edition__name", flat=True).first()


def _usual(agency: Agency, year: int, *, asks: bool = True) -> Criteria:
    """The rules of a year where none are named. ``Refused`` where there are none, or somebody must say whose."""
    body = _body(agency)
    if body is None and asks and (asked := _question(agency, year)) is not None:
        raise Refused([Problem("--criteria", asked.text)])
    try:
        return known.rules_of_year(body or default_edition(year), year)
    except Refused:
        raise _refused(
            "--year",
            f"ยังไม่มีหลักเกณฑ์ของปี {year} ในระบบ และไม่มีของปีก่อนหน้าที่จะยกมาใช้ชั่วคราว จึงเปิดปีนี้ไม่ได้ "
            "ให้เลือกปีอื่น หรือให้ผู้ดูแลระบบติดตั้งหลักเกณฑ์ของปีนั้นก่อน",
            f"there are no rules of {year} here, nor earlier ones to carry over, so it cannot be opened: choose "
            "another year, or have its rules installed first",
        ) from None


def _named(name: str, year: int) -> Criteria:
    """The edition that was named, or its rules carried over where it is of an earlier year. ``Refused``."""
    try:
        criteria = newest_edition(name)
    except Refused as wrong:
        raise Refused([Problem("--criteria", problem.text) for problem in wrong.problems]) from wrong
    own = same_body(name, year)
    if criteria.year == year and (criteria.carried_from is None or own not in known.editions()):
        return criteria
    if criteria.year < year and own not in known.editions() and year_in(name) is not None:
        return known.edition(carried_id(criteria.carried_from or name, year))
    better = f" ให้ใช้ {own}" if own in known.editions() else ""
    better_en = f"; use {own}" if own in known.editions() else ""
    raise _refused(
        "--criteria",
        f"เกณฑ์ {shortened(name)} เป็นของปี {criteria.year} ใช้เปิดปี {year} ไม่ได้{better}",
        f"{shortened(name)} is of {criteria.year} and cannot open {year}{better_en}",
    )


def _question(agency: Agency, year: int, chosen: str = "") -> RulesQuestion | None:
    """What is asked of an agency without any year that the NACC does not assess: by whose rules."""
    asked = known.question(agency.kind or None, agency.name, year)
    if asked is None:
        return None
    bodies = dict[str, str]()
    for each in known.readable():
        if asked.kind in kinds_assessed(each):
            bodies.setdefault(family(each.id), each.id)
    found = [*_rules_of(bodies.values(), year), *_rules_of([default_edition(year)], year)]
    return rules_question(asked.text, found, chosen)


def _rules_of(bodies: Iterable[str], year: int) -> list[Criteria]:
    found = []
    for body in bodies:
        with contextlib.suppress(Refused):
            found.append(known.rules_of_year(body, year))
    return found


def _page(
    scope: Scope,
    agency: Agency,
    today: datetime.date,
    *,
    rules: str = "",
    chosen: int | None = None,
    problems: Iterable[Problem] = (),
) -> OpenYearPage:
    running, there = fiscal_year(today), years_of(scope, agency)
    body = _body(agency)
    own = {year_in(name) for name in known.editions() if family(name) == family(body or default_edition(running))}
    years = {running, *(year for year in own if year is not None and year <= running + 1)}
    if running in there:
        years.add(running + 1)
    offered = [each for year in years for each in _rules_of([body or default_edition(year)], year)]
    asked = _question(agency, running, rules) if body is None else None
    return open_year_page(running, offered, there, chosen=chosen, problems=problems, asked=asked)


def _refused(place: str, th: str, en: str) -> Refused:
    return Refused([Problem(place, Text(th=th, en=en))])

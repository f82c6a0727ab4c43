"""The example agencies as a working site: five agencies with their year, and people to sign in as."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.flow.privacy import notice
from prongsai.flow.rules.install import install
from prongsai.flow.year.stored import newest_edition
from prongsai.records.actions.grants import Area, give_role
from prongsai.records.models import Agency, Grant, Person
from prongsai.records.roles import Role
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_file import read_bytes

PASSWORD = "prongsai-demo"  # noqa: S105 — printed at start; a demo site listens on this machine only


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str
    where: str


def addresses() -> frozenset[str]:
    """The addresses of the people to sign in as, whose password everybody knows."""
    people = (*(name.rpartition("-")[0] for name in EXAMPLES), "executive", "owner", "supervisor", "admin", "school")
    return frozenset(f"{name}@example.org" for name in people)


def load_examples(*, now: datetime.datetime, today: datetime.date) -> tuple[Account, ...]:
    """Loads the examples where they are not there yet, and gives the accounts. Running it again changes nothing."""
    accounts = []
    agencies: list[tuple[str, Agency]] = []
    with transaction.atomic():
        for name, example in examples().items():
            agency = agency_of(example, person=None, now=now)
            take_round(agency=agency, one=example, person=None, basis="official", why="ตัวอย่าง", now=now)
            agencies.append((name.rpartition("-")[0], agency))
        for place, agency in agencies:
            accounts.append(_account(f"{place}@example.org", "ผู้ประสานงาน ITA", "coordinator", agency, today, now))
        first = agencies[0][1]
        accounts.append(_account("executive@example.org", "ผู้บริหารสูงสุด", "executive", first, today, now))
        accounts.append(_account("owner@example.org", "ผู้ดูแลรายข้อ กองช่าง", "section-owner", first, today, now))
        accounts.append(_account("supervisor@example.org", "หน่วยกำกับติดตามทุกแห่ง", "supervisor", None, today, now))
        accounts.append(_account("admin@example.org", "ผู้ดูแลระบบ", "administrator", None, today, now))
    return tuple(accounts)


def load_invented(home: Path, *, now: datetime.datetime, today: datetime.date) -> tuple[Account, ...]:
    """Installs the invented body in ``home`` and loads its school, to try rules that are not the NACC's; says so on
    every page. Running it again changes nothing; a folder of that name that somebody changed stays as it is."""
    folder = Path(str(files("prongsai"))) / "examples"
    try:
        install(folder / "editions" / "example-body-2570", home)
    except Refused:
        return ()
    data = (folder / "invented" / "example-school-2570.yaml").read_bytes()
    (school,) = read_bytes(data, "example-school-2570.yaml", edition=newest_edition)
    with transaction.atomic():
        agency = agency_of(school, person=None, now=now)
        take_round(agency=agency, one=school, person=None, basis="official", why="ตัวอย่างสมมติ", now=now)
        return (_account("school@example.org", "ผู้ประสานงาน ITA", "coordinator", agency, today, now),)


@functools.cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _account(
    email: str, name: str, role: Role, agency: Agency | None, today: datetime.date, now: datetime.datetime
) -> Account:
    person = Person.objects.filter(email=email).first()
    if person is None:
        # One slow hash for all: they share a password that is printed anyway.
        person = Person.objects.create(email=email, name=name, password=_hashed())
        # Somebody invented has nothing to be told: the look at the program begins with the program.
        notice.seen(person, language="th", now=now)
    if not Grant.objects.within(SYSTEM).filter(person=person, role=role, agency=agency).exists():
        give_role(
            by=None,
            person=person,
            role=role,
            agency=agency,
            area=None if agency else Area("all"),
            manner="own",
            unit=None,
            starts=today,
            ends=None,
            now=now,
        )
    return Account(email, name, role, agency.name if agency else "ทุกหน่วยงาน")

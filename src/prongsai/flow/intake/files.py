"""Round files into the site and out of it, from the command line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.excel import round_of_form
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.year.stored import stored_criteria, stored_round
from prongsai.language.text import Text
from prongsai.roundfile.round import Round


def rounds_of(paths: Sequence[Path], criteria: str | None = None) -> list[Round]:
    """The rounds of files of either kind; all are read before anything is done with one."""
    rounds: list[Round] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            is_form = path.suffix.lower() == ".xlsx"
            rounds += [round_of_form(path, None, criteria)] if is_form else read_rounds([path], criteria=criteria)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return rounds


def take_files(
    paths: Sequence[Path],
    *,
    now: datetime.datetime,
    basis: str = "official",
    why: str = "",
    criteria: str | None = None,
) -> list[tuple[str, int, int, bool]]:
    """Takes files into the site, all or none: name, year, version, and whether it was new, of each."""
    from django.db import transaction

    from prongsai.flow.intake.taking import agency_of, take_round

    rounds = rounds_of(paths, criteria)
    done = []
    with transaction.atomic():
        for round_read in rounds:
            agency = agency_of(round_read, person=None, now=now)
            taken = take_round(agency=agency, one=round_read, person=None, basis=basis, why=why, now=now)
            done.append((agency.name, round_read.facts.year, taken.result.version, taken.new))
    return done


def round_in_site(code: str, year: int) -> Round:
    """The newest version of an agency's year. ``Refused`` where there is none."""
    from prongsai.records.models import AgencyRound
    from prongsai.records.scope import SYSTEM

    rounds = AgencyRound.objects.within(SYSTEM).select_related("current", "current__edition")
    kept = rounds.filter(agency__code=code, year=year).first()
    if kept is None or kept.current is None:
        text = Text(
            th=f"ไม่มีผลของหน่วยงานรหัส {code} ปี {year} ในระบบ ดูรหัสได้ที่หน้าเว็บหรือคำสั่ง prongsai doctor",
            en=f"the site has no result of agency {code} in {year}",
        )
        raise Refused([Problem("", text)])
    return stored_round(kept.current, stored_criteria(kept.current.edition.checksum))

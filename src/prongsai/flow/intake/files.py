"""Round files into the site and out of it, from the command line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.excel import round_of_form
from prongsai.flow.by_file.handed_in import Held, beside
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.rules import known as known_rules
from prongsai.flow.year.stored import newest_edition, stored_criteria, stored_round
from prongsai.language.text import Text
from prongsai.roundfile.round import Round
from prongsai.roundfile.vanishing import vanishing


@dataclass(frozen=True)
class TakenFile:
    """What became of one round: the agency's name, whether the agency and the version are new, and how many values that
    count now and the file does not hold: they ``stay``, or are ``gone``."""

    name: str
    year: int
    version: int
    new: bool
    new_agency: bool
    stay: int = 0
    gone: int = 0


def take_files(
    paths: Sequence[Path],
    *,
    now: datetime.datetime,
    basis: str = "official",
    why: str = "",
    agency: str | None = None,
    new_agency: bool = False,
    remove: bool = False,
    criteria: str | None = None,
) -> list[TakenFile]:
    """Takes files into the site, all or none.

    ``agency``: the code of the one agency that the one round is of; ``new_agency``: what is none of the site's is made
    also under a name that another has; ``remove``: what counts now and a file does not hold goes. ``Refused`` with the
    candidates of every round that may be several agencies'.
    """
    from django.db import transaction

    from prongsai.flow.intake.keeping import held_of
    from prongsai.flow.intake.taking import new_agency_of
    from prongsai.flow.intake.which import agencies_of, chosen, which_of
    from prongsai.records.actions.history import turnstile
    from prongsai.records.actions.results import take_result
    from prongsai.records.scope import SYSTEM

    given = _given(paths, criteria)
    done: list[TakenFile] = []
    problems: list[Problem] = []
    with transaction.atomic():
        turnstile(None)  # before any agency's: a file may be of a new one
        known = agencies_of()
        one = chosen(known, agency) if agency is not None else None
        if one is not None and len(given) != 1:
            raise refusal(
                f"--agency ใช้กับหน่วยงานเดียว แต่ไฟล์นี้มี {len(given)} หน่วยงาน",
                f"--agency is for one agency, but the file holds {len(given)}",
                "--agency",
            )
        for path, first in given:
            try:
                owner = one or which_of(known, first.facts.agency, new=new_agency)
            except Refused as refused:
                problems += [Problem(problem.place, problem.text, file=str(path)) for problem in refused.problems]
                continue
            made = owner is None
            if owner is None:
                owner = new_agency_of(first, person=None, now=now)
                known.add(owner)
            held = Held(owner.name, {}) if made else held_of(SYSTEM, owner)
            read = beside(_over(path, first, held, criteria), "file", held)
            gone = len(vanishing(held.files[read.year], read.removing[0])) if read.removing else 0
            removes = remove or (read.removing is not None and read.removing[0] == read.file)
            if removes and not remove:
                problems.append(Problem("", _CONTRADICTS, file=str(path)))
                continue
            file, figures = read.removing if read.removing and removes else (read.file, read.figures)
            rules = newest_edition(read.criteria)
            taken = take_result(
                agency=owner, criteria=rules, rules=known_rules.files_of(rules), file=file, scorecard=figures,
                person=None, basis=basis, why=why, now=now,
            )  # fmt: skip
            done.append(
                TakenFile(
                    owner.name, read.year, taken.result.version, taken.new, made,
                    stay=0 if removes else gone, gone=gone if removes else 0,
                )
            )  # fmt: skip
        if problems:
            raise Refused(problems)
    return done


_CONTRADICTS = Text(
    th="คะแนนที่มีอยู่ขัดกับข้อมูลในไฟล์นี้ จึงเก็บไว้ด้วยกันไม่ได้ ให้เพิ่ม --remove เพื่อลบคะแนนที่มีอยู่ หรือแก้ไฟล์",
    en="what was saved before contradicts this file and cannot stay beside it: add --remove to delete it, or correct "
    "the file",
)


def _given(paths: Sequence[Path], criteria: str | None) -> list[tuple[Path, Round]]:
    """The rounds of files of either kind with their files; all are read before anything is done with one."""
    rounds: list[tuple[Path, Round]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            is_form = _is_form(path)
            found = [round_of_form(path, None, criteria)] if is_form else read_rounds([path], criteria=criteria)
        except Refused as refused:
            problems += refused.problems
        else:
            rounds += [(path, one) for one in found]
    if problems:
        raise Refused(problems)
    return rounds


def _is_form(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx"


def _over(path: Path, one: Round, held: Held, criteria: str | None) -> Round:
    """A form with what it leaves blank of what counts now."""
    return round_of_form(path, None, criteria, held.files) if _is_form(path) and one.facts.year in held.files else one


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

"""A result is corrected: a new version with who and why, and nothing of the one before is lost."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from prongsai.assess.scorecard_json import to_json
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.flow.year.adoption import typed_by
from prongsai.flow.year.current import Current, current
from prongsai.flow.year.stored import newest_edition, newest_stored
from prongsai.records.actions.history import turnstile
from prongsai.records.actions.results import take_result
from prongsai.records.actions.year.opening import MOST_LETTERS
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.roundfile.difference import figure_changes, section_changes
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.vanishing import place_value
from prongsai.roundfile.write import to_data
from prongsai.screens.agency.intake.entry import TypedScores, typed_scores
from prongsai.screens.agency.intake.uploads import BASES
from prongsai.screens.agency.running.correcting import CorrectPage, kept_alone, wrong_in

CORRECTED = "corrected"


def page(scope: Scope, agency: Agency, which: int) -> CorrectPage | None:
    """The form with what counts now; None where the year has no result."""
    held = current(scope, agency, which)
    return _page(held, {}) if held is not None and held.result is not None else None


def correct(
    scope: Scope,
    agency: Agency,
    which: int,
    typed: Mapping[str, str],
    seen: str,
    *,
    why: str,
    save: bool,
    person: Person,
    now: datetime.datetime,
) -> CorrectPage | None:
    """What would change, or with ``save`` the new version ``corrected``; the page with what stands in the way.

    ``seen``: the version that the form began with. None as ``page``; PermissionError where the scope may not.
    """
    if not scope.may("correct", agency):
        raise PermissionError("correct")
    held = current(scope, agency, which)
    if held is None or held.result is None:
        return None
    said = " ".join(CONTROL.sub(" ", why).split())
    typed, _ = typed_by(typed, newest_edition(held.criteria.id))
    if seen != str(held.result.version):
        return dataclasses.replace(_page(held, typed, why=said), conflict=True)
    try:
        file, figures = _made(held, typed)
        if not said:
            raise refusal(
                "ให้ระบุเหตุผลที่แก้ไข เช่น สำนักงาน ป.ป.ช. แจ้งแก้คะแนนตามหนังสือที่ … หรือ กรอกตัวเลขผิด",
                "give the reason, as the letter that corrected the score, or a slip of the pen",
            )
        if len(said) > MOST_LETTERS:
            raise refusal(
                f"เหตุผลยาว {len(said):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS} ตัวอักษร",
                f"the reason has {len(said):,} letters; at most {MOST_LETTERS} can be taken",
            )
        shown = _looked(held, typed, said, file, figures)
        if not save:
            return shown
        rules = newest_edition(figures["criteria"])
        with transaction.atomic():
            turnstile(agency)
            now_held = current(scope, agency, which)
            if now_held is None or now_held.result is None or str(now_held.result.version) != seen:
                return dataclasses.replace(_page(now_held or held, typed, why=said), conflict=True)
            taken = take_result(
                agency=agency,
                criteria=rules,
                rules=known.files_of(rules),
                file=file,
                scorecard=figures,
                person=person,
                basis=CORRECTED,
                why=said,
                now=now,
            )
    except Refused as wrong:
        return dataclasses.replace(_page(held, typed, why=said[: 2 * MOST_LETTERS]), problems=tuple(wrong.problems))
    return CorrectPage(year=which, saved=taken.result.version)


def back(page: CorrectPage) -> CorrectPage:
    """The form again, with what was typed and without the differences."""
    return dataclasses.replace(page, looked=False, problems=())


def _form(held: Current, typed: Mapping[str, str]) -> TypedScores:
    assert held.result is not None
    return typed_scores(newest_edition(held.criteria.id), held.result.file, typed, version=held.result.version)


def _page(held: Current, typed: Mapping[str, str], *, why: str = "") -> CorrectPage:
    assert held.result is not None
    groups, level = kept_alone(_form(held, typed))
    return CorrectPage(
        year=held.round.year,
        version=held.result.version,
        edition=held.criteria.id,
        basis=BASES[held.result.basis],
        by=held.result.made_by.name if held.result.made_by else "",
        at=held.result.made_at,
        groups=groups,
        level=level,
        why=why,
    )


def _made(held: Current, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file with what was typed and its scorecard. ``Refused`` for what is wrong, and where nothing differs."""
    assert held.result is not None
    form = _form(held, typed)
    wrong = wrong_in(form)
    if wrong:
        raise Refused(list(wrong))
    made = copy.deepcopy(held.result.file)
    for field in form.fields:
        if field.before is not None:
            place_value(made, field.place, field.kept)
    place_value(made, ("published", "level"), form.level.value or None)
    try:
        read = read_data(made, edition=newest_edition)
    except Refused as refused:
        # The places are those of a file that nobody has seen; the words name the figure.
        raise Refused([Problem("", problem.text) for problem in refused.problems]) from refused
    criteria, card = assessed(read, newest_stored)
    # As it will be kept, where every key is text.
    file: dict[str, Any] = json.loads(json.dumps(to_data(read)))
    if file == held.result.file:
        raise refusal(
            "ยังไม่มีตัวเลขใดต่างจากฉบับที่ใช้อยู่ ให้แก้ตัวเลขในช่องก่อน",
            "nothing differs from what counts now: change a figure first",
        )
    return file, to_json(card, criteria)


def _looked(
    held: Current, typed: Mapping[str, str], why: str, file: Mapping[str, Any], figures: Mapping[str, Any]
) -> CorrectPage:
    assert held.result is not None
    return dataclasses.replace(
        _page(held, typed, why=why),
        looked=True,
        changes=figure_changes(held.criteria, held.result.scorecard, figures),
        sections=section_changes(held.result.file, file),
    )

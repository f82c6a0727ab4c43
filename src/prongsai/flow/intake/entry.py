"""Announced scores typed into a form: checked field by field, then merged into what counts now, to be previewed."""

from __future__ import annotations

import copy
import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.handed_in import beside
from prongsai.flow.intake.keeping import base_of, held_of, keep
from prongsai.flow.intake.rules import MustChoose, rules_for
from prongsai.flow.intake.taking import ScoredRound, scored_round
from prongsai.flow.year.adoption import typed_by
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import newest_edition
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.roundfile.vanishing import place_value
from prongsai.screens.agency.intake.entry import EntryPage, TypedScores, beside_computed, typed_scores
from prongsai.screens.agency.intake.rules import RulesQuestion


def entry(scope: Scope, agency: Agency, which: int, typed: Mapping[str, str]) -> EntryPage:
    """The page with what was typed, or with what counts now where a field was not sent. Keeps nothing."""
    try:
        form, _, asked = _checked(scope, agency, which, typed)
        return EntryPage(year=which, form=form, asked=asked)
    except MustChoose as must:
        return EntryPage(year=which, asked=must.question)
    except Refused as wrong:
        return EntryPage(year=which, problems=tuple(wrong.problems))


def hand_in(
    scope: Scope,
    agency: Agency,
    which: int,
    typed: Mapping[str, str],
    seen: str,
    *,
    person: Person,
    now: datetime.datetime,
) -> EntryPage:
    """Keeps what was typed for its preview, as a paste; nothing counts yet. ``seen``: the version it started from."""
    form: TypedScores | None = None
    asked: RulesQuestion | None = None
    try:
        form, made, asked = _checked(scope, agency, which, typed)
        if form.wrong or made is None:
            raise refusal(f"ยังมี {form.wrong} ช่องที่ต้องแก้", f"{form.wrong} fields are still to be corrected")
        if not form.typed:
            raise refusal("ยังไม่ได้กรอกคะแนน", "no score was typed")
        if typed_by(typed, newest_edition(form.edition))[1]:
            raise refusal(
                "มีผู้รับหลักเกณฑ์ที่ประกาศแล้วระหว่างที่กรอก เลขข้ออาจเปลี่ยน ตัวเลขด้านล่างเป็นของท่านและย้ายมาอยู่ในข้อเดียวกันแล้ว "
                "ตรวจทุกช่องแล้วกดอีกครั้ง",
                "somebody adopted the announced rules meanwhile, and items may have other numbers; the figures below "
                "are yours, each moved to its own item: check every field, then press again",
            )
        if seen != str(form.version):
            raise refusal(
                "มีผู้บันทึกฉบับใหม่กว่าระหว่างที่กรอก ตัวเลขด้านล่างเป็นของท่าน ตรวจแล้วกดอีกครั้งเพื่อเทียบกับฉบับใหม่",
                "somebody saved a newer version meanwhile; the figures below are yours: "
                "check them, then press again to compare with the newer one",
            )
        name = f"แบบฟอร์ม {form.typed} ช่อง"
        # What was emptied stays until somebody says that it goes.
        given = beside(made.round, "entry", held_of(scope, agency)) if form.emptied else made
        kept = keep(scope, agency, given, source="entry", name=name, person=person, now=now)
    except MustChoose as must:
        return EntryPage(year=which, problems=tuple(must.problems), asked=must.question)
    except Refused as wrong:
        return EntryPage(year=which, form=form, problems=tuple(wrong.problems), asked=asked)
    return EntryPage(year=which, upload=kept.pk)


def _checked(
    scope: Scope, agency: Agency, which: int, typed: Mapping[str, str]
) -> tuple[TypedScores, ScoredRound | None, RulesQuestion | None]:
    """The form, the round that it would make (None: it makes none), and what is asked of the rules. ``Refused`` where
    the year has no rules."""
    held = current(scope, agency, which)
    criteria, asked = rules_for(held, which, agency, typed.get("rules", ""))
    typed, _ = typed_by(typed, criteria)
    data = base_of(agency, which, held, criteria)
    version = held.result.version if held is not None and held.result is not None else 0
    form = typed_scores(criteria, data, typed, version=version)
    try:
        made = scored_round(_merged(data, form))
    except Refused as wrong:
        # The places are those of a file that nobody has seen; the words name the figure.
        general = tuple(Problem("", problem.text) for problem in wrong.problems)
        return dataclasses.replace(form, general=general), None, asked
    return beside_computed(form, criteria, made.scorecard), made, asked


def _merged(data: Mapping[str, Any], form: TypedScores) -> Round:
    """What counts now with what was typed in its place; an empty field takes one away."""
    made = copy.deepcopy(dict(data))
    for field in form.fields:
        place_value(made, field.place, field.kept)
    place_value(made, ("published", "level"), (not form.level.problem and form.level.value) or None)
    return read_data(made, edition=newest_edition)

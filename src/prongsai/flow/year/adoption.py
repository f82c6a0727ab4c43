"""The rules that were announced for a year are shown beside those that were carried over, and adopted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.board import asked_in, elements_of
from prongsai.criteria.editions import ChangedEdition, carried_from, family, year_in
from prongsai.criteria.figure_id import figure_ids
from prongsai.criteria.keeping.continuing import Continuity, continuity
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.flow.year.stored import newest_edition, newest_stored, stored_criteria
from prongsai.language.calendar import BANGKOK
from prongsai.publish.assemble.field_names import field_names
from prongsai.records.actions.disclosure.adopting import BoardMove
from prongsai.records.actions.history import turnstile
from prongsai.records.actions.year.adopting import Adopted, Moved, adopt_edition
from prongsai.records.actions.year.opening import YearClosed, still_open
from prongsai.records.models import Agency, AgencyRound, Draft, Person, SigningDecision, TextBlock
from prongsai.records.scope import SYSTEM, Scope
from prongsai.roundfile.moving import LeftOver, keys_moved, moved
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import to_data
from prongsai.screens.agency.intake.entry_fields import form_key
from prongsai.screens.agency.running.edition import EditionPage, edition_change, edition_page, left_in_words

# What was typed of a figure that has no place any more stays with the draft under this name.
OLD = "old-"
EDITION = "edition"  # the field that says by which rules a form was opened


def page(
    scope: Scope, agency: Agency, which: int, *, problems: tuple[Problem, ...] = (), adopted: bool = False
) -> EditionPage | None:
    """The rules of a year, what differs in those that were announced where they are carried over, and what was left
    over of it; None where there is no such year."""
    rounds = AgencyRound.objects.within(scope).select_related("edition", "current__edition").filter(agency=agency)
    kept: AgencyRound | None = rounds.filter(year=which).first()
    if kept is None:
        return None
    criteria = stored_criteria(kept.edition.checksum)
    came = _announced(kept)
    compared = continuity(criteria, came) if came is not None else None
    before = _before(criteria) if came is None and criteria.carried_from is None else None
    if before is not None:
        compared = continuity(before, criteria)
    return edition_page(
        which,
        criteria,
        came=came,
        change=edition_change(compared) if compared is not None else None,
        # Claims, words and the plan: what only those see who work on the year.
        left_over=kept.left_over if scope.may("work", agency) else (),
        may_adopt=scope.may("keep-year", agency),
        closed=kept.closed_at is not None,
        has_result=kept.current_id is not None,
        problems=problems,
        adopted=adopted,
    )


def _announced(kept: AgencyRound) -> Criteria | None:
    name = known.announced_for(kept.edition.name) if kept.provisional else None
    return _readable(name) if name is not None else None


def _before(criteria: Criteria) -> Criteria | None:
    """The edition of the year before, where it is here and the crosswalk begins at it."""
    if criteria.previous is None or criteria.crosswalk is None or criteria.crosswalk.previous != criteria.previous:
        return None
    return _readable(criteria.previous)


def _readable(name: str) -> Criteria | None:
    try:
        return newest_edition(name)
    except Refused:  # its own check tells what is wrong with an installed one; no page stops at it
        return None


def adopt(
    scope: Scope, agency: Agency, which: int, seen: str, *, person: Person, now: datetime.datetime
) -> EditionPage | None:
    """The rules that were announced are those of the year from now on: the page, ``adopted``, or with what stands in
    the way. ``seen``: the checksum of the edition whose differences were shown.

    None as ``page``; PermissionError where the scope may not; ``YearClosed``.
    """
    if not scope.may("keep-year", agency):
        raise PermissionError("keep-year")
    kept: AgencyRound | None = (
        AgencyRound.objects.within(scope)
        .select_related("agency", "edition", "current__edition")
        .filter(agency=agency, year=which)
        .first()
    )
    if kept is None:
        return None
    try:
        came = _announced(kept)
        if came is None:
            raise refusal(
                f"ปี {which} ไม่มีหลักเกณฑ์ที่รอรับ จึงไม่มีสิ่งใดเปลี่ยน", f"no rules of {which} wait to be adopted; nothing changed"
            )
        if came.checksum != seen:
            raise refusal(
                "หลักเกณฑ์ที่ประกาศเปลี่ยนไปหลังจากท่านเปิดหน้านี้ จึงยังไม่รับ ให้ดูสิ่งที่เปลี่ยนด้านล่างแล้วกดอีกครั้ง",
                "the announced rules changed since this page was opened and were not adopted: look at what changes "
                "below, then press again",
            )
        with transaction.atomic():
            turnstile(kept.agency)
            still_open(kept)
            # Read anew behind the turnstile: nobody changes it from here on.
            kept = (
                AgencyRound.objects.within(SYSTEM)
                .select_related("agency", "edition", "current__edition")
                .get(pk=kept.pk)
            )
            made = _moved(kept, stored_criteria(kept.edition.checksum), came, now)
            why = f"รับหลักเกณฑ์ปี {which} ที่ประกาศแล้ว แทนหลักเกณฑ์ชั่วคราวที่ยกมาจากปี {year_in(_base(kept))}"
            adopt_edition(
                round=kept,
                criteria=came,
                rules=known.files_of(came),
                moved=made,
                why=why,
                person=person,
                now=now,
            )
    except Adopted:
        late = refusal("มีผู้รับหลักเกณฑ์นี้แล้วก่อนหน้าท่าน", "somebody adopted these rules before you")
        return page(scope, agency, which, problems=tuple(late.problems))
    except (ChangedEdition, YearClosed):
        raise
    except Refused as wrong:
        return page(scope, agency, which, problems=tuple(wrong.problems))
    return page(scope, agency, which, adopted=True)


def _base(kept: AgencyRound) -> str:
    return stored_criteria(kept.edition.checksum).carried_from or kept.edition.name


def _moved(kept: AgencyRound, criteria: Criteria, came: Criteria, now: datetime.datetime) -> Moved:
    """All that is kept of a year, by the rules that came."""
    on = continuity(criteria, came)
    left: list[LeftOver] = []
    file: dict[str, Any] | None = None
    scorecard: dict[str, Any] | None = None
    if kept.current is not None:

        def edition(name: str) -> Criteria:
            return came if name == came.id else newest_edition(name)

        of_result = continuity(stored_criteria(kept.current.edition.checksum), came)
        data, lost = moved(kept.current.file, of_result, lambda made: read_data(made, edition=edition))
        left += lost
        read = read_data(data, edition=edition)
        rules, card = assessed(read, newest_stored)
        file, scorecard = to_data(read), to_json(card, rules)
    texts, words = _texts(kept, on)
    takes, advice = _takes(kept, on)
    day = now.astimezone(BANGKOK).date()
    return Moved(
        file=file,
        scorecard=scorecard,
        texts=texts,
        takes=takes,
        drafts=_drafts(kept, on),
        left_over=left_in_words(on, [*left, *words, *advice], day),
        board=board_move(on),
    )


def _texts(kept: AgencyRound, on: Continuity) -> tuple[dict[str, tuple[str, dict[str, str]]], list[LeftOver]]:
    """The agency's own words: a figure that goes on stands in them under its new name; one that does not, as the number
    that it showed."""
    texts: dict[str, tuple[str, dict[str, str]]] = {}
    left = []
    for block in TextBlock.objects.within(SYSTEM).filter(round=kept):
        text, lost = keys_moved(block.text, on)
        seen = {}
        for key, shown in block.seen.items():
            here, gone = keys_moved(f"{{{key}}}", on)
            if gone:
                continue
            seen[here[1:-1]] = shown
        for key in lost:
            shown = block.seen.get(key, "–")
            text = text.replace(f"{{{key}}}", str(shown))
            left.append(LeftOver(("texts", block.part, key), shown))
        texts[block.part] = (text, seen)
    return texts, left


def board_move(on: Continuity) -> BoardMove:
    """What becomes of the rows of a board: an item goes on as the one that continues it, or as a part of it; what
    several continue stays to be read, and says which."""
    before, after = asked_in(on.before), set(asked_in(on.after))
    items = {old: here for old, here in on.moved.items() if old in before and here in after}
    joined = {old: here for here, there in on.merged.items() for old in there if on.uses[old] == 1 and here in after}
    items |= {old: here for old, here in joined.items() if old in before}
    return BoardMove(
        before=on.before.id,
        items=items,
        became={old: on.split.get(old, ()) for old in before if old not in items},
        titles={old: on.before.items[old].short.th for old in before},
        elements=_elements(on, items),
        asked=asked_in(on.after),
    )


def _elements(on: Continuity, items: Mapping[str, str]) -> dict[str, str]:
    """Elements by their ids now, where the item that continues theirs asks for the same in the same words."""
    same: dict[str, str] = {}
    for old, here in items.items():
        now = {each.text: each_id for each_id, each in elements_of(on.after.items[here])}
        for each_id, each in elements_of(on.before.items[old]):
            if each.text in now:
                same[each_id] = now[each.text]
    return same


def _takes(kept: AgencyRound, on: Continuity) -> tuple[dict[str, str | None], list[LeftOver]]:
    rows = SigningDecision.objects.within(SYSTEM).filter(round=kept, sort="take").values_list("what", flat=True)
    takes = {what: on.figure(what) for what in rows}
    left = [LeftOver(("advice", what), _figure(on, what)) for what, here in takes.items() if here is None]
    return dict(takes), left


def _figure(on: Continuity, what: str) -> str:
    return figure_name(on.before, what).th if what in on.figures_before else "–"


def _drafts(kept: AgencyRound, on: Continuity) -> dict[int, dict[str, str]]:
    """What people are typing into the form: each field under the name that its figure has now."""
    rows = Draft.objects.within(SYSTEM).filter(agency=kept.agency, year=kept.year, page="entry")
    return {draft.pk: _fields(draft.fields, on) for draft in rows}


def _fields(typed: Mapping[str, str], on: Continuity) -> dict[str, str]:
    names = {form_key(figure): on.figure(figure) for figure in figure_ids(on.before)}
    fields: dict[str, str] = {}
    for key, value in typed.items():
        here = names.get(key)
        fields[key if key not in names else form_key(here) if here is not None else f"{OLD}{key}"] = value
    return fields | ({EDITION: on.after.id} if EDITION in typed else {})


def typed_by(typed: Mapping[str, str], criteria: Criteria) -> tuple[Mapping[str, str], bool]:
    """What was typed into a form that was opened before the rules of its year were adopted, each value in the field
    that its figure has now; and whether it was so."""
    before = _carried_before(typed.get(EDITION, ""), criteria)
    return (typed, False) if before is None else (_fields(typed, continuity(before, criteria)), True)


def words_by(text: str, edition: str, criteria: Criteria) -> tuple[str, bool]:
    """Words that were begun by the rules ``edition`` before those of their year were adopted, each field with the
    figure that it meant then, one that has no place any more as its name; and whether it was so."""
    before = _carried_before(edition, criteria)
    if before is None:
        return text, False
    names = field_names(before)
    text, lost = keys_moved(names.kept(text), continuity(before, criteria))
    for key in lost:
        text = text.replace(f"{{{key}}}", f"{names.name(key).th} (หลักเกณฑ์ชั่วคราว)")
    return text, True


def _carried_before(name: str, criteria: Criteria) -> Criteria | None:
    """The rules ``name``, where they were carried over until ``criteria`` took their place; None for any others."""
    if carried_from(name) is None or name == criteria.id or family(name) != family(criteria.id):
        return None
    return _readable(name)

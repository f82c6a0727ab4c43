"""A published booklet on its way in: read, kept while somebody decides what is doubtful, then previewed like a file."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.draft import draft_of
from prongsai.booklets.keys import Key
from prongsai.booklets.reading import plain_places
from prongsai.booklets.settling import Settled, Taken
from prongsai.booklets.whose import Whose
from prongsai.collect.facts import Agency as AgencyOfFile
from prongsai.collect.whose import is_of
from prongsai.criteria.shapes import Criteria
from prongsai.files.kinds import kind_of
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.by_file.booklets.one import Apart, fitting, past_of, read_whole_apart
from prongsai.flow.intake.keeping import base_of, keep
from prongsai.flow.intake.merging import merged
from prongsai.flow.intake.rules import rules_for
from prongsai.flow.intake.taking import ScoredRound, known_of, scored_round
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import newest_edition
from prongsai.language.text import Text
from prongsai.records.actions.drafts import KEPT, forget_drafts, keep_draft
from prongsai.records.actions.year.opening import YearClosed
from prongsai.records.models import Agency, Draft, Person
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.screens.agency.intake.booklet import BookletPage, KeptBooklet, booklet_page, chosen_in

PAGE = "booklet"  # the draft that a booklet is kept as
MOST_UNREAD = 300  # numbers of which nothing is known that are kept to be shown
MOST_PLACES = 3
_ENDINGS = {"pdf": ".pdf", "word": ".docx", "HTML": ".html"}


def ending_of(data: bytes) -> str | None:
    """The ending of a booklet by its content, whatever it is called; None for a file of another kind."""
    return _ENDINGS.get(kind_of(data))


def take_in(
    scope: Scope, agency: Agency, which: int, data: bytes, name: str, *, person: Person, now: datetime.datetime
) -> None:
    """Reads a booklet and keeps what it says for this person to look at.

    ``Refused`` for what cannot be read, a booklet of another agency or year, and one without a figure or a measure.
    """
    criteria, _ = rules_for(current(scope, agency, which), which, agency)
    document = f"{PurePath(name).stem}{ending_of(data) or ''}"
    read = read_whole_apart(data, document, agency.name, criteria)
    _check_whose(read.whose, agency, which)
    if not read.booklet.holds_something and not read.booklet.doubts:
        raise refusal(
            "ไม่พบผลการประเมิน คำตอบ หรือแผนมาตรการในเอกสารนี้ ให้ตรวจว่าเป็นเล่มรายงานผลหรือเล่มมาตรการของหน่วยงาน "
            "หรือกรอกคะแนนในแบบฟอร์ม",
            "the document holds no result, no answers and no plan; check that it is the agency's booklet, or type the "
            "scores into the form",
        )
    # What no file takes is told now; whoever decides later finds it left out.
    _, unfit = fitting(copy.deepcopy(read.booklet.data), read.booklet.places(), name, newest_edition)
    kept = _as_data(read, (*read.booklet.doubts, *unfit), name, criteria)
    keep_draft(agency=agency, year=which, page=PAGE, person=person, fields=kept, now=now)


def shown(
    scope: Scope,
    agency: Agency,
    which: int,
    sent: Mapping[str, str] | None = None,
    *,
    use: bool = False,
    person: Person,
    now: datetime.datetime,
) -> BookletPage | None:
    """What was read of the booklet that this person handed in; None where none waits. ``sent``: what the form says of
    doubtful values; ``use``: they are decided, and what was read is kept for its preview beside what counts now."""
    rows = Draft.objects.within(scope).filter(agency=agency, year=which, page=PAGE, person=person)
    row = rows.filter(saved_at__gte=now - KEPT).first()
    if row is None or not scope.may("import", agency):
        return None
    criteria = newest_edition(row.fields["criteria"])
    kept = _from_data(row.fields)
    page = booklet_page(which, criteria, kept, sent or {})
    if not use:
        return page
    try:
        if page.open:
            raise refusal(
                f"ยังมี {page.open} แห่งที่ยังไม่ได้เลือกว่าจะใช้หรือไม่ใช้", f"{page.open} doubtful values are not decided yet"
            )
        made = _made(scope, agency, which, criteria, kept, chosen_in(kept, sent or {}))
        upload = keep(scope, agency, made, source="file", name=kept.document, person=person, now=now)
    except YearClosed:
        raise
    except Refused as wrong:
        return booklet_page(which, criteria, kept, sent or {}, problems=wrong.problems)
    return BookletPage(year=which, upload=upload.pk)


def forget(agency: Agency, which: int, *, person: Person) -> None:
    """What was read is thrown away."""
    forget_drafts(agency=agency, year=which, pages=(PAGE,), person=person)


def _check_whose(found: Whose, agency: Agency, which: int) -> None:
    problems = []
    if found.agency is not None and not is_of(AgencyOfFile(name=found.agency), known_of(agency)):
        text = Text(
            th=f"เอกสารนี้เป็นของ “{found.agency[:200]}” แต่หน้านี้เป็นของ “{agency.name}” ให้เลือกเอกสารของหน่วยงานนี้",
            en=f"the booklet is of “{found.agency[:200]}”, but this page is of “{agency.name}”; choose this agency's",
        )
        problems.append(Problem("", text))
    if found.year is not None and found.year != which:
        text = Text(
            th=f"เอกสารนี้เป็นผลของปี {found.year} แต่หน้านี้เป็นของปี {which} ให้เปิดหน้านำเข้าของปี {found.year}",
            en=f"the booklet gives results of {found.year}, but this page is for {which}; import it under {found.year}",
        )
        problems.append(Problem("", text))
    if problems:
        raise Refused(problems)


def _made(
    scope: Scope,
    agency: Agency,
    which: int,
    criteria: Criteria,
    kept: KeptBooklet,
    chosen: Mapping[Key, tuple[str, str]],
) -> ScoredRound:
    """What counts now with what the booklet says, and what was decided of it, scored."""
    settled = Settled(taken=dict(kept.taken))
    for key, (value, place) in chosen.items():
        settled.taken[key] = Taken(key, value, (place,), "")
    if not settled.taken and not kept.plan:
        raise refusal("ไม่มีค่าใดที่จะนำมาใช้", "there is nothing to be used")
    of = Whose(which, (which,), agency.name)
    data = draft_of(criteria, which, of, settled, past_of(criteria))
    if kept.plan:
        data["plan"] = kept.plan
    _, unfit = fitting(data, plain_places(settled), kept.document, newest_edition)
    told = {doubt.why for doubt in kept.doubts}
    if new := [Problem("", doubt.why) for doubt in unfit if doubt.why not in told]:
        raise Refused(new)  # what was chosen does not fit the rest
    held = current(scope, agency, which)
    try:
        return scored_round(read_data(merged(base_of(agency, which, held, criteria), data), edition=newest_edition))
    except Refused as wrong:
        # The places are those of a file that nobody has seen; the words name the figure.
        raise Refused([Problem("", problem.text) for problem in wrong.problems]) from wrong


# Between reading and deciding it lies in a row of the person's own.


def _as_data(read: Apart, doubts: Iterable[Doubtful], name: str, criteria: Criteria) -> dict[str, Any]:
    booklet = read.booklet
    return {
        "document": name,
        "criteria": criteria.id,
        "taken": [
            [*_key_data(key), taken.value, list(taken.places[:MOST_PLACES]), taken.words]
            for key, taken in booklet.settled.taken.items()
        ],
        "doubts": [
            {
                "place": doubt.place,
                "words": doubt.words,
                "th": doubt.why.th,
                "en": doubt.why.en,
                "offers": [[*_key_data(key), value] for key, value in doubt.offers],
            }
            for doubt in doubts
        ],
        "unread": [[number.where, number.words] for number in booklet.unread[:MOST_UNREAD]],
        "numbers": booklet.numbers,
        "left": len(booklet.unread),
        "pictures": list(read.pictures),
        "plan": booklet.data.get("plan"),
    }


def _from_data(data: Mapping[str, Any]) -> KeptBooklet:
    taken = {}
    for kind, of, since, value, places, words in data["taken"]:
        key = Key(kind, of, since)
        taken[key] = Taken(key, value, tuple(places), words)
    doubts = tuple(
        Doubtful(
            each["place"],
            each["words"],
            Text(th=each["th"], en=each["en"]),
            tuple((Key(kind, of, since), value) for kind, of, since, value in each["offers"]),
        )
        for each in data["doubts"]
    )
    return KeptBooklet(
        document=data["document"],
        taken=taken,
        doubts=doubts,
        unread=tuple((where, words) for where, words in data["unread"]),
        left=data["left"],
        numbers=data["numbers"],
        pictures=tuple(data["pictures"]),
        plan=data["plan"],
    )


def _key_data(key: Key) -> list[str | int | None]:
    return [key.kind, key.of, key.since]

"""What was taken from a booklet as the data of a round file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.keys import Key, of_answers
from prongsai.booklets.settling import Settled, Taken
from prongsai.booklets.trial import published_of
from prongsai.booklets.whose import Whose
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.roundfile.sections import FORMAT

# How surely a year is known of which an agency's own booklet alone tells.
BY_BOOKLET = "inferred"


def draft_of(
    criteria: Criteria, year: int, whose: Whose, settled: Settled, past: Mapping[int, str | None]
) -> dict[str, Any]:
    """The data of a round file with everything that was taken. ``past``: the edition of each earlier year, None where
    there is none. What no file has a place for becomes a doubt."""
    data: dict[str, Any] = {"format": FORMAT, "year": year, "criteria": criteria.id, "agency": _agency(whose)}
    disclosed = {code for code, instrument in criteria.instruments.items() if instrument.kind == "disclosure"}
    answers = _answers(criteria, settled)
    if answers:
        data["answers"] = answers
    now = {key: taken for key, taken in settled.taken.items() if key.since is None}
    published, marks = _published(now, disclosed)
    if marks:
        order = {item: at for at, item in enumerate(criteria.items)}
        data["disclosure"] = [
            {"item": item, "score": marks[item]} for item in sorted(marks, key=lambda item: order.get(item, len(order)))
        ]
    if published:
        data["published"] = published
    history = {}
    for since in sorted({key.since for key in settled.taken if key.since is not None}):
        of_year = {key: taken for key, taken in settled.taken.items() if key.since == since}
        edition = past.get(since)
        told = {key: taken for key, taken in of_year.items() if _has_place(key, edition is not None)}
        for key, taken in of_year.items():
            if key not in told:
                doubt = _no_place(taken, since)
                # Of a row with a score and its answers one line is enough.
                if all((each.place, each.why) != (doubt.place, doubt.why) for each in settled.doubts):
                    settled.doubts.append(doubt)
                del settled.taken[key]
        before, _ = _published(told, set())
        if before:
            history[str(since)] = {"published": before} | (
                {"criteria": edition} if edition is not None else {"certainty": BY_BOOKLET}
            )
    if history:
        data["history"] = history
    return data


def _agency(whose: Whose) -> dict[str, str]:
    given = {
        "name": whose.agency or "",
        "kind": whose.kind,
        "district": whose.district,
        "province": whose.province,
    }
    return {key: value for key, value in given.items() if value}


def _published(taken: Mapping[Key, Taken], disclosed: set[str]) -> tuple[dict[str, Any], dict[str, str]]:
    scores = {FigureId(key.of): each.value for key, each in taken.items() if key.kind == "score"}
    tree, marks = published_of({figure: Decimal(value) for figure, value in scores.items()}, disclosed)
    level = next((each.value for key, each in taken.items() if key.kind == "level"), None)
    published = _in_digits(tree)
    if level is not None:
        published["level"] = level
    return published, {item: format(mark, "f") for item, mark in marks.items()}


def _in_digits(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Scores as text with the digits that were printed."""
    return {key: _in_digits(value) if isinstance(value, Mapping) else format(value, "f") for key, value in tree.items()}


def _answers(criteria: Criteria, settled: Settled) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for key, taken in settled.taken.items():
        if key.kind == "count" and key.of.endswith(".respondents"):
            answers.setdefault(key.of.partition(".")[0], {})["respondents"] = int(taken.value)
    _choices(criteria, settled, answers)
    _groups(criteria, settled, answers)
    return answers


def _choices(criteria: Criteria, settled: Settled, answers: dict[str, Any]) -> None:
    """Answers to a question: only where each choice has its number, for a part of them says nothing."""
    whole: dict[tuple[str, str, str], dict[int, Key]] = {}
    for key in settled.taken:
        if of_answers(key) and key.since is None:
            part, _, item, choice = key.of.split(".")
            whole.setdefault((part, item, key.kind), {})[int(choice)] = key
    for (part, item, kind), keys in sorted(whole.items(), key=lambda each: each[0][2] != "count"):
        question = criteria.items[item].question
        choices = len(question.options) if question is not None else 0
        items = answers.setdefault(part, {}).setdefault("items", {})
        if set(keys) != set(range(choices)):
            _partly(settled, keys.values())
        elif item not in items:
            values = [settled.taken[keys[at]].value for at in range(choices)]
            items[item] = {"counts": [int(value) for value in values]} if kind == "count" else {"shares": values}
    for part in answers.values():
        if part.get("items"):
            order = list(criteria.items)
            part["items"] = dict(sorted(part["items"].items(), key=lambda each: order.index(each[0])))
        else:
            part.pop("items", None)


def _groups(criteria: Criteria, settled: Settled, answers: dict[str, Any]) -> None:
    """Counts and shares of the groups of a question, those that were told."""
    for key in list(settled.taken):
        part, _, rest = key.of.partition(".")
        demographic, _, code = rest.partition(".")
        if key.kind not in ("count", "share") or not code or of_answers(key) or key.since is not None:
            continue
        if demographic not in criteria.demographics:
            continue
        value = settled.taken[key].value
        groups = answers.setdefault(part, {}).setdefault("demographics", {}).setdefault(demographic, {})
        groups.setdefault("counts" if key.kind == "count" else "shares", {})[code] = (
            int(value) if key.kind == "count" else value
        )
    for part in answers.values():
        for demographic, groups in (part.get("demographics") or {}).items():
            order = [group.code for group in criteria.demographics[demographic].groups]
            for kind, values in groups.items():
                groups[kind] = dict(sorted(values.items(), key=lambda each: order.index(each[0])))


def _partly(settled: Settled, keys: Any) -> None:
    why = Text(
        th="ตารางคำตอบมีตัวเลขไม่ครบทุกตัวเลือก จึงไม่นำมาใช้",
        en="the table of answers lacks some of the choices, so it is left out",
    )
    taken = [settled.taken.pop(key) for key in keys]
    settled.doubts.append(Doubtful(taken[0].places[0], taken[0].words, why))


def _has_place(key: Key, has_rules: bool) -> bool:
    """Whether a file has a place for a figure of an earlier year: items are numbered anew each year."""
    if key.kind == "level":
        return True
    if key.kind != "score":
        return False
    kind = FigureId(key.of).kind
    return kind == "total" or (has_rules and kind in ("whole", "indicator"))


def _no_place(taken: Taken, since: int) -> Doubtful:
    why = Text(
        th=f"เป็นตัวเลขของปี {since} ที่ไฟล์ข้อมูลของปีนี้ไม่มีที่เก็บ จึงไม่นำมาใช้",
        en=f"a number of {since} for which this year's file has no place",
    )
    return Doubtful(taken.places[0], taken.words, why)

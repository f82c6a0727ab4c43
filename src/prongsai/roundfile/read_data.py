"""One agency's year from data: its shape validated, then every section checked against the edition it names."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from prongsai.analyze.claims_read import checked_claims
from prongsai.collect.checks.checking import Checking, year_problem
from prongsai.collect.facts import Agency, Disclosure, Published
from prongsai.collect.facts_read import checked_facts
from prongsai.collect.papers_read import checked_document, checked_memo
from prongsai.criteria import editions
from prongsai.criteria.names import rules_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.mistakes import mistake_text, quoted_value, unknown_key
from prongsai.files.problems import Problem, Refused
from prongsai.files.spelling import Place, as_filed, as_named, of_what_stands
from prongsai.files.strict_json import in_memory
from prongsai.files.strict_yaml import dotted
from prongsai.files.tidying import MOST_VALUES, Tidied, nested, salvaged, tidied, too_long, unknown_empties
from prongsai.improve.plan_read import checked_plan
from prongsai.language.text import Text
from prongsai.roundfile.round import Round
from prongsai.roundfile.sections import FORMAT, RoundFile

MOST_PROBLEMS = 200  # shown of one file

Edition = Callable[[str], Criteria]
# From the agency and the year of a file that names no edition to the id of the one it is read by. It raises ``Refused``
# where nobody said so, each problem at its place in the file.
Default = Callable[[Agency, int], str]
Lines = Mapping[tuple[str, ...], int]
Mistakes = list[tuple[Place, Text]]
T = TypeVar("T")


@functools.cache
def _adapter() -> TypeAdapter[RoundFile]:
    return TypeAdapter(RoundFile)


def of_the_year(agency: Agency, year: int) -> str:
    """The edition of files that name none: the NACC's of their year."""
    return editions.default_edition(year)


def read_data(
    data: Mapping[str, object], *, edition: Edition = editions.edition, default: Default = of_the_year
) -> Round:
    """The round in data that is in memory, read exactly as a JSON file that holds it.

    ``edition`` gives an edition by its id, ``default`` the id where the data names none. Raises ``Refused`` with every
    problem, each with its path.
    """
    result, mistakes = round_of(in_memory(data), edition, default)
    if mistakes or result is None:
        raise Refused(problems_of(mistakes))
    return result


def problems_of(mistakes: Mistakes, name: str | None = None, lines: Lines | None = None) -> list[Problem]:
    """Mistakes as problems of the file ``name``, in the order of their lines; a repeated one once."""
    problems: dict[tuple[str, str], Problem] = {}
    for place, text in mistakes:
        path = tuple(map(str, place))
        near = path
        while lines and near and near not in lines:
            near = near[:-1]
        line = lines.get(near) if lines else None
        problems.setdefault((dotted(path), text.en), Problem(dotted(path), text, line, name))
    ordered = sorted(problems.values(), key=lambda problem: problem.line or 0)
    if len(ordered) <= MOST_PROBLEMS:
        return ordered
    more = len(ordered) - MOST_PROBLEMS
    rest = Text(th=f"และยังมีอีก {more} แห่งที่ต้องแก้", en=f"and {more} more problems")
    return [*ordered[:MOST_PROBLEMS], Problem("", rest, file=name)]


def round_of(raw: object, edition: Edition, default: Default = of_the_year) -> tuple[Round | None, Mistakes]:
    """One agency's year from data as a strict reader gives it; or None and every mistake in it."""
    early = _not_a_round(raw)
    if early is not None:
        return None, [early]
    right = _right_as_it_stands(raw, edition, default)
    if right is not None:
        return right, []
    tidy = tidied(raw)
    if tidy.mistakes:
        return None, tidy.mistakes
    data: dict[str, Any] = as_named(RoundFile, tidy.data)
    empties = [(place, place) for place in unknown_empties(RoundFile, tidy.empties)]
    mistakes = _told(empties, lambda place: unknown_key(RoundFile, place))
    kept: dict[Place, list[int]] = {}
    try:
        file = _adapter().validate_python(data)
    except ValidationError as error:
        errors = _of_what_stands(data, error)
        wrong_values = [(as_filed(RoundFile, detail["loc"]), detail) for detail in errors]
        mistakes += _told(wrong_values, lambda detail: mistake_text(RoundFile, detail))
        sound, kept = salvaged(data, [detail["loc"] for detail in errors])
        sound.setdefault("agency", {"name": "?"})
        try:
            file = _adapter().validate_python(sound)
        except ValidationError:
            return None, mistakes
    result, wrong = _checked(file, tidy, edition, default)
    mistakes.extend((_unsalvaged(place, kept), text) for place, text in wrong)
    return (None, mistakes) if mistakes else (result, [])


def _of_what_stands(data: object, error: ValidationError) -> list[ErrorDetails]:
    """What validation found, each at its place in the data: of a text or a record only what it is meant to be."""
    errors = error.errors(include_url=False)
    placed = [(of_what_stands(RoundFile, data, detail["loc"]), detail) for detail in errors]
    for place, detail in placed:
        if place is not None:
            detail["loc"] = place
    return [detail for place, detail in placed if place is not None]


# Sections of nothing but numbers: in these nothing has another name in files than in the shapes.
_NUMBERS = frozenset(
    ("format", "year", "criteria", "agency", "staff", "visitors", "answers", "disclosure", "published", "history")
)


def _right_as_it_stands(raw: Any, edition: Edition, default: Default) -> Round | None:
    """A year of numbers alone in which nothing is wrong or to be set aside; None where it takes a closer look.

    Most of a nation's file is such, and tidying it would take a third of the time.
    """
    if not raw.keys() <= _NUMBERS:
        return None
    try:
        file = _adapter().validate_python(raw)
    except ValidationError:
        return None
    if sum(len(row.urls) for row in file.disclosure) > MOST_VALUES or any(map(_is_long, file.disclosure)):
        return None
    result, mistakes = _checked(file, Tidied(), edition, default)
    return None if mistakes else result


def _is_long(row: Disclosure) -> bool:
    texts = (row.explanation, row.reason, row.advice, *row.urls)
    return any(text is not None and too_long(text) is not None for text in texts)


# Letters of what the list of agencies keeps of each: a place or a name that is longer is none.
MOST_LETTERS_OF: Mapping[str, int] = {
    "name": 200, "code": 40, "kind": 40, "size": 10, "district": 100, "province": 100, "website": 300,
}  # fmt: skip


def _long_names(agency: Agency) -> Mistakes:
    found: Mistakes = []
    for name, most in MOST_LETTERS_OF.items():
        given = getattr(agency, name) or ""
        if len(given) > most:
            shown = quoted_value(given)
            text = Text(
                th=f"พบ {shown.th} ยาว {len(given):,} ตัวอักษร รับได้ไม่เกิน {most} ตัวอักษร ให้ตัดให้สั้นลง",
                en=f"found {shown.en}, {len(given):,} characters; at most {most} can be taken: make it shorter",
            )
            found.append((("agency", name), text))
    return found


def _told(wrong: list[tuple[Place, T]], say: Callable[[T], Text]) -> Mistakes:
    """Mistakes said in words; of a hostile file only the first thousand, for words take time."""
    other = Text(th="ค่านี้ไม่ตรงตามแบบที่กำหนด", en="this does not fit the format")
    return [(place, say(detail) if number < 1000 else other) for number, (place, detail) in enumerate(wrong)]


def _not_a_round(raw: object) -> tuple[Place, Text] | None:
    """What is wrong with data that is no round file at all."""
    if not isinstance(raw, dict):
        shown = quoted_value(raw)
        return (), Text(
            th=f"พบ{shown.th} แต่ไฟล์ต้องเป็นชุดค่า ขึ้นต้นด้วย format: {FORMAT}",
            en=f"found {shown.en}, expected a mapping that begins with format: {FORMAT}",
        )
    given = raw.get("format")
    if given == FORMAT:
        return None
    if given is None:
        return (), Text(
            th=f"ไม่มี format ให้เพิ่มบรรทัดแรกว่า format: {FORMAT}",
            en=f"format is missing; add a first line format: {FORMAT}",
        )
    shown = quoted_value(given)
    return ("format",), Text(
        th=f"พบ{shown.th} แต่ต้องเป็น {FORMAT} ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
        en=f"found {shown.en}, expected {FORMAT}; check that it is the right file",
    )


def _unsalvaged(place: Place, kept: dict[Place, list[int]]) -> Place:
    """A place in salvaged data as the place in the whole."""
    for depth, key in enumerate(place):
        if isinstance(key, int) and place[:depth] in kept:
            return (*place[:depth], kept[place[:depth]][key], *place[depth + 1 :])
    return place


def _checked(file: RoundFile, tidy: Tidied, edition: Edition, default: Default) -> tuple[Round | None, Mistakes]:
    """The round, checked against its edition, and what does not fit."""
    if long_names := _long_names(file.agency):
        return None, long_names
    wrong_year = year_problem(file.year)
    if wrong_year is not None:
        return None, [(("year",), wrong_year)]
    place: Place = ("criteria",) if file.criteria is not None else ("year",)
    try:
        name = file.criteria or default(file.agency, file.year)
    except Refused as refused:
        return None, [(tuple(problem.place.split(".")), problem.text) for problem in refused.problems]
    try:
        criteria = edition(name)
    except Refused as refused:
        return None, [(place, problem.text) for problem in refused.problems]
    checking = Checking(criteria, file.year, edition)
    if criteria.year != file.year:
        checking.wrong(
            place,
            f"{rules_name(criteria).th} เป็นของปี {criteria.year} แต่ไฟล์เป็นของปี {file.year} ให้แก้ year หรือ criteria",
            f"{criteria.id} is for {criteria.year}, but the file is for {file.year}; correct year or criteria",
        )
        return None, checking.mistakes
    facts = checked_facts(
        checking,
        agency=file.agency,
        staff=file.staff,
        visitors=file.visitors,
        answers=file.answers or {},
        disclosure=file.disclosure,
        published=file.published or Published(),
        history=file.history or {},
        assessor=file.assessor,
    )
    results = bool(facts.answers or facts.disclosure) or facts.published != Published()
    result = Round(
        facts=facts,
        claims=checked_claims(checking, file.claims),
        document=checked_document(checking, file.document) if file.document else None,
        plan=checked_plan(checking, file.plan, results=results) if file.plan else None,
        memo=checked_memo(checking, file.memo) if file.memo else None,
        extra=nested(tidy.extras, checking.renamed),
    )
    return result, checking.mistakes

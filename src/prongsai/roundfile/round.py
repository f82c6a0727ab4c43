"""The exchange file ``prongsai/round@1``: one agency's year. Each step owns the shape of its own section."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from prongsai.analyze.claims import Claim
from prongsai.analyze.claims_read import checked_claims
from prongsai.collect.checks.checking import Checking, year_problem
from prongsai.collect.facts import Agency, AssessorPoint, Disclosure, Facts, PartAnswers, PastYear, Published
from prongsai.collect.facts_read import checked_facts
from prongsai.collect.papers import Document, Memo
from prongsai.collect.papers_read import checked_memo
from prongsai.criteria import editions
from prongsai.criteria.shapes import Criteria
from prongsai.files import strict_json as strictjson
from prongsai.files import strict_yaml as strictyaml
from prongsai.files.incoming import text_of
from prongsai.files.mistakes import Place, found, told, unknown_key
from prongsai.files.plain_data import plain_data
from prongsai.files.problems import Problem, Refused
from prongsai.files.tidying import MOST_VALUES, Tidied, nested, salvaged, tidied, unknown_empties, with_extras
from prongsai.files.yaml_text import yaml_text
from prongsai.improve.plan import Plan
from prongsai.improve.plan_read import as_written, checked_plan, prepared_plan
from prongsai.language.exact import Count, Year
from prongsai.language.text import FROZEN, Text

FORMAT = "prongsai/round@1"
MOST_PROBLEMS = 200  # shown of one file

# Bytes that a file may have. One agency's year has 5 to 60 KB; a JSON Lines file may hold a nation's.
LIMITS = {".jsonl": 64_000_000, ".ndjson": 64_000_000, ".json": 16_000_000}
LIMIT = 4_000_000

Edition = Callable[[str], Criteria]
T = TypeVar("T")


@dataclass(frozen=True, config=FROZEN)
class Round:
    """A round file that was read and found right."""

    facts: Facts
    claims: tuple[Claim, ...]
    document: Document | None
    plan: Plan | None
    memo: Memo | None
    extra: dict[str, object]  # what stands under ``x-…`` keys, kept as it is


@dataclass(frozen=True, config=FROZEN)
class RoundFile:
    """The sections of a round file as they stand in it, in the order in which they are written."""

    format: Literal["prongsai/round@1"]
    year: Year
    agency: Agency
    criteria: str | None = None
    staff: Count | None = None
    visitors: Count | None = None
    answers: dict[str, PartAnswers] | None = None
    disclosure: tuple[Disclosure, ...] = ()
    published: Published | None = None
    assessor: tuple[AssessorPoint, ...] = ()
    history: dict[str, PastYear] | None = None
    claims: tuple[Claim, ...] = ()
    document: Document | None = None
    plan: Plan | None = None
    memo: Memo | None = None


@functools.cache
def _adapter() -> TypeAdapter[RoundFile]:
    return TypeAdapter(RoundFile)


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return LIMITS.get(PurePath(name).suffix.lower(), LIMIT)


def read_bytes(data: bytes, name: str, *, edition: Edition = editions.edition) -> list[Round]:
    """The rounds in a file: one in YAML; one, or a list of them, in JSON; one on each line in JSON Lines.

    ``name`` tells the form by its ending (else the content does) and is the file that problems name. ``edition`` gives
    an edition by its id. Raises ``Refused`` with every problem of the file, each with its line and path.
    """
    text = text_of(data, name)
    ending = PurePath(name).suffix.lower()
    if ending in (".jsonl", ".ndjson"):
        return _json_lines(text, name, edition)
    if ending == ".json" or (ending not in (".yaml", ".yml") and text.lstrip()[:1] in ("{", "[")):
        return _json(text, name, edition)
    raw = strictyaml.read(text, name)
    result, mistakes = _read(raw, edition)
    if mistakes or result is None:
        raise Refused(_problems(mistakes, name, _lines(mistakes, text, strictyaml.lines)))
    return [result]


def _json(text: str, name: str, edition: Edition) -> list[Round]:
    try:
        raw = strictjson.read(text, name)
    except Refused:
        # Several objects, each on a line of its own, are JSON Lines whatever the file is called.
        rows = [line for line in text.split("\n") if line.strip()]
        if len(rows) > 1 and all(row.lstrip().startswith("{") and row.rstrip().endswith("}") for row in rows):
            return _json_lines(text, name, edition)
        raise
    rounds: list[Round] = []
    mistakes: list[tuple[Place, Text]] = []
    if not isinstance(raw, list):
        rounds, mistakes = _collect(rounds, mistakes, raw, edition, ())
    elif not raw:
        mistakes.append(
            ((), Text(th="รายการว่างเปล่า ไม่มีข้อมูลหน่วยงาน", en="the list is empty; it holds no agency's year"))
        )
    else:
        for number, each in enumerate(raw):
            rounds, mistakes = _collect(rounds, mistakes, each, edition, (number,))
    if mistakes:
        raise Refused(_problems(mistakes, name, _lines(mistakes, text, strictjson.lines)))
    return rounds


def _collect(
    rounds: list[Round], mistakes: list[tuple[Place, Text]], raw: object, edition: Edition, lead: Place
) -> tuple[list[Round], list[tuple[Place, Text]]]:
    one, wrong = _read(raw, edition)
    if one is not None:
        rounds.append(one)
    mistakes.extend(((*lead, *place), text) for place, text in wrong)
    return rounds, mistakes


def _json_lines(text: str, name: str, edition: Edition) -> list[Round]:
    rounds: list[Round] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(problems) >= MOST_PROBLEMS:
            stop = Text(
                th="ไม่ได้อ่านตั้งแต่บรรทัดนี้ไป เพราะพบข้อผิดพลาดมากแล้ว", en="not read from this line on, for so much was wrong"
            )
            problems.append(Problem("", stop, number, name))
            break
        try:
            one, mistakes = _read(strictjson.read(line, name, number), edition)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        if one is not None:
            rounds.append(one)
        if mistakes:
            problems.extend(_problems(mistakes, name, {(): number}))
    if problems:
        raise Refused(problems)
    return rounds


Lines = dict[tuple[str, ...], int]


def _lines(mistakes: list[tuple[Place, Text]], text: str, lines: Callable[[str], Lines]) -> Lines:
    """The lines of a file's values, looked up only where a mistake stands at one of them, for that is slow."""
    return lines(text) if any(place for place, _ in mistakes) else {(): 1}


def _problems(mistakes: list[tuple[Place, Text]], name: str, lines: Lines) -> list[Problem]:
    """Mistakes with their lines, in the order of the lines; a repeated one once."""
    problems: dict[tuple[str, str], Problem] = {}
    for place, text in mistakes:
        path = tuple(map(str, place))
        near = path
        while near and near not in lines:
            near = near[:-1]
        problems.setdefault(
            (strictyaml.dotted(path), text.en), Problem(strictyaml.dotted(path), text, lines.get(near), name)
        )
    ordered = sorted(problems.values(), key=lambda problem: problem.line or 0)
    if len(ordered) <= MOST_PROBLEMS:
        return ordered
    more = len(ordered) - MOST_PROBLEMS
    rest = Text(th=f"และยังมีอีก {more} แห่งที่ต้องแก้", en=f"and {more} more problems")
    return [*ordered[:MOST_PROBLEMS], Problem("", rest, file=name)]


def _read(raw: object, edition: Edition) -> tuple[Round | None, list[tuple[Place, Text]]]:
    """One agency's year from data; or None and every mistake in it."""
    early = _not_a_round(raw)
    if early is not None:
        return None, [early]
    right = _right_as_it_stands(raw, edition)
    if right is not None:
        return right, []
    tidy = tidied(raw)
    if tidy.mistakes:
        return None, tidy.mistakes
    data: dict[str, Any] = tidy.data
    if "plan" in data:
        data["plan"] = prepared_plan(data["plan"])
    empties = [(place, place) for place in unknown_empties(RoundFile, tidy.empties)]
    mistakes = _told(empties, lambda place: unknown_key(RoundFile, place))
    kept: dict[Place, list[int]] = {}
    try:
        file = _adapter().validate_python(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        mistakes += _told([(as_written(each["loc"]), each) for each in errors], lambda each: told(RoundFile, each))
        sound, kept = salvaged(data, [each["loc"] for each in errors])
        sound.setdefault("agency", {"name": "?"})
        try:
            file = _adapter().validate_python(sound)
        except ValidationError:
            return None, mistakes
    result, wrong = _checked(file, tidy, edition)
    mistakes.extend((_as_filed(place, kept), text) for place, text in wrong)
    return (None, mistakes) if mistakes else (result, [])


# Sections of nothing but numbers: in these nothing has another name in files than in the shapes.
_NUMBERS = frozenset(
    ("format", "year", "criteria", "agency", "staff", "visitors", "answers", "disclosure", "published", "history")
)


def _right_as_it_stands(raw: Any, edition: Edition) -> Round | None:
    """A year of numbers alone in which nothing is wrong or to be set aside; None where it takes a closer look.

    Most of a nation's file is such, and tidying it would take a third of the time.
    """
    if not raw.keys() <= _NUMBERS:
        return None
    try:
        file = _adapter().validate_python(raw)
    except ValidationError:
        return None
    if sum(len(row.urls) for row in file.disclosure) > MOST_VALUES:
        return None
    result, mistakes = _checked(file, Tidied(), edition)
    return None if mistakes else result


def _told(wrong: list[tuple[Place, T]], say: Callable[[T], Text]) -> list[tuple[Place, Text]]:
    """Mistakes said in words; of a hostile file only the first thousand, for words take time."""
    other = Text(th="ค่านี้ไม่ตรงตามแบบที่กำหนด", en="this does not fit the format")
    return [(place, say(each) if number < 1000 else other) for number, (place, each) in enumerate(wrong)]


def _not_a_round(raw: object) -> tuple[Place, Text] | None:
    """What is wrong with data that is no round file at all."""
    if not isinstance(raw, dict):
        shown = found(raw)
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
    shown = found(given)
    return ("format",), Text(
        th=f"พบ{shown.th} แต่ต้องเป็น {FORMAT} ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
        en=f"found {shown.en}, expected {FORMAT}; check that it is the right file",
    )


def _as_filed(place: Place, kept: dict[Place, list[int]]) -> Place:
    """A place in salvaged data as the place in the file."""
    for depth, key in enumerate(place):
        if isinstance(key, int) and place[:depth] in kept:
            return (*place[:depth], kept[place[:depth]][key], *place[depth + 1 :])
    return place


def _checked(file: RoundFile, tidy: Tidied, edition: Edition) -> tuple[Round | None, list[tuple[Place, Text]]]:
    """The round, checked against its edition, and what does not fit."""
    wrong_year = year_problem(file.year)
    if wrong_year is not None:
        return None, [(("year",), wrong_year)]
    place: Place = ("criteria",) if file.criteria is not None else ("year",)
    try:
        criteria = edition(file.criteria or editions.default_edition(file.year))
    except Refused as refused:
        return None, [(place, problem.text) for problem in refused.problems]
    checking = Checking(criteria, file.year, edition)
    if criteria.year != file.year:
        checking.wrong(
            place,
            f"เกณฑ์ {criteria.id} เป็นของปี {criteria.year} แต่ไฟล์เป็นของปี {file.year} ให้แก้ year หรือ criteria",
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
        document=file.document,
        plan=checked_plan(checking, file.plan, results=results) if file.plan else None,
        memo=checked_memo(checking, file.memo) if file.memo else None,
        extra=nested(tidy.extras, checking.renamed),
    )
    return result, checking.mistakes


def to_data(round: Round) -> dict[str, Any]:
    """A round as plain data in the order of the format. Figures are text with their digits, counts whole numbers."""
    facts = round.facts
    data: dict[str, Any] = {"format": FORMAT, "year": facts.year, "criteria": facts.criteria}
    data["agency"] = plain_data(facts.agency)
    sections: dict[str, object] = {
        "staff": facts.staff,
        "visitors": facts.visitors,
        "answers": facts.answers or None,
        "disclosure": list(facts.disclosure.values()) or None,
        "published": None if facts.published == Published() else facts.published,
        "assessor": facts.assessor or None,
        "history": facts.history or None,
        "claims": round.claims or None,
        "document": round.document,
        "plan": round.plan,
        "memo": round.memo,
    }
    data.update((key, plain_data(value)) for key, value in sections.items() if value is not None)
    with_extras(data, round.extra)
    return data


def write_yaml(round: Round) -> str:
    """A round as YAML for people; ``read_bytes`` of it gives the same round."""
    return yaml_text(to_data(round))


def write_json(round: Round, *, one_line: bool = False) -> str:
    """A round as JSON that ends with a line break; on one line it is a line of JSON Lines."""
    return json.dumps(to_data(round), ensure_ascii=False, indent=None if one_line else 1) + "\n"

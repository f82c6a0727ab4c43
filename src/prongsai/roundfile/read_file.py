"""Round files: the bytes of YAML, JSON or JSON Lines into the rounds that they hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from prongsai.criteria import editions
from prongsai.files.incoming import decoded_text
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.files.spelling import Place
from prongsai.files.strict_json import lines_of_json, read_json
from prongsai.files.strict_yaml import lines_of_yaml, read_yaml
from prongsai.language.text import Text
from prongsai.roundfile.read_data import (
    MOST_PROBLEMS,
    Default,
    Edition,
    Lines,
    Mistakes,
    of_the_year,
    problems_of,
    round_of,
)
from prongsai.roundfile.round import Round

# Bytes that a file may have. One agency's year has 5 to 60 KB; a JSON Lines file may hold a nation's.
LIMITS = {".jsonl": 64_000_000, ".ndjson": 64_000_000, ".json": 16_000_000}
LIMIT = 4_000_000


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return LIMITS.get(PurePath(name).suffix.lower(), LIMIT)


def read_bytes(
    data: bytes,
    name: str,
    *,
    edition: Edition = editions.edition,
    default: Default = of_the_year,
    most: int | None = None,
) -> list[Round]:
    """The rounds in a file: one in YAML; one, or a list of them, in JSON; one on each line in JSON Lines.

    ``name`` tells the form by its ending (else the content does) and is the file that problems name. ``edition`` gives
    an edition by its id, ``default`` the id where a round names none. A file with more than ``most`` rounds is refused
    before any of them is looked at. Raises ``Refused`` with every problem of the file, each with its line and path.
    """
    text = decoded_text(data, name)
    ending = PurePath(name).suffix.lower()
    if ending in (".jsonl", ".ndjson"):
        return _json_lines(text, name, edition, default, most)
    if ending == ".json" or (ending not in (".yaml", ".yml") and text.lstrip()[:1] in ("{", "[")):
        return _json(text, name, edition, default, most)
    result, mistakes = round_of(read_yaml(text, name), edition, default)
    if mistakes or result is None:
        raise Refused(problems_of(mistakes, name, _lines(mistakes, text, lines_of_yaml)))
    return [result]


_NOT_READ = Text(th="ไม่ได้อ่านตั้งแต่บรรทัดนี้ไป เพราะพบข้อผิดพลาดมากแล้ว", en="not read from this line on, for so much was wrong")


def _not_too_many(count: int, most: int | None, name: str) -> None:
    if most is not None and count > most:
        raise file_refusal(
            name,
            f"ไฟล์นี้มีข้อมูล {count:,} ชุด รับได้ {most} ชุด ให้แยกเป็นไฟล์ละหนึ่งหน่วยงานหนึ่งปี",
            f"the file holds {count:,} rounds, at most {most} can be taken; "
            "split it into one file for each agency and year",
        )


def _json(text: str, name: str, edition: Edition, default: Default, most: int | None) -> list[Round]:
    try:
        raw = read_json(text, name)
    except Refused:
        # Several objects, each on a line of its own, are JSON Lines whatever the file is called.
        rows = [line for line in text.split("\n") if line.strip()]
        if len(rows) > 1 and all(row.lstrip().startswith("{") and row.rstrip().endswith("}") for row in rows):
            return _json_lines(text, name, edition, default, most)
        raise
    rounds: list[Round] = []
    mistakes: Mistakes = []
    if raw == []:
        empty = Text(th="รายการว่างเปล่า ไม่มีข้อมูลหน่วยงาน", en="the list is empty; it holds no agency's year")
        mistakes.append(((), empty))
    entries: list[tuple[Place, object]] = [((), raw)]
    if isinstance(raw, list):
        _not_too_many(len(raw), most, name)
        entries = [((number,), entry) for number, entry in enumerate(raw)]
    for lead, entry in entries:
        if len(mistakes) >= MOST_PROBLEMS:
            mistakes.append((lead, _NOT_READ))
            break
        result, wrong = round_of(entry, edition, default)
        rounds += [] if result is None else [result]
        mistakes += [((*lead, *place), text) for place, text in wrong]
    if mistakes:
        raise Refused(problems_of(mistakes, name, _lines(mistakes, text, lines_of_json)))
    return rounds


def _json_lines(text: str, name: str, edition: Edition, default: Default, most: int | None) -> list[Round]:
    if most is not None:
        _not_too_many(sum(1 for line in text.split("\n") if line.strip()), most, name)
    rounds: list[Round] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem("", _NOT_READ, number, name))
            break
        try:
            result, mistakes = round_of(read_json(line, name, number), edition, default)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        rounds += [] if result is None else [result]
        problems += problems_of(mistakes, name, {(): number})
    if problems:
        raise Refused(problems)
    return rounds


def _lines(mistakes: Mistakes, text: str, lines: Callable[[str], Lines]) -> Lines:
    """The lines of a file's values, looked up only where a mistake stands at one of them, for that is slow."""
    return lines(text) if any(place for place, _ in mistakes) else {(): 1}

"""The example files hold every number of the five documents they were written from, and no person's name."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from prongsai.assess.score import score
from prongsai.assess.shares import possible_counts, share_explained, unique_counts
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.rounds import read_rounds

HERE = Path(__file__).parent
EXAMPLES = Path(str(files("prongsai"))) / "examples"
SCRIPT = HERE.parents[1] / "scripts" / "seed_numbers.py"
EXAMPLE_OF = {
    "mae-sai-progress-2566": "mae-sai-2566",
    "mae-sot-measures-2569": "mae-sot-2568",
    "rangsit-results-2568": "rangsit-2568",
    "trang-measures-2565": "trang-2564",
    "watthana-nakhon-analysis-2568": "watthana-nakhon-2568",
}
ALL = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
# What is counted: scores and shares (two decimals) and small counts with their unit. Anything else need only occur.
FIGURE = re.compile(r"\d+\.\d\d|\d+ \D+")

Numbers = list[tuple[int, str]]


@functools.cache
def _plain(path: Path) -> Any:
    """A YAML file with every scalar as text; read once, nobody changes it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("seed_numbers", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


numbers_in = _script().numbers_in


def _rows(name: str) -> dict[int, list[str]]:
    """The numbers of a seed by line."""
    table = _plain(HERE / "seed_numbers" / f"{name}.yaml")
    return {int(line): values for line, values in table.items()}


def _seed(name: str) -> Numbers:
    return [(line, value) for line, values in _rows(name).items() for value in values]


def _ignored(name: str) -> list[dict[str, Any]]:
    return _plain(HERE / "ignored_numbers.yaml").get(name) or []


def _words(node: Any) -> Iterator[str]:
    """All keys and values, but not quotes: they repeat what their claim says, and would count it twice."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "quote":
                yield key
                yield from _words(value)
    elif isinstance(node, list):
        for value in node:
            yield from _words(value)
    else:
        yield node


def _example(name: str) -> Counter[str]:
    return Counter(number for text in _words(_plain(EXAMPLES / f"{name}.yaml")) for number in numbers_in(text))


def _matches(entry: dict[str, Any], line: int, value: str) -> bool:
    lines = entry.get("lines")
    return entry.get("value", value) == value and (lines is None or str(line) in lines)


def _needed(name: str) -> Counter[str]:
    """The numbers of a seed that its example must hold."""
    entries = _ignored(name)
    kept = Counter(
        value
        for line, value in _seed(name)
        if not any("times" not in entry and _matches(entry, line, value) for entry in entries)
    )
    for entry in entries:
        if "times" in entry:
            kept[entry["value"]] -= int(entry["times"])
    return +kept


@pytest.mark.parametrize("seed", sorted(EXAMPLE_OF))
def test_every_number_of_the_document_stands_in_its_example(seed: str) -> None:
    there = _example(EXAMPLE_OF[seed])
    numbers = _seed(seed)
    missing = {
        value: f"{there[value]} of {count}, lines {[line for line, each in numbers if each == value]}"
        for value, count in _needed(seed).items()
        if there[value] < (count if FIGURE.fullmatch(value) else 1)
    }
    assert missing == {}


@pytest.mark.parametrize("seed", sorted(EXAMPLE_OF))
def test_ignored_number_is_in_the_document_and_has_a_reason(seed: str) -> None:
    numbers = _seed(seed)
    there = _example(EXAMPLE_OF[seed])
    for entry in _ignored(seed):
        assert set(entry) <= {"value", "lines", "times", "why"}, entry
        assert len(entry["why"]) > 10, entry
        assert "value" in entry or "lines" in entry, entry
        found = [value for line, value in numbers if _matches(entry, line, value)]
        assert len(found) >= int(entry.get("times", 1)), f"nothing to ignore: {entry}"
        if "lines" not in entry and "times" not in entry:
            assert not there[entry["value"]], f"stands in the example, so it need not be ignored: {entry}"


def test_numbers_are_read_as_people_mean_them() -> None:
    assert numbers_in("ข้อ ๐๑๒ 010 ๐9 i๑ และ E4 ร้อยละ ๙๙.๗๐ (0.00%) +๑.๔๕") == [
        "o12", "o10", "o9", "i1", "e4", "99.70", "0.00", "1.45",
    ]  # fmt: skip
    assert numbers_in("8,300 แห่ง ข้อ ๓.๒.๑. 1 ต.ค.68-30 ก.ย.69 ๐ 2025-10-01 ๐.๕๓ ๒๐-๓๐") == [
        "8300", "3.2.1", "1", "68", "30", "69", "0", "0.53", "20", "30",
    ]  # fmt: skip
    assert numbers_in("อย่างน้อยปีละ 4 ครั้ง ลดลง 30% ใน 12 เดือน ปี 2568 งาน 0.53%") == [
        "4", "4 ครั้ง", "30", "30 %", "12", "12 เดือน", "2568", "0.53",
    ]  # fmt: skip


def test_every_seed_has_its_example_and_its_table() -> None:
    assert set(EXAMPLE_OF.values()) <= set(ALL)
    assert {path.stem for path in (HERE / "seed_numbers").glob("*.yaml")} == set(EXAMPLE_OF)
    assert set(_plain(HERE / "ignored_numbers.yaml")) <= set(EXAMPLE_OF)


@pytest.mark.parametrize("name", ALL)
def test_example_is_read_without_a_problem(name: str) -> None:
    (one,) = read_rounds([EXAMPLES / f"{name}.yaml"])
    assert one.facts.agency.name


@pytest.mark.parametrize(
    ("name", "total", "level"), [("rangsit-2568", "99.70", "ผ่านดีเยี่ยม"), ("trang-2564", "95.36", "AA")]
)
def test_example_gives_the_announced_total_and_level(name: str, total: str, level: str) -> None:
    (one,) = read_rounds([EXAMPLES / f"{name}.yaml"])
    card = score(edition(one.facts.criteria), one.facts)
    assert (str(card.figures["total"].shown), str(card.figures["total"].computed)) == (total, total)
    assert (card.level.name, card.level.computed) == (level, level)
    assert card.differences == ()


def test_table_rows_of_rangsit_are_as_printed() -> None:
    printed = list(_rows("rangsit-results-2568").values())
    example = _plain(EXAMPLES / "rangsit-2568.yaml")
    for part, answers in example["answers"].items():
        for item, given in answers["items"].items():
            assert [item, *given["shares"], example["published"]["items"][part][item]] in printed, item
    for mark in example["disclosure"]:
        assert any(row[0] == mark["item"] and row[-1] == mark["score"] for row in printed), mark
    groups = [
        [count, one["shares"][group]]
        for answers in example["answers"].values()
        for one in answers["demographics"].values()
        for group, count in one["counts"].items()
    ]
    assert groups == [row[-2:] for row in printed if row[-2:] in groups][: len(groups)]
    assert len(groups) == 46


# นายก…, นายอำเภอ, นายทะเบียน, นายช่าง and นายจ้าง are offices; ทนาย is a calling.
_PERSON = re.compile(
    r"(?<!ท)นาย(?!ก(?:เทศมนตรี|เทศบาล|องค์การ|รัฐมนตรี|อบต|อบจ|เมือง|ฯ|$|[^ก-๙])|อำเภอ|ทะเบียน|ช่าง|จ้าง)\s*[ก-ฮเแโใไ]"
    r"|นางสาว|นาง\s*[ก-ฮเแโใไ]|น\.ส\.|ร้อย(?:ตำรวจ|ตรี|โท|เอก)|พัน(?:ตำรวจ|ตรี|โท|เอก)|ว่าที่|ดร\.|(?:พ|ร)\.ต\.[ตทอ]?"
)


@pytest.mark.parametrize("name", ALL)
def test_example_names_no_person(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    assert [text[max(0, hit.start() - 10) : hit.end() + 10] for hit in _PERSON.finditer(text)] == []


def test_person_pattern_finds_names_and_spares_offices() -> None:
    assert all(_PERSON.search(text) for text in ("นายสมมติ", "นาย กอไก่", "โดยนางสมมติ", "ร้อยตำรวจเอก ก", "ดร.ก", "น.ส.ก"))
    assert not any(
        map(_PERSON.search, ("นายกเทศมนตรี", "นายก", "นายอำเภอ", "ทนายความ", "หน้างาน", "นายช่างโยธา", "แนวทาง"))
    )


def _parts() -> Iterator[Any]:
    for name in ALL:
        for part, answers in (_plain(EXAMPLES / f"{name}.yaml").get("answers") or {}).items():
            yield pytest.param(answers, id=f"{name}-{part}")


@pytest.mark.parametrize("answers", list(_parts()))
def test_demographics_count_every_respondent_once(answers: dict[str, Any]) -> None:
    n = int(answers["respondents"])
    for question, groups in (answers.get("demographics") or {}).items():
        counts = {group: int(count) for group, count in groups["counts"].items()}
        assert sum(counts.values()) == n, question
        for group, share in groups["shares"].items():
            assert share_explained(counts[group], n, list(counts.values()), Decimal(share)), (question, group)


@pytest.mark.parametrize("answers", list(_parts()))
def test_shares_of_an_item_are_those_of_one_set_of_answers(answers: dict[str, Any]) -> None:
    n = int(answers["respondents"])
    for item, given in answers["items"].items():
        shares = [Decimal(share) for share in given.get("shares") or []]
        if shares:
            counts = unique_counts(shares, n)
            assert counts is not None, (item, list(possible_counts(shares, n)))
            assert sum(counts) == n, item

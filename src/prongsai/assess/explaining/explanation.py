"""Why a figure is what it is, as a tree; and the tree as text, like a worked exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.assess.scorecard import Basis
from prongsai.criteria.shapes import Certainty, Criteria, Origin
from prongsai.language.text import Language, Text

CERTAINTY_WORDS: dict[Certainty, Text] = {
    "confirmed": Text(th="ยืนยันแล้ว", en="confirmed"),
    "inferred": Text(th="อนุมานจากข้อมูลที่มี ยังไม่ใช่ข้อมูลทางการ", en="inferred, not official"),
    "recollection": Text(th="จากความทรงจำ ยังไม่พบเอกสารยืนยัน", en="recollection only, no document found"),
    "unknown": Text(th="ยังไม่ทราบ", en="not known"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a question: its points, and how many chose it (or the share in percent, where only that is known)."""

    label: str
    points: Fraction
    count: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that another is computed from. ``weight`` in percent, None where all count the same."""

    figure: str
    name: Text
    value: str | None  # as used in the arithmetic
    basis: Basis | None
    weight: Fraction | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was used, how certain it is, and the titles of its sources."""

    text: Text
    certainty: Certainty
    sources: tuple[Text, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure explained fully; ``below`` explains its parts where that was asked for, else ``deeper`` names them."""

    figure: str
    name: Text
    shown: str | None
    basis: Basis | None
    published: str | None
    computed: str | None
    exact: Fraction | None
    wording: str | None
    method: Text | None
    choices: tuple[Choice, ...]
    parts: tuple[Part, ...]
    arithmetic: str | None
    rules: tuple[Rule, ...]
    notes: tuple[Text, ...]
    deeper: tuple[str, ...]
    below: tuple[Explanation, ...] = ()


def rule_used(criteria: Criteria, text: Text, origin: Origin) -> Rule:
    """A rule of the edition with its certainty and the titles of its sources."""
    sources = tuple(criteria.sources[name].title for name in origin.source if name in criteria.sources)
    return Rule(text, origin.certainty, sources, origin.note)


def number(value: Fraction, *, least: int = 2) -> str:
    """An exact value for reading: ``95.516`` in full, ``99.7857…`` cut off where it has more than six decimals."""
    return written(value.numerator, value.denominator, least=least)


def written(numerator: int, denominator: int, *, least: int = 2) -> str:
    """The same of a value of 0 or more as a ratio, reduced or not."""
    millionths, rest = divmod(numerator * 1_000_000, denominator)
    if rest:
        cut = numerator * 10_000 // denominator
        return f"{cut // 10_000}.{cut % 10_000:04d}…"
    decimals = f"{millionths % 1_000_000:06d}".rstrip("0").ljust(least, "0")
    whole = millionths // 1_000_000
    return f"{whole}.{decimals}" if decimals else str(whole)


def render(explanation: Explanation, language: Language = "th") -> str:
    """The explanation as text in lines; parts that are explained too stand indented below."""
    return "\n".join(_lines(explanation, language, 0))


_WORDS = {
    "published": Text(th="ประกาศไว้", en="published"),
    "computed": Text(th="คำนวณ", en="computed"),
    "unknown": Text(th="ยังไม่ทราบ", en="not known"),
    "wording": Text(th="ข้อความเต็ม", en="wording"),
    "method": Text(th="วิธีคิด", en="method"),
    "people": Text(th="คน", en="answered"),
    "points": Text(th="คะแนน", en="points"),
    "weight": Text(th="น้ำหนัก", en="weight"),
    "rules": Text(th="เกณฑ์ที่ใช้", en="rules used"),
    "source": Text(th="ที่มา", en="source"),
    "deeper": Text(th="ดูที่มาต่อได้ที่", en="ask further for"),
}


def _say(word: str, language: Language) -> str:
    return _WORDS[word].say(language)


def _lines(told: Explanation, language: Language, depth: int) -> Iterator[str]:
    pad = "    " * depth
    if told.shown is None:
        yield f"{pad}{told.figure}  {told.name.say(language)}: {_say('unknown', language)}"
    else:
        basis = _say(told.basis or "computed", language)
        yield f"{pad}{told.figure}  {told.name.say(language)} = {told.shown} ({basis})"
    if told.wording is not None:
        yield f"{pad}  {_say('wording', language)}: {told.wording}"
    if told.method is not None:
        yield f"{pad}  {_say('method', language)}: {told.method.say(language)}"
    for choice in told.choices:
        yield f"{pad}    {_choice(choice, language)}"
    for part in told.parts:
        yield f"{pad}    {_part(part, language)}"
    if told.arithmetic is not None:
        yield f"{pad}  {told.arithmetic}"
    for note in told.notes:
        yield f"{pad}  {note.say(language)}"
    if told.rules:
        yield f"{pad}  {_say('rules', language)}:"
    for rule in told.rules:
        yield f"{pad}    - {_rule(rule, language)}"
    if told.deeper and not told.below:
        yield f"{pad}  {_say('deeper', language)}: {', '.join(told.deeper)}"
    for below in told.below:
        yield ""
        yield from _lines(below, language, depth + 1)


def _choice(choice: Choice, language: Language) -> str:
    points = f"{number(choice.points, least=0)} {_say('points', language)}"
    if choice.count is not None:
        people = f"{choice.count} {_say('people', language)}"
        return f"{choice.label}: {points}, {people}" + ("" if choice.share is None else f" ({choice.share}%)")
    return f"{choice.label}: {points}" + ("" if choice.share is None else f", {choice.share}%")


def _part(part: Part, language: Language) -> str:
    value = part.value if part.value is not None else _say("unknown", language)
    text = f"{part.figure}  {part.name.say(language)}: {value}"
    if part.basis is not None:
        text += f" ({_say(part.basis, language)})"
    if part.weight is not None:
        text += f", {_say('weight', language)} {number(part.weight, least=0)}%"
    return text


def _rule(rule: Rule, language: Language) -> str:
    text = f"{rule.text.say(language)}: {CERTAINTY_WORDS[rule.certainty].say(language)}"
    if rule.sources:
        text += f" ({_say('source', language)}: {'; '.join(source.say(language) for source in rule.sources)})"
    if rule.note is not None:
        text += f" — {rule.note.say(language)}"
    return text

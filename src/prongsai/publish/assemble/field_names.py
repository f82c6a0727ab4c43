"""What the fields of an agency's own words are called: people read and write ``{names}``, what is kept has ``{ids}``.

Every key of an edition has one name in either language, whether its figure is known or not; what people write
otherwise is understood where it can mean one figure only.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.criteria.figure_id import FigureId, figure_ids
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Language, Text
from prongsai.language.thai_text import digits, tidy

FIELD = re.compile(r"\{([^{}\n]*)\}")
LONGEST_NAME = 200  # letters; what is longer is no name, and would take long to be looked for

GENERAL = {
    "agency": Text(th="ชื่อหน่วยงาน", en="name of the agency"),
    "year": Text(th="ปีที่ประเมิน", en="year assessed"),
    "plan_year": Text(th="ปีของมาตรการ", en="year of the measures"),
}
_EDGES = {
    "highest": Text(th="ตัวชี้วัดที่ได้คะแนนสูงสุด", en="highest indicator"),
    "lowest": Text(th="ตัวชี้วัดที่ได้คะแนนต่ำสุด", en="lowest indicator"),
    "lowest-item": Text(th="ข้อที่ได้คะแนนต่ำสุด", en="lowest item"),
}
_BESIDE = {
    "before": Text(th="{name} ปีก่อน", en="{name} of the year before"),
    "change": Text(th="ผลต่าง{name}", en="change in {name}"),
    "direction": Text(th="ทิศทาง{name}", en="direction of {name}"),
}


@dataclass(frozen=True)
class FieldNames:
    """The names of an edition's fields by key, and the key by whatever can stand for it alone (see ``_plain``)."""

    criteria: Criteria
    by_key: dict[str, Text]
    keys: dict[str, str]

    def key(self, written: str) -> str | None:
        """The key that is meant by what stands between the braces: an id, a name, or other words for one figure."""
        written = written.strip()
        if written in self.by_key:
            return written
        if len(written) > LONGEST_NAME:
            return None
        return self.keys.get(_plain(written)) or self._spoken_of(written)

    def _spoken_of(self, written: str) -> str | None:
        words = digits(tidy(written)).removeprefix("คะแนน").strip()
        mentions = _lexicon(self.criteria).mentions(words)
        if len(mentions) != 1 or words[mentions[0].end :].strip() or words[: mentions[0].start].strip():
            return None
        figures = mentions[0].figures
        return str(figures[0]) if len(figures) == 1 and figures[0] in self.by_key else None

    def spoken_of(self, line: str) -> tuple[str, ...]:
        """The figures that a line of plain words speaks of, the surest reading of each."""
        mentions = _lexicon(self.criteria).mentions(digits(tidy(line[:2_000])))
        return tuple(str(mention.figures[0]) for mention in mentions if mention.figures)

    def name(self, key: str) -> Text:
        """The name of a key; the key itself for one that the edition does not have."""
        return self.by_key.get(key) or Text(th=key, en=key)

    def kept(self, text: str) -> str:
        """A text as it is kept: every field that is understood stands as its id."""
        return FIELD.sub(lambda match: f"{{{self.key(match[1]) or match[1]}}}", text)

    def named(self, text: str, language: Language) -> str:
        """A text as people read it: every field that is understood stands as its name."""
        return FIELD.sub(lambda match: self._braced(match[1], language), text)

    def read(self, text: str) -> Text:
        """A kept text as it reads in either language."""
        return Text(th=self.named(text, "th"), en=self.named(text, "en"))

    def _braced(self, written: str, language: Language) -> str:
        key = self.key(written)
        return f"{{{written if key is None else self.name(key).say(language)}}}"


def field_names(criteria: Criteria) -> FieldNames:
    """The names of the fields of an edition."""
    return _made(_Same(criteria))


class _Same:
    """An edition as a key of the cache: it is large, and its checksum says whether it is the same."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria

    def __hash__(self) -> int:
        return hash((self.criteria.id, self.criteria.checksum))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (self.criteria.id, self.criteria.checksum) == (
            other.criteria.id,
            other.criteria.checksum,
        )


@functools.lru_cache(maxsize=16)
def _made(same: _Same) -> FieldNames:
    criteria = same.criteria
    wanted = dict(_names(criteria))
    # Two figures of one name, as another body's rules may have them, keep their ids: a name must mean one thing.
    count = Counter(said for name in wanted.values() for said in set(map(_plain, _both(name))))
    by_key = {
        key: name if count[_plain(name.th)] == 1 and count[_plain(name.en)] == 1 else Text(th=key, en=key)
        for key, name in wanted.items()
    }
    keys: dict[str, str] = {}
    twice: set[str] = set()
    for key, said in _also(criteria, wanted):
        twice |= {said} if keys.setdefault(said, key) != key else set()
    keys = {said: key for said, key in keys.items() if said not in twice}
    return FieldNames(
        criteria, by_key, keys | {_plain(own): key for key, name in by_key.items() for own in _both(name)}
    )


@functools.lru_cache(maxsize=4)
def _lexicon_of(same: _Same) -> Lexicon:
    return Lexicon(same.criteria)


def _lexicon(criteria: Criteria) -> Lexicon:
    return _lexicon_of(_Same(criteria))


def _both(name: Text) -> tuple[str, str]:
    return name.th, name.en


def _plain(words: str) -> str:
    """Words as they are compared: without spaces, brackets and the word for a score, in Arabic digits."""
    plain = re.sub(r"[\s():“”\"]", "", digits(tidy(words))).casefold()
    return plain.removeprefix("คะแนน").removeprefix("scoreof").removeprefix("the")


def _names(criteria: Criteria) -> Iterable[tuple[str, Text]]:
    yield from GENERAL.items()
    yield "level", Text(th="ระดับผลการประเมิน", en="level")
    figures = [figure for figure in figure_ids(criteria) if figure != "level"]
    scores = {str(figure): _score(criteria, figure) for figure in figures}
    yield from scores.items()
    for key, pattern in _BESIDE.items():
        for figure, name in scores.items():
            yield f"{key}:{figure}", Text(th=pattern.th.format(name=name.th), en=pattern.en.format(name=name.en))
    for key, edge in _EDGES.items():
        if key != "lowest-item":
            yield f"{key}:indicators", edge
        for figure in figures:
            if figure.kind != "item":
                short = _short(criteria, figure)
                yield f"{key}:{figure}", Text(th=f"{edge.th}ของ{_spaced(short.th)}", en=f"{edge.en} of {short.en}")


def _score(criteria: Criteria, figure: FigureId) -> Text:
    if figure.kind == "total":
        return Text(th="คะแนนรวม", en="total score")
    short = _short(criteria, figure)
    return Text(th=f"คะแนน{_spaced(short.th)}", en=f"score of {short.en}")


def _spaced(words: str) -> str:
    return f" {words}" if words[:1].isascii() else words


def _short(criteria: Criteria, figure: FigureId) -> Text:
    """A figure by its number alone: ``ตัวชี้วัดที่ 6 EIT ส่วนที่ 1``, ``ข้อ i2``."""
    match figure.kind:
        case "total":
            return Text(th="คะแนนรวม", en="the total")
        case "indicator":
            short = Text(th=f"ตัวชี้วัดที่ {figure.number}", en=f"indicator {figure.number}")
            asked_in = figure.part
        case "sub_indicator":
            return Text(th=f"ตัวชี้วัดย่อยที่ {figure.number}", en=f"sub-indicator {figure.number}")
        case "item":
            short = Text(th=f"ข้อ {figure.number}", en=f"item {figure.number}")
            asked_in = figure.part if len(criteria.instrument_of_part(figure.part or "").parts) > 1 else None
        case _:
            return figure_name(criteria, figure)
    if asked_in is None:
        return short
    part = figure_name(criteria, asked_in)
    return Text(th=f"{short.th} {part.th}", en=f"{short.en} {part.en}")


def _also(criteria: Criteria, wanted: dict[str, Text]) -> Iterable[tuple[str, str]]:
    """What else a key is called: by the whole name of its figure."""
    for key in wanted:
        if key in GENERAL or (":" in key and key.partition(":")[0] in {*_BESIDE, *_EDGES}):
            continue
        for said in _both(figure_name(criteria, key)):
            yield key, _plain(said)

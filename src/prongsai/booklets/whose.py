"""Whose booklet it is and of which year: by what its own words say, and not at all where they say several things."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prongsai.criteria.agency_kinds import agency_kinds, provinces, short_kinds
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid, Passage, Piece

_RESULT = re.compile(
    r"(?:ผล\s?(?:คะแนน\s?)?(?:การ\s?)?(?:วิเคราะห์\s?ผล\s?การ\s?)?ประเมิน|การ\s?ประเมิน\s?คุณธรรม)(?:(?!25\d\d|มาตรการ|แผน)[^.]){0,140}?"
    r"ปี\s?(?:งบ\s?ประมาณ\s?)?(?:พ\.?\s?ศ\.?\s?)?(25\d\d)(?!\s?[-–]\s?25)"
)
# Results of other years: a look back, a range of years, the year that a plan is for.
_OTHER = re.compile(r"ย้อน\s?หลัง|ระหว่าง|ปี\s?ก่อน|ที่\s?ผ่าน\s?มา|เทียบ|ตั้ง\s?แต่|เป้า\s?หมาย|ถัด\s?ไป|ต่อ\s?ไป|เตรียม")
_END = re.compile(r"[^\u0e00-\u0e7f]|[ๆฯ]")
_PLACE = re.compile(r"\s*(?:อำเภอ|อ\.)\s?([\u0e01-\u0e4e]{2,30}?)\s*(?:จังหวัด|จ\.)\s?([\u0e01-\u0e4e]{2,30})")
_SHARE_OF_VOTES = 3  # the year that is most often named must be named as many times as often as any other
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Whose:
    """What a booklet's words say of itself; None where they do not say, or say several things."""

    year: int | None
    years: tuple[int, ...]  # every year that results are spoken of, the most often named first
    agency: str | None
    kind: str | None = None
    district: str | None = None
    province: str | None = None


def whose(pieces: Sequence[Piece]) -> Whose:
    """Whose results a booklet gives, and of which fiscal year."""
    texts = [text for piece in pieces for text in _texts(piece)]
    years = _years(texts)
    ordered = tuple(year for year, _ in years.most_common())
    year = None
    if ordered and (len(ordered) == 1 or years[ordered[0]] >= _SHARE_OF_VOTES * years[ordered[1]]):
        year = ordered[0]
    agency, kind = _agency([piece.text for piece in pieces if isinstance(piece, Passage)])
    if agency is None:
        agency, kind = _agency(texts)
    district, province = _place(texts, agency) if agency else (None, None)
    return Whose(year, ordered, agency, kind, district, province)


def kind_of_name(name: str) -> str | None:
    """The kind that a name begins with; None where it begins with none."""
    return next((code for full, code in _prefixes() if name.startswith(full)), None)


def _texts(piece: Piece) -> Iterable[str]:
    if isinstance(piece, Passage):
        yield piece.text
    elif isinstance(piece, Grid):
        yield piece.caption
        for row in piece.rows:
            yield from dict.fromkeys(cell.replace("\n", " ") for cell in row)


def _years(texts: Sequence[str]) -> Counter[int]:
    votes = Counter[int]()
    for text in texts:
        plain = digits(text)
        for found in _RESULT.finditer(plain):
            if not _OTHER.search(found[0]):
                votes[int(found[1])] += 1
    return votes


@functools.cache
def _prefixes() -> tuple[tuple[str, str], ...]:
    """What names of agencies begin with, and the kind; only words that begin names of one kind."""
    full = dict(short_kinds())
    found = [(name.th, code) for code, name in agency_kinds().items() if name.th in full]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def _agency(texts: Sequence[str]) -> tuple[str | None, str | None]:
    runs = Counter[str]()
    kinds: dict[str, str] = {}
    begins = [
        (re.compile(re.escape(full) + "|" + re.escape(short) + r"\s?"), full, code)
        for full, code in _prefixes()
        for short in (dict(short_kinds())[full],)
    ]
    for text in texts:
        for pattern, full, code in begins:
            for found in pattern.finditer(text):
                end = _END.search(text, found.end())
                rest = text[found.end() : end.start() if end else len(text)]
                if 1 < len(rest) <= _LONGEST_NAME:
                    runs[full + rest] += 1
                    kinds[full + rest] = code
    if not runs:
        return None, None
    # A sentence goes on behind the name without a space: the name is the run that most other runs begin with.
    votes = {name: sum(many for run, many in runs.items() if run.startswith(name)) for name in runs}
    best = max(votes, key=lambda name: (votes[name] if runs[name] > 1 or votes[name] > 2 else 0, runs[name]))
    others = {run: many for run, many in runs.items() if not run.startswith(best) and not best.startswith(run)}
    most = max((votes[run] for run in others), default=0)
    # Named twice as often as all others, or three times as often as any of many others: a list of neighbours.
    if votes[best] < 2 or (votes[best] < 2 * sum(others.values()) and votes[best] < 3 * max(most, 1)):
        return None, None
    return best, kinds[best]


def _place(texts: Sequence[str], agency: str) -> tuple[str | None, str | None]:
    """District and province that stand behind the agency's name, or on a line of their own."""
    found = Counter[tuple[str, str]]()
    begins = re.compile(rf"(?:{re.escape(agency)}|^)(?=\s*(?:อำเภอ|อ\.))")
    for text in texts:
        for at in begins.finditer(text):
            place = _PLACE.match(text, at.end())
            if place is None:
                continue
            known = next((name for name in _longest_first() if place[2].startswith(name)), None)
            if known is not None:
                found[(place[1], known)] += 1
    if len(found) != 1:
        return None, None
    (district, province), _ = found.most_common(1)[0]
    return district, province


@functools.cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(provinces(), key=len, reverse=True))

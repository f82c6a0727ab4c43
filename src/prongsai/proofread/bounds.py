"""Claims that name no score: a side of a bound, a direction since an earlier year, what is lacking to a bound, how far
two years are apart, and how many indicators stand under a heading that says how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.judging.figure_claims import number, same, wrong
from prongsai.analyze.printed_before import id_before, past_figure
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Passage, Piece

# "จุดแข็ง จำนวน 6 ตัวชี้วัด": a heading that says how many stand under it.
_HOW_MANY = re.compile(r"จำนวน\s?(\d{1,2})\s?ตัว\s?ชี้\s?วัด\s?\)?$")


def beyond(criteria: Criteria, scorecard: Scorecard, claim: Claim) -> Contradiction | None:
    """A figure that is said to lie below (``<85``) or above (``>95``) a bound; what lies on it is taken as either."""
    line, now = number((claim.value or "")[1:]), _shown(scorecard, claim)
    if line is None or now is None or claim.figure is None:
        return None
    below = (claim.value or "").startswith("<")
    if (now < line) if below else (now >= line):
        return None
    name = figure_name(criteria, claim.figure)
    said = Text(th="ต่ำกว่า", en="below") if below else Text(th="สูงกว่า", en="above")
    return wrong(
        claim,
        Text(th=f"{name.th} {said.th} {line}", en=f"{name.en} {said.en} {line}"),
        Text(th=f"{name.th} {now}", en=f"{name.en} {now}"),
        Text(th=f"{name.th} ได้ {now} คะแนน", en=f"the score of {name.en} is {now}"),
        claim.figure,
    )


def direction(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim) -> Contradiction | None:
    """A figure that is said to have risen (``+``) or fallen (``-``) since an earlier year."""
    now, since = _shown(scorecard, claim), claim.since or facts.year - 1
    there = id_before(criteria, facts, since, claim.figure or "")
    before = past_figure(facts, since, there) if there is not None else None
    if now is None or before is None or claim.figure is None:
        return None
    change = now - before
    if (change > 0) if claim.value == "+" else (change < 0):
        return None
    name = figure_name(criteria, claim.figure)
    said = Text(th="เพิ่มขึ้น", en="rose") if claim.value == "+" else Text(th="ลดลง", en="fell")
    return wrong(
        claim,
        Text(th=f"{name.th} {said.th}จากปี {since}", en=f"{name.en} {said.en} since {since}"),
        Text(th=f"{name.th} เปลี่ยนไป {change:+}", en=f"{name.en} changed by {change:+}"),
        Text(th=f"ปี {since} ได้ {before} ปี {facts.year} ได้ {now}", en=f"{before} in {since}, {now} in {facts.year}"),
        claim.figure,
    )


def lacking(criteria: Criteria, scorecard: Scorecard, claim: Claim) -> Contradiction | None:
    """A distance (``-10.50``) to a bound that the sentence names (``among``)."""
    said, line, now = number(claim.value), number(claim.among), _shown(scorecard, claim)
    if said is None or line is None or now is None or claim.figure is None or same(said, now - line):
        return None
    name, lack = figure_name(criteria, claim.figure), line - now
    return wrong(
        claim,
        Text(th=f"{name.th} ขาดอีก {-said} คะแนน ถึง {line}", en=f"{name.en} lacks {-said} points to {line}"),
        Text(th=f"{name.th} ขาดอีก {lack} คะแนน", en=f"{name.en} lacks {lack} points")
        if lack > 0
        else Text(th=f"{name.th} ถึง {line} แล้ว", en=f"{name.en} has reached {line}"),
        Text(th=f"{name.th} ได้ {now} คะแนน", en=f"the score of {name.en} is {now}"),
        claim.figure,
    )


def apart(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim) -> Contradiction | None:
    """How far (``~1.45``) a figure is from an earlier year's, whichever of the two is higher."""
    now, since = _shown(scorecard, claim), claim.since or facts.year - 1
    there = id_before(criteria, facts, since, claim.figure or "")
    before = past_figure(facts, since, there) if there is not None else None
    size = number((claim.value or "")[1:])
    if now is None or before is None or size is None or claim.figure is None or same(size, abs(now - before)):
        return None
    name = figure_name(criteria, claim.figure)
    return wrong(
        claim,
        Text(th=f"{name.th} ห่างจากปี {since} {size} คะแนน", en=f"{name.en} is {size} from that of {since}"),
        Text(th=f"ห่างกัน {abs(now - before)} คะแนน", en=f"they are {abs(now - before)} apart"),
        Text(th=f"ปี {since} ได้ {before} ปี {facts.year} ได้ {now}", en=f"{before} in {since}, {now} in {facts.year}"),
        claim.figure,
    )


def listed_under(pieces: Sequence[Piece], words: Lexicon) -> Iterator[Contradiction]:
    """Headings that say how many indicators stand under them, where the headings below them name another number."""
    headings = [piece for piece in pieces if isinstance(piece, Passage) and piece.level is not None]
    for at, heading in enumerate(headings):
        counted = _HOW_MANY.search(digits(heading.text))
        if counted is None:
            continue
        named: list[FigureId | None] = []
        for below in headings[at + 1 :]:
            if (below.level or 0) <= (heading.level or 0):
                break
            if (below.level or 0) == (heading.level or 0) + 1:
                named.append(_indicator(below.text, words))
        if not named or None in named or len(set(named)) < len(named) or len(named) == int(counted[1]):
            continue
        figures = tuple(figure for figure in named if figure is not None)
        yield Contradiction(
            kind="count",
            where=heading.place,
            says=Text(th=f"{counted[1]} ตัวชี้วัด", en=f"{counted[1]} indicators"),
            so=Text(th=f"ใต้หัวข้อนี้มี {len(named)} ตัวชี้วัด", en=f"{len(named)} stand under the heading"),
            why=Text(th="จำนวนในหัวข้อต้องเท่ากับที่แสดงไว้ใต้หัวข้อ", en="the heading must say as many as it has below it"),
            figures=figures,
            quote=heading.text,
        )


def _indicator(heading: str, words: Lexicon) -> FigureId | None:
    """The indicator that a heading begins with, and no other."""
    mentions = [mention for mention in words.mentions(digits(heading)) if not mention.whole]
    figures = {mention.figures[0] for mention in mentions if mention.figures and mention.kind == "indicator"}
    return figures.pop() if len(figures) == 1 and mentions[0].kind == "indicator" else None


def _shown(scorecard: Scorecard, claim: Claim) -> Decimal | None:
    figure = scorecard.figures.get(claim.figure or "")
    return figure.shown if figure is not None else None

"""What an item was last year: its score along the crosswalk, what it lost, the links that it had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.analyze.finding.disclosure import share_of_total
from prongsai.analyze.sentences import score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.criteria.board import asked_in
from prongsai.criteria.figure_id import item_figure
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import half_up
from prongsai.language.text import Text
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class OldLink:
    """A link of last year with what was written beside it; ``outside`` as of a kept link."""

    url: str
    explanation: str = ""
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class LastYear:
    """An item beside last year. ``items``: those that it continues; ``score``: theirs, where it is one and compares;
    ``why``: why there is none to compare with."""

    year: int | None = None
    items: tuple[str, ...] = ()
    score: str = ""
    low: bool = False
    why: Text | None = None
    links: tuple[OldLink, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stake:
    """Points of the total that are at stake: what the item lost last year, else what all of it counts this year.

    ``certainty`` is how surely that is known; ``about``: it is not confirmed.
    """

    points: str
    lost: bool
    about: bool
    certainty: Text


NONE = Text(th="ยังไม่มีผลของปีก่อนในระบบ", en="no earlier result is here")
NEW = Text(th="ข้อใหม่ ไม่มีข้อของปีก่อนที่ต่อมา", en="new: it continues no item")
UNKNOWN = Text(th="ปีก่อนไม่ทราบคะแนนของข้อนี้", en="last year’s score is not known")


def last_years(criteria: Criteria, last: Year | None, links: Mapping[str, Sequence[OldLink]]) -> dict[str, LastYear]:
    """By item, what it was in ``last``, the newest earlier year with a result. ``links``: of its items, as known."""
    items = asked_in(criteria)
    if last is None:
        return {item: LastYear(why=NONE) for item in items}
    walk = criteria.crosswalk
    before = last.criteria
    if walk is None or walk.previous not in (before.id, before.carried_from):
        why = Text(
            th=f"ไม่มีตารางเทียบข้อกับปี {last.year} จึงเทียบไม่ได้", en=f"no table compares the items with those of {last.year}"
        )
        return {item: LastYear(year=last.year, why=why) for item in items}
    rows = {row.here: row for row in walk.items}
    scores = _scores(last)
    told = {}
    for item in items:
        row = rows.get(item)
        there = tuple(old for old in row.there if old in before.items) if row is not None else ()
        kept = tuple(link for old in there for link in links.get(old, ()))
        if row is None or not there:
            told[item] = LastYear(year=last.year, why=NEW)
        elif not row.comparable or len(there) != 1:
            told[item] = LastYear(year=last.year, items=there, links=kept, why=_not(row.why, there, scores))
        else:
            score, low = scores.get(there[0], ("", False))
            said = UNKNOWN if not score else None
            told[item] = LastYear(year=last.year, items=there, links=kept, score=score, low=low, why=said)
    return told


def _not(why: Text, there: Sequence[str], scores: Mapping[str, tuple[str, bool]]) -> Text:
    had = ", ".join(f"{old} {scores[old][0]}" for old in there if old in scores)
    because = Text(th=f"เทียบโดยตรงไม่ได้: {why.th}", en=f"not directly comparable: {why.en}")
    return Text(th=f"{because.th} (ปีก่อน {had})", en=f"{because.en} (then {had})") if had else because


def _scores(last: Year) -> dict[str, tuple[str, bool]]:
    """By item of last year, its score and whether that is less than the full mark."""
    found: dict[str, tuple[str, bool]] = {}
    for part in last.criteria.part_ids() if last.scorecard is not None else ():
        instrument = last.criteria.instrument_of_part(part)
        if instrument.kind != "disclosure" or last.scorecard is None:
            continue
        for item in last.criteria.items_of(instrument.id):
            shown = last.scorecard.figures[item_figure(part, item.id)].shown
            if shown is not None:
                found[item.id] = (score_text(shown), shown < 100)
    return found


def stakes(criteria: Criteria, last: Year | None, years: Mapping[str, LastYear]) -> dict[str, Stake]:
    """By item, what is at stake; nothing of items whose weight is not known in either year."""
    lost = {loss.item: loss for loss in last.findings.losses} if last is not None and last.findings else {}
    found: dict[str, Stake] = {}
    for item in asked_in(criteria):
        losses = [lost[old] for old in years[item].items if old in lost]
        points = [loss.at_stake for loss in losses if loss.at_stake is not None]
        if len(losses) == 1 and points and losses[0].certainty is not None:
            certainty = losses[0].certainty
            found[item] = Stake(
                points=str(half_up(points[0])),
                lost=True,
                about=certainty != "confirmed",
                certainty=CERTAINTY_WORDS[certainty],
            )
            continue
        part = next(each for each in criteria.part_ids() if _asks(criteria, each, item))
        share = share_of_total(criteria, item_figure(part, item))
        if share is not None:
            found[item] = Stake(
                points=str(half_up(share.share * 100)),
                lost=False,
                about=share.certainty != "confirmed",
                certainty=CERTAINTY_WORDS[share.certainty],
            )
    return found


def _asks(criteria: Criteria, part: str, item: str) -> bool:
    return criteria.instrument_of_part(part).id == criteria.items[item].instrument

"""Claims of a round file that cannot be judged, each with the reason: nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.analyze.claims import Claim, Unjudged
from prongsai.analyze.judging.figure_claims import number
from prongsai.analyze.judging.respondent_claims import COUNTED
from prongsai.analyze.judging.respondent_claims import counted as disproved
from prongsai.analyze.printed_before import id_before, past_figure
from prongsai.analyze.ranking import known, members, set_of
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, UnknownFigure, resolve
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

# What each kind of claim may be about; any figure where a kind is not named here.
_FITS = {
    "level": ("level",),
    "filed": ("item",),
    "rank": ("whole", "indicator", "sub_indicator", "item"),
    "lowest": ("whole", "indicator", "sub_indicator", "item"),
    "highest": ("whole", "indicator", "sub_indicator", "item"),
    "score": ("total", "whole", "indicator", "sub_indicator", "item"),
    "share": ("total", "whole", "indicator", "sub_indicator", "item"),
    "change": ("total", "whole", "indicator", "sub_indicator", "item"),
    "count": (),
}
_NAMES = {
    "level": Text(th="ระดับ", en="a level"),
    "filed": Text(th="การจัดข้อเข้าตัวชี้วัด", en="where an item is filed"),
    "rank": Text(th="อันดับ", en="a rank"),
    "lowest": Text(th="คะแนนต่ำสุด", en="a lowest score"),
    "highest": Text(th="คะแนนสูงสุด", en="a highest score"),
    "score": Text(th="คะแนน", en="a score"),
    "share": Text(th="ร้อยละ", en="a share"),
    "change": Text(th="ผลต่างจากปีก่อน", en="a change"),
    "target": Text(th="ค่าเป้าหมาย", en="a target"),
    "count": Text(th="จำนวน", en="a count"),
}


def unjudged(criteria: Criteria, facts: Facts, scorecard: Scorecard, claims: Iterable[Claim]) -> tuple[Unjudged, ...]:
    """The claims that were held against nothing, in their order."""
    reasons = ((claim, _reason(criteria, facts, scorecard, claim)) for claim in claims)
    return tuple(
        Unjudged(claim.kind, claim.where, reason, claim.quote) for claim, reason in reasons if reason is not None
    )


def _reason(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim) -> Text | None:
    if claim.of is not None:
        return _of(criteria, facts, scorecard, claim)
    if claim.figure is None:
        return _blank(criteria, scorecard, claim)
    try:
        figure = resolve(criteria, claim.figure)
    except UnknownFigure as unknown:
        return unknown.text
    name, kind = figure_name(criteria, figure), _NAMES[claim.kind]
    fits = _FITS.get(claim.kind, (figure.kind,))
    if claim.kind == "target":
        fits = (figure.kind,) if figure in [target.figure for target in criteria.targets] else ()
    if figure.kind not in fits:
        return Text(th=f"{name.th} ไม่มี{kind.th}ให้เทียบ", en=f"{name.en} has not {kind.en} to compare with")
    if claim.kind == "filed":
        return None
    if claim.kind == "level":
        if scorecard.level.possible or facts.published.level is not None:
            return None
        return _missing(name)
    if scorecard.figures[figure].shown is None:
        return _missing(name)
    return _among(criteria, facts, scorecard, claim, figure)


def _among(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim, figure: FigureId) -> Text | None:
    name = figure_name(criteria, figure)
    if claim.kind == "change":
        since = claim.since or facts.year - 1
        there = id_before(criteria, facts, since, figure)
        if there is None or past_figure(facts, since, there) is None:
            return Text(th=f"ไม่มี{name.th} ปี {since} ในไฟล์", en=f"the file has no {name.en} of {since}")
    if claim.kind in ("rank", "lowest", "highest"):
        among = members(criteria, figure, claim.among)
        if not among:
            return Text(th=f"{name.th} ไม่อยู่ในกลุ่มที่ระบุ", en=f"{name.en} is not in the set {claim.among}")
        if claim.kind == "rank" and len(known(scorecard, among)) < len(among):
            return _incomplete()
    return None


def _blank(criteria: Criteria, scorecard: Scorecard, claim: Claim) -> Text | None:
    among = set_of(criteria, claim.among or "")
    return _incomplete() if len(known(scorecard, among)) < len(among) or not among else None


def _of(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim) -> Text | None:
    of = claim.of or ""
    counted = COUNTED.fullmatch(of)
    if counted is not None:
        among = set_of(criteria, counted[1])
        if claim.kind != "count":
            return Text(
                th="จำนวนข้อที่ได้คะแนนถึงเกณฑ์ เทียบได้กับข้อความที่บอกจำนวนเท่านั้น",
                en="how many there are is compared as a count only",
            )
        if among and (len(known(scorecard, among)) == len(among) or disproved(criteria, facts, scorecard, claim)):
            return None
        return _incomplete()
    part, _, rest = of.partition(".")
    parts = [part] if part not in criteria.instruments else [own.id for own in criteria.parts(part)]
    if rest == "respondents":
        if claim.kind != "count":
            return Text(th="จำนวนผู้ตอบ เทียบได้กับข้อความที่บอกจำนวนเท่านั้น", en="respondents are compared as a count only")
        answers = [facts.answers.get(name) for name in parts]
        if all(given is not None and given.respondents is not None for given in answers):
            return None
        return Text(
            th=f"ไม่มีจำนวนผู้ตอบ {_survey(criteria, part)} ในไฟล์", en=f"the file has no number of respondents of {part}"
        )
    code, _, group = rest.partition(".")
    given = facts.answers.get(part)
    groups = (given.demographics or {}).get(code) if given is not None else None
    if groups is None or not groups.counts or group not in groups.counts:
        return Text(
            th=f"ไม่มีจำนวนผู้ตอบ {_survey(criteria, part)} {_group(criteria, code, group)} ในไฟล์",
            en=f"the file has no number of respondents of {of}",
        )
    if claim.kind in ("share", "count", "rank") and number(claim.value) is None:
        return Text(th="ค่าที่ระบุไม่ใช่ตัวเลข", en="what is said is no number")
    return None


def _survey(criteria: Criteria, part: str) -> str:
    """A survey or part of one in words; its code stays where the edition has none such."""
    known_part = part in criteria.instruments or part in criteria.part_ids()
    return figure_name(criteria, part).th if known_part else part


def _group(criteria: Criteria, code: str, group: str) -> str:
    """A group of respondents in words; an unknown one is said to be so."""
    demographic = criteria.demographics.get(code)
    labels = {each.code: each.label.th for each in demographic.groups} if demographic is not None else {}
    if demographic is None or group not in labels:
        return "จำแนกตามกลุ่มที่ระบุ"
    return f"ที่เป็น “{labels[group]}” ใน{demographic.name.th}"


def _missing(name: Text) -> Text:
    return Text(th=f"ไม่มี{name.th} ในไฟล์ และคำนวณจากข้อมูลที่มีไม่ได้", en=f"the file neither has nor gives {name.en}")


def _incomplete() -> Text:
    return Text(th="ทราบคะแนนไม่ครบทั้งกลุ่ม", en="not all scores of the set are known")

"""Advice, measures and an assessor's points that set out to raise what is not the lowest of its group, or leave out
what the assessor named: worth a second look, and no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.ranking import indicators_of, items_of, known
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import AssessorPoint, Facts
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure, item_id
from prongsai.criteria.lexicon import Lexicon
from prongsai.criteria.names import figure_names
from prongsai.criteria.shapes import Criteria
from prongsai.improve.plan import Plan, Row, lines_of
from prongsai.language.text import Text
from prongsai.language.thai_text import digits

# "ยกระดับข้อ e3", "ปรับปรุงข้อ i2 และ i3": what is to be raised, up to the next blank line of thought.
_RAISE = re.compile(
    r"(?:ยก\s?ระดับ|ปรับ\s?ปรุง|พัฒนา|เพิ่ม\s?คะแนน)(?:\s?คะแนน)?(?:\s?ของ)?\s?(?:ใน\s?)?ข้อ\s?(?:คำถาม\s?)?(?:ที่\s?)?"
)
_CODES = re.compile(r"(?:[\s,]|และ|ข้อ|[ieo]\s?\d{1,2})+", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z0-9])[ieo]\s?\d{1,2}(?!\d)", re.IGNORECASE)
_IMPROVE = re.compile(r"ปรับ\s?ปรุง|ยก\s?ระดับ|ควร\s?พัฒนา|แก้\s?ไข")
_KEEP = re.compile(r"รักษา\s?(?:มาตรฐาน|ระดับ)")

Advice = tuple[str, str]  # the heading of a passage of advice, and its text


def lowest_left_out(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, advice: Iterable[Advice], plan: Plan | None
) -> tuple[Contradiction, ...]:
    """The notes of a round: its advice, the assessor's points, then the plan."""
    notes = [
        *_advised(criteria, scorecard, advice),
        *_assessed(criteria, scorecard, facts.assessor),
        *(_planned(criteria, scorecard, plan, facts.assessor) if plan is not None else ()),
    ]
    return tuple(notes)


def _lower(scorecard: Scorecard, group: Sequence[str], raised: Sequence[str]) -> list[FigureId]:
    """The lowest of a group, where it lies below all that is raised of it and is not among them."""
    values = known(scorecard, group)
    mine = {figure: values[FigureId(figure)] for figure in raised if FigureId(figure) in values}
    # What is raised may itself be the lowest where its score is not known.
    if not mine or len(mine) < len(raised):
        return []
    least = min(values.values())
    return [figure for figure, value in values.items() if value == least] if least < min(mine.values()) else []


def _note(
    criteria: Criteria, scorecard: Scorecard, where: str, raised: Sequence[str], lower: Sequence[FigureId], quote: str
) -> Contradiction:
    names, those = figure_names(criteria, tuple(map(FigureId, raised))), figure_names(criteria, tuple(lower))
    value = known(scorecard, lower)[lower[0]]
    mine = min(known(scorecard, raised).values())
    return Contradiction(
        kind="note",
        where=where,
        says=Text(th=f"มุ่งยกระดับ {names.th} ({mine})", en=f"it sets out to raise {names.en} ({mine})"),
        so=Text(th=f"คะแนนต่ำสุดคือ {those.th} ({value})", en=f"the lowest is {those.en} ({value})"),
        why=Text(
            th="ข้อที่ต่ำสุดของกลุ่มเดียวกันไม่ได้กล่าวถึง ควรพิจารณาว่าตั้งใจหรือไม่",
            en="the lowest of the same group is left out; see whether that is meant",
        ),
        figures=(*raised, *lower),
        quote=quote,
    )


def _advised(criteria: Criteria, scorecard: Scorecard, advice: Iterable[Advice]) -> Iterator[Contradiction]:
    words = Lexicon(criteria)
    for heading, text in advice:
        named = {
            mention.figures[0].number
            for mention in words.mentions(digits(heading))
            if mention.figures and mention.kind == "indicator"
        }
        plain = digits(text)
        for raise_ in _RAISE.finditer(plain):
            listed = _CODES.match(plain, raise_.end())
            codes = [item_id(criteria, code) for code in _CODE.findall(listed[0])] if listed else []
            items = [criteria.items[code] for code in codes if code is not None and code in criteria.items]
            of = {item.indicator for item in items}
            if not items or len(of) != 1 or (named and named != of):
                continue
            (number,) = of
            parts = [part.id for part in criteria.parts(items[0].instrument)]
            group = [figure for part in parts for figure in items_of(criteria, part, number)]
            raised = [item_figure(part, item.id) for part in parts for item in items]
            raised = list(known(scorecard, raised))
            lower = [figure for figure in _lower(scorecard, group, raised) if figure.number not in codes]
            if lower:
                quote = plain[max(0, raise_.start() - 20) : raise_.end() + 40].strip()
                yield _note(criteria, scorecard, heading, raised, lower, quote)


def _improves(point: AssessorPoint) -> bool:
    said = f"{point.issue or ''} {point.advice or ''}"
    return _IMPROVE.search(said) is not None and not _KEEP.search(said)


def _assessed(criteria: Criteria, scorecard: Scorecard, points: Sequence[AssessorPoint]) -> Iterator[Contradiction]:
    asked = [(at, point) for at, point in enumerate(points) if point.scope == "indicator" and _improves(point)]
    everything = {number for _, point in asked for number in point.ids}
    for at, point in asked:
        of = {criteria.indicators[number].instrument for number in point.ids if number in criteria.indicators}
        if len(of) != 1:
            continue
        (instrument,) = of
        part = point.part if point.part in criteria.part_ids() and point.part != instrument else None
        raised = [indicator_figure(number, part) for number in point.ids]
        lower = _lower(scorecard, indicators_of(criteria, instrument, part), raised)
        lower = [figure for figure in lower if figure.number not in everything]
        if lower:
            yield _note(criteria, scorecard, f"assessor.{at + 1}", raised, lower, (point.advice or "")[:120])


def _named_in(criteria: Criteria, plan: Plan) -> set[str]:
    """The items that a plan names: in a row's list, or by code in its words; all of an indicator that a row answers."""
    named: set[str] = set()
    for row in plan.rows:
        words = digits(" ".join(_words(row)))
        codes = (*row.items, *_CODE.findall(words))
        named.update(code for given in codes if (code := item_id(criteria, given.replace(" ", ""))) is not None)
        for number in row.indicators if not row.items else ():
            named.update(item.id for item in criteria.items.values() if item.indicator == number)
    return named


def _words(row: Row) -> Iterator[str]:
    yield from (*lines_of(row.measures), *lines_of(row.analysis), *row.success)
    for step in row.steps:
        yield from (text for text in (step.heading, step.text) if text)


def _planned(
    criteria: Criteria, scorecard: Scorecard, plan: Plan, points: Sequence[AssessorPoint]
) -> Iterator[Contradiction]:
    named = _named_in(criteria, plan)
    for number, row in enumerate(plan.rows, start=1):
        items = [criteria.items[code] for code in row.items if code in criteria.items]
        surveys = [item for item in items if criteria.instruments[item.instrument].kind == "survey"]
        for indicator in dict.fromkeys(item.indicator for item in surveys):
            mine = [item for item in surveys if item.indicator == indicator]
            parts = [part.id for part in criteria.parts(mine[0].instrument)]
            group = [figure for part in parts for figure in items_of(criteria, part, indicator)]
            raised = list(known(scorecard, [item_figure(part, item.id) for part in parts for item in mine]))
            lower = [figure for figure in _lower(scorecard, group, raised) if figure.number not in named]
            if lower:
                measure = " ".join(lines_of(row.measures)[:1])
                yield _note(criteria, scorecard, f"plan.rows.{number}", raised, lower, measure[:120])
    left = [
        item_figure(point.part or criteria.items[code].instrument, code)
        for point in points
        if point.scope == "items" and not _KEEP.search(point.advice or "")
        for code in point.ids
        # Disclosure items without a measure are told with those that lost points.
        if code in criteria.items
        and code not in named
        and criteria.instruments[criteria.items[code].instrument].kind == "survey"
    ]
    if not left:
        return
    names = figure_names(criteria, tuple(map(FigureId, dict.fromkeys(left))))
    yield Contradiction(
        kind="note",
        where="plan.rows",
        says=Text(th="แผนไม่ได้กล่าวถึงข้อที่ผู้ประเมินเสนอแนะ", en="the plan does not name these of the assessor's points"),
        so=Text(th=f"ข้อที่ไม่ได้กล่าวถึงคือ {names.th}", en=f"left out: {names.en}"),
        why=Text(
            th="ไม่มีแถว ขั้นตอน หรือผลการวิเคราะห์ใดในแผนระบุรหัสข้อเหล่านี้ ควรพิจารณาว่าตั้งใจหรือไม่",
            en="no row, step or analysis of the plan names their codes; see whether that is meant",
        ),
        figures=tuple(dict.fromkeys(left)),
    )

"""Rows of a plan proposed from findings: each answers one finding, and says that it is a proposal of ours."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Literal

from prongsai.analyze.finding.advice import WeakItem
from prongsai.analyze.finding.strengths import Standing
from prongsai.analyze.findings import Findings
from prongsai.analyze.sentences import Sentence, bar_of, score_of, sentence
from prongsai.criteria.deadlines import Deadline
from prongsai.criteria.names import figure_name, figure_names, item_name, titled
from prongsai.criteria.shapes import Certainty, Criteria, Item, PlanForm, Recommendation
from prongsai.files.strict_yaml import read_yaml
from prongsai.improve.plan import Owner, Period, Row, Step
from prongsai.language.calendar import closes, full_date, opens
from prongsai.language.text import Text
from prongsai.language.thai_text import listed

# Stands wherever a proposed row is shown until somebody takes it over.
OUR_PROPOSAL = Text(
    th="ข้อเสนอของระบบโปร่งใส (Prongsai) ให้หน่วยงานพิจารณาและแก้ไขก่อนใช้",
    en="Proposed by Prongsai; for the agency to consider and change before use",
)
# How many acts a row for a whole indicator takes over from its items.
MOST_STEPS = 4
# References that a row names as its evidence; more are spoken of together.
MOST_NAMED = 4
# The owner where an act names no unit that we know.
ANYONE = "ส่วนงานที่เกี่ยวข้อง"

FindingKind = Literal["loss", "weak-item", "weakness"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What shows success: the figure of the next assessment, at least ``score`` points."""

    figure: str
    score: Decimal
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed row. ``answers`` is the kind of finding, ``figures`` the figures that it is about.

    ``issue`` is a number of the form's issues, filed by ``issue_certainty`` sure rules. ``steps`` are acts with their
    units. ``goals`` are held against next year's figures; perception goals ask for no more than the year's target.
    """

    answers: FindingKind
    figures: tuple[str, ...]
    indicators: tuple[str, ...]
    items: tuple[str, ...]
    issue: str | None
    issue_certainty: Certainty | None
    measure: str
    analysis: Sentence
    steps: tuple[Step, ...]
    period: Period
    owners: tuple[Owner, ...]
    goals: tuple[Goal, ...]
    evidence: str
    label: Text = OUR_PROPOSAL

    def row(self) -> Row:
        """The proposal as a row of a plan, in Thai, with its figures as text."""
        return Row(
            measures=(self.measure,),
            issue=self.issue,
            indicators=self.indicators,
            items=self.items,
            analysis=(self.analysis.say("th"),),
            success=tuple(goal.sentence.say("th") for goal in self.goals)
            or (sentence("proposal.success-done").say("th"),),
            evidence=self.evidence,
            steps=self.steps,
            owners=self.owners,
            period=self.period,
        )


def propose(
    criteria: Criteria,
    findings: Findings,
    *,
    plan_year: int,
    form: str | None = None,
    deadline: Deadline | None = None,
) -> tuple[Proposal, ...]:
    """Proposed rows for ``plan_year`` in one of the edition's plan forms (KeyError for another one).

    Disclosure items that lost points first, the most at stake first; then survey items that are weak and rest on more
    than one respondent; then weak indicators that no row serves yet. ``deadline``: the last day on which that
    year's disclosure items are filed; what publishes an item ends a month earlier.
    """
    made = _Maker(criteria, findings, plan_year, criteria.forms[form] if form is not None else None, deadline)
    rows = [made.loss(loss.item, loss.figure, loss.score, loss.recommendation) for loss in findings.losses]
    weak: dict[str, list[WeakItem]] = {}
    for weak_item in findings.weak_items:
        survey = criteria.instruments[criteria.items[weak_item.item].instrument].kind == "survey"
        if survey and not weak_item.private:
            weak.setdefault(weak_item.item, []).append(weak_item)
    rows += [made.item(criteria.items[item], in_parts) for item, in_parts in weak.items()]
    served = {number for row in rows for number in row.indicators}
    for standing in findings.weaknesses:
        number = standing.figure.number
        if not standing.private and number not in served:
            served.add(number)
            rows.append(made.indicator(number, standing))
    return tuple(rows)


class _Maker:
    """Makes rows for one plan."""

    def __init__(
        self,
        criteria: Criteria,
        findings: Findings,
        plan_year: int,
        form: PlanForm | None,
        deadline: Deadline | None,
    ) -> None:
        self.criteria = criteria
        self.findings = findings
        self.plan_year = plan_year
        self.form = form
        self.deadline = deadline

    def loss(self, item_id: str, figure: str, score: Decimal, advice: Recommendation | None) -> Proposal:
        """A row that publishes what a disclosure item lacks."""
        item = self.criteria.items[item_id]
        short = titled(self.criteria, item.short.th)
        steps = _steps(advice)
        issue, sure = self._issue(item.id, item.sub_indicator, item.indicator)
        goal = Goal(
            figure,
            Decimal(100),
            sentence(
                "proposal.success-full",
                {"goal": bar_of("bar:full", Decimal(100))},
                {"name": figure_name(self.criteria, figure)},
            ),
        )
        return Proposal(
            answers="loss",
            figures=(figure,),
            indicators=(item.indicator,),
            items=(item.id,),
            issue=issue,
            issue_certainty=sure,
            measure=f"จัดทำและเผยแพร่ “{short}” ให้ครบองค์ประกอบและเป็นปัจจุบัน",
            analysis=sentence(
                "proposal.disclosure",
                {"score": score_of(figure, score)},
                {"name": figure_name(self.criteria, figure), "issue": advice.issue if advice else ""},
            ),
            steps=steps,
            period=self._before_filing(),
            owners=_owners(steps),
            goals=(goal,),
            evidence=f"หน้าเว็บไซต์หลักที่เผยแพร่ข้อ {item.id} ({short}) พร้อมวันที่เผยแพร่",
        )

    def item(self, item: Item, in_parts: list[WeakItem]) -> Proposal:
        """A row for a survey item that is weak in one part or in several: it changes the work, never the answers."""
        advice = self.criteria.recommendations.get(item.id)
        scored = [(weak_item.score, weak_item.figure) for weak_item in in_parts if weak_item.score is not None]
        short = titled(self.criteria, item.short.th)
        # What few people answered is no reason that a plan may give.
        issue_text = advice.issue if advice and not any(weak_item.few for weak_item in in_parts) else ""
        if scored:
            score, figure = min(scored)
            name = figure_name(self.criteria, figure)
            shown = {"score": score_of(figure, score)}
            analysis = sentence("proposal.item", shown, {"name": name, "issue": issue_text})
        else:
            name = figure_names(self.criteria, tuple(weak_item.figure for weak_item in in_parts))
            analysis = sentence("proposal.item-named", {}, {"name": name, "issue": issue_text})
        steps = _steps(advice)
        refs = advice.refs if advice else ()
        issue, sure = self._issue(item.id, item.sub_indicator, item.indicator)
        return Proposal(
            answers="weak-item",
            figures=tuple(weak_item.figure for weak_item in in_parts),
            indicators=(item.indicator,),
            items=(item.id,),
            issue=issue,
            issue_certainty=sure,
            measure=(advice.measure if advice else None) or f"ปรับปรุงการทำงานในเรื่อง “{short}”",
            analysis=analysis,
            steps=steps,
            period=self._all_year(),
            owners=_owners(steps),
            goals=tuple(self._goal(figure, score) for score, figure in scored),
            evidence=self._evidence(refs),
        )

    def indicator(self, number: str, standing: Standing) -> Proposal:
        """A row for an indicator of which no weak item is known."""
        indicator = self.criteria.indicators[number]
        items = [item for sub in indicator.sub_indicators for item in self.criteria.sub_indicators[sub].items] or list(
            indicator.items
        )
        advices = [
            recommendation for item in items if (recommendation := self.criteria.recommendations.get(item)) is not None
        ]
        steps = tuple(step for advice in advices for step in _steps(advice)[:1])[:MOST_STEPS]
        refs = tuple(dict.fromkeys(ref for advice in advices for ref in advice.refs))
        disclosure = self.criteria.instruments[indicator.instrument].kind == "disclosure"
        issue, sure = self._issue(number)
        return Proposal(
            answers="weakness",
            figures=(standing.figure,),
            indicators=(number,),
            items=(),
            issue=issue,
            issue_certainty=sure,
            measure=f"ทบทวนและปรับปรุงกระบวนงานด้าน{indicator.name.th}",
            analysis=standing.sentence,
            steps=steps,
            period=self._before_filing() if disclosure else self._all_year(),
            owners=_owners(steps),
            goals=(self._goal(standing.figure, standing.score),),
            evidence=self._evidence(refs),
        )

    def _evidence(self, refs: tuple[str, ...]) -> str:
        """What shows that the work was done; where the pages of many items do, they are not named one by one."""
        told = "รายงานผลการดำเนินการที่เสนอผู้บริหาร"
        known, groups = self.criteria.items, self.criteria.sub_indicators
        names = [item_name(self.criteria, known[ref]).th for ref in refs if ref in known]
        names += [f"ตัวชี้วัดย่อยที่ {ref} {groups[ref].name.th}" for ref in refs if ref in groups]
        if not names:
            return told
        named = f" {listed(names)}" if len(names) <= MOST_NAMED else "ข้อมูลที่เกี่ยวข้อง"
        return f"{told} และหน้าเว็บไซต์หลักที่เผยแพร่{named}"

    def _goal(self, figure: str, score: Decimal) -> Goal:
        bar = self.findings.weak_below
        name = {"name": figure_name(self.criteria, figure)}
        if score < bar:
            goal = bar_of("bar:goal", bar)
            return Goal(figure, bar, sentence("proposal.success-at-least", {"goal": goal}, name))
        return Goal(figure, score, sentence("proposal.success-not-lower", {"goal": score_of(figure, score)}, name))

    def _issue(self, *nearest_first: str | None) -> tuple[str | None, Certainty | None]:
        """The form's issue for the first of these ids that is filed under one, and how sure that is."""
        if self.form is None or self.form.issue_origin is None:
            return None, None
        issue = next((self.form.issue_of[code] for code in nearest_first if code in self.form.issue_of), None)
        return issue, self.form.issue_origin.certainty if issue is not None else None

    def _all_year(self) -> Period:
        starts, ends = opens(self.plan_year), closes(self.plan_year)
        return Period(text=f"{full_date(starts)} – {full_date(ends)}", starts=starts, ends=ends)

    def _before_filing(self) -> Period:
        """From the start of the fiscal year to the end of the month before items are filed."""
        starts, deadline = opens(self.plan_year), self.deadline.day if self.deadline is not None else None
        if deadline is None:
            instruments = self.criteria.instruments.values()
            filed = " ".join(each.short.th for each in instruments if each.kind == "disclosure")
            return Period(text=f"ก่อนสิ้นสุดระยะเวลาตอบแบบ {filed} ประจำปีงบประมาณ พ.ศ. {self.plan_year}", starts=starts)
        month_before = deadline.replace(day=1) - datetime.timedelta(days=1)
        ends = month_before if month_before >= starts else deadline
        return Period(text=f"{full_date(starts)} – {full_date(ends)}", starts=starts, ends=ends)


def _steps(advice: Recommendation | None) -> tuple[Step, ...]:
    return tuple(Step(text=act, owner=unit_of(act)) for act in advice.advice) if advice else ()


def _owners(steps: tuple[Step, ...]) -> tuple[Owner, ...]:
    """The unit of the first act leads; the others of the row join in."""
    units = tuple(dict.fromkeys(step.owner for step in steps if step.owner and step.owner != ANYONE)) or (ANYONE,)
    return tuple(Owner(unit=unit, role="joint" if at else "lead") for at, unit in enumerate(units))


def unit_of(act: str) -> str:
    """The unit at the start of an act, by ``owners.yaml``; ``ANYONE`` where none of them stands there."""
    return next((unit for unit in _units() if act.startswith(unit)), ANYONE)


@functools.cache
def _units() -> tuple[str, ...]:
    raw = read_yaml(resources.files("prongsai.improve").joinpath("owners.yaml").read_bytes(), "owners.yaml")
    units = raw["units"] if isinstance(raw, dict) else []
    return tuple(sorted(units, key=len, reverse=True))

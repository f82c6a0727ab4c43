"""The best next steps of a year: what to check, what to publish, what to mend in the plan, what to enter."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.analyze.finding.disclosure import Loss, regained
from prongsai.analyze.findings import Findings
from prongsai.analyze.sentences import score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import CERTAINTIES, Criteria
from prongsai.flow.year.shown import said
from prongsai.flow.year.stored import Year
from prongsai.language.exact import half_up
from prongsai.language.text import Text


@dataclass(frozen=True)
class Step:
    """Something to do next. ``points``: what a disclosure item would add to the total; ``about``: only roughly so.

    ``shows``: what it must show, in the edition's own words (Thai).
    """

    kind: str  # publish, data, plan, check
    title: Text
    why: Text
    item: str | None = None
    points: str | None = None
    mark: str = ""
    about: bool = False
    shows: tuple[str, ...] = ()
    shows_certainty: Text | None = None


def regained_of(findings: Findings) -> Text | None:
    """What all full marks together would add; None where fewer than two items lost points or no weight is known."""
    whole = regained(findings.losses) if len(findings.losses) > 1 else None
    return said(whole) if whole else None


def next_steps(found: Year, card: Scorecard, findings: Findings) -> tuple[Step, ...]:
    """What is wrong in print comes first, then what to publish by points at stake, then plan and missing data."""
    criteria = found.criteria
    steps = []
    if card.level.name is not None and card.level.possible and card.level.name not in card.level.possible:
        reading = findings.level
        steps.append(
            Step(
                "check",
                Text(th="ตรวจสอบระดับที่ประกาศ", en="Check the announced level"),
                said(reading.sentences[0]) if reading else Text(th="", en=""),
            )
        )
    steps += [_publish(criteria, each) for each in findings.losses]
    plans = [each for each in found.contradictions if each.kind == "plan"]
    steps += [
        Step(
            "plan",
            Text(th="แก้แผนให้ตรงกับผล", en="Make the plan fit the results"),
            Text(th=f"{each.says.th} — {each.so.th}", en=f"{each.says.en} — {each.so.en}"),
        )
        for each in plans
    ]
    rest = len(found.contradictions) - len(plans)
    if rest:
        steps.append(
            Step(
                "check",
                Text(th="แก้ข้อความในเอกสารที่ขัดกับตัวเลข", en="Correct what the document says against its numbers"),
                Text(
                    th=f"เอกสารของหน่วยงานมี {rest} จุดที่ไม่ตรงกับตัวเลขของหน่วยงานเอง",
                    en=f"The agency's own document contradicts its own numbers in {rest} places",
                ),
            )
        )
    missing = ("respondents-unknown", "unknown-figures", "unknown-items")
    told = [said(each.sentence) for each in findings.caveats if each.kind in missing]
    if told:
        steps.append(
            Step(
                "data",
                Text(th="เติมข้อมูลที่ยังขาด", en="Enter what is missing"),
                Text(th=" · ".join(each.th for each in told), en=" ".join(each.en for each in told)),
            )
        )
    return tuple(steps)


def _publish(criteria: Criteria, loss: Loss) -> Step:
    name = figure_name(criteria, loss.figure)
    worst = max((CERTAINTIES.index(each.origin.certainty) for each in loss.elements), default=0)
    shows = tuple(f"{each.text} ({each.condition})" if each.condition else each.text for each in loss.elements)
    return Step(
        "publish",
        Text(th=f"เผยแพร่ {name.th} ให้ครบ", en=f"Publish {name.en} in full"),
        said(loss.sentence),
        item=loss.item,
        points=str(half_up(loss.at_stake)) if loss.at_stake is not None else None,
        mark=score_text(loss.score),
        about=loss.certainty != "confirmed",
        shows=shows,
        shows_certainty=CERTAINTY_WORDS[CERTAINTIES[worst]] if worst and shows else None,
    )

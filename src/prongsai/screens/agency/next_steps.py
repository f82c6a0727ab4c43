"""The best next steps of a year: what to check, what to publish, what to mend in the plan, what to enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prongsai.analyze.finding.disclosure import Loss, regained
from prongsai.analyze.findings import Findings
from prongsai.analyze.sentences import score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import CERTAINTIES, Criteria
from prongsai.language.exact import half_up
from prongsai.language.text import Text
from prongsai.screens.agency.places import in_document
from prongsai.screens.figures import text_of
from prongsai.screens.year import Year

MISSING = ("respondents-unknown", "unknown-figures", "unknown-items")


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something to do next. ``points``: what a disclosure item would add to the total; ``about``: only roughly so.

    ``shows``: what it must show, in the edition's own words (Thai).
    """

    kind: Literal["publish", "data", "plan", "check", "note"]
    title: Text
    why: Text
    item: str | None = None
    points: str | None = None
    score: str = ""
    about: bool = False
    shows: tuple[str, ...] = ()
    shows_certainty: Text | None = None


def regained_of(findings: Findings) -> Text | None:
    """What all full marks together would add; None where fewer than two items lost points or no weight is known."""
    together = regained(findings.losses) if len(findings.losses) > 1 else None
    return text_of(together) if together else None


def next_steps(year: Year, card: Scorecard, findings: Findings) -> tuple[NextStep, ...]:
    """What is wrong in print comes first, then what to publish by points at stake, then plan and missing data."""
    steps = []
    if card.level.name is not None and card.level.possible and card.level.name not in card.level.possible:
        reading = findings.level
        steps.append(
            NextStep(
                kind="check",
                title=Text(th="ตรวจสอบระดับที่ประกาศ", en="Check the announced level"),
                why=text_of(reading.sentences[0]) if reading else Text(th="", en=""),
            )
        )
    steps += [_publish(year.criteria, loss) for loss in findings.losses]
    of_plan = [contradiction for contradiction in year.contradictions if contradiction.kind == "plan"]
    steps += [
        NextStep(
            kind="plan",
            title=Text(th="ปรับแผนให้สอดคล้องกับผลการประเมิน", en="Make the plan fit the results"),
            why=Text(
                th=f"{contradiction.says.th} แต่{contradiction.so.th}",
                en=f"{contradiction.says.en} — {contradiction.so.en}",
            ),
        )
        for contradiction in of_plan
    ]
    of_document = sum(in_document(contradiction) for contradiction in year.contradictions)
    if of_document:
        steps.append(
            NextStep(
                kind="check",
                title=Text(th="แก้ข้อความในเอกสารที่ขัดกับตัวเลข", en="Correct what the document says against its numbers"),
                why=Text(
                    th=f"เอกสารของหน่วยงานมี {of_document} จุดที่ไม่ตรงกับตัวเลขของหน่วยงานเอง",
                    en=f"The agency's own document contradicts its own numbers in {of_document} places",
                ),
            )
        )
    if year.notes:
        steps.append(
            NextStep(
                kind="note",
                title=Text(th="พิจารณาข้อสังเกต", en="Consider the notes"),
                why=Text(
                    th=f"มีข้อสังเกต {len(year.notes)} เรื่องจากข้อเสนอแนะหรือแผน ซึ่งไม่ใช่ข้อขัดแย้งกับตัวเลข",
                    en=f"Notes on advice or plan, which contradict no number: {len(year.notes)}",
                ),
            )
        )
    missing = [text_of(caveat.sentence) for caveat in findings.caveats if caveat.kind in MISSING]
    if missing:
        steps.append(
            NextStep(
                kind="data",
                title=Text(th="เติมข้อมูลที่ยังขาด", en="Enter what is missing"),
                why=Text(th=" · ".join(text.th for text in missing), en=" ".join(text.en for text in missing)),
            )
        )
    return tuple(steps)


def _publish(criteria: Criteria, loss: Loss) -> NextStep:
    name = figure_name(criteria, loss.figure)
    worst = max((CERTAINTIES.index(element.origin.certainty) for element in loss.elements), default=0)
    shows = tuple(
        f"{element.text} ({element.condition})" if element.condition else element.text for element in loss.elements
    )
    return NextStep(
        kind="publish",
        title=Text(th=f"เผยแพร่ {name.th} ให้ครบ", en=f"Publish {name.en} in full"),
        why=text_of(loss.sentence),
        item=loss.item,
        points=str(half_up(loss.at_stake)) if loss.at_stake is not None else None,
        score=score_text(loss.score),
        about=loss.certainty != "confirmed",
        shows=shows,
        shows_certainty=CERTAINTY_WORDS[CERTAINTIES[worst]] if worst and shows else None,
    )

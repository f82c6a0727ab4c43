"""What the brief asks the head of the agency to decide: rows of the plan, else proposals."""

from __future__ import annotations

from prongsai.analyze.sentences import count_of
from prongsai.improve.plan import Row, in_a_line
from prongsai.improve.plan_checks import TOO_LATE, place_of_row
from prongsai.improve.proposals import Proposal
from prongsai.language.thai_text import and_then
from prongsai.publish.assemble.building.official_papers import listed as units_listed
from prongsai.publish.assemble.building.remedies import OURS, proposals_taken
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, joined
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.report import Block, Listing, Runs, Words, text_runs

DECISIONS = 3
# Said of a measure that is asked for and comes too late as it stands.
_HURRY = "ทั้งนี้ ขอให้เร่งรัดให้แล้วเสร็จก่อนสิ้นสุดระยะเวลาตอบแบบ OIT"


def decisions(dossier: Dossier, starred: Starred, letters: int, *, progress: bool) -> list[Block]:
    """Three rows of the plan, else three proposals marked as ours; all rows where the file is a progress report.

    Names and units are cut off behind ``letters`` letters."""
    plan = dossier.plan
    if plan is not None and plan.rows:
        if progress:
            told = [_planned(dossier, row, letters, _reported(starred, row, at)) for at, row in enumerate(plan.rows, 1)]
            return [heading("ความก้าวหน้าของมาตรการ"), Listing(tuple(told), ordered=True)]
        lost = {loss.item for loss in dossier.findings.losses}
        # What answers a lost point comes first; within that the plan's own order.
        rows = sorted(enumerate(plan.rows, 1), key=lambda placed: not lost & set(placed[1].items))[:DECISIONS]
        late = {wrong.where for wrong in dossier.contradictions if wrong.so.th.startswith(TOO_LATE)}
        told = [
            _planned(dossier, row, letters, (Words(_HURRY),) if place_of_row(row, number) in late else ())
            for number, row in rows
        ]
        return [heading(f"เรื่องที่ขอให้สั่งการ (จากแผนปี {plan.year})"), Listing(tuple(told), ordered=True)]
    items = tuple(_proposed(proposal, letters) for proposal in proposals_taken(dossier)[:DECISIONS])
    head = "เรื่องที่ขอให้สั่งการ" if dossier.clean else f"เรื่องที่ขอให้สั่งการ (ร่าง เป็น{OURS})"
    return [heading(head), Listing(items, ordered=True)] if items else []


def _planned(dossier: Dossier, row: Row, letters: int, reported: Runs = ()) -> Runs:
    units = [owner.unit for owner in row.owners] or [step.owner for step in row.steps if step.owner]
    when = row.period.text if row.period else ", ".join(dict.fromkeys(s.period for s in row.steps if s.period))
    # A row may hold no measure of its own: then it is known by its indicators.
    # Measures are sentences, of which each needs its own word between.
    first, *others = map(in_a_line, row.measures or ("",))
    name = " ".join([first, *map(and_then, others)]) or ", ".join(
        dossier.criteria.indicators[number].name.th
        for number in row.indicators
        if number in dossier.criteria.indicators
    )
    owners = units_listed(list(dict.fromkeys(units)))
    return _decision(_clipped(name, letters), _clipped(owners, letters), _clipped(when, letters), reported)


def _reported(starred: Starred, row: Row, number: int) -> Runs:
    """Of how many steps a result is told; nothing where the row has no steps."""
    if not row.steps:
        return text_runs("รายงานผลแล้ว") if row.result else ()
    done = starred.value(count_of(f"count:row:{number}:reported", sum(bool(step.result) for step in row.steps)))
    steps = starred.value(count_of(f"count:row:{number}:steps", len(row.steps)))
    return (Words("รายงานผลแล้ว "), *done, Words(" จาก "), *steps, Words(" ขั้นตอน"))


def _clipped(text: str, letters: int) -> str:
    """The text, or its beginning to the last blank that there is room for."""
    return text if len(text) <= letters else f"{text[:letters].rpartition(' ')[0] or text[:letters]} …"


def _proposed(proposal: Proposal, letters: int) -> Runs:
    leads = [owner.unit for owner in proposal.owners if owner.role == "lead"]
    return _decision(_clipped(proposal.measure, letters), units_listed(leads), proposal.period.text)


def _decision(name: str, owner: str, when: str, reported: Runs = ()) -> Runs:
    tail: list[Runs] = [text_runs(f"ผู้รับผิดชอบ {owner}")] if owner else []
    tail += [text_runs(f"กำหนดเวลา {when}")] if when else []
    tail += [reported] if reported else []
    return joined([(Words(name, bold=True),), *tail], " ")

"""The brief: one A4 page for the head of the agency, who looks once and signs."""

from __future__ import annotations

from prongsai.analyze.finding.disclosure import Loss, regained
from prongsai.analyze.finding.strengths import Standing
from prongsai.analyze.ranking import indicators_of
from prongsai.analyze.sentences import FigureValue, count_of, points_of
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.names import figure_name, figure_names, item_name
from prongsai.improve.plan import Row, in_a_line
from prongsai.improve.proposals import Proposal
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.key_figures import key_figures
from prongsai.publish.assemble.building.remedies import OURS
from prongsai.publish.assemble.building.unconfirmed import Starred, rests_on_unconfirmed
from prongsai.publish.assemble.building.wording import beside_level, entitled, heading, joined, notice_of
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Chart,
    Listing,
    Paragraph,
    Report,
    Run,
    Runs,
    Series,
    Words,
    text_runs,
)

# What fits on the page beside the chart.
LOST_SHOWN = 5
WEAK_SHOWN = 3
DECISIONS = 3
# A recommendation's issue begins so; on one page there is only room for what comes after.
_LEAD = "คะแนนที่ไม่เต็มแสดงว่า"


def brief(dossier: Dossier) -> Report:
    """The one-page brief in Thai: score, level, what decides the level, what was lost and why, three decisions."""
    figures = Figures(dossier.scorecard)
    starred = Starred(dossier, figures)
    year = str(dossier.facts.year)
    blocks: list[Block] = [
        Paragraph(text_runs(called(dossier, "สรุปผลการประเมินคุณธรรมและความโปร่งใส (ITA) สำหรับผู้บริหาร")), style="title"),
        Paragraph(text_runs(f"{dossier.agency} ประจำปีงบประมาณ พ.ศ. {year}"), style="subtitle"),
    ]
    scored = any(figure.shown is not None for figure in dossier.scorecard.figures.values())
    if figures.has("total"):
        blocks.append(key_figures(dossier, figures))
    elif scored:
        blocks.append(Paragraph(text_runs("ยังไม่ทราบคะแนนรวม แสดงเฉพาะคะแนนที่ทราบแล้ว"), style="lead"))
    else:
        blocks.append(Paragraph(text_runs("ไฟล์นี้ไม่มีคะแนนผลการประเมิน จึงแสดงเฉพาะความก้าวหน้าของมาตรการ"), style="lead"))
    blocks += [*_level(dossier, starred), *_chart(dossier, starred), *_lost(dossier, starred), *_weak(dossier, starred)]
    blocks += _decisions(dossier, starred, progress=not scored)
    blocks += _caution(dossier, starred)
    return Report(
        kind="brief",
        title=entitled(dossier, called(dossier, f"สรุปผล ITA สำหรับผู้บริหาร ปีงบประมาณ {year}")),
        agency=dossier.agency,
        year=dossier.facts.year,
        blocks=tuple(starred.closed(blocks)),
        figures=figures.all,
        digits=dossier.digits,
        made_from=f"เกณฑ์ {dossier.criteria.id} ฉบับแก้ไขที่ {dossier.criteria.revision} · {dossier.criteria.checksum[:19]}",
        notice=notice_of(dossier),
        page_numbers=False,
    )


def _level(dossier: Dossier, starred: Starred) -> list[Block]:
    """Which figures keep the agency from the next better level, and how much they lack; at the best one, the lowest."""
    reading = dossier.findings.level
    if reading is None:
        return []
    known = [figure for figure in dossier.criteria.levels.tested if starred.figures.has(figure)]
    if reading.level is None:
        return [Paragraph(joined([starred.said(sentence) for sentence in reading.sentences], " "))]
    if reading.next is None:
        least = min(known, key=lambda figure: dossier.scorecard.figures[figure].shown or 0, default=None)
        if least is None:
            return []
        name = figure_name(dossier.criteria, least).th
        opening = Words(f"อยู่ในระดับสูงสุดแล้ว{beside_level(dossier, reading.level)} คะแนนรายเครื่องมือที่ต่ำที่สุดคือ {name} ได้ ")
        return [Paragraph((opening, *starred.score(least, bold=True), Words(" คะแนน")))]
    lacking: list[Runs] = []
    for figure, points in reading.deciding.items():
        name = figure_name(dossier.criteria, figure).th
        gap = starred.value(points_of(f"lacking:{figure}", points), bold=True)
        lacking.append((Words(f"{name} (ได้ "), *starred.score(figure), Words(") อีก "), *gap, Words(" คะแนน")))
    next_ = starred.value(FigureValue("level:next", reading.next, "level"))
    beside = beside_level(dossier, reading.next)
    runs: list[Runs] = []
    if lacking:
        runs.append((Words("จะได้ระดับ “"), *next_, Words(f"”{beside} ต้องเพิ่ม "), *joined(lacking, " และ ")))
    if reading.hidden:
        names = figure_names(dossier.criteria, reading.hidden).th
        runs.append((Words(f"{names} ยังไม่ทราบคะแนน และต้องถึงเกณฑ์ของระดับ “"), *next_, Words(f"”{beside} ด้วย")))
    return [Paragraph(joined(runs, " "))] if runs else []


def _chart(dossier: Dossier, starred: Starred) -> list[Block]:
    criteria, figures = dossier.criteria, starred.figures
    shown: list[str] = [figure for figure in indicators_of(criteria) if figures.has(figure)]
    title = "คะแนนรายตัวชี้วัด"
    names = [
        f"{indicator.id} {indicator.name.th}"
        for indicator in criteria.indicators.values()
        if indicator_figure(indicator.id) in shown
    ]
    if not shown:
        shown = [part for part in criteria.part_ids() if figures.has(part)]
        title = "คะแนนรายเครื่องมือ"
        names = [figure_name(criteria, figure).th for figure in shown]
    if not shown:
        return []
    keys = [figures.score(figure).key for figure in shown]
    for at, key in enumerate(keys):
        if rests_on_unconfirmed(dossier, figures, key):
            starred.used = True
            names[at] += "*"
    target = next((target for target in criteria.targets if target.figure == "total"), None)
    line = figures.put("target:total", str(target.score), "score").key if target else None
    described = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    series = (Series(f"ปี {dossier.facts.year}", tuple(keys)),)
    return [Chart("bars", title, f"{title}: {described}", tuple(names), series, target=line, target_name="เป้าหมาย")]


def _lost(dossier: Dossier, starred: Starred) -> list[Block]:
    """The disclosure items with the most points at stake, and why they are not full."""
    losses = dossier.findings.losses
    if not losses:
        return []
    items = [_loss(dossier, starred, loss) for loss in losses[:LOST_SHOWN]]
    if len(losses) > LOST_SHOWN:
        more = starred.value(count_of("count:lost-more", len(losses) - LOST_SHOWN))
        names = " ".join(loss.item for loss in losses[LOST_SHOWN:])
        items.append((Words("และอีก "), *more, Words(f" ข้อ: {names} (ดูรายงานการวิเคราะห์)")))
    head = called(dossier, "ข้อ OIT ที่เสียคะแนน เหตุที่เป็นไปได้ และคะแนนรวมที่จะได้คืน")
    blocks: list[Block] = [heading(head), Listing(tuple(items))]
    together = regained(losses) if len(losses) > 1 else None
    return [*blocks, Paragraph(starred.said(together))] if together is not None else blocks


def _loss(dossier: Dossier, starred: Starred, loss: Loss) -> Runs:
    name = item_name(dossier.criteria, dossier.criteria.items[loss.item]).th
    runs: list[Run] = [Words(name, bold=True), Words(" ได้ "), *starred.score(loss.figure), Words(" คะแนน")]
    stake = loss.sentence.figures.get("stake")
    if stake is not None:
        runs += [Words(" จะได้คืน "), *starred.value(stake, bold=True)]
    why = loss.recommendation.issue.removeprefix(_LEAD) if loss.recommendation is not None else ""
    return (*runs, Words(f" — {why}" if why else ""))


def _weak(dossier: Dossier, starred: Starred) -> list[Block]:
    """The indicators of the surveys that need work; those of disclosure too, where no lost items are known."""
    lost = {dossier.criteria.items[loss.item].indicator for loss in dossier.findings.losses}
    weak = [
        standing for standing in dossier.findings.weaknesses if not standing.private and _number(standing) not in lost
    ][:WEAK_SHOWN]
    if not weak:
        return []
    told: list[Runs] = [
        (Words(f"{figure_name(dossier.criteria, standing.figure).th} "), *starred.score(standing.figure))
        for standing in weak
    ]
    return [Paragraph((Words("ตัวชี้วัดที่ควรพัฒนา: ", bold=True), *joined(told, ", ")))]


def _number(standing: Standing) -> str:
    return standing.figure.number


def _decisions(dossier: Dossier, starred: Starred, *, progress: bool) -> list[Block]:
    """Three rows of the plan, else three proposals marked as ours; all rows where the file is a progress report."""
    plan = dossier.plan
    if plan is not None and plan.rows:
        if progress:
            told = [_planned(dossier, row, _reported(starred, row, at)) for at, row in enumerate(plan.rows, 1)]
            return [heading("ความก้าวหน้าของมาตรการ"), Listing(tuple(told), ordered=True)]
        lost = {loss.item for loss in dossier.findings.losses}
        # What answers a lost point comes first; within that the plan's own order.
        rows = sorted(plan.rows, key=lambda row: not lost & set(row.items))[:DECISIONS]
        title = heading(f"เรื่องที่ขอให้สั่งการ (จากแผนปี {plan.year})")
        return [title, Listing(tuple(_planned(dossier, row) for row in rows), ordered=True)]
    if not dossier.proposals:
        return []
    items = tuple(_proposed(proposal) for proposal in dossier.proposals[:DECISIONS])
    return [heading(f"เรื่องที่ขอให้สั่งการ (ร่าง เป็น{OURS})"), Listing(items, ordered=True)]


def _planned(dossier: Dossier, row: Row, reported: Runs = ()) -> Runs:
    units = [owner.unit for owner in row.owners] or [step.owner for step in row.steps if step.owner]
    when = row.period.text if row.period else ", ".join(dict.fromkeys(s.period for s in row.steps if s.period))
    # A row may hold no measure of its own: then it is known by its indicators.
    name = " / ".join(map(in_a_line, row.measures)) or ", ".join(
        dossier.criteria.indicators[number].name.th
        for number in row.indicators
        if number in dossier.criteria.indicators
    )
    return _decision(name, ", ".join(dict.fromkeys(units)), when, reported)


def _reported(starred: Starred, row: Row, number: int) -> Runs:
    """Of how many steps a result is told; nothing where the row has no steps."""
    if not row.steps:
        return text_runs("รายงานผลแล้ว") if row.result else ()
    done = starred.value(count_of(f"count:row:{number}:reported", sum(bool(step.result) for step in row.steps)))
    steps = starred.value(count_of(f"count:row:{number}:steps", len(row.steps)))
    return (Words("รายงานผลแล้ว "), *done, Words(" จาก "), *steps, Words(" ขั้นตอน"))


def _proposed(proposal: Proposal) -> Runs:
    leads = [owner.unit for owner in proposal.owners if owner.role == "lead"]
    return _decision(proposal.measure, ", ".join(leads), proposal.period.text)


def _decision(name: str, owner: str, when: str, reported: Runs = ()) -> Runs:
    tail: list[Runs] = [text_runs(f"ผู้รับผิดชอบ {owner}")] if owner else []
    tail += [text_runs(f"กำหนด {when}")] if when else []
    tail += [reported] if reported else []
    return (Words(name, bold=True), *((Words(" — "), *joined(tail, " ")) if tail else ()))


def _caution(dossier: Dossier, starred: Starred) -> list[Block]:
    """Who answered, and what the score does not certify."""
    caveats = dossier.findings.caveats
    told: list[Runs] = [
        (
            Words(f"{figure_name(dossier.criteria, caveat.figures[0]).th} "),
            *starred.value(caveat.sentence.figures["count"]),
        )
        for caveat in caveats
        if caveat.kind == "respondents"
    ]
    runs: Runs = (Words("ผู้ตอบ "), *joined(told, " คน "), Words(" คน ")) if told else ()
    for caveat in caveats:
        runs = (*runs, *starred.said(caveat.sentence)) if caveat.kind == "perception" else runs
    return [Paragraph(runs, style="note")] if runs else []

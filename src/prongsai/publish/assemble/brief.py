"""The brief: one A4 page for the head of the agency, who looks once and signs."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from prongsai.analyze.finding.disclosure import Loss, regained
from prongsai.analyze.finding.strengths import Standing, bar_figure
from prongsai.analyze.sentences import FigureValue, count_of, points_of
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, figure_names, item_name, score_name
from prongsai.improve.plan_checks import MISSED, TOO_LATE
from prongsai.language.digits import thai
from prongsai.language.measure import width
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.brief_decisions import decisions
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.key_figures import key_figures
from prongsai.publish.assemble.building.printed_words import lines_shown
from prongsai.publish.assemble.building.unconfirmed import Starred, noted_once, rests_on_unconfirmed
from prongsai.publish.assemble.building.wording import beside_level, entitled, heading, joined, listed_runs, notice_of
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.parts.indicators import in_parts, indicator_chart
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cards,
    Chart,
    Heading,
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
# What both formats hold on a page, set as small as one can still read.
MOST_LINES = 55.5
LINE = 540.0  # points of a line
WEAK_SHOWN = 3
BELOW_SHOWN = 10


class _Room(NamedTuple):
    """What there is room for: lost items with a line each, those with a reason, the chart, letters of a decision, items
    in a list of them."""

    lost: int
    reasons: int
    chart: bool
    letters: int
    named: int


_ROOMS = (
    _Room(5, 5, True, 1000, 12),
    _Room(5, 3, True, 1000, 12),
    _Room(5, 1, True, 1000, 12),
    _Room(3, 0, True, 180, 8),
    _Room(5, 3, False, 180, 8),
    _Room(3, 0, False, 180, 6),
    _Room(1, 0, False, 100, 3),
)
# A recommendation's issue begins so; on one page there is only room for what comes after.
_LEAD = "คะแนนที่ไม่เต็มแสดงว่า"
_SEE = "รายละเอียดปรากฏในรายงานการวิเคราะห์"


def brief(dossier: Dossier) -> Report:
    """The one-page brief in Thai: score, level, what decides the level, what was lost and why, three decisions.

    Where there is more to say than a page holds, lost items give up their reasons, then the chart its place: every
    indicator below the bar has a line in any case.
    """
    for room in _ROOMS:
        figures = Figures(dossier.scorecard)
        blocks = _page(dossier, figures, room)
        if _lines(blocks, figures) <= MOST_LINES:
            break
    year = str(dossier.facts.year)
    return Report(
        kind="brief",
        title=entitled(dossier, called(dossier, f"สรุปผล ITA สำหรับผู้บริหาร ปีงบประมาณ {year}")),
        agency=dossier.agency,
        year=dossier.facts.year,
        blocks=tuple(blocks),
        figures=figures.all,
        digits=dossier.digits,
        # The rules by name alone: a checksum says nothing to whoever reads one page.
        made_from=f"เกณฑ์ {dossier.criteria.id} ฉบับแก้ไขที่ {_revision(dossier)}",
        notice=notice_of(dossier),
        page_numbers=False,
    )


def _lines(blocks: Iterable[Block], figures: Figures) -> float:
    """About how many lines of the page the blocks take, set as small as one can still read."""
    lines = 0.0
    for block in blocks:
        if isinstance(block, Chart):
            lines += 4.6 + len(block.categories)
        elif isinstance(block, Cards):
            lines += 4.5
        elif isinstance(block, Heading):
            lines += 1.8
        else:
            lines += sum(1.1 * ceil(width(text, 16) / LINE) for text in lines_shown(block, figures.all))
    return lines


def _page(dossier: Dossier, figures: Figures, room: _Room) -> list[Block]:
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
        blocks.append(Paragraph(text_runs("ความก้าวหน้าของการดำเนินการตามมาตรการ"), style="lead"))
    blocks += [*_level(dossier, starred), *(_chart(dossier, starred) if room.chart else [])]
    blocks += _lost(dossier, starred, room)
    blocks += _weak(dossier, starred)
    blocks += decisions(dossier, starred, room.letters, progress=not scored)
    blocks += _caution(dossier, starred)
    return noted_once(dossier, starred.closed(blocks))


def _revision(dossier: Dossier) -> str:
    revision = str(dossier.criteria.revision)
    return thai(revision) if dossier.digits == "thai" else revision


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
        opening = Words(f"อยู่ในระดับสูงสุดแล้ว{beside_level(dossier, reading.level)} เครื่องมือที่ได้คะแนนต่ำที่สุดคือ {name} ได้ ")
        return [Paragraph((opening, *starred.score(least, bold=True), Words(" คะแนน")))]
    lacking: list[Runs] = []
    wanted = {
        said.figures["lacking"].key: said.figures["least"] for said in reading.sentences if "least" in said.figures
    }
    for figure, points in reading.deciding.items():
        lacks = points_of(f"lacking:{figure}", points)
        opening = Words(f"{score_name(dossier.criteria, figure).th} จาก ")
        to = starred.value(wanted[lacks.key])
        gap = starred.value(lacks, bold=True)
        lacking.append(
            (opening, *starred.score(figure), Words(" เป็นอย่างน้อย "), *to, Words(" (อีก "), *gap, Words(" คะแนน)"))
        )
    next_ = starred.value(FigureValue("level:next", reading.next, "level"))
    beside = beside_level(dossier, reading.next)
    runs: list[Runs] = []
    if lacking:
        runs.append((Words("หากจะให้ได้ระดับ “"), *next_, Words(f"”{beside} ต้องเพิ่ม"), *joined(lacking, " และเพิ่ม")))
    if reading.hidden:
        names = figure_names(dossier.criteria, reading.hidden).th
        runs.append((Words(f"{names} ยังไม่ทราบคะแนน และต้องถึงเกณฑ์ของระดับ “"), *next_, Words(f"”{beside} ด้วย")))
    return [Paragraph(joined(runs, " "))] if runs else []


def _chart(dossier: Dossier, starred: Starred) -> list[Block]:
    criteria, figures = dossier.criteria, starred.figures
    made = indicator_chart(dossier, figures, "คะแนนรายตัวชี้วัด", f"ปี {dossier.facts.year}")
    if made:
        starred.used = starred.used or any(isinstance(one, Chart) and "*" in "".join(one.categories) for one in made)
        return made
    shown = [part for part in criteria.part_ids() if figures.has(part)]
    if not shown:
        return []
    keys = [figures.score(figure).key for figure in shown]
    names = [figure_name(criteria, figure).th for figure in shown]
    for at, key in enumerate(keys):
        if rests_on_unconfirmed(dossier, figures, key):
            starred.used = True
            names[at] += "*"
    title = "คะแนนรายเครื่องมือ"
    described = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    series = (Series(f"ปี {dossier.facts.year}", tuple(keys)),)
    target = next((target for target in criteria.targets if target.figure == "total"), None)
    line = figures.put("target:total", str(target.score), "score").key if target else None
    return [Chart("bars", title, f"{title}: {described}", tuple(names), series, target=line, target_name="เป้าหมาย")]


def _lost(dossier: Dossier, starred: Starred, room: _Room) -> list[Block]:
    """The disclosure items with the most points at stake, why they are not full, and what the plan has for them."""
    losses = dossier.findings.losses
    if not losses:
        return []
    items = [_loss(dossier, starred, loss, at < room.reasons) for at, loss in enumerate(losses[: room.lost])]
    if rest := [loss.item for loss in losses[room.lost :]]:
        more = starred.value(count_of("count:lost-more", len(rest)))
        lead: Runs = (Words("และอีก "), *more, Words(" ข้อ"))
        if len(rest) <= room.named:
            items.append((*lead, Words(f" ได้แก่ {_named(dossier, rest)}")))
        else:
            items.append((*lead, Words(f" ({_SEE})")))
    blocks: list[Block] = [
        heading(called(dossier, "ข้อ OIT ที่เสียคะแนน และคะแนนรวมที่จะเพิ่มขึ้นหากได้คะแนนเต็ม")),
        Listing(tuple(items)),
    ]
    together = regained(losses) if len(losses) > 1 else None
    blocks += [Paragraph(starred.said(together))] if together is not None else []
    return [*blocks, *_plan_gaps(dossier, starred, room.named)]


def _named(dossier: Dossier, items: list[str]) -> str:
    return listed([item_name(dossier.criteria, dossier.criteria.items[item]).th for item in items])


def _plan_gaps(dossier: Dossier, starred: Starred, most: int) -> list[Block]:
    """The lost items that no measure answers, and the measures that come too late for the year that they are for."""
    lost = {loss.figure: loss.item for loss in dossier.findings.losses}
    told: list[Block] = []
    for wrong in dossier.contradictions:
        missed = [lost[figure] for figure in map(FigureId, wrong.figures) if figure in lost]
        if wrong.where == MISSED and missed:
            runs: Runs = (Words("ข้อที่ยังไม่มีมาตรการในแผน: ", bold=True), Words(_named(dossier, missed[:most])))
            if len(missed) > most:
                more = starred.value(count_of("count:missed-more", len(missed) - most))
                names = " ".join(item_name(dossier.criteria, dossier.criteria.items[item]).th for item in missed[:most])
                runs = (runs[0], Words(f"{names} และอีก "), *more, Words(f" ข้อ ({_SEE})"))
            told.append(Paragraph(runs))
        elif wrong.so.th.startswith(TOO_LATE):
            told.append(Paragraph((Words("มาตรการที่แล้วเสร็จไม่ทัน: ", bold=True), Words(f"{wrong.says.th} {wrong.so.th}"))))
    return told


def _loss(dossier: Dossier, starred: Starred, loss: Loss, reasons: bool) -> Runs:
    name = item_name(dossier.criteria, dossier.criteria.items[loss.item]).th
    runs: list[Run] = [Words(name, bold=True), Words(" ได้ "), *starred.score(loss.figure), Words(" คะแนน")]
    stake = loss.sentence.figures.get("stake")
    if stake is not None:
        runs += [Words(" คะแนนรวมจะเพิ่มขึ้น "), *starred.value(stake, bold=True), Words(" คะแนน")]
    known = reasons and dossier.takes(loss.item, loss.figure)
    why = loss.recommendation.issue.removeprefix(_LEAD) if known and loss.recommendation is not None else ""
    return (*runs, Words(f" อาจเนื่องจาก{why}" if why else ""))


def _weak(dossier: Dossier, starred: Starred) -> list[Block]:
    """Every indicator below the target, a line each, perceptions and disclosure apart; else the lowest of each."""
    findings, criteria = dossier.findings, dossier.criteria
    below = [standing for standing in findings.standings if standing.score < findings.weak_below]
    if not below:
        return _lowest(dossier, starred)
    bar = starred.value(bar_figure(criteria, findings.weak_below))
    blocks: list[Block] = []
    left = BELOW_SHOWN
    for label, disclosed in (("การรับรู้", False), ("การเปิดเผยข้อมูล", True)):
        group = [standing for standing in below if _disclosed(dossier, standing) is disclosed]
        lines = [_below(dossier, starred, standing) for standing in group[:left]]
        if len(group) > left:
            more = starred.value(count_of(f"count:below-more:{disclosed}".lower(), len(group) - left))
            lines.append((Words("และอีก "), *more, Words(f" ตัวชี้วัด ({_SEE})")))
        left = max(0, left - len(group))
        if lines:
            head = (Words(f"ตัวชี้วัดด้าน{label}ที่ได้คะแนนต่ำกว่าเกณฑ์ "), *bar, Words(" คะแนน"))
            blocks += [Heading(1, head), Listing(tuple(lines))]
    return blocks


def _disclosed(dossier: Dossier, standing: Standing) -> bool:
    criteria = dossier.criteria
    return criteria.instruments[criteria.indicators[standing.figure.number].instrument].kind == "disclosure"


def _below(dossier: Dossier, starred: Starred, standing: Standing) -> Runs:
    """An indicator with its score, and of one asked in several parts with the score in each."""
    name = figure_name(dossier.criteria, standing.figure).th
    runs: Runs = (Words(f"{name} ได้ "), *starred.score(standing.figure, bold=True), Words(" คะแนน"))
    indicator = dossier.criteria.indicators[standing.figure.number]
    several = len(dossier.criteria.parts(indicator.instrument)) > 1 and not standing.figure.part
    parts = in_parts(dossier, starred.figures, standing.figure.number) if several else []
    told: list[Runs] = [
        (Words(f"{figure_name(dossier.criteria, part.part or '').th} ได้ "), *starred.score(part), Words(" คะแนน"))
        for part in parts
    ]
    return (*runs, Words(" ("), *joined(told, " "), Words(")")) if told else runs


def _lowest(dossier: Dossier, starred: Starred) -> list[Block]:
    """The lowest of each instrument, where none is below the target; not that of disclosure where lost items stand."""
    lost = {dossier.criteria.items[loss.item].indicator for loss in dossier.findings.losses}
    weak = [s for s in dossier.findings.weaknesses if not s.private and s.figure.number not in lost][:WEAK_SHOWN]
    if not weak:
        return []
    told: list[Runs] = [
        (
            Words(f"{figure_name(dossier.criteria, standing.figure).th} ได้ "),
            *starred.score(standing.figure),
            Words(" คะแนน"),
        )
        for standing in weak
    ]
    label = Words("ตัวชี้วัดที่ควรพัฒนา (ได้คะแนนต่ำที่สุดของเครื่องมือ แต่ไม่ต่ำกว่าเกณฑ์): ", bold=True)
    return [Paragraph((label, *joined(told, ", ")))]


def _caution(dossier: Dossier, starred: Starred) -> list[Block]:
    """Who answered, and what the score does not certify."""
    caveats = dossier.findings.caveats
    told: list[Runs] = [
        (
            Words(f"{figure_name(dossier.criteria, caveat.figures[0]).th} จำนวน "),
            *starred.value(caveat.sentence.figures["count"]),
            Words(" คน"),
        )
        for caveat in caveats
        if caveat.kind == "respondents"
    ]
    runs: Runs = (Words("ผู้ตอบ "), *listed_runs(told), Words(" ")) if told else ()
    for caveat in caveats:
        runs = (*runs, *starred.said(caveat.sentence)) if caveat.kind == "perception" else runs
    return [Paragraph(runs, style="note")] if runs else []

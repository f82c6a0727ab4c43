"""The brief: one A4 page for the head of the agency, who looks once and signs."""

from __future__ import annotations

from prongsai.analyze.contradictions import past_figure
from prongsai.analyze.names import figure_name, item_name
from prongsai.analyze.standing import deciding, margins
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.shapes import Criteria
from prongsai.improve.plan import Plan, Row
from prongsai.publish.figures import Figures, signed, two
from prongsai.publish.report import (
    Block,
    Cards,
    Chart,
    Digits,
    Heading,
    Listing,
    Paragraph,
    Ref,
    Report,
    Runs,
    Series,
    Words,
    text_runs,
)

# What fits on the page beside the chart.
LOST_SHOWN = 5
DECISIONS = 3


def brief(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, plan: Plan | None = None, *, digits: Digits = "arabic"
) -> Report:
    """The one-page brief in Thai: score, level, what decides the level, what was lost, three decisions."""
    figures = Figures(scorecard)
    year = str(facts.year)
    blocks: list[Block] = [
        Paragraph(text_runs("สรุปผลการประเมินคุณธรรมและความโปร่งใส (ITA) สำหรับผู้บริหาร"), style="title"),
        Paragraph(text_runs(f"{facts.agency.name} ประจำปีงบประมาณ พ.ศ. {year}"), style="subtitle"),
    ]
    if figures.has("total"):
        blocks.append(_cards(criteria, facts, scorecard, figures))
        blocks += _level(criteria, scorecard, figures)
        blocks += _chart(criteria, scorecard, figures)
        blocks += _lost(criteria, scorecard, figures)
    else:
        blocks.append(Paragraph(text_runs("ไฟล์นี้ไม่มีคะแนนผลการประเมิน จึงแสดงเฉพาะความก้าวหน้าของมาตรการ"), style="lead"))
    if plan is not None and plan.rows:
        blocks += _decisions(criteria, plan, progress=not figures.has("total"))
    if figures.has("total"):
        blocks.append(_caution(facts, figures))
    return Report(
        kind="brief",
        title=f"สรุปผล ITA สำหรับผู้บริหาร ปีงบประมาณ {year}",
        agency=facts.agency.name,
        year=facts.year,
        blocks=tuple(blocks),
        figures=figures.all,
        digits=digits,
        made_from=f"เกณฑ์ {criteria.id} ฉบับแก้ไขที่ {criteria.revision} · {criteria.checksum[:19]}",
        page_numbers=False,
    )


def _cards(criteria: Criteria, facts: Facts, scorecard: Scorecard, figures: Figures) -> Cards:
    level = figures.level()
    total = figures.score("total")
    cards: list[tuple[str, Runs, Runs]] = [("คะแนนรวม", (total,), (level,) if level else text_runs("ยังไม่ทราบระดับ"))]
    by_rules = scorecard.level.computed
    if level is not None and by_rules is not None and by_rules != scorecard.level.name:
        # A level that the rules do not give is never shown alone.
        right = figures.put("level:computed", by_rules, "level")
        cards[0] = ("คะแนนรวม", (total,), (Words("ประกาศ “"), level, Words("” แต่ตามเกณฑ์คือ “"), right, Words("”")))
    for each in margins(criteria, scorecard):
        word = "สูงกว่าเป้าหมาย" if each.met else "ต่ำกว่าเป้าหมาย"
        margin = figures.put(f"margin:{each.figure}", two(abs(each.margin)), "points")
        target = figures.put(f"target:{each.figure}", str(each.target), "score")
        cards.append((f"เป้าหมาย {each.target} คะแนน", (target,), (Words(f"{word} "), margin, Words(" คะแนน"))))
    before = past_figure(facts, facts.year - 1, "total")
    shown = scorecard.figures["total"].shown
    if before is not None and shown is not None:
        change = figures.put(f"change:total:{facts.year - 1}", signed(shown - before), "change")
        past = figures.put(f"total@{facts.year - 1}", two(before), "score")
        cards.append((f"เทียบปี {facts.year - 1}", (change,), (Words("ปีก่อนได้ "), past)))
    return Cards(tuple(cards))


def _level(criteria: Criteria, scorecard: Scorecard, figures: Figures) -> list[Block]:
    found = deciding(criteria, scorecard)
    if found is None:
        return []
    if found.next is None:
        least = [each for each in criteria.levels.tested if figures.has(each)]
        if not least:
            return []
        lowest = min(least, key=lambda each: scorecard.figures[each].shown or 0)
        name = figure_name(criteria, lowest).th
        runs = text_runs("อยู่ในระดับสูงสุดแล้ว คะแนนรายเครื่องมือที่ต่ำที่สุดคือ ", f"{name} ", figures.score(lowest, bold=True))
        return [Paragraph(runs)]
    runs_list: list[str | Words | Ref] = [
        f"จะได้ระดับ “{found.next}” เมื่อเพิ่มคะแนนให้ถึงเกณฑ์ ขณะนี้ยังขาด ",
    ]
    for at, (figure, lacking) in enumerate(found.short.items()):
        gap = figures.put(f"lacking:{figure}", two(lacking), "points", bold=True)
        runs_list += [
            " และ " if at else "",
            f"{figure_name(criteria, figure).th} ได้ ",
            figures.score(figure),
            " ขาดอีก ",
            gap,
        ]
    return [Paragraph(text_runs(*runs_list))] if found.short else []


def _chart(criteria: Criteria, scorecard: Scorecard, figures: Figures) -> list[Block]:
    numbers = [each for each in criteria.indicators if figures.has(f"ind:{each}")]
    target = next((each for each in criteria.targets if each.figure == "total"), None)
    key = figures.put("target:total", str(target.score), "score").key if target else None
    if numbers:
        unsure = {number for number in numbers if _unsure(scorecard, f"ind:{number}")}
        names = tuple(
            f"{number} {criteria.indicators[number].name.th}{'*' if number in unsure else ''}" for number in numbers
        )
        keys = tuple(figures.score(f"ind:{number}").key for number in numbers)
        title = "คะแนนรายตัวชี้วัด"
    else:
        ids = [each for each in criteria.part_ids() if figures.has(each)]
        names = tuple(figure_name(criteria, each).th for each in ids)
        keys = tuple(figures.score(each).key for each in ids)
        title = "คะแนนรายเครื่องมือ"
    described = ", ".join(f"{name} {figures.all[key].text}" for name, key in zip(names, keys, strict=True))
    series = (Series(f"ปี {scorecard.year}", tuple(keys)),)
    chart = Chart("bars", title, f"{title}: {described}", names, series, target=key, target_name="เป้าหมาย")
    if not numbers or not unsure:
        return [chart]
    return [chart, Paragraph(text_runs("* คำนวณจากกฎที่ยังไม่ยืนยัน (เช่น น้ำหนักรายข้อ OIT) ไม่ใช่ตัวเลขทางการ"), style="note")]


def _unsure(scorecard: Scorecard, figure: str) -> bool:
    found = scorecard.figures[figure]
    return found.basis == "computed" and found.certainty not in (None, "confirmed")


def _lost(criteria: Criteria, scorecard: Scorecard, figures: Figures) -> list[Block]:
    lost: list[Runs] = []
    more = 0
    for instrument in criteria.instruments.values():
        if instrument.kind != "disclosure":
            continue
        for item in criteria.items_of(instrument.id):
            figure = f"{instrument.id}.{item.id}"
            shown = scorecard.figures[figure].shown
            if shown is None or shown >= 100:
                continue
            if len(lost) == LOST_SHOWN:
                more += 1
                continue
            advice = criteria.recommendations.get(item.id)
            runs: list[str | Ref] = [f"{item_name(criteria, item).th} ได้ ", figures.score(figure)]
            lost.append(text_runs(*runs, f" — {advice.advice[0]}" if advice and advice.advice else ""))
    if not lost:
        return []
    if more:
        count = figures.put("count:lost-more", str(more), "count")
        lost.append(text_runs("และอีก ", count, " ข้อ (ดูรายงานฉบับเต็ม)"))
    return [Heading(1, text_runs("ข้อ OIT ที่เสียคะแนน และสิ่งที่ต้องเผยแพร่")), Listing(tuple(lost))]


def _decisions(criteria: Criteria, plan: Plan, *, progress: bool) -> list[Block]:
    rows = plan.rows if progress else plan.rows[:DECISIONS]
    title = "ความก้าวหน้าของมาตรการ" if progress else f"เรื่องที่ขอให้สั่งการ (จากแผนปี {plan.year})"
    return [Heading(1, text_runs(title)), Listing(tuple(_decision(criteria, row) for row in rows), ordered=True)]


def _decision(criteria: Criteria, row: Row) -> Runs:
    owners = ", ".join(owner.unit for owner in row.owners) or ", ".join(
        dict.fromkeys(step.owner for step in row.steps if step.owner)
    )
    when = row.period.text if row.period else ""
    name = " / ".join(row.measures)
    for each in criteria.indicators.values():
        if row.indicators == (each.id,) and not name:
            name = each.name.th
    tail = " ".join(part for part in (f"ผู้รับผิดชอบ {owners}" if owners else "", f"กำหนด {when}" if when else "") if part)
    return (Words(name, bold=True), Words(f" — {tail}" if tail else ""))


def _caution(facts: Facts, figures: Figures) -> Paragraph:
    parts: list[str | Ref] = []
    for part, answers in facts.answers.items():
        if answers.respondents is not None:
            count = figures.put(f"count:{part}.respondents", str(answers.respondents), "count")
            parts += [f"{' ' if parts else 'ผู้ตอบ '}{part} ", count, " คน"]
    said = text_runs(*parts, ". " if parts else "", "คะแนนนี้วัดการรับรู้ของผู้ตอบและการเปิดเผยข้อมูล ไม่ได้รับรองว่าไม่มีการทุจริต")
    return Paragraph(said, style="note")

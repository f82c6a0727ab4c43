"""Warnings about an agency's facts: short, and only what the numbers themselves show."""

from __future__ import annotations

from prongsai.assess.computation import Computation
from prongsai.assess.shares import share_explained
from prongsai.collect.facts import Facts, Groups, PartAnswers
from prongsai.criteria.shapes import SampleRule
from prongsai.language.text import Text

# Below this many answers only the score is shown, never how it is made up (design, privacy).
FEWEST_SHOWN = 10


def notices(done: Computation) -> tuple[Text, ...]:
    """All warnings of one agency's year: what its rules have on every page, then by survey part, then disclosure."""
    criteria = done.graph.criteria
    warnings: list[Text] = [] if criteria.notice is None else [criteria.notice]
    for part, answers in done.facts.answers.items():
        warnings += _answers(done, part, answers)
        for rule in criteria.samples:
            if rule.part == part:
                warnings += _sample(rule, done.facts, answers.respondents)
        if answers.demographics:
            for name, groups in answers.demographics.items():
                warnings += _shares(f"{part}.{name}", groups)
    warnings += _marks(done)
    return tuple(warnings)


def _answers(done: Computation, part: str, answers: PartAnswers) -> list[Text]:
    warnings = []
    people = answers.respondents
    asked = done.graph.asked.get(part, {})
    silent: list[str] = []
    rounded_only: list[str] = []
    unscored: list[str] = []
    for item in answers.items or ():
        at = asked.get(item)
        if at is None:
            continue
        answered = done.scored.get(at)
        if answered is None:
            unscored.append(item)
        elif answered.counts is None:
            rounded_only.append(item)
        elif people is not None and answered.respondents is not None and answered.respondents < people:
            silent.append(f"{item} ({answered.respondents})")
    if silent:
        listed = ", ".join(silent)
        warnings.append(
            Text(
                th=f"{part}: คำตอบน้อยกว่าผู้ตอบ {people} คน ในข้อ {listed}",
                en=f"{part}: fewer answers than the {people} respondents in {listed}",
            )
        )
    if rounded_only:
        listed = ", ".join(rounded_only)
        warnings.append(
            Text(
                th=f"{part}: คะแนนข้อ {listed} คำนวณจากร้อยละที่ปัดเศษแล้ว เพราะหาจำนวนผู้ตอบที่แน่นอนไม่ได้",
                en=f"{part}: {listed} computed from rounded shares, as the exact counts cannot be told from them",
            )
        )
    if unscored:
        listed = ", ".join(unscored)
        warnings.append(
            Text(
                th=f"{part}: มีคำตอบของข้อ {listed} แต่คิดคะแนนไม่ได้ (ไม่มีผู้ตอบ หรือไม่ทราบเกณฑ์ให้คะแนน)",
                en=f"{part}: answers to {listed} cannot be scored (nobody answered, or the scale is not known)",
            )
        )
    if people is not None and people < FEWEST_SHOWN:
        warnings.append(
            Text(
                th=f"{part}: มีผู้ตอบ {people} คน น้อยกว่า {FEWEST_SHOWN} คน ควรแสดงเฉพาะคะแนน ไม่แสดงจำนวนรายตัวเลือก",
                en=f"{part}: {people} respondents, fewer than {FEWEST_SHOWN}: show the score, no counts per choice",
            )
        )
    return warnings


def smallest_sample(rule: SampleRule, facts: Facts) -> int | None:
    """The least number of answers that a rule asks of this agency; None where it is not for it or not computable."""
    agency = facts.agency
    if rule.kinds and agency.kind not in rule.kinds:
        return None
    if rule.size is not None and agency.size != rule.size:
        return None
    if rule.fixed is not None:
        return rule.fixed
    people = facts.staff if rule.population == "staff" else facts.visitors if rule.population == "visitors" else None
    if people is None:
        return None
    if rule.everyone_below is not None and people < rule.everyone_below:
        return people
    if rule.share is None:
        return rule.floor
    numerator, denominator = rule.share.as_integer_ratio()
    least = -(-people * numerator // (100 * denominator))
    least = max(least, rule.floor or 0)
    if rule.cap is not None:
        least = min(least, rule.cap)
    return min(least, people)


def _sample(rule: SampleRule, facts: Facts, respondents: int | None) -> list[Text]:
    least = smallest_sample(rule, facts)
    if least is None or respondents is None or respondents >= least:
        return []
    sure = "" if rule.origin.certainty == "confirmed" else " (เกณฑ์ขั้นต่ำนี้ยังไม่ยืนยัน)"
    sure_en = "" if rule.origin.certainty == "confirmed" else " (this minimum is not confirmed)"
    return [
        Text(
            th=f"{rule.part}: มีผู้ตอบ {respondents} คน น้อยกว่าขั้นต่ำ {least} คน{sure}",
            en=f"{rule.part}: {respondents} respondents, fewer than the minimum of {least}{sure_en}",
        )
    ]


def _shares(name: str, groups: Groups) -> list[Text]:
    """Printed shares that the printed counts do not give, half-up or by largest remainder."""
    counts, shares = groups.counts, groups.shares
    if not counts or not shares:
        return []
    every = list(counts.values())
    whole = sum(every)
    wrong = [
        f"{code} ({share}%)"
        for code, share in shares.items()
        if code in counts and not share_explained(counts[code], whole, every, share)
    ]
    if not wrong:
        return []
    listed = ", ".join(wrong)
    return [
        Text(
            th=f"{name}: ร้อยละไม่ตรงกับจำนวนคน: {listed}",
            en=f"{name}: shares that the counts do not give: {listed}",
        )
    ]


def _marks(done: Computation) -> list[Text]:
    """Disclosure marks that the item's scale does not have."""
    if not done.foreign:
        return []
    figures = [done.figures[at] for at in done.foreign]
    listed = ", ".join(f"{figure.id} ({figure.shown})" for figure in figures)
    return [
        Text(
            th=f"คะแนนที่ไม่มีในเกณฑ์ของข้อ: {listed}",
            en=f"marks that the item's scale does not have: {listed}",
        )
    ]

"""Tables of respondents, and claims about shares and counts: ``IIT.respondents``, ``IIT.position.officer``."""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from fractions import Fraction

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.judging.figure_claims import figures_with, number, wrong
from prongsai.analyze.ranking import known, set_of
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.shares import share_explained
from prongsai.collect.facts import Facts
from prongsai.criteria.names import figure_name, listed
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import arabic, decimals_of, half_up
from prongsai.language.text import Text

# Those of a set (``set_of``) above or below a score: ``indicators>91``, ``OIT<100``.
COUNTED = re.compile(r"(indicators|items|[A-Z]{2,4}[0-9]?)\s*(>=|<=|>|<)\s*([0-9]{1,3}(?:\.[0-9]{1,2})?)")
_COMPARED = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
_WORDS = {
    ">": Text(th="มากกว่า", en="above"),
    "<": Text(th="น้อยกว่า", en="below"),
    ">=": Text(th="ตั้งแต่", en="of at least"),
    "<=": Text(th="ไม่เกิน", en="of at most"),
}


def table_contradictions(criteria: Criteria, facts: Facts) -> list[Contradiction]:
    """Groups that add to more than answered, and printed shares that the counts beside them do not give."""
    wrongs = []
    for part, answers in facts.answers.items():
        for code, groups in (answers.demographics or {}).items():
            demographic = criteria.demographics.get(code)
            name = demographic.name if demographic else Text(th=code, en=code)
            counts = groups.counts or {}
            total = sum(counts.values())
            where = f"answers.{part}.demographics.{code}"
            if counts and answers.respondents is not None and total > answers.respondents:
                wrongs.append(
                    Contradiction(
                        kind="respondents",
                        where=where,
                        says=Text(th=f"{name.th} รวม {total} คน", en=f"{name.en} adds to {total}"),
                        so=Text(th=f"ผู้ตอบมี {answers.respondents} คน", en=f"{answers.respondents} answered"),
                        why=Text(th="แต่ละคนตอบได้คำตอบเดียว", en="each respondent gives one answer"),
                    )
                )
            for group, printed in (groups.shares or {}).items():
                if group not in counts or _explained(counts, group, answers.respondents, printed):
                    continue
                whole = answers.respondents or total
                share = half_up(Fraction(100 * counts[group], whole), decimals_of(printed))
                wrongs.append(
                    Contradiction(
                        kind="share",
                        where=f"{where}.shares.{group}",
                        says=Text(th=f"ร้อยละ {printed}", en=f"{printed} %"),
                        so=Text(th=f"ร้อยละ {share}", en=f"{share} %"),
                        why=Text(th=f"{counts[group]} จาก {whole} คน", en=f"{counts[group]} of {whole}"),
                    )
                )
    return wrongs


def _explained(counts: dict[str, int], group: str, respondents: int | None, printed: Decimal) -> bool:
    # Where some gave no answer, a table may take its shares of those who did.
    total = sum(counts.values())
    wholes = {whole for whole in (respondents, total) if whole}
    every = tuple(counts.values())
    return not wholes or any(
        share_explained(counts[group], whole, every if whole >= total else (counts[group],), printed)
        for whole in wholes
    )


def counted(criteria: Criteria, facts: Facts, scorecard: Scorecard, claim: Claim) -> Contradiction | None:
    """What is wrong with a claim that has ``of``; None where it is right or cannot be judged."""
    of = claim.of or ""
    compared = COUNTED.fullmatch(of)
    if compared:
        return _of_figures(criteria, scorecard, claim, compared) if claim.kind == "count" else None
    part, _, rest = of.partition(".")
    if rest == "respondents":
        return _count(claim, _respondents(criteria, facts, part), Text(th="จำนวนผู้ตอบ", en="respondents"))
    answers = facts.answers.get(part)
    code, _, group = rest.partition(".")
    demographic = criteria.demographics.get(code)
    groups = (answers.demographics or {}).get(code) if answers else None
    counts = groups.counts if groups else None
    if answers is None or demographic is None or not counts or group not in counts:
        return None
    labels = {known_group.code: known_group.label for known_group in demographic.groups}
    label = labels.get(group, Text(th=group, en=group))
    match claim.kind:
        case "count":
            return _count(claim, counts[group], label)
        case "share":
            return _share(criteria, scorecard, claim, label, group, counts, answers.respondents)
        case "rank" | "highest" | "lowest":
            complete = set(labels) <= set(counts) or sum(counts.values()) == answers.respondents
            return _place(claim, labels, group, counts, complete=complete)
        case _:
            return None


def _of_figures(
    criteria: Criteria, scorecard: Scorecard, claim: Claim, compared: re.Match[str]
) -> Contradiction | None:
    kind, sign, line = compared.groups()
    among = set_of(criteria, kind)
    values = known(scorecard, among)
    said = number(claim.value)
    if said is None or not among:
        return None
    those = [figure for figure, value in values.items() if _COMPARED[sign](value, Decimal(line))]
    # A question asked in two parts has two figures and is still one question.
    least = len({figure.number for figure in those})
    if said in (len(those), least):
        return None
    # Where not all of the set is known there may be more of them, never fewer.
    complete = len(values) == len(among)
    if not complete and said > least:
        return None
    word = _WORDS[sign]
    unit = (
        Text(th="ตัวชี้วัด", en="indicators")
        if set(among) & set(set_of(criteria, "indicators"))
        else Text(th="ข้อ", en="items")
    )
    why = Text(th="ไม่มีเลย", en="there are none")
    if those:
        names = listed([figure_name(criteria, figure) for figure in those])
        why = Text(th=f"ได้แก่ {names.th}", en=f"they are {names.en}")
    return wrong(
        claim,
        Text(
            th=f"{unit.th}ที่ได้{word.th} {line} คะแนน มี {claim.value}",
            en=f"{claim.value} {unit.en} {word.en} {line} points",
        ),
        Text(th=f"มี {len(those)} {unit.th}", en=f"there are {len(those)}")
        if complete
        else Text(th=f"มีอย่างน้อย {len(those)} {unit.th}", en=f"there are at least {len(those)}"),
        why,
        *those,
    )


def _respondents(criteria: Criteria, facts: Facts, part: str) -> int | None:
    answers = facts.answers.get(part)
    if answers is not None or part not in criteria.instruments:
        return answers.respondents if answers else None
    counts = [
        facts.answers[own_part.id].respondents if own_part.id in facts.answers else None
        for own_part in criteria.parts(part)
    ]
    return None if None in counts else sum(count for count in counts if count is not None)


def _share(
    criteria: Criteria,
    scorecard: Scorecard,
    claim: Claim,
    label: Text,
    group: str,
    counts: dict[str, int],
    respondents: int | None,
) -> Contradiction | None:
    said = number(claim.value)
    whole = respondents or sum(counts.values())
    if said is None or not whole or _explained(counts, group, respondents, said):
        return None
    share = half_up(Fraction(100 * counts[group], whole))
    twins = figures_with(scorecard, said)
    tail = figure_name(criteria, twins[0]) if twins else None
    return wrong(
        claim,
        Text(th=f"{label.th} ร้อยละ {claim.value} ของผู้ตอบ", en=f"{label.en}: {claim.value} % of respondents"),
        Text(th=f"{label.th} ร้อยละ {share}", en=f"{label.en}: {share} %"),
        Text(
            th=f"{counts[group]} จาก {whole} คน" + (f" ส่วน {claim.value} เป็นคะแนน {tail.th} ไม่ใช่สัดส่วน" if tail else ""),
            en=f"{counts[group]} of {whole}"
            + (f"; {claim.value} is the score of {tail.en}, not a share" if tail else ""),
        ),
    )


def _place(
    claim: Claim, labels: dict[str, Text], group: str, counts: dict[str, int], *, complete: bool
) -> Contradiction | None:
    """A group's place by number of people; where not all groups are known, only what a known one disproves."""
    mine = counts[group]
    rank = 1 + sum(other > mine for other in counts.values())
    tied = sum(other == mine for other in counts.values())
    label = labels.get(group, Text(th=group, en=group))
    least = claim.kind == "lowest"
    if claim.kind == "rank":
        said = number(claim.value)
        # A group that is not known may stand above, never take one away.
        if said is None or rank <= said < rank + tied or (not complete and said > rank):
            return None
        says = Text(th=f"{label.th} เป็นอันดับที่ {said}", en=f"{label.en} is number {said}")
        so = Text(th=f"{label.th} เป็นอันดับที่ {rank}", en=f"{label.en} is number {rank}")
    else:
        edge = min(counts.values()) if least else max(counts.values())
        if mine == edge:
            return None
        word = Text(th="น้อยที่สุด", en="the smallest group") if least else Text(th="มากที่สุด", en="the largest group")
        those = listed([labels.get(code, Text(th=code, en=code)) for code, count in counts.items() if count == edge])
        says = Text(th=f"{label.th} มี{word.th}", en=f"{label.en} is {word.en}")
        so = Text(th=f"{word.th}คือ {those.th} {edge} คน", en=f"{word.en} is {those.en} with {edge}")
    return wrong(claim, says, so, Text(th=f"{label.th} มี {mine} คน", en=f"{label.en}: {mine} people"))


def _count(claim: Claim, so: int | None, label: Text) -> Contradiction | None:
    said = number(str(arabic(claim.value or "")))
    if claim.kind != "count" or said is None or so is None or said == so:
        return None
    return wrong(
        claim,
        Text(th=f"{label.th} {claim.value} คน", en=f"{label.en}: {claim.value}"),
        Text(th=f"{label.th} {so} คน", en=f"{label.en}: {so}"),
        Text(th="ตามตารางผู้ตอบ", en="by the table of respondents"),
    )

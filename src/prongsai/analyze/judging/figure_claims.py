"""Claims about figures, one by one: a score, rank, extreme, change, target, level, or where an item is filed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.judging.announced import why_level
from prongsai.analyze.printed_before import id_before, past_figure
from prongsai.analyze.ranking import highest, known, lowest, members, ranking, set_of
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, UnknownFigure, indicator_figure, resolve, sub_indicator_figure
from prongsai.criteria.names import figure_name, figure_names
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import arabic, decimals_of, half_up, quantized
from prongsai.language.text import Text

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,10})?")
_LOWEST, _HIGHEST = Text(th="ต่ำสุด", en="lowest"), Text(th="สูงสุด", en="highest")


class Judge:
    """Judges the claims of one document against one scorecard.

    ``claims`` are all claims of the document: those of one place that name the lowest of one set are read together.
    """

    def __init__(self, criteria: Criteria, facts: Facts, scorecard: Scorecard, claims: Iterable[Claim]) -> None:
        self.criteria = criteria
        self.facts = facts
        self.scorecard = scorecard
        self.together: dict[tuple[str, str, str | None], set[str]] = {}
        for claim in claims:
            figure = self._figure(claim)
            if figure is not None:
                self.together.setdefault((claim.kind, claim.where, claim.among), set()).add(figure)

    def judged(self, claim: Claim) -> Contradiction | None:
        """What is wrong with a claim; None where it is right or cannot be judged."""
        if claim.figure is None and claim.kind in ("lowest", "highest"):
            return self._names_none(claim)
        figure = self._figure(claim)
        if figure is None:
            return None
        match claim.kind:
            case "score" | "share":
                return self._score(claim, figure)
            case "rank":
                return self._rank(claim, figure)
            case "lowest" | "highest":
                return self._extreme(claim, figure)
            case "change":
                return self._change(claim, figure)
            case "target":
                return self._target(claim, figure)
            case "level":
                return self._level(claim)
            case "filed":
                return self._filed(claim, figure)
            case "count":  # counts are of something: tables judges them
                return None

    def _figure(self, claim: Claim) -> FigureId | None:
        if claim.figure is None:
            return None
        try:
            return resolve(self.criteria, claim.figure)
        except UnknownFigure:
            return None

    def shown(self, figure: str) -> Decimal | None:
        """The shown value of a figure, None where it is not known."""
        scored_figure = self.scorecard.figures.get(figure)
        return scored_figure.shown if scored_figure else None

    def name(self, figure: str) -> Text:
        """A figure as sentences call it."""
        return figure_name(self.criteria, figure)

    def _score(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        said, is_so = number(claim.value), self.shown(figure)
        if said is None or is_so is None or same(said, is_so) or self._more_exactly(said, is_so, figure):
            return None
        name = self.name(figure)
        unit_th, unit_en = ("ร้อยละ ", " %") if claim.kind == "share" else ("", "")
        twins = figures_with(self.scorecard, said, but=figure)
        why = Text(th=f"{name.th} ได้ {is_so} คะแนน", en=f"the score of {name.en} is {is_so}")
        if twins:
            names = figure_names(self.criteria, twins[:2])
            why = Text(th=f"{why.th} ส่วน {said} เป็นคะแนนของ {names.th}", en=f"{why.en}; {said} is that of {names.en}")
        return wrong(
            claim,
            Text(th=f"{name.th} {unit_th}{claim.value}", en=f"{name.en} {claim.value}{unit_en}"),
            Text(th=f"{name.th} {is_so}", en=f"{name.en} {is_so}"),
            why,
            figure,
        )

    def _more_exactly(self, said: Decimal, is_so: Decimal, figure: FigureId) -> bool:
        # A figure announced with one decimal may be told with two: right where both are roundings of the exact one.
        exact = self.scorecard.figures[figure].exact
        decimals = decimals_of(said)
        if exact is None or decimals <= decimals_of(is_so):
            return False
        return half_up(exact, decimals) == said and half_up(exact, decimals_of(is_so)) == is_so

    def _rank(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        said = number(claim.value)
        among = members(self.criteria, figure, claim.among)
        if said is None or len(known(self.scorecard, among)) < len(among):
            return None
        places = {placed.figure: placed.rank for placed in ranking(self.scorecard, among)}
        tied = sum(rank == places.get(figure) for rank in places.values())
        # Where figures tie, a list has to number them somehow: any of the places they share is right.
        if figure not in places or places[figure] <= said < places[figure] + tied:
            return None
        name = self.name(figure)
        return wrong(
            claim,
            Text(th=f"{name.th} อันดับ {claim.value}", en=f"{name.en} ranks {claim.value}"),
            Text(th=f"{name.th} อันดับ {places[figure]}", en=f"{name.en} ranks {places[figure]}"),
            Text(
                th=f"เรียงตามคะแนนจากมากไปน้อย ({self.shown(figure)} คะแนน)",
                en=f"by score from high to low ({self.shown(figure)})",
            ),
            figure,
        )

    def _extreme(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        among = members(self.criteria, figure, claim.among)
        values = known(self.scorecard, among)
        mine = values.get(figure)
        if mine is None:
            return None
        least = claim.kind == "lowest"
        word = _LOWEST if least else _HIGHEST
        name = self.name(figure)
        beaten = {other: value for other, value in values.items() if (value < mine if least else value > mine)}
        if beaten:
            edge = min(beaten.values()) if least else max(beaten.values())
            those = figure_names(self.criteria, tuple(other for other, value in beaten.items() if value == edge))
            return wrong(
                claim,
                Text(th=f"{name.th} คะแนน{word.th}", en=f"{name.en} is {word.en}"),
                Text(th=f"คะแนน{word.th}คือ {those.th} ({edge})", en=f"{word.en} is {those.en} ({edge})"),
                Text(th=f"{name.th} ได้ {mine}", en=f"{name.en} has {mine}"),
                figure,
            )
        said = number(claim.value)
        if said is not None and not same(said, mine):
            return self._score(claim, figure)
        # A highest that is shared is still the highest; and what cannot be seen whole cannot tie.
        if not least or len(values) < len(among) or len(values) < 2 or self._right_exactly(figure, among):
            return None
        edges = lowest(self.scorecard, among)
        if not edges:
            return wrong(
                claim,
                Text(th=f"{name.th} คะแนนต่ำสุด", en=f"{name.en} is lowest"),
                Text(th="ทุกข้อได้คะแนนเท่ากัน", en="all are equal"),
                Text(th=f"ทุกข้อได้ {mine}", en=f"each has {mine}"),
                figure,
            )
        if len(edges) == 1 or self._named_together(claim, edges):
            return None
        others = figure_names(self.criteria, tuple(other for other in edges if other != figure))
        return wrong(
            claim,
            Text(th=f"{name.th} คะแนนต่ำสุดข้อเดียว", en=f"{name.en} alone is lowest"),
            Text(th=f"{others.th} ต่ำสุดเท่ากัน ({mine})", en=f"{others.en} ties with it ({mine})"),
            Text(th="ข้อที่คะแนนเท่ากันต้องระบุทุกข้อ", en="those that tie are all named"),
            *edges,
        )

    def _right_exactly(self, figure: str, among: tuple[str, ...]) -> bool:
        # Figures that print alike may differ behind the last decimal; whoever knew that is not wrong.
        exact = {
            member: scored_figure.exact
            for member in among
            if (scored_figure := self.scorecard.figures.get(member)) and scored_figure.exact is not None
        }
        if figure not in exact or len(exact) < len(among):
            return False
        return list(exact.values()).count(exact[figure]) == 1 and exact[figure] == min(exact.values())

    def _named_together(self, claim: Claim, edges: tuple[FigureId, ...]) -> bool:
        if set(edges) <= self.together[claim.kind, claim.where, claim.among]:
            return True
        quote = str(arabic(claim.quote or ""))
        return all(
            re.search(rf"(?<![0-9A-Za-z.]){re.escape(figure.number or figure)}(?![0-9])", quote) for figure in edges
        )

    def _names_none(self, claim: Claim) -> Contradiction | None:
        # A document that leaves the lowest one blank is right only where all are equal.
        if claim.value != "-" or claim.among is None:
            return None
        among = set_of(self.criteria, claim.among)
        values = known(self.scorecard, among)
        least = claim.kind == "lowest"
        edges = lowest(self.scorecard, among) if least else highest(self.scorecard, among)
        if not edges or len(values) < len(among):
            return None
        word = _LOWEST if least else _HIGHEST
        name, those = self._set_name(claim.among), figure_names(self.criteria, edges)
        return wrong(
            claim,
            Text(th=f"ไม่ระบุข้อที่คะแนน{word.th}ของ{name.th}", en=f"names no {word.en} one in {name.en}"),
            Text(th=f"คะแนน{word.th}คือ {those.th} ({values[edges[0]]})", en=f"{those.en} ({values[edges[0]]})"),
            Text(th="คะแนนในตารางเดียวกันไม่เท่ากันทุกข้อ", en="the scores of the same table are not all equal"),
            *edges,
        )

    def _set_name(self, among: str) -> Text:
        named = {
            "indicators": Text(th="ตัวชี้วัดทั้งหมด", en="all indicators"),
            "sub_indicators": Text(th="ตัวชี้วัดย่อยทั้งหมด", en="all sub-indicators"),
            "items": Text(th="ข้อทั้งหมด", en="all items"),
        }
        return named.get(among) or self.name(among)

    def _change(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        said = number(claim.value)
        since = claim.since or self.facts.year - 1
        there = id_before(self.criteria, self.facts, since, figure)
        before = None if there is None else past_figure(self.facts, since, there)
        now = self.shown(figure)
        if said is None or before is None or now is None or same(said, now - before):
            return None
        name, change = self.name(figure), now - before
        return wrong(
            claim,
            Text(
                th=f"{name.th} เปลี่ยนไป {claim.value} จากปี {since}",
                en=f"{name.en} changed by {claim.value} since {since}",
            ),
            Text(th=f"{name.th} เปลี่ยนไป {change:+}", en=f"{name.en} changed by {change:+}"),
            Text(
                th=f"ปี {since} ได้ {before} ปี {self.facts.year} ได้ {now}",
                en=f"{before} in {since}, {now} in {self.facts.year}",
            ),
            figure,
        )

    def _target(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        target = next((target for target in self.criteria.targets if target.figure == figure), None)
        now = self.shown(figure)
        if target is None or now is None or claim.value is None:
            return None
        margin = now - target.score
        name = self.name(figure)
        so = Text(
            th=f"{name.th} {'สูง' if margin >= 0 else 'ต่ำ'}กว่าเป้าหมาย {abs(margin)} คะแนน",
            en=f"{name.en} is {abs(margin)} {'above' if margin >= 0 else 'below'} the target",
        )
        why = Text(th=f"ได้ {now} เป้าหมาย {target.score}", en=f"{now} against a target of {target.score}")
        if claim.value in ("met", "missed"):
            if (claim.value == "met") == (margin >= 0):
                return None
            word = Text(th="บรรลุ", en="meets") if claim.value == "met" else Text(th="ไม่บรรลุ", en="misses")
            return wrong(
                claim, Text(th=f"{name.th} {word.th}เป้าหมาย", en=f"{name.en} {word.en} the target"), so, why, figure
            )
        said = number(claim.value)
        if said is None or same(said, margin):
            return None
        for since in self.facts.history:
            before = past_figure(self.facts, since, figure)
            if before is not None and now - before == said:
                why = Text(
                    th=f"{why.th} ส่วน {claim.value} คือผลต่างจากปี {since}",
                    en=f"{why.en}; {claim.value} is the change since {since}",
                )
        says = Text(th=f"{name.th} ต่างจากเป้าหมาย {claim.value} คะแนน", en=f"{name.en} is {claim.value} from the target")
        return wrong(claim, says, so, why, figure)

    def _level(self, claim: Claim) -> Contradiction | None:
        possible, announced = self.scorecard.level.possible, self.facts.published.level
        # The announced level is judged once, with the differences.
        if claim.value is None or claim.value == announced:
            return None
        right = (announced,) if announced is not None and (announced in possible or not possible) else possible
        if not right or claim.value in right:
            return None
        names = " / ".join(right)
        why = why_level(self.criteria, self.scorecard, claim.value)
        if right == (announced,) and self.scorecard.level.computed is None:
            why = Text(th="เป็นระดับที่ประกาศ", en="that is the level announced")
        return wrong(
            claim,
            Text(th=f"ระดับ “{claim.value}”", en=f"level “{claim.value}”"),
            Text(th=f"ระดับ “{names}”", en=f"level “{names}”"),
            why,
            "level",
        )

    def _filed(self, claim: Claim, figure: FigureId) -> Contradiction | None:
        item = self.criteria.items.get(figure.number)
        filed = FigureId(claim.among or "").over_all_parts
        if item is None or filed.kind not in ("indicator", "sub_indicator"):
            return None
        by_indicator = filed.kind == "indicator"
        right = item.indicator if by_indicator else item.sub_indicator
        there = self.criteria.indicators if by_indicator else self.criteria.sub_indicators
        if right is None or right == filed.number or filed.number not in there:
            return None
        belongs = indicator_figure(right) if by_indicator else sub_indicator_figure(right)
        name, so, says = self.name(figure), self.name(belongs), self.name(filed)
        return wrong(
            claim,
            Text(th=f"{name.th} อยู่ใน{says.th}", en=f"{name.en} stands under {says.en}"),
            Text(th=f"{name.th} อยู่ใน{so.th}", en=f"{name.en} belongs to {so.en}"),
            Text(th=f"ตามเกณฑ์ปี {self.criteria.year}", en=f"by the rules of {self.criteria.year}"),
            figure,
        )


def wrong(claim: Claim, says: Text, so: Text, why: Text, *figures: str) -> Contradiction:
    """The contradiction of a claim, with its kind, place and quote."""
    return Contradiction(claim.kind, claim.where, says, so, why, figures, claim.quote)


def figures_with(scorecard: Scorecard, value: Decimal, *, but: str | None = None) -> tuple[FigureId, ...]:
    """The figures above items whose shown value is ``value``: what a wrong number may have been taken from."""
    values = known(scorecard, scorecard.figures)
    return tuple(figure for figure, shown in values.items() if shown == value and figure != but and not figure.small)


def number(text: str | None) -> Decimal | None:
    """A printed number, with Thai digits, thousands separators and a sign; None where it is none."""
    plain = str(arabic(text or "")).replace(",", "").replace("−", "-")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def same(said: Decimal, so: Decimal) -> bool:
    """Whether ``said`` is ``so``, or ``so`` rounded half-up to as few decimals as ``said`` shows."""
    return said == so or (decimals_of(said) < decimals_of(so) and quantized(so, decimals_of(said)) == said)

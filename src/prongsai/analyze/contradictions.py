"""What an agency's own document says that its own numbers contradict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from prongsai.analyze.claims import Claim
from prongsai.analyze.names import figure_name, figure_names
from prongsai.analyze.ranking import highest, known, lowest, members, ranking, set_of
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.shares import share_explained
from prongsai.collect.facts import Facts
from prongsai.criteria.exact import arabic, decimals_of, half_up, quantized
from prongsai.criteria.figures import UnknownFigure, resolve
from prongsai.criteria.shapes import Criteria
from prongsai.criteria.wording import Text


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that is wrong: ``where`` in the document, what it ``says``, what is ``so``, and ``why`` that is so.

    ``kind`` is a claim's kind, ``difference``, ``respondents`` or ``plan`` (a plan's row); ``figures`` are the figures concerned.
    """

    kind: str
    where: str
    says: Text
    so: Text
    why: Text
    figures: tuple[str, ...] = ()
    quote: str | None = None


def contradictions(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, claims: Iterable[Claim]
) -> tuple[Contradiction, ...]:
    """Every claim, printed share and published figure that the agency's numbers contradict, in the file's order.

    A claim about a figure that is not known is left alone: what cannot be judged is not wrong.
    """
    judge = _Judge(criteria, facts, scorecard)
    found = [*judge.differences(), *judge.respondents()]
    ranks: dict[str, list[tuple[Claim, Contradiction]]] = {}
    for claim in claims:
        wrong = judge.claim(claim)
        if wrong is None:
            continue
        if claim.kind == "rank" and claim.of is None:
            ranks.setdefault(claim.where, []).append((claim, wrong))
        else:
            found.append(wrong)
    found += [_one_for_all(criteria, scorecard, each) for each in ranks.values()]
    return tuple(found)


def _one_for_all(criteria: Criteria, scorecard: Scorecard, wrong: list[tuple[Claim, Contradiction]]) -> Contradiction:
    # A column of ranks that is wrong in many rows is one mistake to the reader, not ten.
    if len(wrong) == 1:
        return wrong[0][1]
    figures = tuple(one.figures[0] for _, one in wrong)
    names = [figure_name(criteria, each) for each in figures]
    printed = [claim.value for claim, _ in wrong]
    places = {each.figure: each.rank for each in ranking(scorecard, members(criteria, figures[0], wrong[0][0].among))}
    return Contradiction(
        kind="rank",
        where=wrong[0][0].where,
        says=Text(
            th="อันดับ: " + ", ".join(f"{name.th} = {value}" for name, value in zip(names, printed, strict=True)),
            en="ranks: " + ", ".join(f"{name.en} = {value}" for name, value in zip(names, printed, strict=True)),
        ),
        so=Text(
            th="เรียงตามคะแนน: " + ", ".join(f"{n.th} = {places[f]}" for n, f in zip(names, figures, strict=True)),
            en="by score: " + ", ".join(f"{n.en} = {places[f]}" for n, f in zip(names, figures, strict=True)),
        ),
        why=Text(
            th="อันดับต้องเรียงตามคะแนนในตารางเดียวกัน ตัวเลขที่พิมพ์ไว้ไม่ได้เรียงตามคะแนน",
            en="ranks follow the scores of the same table; those printed do not",
        ),
        figures=figures,
        quote=wrong[0][0].quote,
    )


class _Judge:
    """Judges claims against one scorecard."""

    def __init__(self, criteria: Criteria, facts: Facts, scorecard: Scorecard) -> None:
        self.criteria = criteria
        self.facts = facts
        self.scorecard = scorecard

    def shown(self, figure: str) -> Decimal | None:
        found = self.scorecard.figures.get(figure)
        return found.shown if found else None

    def name(self, figure: str) -> Text:
        return figure_name(self.criteria, figure)

    # What was published, against what its parts give.

    def differences(self) -> list[Contradiction]:
        found = []
        for each in self.scorecard.differences:
            name = self.name(each.figure)
            if each.figure == "level":
                level = self.scorecard.level
                found.append(
                    Contradiction(
                        kind="level",
                        where="published.level",
                        says=Text(th=f"ระดับ “{each.published}”", en=f"level “{each.published}”"),
                        so=Text(th=f"ระดับ “{each.computed}”", en=f"level “{each.computed}”"),
                        why=self._why_level(each.published, level.computed),
                        figures=("level",),
                    )
                )
                continue
            affects = [self.name(one) for one in each.affects]
            tail = Text(
                th=" จึงกระทบ" + " ".join(one.th for one in affects) if affects else "",
                en="; it carries into " + ", ".join(one.en for one in affects) if affects else "",
            )
            found.append(
                Contradiction(
                    kind="difference",
                    where=f"published: {each.figure}",
                    says=Text(th=f"{name.th} {each.published} คะแนน", en=f"{name.en} {each.published}"),
                    so=Text(
                        th=f"คำนวณจากคะแนนย่อยที่พิมพ์ไว้ได้ {each.computed} คะแนน",
                        en=f"its printed parts give {each.computed}",
                    ),
                    why=Text(
                        th=f"การปัดเศษอธิบายได้ไม่เกิน {each.explainable} คะแนน{tail.th}",
                        en=f"rounding explains {each.explainable} points at most{tail.en}",
                    ),
                    figures=(each.figure, *each.affects),
                )
            )
        return found

    def _why_level(self, said: str, computed: str | None) -> Text:
        names = [step.name for step in self.criteria.levels.steps]
        if said not in names:
            listed = ", ".join(names)
            return Text(
                th=f"เกณฑ์ปี {self.criteria.year} ไม่มีระดับชื่อ “{said}” มีแต่ {listed} และ{self._level_reason(computed).th}",
                en=f"the rules of {self.criteria.year} know no level “{said}”, only {listed}; "
                f"{self._level_reason(computed).en}",
            )
        return self._level_reason(computed)

    def _level_reason(self, computed: str | None) -> Text:
        levels = self.criteria.levels
        step = next((each for each in levels.steps if each.name == computed), None)
        if step is None:
            return Text(th="ระดับขึ้นกับคะแนนที่ยังไม่ทราบ", en="the level depends on figures that are not known")
        total = self.shown("total")
        above = [each for each in levels.steps if each.total == step.total and each.each is not None]
        weak = {
            each: value
            for each, value in known(self.scorecard, levels.tested).items()
            if step.each is None and above and value < min(one.each for one in above if one.each is not None)
        }
        th, en = f"คะแนนรวม {total}", f"the total is {total}"
        if weak:
            th += " แต่ " + ", ".join(f"{self.name(each).th} {value}" for each, value in weak.items())
            en += ", but " + ", ".join(f"{self.name(each).en} is {value}" for each, value in weak.items())
            least = min(one.each for one in above if one.each is not None)
            th += f" ต่ำกว่า {least}"
            en += f", below {least}"
        return Text(th=th, en=en)

    # Tables of respondents.

    def respondents(self) -> list[Contradiction]:
        found = []
        for part, answers in self.facts.answers.items():
            for code, groups in (answers.demographics or {}).items():
                demographic = self.criteria.demographics.get(code)
                name = demographic.name if demographic else Text(th=code, en=code)
                counts = groups.counts or {}
                total = sum(counts.values())
                where = f"answers.{part}.demographics.{code}"
                if counts and answers.respondents is not None and total > answers.respondents:
                    found.append(
                        Contradiction(
                            kind="respondents",
                            where=where,
                            says=Text(th=f"{name.th} รวม {total} คน", en=f"{name.en} adds to {total}"),
                            so=Text(th=f"ผู้ตอบมี {answers.respondents} คน", en=f"{answers.respondents} answered"),
                            why=Text(th="แต่ละคนตอบได้คำตอบเดียว", en="each respondent gives one answer"),
                        )
                    )
                whole = answers.respondents or total
                for group, printed in (groups.shares or {}).items():
                    if group not in counts or not whole:
                        continue
                    if not share_explained(counts[group], whole, tuple(counts.values()), printed):
                        share = half_up(Fraction(100 * counts[group], whole), decimals_of(printed))
                        found.append(
                            Contradiction(
                                kind="share",
                                where=f"{where}.shares.{group}",
                                says=Text(th=f"ร้อยละ {printed}", en=f"{printed} %"),
                                so=Text(th=f"ร้อยละ {share}", en=f"{share} %"),
                                why=Text(th=f"{counts[group]} จาก {whole} คน", en=f"{counts[group]} of {whole}"),
                            )
                        )
        return found

    # Claims, one by one.

    def claim(self, claim: Claim) -> Contradiction | None:
        """What is wrong with a claim; None where it is right or cannot be judged."""
        if claim.of is not None:
            return self._of(claim)
        if claim.figure is None:
            return self._names_none(claim)
        try:
            figure = resolve(self.criteria, claim.figure)
        except UnknownFigure:
            return None
        judged = {
            "score": self._score,
            "share": self._score,
            "rank": self._rank,
            "lowest": self._extreme,
            "highest": self._extreme,
            "change": self._change,
            "target": self._target,
            "level": self._level,
            "filed": self._filed,
        }.get(claim.kind)
        return judged(claim, figure) if judged else None

    def _wrong(self, claim: Claim, says: Text, so: Text, why: Text, *figures: str) -> Contradiction:
        return Contradiction(claim.kind, claim.where, says, so, why, figures, claim.quote)

    def _score(self, claim: Claim, figure: str) -> Contradiction | None:
        said, is_so = _number(claim.value), self.shown(figure)
        if said is None or is_so is None or _same(said, is_so):
            return None
        name = self.name(figure)
        unit_th, unit_en = ("ร้อยละ ", " %") if claim.kind == "share" else ("", "")
        twins = [
            each
            for each, value in known(self.scorecard, self.scorecard.figures).items()
            if value == said and each != figure and "." not in each
        ]
        why = Text(th=f"{name.th} ได้ {is_so} คะแนน", en=f"the score of {name.en} is {is_so}")
        if twins:
            names = figure_names(self.criteria, tuple(twins[:2]))
            why = Text(th=f"{why.th} ส่วน {said} เป็นคะแนนของ {names.th}", en=f"{why.en}; {said} is that of {names.en}")
        return self._wrong(
            claim,
            Text(th=f"{name.th} {unit_th}{claim.value}", en=f"{name.en} {claim.value}{unit_en}"),
            Text(th=f"{name.th} {is_so}", en=f"{name.en} {is_so}"),
            why,
            figure,
        )

    def _rank(self, claim: Claim, figure: str) -> Contradiction | None:
        said = _number(claim.value)
        among = members(self.criteria, figure, claim.among)
        if said is None or len(known(self.scorecard, among)) < len(among):
            return None
        places = {each.figure: each.rank for each in ranking(self.scorecard, among)}
        tied = sum(rank == places.get(figure) for rank in places.values())
        # Where figures tie, a list has to number them somehow: any of the places they share is right.
        if figure not in places or places[figure] <= said < places[figure] + tied:
            return None
        name = self.name(figure)
        return self._wrong(
            claim,
            Text(th=f"{name.th} อันดับ {claim.value}", en=f"{name.en} ranks {claim.value}"),
            Text(th=f"{name.th} อันดับ {places[figure]}", en=f"{name.en} ranks {places[figure]}"),
            Text(
                th=f"เรียงตามคะแนนจากมากไปน้อย ({self.shown(figure)} คะแนน)",
                en=f"by score from high to low ({self.shown(figure)})",
            ),
            figure,
        )

    def _extreme(self, claim: Claim, figure: str) -> Contradiction | None:
        among = members(self.criteria, figure, claim.among)
        values = known(self.scorecard, among)
        least = claim.kind == "lowest"
        edges = lowest(self.scorecard, among) if least else highest(self.scorecard, among)
        word = Text(th="ต่ำสุด", en="lowest") if least else Text(th="สูงสุด", en="highest")
        complete = len(values) == len(among)
        name = self.name(figure)
        mine = values.get(figure)
        if mine is None or self._right_exactly(figure, among, least=least):
            return None
        beaten = {each: value for each, value in values.items() if (value < mine if least else value > mine)}
        if beaten:
            edge = min(beaten.values()) if least else max(beaten.values())
            listed = figure_names(self.criteria, tuple(each for each, value in beaten.items() if value == edge))
            return self._wrong(
                claim,
                Text(th=f"{name.th} คะแนน{word.th}", en=f"{name.en} is {word.en}"),
                Text(th=f"คะแนน{word.th}คือ {listed.th} ({edge})", en=f"{word.en} is {listed.en} ({edge})"),
                Text(th=f"{name.th} ได้ {mine}", en=f"{name.en} has {mine}"),
                figure,
            )
        said = _number(claim.value)
        if said is not None and not _same(said, mine):
            return self._score(claim, figure)
        if complete and not edges:
            return None if len(values) < 2 else self._all_equal(claim, figure, word)
        # A lowest that ties names all; a highest that is shared is still the highest.
        if least and complete and len(edges) > 1 and claim.among is not None and not self._named_together(claim, edges):
            others = figure_names(self.criteria, tuple(each for each in edges if each != figure))
            return self._wrong(
                claim,
                Text(th=f"{name.th} คะแนนต่ำสุดข้อเดียว", en=f"{name.en} alone is lowest"),
                Text(th=f"{others.th} ต่ำสุดเท่ากัน ({mine})", en=f"{others.en} ties with it ({mine})"),
                Text(th="ข้อที่คะแนนเท่ากันต้องระบุทุกข้อ", en="those that tie are all named"),
                *edges,
            )
        return None

    def _right_exactly(self, figure: str, among: tuple[str, ...], *, least: bool) -> bool:
        # Figures that print alike may differ behind the second decimal; whoever knew that is not wrong.
        exact = {
            each: found.exact
            for each in among
            if (found := self.scorecard.figures.get(each)) and found.exact is not None
        }
        if figure not in exact or len(exact) < len(among) or len(set(exact.values())) < 2:
            return False
        return exact[figure] == (min(exact.values()) if least else max(exact.values()))

    def _names_none(self, claim: Claim) -> Contradiction | None:
        # A document that leaves the lowest one blank is right only where all are equal.
        if claim.kind not in ("lowest", "highest") or claim.value != "-" or claim.among is None:
            return None
        among = set_of(self.criteria, claim.among)
        values = known(self.scorecard, among)
        least = claim.kind == "lowest"
        edges = lowest(self.scorecard, among) if least else highest(self.scorecard, among)
        if not edges or len(values) < len(among):
            return None
        word = Text(th="ต่ำสุด", en="lowest") if least else Text(th="สูงสุด", en="highest")
        name, listed = self.name(claim.among), figure_names(self.criteria, edges)
        return self._wrong(
            claim,
            Text(th=f"ไม่ระบุข้อที่คะแนน{word.th}ของ{name.th}", en=f"names no {word.en} one in {name.en}"),
            Text(th=f"คะแนน{word.th}คือ {listed.th} ({values[edges[0]]})", en=f"{listed.en} ({values[edges[0]]})"),
            Text(th="คะแนนในตารางเดียวกันไม่เท่ากันทุกข้อ", en="the scores of the same table are not all equal"),
            *edges,
        )

    def _named_together(self, claim: Claim, edges: tuple[str, ...]) -> bool:
        quote = str(arabic(claim.quote or ""))
        return all(each.rpartition(".")[2] in quote or each.removeprefix("ind:") in quote for each in edges)

    def _all_equal(self, claim: Claim, figure: str, word: Text) -> Contradiction:
        name = self.name(figure)
        return self._wrong(
            claim,
            Text(th=f"{name.th} คะแนน{word.th}", en=f"{name.en} is {word.en}"),
            Text(th="ทุกข้อได้คะแนนเท่ากัน", en="all are equal"),
            Text(th=f"ทุกข้อได้ {self.shown(figure)}", en=f"each has {self.shown(figure)}"),
            figure,
        )

    def _change(self, claim: Claim, figure: str) -> Contradiction | None:
        said = _number(claim.value)
        since = claim.since or self.facts.year - 1
        before = past_figure(self.facts, since, figure)
        now = self.shown(figure)
        if said is None or before is None or now is None:
            return None
        change = now - before
        if _same(said, change):
            return None
        name = self.name(figure)
        return self._wrong(
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

    def _target(self, claim: Claim, figure: str) -> Contradiction | None:
        target = next((each for each in self.criteria.targets if each.figure == figure), None)
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
            return self._wrong(
                claim, Text(th=f"{name.th} {word.th}เป้าหมาย", en=f"{name.en} {word.en} the target"), so, why, figure
            )
        said = _number(claim.value)
        if said is None or _same(said, margin):
            return None
        for since, past in self.facts.history.items():
            before = past.published.total if figure == "total" else None
            if before is not None and now - before == said:
                why = Text(
                    th=f"{why.th} ส่วน {claim.value} คือผลต่างจากปี {since}",
                    en=f"{why.en}; {claim.value} is the change since {since}",
                )
        says = Text(th=f"ต่างจากเป้าหมาย {claim.value} คะแนน", en=f"{claim.value} from the target")
        return self._wrong(claim, says, so, why, figure)

    def _level(self, claim: Claim, figure: str) -> Contradiction | None:
        level = self.scorecard.level
        if claim.value is None or not level.possible or claim.value in level.possible:
            return None
        # The announced level is judged once, with the differences.
        if claim.value == self.facts.published.level:
            return None
        right = " / ".join(level.possible)
        return self._wrong(
            claim,
            Text(th=f"ระดับ “{claim.value}”", en=f"level “{claim.value}”"),
            Text(th=f"ระดับ “{right}”", en=f"level “{right}”"),
            self._why_level(claim.value, level.computed),
            "level",
        )

    def _filed(self, claim: Claim, figure: str) -> Contradiction | None:
        item = self.criteria.items.get(figure.rpartition(".")[2])
        if item is None or claim.among is None or not claim.among.startswith("ind:"):
            return None
        filed = claim.among.removeprefix("ind:")
        if item.indicator == filed or filed not in self.criteria.indicators:
            return None
        name, right, wrong = self.name(figure), self.name(f"ind:{item.indicator}"), self.name(f"ind:{filed}")
        return self._wrong(
            claim,
            Text(th=f"{name.th} อยู่ใน{wrong.th}", en=f"{name.en} stands under {wrong.en}"),
            Text(th=f"{name.th} อยู่ใน{right.th}", en=f"{name.en} belongs to {right.en}"),
            Text(th=f"ตามเกณฑ์ปี {self.criteria.year}", en=f"by the rules of {self.criteria.year}"),
            figure,
        )

    # Claims about respondents: `of` is IIT.respondents or IIT.position.officer.

    def _of(self, claim: Claim) -> Contradiction | None:
        part, _, rest = (claim.of or "").partition(".")
        answers = self.facts.answers.get(part)
        if answers is None:
            return None
        if rest == "respondents":
            return self._count(claim, answers.respondents, Text(th="จำนวนผู้ตอบ", en="respondents"))
        code, _, group = rest.partition(".")
        demographic = self.criteria.demographics.get(code)
        counts = (answers.demographics or {}).get(code)
        if demographic is None or counts is None or not counts.counts or group not in counts.counts:
            return None
        label = next((each.label for each in demographic.groups if each.code == group), Text(th=group, en=group))
        count, total = counts.counts[group], answers.respondents or sum(counts.counts.values())
        match claim.kind:
            case "count":
                return self._count(claim, count, label)
            case "share":
                said = _number(claim.value)
                if said is None or share_explained(count, total, tuple(counts.counts.values()), abs(said)):
                    return None
                share = half_up(Fraction(100 * count, total)) if total else Decimal(0)
                twins = [
                    f for f, v in known(self.scorecard, self.scorecard.figures).items() if v == said and "." not in f
                ]
                tail = figure_name(self.criteria, twins[0]) if twins else None
                return self._wrong(
                    claim,
                    Text(
                        th=f"{label.th} ร้อยละ {claim.value} ของผู้ตอบ", en=f"{label.en}: {claim.value} % of respondents"
                    ),
                    Text(th=f"{label.th} ร้อยละ {share}", en=f"{label.en}: {share} %"),
                    Text(
                        th=f"{count} จาก {total} คน"
                        + (f" ส่วน {claim.value} เป็นคะแนน {tail.th} ไม่ใช่สัดส่วน" if tail else ""),
                        en=f"{count} of {total}"
                        + (f"; {claim.value} is the score of {tail.en}, not a share" if tail else ""),
                    ),
                )
            case "rank" | "highest" | "lowest":
                return self._group_rank(claim, label, group, dict(counts.counts))
            case _:
                return None

    def _group_rank(self, claim: Claim, label: Text, group: str, counts: dict[str, int]) -> Contradiction | None:
        rank = 1 + sum(each > counts[group] for each in counts.values())
        said = _number(claim.value) if claim.kind == "rank" else Decimal(1 if claim.kind == "highest" else len(counts))
        tied = sum(each == counts[group] for each in counts.values())
        if said is None or rank <= said < rank + tied:
            return None
        return self._wrong(
            claim,
            Text(th=f"{label.th} เป็นอันดับที่ {said}", en=f"{label.en} is number {said}"),
            Text(th=f"{label.th} เป็นอันดับที่ {rank}", en=f"{label.en} is number {rank}"),
            Text(th=f"จำนวน {counts[group]} คน", en=f"{counts[group]} people"),
        )

    def _count(self, claim: Claim, so: int | None, label: Text) -> Contradiction | None:
        said = _number(claim.value)
        if said is None or so is None or said == so:
            return None
        return self._wrong(
            claim,
            Text(th=f"{label.th} {claim.value} คน", en=f"{label.en}: {claim.value}"),
            Text(th=f"{label.th} {so} คน", en=f"{label.en}: {so}"),
            Text(th="ตามตารางผู้ตอบ", en="by the table of respondents"),
        )


def past_figure(facts: Facts, year: int, figure: str) -> Decimal | None:
    """A figure as published in an earlier year of the file's history; None where it is not there."""
    past = facts.history.get(year)
    if past is None:
        return None
    published = past.published
    if figure == "total":
        return published.total
    if figure.startswith("sub:"):
        return (published.sub_indicators or {}).get(figure.removeprefix("sub:"))
    if figure.startswith("ind:"):
        number, _, part = figure.removeprefix("ind:").partition("@")
        table = (published.part_indicators or {}).get(part, {}) if part else (published.indicators or {})
        return table.get(number)
    if "." in figure:
        part, _, item = figure.partition(".")
        return (published.items or {}).get(part, {}).get(item)
    return (published.instruments or {}).get(figure)


def _number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(str(arabic(text)).replace(",", "").replace("−", "-").lstrip("+"))
    except InvalidOperation:
        return None


def _same(said: Decimal, so: Decimal) -> bool:
    """Whether ``said`` is ``so``, or ``so`` rounded half-up to as few decimals as ``said`` shows."""
    return said == so or (decimals_of(said) < decimals_of(so) and quantized(so, decimals_of(said)) == said)

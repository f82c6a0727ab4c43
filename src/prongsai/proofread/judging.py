"""Statements judged: one is wrong only where every reading of it that can be judged is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.judging.announced import why_level
from prongsai.analyze.judging.figure_claims import Judge, number, same, wrong
from prongsai.analyze.judging.respondent_claims import COUNTED, counted
from prongsai.analyze.printed_before import past_figure
from prongsai.analyze.ranking import indicators_of, items_of, known, members
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Lexicon, level_names
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import decimals_of
from prongsai.language.text import Text
from prongsai.language.thai_text import squeezed
from prongsai.proofread.bounds import apart, beyond, direction, lacking, listed_under
from prongsai.proofread.document.passages import Marked, Piece, numbers_alike
from prongsai.proofread.numbers_read import Compared, Number, numbers_in
from prongsai.proofread.statement import Said
from prongsai.proofread.statements import said_in
from prongsai.proofread.tables.distributions import ANSWERS, wrong_share

# A target with its number, in a text without spaces.
_OWN_TARGET = re.compile(
    r"เป้าหมาย(?:คะแนน)?(?:รวม|ita)?(?:ที่กำหนด(?:ไว้)?|ที่ตั้งไว้|ของ[ก-๙]{1,30}?|คือ|ที่)*(\d{2}(?:\.\d{1,2})?)(?=คะแนน)"
)
# What a document says, without spaces, that shows figures of earlier years as they were computed.
_COMPUTED = "มิใช่คะแนนที่ประกาศ"


@dataclass(frozen=True, slots=True)
class Proofread:
    """What came of a document: what the round's figures contradict, in the document's order; how many numbers stand in
    it; and those that were held against no figure, because the round has none such or the words do not say which."""

    contradictions: tuple[Contradiction, ...]
    numbers: int
    unread: tuple[Number, ...]

    @property
    def compared(self) -> int:
        """How many numbers were held against the round's figures."""
        return self.numbers - len(self.unread)


def proofread(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, pieces: Iterable[Piece], computed: Facts | None = None
) -> Proofread:
    """A document held against a round. What the round does not know is left alone, and so is what a sentence may mean
    otherwise; both are told as unread numbers.

    ``computed``: the facts with what earlier years' announced figures give (``printed_before.with_computed``). A
    document is held against those only where it says itself that it shows figures which were not announced.
    """
    pieces = tuple(pieces)
    text = _text_of(pieces)
    bench = _Bench(criteria, computed if computed is not None and _COMPUTED in text else facts, scorecard, text)
    bench.announced = facts
    wrongs: list[Contradiction] = list(listed_under(pieces, Lexicon(criteria)))
    for piece in pieces:
        if isinstance(piece, Marked) and not numbers_alike(piece.value, piece.shown):
            wrongs.append(_altered(piece))
    altered = {contradiction.quote for contradiction in wrongs}
    compared = Compared()
    for piece, statements in said_in(pieces, criteria, facts):
        for statement in statements:
            first = statement.readings[0]
            if bench.known(first):
                compared.mark(first.value or "") if isinstance(piece, Marked) else compared.claim(
                    first.where, first.value
                )
            verdict = bench.judged(statement)
            if verdict is not None and not (verdict.where.startswith("ใกล้ข้อความ") and verdict.quote in altered):
                wrongs.append(verdict)
        if not isinstance(piece, Marked):
            compared.piece(piece)
    numbers = numbers_in(pieces)
    return Proofread(_once(wrongs), len(numbers), tuple(compared.left(numbers)))


def document_contradictions(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, pieces: Iterable[Piece], computed: Facts | None = None
) -> tuple[Contradiction, ...]:
    """What a document says that the round's figures contradict, each with place and quote; ``computed`` as above."""
    return proofread(criteria, facts, scorecard, pieces, computed).contradictions


def _text_of(pieces: Iterable[Piece]) -> str:
    texts = []
    for piece in pieces:
        rows = getattr(piece, "rows", None)
        texts.append(getattr(piece, "text", "") if rows is None else " ".join(" ".join(row) for row in rows))
    return squeezed("".join(texts))


def _once(wrongs: list[Contradiction]) -> tuple[Contradiction, ...]:
    """One finding for one thing: what is found in prose and again by its mark is said once, by its place."""
    kept: list[Contradiction] = []
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for contradiction in sorted(wrongs, key=lambda contradiction: contradiction.where.startswith("ใกล้ข้อความ")):
        key = (contradiction.where, contradiction.says.th, contradiction.figures[:1])
        loose_key = ("", contradiction.says.th, contradiction.figures[:1])
        if key in seen or (contradiction.where.startswith("ใกล้ข้อความ") and loose_key in seen):
            continue
        seen |= {key, loose_key}
        kept.append(contradiction)
    order = {id(contradiction): at for at, contradiction in enumerate(wrongs)}
    return _ranks_together(sorted(kept, key=lambda contradiction: order[id(contradiction)]))


def _ranks_together(wrongs: list[Contradiction]) -> tuple[Contradiction, ...]:
    """A column of ranks that is wrong in several rows is one mistake to the reader, not ten."""
    tables: dict[str, list[Contradiction]] = {}
    for contradiction in wrongs:
        if contradiction.kind == "rank" and " แถว " in contradiction.where:
            tables.setdefault(contradiction.where.partition(" แถว ")[0], []).append(contradiction)
    kept: list[Contradiction] = []
    for contradiction in wrongs:
        together = tables.get(contradiction.where.partition(" แถว ")[0], []) if contradiction.kind == "rank" else []
        if len(together) < 2:
            kept.append(contradiction)
        elif contradiction is together[0]:
            kept.append(
                replace(
                    contradiction,
                    says=Text(th="; ".join(o.says.th for o in together), en="; ".join(o.says.en for o in together)),
                    so=Text(th="; ".join(o.so.th for o in together), en="; ".join(o.so.en for o in together)),
                    why=Text(
                        th="อันดับต้องเรียงตามคะแนนจากมากไปน้อย ตัวเลขที่พิมพ์ไว้ไม่ได้เรียงตามคะแนน",
                        en="ranks follow the scores from high to low; those printed do not",
                    ),
                    figures=tuple(figure for o in together for figure in o.figures),
                )
            )
    return tuple(kept)


def _altered(piece: Marked) -> Contradiction:
    return Contradiction(
        kind="score",
        where=piece.place,
        says=Text(th=f"แสดงตัวเลข {piece.shown}", en=f"shows {piece.shown}"),
        so=Text(th=f"ค่าที่กำกับไว้คือ {piece.value}", en=f"the value marked is {piece.value}"),
        why=Text(th="ตัวเลขที่เห็นถูกแก้หลังจากจัดทำเอกสาร", en="the number shown was changed after the document was made"),
        figures=(piece.key,),
        quote=piece.around,
    )


class _Bench:
    """The judge of the round file's claims, and what documents say beyond those."""

    def __init__(self, criteria: Criteria, facts: Facts, scorecard: Scorecard, text: str) -> None:
        self.criteria = criteria
        self.facts = self.announced = facts
        self.scorecard = scorecard
        self.text = text
        self.judge = Judge(criteria, facts, scorecard, ())

    def judged(self, statement: Said) -> Contradiction | None:
        """What is wrong with a statement; None where a reading of it is right or the likeliest cannot be judged."""
        verdicts = []
        for at, reading in enumerate(statement.readings):
            if not self.known(reading):
                if at == 0 or self._may_be_edge(reading):
                    return None
                continue
            verdict = self._verdict(reading)
            if verdict is None:
                return None
            verdicts.append(verdict)
        return verdicts[0] if verdicts else None

    def known(self, claim: Claim) -> bool:
        """Whether the round knows what a claim is about."""
        if claim.of is not None:
            if COUNTED.fullmatch(claim.of):
                return True
            part, _, rest = claim.of.partition(".")
            answers = self.facts.answers.get(part)
            if answers is None:
                return False
            if rest == "respondents":
                return answers.respondents is not None
            if rest.startswith(ANSWERS):
                return rest.split(".")[1] in (answers.items or {})
            code, _, group = rest.partition(".")
            groups = (answers.demographics or {}).get(code)
            return groups is not None and groups.counts is not None and group in groups.counts
        if claim.figure is None:
            return True
        if claim.kind == "level" and claim.since is not None:
            past = self.facts.history.get(claim.since)
            return past is not None and past.published.level is not None
        if claim.kind == "level":
            return bool(self.scorecard.level.possible) or self.facts.published.level is not None
        if claim.kind == "score" and claim.since is not None:
            return past_figure(self.facts, claim.since, claim.figure) is not None
        if self.judge.shown(claim.figure) is None:
            return False
        if claim.kind == "change":
            return claim.since is not None and past_figure(self.facts, claim.since, claim.figure) is not None
        if claim.kind in ("rank", "lowest", "highest"):
            among = members(self.criteria, claim.figure, claim.among)
            if claim.kind != "rank" and among and self._beaten(claim, FigureId(claim.figure)):
                return True  # whatever the rest of the set is
            return bool(among) and len(known(self.scorecard, among)) == len(among)
        return True

    def _may_be_edge(self, claim: Claim) -> bool:
        """Whether a figure is lowest or highest for all that is known of its set, which is not everything."""
        return (
            claim.kind in ("lowest", "highest")
            and claim.figure is not None
            and self.judge.shown(claim.figure) is not None
            and not self._beaten(claim, FigureId(claim.figure))
        )

    def _verdict(self, claim: Claim) -> Contradiction | None:
        if claim.of is not None and f".{ANSWERS}" in claim.of:
            return wrong_share(self.criteria, self.facts, claim)
        if claim.of is not None:
            return None if self._printed(claim) else counted(self.criteria, self.facts, self.scorecard, claim)
        if claim.kind == "score" and claim.since is not None and claim.figure is not None:
            return self._past(claim, claim.figure)
        if claim.kind == "level":
            return self._past_level(claim) if claim.since is not None else self._level(claim)
        if claim.kind == "score" and claim.value is not None and claim.value[0] in "<>":
            return beyond(self.criteria, self.scorecard, claim)
        if claim.kind == "change" and claim.value in ("+", "-"):
            return direction(self.criteria, self.facts, self.scorecard, claim)
        if claim.kind == "change" and (claim.value or "").startswith("~"):
            return apart(self.criteria, self.facts, self.scorecard, claim)
        if claim.kind == "target" and claim.among is not None:
            return lacking(self.criteria, self.scorecard, claim)
        if claim.value in ("met", "missed") and self._aims_elsewhere():
            return None
        if claim.kind in ("lowest", "highest"):
            if claim.figure is None and claim.value != "-":
                return self._edge_value(claim)
            if claim.figure is not None and not self._beaten(claim, FigureId(claim.figure)):
                return None
        return self.judge.judged(claim)

    def _printed(self, claim: Claim) -> bool:
        """Whether a share is the one that was announced, however it was rounded."""
        part, _, rest = (claim.of or "").partition(".")
        code, _, group = rest.partition(".")
        answers = self.facts.answers.get(part)
        groups = (answers.demographics or {}).get(code) if answers else None
        printed = (groups.shares or {}).get(group) if groups else None
        value = number(claim.value)
        return claim.kind == "share" and printed is not None and value is not None and same(value, printed)

    def _past(self, claim: Claim, figure: str) -> Contradiction | None:
        value = number(claim.value)
        since = claim.since or 0
        so = past_figure(self.facts, since, figure)
        if value is None or so is None or same(value, so) or (decimals_of(value) > decimals_of(so) and value == so):
            return None
        name = figure_name(self.criteria, figure)
        return wrong(
            claim,
            Text(th=f"{name.th} ปี {since} {claim.value}", en=f"{name.en} in {since}: {claim.value}"),
            Text(th=f"{name.th} ปี {since} {so}", en=f"{name.en} in {since}: {so}"),
            Text(th=f"คะแนนปี {since} ที่ประกาศไว้คือ {so}", en=f"{so} was announced in {since}")
            if past_figure(self.announced, since, figure) is not None
            else Text(th=f"คำนวณจากคะแนนที่ประกาศในปี {since} ได้ {so}", en=f"what was announced in {since} gives {so}"),
            figure,
        )

    def _past_level(self, claim: Claim) -> Contradiction | None:
        past = self.facts.history.get(claim.since or 0)
        so = past.published.level if past is not None else None
        if so is None or claim.value == so:
            return None
        return wrong(
            claim,
            Text(th=f"ปี {claim.since} ระดับ “{claim.value}”", en=f"level “{claim.value}” in {claim.since}"),
            Text(th=f"ปี {claim.since} ระดับ “{so}”", en=f"level “{so}” in {claim.since}"),
            Text(th=f"เป็นระดับที่ประกาศในปี {claim.since}", en=f"that is the level announced in {claim.since}")
            if self.announced.history[claim.since or 0].published.level is not None
            else Text(
                th=f"เป็นระดับตามคะแนนที่ประกาศในปี {claim.since}",
                en=f"that is what the scores announced in {claim.since} give",
            ),
            "level",
        )

    def _aims_elsewhere(self) -> bool:
        """Whether the document names a target of its own: then "บรรลุค่าเป้าหมาย" may speak of that one."""
        own = {Decimal(named) for named in _OWN_TARGET.findall(self.text)}
        return bool(own - {target.score for target in self.criteria.targets})

    def _level(self, claim: Claim) -> Contradiction | None:
        level, announced = self.scorecard.level, self.facts.published.level
        possible = level.possible
        if claim.value in possible or (not possible and claim.value == announced):
            return None
        if claim.value != announced:
            return self.judge.judged(claim)
        if not possible:
            return None
        # A document that gives the announced level and says what the rules give has said it right.
        for lead in re.finditer("ตามเกณฑ์", self.text):
            near = level_names(self.criteria).findall(self.text[lead.end() : lead.end() + 60])
            if any(name in possible for name in near):
                return None
        right = " / ".join(possible)
        return wrong(
            claim,
            Text(th=f"ระดับ “{claim.value}”", en=f"level “{claim.value}”"),
            Text(th=f"ระดับ “{right}”", en=f"level “{right}”"),
            why_level(self.criteria, self.scorecard, claim.value or ""),
            "level",
        )

    def _beaten(self, claim: Claim, figure: FigureId) -> bool:
        """Whether another of the set is lower (or higher): a tie that is not told is no false statement."""
        values = known(self.scorecard, members(self.criteria, figure, claim.among))
        mine = values.get(figure)
        if mine is None:
            return False
        edge = min(values.values()) if claim.kind == "lowest" else max(values.values())
        return edge != mine

    def _edge_value(self, claim: Claim) -> Contradiction | None:
        value = number(claim.value)
        sets: list[tuple[str, ...]] = [indicators_of(self.criteria)]
        sets += [indicators_of(self.criteria, instrument) for instrument in self.criteria.instruments]
        sets += [tuple(self.criteria.instruments), self.criteria.part_ids()]
        sets += [items_of(self.criteria, part) for part in self.criteria.part_ids()]
        complete = [
            scores
            for figure_set in sets
            if len(scores := known(self.scorecard, figure_set)) == len(figure_set) and scores
        ]
        if value is None or not complete or len(known(self.scorecard, sets[0])) < len(sets[0]):
            return None
        edges: list[tuple[FigureId, Decimal]] = []
        for values in complete:
            pick = min if claim.kind == "lowest" else max
            figure = pick(values, key=lambda member: values[member])
            edges.append((figure, values[figure]))
        if any(same(value, edge) for _, edge in edges):
            return None
        figure, so = edges[0]
        name = figure_name(self.criteria, figure)
        word = Text(th="ต่ำสุด", en="lowest") if claim.kind == "lowest" else Text(th="สูงสุด", en="highest")
        return wrong(
            replace(claim),
            Text(th=f"คะแนน{word.th} {claim.value}", en=f"{word.en} score {claim.value}"),
            Text(th=f"คะแนน{word.th} {so}", en=f"{word.en} score {so}"),
            Text(th=f"คือ {name.th}", en=f"that of {name.en}"),
            figure,
        )

"""Tables of how many gave which answer to a question: shares and counts of each choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from prongsai.analyze.claims import Claim, ClaimKind, Contradiction
from prongsai.analyze.judging.figure_claims import number, same, wrong
from prongsai.assess.shares import share_explained
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria, Question
from prongsai.language.exact import half_up
from prongsai.language.text import Text
from prongsai.language.thai_text import digits, squeezed
from prongsai.proofread.document.passages import Grid
from prongsai.proofread.statement import Ground, Said

# Of what a claim is, behind the part: ``IIT.items.i1.4``, the fifth choice of i1.
ANSWERS = "items."
_VALUE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(\.\d{1,2})?\s?(%|คน)?")
_SHARES = re.compile(r"ร้อยละ|สัด\s?ส่วน|%")


class Distributions:
    """Finds the shares and counts of answers in tables."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def row(
        self, grid: Grid, head: int, row: Sequence[str], number: int, figures: Sequence[FigureId], around: str
    ) -> list[Said]:
        """The claims of one row about a question; none where the heads are not its choices, all and in order."""
        asked = [(figure, question) for figure in figures if (question := self._question(figure)) is not None]
        if not asked or not head:
            return []
        first = self._first(grid, head, row, asked[0][1])
        if first is None:
            return []
        where = grid.row_place(number)
        quote = " | ".join(dict.fromkeys(cell.replace("\n", " ") for cell in row if cell))[:120]
        statements = []
        for choice in range(len(asked[0][1].options)):
            value = _VALUE.fullmatch(digits(row[first + choice]).strip()) if first + choice < len(row) else None
            if value is None or (not value[2] and not value[3] and not _SHARES.search(around)):
                continue
            kind: ClaimKind = "count" if value[3] == "คน" else "share"
            shown = value[1].replace(",", "") + (value[2] or "")
            readings = tuple(
                Claim(
                    kind=kind,
                    where=where,
                    value=shown,
                    quote=quote,
                    of=f"{figure.part}.{ANSWERS}{figure.number}.{choice}",
                )
                for figure, _ in asked
            )
            statements.append(Said(readings))
        return statements

    def _first(self, grid: Grid, head: int, row: Sequence[str], question: Question) -> int | None:
        """The column of the first choice. Above the choices other heads may stand: "สัดส่วนคำตอบ (ร้อยละ)"."""
        for top in range(head):
            heads = [
                squeezed(" ".join(dict.fromkeys(above[at] for above in grid.rows[top:head] if at < len(above))))
                for at in range(len(row))
            ]
            first = next((at for at in range(len(heads)) if self._fits(heads[at:], question)), None)
            if first is not None:
                return first
        return None

    def _question(self, figure: FigureId) -> Question | None:
        item = self.ground.criteria.items.get(figure.number) if figure.kind == "item" else None
        question = item.question if item is not None else None
        return question if question is not None and question.scale is not None else None

    def _fits(self, heads: Sequence[str], question: Question) -> bool:
        """Whether heads are the choices of a question; a head may leave out the words that all choices share."""
        options = [squeezed(option) for option in question.options]
        if len(heads) < len(options):
            return False
        pairs = list(zip(heads, options, strict=False))
        return all(len(head) > 1 and (option.endswith(head) or option.startswith(head)) for head, option in pairs)


def wrong_share(criteria: Criteria, facts: Facts, claim: Claim) -> Contradiction | None:
    """What is wrong with a share or count of one choice; None where it is right or cannot be judged."""
    part, _, item, choice = (claim.of or "").split(".")
    answers = facts.answers[part]
    given = (answers.items or {}).get(item)
    said, at = number(claim.value), int(choice)
    if given is None or said is None:
        return None
    figure = item_figure(part, item)
    name = figure_name(criteria, figure)
    question = criteria.items[item].question
    option = question.options[at] if question is not None and at < len(question.options) else ""
    if given.counts is not None and at < len(given.counts):
        whole, mine = sum(given.counts), given.counts[at]
        wholes = {whole, answers.respondents or whole}
        if claim.kind == "count":
            if said == mine:
                return None
            so, unit = Decimal(mine), "คน"
        elif not whole or any(share_explained(mine, of, given.counts, said) for of in wholes):
            return None
        else:
            so, unit = half_up(Fraction(100 * mine, whole)), "%"
        why = Text(th=f"{mine} จาก {whole} คน", en=f"{mine} of {whole}")
    elif claim.kind == "share" and given.shares is not None and at < len(given.shares):
        so, unit = given.shares[at], "%"
        if same(said, so):
            return None
        why = Text(th="ตามตารางคำตอบที่ประกาศ", en="by the table of answers that was announced")
    else:
        return None
    return wrong(
        claim,
        Text(th=f"{name.th} “{option}” {claim.value} {unit}", en=f"{name.en} “{option}”: {claim.value} {unit}"),
        Text(th=f"{name.th} “{option}” {so} {unit}", en=f"{name.en} “{option}”: {so} {unit}"),
        why,
        figure,
    )

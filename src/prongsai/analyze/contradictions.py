"""What an agency's own document says that its own numbers contradict."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.judging.announced import announced_contradictions
from prongsai.analyze.judging.figure_claims import Judge
from prongsai.analyze.judging.respondent_claims import counted, table_contradictions
from prongsai.analyze.printed_before import past_figure
from prongsai.analyze.ranking import members, ranking
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, figure_title
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

__all__ = ["Contradiction", "contradictions", "past_figure"]

_Wrong = list[tuple[Claim, Contradiction]]


def contradictions(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, claims: Iterable[Claim]
) -> tuple[Contradiction, ...]:
    """Every published figure, printed share and claim that the agency's numbers contradict, in the file's order.

    A claim about a figure that is not known is left alone: what cannot be judged is not wrong.
    """
    claims = tuple(claims)
    judge = Judge(criteria, facts, scorecard, claims)
    wrongs = [*announced_contradictions(criteria, scorecard), *table_contradictions(criteria, facts)]
    # A column of ranks that is wrong in many rows is one mistake to the reader, not ten: it stands where it begins.
    columns: dict[object, tuple[int, _Wrong]] = {}
    for claim in claims:
        wrong = counted(criteria, facts, scorecard, claim) if claim.of is not None else judge.judged(claim)
        if wrong is None:
            continue
        if claim.kind == "rank" and claim.of is None:
            column = (claim.where, members(criteria, wrong.figures[0], claim.among))
            if column in columns:
                columns[column][1].append((claim, wrong))
                continue
            columns[column] = (len(wrongs), [(claim, wrong)])
        wrongs.append(wrong)
    for place, together in columns.values():
        wrongs[place] = _one_for_all(criteria, scorecard, together)
    return tuple(wrongs)


def _one_for_all(criteria: Criteria, scorecard: Scorecard, wrong: _Wrong) -> Contradiction:
    first, alone = wrong[0]
    if len(wrong) == 1:
        return alone
    figures = tuple(contradiction.figures[0] for _, contradiction in wrong)
    ranked = [
        placed for placed in ranking(scorecard, members(criteria, figures[0], first.among)) if placed.figure in figures
    ]
    said = [(claim.value, _short_name(criteria, figure)) for (claim, _), figure in zip(wrong, figures, strict=True)]
    so = [(f"{placed.rank}", _short_name(criteria, placed.figure), placed.shown) for placed in ranked]
    return Contradiction(
        kind="rank",
        where=first.where,
        says=Text(
            th="อันดับ " + ", ".join(f"{place} {name.th}" for place, name in said),
            en="ranks " + ", ".join(f"{place} {name.en}" for place, name in said),
        ),
        so=Text(
            th="เรียงตามคะแนนคือ " + ", ".join(f"{place} {name.th} ({shown})" for place, name, shown in so),
            en="by score " + ", ".join(f"{place} {name.en} ({shown})" for place, name, shown in so),
        ),
        why=Text(
            th="อันดับต้องเรียงตามคะแนนในตารางเดียวกัน ตัวเลขที่พิมพ์ไว้ไม่ได้เรียงตามคะแนน",
            en="ranks follow the scores of the same table; those printed do not",
        ),
        figures=figures,
        quote=first.quote,
    )


def _short_name(criteria: Criteria, figure: str) -> Text:
    # Beside a rank, an indicator's own number would only confuse.
    return (figure_title if FigureId(figure).kind == "indicator" else figure_name)(criteria, figure)

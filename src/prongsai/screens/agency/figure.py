"""One figure explained: what it is made from, by which rules, how surely, and what is made from it."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.assess.explaining.explain import explain
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS, Explanation, number
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import FigureId, parents
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.screens.agency.answers import ChoiceRow, choice_rows, too_few
from prongsai.screens.agency.intake.entry_fields import form_key
from prongsai.screens.figures import ShownLevel, label, shown_figure, shown_level
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class TracedPart:
    """A figure that another is computed from, as the arithmetic uses it."""

    figure: str
    name: Text
    value: str | None = None
    basis: str | None = None
    weight: str | None = None


@dataclass(frozen=True, kw_only=True)
class TracedRule:
    """A rule that was used: how certain, from where."""

    text: Text
    sure: bool
    certainty: Text
    sources: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    """The trace of one figure, one step deep; ``parts`` lead on, ``up`` are the figures made from it.

    ``plainly``: what the score means in people or in what lost it; ``entry``: its field in the form of scores.
    """

    year: int
    id: str
    name: Text
    years: tuple[int, ...] = ()
    text: str | None = None
    basis: str | None = None
    published: str | None = None
    computed: str | None = None
    wrong: bool = False
    why_star: Text | None = None
    level: ShownLevel | None = None
    wording: str | None = None
    method: Text | None = None
    choices: tuple[ChoiceRow, ...] = ()
    hidden: bool = False
    parts: tuple[TracedPart, ...] = ()
    arithmetic: str | None = None
    rules: tuple[TracedRule, ...] = ()
    notes: tuple[Text, ...] = ()
    up: tuple[tuple[str, Text], ...] = ()
    item: str | None = None
    entry: str = ""
    respondents: int | None = None
    plainly: Text | None = None

    @property
    def weighted(self) -> bool:
        """Whether its parts count differently."""
        return any(part.weight is not None for part in self.parts)


def figure_page(year: Year, figure: str) -> FigurePage | None:
    """The trace of a figure of a year; None where the year has no results or no such figure."""
    card, criteria = year.scorecard, year.criteria
    if card is None or year.computation is None or (figure != "level" and figure not in card.figures):
        return None
    own = FigureId(figure)
    explained = explain(year.computation, own)
    shown = shown_figure(criteria, card, figure) if figure != "level" else None
    hidden = bool(explained.choices) and too_few(year, figure)
    return FigurePage(
        year=year.year,
        years=year.years,
        id=figure,
        name=label(criteria, figure),
        text=shown.text if shown and shown.known else explained.shown,
        basis=explained.basis,
        published=explained.published,
        computed=explained.computed,
        wrong=any(difference.figure == figure for difference in card.differences),
        why_star=shown.why_star if shown else None,
        level=shown_level(criteria, card) if figure == "level" else None,
        wording=explained.wording,
        method=explained.method,
        choices=() if hidden else choice_rows(explained.choices),
        hidden=hidden,
        parts=tuple(
            TracedPart(
                figure=part.figure,
                name=label(criteria, part.figure),
                value=part.value,
                basis=part.basis,
                weight=number(part.weight, least=0) if part.weight is not None else None,
            )
            for part in explained.parts
        ),
        arithmetic=None if hidden else explained.arithmetic,
        rules=tuple(
            TracedRule(
                text=rule.text,
                sure=rule.certainty == "confirmed",
                certainty=CERTAINTY_WORDS[rule.certainty],
                sources=rule.sources,
                note=rule.note,
            )
            for rule in explained.rules
        ),
        notes=explained.notes,
        up=tuple((above, label(criteria, above)) for above in parents(criteria, own)),
        item=own.item or None,
        entry=form_key(figure),
        plainly=None if hidden or figure == "level" else _plainly(explained, criteria, card),
        respondents=shown.respondents if shown else None,
    )


def _plainly(explained: Explanation, criteria: Criteria, card: Scorecard) -> Text | None:
    """A score in a sentence: how many chose less than the best answer, else which part is lowest. None: unknown."""
    counts = [choice.count for choice in explained.choices if choice.count is not None]
    if explained.choices and len(counts) == len(explained.choices):
        best = max(choice.points for choice in explained.choices)
        short = sum(choice.count or 0 for choice in explained.choices if choice.points < best)
        whole = sum(counts)
        if not short:
            return Text(
                th=f"ผู้ตอบทั้ง {whole} คนเลือกคำตอบที่ได้คะแนนสูงสุด",
                en=f"All {whole} who answered chose the answer worth most.",
            )
        return Text(
            th=f"ผู้ตอบ {short} คนจาก {whole} คนไม่ได้เลือกคำตอบที่ได้คะแนนสูงสุด",
            en=f"{short} of {whole} who answered chose less than the answer worth most.",
        )
    shown = {part.figure: card.figures[part.figure].shown for part in explained.parts}
    known = [(figure, value) for figure, value in shown.items() if value is not None]
    if len(known) < 2 or len(known) < len(explained.parts):
        return None
    least = min(value for _, value in known)
    lowest = [figure for figure, value in known if value == least]
    if len(lowest) == len(known):
        return Text(th=f"ทุกส่วนย่อยได้คะแนนเท่ากัน ({least:.2f})", en=f"All its parts have the same score ({least:.2f}).")
    if len(lowest) > 1:
        return Text(
            th=f"มี {len(lowest)} ส่วนย่อยที่ได้คะแนนต่ำที่สุดเท่ากัน ({least:.2f})",
            en=f"{len(lowest)} of its parts share the lowest score ({least:.2f}).",
        )
    name = figure_name(criteria, lowest[0])
    return Text(th=f"ส่วนย่อยที่ได้คะแนนต่ำที่สุด คือ {name.th} ({least:.2f})", en=f"Its lowest part is {name.en} ({least:.2f}).")

"""Every question of the surveys with how it was answered: shares of the choices, score, and a stacked chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from prongsai.analyze.bars import bars
from prongsai.analyze.respondents_behind import inside
from prongsai.assess.shares import largest_remainder
from prongsai.collect.facts import Answers
from prongsai.criteria.figure_id import indicator_figure, item_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Question
from prongsai.publish.assemble.building.advice_lines import advice_lines
from prongsai.publish.assemble.building.wording import asked as wording_of
from prongsai.publish.assemble.building.wording import basis_notes, filled, heading, indicator_name, scored
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Chart, Column, Heading, Ref, Series, Table, Words, cell, text_runs

LONG = 20  # letters


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in one part: its figure, and the shares of its choices where they are known."""

    question: Question
    wording: str
    figure: str
    shares: tuple[Ref, ...]


def questions(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """By indicator and part: answers and scores of each question, then what to keep and to raise."""
    blocks: list[Block] = []
    shown: list[str] = []
    for indicator in dossier.criteria.indicators.values():
        instrument = dossier.criteria.instruments[indicator.instrument]
        if instrument.kind != "survey":
            continue
        inner: list[Block] = []
        for part in instrument.parts:
            hidden = instrument.id == inside(dossier.criteria) and not dossier.shows_answers_inside
            asked = _asked(dossier, figures, part.id, indicator.items, hidden=hidden)
            if asked:
                shown += [indicator_figure(indicator.id), *(question.figure for question in asked)]
                inner += _part(dossier, figures, part.id, indicator.id, asked, several=len(instrument.parts) > 1)
        if inner:
            blocks += [_headed(dossier, figures, indicator.id), *inner]
            if options.get("advice", "yes") == "yes":
                blocks += advice_lines(dossier, figures, indicator.id, options, "questions")
    if not blocks:
        return []
    title = filled(dossier, "ผลการประเมินรายข้อคำถาม ปีงบประมาณ พ.ศ. {year}")
    return [heading(title), *blocks, *basis_notes(dossier, figures, shown)]


def _headed(dossier: Dossier, figures: Figures, number: str) -> Heading:
    name, figure = indicator_name(dossier.criteria, number), indicator_figure(number)
    if not figures.has(figure):
        return heading(name, 2)
    return Heading(2, text_runs(f"{name} (", *scored(figures, figure), " คะแนน)"))


def _asked(dossier: Dossier, figures: Figures, part_id: str, items: tuple[str, ...], *, hidden: bool) -> list[_Asked]:
    answers = dossier.facts.answers.get(part_id)
    given = (answers.items or {}) if answers else {}
    asked = []
    for item_id in items:
        item = dossier.criteria.items[item_id]
        for question in (item.question,) if item.question else item.sub_questions:
            figure = item_figure(part_id, question.id)
            shares = () if hidden else _shares(figures, figure, given.get(question.id))
            if shares or figures.has(figure):
                wording = question.wording or item.wording
                asked.append(_Asked(question, wording_of(dossier.criteria, wording), figure, shares))
    return asked


def _shares(figures: Figures, figure: str, answers: Answers | None) -> tuple[Ref, ...]:
    if answers is None:
        return ()
    if answers.shares is not None:
        shares = answers.shares
    elif answers.counts is not None and any(answers.counts):
        shares = largest_remainder(answers.counts)
    else:
        return ()
    return tuple(figures.put(f"share:{figure}.{at}", str(share), "share") for at, share in enumerate(shares, 1))


def _part(
    dossier: Dossier, figures: Figures, part_id: str, number: str, asked: list[_Asked], *, several: bool
) -> list[Block]:
    blocks: list[Block] = []
    if several:
        name = figure_name(dossier.criteria, part_id).th
        blocks.append(Heading(3, (Words(name), *_of_part(figures, part_id, number))))
    # Questions with the same choices stand in one table.
    for choices, group in groupby(asked, key=lambda question: question.question.options if question.shares else ()):
        blocks.append(_table(figures, list(group), choices))
    return [*blocks, *_chart(dossier, figures, part_id, number, asked)]


def _of_part(figures: Figures, part_id: str, number: str) -> tuple[Words | Ref, ...]:
    figure = indicator_figure(number, part_id)
    if not (figure in figures.scorecard.figures and figures.has(figure)):
        return ()
    return (Words(" ("), figures.score(figure), Words(" คะแนน)"))


def _table(figures: Figures, asked: list[_Asked], choices: tuple[str, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for question in asked:
        shares = [Cell((text_runs(share),)) for share in question.shares] if choices else []
        score = Cell((scored(figures, question.figure, bold=True),))
        rows.append((cell(f"{question.question.id} {question.wording}"), *shares, score))
    narrow = len(choices) > 2
    shares_wide = (Column(_width(choice) if narrow else 2.4, "end") for choice in choices)
    widths = (Column(4.4 if narrow else 8), *shares_wide, Column(1.3, "end"))
    return Table(widths, _head(choices), tuple(rows))


def _width(choice: str) -> float:
    # A long choice without a space (ไม่เป็นไปตามวัตถุประสงค์) has words that need more room.
    return 2.0 if len(choice) > LONG and " " not in choice else 1.5


def _head(choices: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
    """The head: the choices as printed; words that several of them begin with stand once above them."""
    if not choices:
        return ((cell("ข้อคำถาม"), cell("คะแนน")),)
    above: list[Cell] = []
    below: list[Cell] = []
    for lead, group in groupby(choices, key=lambda choice: choice.partition(" ")[0]):
        same = list(group)
        tails = [choice.removeprefix(lead).strip() for choice in same]
        if len(same) > 1 and all(tails):
            above.append(cell(lead, span=len(same)))
            below += [cell(tail) for tail in tails]
        else:
            above += [cell(choice, rows=2) for choice in same]
    high = 2 if below else 1
    above = above if below else [cell(choice) for choice in choices]
    top = (
        cell("ข้อคำถาม", rows=high + 1),
        cell("สัดส่วนคำตอบ (ร้อยละ)", span=len(choices)),
        cell("คะแนน", rows=high + 1),
    )
    return (top, tuple(above), tuple(below)) if below else (top, tuple(above))


def _chart(dossier: Dossier, figures: Figures, part_id: str, number: str, asked: list[_Asked]) -> list[Block]:
    """All questions of an indicator in one chart: shares by the points that an answer gives, worst first."""
    fitting = [question for question in asked if question.shares and _points(question)]
    largest = [max(Decimal(figures.all[share.key].text) for share in question.shares) for question in fitting]
    # Where nearly all answer alike the bars are solid and show nothing that the table does not.
    if not fitting or min(largest) >= bars().nearly_full:
        return []
    every = sorted({points for question in fitting for points in _points(question)})
    series = tuple(
        Series(f"คำตอบที่ได้ {points} คะแนน", tuple(_share_key(question, points) for question in fitting))
        for points in every
    )
    name = figure_name(dossier.criteria, part_id).th
    title = f"สัดส่วนคำตอบตามคะแนนที่ได้ ตัวชี้วัดที่ {number} ({name})"
    told = []
    for at, question in enumerate(fitting):
        known = [(by_points.name, by_points.keys[at]) for by_points in series]
        shares = [f"{points} {figures.all[key].text}" for points, key in known if key]
        told.append(f"{question.question.id}: {', '.join(shares)}")
    return [
        Chart(
            "stacked", title, f"{title}: {'; '.join(told)}", tuple(question.question.id for question in fitting), series
        )
    ]


def _points(asked: _Asked) -> tuple[Decimal, ...]:
    """What each choice gives; nothing where that is not known, or where two choices give the same."""
    scale = asked.question.scale
    if scale is None or len(set(scale.points)) != len(asked.shares):
        return ()
    return tuple(scale.points)


def _share_key(asked: _Asked, points: Decimal) -> str | None:
    given = _points(asked)
    return asked.shares[given.index(points)].key if points in given else None

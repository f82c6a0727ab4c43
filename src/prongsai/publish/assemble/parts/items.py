"""Question by question in three columns: wording, score, and of the lowest ones the cause and the way to raise them."""

from __future__ import annotations

import re
from decimal import Decimal

from prongsai.analyze.bars import bars
from prongsai.analyze.finding.strengths import Lowest
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure
from prongsai.criteria.names import item_name
from prongsai.criteria.shapes import Indicator
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.advice_lines import CODE, TOO_FEW, few_items, named_lowest, private_items
from prongsai.publish.assemble.building.remedies import acts_for, cause_of, home_of, place_of
from prongsai.publish.assemble.building.wording import (
    asked,
    basis_notes,
    filled,
    heading,
    indicator_name,
    items_named,
    joined,
    note,
    own_sections,
    scored,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Heading, Paragraph, Runs, Table, Words, cell, text_runs

KEEP = "รักษาระดับไว้"
NOTHING = ("", "-", "–")


def items(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """By instrument and indicator: every question with its score, and what the lowest ones say."""
    blocks: list[Block] = []
    shown: list[str] = []
    places: dict[str, None] = {}
    for instrument in dossier.criteria.instruments.values():
        inner: list[Block] = []
        for number in instrument.indicators:
            indicator = dossier.criteria.indicators[number]
            parts = [
                p.id for p in instrument.parts if any(figures.has(item_figure(p.id, item)) for item in indicator.items)
            ]
            if parts:
                said = _Said(dossier, figures, indicator, options)
                inner += _indicator(dossier, figures, indicator, parts, said)
                shown += _wholes(dossier, figures, indicator, parts)
                shown += [item_figure(part, item) for part in parts for item in indicator.items]
                places |= dict.fromkeys(said.places)
        if inner:
            blocks += [heading(f"{instrument.name.th} ({instrument.id})", 2), *inner]
    if not blocks:
        return []
    title = filled(dossier, "การวิเคราะห์ผลการประเมินรายข้อ ปีงบประมาณ พ.ศ. {year}")
    where = [note(f"แนวทางการยกระดับรายข้อปรากฏใน{listed(list(places))}")] if places else []
    return [heading(title), *where, *blocks, *basis_notes(dossier, figures, shown)]


def _wholes(dossier: Dossier, figures: Figures, indicator: Indicator, parts: list[str]) -> list[FigureId]:
    """The figures of the indicator: the whole where it is known, else its parts."""
    whole = indicator_figure(indicator.id)
    if figures.has(whole):
        return [whole]
    several = len(dossier.criteria.instruments[indicator.instrument].parts) > 1
    in_parts = [indicator_figure(indicator.id, part) for part in parts if several]
    return [figure for figure in in_parts if figures.has(figure)]


def _indicator(dossier: Dossier, figures: Figures, indicator: Indicator, parts: list[str], said: _Said) -> list[Block]:
    criteria = dossier.criteria
    instrument = criteria.instruments[indicator.instrument]
    several = len(instrument.parts) > 1
    names = {part.id: part.short.th for part in instrument.parts}
    scores: list[Runs] = []
    for figure in _wholes(dossier, figures, indicator, parts):
        lead = f"{names[figure.part]} ได้ " if figure.part else ""
        scores.append(text_runs(lead, *scored(figures, figure), " คะแนน"))
    name = indicator_name(criteria, indicator.id)
    runs = text_runs(f"{name} (", *joined(scores, ", "), ")") if scores else text_runs(name)
    blocks: list[Block] = [Heading(3, runs)]
    rows: list[tuple[Cell, ...]] = []
    silent: list[str] = []
    for item_id in indicator.items:
        lines = said.of(item_id, parts)
        if not lines:
            silent.append(item_id)
            continue
        wording = asked(criteria, criteria.items[item_id].wording)
        cells = [Cell((scored(figures, item_figure(part, item_id)),)) for part in parts]
        rows.append((cell(f"{item_id} {wording}"), *cells, Cell(tuple(lines))))
    heads = [cell(f"คะแนน {names[part]}" if several else "คะแนน") for part in parts]
    head = (cell("ประเด็นข้อคำถาม"), *heads, cell("การวิเคราะห์ผลการประเมินฯ"))
    columns = (Column(4.6), *(Column(1.7 if several else 1.3, "end") for _ in parts), Column(5.4))
    table = Table(columns, (head,), tuple(rows))
    # What is not known takes one line, not a row each.
    unknown = [note(f"ไม่ทราบคะแนนของข้อ {items_named(criteria, silent)}")] if silent else []
    return [*blocks, table, *unknown, *said.under(parts)]


class _Said:
    """What is said of the questions of one indicator: the agency's own words where they hold, else the product's."""

    def __init__(self, dossier: Dossier, figures: Figures, indicator: Indicator, options: Options) -> None:
        self.dossier = dossier
        self.figures = figures
        self.indicator = indicator
        self.options = options
        self.places: list[str] = []
        whole = indicator_figure(indicator.id)
        self.lowest = [low for low in dossier.findings.lowest if low.scope.over_all_parts == whole]
        self.named = named_lowest(dossier, indicator.id)
        self.weak = {weak.item for weak in dossier.findings.weak_items if not weak.private}
        self.private = private_items(dossier, indicator.id)
        self.few = few_items(dossier, indicator.id)
        self.cause, self.way = _own(dossier, indicator.id)
        codes = set(CODE.findall(self.cause))
        # An own cause that speaks of other questions than the lowest ones does not hold, nor one that few answered.
        self.holds = (
            self.cause not in NOTHING
            and bool(self.named)
            and (not codes or bool(codes & set(self.named)))
            and not (codes or set(self.named)) & self.few
        )

    def of(self, item: str, parts: list[str]) -> list[Runs]:
        """The lines for one question; nothing where there is nothing to say of it."""
        asked_in = (self.dossier.scorecard.figures[item_figure(part, item)].shown for part in parts)
        known = [shown for shown in asked_in if shown is not None]
        if not known:
            return [text_runs("ผู้ประเมินระบุให้ปรับปรุง"), *self._advised(item, None)] if item in self.weak else []
        if min(known) >= 100:
            return [text_runs(KEEP)]
        if item in self.private:
            # Nothing is said that points at one answer.
            return [text_runs(f"ได้คะแนนเกือบเต็ม {KEEP}" if min(known) >= bars().nearly_full else TOO_FEW)]
        lines: list[Runs] = []
        if item in self.named:
            lines = [(Words("ข้อที่ได้คะแนนน้อยที่สุด", bold=True),)]
            if self.holds and self._own_is_for(item):
                return [*lines, *self._own_lines()]
        if item in self.weak and not self._own_way_stands(parts):
            lines += self._advised(item, min(known))
        return lines or [text_runs(self._told(min(known)))]

    def _told(self, score: Decimal) -> str:
        if not score:
            return "ข้อนี้ไม่ได้คะแนน ต้องดำเนินการแก้ไข"
        return "ต่ำกว่าเกณฑ์ ควรปรับปรุง" if score < self.dossier.findings.weak_below else "พัฒนาต่อเนื่อง"

    def _advised(self, item: str, score: Decimal | None) -> list[Runs]:
        """The product's own reading of a low score, and what to do, where no other part tells it."""
        acts = acts_for(self.dossier, item)
        home = home_of(self.dossier, self.options, item)
        if acts and home not in (None, "items"):
            self.places.append(place_of(home))
            return []
        if not acts:
            return []
        lines = [(Words("แนวทางการยกระดับ:", bold=True),), *(text_runs(f"{n}) {act}") for n, act in enumerate(acts, 1))]
        cause = "" if item in self.few else cause_of(self.dossier, item, score)
        return [*([text_runs(cause)] if cause else []), *lines]

    def _own_is_for(self, item: str) -> bool:
        """An own cause is for the questions that it names, else for the first of the lowest: it may not fit others."""
        return item in (set(CODE.findall(self.cause)) or {self.named[0]})

    def _own_lines(self) -> list[Runs]:
        way = self.way if self.way not in NOTHING else KEEP
        return [_labelled("สาเหตุ", self.cause), _labelled("แนวทางการยกระดับ", way)]

    def _own_way_stands(self, parts: list[str]) -> bool:
        """Whether the agency's way to raise the indicator stands below the table: then it is the only one."""
        return self.cause in NOTHING and self.way not in NOTHING and not self._kept_too_low(parts)

    def under(self, parts: list[str]) -> list[Block]:
        """What stands below the table: which question is lowest, and what the agency says of the whole indicator."""
        lines = [self._low(lowest) for lowest in self.lowest]
        if not lines:
            lines = [text_runs(said) for said in self._level(parts)]
        if self._own_way_stands(parts):
            lines.append(_labelled("แนวทางการยกระดับ", self.way))
        return [Paragraph(line) for line in lines]

    def _scores(self, part: str) -> list[Decimal]:
        shown = (self.dossier.scorecard.figures[item_figure(part, item)].shown for item in self.indicator.items)
        return [score for score in shown if score is not None]

    def _level(self, parts: list[str]) -> list[str]:
        """Why no question is the lowest."""
        known = [self._scores(part) for part in parts]
        if max(len(scores) for scores in known) < 2:
            single = len(self.indicator.items) < 2
            return [] if single else ["ทราบคะแนนเพียงข้อเดียว จึงระบุไม่ได้ว่าข้อใดได้คะแนนน้อยที่สุด"]
        each_part = "ในแต่ละส่วน " if len({score for scores in known for score in scores}) > 1 else ""
        whole = all(len(scores) == len(self.indicator.items) for scores in known)
        return [f"{each_part}ทุกข้อ{'' if whole else 'ที่ทราบคะแนน'}ได้คะแนนเท่ากัน"]

    def _kept_too_low(self, parts: list[str]) -> bool:
        """Whether the agency says to keep the level where a question is below the bar."""
        low = any(score < self.dossier.findings.weak_below for part in parts for score in self._scores(part))
        return low and self.way.startswith("รักษา")

    def _low(self, lowest: Lowest) -> Runs:
        if not lowest.public:
            return spoken(self.figures, lowest.sentence)
        criteria = self.dossier.criteria
        told = [item_name(criteria, criteria.items[figure.number]).th for figure in lowest.public]
        part_id = lowest.public[0].part or ""
        instrument = criteria.instrument_of_part(part_id)
        where = f" {next(p.short.th for p in instrument.parts if p.id == part_id)}" if len(instrument.parts) > 1 else ""
        score = scored(self.figures, lowest.public[0])
        label = Words(f"ข้อที่ได้คะแนนน้อยที่สุด{'' if lowest.complete else 'เท่าที่ทราบคะแนน'}: ", bold=True)
        return text_runs(label, f"{listed(told)}{where} (", *score, " คะแนน)")


def _labelled(label: str, text: str) -> Runs:
    return (Words(f"{label}: ", bold=True), Words(text))


def _own(dossier: Dossier, number: str) -> tuple[str, str]:
    """The cause and the way to raise that the agency wrote for an indicator; empty where it wrote none."""
    for section in own_sections(dossier, "analysis"):
        if re.search(rf"ตัวชี้วัดที่ {number}(?![0-9])", section.heading or ""):
            cause = re.search(r"^สาเหตุ: *(.*)$", section.text or "", re.MULTILINE)
            way = re.search(r"^แนวทางการยกระดับ: *(.*)$", section.text or "", re.MULTILINE)
            return (cause[1].strip() if cause else "", way[1].strip() if way else "")
    return "", ""

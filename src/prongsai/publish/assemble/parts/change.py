"""This year beside the year before, figure by figure, with the sentence that may be said about each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from prongsai.analyze.finding.changes import YearlyChange
from prongsai.analyze.ranking import indicators_of
from prongsai.analyze.sentences import FigureValue
from prongsai.collect.facts import AssessorPoint
from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.names import figure_name, figure_names, item_name
from prongsai.criteria.shapes import Indicator
from prongsai.language.digits import TO_ARABIC
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.remedies import elsewhere, parts_of, remedies
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import filled, heading, items_named, note, own_sections
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.own_words import typed
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Heading, Paragraph, Run, Runs, Table, Words, cell, text_runs

# The changes of which the sentence says that something is to be raised.
TO_RAISE = ("fell-and-weak", "fell-but-high", "fell-to-the-bar", "rose-but-still-lowest", "rose-but-still-weak")
_KEPT = re.compile("รักษา(?:ระดับ|มาตรฐาน)")
BROKEN = "เทียบตรงไม่ได้"
UNLINKED = "ไม่ทราบว่าเทียบได้หรือไม่"


def change(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Total, instruments and indicators with a sentence each; then the items that the crosswalks let compare."""
    changes = dossier.findings.changes
    known = [figure_change for figure_change in changes if figure_change.difference is not None]
    if not known:
        return []
    starred = Starred(dossier, figures)
    since, year = known[0].since, dossier.findings.year
    private = {weak_item.figure for weak_item in dossier.findings.weak_items if weak_item.private}
    large = [figure_change for figure_change in known if not figure_change.figure.small]
    small = [
        figure_change for figure_change in known if figure_change.figure.small and figure_change.figure not in private
    ]
    blocks: list[Block] = [heading(f"การเปลี่ยนแปลงจากปีงบประมาณ พ.ศ. {since} ถึง พ.ศ. {year}")]
    if large:
        blocks.append(_table(dossier, starred, large, options, sentences=True))
    if small:
        blocks += [
            Heading(2, text_runs("รายข้อและรายตัวชี้วัดย่อยที่เทียบกันได้")),
            _table(dossier, starred, small, options, sentences=False),
        ]
    # What the signs mean stands above the table: below a long one it would come alone on a page of its own.
    signs: list[Block] = []
    broken = [figure_change.broken for figure_change in known if figure_change.broken]
    if any(between.known for between in broken):
        signs.append(note(f"“{BROKEN}” คือวิธีประเมินของสองปีต่างกัน ผลต่างเป็นเพียงผลลบของตัวเลข ไม่ใช่การพัฒนาหรือถดถอย"))
    if not all(between.known for between in broken):
        signs.append(note(f"“{UNLINKED}” คือยังไม่ทราบว่าวิธีประเมินของสองปีเหมือนกันหรือไม่ ผลต่างเป็นเพียงผลลบของตัวเลข"))
    return [blocks[0], *starred.closed(signs), *blocks[1:], *_unknown(dossier, changes)]


def _table(
    dossier: Dossier, starred: Starred, shown: list[YearlyChange], options: Options, *, sentences: bool
) -> Table:
    since, year = shown[0].since, dossier.findings.year
    rows: list[tuple[Cell, ...]] = []
    own = _own_lines(dossier)
    for figure_change in shown:
        name = figure_name(dossier.criteria, figure_change.figure).th
        rows.append(
            (
                cell(name, bold=sentences, rows=2 if sentences else 1),
                Cell((starred.value(figure_change.figures["before"]),)),
                Cell((starred.value(figure_change.figures["now"]),)),
                Cell(_difference(starred, figure_change)),
            )
        )
        if sentences:
            # Under the figures and beside the name, which spans both rows and so keeps them on one page.
            rows.append((Cell(_sentences(dossier, starred, figure_change, own, options), span=3, align="start"),))
    head = (cell("รายการ"), cell(f"คะแนนปี {since}"), cell(f"คะแนนปี {year}"), cell("ผลต่าง"))
    columns = (Column(2.25), Column(2.65, "end"), Column(2.65, "end"), Column(3.25, "end"))
    return Table(columns, (head,), tuple(rows))


def _sentences(
    dossier: Dossier, starred: Starred, figure_change: YearlyChange, own: dict[str, list[str]], options: Options
) -> tuple[Runs, ...]:
    """What is said of a change: the agency's own lines, behind ours unless theirs tell the change rightly."""
    lines = own.get(figure_change.figure, [])
    # A change is told with its direction in words, without the sign.
    told = {value.text.lstrip("+-"): _unsigned(value) for value in figure_change.figures.values()}
    typed_in = set(typed(" ".join(lines)))
    alone = bool(typed_in) and typed_in <= told.keys() and figure_change.broken is None
    # What the agency wrote has its remedy; a level that is to be kept has none.
    ours = () if alone else ((*starred.said(figure_change.sentence), *_raised(dossier, figure_change, lines, options)),)
    return (*ours, *(_locked(starred, line, told) for line in lines))


def _raised(dossier: Dossier, figure_change: YearlyChange, lines: Iterable[str], options: Options) -> Runs:
    """What is said of raising behind our sentence; nothing beside the agency's own lines."""
    if any(lines):
        return ()
    if figure_change.kind in TO_RAISE:
        return _remedy(dossier, figure_change.figure, options)
    weak = {standing.figure for standing in dossier.findings.weaknesses if not standing.private}
    if figure_change.broken is None or figure_change.figure not in weak:
        return ()
    opening = Words(" อย่างไรก็ตาม ตัวชี้วัดนี้เป็นจุดที่ต้องพัฒนา จึงควรปรับปรุง")
    return (opening, *_remedy(dossier, figure_change.figure, options))


def _remedy(dossier: Dossier, figure: FigureId, options: Options) -> Runs:
    """What raises an indicator, as the end of a sentence: by the assessor's points, else by our advice."""
    if figure.kind != "indicator":
        return ()
    indicator = dossier.criteria.indicators[figure.number]
    points = [point for point in dossier.facts.assessor if point.advice and _about(point, indicator)]
    there = options.get("parts", "").split()
    if points and "assessor" in there:
        names = [item_name(dossier.criteria, dossier.criteria.items[item]).th for item in _items(points, indicator)]
        about = f"ในเรื่อง {listed(names)}" if names else "ที่เกี่ยวกับตัวชี้วัดนี้"
        return text_runs(f"โดยดำเนินการตามข้อเสนอแนะของผู้ประเมิน{about}")
    if points:
        # The point on a question says more than that on the whole indicator.
        nearest = min(points, key=lambda point: point.scope != "items")
        return text_runs(f"ตามข้อเสนอแนะของผู้ประเมิน คือ {' '.join((nearest.advice or '').split())}")
    lowest_first = remedies(dossier, dossier.findings.weak_items, indicator.id, parts_of(dossier, indicator, figure))
    if place := elsewhere(dossier, options, "change", lowest_first):
        return text_runs(
            f"โดยดำเนินการในข้อ {items_named(dossier.criteria, [each.item for each in lowest_first])} ({place})"
        )
    acts = [act for remedy in lowest_first for act in remedy.acts]
    return text_runs(f"โดย{acts[0]}") if acts else ()


def _about(point: AssessorPoint, indicator: Indicator) -> bool:
    if point.scope == "indicator":
        # What is to be kept as it is raises nothing.
        return indicator.id in point.ids and not _KEPT.search(point.advice or "")
    return point.scope == "items" and bool(set(point.ids) & set(indicator.items))


def _items(points: Iterable[AssessorPoint], indicator: Indicator) -> tuple[str, ...]:
    named = (item for point in points if point.scope == "items" for item in point.ids if item in indicator.items)
    return tuple(dict.fromkeys(named))


def _unsigned(value: FigureValue) -> FigureValue:
    if not value.text.startswith(("+", "-")):
        return value
    return replace(value, key=value.key.replace("change:", "size:", 1), text=value.text.lstrip("+-"))


def _locked(starred: Starred, line: str, told: Mapping[str, FigureValue]) -> Runs:
    """An own line whose figures are the change's own: as figures of the document, so that all formats show the same."""
    runs: list[Run] = []
    for piece in _SCORE.split(line):
        value = told.get(piece.translate(TO_ARABIC))
        if value is None:
            runs.append(Words(piece))
        else:
            runs += starred.value(value)
    return tuple(runs)


def _own_lines(dossier: Dossier) -> dict[str, list[str]]:
    """The lines that the agency wrote about an indicator's change, by the figure."""
    lines: dict[str, list[str]] = {}
    for section in own_sections(dossier, "change"):
        for line in filled(dossier, section.text or "").splitlines():
            named = _OF_INDICATOR.match(line.strip())
            if named is not None:
                lines.setdefault(indicator_figure(named[1]), []).append(line.strip())
    return lines


_SCORE = re.compile(r"(?<![\d.])(\d{1,3}\.\d{1,3})(?![\d.])")
_OF_INDICATOR = re.compile(r"^(?:ผล)?(?:คะแนน)?ตัวชี้วัดที่ *([0-9]{1,2})(?![0-9.])")


def _difference(starred: Starred, figure_change: YearlyChange) -> tuple[Runs, ...]:
    shown = starred.value(figure_change.figures["change"])
    broken = figure_change.broken
    return (shown,) if broken is None else (shown, (Words(BROKEN if broken.known else UNLINKED, italic=True),))


def _listed(dossier: Dossier, missing: list[FigureId]) -> str:
    """The figures by name; all indicators at once where none of them is known."""
    every = indicators_of(dossier.criteria)
    if not set(every) <= set(missing):
        return figure_names(dossier.criteria, tuple(missing)).th
    others = [figure_name(dossier.criteria, figure).th for figure in missing if figure.kind != "indicator"]
    return listed([*others, f"ตัวชี้วัดทั้ง {len(every)} ตัว"], ", ")


def _unknown(dossier: Dossier, changes: tuple[YearlyChange, ...]) -> list[Block]:
    """Of which figures only one of the years is known."""
    asked = [figure_change for figure_change in changes if figure_change.difference is None]
    blocks: list[Block] = []
    for year, missing in (
        (changes[0].since, [figure_change.figure for figure_change in asked if figure_change.before is None]),
        (dossier.findings.year, [figure_change.figure for figure_change in asked if figure_change.before is not None]),
    ):
        if missing:
            blocks.append(
                Paragraph(text_runs(f"ไม่ทราบคะแนนปี {year} ของ {_listed(dossier, missing)} จึงไม่สามารถระบุการเปลี่ยนแปลงได้"))
            )
    return blocks

"""The result over the years, with the level of each and what keeps years from being compared."""

from __future__ import annotations

from prongsai.analyze.figure_keys import past_key
from prongsai.analyze.history import NO_CROSSWALK, Break, YearFigures, joins
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Instrument
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import (
    UNSURE_NOTE,
    beside_level,
    heading,
    note,
    own_sections,
    prose,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures, two
from prongsai.publish.report import Block, Cell, Chart, Column, Listing, Paragraph, Runs, Series, Table, cell, text_runs

# How surely the result of an earlier year is known, where it was not read from an announcement.
UNSURE = {
    "inferred": "ผลของปีนี้อนุมานจากข้อมูลที่มี ยังไม่พบเอกสารที่ประกาศ",
    "recollection": "ผลของปีนี้มาจากความทรงจำ ยังไม่พบเอกสารยืนยัน",
    "unknown": "ไม่ทราบที่มาของผลในปีนี้",
}
BROKEN = "คะแนนของปีที่วิธีประเมินต่างกันไม่ควรเทียบกันโดยตรง"
# How the sentence on the total says so, and what then heads the reasons.
NOT_COMPARED = "เทียบกันโดยตรงไม่ได้"
CHANGED = "รายละเอียดของวิธีประเมินที่เปลี่ยนไป มีดังนี้"


def history(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Total and instruments by year as table and chart; nothing where only one year is known."""
    years = dossier.findings.years
    wanted = [
        "total",
        *(figure for instrument in dossier.criteria.instruments.values() for figure in _figures(instrument)),
    ]
    shown = [figure for figure in wanted if sum(figure in year.figures for year in years) > 1]
    if not shown:
        return []
    first, last = years[0].year, years[-1].year
    blocks: list[Block] = [heading(f"ผลการประเมินย้อนหลัง ปีงบประมาณ พ.ศ. {first}–{last}")]
    blocks.append(_table(dossier, figures, shown))
    blocks += _computed(dossier, shown)
    if sum("total" in year.figures for year in years) > 1:
        blocks.append(_chart(dossier, figures, years))
    change = dossier.findings.change_of("total")
    told = ""
    if change is not None and change.difference is not None:
        told = "".join(part if isinstance(part, str) else part.text for part in change.sentence.parts())
        blocks.append(Paragraph(spoken(figures, change.sentence), indent=True))
    blocks += _breaks(dossier, told)
    for section in own_sections(dossier, "history"):
        blocks += prose(section.text or "")
    return blocks


def _figures(instrument: Instrument) -> list[str]:
    parts = [part.id for part in instrument.parts]
    return [instrument.id] if parts == [instrument.id] else [instrument.id, *parts]


def _score(figures: Figures, year: YearFigures, figure: str) -> Runs:
    known = year.figures.get(figure)
    if known is None:
        return text_runs("–")
    key = figure if year.year == figures.scorecard.year else past_key(figure, year.year)
    runs: Runs = (figures.put(key, two(known.value), "score"),)
    return (*runs, *text_runs("*")) if known.unconfirmed else runs


def _table(dossier: Dossier, figures: Figures, shown: list[str]) -> Table:
    head = [cell("ปีงบประมาณ พ.ศ.")]
    head += [cell("คะแนนรวม" if figure == "total" else figure_name(dossier.criteria, figure).th) for figure in shown]
    rows = []
    for year in dossier.findings.years:
        # In what is signed a star says how surely the year is known.
        star = ("*",) if dossier.clean and year.certainty in UNSURE else ()
        row = [cell(str(year.year), *star), *(Cell((_score(figures, year, figure),)) for figure in shown)]
        rows.append((*row, Cell((_level(dossier, figures, year),))))
    columns = (Column(1.6, "center"), *(Column(1.4, "end") for _ in shown), Column(2.2, "center"))
    return Table(columns, ((*head, cell("ระดับ")),), tuple(rows))


def _level(dossier: Dossier, figures: Figures, year: YearFigures) -> Runs:
    if year.level is None:
        return text_runs("–")
    here = year.year == figures.scorecard.year
    runs: Runs = (figures.put("level" if here else f"level@{year.year}", year.level, "level"),)
    if year.level_mark is not None:
        runs = (*runs, *text_runs("*" if dossier.clean else f" {year.level_mark.th}"))
    by_rules = figures.scorecard.level.computed if here else None
    if by_rules is None or by_rules == year.level:
        return runs
    right = figures.put("level:by-rules", by_rules, "level")
    return (*runs, *text_runs(" (ตามเกณฑ์: ", right, f"{beside_level(dossier, by_rules)})"))


def _computed(dossier: Dossier, shown: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for year in dossier.findings.years:
        made = [figure for figure in shown if figure in year.figures and year.figures[figure].basis == "computed"]
        if made:
            names = listed(
                ["คะแนนรวม" if figure == "total" else figure_name(dossier.criteria, figure).th for figure in made]
            )
            blocks.append(note(f"ปี {year.year}: {names} คำนวณจากคะแนนย่อยที่ประกาศ มิใช่คะแนนที่ประกาศ"))
    for year in dossier.findings.years:
        if year.certainty in UNSURE and not dossier.clean:
            blocks.append(note(f"ปี {year.year}: {UNSURE[year.certainty]}"))
    if not dossier.clean and any(
        year.figures[figure].unconfirmed
        for year in dossier.findings.years
        for figure in shown
        if figure in year.figures
    ):
        blocks.append(note(UNSURE_NOTE))
    return blocks


def _chart(dossier: Dossier, figures: Figures, years: tuple[YearFigures, ...]) -> Chart:
    by_year: dict[int, str] = {}
    for year in years:
        key = getattr(_score(figures, year, "total")[0], "key", None)
        if key:
            by_year[year.year] = key
    told = [f"ปี {year} {figures.all[key].text}" for year, key in by_year.items()]
    # Years stand as far apart as they are, also those of which nothing is known.
    shown = range(min(by_year, default=0), max(by_year, default=-1) + 1)
    title = called(dossier, "คะแนนรวม ITA รายปี")
    return Chart(
        "lines" if len(by_year) > 2 and joins(dossier.criteria, dossier.findings.breaks, "total") else "columns",
        title,
        f"{title}: {', '.join(told)}",
        tuple(str(year) for year in shown),
        (Series("คะแนนรวม", tuple(by_year.get(year) for year in shown)),),
    )


def _breaks(dossier: Dossier, told: str) -> list[Block]:
    """What keeps years from being compared, but for what the sentence ``told`` above says already."""
    blocks: list[Block] = []
    known = [broken for broken in dossier.findings.breaks if broken.known]
    pairs = {(broken.since, broken.until) for broken in known}
    linked = [broken for broken in dossier.findings.breaks if broken.linked and not broken.known]
    # A doubt about years that are known not to compare is one more reason of theirs.
    reasons = [*known, *(doubt for doubt in linked if (doubt.since, doubt.until) in pairs)]
    items = dict.fromkeys(_reason(dossier, broken) for broken in reasons if broken.why.th not in told)
    if items:
        lead = CHANGED if NOT_COMPARED in told else f"{BROKEN} เพราะ"
        blocks += [Paragraph(text_runs(lead)), Listing(tuple(text_runs(item) for item in items))]
    unlinked = [str(broken.since) for broken in dossier.findings.breaks if not broken.linked]
    if unlinked:
        said = f"ไม่ทราบว่าคะแนนปี {', '.join(dict.fromkeys(unlinked))} เทียบกับปี {dossier.findings.year} ได้หรือไม่"
        blocks.append(Paragraph(text_runs(f"{said} เพราะ{NO_CROSSWALK.th}")))
    for doubt in (doubt for doubt in linked if (doubt.since, doubt.until) not in pairs):
        said = f"ไม่ทราบว่าคะแนนปี {doubt.since} เทียบกับปี {doubt.until} ได้หรือไม่"
        blocks.append(Paragraph(text_runs(f"{said} เพราะ{doubt.why.th}")))
    return blocks


def _reason(dossier: Dossier, broken: Break) -> str:
    about_all = ("total", "level", *dossier.criteria.instruments)
    names = [figure_name(dossier.criteria, figure).th for figure in about_all if figure in broken.figures]
    about = f" ({' '.join(names)})" if names else ""
    return f"ปี {broken.since} กับปี {broken.until}{about}: {broken.why.th}"

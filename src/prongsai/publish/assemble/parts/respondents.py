"""Who answered: a narrative of the largest groups and the one-way tables, part by part."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.assess.shares import largest_remainder, share_explained
from prongsai.collect.facts import Groups, PartAnswers
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Demographic
from prongsai.publish.assemble.building.wording import filled, heading, joined, listed_runs, own_sections, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Ref, Runs, Table, cell, text_runs

HEADING = "ข้อมูลผู้ตอบแบบวัดการรับรู้"
# The groups that the narrative names: the largest and the next.
NAMED = 2


@dataclass(frozen=True, slots=True)
class _Group:
    label: str
    size: int | None
    count: Ref | None
    share: Ref | None


def respondents(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Every part that has respondents or groups; nothing where the file holds neither."""
    parts = [
        (part_id, answers)
        for part_id in dossier.criteria.part_ids()
        if (answers := dossier.facts.answers.get(part_id)) and (answers.respondents is not None or answers.demographics)
    ]
    if not parts:
        return []
    written = own_sections(dossier, "respondents")
    whole = [section for section in written if section.heading and not section.text]
    told = [section for section in written if section.text]
    blocks: list[Block] = [heading(whole[0].heading or HEADING if whole else HEADING)]
    for at, (part_id, answers) in enumerate(parts):
        # The agency's own words go with the parts in order: inside first, then outside.
        own = told[at] if at < len(told) else None
        name = figure_name(dossier.criteria, part_id).th
        title = own.heading if own and own.heading else f"ผู้ตอบแบบวัด {name}"
        blocks.append(heading(title, 2))
        blocks += prose(own.text or "") if own else []
        blocks += _part(dossier, figures, part_id, answers)
    return blocks


def _part(dossier: Dossier, figures: Figures, part_id: str, answers: PartAnswers) -> list[Block]:
    name = figure_name(dossier.criteria, part_id).th
    groups = {
        demographic.id: _groups(figures, part_id, demographic, given)
        for demographic in dossier.criteria.demographics.values()
        if (given := (answers.demographics or {}).get(demographic.id)) is not None
    }
    blocks: list[Block] = []
    if answers.respondents is not None:
        count = figures.put(f"count:{part_id}.respondents", str(answers.respondents), "count")
        opening: Runs = text_runs(
            filled(dossier, f"ผู้ตอบแบบวัด {name} ของ{{agency}} ปีงบประมาณ พ.ศ. {{year}} มีจำนวน "), count, " คน"
        )
        told = [_largest(dossier.criteria.demographics[key], listed) for key, listed in groups.items()]
        known = [largest for largest in told if largest]
        runs = (*opening, *text_runs(" "), *joined(known, " ")) if known else opening
        blocks.append(Paragraph(runs, indent=True))
    if groups:
        blocks.append(_table(dossier, name, groups))
    return blocks


def _groups(figures: Figures, part_id: str, demographic: Demographic, given: Groups) -> list[_Group]:
    counts = given.counts or {}
    shares = given.shares or {}
    listed = [group for group in demographic.groups if group.code in counts or group.code in shares]
    sizes = [counts.get(group.code, 0) for group in listed]
    computed = largest_remainder(sizes) if counts else None
    groups = []
    for at, group in enumerate(listed):
        key = f"{part_id}.{demographic.id}.{group.code}"
        count = figures.put(f"count:{key}", str(counts[group.code]), "count") if group.code in counts else None
        printed = shares.get(group.code)
        if printed is not None and counts and not share_explained(sizes[at], sum(sizes), sizes, printed):
            printed = None
        if printed is None and computed is not None and any(sizes):
            printed = computed[at]
        share = figures.put(f"share:{key}", str(printed), "share") if printed is not None else None
        groups.append(_Group(group.label.th, counts.get(group.code), count, share))
    return groups


def _largest(demographic: Demographic, groups: list[_Group]) -> Runs | None:
    """The largest groups of one question in a sentence; all of those that tie; None where counts are not known."""
    sizes = sorted({group.size for group in groups if group.size}, reverse=True)[:NAMED]
    if not sizes:
        return None
    told: list[Runs] = []
    for size in sizes:
        same = [group for group in groups if group.size == size]
        named = listed_runs([_named(group) for group in same])
        told.append((*text_runs("รองลงมาคือ " if told else f"ด้าน{demographic.name.th} มากที่สุดคือ "), *named))
    return joined(told, " ")


def _named(group: _Group) -> Runs:
    runs: list[str | Ref] = [f"{group.label} "]
    if group.count is not None:
        runs += [group.count, " คน"]
    if group.share is not None:
        runs += [" (ร้อยละ ", group.share, ")"]
    return text_runs(*runs)


def _table(dossier: Dossier, name: str, groups: dict[str, list[_Group]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for key, listed in groups.items():
        for at, group in enumerate(listed):
            first = (cell(dossier.criteria.demographics[key].name.th, rows=len(listed)),) if at == 0 else ()
            count = Cell(((group.count,) if group.count else text_runs("–"),))
            share = Cell(((group.share,) if group.share else text_runs("–"),))
            rows.append((*first, cell(group.label), count, share))
    head = (cell("คุณลักษณะ"), cell("กลุ่ม"), cell("จำนวน (คน)"), cell("ร้อยละ"))
    columns = (Column(3), Column(6), Column(1.8, "end"), Column(1.8, "end"))
    return Table(columns, (head,), tuple(rows), caption=text_runs(f"คุณลักษณะของผู้ตอบแบบวัด {name}"))

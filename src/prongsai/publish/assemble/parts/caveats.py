"""What the figures do not tell, and which of them rest on unconfirmed rules."""

from __future__ import annotations

from prongsai.criteria.names import figure_name
from prongsai.criteria.rule_names import rule_name
from prongsai.publish.assemble.building.unconfirmed import STAR, Starred
from prongsai.publish.assemble.building.wording import heading, unsure
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cell,
    Column,
    Heading,
    Listing,
    Paragraph,
    Runs,
    Table,
    cell,
    text_runs,
)


def caveats(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The caveats of the findings, the years that do not compare, and every figure of unconfirmed rules."""
    # That weights were fitted is what the star says in a document to be signed.
    known_caveats = [one for one in dossier.findings.caveats if not (dossier.clean and one.kind == "fitted-weights")]
    if not known_caveats:
        return []
    starred = Starred(dossier, figures)
    items: list[Runs] = [starred.said(caveat.sentence) for caveat in known_caveats]
    for broken in dossier.findings.breaks:
        how = "บางส่วนเทียบกันโดยตรงไม่ได้" if broken.known else "ไม่ทราบว่าเทียบกันได้หรือไม่"
        items.append(text_runs(f"คะแนนปี {broken.since} กับปี {broken.until} {how}: {broken.why.th}"))
    blocks: list[Block] = [heading("ข้อควรรู้ก่อนนำผลไปใช้"), Listing(tuple(dict.fromkeys(items)))]
    return [*blocks, *(() if dossier.clean else _unconfirmed(dossier, figures))]


def _unconfirmed(dossier: Dossier, figures: Figures) -> list[Block]:
    """The figures that rest on unconfirmed rules, by the rules that they rest on."""
    by_rules: dict[tuple[str, ...], list[str]] = {}
    for figure in dossier.scorecard.figures:
        if figures.has(figure) and unsure(figures, figure):
            by_rules.setdefault(dossier.scorecard.figures[figure].rests_on, []).append(figure)
    if not by_rules:
        return []
    rows: list[tuple[Cell, ...]] = []
    for rules, names in by_rules.items():
        first = cell(", ".join(rule_name(rule).th for rule in rules) or "–", rows=len(names))
        for at, name in enumerate(names):
            row = (cell(figure_name(dossier.criteria, name).th), Cell(((figures.score(name), STAR),)))
            rows.append((first, *row) if at == 0 else row)
    head = (cell("หลักเกณฑ์ที่ยังไม่ยืนยัน"), cell("คะแนนที่คำนวณจากหลักเกณฑ์นั้น"), cell("คะแนน"))
    said = "คะแนนที่มีเครื่องหมาย * คำนวณจากหลักเกณฑ์ที่ยังไม่พบในเอกสารเผยแพร่ของทางราชการ จึงมิใช่คะแนนที่ประกาศ ได้แก่"
    return [
        Heading(2, text_runs("คะแนนที่คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน")),
        Paragraph(text_runs(said), indent=True),
        Table((Column(3), Column(6), Column(1.6, "end")), (head,), tuple(rows)),
    ]

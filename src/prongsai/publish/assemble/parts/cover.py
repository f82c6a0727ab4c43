"""The cover, or only a title at the top of the first page."""

from __future__ import annotations

from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import filled, plan_year
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cover, Paragraph, text_runs


def cover(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The cover; with ``style: head`` only a title at the top of the first page. ``title`` is the document's."""
    title = filled(dossier, options.get("title", "")) or _title(dossier)
    year, later = dossier.facts.year, plan_year(dossier)
    if options.get("style") == "head":
        blocks: list[Block] = [Paragraph(text_runs(title), style="title")]
        if dossier.agency not in title:
            under = f"{dossier.agency} {dossier.place}".strip()
            blocks.append(Paragraph(text_runs(under), style="subtitle"))
        return blocks
    lines = [title]
    if later != year and f"{year}" in title and f"{later}" in title:
        pass
    elif later != year:
        told = called(dossier, f"จากผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}")
        lines.append(told if f"{later}" in title else f"{told} และแผนปีงบประมาณ พ.ศ. {later}")
    elif f"{year}" not in title:
        lines.append(f"ประจำปีงบประมาณ พ.ศ. {year}")
    unit = dossier.document.unit if dossier.document else None
    return [Cover(tuple(lines), dossier.agency, dossier.place or None, ("จัดทำโดย", unit) if unit else ())]


def _title(dossier: Dossier) -> str:
    named = dossier.document.title if dossier.document else None
    standard = f"รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {dossier.facts.year}"
    return named or called(dossier, standard)

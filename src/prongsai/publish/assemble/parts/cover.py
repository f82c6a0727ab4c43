"""The cover, or only a title at the top of the first page."""

from __future__ import annotations

from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.printed_words import bare
from prongsai.publish.assemble.building.wording import filled, own_sections, plan_year
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cover, Paragraph, text_runs


def cover(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The cover; with ``style: head`` only a title at the top of the first page. ``title`` is the document's."""
    title = filled(dossier, options.get("title", "")) or _title(dossier)
    unit = dossier.document.unit if dossier.document else None
    made_by = ("จัดทำโดย", unit) if unit else ()
    name, written = _own(dossier, made_by) if options.get("own") == "yes" else (dossier.agency, [])
    year, later = dossier.facts.year, plan_year(dossier)
    if options.get("style") == "head":
        title = " ".join(written) or title
        blocks: list[Block] = [Paragraph(text_runs(title), style="title")]
        if dossier.agency not in title:
            under = f"{dossier.agency} {dossier.place}".strip()
            blocks.append(Paragraph(text_runs(under), style="subtitle"))
        return blocks
    if written:
        # Broken where the agency breaks them.
        return [Cover(tuple(written), name, dossier.place or None, made_by)]
    lines = [title]
    if later != year and f"{year}" in title and f"{later}" in title:
        pass
    elif later != year:
        told = called(dossier, f"จากผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}")
        lines.append(told if f"{later}" in title else f"{told} และแผนปีงบประมาณ พ.ศ. {later}")
    elif f"{year}" not in title:
        lines.append(f"ประจำปีงบประมาณ พ.ศ. {year}")
    return [Cover(tuple(lines), name, dossier.place or None, made_by)]


def _own(dossier: Dossier, made_by: tuple[str, ...]) -> tuple[str, list[str]]:
    """The agency's name and the lines of the title as it wrote them for its cover; what the cover has anyway, once."""
    name, lines = dossier.agency, list[str]()
    for section in own_sections(dossier, "cover"):
        head = filled(dossier, section.heading or "").strip()
        if head.startswith(dossier.agency):
            name = head
        elif head:
            lines.append(head)
        lines += [line.strip() for line in filled(dossier, section.text or "").splitlines() if line.strip()]
    anyway = {bare(text) for text in (name, dossier.agency, f"{dossier.agency}{dossier.place}", "".join(made_by))}
    return name, [line for line in lines if bare(line) not in anyway]


def _title(dossier: Dossier) -> str:
    named = dossier.document.title if dossier.document else None
    standard = f"รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {dossier.facts.year}"
    return named or called(dossier, standard)

"""The result of the year: total, level and target, in words and as cards."""

from __future__ import annotations

from prongsai.collect.papers import Section
from prongsai.language.digits import TO_ARABIC
from prongsai.publish.assemble.building.agency_words import HOMES
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.key_figures import key_figures
from prongsai.publish.assemble.building.printed_words import bare
from prongsai.publish.assemble.building.wording import (
    filled,
    heading,
    level_runs,
    note,
    own_sections,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.own_words import typed
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures, two
from prongsai.publish.report import (
    Block,
    Paragraph,
    Runs,
    Words,
    text_runs,
)


def results(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Total, level and target in words and as cards; nothing where the total is not known."""
    if not figures.has("total"):
        return []
    level = level_runs(dossier, figures)
    default = filled(dossier, "ผลการประเมินในภาพรวม ประจำปีงบประมาณ พ.ศ. {year}")
    blocks: list[Block] = [heading(default), *_told(dossier, figures, level, options)]
    if not level and dossier.findings.level is not None:
        blocks += [
            Paragraph(spoken(figures, sentence), indent=True) for sentence in dossier.findings.level.sentences[:1]
        ]
    blocks.append(key_figures(dossier, figures))
    return [*blocks, note("คะแนนนี้วัดการรับรู้ของผู้ตอบและการเปิดเผยข้อมูล ไม่ได้รับรองว่าไม่มีการทุจริต")]


def _told(dossier: Dossier, figures: Figures, level: Runs, options: Options) -> list[Block]:
    """Total, target and level in one paragraph; of what the agency tells itself in this part only the target."""
    targets = dossier.findings.targets
    if _told_already(dossier, options):
        agency = Words(dossier.agency)
        return [Paragraph((agency, *spoken(figures, target.sentence)), indent=True) for target in targets]
    standard = "{agency}เข้ารับการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year} "
    opening = Words(filled(dossier, called(dossier, standard)))
    first, others = (targets[0], targets[1:]) if targets and targets[0].figure == "total" else (None, targets)
    if first is not None:
        runs: Runs = (opening, *spoken(figures, first.sentence))
    else:
        runs = text_runs(opening, "ได้คะแนนรวม ", figures.score("total", bold=True), " คะแนน")
    runs = (*runs, Words(" ผลการประเมินอยู่ใน" if _at_a_level(level) else " "), *level) if level else runs
    return [Paragraph(runs, indent=True), *(Paragraph(spoken(figures, told.sentence), indent=True) for told in others)]


def _at_a_level(level: Runs) -> bool:
    """Whether the level is told as one alone: ``ระดับ “ผ่าน”``."""
    return isinstance(level[0], Words) and level[0].text == "ระดับ “"


def _told_already(dossier: Dossier, options: Options) -> bool:
    """Whether the agency's own words for this part tell the total, and the level where it is known."""
    if all(field in dossier.texts.get("results", "") for field in ("{total}", "{level}")):
        return True
    sections = [*own_sections(dossier, "results"), *_placed_here(dossier, options)]
    own = " ".join(section.text or "" for section in sections).translate(TO_ARABIC)
    level = dossier.scorecard.level.name
    shown = dossier.scorecard.figures["total"].shown
    return shown is not None and two(shown) in typed(own) and (level is None or level in own)


def _placed_here(dossier: Dossier, options: Options) -> list[Section]:
    """What the agency wrote as its analysis and stands in this part: under its heading, or for want of another."""
    nearer = set(HOMES["analysis"]) - {"results"}
    written = own_sections(dossier, "analysis")
    if not nearer & set(options.get("parts", "").split()):
        return list(written)
    head = bare(filled(dossier, options.get("heading", "")))
    return [section for section in written if head and bare(filled(dossier, section.heading or "")) == head]

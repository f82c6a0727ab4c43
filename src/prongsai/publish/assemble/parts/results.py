"""The result of the year: total, level and target, in words and as cards."""

from __future__ import annotations

from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.key_figures import key_figures
from prongsai.publish.assemble.building.wording import (
    filled,
    heading,
    level_runs,
    note,
    spoken,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Paragraph,
    Runs,
    text_runs,
)


def results(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Total, level and target in words and as cards; nothing where the total is not known."""
    if not figures.has("total"):
        return []
    standard = "{agency}เข้ารับการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year} ได้คะแนนรวม "
    opening = filled(dossier, called(dossier, standard))
    level = level_runs(dossier, figures)
    runs: Runs = (*text_runs(opening, figures.score("total", bold=True), " คะแนน"),)
    runs = (*runs, *text_runs(" "), *level) if level else runs
    default = filled(dossier, "ผลการประเมินในภาพรวม ประจำปีงบประมาณ พ.ศ. {year}")
    blocks: list[Block] = [heading(default), Paragraph(runs, indent=True)]
    for target in dossier.findings.targets:
        blocks.append(Paragraph(spoken(figures, target.sentence), indent=True))
    if not level and dossier.findings.level is not None:
        blocks += [
            Paragraph(spoken(figures, sentence), indent=True) for sentence in dossier.findings.level.sentences[:1]
        ]
    blocks.append(key_figures(dossier, figures))
    return [*blocks, note("คะแนนนี้วัดการรับรู้ของผู้ตอบและการเปิดเผยข้อมูล ไม่ได้รับรองว่าไม่มีการทุจริต")]

"""The key figures of the year as cards: total with level, target, change since the year before."""

from __future__ import annotations

from prongsai.analyze.figure_keys import change_key
from prongsai.analyze.printed_before import past_figure
from prongsai.language.exact import signed
from prongsai.publish.assemble.building.wording import (
    level_runs,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.figures import Figures, two
from prongsai.publish.report import (
    Cards,
    Runs,
    Words,
    text_runs,
)


def key_figures(dossier: Dossier, figures: Figures) -> Cards:
    """The key figures of the year: total with level, target with margin, change since the year before."""
    level = level_runs(dossier, figures)
    made: list[tuple[str, Runs, Runs]] = [("คะแนนรวม", (figures.score("total"),), level or text_runs("ยังไม่ทราบระดับ"))]
    for target in dossier.findings.targets:
        bar = figures.put(f"target:{target.figure}", str(target.target), "score")
        remark: Runs = text_runs("บรรลุเป้าหมายพอดี")
        if target.margin:
            margin = figures.put(f"margin:{target.figure}", two(abs(target.margin)), "points")
            word = "บรรลุเป้าหมาย สูงกว่า" if target.met else "ไม่บรรลุเป้าหมาย ต่ำกว่า"
            remark = (Words(f"{word} "), margin, Words(" คะแนน"))
        made.append(("เป้าหมาย (คะแนน)", (bar,), remark))
    year = dossier.facts.year - 1
    before, now = past_figure(dossier.facts, year, "total"), dossier.scorecard.figures["total"].shown
    if before is not None and now is not None:
        past = figures.put(f"total@{year}", two(before), "score")
        why = _why_not(dossier)
        if why:
            # No difference in large figures where the two years do not compare, or may not.
            made.append((f"คะแนนรวมปี {year}", (past,), text_runs(why)))
        else:
            change = figures.put(change_key("total", year), signed(now - before), "change")
            made.append((f"เทียบปี {year}", (change,), (Words("ปีก่อนได้ "), past)))
    return Cards(tuple(made))


def _why_not(dossier: Dossier) -> str:
    """Why the total is not held against the year before; empty where it can be."""
    change = dossier.findings.change_of("total")
    if change is None or change.broken is None:
        return ""
    return "วิธีประเมินเปลี่ยน จึงเทียบกันโดยตรงไม่ได้" if change.broken.known else "ไม่ทราบว่าเทียบกันได้หรือไม่"

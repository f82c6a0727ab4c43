"""How an official paper begins and ends: its head, its clauses, the place to sign; what is not known yet is dots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prongsai.language import thai_text
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.wording import DATE_DOTS, DOTS, filled, level_runs, scored
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import head_of_agency
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Paragraph, Runs, Signature, Words, text_runs

# Number and calendar year of an order: both are given by the register when it is signed.
NUMBER_DOTS = "............../............"
ASSESSMENT = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment: ITA)"
MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}"


def paper_head(title: str, subject: str, *, numbered: bool) -> list[Block]:
    """The lines in the middle of the page that an order or an announcement begins with.

    ``numbered``: the paper has a number, which is not known before it is signed."""
    lines: list[Runs] = [(Words(title, bold=True),)]
    if numbered:
        lines.append((Words("ที่ "), Words(NUMBER_DOTS, blank="number")))
    lines += [(Words(f"เรื่อง {subject}", bold=True),), (Words("─" * 12),)]
    return [Paragraph(runs, align="center", stays=True) for runs in lines]


def place_to_sign(dossier: Dossier, words: str) -> list[Block]:
    """The dotted date after ``words``, and the place where the head of the agency signs."""
    dated = Paragraph((Words(f"{words} "), Words(DATE_DOTS, blank="date")), align="center", stays=True)
    return [dated, head_signs(dossier)]


def head_signs(dossier: Dossier, above: str = "") -> Signature:
    """The place where the head of the agency signs, with dots for the name; ``above`` it the close of a letter."""
    return Signature((f"({DOTS})", head_of_agency(dossier.facts.agency)), above=above)


def indented(*parts: str | Runs, stays: bool = False) -> Paragraph:
    """A paragraph of official papers from texts and runs."""
    runs: Runs = ()
    for part in parts:
        runs += text_runs(part) if isinstance(part, str) else part
    return Paragraph(runs, indent=True, stays=stays)


def said(dossier: Dossier, text: str) -> str:
    """A standard text in the words of the edition, with agency, its ``{head}``, and years in their places."""
    body = dossier.criteria.body.th
    text = text.replace("{head}", head_of_agency(dossier.facts.agency))
    # A name that ends with a full stop is parted from the word behind it.
    return filled(dossier, called(dossier, text.replace("{body}", f"{body} " if body.endswith(".") else body)))


def listed(names: Sequence[str]) -> str:
    """Units and the like: ``ก``, ``ก และข``, ``ก ข และค``; parted by commas where a blank stands within a name."""
    return thai_text.listed(names, ", " if any(" " in name for name in names) else " ")


def numbered_lines(texts: Iterable[Runs]) -> list[Block]:
    """Sub-clauses: ``(1)``, ``(2)`` …, each with the indent of the clause that it belongs to."""
    return [Paragraph((Words(f"({number}) "), *runs), indent=True) for number, runs in enumerate(texts, 1)]


def announced(dossier: Dossier, figures: Figures) -> Runs:
    """``ได้คะแนนรวม … คะแนน ระดับ “…”``; empty where no total is known.

    A level that the rules contradict is left out: nobody announces a level and in the same breath another one."""
    if not figures.has("total"):
        return ()
    by_rules, told = dossier.scorecard.level.computed, dossier.scorecard.level.name
    level = level_runs(dossier, figures) if by_rules in (None, told) else ()
    runs: Runs = (Words("ได้คะแนนรวม "), *scored(figures, "total"), Words(" คะแนน"))
    return (*runs, Words(" "), *level) if level else runs

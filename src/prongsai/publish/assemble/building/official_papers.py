"""How an official paper begins and ends: its head, and the place to sign."""

from __future__ import annotations

from prongsai.publish.assemble.building.wording import (
    DATE_DOTS,
    DOTS,
    head_of_agency,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.report import Block, Paragraph, Signature, Words, text_runs


def paper_head(title: str, number: str | None, subject: str) -> list[Block]:
    """The lines in the middle of the page that an order or an announcement begins with."""
    lines = [(title, True), *(((number, False),) if number else ()), (f"เรื่อง {subject}", True), ("─" * 12, False)]
    return [Paragraph((Words(text, bold=bold),), align="center") for text, bold in lines]


def place_to_sign(dossier: Dossier, words: str) -> list[Block]:
    """The dotted date after ``words``, and the place where the head of the agency signs."""
    lines = (f"({DOTS})", head_of_agency(dossier.facts.agency))
    return [Paragraph(text_runs(f"{words} {DATE_DOTS}"), align="center"), Signature(lines)]

"""The table of contents."""

from __future__ import annotations

from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Contents


def contents(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The table of contents; each format makes it from the headings."""
    return [Contents(options.get("title", "สารบัญ"))]

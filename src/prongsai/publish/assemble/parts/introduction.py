"""The introduction that an agency wrote itself."""

from __future__ import annotations

from prongsai.publish.assemble.building.wording import own
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block


def introduction(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """What the agency wrote ahead of the report; nothing where it wrote nothing."""
    return own(dossier, "introduction", "บทนำ")

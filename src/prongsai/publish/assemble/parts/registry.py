"""Which parts there are, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block

Options = Mapping[str, str]
PartMaker = Callable[[Dossier, Figures, Options], list[Block]]

PARTS: dict[str, PartMaker] = {}


def part(name: str) -> Callable[[PartMaker], PartMaker]:
    """Registers a function as the maker of the part ``name``; ValueError where the name is taken."""

    def register(maker: PartMaker) -> PartMaker:
        if name in PARTS:
            raise ValueError(f"part {name} is made twice")
        PARTS[name] = maker
        return maker

    return register

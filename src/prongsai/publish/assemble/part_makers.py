"""The maker of a part by the part's name; only the parts that a document uses are loaded."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from prongsai.publish.assemble import parts

if TYPE_CHECKING:
    from prongsai.publish.assemble.dossier import Dossier
    from prongsai.publish.figures import Figures
    from prongsai.publish.report import Block

Options = Mapping[str, str]
PartMaker = Callable[["Dossier", "Figures", Options], list["Block"]]


def part_names() -> tuple[str, ...]:
    """Every part, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(parts.__path__)))


def part_maker(name: str) -> PartMaker:
    """The function of the part's own name in the module of that name; KeyError where there is no such part."""
    module = f"{parts.__name__}.{name}"
    try:
        maker: PartMaker = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        raise KeyError(name) from None
    return maker

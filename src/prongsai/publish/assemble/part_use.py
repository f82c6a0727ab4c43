"""A part as a kind or a profile uses it, and the packaged files that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text

# Parts of which the words that somebody wrote in the program stand instead of the usual ones, and of the file's.
STAND_ALONE = ("preface", "introduction", "rationale")


@dataclass(frozen=True, slots=True)
class PartUse:
    """A part as a kind or a profile uses it.

    Every part takes ``heading`` and ``level`` (of its first heading), ``break: yes`` (a new page before it) and
    ``without`` (left out where the file has that, as ``plan``).
    """

    name: str
    options: Mapping[str, str]


def packaged(name: str) -> dict[str, Any]:
    """A file of this folder as read; TypeError where it is not a mapping."""
    raw = read_yaml(resources.files("prongsai.publish.assemble").joinpath(name).read_bytes(), name)
    if not isinstance(raw, dict):
        raise TypeError(f"{name} is not a mapping")
    return raw


def text_of(value: Mapping[str, str]) -> Text:
    """A name in both languages as the file has it."""
    return Text(th=value["th"], en=value["en"])


def uses_of(raw: list[Any]) -> tuple[PartUse, ...]:
    """A list of parts, each a name or a name with options."""
    uses = []
    for listed in raw:
        if isinstance(listed, str):
            uses.append(PartUse(listed, {}))
        else:
            ((name, options),) = listed.items()
            uses.append(PartUse(name, options))
    return tuple(uses)

"""What a booklet may say and was not taken, with its place and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.language.text import Text


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Something that was not taken. ``place`` names page and heading, ``words`` are those of the booklet."""

    place: str
    words: str
    why: Text

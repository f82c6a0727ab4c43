"""What a booklet may say and was not taken, with its place and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.booklets.keys import Key
from prongsai.language.text import Text


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Something that was not taken. ``place`` names page and heading, ``words`` are those of the booklet; ``offers``
    are the values of figures that somebody may say it is."""

    place: str
    words: str
    why: Text
    offers: tuple[tuple[Key, str], ...] = ()

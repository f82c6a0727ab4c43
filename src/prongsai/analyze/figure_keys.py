"""Keys under which sentences and reports show figures: a figure's own id, or what is said of it and of which year."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.criteria.figure_id import FigureId

# What is said of a figure, before the first colon of its key; a key without is the score of the figure itself.
_SAID = frozenset({
    *("change", "size", "margin", "lacking", "stake", "gap", "reading"),
    *("behind", "count", "share", "bar", "target", "level"),
})  # fmt: skip

SIDES = ("inside", "outside", "perceived", "disclosed")  # of a linked reading


@dataclass(frozen=True, slots=True)
class FigureKey:
    """A key taken apart. ``about`` is mostly a figure id; ``year`` an earlier year (Buddhist era), where it names one.

    ``said`` is ``score`` for the figure itself, of this or an earlier year, else the word that the key begins with.
    """

    said: str
    about: str
    year: int | None = None


def past_key(figure: str, year: int) -> str:
    """The score of an earlier year: ``ind:6@2567``, ``ind:6@EIT1@2567``."""
    return f"{figure}@{year}"


def change_key(figure: str, since: int) -> str:
    """A change with its sign: ``change:ind:6:2567``."""
    return f"change:{figure}:{since}"


def size_key(figure: str, since: int) -> str:
    """The size of a change: ``size:ind:6:2567``."""
    return f"size:{figure}:{since}"


def least_key(figure: str) -> str:
    """What a figure must have at least for the next better level: ``bar:least:OIT``."""
    return f"bar:least:{figure}"


def gap_key(first: FigureId, second: FigureId) -> str:
    """How far two figures are apart: ``gap:EIT1.e2:EIT2.e2``."""
    return f"gap:{first}:{second}"


def reading_key(link: str, side: str) -> str:
    """The mean of one side (of ``SIDES``) of a linked reading: ``reading:budget:inside``."""
    return f"reading:{link}:{side}"


def key_of(text: str) -> FigureKey:
    """A key taken apart; any text is one, the score of a figure if nothing else."""
    said, colon, about = text.partition(":")
    if colon and said in ("change", "size"):
        figure, _, since = about.rpartition(":")
        return FigureKey(said, figure, int(since)) if figure and _is_year(since) else FigureKey(said, about)
    if colon and said in _SAID:
        return FigureKey(said, about)
    figure, _, year = text.rpartition("@")
    return FigureKey("score", figure, int(year)) if figure and _is_year(year) else FigureKey("score", text)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal()

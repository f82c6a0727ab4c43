"""The agency's own words in its documents: part by part, and the editor of one part with its locked figures."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.own_words import PARTS, WHOLE, Field, fields, shown, typed
from prongsai.publish.assemble.profiles import profile_of


@dataclass(frozen=True, kw_only=True)
class KeptWords:
    """Words that were written for a part, by whom and when; ``seen`` is what their figures showed then.

    ``stamp`` tells this state of the words from another.
    """

    text: str
    changed_at: datetime.datetime
    changed_by: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""


@dataclass(frozen=True, kw_only=True)
class MovedFigure:
    """A figure of a block that is not what it was when the words were written; ``now`` None: not known any more."""

    key: str
    name: Text
    before: str
    now: str | None = None


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """A part with its own words, if any. ``in_book``: the profile's booklet has the part; ``whole``: the words stand
    instead of the usual ones. ``from_file``: they come from the round file; ``kept``: they were written here."""

    part: str
    name: Text
    text: str = ""
    from_file: bool = False
    in_book: bool = False
    whole: bool = False
    kept: KeptWords | None = None
    moved: tuple[MovedFigure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Editor:
    """The editor of a part: its words as they stand in the box, the palette by group, the preview's lines, scores that
    were typed.

    ``opened`` is the stamp of the words that the writer had before them. ``conflict``: somebody else saved ``other``
    since (None: took the words away). ``saved``: what was written is kept; then nothing else is set.
    """

    year: int
    words: OwnWords
    palette: tuple[tuple[Text, tuple[Field, ...]], ...] = ()
    lines: Sequence[Sequence[tuple[str, str | None]]] = ()
    typed: tuple[str, ...] = ()
    opened: str = ""
    problems: tuple[Problem, ...] = ()
    conflict: bool = False
    other: KeptWords | None = None
    saved: bool = False


# Letters that the words of one part may have; a page has some two thousand.
LONGEST = 20_000


def own_words(dossier: Dossier, kept: Mapping[str, KeptWords]) -> tuple[OwnWords, ...]:
    """Every part that takes words, in the order of a booklet, with what was written for it."""
    book = {use.name for use in profile_of(dossier).parts}
    usable = book | {use.name for kind in kinds().values() for use in kind.parts}
    known = fields(dossier)
    return tuple(_words(dossier, part, kept.get(part), part in book, known) for part in PARTS if part in usable)


def editor(
    year: int,
    dossier: Dossier,
    part: str,
    kept: KeptWords | None,
    *,
    draft: str | None = None,
    opened: str | None = None,
    problems: Iterable[Problem] = (),
    conflict: bool = False,
    other: KeptWords | None = None,
) -> Editor:
    """The editor of a part, with ``draft`` instead of what is kept where one is given; opened at what is kept where
    nothing else is said. KeyError for no such part."""
    known = fields(dossier)
    words = _words(dossier, part, kept, part in {use.name for use in profile_of(dossier).parts}, known)
    text = words.text if draft is None else draft
    if opened is None:
        opened = kept.stamp if kept is not None else ""
    return Editor(
        year=year,
        words=dataclasses.replace(words, text=text),
        palette=tuple((group, tuple(own)) for group, own in groupby(known.values(), key=lambda field: field.group)),
        # A text that is far too long is refused for that alone: showing how it would look takes long too.
        lines=shown(text, known) if text and len(text) <= LONGEST else (),
        typed=typed(text) if len(text) <= LONGEST else (),
        opened=opened,
        problems=tuple(problems),
        conflict=conflict,
        other=other,
    )


def _words(dossier: Dossier, part: str, kept: KeptWords | None, in_book: bool, known: Mapping[str, Field]) -> OwnWords:
    sections = dossier.document.sections if dossier.document else ()
    written = "\n".join(section.text for section in sections if section.part == part and section.text)
    moved = tuple(
        MovedFigure(
            key=key,
            name=known[key].name if key in known else Text(th=key, en=key),
            before=before,
            now=known[key].text if key in known else None,
        )
        for key, before in (kept.seen if kept else {}).items()
        if key not in known or known[key].text != before
    )
    return OwnWords(
        part=part,
        name=PARTS[part],
        text=kept.text if kept else written if part in WHOLE else "",
        from_file=kept is None and bool(written) and part in WHOLE,
        in_book=in_book,
        whole=part in WHOLE,
        kept=kept,
        moved=moved,
    )

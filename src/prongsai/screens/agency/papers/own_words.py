"""The agency's own words in its documents: part by part, and the editor of one part with its locked figures."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.language.thai_text import digits, tidy
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.field_names import FieldNames, field_names
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.own_words import PARTS, WHOLE, Field, fields, shown, typed
from prongsai.publish.assemble.parts.preface import standard_preface
from prongsai.publish.assemble.parts.rationale import standard_rationale
from prongsai.publish.assemble.profiles import profile_of
from prongsai.publish.assemble.typed_figures import typed_figures


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
class Chip:
    """A figure that can be inserted: what it is called in full, the field as it stands in the box, its value now."""

    key: str
    name: Text
    braced: Text
    value: str


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A number that was typed though figures show the same; pressing one of them puts it there instead."""

    number: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, kw_only=True)
class Editor:
    """The editor of a part: its words as they stand in the box (in the names of either language), the palette by group,
    the preview's lines, scores that were typed and those of them that could be inserted.

    ``find`` is what the palette was searched for. ``standard``: the words that stand there where nothing is written,
    for a part whose own words stand instead of them. ``held``: nothing was saved, as a typed score could be inserted.
    ``opened`` is the stamp of the words that the writer had before them, ``edition`` the rules (an id) whose figures
    the words name. ``conflict``: somebody else saved ``other``
    since (None: took the words away). ``saved``: what was written is kept; then nothing else is set.
    """

    year: int
    words: OwnWords
    box: Text = field(default_factory=lambda: Text(th="", en=""))
    palette: tuple[tuple[Text, tuple[Chip, ...]], ...] = ()
    find: str = ""
    lines: Sequence[Sequence[tuple[str, Text | None]]] = ()
    typed: tuple[str, ...] = ()
    insertable: tuple[Typed, ...] = ()
    held: bool = False
    standard: Text | None = None
    opened: str = ""
    edition: str = ""
    problems: tuple[Problem, ...] = ()
    conflict: bool = False
    other: KeptWords | None = None
    other_box: Text | None = None
    saved: bool = False


# Letters that the words of one part may have; a page has some two thousand.
LONGEST = 20_000
# The names of fields are longer than what is kept; what is longer than this is too long with any names.
MOST_NAMED = 4 * LONGEST


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
    find: str = "",
    held: bool = False,
) -> Editor:
    """The editor of a part, with ``draft`` instead of what is kept where one is given; opened at what is kept where
    nothing else is said. KeyError for no such part."""
    known, names = fields(dossier), field_names(dossier.criteria)
    words = _words(dossier, part, kept, part in {use.name for use in profile_of(dossier).parts}, known)
    text = words.text if draft is None else draft
    if opened is None:
        opened = kept.stamp if kept is not None else ""
    # A text that is far too long is refused for that alone: showing how it would look takes long too.
    short = len(text) <= MOST_NAMED
    if short:
        text = names.kept(text)
        short = len(text) <= LONGEST
    standard = standard_text(dossier, part)
    return Editor(
        year=year,
        words=dataclasses.replace(words, text=text),
        box=names.read(text) if short else Text(th=text, en=text),
        palette=_palette(known, names, find),
        find=find,
        lines=[
            [(piece, names.name(key) if key is not None else None) for piece, key in line]
            for line in shown(text, known)
        ]
        if text and short
        else (),
        typed=typed(text) if short else (),
        insertable=tuple(
            Typed(number=figure.number, chips=tuple(_chip(field, names) for field in figure.fields))
            for figure in typed_figures(text, known, names)
        )
        if short
        else (),
        held=held,
        standard=names.read(standard) if standard else None,
        opened=opened,
        edition=dossier.criteria.id,
        problems=tuple(problems),
        conflict=conflict,
        other=other,
        other_box=names.read(other.text) if other is not None else None,
    )


def standard_text(dossier: Dossier, part: str) -> str:
    """The words, with fields, that a part has where nothing is written; empty where own words replace none."""
    usual = {"preface": standard_preface, "rationale": standard_rationale}.get(part)
    return usual(dossier) if usual is not None else ""


def _chip(field: Field, names: FieldNames) -> Chip:
    name = names.name(field.key)
    return Chip(key=field.key, name=field.name, braced=Text(th=f"{{{name.th}}}", en=f"{{{name.en}}}"), value=field.text)


def _palette(known: Mapping[str, Field], names: FieldNames, find: str) -> tuple[tuple[Text, tuple[Chip, ...]], ...]:
    """The fields by group; where something is looked for, those that every word of it is found in."""
    wanted = [tidy(digits(word)).casefold() for word in find.split()]
    groups = []
    for group, own in groupby(known.values(), key=lambda field: field.group):
        chips = tuple(chip for chip in (_chip(field, names) for field in own) if all(_has(chip, w) for w in wanted))
        if chips:
            groups.append((group, chips))
    return tuple(groups)


def _has(chip: Chip, word: str) -> bool:
    """Whether a word stands in the names or the value of a chip; a whole number is looked for as the number of one."""
    said = tidy(" ".join((chip.name.th, chip.name.en, chip.braced.th, chip.braced.en))).casefold()
    if word.isdigit():
        return re.search(rf"(?<![\d.]){word}(?!\d)", said) is not None
    return word in f"{said} {chip.value.casefold()}"


def _words(dossier: Dossier, part: str, kept: KeptWords | None, in_book: bool, known: Mapping[str, Field]) -> OwnWords:
    sections = dossier.document.sections if dossier.document else ()
    written = "\n".join(section.text for section in sections if section.part == part and section.text)
    moved = tuple(
        MovedFigure(
            key=key,
            name=known[key].name if key in known else field_names(dossier.criteria).name(key),
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

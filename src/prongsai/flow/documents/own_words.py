"""The agency's own words in its documents: written with locked figures, marked when those change."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from itertools import groupby

from prongsai.files.problems import Problem, Refused
from prongsai.flow.year.stored import StoredYear
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.own_words import PARTS, WHOLE, Field, fields, mistakes, seen, shown, typed
from prongsai.publish.assemble.profiles import profile_of
from prongsai.records.actions.documents import TextChanged, stamp, write_text
from prongsai.records.models import Person, TextBlock
from prongsai.records.scope import Scope

LONGEST = 20_000


@dataclass(frozen=True)
class Moved:
    """A figure of a block that is not what it was when the words were written; ``now`` None: not known any more."""

    key: str
    name: Text
    before: str
    now: str | None


@dataclass(frozen=True)
class Block:
    """A part with its own words, if any. ``in_book``: the profile's booklet has the part; ``whole``: the words stand
    instead of the usual ones. ``from_file``: they come from the round file and were not edited here."""

    part: str
    name: Text
    text: str
    from_file: bool
    in_book: bool
    whole: bool
    row: TextBlock | None
    stamp: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Editor:
    """A block with what its editor needs: the palette by group, the preview's lines, scores that were typed."""

    block: Block
    palette: tuple[tuple[Text, tuple[Field, ...]], ...]
    lines: list[list[tuple[str, str | None]]]
    typed: tuple[str, ...]


def words_of(scope: Scope, found: StoredYear) -> dict[str, str]:
    """The words written for a year's parts, by part."""
    rows = TextBlock.objects.within(scope).filter(round=found.round)
    return dict(rows.values_list("part", "text"))


def dossier_in(scope: Scope, found: StoredYear) -> Dossier | None:
    """All that a year's documents are made from, by the edition that was stored; None where there is no result."""
    if found.dossier is None:
        return None
    return dataclasses.replace(found.dossier, texts=words_of(scope, found))


def blocks(scope: Scope, found: StoredYear) -> tuple[Block, ...]:
    """Every part that takes words, in the order of a booklet; none where there is no result yet."""
    dossier = dossier_in(scope, found)
    if dossier is None:
        return ()
    rows = {
        each.part: each
        for each in TextBlock.objects.within(scope).filter(round=found.round).select_related("changed_by")
    }
    book = {use.name for use in profile_of(dossier).parts}
    usable = book | {use.name for kind in kinds().values() for use in kind.parts}
    known = fields(dossier)
    return tuple(_block(dossier, part, rows.get(part), part in book, known) for part in PARTS if part in usable)


def _block(dossier: Dossier, part: str, row: TextBlock | None, in_book: bool, known: dict[str, Field]) -> Block:
    sections = dossier.document.sections if dossier.document else ()
    written = "\n".join(each.text for each in sections if each.part == part and each.text)
    moved = tuple(
        Moved(
            key,
            known[key].name if key in known else Text(th=key, en=key),
            before,
            known[key].text if key in known else None,
        )
        for key, before in (row.seen if row else {}).items()
        if key not in known or known[key].text != before
    )
    return Block(
        part=part,
        name=PARTS[part],
        text=row.text if row else written if part in WHOLE else "",
        from_file=row is None and bool(written) and part in WHOLE,
        in_book=in_book,
        whole=part in WHOLE,
        row=row,
        stamp=stamp(row),
        moved=moved,
    )


def editor(scope: Scope, found: StoredYear, part: str, draft: str | None = None) -> Editor | None:
    """The editor of a part, with ``draft`` instead of what is kept where one is given; None for no such part."""
    dossier = dossier_in(scope, found)
    if dossier is None or part not in PARTS:
        return None
    row = TextBlock.objects.within(scope).filter(round=found.round, part=part).select_related("changed_by").first()
    known = fields(dossier)
    block = _block(dossier, part, row, part in {use.name for use in profile_of(dossier).parts}, known)
    text = block.text if draft is None else draft
    palette = tuple((group, tuple(each)) for group, each in groupby(known.values(), key=lambda field: field.group))
    return Editor(dataclasses.replace(block, text=text), palette, shown(text, known) if text else [], typed(text))


def save(
    scope: Scope, found: StoredYear, part: str, text: str, opened: str, *, person: Person, now: datetime.datetime
) -> TextBlock | None:
    """Keeps a part's words. ``Refused`` with every mistake; ``TextChanged`` where somebody else saved meanwhile."""
    dossier = dossier_in(scope, found)
    if dossier is None or part not in PARTS:
        raise KeyError(part)
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    known = fields(dossier)
    wrong = mistakes(text, known)
    if len(text) > LONGEST:
        wrong.append(
            Text(th=f"ข้อความยาวเกิน {LONGEST:,} ตัวอักษร ให้ตัดให้สั้นลง", en=f"the text is longer than {LONGEST:,} characters")
        )
    if any(ord(each) < 32 and each not in "\n\t" for each in text):
        wrong.append(
            Text(th="มีอักขระควบคุมที่มองไม่เห็น ให้วางเป็นข้อความล้วน", en="invisible control characters; paste as plain text")
        )
    if wrong:
        raise Refused([Problem("", each) for each in wrong])
    return write_text(
        round=found.round, part=part, text=text, seen=seen(text, known), opened=opened, person=person, now=now
    )


__all__ = ["Block", "Editor", "TextChanged", "blocks", "dossier_in", "editor", "save", "words_of"]

"""The agency's own words in its documents: written with locked figures, marked when those change."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.year.adoption import EDITION, words_by
from prongsai.flow.year.stored import StoredYear, year
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.field_names import field_names
from prongsai.publish.assemble.own_words import PARTS, fields, mistakes, seen
from prongsai.publish.assemble.typed_figures import swapped, typed_figures
from prongsai.records.actions.documents import TextChanged, stamp, write_text
from prongsai.records.models import Agency, Person, TextBlock
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers import own_words as screen
from prongsai.screens.agency.papers.own_words import Editor, KeptWords

_ADOPTED = Problem(
    "",
    Text(
        th="มีผู้รับหลักเกณฑ์ที่ประกาศแล้วระหว่างที่เขียน เลขข้ออาจเปลี่ยน ข้อความด้านล่างเป็นของท่าน ตัวเลขแต่ละตัวย้ายมาเป็นของข้อเดียวกันแล้ว "
        "ตรวจแล้วกดบันทึกอีกครั้ง",
        en="somebody adopted the announced rules meanwhile, and items may have other numbers; the words below are "
        "yours, each figure moved to its own item: read them, then save again",
    ),
)
MOST_MISTAKES = 20  # shown of one text
MOST_SEARCHED = 100  # letters of what the list of figures is searched for


def kept_words(scope: Scope, found: StoredYear) -> dict[str, KeptWords]:
    """What was written for a year's parts, by part."""
    rows = TextBlock.objects.within(scope).filter(round=found.round).select_related("changed_by")
    return {row.part: _kept(row) for row in rows}


def _kept(row: TextBlock) -> KeptWords:
    return KeptWords(
        text=row.text,
        changed_at=row.changed_at,
        changed_by=row.changed_by.name if row.changed_by else "",
        seen=row.seen,
        stamp=stamp(row),
    )


def dossier_with(found: StoredYear, kept: dict[str, KeptWords]) -> Dossier | None:
    """All that a year's documents are made from, by the edition that was stored; None where there is no result."""
    if found.dossier is None:
        return None
    return dataclasses.replace(found.dossier, texts={part: words.text for part, words in kept.items()})


def editor(
    scope: Scope,
    agency: Agency,
    which: int,
    part: str,
    *,
    typed: Mapping[str, str] | None = None,
    today: datetime.date,
) -> Editor | None:
    """The editor of a part's words, with what was ``typed`` before and not saved; None for no such year, no result or
    no such part."""
    held = _held(scope, agency, which, part, today)
    if held is None:
        return None
    _, dossier, kept = held
    if typed is not None:
        opened = typed.get("opened", "")
        text, _ = words_by(typed.get("text", ""), typed.get(EDITION, ""), dossier.criteria)
        return screen.editor(which, dossier, part, kept.get(part), draft=text, opened=opened)
    return screen.editor(which, dossier, part, kept.get(part))


def _held(
    scope: Scope, agency: Agency, which: int, part: str, today: datetime.date
) -> tuple[StoredYear, Dossier, Mapping[str, KeptWords]] | None:
    """What a part's words are written over: the year, its dossier, the words that are kept; None as ``editor``."""
    found = year(scope, agency, which, today)
    if found is None or part not in PARTS:
        return None
    kept = kept_words(scope, found)
    dossier = dossier_with(found, kept)
    return (found, dossier, kept) if dossier is not None else None


def changed(
    scope: Scope, agency: Agency, which: int, part: str, sent: Mapping[str, str], *, today: datetime.date
) -> Editor | None:
    """The editor with what was asked for beside saving: how it looks, figures found (``find``), a field put at the end
    (``insert``) or instead of a typed number (``replace``: number and key), or the standard words. Nothing is kept.
    None as ``editor``."""
    held = _held(scope, agency, which, part, today)
    if held is None:
        return None
    _, dossier, kept = held
    text = _lines(sent.get("text", ""))
    known = fields(dossier)
    if len(text) <= screen.MOST_NAMED:
        text, _ = words_by(text, sent.get(EDITION, ""), dossier.criteria)
        text = field_names(dossier.criteria).kept(text)
        number, _, key = sent.get("replace", "").partition(" ")
        if key in known:
            text = swapped(text, number, key)
        elif sent.get("insert", "") in known:
            text = f"{text}{{{sent['insert']}}}"
        elif sent.get("do") == "standard":
            text = "\n".join(words for words in (text, screen.standard_text(dossier, part)) if words)
    opened = sent.get("opened", "")
    find = sent.get("find", "")[:MOST_SEARCHED]
    return screen.editor(which, dossier, part, kept.get(part), draft=text, opened=opened, find=find)


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def save(
    scope: Scope,
    agency: Agency,
    which: int,
    part: str,
    text: str,
    opened: str,
    *,
    edition: str = "",
    as_typed: bool = False,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> Editor | None:
    """Keeps a part's words: the editor, ``saved``, or with every mistake in them, or with what somebody else saved
    meanwhile, or ``held`` where a number was typed that could be inserted, unless it is wanted ``as_typed``.
    ``edition``: the rules that the editor was opened by. None as ``editor``."""
    held = _held(scope, agency, which, part, today)
    if held is None:
        return None
    found, dossier, kept = held
    text = _lines(text)
    if len(text) <= screen.MOST_NAMED:
        text, moved = words_by(text, edition, dossier.criteria)
        if moved:
            return screen.editor(which, dossier, part, kept.get(part), draft=text, opened=opened, problems=[_ADOPTED])
        names, known = field_names(dossier.criteria), fields(dossier)
        text = names.kept(text)
        own = kept.get(part)
        before = {figure.number for figure in typed_figures(own.text, known, names)} if own else set()
        if not as_typed and len(text) <= screen.LONGEST:
            # What was kept as typed before is not asked about again.
            fresh = {figure.number for figure in typed_figures(text, known, names)} - before
            if fresh and not mistakes(text, known):
                return screen.editor(which, dossier, part, own, draft=text, opened=opened, held=True)
    try:
        _write(found, dossier, part, text, opened, person=person, now=now)
    except Refused as wrong:
        return screen.editor(which, dossier, part, kept.get(part), draft=text, opened=opened, problems=wrong.problems)
    except TextChanged as changed:
        other = _kept(changed.now) if changed.now is not None else None
        return screen.editor(which, dossier, part, other, draft=text, conflict=True, other=other)
    return Editor(year=which, words=screen.OwnWords(part=part, name=PARTS[part]), saved=True)


def _write(
    found: StoredYear, dossier: Dossier, part: str, text: str, opened: str, *, person: Person, now: datetime.datetime
) -> None:
    """Keeps words. ``Refused`` with every mistake; ``TextChanged`` where somebody else saved meanwhile."""
    if len(text) > screen.LONGEST:
        raise refusal(
            f"ข้อความยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {screen.LONGEST:,} ตัวอักษร ให้ตัดให้สั้นลง",
            f"the text has {len(text):,} characters, at most {screen.LONGEST:,} can be taken: make it shorter",
        )
    known = fields(dossier)
    wrong = mistakes(text, known)
    if len(wrong) > MOST_MISTAKES:
        more = len(wrong) - MOST_MISTAKES
        wrong[MOST_MISTAKES:] = [Text(th=f"และยังมีอีก {more:,} แห่งที่ต้องแก้", en=f"and {more:,} more to be mended")]
    if CONTROL.search(text):
        wrong.append(
            Text(th="มีอักขระควบคุมที่มองไม่เห็น ให้วางเป็นข้อความล้วน", en="invisible control characters; paste as plain text")
        )
    if wrong:
        raise Refused([Problem("", mistake) for mistake in wrong])
    write_text(round=found.round, part=part, text=text, seen=seen(text, known), opened=opened, person=person, now=now)

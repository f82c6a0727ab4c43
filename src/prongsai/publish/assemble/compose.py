"""Puts a document together: the report of one kind from its parts."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping

from prongsai.language.digits import thai
from prongsai.publish.assemble.building.agency_words import KeptWords, homes
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.heading_numbers import NUMBERED, numbered
from prongsai.publish.assemble.building.unconfirmed import noted_once
from prongsai.publish.assemble.building.wording import entitled, filled, joined, notice_of, own
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import Kind, has, kinds
from prongsai.publish.assemble.part_makers import part_maker
from prongsai.publish.assemble.part_use import STAND_ALONE, PartUse
from prongsai.publish.assemble.profiles import Profile, numbers_headings, profile_of
from prongsai.publish.figures import Figures
from prongsai.publish.official_forms import form_of
from prongsai.publish.report import (
    Block,
    Cover,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Table,
    Words,
    refs_of,
    text_runs,
)

# Parts whose headings have no number where the others have one.
_BEFORE_TEXT = ("cover", "preface", "contents", "memo")
_NUMBER = re.compile(r"^[0-9]{1,2}\. +")
# Where headings are numbered anew, 3.1 of the booklet would stand beside another 3.1.
_NUMBERS = re.compile(r"^(?:[0-9๐-๙]{1,2}\.|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+\.?) +")


def report(dossier: Dossier, kind: str, profile: str | None = None) -> Report:
    """The document of a kind, in the dossier's digits; KeyError for a kind or part that does not exist.

    ValueError where a part refers to a figure that is not in the report: a mistake of this program.
    """
    wanted = kinds()[kind]
    if kind == "brief":
        from prongsai.publish.assemble.brief import brief  # loaded when used: the other kinds have no need of it

        return dataclasses.replace(brief(dossier), state=dossier.state)
    chosen = profile_of(dossier, profile)
    figures = Figures(lambda: dossier.scorecard)
    title = _title(dossier, wanted, chosen)
    blocks: list[Block] = []
    uses = with_own_parts(dossier, chosen.parts) if kind == "book" else wanted.parts
    sections = dossier.document.sections if dossier.document else ()
    if kind != "book":
        # The agency's cover is its booklet's.
        sections = tuple(section for section in sections if section.part != "cover")
    written = homes(sections, uses, dossier)
    there = {"parts": " ".join(use.name for use in uses)}
    parts: list[list[Block]] = []
    for use in uses:
        options = {"title": title, "own": "yes" if kind == "book" else "no"} if use.name == "cover" else {}
        options |= {**there, **chosen.options.get(use.name, {}), **use.options}
        parts.append(_made(dossier, figures, use.name, options))
    words = KeptWords(dossier, figures, parts)
    numbering = kind in NUMBERED and numbers_headings(dossier, chosen)
    before_text: list[Block] = []
    for at, (use, made) in enumerate(zip(uses, parts, strict=True)):
        # What somebody wrote in the program for a part stands instead of what the file has.
        if use.name not in STAND_ALONE or not dossier.texts.get(use.name, "").strip():
            placed = words.into(use.name, made, written.get(at, ()), headed="heading" in use.options)
        else:
            words.written_anew(written.get(at, ()))
            placed = made
        if kind != "book":
            # An agency's own headings are numbered as its booklet has them; here the parts before them may be missing.
            placed = [_unnumbered(block, _NUMBERS if numbering else _NUMBER) for block in placed]
        if use.name in _BEFORE_TEXT:
            before_text += placed
        blocks += placed
    if kind == "book":
        words.without_place(written.get(-1, ()))
    missing = {key for block in blocks for key in refs_of(block)} - figures.all.keys()
    if missing:
        raise ValueError(f"{kind}: figures that no part has put: {', '.join(sorted(missing))}")
    tidied = _tidy(noted_once(dossier, blocks))
    turned = _turned(tidied)
    if numbering:
        # A heading that became the title is none of the text.
        title_now = turned[:1] if turned is not tidied else ()
        turned = numbered(turned, {id(block) for block in (*before_text, *title_now)})
    return Report(
        kind=kind,
        title=entitled(dossier, title),
        agency=dossier.agency,
        year=dossier.facts.year,
        blocks=turned,
        figures=figures.all,
        digits=dossier.digits,
        made_from=made_from(dossier) if figures.all else "",
        notice=notice_of(dossier),
        page_numbers=wanted.page_numbers,
        left_out=tuple(words.left_out),
        form=form_of(kind, dossier.document.forms if dossier.document else None),
        state=dossier.state if wanted.signed else None,
    )


def with_own_parts(dossier: Dossier, uses: tuple[PartUse, ...]) -> tuple[PartUse, ...]:
    """The parts of a booklet with those that it lacks and the agency wrote words for, in the order of a booklet.

    Of such a part the words stand alone, without the tables that the profile leaves out."""
    sections = dossier.document.sections if dossier.document else ()
    homeless = {section.part for section in homes(sections, uses, dossier).get(-1, ()) if section.text}
    there = {use.name for use in uses}
    homeless |= {part for part, words in dossier.texts.items() if words.strip() and part not in there}
    if not homeless:
        return uses
    from prongsai.publish.assemble.own_words import PARTS  # loaded where somebody wrote some

    order = {name: at for at, name in enumerate(PARTS)}
    made = list(uses)
    for part in sorted(homeless & order.keys(), key=order.__getitem__):
        before = [at for at, use in enumerate(made) if order.get(use.name, -1) < order[part]]
        made.insert(before[-1] + 1 if before else 0, PartUse(part, {"words": "only"}))
    return tuple(made)


def made_from(dossier: Dossier) -> str:
    """Which rules a document rests on: edition, revision and the beginning of the checksum."""
    criteria = dossier.criteria
    revision = thai(str(criteria.revision)) if dossier.digits == "thai" else criteria.revision
    return f"เกณฑ์ {criteria.id} ฉบับแก้ไขที่ {revision} · {criteria.checksum[:19]}"


def _title(dossier: Dossier, kind: Kind, profile: Profile) -> str:
    named = dossier.document.title if dossier.document else None
    if kind.id == "book" and named:
        return named
    proposing = any(use.name == "proposals" for use in profile.parts)
    # A title promises no measures where there are none.
    measures = not kind.alone or has(dossier, "plan") or (proposing and bool(dossier.proposals))
    return filled(dossier, called(dossier, kind.title if measures else kind.alone))


def _made(dossier: Dossier, figures: Figures, name: str, options: Mapping[str, str]) -> list[Block]:
    if "without" in options and has(dossier, options["without"]):
        return []
    if options.get("words") == "only":
        blocks = _words_alone(dossier, figures, name)
    elif dossier.texts.get(name, "").strip():
        blocks = _with_own_words(dossier, figures, name, options)
    else:
        blocks = part_maker(name)(dossier, figures, options)
    down = int(options.get("level", "1")) - 1
    if down:
        blocks = [_lower(block, down) for block in blocks]
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), None)
    if "heading" in options and first is not None:
        head = blocks[first]
        assert isinstance(head, Heading)
        blocks[first] = Heading(head.level, text_runs(filled(dossier, options["heading"])))
    return [PageBreak(), *blocks] if blocks and options.get("break") == "yes" else blocks


def _with_own_words(dossier: Dossier, figures: Figures, name: str, options: Mapping[str, str]) -> list[Block]:
    from prongsai.publish.assemble.own_words import WHOLE, with_section, with_words  # loaded where somebody wrote some

    given = with_section(dossier, name) if name in WHOLE else dossier
    return with_words(dossier, figures, name, part_maker(name)(given, figures, options))


def _words_alone(dossier: Dossier, figures: Figures, name: str) -> list[Block]:
    from prongsai.publish.assemble.own_words import PARTS, with_words

    blocks = own(dossier, name, PARTS[name].th)
    return with_words(dossier, figures, name, blocks) if dossier.texts.get(name, "").strip() else blocks


def _lower(block: Block, down: int) -> Block:
    return dataclasses.replace(block, level=block.level + down) if isinstance(block, Heading) else block


def _unnumbered(block: Block, number: re.Pattern[str]) -> Block:
    if not isinstance(block, Heading) or not block.runs or not isinstance(block.runs[0], Words):
        return block
    first = dataclasses.replace(block.runs[0], text=number.sub("", block.runs[0].text))
    return dataclasses.replace(block, runs=(first, *block.runs[1:]))


def _tidy(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks without a page break at either end or right after a cover, or twice."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak) and (not kept or isinstance(kept[-1], PageBreak | Cover)):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return tuple(kept)


def _turned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A title that only a wide table follows becomes that table's heading: alone it would fill an upright page."""
    opening = list(itertools.takewhile(lambda block: isinstance(block, Paragraph), blocks))
    rest = blocks[len(opening) :]
    styles = [paragraph.style for paragraph in opening if isinstance(paragraph, Paragraph)]
    if styles[:1] != ["title"] or styles[1:] not in ([], ["subtitle"]) or len(rest) < 2:
        return blocks
    head, table = rest[:2]
    if not (isinstance(head, Heading) and isinstance(table, Table) and table.wide):
        return blocks
    words = joined([paragraph.runs for paragraph in opening if isinstance(paragraph, Paragraph)], " ")
    return (Heading(head.level, words), *rest[1:])

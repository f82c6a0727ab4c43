"""Puts documents together: which kinds and profiles there are, and a report of one kind from its parts."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import itertools
import pkgutil
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.digits import thai
from prongsai.language.text import Text
from prongsai.publish.assemble import parts as part_modules
from prongsai.publish.assemble.brief import brief
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.own_words import WHOLE, placed, with_section
from prongsai.publish.assemble.parts.registry import PARTS, PartMaker
from prongsai.publish.assemble.parts.wording import filled, joined
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cover,
    Digits,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Signature,
    Table,
    Words,
    refs_of,
    text_runs,
)

STANDARD = "standard"


_NUMBER = re.compile(r"^[0-9]{1,2}\. +")


@dataclasses.dataclass(frozen=True, slots=True)
class PartUse:
    """A part as a kind or a profile uses it.

    Every part takes ``heading`` and ``level`` (of its first heading), ``break: yes`` (a new page before it) and
    ``without`` (left out where the file has that, as ``plan``).
    """

    name: str
    options: Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. ``title`` may hold ``{year}``, ``{plan_year}`` and ``{agency}``; ``digits`` None: any."""

    id: str
    name: Text
    title: str
    needs: tuple[str, ...]
    digits: Digits | None
    page_numbers: bool
    parts: tuple[PartUse, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Profile:
    """How an agency puts its booklet together, and its options for parts in every kind."""

    id: str
    name: Text
    digits: Digits
    parts: tuple[PartUse, ...]
    options: Mapping[str, Mapping[str, str]]


@functools.cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order of ``kinds.yaml``."""
    return {
        key: Kind(
            id=key,
            name=_text(value["name"]),
            title=value["title"],
            needs=tuple(value["needs"]),
            digits=value.get("digits"),
            page_numbers=value.get("page_numbers", "yes") == "yes",
            parts=_uses(value["parts"]),
        )
        for key, value in _yaml("kinds.yaml").items()
    }


@functools.cache
def profiles() -> dict[str, Profile]:
    """Every profile by its id; ``standard`` is for whoever names none."""
    return {
        key: Profile(key, _text(value["name"]), value["digits"], _uses(value["parts"]), value.get("options", {}))
        for key, value in _yaml("profiles.yaml").items()
    }


@functools.cache
def parts() -> dict[str, PartMaker]:
    """Every part by its name; all modules of the folder are loaded."""
    for module in pkgutil.iter_modules(part_modules.__path__):
        importlib.import_module(f"{part_modules.__name__}.{module.name}")
    return PARTS


def profile_of(dossier: Dossier, name: str | None = None) -> Profile:
    """The profile asked for, else the one that the document names, else the standard one."""
    asked = name or (dossier.document.profile if dossier.document else None)
    return profiles().get(asked or STANDARD, profiles()[STANDARD])


def digits_of(dossier: Dossier, kind: str, profile: str | None = None) -> Digits:
    """The digits that a kind is written in where nobody asks for others: its own, else the profile's."""
    return kinds()[kind].digits or profile_of(dossier, profile).digits


def report(dossier: Dossier, kind: str, profile: str | None = None) -> Report:
    """The document of a kind, in the dossier's digits; KeyError for a kind or part that does not exist.

    ValueError where a part refers to a figure that is not in the report: a mistake of this program.
    """
    wanted = kinds()[kind]
    if kind == "brief":
        return brief(dossier)
    chosen = profile_of(dossier, profile)
    figures = Figures(dossier.scorecard)
    title = _title(dossier, wanted)
    blocks: list[Block] = []
    for use in chosen.parts if kind == "book" else wanted.parts:
        options = {"title": title} if use.name == "cover" else {}
        options |= {**chosen.options.get(use.name, {}), **use.options}
        blocks += _made(dossier, figures, use.name, options)
    if kind != "book":
        # An agency's own headings are numbered as its booklet has them; here the parts before them may be missing.
        blocks = [_unnumbered(each) for each in blocks]
    missing = {key for block in blocks for key in refs_of(block)} - figures.all.keys()
    if missing:
        raise ValueError(f"{kind}: figures that no part has put: {', '.join(sorted(missing))}")
    tidied = _turned(_tidy(blocks))
    # What somebody signs ends with the signature; elsewhere the rules that the figures rest on are named at the end.
    signed = bool(tidied) and isinstance(tidied[-1], Signature)
    return Report(
        kind=kind,
        title=title,
        agency=dossier.agency,
        year=dossier.facts.year,
        blocks=tidied,
        figures=figures.all,
        digits=dossier.digits,
        made_from="" if signed or not figures.all else made_from(dossier),
        page_numbers=wanted.page_numbers,
    )


def made_from(dossier: Dossier) -> str:
    """Which rules a document rests on: edition, revision and the beginning of the checksum."""
    criteria = dossier.criteria
    revision = thai(str(criteria.revision)) if dossier.digits == "thai" else criteria.revision
    return f"เกณฑ์ {criteria.id} ฉบับแก้ไขที่ {revision} · {criteria.checksum[:19]}"


def _title(dossier: Dossier, kind: Kind) -> str:
    named = dossier.document.title if dossier.document else None
    return named if kind.id == "book" and named else filled(dossier, kind.title)


def _made(dossier: Dossier, figures: Figures, name: str, options: Mapping[str, str]) -> list[Block]:
    if "without" in options and _has(dossier, options["without"]):
        return []
    written = bool(dossier.texts.get(name, "").strip())
    blocks = parts()[name](with_section(dossier, name) if written and name in WHOLE else dossier, figures, options)
    if written:
        blocks = placed(dossier, figures, name, blocks)
    down = int(options.get("level", "1")) - 1
    if down:
        blocks = [_lower(each, down) for each in blocks]
    first = next((at for at, each in enumerate(blocks) if isinstance(each, Heading)), None)
    if "heading" in options and first is not None:
        head = blocks[first]
        assert isinstance(head, Heading)
        blocks[first] = Heading(head.level, text_runs(filled(dossier, options["heading"])))
    return [PageBreak(), *blocks] if blocks and options.get("break") == "yes" else blocks


def _lower(block: Block, down: int) -> Block:
    return dataclasses.replace(block, level=block.level + down) if isinstance(block, Heading) else block


def _unnumbered(block: Block) -> Block:
    if not isinstance(block, Heading) or not block.runs or not isinstance(block.runs[0], Words):
        return block
    first = dataclasses.replace(block.runs[0], text=_NUMBER.sub("", block.runs[0].text))
    return dataclasses.replace(block, runs=(first, *block.runs[1:]))


def _tidy(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks without a page break at either end or right after a cover, or twice."""
    kept: list[Block] = []
    for each in blocks:
        if isinstance(each, PageBreak) and (not kept or isinstance(kept[-1], PageBreak | Cover)):
            continue
        kept.append(each)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return tuple(kept)


def _turned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A title that only a wide table follows becomes that table's heading: alone it would fill an upright page."""
    opening = list(itertools.takewhile(lambda each: isinstance(each, Paragraph), blocks))
    rest = blocks[len(opening) :]
    styles = [each.style for each in opening if isinstance(each, Paragraph)]
    if styles[:1] != ["title"] or styles[1:] not in ([], ["subtitle"]) or len(rest) < 2:
        return blocks
    head, table = rest[:2]
    if not (isinstance(head, Heading) and isinstance(table, Table) and table.wide):
        return blocks
    words = joined([each.runs for each in opening if isinstance(each, Paragraph)], " ")
    return (Heading(head.level, words), *rest[1:])


# What a file must hold for a kind.


def lacking(dossier: Dossier, kind: str) -> Text | None:
    """What the file lacks for a document of this kind, and what to do; None where it can be made."""
    for need in kinds()[kind].needs:
        if not any(_has(dossier, each) for each in need.split(" or ")):
            return _LACKING[need]
    return None


def _has(dossier: Dossier, need: str) -> bool:
    if need == "scores":
        return any(figure.shown is not None for figure in dossier.scorecard.figures.values())
    if need == "plan":
        return dossier.plan is not None and bool(dossier.plan.rows)
    if need == "measures":
        return _has(dossier, "plan") or bool(dossier.proposals)
    if need == "memo":
        return dossier.memo is not None
    return bool(dossier.facts.disclosure)


_LACKING = {
    "scores": Text(
        th="ไฟล์นี้ไม่มีคะแนน ให้ใส่ผลที่ประกาศในส่วน published หรือคำตอบในส่วน answers ก่อน",
        en="the file has no scores; add what was announced under published, or the answers under answers",
    ),
    "plan": Text(th="ไฟล์นี้ไม่มีแผน ให้ใส่มาตรการในส่วน plan ก่อน", en="the file has no plan; add the measures under plan"),
    "measures": Text(
        th="ไฟล์นี้ไม่มีทั้งแผนและคะแนนที่จะใช้เสนอมาตรการ ให้ใส่ส่วน plan หรือ published ก่อน",
        en="the file has neither a plan nor scores to propose measures from; add plan or published",
    ),
    "memo": Text(
        th="ไฟล์นี้ไม่มีบันทึกข้อความ ให้ใส่ส่วน memo อย่างน้อยเรื่อง (subject) และเรียน (to) ก่อน",
        en="the file has no memo; add memo with at least subject and to",
    ),
    "disclosure": Text(
        th="ไฟล์นี้ไม่มีข้อ OIT ให้ใส่ URL และคำอธิบายรายข้อในส่วน disclosure ก่อน",
        en="the file has no OIT items; add their addresses and explanations under disclosure",
    ),
    "scores or plan": Text(
        th="ไฟล์นี้ไม่มีทั้งคะแนนและแผน ให้ใส่ส่วน published หรือ plan ก่อน",
        en="the file has neither scores nor a plan; add published or plan",
    ),
}


def _yaml(name: str) -> dict[str, Any]:
    raw = read_yaml(resources.files("prongsai.publish.assemble").joinpath(name).read_bytes(), name)
    if not isinstance(raw, dict):
        raise TypeError(f"{name} is not a mapping")
    return raw


def _text(value: Mapping[str, str]) -> Text:
    return Text(th=value["th"], en=value["en"])


def _uses(raw: list[Any]) -> tuple[PartUse, ...]:
    uses = []
    for each in raw:
        if isinstance(each, str):
            uses.append(PartUse(each, {}))
        else:
            ((name, options),) = each.items()
            uses.append(PartUse(name, options))
    return tuple(uses)

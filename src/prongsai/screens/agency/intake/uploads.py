"""A file on its way in, what it would change before it counts, and every version that was kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.names import rules_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.roundfile.difference import (
    FigureChange,
    SectionChange,
    figure_changes,
    name_in,
    section_changes,
    shown_scores,
)
from prongsai.roundfile.sections import SECTIONS
from prongsai.screens.agency.intake.rules import RulesQuestion
from prongsai.screens.agency.intake.vanishing import vanishing_values
from prongsai.screens.figures import DASH

BASES: dict[str, Text] = {
    "official": Text(th="ผลที่ประกาศอย่างเป็นทางการ", en="Announced officially"),
    "corrected": Text(th="แก้ไขข้อมูลที่กรอกผิดหรือผลที่ประกาศแก้ไข", en="A correction"),
    "computed": Text(th="คำนวณเอง ยังไม่ได้ประกาศ", en="Computed by ourselves, not announced"),
}
SHOWN = 50  # problems on a page; a thousand help nobody


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """The page that takes a form of at most ``limit`` MB, a text file of ``text_limit``.

    ``counts``: the year whose result can be corrected (None: there is none yet); ``problems`` are the first of
    ``count`` in the file ``name``.

    ``ways``: the year whose pages for pasting and typing are shown, where the file as a whole cannot be taken;
    ``text``: what of it can be read as if it were pasted.

    ``upload``: the number of what was kept to be previewed; then the page leads there, to the ``year`` of the file.
    ``booklet``: a booklet was read, and its own page shows what it says.
    """

    year: int | None = None
    counts: int | None = None
    limit: int = 0
    text_limit: int = 0
    name: str = ""
    problems: tuple[Problem, ...] = ()
    count: int = 0
    more: int = 0
    ways: int | None = None
    text: str = ""
    upload: int | None = None
    booklet: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptRound:
    """A version that was kept: its number, its round file and its scorecard as data."""

    number: int
    file: Mapping[str, Any]
    scorecard: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class KeptVersion(KeptRound):
    """A version with the edition that it was scored by, and with who kept it when and why."""

    criteria: Criteria
    basis: str
    made_at: datetime.datetime
    made_by: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Unexplained:
    """A published figure that its own parts do not give."""

    name: Text
    published: str
    computed: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What was understood of an upload and what would change. ``same``: nothing would; ``unexplained``: published
    figures that their own parts do not give.

    ``vanishing``: what counts now and the upload does not hold, with its value; it stays, unless ``remove`` is ticked;
    ``removal`` are the figures that would then be others; ``must_remove``: it contradicts the upload and cannot stay.

    ``asked``: by whose rules it counts, where that is not certain. ``basis`` and ``why`` are what is filled in so far;
    ``overtaken``: a newer version came than it was compared with.
    """

    year: int
    version: int
    criteria: Text
    name: str = ""
    figures: tuple[tuple[Text, str], ...] = ()
    understood: tuple[tuple[Text, int], ...] = ()
    changes: tuple[FigureChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    vanishing: tuple[tuple[Text, str], ...] = ()
    removal: tuple[FigureChange, ...] = ()
    must_remove: bool = False
    remove: bool = False
    unexplained: tuple[Unexplained, ...] = ()
    same: bool = False
    basis: str = "official"
    why: str = ""
    problems: tuple[Problem, ...] = ()
    overtaken: bool = False
    typed_on: str = ""  # the page on which it was typed, where one can go back to
    asked: RulesQuestion | None = None
    notice: Text | None = None
    may_correct: bool = True

    @property
    def bases(self) -> Mapping[str, Text]:
        """Where figures may come from, in words; a correction for those alone who may make one."""
        return {key: name for key, name in BASES.items() if self.may_correct or key != "corrected"}


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What became of an upload: the ``version`` that counts, ``new`` where it is this one; None where it was left.

    ``upload``: the number of what it became when it was read by other rules, to be previewed.
    """

    version: int | None = None
    new: bool = False
    upload: int | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version with what it changed since the one before; the first has no changes."""

    number: int
    basis: Text
    made_at: datetime.datetime
    made_by: str = ""
    why: str = ""
    changes: tuple[FigureChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class VersionsPage:
    """Every version of a year's result, newest first."""

    year: int
    versions: tuple[Version, ...] = ()


def import_page(
    year: int | None,
    *,
    counts: int | None,
    limit: int,
    text_limit: int,
    name: str = "",
    problems: Sequence[Problem] = (),
    ways: int | None = None,
    text: str = "",
) -> ImportPage:
    """The page of a year (None: of whichever a file is of), with the first of a refused file's problems; the other
    ``ways`` where a problem is one of the whole file."""
    return ImportPage(
        year=year,
        counts=counts,
        limit=limit,
        text_limit=min(limit, text_limit),
        name=name,
        problems=tuple(problems[:SHOWN]),
        count=len(problems),
        more=max(0, len(problems) - SHOWN),
        ways=ways if any(not problem.place and problem.line is None for problem in problems) else None,
        text=text,
    )


def preview_of(
    criteria: Criteria,
    upload: KeptRound,
    before: KeptRound | None,
    *,
    removing: KeptRound | None = None,
    remove: bool = False,
    name: str = "",
    basis: str = "",
    why: str = "",
    problems: Iterable[Problem] = (),
    overtaken: bool = False,
    asked: RulesQuestion | None = None,
) -> Preview:
    """An upload beside the version that counts now (None: there is none), scored by ``criteria``; ``upload.number`` is
    the version that it would become, ``removing`` the same without what the upload does not hold of ``before``."""
    changes = figure_changes(criteria, before.scorecard if before else None, upload.scorecard)
    sections = section_changes(before.file if before else None, upload.file)
    scores = shown_scores(upload.scorecard)
    heads = ("total", "level", *criteria.instruments, *map(indicator_figure, criteria.indicators))
    return Preview(
        year=criteria.year,
        version=upload.number,
        criteria=rules_name(criteria),
        name=name,
        figures=tuple((name_in(criteria, figure), scores[figure] or DASH) for figure in heads),
        understood=tuple(
            (section.name, len(upload.file[section.key]))
            for section in SECTIONS
            if section.many and upload.file.get(section.key)
        ),
        changes=changes,
        sections=sections,
        vanishing=vanishing_values(criteria, before.file, removing.file) if before and removing else (),
        removal=figure_changes(criteria, upload.scorecard, removing.scorecard) if removing else (),
        must_remove=removing is not None and removing.file == upload.file,
        remove=remove,
        unexplained=tuple(
            Unexplained(name=name_in(criteria, gap["figure"]), published=gap["published"], computed=gap["computed"])
            for gap in upload.scorecard["differences"]
        ),
        same=before is not None and not changes and not sections,
        basis=basis or ("corrected" if before else "official"),
        why=why,
        problems=tuple(problems),
        overtaken=overtaken,
        asked=asked,
        notice=criteria.notice if before is None else None,
    )


def versions_page(year: int, kept: Sequence[KeptVersion], *, current: int | None) -> VersionsPage:
    """The versions of a year, given oldest first; ``current``: the number of the one that counts."""
    befores: list[KeptVersion | None] = [None, *kept]
    versions = [
        Version(
            number=version.number,
            basis=BASES[version.basis],
            made_at=version.made_at,
            made_by=version.made_by,
            why=version.why,
            changes=figure_changes(version.criteria, before.scorecard, version.scorecard) if before else (),
            sections=section_changes(before.file, version.file) if before else (),
            current=version.number == current,
        )
        for before, version in zip(befores, kept, strict=False)
    ]
    return VersionsPage(year=year, versions=tuple(reversed(versions)))

"""Documents of a year: what can be made, what was made and how it stands, and the words that go into it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import STANDARD, profiles
from prongsai.screens.agency.papers.own_words import KeptWords, OwnWords, own_words
from prongsai.screens.agency.papers.signing import (
    HELD,
    STATES,
    WANTED,
    Advice,
    AdviceConflict,
    HeldLine,
    IssuedFile,
    IssueForm,
    KeptDecision,
    held_lines,
)

DIGITS: dict[str, Text] = {
    "": Text(th="ตามแบบของเอกสาร", en="As the document has it"),
    "arabic": Text(th="อารบิก 123", en="Arabic 123"),
    "thai": Text(th="ไทย ๑๒๓", en="Thai digits"),
}
FORMAT_NAMES: dict[str, Text] = {
    "docx": Text(th="เอกสาร Word (.docx)", en="Word (.docx)"),
    "pdf": Text(th="PDF", en="PDF"),
    "html": Text(th="หน้าเว็บ (.html)", en="Web page (.html)"),
}
SHORT_FORMATS = {"docx": "Word", "pdf": "PDF", "html": "HTML"}
NOTHING = Text(th="ยังไม่มีผลของปีนี้ ให้นำเข้าผลก่อน", en="there are no results of this year; import them first")
PER_PAGE = 50  # documents of a list
# A document that nobody has begun to make after so long was forgotten by whoever should have been woken.
PATIENCE = datetime.timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What somebody chose to have made, as it was sent."""

    kind: str = ""
    profile: str = ""
    digits: str = ""
    format: str = ""
    signing: str = "for-signature"

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What is sent to ask for the same again."""
        return tuple((each.name, getattr(self, each.name)) for each in fields(self))


@dataclass(frozen=True, kw_only=True)
class KindChoice:
    """A kind of document and what the year lacks for it (None: it can be made)."""

    id: str
    name: Text
    lacks: Text | None = None
    signed: bool = False


# The key of a line that a document leaves out, among what was found of it.
LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True)
class KeptDocument:
    """A document as it was kept: asked for ``of_current``, the result that counts now, or of an older one.

    ``findings`` are what the checker said of it (None: not checked), ``lease_until`` is when its maker is given up.
    """

    number: int
    kind: str
    format: str
    version: int
    asked_at: datetime.datetime
    state: str = "waiting"
    made_by: str = ""
    of_current: bool = True
    lease_until: datetime.datetime | None = None
    findings: Sequence[Mapping[str, Any]] | None = None
    result_version: int | None = None
    problem: str = ""
    checksum: str = ""
    head: str = ""
    signing: str = ""
    profile: str = ""
    digits: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A document as pages show it: ``old`` where a newer result or newer words came; ``stuck``: its maker died;
    ``wrong``: how many passages contradict the numbers (None: not checked)."""

    number: int
    name: Text
    format: str
    version: int
    asked_at: datetime.datetime
    state: str = "waiting"
    made_by: str = ""
    wrong: int | None = None
    old: bool = False
    stuck: bool = False
    signing: str = ""

    @property
    def signing_name(self) -> Text | None:
        """The state of what people sign, in words; None for the rest."""
        return STATES.get(self.signing)

    @property
    def format_name(self) -> str:
        """Its format as people call it."""
        return SHORT_FORMATS.get(self.format, self.format)

    @property
    def busy(self) -> bool:
        """Whether it is still to come."""
        return self.state in ("waiting", "making") and not self.stuck


@dataclass(frozen=True, kw_only=True)
class Documents:
    """The page of documents: what can be made, what was, and the agency's own words (none: there is no result yet).

    ``made`` are those of one ``page`` of the list of ``total``, newest first.
    ``advice_opened``: the stamp of the advice that is taken; ``advice_conflict``: another choice came meanwhile.
    ``asked``: the number of the document that was asked for; then the page leads there.
    """

    year: int
    choices: tuple[KindChoice, ...] = ()
    profiles: tuple[tuple[str, Text], ...] = ()
    profile: str = STANDARD
    made: tuple[Listed, ...] = ()
    page: int = 1
    total: int = 0
    words: tuple[OwnWords, ...] = ()
    chosen: Chosen = Chosen()
    problems: tuple[Problem, ...] = ()
    may_make: bool = False
    may_edit: bool = False
    asked: int | None = None
    advices: tuple[Advice, ...] = ()
    advice_opened: str = ""
    advice_conflict: AdviceConflict | None = None
    decisions: tuple[KeptDecision, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the list of documents has."""
        return pages_of(self.total)

    @property
    def busy(self) -> bool:
        """Whether a document is still to come."""
        return any(listed.busy for listed in self.made)

    @property
    def digits(self) -> Mapping[str, Text]:
        """The digits that can be chosen, in words."""
        return DIGITS

    @property
    def wanted(self) -> Mapping[str, Text]:
        """The states that can be asked for, in words."""
        return WANTED

    @property
    def formats(self) -> Mapping[str, Text]:
        """The formats that can be chosen, in words."""
        return FORMAT_NAMES


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """One document: how it stands, what the checker says of it, and what it is proven with.

    ``left_out``: lines that the agency wrote and the document does not show, with why and what stands there.
    ``held``: what was found before signing. ``again``: what it was asked for by, to be asked for anew. ``issue``: what
    is to be entered when it is issued, where somebody may; ``issued``: what was."""

    year: int
    listed: Listed
    findings: Sequence[Mapping[str, Any]] = ()
    left_out: Sequence[Mapping[str, Any]] = ()
    held: Sequence[HeldLine] = ()
    again: Chosen = Chosen()
    may_make: bool = False
    issue: IssueForm | None = None
    issued: IssuedFile | None = None
    result_version: int | None = None
    problem: str = ""
    checksum: str = ""
    head: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentFile:
    """A document to be saved: its format, what it is called, its bytes.

    ``intact``: they are the bytes that were made; nobody is handed others.
    """

    format: str
    name: str
    data: bytes
    intact: bool = True


def documents_page(
    year: int,
    dossier: Dossier | None,
    made: Iterable[KeptDocument],
    words: Mapping[str, KeptWords],
    now: datetime.datetime,
    *,
    running: Dossier | None = None,
    chosen: Chosen | None = None,
    problems: Iterable[Problem] = (),
    may_make: bool = False,
    may_edit: bool = False,
    page: int = 1,
    total: int = 0,
    advices: tuple[Advice, ...] = (),
    advice_opened: str = "",
    decisions: tuple[KeptDecision, ...] = (),
    decided_at: datetime.datetime | None = None,
) -> Documents:
    """The documents of a year: ``dossier`` is None where it has no result, ``made`` stands newest first.

    ``running``: what is known of a year without a result, from which documents of its board are made."""
    own = dossier.document.profile if dossier is not None and dossier.document is not None else None
    changed_at = max((at for at in (newest_of(words), decided_at) if at is not None), default=None)
    return Documents(
        year=year,
        choices=tuple(
            KindChoice(
                id=kind.id,
                name=kind.name,
                lacks=_lacks(dossier, running, kind.id),
                signed=kind.signed,
            )
            for kind in kinds().values()
        ),
        profiles=tuple((profile.id, profile.name) for profile in profiles().values()),
        profile=own if own in profiles() else STANDARD,
        made=tuple(listed_of(kept, changed_at, now) for kept in made),
        page=page,
        total=total,
        words=own_words(dossier, words) if dossier is not None else (),
        chosen=chosen or Chosen(),
        problems=tuple(problems),
        may_make=may_make,
        may_edit=may_edit,
        advices=advices,
        advice_opened=advice_opened,
        decisions=decisions,
    )


# The kinds that show what stands on the board of a year, and need no result.
OF_BOARD = ("order", "answers")


def _lacks(dossier: Dossier | None, running: Dossier | None, kind: str) -> Text | None:
    if dossier is not None:
        return lacking(dossier, kind)
    return lacking(running, kind) if running is not None and kind in OF_BOARD else NOTHING


def document_page(
    year: int,
    kept: KeptDocument,
    changed_at: datetime.datetime | None,
    now: datetime.datetime,
    *,
    may_make: bool = False,
    issue: IssueForm | None = None,
    issued: IssuedFile | None = None,
) -> DocumentPage:
    """The page of one document; ``changed_at``: when words of its year were last written, or things decided."""
    return DocumentPage(
        year=year,
        listed=listed_of(kept, changed_at, now),
        findings=_contradictions(kept.findings),
        left_out=tuple(line for line in kept.findings or () if LEFT_OUT in line),
        held=held_lines(kept.findings),
        again=Chosen(
            kind=kept.kind, profile=kept.profile, digits=kept.digits, format=kept.format, signing="for-signature"
        ),
        may_make=may_make,
        issue=issue,
        issued=issued,
        result_version=kept.result_version,
        problem=kept.problem,
        checksum=kept.checksum,
        head=kept.head,
    )


def _contradictions(findings: Sequence[Mapping[str, Any]] | None) -> tuple[Mapping[str, Any], ...]:
    return tuple(found for found in findings or () if LEFT_OUT not in found and HELD not in found)


def listed_of(kept: KeptDocument, changed_at: datetime.datetime | None, now: datetime.datetime) -> Listed:
    """A document as it stands ``now``, where words of its year were last written at ``changed_at``."""
    given_up_at = kept.lease_until or kept.asked_at + PATIENCE
    return Listed(
        number=kept.number,
        name=kinds()[kept.kind].name if kept.kind in kinds() else Text(th=kept.kind, en=kept.kind),
        format=kept.format,
        version=kept.version,
        asked_at=kept.asked_at,
        state=kept.state,
        made_by=kept.made_by,
        wrong=None if kept.findings is None else len(_contradictions(kept.findings)),
        old=not kept.of_current or (changed_at is not None and changed_at > kept.asked_at),
        stuck=kept.state in ("waiting", "making") and given_up_at < now,
        signing=kept.signing if kept.state == "ready" else "",
    )


def pages_of(total: int) -> int:
    """How many pages hold so many documents."""
    return max(1, -(-total // PER_PAGE))


def newest_of(words: Mapping[str, KeptWords]) -> datetime.datetime | None:
    """When words were last written; None where there are none."""
    return max((kept.changed_at for kept in words.values()), default=None)

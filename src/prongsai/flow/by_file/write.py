"""From rounds to documents, in every format asked for: all are made before any is written."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.collect.papers import Addressee, Document, Letter
from prongsai.files.pictures import NONE, Pictures
from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.language.text import Text
from prongsai.outside.files import write_together
from prongsai.outside.scratch import Scratch
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.profiles import digits_of
from prongsai.publish.guard.held import Held
from prongsai.publish.guard.signing import made as in_its_state
from prongsai.publish.report import Digits, LeftOut, Report, State
from prongsai.publish.signatories import Signatory, signatory_of, unused, with_names
from prongsai.roundfile.round import Round

if TYPE_CHECKING:
    from prongsai.analyze.claims import Contradiction

# Every kind that a file has the data for.
ALL = "all"
KINDS: dict[str, str] = {kind.id: kind.name.th for kind in kinds().values()}

# From so many rounds on, documents are made in processes of their own.
MANY = 12
WORKERS = 4
# What sets PDF keeps what it has set for as long as its process lives.
TASKS_PER_PROCESS = 40


# A format is loaded when it is used: it is not needed for the others.


def _html(report: Report) -> bytes:
    from prongsai.publish.html.page import html

    return html(report).encode("utf-8", "replace")


def _pdf(report: Report) -> bytes:
    from prongsai.publish.pdf.pdf import pdf

    return pdf(report)


def _docx(report: Report) -> bytes:
    from prongsai.publish.word import docx

    return docx(report)


FORMATS: dict[str, Callable[[Report], bytes]] = {"html": _html, "pdf": _pdf, "docx": _docx}

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Notes:
    """What is to be said of a document: its state and why, and what the agency wrote and it does not show."""

    state: State | None = None
    held: tuple[Held, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def unsignable(self) -> bool:
        """Whether something keeps the document from being signed."""
        return any(one.holds for one in self.held)


# The document's name without its ending, and what is to be said of it.
Told = Callable[[str, Notes], None]


@dataclass(frozen=True, slots=True)
class Made:
    """One document: its file name (with folders below the one it is written to), and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for papers besides the file: names of those who sign, whom the letter is to, and the day on which
    they are made, for the properties of their files; None leaves it out."""

    names: tuple[Signatory, ...] = ()
    to: Addressee | None = None
    made_on: datetime.date | None = None

    def told(self, one: Round) -> Round:
        """The round with the letter to whom it is asked for."""
        if self.to is None:
            return one
        document = one.document or Document()
        letter = dataclasses.replace(document.letter or Letter(), to=self.to)
        return dataclasses.replace(one, document=dataclasses.replace(document, letter=letter))


def signatories(typed: Iterable[str]) -> tuple[Signatory, ...] | Text:
    """Those who sign, as typed; what is wrong where one is not understood or a position has two names."""
    found: dict[str, Signatory] = {}
    for text in typed:
        one = signatory_of(text)
        if not isinstance(one, Signatory):
            return one
        if one.position in found:
            th, en = f"ตำแหน่ง “{one.position}” มีผู้ลงนามสองคน", f"two names for the position “{one.position}”"
            return Text(th=th, en=en)
        found[one.position] = one
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Task:
    """What one process makes at a time: the documents of one round."""

    one: Round
    name: str
    kind: str
    formats: tuple[str, ...]
    digits: Digits | None
    draft: bool
    folder: Path
    asked: Asked
    pictures: Pictures


def report_of(one: Round, kind: str, digits: Digits | None = None) -> Report:
    """The report of a kind for one round as those see it who work on it, in no state of those that people sign.

    In the kind's or profile's digits where none are asked for. KeyError for a kind that does not exist; ``Refused``
    where the round has no data for it.
    """
    dossier = dossier_of(one)
    missing = lacking(dossier, kind)
    if missing is not None:
        raise Refused([Problem("", missing)])
    return _report(dossier, kind, digits)


def _report(dossier: Dossier, kind: str, digits: Digits | None) -> Report:
    return report(dataclasses.replace(dossier, digits=digits or digits_of(dossier, kind)), kind)


def for_signature(
    one: Round, kind: str, digits: Digits | None = None, *, draft: bool = False
) -> tuple[Report, tuple[Held, ...]]:
    """The report of a kind in the state that it can have, and what was found in it: see ``publish.guard``.

    Errors as ``report_of``.
    """
    dossier = dossier_of(one)
    missing = lacking(dossier, kind)
    if missing is not None:
        raise Refused([Problem("", missing)])
    return _in_its_state(one, dossier, kind, digits, draft)


def _in_its_state(
    one: Round, dossier: Dossier, kind: str, digits: Digits | None, draft: bool
) -> tuple[Report, tuple[Held, ...]]:
    def read(document: Report) -> Iterable[Contradiction]:
        from prongsai.flow.by_file.proofread import check_report

        return check_report(one, document, (dossier.criteria, dossier.scorecard))

    with_digits = dataclasses.replace(dossier, digits=digits or digits_of(dossier, kind))
    return in_its_state(with_digits, kind, proofread=read, draft=draft)


def make(
    rounds: Sequence[Round],
    names: Sequence[str],
    kind: str,
    formats: Iterable[str],
    digits: Digits | None = None,
    draft: bool = False,
) -> list[Made]:
    """The documents of all rounds; ``names`` are the stems of their files, made distinct by the caller.

    What people sign is made for signature where nothing holds it back and no ``draft`` is asked for, else as a draft,
    with ``-draft`` in its name.

    ``kind`` may be ``all``: every kind that a round has the data for. ``Refused`` with a problem for each round that
    has no data for the kind asked.
    """
    wanted = tuple(formats)
    made: list[Made] = []
    problems: list[Problem] = []
    for one, name in zip(rounds, names, strict=True):
        try:
            made += [Made(each, data) for each, data, *_ in _documents(one, name, kind, wanted, digits, draft)]
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return made


def _documents(
    one: Round,
    name: str,
    kind: str,
    formats: tuple[str, ...],
    digits: Digits | None,
    draft: bool,
    asked: Asked | None = None,
    pictures: Pictures = NONE,
) -> Iterator[tuple[str, bytes, str, Notes, tuple[Signatory, ...]]]:
    """Of every document file name, bytes, name without ending, what is to be said of it, and who signs it by name."""
    asked = asked or Asked()
    one = asked.told(one)
    dossier = dossier_of(one)
    missing = {each: lacking(dossier, each) for each in (KINDS if kind == ALL else (kind,))}
    wanted = [each for each, lack in missing.items() if lack is None]
    if not wanted:
        raise Refused([_problem(name, kind, missing[kind] or Text(th="", en=""))])
    for each in wanted:
        unsigned, held = _in_its_state(one, dossier, each, digits, draft)
        made, idle = (
            with_names(dataclasses.replace(unsigned, pictures=pictures, made_on=asked.made_on), asked.names),
            unused(unsigned, asked.names),
        )
        used = tuple(named for named in asked.names if named not in idle)
        stem = f"{name}-{each}{'-draft' if made.state == 'draft' else ''}"
        notes = Notes(made.state, held, made.left_out)
        for form in formats:
            yield f"{stem}.{form}", FORMATS[form](made), stem, notes, used


def _problem(name: str, kind: str, lack: Text) -> Problem:
    named = kinds()[kind].name
    return Problem(
        "",
        Text(th=f"จัดทำ “{named.th}” ({kind}) ไม่ได้ {lack.th}", en=f"cannot make {kind} ({named.en}): {lack.en}"),
        file=name,
    )


def _placeless(named: Signatory) -> Problem:
    return Problem(
        "",
        Text(
            th=f"ไม่มีที่ลงนามของ “{named.position}” ในเอกสารที่จัดทำ ให้พิมพ์ตำแหน่งตามที่ปรากฏใต้ลายมือชื่อในเอกสาร",
            en=f"no document has a place for “{named.position}” to sign; write the position as the document has it",
        ),
    )


def write(documents: Iterable[Made], folder: Path) -> list[Path]:
    """Writes documents into ``folder``, all or none; the paths in order. OSError where one cannot be written."""
    return write_together({folder / each.name: each.data for each in documents})


def publish(
    rounds: Sequence[Round],
    names: Sequence[str],
    kind: str,
    formats: Iterable[str],
    folder: Path,
    digits: Digits | None = None,
    progress: Progress | None = None,
    told: Told | None = None,
    draft: bool = False,
    asked: Asked | None = None,
    pictures: Sequence[Pictures] = (),
) -> list[Path]:
    """Makes the documents of all rounds and writes them into ``folder``, all or none; the paths in order.

    Documents wait on disk until the last is made. ``progress`` is told of each round that is done: how many of how
    many, and the agency; ``told`` of each document that people sign or that leaves out what the agency wrote, once for
    all formats. ``draft`` as for ``make``; ``pictures``: those of each round, where there are any. Raises ``Refused``
    as ``make`` does and where a name was asked for whose position no document has, and OSError where a file cannot be
    written.
    """
    wanted = tuple(formats)
    with Scratch() as scratch:
        tasks = [
            _Task(one, name, kind, wanted, digits, draft, scratch.folder, asked or Asked(), given)
            for one, name, given in zip(rounds, names, pictures or (NONE,) * len(rounds), strict=True)
        ]
        problems: list[Problem] = []
        used: set[Signatory] = set()
        for at, (task, done) in enumerate(zip(tasks, _worked(tasks), strict=True), 1):
            if isinstance(done, Refused):
                problems += done.problems
            else:
                scratch.hold(*(name for name, *_ in done))
                used.update(named for *_, names_used in done for named in names_used)
                if told is not None:
                    for stem, notes in {stem: notes for _, stem, notes, _ in done if notes != Notes()}.items():
                        told(stem, notes)
            if progress is not None:
                progress(at, len(tasks), task.one.facts.agency.name)
        problems += [_placeless(named) for named in asked.names if named not in used] if asked and not problems else []
        if problems:
            raise Refused(problems)
        return write_together(_Placed(scratch, folder))


class _Placed(Mapping[Path, bytes]):
    """The scratch's documents by the path that each is for; a file is read when its turn comes."""

    def __init__(self, scratch: Scratch, folder: Path) -> None:
        self._scratch = scratch
        self._folder = folder

    def __getitem__(self, path: Path) -> bytes:
        """The bytes that belong at ``path``."""
        return self._scratch[path.relative_to(self._folder).as_posix()]

    def __iter__(self) -> Iterator[Path]:
        """The paths in order."""
        return (self._folder / name for name in self._scratch)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._scratch)


_Done = list[tuple[str, str, Notes, tuple[Signatory, ...]]]


def _worked(tasks: Sequence[_Task]) -> Iterator[_Done | Refused]:
    """The names of the documents of each task in order with what they leave out, or why there are none."""
    if len(tasks) < MANY:
        yield from map(_work, tasks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    workers = min(WORKERS, os.cpu_count() or 1)
    # A new pool for each share of the work gives every process an end. (``max_tasks_per_child`` would too, but pools
    # of Python 3.11 wait for ever where the last of their processes has ended.)
    share = workers * TASKS_PER_PROCESS
    for start in range(0, len(tasks), share):
        pool = ProcessPoolExecutor(max_workers=workers, mp_context=context)
        try:
            yield from pool.map(_work, tasks[start : start + share])
        finally:
            # Whoever stops early does not wait for what nobody wants any more.
            pool.shutdown(cancel_futures=True)


def _work(task: _Task) -> _Done | Refused:
    names: _Done = []
    try:
        made = _documents(
            task.one, task.name, task.kind, task.formats, task.digits, task.draft, task.asked, task.pictures
        )
        for name, data, stem, notes, used in made:
            (task.folder / name).write_bytes(data)
            names.append((name, stem, notes, used))
    except Refused as refused:
        return refused
    return names

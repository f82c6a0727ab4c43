"""Round files into rounds: every file is read and checked before anything is handed on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.flow.rules import known
from prongsai.language.text import Text
from prongsai.outside.files import read_limited
from prongsai.roundfile.read_file import limit_of, read_bytes
from prongsai.roundfile.round import Round


def read_rounds(
    paths: Iterable[Path | str],
    *,
    criteria: str | None = None,
    edition: Callable[[str], Criteria] = known.edition,
) -> list[Round]:
    """The rounds of all files in order (a JSON or JSON Lines file may hold many), as ``rounds_by_file`` reads them."""
    return [one for rounds in rounds_by_file(paths, criteria=criteria, edition=edition) for one in rounds]


def rounds_by_file(
    paths: Iterable[Path | str],
    *,
    criteria: str | None = None,
    edition: Callable[[str], Criteria] = known.edition,
) -> list[list[Round]]:
    """The rounds of each file in order.

    ``criteria``: the edition of files that name none; those that name another are refused. Without it a file of an
    agency that the NACC does not assess is refused, with the editions that do. Raises one ``Refused`` with every
    problem of every file; then nothing is returned. A file is named in problems as it was given.
    """
    rounds: list[list[Round]] = []
    problems: list[Problem] = []
    with no_collection():
        for given in paths:
            try:
                data = read_limited(Path(given), limit_of(str(given)))
                read = read_bytes(data, str(given), edition=edition, default=known.default(criteria))
                problems += not_by(criteria, read, str(given))
                rounds.append(read)
            except Refused as refused:
                problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return rounds


def not_by(criteria: str | None, rounds: Iterable[Round], name: str) -> list[Problem]:
    """What is wrong with a file that names another edition than the ``criteria`` that was asked for."""
    others = sorted({each.facts.criteria for each in rounds} - {criteria}) if criteria is not None else ()
    return [
        Problem(
            "criteria",
            Text(
                th=f"ไฟล์ระบุเกณฑ์ {other} แต่สั่งให้ใช้ {criteria} ให้แก้ไฟล์ หรือไม่ต้องระบุ --criteria",
                en=f"the file names {other}, but --criteria says {criteria}; correct the file, or leave out --criteria",
            ),
            file=name,
        )
        for other in others
    ]


@contextmanager
def no_collection() -> Iterator[None]:
    """While what is made is kept and holds no cycles: looking through it again and again takes a third longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

"""Round files into rounds: every file is read and checked before anything is handed on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prongsai.criteria import editions
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.outside.files import read_limited
from prongsai.roundfile.read_file import limit_of, read_bytes
from prongsai.roundfile.round import Round


def read_rounds(paths: Iterable[Path | str], *, edition: Callable[[str], Criteria] = editions.edition) -> list[Round]:
    """The rounds of all files in order (a JSON or JSON Lines file may hold many).

    Raises one ``Refused`` with every problem of every file; then nothing is returned. A file is named in problems as
    it was given.
    """
    rounds: list[Round] = []
    problems: list[Problem] = []
    with no_collection():
        for given in paths:
            try:
                data = read_limited(Path(given), limit_of(str(given)))
                rounds.extend(read_bytes(data, str(given), edition=edition))
            except Refused as refused:
                problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return rounds


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

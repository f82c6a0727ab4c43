"""The editions of the rules: which there are, and each as Criteria."""

from __future__ import annotations

import functools
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from prongsai.criteria.reading.join import joined
from prongsai.criteria.reading.nodes import EditionFiles
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.files.strict_yaml import read
from prongsai.language.text import Text

# In the order in which problems are best read: what moves a score first.
FILES = (
    "edition.yaml",
    "scoring.yaml",
    "wording.yaml",
    "disclosure.yaml",
    "people.yaml",
    "calendar.yaml",
    "links.yaml",
    "forms.yaml",
    "crosswalk.yaml",
    "advice.yaml",
    "sources.yaml",
)
REQUIRED = FILES[:3]
SHARED = ("sources.yaml", "recommendations.yaml")  # beside the editions, for all of them


class UnknownEdition(Refused):
    """An edition that is not there; ``known`` are those that are."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        text = Text(
            th=f"ไม่พบเกณฑ์ “{wanted}” เกณฑ์ที่มีคือ {names}",
            en=f"there is no edition “{wanted}”; there are {names}",
        )
        super().__init__([Problem("criteria", text)])
        self.wanted = wanted
        self.known = known


def _package() -> Traversable:
    return resources.files("prongsai.criteria")


@functools.cache
def editions() -> tuple[str, ...]:
    """The ids of the editions that come with the program, in order."""
    folders = _package().joinpath("editions").iterdir()
    return tuple(sorted(one.name for one in folders if one.joinpath("edition.yaml").is_file()))


def default_edition(year: int) -> str:
    """The id of the edition that a file of ``year`` (Buddhist era) uses when it names none."""
    return f"nacc-{year}"


@functools.cache
def edition(name: str) -> Criteria:
    """One edition that comes with the program. Raises ``UnknownEdition``, or ``Refused`` where its files are wrong."""
    return edition_from(folder_of(name))


def folder_of(name: str) -> Traversable:
    """The folder of an edition that comes with the program. Raises ``UnknownEdition``."""
    if name not in editions():
        raise UnknownEdition(name, editions())
    return _package().joinpath("editions", name)


def edition_from(folder: Path | Traversable) -> Criteria:
    """An edition from a folder. Raises ``Refused`` with every mistake in its files."""
    book = open_book(folder)
    criteria = joined(book)
    problems = book.problems()
    if problems or criteria is None:
        raise Refused(problems)
    return criteria


def open_book(folder: Path | Traversable) -> EditionFiles:
    """The files of an edition's folder, read but not yet joined. Raises ``Refused``."""
    found = ((name, folder.joinpath(name)) for name in FILES)
    return book_of(folder.name, {name: one.read_bytes() for name, one in found if one.is_file()})


def book_of(name: str, raw: dict[str, bytes]) -> EditionFiles:
    """The same from the bytes of the files, by file name. Raises ``Refused``."""
    files: dict[str, object] = {}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    label = f"{name}/"
    for file in REQUIRED:
        if file not in raw:
            missing = Text(th=f"ไม่พบไฟล์ {file} ในโฟลเดอร์เกณฑ์", en=f"the file {file} is missing from the edition")
            problems.append(Problem("", missing, file=label + file))
    for file, content in raw.items():
        try:
            files[file] = read(content, label + file)
            texts[file] = content.decode("utf-8-sig")
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    for file in SHARED:
        files[f"../{file}"] = shared(file)
        if files[f"../{file}"] is not None:
            texts[f"../{file}"] = _package().joinpath(file).read_text("utf-8")
    return EditionFiles(files, texts, label=label)


@functools.cache
def shared(name: str) -> object:
    """A file that all editions share, as read; None where there is none."""
    one = _package().joinpath(name)
    return read(one.read_bytes(), name) if one.is_file() else None

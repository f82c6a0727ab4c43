"""The editions of the rules: which there are, and each as Criteria."""

from __future__ import annotations

import functools
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from prongsai.criteria.reading.context import phases
from prongsai.criteria.reading.join import joined
from prongsai.criteria.reading.nodes import EditionFiles
from prongsai.criteria.shapes import Criteria, Phase
from prongsai.files.problems import Problem, Refused
from prongsai.files.strict_yaml import read_yaml
from prongsai.language.text import Text, shortened

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
        names, shown = ", ".join(known), shortened(wanted)
        text = Text(
            th=f"ไม่พบเกณฑ์ “{shown}” เกณฑ์ที่มีคือ {names}",
            en=f"there is no edition “{shown}”; there are {names}",
        )
        super().__init__([Problem("criteria", text)])
        self.wanted = wanted
        self.known = known


class ChangedEdition(Refused):
    """An edition that was kept and is no longer what it was; ``expected`` is the checksum it was kept by."""

    def __init__(self, name: str, expected: str, now: str | None, problems: list[Problem]) -> None:
        shown, shown_now = expected[:19], now[:19] if now else "–"
        text = Text(
            th=f"เกณฑ์ “{name}” ที่เก็บไว้ไม่ตรงกับเมื่อครั้งที่เก็บ (ค่าตรวจสอบเดิม {shown} ขณะนี้ {shown_now}) จึงไม่นำมาใช้ "
            "ผลการประเมินและเอกสารที่จัดทำไว้แล้วไม่สูญหาย ให้ผู้ดูแลระบบกู้คืนจากชุดข้อมูลสำรองที่ทำไว้ก่อนเกณฑ์ถูกเปลี่ยน",
            en=f"the edition “{name}” is not as it was kept (checksum {shown} then, {shown_now} now) and is not used; "
            "results and finished documents are not lost: an administrator restores a backup from before it changed",
        )
        super().__init__([Problem("criteria", text), *problems])
        self.name = name
        self.expected = expected


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


_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CARRIED = re.compile(r"(.+)-from-(\d{4})")


def family(name: str) -> str:
    """What the editions of one body have in common: their id without the year (``nacc-2568`` → ``nacc-``)."""
    return _YEAR.sub("", _own(name))


def same_body(name: str, year: int) -> str:
    """The id of the edition of another year by the body of ``name``."""
    return _YEAR.sub(str(year), _own(name))


def year_in(name: str) -> int | None:
    """The fiscal year (Buddhist era) that an id names; None where it names none."""
    found = _YEAR.search(_own(name))
    return int(found[0]) if found else None


def carried_id(name: str, year: int) -> str:
    """The id of the rules of ``name`` carried over to a later year: ``nacc-2569`` → ``nacc-2570-from-2569``."""
    return f"{same_body(name, year)}-from-{year_in(name)}"


def carried_from(name: str) -> str | None:
    """The id of the edition whose rules are carried over under the id ``name``; None for an edition of its own year."""
    found = _CARRIED.fullmatch(name)
    return same_body(found[1], int(found[2])) if found else None


def _own(name: str) -> str:
    """The id of an edition's own year, without where its rules were carried over from."""
    found = _CARRIED.fullmatch(name)
    return found[1] if found else name


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
    return _criteria(folder.name, edition_files(folder))


def edition_as_files(name: str, files: Mapping[str, bytes]) -> Criteria:
    """An edition from the bytes of all its files, by name. Raises ``Refused`` with every mistake in them."""
    return _criteria(name, files)


def edition_as_kept(name: str, files: Mapping[str, str], checksum: str) -> Criteria:
    """An edition from the texts of the files it was kept with, by name, and from nothing else.

    Raises ``ChangedEdition`` where they can no longer be read, or are not those that ``checksum`` was made of.
    """
    try:
        criteria = _criteria(name, {file: text.encode() for file, text in files.items()})
    except Refused as refused:
        raise ChangedEdition(name, checksum, None, refused.problems) from refused
    if criteria.checksum != checksum:
        raise ChangedEdition(name, checksum, criteria.checksum, [])
    return criteria


# Editions by a digest of their files to the letter: the checksum leaves out layout, and so the order of the items.
_read_before: OrderedDict[str, Criteria] = OrderedDict()
_MOST_HELD = 32
_lock = threading.Lock()


def _criteria(name: str, raw: Mapping[str, bytes]) -> Criteria:
    """The edition in these files; read once, whether they come from the program or were kept."""
    digest = hashlib.sha256()
    for file, content in sorted(raw.items()):
        digest.update(b"%d %s %d " % (len(file), file.encode(), len(content)))
        digest.update(content)
    key = digest.hexdigest()
    with _lock:
        if key in _read_before:
            _read_before.move_to_end(key)
            return _read_before[key]
    book = book_of(name, raw)
    criteria = joined(book)
    problems = book.problems()
    if problems or criteria is None:
        raise Refused(problems)
    with _lock:
        criteria = _read_before.setdefault(key, criteria)
        while len(_read_before) > _MOST_HELD:
            _read_before.popitem(last=False)
    return criteria


def edition_files(folder: Path | Traversable) -> dict[str, bytes]:
    """All that an edition in ``folder`` is read from, by file name; what all editions share as ``../name``."""
    own = ((name, folder.joinpath(name)) for name in FILES)
    return {name: file.read_bytes() for name, file in own if file.is_file()} | shared_files()


def shared_files() -> dict[str, bytes]:
    """The files that all editions of the program share, as ``../name``."""
    files = ((name, _package().joinpath(name)) for name in SHARED)
    return {f"../{name}": file.read_bytes() for name, file in files if file.is_file()}


@functools.cache
def calendar(name: str) -> tuple[int, tuple[Phase, ...]]:
    """The year of an edition of the program and its phases. Raises ``UnknownEdition``."""
    return calendar_in(folder_of(name))


def calendar_in(folder: Path | Traversable) -> tuple[int, tuple[Phase, ...]]:
    """The year of the edition in a folder and its phases, read from these two files alone."""
    files = (folder.joinpath(file) for file in ("edition.yaml", "calendar.yaml"))
    book = EditionFiles({file.name: read_yaml(file.read_bytes(), file.name) for file in files if file.is_file()}, {})
    return book.top("edition.yaml").whole("year") or 0, phases(book)


def open_book(folder: Path | Traversable) -> EditionFiles:
    """The files of an edition's folder, read but not yet joined. Raises ``Refused``."""
    return book_of(folder.name, edition_files(folder))


def book_of(name: str, raw: Mapping[str, bytes]) -> EditionFiles:
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
            is_shared = file.startswith("../")
            files[file] = _shared(content, file.removeprefix("../")) if is_shared else read_yaml(content, label + file)
            texts[file] = content.decode("utf-8-sig")
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return EditionFiles(files, texts, label=label)


@functools.lru_cache(maxsize=8)
def _shared(content: bytes, name: str) -> object:
    """A file that editions share, read once for all of them."""
    return read_yaml(content, name)

"""Finds an edition by its id: one of the program, one installed in ``<home>/editions``, one stored with a site."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from prongsai.collect.facts import Agency
from prongsai.criteria import editions as shipped
from prongsai.criteria.assessed import assessing, kind_not_assessed, not_assessed_text
from prongsai.criteria.editions import (
    FILES,
    UnknownEdition,
    calendar_in,
    carried_from,
    carried_id,
    edition_as_files,
    edition_files,
    edition_from,
    family,
    same_body,
    year_in,
)
from prongsai.criteria.keeping.check import check_edition
from prongsai.criteria.keeping.new import provisional_files
from prongsai.criteria.shapes import Criteria, Phase
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.language.text import Text
from prongsai.outside.options import read_options

FOLDER = "editions"
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
# From an id to the edition that a site stored last under it; None: it stored none.
Stored = Callable[[str], Criteria | None]

# A process that is told of no settings is told of the folder instead.
_told: list[Path] = []


def look_in(home: Path) -> None:
    """From now on this process looks for installed editions below ``home``, whatever the settings say."""
    _told[:] = [home]


def home() -> Path:
    """The folder of data that installed editions stand in. ``WrongOption`` where a setting cannot be used."""
    if _told:
        return _told[0]
    told = tuple(os.environ.get(name, "") for name in ("PRONGSAI_FOLDER", "PRONGSAI_CONFIG", "HOME"))
    return _home(told, str(Path.cwd()))


@functools.lru_cache(maxsize=8)
def _home(_told: tuple[str, ...], _working: str) -> Path:
    return read_options().home


def installed(below: Path | None = None) -> tuple[str, ...]:
    """The ids of the installed editions, in order."""
    folder = (below or home()) / FOLDER
    try:
        names = sorted(each.name for each in folder.iterdir() if ID.fullmatch(each.name))
    except OSError:
        return ()
    own = shipped.editions()
    return tuple(name for name in names if name not in own and (folder / name / "edition.yaml").is_file())


def editions() -> tuple[str, ...]:
    """The ids of the editions of the program and of those installed, in order."""
    return tuple(sorted({*shipped.editions(), *installed()}))


def folder_of(name: str) -> Path | Traversable:
    """The folder of an edition of the program or of an installed one. Raises ``UnknownEdition``."""
    if name in shipped.editions():
        return shipped.folder_of(name)
    if name in installed():
        return home() / FOLDER / name
    raise UnknownEdition(name, editions())


def edition(name: str, stored: Stored | None = None) -> Criteria:
    """An edition of the program, else the installed one, else the newest that a site ``stored`` under this id.

    The rules of an earlier year under the id ``carried_id`` are made of that year's as they are here now.
    Raises ``UnknownEdition``, or ``Refused`` where the files of an installed one are wrong.
    """
    if name in shipped.editions():
        return shipped.edition(name)
    if name in installed():
        return _installed(home() / FOLDER / name)
    base = _base_of(name)
    if base is not None:
        return edition_as_files(name, _carried(base, edition(base).checksum, year_in(name) or 0))
    kept = stored(name) if stored is not None else None
    if kept is None:
        raise UnknownEdition(name, editions())
    return kept


def edition_or_folder(which: str) -> Criteria:
    """An edition by its id, or the one in a folder of that path."""
    return edition_from(Path(which).resolve()) if which not in editions() and Path(which).is_dir() else edition(which)


def installed_folder(name: str) -> Path | None:
    """The folder of an installed edition; None for any other id."""
    return home() / FOLDER / name if name in installed() else None


def checked(which: str) -> list[Problem]:
    """What is wrong with an edition, by its id or the path of a folder. Raises ``UnknownEdition``."""
    return check_edition(installed_folder(which) or which, known=_known)


def _known(name: str) -> Criteria | None:
    return edition(name) if name in editions() else None


def files_of(criteria: Criteria) -> dict[str, bytes] | None:
    """All that an edition is read from, to be stored with what it is used for; None where only a site has it."""
    base = _base_of(criteria.id)
    if base is not None:
        return dict(_carried(base, edition(base).checksum, criteria.year))
    return edition_files(folder_of(criteria.id)) if criteria.id in editions() else None


def _base_of(name: str) -> str | None:
    """The edition that is here whose rules ``name`` carries over to a later year; None for any other id."""
    base = carried_from(name)
    if base is None or base not in editions() or name != carried_id(base, year_in(name) or 0):
        return None
    return base if (year_in(name) or 0) > (year_in(base) or 0) else None


@functools.lru_cache(maxsize=8)
def _carried(base: str, _checksum: str, year: int) -> Mapping[str, bytes]:
    """The files of an edition's rules carried over to a year; made once of what the edition is now."""
    return provisional_files(edition(base), edition_files(folder_of(base)), year)


def rules_of_year(body: str, year: int) -> Criteria:
    """The rules of a year by the body of the edition ``body``: its own, else the newest ones before it carried over.

    Raises ``UnknownEdition`` where the body has neither.
    """
    own = same_body(body, year)
    if own in editions():
        return edition(own)
    before = [(year_in(name) or 0, name) for name in editions() if family(name) == family(body)]
    base = max(((of, name) for of, name in before if 0 < of < year), default=None)
    if base is None:
        raise UnknownEdition(own, editions())
    return edition(carried_id(base[1], year))


def announced_for(name: str) -> str | None:
    """The id of the edition that has come in the place of rules that were carried over as ``name``; None: none yet."""
    base, year = carried_from(name), year_in(name)
    if base is None or year is None:
        return None
    own = same_body(name, year)
    return own if own in editions() else None


def calendar(name: str) -> tuple[int, tuple[Phase, ...]]:
    """The year of an edition and its phases, read from their two files alone. Raises ``UnknownEdition``."""
    return shipped.calendar(name) if name in shipped.editions() else calendar_in(folder_of(name))


# By folder: what its files were when it was read. Reading them anew for each round would take most of the time.
_read: dict[Path, tuple[object, Criteria]] = {}


def state_of_installed() -> tuple[object, ...]:
    """What changes where an edition is installed, taken away or written anew: the program's own never do."""
    return tuple((name, _states(home() / FOLDER / name)) for name in installed())


def _installed(folder: Path) -> Criteria:
    state = _states(folder)
    held = _read.get(folder)
    if held is not None and held[0] == state:
        return held[1]
    criteria = edition_from(folder)
    if criteria.id != folder.name:
        raise refusal(
            f"โฟลเดอร์เกณฑ์ {folder.name} มีเกณฑ์ {criteria.id} อยู่ ให้ติดตั้งใหม่ด้วย prongsai criteria install",
            f"the folder {folder.name} holds the edition {criteria.id}; install it again",
            "criteria",
        )
    _read[folder] = (state, criteria)
    return criteria


def _states(folder: Path) -> tuple[object, ...]:
    return tuple(_state(folder / name) for name in FILES)


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def readable() -> tuple[Criteria, ...]:
    """Every edition of the program and every installed one that can be read."""
    found = []
    for name in editions():
        try:
            found.append(edition(name))
        except Refused:  # its own check tells what is wrong with it
            continue
    return tuple(found)


def default(named: str | None = None) -> Callable[[Agency, int], str]:
    """Tells by which edition a file is read that names none: the one that was ``named``, else the NACC's of its year.

    Where that does not assess such an agency, what it gives raises ``Refused`` that names the editions that do.
    """
    return (lambda agency, year: named) if named is not None else _asked


def _asked(agency: Agency, year: int) -> str:
    name = shipped.default_edition(year)
    asked = question(agency.kind, agency.name, year)
    if asked is None:
        return name
    place = "agency.kind" if agency.kind else "agency.name"
    way = Text(
        th=" ให้ระบุเกณฑ์ด้วย --criteria หรือบรรทัด criteria: ในไฟล์",
        en="; name the edition with --criteria, or with a line criteria: in the file",
    )
    raise Refused([Problem(place, Text(th=asked.text.th + way.th, en=asked.text.en + way.en))])


@dataclass(frozen=True, slots=True)
class Question:
    """By which rules an agency is assessed whose kind the edition at hand does not assess: ``others`` do."""

    kind: str
    text: Text
    others: tuple[str, ...]


def question(kind: str | None, name: str, year: int, criteria: Criteria | None = None) -> Question | None:
    """What to ask before an agency is scored by ``criteria`` (by default the NACC's of the year); None: nothing."""
    if criteria is None:
        own = [each for each in shipped.editions() if each <= shipped.default_edition(year)]
        criteria = shipped.edition((own or shipped.editions())[-1])
    asked = kind_not_assessed(criteria, kind, name)
    if asked is None:
        return None
    others = assessing(asked, year, readable())
    return Question(asked, not_assessed_text(criteria, asked, year, others), others)

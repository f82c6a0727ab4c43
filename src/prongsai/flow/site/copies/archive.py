"""A backup as a file: rows as JSON lines in a zip, and a manifest that seals them; never whole in memory."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from prongsai import __version__
from prongsai.files import archive as files_archive
from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.copies.packs import KeptFile, WrongFile, pack_name, unpacked
from prongsai.language.text import Text
from prongsai.outside.files import private_file
from prongsai.outside.values import shown

FORMAT = "prongsai/backup@1"
# Archives of version 0.1.0 do not say of which tables they are.
FIRST_TABLES = "0002_shared_cache"
_MANIFEST = "manifest.json"
# Bytes of a row, by its table. A made document of 29 MB is 40 MB as text; a result or an upload holds a round file of
# 4 MB twice at most, with its scorecard; a line of the history may be witness to every row of its agency. All else is
# words of people.
MOST_OF_A_ROW = 1_000_000
LARGER_ROWS: Mapping[str, int] = {
    "records.madedocument": 40_000_000,
    "records.result": 24_000_000,
    "records.upload": 24_000_000,
    "records.storededition": 16_000_000,
    "records.issuance": 40_000_000,
    "records.agencypicture": 8_000_000,
    "records.draft": 8_000_000,
    "records.entry": 4_000_000,
}
_LONGEST_MANIFEST, _MOST_LACKING = 1_000_000, 500
# A site grows as it will; no entry unpacks to more than deflate can make of it, and nothing is ever whole in memory.
LIMITS = files_archive.Limits(entries=500, each=10**12, all=10**13, ratio=1100, nested=True)


@dataclass(frozen=True)
class Archive:
    """What a backup says of itself: who made it, of which tables (our newest migration), rows and SHA-256 by table.

    ``files``: how many files it holds, by the first two digits of their checksums; ``lacking``: those that rows
    name and that could not be read when it was made, in words.
    """

    version: str
    tables: str
    counts: Mapping[str, int]
    sums: Mapping[str, str]
    files: Mapping[str, int] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


def may_be_written(path: Path, *, replace: bool) -> None:
    """``Refused`` where a file of that name is there and is not to be replaced."""
    if path.exists() and not replace:
        raise refused(
            path,
            "มีไฟล์ชื่อนี้อยู่แล้ว ให้ใช้ชื่ออื่น หรือใส่ --force เพื่อเขียนทับ",
            "this file is there already: use another name, or --force",
        )


class Writer:
    """Writes an archive beside its place, reads it back, and only then puts it there."""

    def __init__(self, path: Path, *, tables: str, replace: bool) -> None:
        self._path, self._tables, self._replace = path, tables, replace
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._counts: dict[str, int] = {}
        self._sums: dict[str, str] = {}
        self._files: dict[str, int] = {}
        self._lacking: list[str] = []

    def __enter__(self) -> Writer:
        """The open archive."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Everything of the site is in it: nobody else reads it, also while it is being written.
        self._file = private_file(self._part)
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        return self

    def rows(self, name: str, write: Callable[[Sealing], object]) -> None:
        """One table: ``write`` gets a text stream and writes one line a row."""
        with self._zip.open(f"rows/{name}.jsonl", "w", force_zip64=True) as entry:
            lines = Sealing(entry)
            write(lines)
        self._counts[name], self._sums[name] = lines.count, lines.digest.hexdigest()

    def files(self, digits: str, kept: Iterable[KeptFile], lacking: Iterable[str]) -> None:
        """The files whose checksums begin with two digits; ``lacking``: what they are that cannot be read, asked for
        when those that can be are written. What is a file already is not packed again."""
        count = 0
        entry = zipfile.ZipInfo(pack_name(digits), time.localtime()[:6])
        with self._zip.open(entry, "w", force_zip64=True) as pack:
            for file in kept:
                pack.write(file.head() + file.data)
                count += 1
        self._files[digits] = count
        self._lacking += lacking

    def finish(self) -> Archive:
        """The archive, checked and in its place."""
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "tables": self._tables,
            "counts": self._counts,
            "sha256": self._sums,
            "files": self._files,
            "lacking": self._lacking[:_MOST_LACKING],
        }
        self._zip.writestr(_MANIFEST, json.dumps(manifest, indent=2, sort_keys=True))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        read = contents(self._part)
        may_be_written(self._path, replace=self._replace)
        self._part.replace(self._path)
        return read

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Leaves nothing beside the place, also where a full disk takes no end of the archive."""
        for close in (self._zip.close, self._file.close):
            with contextlib.suppress(OSError, ValueError):
                close()
        self._part.unlink(missing_ok=True)


class Sealing:
    """A text stream that counts its lines and hashes what it passes on."""

    def __init__(self, entry: IO[bytes]) -> None:
        self._entry = entry
        self.count = 0
        self.digest = hashlib.sha256()

    def write(self, text: str) -> int:
        """Passes text on."""
        data = text.encode()
        self.count += data.count(b"\n")
        self.digest.update(data)
        return self._entry.write(data)


def contents(path: Path) -> Archive:
    """Reads an archive whole, a little at a time; what is in it. ``Refused`` where anything of it is not right."""
    with _opened(path) as archive:
        read = _manifest(path, archive)
        for name, right in read.sums.items():
            digest, count = hashlib.sha256(), 0
            for piece in archive.chunks(f"rows/{name}.jsonl"):
                digest.update(piece)
                count += piece.count(b"\n")
            if digest.hexdigest() != right or count != read.counts[name]:
                raise refused(
                    path, f"ข้อมูลของ {name} ไม่ตรงกับผลรวมตรวจสอบ", f"the rows of {name} do not match their checksum"
                )
        for digits, many in read.files.items():
            if sum(1 for _ in _unpacked(path, archive, digits)) != many:
                raise _damaged(path, _NO_MANIFEST)
        return read


def kept_files(path: Path, digits: str) -> Iterator[KeptFile]:
    """The files of an archive whose checksums begin with two digits, each as it was put in or ``Refused``."""
    with _opened(path) as archive:
        yield from _unpacked(path, archive, digits)


def _unpacked(path: Path, archive: files_archive.Archive, digits: str) -> Iterator[KeptFile]:
    try:
        yield from unpacked(archive.chunks(pack_name(digits)), digits)
    except WrongFile as wrong:
        raise refused(
            path,
            f"ไฟล์ในชุดสำรองไม่ครบหรือถูกแก้: {shown(wrong.name)} ให้ใช้ไฟล์สำรองฉบับอื่น",
            f"a file in the backup was cut or altered: {shown(wrong.name)}; use another backup",
        ) from wrong


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[files_archive.Archive]:
    try:
        with path.open("rb") as file, files_archive.Archive(file, LIMITS) as archive:
            yield archive
    except FileNotFoundError as error:
        raise refused(
            path, "ไม่พบไฟล์นี้ ให้ตรวจชื่อและโฟลเดอร์", "there is no such file; check its name and folder"
        ) from error
    except files_archive.NotOpened as error:
        raise _damaged(path, _NOT_OPENED[error.reason]) from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, _NO_MANIFEST) from error


_NO_MANIFEST = Text(
    th="บัญชีรายการในไฟล์ไม่ครบหรือไม่ตรงกับข้อมูล", en="its list of contents is missing, or is not that of what it holds"
)
_NOT_OPENED: Mapping[files_archive.Reason, Text] = {
    "damaged": Text(th="ไฟล์ zip ขาดหรือถูกแก้", en="the zip was cut or altered"),
    "locked": Text(th="มีรหัสผ่าน", en="it has a password"),
    "large": Text(th="ขยายแล้วใหญ่เกินไป", en="it unpacks to too much"),
    "nested": Text(th="มีไฟล์ zip ซ้อนอยู่", en="it holds another zip"),
    "names": Text(th="มีชื่อไฟล์ภายในที่ใช้ไม่ได้", en="a name in it leads elsewhere, or stands twice"),
}


def _damaged(path: Path, reason: Text) -> Refused:
    return refused(
        path,
        f"ไฟล์สำรองเสียหายหรือไม่ใช่ไฟล์สำรอง ({reason.th}) ให้ใช้ไฟล์สำรองฉบับอื่น",
        f"the backup is damaged or is none ({reason.en}): use another one",
    )


# What a manifest may say; all of it is shown to whoever restores.
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!_-]{0,40}")
_TABLES = re.compile(r"[0-9]{4}_[0-9a-z_]{1,120}")
_TABLE = re.compile(r"[a-z][a-z0-9]{0,40}\.[a-z][a-z0-9_]{0,60}")
_SUM = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"[0-9a-f]{2}")


def _manifest(path: Path, archive: files_archive.Archive) -> Archive:
    data = b""
    for piece in archive.chunks(_MANIFEST):
        data += piece
        if len(data) > _LONGEST_MANIFEST:
            raise ValueError
    manifest: dict[str, Any] = json.loads(data)
    if not isinstance(manifest, dict) or not str(manifest.get("format")).startswith("prongsai/backup@"):
        raise refused(path, "ไม่ใช่ไฟล์สำรองของโปรแกรมนี้", "this is not a backup of Prongsai")
    if manifest["format"] != FORMAT:
        form = shown(manifest["format"])
        raise refused(
            path,
            f"ไฟล์สำรองเป็นแบบ {form} ของโปรแกรมรุ่นใหม่กว่านี้",
            f"the backup is of the format {form}, of a later version of the program",
        )
    counts, sums = manifest["counts"], manifest["sha256"]
    # Before files lay below the site's folder, every one was part of a row.
    files, lacking = manifest.get("files", {}), manifest.get("lacking", [])
    right = (
        _is(_VERSION, manifest["version"])
        and _is(_TABLES, manifest.get("tables", FIRST_TABLES))
        and isinstance(counts, dict)
        and isinstance(sums, dict)
        and counts.keys() == sums.keys()
        and all(_is(_TABLE, name) for name in counts)
        and all(type(count) is int and count >= 0 for count in counts.values())
        and all(_is(_SUM, digest) for digest in sums.values())
        and isinstance(files, dict)
        and all(_is(_DIGITS, digits) for digits in files)
        and all(type(count) is int and count >= 0 for count in files.values())
        and isinstance(lacking, list)
        and all(isinstance(name, str) for name in lacking)
    )
    if not right:
        raise ValueError
    # What the manifest does not name is not ours, whatever kind of entry it is; and no row is a link.
    ours = {_MANIFEST, *(f"rows/{name}.jsonl" for name in counts), *map(pack_name, files)}
    if set(archive.names) != ours or archive.links:
        raise ValueError
    return Archive(manifest["version"], manifest.get("tables", FIRST_TABLES), counts, sums, files, tuple(lacking))


def _is(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def lines(path: Path, name: str) -> Iterator[bytes]:
    """The rows of one table of an archive that was checked, a line each."""
    most = LARGER_ROWS.get(name, MOST_OF_A_ROW)
    with _opened(path) as archive:
        rest: list[bytes] = []
        length = 0
        for piece in archive.chunks(f"rows/{name}.jsonl"):
            first, *others = piece.split(b"\n")
            rest.append(first)
            length += len(first)
            for other in (*others, None):
                if length > most:
                    raise refused(
                        path,
                        f"{name} มีแถวที่ยาวเกินไป รับได้ไม่เกิน {most / 1e6:,.0f} MB ต่อแถว",
                        f"a row of {name} is too long: at most {most / 1e6:,.0f} MB are read",
                    )
                if other is not None:
                    yield _taken(rest)
                    rest.append(other)
                    length = len(other)
        if length:
            yield _taken(rest)


def _taken(pieces: list[bytes]) -> bytes:
    """The pieces as one, of which nothing is kept: of a large row there is one copy."""
    whole = b"".join(pieces)
    pieces.clear()
    return whole


def refused(path: Path, th: str, en: str) -> Refused:
    """The refusal of a file."""
    return Refused([Problem("", Text(th=th, en=en), file=str(path))])

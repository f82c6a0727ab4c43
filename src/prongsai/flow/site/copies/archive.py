"""A backup as a file: rows as JSON lines in a zip, and a manifest that seals them; never whole in memory."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from prongsai import __version__
from prongsai.files import archive as files_archive
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside.files import private_file

FORMAT = "prongsai/backup@1"
# Archives of version 0.1.0 do not say of which tables they are.
FIRST_TABLES = "0002_shared_cache"
_MANIFEST = "manifest.json"
# A row holds a document or an upload at most, and those have limits of their own.
_LONGEST_LINE = 40_000_000
_LONGEST_MANIFEST = 10_000_000
# A site grows as it will; no entry unpacks to more than deflate can make of it, and nothing is ever whole in memory.
LIMITS = files_archive.Limits(entries=500, each=10**12, all=10**13, ratio=1100, nested=True)


@dataclass(frozen=True)
class Archive:
    """What a backup says of itself: who made it, of which tables (our newest migration), rows and SHA-256 by table."""

    version: str
    tables: str
    counts: Mapping[str, int]
    sums: Mapping[str, str]


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

    def finish(self) -> Archive:
        """The archive, checked and in its place."""
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "tables": self._tables,
            "counts": self._counts,
            "sha256": self._sums,
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
        return read


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
        raise _damaged(path, error.reason) from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> Refused:
    return refused(path, f"ไฟล์สำรองเสียหายหรือไม่ใช่ไฟล์สำรอง ({reason})", f"the backup is damaged or is none ({reason})")


def _manifest(path: Path, archive: files_archive.Archive) -> Archive:
    data = b""
    for piece in archive.chunks(_MANIFEST):
        data += piece
        if len(data) > _LONGEST_MANIFEST:
            raise ValueError("its manifest is too long")
    manifest: dict[str, Any] = json.loads(data)
    if not isinstance(manifest, dict) or not str(manifest.get("format")).startswith("prongsai/backup@"):
        raise refused(path, "ไม่ใช่ไฟล์สำรองของโปรแกรมนี้", "this is not a backup of Prongsai")
    if manifest["format"] != FORMAT:
        raise refused(
            path,
            f"ไฟล์สำรองเป็นแบบ {manifest['format']} ของโปรแกรมรุ่นใหม่กว่านี้",
            f"the backup is of the format {manifest['format']}, of a later version of the program",
        )
    counts, sums = manifest["counts"], manifest["sha256"]
    if counts.keys() != sums.keys():
        raise ValueError("its manifest contradicts itself")
    return Archive(str(manifest["version"]), str(manifest.get("tables", FIRST_TABLES)), counts, sums)


def lines(path: Path, name: str) -> Iterator[bytes]:
    """The rows of one table of an archive that was checked, a line each."""
    with _opened(path) as archive:
        rest: list[bytes] = []
        length = 0
        for piece in archive.chunks(f"rows/{name}.jsonl"):
            first, *others = piece.split(b"\n")
            rest.append(first)
            length += len(first)
            if length > _LONGEST_LINE:
                raise refused(path, f"{name} มีแถวที่ยาวเกินไป", f"a row of {name} is too long")
            for other in others:
                yield b"".join(rest)
                rest, length = [other], len(other)
        if length:
            yield b"".join(rest)


def refused(path: Path, th: str, en: str) -> Refused:
    """The refusal of a file."""
    return Refused([Problem("", Text(th=th, en=en), file=str(path))])

"""The one way in which a zip is opened (a workbook, a Word document, a backup): within limits, never beyond them."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Literal

from prongsai.files.kinds import ARCHIVES, kind_of


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold. Sizes in bytes, as unpacked.

    ``ratio``: how often its packed size an entry over ``ratio_from`` may have. ``whole``: the sizes that the archive
    tells of itself count at once, for it goes to a program that unpacks all of it; else only what is read counts.
    ``nested``: whether an entry that is read may be an archive itself.
    """

    entries: int
    each: int
    all: int
    ratio: int
    ratio_from: int = 1_000_000
    whole: bool = False
    nested: bool = False


Reason = Literal["damaged", "locked", "large", "nested", "names"]


class NotOpened(Exception):
    """An archive, or an entry of it, that is not opened; who asked says what to do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


# What the standard library raises for archives that were cut, mixed up or made to mislead.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)
_CHUNK = 1_000_000


class Archive:
    """A zip that is read entry by entry and never beyond its limits. Nothing is written anywhere.

    Raises ``NotOpened``: ``damaged`` (also for ways of packing that no office program uses), ``locked`` (a password),
    ``large``, ``nested``, or ``names`` (one that leads out of the archive, or two that Windows holds for one).
    """

    def __init__(self, source: bytes | IO[bytes], limits: Limits) -> None:
        self.limits = limits
        self._left = limits.all
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
            entries = self._zip.infolist()
        except _DAMAGE as error:
            raise NotOpened("damaged") from error
        if len(entries) > limits.entries:
            raise NotOpened("large")
        if any(entry.flag_bits & 1 for entry in entries):
            raise NotOpened("locked")
        self._entries = {entry.filename: entry for entry in entries}
        self.names = tuple(self._entries)
        # As POSIX notes the kind of an entry beside it.
        self.links = tuple(entry.filename for entry in entries if stat.S_ISLNK(entry.external_attr >> 16))
        if limits.whole:
            self._weigh(entries)
        self._check_names(entries)

    def __enter__(self) -> Archive:
        """The archive, closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the archive."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        return name in self._entries

    def _weigh(self, entries: list[zipfile.ZipInfo]) -> None:
        limits = self.limits
        large = [entry for entry in entries if entry.file_size > limits.ratio_from]
        if (
            sum(entry.file_size for entry in entries) > limits.all
            or any(entry.file_size > limits.each for entry in entries)
            or any(entry.file_size > limits.ratio * max(1, entry.compress_size) for entry in large)
        ):
            raise NotOpened("large")

    def _check_names(self, entries: list[zipfile.ZipInfo]) -> None:
        plain = [entry.filename.replace("\\", "/").lower() for entry in entries]
        if len(set(plain)) != len(plain):
            raise NotOpened("names")
        if any(name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") for name in plain):
            raise NotOpened("names")

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry's bytes piece by piece. KeyError where there is no such entry."""
        entry, limits = self._entries[name], self.limits
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotOpened("damaged")
        size = 0
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_CHUNK):
                    if size == 0 and not limits.nested and kind_of(piece) in ARCHIVES:
                        raise NotOpened("nested")
                    size += len(piece)
                    self._left -= len(piece)
                    swollen = size > limits.ratio_from and size > limits.ratio * max(1, entry.compress_size)
                    if size > limits.each or self._left < 0 or swollen:
                        raise NotOpened("large")
                    yield piece
        except _DAMAGE as error:
            raise NotOpened("damaged") from error

    def read(self, name: str) -> bytes | None:
        """An entry's bytes, None where there is no such entry."""
        return b"".join(self.chunks(name)) if name in self._entries else None

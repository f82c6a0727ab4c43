"""Files in a backup: some hundred packs, in which each file follows a line that says what it is; one in memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Bytes of a file, and of the line before it.
MOST_OF_A_FILE, _LONGEST_HEAD = 500_000_000, 4_000
_CHECKSUM = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class KeptFile:
    """A file of the store: its checksum, what it is in words, and its bytes."""

    checksum: str
    name: str
    data: bytes

    def head(self) -> bytes:
        """The line before it in its pack."""
        said = {"sha256": self.checksum.removeprefix("sha256:"), "size": len(self.data), "name": self.name[:300]}
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"


class WrongFile(Exception):
    """A file in a pack that is not what was put there; ``name``: what it is in words, as far as that can be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def pack_name(digits: str) -> str:
    """What the pack is called that holds the files whose checksums begin with these two digits."""
    return f"files/{digits}.pack"


def unpacked(pieces: Iterable[bytes], digits: str) -> Iterator[KeptFile]:
    """The files of a pack, each looked at; ``WrongFile`` for the first that is not right."""
    stream = _Stream(pieces)
    while (line := stream.line()) is not None:
        checksum, size, name = _head(line, digits)
        data = stream.take(size)
        if len(data) != size or "sha256:" + hashlib.sha256(data).hexdigest() != checksum:
            raise WrongFile(name)
        yield KeptFile(checksum, name, data)


def _head(line: bytes, digits: str) -> tuple[str, int, str]:
    try:
        said = json.loads(line)
        checksum, size, name = f"sha256:{said['sha256']}", said["size"], said["name"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise WrongFile("") from error
    right = type(size) is int and 0 <= size <= MOST_OF_A_FILE and isinstance(name, str)
    if not right or _CHECKSUM.fullmatch(checksum) is None or checksum[7:9] != digits:
        raise WrongFile("")
    return checksum, size, name


class _Stream:
    """Pieces read as one, by line or by length."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""

    def line(self) -> bytes | None:
        """The next line without its end; None where nothing is left. ``WrongFile`` for one that does not end."""
        while (end := self._held.find(b"\n")) < 0:
            more = next(self._pieces, None) if len(self._held) <= _LONGEST_HEAD else None
            if more is None:
                if self._held:
                    raise WrongFile("")
                return None
            self._held += more
        line, self._held = self._held[:end], self._held[end + 1 :]
        return line

    def take(self, size: int) -> bytes:
        """The next bytes, fewer where fewer are left."""
        parts, there = [self._held], len(self._held)
        self._held = b""
        while there < size and (more := next(self._pieces, None)) is not None:
            parts.append(more)
            there += len(more)
        whole = b"".join(parts)
        parts.clear()
        if len(whole) > size:
            whole, self._held = whole[:size], whole[size:]
        return whole

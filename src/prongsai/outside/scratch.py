"""Documents that are made but not yet written: kept in a folder of their own, not in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType


class Scratch(Mapping[str, bytes]):
    """Files by name in a temporary folder, read when they are asked for; all are gone when it closes."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="prongsai-", ignore_cleanup_errors=True)
        self._names: list[str] = []

    @property
    def folder(self) -> Path:
        """Where the files lie; other processes may put theirs here and name them with ``hold``."""
        return Path(self._folder.name)

    def hold(self, *names: str) -> None:
        """Takes up files that lie in the folder, in this order."""
        self._names += names

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file; KeyError for one that is not held."""
        if name not in self._names:
            raise KeyError(name)
        return (self.folder / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        """The names in the order in which they were taken up."""
        return iter(tuple(self._names))

    def __len__(self) -> int:
        """How many files are held."""
        return len(self._names)

    def __enter__(self) -> Scratch:
        """The scratch itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Removes the folder and all that is in it."""
        self._folder.cleanup()

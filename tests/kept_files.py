"""Files of rows, as tests put them into the store and read them from it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from prongsai.flow.files.store import bytes_of, keep
from prongsai.outside.options import read_options
from prongsai.outside.store.by_content import place_of
from prongsai.records.models import StoredFile

_THEN = datetime.datetime(2026, 4, 20, 9, tzinfo=ZoneInfo("Asia/Bangkok"))


class _Named(Protocol):
    @property
    def file_id(self) -> str | None: ...


def kept(data: bytes) -> StoredFile:
    """A file that lies in the store."""
    return keep(data, now=_THEN)


def bytes_in(row: _Named) -> bytes:
    """The bytes of the file that a row names."""
    data = bytes_of(row.file_id)
    assert data is not None
    return data


def place(row: _Named) -> Path:
    """Where the file that a row names lies."""
    assert row.file_id is not None
    return place_of(read_options().home, row.file_id)

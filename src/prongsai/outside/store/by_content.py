"""Files by what is in them: each lies below one folder under its SHA-256, so what lies there never changes.

Nothing here knows what a file is or whose; rows do. One that is put there twice lies there once. Every process of a
site sees the same folder, and the mark in it says of which database it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from prongsai.outside.files import write_new, write_private

FOLDER, MARK = "files", "mark"
_NAME = re.compile(r"sha256:[0-9a-f]{64}")
_LEAVING = ".leaving"
_PIECE = 1_000_000

Wrong = Literal["missing", "altered"]


def place_of(home: Path, checksum: str) -> Path:
    """Where the file of this checksum (``sha256:`` and 64 digits) lies. ValueError for what is none."""
    if _NAME.fullmatch(checksum) is None:
        raise ValueError("no checksum")
    digits = checksum.removeprefix("sha256:")
    return home / FOLDER / digits[:2] / digits


def checksum_of(data: bytes) -> str:
    """``sha256:`` and the digest of a file's bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def put(home: Path, data: bytes) -> str:
    """Puts a file there, whole and on the disk itself; its checksum. One that is there is not written again, unless it
    was altered. OSError where the disk takes it not."""
    checksum = checksum_of(data)
    place = place_of(home, checksum)
    with contextlib.suppress(FileNotFoundError):
        # It is wanted again: whoever clears what nobody names looks at this moment.
        os.utime(place)
        if wrong(home, checksum) is None:
            return checksum
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not write_new(place, data) and wrong(home, checksum) is not None:
        write_private(place, data)
    for folder in (place.parent, place.parent.parent):
        _flush(folder)
    return checksum


def _flush(folder: Path) -> None:
    """The names in a folder too are on the disk, where the system knows of such a thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some shares know nothing of it
            os.fsync(handle)
    finally:
        os.close(handle)


def get(home: Path, checksum: str) -> bytes | None:
    """A file's bytes; None where it is gone, cannot be read, or is not what was put there."""
    try:
        data = place_of(home, checksum).read_bytes()
    except (OSError, ValueError):
        return None
    return data if checksum_of(data) == checksum else None


def pieces(home: Path, checksum: str) -> Iterator[bytes]:
    """A file's bytes piece by piece, as they lie there. OSError where they cannot be read."""
    with place_of(home, checksum).open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def wrong(home: Path, checksum: str) -> Wrong | None:
    """What is wrong with a file, which is read whole and never whole in memory; None where it is what was put there."""
    digest = hashlib.sha256()
    try:
        for piece in pieces(home, checksum):
            digest.update(piece)
    except ValueError:
        return "altered"
    except OSError:
        return "missing"
    return None if "sha256:" + digest.hexdigest() == checksum else "altered"


def lying(home: Path) -> Iterator[tuple[str, float]]:
    """The checksum of every file that lies there, with the moment since which nobody put it there again (seconds)."""
    for file in _files(home):
        checksum = f"sha256:{file.name}"
        if _NAME.fullmatch(checksum):
            with contextlib.suppress(OSError):
                yield checksum, file.stat().st_mtime


def _files(home: Path) -> Iterator[Path]:
    root = home / FOLDER
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and not folder.is_symlink():
            with contextlib.suppress(OSError):
                yield from sorted(folder.iterdir())


def take_away(home: Path, checksum: str, *, untouched_for: float) -> bool:
    """Removes a file that nobody put there again within so many seconds; False where somebody did, who finds it.

    It is moved aside first: whoever puts it there at this moment either is seen, or writes it anew.
    """
    place = place_of(home, checksum)
    aside = place.with_name(place.name + _LEAVING)
    try:
        place.replace(aside)
        if time.time() - aside.stat().st_mtime < untouched_for:
            # It is the same whoever put it there: one that was written anew meanwhile is replaced by itself.
            aside.replace(place)
            return False
        aside.unlink()
    except OSError:
        return False  # gone already, or Windows holds it open: another time
    return True


def clear_broken_off(home: Path, *, untouched_for: float) -> int:
    """Removes what was left by writing or removing that was broken off; how many files.

    One that was moved aside goes back: rows say what becomes of it."""
    gone = 0
    for file in _files(home):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime < untouched_for:
                continue
            if file.name.endswith(_LEAVING):
                file.replace(file.with_name(file.name.removesuffix(_LEAVING)))
            elif file.name.endswith(".part"):
                file.unlink()
                gone += 1
    return gone


def mark_of(home: Path) -> str:
    """What the folder says of which database it is; empty where it says nothing, or cannot be read."""
    try:
        return (home / FOLDER / MARK).read_text("ascii").strip()[:80]
    except (OSError, ValueError):
        return ""


def set_mark(home: Path, mark: str) -> None:
    """Writes of which database the folder is."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(folder / MARK, mark.encode("ascii"))


def forget_mark(home: Path) -> None:
    """The folder is nobody's: whoever puts something there next makes it its own."""
    (home / FOLDER / MARK).unlink(missing_ok=True)

"""Files of the machine, read whole and within limits."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text


def read_limited(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; a larger one is refused before it is read.

    Raises ``Refused`` for what is missing, too large, not an ordinary file, or may not be read.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(path, "เป็นโฟลเดอร์ ไม่ใช่ไฟล์ ให้ระบุชื่อไฟล์", "this is a folder; name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise _refused(
                path, "ไม่ใช่ไฟล์ธรรมดา ให้ระบุไฟล์ที่บันทึกไว้ในเครื่อง", "this is not an ordinary file; name a saved file"
            )
        if status.st_size > limit:
            raise _too_large(path, status.st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise _refused(
            path, "ไม่พบไฟล์นี้ ให้ตรวจชื่อและโฟลเดอร์", "there is no such file; check its name and folder"
        ) from error
    except PermissionError as error:
        raise _refused(
            path,
            "เปิดไฟล์ไม่ได้ ไม่มีสิทธิ์อ่าน หรือมีโปรแกรมอื่นเปิดไฟล์นี้อยู่",
            "this file may not be read, or another program holds it open",
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, f"อ่านไฟล์ไม่ได้ ({reason})", f"this file cannot be read ({reason})") from error
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    return data


def _too_large(path: Path, size: int, limit: int) -> Refused:
    size_mb, limit_mb = f"{size / 1e6:,.1f}", f"{limit / 1e6:,.0f}"
    return _refused(
        path,
        f"ไฟล์ใหญ่เกินไป พบ {size_mb} MB รับได้ไม่เกิน {limit_mb} MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
        f"the file is too large: {size_mb} MB, at most {limit_mb} MB are read; check that it is the right file",
    )


def _refused(path: Path, th: str, en: str) -> Refused:
    return Refused([Problem("", Text(th=th, en=en), file=str(path))])


def write_whole(path: Path, data: bytes) -> Path:
    """Writes a file beside its place and moves it there: a reader sees the old one or the new one, never half."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            _write(file, data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def write_new(path: Path, data: bytes) -> bool:
    """Writes a file that nobody but its owner reads, whole or not at all; False where one is there, which stays."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with private_file(beside) as file:
            _write(file, data)
        return _put_as_new(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Writes a file that nobody but its owner reads over the one that is there, in one move."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with private_file(beside) as file:
            _write(file, data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(file: IO[bytes], data: bytes) -> None:
    """To the disk itself: a full one says so here, and what a power cut leaves is whole."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _put_as_new(beside: Path, path: Path) -> bool:
    """Gives a file its name, unless another has it."""
    try:
        if os.name == "posix":
            os.link(beside, path)
        else:
            beside.rename(path)  # Windows replaces nothing by it
    except FileExistsError:
        return False
    except OSError:
        # A file system without second names: a memory stick, some shares.
        if os.path.lexists(path):
            return False
        beside.replace(path)
    return True


def private_file(path: Path) -> IO[bytes]:
    """A new file to be written and read, which nobody but its owner may open; one of that name is removed.

    Never through a link, and never in a file that somebody else has.
    """
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, "w+b")


# What a site keeps in its folder.
_OURS = (
    "prongsai.sqlite3",
    "prongsai.sqlite3-wal",
    "prongsai.sqlite3-shm",
    "tables.lock",
    "secret-key",
    "prongsai.log",
)


def keep_private(folder: Path) -> None:
    """From now on this process makes files that nobody but their owner reads, and what a site has in ``folder`` is so.

    On Windows a folder below one's own is so by itself.
    """
    if os.name != "posix":
        return
    os.umask(0o077)
    held = [folder / name for name in _OURS if (folder / name).is_file()]
    with contextlib.suppress(OSError):
        # A folder that holds nothing of a site may be somebody's own, named by mistake.
        if held:
            folder.chmod(0o700)
        for file in held:
            file.chmod(0o600)


def yield_to_others() -> None:
    """From now on this process works when others have nothing to do, where the system knows of such a thing."""
    if hasattr(os, "nice"):
        os.nice(10)


def write_together(files: Mapping[Path, bytes]) -> list[Path]:
    """Writes several files, all or none; folders that are missing are made. The paths in the order given.

    Everything is first written beside its place. Where one of the files cannot be put there (a full disk, a Windows
    program that holds it open), those already put are taken back, files that stood there before return, and folders
    that were made are removed; then the error is raised.
    """
    made: list[Path] = []
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    kept = {path: path.with_name(f".{path.name}.{os.getpid()}.old") for path in files}
    put: list[Path] = []
    try:
        for path, data in files.items():
            made += _folders(path.parent)
            beside[path].write_bytes(data)
        for path in files:
            put.append(path)
            if path.is_file():
                path.replace(kept[path])
            beside[path].replace(path)
    except BaseException:  # Ctrl-C too leaves nothing half done
        for path in put:
            if kept[path].exists():
                kept[path].replace(path)
            elif not beside[path].exists():
                path.unlink(missing_ok=True)
        for part in beside.values():
            part.unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for old in kept.values():
        with contextlib.suppress(OSError):
            old.unlink(missing_ok=True)
    return list(files)


def _folders(folder: Path) -> list[Path]:
    """Makes a folder and those above it; the ones that were not there, the outermost first."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return list(reversed(missing))


def files_in(folder: Path, names: Iterable[str], *, each: int, together: int) -> dict[str, bytes]:
    """The bytes of those of the files ``names`` that are there, by name.

    Raises ``Refused`` for links and what else is no ordinary file, for a file of more than ``each`` bytes, and where
    all have more than ``together``.
    """
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in names:
        path = folder / name
        try:
            status = path.lstat()
        except OSError:
            continue
        linked = stat.S_ISLNK(status.st_mode) or _is_junction(path)
        if linked or not stat.S_ISREG(status.st_mode):
            text = Text(
                th="เป็นลิงก์หรือไม่ใช่ไฟล์ธรรมดา จึงไม่อ่าน ให้ใช้โฟลเดอร์ที่มีไฟล์จริง",
                en="this is a link, or no ordinary file, and is not read; use a folder with the files themselves",
            )
            problems.append(Problem("", text, file=f"{folder.name}/{name}"))
            continue
        try:
            found[name] = read_limited(path, each)
        except Refused as refused:
            problems += refused.problems
        if sum(map(len, found.values())) > together:
            text = Text(
                th=f"ไฟล์ในโฟลเดอร์รวมกันใหญ่กว่า {together / 1e6:,.0f} MB ให้ตรวจว่าเลือกโฟลเดอร์ถูกต้อง",
                en=f"the files of the folder have more than {together / 1e6:,.0f} MB together; check that it is the "
                "right folder",
            )
            problems.append(Problem("", text, file=folder.name))
            break
    if problems:
        raise Refused(problems)
    return found


def _is_junction(path: Path) -> bool:
    """Whether a folder of Windows leads elsewhere."""
    attributes = getattr(path.lstat(), "st_file_attributes", 0)
    return bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0))


def names_below(folder: Path, part: str, ending: str, most: int) -> list[str]:
    """``part/name`` of the files of a folder within ``folder`` whose names have this ending; at most so many."""
    below = folder / part
    if below.is_symlink() or not below.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(below) if entry.name.endswith(ending))
    return [f"{part}/{name}" for name in names[:most]]

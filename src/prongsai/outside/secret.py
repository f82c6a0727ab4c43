"""The key of a site that signs its sessions and invitations: made once, whole or not at all, and only read since."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sqlite3
import time
from pathlib import Path

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside.files import write_new, write_private

log = logging.getLogger("prongsai.secret")

# A key of ours has 67 letters. One that somebody brings has no fewer than these, and nothing that a line cannot hold.
LEAST_OF_A_KEY, MOST_OF_A_KEY = 32, 1000
# An editor, or somebody's copy, empties a file and writes into it at once.
_WRITTEN_WITHIN = 5.0
# Whoever takes an empty key away does so alone. Its file is there for the tables, which are changed one at a time too.
_LOCK = "tables.lock"
_DATABASE = "prongsai.sqlite3"


def secret_key(folder: Path, *, elsewhere: bool = False) -> str:
    """The key that signs sessions, made at first start, readable by its owner only.

    Signed-in people stay signed in when the program restarts. Of several first starts at once one makes it and the
    others take it. ``elsewhere``: the site's rows are not in the folder. ``Refused`` where what stands there is no key.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = key_of(folder)
    if (kept := kept_key(folder, elsewhere=elsewhere)) is not None:
        return kept
    if not write_new(path, secrets.token_urlsafe(50).encode()) and _is_blank(path):
        _replace_blank(folder, path)
    made = kept_key(folder, elsewhere=elsewhere)
    if made is None:
        raise _no_key(path, "ไฟล์ว่าง", "an empty file")
    return made


def key_of(folder: Path) -> Path:
    """Where a site keeps its secret key."""
    return folder / "secret-key"


def kept_key(folder: Path, *, elsewhere: bool = False) -> str | None:
    """The key that a site has; None where it has none yet. ``Refused`` in words for what is no key.

    Never what is read: a refusal names no letter of it. An empty file, as a full disk leaves one, is none yet where
    nothing can have been signed with it: in a folder that has no database, or one of a site without people.
    """
    path = key_of(folder)
    if not os.path.lexists(path):
        return None
    if path.is_dir():
        raise _no_key(path, "โฟลเดอร์", "a folder")
    if _is_blank(path) and not elsewhere and not _has_people(folder):
        return None
    until = time.monotonic() + _WRITTEN_WITHIN
    while not (data := _bytes_of_key(path)).strip() and time.monotonic() < until:
        time.sleep(0.05)
    try:
        key = data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise _no_key(path, "ไฟล์ที่มีอักขระอื่นนอกจาก ASCII", "signs that are not ASCII") from None
    if not key:
        raise _no_key(path, "ไฟล์ว่าง", "an empty file")
    if not key.isprintable() or " " in key:
        raise _no_key(path, "มากกว่าหนึ่งบรรทัด ช่องว่าง หรืออักขระควบคุม", "several lines, blanks or control characters")
    if not LEAST_OF_A_KEY <= len(key) <= MOST_OF_A_KEY:
        count = f"{len(key)}" if len(key) < LEAST_OF_A_KEY else f"> {MOST_OF_A_KEY}"
        raise _no_key(path, f" {count} ตัวอักษร", f"{count} characters")
    return key


def _is_blank(path: Path) -> bool:
    return not _bytes_of_key(path).strip()


def _has_people(folder: Path) -> bool:
    """Whether the site of a folder has anybody; also where that cannot be told."""
    file = folder / _DATABASE
    if not file.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as site:
            if not site.execute("SELECT 1 FROM sqlite_master WHERE name = 'records_person'").fetchone():
                return False
            return site.execute("SELECT 1 FROM records_person LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True


def _replace_blank(folder: Path, path: Path) -> None:
    """A key in the place of an empty file: of several starts at once one does it, the others find its key."""
    with contextlib.closing(sqlite3.connect(folder / _LOCK, timeout=30, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if _is_blank(path):
            # In one move: whoever looks meanwhile finds the empty file or the key, never none.
            write_private(path, secrets.token_urlsafe(50).encode())
            log.warning(
                "พบกุญแจลับว่างเปล่าจากการเริ่มครั้งก่อนที่ไม่สำเร็จ และยังไม่มีสิ่งใดใช้กุญแจนี้ จึงสร้างกุญแจใหม่แทน "
                "/ an earlier start left an empty secret key, with which nothing was signed: a new one stands in its "
                "place (%s)",
                path,
            )


def _bytes_of_key(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_OF_A_KEY * 2)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _no_key(path, f"ไฟล์ที่อ่านไม่ได้ ({reason})", f"a file that cannot be read ({reason})") from error


def _no_key(path: Path, th: str, en: str) -> Refused:
    words = Text(
        th=f"กุญแจลับ พบ{th} ต้องเป็นไฟล์ที่โปรแกรมอ่านได้ มีตัวอักษร ASCII บรรทัดเดียว {LEAST_OF_A_KEY} ถึง {MOST_OF_A_KEY} ตัว "
        "ให้แก้สิทธิ์ของไฟล์หรือนำไฟล์เดิมกลับมา ถ้าไม่มีไฟล์เดิม ให้ย้ายไฟล์นี้ออก โปรแกรมจะสร้างใหม่ "
        "แล้วทุกคนต้องเข้าสู่ระบบใหม่และต้องเชิญผู้ที่ยังไม่ใช้คำเชิญอีกครั้ง",
        en=f"the secret key: found {en}, expected a file that the program may read with one line of {LEAST_OF_A_KEY} "
        f"to {MOST_OF_A_KEY} ASCII characters: correct its permissions or bring the old file back. Where there is "
        "none, move this one away: a new one is made, everybody signs in again, and whoever has not used an "
        "invitation is invited anew",
    )
    return Refused([Problem("", words, file=str(path))])

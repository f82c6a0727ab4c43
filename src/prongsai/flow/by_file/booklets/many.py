"""A folder of booklets → one file of rounds (JSON Lines) and one report of what was read, booklet after booklet.

Each booklet's round is written before its report, both flushed: what was broken off goes on where it ended. One
booklet is in memory at a time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.flow.by_file.booklets.one import ENDINGS, booklet_in, plain
from prongsai.language.text import Text
from prongsai.outside.alive import hold
from prongsai.outside.files import read_limited
from prongsai.proofread.document.read import MOST_BYTES
from prongsai.roundfile.write import write_json


@dataclass(frozen=True, slots=True)
class Done:
    """A booklet of the folder. ``state``: ``read``, ``doubtful``, ``refused``, or ``before`` where an earlier run read
    it. ``line``: its line of the report."""

    name: str
    state: str
    line: dict[str, Any]


def report_of(out: Path) -> Path:
    """Where the report of a file of rounds stands: ``all.jsonl`` has ``all.report.jsonl``."""
    return out.with_name(f"{out.stem}.report{out.suffix}")


def booklets_in(
    folder: Path, out: Path, *, year: int | None = None, criteria: str | None = None, anew: bool = False, language: str
) -> Iterator[Done]:
    """Reads every booklet below a folder, by name. A booklet that an earlier run read is left as it was, unless it has
    changed since; ``anew`` begins again.

    Raises ``Refused`` for a folder without booklets, where ``out`` is a file that no run has made, and while another
    run writes it.
    """
    paths = _booklets(folder)
    beside = out.with_name(f".{out.name}.lock")
    held = _held(beside, out)
    try:
        yield from _all(paths, folder, out, year=year, criteria=criteria, anew=anew, language=language)
    finally:
        with contextlib.suppress(OSError):  # Windows removes no file that is open: it stays, empty
            beside.unlink()
        held.close()


def _held(beside: Path, out: Path) -> sqlite3.Connection:
    """The lock of a run; it goes with the process, however that ends."""
    try:
        held = hold(beside)
    except sqlite3.OperationalError as error:  # as where the folder may not be written
        raise file_refusal(
            str(out),
            "เขียนไฟล์ลงในโฟลเดอร์นี้ไม่ได้ ให้เลือกโฟลเดอร์อื่นที่มีสิทธิ์เขียน",
            "this folder cannot be written; choose another",
        ) from error
    if held is None:
        raise file_refusal(
            str(out),
            "กำลังมีการอ่านโฟลเดอร์ลงไฟล์นี้อยู่ ให้รอจนเสร็จแล้วสั่งใหม่ หรือใช้ชื่ออื่น",
            "another run is writing this file; wait until it ends, or use another name",
        )
    return held


def _all(
    paths: list[Path], folder: Path, out: Path, *, year: int | None, criteria: str | None, anew: bool, language: str
) -> Iterator[Done]:
    report = report_of(out)
    if anew:
        out.unlink(missing_ok=True)
        report.unlink(missing_ok=True)
    elif out.exists() and not report.exists():
        raise file_refusal(
            str(out),
            "มีไฟล์ชื่อนี้อยู่แล้วและไม่ใช่ไฟล์ที่อ่านค้างไว้ ให้ใช้ชื่ออื่น หรือเพิ่ม --force เพื่อเริ่มใหม่",
            "there is a file of this name already that no run has left; use another name, or --force to begin anew",
        )
    before = _before(report)
    fresh = {path: _digest(path) for path in paths}
    for path, digest in fresh.items():
        name = path.relative_to(folder).as_posix()
        if before.get(name) not in (None, digest):
            del before[name]  # it has changed since: what was read of it goes
    _keep(report, lambda entry: before.get(entry["file"]) == entry.get("sha256", ""))
    _keep(out, _of_told(before))
    with out.open("ab") as rounds, report.open("ab") as told:
        for path in paths:
            name = path.relative_to(folder).as_posix()
            yield _one(path, name, before, rounds, told, year, criteria, language)


def _of_told(before: Mapping[str, str]) -> Callable[[dict[str, Any]], bool]:
    """Whether a round's booklet is told of; of copies of one booklet as many rounds as are told."""
    left = Counter(before.values())

    def wanted(entry: dict[str, Any]) -> bool:
        digest = entry.get("x-read-from", {}).get("sha256")
        left[digest] -= 1
        return left[digest] >= 0

    return wanted


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading it will say what is wrong


def _one(
    path: Path,
    name: str,
    before: dict[str, str],
    rounds: Any,
    told: Any,
    year: int | None,
    criteria: str | None,
    language: str,
) -> Done:
    line: dict[str, Any] = {"file": name}
    try:
        data = read_limited(path, MOST_BYTES)
        line["sha256"] = hashlib.sha256(data).hexdigest()
        if before.get(name) == line["sha256"]:
            return Done(name, "before", line)
        read = booklet_in(data, name, year=year, criteria=criteria)
    except Refused as refused:
        line |= {"state": "refused", "problems": [_said(problem, language) for problem in refused.problems]}
    else:
        line |= {"state": "read" if read.sure else "doubtful", **plain(read, language)}
        _write(rounds, write_json(read.round, one_line=True))
    _write(told, json.dumps(line, ensure_ascii=False) + "\n")
    return Done(name, line["state"], line)


def _said(problem: Problem, language: str) -> str:
    text: Text = problem.text
    return text.th if language == "th" else text.en


def _write(file: Any, line: str) -> None:
    file.write(line.encode())
    file.flush()
    os.fsync(file.fileno())


def _booklets(folder: Path) -> list[Path]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith((".", "~$"))
    )
    if not found:
        raise file_refusal(
            str(folder),
            f"ไม่พบเอกสารในโฟลเดอร์นี้ รับเฉพาะไฟล์ {' '.join(ENDINGS)}",
            f"there are no booklets in this folder; {' '.join(ENDINGS)} are read",
        )
    return found


def _before(report: Path) -> dict[str, str]:
    """What an earlier run has told: checksums by name."""
    return {entry["file"]: entry.get("sha256", "") for _, entry in _lines(report)}


def _lines(path: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """The whole lines of a file; one that was broken off is none."""
    if not path.exists():
        return
    with path.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield line, _entry(line, path)


def _entry(line: bytes, path: Path) -> dict[str, Any]:
    try:
        entry = json.loads(line)
        if entry.keys() & {"file", "x-read-from"}:
            return dict(entry)
    except (ValueError, AttributeError):
        pass
    raise file_refusal(
        str(path),
        "ไฟล์นี้ไม่ใช่ไฟล์ที่การอ่านโฟลเดอร์จัดทำไว้ ให้ใช้ชื่ออื่น หรือเพิ่ม --force เพื่อเริ่มใหม่",
        "no run over a folder has made this file; use another name, or --force to begin anew",
    )


def _keep(path: Path, wanted: Callable[[dict[str, Any]], bool]) -> None:
    """Leaves the wanted lines of a file, written anew where one is to go or was broken off."""
    if not path.exists():
        return
    keep = [wanted(entry) for _, entry in _lines(path)]
    whole = sum(len(line) for line, _ in _lines(path))
    if all(keep) and whole == path.stat().st_size:
        return
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.writelines(line for (line, _), stays in zip(_lines(path), keep, strict=True) if stays)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)

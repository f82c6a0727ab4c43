"""The garuda and the seal that an agency gives: named, or beside the round file; decoded in a process of their own."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prongsai.files.pictures import MOST_BYTES, Picture, Pictures, picture_of
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.outside.child import Spent, call
from prongsai.outside.files import read_limited

# What one picture may take: the largest has 16 million pixels of four bytes, twice while it is made smaller.
SECONDS, MEGABYTES = 15.0, 300
ENDINGS = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Given:
    """The files that were named for all rounds; None: whatever lies beside each round file."""

    garuda: Path | None = None
    seal: Path | None = None


def pictures_for(files: Sequence[Path], given: Given) -> list[Pictures]:
    """The pictures of each round file in order. Raises one ``Refused`` with every picture that cannot be used."""
    problems: dict[str, Problem] = {}
    read = functools.cache(_read)

    def one(named: Path | None, file: Path, name: str) -> Picture | None:
        path = named or _beside(file, name)
        try:
            return read(path) if path is not None else None
        except Refused as refused:
            problems.update({problem.say("en"): problem for problem in refused.problems})
            return None

    made = [Pictures(one(given.garuda, file, "garuda"), one(given.seal, file, "seal")) for file in files]
    if problems:
        raise Refused(list(problems.values()))
    return made


def decoded(data: bytes, name: str) -> Picture:
    """A picture that somebody hands in, decoded where it can take no more than its share. Raises ``Refused``."""
    try:
        return call(picture_of, SECONDS, MEGABYTES, data, name)
    except Spent as spent:
        if spent.why == "busy":
            raise file_refusal(
                name,
                "ขณะนี้มีผู้ส่งไฟล์พร้อมกันหลายคน ภาพนี้ยังไม่ได้อ่าน ให้ลองอีกครั้งในอีกสักครู่",
                "several people are handing in files; this picture was not read: try again in a moment",
            ) from spent
        raise file_refusal(
            name,
            "เปิดภาพนี้ไม่สำเร็จ ภาพซับซ้อนเกินกว่าตราทั่วไป ให้บันทึกภาพใหม่เป็น PNG ขนาดเล็กลงแล้วลองอีกครั้ง",
            "this picture took more than any emblem does and was not opened; save it anew as a smaller PNG",
        ) from spent


def _beside(file: Path, name: str) -> Path | None:
    """The picture of that name in the folder of a round file."""
    return next((path for path in (file.with_name(name + end) for end in ENDINGS) if os.path.lexists(path)), None)


def _read(path: Path) -> Picture:
    if path.is_symlink():
        raise file_refusal(
            str(path),
            "ไฟล์ภาพเป็นลิงก์ไปยังที่อื่น ซึ่งไม่รับ ให้คัดลอกภาพจริงมาวางแทน",
            "the picture is a link to another place and is not followed; put the picture itself there",
        )
    return decoded(read_limited(path, MOST_BYTES), str(path))

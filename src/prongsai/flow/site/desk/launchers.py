"""What stands in a shortcut, as a function of paths: for Windows a script without a window, for Linux an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

NAME = "โปร่งใส"
# Every shortcut of ours holds these words, and only such a file is ever replaced or taken away.
MARK = "prongsai-desk-shortcut"


@dataclass(frozen=True)
class Launcher:
    """A file that starts the program: its name, its bytes, and whether it must be one that can be run."""

    name: str
    data: bytes
    runnable: bool = False


def words(program: PurePath, folder: PurePath) -> tuple[str, ...]:
    """The call that a shortcut makes."""
    return str(program), "-m", "prongsai", "desk", "open", "--windowless", "--folder", str(folder)


def vbs(program: PurePath, folder: PurePath) -> Launcher:
    """For Windows: shows no window. In UTF-16, the one encoding in which its host reads every letter."""
    call = _of_windows(words(program, folder))
    lines = (
        f"' {MARK}",
        'Set shell = CreateObject("WScript.Shell")',
        f"shell.CurrentDirectory = {_literal(str(folder))}",
        f"shell.Run {_literal(call)}, 0, False",
    )
    return Launcher(f"{NAME}.vbs", "".join(f"{line}\r\n" for line in lines).encode("utf-16"))


def cmd(program: PurePath, folder: PurePath) -> Launcher:
    """For a Windows without VBScript: a window shows for a moment. Percent signs stand twice: one names a variable."""
    call = _of_windows(words(program, folder)).replace("%", "%%")
    there = str(folder).replace("%", "%%")
    lines = ("@echo off", f"rem {MARK}", "chcp 65001 >nul", f'cd /d "{there}"', f'start "" {call}')
    return Launcher(f"{NAME}.cmd", "".join(f"{line}\r\n" for line in lines).encode())


def entry(program: PurePath, folder: PurePath, icon: PurePath) -> Launcher:
    """For Linux: an entry of the menu, as freedesktop.org describes it."""
    call = " ".join(_of_entry(word) for word in words(program, folder))
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "Name[en]=Prongsai",
        "Comment=งานประเมิน ITA ทั้งปีของหน่วยงาน",
        "Comment[en]=The ITA year of an agency",
        f"Exec={call}",
        f"Path={_escaped(str(folder))}",
        f"Icon={_escaped(str(icon))}",
        "Terminal=false",
        "Categories=Office;",
        f"X-Prongsai={MARK}",
    )
    return Launcher("prongsai.desktop", "".join(f"{line}\n" for line in lines).encode(), runnable=True)


def is_ours(data: bytes) -> bool:
    """Whether a file is a shortcut of ours."""
    return any(MARK.encode(encoding) in data for encoding in ("utf-8", "utf-16-le"))


def _of_windows(call: Sequence[str]) -> str:
    """A line that a Windows program takes apart into the same words; paths there hold no quotation marks.

    Every word stands in quotation marks, and a backslash before the last of them twice: one would make it a letter.
    """
    return " ".join('"' + re.sub(r"(\\+)$", r"\1\1", word) + '"' for word in call)


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _of_entry(word: str) -> str:
    """A word of ``Exec``: quoted with four signs escaped, percent signs twice, then escaped as any value."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    return _escaped(f'"{quoted}"')


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")

"""Putting the shortcuts where this machine looks for them, and taking exactly these away."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.desk.launchers import NAME, Launcher, cmd, entry, is_ours, vbs
from prongsai.language.text import Text
from prongsai.outside.desk.places import has_vbscript, places
from prongsai.outside.files import write_whole

# Every name that a shortcut of ours may have: which one was written depends on the machine of that day.
_NAMES = (f"{NAME}.vbs", f"{NAME}.cmd", "prongsai.desktop")
# Longer than any shortcut of ours.
_MOST_BYTES = 100_000


def install(home: Path) -> list[Path]:
    """Writes the shortcuts of whoever is signed in; where they lie. ``Refused`` on a system that has neither."""
    desktop, menu = _places()
    launcher = _launcher(home)
    if sys.platform != "win32":
        menu.mkdir(parents=True, exist_ok=True)
    targets = [folder / launcher.name for folder in (desktop, menu) if folder.is_dir()]
    if not targets:
        raise Refused([Problem(str(desktop), Text(th="ไม่พบโฟลเดอร์นี้", en="there is no such folder"))])
    foreign = [target for target in targets if target.exists() and not _ours(target)]
    if foreign:
        raise Refused(
            [
                Problem(
                    str(target),
                    Text(
                        th="มีไฟล์อื่นที่ใช้ชื่อนี้อยู่แล้ว ให้ย้ายหรือเปลี่ยนชื่อไฟล์นั้นก่อน",
                        en="another file has this name already: move it or give it another name first",
                    ),
                )
                for target in foreign
            ]
        )
    _take_away(folder / name for folder in (desktop, menu) for name in _NAMES if name != launcher.name)
    for target in targets:
        write_whole(target, launcher.data)
        if launcher.runnable:
            target.chmod(0o755)
    return targets


def uninstall() -> list[Path]:
    """Takes away the shortcuts that ``install`` wrote, and no other file; where they lay. Data stay."""
    return _take_away(folder / name for folder in _places() for name in _NAMES)


def _launcher(home: Path) -> Launcher:
    program = Path(sys.executable)
    if sys.platform == "win32":
        windowless = program.with_name("pythonw.exe")
        return (vbs if has_vbscript() else cmd)(windowless if windowless.exists() else program, home)
    return entry(program, home, Path(str(files("prongsai.web") / "static" / "prongsai" / "icon.svg")))


def _places() -> tuple[Path, Path]:
    if sys.platform != "win32" and not sys.platform.startswith("linux"):
        raise Refused(
            [
                Problem(
                    "",
                    Text(
                        th="ทางลัดมีสำหรับ Windows และ Linux เครื่องนี้ให้เปิดด้วยคำสั่ง prongsai desk open",
                        en="there are shortcuts for Windows and Linux; here, open it with: prongsai desk open",
                    ),
                )
            ]
        )
    return places()


def _take_away(candidates: Iterable[Path]) -> list[Path]:
    gone = [path for path in candidates if _ours(path)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _ours(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return False
    return is_ours(path.read_bytes())

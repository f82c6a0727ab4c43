"""Where this machine looks for shortcuts: somebody's own Desktop and menu."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

# The values of Windows' registry that say where they are, also when OneDrive moved them.
_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_NAMES = ("Desktop", "Programs")


def windows_places(told: Mapping[str, str], environment: Mapping[str, str]) -> tuple[PurePath, PurePath]:
    """Desktop and Start menu of whoever is signed in, as the registry tells, else where they usually are."""
    known = {name.upper(): value for name, value in environment.items()}
    usual = {
        "Desktop": r"%USERPROFILE%\Desktop",
        "Programs": r"%APPDATA%\Microsoft\Windows\Start Menu\Programs",
    }
    desktop, programs = (
        PureWindowsPath(
            re.sub(r"%([^%]+)%", lambda name: known.get(name[1].upper(), name[0]), told.get(name) or usual[name])
        )
        for name in _NAMES
    )
    return desktop, programs


def linux_places(home: PurePath, environment: Mapping[str, str], user_dirs: str) -> tuple[PurePath, PurePath]:
    """Desktop and folder of applications; ``user_dirs``: the text of ``user-dirs.dirs``, in which the Desktop may have
    a name of one's own language."""
    data = environment.get("XDG_DATA_HOME") or ""
    applications = (PurePosixPath(data) if data.startswith("/") else home / ".local" / "share") / "applications"
    named = re.search(r'^XDG_DESKTOP_DIR="(.*)"\s*$', user_dirs, re.MULTILINE)
    desktop = home / "Desktop"
    if named:
        told = re.sub(r"\\(.)", r"\1", named[1]).replace("$HOME", str(home))
        # Somebody without a Desktop is told so by the home itself.
        if told.startswith("/") and PurePosixPath(told) != home:
            desktop = PurePosixPath(told)
    return desktop, applications


def places() -> tuple[Path, Path]:
    """Desktop and menu on this machine; either may be missing."""
    if sys.platform == "win32":
        found = windows_places(_registry(), os.environ)
    else:
        settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "user-dirs.dirs"
        text = settings.read_text("utf-8", errors="replace") if settings.is_file() else ""
        found = linux_places(Path.home(), os.environ, text)
    desktop, menu = found
    return Path(desktop), Path(menu)


def has_vbscript() -> bool:
    """Whether this Windows has the language of ``.vbs`` files, which later ones leave out."""
    system = Path(os.environ.get("SYSTEMROOT") or r"C:\Windows") / "System32"
    return (system / "vbscript.dll").exists() and (system / "wscript.exe").exists()


def _registry() -> dict[str, str]:
    if sys.platform != "win32":
        return {}
    import winreg

    told: dict[str, str] = {}
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
            for name in _NAMES:
                try:
                    told[name] = str(winreg.QueryValueEx(key, name)[0])
                except OSError:
                    continue
    except OSError:
        return told
    return told

"""Shortcuts of an office PC: what stands in them, where they lie, and that no other file is touched."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from prongsai.flow.site.desk.launchers import cmd, entry, is_ours, vbs, words
from prongsai.outside.desk.places import linux_places, windows_places

PROGRAM = PureWindowsPath(r"C:\สมุดงาน ๑\prongsai-app\Scripts\pythonw.exe")
FOLDERS = (r"C:\สมุดงาน ๑\.prongsai", "D:\\", r"E:\100% จริง\it's & (ดี)")


def taken_apart(line: str) -> list[str]:
    """The words of a line, as a Windows program takes them apart."""
    found, word, quoted, at, begun = [], "", False, 0, False
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        at += slashes
        if at < len(line) and line[at] == '"':
            word += "\\" * (slashes // 2)
            word, quoted = (word + '"', quoted) if slashes % 2 else (word, not quoted)
            begun = True
            at += 1
            continue
        word += "\\" * slashes
        begun = begun or bool(slashes)
        if at < len(line):
            if line[at] == " " and not quoted:
                found, word, begun = [*found, word] if begun else found, "", False
            else:
                word, begun = word + line[at], True
            at += 1
    return [*found, word] if begun else found


@pytest.mark.parametrize("folder", FOLDERS)
def test_script_of_windows_shows_no_window_and_calls_the_program_with_its_folder(folder: str) -> None:
    launcher = vbs(PROGRAM, PureWindowsPath(folder))

    assert launcher.name == "โปร่งใส.vbs"
    assert launcher.data.startswith(b"\xff\xfe")  # without the mark its host reads the code page of the country
    lines = launcher.data.decode("utf-16").split("\r\n")
    (run,) = re.findall(r'shell\.Run "((?:[^"]|"")*)", 0, False', "\n".join(lines))
    assert tuple(taken_apart(run.replace('""', '"'))) == words(PROGRAM, PureWindowsPath(folder))
    assert f'shell.CurrentDirectory = "{folder}"' in lines
    assert is_ours(launcher.data)


@pytest.mark.parametrize("folder", FOLDERS)
def test_script_for_a_windows_without_vbscript_speaks_thai_and_waits_for_nothing(folder: str) -> None:
    launcher = cmd(PROGRAM, PureWindowsPath(folder))

    lines = launcher.data.decode("utf-8").split("\r\n")
    assert (launcher.name, lines[0], lines[2]) == ("โปร่งใส.cmd", "@echo off", "chcp 65001 >nul")
    (call,) = [line for line in lines if line.startswith("start ")]
    assert re.sub("%%", "", call).count("%") == 0
    title, *rest = taken_apart(call.removeprefix("start ").replace("%%", "%"))
    assert (title, tuple(rest)) == ("", words(PROGRAM, PureWindowsPath(folder)))
    assert is_ours(launcher.data)


def test_registry_says_where_onedrive_moved_the_desktop() -> None:
    environment = {"UserProfile": r"C:\คน\สมุดงาน", "APPDATA": r"C:\คน\สมุดงาน\AppData\Roaming"}
    moved = r"%USERPROFILE%\OneDrive - เทศบาล\เดสก์ท็อป"

    desktop, menu = windows_places({"Desktop": moved}, environment)

    assert str(desktop) == r"C:\คน\สมุดงาน\OneDrive - เทศบาล\เดสก์ท็อป"
    assert str(menu) == r"C:\คน\สมุดงาน\AppData\Roaming\Microsoft\Windows\Start Menu\Programs"
    assert str(windows_places({}, environment)[0]) == r"C:\คน\สมุดงาน\Desktop"


def test_desktop_of_linux_may_have_a_name_of_ones_own_language() -> None:
    home = PurePosixPath("/srv/ผู้ใช้")
    assert linux_places(home, {}, 'XDG_DESKTOP_DIR="$HOME/เดสก์ท็อป"\n')[0] == home / "เดสก์ท็อป"
    assert linux_places(home, {}, 'XDG_DESKTOP_DIR="$HOME/"\n')[0] == home / "Desktop"
    assert linux_places(home, {"XDG_DATA_HOME": "/srv/data"}, "")[1] == PurePosixPath("/srv/data/applications")


@pytest.mark.skipif(os.name != "posix", reason="an entry is taken apart by a shell")
def test_entry_of_linux_is_taken_apart_into_the_same_words(tmp_path: Path) -> None:
    folder = PurePosixPath('/srv/ข้อ มูล "ดี" $HOME `x` 100% \\ end')
    text = entry(PurePosixPath("/usr/bin/printf"), folder, PurePosixPath("/srv/icon.svg")).data.decode()

    (call,) = re.findall("^Exec=(.*)$", text, re.MULTILINE)
    call = re.sub(r"\\(.)", r"\1", call).replace("%%", "%").replace('printf"', r"""printf" '%s\n'""", 1)
    given = subprocess.run(["sh", "-c", call], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)

    assert tuple(given.stdout.splitlines()) == words(PurePosixPath("x"), folder)[1:]
    assert "\nTerminal=false\n" in text and "\nName=โปร่งใส\n" in text


def desk(home: Path, *given: str) -> tuple[int, list[str]]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PRONGSAI_", "DJANGO_", "DATABASE", "XDG_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", "--lang", "en", "desk", *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=kept | {"HOME": str(home), "PYTHONUTF8": "1"},
        timeout=60,
    )
    return done.returncode, done.stdout.splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="writes the shortcuts of Linux")
def test_install_puts_shortcuts_and_uninstall_takes_away_exactly_these(tmp_path: Path) -> None:
    home, data = tmp_path / "ผู้ ใช้", tmp_path / "ข้อมูล ๑"
    (home / "Desktop").mkdir(parents=True)
    (home / "Desktop" / "งาน.txt").write_text("งาน", "utf-8")
    before = {path for path in home.rglob("*") if path.is_file()}
    shortcuts = [home / "Desktop" / "prongsai.desktop", home / ".local/share/applications/prongsai.desktop"]

    assert desk(home, "install", "--folder", str(data)) == (0, [f"Shortcut made: {path}" for path in shortcuts])
    assert {path for path in home.rglob("*") if path.is_file()} == before | set(shortcuts)
    assert all(path.stat().st_mode & stat.S_IXUSR for path in shortcuts)
    assert all(f'"{data}"' in path.read_text("utf-8") for path in shortcuts)
    assert desk(home, "install", "--folder", str(data))[0] == 0

    shortcuts[0].write_text("[Desktop Entry]\n", "utf-8")  # somebody's own of the same name
    status, told = desk(home, "install", "--folder", str(data))
    assert (status, "another file has this name already" in " ".join(told)) == (2, True)
    assert desk(home, "uninstall") == (0, [f"Shortcut taken away: {shortcuts[1]}"])
    assert {path for path in home.rglob("*") if path.is_file()} == before | {shortcuts[0]}
    assert desk(home, "uninstall") == (0, ["There was no shortcut of this program."])

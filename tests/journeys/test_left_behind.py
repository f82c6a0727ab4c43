"""Copies of the site that a killed backup or restore leaves are taken away by the next one, and nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from calls import called

from prongsai.flow.site.copies.left_behind import STILL, left_behind, take_away

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
OLD = Path(__file__).parents[1] / "old_sites" / "0.1.0" / "backup.zip"
# Each is the command itself, killed when the copy is there and the file beside its place is written.
KILLED = """
import os, signal, sys
from prongsai.cli.main import run
from prongsai.flow.site import restore
from prongsai.flow.site.copies import archive
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
put = restore._insert
def put_and_die(model, rows): put(model, rows) if model._meta.model_name != "result" else die()
if sys.argv[1] == "backup": archive.contents = die
restore._insert = put_and_die
run(sys.argv[1:])
"""


def killed(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *words], env={**os.environ, "DATABASE_URL": ""}, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def aged(folder: Path) -> None:
    """As if all of it had been written a while ago."""
    for file in folder.iterdir():
        then = time.time() - STILL - 10
        os.utime(file, (then, then))


def hidden(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.startswith("."))


def run(*words: str) -> None:
    done = called(*words, DATABASE_URL="", PRONGSAI_LANG="en")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("left") / "site"
    run("restore", str(OLD), "--folder", str(folder))
    return folder


def test_killed_backup_leaves_nothing_when_the_next_one_is_made(site: Path, tmp_path: Path) -> None:
    killed("backup", str(tmp_path / "2026-01-01.zip"), "--folder", str(site))
    copies, parts = hidden(site), hidden(tmp_path)
    assert any(name.endswith(".copy") for name in copies)
    assert [name.split(".")[1:3] for name in parts] == [["2026-01-01", "zip"]]

    # Just now somebody may still write it; doctor names it later.
    run("backup", str(tmp_path / "2026-01-02.zip"), "--folder", str(site))
    assert (hidden(site), hidden(tmp_path)) == (copies, parts)
    aged(site)
    aged(tmp_path)
    said = called("doctor", "--folder", str(site), DATABASE_URL="", PRONGSAI_LANG="en").stdout
    assert "left by a backup or a restore that was broken off" in said
    assert copies[0] in said

    run("backup", str(tmp_path / "2026-01-03.zip"), "--folder", str(site))
    assert (hidden(site), hidden(tmp_path)) == ([], [])
    assert len(list(tmp_path.iterdir())) == 2
    assert "broken off" not in called("doctor", "--folder", str(site), DATABASE_URL="", PRONGSAI_LANG="en").stdout


def test_killed_restore_leaves_nothing_when_the_next_one_is_made(tmp_path: Path) -> None:
    killed("restore", str(OLD), "--folder", str(tmp_path))
    assert any(name.endswith(".part") for name in hidden(tmp_path))
    aged(tmp_path)

    run("restore", str(OLD), "--folder", str(tmp_path))

    assert hidden(tmp_path) == []
    assert (tmp_path / "prongsai.sqlite3").exists()


def test_start_of_the_site_takes_away_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import granian

    from prongsai.flow.site import serving
    from prongsai.outside.options import Options

    class Served(Exception):
        pass

    def no_server(*_: object, **__: object) -> None:
        raise Served

    monkeypatch.setattr(granian, "Granian", no_server)
    monkeypatch.setattr(serving, "collect", lambda _: None)
    left = put(tmp_path, f".prongsai.sqlite3.{ended()}.copy")
    with pytest.raises(Served):
        serving.listen(Options(folder=str(tmp_path)), host="127.0.0.1", port=1)
    assert not left.exists()


def ended() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def put(folder: Path, name: str, data: bytes = b"x") -> Path:
    (folder / name).write_bytes(data)
    aged(folder)
    return folder / name


@pytest.fixture
def working() -> Iterator[int]:
    """A process that does a backup, by what it was called with."""
    process = subprocess.Popen([sys.executable, "-c", "input()", "prongsai", "backup"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate(b"\n")


@pytest.fixture
def other() -> Iterator[int]:
    """A process that got a number of one of ours."""
    process = subprocess.Popen([sys.executable, "-c", "input()", "prongsai", "serve"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate(b"\n")


def test_what_somebody_writes_and_what_is_not_ours_stays(tmp_path: Path, working: int) -> None:
    gone = ended()
    for name in (
        f".prongsai.sqlite3.{working}.copy",  # at work
        f".prongsai.sqlite3.{gone}.copy.txt", f".prongsai.sqlite3.{gone}", f"prongsai.sqlite3.{gone}.copy",
        f".other.sqlite3.{gone}.copy", f".film.mkv.{gone}.part", f".empty.zip.{gone}.part", "prongsai.sqlite3",
    ):  # fmt: skip
        put(tmp_path, name, b"" if "empty" in name else b"x")
    (tmp_path / f".prongsai.sqlite3.{gone}.part").mkdir()
    (tmp_path / f".prongsai.sqlite3.{gone}.part-wal").symlink_to(tmp_path / "prongsai.sqlite3")
    there = sorted(tmp_path.iterdir())
    aged(tmp_path)

    assert take_away(tmp_path, name="tonight.zip") == []
    assert sorted(tmp_path.iterdir()) == there


def test_number_that_another_process_has_now_keeps_nothing(tmp_path: Path, other: int) -> None:
    mine = put(tmp_path, f".prongsai.sqlite3.{os.getpid()}.part-wal")
    theirs = put(tmp_path, f".prongsai.sqlite3.{other}.copy-shm")
    begun = put(tmp_path, f".tonight.zip.{ended()}.part", b"")
    assert left_behind(tmp_path, name="tonight.zip") == sorted([mine, theirs, begun])
    (tmp_path / mine.name).touch()
    assert take_away(tmp_path, name="tonight.zip") == sorted([theirs, begun])
    assert list(tmp_path.iterdir()) == [mine]

"""What stands where the secret key should be and is none is refused in words, before anything is written."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from calls import prongsai

from prongsai.files.problems import Refused
from prongsai.outside import secret
from prongsai.outside.secret import LEAST_OF_A_KEY, MOST_OF_A_KEY, kept_key, secret_key


def linked(path: Path) -> None:
    path.symlink_to(path.parent / "away" / "key")


def of_a_site(path: Path, data: bytes) -> None:
    """In a folder with a database in which somebody is."""
    path.write_bytes(data)
    with contextlib.closing(sqlite3.connect(path.with_name("prongsai.sqlite3"))) as site, site:
        site.execute("CREATE TABLE records_person (id integer)")
        site.execute("INSERT INTO records_person VALUES (1)")


def unreadable(path: Path) -> None:
    path.symlink_to(path.name)  # a link to itself, which not even root reads


# What stands there, and what is said to be found.
WRONG: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "Thai": (lambda path: path.write_text("กุญแจ" * 20, "utf-8"), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "bytes": (lambda path: path.write_bytes(bytes(range(128, 228))), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "UTF-16": (lambda path: path.write_text("a-key" * 20, "utf-16"), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "empty": (lambda path: of_a_site(path, b""), "an empty file", "พบไฟล์ว่าง"),
    "blank": (lambda path: of_a_site(path, b" \r\n\n"), "an empty file", "พบไฟล์ว่าง"),
    "short": (lambda path: path.write_bytes(b"s3cret" * 5), "30 characters", "30 ตัวอักษร"),
    "long": (lambda path: path.write_bytes(b"s3cret" * 500), "> 1000 characters", "> 1000 ตัวอักษร"),
    "lines": (lambda path: path.write_bytes(b"s3cret-s3cret\n" * 9), "several lines", "มากกว่าหนึ่งบรรทัด"),
    "zeros": (lambda path: path.write_bytes(bytes(67)), "several lines, blanks or control characters", "อักขระควบคุม"),
    "folder": (lambda path: path.mkdir(), "a folder", "พบโฟลเดอร์"),
    "a link to nothing": (linked, "a file that cannot be read (No such file", "ไฟล์ที่อ่านไม่ได้"),
    "unreadable": (unreadable, "a file that cannot be read (", "ไฟล์ที่อ่านไม่ได้"),
}


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret, "_WRITTEN_WITHIN", 0.2)


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_key_is_refused_with_its_place_and_what_to_do(tmp_path: Path, kind: str) -> None:
    put, english, thai = WRONG[kind]
    put(tmp_path / "secret-key")
    for read in (kept_key, secret_key):
        with pytest.raises(Refused) as refused:
            read(tmp_path)
        (problem,) = refused.value.problems
        assert problem.say("en").startswith(f"{tmp_path / 'secret-key'}: the secret key: found {english}")
        assert problem.say("th").startswith(f"{tmp_path / 'secret-key'}: กุญแจลับ พบ")
        assert thai in problem.say("th")
        assert re.search("expected .* correct its permissions .* move this one away", problem.say("en"))
        assert "s3cret" not in problem.say("en") + problem.say("th")
    assert os.path.lexists(tmp_path / "secret-key")  # nobody puts another in its place


@pytest.mark.parametrize("kind", ["Thai", "folder"])
@pytest.mark.parametrize("words", [("serve",), ("worker", "--once"), ("migrate",), ("doctor",), ("user", "list")])
def test_no_command_starts_with_what_is_no_key(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    kind: str,
) -> None:
    monkeypatch.setenv("PRONGSAI_FOLDER", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr("prongsai.cli.main.room", lambda: 100_000)
    WRONG[kind][0](tmp_path / "secret-key")
    status, out, said = prongsai(capsys, *words)
    assert (status, out) == (2, "")
    assert f"{tmp_path / 'secret-key'}: the secret key: found" in said
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    assert kept_key(tmp_path) is None
    made = secret_key(tmp_path / "site")
    assert LEAST_OF_A_KEY <= len(made) <= MOST_OF_A_KEY
    assert [secret_key(tmp_path / "site"), kept_key(tmp_path / "site")] == [made, made]


def test_a_key_that_somebody_brings_is_taken_with_the_end_of_its_line(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_bytes(b"k" * LEAST_OF_A_KEY + b"\r\n")
    assert secret_key(tmp_path) == "k" * LEAST_OF_A_KEY


def test_who_empties_a_key_and_writes_it_anew_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret, "_WRITTEN_WITHIN", 5.0)
    of_a_site(tmp_path / "secret-key", b"")
    threading.Timer(0.3, (tmp_path / "secret-key").write_text, ["k" * 67, "ascii"]).start()
    assert secret_key(tmp_path) == "k" * 67


def _put_key(folder: Path, into: list[str]) -> None:
    into.append(secret_key(folder))


def test_of_many_first_starts_at_once_all_have_one_key(tmp_path: Path) -> None:
    for place in ("new", "blank"):
        folder = tmp_path / place
        folder.mkdir()
        if place == "blank":
            (folder / "secret-key").touch()
        found: list[str] = []
        starts = [threading.Thread(target=_put_key, args=(folder, found)) for _ in range(16)]
        for start in starts:
            start.start()
        for start in starts:
            start.join()
        assert len(found) == 16
        assert set(found) == {(folder / "secret-key").read_text("ascii")}


@pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX")
def test_a_start_without_room_leaves_no_key_and_the_next_one_starts(tmp_path: Path) -> None:
    # To the process a disk that takes no byte more.
    asked = "from prongsai.cli.main import run; run(['migrate'])"
    full = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); {asked}"
    environment = os.environ | {"PRONGSAI_FOLDER": str(tmp_path), "DATABASE_URL": "", "PRONGSAI_LANG": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    first = subprocess.run([sys.executable, "-c", full], env=environment, capture_output=True, check=False)
    assert first.returncode == 2, first.stderr
    assert b"A file cannot be read or written" in first.stderr
    assert list(tmp_path.iterdir()) == []
    second = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, check=False)
    assert second.returncode == 0, second.stderr


@pytest.mark.parametrize("where", ["write", "disk", "name"])
def test_a_key_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        if where == "write":
            disk.setattr("prongsai.outside.files._write", full)
        elif where == "disk":
            disk.setattr(os, "fsync", full)
        else:
            disk.setattr(os, "link", full)
            disk.setattr(Path, "rename", full)
            disk.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert secret_key(tmp_path) == kept_key(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \r\n\n"])
@pytest.mark.parametrize("rows", ["no file", "no tables", "nobody"])
def test_an_empty_key_with_which_nothing_was_signed_is_replaced_in_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, data: bytes, rows: str
) -> None:
    (tmp_path / "secret-key").write_bytes(data)
    if rows != "no file":
        with contextlib.closing(sqlite3.connect(tmp_path / "prongsai.sqlite3")) as site, site:
            if rows == "nobody":
                site.execute("CREATE TABLE records_person (id integer)")
    assert kept_key(tmp_path) is None
    with caplog.at_level(logging.WARNING, "prongsai.secret"):
        key = secret_key(tmp_path)
    assert key == kept_key(tmp_path) == (tmp_path / "secret-key").read_text("ascii")
    (line,) = caplog.messages
    assert "an earlier start left an empty secret key" in line
    assert "พบกุญแจลับว่างเปล่า" in line
    assert key not in line
    if os.name == "posix":
        assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_an_empty_key_of_a_site_whose_rows_lie_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(Refused, match="an empty file"):
        secret_key(tmp_path, elsewhere=True)

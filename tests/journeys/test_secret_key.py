"""What stands where the secret key should be and is none is refused in words, before anything is written."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from calls import prongsai

from prongsai.files.problems import Refused
from prongsai.outside import files
from prongsai.outside.files import LEAST_OF_A_KEY, MOST_OF_A_KEY, kept_key, secret_key


def linked(path: Path) -> None:
    path.symlink_to(path.parent / "away" / "key")


def unreadable(path: Path) -> None:
    path.symlink_to(path.name)  # a link to itself, which not even root reads


# What stands there, and what is said to be found.
WRONG: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "Thai": (lambda path: path.write_text("กุญแจ" * 20, "utf-8"), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "bytes": (lambda path: path.write_bytes(bytes(range(128, 228))), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "UTF-16": (lambda path: path.write_text("a-key" * 20, "utf-16"), "signs that are not ASCII", "อักขระอื่นนอกจาก ASCII"),
    "empty": (lambda path: path.write_bytes(b""), "an empty file", "พบไฟล์ว่าง"),
    "blank": (lambda path: path.write_bytes(b" \r\n\n"), "an empty file", "พบไฟล์ว่าง"),
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
    monkeypatch.setattr(files, "_WRITTEN_WITHIN", 0.2)


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


def test_who_starts_second_waits_for_the_key_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_WRITTEN_WITHIN", 5.0)
    (tmp_path / "secret-key").touch()
    threading.Timer(0.3, (tmp_path / "secret-key").write_text, ["k" * 67, "ascii"]).start()
    assert secret_key(tmp_path) == "k" * 67

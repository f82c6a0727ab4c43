"""Commands on a disk that takes nothing more say what is full and what to do, in words; nothing is half written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calls import INTERNAL, called, prongsai

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX")
OLD = Path(__file__).parents[1] / "old_sites" / "0.1.0" / "backup.zip"


def on_a_full_disk(folder: Path, *words: str, language: str = "en") -> tuple[int, str]:
    """Status, and what was said in one line, where the process can write no byte more into any file."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0));"
        "from prongsai.cli.main import run; run(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--folder", str(folder)],
        env=os.environ | {"PRONGSAI_LANG": language, "DATABASE_URL": "", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert not any(word in done.stdout + done.stderr for word in INTERNAL), done.stderr
    return done.returncode, " ".join(done.stderr.split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "site"
    assert called("restore", str(OLD), "--folder", str(folder), DATABASE_URL="").returncode == 0
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("user", "add", "new@example.org", "--name", "New", "--role", "administrator"),
        ("user", "close", "nok@example.org"),
        ("history", "verify"),
        ("worker", "--once"),
        ("backup", "x.zip"),
    ],
    ids=" ".join,
)
def test_a_command_on_a_full_disk_says_so(site: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    words = tuple(str(tmp_path / word) if word == "x.zip" else word for word in words)
    before = sorted(path.name for path in site.iterdir())
    status, english = on_a_full_disk(site, *words)
    assert status == 2, english
    assert "make room on the disk" in english or "A file cannot be read or written" in english
    status, thai = on_a_full_disk(site, *words, language="th")
    assert status == 2
    assert "เพิ่มที่ว่างในดิสก์" in thai or "เปิดหรือเขียนไฟล์ไม่ได้" in thai
    assert sorted(path.name for path in site.iterdir() if "-wal" not in path.name and "-shm" not in path.name) == [
        name for name in before if "-wal" not in name and "-shm" not in name
    ]
    assert list(tmp_path.iterdir()) == []


def test_tables_that_cannot_be_made_for_want_of_room_are_said_to_be_so(tmp_path: Path) -> None:
    for _ in range(2):
        status, said = on_a_full_disk(tmp_path / "new", "migrate")
        assert status == 2
        assert "make room on the disk" in said or "A file cannot be read or written" in said
    assert called("migrate", "--folder", str(tmp_path / "new"), DATABASE_URL="").returncode == 0


@pytest.mark.parametrize(
    ("language", "said"), [("th", "เพิ่มที่ว่างในดิสก์แล้วสั่งอีกครั้ง"), ("en", "make room on it, then try again")]
)
def test_a_file_for_which_there_is_no_room_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("prongsai.flow.site.copies.archive.contents", full)
    status, _, shown = prongsai(capsys, "--lang", language, "backup", "--check", "x.zip")
    assert (status, said in shown) == (2, True)

"""A restore that cannot begin says what stands in its way, in the words of every other command, and leaves nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from calls import INTERNAL

OLD = Path(__file__).parents[1] / "old_sites" / "0.1.0" / "backup.zip"
WRONG = {
    "database": ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: "),
    "mail": ({"PRONGSAI_MAIL_URL": "ftp://x"}, "PRONGSAI_MAIL_URL: "),
    "mode": ({"PRONGSAI_MODE": "x"}, "PRONGSAI_MODE: "),
    "file": ({"PRONGSAI_CONFIG": "nowhere.toml"}, "PRONGSAI_CONFIG: "),
    "key": ({}, "the secret key: found 2 characters"),
    "nobody there": (
        {"DATABASE_URL": "postgresql://u:s3cret@127.0.0.1:1/x?connect_timeout=2"},
        "the database does not",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_restore_with_a_wrong_setting_says_which_and_leaves_nothing(tmp_path: Path, what: str) -> None:
    environment, expected = WRONG[what]
    folder = tmp_path / "new" / "site"
    if what == "key":
        folder.mkdir(parents=True)
        (folder / "secret-key").write_text("no", "ascii")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", "restore", str(OLD), "--folder", str(folder)],
        env=kept | {"PRONGSAI_LANG": "en", "DATABASE_URL": "", "COLUMNS": "400"} | environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in " ".join(done.stderr.split())
    assert "s3cret" not in done.stderr
    assert not any(word in done.stderr for word in INTERNAL), done.stderr
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before

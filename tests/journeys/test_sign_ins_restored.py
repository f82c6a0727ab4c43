"""A restore brings nothing of the log of sign-ins back that was to be deleted since the backup was made."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

PASSWORD = "กระดาษเปียกฝน9"


def run(folder: Path, *words: str) -> None:
    given = {**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", *words, "--folder", str(folder)],
        input=PASSWORD, capture_output=True, encoding="utf-8", env=given, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "prongsai.sqlite3")) as tables, tables:
        return tables.execute(question).fetchall()


def test_lines_that_were_kept_long_enough_do_not_come_back_and_others_do(tmp_path: Path) -> None:
    site, later, file = tmp_path / "site", tmp_path / "later", tmp_path / "kept.zip"
    run(site, "user", "add", "anan@example.org", "--role", "administrator", "--name", "Anan", "--password-stdin")
    now = datetime.datetime.now(datetime.UTC)
    for days, address in ((91, "203.0.113.1"), (89, "203.0.113.2")):
        at = f"{now - datetime.timedelta(days=days):%Y-%m-%d %H:%M:%S}"
        rows(
            site,
            f"INSERT INTO records_signin (person_id, at, address, outcome) VALUES (1, '{at}', '{address}', 'in')",
        )
    run(site, "backup", str(file))
    run(later, "restore", str(file))
    assert rows(later, "SELECT address FROM records_signin") == [("203.0.113.2",)]

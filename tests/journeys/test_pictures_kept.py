"""A backup carries the pictures that an agency gave, and a restore brings them back, witnessed by history."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from test_backups import OLD, run

from prongsai.outside.store.by_content import place_of

GIVE = """
from prongsai.flow.site.start import now, prepare
prepare()
from prongsai.flow.files.store import keep
from prongsai.records.actions.papers.pictures import keep_picture
from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM
agency = Agency.objects.within(SYSTEM).order_by("pk").first()
file = keep(bytes(range(256)), now=now())
keep_picture(agency=agency, name="seal", file=file, width=8, height=8, person=None, now=now())
"""


def pictures(folder: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(folder / "prongsai.sqlite3")
    try:
        rows = list(database.execute("SELECT name, file_id, width, height FROM records_agencypicture"))
        return [(name, place_of(folder, file).read_bytes(), *sides) for name, file, *sides in rows]
    finally:
        database.close()


def test_backup_and_restore_bring_the_pictures_along(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run("restore", str(OLD), "--folder", str(first))[0] == 0
    environment = {**os.environ, "PRONGSAI_FOLDER": str(first), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", GIVE], env=environment, check=True, capture_output=True)
    assert pictures(first) == [("seal", bytes(range(256)), 8, 8)]

    assert run("backup", str(tmp_path / "kept.zip"), "--folder", str(first))[0] == 0
    assert run("restore", str(tmp_path / "kept.zip"), "--folder", str(second))[0] == 0
    assert pictures(second) == pictures(first)
    assert run("history", "verify", "--folder", str(second))[0] == 0
    database = sqlite3.connect(second / "prongsai.sqlite3")
    database.execute("UPDATE records_agencypicture SET width = 9")
    database.commit()
    database.close()
    status, said = run("history", "verify", "--folder", str(second))
    assert status != 0 and "seal" in said

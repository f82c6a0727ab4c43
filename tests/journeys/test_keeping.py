"""Backup, restore, doctor, history and files in and out, as whole processes on both databases."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

EXAMPLE = Path(str(files("prongsai") / "examples" / "mae-sot-2568.yaml"))


def run(folder: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": database}
    return subprocess.run(
        [sys.executable, "-m", "prongsai", *words, "--folder", str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = run(folder, "import", str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    return folder


def exported(folder: Path, out: Path, database: str = "") -> str:
    code = "ag-bee279a6"
    done = run(folder, "export", code, "2568", "--out", str(out), database=database)
    assert done.returncode == 0, done.stderr
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def archive(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the site, for tests that look at what comes of it."""
    file = tmp_path_factory.mktemp("archive") / "one.zip"
    assert run(site, "backup", str(file)).returncode == 0
    return file


def test_same_file_again_changes_nothing(site: Path, tmp_path: Path) -> None:
    before = exported(site, tmp_path / "one.yaml")
    again = run(site, "import", str(tmp_path / "one.yaml"))
    assert (again.returncode, "version 1: the same as before" in again.stdout) == (0, True)
    assert exported(site, tmp_path / "two.yaml") == before


def test_backup_is_restored_on_either_database(
    site: Path, archive: Path, postgres: Callable[[str], str], tmp_path: Path
) -> None:
    database = postgres("kept")
    before = exported(site, tmp_path / "before.yaml")

    assert run(tmp_path / "pg", "restore", str(archive), database=database).returncode == 0
    assert exported(tmp_path / "pg", tmp_path / "pg.yaml", database) == before
    assert run(tmp_path / "pg", "history", "verify", database=database).returncode == 0
    assert run(tmp_path / "pg", "backup", str(tmp_path / "two.zip"), database=database).returncode == 0

    assert run(tmp_path / "back", "restore", str(tmp_path / "two.zip")).returncode == 0
    assert exported(tmp_path / "back", tmp_path / "back.yaml") == before
    assert run(tmp_path / "back", "history", "verify").returncode == 0


def test_restore_into_a_site_in_use_is_refused_and_changes_nothing(site: Path, archive: Path, tmp_path: Path) -> None:
    before = exported(site, tmp_path / "before.yaml")
    refused = run(site, "restore", str(archive))
    assert (refused.returncode, "empty folder" in " ".join(refused.stderr.split())) == (2, True)
    assert exported(site, tmp_path / "after.yaml") == before


def test_damaged_backup_is_refused_and_nothing_is_written(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as damaged:
        for name in whole.namelist():
            data = whole.read(name)
            damaged.writestr(name, data.replace(b"87.15", b"97.15") if "result" in name else data)
    for bad in (tmp_path / "bad.zip", EXAMPLE):
        refused = run(tmp_path / "new", "restore", str(bad))
        assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
        assert not (tmp_path / "new").exists()


def test_doctor_and_history_tell_of_tables_that_were_changed_outside(site: Path, archive: Path, tmp_path: Path) -> None:
    assert run(site, "doctor").returncode == 0
    folder = tmp_path / "forged"
    assert run(folder, "restore", str(archive)).returncode == 0
    with sqlite3.connect(folder / "prongsai.sqlite3") as database:
        database.execute("UPDATE records_entry SET about = 'forged' WHERE number = 2")
    database.close()
    verified = run(folder, "history", "verify")
    assert (verified.returncode, "line 2 was changed after it was written" in verified.stdout) == (1, True)
    assert run(folder, "doctor").returncode == 1


PAGES = """
import re, sys
from prongsai.flow.site.start import prepare
prepare()
import datetime
from django.test import Client
from prongsai.flow.people.site import give_role
from prongsai.records.models import Agency, AgencyRound, Grant, Person
from prongsai.records.scope import SYSTEM
person = Person.objects.filter(email="reader@example.org").first()
person = person or Person.objects.create_user("reader@example.org", None, name="R")
if not Grant.objects.within(SYSTEM).filter(person=person).exists():
    give_role(email=person.email, role="supervisor", agency=None, today=datetime.date(2020, 1, 1))
    for agency in Agency.objects.within(SYSTEM):
        give_role(email=person.email, role="coordinator", agency=agency.code, today=datetime.date(2020, 1, 1))
client = Client(SERVER_NAME="localhost")
client.force_login(person)
for one in AgencyRound.objects.within(SYSTEM).select_related("agency"):
    for tab in ("", "results/", "analysis/", "documents/", "versions/"):
        page = client.get(f"/a/{one.agency.code}/{one.year}/{tab}")
        text = re.sub(r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"', "", page.content.decode())
        print(page.status_code, tab, hash_of(text))
"""


def pages(folder: Path, database: str = "") -> str:
    """Status and hash of every main page, as a coordinator sees it."""
    code = "import hashlib\nhash_of = lambda text: hashlib.sha256(text.encode()).hexdigest()\n" + PAGES
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": database, "PRONGSAI_FOLDER": str(folder)},
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_restored_site_shows_the_same_pages(site: Path, tmp_path: Path, postgres: Callable[[str], str]) -> None:
    before = pages(site)
    assert before.count("200 ") == len(before.splitlines()) > 0
    assert run(site, "backup", str(tmp_path / "pages.zip")).returncode == 0
    assert run(tmp_path / "lite", "restore", str(tmp_path / "pages.zip")).returncode == 0
    assert pages(tmp_path / "lite") == before
    database = postgres("pages")
    assert run(tmp_path / "large", "restore", str(tmp_path / "pages.zip"), database=database).returncode == 0
    assert pages(tmp_path / "large", database) == before

"""A backup that is made while people keep files and make documents holds a whole moment, on both databases."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_keeping import EXAMPLE, run

# Keeps a file, makes a document, takes the file away: over and over until it is ended; says how often.
LOAD = """
import sys
from prongsai.flow.site.start import now, prepare
prepare()
from prongsai.flow.documents.making import work
from prongsai.flow.files.store import keep
from prongsai.records.actions.documents import ask_document
from prongsai.records.actions.papers.files import add_file, remove_file
from prongsai.records.models import Agency, AgencyRound, Person
from prongsai.records.scope import SYSTEM
agency = Agency.objects.within(SYSTEM).get()
year = AgencyRound.objects.within(SYSTEM).select_related("agency").get(agency=agency)
person, _ = Person.objects.get_or_create(email="anan@example.org", defaults={"name": "Anan"})
print("ready", flush=True)
number = 0
while True:
    number += 1
    file = keep(f"a,{number}\\n".encode() * 2000, now=now())
    row = add_file(agency=agency, name=f"{number}.csv", kind="csv", pages=None, file=file, most=10**9, person=person,
                   now=now())
    if number % 3 == 0:
        asked = ask_document(round=year, kind="brief", profile="standard", digits="arabic", format="html",
                             person=person, now=now())
        work(asked.pk, clock=now, tells=False)
        remove_file(agency=agency, pk=row.pk, why="x", person=person, now=now())
    print(number, flush=True)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backup_under_load_comes_back_whole_on_both_databases(
    kind: str, tmp_path: Path, postgres: Callable[[str], str]
) -> None:
    site, file = tmp_path / "site", tmp_path / "kept.zip"
    database = postgres("load") if kind == "postgresql" else ""
    assert run(site, "import", str(EXAMPLE), database=database).returncode == 0
    environment = {**os.environ, "PRONGSAI_FOLDER": str(site), "DATABASE_URL": database}
    load = subprocess.Popen([sys.executable, "-c", LOAD], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert load.stdout is not None
        assert load.stdout.readline() == "ready\n"
        for _ in range(6):
            load.stdout.readline()
        done = run(site, "backup", str(file), database=database)
        time.sleep(0.5)
        assert load.poll() is None, "it went on meanwhile"
    finally:
        load.kill()
        load.communicate()
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.search(r"([\d,]+) files", done.stdout)
    assert told is not None and int(told[1].replace(",", "")) >= 6

    for name, target in (("lite", ""), ("large", postgres(f"back-{kind}"))):
        back = tmp_path / name
        assert run(back, "restore", str(file), database=target).returncode == 0
        assert run(back, "history", "verify", database=target).returncode == 0
        looked = run(back, "doctor", database=target)
        assert "every one is what was put there" in " ".join(looked.stdout.split()), looked.stdout
        held = {path.name for path in (back / "files").glob("??/*")}
        assert len(held) == int(told[1].replace(",", ""))
        assert all((site / "files" / name[:2] / name).read_bytes() == (back / "files" / name[:2] / name).read_bytes()
                   for name in held)  # fmt: skip

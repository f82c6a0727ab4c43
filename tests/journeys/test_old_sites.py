"""Sites that earlier programs left: each is brought up to date or restored, every page opens, the history is whole.

``scripts/leave_site.py`` made what stands in ``tests/old_sites``, one folder a release.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SITES = sorted(path for path in (Path(__file__).parents[1] / "old_sites").iterdir() if path.is_dir())
WALK = """
import json, re, zlib
from prongsai.flow.site.start import prepare
prepare()
import datetime
from django.test import Client
from prongsai.flow.people.site import give_role
from prongsai.records.models import Agency, Entry, MadeDocument, Person, Result
from prongsai.records.scope import SYSTEM
person = Person.objects.create_user("reader@example.org", None, name="R")
codes = Agency.objects.within(SYSTEM).values_list("code", flat=True)
for role, code in [("administrator", None), *(("coordinator", code) for code in codes)]:
    give_role(email=person.email, role=role, agency=code, today=datetime.date(2020, 1, 1))
client = Client(SERVER_NAME="localhost")
client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
left, seen = ["/"], {}
while left:
    address = left.pop()
    page = client.get(address)
    seen[address] = page.status_code
    if page.get("Location"):
        found = [page["Location"]]
    elif "html" in page["Content-Type"] and not page.get("Content-Disposition"):
        found = re.findall(r'<a [^>]*href="([^"#?]+)', page.content.decode())
    else:
        found = []
        b"".join(page.streaming_content) if page.streaming else page.content
    for each in found:
        if not each.startswith("/") or each.startswith("/accounts/") or each in seen or each in left:
            continue
        # A year has some hundred figures, each with a page of the same template: one in eight is opened.
        if re.search("/(results/.|items/)", each) and zlib.crc32(each.encode()) % 8:
            continue
        left.append(each)
print(json.dumps({"pages": seen, "entries": Entry.objects.within(SYSTEM).count(),
    "results": Result.objects.within(SYSTEM).count(),
    "documents": sorted(MadeDocument.objects.within(SYSTEM).values_list("state", flat=True)),
    "people": Person.objects.count()}))
"""


# Every old line as it stands, then a line more in each chain.
GO_ON = """
import json
from prongsai.flow.site.start import now, prepare
prepare()
from django.db import transaction
from prongsai.records.actions.history import record
from prongsai.records.models import Agency, Entry
from prongsai.records.scope import SYSTEM
def entries():
    return list(Entry.objects.within(SYSTEM).order_by("pk").values())
before = entries()
for agency in [None, *Agency.objects.within(SYSTEM)]:
    for action in ("edit-text", "invite"):
        with transaction.atomic():
            record(agency=agency, person=None, action=action, now=now())
after = entries()
sealed = sorted((line["agency_id"] or 0, line["number"]) for line in before if line["action"] == "seal-history")
old = {}
for line in before:
    if line["version"] == 1:
        old[line["agency_id"] or 0] = max(line["number"], old.get(line["agency_id"] or 0, 0))
print(json.dumps({"same": after[:len(before)] == before, "sealed": sealed,
    "due": sorted((agency, old.get(agency, 0) + 1) for agency in {line["agency_id"] or 0 for line in before}),
    "new": sorted((line["agency_id"] or 0, line["number"], line["action"], line["version"])
        for line in after[len(before):]), "last": sorted(
        (agency or 0, max(line["number"] for line in before if line["agency_id"] == agency))
        for agency in {line["agency_id"] for line in before})}))
"""


def program(folder: Path, database: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": database, "PRONGSAI_FOLDER": str(folder), "PRONGSAI_LANG": "en"},
        timeout=300,
        check=False,
    )


@pytest.fixture(params=["database", "dump", "backup", "backup-to-postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, left: Path) -> tuple[Path, str]:
    """A folder and a database that hold the old site."""
    if request.param == "database":
        (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress((left / "site.sqlite3.gz").read_bytes()))
        done = program(tmp_path, "", "-m", "prongsai", "migrate")
        assert done.returncode == 0, done.stderr
        return tmp_path, ""
    database = ""
    if request.param != "backup":
        postgres: Callable[[str], str] = request.getfixturevalue("postgres")
        database = postgres(tmp_path.name[:50])
    if request.param == "dump":
        import psycopg

        with psycopg.connect(database) as connection:
            connection.execute(gzip.decompress((left / "postgres.sql.gz").read_bytes()))
        done = program(tmp_path, database, "-m", "prongsai", "migrate")
    else:
        done = program(tmp_path, database, "-m", "prongsai", "restore", str(left / "backup.zip"))
    assert done.returncode == 0, done.stderr
    return tmp_path, database


@pytest.mark.parametrize("left", SITES, ids=lambda path: path.name)
def test_site_of_an_earlier_program_opens_and_its_history_is_whole(opened: tuple[Path, str], left: Path) -> None:
    folder, database = opened
    done = program(folder, database, "-c", WALK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])

    wrong = {address: status for address, status in found["pages"].items() if status not in (200, 302)}
    assert wrong == {}
    assert len(found["pages"]) > 60
    assert found["results"] == 4
    assert found["documents"] == ["failed", "ready", "ready", "ready", "waiting"]
    assert verified(folder, database) == 0

    done = program(folder, database, "-c", GO_ON)
    assert done.returncode == 0, done.stderr
    went_on = json.loads(done.stdout.splitlines()[-1])
    assert went_on["same"] is True
    # Each chain was sealed once, after its last old line, when the tables were brought up to date.
    assert went_on["sealed"] == went_on["due"]
    assert went_on["new"] == [
        [agency, last + more, action, 3]
        for agency, last in went_on["last"]
        for more, action in ((1, "edit-text"), (2, "invite"))
    ]
    assert verified(folder, database) == 0


def verified(folder: Path, database: str) -> int:
    done = program(folder, database, "-m", "prongsai", "history", "verify")
    assert "✗" not in done.stdout, done.stdout
    return done.returncode


CUT_OFF = """
from prongsai.records.actions import history
real, calls = history._sealed, []
def cut_off(*given, **named):
    calls.append(given)
    if len(calls) == 2:
        raise KeyboardInterrupt
    return real(*given, **named)
history._sealed = cut_off
"""


def test_upgrade_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress((SITES[0] / "site.sqlite3.gz").read_bytes()))
    script = (
        "from prongsai.flow.site.start import prepare\nprepare(tables='leave')\n"
        + CUT_OFF
        + "from prongsai.flow.site.tables import bring\nbring()\n"
    )
    assert program(tmp_path, "", "-c", script).returncode not in (0, 2)
    status = program(tmp_path, "", "-m", "prongsai", "history", "verify")
    assert (status.returncode, "run prongsai migrate" in " ".join(status.stderr.split())) == (2, True)
    assert program(tmp_path, "", "-m", "prongsai", "migrate").returncode == 0
    assert verified(tmp_path, "") == 0


NOTED_OUTSIDE = """
import os
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
real = MigrationExecutor.record_migration
def noted(self, migration):
    if not connection.in_atomic_block:
        os._exit(9)
    return real(self, migration)
MigrationExecutor.record_migration = noted
"""


def test_no_step_is_made_before_it_is_noted(tmp_path: Path) -> None:
    """Whoever is killed between the two could never go on: the tables are there and are to be made."""
    (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress((SITES[0] / "site.sqlite3.gz").read_bytes()))
    script = (
        "from prongsai.flow.site.start import prepare\nprepare(tables='leave')\n"
        + NOTED_OUTSIDE
        + "from prongsai.flow.site.tables import bring\nbring()\n"
    )
    done = program(tmp_path, "", "-c", script)
    assert (done.returncode, done.stderr) == (0, "")
    assert verified(tmp_path, "") == 0

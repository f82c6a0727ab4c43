"""Backups: nobody else reads them, and one that was changed, or made to harm, is refused before anything is written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calls import INTERNAL

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and signals of POSIX")
OLD = Path(__file__).parents[1] / "old_sites" / "0.1.0" / "backup.zip"
Rows = dict[str, bytes]


def run(*words: str, **environment: str) -> tuple[int, str]:
    """Status, and what was said, in one line; never a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": "", "COLUMNS": "200", **environment},
        timeout=120,
        check=False,
    )
    assert not any(word in done.stdout + done.stderr for word in INTERNAL), done.stderr
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of today with rows of every kind, restored and backed up."""
    folder = tmp_path_factory.mktemp("kept")
    assert run("restore", str(OLD), "--folder", str(folder / "site"))[0] == 0
    assert run("backup", str(folder / "good.zip"), "--folder", str(folder / "site"))[0] == 0
    return folder


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_what_a_site_keeps_is_its_owners_alone(site: Path) -> None:
    held = modes(site / "site")
    assert stat.S_IMODE((site / "site").stat().st_mode) == 0o700
    assert held["prongsai.sqlite3"] == held["secret-key"] == 0o600
    assert not any(mode & 0o077 for mode in held.values()), held
    assert modes(site)["good.zip"] == 0o600


def test_site_that_others_could_read_is_closed_at_the_next_command(site: Path, tmp_path: Path) -> None:
    for name in ("prongsai.sqlite3", "secret-key"):
        (tmp_path / name).write_bytes((site / "site" / name).read_bytes())
        (tmp_path / name).chmod(0o644)
    tmp_path.chmod(0o755)
    (tmp_path / "own.txt").write_text("x", encoding="utf-8")
    (tmp_path / "own.txt").chmod(0o644)
    assert run("user", "list", "--folder", str(tmp_path))[0] == 0
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    held = modes(tmp_path)
    assert (held["prongsai.sqlite3"], held["secret-key"], held["own.txt"]) == (0o600, 0o600, 0o644)


def test_backup_over_an_older_one_that_others_could_read_is_closed(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.zip"
    file.write_bytes(b"x")
    file.chmod(0o666)
    assert run("backup", str(file), "--folder", str(site / "site"), "--force")[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def spoiled(good: Path, bad: Path, change: Callable[[dict[str, Rows]], None]) -> None:
    """An archive with other rows, and sums that fit them."""
    with zipfile.ZipFile(good) as whole:
        manifest = json.loads(whole.read("manifest.json"))
        tables = {name: whole.read(f"rows/{name}.jsonl") for name in manifest["counts"]}
        packs = {name: whole.read(name) for name in whole.namelist() if name.startswith("files/")}
    change(tables)
    manifest["counts"] = {name: data.count(b"\n") for name, data in tables.items()}
    manifest["sha256"] = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in tables.items():
            made.writestr(f"rows/{name}.jsonl", data)
        for name, data in packs.items():
            made.writestr(name, data)
        made.writestr("manifest.json", json.dumps(manifest))


def rows(tables: Rows, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in tables[name].splitlines()]


def put(tables: Rows, name: str, held: list[dict[str, Any]]) -> None:
    tables[name] = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in held)


def each(table: str, /, at: int = 0, **fields: object) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        held = rows(tables, table)
        held[at]["fields"].update(fields)
        put(tables, table, held)

    return change


def without(name: str) -> Callable[[Rows], None]:
    return lambda tables: tables.pop(name) and None


def without_rows(name: str) -> Callable[[Rows], None]:
    return lambda tables: tables.__setitem__(name, b"")


def with_line(name: str, line: bytes) -> Callable[[Rows], None]:
    return lambda tables: tables.__setitem__(name, tables[name] + line + b"\n")


def other_file(tables: Rows) -> None:
    """A document has the file of another one."""
    held = rows(tables, "records.madedocument")
    first, second, *_ = (row["fields"] for row in held if row["fields"]["file"])
    first["file"] = second["file"]
    put(tables, "records.madedocument", held)


def twice(tables: Rows) -> None:
    held = rows(tables, "records.agency")
    put(tables, "records.agency", [*held, held[-1]])


BAD: dict[str, tuple[Callable[[Rows], None], str]] = {
    "result": (each("records.result", total_hundredths=9999), "the total or level that lists show is not that of"),
    "role": (each("records.grant", role="administrator"), "is not what was written down"),
    "history": (each("records.entry", about="x"), "was changed after it was written"),
    "end of the history": (
        lambda tables: put(tables, "records.entry", rows(tables, "records.entry")[:-1]),
        "was there when the chain was last found whole",
    ),
    "words": (each("records.textblock", text="x"), "is not what was written down"),
    "document": (other_file, "the document"),
    "no grants": (without_rows("records.grant"), "is gone"),
    "unknown role": (each("records.grant", role="owner"), "names the unknown role 'owner'"),
    "unknown table": (lambda tables: tables.__setitem__("records.secret", b""), "unknown table records.secret"),
    "table left out": (without("records.invitation"), "the backup lacks the tables records.invitation"),
    "no row": (with_line("records.unit", b"[1]"), "has not the form of one"),
    "deep row": (with_line("records.unit", b"[" * 200_000), "has not the form of one"),
    "other model": (with_line("records.unit", b'{"model":"records.grant","pk":1,"fields":{}}'), "not the form of one"),
    "row twice": (twice, "is out of its order"),
    "no scorecard": (each("records.result", scorecard="{}"), "the total or level that lists show"),
    "scorecard of text": (each("records.result", scorecard='"abc"'), "the total or level that lists show"),
    "deep scorecard": (each("records.result", scorecard="[" * 200_000), "cannot be used"),
    "witness of a number": (each("records.entry", -1, witnessed=7), "was changed after it was written"),
    "witness of one word": (each("records.entry", -1, witnessed=[["grant"]]), "was changed after it was written"),
    "witness of no kind": (each("records.entry", -1, witnessed=[["x", "y", "z"]]), "was changed after it was written"),
    "witness of a strange key": (
        each("records.entry", -1, witnessed=[["grant", "x", "z"]]),
        "was changed after it was written",
    ),
    "no files of rules": (each("records.storededition", files="[]"), "the stored rules of"),
    "files of a number": (each("records.storededition", files="7"), "the stored rules of"),
    "unknown field": (each("records.unit", secret="x"), "cannot be used"),
    "number of thirty digits": (each("records.result", version=10**30), "cannot be used"),
    "name far too long": (each("records.unit", name="x" * 100_000), ""),
    "name with a NUL": (each("records.unit", name="x\0y"), ""),
    "bytes of a number": (each("records.madedocument", file=5), "cannot be used"),
    "not a number": (
        with_line("records.unit", b'{"model":"records.unit","pk":NaN,"fields":{}}'),
        "not the form of one",
    ),
    "sessions put in": (lambda tables: tables.__setitem__("sessions.session", b""), "unknown table sessions.session"),
    "mail put in": (lambda tables: tables.__setitem__("records.waitingmail", b""), "unknown table records.waitingmail"),
    "no second factors": (without("mfa.authenticator"), "the backup lacks the tables mfa.authenticator"),
    "no addresses": (without("account.emailaddress"), "the backup lacks the tables account.emailaddress"),
}


@pytest.mark.parametrize("what", BAD)
def test_backup_that_was_changed_is_refused_and_leaves_nothing(site: Path, tmp_path: Path, what: str) -> None:
    change, said = BAD[what]
    spoiled(site / "good.zip", tmp_path / "bad.zip", change)
    status, words = run("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / "new"))
    if said == "" and status == 0:
        return  # SQLite keeps what PostgreSQL refuses, and no line is witness to units
    assert (status, said in words) == (2, True), words
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_manifest_of_brackets_is_refused_in_words(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        made.writestr("manifest.json", "[" * 200_000)
    status, words = run("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / "new"))
    assert (status, "damaged or is none" in words, "Traceback" in words) == (2, True, False), words
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("what", ["name far too long", "name with a NUL", "number of thirty digits", "unknown field"])
def test_rows_that_postgresql_does_not_take_are_refused_in_words(
    site: Path, tmp_path: Path, postgres: Callable[[str], str], what: str
) -> None:
    change, _ = BAD[what]
    spoiled(site / "good.zip", tmp_path / "bad.zip", change)
    database = postgres(what.replace(" ", "_"))
    words = ("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / "new"))
    status, said = run(*words, DATABASE_URL=database)
    assert (status, "cannot be used" in said) == (2, True), said
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_nothing_is_loaded_from_the_folder_that_a_backup_lies_in(site: Path, tmp_path: Path) -> None:
    for name in ("pickle.py", "json.py", "zipfile.py"):
        (tmp_path / name).write_text("open('ran', 'w').close()\n", encoding="utf-8")
    (tmp_path / "good.zip").write_bytes((site / "good.zip").read_bytes())
    command = Path(sys.executable).with_name("prongsai")
    done = subprocess.run(
        [command, "restore", "good.zip", "--folder", str(tmp_path / "new")],
        cwd=tmp_path,
        env={**os.environ, "DATABASE_URL": ""},
        check=False,
        capture_output=True,
    )
    assert (done.returncode, (tmp_path / "ran").exists()) == (0, False), done.stderr


def test_backup_is_never_written_through_a_link(site: Path, tmp_path: Path) -> None:
    from prongsai.outside.files import private_file

    (tmp_path / "theirs").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    with private_file(tmp_path / "link") as file:
        file.write(b"secret")
    assert (tmp_path / "theirs").read_bytes() == b"kept"
    assert not (tmp_path / "link").is_symlink()
    assert stat.S_IMODE((tmp_path / "link").stat().st_mode) == 0o600


def test_backup_with_a_broken_history_comes_back_when_it_is_asked_for(site: Path, tmp_path: Path) -> None:
    spoiled(site / "good.zip", tmp_path / "bad.zip", BAD["role"][0])
    words = ("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / "new"), "--despite-history")
    assert run(*words)[0] == 0
    status, said = run("history", "verify", "--folder", str(tmp_path / "new"))
    assert (status, "is not what was written down" in said) == (1, True)


def test_small_archive_that_unpacks_to_much_takes_little(tmp_path: Path) -> None:
    # One row of half a gigabyte of brackets, in half a megabyte.
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        digest = hashlib.sha256()
        with made.open("rows/records.unit.jsonl", "w") as entry:
            for _ in range(500):
                piece = b"[" * 1_000_000
                digest.update(piece)
                entry.write(piece)
            digest.update(b"\n")
            entry.write(b"\n")
        manifest = {
            "format": "prongsai/backup@1", "version": "0.2.0", "tables": "0005_lines_with_rows_and_sealed_heads",
            "counts": {"records.unit": 1}, "sha256": {"records.unit": digest.hexdigest()},
        }  # fmt: skip
        made.writestr("manifest.json", json.dumps(manifest))
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'prongsai', *sys.argv[1:]], capture_output=True, text=True)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, done.stderr)\n"
    )
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, "restore", str(tmp_path / "bomb.zip"), "--folder", str(tmp_path / "new")],
        capture_output=True, text=True, check=True, env={**os.environ, "PRONGSAI_LANG": "en"},
    )  # fmt: skip
    status, peak, said = done.stdout.split(maxsplit=2)
    assert (status, "too long" in said) == ("2", True), said
    assert int(peak) < 400
    assert time.monotonic() - start < 60
    assert not (tmp_path / "new").exists()


MAKE = """
import os, signal, sys
from prongsai.flow.site.start import now, prepare
prepare()
from prongsai.flow.documents import making
from prongsai.records.models import AgencyRound, MadeDocument
from prongsai.records.actions.documents import ask_document
from prongsai.records.scope import SYSTEM
round = AgencyRound.objects.within(SYSTEM).exclude(current=None).first()
MadeDocument.objects.within(SYSTEM).exclude(state="ready").update(state="failed")
asked = ask_document(round=round, kind="brief", profile="standard", digits="arabic", format="html", person=None,
    now=now())
if sys.argv[1] == "killed":
    making._make = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    making.work(asked.pk, clock=now)
"""


@pytest.mark.parametrize("how", ["killed", "waiting"])
def test_document_whose_maker_is_gone_goes_on_when_the_site_starts(site: Path, tmp_path: Path, how: str) -> None:
    import socket

    for name in ("prongsai.sqlite3", "secret-key"):
        (tmp_path / name).write_bytes((site / "site" / name).read_bytes())
    shutil.copytree(site / "site" / "files", tmp_path / "files")
    environment = {**os.environ, "PRONGSAI_FOLDER": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", MAKE, how], env=environment, check=False, capture_output=True)
    assert done.returncode == (-signal.SIGKILL if how == "killed" else 0), done.stderr
    assert states(tmp_path)[-1] == ("making" if how == "killed" else "waiting")
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "prongsai", "serve", "--folder", str(tmp_path), "--port", str(port)], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 30
        while states(tmp_path)[-1] != "ready" and time.monotonic() < end:
            time.sleep(0.1)
        assert states(tmp_path)[-1] == "ready"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert run("history", "verify", "--folder", str(tmp_path))[0] == 0


def states(folder: Path) -> list[str]:
    database = sqlite3.connect(folder / "prongsai.sqlite3")
    try:
        return [state for (state,) in database.execute("SELECT state FROM records_madedocument ORDER BY id")]
    finally:
        database.close()

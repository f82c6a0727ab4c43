"""The site's tables, people, mail, port and archive, by the commands that keep it, as whole processes."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import socket
import socketserver
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from calls import INTERNAL, left_in

FIRST = Path(__file__).parents[1] / "old_sites" / "0.1.0"
OLD = FIRST / "backup.zip"
EMAIL, PASSWORD = "anan@example.org", "กระดาษเปียกฝน9"


def start(*words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "prongsai", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": "", "COLUMNS": "100", **environment},
    )


def run(*words: str, given: str = "", **environment: str) -> tuple[int, str]:
    """Status, and what was said, in one line; never a traceback."""
    process = start(*words, **environment)
    out, err = process.communicate(given, timeout=120)
    assert not any(word in out + err for word in INTERNAL), out + err
    return process.returncode, " ".join((out + err).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert run("restore", str(OLD), "--folder", str(folder))[0] == 0
    return folder


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """The old site's rows in tables of today."""
    shutil.copy(made / "secret-key", tmp_path)  # the heads of the history are sealed with it
    shutil.copytree(made / "files", tmp_path / "files")
    with sqlite3.connect(made / "prongsai.sqlite3") as source, sqlite3.connect(tmp_path / "prongsai.sqlite3") as target:
        source.backup(target)
    source.close()
    target.close()
    return tmp_path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a site as the first version left it."""
    (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress((FIRST / "site.sqlite3.gz").read_bytes()))
    return tmp_path


def ask(site: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(site / "prongsai.sqlite3") as database:
        rows = database.execute(question).fetchall()
    database.close()
    return rows


def change(site: Path, statement: str) -> None:
    with sqlite3.connect(site / "prongsai.sqlite3") as database:
        database.execute(statement)
    database.close()


def test_wrong_settings_and_a_database_that_does_not_answer_are_told_in_words(tmp_path: Path) -> None:
    silent = f"postgresql://127.0.0.1:{free()}/x?connect_timeout=3"
    for language, variable, value, said in (
        ("en", "DATABASE_URL", "mysql://somewhere/else", "expected postgresql://"),
        ("th", "DATABASE_URL", silent, "ฐานข้อมูลไม่ตอบ"),
        ("en", "DATABASE_URL", silent, "the database does not answer"),
        ("th", "PRONGSAI_PORT", "eighty", "ต้องเป็นจำนวนเต็ม"),
    ):
        words = ("--lang", language, "user", "list", "--folder", str(tmp_path / "site"))
        status, text = run(*words, **{variable: value})
        assert (status, said in text) == (2, True), text


@pytest.mark.parametrize("words", [("worker", "--once"), ("backup", "OUT")], ids=lambda words: " ".join(words[:2]))
def test_tables_of_an_earlier_version_are_left_alone_and_migrate_is_named(older: Path, words: tuple[str, ...]) -> None:
    before = ask(older, "SELECT count(*), max(id) FROM django_migrations")
    words = tuple(str(older / "out.zip") if word == "OUT" else word for word in words)

    status, said = run(*words, "--folder", str(older))

    assert (status, "run prongsai migrate" in said) == (2, True)
    assert ask(older, "SELECT count(*), max(id) FROM django_migrations") == before
    assert not (older / "out.zip").exists()


def test_migrate_brings_tables_up_to_date_and_doctor_says_so_before(older: Path) -> None:
    status, said = run("doctor", "--folder", str(older))
    assert (status, "prongsai migrate" in said) == (1, True)
    status, said = run("migrate", "--folder", str(older))
    assert (status, bool(re.fullmatch(r"The tables are up to date; \d+ change\(s\) made\.", said))) == (0, True)
    assert run("migrate", "--folder", str(older)) == (0, "The tables were up to date already.")
    assert run("history", "verify", "--folder", str(older))[0] == 0


@pytest.mark.parametrize(
    "words", [("backup", "OUT"), ("doctor",), ("migrate",), ("serve", "--port", "FREE")], ids=lambda words: words[0]
)
def test_tables_of_a_later_version_are_refused_in_words(site: Path, words: tuple[str, ...]) -> None:
    change(site, "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '9999_later', '2030-01-01')")
    values = {"OUT": str(site / "out.zip"), "FREE": str(free())}
    status, said = run(*(values.get(word, word) for word in words), "--folder", str(site))
    assert (status, "a later version of the program (records.9999_later)" in said) == (2, True)


def test_a_later_step_of_a_library_is_seen_and_an_old_one_that_it_dropped_is_not(site: Path) -> None:
    add = "INSERT INTO django_migrations (app, name, applied) VALUES ('account', '{}', '2030-01-01')"
    change(site, add.format("0001_dropped"))
    assert run("user", "list", "--folder", str(site))[0] == 0
    change(site, add.format("9999_later"))
    assert run("user", "list", "--folder", str(site))[0] == 2


def at_once(folders: list[Path], database: str) -> list[tuple[int, str]]:
    words = [("migrate",), ("user", "list"), ("migrate",), ("doctor",)]
    pairs = zip(words, folders, strict=True)
    processes = [start(*call, "--folder", str(folder), DATABASE_URL=database) for call, folder in pairs]
    return [(process.wait(120), process.communicate()[1]) for process in processes]


def test_four_first_starts_at_once_work_on_sqlite(tmp_path: Path) -> None:
    assert at_once([tmp_path / "site"] * 4, "") == [(0, "")] * 4
    (steps,) = ask(tmp_path / "site", "SELECT count(*) - count(DISTINCT app || name) FROM django_migrations")
    assert steps == (0,)


def test_four_first_starts_at_once_work_on_postgresql(tmp_path: Path, postgres: Callable[[str], str]) -> None:
    database = postgres("four")
    assert at_once([tmp_path / str(number) for number in range(4)], database) == [(0, "")] * 4


def test_folder_of_user_stands_before_or_after_the_sub_command(site: Path) -> None:
    before = run("user", "--folder", str(site), "list")
    assert before[0] == 0
    assert EMAIL in before[1]
    assert run("user", "list", "--folder", str(site)) == before


# Lines of the history that tell of a role that was given, in their order.
GIVEN = "SELECT about FROM records_entry WHERE action = 'give-role' ORDER BY id"


def test_user_add_changes_nothing_of_somebody_who_is_there(site: Path) -> None:
    shown, lines = run("user", "list", "--folder", str(site)), ask(site, GIVEN)
    add = ("user", "add", EMAIL, "--role", "ผู้บริหาร", "--agency", "ag-6830d96e", "--folder", str(site))

    status, said = run(*add, "--name", "Other", "--password-stdin", given=PASSWORD)

    assert (status, f"{EMAIL} is there already and nothing was changed" in said) == (2, True)
    assert (run("user", "list", "--folder", str(site)), ask(site, GIVEN)) == (
        shown,
        lines,
    )

    assert run(*add, "--existing") == (0, f"{EMAIL} is now executive as well")
    assert run(*add, "--existing") == (0, f"{EMAIL} is executive already; nothing was changed")
    assert ask(site, GIVEN) == [*lines, ("executive",)]
    assert run("history", "verify", "--folder", str(site))[0] == 0


@pytest.mark.parametrize(
    ("said", "role"),
    [("ผู้ประสานงาน", "coordinator"), ("ผู้ประสานงาน ITA", "coordinator"), ("Section owner", "section-owner"),
     ("ADMINISTRATOR", "administrator"), ("mentor", "mentor"), ("พี่เลี้ยง", "mentor")],
)  # fmt: skip
def test_role_names_are_understood_in_both_languages(said: str, role: str) -> None:
    from prongsai.flow.people.role_names import role_named

    assert role_named(said) == role


def test_every_role_has_a_name_in_both_languages() -> None:
    from prongsai.flow.people.role_names import ROLE_NAMES
    from prongsai.records.roles import ROLES

    assert tuple(ROLE_NAMES) == ROLES


def test_user_who_is_new_or_unknown_is_told_what_is_wrong(site: Path) -> None:
    add = ("user", "add", "new@example.org", "--folder", str(site))
    status, said = run(*add, "--name", "N", "--role", "king", "--password-stdin", given=PASSWORD)
    assert (status, "no role “king”; there are coordinator" in said) == (2, True)
    status, said = run(*add, "--name", "N", "--role", "mentor", "--password-stdin", given="short")
    assert (status, "new@example.org" in run("user", "list", "--folder", str(site))[1]) == (2, False)
    status, said = run("user", "password", "nobody@example.org", "--folder", str(site), given=PASSWORD)
    assert (status, "nobody has the address nobody@example.org" in said) == (2, True)


def test_user_password_gives_another_ends_sessions_and_writes_history(site: Path) -> None:
    ((person, old),) = ask(site, f"SELECT id, password FROM records_person WHERE email = '{EMAIL}'")
    change(site, "INSERT INTO django_session VALUES ('k', 'x', '2099-01-01')")
    change(
        site,
        "INSERT INTO usersessions_usersession (user_id, created_at, ip, last_seen_at, session_key, user_agent, data) "
        f"VALUES ({person}, '2026-01-01', '127.0.0.1', '2026-01-01', 'k', 'x', '{{}}')",
    )
    lines = ask(site, "SELECT count(*) FROM records_entry WHERE action = 'set-password'")

    words = ("user", "password", EMAIL.upper(), "--password-stdin", "--folder", str(site))
    status, said = run(*words, given=f"{PASSWORD}\n")

    assert (status, "1 session(s) ended" in said) == (0, True)
    ((new,),) = ask(site, f"SELECT password FROM records_person WHERE email = '{EMAIL}'")
    assert new != old
    assert ask(site, "SELECT session_key FROM django_session") == []
    assert (lines, ask(site, "SELECT count(*) FROM records_entry WHERE action = 'set-password'")) == ([(0,)], [(1,)])
    assert run("history", "verify", "--folder", str(site))[0] == 0


class Mail(socketserver.StreamRequestHandler):
    """As much of a mail server as takes a mail."""

    taken: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (text := self.rfile.readline()) != b".\r\n":
                    self.taken.append(text.decode().strip())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 yes\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def mail_port() -> Iterator[int]:
    Mail.taken.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_doctor_ticks_mail_only_where_it_was_tried(site: Path, mail_port: int) -> None:
    words = ("doctor", "--folder", str(site))
    status, said = run(*words)
    assert (status, "– outgoing mail: not set up" in said) == (0, True)

    here = f"smtp://127.0.0.1:{mail_port}?starttls=no"
    status, said = run(*words, PRONGSAI_MAIL_URL=here)
    assert (status, "✓ outgoing mail: the server answers (nothing was sent" in said) == (0, True)
    assert Mail.taken == []

    status, said = run(*words, "--mail-to", "reader@example.org", PRONGSAI_MAIL_URL=here)
    assert (status, "✓ outgoing mail: handed over for reader@example.org" in said) == (0, True)
    assert "To: reader@example.org" in Mail.taken

    # The server here does not speak STARTTLS: an address that asks for it does not work.
    status, said = run(*words, PRONGSAI_MAIL_URL=f"smtp://127.0.0.1:{mail_port}?timeout=5")
    assert (status, "✗ outgoing mail: does not work" in said) == (1, True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever keeps the machine may write anywhere")
def test_doctor_writes_into_the_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run("doctor", "--folder", str(tmp_path))[0] == 2


def test_backup_is_not_overwritten_unasked_and_is_read_back(site: Path) -> None:
    file = site / "kept.zip"
    words = ("backup", str(file), "--folder", str(site))
    status, said = run(*words)
    (counts,) = re.findall(r": (\d+) rows of (\d+) tables, (\d+) files", said)
    rows, tables, files = map(int, counts)
    assert rows > 90
    assert files == 3
    assert (status, said) == (0, f"{file}: {rows} rows of {tables} tables, {files} files")
    first = file.read_bytes()

    status, said = run(*words)
    assert (status, "--force" in said, file.read_bytes() == first) == (2, True, True)
    assert run(*words, "--force")[0] == 0

    status, said = run("backup", str(file), "--check")
    assert (status, "whole, made by version" in said, bool(re.search(r"2\d records\.entry", said))) == (0, True, True)
    damaged = site / "damaged.zip"
    damaged.write_bytes(first[:-200])
    assert run("backup", str(damaged), "--check")[0] == 2
    assert sorted(path.name for path in site.iterdir() if "zip" in path.name) == ["damaged.zip", "kept.zip"]


def unusable(path: Path) -> None:
    """An archive whose sums are right and whose rows cannot be: a grant of somebody who is not there."""
    import hashlib
    import json

    with zipfile.ZipFile(OLD) as whole, zipfile.ZipFile(path, "w") as changed:
        rows = {name: whole.read(name) for name in whole.namelist()}
        grants = rows["rows/records.grant.jsonl"].replace(b'"person": ', b'"person": 9')
        rows["rows/records.grant.jsonl"] = grants
        manifest = json.loads(rows["manifest.json"])
        manifest["sha256"]["records.grant"] = hashlib.sha256(grants).hexdigest()
        rows["manifest.json"] = json.dumps(manifest).encode()
        for name, data in rows.items():
            changed.writestr(name, data)


def later(path: Path) -> None:
    import json

    with zipfile.ZipFile(OLD) as whole, zipfile.ZipFile(path, "w") as changed:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "manifest.json":
                data = json.dumps({**json.loads(data), "tables": "9999_later"}).encode()
            changed.writestr(name, data)


@pytest.mark.parametrize("spoil", [unusable, later], ids=lambda spoil: spoil.__name__)
def test_refused_restore_leaves_nothing(
    tmp_path: Path, postgres: Callable[[str], str], spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path / "bad.zip")
    database = postgres(spoil.__name__)
    # That a later program made it is seen in the same way on both.
    places = [("lite/deep", ""), ("large", database)][: 2 if spoil is unusable else 1]
    for folder, address in places:
        words = ("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / folder))
        status, said = run(*words, DATABASE_URL=address)
        assert (status, "nothing was written" in said) == (2, True)
    assert left_in(tmp_path) == ["bad.zip"]
    import psycopg

    with psycopg.connect(database) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)


def test_refused_restore_leaves_an_empty_site_as_it_was(tmp_path: Path) -> None:
    unusable(tmp_path / "bad.zip")
    kept = tmp_path / "kept"
    assert run("migrate", "--folder", str(kept))[0] == 0
    before = left_in(kept)
    assert run("restore", str(tmp_path / "bad.zip"), "--folder", str(kept))[0] == 2
    assert left_in(kept) == before
    assert run("restore", str(OLD), "--folder", str(kept))[0] == 0
    assert ask(kept, "SELECT count(*) FROM records_grant") == [(6,)]


def test_restore_into_tables_that_are_there_but_empty_works_on_postgresql(
    tmp_path: Path, postgres: Callable[[str], str]
) -> None:
    database = postgres("empty")
    words = ("--folder", str(tmp_path / "site"))
    assert run("migrate", *words, DATABASE_URL=database)[0] == 0
    assert run("restore", str(OLD), *words, DATABASE_URL=database) == (0, "93 rows restored")
    assert run("migrate", *words, DATABASE_URL=database) == (0, "The tables were up to date already.")
    # Rows that come now get numbers after those that were restored.
    add = ("user", "add", "new@example.org", "--name", "N", "--role", "assessor", "--password-stdin", *words)
    assert run(*add, given=PASSWORD, DATABASE_URL=database)[0] == 0


def free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def answers(port: int) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not answer")


def test_port_that_is_taken_is_told_in_both_languages(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ("serve", "--folder", str(tmp_path / "site"), "--port", str(port))
        status, said = run(*words)
        assert (status, f"port {port} is taken" in said, f"--port {port + 1}" in said) == (2, True, True)
        status, said = run("--lang", "th", *words)
        assert (status, f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่" in said, "--port" in said) == (2, True, True)
    # The port was looked at before the tables were made.
    assert not (tmp_path / "site" / "prongsai.sqlite3").exists()


@pytest.mark.skipif(os.name != "posix", reason="stops a process as Ctrl-C does")
def test_demo_on_the_folder_of_an_earlier_version_takes_the_next_port_and_stops_quietly(older: Path) -> None:
    port = free()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start("serve", "--demo", "--folder", str(older), PRONGSAI_PORT=str(port), PYTHONUNBUFFERED="1")
        assert process.stdout is not None
        used = 0
        while line := process.stdout.readline():
            if address := re.search(r"Open http://127\.0\.0\.1:(\d+)/", line):
                used = int(address[1])
                break
        assert used > port
    answers(used)
    page = urllib.request.urlopen(f"http://127.0.0.1:{used}/accounts/login/").read().decode()
    (style,) = re.findall(r'href="(/static/prongsai/look\.[0-9a-f]{12}\.css)"', page)
    asked = urllib.request.Request(f"http://127.0.0.1:{used}{style}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out.split()[-1], err) == (0, "Stopped.", "")

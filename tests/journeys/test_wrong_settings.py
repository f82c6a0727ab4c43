"""Wrong settings are told by name and value, in both languages, with what is expected, by every command that reads
them; a served site does not start with what ``doctor`` calls wrong, and a desk is open to its own machine alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from calls import called, prongsai

SECRET = "s3cret-pass"
SERVED = {
    "PRONGSAI_MODE": "served",
    "PRONGSAI_SITE": "https://ita.example.go.th",
    "DATABASE_URL": "postgresql://127.0.0.1:9/none?connect_timeout=1",
    "PRONGSAI_MAIL_URL": "smtp://127.0.0.1:9",
}
# Setting, wrong value, what the message says that it found.
WRONG = [
    ("PRONGSAI_MODE", "cloud", "'cloud'"),
    ("PRONGSAI_MODE", "", "''"),
    ("PRONGSAI_FOLDER", "~nobody-of-this-name/site", "'~nobody-of-this-name/site'"),
    ("PRONGSAI_FOLDER", "FILE/below", "below'"),
    ("PRONGSAI_FOLDER", "a\tb", r"'a\tb'"),
    ("DATABASE_URL", f"mysql://u:{SECRET}@h/x", "mysql://u:…@h/x"),
    ("DATABASE_URL", f"{SECRET}", "…"),
    ("DATABASE_URL", f"postgresql://u:{SECRET}@h:99999/x", "postgresql://u:…@h:99999/x"),
    ("DATABASE_URL", f"postgresql://u:{SECRET}@h:zero/x", "postgresql://u:…@h:…"),
    ("DATABASE_URL", f"postgresql://u:p@{SECRET}:x/y@h/x", "postgresql://u:…@h/x"),
    ("DATABASE_URL", f"postgresql://u:{SECRET}@h/x?sslmod=require", "postgresql://u:…@h/x?…"),
    ("DATABASE_URL", f"postgresql://u:{SECRET}@h/x?sslmode=no", "sslmode: found 'no'"),
    ("DATABASE_URL", f"postgresql://h/x?password={SECRET}&zz=1", "postgresql://h/x?…"),
    ("DATABASE_URL", f"postgresql://u:{SECRET}@a..b/x", "postgresql://u:…@a..b/x"),
    ("DATABASE_URL", "postgresql://h/x?replication=1", "postgresql://h/x?… with replication"),
    ("PRONGSAI_HOST", "", "''"),
    ("PRONGSAI_HOST", "127.0.0.1:8080", "'127.0.0.1:8080'"),
    ("PRONGSAI_HOST", "a..b", "'a..b'"),
    ("PRONGSAI_HOST", "300.1.1.1", "'300.1.1.1'"),
    ("PRONGSAI_PORT", "eighty", "'eighty'"),
    ("PRONGSAI_PORT", "0", "'0'"),
    ("PRONGSAI_PORT", "65536", "'65536'"),
    ("PRONGSAI_PORT", "9" * 5000, f"'{'9' * 160}…'"),
    ("PRONGSAI_SITE", "ita.example.go.th", "'ita.example.go.th'"),
    ("PRONGSAI_SITE", "https://*", "'https://*'"),
    ("PRONGSAI_SITE", "https://.example.go.th", "'https://.example.go.th'"),
    ("PRONGSAI_SITE", "https://[::", "'https://[::'"),
    ("PRONGSAI_SITE", "https://a.th:99999", "'https://a.th:99999'"),
    ("PRONGSAI_SITE", "https://a.th/ita", "'https://a.th/ita'"),
    ("PRONGSAI_SITE", "https://โปร่งใส.ไทย", "'https://โปร่งใส.ไทย'"),
    ("PRONGSAI_LANGUAGE", "fr", "'fr'"),
    ("PRONGSAI_MAIL_URL", f"smtp://u:{SECRET}@h:abc", "smtp://u:…@h:…"),
    ("PRONGSAI_MAIL_URL", f"smtp://u:{SECRET}@h:465", "smtp://u:…@h:465"),
    ("PRONGSAI_MAIL_URL", f"smtp://u:{SECRET}@a..b", "smtp://u:…@a..b"),
    ("PRONGSAI_MAIL_URL", f"smtp://u:{SECRET}#@h", "smtp://u:…@h"),
    ("PRONGSAI_MAIL_URL", f"smtp://u:{SECRET}", "smtp://u:…"),
    ("PRONGSAI_MAIL_URL", "smtp://h?timeout=99999999999", "smtp://h?…"),
    ("PRONGSAI_MAIL_URL", "mail.example.go.th:587", "nothing://…"),
    ("PRONGSAI_MAIL_FROM", "nobody", "'nobody'"),
    ("PRONGSAI_MAIL_FROM", "a@b.th, c@d.th", "'a@b.th, c@d.th'"),
    ("PRONGSAI_MAIL_FROM", "a@b.th\nBcc: c@d.th", r"'a@b.th\nBcc: c@d.th'"),
    ("PRONGSAI_UPLOAD_LIMIT_MB", "twenty", "'twenty'"),
    ("PRONGSAI_UPLOAD_LIMIT_MB", "0", "'0'"),
    ("PRONGSAI_UPLOAD_LIMIT_MB", "201", "'201'"),
    ("PRONGSAI_FILES_QUOTA_MB", "much", "'much'"),
    ("PRONGSAI_FILES_QUOTA_MB", "9", "'9'"),
    ("PRONGSAI_OPENID_ISSUER", "http://sso.example.go.th", "'http://sso.example.go.th'"),
    ("PRONGSAI_OPENID_ISSUER", "https://[", "'https://['"),
    ("PRONGSAI_OPENID_CLIENT", "a\x1bb", r"'a\x1bb'"),
    ("PRONGSAI_OPENID_SECRET", f"{SECRET}\x07", "…"),
    ("PRONGSAI_OPENID_NAME", " ", "' '"),
    ("PRONGSAI_OPENID_NAME", "ก" * 500, "กก…'"),
    ("PRONGSAI_IDLE_MINUTES", "5", "'5'"),
    ("PRONGSAI_IDLE_MINUTES", "long", "'long'"),
    ("PRONGSAI_IDLE_MINUTES_OVER_AREAS", "0", "'0'"),
    ("PRONGSAI_TRUSTED_PROXIES", "127.0.0.1, all", "'127.0.0.1, all'"),
    ("PRONGSAI_TRUSTED_PROXIES", "10.0.0.1/8", "'10.0.0.1/8'"),
    ("PRONGSAI_LOG_ADDRESSES", "perhaps", "'perhaps'"),
    ("PRONGSAI_SIGN_IN_LOG", "perhaps", "'perhaps'"),
    ("PRONGSAI_PRIVACY_CONTACT", "ก\x07", r"'ก\x07'"),
    ("PRONGSAI_DEBUG", "perhaps", "'perhaps'"),
    ("PRONGSAI_CONFIG", "none-of-this-name.toml", "'none-of-this-name.toml'"),
    ("PRONGSAI_CONFIG", os.curdir, "'.' and this is a folder"),
    *([("PRONGSAI_CONFIG", "/dev/zero", "'/dev/zero' and this is not an ordinary file")] * (os.name == "posix")),
]


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Variables that are put back; messages are not broken into lines."""
    for name in [name for name in os.environ if name.startswith("PRONGSAI_") and "TEST" not in name]:
        if name != "PRONGSAI_CONFIG":
            monkeypatch.delenv(name)
    monkeypatch.setenv("PRONGSAI_FOLDER", str(tmp_path / "site"))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr("prongsai.cli.main.room", lambda: 100_000)
    (tmp_path / "FILE").write_text("a file", "utf-8")
    return monkeypatch


def set_to(surroundings: pytest.MonkeyPatch, settings: dict[str, str], folder: Path) -> None:
    for name, value in settings.items():
        surroundings.setenv(name, value.replace("FILE", str(folder / "FILE")))


def test_every_setting_is_tried_with_a_wrong_value() -> None:
    from dataclasses import fields

    from prongsai.outside.options import Options, variable

    assert {name for name, *_ in WRONG} == {variable(option.name) for option in fields(Options)} | {"PRONGSAI_CONFIG"}


@pytest.mark.parametrize(("name", "value", "found"), WRONG, ids=lambda part: part[:30].replace("\n", " "))
def test_wrong_setting_is_told_by_name_and_value_with_what_is_expected_and_what_to_do(
    surroundings: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    found: str,
) -> None:
    set_to(surroundings, {name: value}, tmp_path)

    status, out, english = prongsai(capsys, "migrate")
    thai_status, _, thai = prongsai(capsys, "--lang", "th", "migrate")

    assert (status, thai_status, out) == (2, 2, "")
    said, count = english.splitlines()
    assert said.startswith(f"{name}: ")
    assert found in said
    assert re.search("expected|and there is no such file|an option|the options are", said)
    assert re.search("correct|write|change|do not set", said)
    assert count == "1 problem; nothing was written."
    assert thai.startswith(f"{name}: ")
    assert re.search("(พบ|sslmode พบ) .*(ต้องเป็น|แต่ไม่มีไฟล์นี้|รับ).*ให้", thai.splitlines()[0])
    assert SECRET not in english + thai
    assert not (tmp_path / "site" / "prongsai.sqlite3").exists()


def test_all_that_is_wrong_is_told_at_once(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"PRONGSAI_PORT": "x", "PRONGSAI_DEBUG": "x", "PRONGSAI_SITES": "https://a.th", "PRONGSAI_LANGUAGE": "x"}
    wrong |= dict.fromkeys(("PRONGSAI_LANGUGE", "PRONGSAI_LANGAUGE", "PRONGSAI_CONFIGS"), "x")
    set_to(surroundings, wrong, tmp_path)
    status, _, said = prongsai(capsys, "migrate")
    assert status == 2
    assert {line.partition(":")[0] for line in said.splitlines()[:-1]} == set(wrong)
    for name in ("PRONGSAI_LANGUGE", "PRONGSAI_LANGAUGE", "PRONGSAI_CONFIGS"):
        assert f"unknown setting {name}: correct the name" in said
    assert "unknown setting PRONGSAI_SITES: correct the name or take it out; there are PRONGSAI_MODE" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("port = 80.5", "toml: port: found '80.5', expected a whole number: correct it, as port = 8080"),
        ("host = 5", "toml: host: found '5', expected text in quotation marks"),
        (
            'site = "x"',
            'expected an address of a name alone, as https://ita.example.go.th: correct it, as site = "https',
        ),
        ("database_url = 5", "toml: database_url: found …, expected text"),
        ('openid_name = "a\\u0000"', r"toml: openid_name: found 'a\x00', expected text without control characters"),
        ("prot = 80", "unknown setting prot"),
        ("port 80", "cannot be read"),
    ],
)
def test_wrong_line_of_the_file_is_told_with_the_file(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    file = tmp_path / "prongsai.toml"
    file.write_text(line, "utf-8")
    surroundings.setenv("PRONGSAI_CONFIG", str(file))
    for name in ("DATABASE_URL", "PRONGSAI_FOLDER"):
        surroundings.delenv(name)
    status, _, shown = prongsai(capsys, "migrate", "--folder", str(tmp_path / "site"))
    assert (status, said in shown) == (2, True), shown


COMMANDS = [
    ("serve",),
    ("serve", "--demo"),
    ("worker", "--once"),
    ("user", "add", "a@example.org", "--name", "A", "--role", "executive", "--password", "x"),
    ("user", "list"),
    ("user", "password", "a@example.org"),
    ("import", "ROUND"),
    ("export", "ag-1", "2568", "--out", "OUT"),
    ("backup", "OUT"),
    ("restore", "BACKUP"),
    ("migrate",),
    ("doctor",),
    ("history", "verify"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize(
    ("name", "value"),
    [("PRONGSAI_PORT", "eighty"), ("DATABASE_URL", f"mysql://u:{SECRET}@h/x"), ("PRONGSAI_FOLDER", "FILE/below")],
)
def test_every_command_that_reads_the_settings_refuses_wrong_ones(
    surroundings: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    name: str,
    value: str,
) -> None:
    from calls import TRANG

    root = Path(__file__).parents[1]
    places = {"ROUND": TRANG, "OUT": str(tmp_path / "out.zip"), "BACKUP": str(root / "old_sites/0.1.0/backup.zip")}
    set_to(surroundings, {name: value}, tmp_path)
    status, out, said = prongsai(capsys, *(places.get(word, word) for word in words))
    assert (status, out) == (2, "")
    assert said.startswith(f"{name}: found ")
    assert SECRET not in said
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["FILE"]


def test_a_wrong_setting_is_no_internal_error_of_a_process_of_its_own(tmp_path: Path) -> None:
    done = called("--lang", "en", "doctor", DATABASE_URL="", PRONGSAI_SITE="https://[::", PRONGSAI_FOLDER=str(tmp_path))
    assert (done.returncode, done.stderr.split(":")[0]) == (2, "PRONGSAI_SITE")


def test_folder_of_the_command_line_that_cannot_be_written_is_named_as_it_was_given(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = prongsai(capsys, "migrate", "--folder", str(tmp_path / "FILE" / "site"))
    assert status == 2
    assert said.startswith("--folder: found '")
    assert "expected a folder that the program may write" in said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever keeps the machine may write anywhere")
def test_folder_without_permission_is_told(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").mkdir(mode=0o500)
    status, _, said = prongsai(capsys, "migrate")
    assert (status, "which cannot be written" in said) == (2, True)


# What a served site must not start with: the setting changed, what is said of it.
UNFIT = [
    ({"PRONGSAI_SITE": ""}, "PRONGSAI_SITE: found '', expected in served mode the site's https:// address"),
    ({"PRONGSAI_SITE": "http://a.th"}, "PRONGSAI_SITE: found 'http://a.th', expected in served mode"),
    ({"PRONGSAI_DEBUG": "1"}, "PRONGSAI_DEBUG: found true, expected in served mode false"),
    ({"DATABASE_URL": ""}, "DATABASE_URL: found '' (SQLite), expected in served mode the address of a PostgreSQL"),
    ({"PRONGSAI_MAIL_URL": ""}, "PRONGSAI_MAIL_URL: found '', expected in served mode the address of a mail server"),
]


@pytest.mark.parametrize(("change", "said"), UNFIT, ids=lambda part: " ".join(part) if isinstance(part, dict) else "")
def test_served_mode_does_not_start_with_what_doctor_calls_wrong(
    surroundings: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    said: str,
) -> None:
    set_to(surroundings, SERVED | change, tmp_path)
    for words in (("serve",), ("worker", "--once")):
        status, out, english = prongsai(capsys, *words)
        assert (status, out) == (2, "")
        assert english.startswith(said)
        _, _, thai = prongsai(capsys, "--lang", "th", *words)
        assert re.match(r"\w+: พบ .*โหมด served ต้องเป็น.* ให้", thai)
    # Not even the folder was made.
    assert not (tmp_path / "site").exists()

    from prongsai.flow.site.doctor import _settings
    from prongsai.outside.options import read_options

    (finding,) = _settings(read_options())
    assert finding.well is False
    assert finding.what.en.startswith(said)


def test_doctor_says_what_serve_would_refuse_and_names_the_mode_where_nothing_is_wrong(tmp_path: Path) -> None:
    folder = {"PRONGSAI_FOLDER": str(tmp_path), "DATABASE_URL": ""}
    done = called("--lang", "en", "doctor", PRONGSAI_MODE="served", PRONGSAI_SITE="http://a.th", **folder)
    crosses = [line[2:].split(":")[0] for line in done.stdout.splitlines() if line.startswith("✗")]
    assert (done.returncode, crosses) == (1, ["PRONGSAI_SITE", "DATABASE_URL", "PRONGSAI_MAIL_URL"])
    done = called("--lang", "en", "doctor", **folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "✓ mode desk")


def test_served_mode_with_all_that_it_needs_goes_on_to_the_database(
    surroundings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    set_to(surroundings, SERVED, tmp_path)
    from prongsai.flow.site.faults import refuse_unfit
    from prongsai.outside.options import read_options

    refuse_unfit(host="0.0.0.0")
    assert read_options().site == "https://ita.example.go.th"


def test_the_demo_is_not_served(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_to(surroundings, SERVED, tmp_path)
    status, _, said = prongsai(capsys, "serve", "--demo")
    assert status == 2
    assert said.startswith("--demo: found in served mode, expected desk mode")


@pytest.mark.parametrize("more", [(), ("--demo",)], ids=["desk", "demo"])
@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "ita.example.go.th", "127.0.0.2", "localhost.evil.th"]
)
def test_desk_and_demo_listen_to_this_machine_alone(
    surroundings: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    host: str,
    more: tuple[str, ...],
) -> None:
    for words, place in ((("--host", host), "--host"), ((), "PRONGSAI_HOST")):
        if not words:
            set_to(surroundings, {"PRONGSAI_HOST": host}, tmp_path)
        status, out, said = prongsai(capsys, "serve", *words, *more)
        assert (status, out) == (2, "")
        assert said.startswith(f"{place}: found {host!r}, expected in desk mode and for the demo 127.0.0.1, localhost")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "::1"])
def test_desk_listens_where_only_this_machine_can_ask(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, host: str
) -> None:
    from prongsai.flow.site.faults import refuse_unfit
    from prongsai.flow.site.serving import number_of

    refuse_unfit(host=host)
    assert number_of(host) == ("::1" if ":" in host else "127.0.0.1")


def test_host_that_is_no_machine_is_told(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from prongsai.files.problems import Refused
    from prongsai.flow.site.serving import free_port

    with pytest.raises(Refused, match="there is no machine none-of-this-name"):
        free_port("none-of-this-name.invalid", 8080)
    status, _, said = prongsai(capsys, "serve", "--host", "a..b")
    assert (status, said.startswith("--host: found 'a..b', expected the name of a machine")) == (2, True)


def test_served_site_with_open_accounts_of_the_demo_is_refused(
    surroundings: pytest.MonkeyPatch, tmp_path: Path, postgres: Callable[[str], str]
) -> None:
    """A desk whose demo was loaded is set to served: everybody knows those passwords."""
    database = postgres("of_the_demo")
    script = (
        "import datetime\n"
        "from prongsai.flow.site.start import now, prepare\n"
        "options = prepare(tables='bring')\n"
        "from prongsai.flow.site.showcase import load_examples\n"
        "load_examples(now=now(), today=datetime.date(2026, 3, 2))\n"
    )
    desk = {**os.environ, "PRONGSAI_FOLDER": str(tmp_path / "site"), "DATABASE_URL": database}
    subprocess.run([sys.executable, "-c", script], env=desk, check=True)
    served = {**desk, **SERVED, "DATABASE_URL": database, "PRONGSAI_LANG": "en", "COLUMNS": "200"}
    for words in (("serve",), ("doctor",)):
        done = subprocess.run(
            [sys.executable, "-m", "prongsai", *words],
            env=served,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = " ".join((done.stdout + done.stderr).split())
        assert done.returncode in (1, 2), said
        assert "admin@example.org: found an account of the demo in served mode" in said
        assert "prongsai user close rangsit@example.org" in said


def test_file_of_settings_is_read_within_bounds(surroundings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A huge one, a folder and what never ends or never begins are refused at once, named or found."""
    from prongsai.outside.options import WrongOption, read_options

    huge, folder, pipe = tmp_path / "huge.toml", tmp_path / "folder", tmp_path / "pipe"
    with huge.open("wb") as file:
        file.truncate(3_000_000_000)
    folder.mkdir()
    strange = [huge, folder]
    if os.name == "posix":
        os.mkfifo(pipe)
        strange.append(pipe)
    for path in strange:
        for named in (True, False):
            with pytest.raises(WrongOption) as refused:
                read_options({"PRONGSAI_CONFIG": str(path)} if named else {}, None if named else path)
            (problem,) = refused.value.problems
            assert str(path.name) in problem.place + problem.text.en
            assert "expected a file of settings" in problem.text.en
            assert "ให้แก้ชื่อไฟล์" in problem.text.th


def test_database_that_says_nothing_is_told_by_the_name_of_its_setting_within_seconds(
    surroundings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    address = f"postgresql://u:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/x"
    begun = time.monotonic()
    with silent:
        done = subprocess.run(
            [sys.executable, "-m", "prongsai", "migrate"],
            env={**os.environ, "DATABASE_URL": address, "PRONGSAI_LANG": "th"},
            capture_output=True,
            timeout=60,
            check=False,
        )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 2, said
    assert "ตรวจค่า DATABASE_URL" in said
    assert SECRET not in said
    assert time.monotonic() - begun < 30  # five of them for the connection, the rest for a busy machine

"""The command line from outside: help in both languages, wrong calls, and text that fits a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from calls import RANGSIT, called, left_in, prongsai
from hypothesis import given
from hypothesis import strategies as st

from prongsai.cli.main import COMMANDS, main
from prongsai.cli.tables import columns, padded, width, wrapped


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("language", ["th", "en"])
def test_help_of_every_command_is_in_the_language_asked_for(name: str, language: str) -> None:
    done = called(*filter(None, (name, "--help")), PRONGSAI_LANG=language)
    other = r"[ก-๛]" if language == "en" else r"Usage:|Options:|Commands:|Show this message|required|default:"

    assert done.returncode == 0, done.stderr
    assert re.search(other, done.stdout) is None
    assert ("วิธีใช้: prongsai" if language == "th" else "Usage: prongsai") in done.stdout
    assert max(map(width, done.stdout.splitlines())) <= 90


@pytest.mark.parametrize(
    "words",
    [("--lang", "en", "score", "--help"), ("score", "--help", "--lang=en"), ("score", "--lang", "en", "--help")],
)
def test_language_may_be_asked_for_anywhere(words: tuple[str, ...]) -> None:
    assert called(*words, PRONGSAI_LANG="th").stdout.startswith("Usage: prongsai score")


@pytest.mark.parametrize(
    ("environment", "thai"),
    [
        ({"LANG": "th_TH.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, True),
        ({"LC_ALL": "en_US", "LANG": "th_TH"}, False),
        ({"PRONGSAI_LANG": "th", "LC_ALL": "en_US"}, True),
    ],
)
def test_language_is_that_of_the_machine_and_thai_otherwise(environment: dict[str, str], thai: bool) -> None:
    clear = {"LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "PRONGSAI_LANG": ""}

    assert called("--help", **clear | environment).stdout.startswith("วิธีใช้" if thai else "Usage")


def test_help_loads_nothing_heavy() -> None:
    words = [sys.executable, "-X", "importtime", "-m", "prongsai", "--help"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}

    assert "click" in loaded
    assert not loaded & {"pydantic", "pydantic_core", "yaml", "openpyxl", "xlsxwriter", "typst", "lxml", "hypothesis"}


def test_help_of_every_option_says_something() -> None:
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        nested = command.commands.values() if isinstance(command, click.Group) else [command]
        for each in nested:
            assert all(option.help for option in each.params if isinstance(option, click.Option)), (name, each.name)


def test_version_names_the_program_and_its_editions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = prongsai(capsys, "--version")

    assert status == 0
    assert re.match(r"prongsai \d+\.\d+\.\d+\n", out)
    assert re.search(r"^  nacc-2568 revision \d+$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nope",), "there is no command “nope”; there are score, explain, check, report"),
        (("score",), "FILE… is missing"),
        (("score", "--strikt", "x"), "there is no option “--strikt”; there are --json, --strict"),
        (("score", "--json=1", "x"), "option --json takes no value"),
        (("report", "x"), "--out / -o is missing"),
        (("report", "x", "--out"), "option --out needs a value"),
        (("report", "x", "--out", RANGSIT), "must be a folder"),
        (("report", "x", "--out", "y", "--digits", "roman"), "--digits must be one of thai, arabic"),
        (("report", RANGSIT, "--kind", "poem", "--out", "y"), "there is no kind “poem”; there are "),
        (("report", RANGSIT, "--format", "odt,html", "--out", "y"), "no format “odt”; there are html, pdf"),
        (("report", RANGSIT, "--format", " , ", "--out", "y"), "no format “–”"),
        (("explain", "a", "b", "c"), "too many words: c"),
        (("--lang", "fr", "score"), "th, en"),
        (("explain", RANGSIT, "e2"), "“e2” may mean several figures; name one of EIT1.e2, EIT2.e2"),
        (("explain", RANGSIT, "e99"), "this edition has no figure “e99”"),
        (("explain", RANGSIT, "OIT.o99"), "this edition has no figure “OIT.o99”"),
        (("score", "no-such-file.yaml"), "no-such-file.yaml: there is no such file"),
        (("score", "."), "this is a folder"),
    ],
    ids=lambda part: " ".join(map(os.path.basename, part)) if isinstance(part, tuple) else None,
)
def test_wrong_call_says_what_is_wrong_with_status_2(
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = prongsai(capsys, *words)

    assert (status, out) == (2, "")
    assert message in " ".join(err.split())
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    "words",
    [
        ("nope",),
        ("score",),
        ("score", "--strikt", "x"),
        ("report", "x"),
        ("explain", "a", "b", "c"),
        ("report", "x", "--out", RANGSIT),
    ],
)
def test_wrong_call_is_explained_in_thai_too(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = prongsai(capsys, "--lang", "th", *words)

    assert status == 2
    assert err.startswith("ผิดพลาด: ")
    assert "--help" in err
    assert not re.search(r"Error|Missing|Usage|No such|unexpected", err)


def test_program_without_words_shows_its_help_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    done = called(PRONGSAI_LANG="en")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: prongsai")
    assert all(name in done.stderr for name in COMMANDS)
    assert prongsai(capsys)[2].startswith("Error: no command is named")


def test_columns_line_up_although_thai_marks_take_no_room() -> None:
    head, line, *rows = columns([("ชื่อ", "คะแนน"), ("ที่ปรึกษา", "9"), ("กก", "100")], right=(1,))

    assert width("ที่ปรึกษา") == 6
    assert {width(each) for each in (head, line, *rows)} == {6 + 2 + 5}
    assert rows[1] == "กก" + " " * 8 + "100"
    assert padded("น้ำ", 4) == "น้ำ  "


@given(st.text(alphabet="กขิี้ ab9", max_size=200), st.integers(5, 60))
def test_wrapping_breaks_at_spaces_only_and_loses_nothing(text: str, cells: int) -> None:
    lines = wrapped(text, cells, first="- ")

    assert "".join(lines)[2:].replace(" ", "") == text.replace(" ", "")
    assert " ".join(" ".join(lines)[2:].split()) == " ".join(text.split())
    for line in lines:
        assert width(line) <= cells or len(line[2:].split()) <= 1 or re.match(r"  ?\S*9+ \S+$", line[1:])

"""Archives that were made to eat memory or to mislead: refused in words, soon, with little memory, and nothing left."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_backups import OLD, Rows, put, rows, run, site, spoiled

from prongsai.flow.site.copies.archive_checked import MARKS, STRUCTURE, is_rich

__all__ = ["site"]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and signals of POSIX")
MANIFEST: dict[str, Callable[[dict[str, Any]], object]] = {
    "a version that colours the window": lambda of: of.update(version="0.2\x1b[31m\x07"),
    "a version of a number": lambda of: of.update(version=5),
    "no version": lambda of: of.pop("version"),
    "tables of another kind": lambda of: of.update(tables="../x"),
    "counts of a list": lambda of: of.update(counts=[]),
    "a broken count": lambda of: of["counts"].update({"records.unit": 2.0}),
    "a count of yes": lambda of: of["counts"].update({"records.person": True}),
    "no sums": lambda of: of.pop("sha256"),
    "sums of a list": lambda of: of.update(sha256=["x"]),
    "a sum of a number": lambda of: of["sha256"].update({"records.unit": 1}),
    "a table with a strange name": lambda of: [of[key].update({"records.\x1b": of[key]["records.unit"]}) for key in
                                               ("counts", "sha256")],
}  # fmt: skip


def remade(good: Path, bad: Path, change: Callable[[dict[str, Any]], object], *more: zipfile.ZipInfo) -> None:
    """The same archive with another manifest, and entries that it does not name."""
    with zipfile.ZipFile(good) as whole, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as made:
        manifest = json.loads(whole.read("manifest.json"))
        change(manifest)
        for name in whole.namelist():
            made.writestr(name, json.dumps(manifest) if name == "manifest.json" else whole.read(name))
        for entry in more:
            made.writestr(entry, "/etc/passwd")


def refused(folder: Path, said: str) -> None:
    for words in (("restore", str(folder / "bad.zip"), "--folder", str(folder / "new")),
                  ("backup", "--check", str(folder / "bad.zip"))):  # fmt: skip
        status, shown = run(*words)
        assert (status, said in shown) == (2, True), shown
        assert all(sign.isprintable() for sign in shown)
        assert "object" not in shown
        assert "sha256" not in shown
    assert [path.name for path in folder.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("what", MANIFEST)
def test_a_manifest_that_is_none_is_refused_in_words(site: Path, tmp_path: Path, what: str) -> None:
    remade(site / "good.zip", tmp_path / "bad.zip", MANIFEST[what])
    refused(tmp_path, "its list of contents is missing, or is not that of what it holds")


def test_a_format_that_colours_the_window_is_shown_without_its_signs(site: Path, tmp_path: Path) -> None:
    remade(site / "good.zip", tmp_path / "bad.zip", lambda of: of.update(format="prongsai/backup@2\x1b[31m"))
    refused(tmp_path, r"of the format 'prongsai/backup@2\x1b[31m', of a later version")


@pytest.mark.parametrize("what", ["file", "link", "rows of no table"])
def test_an_entry_that_the_manifest_does_not_name_is_refused(site: Path, tmp_path: Path, what: str) -> None:
    more = zipfile.ZipInfo("rows/records.secret.jsonl" if what == "rows of no table" else "evil")
    if what == "link":
        more.external_attr = 0o120777 << 16
    remade(site / "good.zip", tmp_path / "bad.zip", lambda of: None, more)
    refused(tmp_path, "its list of contents")


def document_rows(number: int, **fields: object) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        held = rows(tables, "records.madedocument")
        last: Any = held[-1]
        for at in range(number):
            held.append({**last, "pk": last["pk"] + at + 1, "fields": last["fields"] | fields | {"version": 100 + at}})
        put(tables, "records.madedocument", held)

    return change


def words_of(size: int) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        held = rows(tables, "records.textblock")
        first: Any = held[0]
        first["fields"]["text"] = "x" * size
        put(tables, "records.textblock", held)

    return change


def scorecard_of(text: str) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        held = rows(tables, "records.result")
        first: Any = held[0]
        first["fields"]["scorecard"] = text
        put(tables, "records.result", held)

    return change


EATS: dict[str, tuple[Callable[[Rows], None], str]] = {
    "words of 38 MB": (words_of(38_000_000), "a row of records.textblock is too long: at most 1 MB are read"),
    "a document of 41 MB": (document_rows(1, data="A" * 41_000_000), "at most 40 MB are read"),
    "a list of many numbers": (document_rows(1, findings=[1] * 6_000_000), "has more values in it"),
    "many short words": (document_rows(1, findings=["a"] * 4_000_000), "has more values in it"),
    "a scorecard of many lists": (scorecard_of(f"[{'[],' * 4_000_000}[]]"), "has more values in it"),
}


def measured(folder: Path) -> tuple[int, int, str]:
    """Status, megabytes at most, and what was said, of a restore of ``bad.zip``."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'prongsai', *sys.argv[1:]], capture_output=True, text=True)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, done.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "restore", str(folder / "bad.zip"), "--folder", str(folder / "new"),
         "--despite-history"],
        capture_output=True, text=True, check=True, timeout=300,
        env={**os.environ, "PRONGSAI_LANG": "en", "DATABASE_URL": "", "COLUMNS": "200"},
    )  # fmt: skip
    status, peak, *said = done.stdout.split()
    return int(status), int(peak), " ".join(said)


@pytest.mark.parametrize("what", EATS)
def test_a_row_that_would_eat_memory_is_refused_before_it_does(site: Path, tmp_path: Path, what: str) -> None:
    change, expected = EATS[what]
    spoiled(site / "good.zip", tmp_path / "bad.zip", change)
    status, peak, said = measured(tmp_path)
    assert (status, expected in said) == (2, True), said
    assert peak < 400
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_documents_as_large_as_any_come_back_one_at_a_time(tmp_path: Path) -> None:
    data = "A" * 39_000_000
    digest = hashlib.sha256(data.encode()).hexdigest()
    # As an earlier program wrote them into its tables: they are moved out of these one by one.
    spoiled(OLD, tmp_path / "bad.zip", document_rows(5, data=data, checksum=digest))
    status, peak, said = measured(tmp_path)
    assert status == 0, said
    assert peak < 350


def test_what_the_program_writes_is_not_too_rich() -> None:
    assert not is_rich(b"[" + b"1," * (STRUCTURE // 2 - 2) + b"1]")
    assert is_rich(b"[" + b"1," * STRUCTURE + b"1]")
    assert not is_rich(b'["' + b"[1,2]" * STRUCTURE + b'"]')
    assert not is_rich(b'["' + rb"\"\\" * STRUCTURE + b'"]')
    assert is_rich(b"[" + b'"",' * MARKS + b"1]")

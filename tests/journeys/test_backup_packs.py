"""Files in a backup: what is packed comes back, in whatever pieces it is read; what was altered never does."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_backups import OLD, run

from prongsai.flow.site.copies.packs import KeptFile, WrongFile, unpacked
from prongsai.outside.store.by_content import mark_of, place_of


def packed(data: bytes, name: str = "บันทึก") -> tuple[KeptFile, str]:
    digits = hashlib.sha256(data).hexdigest()
    return KeptFile(f"sha256:{digits}", name, data), digits[:2]


def pieces(whole: bytes, size: int) -> list[bytes]:
    return [whole[at : at + size] for at in range(0, len(whole), size)]


@given(st.binary(max_size=400), st.text(max_size=40), st.integers(1, 90), st.integers(1, 3))
def test_what_is_packed_comes_back(data: bytes, name: str, size: int, times: int) -> None:
    file, digits = packed(data, name)
    whole = (file.head() + file.data) * times
    assert list(unpacked(pieces(whole, size), digits)) == [file] * times


@given(st.binary(min_size=1, max_size=80), st.integers(0, 400), st.integers(0, 255))
def test_no_byte_of_a_pack_is_changed_unseen(data: bytes, at: int, byte: int) -> None:
    file, digits = packed(data, "")
    whole = bytearray(file.head() + file.data)
    at %= len(whole)
    same, whole[at] = whole[at] == byte, byte
    try:
        got = list(unpacked([bytes(whole)], digits))
    except WrongFile:
        assert not same
    else:
        # What may change unseen is how the line before it is written; never what is in the file, or which it is.
        assert [(kept.checksum, kept.data) for kept in got] == [(file.checksum, file.data)]


@pytest.mark.parametrize(
    "head",
    [b"", b"x", b"[]", b"{}", b'{"sha256": 5, "size": 1, "name": ""}', b'{"sha256": "x", "size": -1, "name": ""}',
     b'{"sha256": "%s", "size": 9e9, "name": ""}' % (b"0" * 64), b"[" * 100_000],
)  # fmt: skip
def test_a_line_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(WrongFile):
        list(unpacked([head + b"\n"], "00"))


def test_a_line_without_end_is_not_read_on(tmp_path: Path) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 1000

    with pytest.raises(WrongFile):
        list(unpacked(endless(), "00"))
    assert read < 10


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    assert run("restore", str(OLD), "--folder", str(folder / "site"))[0] == 0
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "files").glob("??/*")}


def test_files_of_an_earlier_site_are_moved_out_of_its_tables_and_come_back(site: Path, tmp_path: Path) -> None:
    held = files_in(site / "site")
    assert len(held) >= 3
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in held.items())
    status, said = run("backup", str(tmp_path / "kept.zip"), "--folder", str(site / "site"))
    assert (status, f"{len(held)} files" in said) == (0, True), said
    assert run("restore", str(tmp_path / "kept.zip"), "--folder", str(tmp_path / "back"))[0] == 0
    assert files_in(tmp_path / "back") == held
    assert run("history", "verify", "--folder", str(tmp_path / "back"))[0] == 0
    status, said = run("doctor", "--folder", str(tmp_path / "back"))
    assert "every one is what was put there" in said


def test_backup_that_lacks_a_file_is_made_and_names_it(site: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "whole.zip"), "--folder", str(site / "site"))
    assert run("restore", str(tmp_path / "whole.zip"), "--folder", str(tmp_path / "site"))[0] == 0
    name = min(files_in(tmp_path / "site"))
    place_of(tmp_path / "site", f"sha256:{name}").unlink()
    for words in (("backup", str(tmp_path / "kept.zip"), "--folder", str(tmp_path / "site")),
                  ("backup", "--check", str(tmp_path / "kept.zip"))):  # fmt: skip
        status, said = run(*words)
        assert (status, "not in the backup" in said, "ฉบับที่" in said) == (1, True, True), said
    status, said = run("doctor", "--folder", str(tmp_path / "site"))
    assert status != 0
    assert "gone or altered" in said
    assert "sha256" not in said
    # What is whole comes back; the history says what does not.
    assert run("restore", str(tmp_path / "kept.zip"), "--folder", str(tmp_path / "back"))[0] == 2


def test_a_restore_takes_the_folder_over_where_its_database_is_lost_and_leaves_it_where_it_fails(
    site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    run("backup", str(tmp_path / "kept.zip"), "--folder", str(site / "site"))
    assert run("restore", str(tmp_path / "kept.zip"), "--folder", str(folder))[0] == 0
    held, mark = files_in(folder), mark_of(folder)
    place_of(folder, f"sha256:{min(held)}").unlink()
    assert run("backup", str(tmp_path / "lacking.zip"), "--folder", str(folder))[0] == 1
    for left in folder.glob("prongsai.sqlite3*"):
        left.unlink()
    # It fails when all is there, for the history tells of a file that is not.
    assert run("restore", str(tmp_path / "lacking.zip"), "--folder", str(folder))[0] == 2
    assert (len(files_in(folder)), mark_of(folder)) == (len(held) - 1, mark)
    status, said = run("restore", str(tmp_path / "kept.zip"), "--folder", str(folder))
    assert (status, files_in(folder)) == (0, held), said
    assert mark_of(folder) not in ("", mark)
    assert "every one is what was put there" in run("doctor", "--folder", str(folder))[1]


@pytest.mark.parametrize("how", ["altered", "one too few", "another pack", "no number"])
def test_backup_with_an_altered_file_is_refused_and_leaves_nothing(site: Path, tmp_path: Path, how: str) -> None:
    run("backup", str(tmp_path / "good.zip"), "--folder", str(site / "site"))
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        manifest = json.loads(good.read("manifest.json"))
        first = min(manifest["files"])
        for name in good.namelist():
            data = good.read(name)
            if name == f"files/{first}.pack" and how == "altered":
                data = data[:-1] + bytes([data[-1] ^ 1])
            if name == "manifest.json":
                if how == "one too few":
                    manifest["files"][first] += 1
                elif how == "another pack":
                    manifest["files"]["zz"] = 1
                elif how == "no number":
                    manifest["files"][first] = "1"
                data = json.dumps(manifest).encode()
            bad.writestr(name, data)
    (tmp_path / "good.zip").unlink()
    for words in (("restore", str(tmp_path / "bad.zip"), "--folder", str(tmp_path / "new")),
                  ("backup", "--check", str(tmp_path / "bad.zip"))):  # fmt: skip
        status, said = run(*words)
        assert status == 2, said
        assert how != "altered" or ("cut or altered" in said and "ฉบับที่" in said), said
        assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]

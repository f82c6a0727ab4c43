"""Files are written whole, and several of them all or none."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest

from prongsai.outside import files
from prongsai.outside.files import write_together, write_whole


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "แผน.yaml"

    assert write_whole(path, b"one") == path
    write_whole(path, b"two")

    assert everything(tmp_path) == {"แผน.yaml": b"two"}


def test_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_whole(tmp_path / "a", b"old")

    def full(file: IO[bytes], data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")

    assert everything(tmp_path) == {"a": b"old"}


def test_several_files_are_written_in_order_with_their_folders(tmp_path: Path) -> None:
    files = {tmp_path / "out" / "b.pdf": b"b", tmp_path / "out" / "deep" / "a.pdf": b"a"}

    assert write_together(files) == list(files)
    assert everything(tmp_path) == {"out/b.pdf": b"b", "out/deep/a.pdf": b"a"}


@pytest.mark.parametrize("call", ["write", "replace"])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("error", [OSError(13, "held open"), KeyboardInterrupt()])
def test_several_files_are_written_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int, error: BaseException
) -> None:
    old = tmp_path / "out" / "2.pdf"
    old.parent.mkdir()
    old.write_bytes(b"old")
    before = everything(tmp_path)
    files = {tmp_path / "out" / "1.pdf": b"1", old: b"2", tmp_path / "new" / "3.pdf": b"3"}
    calls = 0
    real_write, real_replace = Path.write_bytes, Path.replace

    def write(self: Path, data: bytes) -> int:
        nonlocal calls
        calls += call == "write"
        if call == "write" and calls == at:
            raise error
        return real_write(self, data)

    def replace(self: Path, target: Path) -> Path:
        nonlocal calls
        final = not self.name.endswith(".old") and target.suffix == ".pdf"
        calls += call == "replace" and final
        if call == "replace" and final and calls == at:
            raise error
        return real_replace(self, target)

    monkeypatch.setattr(Path, "write_bytes", write)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(type(error)):
        write_together(files)
    monkeypatch.undo()

    assert everything(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_folder_in_the_way_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    (tmp_path / "a.pdf" / "inside").write_bytes(b"x")

    with pytest.raises(OSError):
        write_together({tmp_path / "b.pdf": b"b", tmp_path / "a.pdf": b"a"})

    assert everything(tmp_path) == {"a.pdf/inside": b"x"}


def test_nothing_to_write_makes_nothing(tmp_path: Path) -> None:
    assert write_together({}) == []
    assert everything(tmp_path) == {}

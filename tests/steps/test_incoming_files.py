"""Files that are no round files at all: other kinds of file, other encodings, too large, not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from prongsai.files.problems import Problem, Refused
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.roundfile.read_file import read_bytes

HEAD = "format: prongsai/round@1\nyear: 2568\nagency: {name: เทศบาลตัวอย่าง}\n"


def problems_of(data: bytes | str, name: str = "a.yaml") -> list[Problem]:
    with pytest.raises(Refused) as caught:
        read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert all(problem.file == name for problem in caught.value.problems)
    return caught.value.problems


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"x" * 100)
    return buffer.getvalue()


# What was given by mistake.


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "Word document"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "Word document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "prongsai import"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "has macros"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (zipped("results.yaml"), "archive (zip)"),
        (zipped(), "archive (zip)"),
        (b"%PDF-1.7\n\x80", "PDF"),
        (b"\xef\xbb\xbf\n%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image (PNG)"),
        (b"\xff\xd8\xff\xe0", "image (JPEG)"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image (WebP)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        (b"{\\rtf1\\ansi", "Word document"),
        (b"\x1f\x8b\x08", "archive (gzip)"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"<?xml version='1.0'?>", "XML"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.jsonl", "a"])
def test_file_given_by_mistake_is_named_for_what_it_is(data: bytes, words: str, name: str) -> None:
    (problem,) = problems_of(data, name)

    assert words in problem.text.en
    assert problem.text.th != problem.text.en


def test_windows_874_is_recognized_with_its_line() -> None:
    (problem,) = problems_of("# a\nformat: prongsai/round@1\nagency: {name: เทศบาลตัวอย่าง}\n".encode("cp874"))

    assert problem.line == 3
    assert "Windows-874" in problem.text.en
    assert "UTF-8" in problem.text.th


def test_other_encodings_are_refused_with_their_line() -> None:
    (problem,) = problems_of(b"a: 1\nb: \xff\xfe\x80\n")

    assert problem.line == 2
    assert "Windows-874" not in problem.text.en


def test_control_character_is_refused_with_its_line() -> None:
    (problem,) = problems_of(HEAD + "document: {title: a\x07b}\n")

    assert (problem.line, "U+0007" in problem.text.en) == (4, True)


# Files on the machine.


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # takes no room; reading it would take long

    with pytest.raises(Refused) as caught:
        read_rounds([path])

    (problem,) = caught.value.problems
    assert "100.0 MB, at most 4 MB" in problem.text.en
    assert problem.file == str(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_rounds([tmp_path / "none.yaml", tmp_path, "a\0b"])

    words = [problem.text.en for problem in caught.value.problems]
    assert "no such file" in words[0]
    assert "folder" in words[1]
    assert "cannot be read" in words[2]


def test_problems_of_all_files_come_in_one_refusal(tmp_path: Path) -> None:
    good, bad, worse = (tmp_path / name for name in ("good.yaml", "bad.yaml", "worse.json"))
    good.write_text(HEAD, encoding="utf-8")
    bad.write_text(HEAD + "staff: x\n", encoding="utf-8")
    worse.write_text("{", encoding="utf-8")

    with pytest.raises(Refused) as caught:
        read_rounds([good, bad, worse])

    assert [(problem.file, problem.place) for problem in caught.value.problems] == [
        (str(bad), "staff"),
        (str(worse), ""),
    ]

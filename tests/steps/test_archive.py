"""A file is known by its content alone, and no archive unpacks to more than its limits allow."""

from __future__ import annotations

import io
import random
import zipfile
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.files.archive import Archive, Limits, NotOpened
from prongsai.files.incoming import given_by_mistake
from prongsai.files.kinds import ARCHIVES, COMPOUND, IMAGES, PACKED, ZIPPED, Kind, kind_of

LIMITS = Limits(entries=10, each=2_000_000, all=3_000_000, ratio=100, ratio_from=100_000)
NOISE = random.Random(7).randbytes(400_000)  # does not pack


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def reason(data: bytes, limits: Limits = LIMITS, part: str | None = None) -> str:
    """Why an archive, or one part of it, is not opened."""
    with pytest.raises(NotOpened) as caught, Archive(data, limits) as archive:
        assert part is not None
        archive.read(part)
    return caught.value.reason


COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SAMPLES: dict[Kind, bytes] = {
    "excel": zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"<a/>"}),
    "excel with macros": zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}),
    "word": zipped({"word/document.xml": b"<a/>"}),
    "slides": zipped({"ppt/presentation.xml": b"<a/>"}),
    "open document": zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
    "zip": zipped({"results.yaml": b"a: 1"}),
    "old excel": COMPOUND_FILE + "Workbook".encode("utf-16-le"),
    "old word": COMPOUND_FILE + "WordDocument".encode("utf-16-le"),
    "locked office": COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"),
    "old office": COMPOUND_FILE,
    "pdf": b"\xef\xbb\xbf\n%PDF-1.7",
    "rtf": b"{\\rtf1\\ansi",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff\xe0",
    "GIF": b"GIF89a",
    "TIFF": b"MM\x00*",
    "WebP": b"RIFF\0\0\0\0WEBP",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "RAR": b"Rar!\x1a",
    "gzip": b"\x1f\x8b\x08",
    "bzip2": b"BZh9",
    "xz": b"\xfd7zXZ\0",
    "SQLite": b"SQLite format 3\0",
    "HTML": b"\n<!DOCTYPE html><html>",
    "XML": b"<?xml version='1.0'?>",
    "UTF-16": "format: x".encode("utf-16"),
    "empty": b"\xef\xbb\xbf \r\n",
    "text": "ชื่อ,คะแนน".encode(),
}


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(get_args(Kind))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_kind_is_known_by_content(kind: Kind) -> None:
    assert kind_of(SAMPLES[kind]) == kind
    assert (given_by_mistake(SAMPLES[kind]) is None) == (kind in ("text", "empty"))


def test_kinds_are_grouped_without_overlap() -> None:
    groups = (ZIPPED - {"zip"}, PACKED, COMPOUND, IMAGES)

    assert sum(map(len, groups)) == len(frozenset[Kind]().union(*groups))
    assert ARCHIVES == PACKED | ZIPPED


@given(data=st.binary(max_size=40))
def test_any_bytes_are_of_some_kind(data: bytes) -> None:
    assert kind_of(data) in get_args(Kind)


def test_parts_are_read_as_they_were_written() -> None:
    parts = {"a.xml": b"<a/>", "media/b.bin": NOISE, "empty": b""}
    with Archive(zipped(parts), LIMITS) as archive:
        assert archive.names == tuple(parts)
        assert {name: archive.read(name) for name in archive.names} == parts
        assert "a.xml" in archive and "other" not in archive and archive.read("other") is None


def test_archive_is_read_from_an_open_file_piece_by_piece() -> None:
    data = b"\0" * 2_500_000
    limits = Limits(entries=1, each=3_000_000, all=3_000_000, ratio=10_000)
    with Archive(io.BytesIO(zipped({"rows": data})), limits) as archive:
        pieces = list(archive.chunks("rows"))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 1_000_000


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"a": b"\0" * 1_500_000}, "a"),  # packed to far less than a hundredth
        ({"a": NOISE * 6}, "a"),  # more than one part may have
    ],
)
def test_part_that_swells_is_not_opened(parts: dict[str, bytes], part: str, whole: bool) -> None:
    limits = Limits(10, 2_000_000, 3_000_000, 100, 100_000, whole=whole)
    assert reason(zipped(parts), limits, part) == "large"
    if whole:
        assert reason(zipped(parts), limits) == "large"  # without reading anything


def test_parts_together_are_not_more_than_all_may_be() -> None:
    data = zipped(dict.fromkeys("ab", NOISE * 4), zipfile.ZIP_STORED)
    with Archive(data, LIMITS) as archive:
        assert archive.read("a") == NOISE * 4
        with pytest.raises(NotOpened) as caught:
            archive.read("b")
    assert caught.value.reason == "large"


def test_too_many_entries_are_not_opened() -> None:
    assert reason(zipped({str(number): b"" for number in range(11)})) == "large"


@pytest.mark.parametrize("name", ["../a", "x/../../a", "/etc/a", "C:/a", "c:a", "..\\a"])
def test_names_that_lead_out_are_not_opened(name: str) -> None:
    assert reason(zipped({name: b"x"})) == "names"


def test_names_that_are_one_to_windows_are_not_opened() -> None:
    assert reason(zipped({"xl/a.xml": b"x", "XL/A.xml": b"y"})) == "names"
    assert reason(zipped({"xl/a.xml": b"x", "xl\\a.xml": b"y"})) == "names"


@pytest.mark.parametrize("kind", ["zip", "gzip", "7z", "excel"])
def test_archive_in_an_archive_is_not_opened_unless_allowed(kind: Kind) -> None:
    data = zipped({"inner": SAMPLES[kind]})
    assert reason(data, LIMITS, "inner") == "nested"
    allowed = Limits(10, 2_000_000, 3_000_000, 100, nested=True)
    with Archive(data, allowed) as archive:
        assert archive.read("inner") == SAMPLES[kind]


def test_other_ways_of_packing_and_locked_parts_are_not_opened() -> None:
    assert reason(zipped({"a": b"x" * 100}, zipfile.ZIP_LZMA), LIMITS, "a") == "damaged"
    locked = bytearray(zipped({"a": b"x"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(locked)) == "locked"


@given(cut=st.integers(0, 2_000), at=st.integers(0, 2_000), byte=st.integers(0, 255))
def test_damaged_archive_is_refused_or_read_but_never_fails_otherwise(cut: int, at: int, byte: int) -> None:
    data = bytearray(zipped({"a": NOISE[:1_000], "b/c": b"x" * 500}))
    data[at % len(data)] = byte
    try:
        with Archive(bytes(data[: len(data) - cut % 700]), LIMITS) as archive:
            for name in archive.names:
                archive.read(name)
    except NotOpened as error:
        assert error.reason in ("damaged", "locked", "large", "nested", "names")

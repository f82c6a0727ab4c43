"""``prongsai report`` with the agency's pictures: named or beside the file; with a wrong one nothing is written."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from calls import RANGSIT, left_in, prongsai
from PIL import Image

WORDS = ("--kind", "order", "--format", "html", "--out")


def png(colour: str, side: int = 60) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A round file in a folder of its own."""
    folder = tmp_path / "agency"
    folder.mkdir()
    return Path(shutil.copy(RANGSIT, folder))


def page(out: Path) -> str:
    return next(out.glob("*.html")).read_text("utf-8")


def test_a_garuda_beside_the_round_file_is_taken(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    file.with_name("garuda.png").write_bytes(png("black"))
    status, _, _ = prongsai(capsys, "report", str(file), *WORDS, str(tmp_path / "out"))
    assert status == 0 and page(tmp_path / "out").count('<img class="garuda"') == 1


def test_a_seal_is_no_garuda(capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path) -> None:
    file.with_name("seal.jpg").write_bytes(png("black"))
    status, _, _ = prongsai(capsys, "report", str(file), *WORDS, str(tmp_path / "out"))
    assert status == 0 and "<img" not in page(tmp_path / "out")
    prongsai(capsys, "report", str(file), "--kind", "book", *WORDS[2:], str(tmp_path / "book"))
    assert page(tmp_path / "book").count('<img class="seal"') == 1


def test_a_named_picture_stands_before_one_beside_the_file(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    file.with_name("garuda.png").write_bytes(png("black"))
    (tmp_path / "other.png").write_bytes(png("white"))
    prongsai(capsys, "report", str(file), *WORDS, str(tmp_path / "one"))
    given = ("--garuda", str(tmp_path / "other.png"))
    prongsai(capsys, "report", str(file), *given, *WORDS, str(tmp_path / "two"))
    assert page(tmp_path / "one") != page(tmp_path / "two")
    assert page(tmp_path / "two").count("<img") == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_wrong_picture_is_named_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path, language: str
) -> None:
    file.with_name("garuda.png").write_bytes(b"GIF89a")
    (tmp_path / "seal.png").write_bytes(png("white", 4_100))
    given = ("--seal", str(tmp_path / "seal.png"))
    status, said, err = prongsai(
        capsys, f"--lang={language}", "report", str(file), *given, *WORDS, str(tmp_path / "out")
    )
    told = "".join(err.split())
    assert (status, said) == (2, "") and not (tmp_path / "out").exists()
    assert "garuda.png" in told and "seal.png" in told
    said_of = {"th": ("ไม่ใช่ภาพPNG", "ยาวเกิน4,000"), "en": ("noPNGorJPEG", "morethan4,000pixels")}[language]
    assert all(each in told for each in said_of)


@pytest.mark.skipif(os.name != "posix", reason="links need no right of their own here")
def test_a_link_beside_the_file_or_named_is_not_followed(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real.png"
    real.write_bytes(png("black"))
    link = file.with_name("garuda.png")
    link.symlink_to(real)
    for given in ((), ("--garuda", str(link))):
        status, _, err = prongsai(capsys, "report", str(file), *given, *WORDS, str(tmp_path / "out"))
        assert status == 2 and "is a link" in " ".join(err.split())
    link.unlink()
    link.symlink_to(tmp_path / "nowhere.png")
    assert prongsai(capsys, "report", str(file), *WORDS, str(tmp_path / "out"))[0] == 2
    assert not (tmp_path / "out").exists()


def test_a_missing_or_large_picture_is_refused(capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(png("black") + bytes(1_000_000))
    for path, words in ((tmp_path / "gone.png", "no such file"), (large, "too large"), (tmp_path, "a folder")):
        status, _, err = prongsai(capsys, "report", str(file), "--garuda", str(path), *WORDS, str(tmp_path / "out"))
        assert status == 2 and words in " ".join(err.split())
    assert left_in(tmp_path) == ["agency", "agency/rangsit-2568.yaml", "large.png"]


def test_each_file_has_the_pictures_of_its_own_folder(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    file.with_name("garuda.png").write_bytes(png("black"))
    (tmp_path / "other").mkdir()
    other = Path(shutil.copy(RANGSIT, tmp_path / "other" / "second.yaml"))
    prongsai(capsys, "report", str(file), str(other), *WORDS, str(tmp_path / "out"))
    counts = [each.read_text("utf-8").count("<img") for each in sorted((tmp_path / "out").glob("*.html"))]
    assert counts == [1, 0]

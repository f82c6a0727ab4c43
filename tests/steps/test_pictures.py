"""Pictures that an agency gives: refused where wrong, written anew, placed in every format by the table of forms."""

from __future__ import annotations

import base64
import dataclasses
import io
import re
import shutil
import struct
import subprocess
import zlib
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from reports import every_block, memo
from word_samples import WP, A, R, W, opened, part
from word_structure import check_structure

from prongsai.files.pictures import MOST_BYTES, MOST_SIDE, Picture, Pictures, picture_of
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Report
from prongsai.publish.word import docx

EMU_PER_CM = 360_000
poppler = pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler's pdfimages is not installed")


def drawn(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **told: object) -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(made, kind, **told)
    return made.getvalue()


GARUDA = picture_of(drawn(600, 640, mode="RGBA"), "garuda.png")
SEAL = picture_of(drawn(500, 500, "JPEG"), "seal.jpg")
BOTH = Pictures(GARUDA, SEAL)


def with_pictures(report: Report, pictures: Pictures = BOTH) -> Report:
    return dataclasses.replace(report, pictures=pictures)


def order() -> Report:
    return report_of(examples()["rangsit-2568"], "order")


def book() -> Report:
    return report_of(examples()["rangsit-2568"], "book")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_written_anew_as_png_without_what_stood_beside_it(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    data = drawn(300, 320, kind, exif=exif) + b"<script>hidden behind the end</script>"
    made = picture_of(data, "x")
    assert (made.width, made.height) == (300, 320)
    assert b"taken" in data and b"taken" not in made.data and b"hidden" not in made.data
    assert made == picture_of(data, "x")
    with Image.open(io.BytesIO(made.data)) as again:
        assert (again.format, again.size, again.mode, again.info) == ("PNG", (300, 320), "RGB", {})


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
def test_pictures_of_every_mode_are_taken_and_stay_see_through(mode: str) -> None:
    made = picture_of(drawn(40, 40, "JPEG" if mode == "CMYK" else "PNG", mode), "x")
    with Image.open(io.BytesIO(made.data)) as again:
        assert again.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_a_large_picture_is_made_as_small_as_print_needs_and_keeps_its_shape() -> None:
    made = picture_of(drawn(MOST_SIDE, MOST_SIDE // 2, mode="L"), "x")
    assert (made.width, made.height) == (720, 360)
    assert Picture(b"", 300, 100).within(3.0) == (6.0, 2.0)
    assert Picture(b"", 100, 200).within(3.0) == (1.5, 3.0)


def forged(width: int, height: int) -> bytes:
    """A PNG that says it has these sides, and holds a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


WRONG = {
    "text": (b"no picture", "no PNG or JPEG"),
    "gif": (drawn(10, 10, "GIF", "P"), "no PNG or JPEG"),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG or JPEG"),
    "large": (b"\x89PNG" + bytes(MOST_BYTES), "at most 1 MB"),
    "bomb": (forged(30_000, 30_000), "more than 4,000 pixels"),
    "long": (drawn(MOST_SIDE + 1, 2), "more than 4,000 pixels"),
    "cut": (drawn(200, 200)[:-60], "damaged or not whole"),
    "hollow": (forged(400, 400), "damaged or not whole"),
    "head alone": (b"\xff\xd8\xff\xe0", "damaged or not whole"),
    "nothing": (b"", "no PNG or JPEG"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_picture_is_refused_in_words(wrong: str) -> None:
    data, said = WRONG[wrong]
    with pytest.raises(Refused) as refused:
        picture_of(data, "seal.png")
    (problem,) = refused.value.problems
    assert problem.file == "seal.png" and said in problem.text.en
    assert re.search("[ก-๙]", problem.text.th)


def in_pdf(data: bytes, folder: Path) -> list[tuple[int, float, float]]:
    """Page, width and height in centimetres of every picture."""
    file = folder / "one.pdf"
    file.write_bytes(data)
    said = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, check=True).stdout.decode()
    rows = [line.split() for line in said.splitlines()[2:]]
    images = [row for row in rows if row[2] == "image"]
    return [(int(r[0]), int(r[3]) / int(r[12]) * 2.54, int(r[4]) / int(r[13]) * 2.54) for r in images]


@poppler
def test_pdf_has_the_garuda_on_the_first_page_in_the_size_of_its_form(tmp_path: Path) -> None:
    for report, high in ((order(), 3.0), (memo(), 1.5)):
        ((page, wide, tall),) = in_pdf(pdf(with_pictures(report)), tmp_path)
        assert page == 1
        assert tall == pytest.approx(high, abs=0.02) and wide == pytest.approx(high * 600 / 640, abs=0.02)


@poppler
def test_pdf_has_the_seal_on_the_cover_and_neither_stands_in_for_the_other(tmp_path: Path) -> None:
    ((page, _, tall),) = in_pdf(pdf(with_pictures(book())), tmp_path)
    assert page == 1 and tall == pytest.approx(3.0, abs=0.02)
    assert in_pdf(pdf(with_pictures(book(), Pictures(garuda=GARUDA))), tmp_path) == []
    assert in_pdf(pdf(with_pictures(order(), Pictures(seal=SEAL))), tmp_path) == []


def test_pdf_says_what_a_picture_shows_and_is_the_same_every_time() -> None:
    data = pdf(with_pictures(order()))
    assert data == pdf(with_pictures(order()))
    reader = PdfReader(io.BytesIO(data))
    said = {
        str(held["/Alt"])
        for held in map(reader.get_object, range(1, len(reader.xref[0]) if 0 in reader.xref else 3000))
        if isinstance(held, dict) and "/Alt" in held
    }
    assert "ตราครุฑ" in said


def lines(data: bytes) -> list[float]:
    found: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            found.append(round(cm[5] + cm[3] * tm[5], 1))

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=seen)
    return found


@pytest.mark.parametrize("made", [order, memo, book])
def test_a_missing_picture_leaves_its_space(made: object) -> None:
    assert callable(made)
    assert lines(pdf(made())) == lines(pdf(with_pictures(made())))


def extents(data: bytes) -> list[tuple[str, float, float]]:
    found = []
    for line in part(data).iter(f"{WP}inline"):
        if line.find(f".//{A}blip") is None:
            continue
        size = line.find(f"{WP}extent")
        said = line.find(f"{WP}docPr").get("descr")
        found.append((said, int(size.get("cx")) / EMU_PER_CM, int(size.get("cy")) / EMU_PER_CM))
    return found


def test_word_holds_the_pictures_as_parts_in_the_size_of_their_forms() -> None:
    for report, said, high in ((order(), "ตราครุฑ", 3.0), (memo(), "ตราครุฑ", 1.5), (book(), "ตราเทศบาลนครรังสิต", 3.0)):
        data = docx(with_pictures(report))
        ((name, _, tall),) = extents(data)
        assert name == said and tall == pytest.approx(high, abs=0.01)
        check_structure(data)
        assert data == docx(with_pictures(report))
        links = {each.get("Id"): each.get("Target") for each in part(data, "word/_rels/document.xml.rels")}
        blip = next(part(data).iter(f"{A}blip"))
        held = SEAL if said != "ตราครุฑ" else GARUDA
        assert opened(data).read("word/" + links[blip.get(f"{R}embed")]) == held.data


def test_word_files_with_pictures_are_valid(tmp_path: Path) -> None:
    import openxml_audit as audit

    file = tmp_path / "report.docx"
    for report in (order(), memo(), every_block("thai")):
        file.write_bytes(docx(with_pictures(report)))
        assert [str(error) for error in audit.OpenXmlValidator().validate(file).errors] == []


def test_word_leaves_the_space_of_a_missing_picture() -> None:
    for report in (order(), memo()):
        with_one, without = part(docx(with_pictures(report))), part(docx(report))
        assert extents(docx(report)) == []
        for drawing in list(with_one.iter(f"{W}drawing")):
            if drawing.find(f".//{A}blip") is not None:
                run = drawing.getparent()
                run.getparent().remove(run)
        assert [node.tag for node in with_one.iter()] == [node.tag for node in without.iter()]


def test_html_carries_the_pictures_itself_with_words_for_them() -> None:
    for report, held, high in ((order(), GARUDA, "3.000"), (memo(), GARUDA, "1.500"), (book(), SEAL, "3.000")):
        page = html(with_pictures(report))
        ((address, said, tall),) = re.findall(
            r'<img class="\w+" src="([^"]+)" alt="([^"]+)" style="width:[\d.]+cm;height:([\d.]+)cm">', page
        )
        assert address == "data:image/png;base64," + base64.b64encode(held.data).decode()
        assert said == ("ตราครุฑ" if held is GARUDA else "ตราเทศบาลนครรังสิต") and tall == high
        assert "<img" not in html(report)


def test_every_block_with_pictures_is_sound() -> None:
    report = with_pictures(every_block("thai"))
    check_structure(docx(report))
    assert pdf(report).startswith(b"%PDF-")
    assert report.memo_set_as.garuda == Decimal("1.5")

"""Files that are given to be kept are told by their content; what can run, is locked or damaged is refused in words."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given as suppose
from hypothesis import strategies as st
from PIL import Image

from prongsai.files.given.given import GIVEN_KINDS, LONGEST_NAME, GivenKind, given, plain_name
from prongsai.files.given.photographs import MOST_PIXELS
from prongsai.files.problems import Refused

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.{main}+xml"/>'
    "{more}</Types>"
)
MAINS = {
    "docx": "wordprocessingml.document.main",
    "xlsx": "spreadsheetml.sheet.main",
    "pptx": "presentationml.presentation.main",
}
FOLDERS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def zipped(parts: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return held.getvalue()


def office(kind: str, more: dict[str, bytes | str] | None = None, types: str = "") -> bytes:
    return zipped({
        "[Content_Types].xml": TYPES.format(main=MAINS[kind], more=types), FOLDERS[kind]: "<x/>", **(more or {}),
    })  # fmt: skip


def open_document(kind: str, more: dict[str, bytes | str] | None = None) -> bytes:
    name = {"odt": "text", "ods": "spreadsheet"}[kind]
    return zipped({
        "mimetype": f"application/vnd.oasis.opendocument.{name}", "content.xml": "<x/>",
        "META-INF/manifest.xml": "<manifest/>", **(more or {}),
    })  # fmt: skip


def pdf(*objects: bytes, catalog: bytes = b"") -> bytes:
    """A PDF of one empty page, with more objects (from the fourth on)."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>" if objects else
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        *objects,
    ]  # fmt: skip
    whole, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)


def picture(kind: str, size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, kind, **more)
    return held.getvalue()


def pixel(image: Image.Image, at: tuple[int, int]) -> tuple[float, ...]:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return found


def refused(data: bytes, name: str = "ก.pdf") -> str:
    with pytest.raises(Refused) as found:
        given(data, name)
    (problem,) = found.value.problems
    assert problem.file == name
    assert problem.text.en
    return problem.text.th


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), "pdf"), *((office(kind), kind) for kind in MAINS), (open_document("odt"), "odt"),
        (open_document("ods"), "ods"), ("ชื่อ,คะแนน\nก,5\n".encode(), "csv"), ("ชื่อ;คะแนน\nก;5".encode("cp874"), "csv"),
        (picture("PNG"), "png"), (picture("JPEG"), "jpg"), (picture("WEBP"), "webp"),
    ],
)  # fmt: skip
def test_what_is_taken_is_told_by_its_content_whatever_it_is_called(data: bytes, kind: str) -> None:
    found = given(data, "ชื่ออะไรก็ได้.exe")
    assert found.kind == kind
    assert found.pages == (1 if kind == "pdf" else None)
    assert found.rewritten == (kind in ("png", "jpg", "webp"))
    assert found.rewritten or found.data == data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (office("docx", {"word/vbaProject.bin": b"x"}), "แมโคร"),
        (office("docx", {"word/other.bin": b"x"}, types='<Default ContentType="application/vnd.ms-office.'
                'vbaProject"/>'),
         "แมโคร"),
        (office("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}), "แมโคร"),
        (office("pptx", {"ppt/activeX/activeX1.bin": b"x"}), "แมโคร"),
        (zipped({"[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled'
                 '.main+xml"/></Types>', "word/document.xml": ""}), "แมโคร"),
        (open_document("odt", {"Basic/Standard/Module1.xml": "x"}), "แมโคร"),
        (open_document("ods", {"Scripts/python/x.py": "x"}), "แมโคร"),
        (open_document("odt", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "รหัสผ่าน"),
        (office("docx", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" +
                         "Ole10Native".encode("utf-16-le")}), "ฝังอยู่"),
        (office("docx", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" +
                         "_VBA_PROJECT".encode("utf-16-le")}), "แมโคร"),
        (office("docx", {"word/embeddings/x.xlsx": office("xlsx", {"xl/vbaProject.bin": b"x"})}), "แมโคร"),
        (office("docx", {"word/embeddings/x.xlsx": zipped({"a.exe": b"x"})}), "ไฟล์บีบอัด"),
        (zipped({"[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
                 'wordprocessingml.template.main+xml"/></Types>', "word/document.xml": ""}), "แม่แบบ"),
        (zipped({"a.txt": "x"}), "ไฟล์บีบอัด"),
        (office("docx")[:-40], "เสียหาย"),
        (office("docx", {"word/big.xml": b" " * 90_000_000}), "ใหญ่เกินไป"),
    ],
)  # fmt: skip
def test_office_files_that_run_hide_or_are_locked_are_refused(data: bytes, said: str) -> None:
    assert said in refused(data, "ก.docx")


JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def compressed(objects: bytes) -> bytes:
    packed = zlib.compress(objects)
    return b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(catalog=b"/OpenAction" + JAVASCRIPT), "ทำงานเอง"),
        (pdf(catalog=b"/OpenAction<</S/J#61vaScript/JS(x)>>"), "ทำงานเอง"),
        (pdf(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>"), "ทำงานเอง"),
        (pdf(b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AA<</U" + JAVASCRIPT + b">>>>"), "ทำงานเอง"),
        (pdf(b"<<>>", compressed(b"7 0 " + JAVASCRIPT)), "ทำงานเอง"),
        (pdf()[:60], "เสียหาย"),
        (b"%PDF-1.7\nnothing", "เสียหาย"),
        (pdf(b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>", b"<</Type/EmbeddedFile/Length 1>>\nstream\nx\nendstream",
             catalog=b"/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>"), "ไฟล์อื่นแนบอยู่"),
    ],
)  # fmt: skip
def test_pdf_that_runs_carries_files_or_is_damaged_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ว่างเปล่า"),
        (b"<!DOCTYPE html><html><script>x</script></html>", "หน้าเว็บ"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'  <svg xmlns="http://www.w3.org/2000/svg" a="1,2"></svg>', "SVG"),
        (b"a,b\n<script>alert(1)</script>,c", "สคริปต์"),
        (b"#!/bin/sh\necho 1,2", "สคริปต์"),
        (b"@echo off\r\ndel a,b", "สคริปต์"),
        (b"only words", "ไม่รับไฟล์ชนิดนี้"),
        (b"a,b\x00", "ไม่รับไฟล์ชนิดนี้"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", "ไม่รับไฟล์ชนิดนี้"),
        (b"GIF89a", "ไม่รับไฟล์ชนิดนี้"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "รุ่นเก่า"),
        (b"Rar!\x1a\x07", "ไม่รับไฟล์ชนิดนี้"),
        (b"a,b\n" * 200_002, "แถว"),
        (picture("PNG")[:-30], "เสียหาย"),
    ],
)  # fmt: skip
def test_what_is_none_of_these_is_refused_with_what_it_is(data: bytes, said: str) -> None:
    assert said in refused(data, "ก")


PLACE = Image.Exif()
PLACE[0x010F], PLACE[0x0110] = "กล้อง", "รุ่นลับ"
PLACE.get_ifd(0x8825)[1] = "N"
PLACE.get_ifd(0x8825)[2] = (13.0, 45.0, 0.0)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_pictures_lose_place_camera_and_remarks_and_look_the_same(kind: str, name: str) -> None:
    more: dict[str, object] = {"comment": b"remark-of-camera"} if kind == "JPEG" else {}
    data = picture(kind, exif=PLACE.tobytes(), icc_profile=b"profile-of-camera" * 9, **more)
    assert b"Exif" in data or b"eXIf" in data or b"EXIF" in data
    found = given(data, "ก")
    assert found.kind == name
    kept = Image.open(io.BytesIO(found.data))
    assert dict(kept.getexif()) == {}
    assert not {"icc_profile", "comment", "xmp", "exif", "photoshop"} & kept.info.keys()
    for said in (b"Exif\x00", b"eXIf", b"EXIF", b"remark-of-camera", b"profile-of-camera", "กล้อง".encode()):
        assert said not in found.data
    before, after = Image.open(io.BytesIO(data)).convert("RGB"), kept.convert("RGB")
    assert after.size == before.size
    for one, other in zip(pixel(before, (5, 5)), pixel(after, (5, 5)), strict=True):
        assert abs(one - other) <= 6


def test_a_photograph_that_lies_on_its_side_is_put_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    found = given(picture("JPEG", (40, 30), exif=turned.tobytes()), "ก")
    assert Image.open(io.BytesIO(found.data)).size == (30, 40)


def test_a_picture_that_sees_through_goes_on_doing_so() -> None:
    held = io.BytesIO()
    Image.new("P", (9, 9)).save(held, "PNG", transparency=0)
    kept = Image.open(io.BytesIO(given(held.getvalue(), "ก").data))
    assert pixel(kept.convert("RGBA"), (1, 1))[3] == 0


def test_density_of_a_scan_is_kept() -> None:
    kept = Image.open(io.BytesIO(given(picture("JPEG", dpi=(300, 300)), "ก").data))
    assert tuple(map(float, kept.info["dpi"])) == (300.0, 300.0)


def test_pictures_that_move_or_are_huge_are_refused_before_they_are_read() -> None:
    held = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(held, "WEBP", save_all=True, append_images=frames[1:])
    assert "เคลื่อนไหว" in refused(held.getvalue(), "ก")
    held = io.BytesIO()
    Image.new("1", (MOST_PIXELS // 1000 + 1, 1000)).save(held, "PNG")
    assert "ล้านพิกเซล" in refused(held.getvalue(), "ก")


@suppose(st.text(max_size=300), st.sampled_from(GIVEN_KINDS))
def test_names_lead_nowhere_and_end_as_what_the_file_is(name: str, kind: GivenKind) -> None:
    plain = plain_name(name, kind)
    assert plain.endswith(f".{kind}")
    assert len(plain) <= LONGEST_NAME
    assert not set(plain) & set('\\/:*?"<>|\n\r\t\x00')
    assert not plain.startswith(".")
    assert plain_name(plain, kind) == plain


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("C:\\ของฉัน\\คำสั่ง ที่ 1.PDF", "pdf", "คำสั่ง ที่ 1.pdf"),
        ("../../etc/passwd", "csv", "passwd.csv"),
        ("ภาพ.JPEG", "jpg", "ภาพ.jpg"),
        ("ประกาศ 1.2", "pdf", "ประกาศ 1.2.pdf"),
        ("กำหนด\u200bการ\u202e.exe", "pdf", "กำหนดการ.exe.pdf"),
        ("", "png", "ไฟล์.png"),
        ("...", "png", "ไฟล์.png"),
    ],
)
def test_names_are_kept_as_people_wrote_them(name: str, kind: GivenKind, plain: str) -> None:
    assert plain_name(name, kind) == plain


def test_documents_of_our_own_are_taken(tmp_path: object) -> None:
    """What the program makes an officer may sign, scan, and give back."""
    from prongsai.flow.by_file.examples import examples
    from prongsai.flow.by_file.write import make

    for document in make([examples()["mae-sot-2568"]], ["ก"], "brief", ("docx", "pdf")):
        kind = document.name.rpartition(".")[2]
        assert given(document.data, document.name).kind == kind

"""What offices really give: photographs of telephones, drawings in letters, tables with a title; and what hides."""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from test_given_files import JAVASCRIPT, MAINS, office, open_document, pdf, picture, refused, zipped

from prongsai.files.given.given import given, plain_name

DRAWING = zipped({
    "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-visio.drawing.main+xml"/></Types>',
    "visio/document.xml": "<x/>",
})  # fmt: skip
BINARY_SHEET = zipped({
    "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    "</Types>",
    "xl/workbook.bin": "x",
})  # fmt: skip
RELATION = (
    '<Relationships><Relationship Id="r1" Target="{to}" TargetMode="External" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"/></Relationships>'
)


def relation(kind: str, to: str) -> bytes:
    return office("docx", {"word/_rels/document.xml.rels": RELATION.format(kind=kind, to=to)})


def telephone() -> bytes:
    """A photograph with a small copy behind it, as telephones keep it."""
    held, place = io.BytesIO(), Image.Exif()
    place[0x0112] = 6
    Image.new("RGB", (40, 30), "teal").save(
        held, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 15))], exif=place
    )
    return held.getvalue()


def link(to: bytes) -> bytes:
    return pdf(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>" % to)


def white(pixels: int) -> bytes:
    """A drawing with a white ground, as one that was pasted lies in a letter."""
    held = io.BytesIO()
    Image.new("RGB", (pixels, pixels), "white").save(held, "BMP")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (telephone(), "jpg"),
        (picture("JPEG", (8192, 6144)), "jpg"),
        (link(b"https://example.go.th/docs/Web/JavaScript"), "pdf"),
        (link(b"https://example.go.th/Launch?a=1"), "pdf"),
        (office("docx", {"word/media/image1.emf": white(2_000)}), "docx"),
        (office("docx", {"word/embeddings/Microsoft_Visio_Drawing.vsdx": DRAWING}), "docx"),
        (office("pptx", {"ppt/embeddings/Microsoft_Excel_Binary_Worksheet.xlsb": BINARY_SHEET}), "pptx"),
        (office("docx", {"word/embeddings/x.odg": zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"})}),
         "docx"),
        (office("docx", {"word/embeddings/x.pptx": office("pptx", {"ppt/embeddings/x.xlsx": office("xlsx")})}), "docx"),
        (relation("attachedTemplate", "file:///C:\\แม่แบบ\\ก.dotx"), "docx"),
        (relation("hyperlink", "https://example.go.th/"), "docx"),
        ("รายชื่อผู้เข้าอบรม\n\nลำดับ,ชื่อ\n1,ก\n2,ข\n".encode(), "csv"),
        ('ข้อ,หมายเหตุ\n1,"ก\x0bข"\n\x1a'.encode(), "csv"),
        ("ข้อ\tชื่อ\n1\tก\n".encode("utf-16"), "csv"),
        (b"ID;Price\nAB12;5\n", "csv"),
    ],
)  # fmt: skip
def test_what_offices_have_is_taken(data: bytes, kind: str) -> None:
    assert given(data, "ก").kind == kind


def test_a_photograph_with_a_small_copy_keeps_the_photograph_alone() -> None:
    kept = Image.open(io.BytesIO(given(telephone(), "ก").data))
    assert (kept.format, kept.size, getattr(kept, "n_frames", 1)) == ("JPEG", (30, 40), 1)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_picture_without_letters_that_sees_through_goes_on_doing_so(mode: str) -> None:
    held = io.BytesIO()
    Image.new(mode, (9, 9)).save(held, "PNG", transparency=0 if mode == "L" else (0, 0, 0))
    kept = Image.open(io.BytesIO(given(held.getvalue(), "ก").data)).convert("RGBA")
    assert kept.getpixel((1, 1)) == (0, 0, 0, 0)


def packed(pack: Callable[[bytes], bytes], filters: bytes, more: bytes = b"", kind: bytes = b"/Type/ObjStm") -> bytes:
    """A PDF that runs a script when it is opened; the script lies in an object that is packed in some way."""
    data = pack(b"5 0 " + JAVASCRIPT)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<<%s%s/N 1/First 4/Filter%s/Length %d>>\nstream\n%s\nendstream" % (more, kind, filters, len(data), data),
    ]
    whole, rows = b"%PDF-1.5\n", [(0, 0, 65535)]
    for number, part in enumerate(parts, 1):
        rows.append((1, len(whole), 0))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows += [(2, 4, 0), (1, len(whole), 0)]
    table = b"".join(bytes([sort]) + at.to_bytes(4, "big") + more.to_bytes(2, "big") for sort, at, more in rows)
    return (
        whole
        + b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(table), table)
        + b"startxref\n%d\n%%%%EOF\n" % len(whole)
    )


def locked_but_open() -> bytes:
    """A PDF that anybody opens, whose parts are written in a lock; its script lies in a packed object."""
    writer, held = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(pdf())))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.encrypt(user_password="", owner_password="ข", algorithm="AES-128")
    writer.write(held)
    return held.getvalue()


FORM = b"<xdp:xdp xmlns:xdp='x'><event><script contentType='application/x-javascript'>x()</script></event></xdp:xdp>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(zlib.compress, b"/FlateDecode"), "ทำงานเอง"),
        (packed(lambda data: binascii.hexlify(zlib.compress(data)) + b">", b"[/ASCIIHexDecode/FlateDecode]"),
         "ทำงานเอง"),
        (packed(lambda data: base64.a85encode(data) + b"~>", b"/ASCII85Decode"), "ทำงานเอง"),
        (packed(zlib.compress, b"/FlateDecode/X(" + b"y" * 900 + b")"), "ทำงานเอง"),
        (packed(zlib.compress, b"/FlateDecode", kind=b"/T#79pe/Obj#53tm"), "ทำงานเอง"),
        (locked_but_open(), "ทำงานเอง"),
        (link(b"https://example.go.th/a)/S/JavaScript/JS(app.alert"), "ทำงานเอง"),
        (pdf(b"<<>>", b"<</Length %d>>\nstream\n%s\nendstream" % (len(FORM), FORM),
             catalog=b"/AcroForm<</Fields[]/XFA[(a)5 0 R]>>"), "ทำงานเอง"),
        (pdf(b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 5 0 R>>",
             b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>", b"<</Length 2>>\nstream\nMZ\nendstream"), "ไฟล์อื่นแนบอยู่"),
        (relation("attachedTemplate", "https://example.go.th/a.dotm"), "แม่แบบ"),
        (relation("oleObject", "mhtml:http://example.go.th/a.html!x"), "วัตถุจากเว็บไซต์อื่น"),
        (office("docx", {"word/embeddings/x.vsdm": zipped({"[Content_Types].xml": '<Types><Override ContentType='
                         '"application/vnd.ms-visio.drawing.macroEnabled.main+xml"/></Types>'})}), "แมโคร"),
        (office("docx", {"word/embeddings/x.xlsb": zipped({"[Content_Types].xml": "<Types/>",
                         "xl/vbaProject.bin": "x"})}), "แมโคร"),
        (BINARY_SHEET, "แมโคร"),
        (DRAWING, "ชนิดที่ไม่รับ"),
        (open_document("odt", {"Basic/x.xml": ""}), "แมโคร"),
        (b"ID;PWXL;N;E\r\nC;X1;Y1;EEXEC(\"calc\")\r\nE\r\n", "ทำงานเอง"),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(90), "HEIC"),
        (b"\0\0\0\x20ftypisom\0\0\0\0" + bytes(90), "ไม่รับไฟล์ชนิดนี้"),
        ("ข้อความธรรมดา ไม่ใช่ตาราง\nบรรทัดที่สอง, มีจุลภาค\nบรรทัดที่สาม\n".encode(), "ไม่รับไฟล์ชนิดนี้"),
        ("<html>,".encode("utf-16"), "หน้าเว็บ"),
    ],
)  # fmt: skip
def test_what_hides_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_pdf_that_may_be_read_and_not_changed_is_taken() -> None:
    writer, held = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password="", owner_password="ข", algorithm="AES-128")
    writer.write(held)
    assert given(held.getvalue(), "ก").data == held.getvalue()


def test_shapes_that_the_other_tests_use_are_taken() -> None:
    assert {given(office(kind), "ก").kind for kind in MAINS} == set(MAINS)


@pytest.mark.parametrize("name", ["CON", "nul.pdf", "Com1.txt", "aux .pdf", "LPT9.a.b"])
def test_names_that_are_devices_on_windows_become_names_of_files(name: str) -> None:
    assert plain_name(name, "pdf").startswith("ไฟล์ ")
    assert plain_name("console.pdf", "pdf") == "console.pdf"

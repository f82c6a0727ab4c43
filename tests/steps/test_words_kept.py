"""Words stay on one line where there is room for them, what is read as one keeps together, and no text is changed."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from documents import document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from word_samples import W, part, text_of

from prongsai.language.measure import width
from prongsai.language.wrapping import GLUE, KEPT, glued_blanks, names_of, pieces, unbroken
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.plain_report import names_in
from prongsai.publish.report import Cover, Paragraph, Report, Shown, text_runs
from prongsai.publish.word import docx

OPEN, CLOSE = KEPT
WIDE, SIZE = 400.0, 10.0


def kept(text: str, room: float = WIDE, agency: str = "") -> list[str]:
    return [each.partition(CLOSE)[0] for each in unbroken(text, room, SIZE, names_of(agency)).split(OPEN)[1:]]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ภายในเดือนพฤษภาคม 2569", ["ภายใน", "เดือน", "พฤษภาคม"]),
        ("เจ้าหน้าที่เรียกรับสินบน", ["เจ้าหน้าที่", "เรียก", "รับสินบน"]),
        ("มาตรการ ประจำปีงบประมาณ พ.ศ. 2569", ["มาตรการ", "ประจำปีงบประมาณ", "พ.ศ."]),
        ("(100.00 คะแนน) แต่", ["คะแนน)"]),
        ("การใช้ดุลยพินิจที่ชัดเจนและเคร่งครัดเพียงใด", ["ดุลยพินิจ", "ชัดเจน", "เคร่งครัด", "เพียงใด"]),
        ("ผู้สูงอายุที่ประพฤติมิชอบผ่านสื่ออิเล็กทรอนิกส์", ["ผู้สูงอายุ", "ประพฤติมิชอบ", "ผ่าน", "สื่อ", "อิเล็กทรอนิกส์"]),
        ("ระบบ E-Service ของหน่วยงานภาครัฐ", ["ระบบ", "E-Service", "หน่วยงาน", "ภาครัฐ"]),
        ("หลักธรรมาภิบาลภายในหน่วยงานประจำปี", ["หลัก", "ธรรมาภิบาล", "ภายใน", "หน่วยงาน", "ประจำปี"]),
        ("เป็นไปตามวัตถุประสงค์ มากน้อยเพียงใด", ["เป็นไปตาม", "วัตถุประสงค์", "มากน้อย", "เพียงใด"]),
        ("มาตรการป้องกันและกระบวนการทำงาน", ["มาตรการป้องกัน", "กระบวนการ", "ทำงาน"]),
        ("แผนปฏิบัติการป้องกันการทุจริต", ["แผนปฏิบัติการ", "ป้องกัน", "ทุจริต"]),
        ("ถูกต้องตามเนื้อหาเรื่องผลประโยชน์ส่วนรวม", ["ถูกต้อง", "เนื้อหา", "เรื่อง", "ผลประโยชน์", "ส่วนรวม"]),
        ("ผู้มีส่วนได้ส่วนเสียมีส่วนร่วมในความโปร่งใส", ["ผู้มีส่วนได้ส่วนเสีย", "มีส่วนร่วม", "ความโปร่งใส"]),
        ("ในอำเภอวัฒนานคร จังหวัดสระแก้ว", ["อำเภอวัฒนานคร", "จังหวัดสระแก้ว"]),
        ("ค่ะ", []),
    ],
)
def test_unbroken_keeps_words_whole(text: str, whole: list[str]) -> None:
    assert kept(text) == whole


def test_unbroken_keeps_the_name_of_the_agency_whole() -> None:
    assert kept("ของเทศบาลนครแม่สอด", agency="เทศบาลนครแม่สอด") == ["เทศบาลนครแม่สอด"]
    assert kept("นายกเทศมนตรีนครตรัง", agency="เทศบาลนครตรัง") == ["นายกเทศมนตรี", "นครตรัง"]


def test_levels_that_a_report_shows_are_one_word() -> None:
    made = Report(
        "results", "ก", "เทศบาลนครตรัง", 2568, (), {"level": Shown("ผ่านดีเยี่ยม", "level"), "total": Shown("9", "score")}
    )
    assert kept("ได้ระดับผ่านดีเยี่ยมของนครตรัง") == ["ระดับ", "ผ่าน", "ดีเยี่ยม", "ตรัง"]
    found = unbroken("ได้ระดับผ่านดีเยี่ยมของนครตรัง", WIDE, SIZE, names_in(made))
    assert found.count(OPEN) == 3
    assert f"{OPEN}ผ่านดีเยี่ยม{CLOSE}ของ{OPEN}นครตรัง{CLOSE}" in found


def test_unbroken_breaks_a_word_that_has_no_room_where_it_is_made_of_two() -> None:
    assert kept("ประจำปีงบประมาณ", room=60) == ["ประจำ", "ปีงบประมาณ"]
    assert kept("ประจำปีงบประมาณ", room=10) == []
    assert kept("มาตรการป้องกัน", room=60) == ["มาตรการ", "ป้องกัน"]


@pytest.mark.parametrize(
    ("texts", "glued"),
    [
        (["ได้ ", "99.70", " คะแนน จาก 420 คน"], ["ได้ ", "99.70", "~คะแนน จาก 420~คน"]),
        (["ร้อยละ 44.76 ของ 3 ข้อ"], ["ร้อยละ~44.76 ของ 3~ข้อ"]),
        (["ใน พ.ศ. 2569 และปี 2567 คะแนนลดลง"], ["ใน พ.ศ.~2569 และปี 2567 คะแนนลดลง"]),
        (["ณ วันที่ ๔ เมษายน พ.ศ. ๒๕๖๙ และ 1 ต.ค. 68"], ["ณ วันที่ ๔~เมษายน~พ.ศ.~๒๕๖๙ และ 1~ต.ค.~68"]),
        (["ภายในเดือนมีนาคม 2569"], ["ภายในเดือนมีนาคม~2569"]),
        (["งานอื่น ", "ๆ ด้านต่าง ๆ"], ["งานอื่น~", "ๆ ด้านต่าง~ๆ"]),
        (["มีนาคม และ 3 ข้อมูล"], ["มีนาคม และ 3 ข้อมูล"]),
    ],
)
def test_glue_keeps_together_what_is_read_as_one(texts: list[str], glued: list[str]) -> None:
    assert [text.replace(GLUE, "~") for text in glued_blanks(texts)] == glued


def test_glue_leaves_blanks_where_the_whole_has_no_room() -> None:
    assert glued_blanks(["๔ เมษายน พ.ศ. ๒๕๖๙"], 70, SIZE) == [f"๔{GLUE}เมษายน พ.ศ.{GLUE}๒๕๖๙"]
    assert glued_blanks(["100.00 คะแนน"], 30, SIZE) == ["100.00 คะแนน"]


@given(st.lists(st.text(alphabet="1๒. คะแนนข้พศๆ", max_size=12), max_size=4), st.floats(0, 200))
def test_glue_changes_nothing_but_blanks(texts: list[str], room: float) -> None:
    made = glued_blanks(texts, room, SIZE)
    assert [text.replace(GLUE, " ") for text in made] == texts
    assert [len(text) for text in made] == [len(text) for text in texts]


@given(st.text(alphabet="กงบประมาณสินเทศหน่วยงาน ุ่)ฯ0๙a/", max_size=40))
def test_pieces_are_the_text_and_begin_with_no_sign_of_the_letter_before(text: str) -> None:
    made = pieces(text)
    assert "".join(made) == text
    assert all(
        unicodedata.category(piece[0]) != "Mn" or made[at - 1].endswith(" ") for at, piece in enumerate(made) if at
    )


def test_words_are_found_without_a_home_and_leave_nothing_in_it(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from prongsai.language.thai_words import words\n"
        "print('|'.join(words('ธรรมาภิบาลของผู้สูงอายุใช้งบประมาณ')))\n"
        "print(sorted(name for name in sys.modules if name.startswith('pythainlp')))\n"
        "print(os.environ['PYTHAINLP_READ_ONLY'], os.environ['PYTHAINLP_OFFLINE'])\n"
    )
    kept_out = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "PYTHAINLP_READ_ONLY", "PYTHAINLP_OFFLINE", "PYTHAINLP_DATA")
    clear = {name: value for name, value in os.environ.items() if name not in kept_out}
    for home in ({"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}, {}):
        made = subprocess.run(
            [sys.executable, "-c", code],
            env={**clear, **home, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            cwd=tmp_path,
        )
        assert made.stdout.decode().splitlines() == [
            "ธรรมาภิบาล|ของ|ผู้สูงอายุ|ใช้|งบประมาณ",
            "['pythainlp.tokenize.newmm', 'pythainlp.tokenize.tcc_p']",
            "1 1",
        ]
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="กงบประมาณสินเทศ ุ่)ฯ0๙a", max_size=40), st.floats(0, 500))
def test_unbroken_changes_nothing_but_the_signs_around_words(text: str, room: float) -> None:
    made = unbroken(text, room, SIZE, names_of("เทศบาลนครตรัง"))
    assert made.replace(OPEN, "").replace(CLOSE, "") == text
    assert made.count(OPEN) == made.count(CLOSE)


SOT = "เทศบาลนครแม่สอด"


def test_a_name_is_broken_only_where_it_is_wider_than_the_line() -> None:
    names = names_of(SOT)
    wide = width(SOT, 1.0)
    assert unbroken(SOT, wide * 1.01, 1.0, names) == f"\u2068{SOT}\u2069"
    assert unbroken(SOT, wide * 0.9, 1.0, names) == "\u2068เทศบาล\u2069\u2068นครแม่สอด\u2069"
    long = "องค์การบริหารส่วนตำบลหนองบัวศาลาเฉลิมพระเกียรติ"
    assert pieces(f"ของ{long}ประจำปี", names_of(long)) == ["ของ", long, "ประจำปี"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
@pytest.mark.parametrize("kind", ["analysis", "announcement", "progress"])
def test_pdf_never_parts_the_name_of_the_agency(kind: str, tmp_path: Path) -> None:
    made = document("mae-sot", kind)
    assert made.agency == SOT
    file = tmp_path / "one.pdf"
    file.write_bytes(pdf(made))
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    parted = [at for at in range(1, len(SOT)) if re.search(rf"{SOT[:at]}\s*\n\s*{SOT[at:]}", said)]
    assert SOT in said and parted == []


def test_word_ends_the_lines_of_a_title_before_the_name_of_the_agency() -> None:
    title = f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของ{SOT} ประจำปีงบประมาณ"
    made = dataclasses.replace(document("mae-sot", "analysis"), blocks=(Paragraph(text_runs(title), style="title"),))
    (node,) = [node for node in part(docx(made)).iter(f"{W}p") if SOT in text_of(node)]
    lines = [each.text for each in node.iter(f"{W}t")]
    assert len(lines) == 2 == len(list(node.iter(f"{W}br"))) + 1 and SOT in str(lines[1])
    short = dataclasses.replace(made, blocks=(Paragraph(text_runs(SOT), style="title"),))
    assert not list(part(docx(short)).iter(f"{W}br"))


def test_title_of_a_cover_ends_its_lines_before_a_word_that_leans_on_the_next() -> None:
    title = (
        "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        "(Integrity And Transparency Assessment : ITA)",
    )
    made = Report("book", "ก", "เทศบาลนครตรัง", 2568, (Cover(title, "เทศบาลนครตรัง", None, ()),), {})
    lines = PdfReader(io.BytesIO(pdf(made))).pages[0].extract_text().splitlines()
    assert [line for line in lines if line.rstrip().endswith(("ใน", "และ", "ของ", ": "))] == []
    assert any(line.strip().endswith("ITA)") and "Integrity" in line for line in lines)

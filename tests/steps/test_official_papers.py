"""Official papers: what they rest on, who stands in them, what stays blank, and what only a draft may say."""

from __future__ import annotations

import dataclasses
import datetime
import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.steps.documents import document, example, grid, source, tables, texts, whole

from prongsai.collect.facts import Agency
from prongsai.collect.papers import Assigned, Document, Letter, Memo
from prongsai.files.problems import Refused
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import EXAMPLES
from prongsai.flow.by_file.write import Asked, for_signature, publish
from prongsai.improve.plan import Headed, Owner, Period, Plan, Progress, Row, Step
from prongsai.language.thai_text import without_label
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.assemble.official.positions import clerk_of, head_of_agency, reports_to
from prongsai.publish.assemble.profiles import digits_of
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Heading, LetterHead, MemoHead, Paragraph, Report, Signature, Words
from prongsai.publish.signatories import Signatory, with_names
from prongsai.publish.word import docx
from prongsai.roundfile.read_file import read_bytes

PAPERS = ("announcement", "order", "committee", "minutes", "letter", "circular", "no-gift", "memo")
OURS = "(ให้ยืนยัน)"


def told(name: str, **fields: object) -> Dossier:
    """An example of which some of the document's fields are others."""
    given = source(name)
    return dataclasses.replace(given, document=dataclasses.replace(given.document or Document(), **fields))


def clean(given: Dossier) -> Dossier:
    return dataclasses.replace(given, state="for-signature")


def blanks(made: Report) -> list[tuple[str, str]]:
    """The words that are given when a paper is issued."""
    runs = [run for block in made.blocks if isinstance(block, Paragraph) for run in block.runs]
    return [(run.blank, run.text) for run in runs if isinstance(run, Words) and run.blank]


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_that_has_what_it_takes_makes_the_paper(name: str, kind: str) -> None:
    given = source(name)
    assert lacking(given, kind) is None
    made = document(name, kind)
    assert kinds()[kind].signed and made.digits == "thai"
    assert any(isinstance(block, Signature) for block in made.blocks)
    assert made.printed_source == "" and made.left_out == ()


@pytest.mark.parametrize("kind", PAPERS)
def test_what_is_to_be_signed_says_nothing_that_waits_to_be_confirmed(kind: str) -> None:
    assert OURS not in whole(report(clean(source("mae-sot")), kind))
    # An order is not signed without its power: there are dots to write it on.
    ordered = kind in ("order", "committee")
    told = whole(report(clean(source("mae-sot")), kind))
    assert ("อาศัยอำนาจตามความใน...." in told, "มาตรา" in told) == (ordered, False)


def test_power_is_ours_in_a_draft_and_the_agencys_own_words_where_it_wrote_some() -> None:
    for kind in ("announcement", "order", "committee", "no-gift"):
        assert f"อาศัยอำนาจตามความในมาตรา ๔๘ เตรส แห่งพระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖ และที่แก้ไขเพิ่มเติม {OURS}" in whole(
            document("rangsit", kind)
        )
        own = whole(report(clean(told("rangsit", legal_basis="มาตรา 7 แห่งกฎหมายตัวอย่าง")), kind))
        assert "อาศัยอำนาจตามความในมาตรา 7 แห่งกฎหมายตัวอย่าง" in own and "เตรส" not in own
    taken = dataclasses.replace(clean(source("rangsit")), taken=frozenset({"legal_basis"}))
    assert "มาตรา 48 เตรส" in whole(report(taken, "order"))


def test_kind_of_agency_of_which_no_power_is_known_has_none() -> None:
    facts = dataclasses.replace(source("rangsit").facts, agency=Agency(name="โรงเรียนตัวอย่าง", kind="school"))
    text = whole(report(dataclasses.replace(source("rangsit"), facts=facts), "order"))
    assert "อาศัยอำนาจ" not in text and "ผู้อำนวยการโรงเรียนตัวอย่าง" in text


def test_announcement_says_reason_order_and_since_when() -> None:
    lines = list(texts(document("rangsit", "announcement", "arabic")))
    assert any(line.startswith("ตามที่สำนักงาน ป.ป.ช. จัดให้มีการประเมิน") and line.endswith("นั้น") for line in lines)
    wording = "จึงประกาศมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2569 เพื่อให้ส่วนราชการในสังกัดถือปฏิบัติ"
    assert any(wording in line for line in lines)
    assert "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป" in lines
    assert not any(" / " in line for line in lines)
    assert any("รายงานผลการดำเนินการต่อนายกเทศมนตรีนครรังสิต และ" in line for line in lines)


def test_announcement_says_a_period_that_all_rows_have_once() -> None:
    year = "ปีงบประมาณ พ.ศ. 2569 (1 ตุลาคม 2568 – 30 กันยายน 2569)"
    lines = [line for line in texts(document("rangsit", "announcement", "arabic")) if "1 ตุลาคม 2568" in line]
    assert lines == [f"ข้อ 11 ระยะเวลาดำเนินการตามข้อ 1 ถึงข้อ 10 ได้แก่ {year}"]
    # Where they differ each clause has its own.
    assert whole(document("trang", "announcement")).count("ระยะเวลา ") == 13


def test_clause_says_what_its_several_measures_are_for() -> None:
    lines = list(texts(document("rangsit", "announcement", "arabic")))
    assert "ข้อ 1 มาตรการด้านการปฏิบัติหน้าที่ ประกอบด้วย" in lines


def test_order_calls_the_instrument_as_the_edition_of_its_year_does() -> None:
    assert "แบบตรวจการเปิดเผยข้อมูลสาธารณะ" in whole(document("trang", "order"))
    assert "แบบวัดการเปิดเผยข้อมูลสาธารณะ" not in whole(document("trang", "order"))
    assert "แบบวัดการเปิดเผยข้อมูลสาธารณะ" in whole(document("rangsit", "order"))


@pytest.mark.parametrize("kind", ["no-gift", "committee"])
def test_draft_says_that_its_words_are_ours_and_what_is_signed_does_not(kind: str) -> None:
    ours = "ข้อความในเอกสารนี้เป็นข้อความที่โปรแกรมเสนอ"
    assert ours in whole(document("rangsit", kind)) and ours not in whole(report(clean(source("rangsit")), kind))


def test_several_measures_of_a_row_are_points_of_its_clause_and_keep_their_owners() -> None:
    row = Row(measures=("ก", Headed("ข", ("ค", "ง"))), owners=(Owner("กองหนึ่ง"), Owner("กองสอง")), period=Period("ทั้งปี"))
    given = dataclasses.replace(source("rangsit"), plan=Plan(2569, (row,)))
    made = report(given, "announcement")
    lines = list(texts(made))
    at = lines.index("ข้อ 1 ให้ดำเนินการตามมาตรการ ดังต่อไปนี้")
    assert lines[at + 1 : at + 5] == ["(1) ก", "(2) ข", "1) ค", "2) ง"]
    assert lines[at + 5] == "ผู้รับผิดชอบ กองหนึ่ง และกองสอง ระยะเวลา ทั้งปี"
    stays = [block.stays for block in made.blocks if isinstance(block, Paragraph)]
    assert stays[at + 4]


def test_number_and_date_are_blank_until_they_are_given() -> None:
    number = ("number", "............../............")
    date = ("date", "................................ พ.ศ. ............")
    assert blanks(document("rangsit", "order")) == [number, date]
    assert blanks(document("rangsit", "announcement")) == [date]
    assert blanks(report(told("rangsit", announcement_number="yes"), "announcement")) == [number, date]
    # The year of an order is that of the day on which it is signed, which nobody knows yet.
    assert not any(line.startswith("ที่ ") and "256" in line for line in texts(document("rangsit", "order", "arabic")))


def test_order_knows_the_last_day_where_the_edition_does() -> None:
    table = tables(document("trang", "order", "arabic"))[0]
    rows = grid(document("trang", "order", "arabic"), table)
    assert rows[0][3] == "กำหนดแล้วเสร็จ" and {row[3] for row in rows[1:] if len(row) > 1} == {"30 เมษายน 2565"}
    assert len(tables(document("rangsit", "order"))[0].head[0]) == 3


def test_what_the_agency_gave_to_a_unit_is_not_asked_again() -> None:
    given = told("rangsit", assigned=(Assigned("กองหนึ่ง", ("o1", "o2")), Assigned("กองสอง", ("o2",))))
    for dossier in (given, clean(given)):
        made = report(dossier, "order")
        rows = {row[0]: row[2] for row in grid(made, tables(made)[0])[1:] if len(row) == 3}
        assert (rows["o1"], rows["o2"]) == ("กองหนึ่ง", "กองหนึ่ง\nกองสอง")
        assert rows["o11"] == ("สำนักคลัง (ให้ยืนยัน)" if not dossier.clean else ".." * 9)


def test_order_without_owners_is_a_draft_that_proposes_them() -> None:
    one = example("rangsit")
    made, held = for_signature(one, "order")
    assert made.state == "draft" and OURS in whole(made)
    (lacking,) = [each for each in held if each.holds]
    assert lacking.what.startswith("ข้อ o1, o2, ") and "สำนักคลัง รับผิดชอบข้อ o11 และ o12" in lacking.offers
    # People read words; whoever works by file is given the entry besides.
    assert not any("document." in words or "{" in words for words in (lacking.wrong.th, lacking.do.th, *lacking.offers))
    assert "{unit: สำนักคลัง, items: [o11, o12]}" in lacking.in_file[0]
    criteria = source("rangsit").next_criteria
    assert criteria is not None
    every = Assigned("สำนักปลัดเทศบาล", tuple(item.id for item in criteria.items_of("OIT")))
    document = dataclasses.replace(one.document or Document(), assigned=(every,))
    made, held = for_signature(dataclasses.replace(one, document=document), "order")
    assert made.state == "for-signature" and OURS not in whole(made)
    # The power is proposed in a note, until the agency names or takes it.
    assert [each.only_note for each in held] == [True] and "48 เตรส" in held[0].wrong.th
    document = dataclasses.replace(document, taken=("legal_basis",))
    made, held = for_signature(dataclasses.replace(one, document=document), "order")
    assert held == () and "อาศัยอำนาจตามความในมาตรา ๔๘ เตรส" in whole(made)


def test_item_that_can_be_none_is_refused() -> None:
    text = b"format: prongsai/round@1\nyear: 2568\nagency: {name: x}\ndocument: {assigned: [{unit: x, items: [e1]}]}\n"
    with pytest.raises(Refused, match=r"document\.assigned\.0\.items\.0: found .e1., expected a disclosure item"):
        read_bytes(text, "a.yaml")


@pytest.mark.parametrize(
    ("name", "kind", "head", "clerk", "to"),
    [
        ("เทศบาลเมืองตัวอย่าง", "town-municipality", "นายกเทศมนตรีเมืองตัวอย่าง", "ปลัดเทศบาล", "province"),
        ("ทน.ตัวอย่าง", "city-municipality", "นายกเทศมนตรีนครตัวอย่าง", "ปลัดเทศบาล", "province"),
        ("เทศบาลตำบลตัวอย่าง", None, "นายกเทศมนตรีตำบลตัวอย่าง", "ปลัดเทศบาล", "district"),
        ("เมืองพัทยา", "special-local", "นายกเมืองพัทยา", "ปลัดเมืองพัทยา", "nacc"),
        ("จังหวัดตัวอย่าง", "province", "ผู้ว่าราชการจังหวัดตัวอย่าง", None, "nacc"),
        ("อำเภอตัวอย่าง", "amphoe", "นายอำเภอตัวอย่าง", None, "province"),
        ("โรงเรียนตัวอย่าง", "school", "ผู้อำนวยการโรงเรียนตัวอย่าง", None, "nacc"),
        ("กรมตัวอย่าง", "central-policy", "อธิบดีกรมตัวอย่าง", None, "nacc"),
        ("สำนักงานตัวอย่าง", "central-policy", "หัวหน้าหน่วยงาน", None, "nacc"),
        ("มหาวิทยาลัยตัวอย่าง", "university", "อธิการบดีมหาวิทยาลัยตัวอย่าง", None, "nacc"),
    ],
)
def test_positions_are_those_of_the_kind_of_agency(
    name: str, kind: str | None, head: str, clerk: str | None, to: str
) -> None:
    agency = Agency(name=name, kind=kind)
    assert (head_of_agency(agency), clerk_of(agency), reports_to(agency)) == (head, clerk, to)


def test_working_group_is_by_position_with_dots_for_names() -> None:
    made = document("rangsit", "committee", "arabic")
    rows = grid(made, tables(made)[0])
    assert rows[0] == ["1.", "." * 30, "ปลัดเทศบาล", "ประธานคณะทำงาน"]
    assert ["คณะทำงาน", "ผู้อำนวยการสำนักคลัง"] in [row[:1:-1] for row in rows]
    assert "หัวหน้าสำนักปลัดเทศบาล" in [row[2] for row in rows]
    assert not tables(made)[0].ruled
    told = document("watthana-nakhon", "committee")
    heads = [row[2] for row in grid(told, tables(told)[0])]
    assert heads.count("ผู้อำนวยการกองการศึกษา") == 1 and "ผู้อำนวยการกองการศึกษาฯ" not in heads


def test_minutes_leave_what_only_the_meeting_knows() -> None:
    lines = list(texts(report(clean(source("rangsit")), "minutes")))
    agenda = [line for line in lines if line.startswith("ระเบียบวาระที่")]
    assert [line.split()[1] for line in agenda] == ["1", "2", "3", "4", "5"]
    resolved = [line.removeprefix("มติที่ประชุม ") for line in lines if line.startswith("มติที่ประชุม")]
    assert len(resolved) == 5 and all(set(line) == {"."} for line in resolved)
    assert "เริ่มประชุมเวลา .......... น." in lines and "เลิกประชุมเวลา .......... น." in lines
    assert "ผู้จดรายงานการประชุม" in lines and "ผู้มาประชุม" in lines
    # What is told has somebody who tells it.
    said = "\n".join(lines)
    assert all(f"\n{who}" in said for who in ("ประธานแจ้ง", "เลขานุการรายงาน", "เลขานุการเสนอร่าง", "ผู้มาประชุมเสนอ"))
    assert f"มติที่ประชุม รับทราบ {OURS}" in whole(document("rangsit", "minutes"))


def test_letter_is_to_whom_the_agency_reports_or_says() -> None:
    def head(made: Report) -> LetterHead:
        (first,) = [block for block in made.blocks if isinstance(block, LetterHead)]
        return first

    assert head(document("mae-sai", "letter")).to == "นายอำเภอแม่สาย"
    assert head(document("trang", "letter")).to == "ผู้ว่าราชการจังหวัดตรัง"
    given = told("trang", letter=Letter(to="district", reference="หนังสืออำเภอ ที่ 1"), address="1 ถนนหนึ่ง\nตำบลสอง")
    first = head(report(given, "letter"))
    assert (first.to, first.reference) == ("นายอำเภอเมืองตรัง", "หนังสืออำเภอ ที่ 1")
    assert first.sender == ("เทศบาลนครตรัง", "1 ถนนหนึ่ง", "ตำบลสอง")
    assert [many for _, many in first.enclosures] == ["จำนวน 1 ชุด"] * 2
    assert "ขอแสดงความนับถือ" in whole(document("trang", "letter"))
    text = whole(report(told("trang", phone="0 7521 0000", email="a@example.go.th"), "letter"))
    assert "โทร. 0 7521 0000" in text and "ไปรษณีย์อิเล็กทรอนิกส์ a@example.go.th" in text


def test_circular_goes_to_all_sections_with_the_measures() -> None:
    made = document("trang", "circular", "arabic")
    head = made.blocks[0]
    assert isinstance(head, MemoHead) and "/ว " in head.number and head.to == "หัวหน้าส่วนราชการทุกส่วนราชการ"
    assert len(tables(made)[0].rows) == 13 and len(tables(made)[0].columns) == 4
    # Where all measures have one period it is said once.
    assert len(tables(document("rangsit", "circular"))[0].columns) == 3


def test_memo_names_the_law_only_where_the_agency_does() -> None:
    assert "ข้อกฎหมาย" not in whole(document("rangsit", "memo"))
    text = whole(report(told("rangsit", legal_basis="มาตรา 7 แห่งกฎหมายตัวอย่าง"), "memo"))
    assert "ข้อกฎหมาย\nการสั่งการและการประกาศมาตรการตามที่เสนอเป็นอำนาจของนายกเทศมนตรีนครรังสิต ตามมาตรา 7" in text


def test_labels_of_a_memo_that_were_typed_with_what_stands_behind_them_are_printed_once() -> None:
    typed = Memo(
        subject="เรื่อง ขอความเห็นชอบ",
        to="เรียน: นายกเทศมนตรี",
        unit="ส่วนราชการ กองช่าง",
        phone="โทร. 044 000000",
        number="ที่ นม 71801/๑๒",
    )
    head = report(dataclasses.replace(told("rangsit", phone=None, email="อีเมล a@b.go.th"), memo=typed), "memo").blocks[
        0
    ]
    assert isinstance(head, MemoHead)
    assert (head.subject, head.to, head.unit, head.number) == ("ขอความเห็นชอบ", "นายกเทศมนตรี", "กองช่าง", "นม 71801/๑๒")
    assert head.phone == "044 000000 ไปรษณีย์อิเล็กทรอนิกส์ a@b.go.th"
    letter = report(told("trang", phone="โทรศัพท์ ๐๗๕", letter=Letter(reference="อ้างถึง หนังสือ ก 1/2")), "letter")
    assert next(block.reference for block in letter.blocks if isinstance(block, LetterHead)) == "หนังสือ ก 1/2"
    assert "\nโทร. ๐๗๕\n" in whole(letter)


@pytest.mark.parametrize("subject", ["เรื่องร้องเรียนของปี", "ที่ดินสาธารณะ", "เรียนเชิญประชุม", "เรื่อง"])
def test_words_that_begin_as_a_label_does_stay(subject: str) -> None:
    assert without_label(subject, "เรื่อง", "เรียน", "ที่") == subject


def test_progress_without_results_is_a_form_that_counts_nothing() -> None:
    made = document("mae-sot", "progress", "arabic")
    head = next(block for block in made.blocks if isinstance(block, Heading))
    assert "".join(run.text for run in head.runs if isinstance(run, Words)).startswith(
        "แบบรายงานผลการดำเนินการตามมาตรการ"
    )
    assert "count:steps" not in made.figures and "ยังไม่มีผลการดำเนินการ" in whole(made)
    assert not any(cell == "–" for row in grid(made, tables(made)[0]) for cell in row)


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (datetime.date(2023, 4, 4), " (รอบ 6 เดือน) ข้อมูล ณ วันที่ 4 เมษายน 2566"),
        (datetime.date(2023, 7, 1), " ข้อมูล ณ วันที่ 1 กรกฎาคม 2566"),
        (datetime.date(2023, 9, 30), " (รอบสิ้นปี) ข้อมูล ณ วันที่ 30 กันยายน 2566"),
    ],
)
def test_progress_is_never_called_as_the_plan_is(as_of: datetime.date, said: str) -> None:
    row = Row(measures=("ก",), steps=(Step(text="ข", result="ค"),))
    plan = Plan(2566, (row,), title="ชื่อของแผน", progress=Progress(as_of=as_of))
    bare = dataclasses.replace(source("mae-sai"), plan=plan, document=None)
    first = next(texts(report(bare, "progress")))
    assert first.endswith("ประจำปีงบประมาณ พ.ศ. 2566" + said) and "ชื่อของแผน" not in whole(report(bare, "progress"))


def test_progress_is_signed_below_each_page_where_the_agency_has_it_so() -> None:
    made = report(told("mae-sai", progress_signed="each-page"), "progress")
    foot = tables(made)[0].foot
    assert foot[-1] == "นิติกรชำนาญการพิเศษ" and not any(isinstance(block, Signature) for block in made.blocks)
    pages = PdfReader(io.BytesIO(pdf(made))).pages
    assert len(pages) > 1 and all(foot[1] in page.extract_text() for page in pages)
    with zipfile.ZipFile(io.BytesIO(docx(made))) as packed:
        assert foot[-1] in packed.read("word/footer1.xml").decode()
    assert html(made).count(foot[-1]) == 1
    # In a booklet it is signed at its end.
    book = report(told("mae-sai", progress_signed="each-page"), "book")
    assert isinstance(book.blocks[-1], Signature) and not any(table.foot for table in tables(book))
    named = with_names(made, [Signatory("นิติกรชำนาญการพิเศษ", "ก ข")])
    assert tables(named)[0].foot[1:] == ("(ก ข)", "นิติกรชำนาญการพิเศษ")


def test_papers_that_are_attached_follow_the_digits_of_the_memo() -> None:
    given = source("rangsit")
    assert {digits_of(given, kind) for kind in ("memo", "measures", "progress")} == {"thai"}


@pytest.mark.parametrize("signed_by", ["เทศบาลนครตรัง", "คณะผู้จัดทำ", None])
def test_who_prepared_it_has_a_position_or_dots(signed_by: str | None) -> None:
    lines = whole(report(told("trang", signed_by=signed_by), "progress")).splitlines()
    assert lines[-1] == "ตำแหน่ง " + "." * 40


def test_name_stands_in_the_made_bytes_and_acting_ones_say_for_whom(tmp_path: Path) -> None:
    one = example("rangsit")
    acting = Signatory("นายกเทศมนตรีนครรังสิต", "ก ข", "รักษาราชการแทน", "รองนายกเทศมนตรี")
    (path,) = publish([one], ["a"], "order", ["html"], tmp_path, asked=Asked((acting,)))
    assert "(ก ข)<br>รองนายกเทศมนตรี รักษาราชการแทน<br>นายกเทศมนตรีนครรังสิต" in path.read_text("utf-8")
    assert "ก ข" not in whole(report(dossier_of(one), "order"))


def test_name_without_a_place_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    wrong = Asked((Signatory("นายกเทศมนตรี", "ก ข"),))
    with pytest.raises(Refused, match="no document has a place"):
        publish([example("rangsit")], ["a"], "order", ["html"], tmp_path, asked=wrong)

"""One person's data is shown to them and handed out, also of who left; the record is for administrators."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from people import NOW, Cast, furnished_cast, grant
from prongsai.flow.privacy.activities import tables
from prongsai.flow.privacy.processing import HEADS
from prongsai.language.text import Text
from prongsai.records.actions.machine.messages import tell
from prongsai.records.models import Draft, Entry, Message, Person, Unit
from prongsai.records.queries.privacy import SHOWN
from prongsai.records.scope import SYSTEM
from prongsai.web.templatetags.privacy import value_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return furnished_cast()[0]


def client(who: Person) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def lines(data: bytes) -> list[list[str]]:
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_own_data_is_shown_in_words_with_what_is_kept_and_handed_to_nobody(everybody: Cast) -> None:
    page = client(everybody.anan).get("/accounts/data/").content.decode()
    for word in (everybody.anan.email, "ผู้ประสานงาน ITA", everybody.a.name, "ค่าแปลงของรหัสผ่าน", "บันทึกผู้ลงนาม"):
        assert word in page
    for word in ("keep-signatory", "coordinator", "records.", everybody.chai.name, everybody.anan.password):
        assert word not in page


def test_no_code_of_a_row_is_shown_as_it_is() -> None:
    looked = 0
    for label, each in tables().items():
        for column in {column for columns in each.whose.values() for column in columns if "__" not in column}:
            for code, _ in apps.get_model(label)._meta.get_field(column).choices or ():
                assert str(value_word(code, column)) != code, f"{label}.{column}: {code}"
                looked += 1
    assert looked > 20


def test_wish_for_mail_messages_and_drafts_are_shown_in_words(everybody: Cast) -> None:
    said = Text(th="เอกสารพร้อมแล้ว", en="ready")
    tell(
        [everybody.anan],
        agency=everybody.a,
        by=None,
        subject_key="k",
        text=said,
        link="",
        mail=True,
        now=timezone.now(),
    )
    Message.objects.within(SYSTEM).filter(channel="mail").update(outcome="dropped", due_at=None)
    Draft.objects.within(SYSTEM).filter(person=everybody.anan).update(fields={"iit.i1": "85.20", "opened": ""})
    page = client(everybody.anan).get("/accounts/data/").content.decode()
    for word in ("รวมส่งวันละฉบับ", "ในระบบ", "ไม่ส่ง เพราะไม่ต้องการรับแล้ว", ">85.20</td>"):
        assert word in page
    for word in ("digest", "dropped", "iit.i1"):
        assert word not in page


def test_own_data_names_the_unit_that_somebody_looks_after(everybody: Cast) -> None:
    unit = Unit.objects.create(agency=everybody.a, name="กองช่างทดสอบ")
    grant(everybody.gaew, "section-owner", everybody.a, unit=unit)
    page = client(everybody.gaew).get("/accounts/data/").content.decode()
    assert "กองช่างทดสอบ" in page and "ส่วนราชการ" in page


def test_own_data_is_saved_whole_as_json(everybody: Cast) -> None:
    for number in range(SHOWN + 5):
        Draft.objects.create(
            agency=everybody.a,
            year=2500 + number,
            page="paste",
            person=everybody.anan,
            fields={"text": "ก"},
            saved_at=NOW,
        )
    browser = client(everybody.anan)
    assert f"แสดง {SHOWN} รายการล่าสุดจาก {SHOWN + 6} รายการ" in browser.get("/accounts/data/").content.decode()
    answer = browser.get("/accounts/data.json")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert (data["format"], data["person"]) == ("prongsai/person@1", everybody.anan.pk)
    drafts = next(each for each in data["tables"] if each["table"] == "records.Draft")
    assert len(drafts["rows"]) == SHOWN + 6
    assert browser.get("/accounts/data.docx").status_code == 404


def test_own_data_is_saved_as_a_table_in_which_no_cell_is_reckoned(everybody: Cast) -> None:
    everybody.anan.position = "=HYPERLINK(1)"
    everybody.anan.save()
    rows = lines(client(everybody.anan).get("/accounts/data.csv").content)
    assert rows[0] == ["ข้อมูล", "รายการที่", "ช่อง", "ค่า"]
    assert ["บัญชีผู้ใช้", "1", "ตำแหน่ง", "'=HYPERLINK(1)"] in rows
    assert ["บัญชีผู้ใช้", "1", "อีเมล", everybody.anan.email] in rows


def test_an_administrator_hands_out_the_data_of_who_left_and_the_history_says_so(everybody: Cast) -> None:
    Person.objects.filter(pk=everybody.boon.pk).update(is_active=False)
    browser, at = client(everybody.ek), f"/people/accounts/{everybody.boon.pk}/"
    assert f"{at}data/" in browser.get(at).content.decode()
    assert everybody.boon.email in browser.get(f"{at}data/").content.decode()
    assert browser.get(f"{at}data.csv").status_code == 405  # a link that somebody sends saves nothing
    assert not Entry.objects.within(SYSTEM).filter(action="export-person").exists()

    rows = lines(browser.post(f"{at}data.csv").content)

    assert ["บัญชีผู้ใช้", "1", "อีเมล", everybody.boon.email] in rows
    (line,) = Entry.objects.within(SYSTEM).filter(agency=None, action="export-person")
    assert (line.person, line.detail) == (
        everybody.ek,
        {"whom": everybody.boon.name, "number": everybody.boon.pk, "form": "csv"},
    )
    assert browser.post(f"{at}data.docx").status_code == 404
    assert browser.get("/people/accounts/999999/data/").status_code == 404
    assert browser.post("/people/accounts/999999/data.csv").status_code == 404


def test_what_somebody_is_typing_is_read_by_nobody_else_unless_the_history_tells_of_it(everybody: Cast) -> None:
    Draft.objects.within(SYSTEM).filter(person=everybody.anan).update(fields={"text": "ร่างลับ"})
    browser, at = client(everybody.ek), f"/people/accounts/{everybody.anan.pk}/"
    page = browser.get(f"{at}data/").content.decode()
    assert "ร่างที่กำลังพิมพ์" in page and "ร่างลับ" not in page
    assert "ร่างลับ" in client(everybody.anan).get("/accounts/data/").content.decode()
    assert "ร่างลับ" in browser.post(f"{at}data.json").content.decode()
    assert Entry.objects.within(SYSTEM).filter(action="export-person").count() == 1


@pytest.mark.parametrize("name", ["anan", "dao", "fon", "gaew"])
def test_nobody_else_sees_the_data_of_others_or_the_record(everybody: Cast, name: str) -> None:
    browser = client(getattr(everybody, name))
    at = f"/people/accounts/{everybody.boon.pk}/"
    assert browser.get(f"{at}data/").status_code == 403
    assert browser.post(f"{at}data.json").status_code == 403
    for form in ("/", ".csv", ".docx"):
        assert browser.get(f"/site/processing{form}").status_code == 403


def test_record_of_processing_names_every_activity_with_its_tables(everybody: Cast) -> None:
    page = client(everybody.ek).get("/site/processing/").content.decode()
    for word in (
        "ประวัติการแก้ไข",
        "ร่างที่กำลังพิมพ์",
        "30 วันหลังพิมพ์ครั้งสุดท้าย",
        "ข้อเสนอ",
        "8 จาก 8 บัญชี",
        "ยกเว้นการเข้าใช้งาน ข้อความแจ้ง",
    ):
        assert word in page


def test_record_of_processing_is_saved_as_a_table_and_as_a_word_file(everybody: Cast) -> None:
    browser = client(everybody.ek)
    rows = lines(browser.get("/site/processing.csv").content)
    assert rows[0] == [head.th for head in HEADS]
    assert {len(row) for row in rows} == {len(HEADS)}
    assert any("ร่างที่กำลังพิมพ์" in row[4] for row in rows)
    answer = browser.get("/site/processing.docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        text = file.read("word/document.xml").decode()
    assert "ร่างที่กำลังพิมพ์" in text and "ข้อเสนอของผู้จัดทำโปรแกรม" in text
    assert browser.get("/site/processing.json").status_code == 404

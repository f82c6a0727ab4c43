"""The processor agreement: where one site keeps several agencies, for administrators, filled with what is known."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from django.test import Client

from people import Cast, cast, grant, person
from prongsai.flow.privacy.activities import activities
from prongsai.flow.privacy.agreement import report_for
from prongsai.language.digits import thai
from prongsai.publish.word.document import docx
from prongsai.records.models import Agency, Person
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
PAGE = "/site/agreements/"


@pytest.fixture
def everybody() -> Cast:
    return cast()


def browser_of(who: Person) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        assert word.testzip() is None
        return re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())


def test_an_administrator_saves_a_draft_with_an_agency(everybody: Cast) -> None:
    ek = browser_of(everybody.ek)
    page = ek.get(PAGE).content.decode()
    assert f"{PAGE}{everybody.a.code}.docx" in page and f"{PAGE}{everybody.b.code}.docx" in page
    answer = ek.get(f"{PAGE}{everybody.a.code}.docx")
    assert "attachment" in answer["Content-Disposition"] and answer["Content-Type"].endswith(
        "wordprocessingml.document"
    )
    words = words_of(answer.content)
    assert everybody.a.name in words and everybody.b.name not in words
    for each in ("ข้อตกลงการประมวลผลข้อมูลส่วนบุคคล", "ยังไม่ได้ตรวจกับตัวบท", "ภายใน ๗๒ ชั่วโมง", "ไม่เกิน ............ ชั่วโมง"):
        assert each in words
    assert "{" not in words
    # What is kept of whom, and how long, is what the record of processing says.
    for activity in activities():
        for said in (activity.name, activity.people, *(table.long for table in activity.tables if table.used)):
            assert thai(said.th) in words


def test_it_is_sought_by_name_or_province(everybody: Cast) -> None:
    found = browser_of(everybody.ek).get(PAGE, {"q": "ก"}).context["agreements"]
    assert everybody.a.code in {each.code for each in found.agencies}
    assert browser_of(everybody.ek).get(PAGE, {"q": "ไม่มีชื่อนี้"}).context["agreements"].agencies == ()


def test_where_one_agency_is_kept_there_is_none_and_the_page_says_why() -> None:
    who = person("Ek")
    grant(who, "administrator")
    only = Agency.objects.create(code="only", name="เทศบาลแห่งเดียว")
    ek = browser_of(who)
    assert "ดูแลหน่วยงานเดียว" in ek.get(PAGE).content.decode()
    refused = ek.get(f"{PAGE}{only.code}.docx")
    assert refused.status_code == 409 and "ดูแลหน่วยงานเดียว" in refused.content.decode()
    assert "Content-Disposition" not in refused
    Agency.objects.create(code="other", name="อีกแห่ง")
    assert ek.get(f"{PAGE}{only.code}.docx").status_code == 200
    assert ek.get(f"{PAGE}none.docx").status_code == 404
    assert Agency.objects.within(SYSTEM).count() == 2


def test_nobody_else_opens_it(everybody: Cast) -> None:
    for who in (everybody.anan, everybody.dao, everybody.gaew):
        for path in (PAGE, f"{PAGE}{everybody.a.code}.docx"):
            assert browser_of(who).get(path).status_code == 403
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize("name", ["หน่วยงาน {controller} <b>&", "{0}", "ชื่อยาวมาก" * 40])
def test_what_an_agency_is_called_is_data(name: str) -> None:
    assert thai(name) in html.unescape(words_of(docx(report_for(name))))

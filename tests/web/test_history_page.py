"""The history page: lines in words, how far back it looked, and what is wrong in the reader's language."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from people import NOW, Cast, cast
from prongsai.flow.history.verify import FAULTS, chains
from prongsai.records.actions.history import record
from prongsai.records.models import Entry
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


def page(everybody: Cast, language: str = "th") -> str:
    browser = Client()
    browser.cookies["django_language"] = language
    browser.force_login(everybody.fon, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(browser.get(f"/a/{everybody.a.code}/history/").content.decode())


def test_page_says_from_which_line_it_looked(everybody: Cast) -> None:
    lines = Entry.objects.within(SYSTEM).filter(agency=everybody.a).count()
    assert "ครั้งนี้ตรวจตั้งแต่บรรทัดที่" not in page(everybody)
    assert [chain.wrong for chain in chains(keep=NOW)] == [(), (), ()]
    with transaction.atomic():
        record(agency=everybody.a, person=everybody.anan, action="invite", about="mentor", now=NOW)

    assert f"ครั้งนี้ตรวจตั้งแต่บรรทัดที่ {lines + 1} และทุกบรรทัดในหน้านี้ บรรทัดก่อนหน้านั้นตรวจครบแล้วเมื่อ 2 มี.ค. 2569" in page(everybody)
    assert f"Looked at now: line {lines + 1} and later" in page(everybody, "en")


def test_page_says_what_is_wrong_in_the_readers_language(everybody: Cast) -> None:
    Entry.objects.within(SYSTEM).filter(agency=everybody.a, number=2).update(about="อื่น")

    for language, said in (("th", "บรรทัดที่ 2 ถูกแก้หลังจากบันทึก"), ("en", "line 2 was changed after it was written")):
        shown = page(everybody, language)
        assert f"<li>{said}</li>" in shown
        assert 'role="alert"' in shown


def test_seal_of_older_lines_is_told_in_words(everybody: Cast) -> None:
    with transaction.atomic():
        record(agency=everybody.a, person=None, action="seal-history", detail={"lines": 4, "version": 1}, now=NOW)

    shown = page(everybody)
    assert "<strong>ผนึกประวัติที่บันทึกด้วยโปรแกรมรุ่นก่อน</strong>" in shown
    assert "จำนวนบรรทัด: 4" in shown


def test_every_fault_has_words_in_both_languages() -> None:
    assert len({(said.th, said.en) for said in FAULTS.values()}) == len(FAULTS) == 10

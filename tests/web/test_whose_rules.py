"""An agency that the NACC does not assess: on the web somebody is asked by whose rules, and the answer is kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from site_of_tests import NOW, Site, file

import people
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install
from prongsai.flow.site.showcase import addresses, load_invented
from prongsai.records.actions.results import agency_in
from prongsai.records.models import Agency, Person, Result, StoredEdition, Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

NAME = "example-body-2570"
EDITION = Path(str(files("prongsai"))) / "examples" / "editions" / NAME
ANSWERS: dict[str, Any] = {
    "SV": {
        "respondents": 10,
        "items": {
            "s1": {"counts": [0, 1, 0, 9]},
            "s2": {"counts": [0, 0, 0, 10]},
            "s3": {"counts": [2, 0, 0, 8]},
            "s4": {"counts": [10, 0, 0, 0]},
        },
    }
}


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def college(site: Site) -> Agency:
    return made(site, "วิทยาลัยเทคนิคตัวอย่าง")


@pytest.fixture
def school(site: Site) -> Agency:
    return made(site, "โรงเรียนตัวอย่างสมมติ", kind="school")


@pytest.fixture
def other_body() -> Iterator[None]:
    """The invented body, installed for one test."""
    home = Path(settings.HOME)
    assert known.home() == home
    install(EDITION, home)
    yield
    shutil.rmtree(home / known.FOLDER)


def made(site: Site, name: str, **more: str) -> Agency:
    agency = agency_in({"name": name, "province": "ลำพูน", **more}, person=None, now=NOW)
    people.grant(site.anan, "coordinator", agency)
    return agency


def offered(site: Site, agency: Agency, year: int, **more: Any) -> str:
    """The address of the preview of a file of the agency."""
    data = {
        "format": "prongsai/round@1",
        "year": year,
        "agency": {"name": agency.name, "province": agency.province, **({"kind": agency.kind} if agency.kind else {})},
        **more,
    }
    answer = site.client(site.anan).post(f"/a/{agency.code}/{year}/import/", file(data))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def results(agency: Agency) -> list[Result]:
    return list(Result.objects.within(SYSTEM).filter(round__agency=agency).order_by("version"))


def test_an_upload_asks_and_the_answer_is_kept_with_the_reason(site: Site, college: Agency) -> None:
    address = offered(site, college, 2568, published={"total": "90.77", "level": "ผ่านดี"})
    browser = site.client(site.anan)
    page = browser.get(address).content.decode()
    assert "ไม่ได้ใช้ประเมินสถานศึกษาอาชีวศึกษา" in page
    assert 'name="rules" value="nacc-2568"' in page
    refused = browser.post(address, {"do": "take", "basis": "official", "why": ""})
    assert refused.status_code == 422
    assert "เลือกว่าจะใช้เกณฑ์ใด" in refused.content.decode()
    assert results(college) == []
    assert browser.post(address, {"do": "take", "basis": "official", "rules": "nacc-2568"}).status_code == 302
    (kept,) = results(college)
    assert kept.why == "ยืนยันให้ใช้เกณฑ์ของสำนักงาน ป.ป.ช. ปี 2568 ซึ่งไม่ได้ใช้ประเมินหน่วยงานประเภทนี้"
    # It was answered for this year: a correction asks no more.
    again = offered(site, college, 2568, published={"total": "91.00", "level": "ผ่านดี"})
    assert 'name="rules"' not in browser.get(again).content.decode()
    assert browser.post(again, {"do": "take", "basis": "corrected", "why": "พิมพ์ผิด"}).status_code == 302
    assert [result.why for result in results(college)][1:] == ["พิมพ์ผิด"]


def test_an_agency_that_the_nacc_assesses_is_not_asked(site: Site) -> None:
    agency = made(site, "เทศบาลตำบลตัวอย่าง", kind="subdistrict-municipality")
    address = offered(site, agency, 2568, published={"total": "90.77"})
    browser = site.client(site.anan)
    assert 'name="rules"' not in browser.get(address).content.decode()
    assert browser.post(address, {"do": "take", "basis": "official"}).status_code == 302
    assert results(agency)[0].why == ""


def test_a_paste_is_read_by_the_rules_that_were_chosen(site: Site, school: Agency, other_body: None) -> None:
    browser, at = site.client(site.anan), f"/a/{school.code}/2570/import/paste/"
    blank = browser.get(at).content.decode()
    assert "เกณฑ์ของสำนักงานตัวอย่าง (สมมติ) ปี 2570" in blank
    text = "แบบสำรวจ 93.25\nเว็บไซต์ 60.00\nคะแนนรวม 78.29\n"
    asked = browser.post(at, {"text": text, "do": "use"})
    assert asked.status_code == 422
    assert Upload.objects.within(SYSTEM).filter(agency=school).count() == 0
    assert text.splitlines()[0] in asked.content.decode()
    taken = browser.post(at, {"text": text, "do": "use", "rules": NAME})
    assert taken.status_code == 302, taken.content.decode()
    preview = browser.get(taken.headers["Location"]).content.decode()
    assert 'name="rules"' not in preview
    assert browser.post(taken.headers["Location"], {"do": "take", "basis": "official"}).status_code == 302
    (kept,) = results(school)
    assert (kept.scorecard["criteria"], kept.level, kept.why) == (NAME, "พอใช้สมมติ", "")


def test_the_form_is_that_of_the_rules_that_were_chosen(site: Site, school: Agency, other_body: None) -> None:
    browser, at = site.client(site.anan), f"/a/{school.code}/2570/entry/"
    blank = browser.get(at).content.decode()
    assert 'name="rules"' in blank and "การดูแลผู้เรียน" not in blank
    form = browser.get(at, {"rules": NAME}).content.decode()
    assert "การดูแลผู้เรียน" in form
    assert browser.post(at, {"total": "78.29", "version": "0"}).status_code == 422
    sent = browser.post(at, {"total": "78.29", "version": "0", "rules": NAME})
    assert sent.status_code == 302, sent.content.decode()


def test_a_file_goes_over_to_the_rules_that_were_chosen(site: Site, school: Agency, other_body: None) -> None:
    # A year that both have rules of: the invented body's of 2568.
    folder = Path(settings.HOME) / known.FOLDER / "example-body-2568"
    shutil.copytree(EDITION, folder)
    text = (folder / "edition.yaml").read_text("utf-8").replace("2570", "2568")
    (folder / "edition.yaml").write_text(text, "utf-8")
    address = offered(site, school, 2568, published={"total": "78.29", "level": "พอใช้สมมติ"})
    browser = site.client(site.anan)
    answer = browser.post(address, {"do": "take", "basis": "official", "rules": "example-body-2568"})
    assert answer.status_code == 302
    assert "/import/" in answer.headers["Location"]
    assert results(school) == []
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "เว็บไซต์" in page and 'name="rules"' not in page
    assert browser.post(answer.headers["Location"], {"do": "take", "basis": "official"}).status_code == 302
    assert results(school)[0].scorecard["criteria"] == "example-body-2568"


def test_every_page_works_by_another_bodys_rules_and_after_they_are_gone(
    site: Site, school: Agency, other_body: None
) -> None:
    address = offered(
        site, school, 2570, criteria=NAME, answers=ANSWERS,
        disclosure=[{"item": "w1", "score": "50"}, {"item": "w2", "score": "50"}, {"item": "w3", "score": "100"}],
    )  # fmt: skip
    browser = site.client(site.anan)
    assert browser.post(address, {"do": "take", "basis": "computed"}).status_code == 302
    stored = StoredEdition.objects.get(name=NAME)
    assert "../sources.yaml" in stored.files
    at = f"/a/{school.code}/2570/"
    pages = ("", "results/", "analysis/", "documents/", "versions/", "results/level/", "results/total/",
             "items/s1/", "items/w1/", "round.xlsx", "round.yaml", "import/paste/", "entry/", "import/")  # fmt: skip
    first = {each: browser.get(at + each) for each in pages}
    assert {each: answer.status_code for each, answer in first.items() if answer.status_code != 200} == {}
    notice = known.edition(NAME).notice
    assert notice is not None
    lacking = [each for each in pages if "round." not in each and notice.th not in first[each].content.decode()]
    assert lacking == []
    assert "พอใช้สมมติ" in first["results/"].content.decode()
    for each in ("", "analysis/", "results/"):
        text = re.sub(r"<[^>]+>", " ", first[each].content.decode())
        assert re.findall(r"\b(?:IIT|EIT|OIT|ITAS|ITA)\b.{0,40}", text) == [], each
    shutil.move(Path(settings.HOME) / known.FOLDER / NAME, Path(settings.HOME) / "elsewhere")
    try:
        assert NAME not in known.editions()
        after = {each: browser.get(at + each).status_code for each in pages}
        assert set(after.values()) == {200}
    finally:
        shutil.move(Path(settings.HOME) / "elsewhere", Path(settings.HOME) / known.FOLDER / NAME)


def test_the_demo_has_a_school_by_the_rules_of_the_invented_body_and_says_so(site: Site) -> None:
    home = Path(settings.HOME)
    try:
        (account,) = load_invented(home, now=NOW, today=NOW.date())
        assert load_invented(home, now=NOW, today=NOW.date()) == (account,)
        agency = Agency.objects.within(SYSTEM).get(name=account.where)
        (result,) = results(agency)
        assert result.scorecard["criteria"] == NAME and account.email in addresses()
        browser = Client()
        browser.force_login(Person.objects.get(email=account.email))
        for page in ("", "results/", "analysis/", "documents/"):
            answer = browser.get(f"/a/{agency.code}/2570/{page}")
            assert answer.status_code == 200 and "เกณฑ์สมมติเพื่อทดลองใช้โปรแกรม" in answer.content.decode(), page
    finally:
        shutil.rmtree(home / known.FOLDER, ignore_errors=True)

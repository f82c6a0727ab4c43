"""The garuda and the seal of an agency: who gives them, what is refused, and the documents that they stand in."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from site_of_tests import NOW, Site

from kept_files import bytes_in
from prongsai.flow.documents.making import work
from prongsai.flow.documents.pictures import pictures_of
from prongsai.records.actions.documents import ask_document
from prongsai.records.models import AgencyPicture, AgencyRound, Entry, MadeDocument
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def picture(colour: str = "black", kind: str = "PNG") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (80, 90), colour).save(made, kind)
    return SimpleUploadedFile(f"ตรา.{kind.lower()}", made.getvalue())


def give(site: Site, who: object, name: str = "garuda", file: SimpleUploadedFile | None = None) -> object:
    browser = site.client(who)
    return browser.post(f"/a/{site.a.code}/pictures/", {"name": name, "picture": file or picture()})


def held(site: Site) -> dict[str, bytes]:
    return {row.name: bytes_in(row) for row in AgencyPicture.objects.within(SYSTEM).filter(agency=site.a)}


def lines(site: Site) -> list[tuple[str, str]]:
    rows = Entry.objects.within(SYSTEM).filter(agency=site.a, action__endswith="-picture").order_by("number")
    return list(rows.values_list("action", "about"))


def test_a_coordinator_gives_replaces_and_takes_away_a_picture(site: Site) -> None:
    browser = site.client(site.anan)
    assert give(site, site.anan).status_code == 302
    first = held(site)["garuda"]
    page = browser.get(f"/a/{site.a.code}/pictures/").content.decode()
    assert site.anan.name in page and "/pictures/garuda.png" in page and "/pictures/seal.png" not in page
    shown = browser.get(f"/a/{site.a.code}/pictures/garuda.png")
    assert (shown.content, shown.headers["Content-Type"]) == (first, "image/png")
    assert first.startswith(b"\x89PNG")

    give(site, site.anan, file=picture("white", "JPEG"))
    assert held(site)["garuda"] != first and held(site)["garuda"].startswith(b"\x89PNG")
    browser.post(f"/a/{site.a.code}/pictures/", {"name": "garuda", "do": "remove"})
    assert held(site) == {}
    assert browser.get(f"/a/{site.a.code}/pictures/garuda.png").status_code == 404
    assert lines(site) == [("keep-picture", "garuda"), ("keep-picture", "garuda"), ("remove-picture", "garuda")]
    assert row_faults(site.a) == ()
    told = browser.get(f"/a/{site.a.code}/history/").content.decode()
    assert "บันทึกภาพตรา" in told and "นำภาพตราออก" in told


def test_the_same_picture_again_writes_no_line(site: Site) -> None:
    give(site, site.anan)
    give(site, site.anan)
    assert lines(site) == [("keep-picture", "garuda")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("x.png", b"GIF89a"), "ไม่ใช่ภาพ PNG หรือ JPEG"),
        (SimpleUploadedFile("x.png", b"\x89PNG" + bytes(1_000_000)), "ไฟล์ภาพใหญ่เกินไป"),
        (SimpleUploadedFile("x.png", picture().read()[:-40]), "ไฟล์เสียหายหรือไม่ครบ"),
    ],
    ids=["gif", "large", "cut"],
)
def test_a_wrong_picture_is_refused_in_words_and_nothing_changes(
    site: Site, file: SimpleUploadedFile, said: str
) -> None:
    give(site, site.anan, "seal")
    before = held(site)
    answer = give(site, site.anan, "seal", file)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert held(site) == before and lines(site) == [("keep-picture", "seal")]


def test_a_form_without_a_file_or_of_another_name_changes_nothing(site: Site) -> None:
    browser, address = site.client(site.anan), f"/a/{site.a.code}/pictures/"
    assert browser.post(address, {"name": "garuda"}).status_code == 422
    assert browser.post(address, {"name": "mayor", "picture": picture()}).status_code == 404
    assert browser.post(address, {"name": "garuda", "do": "remove"}).status_code == 302
    assert held(site) == {} and lines(site) == []


def test_who_may_not_change_the_agency_sees_the_pictures_and_no_form(site: Site) -> None:
    give(site, site.anan)
    browser = site.client(site.boon)
    page = browser.get(f"/a/{site.a.code}/pictures/").content.decode()
    assert "garuda.png" in page and 'type="file"' not in page
    assert give(site, site.boon).status_code == 403
    assert browser.post(f"/a/{site.a.code}/pictures/", {"name": "garuda", "do": "remove"}).status_code == 403
    assert site.client(site.chai).get(f"/a/{site.a.code}/pictures/garuda.png").status_code in (403, 404)
    assert list(held(site)) == ["garuda"]


def test_documents_are_made_with_the_pictures_of_their_agency(site: Site) -> None:
    round_ = AgencyRound.objects.within(SYSTEM).get(agency=site.a)

    def made() -> str:
        asked = ask_document(
            round=round_, kind="order", profile="", digits="thai", format="html", person=site.anan, now=NOW
        )
        assert work(asked.pk, clock=lambda: NOW)
        row = MadeDocument.objects.within(SYSTEM).get(pk=asked.pk)
        assert row.state == "ready", row.problem
        return bytes_in(row).decode()

    assert "<img" not in made()
    give(site, site.anan)
    assert pictures_of(SYSTEM, site.b).garuda is None
    assert made().count('<img class="garuda"') == 1

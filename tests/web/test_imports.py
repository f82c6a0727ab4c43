"""Uploads: read, shown with their differences, taken by a yes; what is wrong is told and changes nothing."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from site_of_tests import Site, data_of, file

from prongsai.records.models import Agency, Entry, Result, Upload
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def corrected() -> dict[str, object]:
    data = data_of()
    data["published"]["total"] = "80.00"
    return data


def offered(site: Site, data: object, name: str = "round.json") -> str:
    """The address of the preview of an upload."""
    answer = site.client(site.anan).post(site.at("import/"), file(data, name))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_upload_shows_the_difference_and_changes_nothing_before_the_yes(site: Site) -> None:
    address = offered(site, corrected())
    page = site.client(site.anan).get(address).content.decode()
    assert "87.15" in page and "80.00" in page
    assert site.versions() == 1


def test_yes_makes_a_version_with_basis_and_reason_and_a_line_of_history(site: Site) -> None:
    address = offered(site, corrected())
    answer = site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "พิมพ์ผิด"})
    assert answer.status_code == 302
    last = Result.objects.within(SYSTEM).filter(round__agency=site.a).first()
    assert (last.version, last.basis, last.why, last.made_by) == (2, "corrected", "พิมพ์ผิด", site.anan)
    line = Entry.objects.within(SYSTEM).filter(agency=site.a).first()
    assert (line.action, line.person) == ("take-result", site.anan)
    assert walked(site.a).faults == ()
    page = site.client(site.anan).get(site.at("versions/")).content.decode()
    assert "พิมพ์ผิด" in page and "80.00" in page and "87.15" in page


def test_reason_is_needed_where_something_counts_already(site: Site) -> None:
    address = offered(site, corrected())
    assert site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": " "}).status_code == 422
    assert site.client(site.anan).post(address, {"do": "take", "basis": "odd", "why": "x"}).status_code == 422
    assert site.versions() == 1


def test_leaving_an_upload_removes_it(site: Site) -> None:
    address = offered(site, corrected())
    site.client(site.anan).post(address, {"do": "leave"})
    assert Upload.objects.within(SYSTEM).count() == 0
    assert site.versions() == 1


def test_same_file_again_says_that_nothing_would_change(site: Site) -> None:
    page = site.client(site.anan).get(offered(site, data_of())).content.decode()
    assert "เหมือนฉบับปัจจุบันทุกประการ" in page


def test_section_that_would_go_is_named(site: Site) -> None:
    data = data_of()
    del data["assessor"]
    page = site.client(site.anan).get(offered(site, data)).content.decode()
    assert "<li>ข้อเสนอแนะของผู้ประเมิน</li>" in page and "ลบคะแนนที่มีอยู่" in page


def test_yes_to_an_overtaken_preview_is_refused(site: Site) -> None:
    address = offered(site, corrected())
    second = data_of()
    second["published"]["total"] = "81.00"
    # Another coordinator's version comes first.
    other = site.coordinator("other")
    answer = site.client(other).post(site.at("import/"), file(second))
    site.client(other).post(answer.headers["Location"], {"do": "take", "basis": "corrected", "why": "ก่อน"})
    answer = site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "หลัง"})
    assert answer.status_code == 409
    assert site.versions() == 2


def test_preview_is_for_its_own_person_and_expires(site: Site) -> None:
    address = offered(site, corrected())
    other = site.coordinator("other")
    assert site.client(other).get(address).status_code == 302
    assert site.client(site.chai).get(address).status_code == 404
    Upload.objects.within(SYSTEM).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert site.client(site.anan).get(address).status_code == 302
    assert site.client(site.anan).post(address, {"do": "take", "basis": "corrected", "why": "x"}).status_code == 302
    assert site.versions() == 1


def test_excel_form_layout_the_current_version_comes_back_with_a_change(site: Site) -> None:
    book = load_workbook(io.BytesIO(site.client(site.anan).get(site.at("round.xlsx")).content))
    hits = [cell for sheet in book for row in sheet for cell in row if str(cell.value) == "87.15"]
    assert hits
    hits[0].value = "81.00" if isinstance(hits[0].value, str) else 81.00
    out = io.BytesIO()
    book.save(out)
    page = site.client(site.anan).get(offered(site, out.getvalue(), "form.xlsx")).content.decode()
    assert "81.00" in page or ">81<" in page


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 60_000_000)
    return out.getvalue()


def with_macros() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.yaml"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "scan.png"),
        (b"%PDF-1.7 ...", "results.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old.xls"),
        (b"PK\x03\x04 broken", "broken.xlsx"),
        (b"<html><script>alert(1)</script>", "page.yaml"),
        (b"a,b\n1,2\n", "table.csv"),
        (b"a: &a [x, x]\nb: [*a, *a]\n", "alias.yaml"),
        (b"x" * 50_000_000, "huge.yaml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_upload_is_refused_in_words_and_changes_nothing(site: Site, data: bytes, name: str) -> None:
    answer = site.client(site.anan).post(site.at("import/"), file(data, name))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ยังไม่มีข้อมูลใดเปลี่ยน" in page and 'class="problems"' in page
    assert "<script>alert" not in page
    assert (site.versions(), Upload.objects.within(SYSTEM).count()) == (1, 0)


def test_zip_bomb_and_macros_are_refused(site: Site) -> None:
    for data in (bomb(), with_macros()):
        answer = site.client(site.anan).post(site.at("import/"), file(data, "form.xlsx"))
        assert answer.status_code == 422
    assert site.versions() == 1


def test_another_agencys_and_another_years_file_are_refused(site: Site) -> None:
    theirs = site.client(site.chai).get(site.at("round.xlsx", site.b)).content
    page = site.client(site.anan).post(site.at("import/"), file(theirs, "theirs.xlsx"))
    assert page.status_code == 422 and site.b.name in page.content.decode()
    other = data_of(
        criteria="nacc-2567", year=2567, answers={}, disclosure=[], published={"total": "80.00"}, history={}
    )
    for key in ("assessor", "claims", "plan", "document", "memo"):
        other.pop(key, None)
    page = site.client(site.anan).post(site.at("import/"), file(other))
    assert page.status_code == 422 and "2567" in page.content.decode()
    assert site.versions() == 1


@pytest.mark.parametrize(("province", "status"), [("ตาก", 302), (" ตาก", 302), ("", 302), ("ปทุมธานี", 422)])
def test_file_of_the_same_name_in_another_province_is_another_agencys(site: Site, province: str, status: int) -> None:
    Agency.objects.within(SYSTEM).filter(pk=site.a.pk).update(province="ตาก")
    data = corrected()
    data["agency"] = {**data["agency"], "code": None, "province": province or None}
    answer = site.client(site.anan).post(site.at("import/"), file(data))
    assert (answer.status_code, Upload.objects.within(SYSTEM).count()) == (status, int(status == 302))
    assert ("ปทุมธานี" in answer.content.decode()) == (status == 422)


@pytest.mark.parametrize(
    ("agency", "status"),
    [
        ({"name": "ทน.แม่สอด"}, 302),
        ({"name": "ทน. แม่สอด", "code": "k3x9zq"}, 302),  # the code that ITAS knows it by
        ({"name": "ทม.แม่สอด"}, 422),
        ({"name": "ทน.รังสิต", "code": "k3x9zq"}, 422),
        ({"name": "เทศบาลนครแม่สอด", "code": "ag-another"}, 422),
    ],
)
def test_short_name_and_itas_code_are_this_agencys(site: Site, agency: dict[str, str], status: int) -> None:
    answer = site.client(site.anan).post(site.at("import/"), file(corrected() | {"agency": agency}))
    assert answer.status_code == status, answer.content.decode()


def test_another_year_comes_in_at_its_own_page(site: Site) -> None:
    other = {
        "format": "prongsai/round@1",
        "year": 2567,
        "agency": {"name": site.a.name},
        "published": {"total": "80.00"},
    }
    answer = site.client(site.anan).post(f"/a/{site.a.code}/2567/import/", file(other))
    assert answer.status_code == 302
    answer = site.client(site.anan).post(answer.headers["Location"], {"do": "take", "basis": "official", "why": ""})
    assert answer.headers["Location"] == f"/a/{site.a.code}/2567/"


def test_thousand_errors_show_the_first_with_their_lines(site: Site) -> None:
    rows = "".join(f"  - {{item: x{number}, score: 'abc'}}\n" for number in range(1000))
    text = f"format: prongsai/round@1\nyear: 2568\nagency: {{name: {site.a.name}}}\ndisclosure:\n{rows}"
    answer = site.client(site.anan).post(site.at("import/"), file(text.encode(), "many.yaml"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("บรรทัด</strong>") + page.count("<strong>บรรทัด ") == 50
    assert len(answer.content) < 100_000


def test_only_those_who_may_import(site: Site) -> None:
    for person, status in ((site.boon, 403), (site.dao, 403), (site.chai, 404)):
        for way in ("import/", "import/paste/"):
            assert site.client(person).get(site.at(way)).status_code == status
    assert site.client(site.boon).get(site.at("versions/")).status_code == 200
    assert site.client(site.chai).get(site.at("versions/")).status_code == 404
    assert site.client(site.chai).get(site.at("round.yaml")).status_code == 404

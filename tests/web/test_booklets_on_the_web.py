"""A published booklet is uploaded, looked at with the place of each figure, decided where doubtful, then previewed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from site_of_tests import YEAR, Site, file

from prongsai.flow.intake.merging import merged
from prongsai.records.models import Draft, Result, Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def page(site: Site, *parts: str, year: int = YEAR, name: str | None = None) -> bytes:
    """A booklet of agency A, as a page that somebody saved."""
    agency = name or site.a.name
    lead = f"<h1>รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}</h1><p>{agency}</p><p>{agency} จังหวัดตาก</p>"
    return f"<!doctype html><html><meta charset=utf-8><body>{lead}{''.join(parts)}</body></html>".encode()


def table(*rows: tuple[str, str]) -> str:
    lines = (("ตัวชี้วัด", "คะแนน"), *rows)
    return "<table>" + "".join(f"<tr><td>{name}</td><td>{score}</td></tr>" for name, score in lines) + "</table>"


FOURTH = "4. การใช้ทรัพย์สินของราชการ"


def handed_in(site: Site, *parts: str, **more: Any) -> str:
    """The page that shows what was read."""
    answer = site.client(site.anan).post(site.at("import/"), file(page(site, *parts, **more), "เล่ม.html"))
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == site.at("import/booklet/")
    return site.client(site.anan).get(site.at("import/booklet/")).content.decode()


def test_a_booklet_is_read_shown_with_places_and_taken_after_its_differences(site: Site) -> None:
    shown = handed_in(site, "<h2>ผลรายตัวชี้วัด</h2>", table((FOURTH, "๙๐.๗๖")))
    assert "อ่านได้แน่ชัด 1 ค่า" in shown and "90.76" in shown
    assert "ใต้หัวข้อ “ผลรายตัวชี้วัด” ตาราง แถว 2" in shown
    assert site.versions() == 1 and not Upload.objects.within(SYSTEM).exists()

    client = site.client(site.anan)
    preview = client.post(site.at("import/booklet/"), {"do": "use"}).headers["Location"]
    differences = client.get(preview).content.decode()
    assert "90.76" in differences and "เล่ม.html" in differences
    client.post(preview, {"do": "take", "basis": "official", "why": "ตามเล่มรายงาน"})
    newest = Result.objects.within(SYSTEM).filter(round__agency=site.a).order_by("-version").first()
    assert newest is not None and newest.version == 2
    assert newest.file["published"]["indicators"]["4"] == "90.76"
    assert newest.file["published"]["total"] == "87.15", "what the booklet does not give stays"
    assert not Draft.objects.within(SYSTEM).exists()


def test_a_doubtful_value_is_decided_before_anything_is_previewed(site: Site) -> None:
    shown = handed_in(site, table((FOURTH, "90.76")), f"<p>ตัวชี้วัดที่ {FOURTH} ได้ 92.76 คะแนน</p>")
    assert "ไว้ต่างกัน (90.76, 92.76)" in shown and "อ่านได้แน่ชัด 0 ค่า" in shown
    choices = re.findall(r'name="(doubt-0-\w+)" value="(\w+)"', shown)
    assert [value for _, value in choices] == ["0", "1", "leave"]
    key = choices[0][0]
    client, at = site.client(site.anan), site.at("import/booklet/")

    undecided = client.post(at, {"do": "use"})
    assert undecided.status_code == 422 and "ยังมี 1 แห่งที่ยังไม่ได้เลือก" in undecided.content.decode()
    nothing = client.post(at, {"do": "use", key: "leave"})
    assert nothing.status_code == 422 and "ไม่มีค่าใดที่จะนำมาใช้" in nothing.content.decode()
    assert client.post(at, {"do": "use", key: "7"}).status_code == 422, "no such choice"
    assert not Upload.objects.within(SYSTEM).exists()

    preview = client.post(at, {"do": "use", key: "1"}).headers["Location"]
    assert "92.76" in client.get(preview).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [({"name": "เทศบาลตำบลอื่น"}, "เอกสารนี้เป็นของ “เทศบาลตำบลอื่น”"), ({"year": 2566}, "เอกสารนี้เป็นผลของปี 2566")],
    ids=["another agency", "another year"],
)
def test_a_booklet_of_somebody_else_or_another_year_is_refused(site: Site, more: dict[str, Any], said: str) -> None:
    answer = site.client(site.anan).post(
        site.at("import/"), file(page(site, table((FOURTH, "90.76")), **more), "a.html")
    )
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Draft.objects.within(SYSTEM).exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.7 broken", "เอกสาร"), (b"<!doctype html><html><body></body></html>", "ไม่พบผลการประเมิน")],
    ids=["broken", "empty"],
)
def test_what_cannot_be_read_is_refused_and_other_ways_are_shown(site: Site, data: bytes, said: str) -> None:
    answer = site.client(site.anan).post(site.at("import/"), file(data, "เล่ม.pdf"))
    shown = answer.content.decode()
    assert answer.status_code == 422 and said in shown and site.at("import/paste/") in shown
    assert not Draft.objects.within(SYSTEM).exists()


def test_what_somebody_handed_in_is_theirs_alone_and_can_be_thrown_away(site: Site) -> None:
    handed_in(site, table((FOURTH, "90.76")))
    other = site.coordinator("other")
    answer = site.client(other).get(site.at("import/booklet/"))
    assert answer.status_code == 302 and answer.headers["Location"] == site.at("import/")
    assert site.client(site.chai).get(site.at("import/booklet/")).status_code == 404
    assert site.client(site.boon).get(site.at("import/booklet/")).status_code in (403, 404)
    site.client(site.anan).post(site.at("import/booklet/"), {"do": "forget"})
    assert not Draft.objects.within(SYSTEM).exists()


def test_what_no_file_takes_is_told_on_the_page(site: Site) -> None:
    groups = table(("ชาย", "70"), ("หญิง", "118")).replace("ตัวชี้วัด", "กลุ่ม").replace("คะแนน", "จำนวน")
    shown = handed_in(
        site, table((FOURTH, "90.76")), "<h2>ผู้ตอบแบบวัด IIT</h2><p>แบบวัด IIT มีผู้ตอบจำนวน 100 คน</p>", groups
    )
    assert "มากกว่า" in shown.partition("ยังไม่แน่ชัด</h2>")[2].partition("</ol>")[0]
    preview = site.client(site.anan).post(site.at("import/booklet/"), {"do": "use"})
    assert preview.status_code == 302, "what was told stands in the way of nothing"


def test_a_booklet_is_laid_over_what_is_known_and_takes_nothing_exact_away() -> None:
    base = {
        "answers": {"IIT": {"respondents": 40, "items": {"i1": {"counts": [1, 39]}}}},
        "disclosure": [{"item": "o1", "urls": ["https://a.go.th"], "score": "0"}],
        "published": {"indicators": {"1": "90.00", "2": "91.00"}, "level": "ผ่าน"},
        "history": {"2567": {"criteria": "nacc-2567", "published": {"total": "80.00"}}},
        "plan": {"year": 2569, "rows": [{"measures": ["ก"]}]},
    }
    draft = {
        "answers": {"IIT": {"items": {"i1": {"shares": ["2.50", "97.50"]}, "i2": {"shares": ["0.00", "100.00"]}}}},
        "disclosure": [{"item": "o1", "score": "100"}, {"item": "o2", "score": "0"}],
        "published": {"indicators": {"2": "92.00"}, "total": "88.00"},
        "history": {
            "2567": {"certainty": "inferred", "published": {"level": "ผ่าน"}},
            "2562": {"certainty": "inferred", "published": {"total": "70.00"}},
        },
        "plan": {"year": 2569, "rows": [{"measures": ["ข"]}]},
    }
    made = merged(base, draft)
    assert made["answers"]["IIT"] == {
        "respondents": 40,
        "items": {"i1": {"counts": [1, 39]}, "i2": {"shares": ["0.00", "100.00"]}},
    }
    assert made["disclosure"] == [
        {"item": "o1", "urls": ["https://a.go.th"], "score": "100"},
        {"item": "o2", "score": "0"},
    ]
    assert made["published"] == {"indicators": {"1": "90.00", "2": "92.00"}, "level": "ผ่าน", "total": "88.00"}
    assert made["history"]["2567"] == {"criteria": "nacc-2567", "published": {"total": "80.00", "level": "ผ่าน"}}
    assert made["history"]["2562"]["certainty"] == "inferred" and made["plan"] == base["plan"]
    assert base["published"]["indicators"] == {"1": "90.00", "2": "91.00"}, "what counts is not touched"

"""Thai pages of the example agencies show no code, no word of a file's format and no English id."""

from __future__ import annotations

import datetime
import html
import re

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prongsai.flow.by_file.examples import examples
from prongsai.flow.site.showcase import load_examples
from prongsai.records.actions.documents import write_text
from prongsai.records.models import Agency, AgencyRound, Person
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.write import to_data
from prongsai.screens.agency.papers.documents import SHORT_FORMATS

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
PAGES = ("", "results/", "analysis/", "documents/", "versions/", "import/", "entry/", "import/paste/")
FIGURES = ("total", "level", "IIT", "EIT", "EIT1", "OIT", "ind:1", "ind:9", "ind:6@EIT1", "sub:9.1", "IIT.i1", "OIT.o1")
ITEMS = ("i1", "e1", "o1")
OF_AGENCY = ("history/", "people/", "handover/")
# What only a program or a file has: versions, places in a file, ids of figures, parts, rules and roles, checksums.
CODES = re.compile(
    r"\bv\d+\b|\bplan\.\w+|\bpublished\b|\bnacc-\w+|\b[0-9a-f]{32,}\b|\bEIT[12]\b"
    r"|(?<!รหัสหน่วยงาน: )\bag-[0-9a-f]+|\b(?:ind|sub|inst|item):\w+|\b[a-z]+-\d+\b|\b[a-z]+_[a-z]+\b|\{[A-Za-z][^}]*\}"
    r"|(?<!\.)\b(?:coordinator|section-owner|executive|own|slip|docx|html|preface|results|take-result)\b(?!@)"
)

# Names of fields of a form, which stand before what is wrong with them.
PLACES = re.compile(r"\b(?:why|basis|remove|rules|criteria|agency|year|text|kind|format|file)\b")


def visible(page: str) -> str:
    """What somebody reads: the words between tags and those of labels; a whole checksum may stand folded away."""
    page = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<details class=\"proof.*?</details>", " ", page)
    labels = " ".join(re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', page))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page) + " " + labels).split())


def pages_of(name: str) -> dict[str, str]:
    """The text of an example agency's main pages, as its coordinator sees them."""
    load_examples(now=NOW, today=NOW.date())
    example = examples()[name]
    coordinator = Person.objects.get(email=f"{name.rpartition('-')[0]}@example.org")
    browser = Client()
    browser.force_login(coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    agency = Agency.objects.within(SYSTEM).get(name=example.facts.agency.name)
    year = example.facts.year
    held = AgencyRound.objects.within(SYSTEM).get(agency=agency, year=year)
    write_text(round=held, part="preface", text="ได้ {total} คะแนน", seen={}, opened="", person=coordinator, now=NOW)
    addresses = [f"{year}/{page}" for page in PAGES] + list(OF_AGENCY)
    addresses += [f"{year}/results/{figure}/" for figure in FIGURES] + [f"{year}/items/{item}/" for item in ITEMS]
    answers = {address: browser.get(f"/a/{agency.code}/{address}") for address in addresses}
    return {
        address: visible(answer.content.decode()) for address, answer in answers.items() if answer.status_code == 200
    }


@pytest.mark.parametrize("name", examples())
def test_pages_show_no_codes(name: str) -> None:
    pages = pages_of(name)
    found = {
        (address, hit[0]): text[max(0, hit.start() - 40) : hit.end() + 20]
        for address, text in pages.items()
        for hit in CODES.finditer(text)
    }
    assert found == {}
    assert len(pages) > 15


def test_pages_that_answer_what_was_sent_show_no_codes_either() -> None:
    load_examples(now=NOW, today=NOW.date())
    browser = Client()
    person = Person.objects.get(email="mae-sot@example.org")
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    agency = Agency.objects.within(SYSTEM).get(name="เทศบาลนครแม่สอด")
    year = f"/a/{agency.code}/2568/"
    changed = to_data(examples()["mae-sot-2568"])
    changed["published"]["total"] = "80.00"
    file = SimpleUploadedFile("ผล.yaml", yaml.safe_dump(changed, allow_unicode=True).encode())
    # One upload of somebody waits at a time: its refusals are seen before the next.
    preview = browser.post(f"{year}entry/", {"version": "1", "ind-1": "96.11"})["Location"]
    sent = {
        "no reason": browser.post(preview, {"do": "take", "basis": "corrected", "why": ""}),
        "no basis": browser.post(preview, {"do": "take", "why": "แก้"}),
        "form": browser.post(f"{year}entry/", {"version": "1", "total": "", "ind-1": "96.11"}, follow=True),
        "wrong form": browser.post(
            f"{year}entry/", {"version": "1", "ind-1": "952.4", "people-IIT": "x", "OIT-o2": "41"}
        ),
        "old form": browser.post(f"{year}entry/", {"version": "0", "total": "88.00"}),
        "file": browser.post(f"{year}import/", {"file": file}, follow=True),
        "no file": browser.post(f"{year}import/", {}),
        "paste": browser.post(
            f"{year}import/paste/",
            {"text": "คะแนนรวม 93..38\nIIT 95.52\nจำนวนผู้ตอบ IIT 45 คน", "part": "", "use": "yes"},
        ),
        "typed": browser.post(f"{year}texts/preface/", {"text": "ได้ 87.15 คะแนน", "opened": "", "do": "save"}),
        "odd document": browser.post(f"{year}documents/make/", {"kind": "odd", "format": "exe"}),
        "document": browser.post(f"{year}documents/make/", {"kind": "memo", "format": "html"}, follow=True),
    }
    assert {name: answer.status_code for name, answer in sent.items() if answer.status_code not in (200, 422)} == {}
    found = {
        (name, hit[0]): text[max(0, hit.start() - 40) : hit.end() + 20]
        for name, answer in sent.items()
        for text in [visible(answer.content.decode())]
        for hit in (CODES.search(text), *PLACES.finditer(text))
        if hit is not None
    }
    assert found == {}


def test_history_says_versions_in_words() -> None:
    text = pages_of("mae-sot-2568")["history/"]
    assert "บันทึกผล ปี 2568 ฉบับที่ 1" in text
    assert "แก้ข้อความในเอกสาร คำนำ ปี 2568" in text
    assert re.search(r"รหัสหน่วยงาน: ag-\w+", text)


def test_every_code_would_be_found() -> None:
    shown = "2568 v1|plan.rows.5|published: IIT|nacc-2568|positive-6|EIT1|ind:6@EIT1|ag-6830d96e|{total}|preface"
    assert [code for code in (*shown.split("|"), "9" * 64) if not CODES.search(code)] == []
    assert not CODES.search("เอกสาร Word (.docx) executive@example.org รหัสหน่วยงาน: ag-6830d96e")
    assert set(SHORT_FORMATS) == {"docx", "pdf", "html"}

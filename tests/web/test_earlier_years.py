"""Pages of a year whose earlier years no edition knows: whether they compare is not known, and is said so."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client

from people import NOW
from prongsai.flow.intake.taking import agency_of, take_round
from prongsai.records.models import Grant, Person
from prongsai.roundfile.read_file import read_bytes

pytestmark = pytest.mark.django_db

FILE = """\
format: prongsai/round@1
year: 2564
agency: {name: เทศบาลตัวอย่าง}
published:
  indicators: {"1": "94.42", "2": "92.12"}
  instruments: {IIT: "92.39", EIT: "92.13", OIT: "100"}
  total: "95.36"
  level: AA
history:
  2562: {published: {total: "66.73", level: C}, certainty: recollection}
  2563: {published: {total: "71.50", level: C}}
"""


@pytest.fixture
def pages() -> tuple[Client, str]:
    one = read_bytes(FILE.encode(), "year.yaml")[0]
    agency = agency_of(one, person=None, now=NOW)
    take_round(agency=agency, one=one, person=None, basis="official", why="", now=NOW)
    anan = Person.objects.create_user("anan@example.org", None, name="Anan")
    Grant.objects.create(person=anan, role="coordinator", agency=agency, starts=datetime.date(2024, 1, 1))
    client = Client()
    client.force_login(anan, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, f"/a/{agency.code}/2564/"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "ไม่ทราบว่าเทียบกันได้หรือไม่"),
        ("", "จากความทรงจำ ยังไม่พบเอกสารยืนยัน"),
        ("", "ไม่ทราบว่าปีต่อไปนี้เทียบกันได้หรือไม่"),
        ("results/?with=2563", "ไม่ทราบว่าคะแนนปี 2563 กับปี 2564 เทียบกันได้หรือไม่"),
        ("results/?with=2562", "ไม่ทราบว่าเทียบได้หรือไม่"),
        ("analysis/", "ไม่ทราบว่าเทียบกันได้หรือไม่: ไม่มีตารางเทียบเกณฑ์"),
    ],
)
def test_page_never_says_that_the_years_do_not_compare(pages: tuple[Client, str], rest: str, said: str) -> None:
    client, address = pages
    text = " ".join(re.sub("<[^>]*>", " ", client.get(address + rest).content.decode()).split())

    assert said in text
    assert not re.search("เทียบ(?:กัน)?(?:โดย)?ตรงไม่ได้|เทียบ(?:กัน)?ไม่ได้", text)

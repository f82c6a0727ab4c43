"""Addresses out of what somebody pastes: http and https alone, letter for letter, whatever stands around them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.flow.disclosure.links import MOST_LETTERS, host_in, of_site, one_url, urls_in
from prongsai.language.text import Text

A = "https://www.example.go.th/ita/o1.pdf?id=3&x=%E0%B8%81#page=2"


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (A, (A,)),
        (f"  o1 โครงสร้าง {A} ค่ะ", (A,)),
        (f"(ดู {A})", (A,)),
        (f"“{A}”, {A}.", (A,)),
        ("https://a.go.th/x_(1)", ("https://a.go.th/x_(1)",)),
        (f"<{A}>", (A,)),
        (f"{A}\nhttp://b.go.th/", (A, "http://b.go.th/")),
        ("HTTPS://A.go.th/ไทย/หน้า", ("HTTPS://A.go.th/ไทย/หน้า",)),
        ("https://a.go.th:8443/x", ("https://a.go.th:8443/x",)),
        # In one line, as chats and tables glue them together.
        (
            "https://a.go.th/1,https://a.go.th/2;http://b.go.th",
            ("https://a.go.th/1", "https://a.go.th/2", "http://b.go.th"),
        ),
        ("1)https://a.go.th/1 2)https://a.go.th/2", ("https://a.go.th/1", "https://a.go.th/2")),
        ("https://a.go.th/x?u=https://b.go.th/y", ("https://a.go.th/x?u=https://b.go.th/y",)),
        ("https://web.archive.org/web/2026/https://a.go.th/", ("https://web.archive.org/web/2026/https://a.go.th/",)),
        ("https://www.facebook.com/share/p/1AbC/?mibextid=x", ("https://www.facebook.com/share/p/1AbC/?mibextid=x",)),
        # What nobody sees is no part of an address, and ends one before Thai words.
        ("\ufeffhttps://a.go.th/\u200bx\u200b", ("https://a.go.th/x",)),
        ("https://a.go.th/x\u200bแผนผัง", ("https://a.go.th/x",)),
        ("o1.pdf https://a.go.th/1 ติดต่อ ita@maesot.go.th", ("https://a.go.th/1",)),
    ],
)
def test_addresses_are_found_in_whatever_stands_around_them(pasted: str, found: tuple[str, ...]) -> None:
    assert urls_in(pasted) == found


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "ยังไม่มีลิงก์"),
        ("javascript:alert(1)", "รับเฉพาะลิงก์ของหน้าเว็บ"),
        ("data:text/html,x", "รับเฉพาะลิงก์ของหน้าเว็บ"),
        ("ftp://a.go.th/x", "รับเฉพาะลิงก์ของหน้าเว็บ"),
        ("www.a.go.th/x", "ไม่มี http:// หรือ https:// นำหน้า"),
        ("maesot.go.th/ita", "“maesot.go.th” ไม่มี http:// หรือ https:// นำหน้า"),
        ("facebook.com/maesot", "ไม่มี http:// หรือ https:// นำหน้า"),
        ("https://a.go.th/1 และ www.b.go.th/2", "“www.b.go.th” ไม่มี http:// หรือ https:// นำหน้า"),
        ("https://a.go.th/1และhttps://a.go.th/2", "ติดกับลิงก์ถัดไป"),
        ("http://192.168.1.5/o1.pdf", "ไม่มีชื่อเว็บไซต์ที่ประชาชนเปิดได้"),
        ("ก" * 60_001, "รับได้ครั้งละไม่เกิน 60,000 ตัวอักษร"),
        ("หน้าเว็บของเรา", "ไม่พบลิงก์ใน “หน้าเว็บของเรา”"),
        ("http://localhost/x", "ไม่มีชื่อเว็บไซต์ที่ประชาชนเปิดได้"),
        ("https://[::1", "ไม่มีชื่อเว็บไซต์ที่ประชาชนเปิดได้"),
        ("https://user:pw@a.go.th/", "มีชื่อผู้ใช้หรือรหัสผ่าน"),
        ("https://a.go.th/" + "x" * MOST_LETTERS, "รับได้ไม่เกิน 2,000 ตัวอักษร"),
        (" ".join(f"https://a.go.th/{number}" for number in range(21)), "พบ 21 ลิงก์"),
    ],
)
def test_what_is_no_address_is_said_in_words(pasted: str, said: str) -> None:
    read = urls_in(pasted)
    assert isinstance(read, Text) and said in read.th and read.en


def test_one_field_takes_one_address() -> None:
    assert one_url(f"x {A}") == A
    read = one_url(f"{A} http://b.go.th/")
    assert isinstance(read, Text) and "พบ 2 ลิงก์" in read.th


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_whatever_is_taken_is_http_and_stands_in_the_text(before: str, after: str) -> None:
    pasted = f"{before} {A} {after}"
    read = urls_in(pasted)
    if not isinstance(read, Text):
        assert A in read
        for url in read:
            assert url in pasted and url.lower().startswith(("http://", "https://")) and not set(url) & set(' <>"')


@pytest.mark.parametrize(
    ("url", "hosts", "own"),
    [
        ("https://www.a.go.th/x", ["a.go.th"], True),
        ("https://a.go.th/x", ["www.A.go.th"], True),
        ("https://ita.a.go.th/x", ["a.go.th"], True),
        ("https://evila.go.th/x", ["a.go.th"], False),
        ("https://nota.go.th/x", ["a.go.th"], False),
        ("https://a.go.th.example.com/x", ["a.go.th"], False),
        ("https://drive.example.com/x", ["a.go.th", "b.go.th"], False),
        ("https://a.go.th/x", [""], False),
    ],
)
def test_an_address_is_on_the_agencys_site_or_below_it(url: str, hosts: list[str], own: bool) -> None:
    assert of_site(url, hosts) is own


def test_an_address_without_a_host_has_none() -> None:
    assert host_in("https://[bad") == "" and host_in("https:///x") == ""


def test_no_text_takes_long() -> None:
    started = time.process_time()
    for text in (")" * 59_000, "https://" * 7_000, "a." * 29_000, "\u200b" * 59_000, "ๆ" * 59_000):
        urls_in(f"https://a.go.th/{text}")
        urls_in(text)
    assert time.process_time() - started < 1

"""What comes in is text: control characters, numbers of a thousand digits, days of no calendar are refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from site_of_tests import Site

from prongsai.web.shell.doors.inputs import OnlyText, in_utf8, or_nothing, whole_number, wrong_in

pytestmark = pytest.mark.django_db
SIGNS = ("%00", "%01", "%0B", "%1F", "%7F", "%C2%80", "%EF%BF%BF")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("address", ["/a/x{}y/", "/?q=x{}y", "/a/{code}/2568/items/i{}/", "/?{}=1"])
def test_control_character_in_an_address_is_told_of(site: Site, sign: str, address: str) -> None:
    answer = site.client(site.anan).get(address.replace("{}", sign).replace("{code}", site.a.code))
    assert answer.status_code == 400
    assert "ที่อยู่หรือคำขอนี้มีอักขระควบคุม" in answer.content.decode()
    assert "Check that the link was copied whole" in answer.content.decode()


@pytest.mark.parametrize("sign", SIGNS)
def test_control_character_in_a_form_is_told_of_and_nothing_is_saved(site: Site, sign: str) -> None:
    browser, versions = site.client(site.anan), site.versions()
    preview = browser.post(site.at("import/paste/"), {"text": "IIT 88.12", "part": "", "do": "use"}).headers["Location"]
    for body in (f"do=take&basis=official&why=x{sign}y", f"x{sign}=1"):
        answer = browser.generic("POST", preview, body, "application/x-www-form-urlencoded")
        assert answer.status_code == 400
        assert "ยังไม่ได้บันทึกสิ่งใด" in answer.content.decode()
    assert site.versions() == versions


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x0c", "\x7f", "\x80", "\ufffe"])
def test_pasted_words_keep_their_draft_and_say_what_is_wrong(site: Site, sign: str) -> None:
    answer = site.client(site.anan).post(site.at("texts/preface/"), {"text": f"ฉบับร่าง{sign}นี้", "opened": ""})
    assert answer.status_code == 422
    assert "มีอักขระควบคุมที่มองไม่เห็น" in answer.content.decode()
    assert "ฉบับร่าง" in answer.content.decode()


def test_line_breaks_and_tabs_of_a_table_are_no_control_characters(site: Site) -> None:
    answer = site.client(site.anan).post(site.at("import/paste/"), {"text": "IIT\t88.1\r\nEIT\t80\n\x0c", "part": ""})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "wrong"),
    [
        ({"HTTP_USER_AGENT": "a\x00b"}, "header"),
        ({"HTTP_REFERER": "a\nb"}, "header"),
        ({"HTTP_COOKIE": 'prongsai="\\000abcdefgh"'}, "header"),
        ({"HTTP_COOKIE": 'django_language="t\\012h"'}, "header"),
        ({"HTTP_USER_AGENT": "Mozilla/5.0 \xe0\tx", "HTTP_COOKIE": "prongsai=abcdefgh"}, None),
    ],
)
def test_headers_and_cookies_hold_none_either(headers: dict[str, str], wrong: str | None) -> None:
    assert wrong_in(RequestFactory().get("/", **headers)) == wrong


def test_lone_surrogate_is_refused_wherever_it_comes_from() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse("seen")

    request = RequestFactory().post("/", {"why": "x"})
    request.POST = request.POST.copy()
    request.POST["why"] = "\ud800"
    assert OnlyText(view)(request).status_code == 400
    request.POST["why"] = "🏛"
    assert OnlyText(view)(request).content == b"seen"


@pytest.mark.parametrize("charset", ["rot13", "utf-7", "unicode_escape", "utf-16", "hex", "no-such-one"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b; charset={}", "text/plain; charset={}; x=y"])
def test_encoding_that_a_form_names_is_not_asked_for(charset: str, kind: str) -> None:
    began: list[Any] = []
    environ = RequestFactory().post("/language").environ | {"CONTENT_TYPE": kind.format(charset)}
    environ["wsgi.input"] = RequestFactory().post("/language", {"language": "en"}).environ["wsgi.input"]
    answer = in_utf8(WSGIHandler())(environ, lambda *said: began.append(said))
    b"".join(answer)
    answer.close()
    assert began[0][0] == "403 Forbidden"  # no token; but a page, and no crash of the server
    assert "charset" not in environ["CONTENT_TYPE"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("0", 0), ("2568", 2568), ("9" * 9, 999_999_999), ("9" * 10, None), ("9" * 5_000, None), ("๒", None)),
        *(("²", None), ("-1", None), ("", None), (" 1", None), ("1_0", None)),
    ],
)
def test_number_is_digits_and_not_too_many(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


def test_fix_of_five_thousand_digits_fixes_nothing(site: Site) -> None:
    answer = site.client(site.anan).post(site.at("import/paste/"), {"text": "IIT 88.1", "fix": "9" * 5_000})
    assert answer.status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "\u200b\ufeff", "\u3164", "\u2800 \u2060", "\t\n"])
def test_reason_that_nobody_sees_is_none_and_told_of(site: Site, typed: str) -> None:
    assert or_nothing(typed) == ""
    browser, versions = site.client(site.anan), site.versions()
    preview = browser.post(site.at("import/paste/"), {"text": "IIT 88.12", "part": "", "do": "use"}).headers["Location"]
    sent = {"do": "take", "basis": "official", "why": typed}
    answer = browser.post(preview, sent)
    assert (answer.status_code, site.versions()) == (422, versions)
    assert "ระบุเหตุผลที่เปลี่ยนผลเดิม" in answer.content.decode()
    assert browser.post(preview, sent | {"why": "แก้ "}).status_code == 302
    assert site.versions() == versions + 1


@pytest.mark.parametrize(
    "day", ["0 0 0", "0 1 2026", "32 1 2026", "30 2 2026", "1 13 2026", "1 1 99999999999", "x 1 2026"]
)
def test_day_that_no_calendar_has_is_told_of(site: Site, day: str) -> None:
    told = site.client(site.anan).post(
        f"/a/{site.a.code}/people/{site.boon.pk}/leave/",
        {f"last_day_{at}": value for at, value in enumerate(day.split())},
    )
    assert told.status_code == 422
    assert "ไม่มีวันนี้ในปฏิทิน" in told.content.decode()


@pytest.mark.parametrize(
    "to",
    [
        *("no-such-name", "home", "javascript:alert(1)", "//example.org/", "/\\example.org", "https://[", "x" * 5_000),
        *("", " ", "/" + "x" * 5_000, "///example.org", "http:///x", "?x", "\u202e/"),
    ],
)
def test_language_switch_goes_home_where_its_address_is_none(to: str) -> None:
    answer = Client().post("/language", {"language": "en", "next": to})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_language_switch_goes_back_to_the_page() -> None:
    answer = Client().post("/language", {"language": "en", "next": "/a/ก/?q=ข"})
    assert answer.headers["Location"] == "/a/%E0%B8%81/?q=%E0%B8%82"

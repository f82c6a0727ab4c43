"""Pages of errors, in Thai and English, telling what to do."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from people import cast
from prongsai.config.urls import handler400, handler403, handler404, handler500
from prongsai.config.urls import urlpatterns as real
from prongsai.web.shell.errors import broken
from prongsai.web.shell.scoping import public

STATUSES = (400, 403, 404, 405, 409, 413, 429, 500, 503)
__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public
def bare(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse(status=status)


@public
def crash(request: HttpRequest) -> HttpResponse:
    raise OperationalError if request.GET else ZeroDivisionError


@public
def post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.body)))


urlpatterns = [*real, path("bare/<int:status>", bare), path("crash", crash), path("post", post)]


@pytest.mark.parametrize("status", (*STATUSES, "500_edition"))
def test_every_page_works_without_context_and_speaks_both_languages(status: int | str) -> None:
    page = render_to_string(f"{status}.html", {})
    assert 'lang="th"' in page
    assert 'lang="en"' in page
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="test_error_pages")
@pytest.mark.parametrize("status", (*STATUSES[:-2], 503))
def test_an_answer_without_a_body_gets_its_page(status: int) -> None:
    response = Client().get(f"/bare/{status}")
    assert response.status_code == status
    assert "กลับหน้าแรก" in response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert Client().get(f"/bare/{status}", headers={"accept": "application/json"}).content == b""


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="test_error_pages")
def test_a_crash_and_a_database_that_does_not_answer_have_their_pages() -> None:
    client = Client(raise_request_exception=False)
    crashed, away = client.get("/crash"), client.get("/crash?x=1")
    assert (crashed.status_code, away.status_code) == (500, 503)
    assert "ระบบขัดข้อง" in crashed.content.decode()
    assert "หยุดให้บริการชั่วคราว" in away.content.decode()
    assert "default-src 'none'" in crashed.headers["Content-Security-Policy"]


def test_the_page_of_a_crash_needs_nothing_of_the_request() -> None:
    assert broken(RequestFactory().get("/")).status_code == 500


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="test_error_pages", DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_body_that_is_too_large_is_told_of() -> None:
    response = Client().post("/post", "x" * 11, content_type="text/plain")
    assert response.status_code == 413
    assert "ไฟล์ใหญ่เกินไป" in response.content.decode()


@pytest.mark.django_db
def test_a_wrong_host_and_an_old_form_have_their_pages() -> None:
    assert "อ่านไม่ได้" in Client().get("/", headers={"host": "evil.example"}).content.decode()
    stale = Client(enforce_csrf_checks=True).post("/join/", {"code": "x"})
    assert stale.status_code == 403
    assert "เปิดค้างไว้นานเกินไป" in stale.content.decode()


@pytest.mark.django_db
def test_what_is_not_there_and_what_is_not_allowed() -> None:
    everybody = cast()
    client = Client()
    client.force_login(everybody.boon)
    assert "ไม่พบหน้านี้" in client.get("/nowhere/").content.decode()
    forbidden = client.get(f"/a/{everybody.a.code}/history/")
    assert forbidden.status_code == 403
    assert "ไม่มีสิทธิทำสิ่งนี้" in forbidden.content.decode()

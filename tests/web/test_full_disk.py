"""A database that takes nothing (a full disk, a lock that lasts): 503 in words, one line in the log, no try counted."""

from __future__ import annotations

import contextlib
import errno
import logging
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from people import PASSWORD, person
from prongsai.flow.site.trouble import is_trouble, no_answer
from prongsai.outside.serving.front import Front, Patience
from prongsai.records.models import Person
from prongsai.web.shell.doors.log_lines import Spared

LOGIN = "/accounts/login/"
FULL = "database or disk is full"


@contextlib.contextmanager
def full(*tables: str) -> Iterator[None]:
    """Meanwhile nothing is written into tables of these names."""

    real = CursorWrapper._execute

    def refuse(self: CursorWrapper, sql: str, *more: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and any(table in sql for table in tables):
            raise OperationalError(FULL)
        return real(self, sql, *more)

    # Where the database itself says so.
    with mock.patch.object(CursorWrapper, "_execute", refuse):
        yield


def sign_in(who: Person, password: str = PASSWORD) -> Any:
    return Client(raise_request_exception=False).post(LOGIN, {"login": who.email, "password": password})


@pytest.mark.django_db
@pytest.mark.parametrize("password", [PASSWORD, "a-wrong-password"])
def test_a_try_that_cannot_be_counted_is_503_and_no_try(password: str) -> None:
    who = person("Nok")
    with full("shared_cache"):
        for _ in range(10):
            response = sign_in(who, password)
            page = response.content.decode()
            assert (response.status_code, "หลายครั้งเกินไป" in page) == (503, False)
            assert response.headers["Retry-After"] == "10"
            assert "ที่เก็บข้อมูลเต็ม" in page
    assert sign_in(who).status_code == 302


@pytest.mark.django_db
def test_a_password_that_no_database_could_be_asked_about_is_no_try() -> None:
    who = person("Nok")

    def gone(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith("SELECT") and "records_person" in sql:
            raise OperationalError("gone")
        return execute(sql, *more)

    for _ in range(10):
        with connection.execute_wrapper(gone):
            assert sign_in(who).status_code == 503
    assert sign_in(who).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_count_whose_transaction_cannot_end_is_503_too(monkeypatch: pytest.MonkeyPatch) -> None:
    who = person("Nok")

    def refuse() -> None:
        raise OperationalError(FULL)

    with monkeypatch.context() as broken:
        broken.setattr(connection, "commit", refuse)
        assert sign_in(who).status_code == 503
    assert sign_in(who).status_code == 302


@pytest.mark.django_db
def test_a_try_while_others_are_counted_is_asked_for_again_and_locks_nobody_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = person("Nok")
    monkeypatch.setattr("allauth.core.internal.ratelimit.CACHE_LOCK_WAIT_TIMEOUT", 0.05)
    with monkeypatch.context() as held:
        held.setattr("allauth.core.internal.ratelimit.cache.add", lambda *_, **__: False)
        response = sign_in(who)
    assert (response.status_code, "หลายครั้งเกินไป" in response.content.decode()) == (503, False)
    assert sign_in(who).status_code == 302


@pytest.mark.django_db
def test_a_value_that_is_there_is_not_put_in_again() -> None:
    assert cache.add("k", 1)
    assert not cache.add("k", 2)
    with full("shared_cache"), pytest.raises(OperationalError, match=FULL):
        cache.set("k", 3)
    assert cache.get("k") == 1


@pytest.mark.parametrize(
    "error",
    [OperationalError(FULL), sqlite3.OperationalError("unable to open database file"), OSError(errno.ENOSPC, "x")],
)
def test_the_log_has_one_line_for_it_without_a_trace(error: Exception) -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/x",), (type(error), error, None)
    )
    assert Spared().filter(record)
    assert (record.exc_info, record.exc_text) == (None, None)
    assert record.getMessage() == f"Internal Server Error: /x: {type(error).__name__}: {' '.join(str(error).split())}"


@pytest.mark.parametrize(
    ("error", "thai", "english"),
    [
        (OperationalError(FULL), "เต็ม", "make room on the disk"),
        (sqlite3.OperationalError("disk I/O error"), "เต็ม", "make room on the disk"),
        (OperationalError('could not extend file "base/1": No space left on device'), "เต็ม", "make room on the disk"),
        (OperationalError("database is locked"), "รอสักครู่", "wait a moment, then try again"),
        (OperationalError("canceling statement due to lock timeout"), "รอสักครู่", "wait a moment, then try again"),
        (OperationalError("attempt to write a readonly database"), "สิทธิ์ของไฟล์", "look at the permissions"),
        (OperationalError("connection refused\nis it running?"), "ฐานข้อมูลไม่ตอบ", "the database does not answer"),
    ],
)
def test_what_is_full_or_busy_and_what_to_do_is_said(error: Exception, thai: str, english: str) -> None:
    said = no_answer(error)
    assert is_trouble(error)
    assert thai in said.th
    assert english in said.en
    assert "\n" not in said.th + said.en


def test_what_is_a_mistake_of_the_program_stays_one() -> None:
    assert not any(map(is_trouble, (ValueError(), FileNotFoundError(errno.ENOENT, "x"), ZeroDivisionError(), None)))


def test_a_file_that_the_machine_has_no_room_for_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio
    import io

    class Full(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("prongsai.outside.serving.front.tempfile.SpooledTemporaryFile", lambda _size: Full())
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    front = Front(lambda *_: [], threads=1, patience=Patience(most_bytes=1_000))
    asyncio.run(front({"type": "http", "method": "POST", "path": "/", "headers": []}, receive, send))
    assert said[0]["status"] == 503
    assert "ที่เก็บข้อมูลของเครื่องเต็ม" in said[1]["body"].decode()

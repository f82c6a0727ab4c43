"""The list of invitations tells mail that waits from mail that fails and mail that was given up, and what to do."""

from __future__ import annotations

import datetime
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from people import PASSWORD, Cast, cast
from prongsai.flow.people.mail import ask_invitation, send_due
from prongsai.records.actions import people
from prongsai.records.actions.mail import TRIED_FOR

pytestmark = pytest.mark.django_db


def shown(everybody: Cast) -> str:
    browser = Client()
    assert browser.login(username=everybody.anan.email, password=PASSWORD)
    page = browser.get(f"/a/{everybody.a.code}/people/").content.decode()
    return page[page.index("คำเชิญที่ยังไม่มีผู้ใช้") :]


def test_failing_mail_is_told_from_waiting_mail_with_tries_and_what_to_do() -> None:
    everybody, now = cast(), timezone.now()
    made = people.invite(
        by=everybody.anan, role="section-owner", agency=everybody.a, area=None, email="new@example.org", now=now
    )
    ask_invitation(made.invitation, now=now)
    assert "อยู่ระหว่างรอส่ง" in shown(everybody)
    assert "ส่งไม่สำเร็จ" not in shown(everybody)
    last = timezone.localtime(now + datetime.timedelta(minutes=2))
    with mock.patch("prongsai.outside.mail.get_connection", side_effect=ConnectionRefusedError):
        for later in (0, 2):
            send_due(lambda later=later: now + datetime.timedelta(minutes=later))
        page = shown(everybody)
        assert "ส่งไม่สำเร็จ 2 ครั้ง" in page
        assert f"{last:%H:%M}" in page
        assert "ระบบจะส่งใหม่โดยอัตโนมัติ" in page
        assert "รอส่ง" not in page
        send_due(lambda: now + TRIED_FOR + datetime.timedelta(minutes=5))
    page = shown(everybody)
    assert "ส่งไม่สำเร็จ 3 ครั้ง" in page
    assert "ระบบหยุดส่งแล้ว" in page
    send_due(lambda: now + TRIED_FOR + datetime.timedelta(hours=2))
    assert "ระบบหยุดส่งแล้ว" in shown(everybody)

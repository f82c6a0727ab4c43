"""What is told stands once in a person's list, goes out by mail once as they want it, and is ready for LINE."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core import mail as outbox
from django.db import connections
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from site_of_tests import Site, data_of, file

from mailing import Drops, ForgetsGoodbye, Refuses, Takes, free_port, server, silent
from people import Cast, cast, grant, person
from prongsai.flow.messages import telling
from prongsai.flow.messages.telling import tell
from prongsai.flow.upkeep.messages import send_messages
from prongsai.language.text import Text
from prongsai.records.actions.machine import messages as actions
from prongsai.records.models import Agency, Grant, Message, Person
from prongsai.records.scope import SYSTEM
from prongsai.screens.people.messages import MessageLine, for_line

NOW = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)  # 9 in the morning
MINUTE, HOUR, DAY = datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "mail_goes_out", lambda: True)


def wants(who: Person, choice: str) -> Person:
    actions.choose_mail(who, choice)
    who.refresh_from_db()
    return who


def told(who: Person, agency: Agency | None, at: datetime.datetime = NOW, subject: str = "x") -> int:
    text = Text(th=f"เรื่อง {subject}", en=f"about {subject}")
    return tell([who], agency=agency, by=None, subject=subject, text=text, link="/accounts/", now=at)


def rows(channel: str = "mail") -> list[Message]:
    return list(Message.objects.within(SYSTEM).filter(channel=channel).order_by("pk"))


def sent(at: datetime.datetime) -> int:
    return send_messages(lambda: at)


def page(who: Person, address: str = "/accounts/messages/") -> str:
    client = Client()
    client.force_login(who)
    return client.get(address).content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_is_told_stands_once_in_the_list_and_is_counted_in_the_frame_until_it_is_read() -> None:
    everybody = cast()
    assert [told(everybody.anan, everybody.a) for _ in range(3)] == [1, 0, 0]
    assert told(everybody.anan, everybody.a, NOW + DAY) == 1  # another day
    told(everybody.boon, everybody.a)
    client = Client()
    client.force_login(everybody.anan)
    assert "ข้อความใหม่ 2" in text_of(client.get("/accounts/").content.decode())
    said = text_of(client.get("/accounts/messages/").content.decode())
    assert "ยังไม่ได้อ่าน 2 ข้อความ" in said and said.count("เรื่อง x") >= 2 and everybody.a.name in said
    of_boon = Message.objects.within(SYSTEM).get(person=everybody.boon, channel="app")
    for number in (str(of_boon.pk), "x", "9" * 30, "²"):
        assert client.post("/accounts/messages/", {"read": number}).status_code == 302
    of_boon.refresh_from_db()
    assert of_boon.read_at is None
    client.post("/accounts/messages/", {"read": str(rows("app")[0].pk)})
    assert "ข้อความใหม่ 1" in text_of(client.get("/accounts/").content.decode())
    client.post("/accounts/messages/", {"read": "all"})
    said = text_of(client.get("/accounts/messages/").content.decode())
    assert "อ่านครบทุกข้อความแล้ว" in said and "ข้อความใหม่" not in said and "LINE" not in said


def test_whoever_works_in_an_agency_no_more_sees_and_gets_nothing_of_it() -> None:
    everybody = cast()
    wants(everybody.anan, "at-once")
    told(everybody.anan, everybody.a)
    Grant.objects.within(SYSTEM).filter(person=everybody.anan).update(ends=datetime.date(2026, 1, 1))
    assert "เรื่อง x" not in page(everybody.anan)
    assert "ข้อความใหม่" not in page(everybody.anan)
    assert sent(NOW) == 0
    assert [row.outcome for row in rows()] == ["dropped"]


def test_mail_goes_out_at_once_once_a_day_or_not_at_all_as_each_wants() -> None:
    everybody = cast()
    third = person("Third")
    grant(third, "coordinator", everybody.a)
    wants(everybody.anan, "at-once")
    wants(everybody.boon, "digest")
    wants(third, "none")
    for subject in ("x", "y"):
        for who in (everybody.anan, everybody.boon, third):
            told(who, everybody.a, subject=subject)
    assert len(rows("app")) == 6  # the list always has it
    assert sent(NOW) == 1
    (mail,) = outbox.outbox
    assert mail.to == [everybody.anan.email]
    assert "เรื่อง x" in mail.body and "about y" in mail.body and "/accounts/messages/" in mail.body
    assert not any(who.name in mail.body for who in (everybody.anan, everybody.boon, third))
    assert sent(NOW + 21 * HOUR) == 0  # 6 in the morning
    assert sent(NOW + 22 * HOUR) == 1
    assert outbox.outbox[1].to == [everybody.boon.email]
    assert sent(NOW + 3 * DAY) == 0
    assert {row.outcome for row in rows()} == {"sent"}


def test_whoever_wants_no_mail_any_more_gets_none_of_what_waits() -> None:
    everybody = cast()
    told(everybody.anan, everybody.a)
    client = Client()
    client.force_login(everybody.anan)
    client.post("/accounts/messages/", {"mail": "every minute"})
    assert Person.objects.get(pk=everybody.anan.pk).mail_choice == "digest"
    client.post("/accounts/messages/", {"mail": "none"})
    assert (sent(NOW + DAY), [row.outcome for row in rows()]) == (0, ["dropped"])
    assert "เรื่อง x" in page(everybody.anan)


@pytest.fixture
def at_server(monkeypatch: pytest.MonkeyPatch, settings: object) -> Iterator[object]:
    settings.EMAIL_BACKEND = "prongsai.outside.mail.MailServer"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1.0
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return settings


@pytest.fixture
def waiting() -> Cast:
    everybody = cast()
    wants(everybody.anan, "at-once")
    told(everybody.anan, everybody.a)
    return everybody


def test_a_server_that_takes_it_and_forgets_to_say_good_bye_has_it(waiting: Cast, at_server: object) -> None:
    there = ForgetsGoodbye()
    with server(there) as at_server.EMAIL_PORT:
        assert (sent(NOW), sent(NOW + HOUR)) == (1, 0)
    assert len(there.taken) == 1
    assert [row.outcome for row in rows()] == ["sent"]


def test_a_server_whose_answer_was_lost_may_have_it_and_it_is_not_sent_again(waiting: Cast, at_server: object) -> None:
    with server(Drops()) as at_server.EMAIL_PORT:
        assert sent(NOW) == 0
    assert [(row.outcome, row.due_at, row.claim) for row in rows()] == [("unsure", None, "")]
    there = Takes()
    with server(there) as at_server.EMAIL_PORT:
        assert sent(NOW + HOUR) == 0
        assert told(waiting.anan, waiting.a, NOW + HOUR) == 0
        assert sent(NOW + 2 * HOUR) == 0
        assert "อีเมลอาจไม่ถึงผู้รับ" in page(waiting.anan)
        told(waiting.anan, waiting.a, NOW + DAY)  # the next day it may be told again
        assert sent(NOW + DAY) == 1
    assert len(there.taken) == 1


def test_a_server_that_hangs_in_the_middle_of_the_text_may_have_it(waiting: Cast, at_server: object) -> None:
    class Hangs(Takes):
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
            import asyncio

            await asyncio.sleep(3)
            return "250 too late"

    with server(Hangs()) as at_server.EMAIL_PORT:
        assert sent(NOW) == 0
    assert [row.outcome for row in rows()] == ["unsure"]


def test_a_server_that_never_says_a_word_has_nothing_and_it_is_tried_again(waiting: Cast, at_server: object) -> None:
    with silent() as at_server.EMAIL_PORT:
        assert sent(NOW) == 0
    (row,) = rows()
    assert (row.outcome, row.claim, row.due_at) == ("", "", NOW + MINUTE)
    assert "รอส่งอีเมล" in page(waiting.anan)
    with server(Takes()) as at_server.EMAIL_PORT:
        assert sent(NOW + MINUTE) == 1


@pytest.mark.parametrize("later", [False, True])
def test_a_refused_mail_is_tried_for_a_day_then_said_and_others_go_out(
    waiting: Cast, at_server: object, later: bool
) -> None:
    wants(waiting.boon, "at-once")
    told(waiting.boon, waiting.a)
    with server(Refuses(waiting.anan.email, later)) as at_server.EMAIL_PORT:
        assert sent(NOW) == 1
        at, tries = NOW, 1
        while rows()[0].due_at is not None:
            at = rows()[0].due_at
            assert sent(at) == 0
            tries += 1
    assert DAY <= at - NOW <= DAY + HOUR and tries > 20
    assert [row.outcome for row in rows()] == ["unsent", "sent"]
    assert "ส่งอีเมลไม่สำเร็จใน 24 ชั่วโมง" in page(waiting.anan)


def test_a_server_that_is_down_keeps_the_rest_waiting(waiting: Cast, at_server: object) -> None:
    wants(waiting.boon, "at-once")
    told(waiting.boon, waiting.a)
    at_server.EMAIL_PORT = free_port()
    assert sent(NOW) == 0
    assert [row.tries for row in rows()] == [1, 0]


def test_a_sender_that_died_leaves_it_uncertain(waiting: Cast) -> None:
    assert len(actions.claim_mail(person=waiting.anan.pk, by="dead", now=NOW)) == 1
    assert sent(NOW + 5 * MINUTE) == 0
    assert [row.outcome for row in rows()] == [""]
    assert sent(NOW + 11 * MINUTE) == 0
    assert [row.outcome for row in rows()] == ["unsure"]
    # It comes back to life: what was found stays.
    actions.end_mail(rows(), by="dead", outcome="sent", now=NOW + 12 * MINUTE)
    assert [row.outcome for row in rows()] == ["unsure"]


def test_nobody_comes_between_looking_whether_a_mail_is_ones_own_and_saying_what_became_of_it(
    waiting: Cast, django_assert_num_queries: Any
) -> None:
    claimed = actions.claim_mail(person=waiting.anan.pk, by="me", now=NOW)
    with django_assert_num_queries(1):
        actions.end_mail(claimed, by="me", outcome="sent", now=NOW)
    assert [row.outcome for row in rows()] == ["sent"]


@pytest.mark.django_db(transaction=True)
def test_of_many_senders_at_once_one_alone_sends_each() -> None:
    everybody = cast()
    people = [everybody.anan, everybody.boon, everybody.fon]
    for who in people:
        wants(who, "at-once")
        for subject in ("x", "y"):
            told(who, everybody.a, subject=subject)
    together, went = threading.Barrier(4), []

    def work(me: str) -> None:
        try:
            together.wait(10)
            with mock.patch("prongsai.flow.upkeep.messages.my_name", return_value=me):
                went.append(send_messages(lambda: NOW))
        finally:
            connections.close_all()

    def named(number: int) -> threading.Thread:
        return threading.Thread(target=work, args=(f"sender{number}",))

    threads = [named(number) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    to = [letter.to[0] for letter in outbox.outbox]
    said = "".join(letter.body for letter in outbox.outbox)
    assert set(to) == {who.email for who in people}
    assert [said.count(f"เรื่อง {subject}") for subject in ("x", "y")] == [3, 3]


def test_whoever_asked_is_told_when_a_document_made_behind_the_scenes_is_there_or_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from prongsai.flow.documents import making
    from prongsai.records.actions.documents import ask_document
    from prongsai.records.models import AgencyRound

    site = Site()
    choice = {"kind": "brief", "profile": "standard", "digits": "", "format": "html"}
    site.client(site.anan).post(site.at("documents/make/"), choice)
    assert rows("app") == []  # it came at once

    def ask() -> None:
        kept = AgencyRound.objects.within(SYSTEM).get(agency=site.a)
        ask_document(
            round=kept,
            kind="brief",
            profile="standard",
            digits="arabic",
            format="html",
            person=site.anan,
            now=timezone.now(),
        )
        making.work_all(timezone.now)

    ask()
    monkeypatch.setattr(making, "_make", mock.Mock(side_effect=ValueError("broken")))
    ask()
    making.work_all(timezone.now)
    ready, failed = sorted(rows("app"), key=lambda row: row.subject_key.endswith("failed"))
    assert (ready.person, failed.person) == (site.anan, site.anan)
    assert "จัดทำเสร็จแล้ว" in ready.text_th and "จัดทำไม่สำเร็จ" in failed.text_th
    assert site.client(site.anan).get(ready.link).status_code == 200


def test_the_other_coordinators_are_told_of_a_result_that_one_of_them_took() -> None:
    everybody = cast()
    other = person("Other")
    grant(other, "coordinator", everybody.a)
    telling.tell_of_result(everybody.a, 2568, 2, person=everybody.anan, now=NOW)
    assert [(row.person, row.by) for row in rows("app")] == [(other, everybody.anan)]
    said = page(other)
    assert "บันทึกผลปี 2568 ฉบับที่ 2" in said
    pasted = re.findall(r"<textarea[^>]*>([^<]*)", said)
    assert len(pasted) == 1 and everybody.anan.name not in pasted[0] and everybody.a.name in pasted[0]
    (with_names,) = re.findall(r"<textarea[^>]*>([^<]*)", page(other, "/accounts/messages/?names=1"))
    assert f"(โดย {everybody.anan.name})" in with_names


def test_a_result_is_kept_and_told_of_or_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    from prongsai.flow.intake import uploads

    site = Site()
    other, data = site.coordinator("other"), data_of()
    data["published"]["total"] = "80.00"
    client = site.client(site.anan)
    address = client.post(site.at("import/"), file(data)).headers["Location"]
    yes = {"do": "take", "basis": "corrected", "why": "พิมพ์ผิด"}
    with monkeypatch.context() as patch, pytest.raises(ValueError, match="broken"):
        patch.setattr(uploads, "tell_of_result", mock.Mock(side_effect=ValueError("broken")))
        client.post(address, yes)
    assert (site.versions(), rows("app")) == (1, [])
    assert client.post(address, yes).status_code == 302
    assert [(row.person, row.link) for row in rows("app")] == [(other, site.at("versions/"))]
    # So is a correction.
    client.post(site.at("correct/"), {"version": "2", "why": "พิมพ์ผิด", "total": "81.00", "do": "save"})
    assert (site.versions(), [row.person for row in rows("app")]) == (3, [other, other])


LINES = st.lists(
    st.builds(
        MessageLine,
        number=st.integers(1, 9),
        text=st.builds(Text, th=st.sampled_from(["ก", "ข"]), en=st.just("a")),
        made_at=st.just(NOW),
        link=st.sampled_from(["", "/a/x/"]),
        agency=st.sampled_from(["", "หนึ่ง", "สอง"]),
        by=st.sampled_from(["", "สมชาย"]),
        new=st.booleans(),
    ),
    max_size=8,
)


@given(lines=LINES, names=st.booleans())
@settings(max_examples=60)
def test_text_for_line_has_all_that_is_new_of_one_agency_and_names_only_where_asked(
    lines: list[MessageLine], names: bool
) -> None:
    made = for_line(lines, names=names, site="https://ita.example.go.th", today=Text(th="วันนี้", en="today"))
    assert [each.agency for each in made] == list(dict.fromkeys(line.agency for line in reversed(lines) if line.new))
    for each in made:
        assert each.text.th.count("•") == sum(line.new and line.agency == each.agency for line in lines)
        assert not any(other in each.text.th for other in {"หนึ่ง", "สอง"} - {each.agency})
        assert names or "สมชาย" not in each.text.th + each.text.en


def test_old_messages_go_and_what_waits_stays() -> None:
    everybody = cast()
    told(everybody.anan, everybody.a)
    later = NOW + actions.KEPT + DAY
    actions.forget_messages(now=later)
    assert [row.channel for row in Message.objects.within(SYSTEM).all()] == ["mail"]

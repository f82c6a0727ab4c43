"""Mail waits in rows: merged, tried again with longer pauses, given up in the end, and never lost or sent twice."""

from __future__ import annotations

import datetime
import itertools
import re
import threading
import time
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from mailing import delivered
from people import PASSWORD, Cast, cast, person
from prongsai.flow.people import letters, mail
from prongsai.flow.people.mail import SENDER, Round, Sender, send_due
from prongsai.flow.site.doctor import _mail_queue
from prongsai.outside.mail import NotSent
from prongsai.records.actions import people as actions
from prongsai.records.actions.mail import (
    FIRST_WAIT,
    GAP,
    LEASE,
    LONGEST_WAIT,
    SHOWN_FOR,
    TRIED_FOR,
    ask_mail,
    lease_mail,
    pause,
)
from prongsai.records.models import Invitation, Person, WaitingMail
from prongsai.records.queries.machine.mail import due_mail, mail_queue
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
NOTICE = "account/email/password_changed"
TEMPLATES = Path(letters.__file__).parents[2] / "web" / "templates"


def rows() -> list[WaitingMail]:
    return list(WaitingMail.objects.within(SYSTEM))


def ask(who: Person | None, *, at: datetime.datetime = NOW, purpose: str = letters.NEW_PASSWORD) -> None:
    ask_mail(purpose=purpose, person=who, nobody=None if who else 7, now=at)


def sent(at: datetime.datetime) -> int:
    """How many go out at a moment."""
    return send_due(lambda: at).sent


def failing(of_mail: bool = False, reason: str = "ConnectionRefusedError") -> mock._patch[mock.MagicMock]:
    return mock.patch("prongsai.flow.people.mail.mail.send", side_effect=NotSent(reason, of_mail=of_mail))


def test_a_row_names_person_and_purpose_and_holds_no_link_code_or_address() -> None:
    who = person("Nok")
    Client().post("/accounts/password/reset/", {"email": who.email})
    (row,) = rows()
    assert (row.person, row.purpose) == (who, "account/email/password_reset_key")
    kept = {field.name for field in WaitingMail._meta.get_fields()}
    assert kept == {
        *("id", "purpose", "person", "invitation", "nobody", "asked_at", "due_at", "quiet_until", "tries"),
        *("problem", "lease_until"),
    }
    assert who.email not in str(WaitingMail.objects.within(SYSTEM).values())
    assert outbox.outbox == []


def test_mail_to_one_person_is_merged_and_comes_every_five_minutes_at_most() -> None:
    who = person("Nok")
    for _ in range(20):
        ask(who)
    assert (len(rows()), sent(NOW)) == (1, 1)
    for second in range(1, 290, 10):
        at = NOW + datetime.timedelta(seconds=second)
        ask(who, at=at)
        assert sent(at) == 0
    assert len(rows()) == 1
    assert sent(NOW + GAP - datetime.timedelta(seconds=1)) == 0
    assert sent(NOW + GAP) == 1
    assert sent(NOW + 2 * GAP) == 0
    assert {each.to[0] for each in outbox.outbox} == {who.email}


def test_different_purposes_and_people_are_not_merged() -> None:
    one, other = person("Nok"), person("Mali")
    for who in (one, other):
        ask(who)
        ask(who, purpose=NOTICE)
    assert sent(NOW) == 4


def test_whoever_asks_for_a_link_is_never_refused_however_often_others_ask() -> None:
    who = person("Nok")
    answers = {Client().post("/accounts/password/reset/", {"email": who.email}).status_code for _ in range(30)}
    assert answers == {302}
    assert len(delivered()) == 1
    link = re.search(r"https?://\S+", outbox.outbox[0].body)
    assert link is not None
    assert Client().get("/" + link[0].split("/", 3)[3], follow=True).status_code == 200


def test_links_lead_to_the_site_and_not_to_where_a_browser_says_that_it_is(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    who = person("Nok")
    Client(HTTP_HOST="evil.example.org").post("/accounts/password/reset/", {"email": who.email})
    monkeypatch.setenv("PRONGSAI_SITE", "https://ita.example.go.th")
    (letter,) = delivered()
    assert re.findall(r"https?://[^/]+", letter.body) == ["https://ita.example.go.th"]


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({"PRONGSAI_SITE": "https://ita.example.go.th/"}, "https://ita.example.go.th"),
        ({"PRONGSAI_HOST": "10.1.2.3", "PRONGSAI_PORT": "81"}, "http://10.1.2.3:81"),
        ({"PRONGSAI_HOST": "0.0.0.0"}, "http://127.0.0.1:8080"),
        ({"PRONGSAI_HOST": "::1"}, "http://[::1]:8080"),
    ],
)
def test_links_lead_to_where_the_site_listens(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], address: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert letters.site_address() == address


def test_a_server_that_is_down_is_tried_with_longer_pauses_and_given_up_after_days(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask(person("Nok"))
    at, tried = NOW, []
    with failing() as sending:
        for _ in range(2000):
            before = sending.call_count
            send_due(lambda: at)  # noqa: B023 — asked at once
            if sending.call_count > before:
                tried.append(at)
            if rows()[0].due_at is None:
                break
            at += MINUTE * 5 if len(tried) > 7 else MINUTE
    gaps = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert gaps[:6] == [MINUTE * each for each in (1, 2, 4, 8, 16, 32)]
    assert max(gaps) <= LONGEST_WAIT + 5 * MINUTE
    assert TRIED_FOR < tried[-1] - NOW < TRIED_FOR + 2 * LONGEST_WAIT
    assert mail_queue(at, SHOWN_FOR).given_up == 1
    assert "is given up" in caplog.text
    assert "@" not in caplog.text
    ask(rows()[0].person, at=at)
    assert (sent(at), mail_queue(at, SHOWN_FOR).given_up) == (1, 0)


def test_pauses_grow_to_an_hour() -> None:
    assert [pause(tries) for tries in (1, 2, 3, 7, 30_000)] == [
        FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, LONGEST_WAIT, LONGEST_WAIT
    ]  # fmt: skip


def test_who_asks_again_does_not_wait_for_the_end_of_a_long_pause() -> None:
    who = person("Nok")
    ask(who)
    WaitingMail.objects.within(SYSTEM).update(due_at=NOW + LONGEST_WAIT, tries=9)
    ask(who, at=NOW + MINUTE)
    assert sent(NOW + MINUTE) == 0  # and a stranger who asks all the time makes nobody try all the time
    assert sent(NOW + 2 * MINUTE) == 1


def test_a_mail_that_the_server_refuses_stops_no_other_and_a_server_that_is_down_is_tried_once() -> None:
    for number in range(3):
        ask(person(f"Person{number}"), at=NOW + datetime.timedelta(seconds=number))
    at = NOW + MINUTE
    with failing(of_mail=True) as sending:
        assert (sent(at), sending.call_count) == (0, 3)
    with failing() as sending:
        assert (sent(at + MINUTE), sending.call_count) == (0, 1)
    assert sent(at + 3 * MINUTE) == 3


def test_a_fault_of_the_program_is_logged_and_stops_no_other_mail(caplog: pytest.LogCaptureFixture) -> None:
    one, other = person("Nok"), person("Mali")
    ask(one)
    ask(other, at=NOW + datetime.timedelta(seconds=1))
    real = letters.letter_of
    with mock.patch.object(mail, "letter_of", lambda row, now: real(row, now=now) if row.person == other else 1 / 0):
        assert sent(NOW + MINUTE) == 1
    assert [row.problem for row in rows() if row.person == one] == ["the program failed"]
    assert "ZeroDivisionError" in caplog.text


def test_a_lease_that_ran_out_is_taken_over_and_its_old_holder_changes_nothing() -> None:
    from prongsai.records.actions.mail import drop_mail, finish_mail, put_off_mail

    ask(person("Nok"))
    (pk,) = due_mail(NOW)
    first = lease_mail(pk=pk, now=NOW)
    assert first is not None
    assert (due_mail(NOW + MINUTE), lease_mail(pk=pk, now=NOW + MINUTE)) == ([], None)
    later = NOW + LEASE + MINUTE
    second = lease_mail(pk=pk, now=later)
    assert second is not None
    finish_mail(first, now=later)
    put_off_mail(first, problem="late", now=later)
    drop_mail(first)
    (row,) = rows()
    assert (row.due_at, row.problem, row.tries) == (NOW, "", 2)
    finish_mail(second, now=later)
    assert (rows()[0].due_at, sent(later + GAP)) == (None, 0)


def test_rows_go_when_nobody_needs_them_any_more() -> None:
    one, other = person("Nok"), person("Mali")
    ask(one)
    assert sent(NOW) == 1
    ask(other)
    given_up = NOW + TRIED_FOR + MINUTE
    with failing():
        sent(given_up)
    assert [row.person for row in rows()] == [other]
    sent(given_up + SHOWN_FOR)
    assert len(rows()) == 1
    sent(given_up + SHOWN_FOR + MINUTE)
    assert rows() == []


def test_mail_to_nobody_goes_to_nobody_and_tells_nothing_of_the_address() -> None:
    for name in ("nobody", "NOBODY", "nobody", "other"):
        Client().post("/accounts/password/reset/", {"email": f"{name}@example.org"})
    assert [(row.person, row.invitation) for row in rows()] == [(None, None)] * 2
    assert (mail_queue(timezone.now(), SHOWN_FOR).waiting, due_mail(timezone.now())) == (0, [])
    assert "example" not in str(WaitingMail.objects.within(SYSTEM).values())
    assert (delivered(), {row.due_at for row in rows()}) == ([], {None})


def test_a_flood_of_addresses_that_nobody_has_fills_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WaitingMail, "NOBODIES", 3)
    for number in range(50):
        mail.ask_new_password([], address=f"nobody{number}@example.org", now=NOW)
    assert len(rows()) == 3
    sent(NOW)
    sent(NOW + GAP + MINUTE)
    assert rows() == []


@pytest.mark.parametrize("change", ["closed", "gone"])
def test_mail_to_somebody_who_is_not_there_any_more_is_not_sent(change: str) -> None:
    who = person("Nok")
    ask(who)
    if change == "closed":
        Person.objects.filter(pk=who.pk).update(is_active=False)
    else:
        who.delete()
    assert (sent(NOW), rows()) == (0, [])


def invited(everybody: Cast) -> Invitation:
    place = {"agency": everybody.a, "area": None}
    made = actions.invite(by=everybody.anan, role="mentor", email="new@example.org", now=NOW, **place).invitation
    mail.ask_invitation(made, now=NOW)
    return made


def test_an_invitation_is_mailed_with_the_same_code_at_every_try() -> None:
    everybody = cast()
    made = invited(everybody)
    with failing() as sending:
        sent(NOW)
    assert sent(NOW + MINUTE) == 1
    (letter,) = outbox.outbox
    assert sending.call_args.kwargs == {"to": "new@example.org", "subject": letter.subject, "body": letter.body}
    assert actions.mailed_code(made) in letter.body
    assert actions.invitation_of(actions.mailed_code(made), now=NOW) == made
    assert (everybody.anan.name in letter.body, everybody.a.name in letter.subject) == (True, True)


def test_codes_of_invitations_differ_and_are_easily_typed() -> None:
    everybody = cast()
    codes = {actions.mailed_code(invited(everybody)) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code) for code in codes)


@pytest.mark.parametrize("change", ["used", "taken back", "account closed"])
def test_an_invitation_that_opens_nothing_any_more_is_not_mailed(change: str) -> None:
    everybody = cast()
    made = invited(everybody)
    if change == "taken back":
        actions.withdraw(by=everybody.anan, invitation=made, now=NOW)
    elif change == "account closed":
        Person.objects.filter(pk=everybody.anan.pk).update(is_active=False)
    else:
        actions.accept(
            code=actions.mailed_code(made), person=None, email="", name="N", position="", password=PASSWORD,
            now=NOW, today=NOW.date(),
        )  # fmt: skip
    assert (sent(NOW), outbox.outbox, rows()) == (0, [], [])


def test_every_notice_has_its_text_here_and_every_text_its_notice() -> None:
    ours = {
        path.relative_to(TEMPLATES).as_posix().removesuffix("_subject.txt") for path in TEMPLATES.rglob("*_subject.txt")
    }
    assert ours == letters.NOTICES | {letters.NEW_PASSWORD}
    who = person("Nok")
    for purpose in ours:
        mail.ask_notice(purpose, who, now=NOW) if purpose in letters.NOTICES else ask(who)
    assert sent(NOW) == len(ours)
    assert all(each.subject and "โปร่งใส" in each.body for each in outbox.outbox)


def test_a_notice_without_a_text_is_logged_and_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    mail.ask_notice("account/email/unheard_of", person("Nok"), now=NOW)
    assert rows() == []
    assert "unheard_of" in caplog.text


def test_the_account_library_sends_nothing_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    from allauth.account.adapter import get_adapter

    get_adapter().send_mail("account/email/login_code", "nok@example.org", {})
    assert outbox.outbox == []
    assert "nok@example.org" not in caplog.text


def test_doctor_says_how_many_mails_wait_since_when_and_what_stands_in_the_way() -> None:
    assert (_mail_queue(NOW).well, _mail_queue(NOW).what.en) == (True, "no mail waits")
    ask(None)
    ask(person("Nok"))
    ask(person("Mali"), at=NOW + 2 * MINUTE)
    with failing():
        sent(NOW)
    soon, later = _mail_queue(NOW + 9 * MINUTE), _mail_queue(NOW + 11 * MINUTE)
    said = "2 mail(s) wait, since 2026-11-20 16:00; 1 tried in vain (ConnectionRefusedError), to be tried again"
    assert (soon.well, later.well, later.what.en) == (True, False, said)
    assert later.what.th == (
        "อีเมลรอส่ง 2 ฉบับ ตั้งแต่ 2026-11-20 16:00 ในจำนวนนี้ส่งแล้วไม่สำเร็จ 1 ฉบับ (ConnectionRefusedError) และจะส่งใหม่เอง"
    )
    assert later.advice is not None and "prongsai worker" in later.advice.en
    with failing(of_mail=True):
        sent(NOW + TRIED_FOR + 3 * MINUTE)
    ended = _mail_queue(NOW + TRIED_FOR + 3 * MINUTE)
    assert (ended.well, ended.what.en) == (
        False, "no mail waits; 2 given up in the last 30 days (ConnectionRefusedError)"
    )  # fmt: skip


def test_one_thread_sends_soon_after_it_was_woken_and_ends_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[str] = []
    done = threading.Semaphore(0)

    def round_of(clock: object, over: object) -> Round:
        rounds.append(threading.current_thread().name)
        done.release()
        if len(rounds) == 1:
            raise ValueError("the first goes wrong")
        return Round(0, taken=len(rounds) != 2)

    monkeypatch.setattr(mail, "send_due", round_of)
    monkeypatch.setattr(Sender, "MOMENT", 0.01)
    monkeypatch.setattr(Sender, "REST", 0.3)
    times = []
    sender = Sender(timezone.now)
    for _ in range(3):
        sender.wake()
        assert done.acquire(timeout=10)
        times.append(time.monotonic())
    # After a round that went wrong, and after one in which the server took nothing, it rests although it is woken.
    assert min(times[1] - times[0], times[2] - times[1]) > 0.25
    sender.stop()
    assert set(rounds) == {"mail"}
    assert [each.name for each in threading.enumerate() if each.name == "mail"] == []
    sender.wake()  # begins anew
    assert done.acquire(timeout=10)
    sender.stop()


def test_nothing_is_sent_before_the_change_is_kept(django_capture_on_commit_callbacks: object) -> None:
    who = person("Nok")
    with (
        mock.patch.object(SENDER, "wake") as wake,
        django_capture_on_commit_callbacks(execute=True) as after,
    ):
        mail.ask_new_password([who], address=who.email, now=NOW)
        assert not wake.called
    assert (len(after), wake.call_count) == (1, 1)

"""What mail says and when it says nothing any more; and what doctor tells of mail that does not get out."""

from __future__ import annotations

import datetime
from unittest import mock

import pytest
from django.core import mail as outbox

from people import Cast, cast, person
from prongsai.flow.people import letters, mail
from prongsai.flow.people.mail import send_due
from prongsai.flow.site.doctor import _mail_queue
from prongsai.outside.mail import NotSent
from prongsai.records.actions import people as actions
from prongsai.records.actions.mail import SHOWN_FOR, TRIED_FOR, ask_mail
from prongsai.records.models import Invitation, WaitingMail
from prongsai.records.queries.machine.mail import OTHER_KEY, mail_queue
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)


def rows() -> list[WaitingMail]:
    return list(WaitingMail.objects.within(SYSTEM))


def sent(at: datetime.datetime) -> int:
    """How many go out at a moment."""
    return send_due(lambda: at).sent


def failing(reason: str = "ConnectionRefusedError", *, of_mail: bool = False) -> mock._patch[mock.MagicMock]:
    return mock.patch("prongsai.flow.people.mail.mail.send", side_effect=NotSent(reason, of_mail=of_mail))


def invited(everybody: Cast, at: datetime.datetime = NOW) -> Invitation:
    place = {"agency": everybody.a, "area": None}
    made = actions.invite(by=everybody.anan, role="mentor", email="new@example.org", now=at, **place).invitation
    mail.ask_invitation(made, now=at)
    return made


def test_an_invitation_says_the_last_day_of_its_code_and_not_a_number_of_days() -> None:
    invited(cast())
    assert sent(NOW + 3 * DAY) == 1
    (letter,) = outbox.outbox
    assert "ถึงวันที่ 4 ธันวาคม 2569 เวลา 15.59 น." in letter.body
    assert "until 4 Dec 2026, 15:59 (Thai time)" in letter.body
    assert "14" not in letter.body.replace(actions.mailed_code(Invitation.objects.within(SYSTEM).get()), "")


def test_a_code_that_ends_at_midnight_is_of_the_day_before() -> None:
    invited(cast(), NOW.replace(hour=17))  # midnight in Thailand
    assert sent(NOW + DAY) == 1
    assert "ถึงวันที่ 4 ธันวาคม 2569 เวลา 23.59 น." in outbox.outbox[0].body


def test_an_invitation_that_is_too_old_is_not_mailed() -> None:
    made = invited(cast())
    assert (sent(made.expires_at), outbox.outbox, rows()) == (0, [], [])


def test_an_invitation_is_mailed_as_long_as_its_code_works() -> None:
    assert sent(invited(cast()).expires_at - MINUTE) == 1


def test_an_invitation_made_with_another_secret_key_is_given_up_and_shown(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    invited(cast())
    settings.SECRET_KEY = "of another machine"
    assert (sent(NOW), outbox.outbox) == (0, [])
    (row,) = rows()
    assert (row.due_at, row.lease_until, row.problem) == (None, None, OTHER_KEY)
    assert "is given up" in caplog.text
    found = _mail_queue(NOW + MINUTE)
    assert (found.well, found.what.en) == (
        False,
        "no mail waits; 1 given up in the last 30 days (an invitation's code was made with another secret key: take "
        "the invitation back and invite again)",
    )
    assert "เลิกส่ง 1 ฉบับใน 30 วันที่ผ่านมา (รหัสคำเชิญทำด้วยกุญแจลับอื่น ให้เพิกถอนคำเชิญแล้วเชิญใหม่)" in found.what.th
    assert sent(NOW + DAY) == 0  # and is not tried again


def test_an_invitation_made_with_another_secret_key_stops_no_other_mail(settings: object) -> None:
    invited(cast())
    settings.SECRET_KEY = "of another machine"
    ask_mail(purpose=letters.NEW_PASSWORD, person=person("Nok"), now=NOW + MINUTE)
    assert sent(NOW + MINUTE) == 1


def test_doctor_tells_of_a_mail_that_fails_although_an_older_one_has_no_problem() -> None:
    for minute, name in enumerate(("Nok", "Mali", "Somchai")):
        ask_mail(purpose=letters.NEW_PASSWORD, person=person(name), now=NOW + minute * MINUTE)
    with failing("SMTPDataError 451", of_mail=True):
        sent(NOW + 2 * MINUTE)
    # The oldest is held by somebody who has not tried it yet.
    WaitingMail.objects.within(SYSTEM).filter(person__name="Nok").update(problem="", tries=0)
    queue = mail_queue(NOW + 2 * MINUTE, SHOWN_FOR)
    assert (queue.waiting, queue.failing, queue.problems) == (3, 2, ("SMTPDataError 451",))
    found = _mail_queue(NOW + 90 * MINUTE)
    assert found.well is False
    assert "3 mail(s) wait" in found.what.en
    assert "2 tried in vain (SMTPDataError 451), to be tried again" in found.what.en


def test_doctor_names_different_problems_once_each_and_a_few_of_many() -> None:
    for number in range(6):
        ask_mail(purpose=letters.NEW_PASSWORD, person=person(f"P{number}"), now=NOW + number * MINUTE)
    for number, row in enumerate(sorted(rows(), key=lambda each: each.asked_at)):
        WaitingMail.objects.within(SYSTEM).filter(pk=row.pk).update(
            problem=f"Error {number // 2 if number < 4 else number}"
        )
    assert "6 tried in vain (Error 0, Error 1, Error 4, …), to be tried again" in _mail_queue(NOW).what.en


def test_what_was_given_up_long_ago_is_not_told_although_nobody_cleared_it_away() -> None:
    ask_mail(purpose=letters.NEW_PASSWORD, person=person("Nok"), now=NOW)
    ended = NOW + TRIED_FOR + MINUTE
    with failing():
        sent(ended)
    assert [mail_queue(ended + after, SHOWN_FOR).given_up for after in (SHOWN_FOR, SHOWN_FOR + MINUTE)] == [1, 0]
    assert (len(rows()), _mail_queue(ended + SHOWN_FOR + MINUTE).well) == (1, True)

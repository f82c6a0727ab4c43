"""People are told by mail what an administrator did with their account, in Thai and English, with no secret in it."""

from __future__ import annotations

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail as outbox

from people import cast, person
from prongsai.files.problems import Refused
from prongsai.flow.people import accounts, site, told
from prongsai.flow.people.letters import DONE_BY_ADMINISTRATORS
from prongsai.flow.people.mail import send_due
from prongsai.records.models import Person, WaitingMail
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
NEW = "ช้างม่วงร่มกระดาษดินสอ"


def sent(at: datetime.datetime = NOW) -> int:
    """How many go out at a moment."""
    return send_due(lambda: at).sent


@pytest.mark.parametrize("step", DONE_BY_ADMINISTRATORS)
def test_a_person_is_told_of_each_step_in_thai_and_then_in_english(step: str) -> None:
    who = person("Nok")
    told.tell(step, who, now=NOW)
    assert sent(NOW + datetime.timedelta(hours=3)) == 1
    (letter,) = outbox.outbox
    assert letter.to == [who.email]
    thai, _, english = letter.body.partition("An administrator did something with your account in Prongsai on ")
    assert "เมื่อวันที่ 20 พฤศจิกายน 2569 เวลา 16.00 น." in thai
    assert english.startswith("20 Nov 2026, 16:00 (Thai time):")
    assert re.search("[ก-๙]", english) is None
    # Between what all of them say stands what was done.
    assert all(part.strip().count("\n\n") == 2 for part in (thai, english))
    assert re.fullmatch(r"[^/]*[ก-๙][^/]* / [A-Z][^ก-๙]*", letter.subject)
    assert "{" not in letter.body + letter.subject


@pytest.mark.parametrize("step", DONE_BY_ADMINISTRATORS)
def test_a_person_who_was_shut_out_is_told_too(step: str) -> None:
    who = person("Nok")
    Person.objects.filter(pk=who.pk).update(is_active=False)
    told.tell(step, who, now=NOW)
    assert sent() == 1


def test_each_step_has_a_mail_of_its_own() -> None:
    who = person("Nok")
    for step in DONE_BY_ADMINISTRATORS:
        told.tell(step, who, now=NOW)
    assert sent() == len(DONE_BY_ADMINISTRATORS)
    assert len({letter.subject for letter in outbox.outbox}) == len(DONE_BY_ADMINISTRATORS)


def test_a_new_name_is_said_as_it_is() -> None:
    who = person("Nok")
    Person.objects.filter(pk=who.pk).update(name="ก & <ข>")
    told.tell("rename", who, now=NOW)
    assert sent() == 1
    assert "ปัจจุบันคือ ก & <ข>\n" in outbox.outbox[0].body


def test_a_command_leaves_the_mail_to_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    from prongsai.flow.people.mail import SENDER

    woken: list[bool] = []
    monkeypatch.setattr(SENDER, "wake", lambda: woken.append(True))
    monkeypatch.setattr("prongsai.flow.people.mail.transaction.on_commit", lambda then: then())
    told.tell("open", person("Nok"), now=NOW, wake=False)
    assert (woken, WaitingMail.objects.within(SYSTEM).count()) == ([], 1)
    told.tell("open", person("Mali"), now=NOW)
    assert woken == [True]


def waiting(who: Person) -> list[str]:
    """What somebody is to be told of; nobody else is told of anything."""
    rows = WaitingMail.objects.within(SYSTEM)
    assert {row.person for row in rows} <= {who}
    purposes = {purpose: step for step, purpose in DONE_BY_ADMINISTRATORS.items()}
    told_of = [purposes[row.purpose] for row in rows]
    rows.delete()
    return told_of


STEPS: list[tuple[str, dict[str, str]]] = [
    ("rename", {"name": "นก เขาใหญ่"}),
    ("password", {"password": NEW}),
    ("reset-2fa", {}),
    ("sessions", {}),
    ("close", {}),
    ("open", {}),
]


def with_factor(name: str) -> Person:
    who = person(name)
    Authenticator.objects.create(user=who, type="totp", data={"secret": "none"})
    return who


def test_whoever_an_administrator_changes_on_a_page_is_told() -> None:
    everybody, who = cast(), with_factor("Nok")
    scope, today = scope_of(everybody.ek, NOW.date()), NOW.date()
    for step, named in STEPS:
        accounts.change(scope, by=everybody.ek, person=who.pk, step=step, now=NOW, today=today, **named)
        assert waiting(who) == [step]
    # What was not done is not told, nor whoever did it with their own account.
    for step, person_of in (("open", who), ("sessions", everybody.ek)):
        with pytest.raises(accounts.NotPossible):
            accounts.change(scope, by=everybody.ek, person=person_of.pk, step=step, now=NOW, today=today)
    accounts.change(scope, by=everybody.ek, person=everybody.ek.pk, step="rename", name="เอก", now=NOW, today=today)
    assert waiting(who) == []


def test_whoever_is_changed_on_the_machine_is_told() -> None:
    who = with_factor("Nok")
    site.rename(email=who.email, name="นก เขาใหญ่")
    assert waiting(who) == ["rename"]
    site.set_password(email=who.email, password=NEW)
    assert waiting(who) == ["password"]
    site.reset_second_factor(email=who.email)
    assert waiting(who) == ["reset-2fa"]
    site.end_sessions(email=who.email)
    assert waiting(who) == ["sessions"]
    site.close_account(email=who.email, orphan=False, today=NOW.date())
    assert waiting(who) == ["close"]
    site.open_account(email=who.email)
    assert waiting(who) == ["open"]
    with pytest.raises(Refused):
        site.open_account(email=who.email)
    assert waiting(who) == []

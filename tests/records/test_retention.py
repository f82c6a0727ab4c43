"""How long data is kept: what ``kept.yaml`` says of each sort, the code does; nothing more and nothing less goes."""

from __future__ import annotations

import datetime
import importlib
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from people import NOW, TODAY, Cast, cast, example, furnished_cast, grant, person
from prongsai.flow.intake import uploads
from prongsai.flow.intake.taking import scored_round
from prongsai.flow.privacy.activities import said
from prongsai.records.actions import accounts, drafts, grants, mail, people
from prongsai.records.actions.papers import signatories
from prongsai.records.models import (
    AgencySignatory,
    Draft,
    Entry,
    Grant,
    Invitation,
    Issuance,
    MadeDocument,
    Person,
    Result,
    Upload,
    WaitingMail,
)
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_lengths_are_those_of_the_code_and_of_the_words() -> None:
    checked = 0
    for each in said("kept.yaml").values():
        for place, length in each.get("is", {}).items():
            module, _, name = place.partition(":")
            number, unit = re.fullmatch(r"(\d+) (\w+?)s?", length).groups()
            known = getattr(importlib.import_module(module), name)
            if name == "SESSION_COOKIE_AGE":
                known = timedelta(seconds=known)
            elif isinstance(known, int):
                known = timedelta(days=known)
            assert known == timedelta(**{f"{unit}s": int(number)}), place
            thai = {"minute": "นาที", "hour": "ชั่วโมง", "day": "วัน"}[unit]
            assert f"{number} {thai}" in each["long"]["th"], place
            assert f"{number} {unit}" in each["long"]["en"], place
            checked += 1
    assert checked == 9


def test_a_closed_account_is_still_there() -> None:
    who, by = person("Anan"), person("Ek")
    accounts.close_account(by=by, person=who, orphan=True, today=TODAY, now=NOW)
    kept = Person.objects.get(pk=who.pk)
    assert (kept.email, kept.name, kept.is_active) == (who.email, who.name, False)


def test_a_second_factor_that_is_taken_away_is_gone() -> None:
    who, by = person("Anan"), person("Ek")
    Authenticator.objects.create(user=who, type="totp", data={"secret": "x"})
    accounts.reset_second_factor(by=by, person=who, now=NOW)
    assert not Authenticator.objects.filter(user=who).exists()


def test_signing_out_deletes_the_session_and_where_it_was() -> None:
    who, browser = person("Anan"), Client()
    browser.force_login(who)
    browser.get("/accounts/")
    key = browser.cookies["prongsai"].value
    assert Session.objects.filter(pk=key).exists()
    assert UserSession.objects.filter(user=who).count() == 1
    browser.post("/accounts/logout/")
    assert not Session.objects.filter(pk=key).exists()
    assert not UserSession.objects.filter(user=who).exists()


def test_tries_that_ran_out_count_no_more_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM shared_cache")
            return int(cursor.fetchone()[0])

    cache.clear()
    cache.set("a-try-that-ran-out", 1, timeout=-1)
    cache.set("a-try-of-now", 1, timeout=600)
    assert cache.get("a-try-that-ran-out") is None
    # Not by the name `cache`, which stands for the one of each thread: what is set there does not come back.
    monkeypatch.setattr(caches["default"], "_max_entries", 0)
    cache.set("another-try-of-now", 1, timeout=600)
    assert (rows(), cache.get("a-try-of-now")) == (2, 1)
    cache.clear()


@pytest.fixture
def everybody() -> Cast:
    return cast()


def invitations() -> list[Invitation]:
    return list(Invitation.objects.within(SYSTEM).order_by("pk"))


def test_an_invitation_that_is_taken_back_is_gone_and_one_that_ran_out_stays(everybody: Cast) -> None:
    for _ in range(2):
        people.invite(by=everybody.anan, role="mentor", agency=everybody.a, area=None, email="", now=NOW)
    first, second = invitations()
    assert first.expires_at - NOW == timedelta(days=people.DAYS_VALID)
    people.withdraw(by=everybody.anan, invitation=first, now=NOW)
    later = first.expires_at + timedelta(days=400)
    people.invite(by=everybody.anan, role="mentor", agency=everybody.a, area=None, email="", now=later)
    assert next(each.pk for each in invitations()) == second.pk


def test_a_role_that_is_over_stays(everybody: Cast) -> None:
    held = Grant.objects.within(SYSTEM).get(person=everybody.boon)
    grants.end_role(by=None, grant=held, last_day=TODAY, orphan=False, today=TODAY, now=NOW)
    to_come = grant(everybody.gaew, "mentor", everybody.a, starts=TODAY + timedelta(days=9))
    grants.end_role(by=None, grant=to_come, last_day=TODAY, orphan=False, today=TODAY, now=NOW)
    assert Grant.objects.within(SYSTEM).get(pk=held.pk).ends == TODAY
    assert not Grant.objects.within(SYSTEM).filter(pk=to_come.pk).exists()


def test_mail_that_went_out_and_mail_that_was_given_up_are_forgotten_in_time() -> None:
    sent, given_up = person("Anan"), person("Boon")
    for who in (sent, given_up):
        mail.ask_mail(purpose="account/email/password_changed", person=who, now=NOW)
    rows = WaitingMail.objects.within(SYSTEM)
    leased = {row.person_id: mail.lease_mail(pk=row.pk, now=NOW) for row in rows}
    mail.finish_mail(leased[sent.pk], now=NOW)
    mail.give_up_mail(leased[given_up.pk], problem="refused", now=NOW)

    def left(at: datetime.datetime) -> set[int | None]:
        mail.forget_mail(now=at)
        return set(WaitingMail.objects.within(SYSTEM).values_list("person", flat=True))

    assert left(NOW + mail.GAP - SECOND) == {sent.pk, given_up.pk}
    assert left(NOW + mail.GAP + SECOND) == {given_up.pk}
    assert left(NOW + mail.SHOWN_FOR - SECOND) == {given_up.pk}
    assert left(NOW + mail.SHOWN_FOR + SECOND) == set()


def test_an_upload_that_nobody_took_goes_with_the_next_after_twelve_hours(everybody: Cast) -> None:
    def hand_in(who: Person, now: datetime.datetime) -> None:
        one = scored_round(example("mae-sot"))
        uploads.keep(SYSTEM, everybody.a, one, source="file", name="?", person=who, now=now)

    def waiting() -> set[int]:
        return set(Upload.objects.within(SYSTEM).values_list("made_by", flat=True))

    hand_in(everybody.anan, NOW)
    hand_in(everybody.boon, NOW + timedelta(hours=12) - SECOND)
    assert waiting() == {everybody.anan.pk, everybody.boon.pk}
    hand_in(everybody.chai, NOW + timedelta(hours=12) + SECOND)
    assert waiting() == {everybody.boon.pk, everybody.chai.pk}


def test_a_draft_goes_with_the_next_new_one_after_thirty_days(everybody: Cast) -> None:
    def typed(who: Person, now: datetime.datetime) -> set[int]:
        drafts.keep_draft(agency=everybody.a, year=2568, page="paste", person=who, fields={"text": "ก"}, now=now)
        return set(Draft.objects.within(SYSTEM).values_list("person", flat=True))

    typed(everybody.anan, NOW)
    assert typed(everybody.boon, NOW + timedelta(days=30) - SECOND) == {everybody.anan.pk, everybody.boon.pk}
    assert typed(everybody.fon, NOW + timedelta(days=30) + SECOND) == {everybody.boon.pk, everybody.fon.pk}


def test_a_signatory_that_is_removed_is_gone() -> None:
    everybody = furnished_cast()[0]
    row = AgencySignatory.objects.within(SYSTEM).get(agency=everybody.a)
    signatories.remove_signatory(
        agency=everybody.a, pk=row.pk, opened=signatories.stamp(row), person=everybody.anan, now=NOW
    )
    assert not AgencySignatory.objects.within(SYSTEM).filter(agency=everybody.a).exists()


def test_nothing_that_the_program_forgets_takes_a_record_away() -> None:
    everybody = furnished_cast()[0]

    def records() -> list[int]:
        return [model.objects.within(SYSTEM).count() for model in (Result, MadeDocument, Issuance, Entry)]

    before = records()
    later = timezone.now() + timedelta(days=4_000)
    mail.forget_mail(now=later)
    drafts.keep_draft(agency=everybody.a, year=2568, page="entry", person=everybody.anan, fields={}, now=later)
    one = scored_round(example("mae-sot"))
    uploads.keep(SYSTEM, everybody.a, one, source="file", name="?", person=everybody.anan, now=later)
    assert records() == before
    assert min(before) > 0


def test_tables_of_libraries_that_are_not_used_stay_empty() -> None:
    who, browser = person("Anan"), Client()
    browser.force_login(who)
    browser.post("/accounts/password/reset/", {"email": who.email})
    assert not EmailConfirmation.objects.exists()
    assert not SocialToken.objects.exists()

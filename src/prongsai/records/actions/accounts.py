"""Accounts are looked after: closed, opened, given another password or name, freed of a lost second factor.

Each is a line in the site's history, with the person's name and number and without their address.
"""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from prongsai.language.text import Language, Text
from prongsai.language.unseen import is_unseen
from prongsai.records.actions.coverage import ONE_DAY
from prongsai.records.actions.grants import NotPossible, keep_holders
from prongsai.records.actions.history import record, shown, turnstile
from prongsai.records.actions.tries import forget_tries
from prongsai.records.models import Grant, Person
from prongsai.records.scope import SYSTEM

MOST_LETTERS_OF_A_NAME = 150


@transaction.atomic
def close_account(
    *, by: Person | None, person: Person, orphan: bool, today: datetime.date, now: datetime.datetime
) -> int:
    """Nobody signs in with it any more, and all its sessions end; gives how many.

    Its roles stay for the day on which it is opened again, and count no more: closing is leaving, so the last
    coordinator of an agency stays unless ``orphan`` allows it. Nobody closes their own account or the last
    administrator's.
    """
    turnstile(None)
    _of_another(by, person)
    if not _is_open(person):
        raise NotPossible("บัญชีนี้ปิดอยู่แล้ว", "This account is closed already.")
    held = Grant.objects.within(SYSTEM).filter(person=person).exclude(ends__lt=today)
    keep_holders(held, today - ONE_DAY, orphan=orphan, today=today)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return _told(by, person, "close-account", _end_sessions(person), now)


@transaction.atomic
def open_account(*, by: Person | None, person: Person, now: datetime.datetime) -> None:
    """Lets in again whoever was shut out; what roles they held and hold still count again."""
    turnstile(None)
    if _is_open(person):
        raise NotPossible("บัญชีนี้เปิดอยู่แล้ว", "This account is open already.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    _told(by, person, "open-account", 0, now)


@transaction.atomic
def set_password(*, by: Person | None, person: Person, password: str, now: datetime.datetime) -> int:
    """Another password; all sessions end, gives how many. ``NotPossible`` where it is one that people guess.

    Whoever was locked out by wrong tries signs in with it at once.
    """
    turnstile(None)
    _of_another(by, person)
    wrong = wrong_password(password, person)
    if wrong:
        raise NotPossible.for_all(wrong)
    person.set_password(password)
    person.save(update_fields=["password"])
    forget_tries(person)
    return _told(by, person, "set-password", _end_sessions(person), now)


@transaction.atomic
def reset_second_factor(*, by: Person | None, person: Person, now: datetime.datetime) -> int:
    """Takes away apps, keys and recovery codes, and ends all sessions; gives how many of these ended."""
    turnstile(None)
    _of_another(by, person)
    kinds = sorted(set(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True)))
    if not kinds:
        raise NotPossible("บัญชีนี้ไม่ได้ตั้งการยืนยันตัวตนสองขั้นตอนไว้", "This account has no second factor.")
    Authenticator.objects.filter(user_id=person.pk).delete()
    return _told(by, person, "reset-second-factor", _end_sessions(person), now, kinds=kinds)


@transaction.atomic
def end_sessions(*, by: Person | None, person: Person, now: datetime.datetime) -> int:
    """Ends all sessions; gives how many."""
    turnstile(None)
    _of_another(by, person)
    return _told(by, person, "end-sessions", _end_sessions(person), now)


@transaction.atomic
def rename(*, by: Person | None, person: Person, name: str, now: datetime.datetime) -> None:
    """Another name to show. What the history says of the old one stays as it is."""
    turnstile(None)
    was, person.name = shown(person), name_of_person(name)
    person.save(update_fields=["name"])
    _told(by, person, "rename", 0, now, was=was)


def name_of_person(said: str) -> str:
    """A name as it is kept, with single spaces. ``NotPossible`` for none, a long one, an address and letters that
    nobody sees.

    The history names people and cannot forget: an address given as a name would stay in it. With letters that are not
    seen, or that turn the line around, two names would look the same and one like another's.
    """
    name = " ".join(said.split())
    if not name or len(name) > MOST_LETTERS_OF_A_NAME:
        raise NotPossible(
            f"ระบุชื่อ ไม่เกิน {MOST_LETTERS_OF_A_NAME} ตัวอักษร",
            f"Give a name of at most {MOST_LETTERS_OF_A_NAME} characters.",
        )
    if "@" in name:
        raise NotPossible("ระบุชื่อและนามสกุล ไม่ใช่อีเมล", "Give a name, not an e-mail address.")
    if any(is_unseen(letter) for letter in name):
        raise NotPossible(
            "ชื่อนี้มีอักขระที่มองไม่เห็น ซึ่งมักติดมากับข้อความที่คัดลอก ให้พิมพ์ชื่อด้วยแป้นพิมพ์",
            "This name holds characters that are not seen, as copied text often does. Type the name instead.",
        )
    if not any(letter.isalnum() for letter in name):
        raise NotPossible("ชื่อนี้ไม่มีตัวอักษร ระบุชื่อและนามสกุล", "This name has no letter: give a name.")
    return name


def wrong_password(password: str, person: Person) -> list[Text]:
    """What is wrong with a password for a person, in both languages; nothing where it can be used."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        # It chooses its words only when it is asked for them.
        th, en = (_messages(error, language) for language in ("th", "en"))
        return [Text(th=each_th, en=each_en) for each_th, each_en in zip(th, en, strict=True)]
    return []


def _messages(error: ValidationError, language: Language) -> list[str]:
    with translation.override(language):
        return list(error.messages)


def speak(*, person: Person, language: Language) -> None:
    """The language in which pages speak with a person: nobody else's business, so the history does not tell of it."""
    person.language = language
    person.save(update_fields=["language"])


def _is_open(person: Person) -> bool:
    # As it is now: somebody else may have closed or opened it since it was read.
    return Person.objects.filter(pk=person.pk, is_active=True).exists()


def _of_another(by: Person | None, person: Person) -> None:
    if by is not None and by.pk == person.pk:
        raise NotPossible(
            "ทำกับบัญชีของตนเองไม่ได้ ใช้หน้าบัญชีของฉัน หรือให้ผู้ดูแลระบบคนอื่นทำให้",
            "Not with one's own account: use “My account”, or ask another administrator.",
        )


def _end_sessions(person: Person) -> int:
    sessions = list(UserSession.objects.filter(user_id=person.pk))
    for session in sessions:
        session.end()
    return len(sessions)


def _told(by: Person | None, person: Person, action: str, sessions: int, now: datetime.datetime, **more: object) -> int:
    detail = {"whom": shown(person), "person": person.pk, "sessions": sessions, **more}
    record(agency=None, person=by, action=action, detail=detail, now=now)
    return sessions

"""The validators of passwords that stand in the settings: wherever one is set, they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from prongsai.web.shell.passwords.guessing import Reason, why_guessed
from prongsai.web.shell.passwords.words import letters
from prongsai.web.shell.words import both

MOST_LETTERS = 200  # records/models/people hashes none that is longer

_INSTEAD_TH = "ใช้คำสี่คำที่ไม่เกี่ยวข้องกันแทน เช่น ชื่อสิ่งของสี่อย่างที่นึกขึ้นเอง"
_INSTEAD_EN = (
    "Choose four words that have nothing to do with each other instead, as four things that come to your mind."
)
_WORDS = (
    "ตัดตัวเลข ปี และเครื่องหมายออกแล้ว รหัสผ่านนี้เหลือแต่คำที่คนเดาก่อน เช่น ชื่อสถานที่ หน่วยงาน ชื่อคน คำของ ITA หรือแป้นที่เรียงกัน",
    "Without digits, years and signs, this password is only what people guess first: a place, an office, a name, "
    "a word of ITA, keys in a row.",
)
_SAID: Mapping[Reason, tuple[str, str]] = {
    "blank": ("รหัสผ่านมีแต่ช่องว่าง", "The password is nothing but blanks."),
    "few": ("รหัสผ่านใช้ตัวอักษรซ้ำกันเกือบทั้งหมด", "The password is the same few characters again and again."),
    "no-letters": ("รหัสผ่านไม่มีตัวอักษร มีแต่ตัวเลขหรือเครื่องหมาย", "The password has no letter, only digits or signs."),
    "words": _WORDS,
}


class NotTooLong:
    """At most ``MOST_LETTERS``. A longer one is refused before it is hashed, and no other rule of ours reads it."""

    def get_help_text(self) -> Any:
        """What is expected."""
        return both(f"รหัสผ่านยาวได้ไม่เกิน {MOST_LETTERS} ตัวอักษร", f"At most {MOST_LETTERS} characters are possible.")

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for a longer one."""
        if len(password) > MOST_LETTERS:
            raise ValidationError(self.get_help_text(), code="password_too_long")


class NotGuessable(CommonPasswordValidator):
    """Nothing that is guessed once digits and signs are off: our list of words, Django's list, one's own name."""

    def get_help_text(self) -> Any:
        """What is expected."""
        return both(_INSTEAD_TH, _INSTEAD_EN)

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError that says why, and what to do instead."""
        if len(password) > MOST_LETTERS:
            return
        why = why_guessed(password, _own_words(user))
        if why is None and letters(password) in self.passwords:
            why = "words"
        if why is not None:
            th, en = _SAID[why]
            raise ValidationError(both(f"{th} {_INSTEAD_TH}", f"{en} {_INSTEAD_EN}"), code="password_guessable")


def _own_words(user: object) -> Iterator[str]:
    """The words of a person's name and address."""
    for field in ("name", "email"):
        said = str(getattr(user, field, ""))
        yield from (said, *re.split(r"[\s\d@._+-]+", said))

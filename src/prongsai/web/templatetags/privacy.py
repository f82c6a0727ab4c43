"""What is kept of a person, in words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from django import template
from django.utils import timezone

from prongsai.language.calendar import english_date, short_date
from prongsai.language.text import Text
from prongsai.screens.agency.disclosure.kept import STATE_WORDS
from prongsai.screens.people.messages import MAIL_CHOICES, OUTCOMES
from prongsai.screens.people.privacy import OwnTable, Value
from prongsai.screens.people.sign_ins import OUTCOMES as SIGN_INS
from prongsai.web.people.forms import AREA_WORDS, MANNER_WORDS, ROLE_WORDS
from prongsai.web.shell.accounts.programs import program_of
from prongsai.web.shell.words import both, in_page_language
from prongsai.web.templatetags.people import ACTIONS, FACTORS

register = template.Library()


def _both(words: Mapping[str, Text]) -> dict[str, object]:
    return {word: both(text.th, text.en) for word, text in words.items() if word}


_WORDS: Mapping[str, Mapping[str, object]] = {
    "role": ROLE_WORDS,
    "manner": MANNER_WORDS,
    "area_kind": {**AREA_WORDS, "": both("หน่วยงาน", "agency")},
    "action": ACTIONS,
    "state": _both(STATE_WORDS),
    "type": FACTORS,
    "language": {"th": both("ไทย", "Thai"), "en": both("อังกฤษ", "English")},
    "mail_choice": _both(MAIL_CHOICES),
    "channel": {"app": both("ในระบบ", "in the list"), "mail": both("อีเมล", "mail")},
    "outcome": {
        **_both(OUTCOMES),
        **_both(SIGN_INS),
        "dropped": both("ไม่ส่ง เพราะไม่ต้องการรับแล้ว", "not sent: it was not wanted any more"),
    },
    "format": {"docx": "Word", "pdf": "PDF", "html": both("หน้าเว็บ", "web page")},
}


@register.filter
def value_word(value: Value, field: str) -> str:
    """A value of a field in words: days and times of Thailand, codes as pages call them; a dash where there is none."""
    if value is None or value == "":
        return str(_WORDS.get(field, {}).get("", "–"))
    if isinstance(value, Text):
        return in_page_language(value)
    if isinstance(value, bool):
        return str(both("ใช่", "yes") if value else both("ไม่ใช่", "no"))
    if isinstance(value, datetime.datetime):
        at = timezone.localtime(value)
        return str(both(f"{short_date(at.date())} {at:%H.%M} น.", f"{english_date(at.date())}, {at:%H:%M}"))
    if isinstance(value, datetime.date):
        return str(both(short_date(value), english_date(value)))
    if field == "fields":
        # By what name a page sends it is the program's own.
        return " · ".join(str(typed) for typed in json.loads(str(value)).values() if typed)
    if field == "user_agent":
        return in_page_language(program_of(str(value)))
    return str(_WORDS.get(field, {}).get(str(value), value))


@register.filter
def in_words(table: OwnTable) -> list[list[str]]:
    """The rows of a table, each value in words."""
    return [
        [value_word(value, field.code) for field, value in zip(table.fields, row, strict=True)] for row in table.rows
    ]

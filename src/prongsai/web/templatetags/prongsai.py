"""Text in two languages, dates and figures, as the screens show them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from prongsai.language.calendar import english_date, short_date
from prongsai.language.text import Text

register = template.Library()


def _language(context: template.Context) -> str:
    # Messages, mail and pages of errors are written without the frame's context.
    return str(context.get("language") or ("en" if (get_language() or "th").startswith("en") else "th"))


@register.simple_tag(takes_context=True)
def t(context: template.Context, th: str, en: str, **values: object) -> str:
    """One of two texts by the page's language, with ``{names}`` filled in; escaped by the template like any text."""
    text = en if _language(context) == "en" else th
    return text.format(**values) if values else text


@register.simple_tag(takes_context=True)
def say(context: template.Context, text: Text | None) -> str:
    """A bilingual text in the page's language."""
    if text is None:
        return ""
    return text.en if _language(context) == "en" else text.th


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: datetime.date | None) -> str:
    """A day: ``30 ก.ย. 2569``, in English with the common-era year; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return english_date(value) if _language(context) == "en" else short_date(value)


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime.datetime | None) -> str:
    """A day with the time of day: ``30 ก.ย. 2569 14.05 น.``, ``30 Sep 2026, 14:05``; a dash where there is none."""
    if value is None:
        return "–"
    said, at = day(context, value), timezone.localtime(value)
    return f"{said}, {at:%H:%M}" if _language(context) == "en" else f"{said} {at:%H.%M} น."


@register.filter
def points(value: Decimal | None) -> str:
    """A score with two decimals; a dash where it is not known."""
    return "–" if value is None else f"{value:.2f}"


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """The value of a key that is not an identifier, as ``ind:6``."""
    return mapping.get(key)

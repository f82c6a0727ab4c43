"""In which language the product speaks with somebody, whichever machine they sit at."""

from __future__ import annotations

from prongsai.records.actions.accounts import speak
from prongsai.records.models import Person


def speaks(person: Person, language: str) -> None:
    """From now on pages speak ``language`` with a person wherever they sign in. ValueError for one that is none."""
    if language not in ("th", "en"):
        raise ValueError(language)
    if person.language != language:
        speak(person=person, language="en" if language == "en" else "th")

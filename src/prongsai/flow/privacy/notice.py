"""The privacy notice: what it says, which version it is, and who has seen it."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from prongsai.flow.privacy.activities import activities, said
from prongsai.flow.privacy.log_chosen import standing
from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.records.actions.privacy.notices import keep_seen
from prongsai.records.models import Person
from prongsai.records.queries.privacy import has_seen
from prongsai.screens.people.privacy import NoticePage, NoticeSection


@functools.cache
def _said() -> Any:
    return said("notice.yaml")


def version_now() -> int:
    """The version that counts; everybody is shown it once."""
    return int(_said()["version"])


def contact() -> str:
    """Whom people ask about their data, as the site names it; empty where it does not."""
    return read_options().privacy_contact


def unseen_by(user: object) -> bool:
    """Whether somebody signed in has not said yet that they have seen the notice as it is now."""
    return isinstance(user, Person) and not has_seen(user, version_now())


def seen(person: Person, *, language: str, now: datetime.datetime) -> None:
    """A person has seen the notice as it is now."""
    keep_seen(person=person, version=version_now(), language="en" if language == "en" else "th", now=now)


def notice(user: object) -> NoticePage:
    """The notice for whoever reads it."""
    return NoticePage(
        version=version_now(),
        sections=tuple(
            NoticeSection(
                heading=Text(**each["heading"]), paragraphs=tuple(Text(**line) for line in each["paragraphs"])
            )
            for each in _said()["sections"]
        ),
        activities=activities(),
        log=standing(read_options())[1],
        contact=contact(),
        asks=unseen_by(user),
    )

"""A person's list of messages, and what they choose about mail."""

from __future__ import annotations

import datetime

from prongsai.flow.messages.telling import mail_goes_out
from prongsai.language.text import Text
from prongsai.records.actions.machine import messages as actions
from prongsai.records.models import Person
from prongsai.records.queries.machine import messages as queries
from prongsai.records.scope import Scope
from prongsai.screens.people.messages import MAIL_CHOICES, MessageLine, MessagesPage, for_line

MOST = 100


def unread(scope: Scope) -> int:
    """How many messages a person has not read."""
    return queries.unread(scope)


def messages(scope: Scope, person: Person, *, names: bool, site: str, today: Text) -> MessagesPage:
    """The newest messages of a person. ``names``: the text for LINE says who did it; ``site``: by which
    address others open it (empty: they cannot, so that the text has no links)."""
    rows = queries.told(scope, MOST)
    mail = queries.mail_of(scope, {row.day for row in rows})
    lines = tuple(
        MessageLine(
            number=row.pk,
            text=Text(th=row.text_th, en=row.text_en),
            link=row.link,
            made_at=row.made_at,
            agency=row.agency.name if row.agency else "",
            by=str(row.by) if row.by else "",
            new=row.read_at is None,
            mail=mail.get((row.subject_key, row.day)),
        )
        for row in rows
    )
    return MessagesPage(
        lines=lines,
        line_texts=for_line(lines, names=names, site=site, today=today),
        names=names,
        by_mail=mail_goes_out(),
        mail_choice=person.mail_choice,
    )


def read(person: Person, number: str, *, now: datetime.datetime) -> int:
    """A message was read (``all``: every one); how many were new. What is no number of theirs changes nothing."""
    if number == "all":
        return actions.read_messages(person, numbers=None, now=now)
    few = number.isascii() and number.isdigit() and len(number) < 19
    return actions.read_messages(person, numbers=[int(number)], now=now) if few else 0


def choose(person: Person, choice: str) -> bool:
    """How the person wants mail; False where there is no such choice."""
    if choice not in MAIL_CHOICES:
        return False
    actions.choose_mail(person, choice)
    return True

"""Sends messages by mail: claimed before they are sent, so that none goes out twice, whatever a server does."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from prongsai.flow.jobs.taking import Clock
from prongsai.flow.people.letters import Letter, site_address
from prongsai.outside import mail
from prongsai.outside.alive import my_name
from prongsai.outside.options import read_options
from prongsai.records.actions.machine import messages as actions
from prongsai.records.models import Message, Person
from prongsai.records.queries.machine.messages import people_with_mail_due
from prongsai.records.queries.scopes import scope_of

log = logging.getLogger("prongsai.messages")


def send_messages(clock: Clock) -> int:
    """Sends each person what is due to them as one mail; how many mails the server took.

    Where the server takes nothing at all, the rest waits. Where its answer was lost, the mail is not sent again.
    """
    actions.find_uncertain(now=clock())
    sent, me = 0, my_name(read_options().home)
    for person in people_with_mail_due(clock()):
        rows = _wanted(actions.claim_mail(person=person, by=me, now=clock()), me, clock)
        if not rows:
            continue
        try:
            letter = letter_of(rows[0].person, rows)
            mail.send(to=letter.to, subject=letter.subject, body=letter.body)
        except mail.NotSent as error:
            log.warning("a mail of %s message(s) was not sent: %s", len(rows), error.reason)
            if error.unsure:
                actions.end_mail(rows, by=me, outcome="unsure", now=clock())
            else:
                actions.put_off_mail(rows, by=me, now=clock())
            if not error.of_mail:
                return sent
        else:
            actions.end_mail(rows, by=me, outcome="sent", now=clock())
            sent += 1
    return sent


def _wanted(rows: Sequence[Message], me: str, clock: Clock) -> list[Message]:
    """Those that their person still may read, and wants."""
    if not rows:
        return []
    person = rows[0].person
    scope = scope_of(person, timezone.localtime(clock()).date())
    may = person.is_active and person.mail_choice != "none"
    wanted = [row for row in rows if may and (row.agency is None or scope.may("work", row.agency))]
    actions.end_mail([row for row in rows if row not in wanted], by=me, outcome="dropped", now=clock())
    return wanted


def letter_of(person: Person, rows: Sequence[Message]) -> Letter:
    """The mail that tells them, in both languages; it names nobody."""
    site, count = site_address(), len(rows)

    def said(language: str) -> str:
        lines = []
        for row in rows:
            where = f"{row.agency.name}: " if row.agency else ""
            lines.append(f"• {where}{row.text_th if language == 'th' else row.text_en}")
            lines += [f"  {site}{row.link}"] if row.link else []
        return "\n".join(lines)

    own = f"{site}{reverse('messages')}"
    body = (
        f"{said('th')}\n\nดูข้อความทั้งหมดและเลือกวิธีรับอีเมลได้ที่ {own}\n\n"
        f"{said('en')}\n\nAll messages, and how to get mail: {own}"
    )
    subject = f"ระบบโปร่งใส: ข้อความใหม่ {count} เรื่อง / Prongsai: {count} message(s)"
    return Letter(str(EmailAddress.objects.get_primary_email(person) or person.email), subject, body)

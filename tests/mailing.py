"""Mail in tests: what waits is sent when a test says so."""

from __future__ import annotations

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from prongsai.flow.people.mail import send_due


def delivered() -> list[EmailMessage]:
    """Sends what is due, as the thread of a site would; all that went out so far."""
    send_due(timezone.now)
    return list(mail.outbox)

"""Takes away what has run out: uploads that nobody confirmed, drafts that nobody came back to, sign-ins that ended."""

from __future__ import annotations

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from prongsai.records.actions.drafts import KEPT
from prongsai.records.models import Draft, Upload
from prongsai.records.scope import SYSTEM


def clear_uploads(*, now: datetime.datetime) -> int:
    """Uploads whose time is over; how many."""
    return Upload.objects.within(SYSTEM).filter(expires_at__lt=now).delete()[0]


def clear_drafts(*, now: datetime.datetime) -> int:
    """Drafts that were not touched for as long as they are kept; how many."""
    return Draft.objects.within(SYSTEM).filter(saved_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def clear_sessions(*, now: datetime.datetime) -> int:
    """Sessions that have run out, and what was noted of the browsers that had them; how many sessions."""
    over = Session.objects.filter(expire_date__lt=now)
    UserSession.objects.filter(session_key__in=over.values("session_key")).delete()
    return over.delete()[0]

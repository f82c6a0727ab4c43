"""Wrong tries to sign in: after some, an account takes no more of them for a while, whoever made them."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

from prongsai.records.models import Person


def key_of_tries(email: str) -> str:
    """Under what the wrong passwords for an address are counted: the same by whichever name the site is opened."""
    return f"sign-in {email.strip().lower()}"


def forget_tries(person: Person) -> None:
    """Lets somebody sign in at once who was locked out, by another's wrong passwords or codes."""
    # The second is the account library's own name for the codes of a second factor.
    for key in (key_of_tries(person.email), f"mfa-auth-user-{person.pk}"):
        ratelimit.clear(HttpRequest(), action="login_failed", key=key)

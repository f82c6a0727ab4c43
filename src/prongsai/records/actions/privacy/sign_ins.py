"""The log of sign-ins by person: a line written, and those taken away that were kept long enough."""

from __future__ import annotations

import datetime
from typing import Literal

from prongsai.records.models import SignIn

# At least ninety days are what the law may ask for (recollection, see docs/how-to/look-after-personal-data.md); no
# longer than that is needed.
KEPT = datetime.timedelta(days=90)
LONGEST_ADDRESS = 45  # letters: an IPv6 address that ends in an IPv4 one

# in: came in; refused: a wrong password or code; out: signed out; ended: came back after the session had ended.
SignInOutcome = Literal["in", "refused", "out", "ended"]


def keep_sign_in(*, person: int, outcome: SignInOutcome, address: str, now: datetime.datetime) -> None:
    """Writes down who (the number of an account) came in or left, and from where."""
    SignIn.objects.create(person_id=person, outcome=outcome, address=address[:LONGEST_ADDRESS], at=now)


def clear_sign_ins(*, now: datetime.datetime) -> int:
    """Takes away what was kept long enough; how many lines."""
    return SignIn.objects.filter(at__lt=now - KEPT).delete()[0]

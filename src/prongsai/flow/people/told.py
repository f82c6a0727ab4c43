"""People are told by mail what an administrator did with their account, on a page or on the machine."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import ParamSpec, cast

from prongsai.flow.people.letters import DONE_BY_ADMINISTRATORS
from prongsai.flow.people.mail import ask_notice
from prongsai.records.models import Person

P = ParamSpec("P")


def tell(step: str, person: Person, *, now: datetime.datetime, wake: bool = True) -> None:
    """The person of an account learns of a step that was taken with it: of ``DONE_BY_ADMINISTRATORS``.

    ``wake``: False on the command line, which ends at once; the site or its worker sends the mail.
    """
    ask_notice(DONE_BY_ADMINISTRATORS[step], person, now=now, wake=wake)


def tells(change: Callable[P, int]) -> Callable[P, int]:
    """A journey by which ``by`` takes a ``step`` with the account of ``person``, all named; it tells them once it is
    done. Whoever changes their own account knows it."""

    @functools.wraps(change)
    def changed(*arguments: P.args, **named: P.kwargs) -> int:
        ended = change(*arguments, **named)
        by, person = cast(Person, named["by"]), cast(int, named["person"])
        if person != by.pk:
            tell(cast(str, named["step"]), Person.objects.get(pk=person), now=cast(datetime.datetime, named["now"]))
        return ended

    return changed

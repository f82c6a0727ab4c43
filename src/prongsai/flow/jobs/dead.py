"""What those had who died is free at once: everything that processes take by their name is looked at together."""

from __future__ import annotations

import datetime

from prongsai.outside.alive import died, forget_the_dead
from prongsai.outside.options import read_options
from prongsai.records.actions.documents import end_leases as end_leases_of_documents
from prongsai.records.actions.machine.jobs import end_leases


def free_the_dead(now: datetime.datetime) -> None:
    """Documents whose maker died wait again, beats and jobs are put off; then the dead are forgotten, and not before:
    nobody could tell any more that they died."""
    folder = read_options().home
    end_leases_of_documents(died=lambda name: died(folder, name))
    end_leases(died=lambda name: died(folder, name), now=now)
    forget_the_dead(folder)

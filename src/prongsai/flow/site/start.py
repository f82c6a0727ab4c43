"""The site on this machine: starting it, keeping it, looking after it. Django is set up here, once, when needed."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.faults import refuse, unusable
from prongsai.flow.site.tables import bring, need
from prongsai.flow.site.trouble import is_trouble, no_answer
from prongsai.outside.files import keep_private
from prongsai.outside.options import Options, read_options


def prepare(folder: Path | None = None, *, tables: Literal["need", "bring", "leave"] = "need") -> Options:
    """Sets Django up on ``folder``, the settings' own where none is named.

    ``tables``: *need* makes those of an empty site and refuses those of another version; *bring* brings an earlier
    version's up to date; *leave* does not look at them. ``Refused`` also where a setting cannot be used or the
    database does not answer.
    """
    if folder is not None:
        os.environ["PRONGSAI_FOLDER"] = str(folder)
    options = read_options()
    refuse(unusable(options, folder_from="" if folder is None else "--folder"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    keep_private(options.home)
    if tables != "leave":
        with answering():
            bring() if tables == "bring" else need()
    return options


def bring_up_to_date(folder: Path | None) -> tuple[str, ...]:
    """Makes the tables or brings them up to date; the changes made."""
    prepare(folder, tables="leave")
    with answering():
        return bring()


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Turns a database that does not answer, is full or is busy into ``Refused``, with its own words."""
    try:
        yield
    except Exception as error:
        if is_trouble(error):
            raise Refused([Problem("", no_answer(error))]) from error
        raise


def now() -> datetime.datetime:
    """The moment, with its zone."""
    from django.utils import timezone

    return timezone.now()


def today() -> datetime.date:
    """The day in Thailand."""
    from django.utils import timezone

    return timezone.localdate()

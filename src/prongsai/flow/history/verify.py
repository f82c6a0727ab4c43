"""Whether the history of every agency is whole."""

from __future__ import annotations

from collections.abc import Iterator


def chains() -> Iterator[tuple[str, int, str, list[str]]]:
    """Name, number of lines, head and what is wrong, for every agency and for the site itself."""
    from prongsai.records.actions.history import broken, head
    from prongsai.records.models import Agency, Entry
    from prongsai.records.scope import SYSTEM

    for agency in [None, *Agency.objects.within(SYSTEM)]:
        lines = Entry.objects.within(SYSTEM).filter(agency=agency).count()
        yield agency.name if agency else "–", lines, head(agency), broken(agency)

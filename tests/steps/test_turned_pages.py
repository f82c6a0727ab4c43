"""Pages that are turned for wide tables."""

from __future__ import annotations

from tests.steps.reports import wide_table

from prongsai.publish.report import Heading, PageBreak, text_runs
from prongsai.publish.turned_pages import sheets


def test_page_break_between_two_wide_tables_is_kept_as_two_sheets() -> None:
    wide, title = wide_table(), Heading(1, text_runs("ก"))
    assert sheets([wide, PageBreak(), title, wide]) == [(True, [wide]), (True, [title, wide])]
    assert sheets([wide, title, wide]) == [(True, [wide, title, wide])]

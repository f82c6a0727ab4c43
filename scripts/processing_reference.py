"""Writes docs/reference/personal-data.md from what is said of every table; with --check, says whether it is new."""

from __future__ import annotations

import sys
from pathlib import Path

from prongsai.flow.privacy.activities import said, tables

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "personal-data.md"
HEAD = """\
# Personal data of those who work here, table by table

What is kept of people, how long, and what deletes it, as the program does it today. Made by
`scripts/processing_reference.py` from `flow/privacy/tables.yaml` and `kept.yaml`; each length is shown by the test in
its last column. Tables that are not here hold no data of people, column by column (`tables.yaml` says so). Legal bases
are proposals and stand on the page `/site/processing/`.

| table | data of people | handed to nobody | words that may name somebody | how long | what deletes it | shown by |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The page."""
    kept = said("kept.yaml")
    rows = []
    for label, each in tables().items():
        if each.activity:
            columns = (
                ", ".join(f"`{name}`" for name in sort) or "–" for sort in (each.person, each.secret, each.words)
            )
            end = kept[each.kept]
            test = end["test"].rpartition("/")[2]
            rows.append(f"| `{label}` | {' | '.join(columns)} | {end['long']['en']} | {end['by']['en']} | `{test}` |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")

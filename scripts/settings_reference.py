"""Writes docs/reference/settings.md from the table of settings; with --check, says whether it is up to date."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

from prongsai.outside.options import Options

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "settings.md"


def page() -> str:
    """The page."""
    rows = []
    for each in fields(Options):
        env = each.metadata["env"] or f"PRONGSAI_{each.name.upper()}"
        default = f"`{each.default}`" if each.default not in ("", None) else "–"
        rows.append(f"| `{env}` | `{each.name}` | {default} | {each.metadata['text']} |")
    return (
        "# Settings\n\n"
        "From the environment, else from `prongsai.toml` in the working folder (or the file that\n"
        "`PRONGSAI_CONFIG` names), else the default. Made by `scripts/settings_reference.py`.\n\n"
        "| environment | in the file | default | what it is |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")

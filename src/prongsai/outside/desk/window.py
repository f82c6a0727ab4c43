"""A start without a window: what would be written there goes to a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_MOST_BYTES = 1_000_000


def has_window() -> bool:
    """Whether somebody can read what the program writes; not so where a shortcut started it."""
    return sys.stdout is not None and sys.stderr is not None


def write_to(log: Path) -> None:
    """From now on what the program writes is appended to ``log``; one that has grown long is begun anew."""
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    long = log.is_file() and log.stat().st_size > _MOST_BYTES
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if long else os.O_APPEND), 0o600)
    if os.name == "posix":
        # No database may come to lie where libraries write their complaints.
        nothing = os.open(os.devnull, os.O_RDONLY)
        kept = os.dup(handle) if handle < 3 else handle
        while kept < 3:
            kept = os.dup(kept)
        os.dup2(nothing, 0)
        os.dup2(kept, 1)
        os.dup2(kept, 2)
        if nothing > 2:
            os.close(nothing)
        handle = kept
    file = os.fdopen(handle, "w", encoding="utf-8", errors="replace", buffering=1)
    sys.stdout = sys.stderr = file

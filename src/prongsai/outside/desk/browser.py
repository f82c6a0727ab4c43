"""The browser of whoever sits at this machine, and what a program at an address of it answers."""

from __future__ import annotations

import html
import json
import logging
import os
import tempfile
import urllib.request
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

log = logging.getLogger("prongsai.desk")

# Pages of this machine are asked for directly: an office's proxy does not know what 127.0.0.1 is here.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_PATIENCE = 5.0
_MOST_BYTES = 10_000


def show(address: str) -> bool:
    """Opens an address in the browser; False where there is none that opens it."""
    try:
        opened = webbrowser.open(address)
    except (OSError, webbrowser.Error) as error:
        log.warning("the browser did not open: %s", error)
        return False
    if not opened:
        log.warning("no browser opened %s", address)
    return opened


def answer(address: str) -> dict[str, Any]:
    """What a program of this machine answers in JSON; empty where nothing answers, or not like that."""
    try:
        with _DIRECT.open(address, timeout=_PATIENCE) as told:
            said = json.loads(told.read(_MOST_BYTES))
    except (OSError, ValueError):
        return {}
    except Exception as error:  # whatever a program that is not ours sends, as half a line of HTTP
        log.debug("no answer at %s: %s", address, error)
        return {}
    return said if isinstance(said, dict) else {}


def show_words(title: str, paragraphs: Sequence[str]) -> None:
    """Shows words as a page of the browser, to somebody who has no window that could."""
    page = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
    handle, name = tempfile.mkstemp(prefix="prongsai-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><html lang="th"><meta charset="utf-8"><title>{html.escape(title)}</title>'
            f'<body style="font:1.1rem/1.7 sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem">'
            f"<h1>{html.escape(title)}</h1>{page}"
        )
    show(Path(name).as_uri())

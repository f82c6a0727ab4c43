"""Tables of a page, told how many columns they have and each cell which head it stands under, so that a narrow window
can show every row as a card."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table\b([^>]*)>(.*?)</table>", re.DOTALL)
_HEADS = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HEAD = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_START = re.compile(r"<(tr|td|th)\b([^>]*)>")
_SPAN = re.compile(r'colspan="(\d+)"')
_MOST = 7  # columns that the style sheet tells apart; more are as this many


def as_cards(html: str) -> str:
    """The same HTML, each cell below a column's head with the head as ``data-label``, each table with ``data-columns``.

    Templates write plain tables: none can forget it. A cell over several columns gets no label, as it is no value of
    one of them.
    """
    return _TABLE.sub(_labelled, html) if "<table" in html else html


def _labelled(table: re.Match[str]) -> str:
    attributes, inside = table.groups()
    thead = _HEADS.search(inside)
    if thead is None:
        return table[0]
    labels: list[str] = []
    for head in _HEAD.finditer(thead[0]):
        labels += [_words(head[2])] * _columns(head[1])
    column = 0

    def cell(start: re.Match[str]) -> str:
        nonlocal column
        kind, more = start.groups()
        if kind == "tr":
            column = 0
            return start[0]
        at, wide = column, _columns(more)
        column += wide
        label = labels[at] if at < len(labels) and wide == 1 and kind == "td" else ""
        return f'<{kind}{more} data-label="{label}">' if label else start[0]

    body = inside[: thead.end()] + _START.sub(cell, inside[thead.end() :])
    return f'<table{attributes} data-columns="{min(len(labels), _MOST)}">{body}</table>'


def _words(html: str) -> str:
    """What a head says, for an attribute; what was escaped stays so."""
    return " ".join(_TAG.sub(" ", html).split()).replace('"', "&quot;")


def _columns(attributes: str) -> int:
    span = _SPAN.search(attributes)
    return int(span[1]) if span else 1

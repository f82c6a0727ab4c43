"""Thai inside English pages is marked as Thai, so that a screen reader reads it as such: names, titles, whole texts.

It is done to the page as a whole, once it is made: no template can forget it.
"""

from __future__ import annotations

import re

# A tag, a comment or declaration, or the text between; what stands in quotes may hold a “>”.
_PIECES = re.compile(r"""<!--.*?-->|<[!?][^>]*>|</?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>|[^<]+|<""", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_LANG = re.compile(r"""\slang=(?:"([^"]*)"|'([^']*)')""")
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e5b]")
# From the first Thai letter to the last, with what stands between them, be it a Latin name in brackets.
_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e5b](?:.*[\u0e01-\u0e3a\u0e40-\u0e5b])?", re.DOTALL)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SILENT = frozenset({"script", "style"})
# In these stands nothing but text, so they are marked themselves.
_WHOLE = frozenset({"option", "title", "textarea", "text", "tspan", "desc"})


def has_thai(text: str) -> bool:
    """Whether a text has Thai letters."""
    return _THAI.search(text) is not None


def marked(page: str) -> str:
    """An HTML page or a piece of one in which every Thai text stands inside ``lang="th"``; nothing else is changed."""
    if not has_thai(page):
        return page
    made: list[str] = []
    open_tags: list[tuple[str, str | None, int]] = []  # name, language that holds inside, place in ``made``
    for match in _PIECES.finditer(page):
        piece = match[0]
        name = found[1].lower() if (found := _NAME.match(piece)) else ""
        if name and piece.startswith("</"):
            _close(open_tags, name)
        elif name and name not in _VOID and not piece.endswith("/>"):
            said = _LANG.search(piece)
            inherited = open_tags[-1][1] if open_tags else None
            open_tags.append((name, (said[1] or said[2]) if said else inherited, len(made)))
        elif not piece.startswith("<") and has_thai(piece):
            piece = _spoken(piece, open_tags, made)
        made.append(piece)
    return "".join(made)


def _close(open_tags: list[tuple[str, str | None, int]], name: str) -> None:
    """Takes away the element that ends here, with those inside it that have no end of their own."""
    if any(own == name for own, _, _ in open_tags):
        while open_tags.pop()[0] != name:
            pass


def _spoken(text: str, open_tags: list[tuple[str, str | None, int]], made: list[str]) -> str:
    """A text with its Thai marked, or, where it can hold no mark, as it is in an element that was marked."""
    name, language, place = open_tags[-1] if open_tags else ("", None, -1)
    if language == "th" or name in _SILENT:
        return text
    if name in _WHOLE:
        made[place] = f'{made[place][: len(name) + 1]} lang="th"{made[place][len(name) + 1 :]}'
        open_tags[-1] = (name, "th", place)
        return text
    return _RUN.sub(lambda run: f'<span lang="th">{run[0]}</span>', text, count=1)

"""What may come in at all: text without invisible control characters, in UTF-8; numbers of a length that is one.

One rule for paths, queries, headers, cookies and forms. No view and no table sees what the database, a document or a
log could not hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template

from prongsai.files.incoming import CONTROL
from prongsai.language.unseen import EMPTY_LETTERS

# In one line, also these: no address, header or name has a line break or a tab.
_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IN_A_HEADER = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
# Boxes for what was copied from a page, Word or PDF, which brings page breaks and worse: their own checks say which,
# beside what was typed. NUL alone is never read.
PASTED = frozenset({"text"})
_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.I)

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


def in_utf8(application: Application) -> Application:
    """The application, for which every form is in UTF-8, as those of all browsers are.

    Before Django: its request cannot even be made where a form names an encoding that is none of text.
    """

    def answered(environ: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        return application(without_charset(environ), start)

    return answered


def without_charset(environ: Environment) -> Environment:
    """A request without the encoding that it claims to be in."""
    kind = environ.get("CONTENT_TYPE") or ""
    if ";" in kind:
        environ["CONTENT_TYPE"] = _CHARSET.sub("", kind)
    return environ


class OnlyText:
    """Answers 400, in words, to a request that holds control characters where nobody could have typed them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or the page that says what cannot be read."""
        where = wrong_in(request)
        if where is None:
            return self.get_response(request)
        return HttpResponse(get_template("400_signs.html").render({"status": 400, "where": where}), status=400)


def wrong_in(request: HttpRequest) -> str | None:
    """What of a request cannot be read: ``address``, ``header`` or ``form``; None where all can."""
    if _IN_A_LINE.search(request.path_info) or _among(request.GET):
        return "address"
    for name, value in request.META.items():
        if name.startswith("HTTP_") and isinstance(value, str) and _IN_A_HEADER.search(value):
            return "header"
    if any(_IN_A_LINE.search(value) for value in request.COOKIES.values()):
        return "header"
    return "form" if request.method == "POST" and _among(request.POST, PASTED) else None


def _among(sent: QueryDict, pasted: frozenset[str] = frozenset()) -> bool:
    for name, values in sent.lists():
        if _IN_A_LINE.search(name):
            return True
        for value in values:
            if "\x00" in value if name in pasted else CONTROL.search(value):
                return True
    return False


def or_nothing(typed: str) -> str:
    """What was typed; empty where nobody could see any of it: a reason of blanks is none."""
    # Blanks and invisible signs of other kinds are told by their category.
    seen = any(unicodedata.category(sign)[0] not in "ZC" for sign in typed if sign not in EMPTY_LETTERS)
    return typed if seen else ""


def whole_number(typed: str, *, digits: int = 9) -> int | None:
    """A number of at most so many digits; None for everything else.

    ``isdecimal`` alone would let other scripts' digits through, and some that no machine turns into a number.
    """
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= digits else None

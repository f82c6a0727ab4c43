"""The language of a page: what was chosen in this browser, else the site's own; Thai first.

Whoever signs in is spoken with in their own language, also at another machine; what they choose becomes their own.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from prongsai.flow.people.languages import speaks
from prongsai.flow.people.who import Person
from prongsai.language.marked_html import marked

CHOSEN = "language_chosen"  # in the session of somebody who chose a language before signing in


class ChosenLanguage:
    """An office PC with an English Windows asks for English pages; its officer reads Thai. So nothing is guessed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if language == "en":
            _mark_thai(response)
        response.headers.setdefault("Content-Language", language)
        return response


def choose(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """A language was chosen: for this browser and, signed in, for the person; else for whoever signs in here next."""
    if isinstance(request.user, Person):
        speaks(request.user, language)
    else:
        request.session[CHOSEN] = True
    _remember(response, language)


def signed_in(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Speaks with whoever signed in as they chose: on this page a moment ago, else wherever they chose last."""
    if request.session.pop(CHOSEN, None):
        speaks(person, request.LANGUAGE_CODE)
    elif person.language != request.LANGUAGE_CODE:
        _remember(response, person.language)


def _mark_thai(response: HttpResponse) -> None:
    """Marks the Thai of an English page; files to be saved stay as they are."""
    if response.streaming or "Content-Disposition" in response.headers:
        return
    if response.headers.get("Content-Type", "").startswith("text/html"):
        page = response.content.decode(response.charset)
        response.content = marked(page).encode(response.charset)
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86400,
        samesite="Lax",
        secure=settings.SERVED,
        httponly=True,
    )

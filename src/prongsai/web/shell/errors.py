"""Pages for when something does not work: what happened and what to do, in both languages."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from prongsai.criteria.editions import ChangedEdition
from prongsai.flow.site.trouble import is_trouble
from prongsai.flow.year.closing import YearClosed
from prongsai.web.shell.hashing import Busy

# Answers that views and Django give without a page.
BARE = frozenset({400, 403, 404, 405, 409, 413, 429, 503})


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page of a status."""
    return render(request, f"{status}.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for an upload that is too large."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, 413)
    # The host may be what is wrong: nothing of the request is asked for.
    return HttpResponse(get_template("400.html").render({"status": 400}), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return page(request, 403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old."""
    return render(request, "403_csrf.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; the same for what does not exist and what somebody may not see."""
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database does not answer, is full or is busy.

    Rendered without context: anything may be broken.
    """
    error = sys.exc_info()[1]
    status = 503 if is_trouble(error) else 500
    name = "500_edition" if isinstance(error, ChangedEdition) else str(status)
    answer = HttpResponse(get_template(f"{name}.html").render({"status": status}), status=status)
    if status == 503:
        answer.headers["Retry-After"] = "10"
    return answer


class PagesForBareAnswers:
    """Gives an answer without a body its page, for browsers; other clients and htmx keep the bare one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 where too many sign in at once, 409 where a year is closed: nothing is broken."""
        if isinstance(exception, YearClosed):
            named = request.resolver_match.kwargs if request.resolver_match is not None else {}
            told = {"said": exception.problems[0].text, "code": named.get("code"), "year": exception.year}
            return render(request, "agency/year-closed.html", told, status=409)
        if not isinstance(exception, Busy):
            return None
        answer = render(request, "503_busy.html", {"status": 503}, status=503)
        answer.headers["Retry-After"] = "5"
        return answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or its page."""
        response = self.get_response(request)
        if response.status_code not in BARE or response.streaming or response.content:
            return response
        if "text/html" not in request.headers.get("Accept", "text/html") or request.headers.get("HX-Request"):
            return response
        made = page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                made.headers[name] = response.headers[name]
        return made

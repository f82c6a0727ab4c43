"""Whether the program answers and its database does."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from prongsai import __version__
from prongsai.web.shell.scoping import public


@require_safe
@public
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers; tells no more than the version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})

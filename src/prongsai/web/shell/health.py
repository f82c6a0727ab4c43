"""Whether the program answers and its database does."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from prongsai.web.shell.scoping import public


@require_safe
@public
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers; anybody may ask, so it tells no more than that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
